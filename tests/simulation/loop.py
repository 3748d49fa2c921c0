"""An event loop without sockets, threads and real time: what happens next is decided by a seed and by nothing else.

Time jumps from one event to the next. Events of the world (people, staff, restarts) lie in the same time as the timers
of the service, but not in its loop: a service that dies takes its loop along, and the world goes on.
"""

from __future__ import annotations

import asyncio
import heapq
import random
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from contextvars import Context
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")
# How long after what it answers another thread's answer is heard.
HEARD_WITHIN = 0.002
# Seconds after the beginning of time at which the loop starts: nobody may rely on zero.
BEGINNING = 1_000.0


class Died(BaseException):
    """The process is dead: nothing of it may act any more."""


class Time:
    """The one time there is, and what the world has planned in it."""

    def __init__(self, start: datetime) -> None:
        self.now = BEGINNING
        self._start = start.astimezone(UTC) - timedelta(seconds=BEGINNING)
        self._planned: list[tuple[float, int, Callable[[], None]]] = []
        self._serial = count()

    def moment(self) -> datetime:
        """The moment, by a clock that is right."""
        return self._start + timedelta(seconds=self.now)

    def seconds_at(self, moment: datetime) -> float:
        """When a moment is, in seconds of this time."""
        return (moment - self._start).total_seconds()

    def plan(self, at: float, call: Callable[[], None]) -> None:
        """Have something happen in the world; what is planned for the same time happens in the order of planning."""
        heapq.heappush(self._planned, (max(at, self.now), next(self._serial), call))

    @property
    def next(self) -> float | None:
        """When the world acts next."""
        return self._planned[0][0] if self._planned else None

    def act(self) -> None:
        """Let the next thing happen that is planned."""
        at, _, call = heapq.heappop(self._planned)
        self.now = max(self.now, at)
        call()


class _Numbered:
    """Has a number for its hash: the order of a set must not come from where things lie in memory."""

    def __init__(self, *args: Any, loop: SimLoop, **more: Any) -> None:
        self.number = next(loop.numbers)
        super().__init__(*args, loop=loop, **more)  # type: ignore[call-arg]  # beside a future, which takes it

    def __hash__(self) -> int:
        return self.number


class SimFuture(_Numbered, asyncio.Future[Any]):
    """A future whose place in a set is its number's."""


class SimTask(_Numbered, asyncio.Task[Any]):
    """A task whose place in a set is its number's."""

    _log_destroy_pending = False  # whoever dies leaves everything half done


class _NoSelector:
    """Stands where a loop has its sockets."""

    def select(self, _timeout: float | None) -> list[Any]:
        return []

    def close(self) -> None:
        return


class SimLoop(asyncio.BaseEventLoop):
    """The loop of one life. `end` ends it: nothing that is called from then on happens."""

    # What the library's own loop keeps: handles to run, and a heap of timers.
    _ready: deque[asyncio.Handle]
    _scheduled: list[Any]
    _thread_id: int | None
    _closed: bool

    def __init__(self, time: Time, lots: random.Random) -> None:
        super().__init__()
        self._selector = _NoSelector()
        self._time, self._lots = time, lots
        self._clock_resolution = 1e-9
        self._heard = 0.0
        self.numbers = count()
        self.is_over = False
        self.failures: list[str] = []
        self.set_task_factory(_task)
        self.set_exception_handler(_note)

    def time(self) -> float:
        """The time of the world."""
        return self._time.now

    def create_future(self) -> asyncio.Future[Any]:
        """Make a future."""
        return SimFuture(loop=self)

    def _write_to_self(self) -> None:
        return

    def _process_events(self, event_list: list[Any]) -> None:
        return

    def call_soon(  # type: ignore[override]  # the library's own types name a variadic tuple here
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As ever, for the living."""
        handle = events.Handle(callback, args, self, context)
        if not self.is_over:
            self._ready.append(handle)
        return handle

    def call_at(  # type: ignore[override]  # the same
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As ever, for the living."""
        timer = events.TimerHandle(when, callback, args, self, context)
        if not self.is_over:
            heapq.heappush(self._scheduled, timer)
            timer._scheduled = True  # type: ignore[attr-defined]  # so a cancelled one is counted as the library does
        return timer

    def call_soon_threadsafe(  # type: ignore[override]  # the same
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """What another thread tells is heard a moment later, and never before what it told earlier."""
        self._heard = max(self._heard, self._time.now + self._lots.random() * HEARD_WITHIN)
        return self.call_at(self._heard, callback, *args, context=context)

    def run_in_executor(  # type: ignore[override]  # the same
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """Another thread does it, some time from now; in truth this one."""
        future = self.create_future()
        self.call_later(self._lots.random() * HEARD_WITHIN, _do, future, func, *args)
        return future

    def end(self) -> None:
        """Nothing happens here any more."""
        self.is_over = True
        self._ready.clear()
        self._scheduled.clear()

    def bury(self) -> None:
        """Nobody will ask for it any more."""
        self.end()
        self._closed = True

    def live(self, main: Coroutine[Any, Any, None], until: Callable[[], bool]) -> None:
        """Run until `until` says so, the coroutine has ended, or this life is over; the world acts beside it."""
        task = self.create_task(main)
        before = events._get_running_loop()
        events._set_running_loop(self)
        self._thread_id = -1
        try:
            while not (self.is_over or task.done() or until()):
                if not self._ready and not self._jump():
                    break
                self._turn()
        finally:
            events._set_running_loop(before)
            self._thread_id = None
        if task.done() and not task.cancelled() and (error := task.exception()) is not None:
            raise error

    def _turn(self) -> None:
        """Do what is ready now, as asyncio does: what it brings about comes after it."""
        for _ in range(len(self._ready)):
            if self.is_over:
                return
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _jump(self) -> bool:
        """Go on to the next thing that happens, here or in the world; False where nothing ever will."""
        scheduled = self._scheduled
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)
        here, there = scheduled[0].when() if scheduled else None, self._time.next
        if here is None and there is None:
            return False
        if here is None or (there is not None and there < here):
            self._time.act()
            return True
        self._time.now = max(self._time.now, here)
        while scheduled and scheduled[0].when() <= self._time.now:
            timer = heapq.heappop(scheduled)
            if not timer._cancelled:
                self._ready.append(timer)
        return True


def _task(loop: asyncio.AbstractEventLoop, coroutine: Any, context: Context | None = None) -> asyncio.Task[Any]:
    assert isinstance(loop, SimLoop)
    return SimTask(coroutine, loop=loop) if context is None else SimTask(coroutine, loop=loop, context=context)


def _do(future: asyncio.Future[Any], func: Callable[..., Any], *args: Any) -> None:
    if future.cancelled():
        return
    try:
        result = func(*args)
    except Exception as error:
        future.set_exception(error)
    else:
        future.set_result(result)


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Keep what nobody caught."""
    assert isinstance(loop, SimLoop)
    error = context.get("exception")
    if not loop.is_over and not isinstance(error, Died):
        loop.failures.append(f"{context.get('message')}: {error!r}")


__all__ = ["Died", "SimLoop", "Time"]
