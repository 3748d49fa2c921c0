"""Getting updates, and acknowledging only what is committed: the next offset is asked for after the commit.

Both bots use this loop; it knows neither library, only how to fetch JSON and the door its updates go through.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.errors import StorageTrouble
from bot.receiving.door import Door, PressAnswer
from bot.receiving.pick import Picked, update_id_of

log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 25
MOST_AT_ONCE = 100
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
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

    What fails is tried again after a pause, nothing else of its batch is; the batch is acknowledged when all is
    durable. `answer` sends the answers to presses on their way; nobody waits for them.
    """

    def __init__(
        self,
        name: str,
        fetch: Fetch,
        door: Door,
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
        self._next_offset: int | None = None
        self._left: list[Picked] = []
        self._limit = MOST_AT_ONCE

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop. Raises only the errors named fatal (a refused token)."""
        stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        pause, storage_pause = FIRST_PAUSE, FIRST_STORAGE_PAUSE
        try:
            while not stop.is_set():
                try:
                    await self._round(stopping)
                    pause, storage_pause = FIRST_PAUSE, FIRST_STORAGE_PAUSE
                except self.fatal:
                    raise
                except StorageTrouble as trouble:
                    if storage_pause == FIRST_STORAGE_PAUSE:
                        log.warning("%s: updates cannot be kept now and wait: %s", self.name, trouble)
                    await self._pause(storage_pause, stopping)
                    storage_pause = min(LONGEST_STORAGE_PAUSE, storage_pause * 2)
                except Exception as error:
                    log.warning("%s: updates cannot be fetched or kept (%s); trying again", self.name, _short(error))
                    await self._pause(pause, stopping)
                    pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            stopping.cancel()

    async def _round(self, stopping: asyncio.Future[Any]) -> None:
        if not self._left:
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
            if not updates:
                return
            numbers = [number for update in updates if (number := update_id_of(update)) is not None]
            if not numbers:
                raise NotUpdates
            self._left = [self.door.pick(update) for update in updates if update_id_of(update) is not None]
            self._next_offset = max(numbers) + 1
        await self._take()
        self.offset = self._next_offset

    async def _updates(self) -> Sequence[Mapping[str, Any]]:
        """The next updates. A batch that cannot be parsed is fetched one by one, until the bad one is behind us."""
        body = await self.fetch(self.offset, LONG_POLL_SECONDS, self._limit)
        found = read_updates(body)
        if found is None and self._limit > 1:
            log.warning("%s: a batch cannot be parsed; its updates are fetched one by one", self.name)
            self._limit = 1
            body = await self.fetch(self.offset, LONG_POLL_SECONDS, self._limit)
            found = read_updates(body)
        if found is None:
            number = first_update_id(body)
            if number is None:
                raise NotUpdates
            self._limit = MOST_AT_ONCE
            return [{"update_id": number, UNPARSED: True}]
        return found

    async def _take(self) -> None:
        """Handle what is left of the batch: each chat's updates one after the other."""
        chats: dict[int, list[Picked]] = {}
        for picked in self._left:
            chats.setdefault(picked.chat, []).append(picked)
        results = await asyncio.gather(*(self._in_order(chat) for chat in chats.values()), return_exceptions=True)
        self._left = [picked for chat in chats.values() for picked in chat]
        errors = [result for result in results if isinstance(result, BaseException)]
        # Trouble of the database is told first: it is tried again sooner, and explains the others.
        errors.sort(key=lambda error: not isinstance(error, StorageTrouble))
        for error in errors:
            raise error

    async def _in_order(self, chat: list[Picked]) -> None:
        """Handle a chat's updates; those that are durable are taken off the list."""
        while chat:
            answer = await self.door.take(chat[0])
            del chat[0]
            if answer is not None:
                self.answer(answer)

    async def _pause(self, seconds: float, stopping: asyncio.Future[Any]) -> None:
        sleeping: asyncio.Future[Any] = asyncio.ensure_future(self.sleep(seconds))
        await asyncio.wait({sleeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        sleeping.cancel()


def read_updates(body: bytes) -> list[Mapping[str, Any]] | None:
    """The updates of an answer to getUpdates; None where they cannot be parsed (too deep, numbers without end)."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    result = answer.get("result") if isinstance(answer, dict) else None
    return result if isinstance(result, list) else None


def first_update_id(body: bytes) -> int | None:
    """The number of the first update in a body that cannot be parsed: Telegram writes it before all else."""
    found = _FIRST_ID.search(body, 0, 200)
    return int(found[1]) if found is not None else None


def _short(error: Exception) -> str:
    """The kind of an error; its message could hold a link with the token."""
    return type(error).__name__
