"""How lines are measured: a plugin of coverage that asks each frame where it is, and counts nothing.

Coverage's own tracers keep a stack of calls and returns beside Python's. Python 3.11 tells of no call where a coroutine
goes on after an error in one that it awaits, and tells of its return: from then on lines are lost, or are those of
another file. A frame of ours always knows its file.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any

import coverage.core
from coverage.plugin_support import Plugins
from coverage.types import TFileDisposition, TShouldStartContextFn, TShouldTraceFn, TTraceFn, TWarnFn


class FrameTracer:
    """A tracer of one thread, in place of coverage's own in Python. Coverage sets the attributes, and ends it."""

    data: dict[str, set[int]]
    trace_arcs: bool
    should_trace: TShouldTraceFn
    should_trace_cache: dict[str, TFileDisposition | None]
    should_start_context: TShouldStartContextFn | None = None
    switch_context: Callable[[str | None], str | None] | None = None
    lock_data: Callable[[], None]
    unlock_data: Callable[[], None]
    warn: TWarnFn

    def __init__(self) -> None:
        self._is_stopped = False
        self._heard = False
        self._hearing: dict[str, TTraceFn] = {}

    def start(self) -> TTraceFn:
        """Trace this thread."""
        self._is_stopped = False
        sys.settrace(self._called)
        return self._called

    def stop(self) -> None:
        """Trace nothing any more, in whichever thread."""
        self._is_stopped = True
        if sys.gettrace() == self._called:
            sys.settrace(None)

    def activity(self) -> bool:
        """Whether there was anything since the last time."""
        return self._heard

    def reset_activity(self) -> None:
        """Begin to listen anew."""
        self._heard = False

    def get_stats(self) -> Mapping[str, int] | None:
        """Nothing to tell."""
        return None

    def _called(self, frame: FrameType, event: str, arg: Any, lineno: int | None = None) -> TTraceFn | None:
        """A frame begins: its lines are heard where its file is one of those that are measured."""
        if self._is_stopped:
            return None
        path = frame.f_code.co_filename
        if path not in self.should_trace_cache:
            self.should_trace_cache[path] = self.should_trace(path, frame)
        found = self.should_trace_cache[path]
        if found is None or not found.trace:
            return None
        if path not in self._hearing:
            self._hearing[path] = self._lines_of(str(found.source_filename))
        return self._hearing[path]

    def _lines_of(self, path: str) -> TTraceFn:
        def hear(frame: FrameType, event: str, arg: Any, lineno: int | None = None) -> TTraceFn | None:
            if self._is_stopped:
                return None
            # Most lines were heard before, in the test that runs now: of these nothing is to be kept.
            if event == "line" and frame.f_lineno not in self.data.get(path, ()):
                self._heard = True
                self.lock_data()
                try:
                    self.data.setdefault(path, set()).add(frame.f_lineno)
                finally:
                    self.unlock_data()
            return hear

        return hear


def coverage_init(_plugins: Plugins, _options: Mapping[str, str]) -> None:
    """Be the tracer of `core = pytrace`."""
    coverage.core.PyTracer = FrameTracer  # type: ignore[assignment,attr-defined]
