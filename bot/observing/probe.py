"""A question that may take long: asked in a thread of its own, never twice at a time; its last answer is kept.

The thread is given up with the process: a database that hangs holds up no stop.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Probe(Generic[T]):
    """Asks again once the last answer is `fresh` seconds old."""

    def __init__(self, ask: Callable[[], T], fresh: float, now: Callable[[], float]) -> None:
        self._ask = ask
        self._fresh = fresh
        self._now = now
        self._running: Future[T] | None = None
        self._kept: tuple[float, T] | None = None

    async def answer(self, within: float) -> T | None:
        """Return an answer that is fresh; None where there is none in time, or the question failed."""
        if self._kept is not None and self._now() - self._kept[0] < self._fresh:
            return self._kept[1]
        running = self._running
        if running is None:
            running = self._running = Future()
            threading.Thread(target=self._run, args=(running,), name="look", daemon=True).start()
        await _over(running, within)
        if not running.done() or running.exception() is not None:
            return None
        return running.result()

    def last(self, not_older: float) -> T | None:
        """Return the last answer there was, if it is no older than so many seconds."""
        is_known = self._kept is not None and self._now() - self._kept[0] <= not_older
        return self._kept[1] if self._kept is not None and is_known else None

    def _run(self, running: Future[T]) -> None:
        try:
            found = self._ask()
        except BaseException as error:
            self._running = None
            running.set_exception(error)
        else:
            self._kept, self._running = (self._now(), found), None
            running.set_result(found)


async def _over(running: Future[T], within: float) -> None:
    """Wait until a question is over, for so long at most. It may go on beyond the end of the event loop."""
    loop = asyncio.get_running_loop()
    bell = asyncio.Event()

    def ring(_running: Future[T]) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(bell.set)

    running.add_done_callback(ring)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            await bell.wait()


__all__ = ["Probe"]
