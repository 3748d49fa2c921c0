"""Files that people sent to one bot, as the other bot may send them: read as they are sent on, never kept.

A file id belongs to one bot, and the link under which its file is fetched holds that bot's token: it is made here, used
here, and never said to anybody, not even in an error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.files import FileLost, bounded
from bot.channels.telegram.calls import Wire
from bot.channels.telegram.errors import Meaning, Refused, Repair, Unreachable

# What a bot may fetch, and what it may send.
MOST_FETCHED, MOST_SENT, LARGEST_PHOTO = 20 * 1024 * 1024, 50 * 1024 * 1024, 10 * 1024 * 1024
PIECE = 64 * 1024
# How long a server may keep silent while a file comes.
SILENCE = ClientTimeout(total=None, sock_connect=10, sock_read=30)


class TelegramFiles:
    """Reads the files that one bot was sent. `session` opens its connections, `link` says where a path is fetched."""

    def __init__(
        self, wire: Wire, session: Callable[[], AbstractAsyncContextManager[ClientSession]], link: Callable[[str], str]
    ) -> None:
        self._wire = wire
        self._session = session
        self._link = link

    @asynccontextmanager
    async def open(self, file: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """Begin to read a file."""
        path = await self._path(file, min(most, MOST_FETCHED))
        async with self._session() as session:
            try:
                async with session.get(self._link(path), timeout=SILENCE) as reply:
                    if reply.status != 200:
                        raise FileLost("gone") if reply.status == 404 else Unreachable(f"a file answers {reply.status}")
                    yield bounded(reply.content.iter_chunked(PIECE), most)
            except (ClientError, OSError, TimeoutError) as error:
                raise Unreachable(type(error).__name__) from None

    async def _path(self, file: str, most: int) -> str:
        try:
            found = await self._wire.call("getFile", {"file_id": file})
        except Refused as refused:
            if refused.diagnosis.meaning is Meaning.WAIT:
                raise
            raise FileLost("size" if refused.asks_for(Repair.BAD_FILE) and "big" in str(refused) else "gone") from None
        size, path = found.get("file_size"), found.get("file_path")
        if isinstance(size, int) and size > most:
            raise FileLost("size")
        if not isinstance(path, str):
            raise FileLost("gone")
        return path
