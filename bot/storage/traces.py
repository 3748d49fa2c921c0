"""What was erased leaves the write-ahead log as well, without a turn waiting for it.

The log can be emptied only while nobody else reads or writes, so it is tried again until it is done. The database
itself remembers that it is still to be done: if a process dies in between, the next start does it.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.clock import growing_pause
from bot.errors import StorageError

log = logging.getLogger(__name__)

# After so many tries in vain the log says so, once.
TRIES_BEFORE_A_WARNING = 6
LONGEST_WAIT = 60.0


class Emptied(Protocol):
    """A database whose log can be emptied."""

    def has_traces(self) -> bool:
        """Whether something erased may still be in the log."""

    def empty_log(self) -> bool:
        """Empty the log; False where somebody is in the way just now."""


class Traces:
    """Empties the log after each erasure: beside the turns while `run` runs, at once where it does not."""

    def __init__(self, database: Emptied) -> None:
        self.database = database
        self._loop: asyncio.AbstractEventLoop | None = None
        self._left = asyncio.Event()
        self._switch = threading.Lock()

    def left(self) -> None:
        """Something was erased a moment ago. May be called from any thread."""
        with self._switch:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._left.set)
                return
        if not self._tried():
            log.warning("what was erased is still in the log of the database; the next start of intake empties it")

    async def run(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Empty the log whenever something was erased, until cancelled."""
        with self._switch:
            self._loop = asyncio.get_running_loop()
        try:
            while True:
                if await _to_the_end(self._has_traces):
                    await self._until_done(sleep)
                await self._left.wait()
                self._left.clear()
        finally:
            with self._switch:
                self._loop = None

    async def _until_done(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        for attempt in itertools.count(1):
            if await _to_the_end(self._tried):
                if attempt > TRIES_BEFORE_A_WARNING:
                    log.info("what was erased is out of the log of the database now")
                return
            if attempt == TRIES_BEFORE_A_WARNING:
                log.warning(
                    "what was erased is still in the log of the database, since something keeps reading it; trying on"
                )
            await sleep(growing_pause(attempt, first=0.05, longest=LONGEST_WAIT))

    def _tried(self) -> bool:
        try:
            return self.database.empty_log()
        except StorageError:  # busy or full: it is told where turns meet it
            return False

    def _has_traces(self) -> bool:
        try:
            return self.database.has_traces()
        except StorageError:
            return True


async def _to_the_end(call: Callable[[], bool]) -> bool:
    """Call in a thread; whoever cancels this waits for it, so that nothing has the database open after the stop."""
    called = asyncio.ensure_future(asyncio.to_thread(call))
    try:
        return await asyncio.shield(called)
    except asyncio.CancelledError:
        await asyncio.wait([called])
        raise
