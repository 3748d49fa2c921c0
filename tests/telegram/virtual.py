"""Time that passes only when nobody has anything to do: hours of flood waits in moments, and to the second.

Everything runs for real over real connections; only the loop's clock is made up. When no socket has anything to read
and no other thread is at work, it jumps to the next timer.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

# What was written to a socket of this machine has arrived by then, however busy the machine is.
_GRACE_SECONDS = 0.002
# How long to look away at most while another thread works.
_GLANCE_SECONDS = 0.2


class _Selector(selectors.DefaultSelector):
    """Waits for sockets in real time, and for timers not at all."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if events or (timeout is not None and timeout <= 0):
            return events
        if timeout is None or self.loop.outside:
            return super().select(_GLANCE_SECONDS)
        events = super().select(_GRACE_SECONDS)
        if not events:
            self.loop.now += timeout
        return events


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock is `now`; `outside` counts what other threads are still to bring."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.outside = 0
        selector = _Selector()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        """The made-up time."""
        return self.now

    def run_in_executor(  # type: ignore[override]  # the library's own types name a variadic tuple here
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """As ever, and counted until it is done."""
        future = super().run_in_executor(executor, func, *args)
        self.outside += 1
        future.add_done_callback(self._came)
        return future

    def _came(self, _future: object) -> None:
        self.outside -= 1


class LoopClock:
    """The time of a world in a virtual loop: a beginning, and what has passed since."""

    def __init__(self, start: datetime) -> None:
        self._loop = asyncio.get_running_loop()
        self._start = start.astimezone(UTC) - timedelta(seconds=self._loop.time())

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=self._loop.time())

    def advance(self, by: timedelta) -> datetime:
        """Set the clock on the wall forward: nobody's timer runs faster for it."""
        self._start += by
        return self()

    def set(self, moment: datetime) -> None:
        """Set the clock on the wall."""
        self._start += moment - self()


def run_virtual(main: Coroutine[Any, Any, T]) -> T:
    """Run a test in made-up time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)
