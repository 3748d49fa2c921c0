"""Files that clients sent in LINE, as another channel passes them on: read as they are sent, and never kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.files import FileLost, Unreachable, bounded
from bot.channels.line.wire import LineWire

PIECE = 64 * 1024


class LineFiles:
    """Implements `bot.channels.files.Files`. LINE calls a file by the message it came with."""

    def __init__(self, wire: LineWire) -> None:
        self.wire = wire

    @asynccontextmanager
    async def open(self, file: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """Begin to read a file. Raises `FileLost`, and `Unreachable` where LINE is not ready with it."""
        if not (file.isascii() and file.isdigit()):
            raise FileLost("gone")
        async with self.wire.content(file) as reply:
            if reply.status in (400, 404, 410):
                raise FileLost("gone")
            if reply.status != 200:
                raise Unreachable(f"a file answers {reply.status}")
            if (reply.content_length or 0) > most:
                raise FileLost("size")
            yield bounded(reply.content.iter_chunked(PIECE), most)


__all__ = ["LineFiles"]
