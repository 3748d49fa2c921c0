"""The one writer of a process: hands whatever waits to the ledger as one batch, and says when it is durable."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.clock import steady
from bot.errors import StorageTrouble
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.turns.acts import OFFICE, ClientTurn, Turned
from bot.turns.ledger import Call, Job, Ledger

MOST_AT_ONCE = 128
LONGEST_LATER = 0.05


@dataclass(slots=True)
class _Waiting:
    job: Job
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    since: float = field(default_factory=steady)


class Alarm(Protocol):
    """A call that is still to come."""

    def cancel(self) -> None:
        """Let it not come."""


class Writes(Protocol):
    """What those need of the writer who bring it jobs of their own."""

    async def submit(self, job: Job) -> Any:
        """Wait until a job is committed, and return what became of it."""

    def later(self, job: Job) -> asyncio.Future[Any]:
        """Do a job with the next transaction."""

    def tell(self, loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
        """Have something called on an event loop, together with the results of a batch."""


class Writer:
    """Runs a `Ledger` in its own thread and groups the jobs that wait into one transaction.

    `after` calls a function once a time has passed; it is the event loop's own, to be set by tests. `look_every` is how
    long it may have nothing to do before it looks at the store: another process (`intake forget`) may have left posts
    there, which a transaction notices.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        most_at_once: int = MOST_AT_ONCE,
        after: Callable[[float, Callable[[], None]], Alarm] | None = None,
        look_every: float | None = None,
        observer: Observer = NOBODY_LOOKS,
    ) -> None:
        self.ledger = ledger
        self.observer = observer
        self.most_at_once = most_at_once
        self.after = after
        self.look_every = look_every
        self._queue: queue.SimpleQueue[list[_Waiting] | None] = queue.SimpleQueue()
        # What is not handed over yet. Only ever moved whole, so that the order of jobs is that of the calls.
        self._later: deque[_Waiting] = deque()
        self._moving = threading.Lock()
        self._is_soon = False
        self._alarm: Alarm | None = None
        # What else is to be called on an event loop once the batch is done.
        self._told: list[tuple[asyncio.AbstractEventLoop, Callable[[], object]]] = []
        ledger.shelves.tell_by(self.tell)
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Start taking jobs."""
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        """Whether it takes jobs."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish what waits, then end. Blocks until it is done."""
        self._now()
        self._queue.put(None)
        self._thread.join()

    async def submit(self, job: Job) -> Any:
        """Wait until a job is committed, and return what became of it. Jobs are done in the order of these calls."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._later.append(_Waiting(job, future, loop))
        if not self._is_soon:
            # Not before the event loop has done what it has to do now: what came in together is one batch, and the
            # thread, once woken, does not have to wait for the interpreter.
            self._is_soon = True
            loop.call_soon(self._now)
        return await future

    def later(self, job: Job) -> asyncio.Future[Any]:
        """Do a job with the next transaction, or in one of its own if there is none for a twentieth of a second."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._later.append(_Waiting(job, future, loop))
        if self._alarm is None and not self._is_soon:
            self._alarm = (self.after or loop.call_later)(LONGEST_LATER, self._now)
        return future

    def tell(self, loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
        """Have something called on an event loop: from within a job, together with the results of its batch.

        So the loop is woken once for both, and whoever is called finds the results there.
        """
        if threading.current_thread() is self._thread:
            self._told.append((loop, call))
        else:
            loop.call_soon_threadsafe(call)

    def _now(self) -> None:
        """Hand over what waits; an alarm for it need not wake anybody any more."""
        with self._moving:
            self._is_soon = False
            if self._alarm is not None:
                self._alarm.cancel()
                self._alarm = None
            whole = [self._later.popleft() for _ in range(len(self._later))]
            if whole:
                self._queue.put(whole)

    def _run(self) -> None:
        while (waiting := self._next()) is not None and self._round(waiting):
            pass

    def _round(self, waiting: list[_Waiting]) -> bool:
        """Do what waits, with whatever came meanwhile; return whether there may be more."""
        stop = False
        while len(waiting) < self.most_at_once and not stop:
            try:
                following = self._queue.get_nowait()
            except queue.Empty:
                break
            if following is None:
                stop = True
            else:
                waiting += following
        for start in range(0, len(waiting), self.most_at_once):
            self._do(waiting[start : start + self.most_at_once])
        return not stop

    def _next(self) -> list[_Waiting] | None:
        """The next jobs, None to stop; looks at the store while there are none."""
        while True:
            try:
                return self._queue.get(timeout=self.look_every)
            except queue.Empty:
                # Whatever comes of it, the next job is still taken; it meets the same trouble, and tells its caller.
                with contextlib.suppress(BaseException):
                    self.ledger.batch([Call(lambda _batch: None)])
                self._answer((), ())

    def _do(self, waiting: Sequence[_Waiting]) -> None:
        try:
            results = self.ledger.batch([w.job for w in waiting])
        except BaseException as error:  # nothing may leave a caller waiting for ever
            results = [error] * len(waiting)
        with contextlib.suppress(Exception):  # whoever looks is in nobody's way
            self._tell_of(waiting, results)
        self._answer(waiting, results)

    def _tell_of(self, waiting: Sequence[_Waiting], results: Sequence[Any]) -> None:
        """Tell whoever looks of a batch and its turns."""
        self.observer.measure(metrics.BATCH_JOBS, len(waiting))
        now, turns = steady(), Counter[tuple[str, str]]()
        for entry, result in zip(waiting, results, strict=True):
            if not isinstance(entry.job, Call) or isinstance(result, Turned):
                channel = entry.job.channel if isinstance(entry.job, ClientTurn) else OFFICE
                turns[channel, _outcome(result)] += 1
                self.observer.measure(metrics.TURN_SECONDS, now - entry.since, channel)
        for labels, times in turns.items():
            self.observer.add(metrics.TURNS, *labels, by=times)

    def _answer(self, waiting: Sequence[_Waiting], results: Sequence[Any]) -> None:
        """Give out results, and call what was to be called with them: first the results, so that these are known."""
        told, self._told = self._told, []
        loops = dict.fromkeys([*(entry.loop for entry in waiting), *(loop for loop, _ in told)])
        for loop in loops:
            mine = [pair for pair in zip(waiting, results, strict=True) if pair[0].loop is loop]
            calls = [call for where, call in told if where is loop]
            # The event loop is woken once for the whole batch, and not at all if it is gone.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_resolve, mine, calls)


def _outcome(result: object) -> str:
    """What became of a turn, by a name that is counted."""
    if isinstance(result, Turned):
        if result.repeated:
            return metrics.REPEATED
        if result.is_failed:
            return metrics.FAILED
        return metrics.DONE if result.refused is None else metrics.REFUSED
    return metrics.TROUBLE if isinstance(result, StorageTrouble) else metrics.FAILED


def _resolve(answered: Sequence[tuple[_Waiting, Any]], calls: Sequence[Callable[[], object]]) -> None:
    for entry, result in answered:
        if entry.future.done():
            continue  # its caller does not wait any more; the job is done all the same
        if isinstance(result, BaseException):
            entry.future.set_exception(result)
        else:
            entry.future.set_result(result)
    for call in calls:
        call()


__all__ = ["Call", "Ledger", "Writer", "Writes"]
