"""Getting updates, and acknowledging only what is committed: the next offset is asked for after the commit.

Both bots use this loop; it knows neither library, only how to fetch JSON and the door its updates go through.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.channels.telegram.pick import Picked, Slim, update_id_of
from bot.errors import StorageTrouble
from bot.receiving.door import Door, PressAnswer
from bot.receiving.values import parsed

log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 25
MOST_AT_ONCE = 100
# How long others wait for somebody whose update takes long.
PATIENCE = 0.25
# After an outage the first answers must not be late by more than a few seconds.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 4.0
# The database is tried again soon: people wait, and nobody's server is hurt by it.
FIRST_STORAGE_PAUSE, LONGEST_STORAGE_PAUSE = 0.25, 2.0
# Fetch from an offset on: how long to wait for the first update, and how many at most. Returns the body as it came.
Fetch = Callable[[int | None, int, int], Awaitable[bytes]]
_FIRST_ID = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')
# Named as Telegram would name a kind of update; nobody knows it, so it is recorded as such.
UNPARSED = "unparsed"


class NotUpdates(Exception):
    """An answer that holds no list of updates."""


class Poller:
    """Fetches updates of one bot and takes them through the door: in order within a chat, chats side by side.

    Telegram is told of an update (by the offset) once it and all before it are durable. Whoever takes long, or fails
    and is tried again after a pause, holds up their own chat alone: what comes meanwhile is fetched beside it.
    `answer` sends the answers to presses on their way; nobody waits for them.
    """

    def __init__(
        self,
        name: str,
        fetch: Fetch,
        door: Door[Slim],
        *,
        answer: Callable[[PressAnswer], None],
        sleep: Callable[[float], Awaitable[None]],
        fatal: tuple[type[Exception], ...] = (),
    ) -> None:
        self.name = name
        self.fetch = fetch
        self.door = door
        self.answer = answer
        self.sleep = sleep
        self.fatal = fatal
        self.offset: int | None = None
        self._limit = MOST_AT_ONCE
        self._newest = -1
        # Numbers of what was fetched and is not durable yet; of what is, but may not be acknowledged before those.
        self._open: set[int] = set()
        self._kept: set[int] = set()
        self._chats: dict[str, deque[Picked]] = {}
        self._running: dict[str, asyncio.Future[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop, and finish what was taken. Raises only the errors named fatal (a refused token)."""
        stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        pause, storage_pause = FIRST_PAUSE, FIRST_STORAGE_PAUSE
        try:
            while not stop.is_set():
                try:
                    await self._round(stopping)
                    pause, storage_pause = FIRST_PAUSE, FIRST_STORAGE_PAUSE
                except self.fatal:
                    raise
                except StorageTrouble:
                    # The storage itself says what is wrong, once.
                    await self._pause(storage_pause, stopping)
                    storage_pause = min(LONGEST_STORAGE_PAUSE, storage_pause * 2)
                except Exception as error:
                    log.warning("%s: updates cannot be fetched or kept (%s); trying again", self.name, _short(error))
                    await self._pause(pause, stopping)
                    pause = min(LONGEST_PAUSE, pause * 2)
        except BaseException:
            for running in self._running.values():
                running.cancel()
            raise
        finally:
            stopping.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def _round(self, stopping: asyncio.Future[Any]) -> None:
        fetching: asyncio.Future[Any] = asyncio.ensure_future(self._updates())
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Also when we are cancelled ourselves: a poll left behind would be in the way of the next one.
            fetching.cancel()
            await asyncio.gather(fetching, return_exceptions=True)
        if fetching.cancelled():
            return
        updates = fetching.result()
        if updates and not any(update_id_of(update) is not None for update in updates):
            raise NotUpdates
        self._line_up(updates)
        await self._work()

    def _line_up(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Put what is new behind what its chat said before."""
        self._follow_numbers([number for update in updates if (number := update_id_of(update)) is not None])
        for update in updates:
            number = update_id_of(update)
            if number is None or number in self._open or number in self._kept:
                continue
            picked = self.door.pick(update)
            self._open.add(number)
            self._newest = max(self._newest, number)
            self._chats.setdefault(picked.chat, deque()).append(picked)

    def _follow_numbers(self, numbers: Sequence[int]) -> None:
        """Begin anew where all numbers lie below the offset: Telegram draws them by lot after a week of silence.

        It then confirms nothing by an offset it takes for one of the future, and would send the same for ever. What
        it merely repeats is known to the storage, so following it does no harm.
        """
        if self.offset is not None and numbers and max(numbers) < self.offset:
            log.info("%s: the numbers of updates begin anew", self.name)
            self.offset, self._newest = None, -1

    async def _work(self) -> None:
        """Handle what is lined up. Returns when all of it is durable, or after a moment; raises what failed."""
        for chat in self._chats:
            running = self._running.get(chat)
            # One that ended well since the last look has nothing to say; what came after it needs another.
            if running is None or (running.done() and running.exception() is None):
                self._running[chat] = asyncio.ensure_future(self._in_order(chat))
        if not self._running:
            return
        done, _ = await asyncio.wait(self._running.values(), timeout=PATIENCE)
        self._running = {chat: running for chat, running in self._running.items() if running not in done}
        self._acknowledge()
        errors = [error for running in done if (error := running.exception()) is not None]
        # Trouble of the database is told first: it is tried again sooner, and explains the others.
        errors.sort(key=lambda error: not isinstance(error, StorageTrouble))
        for error in errors:
            raise error

    async def _in_order(self, chat: str) -> None:
        """Handle a chat's updates one after the other; those that are durable leave the line."""
        line = self._chats[chat]
        while line:
            answer = await self.door.take(line[0])
            number = int(line.popleft().key)
            self._open.discard(number)
            self._kept.add(number)
            if answer is not None:
                self.answer(answer)
        del self._chats[chat]

    def _acknowledge(self) -> None:
        """Move the offset behind everything that is durable, and not back for an old update beside new ones."""
        if self._newest >= 0:
            self.offset = max(self.offset or 0, min(self._open, default=self._newest + 1))
            self._kept = {number for number in self._kept if number >= self.offset}

    async def _updates(self) -> Sequence[Mapping[str, Any]]:
        """The next updates. A batch that cannot be parsed is fetched one by one, until the bad one is behind us."""
        # Beside what is still being handled nothing may wait at Telegram's end.
        seconds = 0 if self._open else LONG_POLL_SECONDS
        body = await self.fetch(self.offset, seconds, self._limit)
        found = read_updates(body)
        if found is None and self._limit > 1:
            log.warning("%s: a batch cannot be parsed; its updates are fetched one by one", self.name)
            self._limit = 1
            body = await self.fetch(self.offset, seconds, self._limit)
            found = read_updates(body)
        if found is None:
            number = first_update_id(body)
            if number is None:
                raise NotUpdates
            self._limit = MOST_AT_ONCE
            return [{"update_id": number, UNPARSED: True}]
        return found

    async def _pause(self, seconds: float, stopping: asyncio.Future[Any]) -> None:
        sleeping: asyncio.Future[Any] = asyncio.ensure_future(self.sleep(seconds))
        await asyncio.wait({sleeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        sleeping.cancel()


def read_updates(body: bytes) -> list[Mapping[str, Any]] | None:
    """The updates of an answer to getUpdates; None where they cannot be parsed (too deep, numbers without end)."""
    answer = parsed(body)
    result = answer.get("result") if isinstance(answer, dict) else None
    return result if isinstance(result, list) else None


def first_update_id(body: bytes) -> int | None:
    """The number of the first update in a body that cannot be parsed: Telegram writes it before all else."""
    found = _FIRST_ID.search(body, 0, 200)
    return int(found[1]) if found is not None else None


def _short(error: Exception) -> str:
    """The kind of an error; its message could hold a link with the token."""
    return type(error).__name__
