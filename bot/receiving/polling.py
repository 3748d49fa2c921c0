"""Getting updates, and acknowledging only what is committed: the next offset is asked for after the commit.

Both bots use this loop; it knows neither library, only how to fetch and how to handle.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic, TypeVar

T = TypeVar("T")
log = logging.getLogger(__name__)

LONG_POLL_SECONDS = 25
LONGEST_PAUSE = 30.0
Fetched = Sequence[tuple[int, int, T]]


class Poller(Generic[T]):
    """Fetches updates of one bot and hands them on: in order within a chat, chats side by side.

    `fetch(offset, seconds)` returns (update id, chat, update); `handle` returns once the update is durable and raises
    when it is not; then the same updates are fetched again, and those already handled change nothing.
    """

    def __init__(
        self,
        name: str,
        fetch: Callable[[int | None, int], Awaitable[Fetched[T]]],
        handle: Callable[[T], Awaitable[None]],
        *,
        sleep: Callable[[float], Awaitable[None]],
        fatal: tuple[type[Exception], ...] = (),
    ) -> None:
        self.name = name
        self.fetch = fetch
        self.handle = handle
        self.sleep = sleep
        self.fatal = fatal
        self.offset: int | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop. Raises only the errors named fatal (a refused token)."""
        stopping: asyncio.Future[Any] = asyncio.ensure_future(stop.wait())
        pause = 1.0
        try:
            while not stop.is_set():
                try:
                    await self._round(stopping)
                    pause = 1.0
                except self.fatal:
                    raise
                except Exception as error:
                    log.warning("%s: updates cannot be fetched or kept (%s); trying again", self.name, _short(error))
                    await self._pause(pause, stopping)
                    pause = min(LONGEST_PAUSE, pause * 2)
        finally:
            stopping.cancel()

    async def _round(self, stopping: asyncio.Future[Any]) -> None:
        fetching: asyncio.Future[Any] = asyncio.ensure_future(self.fetch(self.offset, LONG_POLL_SECONDS))
        try:
            await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Also when we are cancelled ourselves: a poll left behind would be in the way of the next one.
            fetching.cancel()
            await asyncio.gather(fetching, return_exceptions=True)
        if fetching.cancelled():
            return
        updates = fetching.result()
        if updates:
            await self.take(updates)
            self.offset = max(number for number, _, _ in updates) + 1

    async def take(self, updates: Fetched[T]) -> None:
        """Handle a batch: each chat's updates one after the other."""
        chats: dict[int, list[T]] = {}
        for _, chat, update in updates:
            chats.setdefault(chat, []).append(update)
        results = await asyncio.gather(*(self._in_order(chat) for chat in chats.values()), return_exceptions=True)
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _in_order(self, updates: Sequence[T]) -> None:
        for update in updates:
            await self.handle(update)

    async def _pause(self, seconds: float, stopping: asyncio.Future[Any]) -> None:
        sleeping: asyncio.Future[Any] = asyncio.ensure_future(self.sleep(seconds))
        await asyncio.wait({sleeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        sleeping.cancel()


def _short(error: Exception) -> str:
    """The kind of an error; its message could hold a link with the token."""
    return type(error).__name__
