"""Which parts of the work this process does: where it is alone all of them, else those whose leases it holds.

Others stand by. Whoever holds a lease does its part, and stops at once when another process has taken over.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Protocol

from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.storage.dialect import Backend
from bot.storage.keeper import Heard, Keeper, Terms
from bot.turns.holder import HoldersWriter
from bot.turns.leases import Hold, Lease
from bot.turns.news import ERASED, POSTS
from bot.turns.writer import Writes

log = logging.getLogger(__name__)
TERMS = Terms()
# What is done while a lease is held; it ends by itself, or is cancelled.
Work = Callable[[], Awaitable[object]]


class Holding(Protocol):
    """What this process may do, by the names of leases."""

    @property
    def called(self) -> asyncio.Event | None:
        """What rings when another process queued something; None where there is no other."""

    def begun(self) -> AbstractAsyncContextManager[None]:
        """Hold what can be held, and give it back at the end."""

    def writer(self, name: str, writer: Writes) -> Writes:
        """Return the writer for those who act under a lease."""

    def is_good(self, name: str) -> bool:
        """Whether nobody else can hold a lease just now."""

    def fence(self, name: str) -> int | None:
        """The fence under which this process does a part: 0 where nobody else can do it, None where it stands by."""

    @property
    def is_agreed(self) -> bool:
        """Whether it is being looked after who does what."""

    async def while_held(self, name: str, work: Work, stop: asyncio.Event) -> None:
        """Do some work whenever its lease is held, until it ends by itself; where it is not held, until the stop."""


class Alone:
    """Implements `Holding` where one process does everything: it holds the lock of the database."""

    called = None
    is_agreed = True

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[None]:
        """Nothing has to be held."""
        yield

    def writer(self, name: str, writer: Writes) -> Writes:
        """Everybody acts as everybody else."""
        return writer

    def is_good(self, name: str) -> bool:
        """Nobody else is there."""
        return True

    def fence(self, name: str) -> int | None:
        """Nobody else is there."""
        return 0

    async def while_held(self, name: str, work: Work, stop: asyncio.Event) -> None:
        """Do it."""
        await work()


class Shared:
    """Implements `Holding` among any number of processes, by leases."""

    def __init__(self, keeper: Keeper, forget: Callable[[], None], observer: Observer = NOBODY_LOOKS) -> None:
        self.called = asyncio.Event()
        self._observer = observer
        self._forget = forget
        self._keeper = keeper
        self._holds: Mapping[str, Hold] = {name: Hold(name) for name in keeper.names}

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[None]:
        """Let the keeper begin, and end."""
        loop = asyncio.get_running_loop()

        def tell(call: Callable[[], object]) -> None:
            # The event loop may be gone where a start failed.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(call)

        def holds(held: Mapping[str, int], good_until: float) -> None:
            tell(partial(self._holds_now, held, good_until))

        self._keeper.start(Heard(holds, lambda word: tell(partial(self._called, word))))
        try:
            yield
        finally:
            await asyncio.to_thread(self._keeper.stop)

    def _holds_now(self, held: Mapping[str, int], good_until: float) -> None:
        for name, hold in self._holds.items():
            if name in held:
                hold.holds(Lease(name, self._keeper.owner, held[name]), good_until)
            else:
                hold.lost(hold.lease)

    def _called(self, word: str) -> None:
        if word == POSTS:
            self.called.set()
        elif word == ERASED:
            self._forget()

    def writer(self, name: str, writer: Writes) -> Writes:
        """Have each call looked at before it is made."""
        return HoldersWriter(writer, self._holds[name]) if name in self._holds else writer

    def is_good(self, name: str) -> bool:
        """By a clock of our own."""
        return self._holds[name].is_good

    def fence(self, name: str) -> int | None:
        """Of what no lease is for, any number of processes do their part."""
        hold = self._holds.get(name)
        return 0 if hold is None else None if hold.lease is None else hold.lease.fence

    @property
    def is_agreed(self) -> bool:
        """Its keeper looks after it."""
        return self._keeper.is_alive

    async def while_held(self, name: str, work: Work, stop: asyncio.Event) -> None:
        """Stand by until the lease is ours; begin anew whenever it is so again."""
        hold = self._holds[name]
        while await _rang(hold.begun, stop):
            log.info("%s: done by this process from now on", name)
            self._observer.add(metrics.LEASES_TAKEN, name)
            over = hold.over
            doing, overtaken = asyncio.ensure_future(work()), asyncio.ensure_future(over.wait())
            try:
                await asyncio.wait({doing, overtaken}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                overtaken.cancel()
                if not doing.done():
                    doing.cancel()
                await asyncio.gather(doing, overtaken, return_exceptions=True)
            if not over.is_set() or not doing.cancelled():
                doing.result()
                return
            log.warning("%s: another process does it by now; this one stands by", name)
            self._observer.add(metrics.LEASES_LOST, name)


async def _rang(bell: asyncio.Event, stop: asyncio.Event) -> bool:
    """Wait for a bell; False where all is to stop."""
    waiting = [asyncio.ensure_future(event.wait()) for event in (bell, stop)]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for entry in waiting:
            entry.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    return not stop.is_set()


def holding_on(
    backend: Backend,
    names: Collection[str],
    forget: Callable[[], None] = lambda: None,
    observer: Observer = NOBODY_LOOKS,
) -> Holding:
    """Return what a process may do on a database, of what these leases are for.

    `forget` is called when another process erased somebody.
    """
    if backend.calls is None:
        return Alone()
    return Shared(Keeper(backend, backend.calls, names, TERMS), forget, observer)


__all__ = ["Alone", "Holding", "Shared", "holding_on"]
