"""Files that clients sent by the website, as another channel passes them on: read piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.files import FileLost
from bot.turns.ports import Store


class WebFiles:
    """Implements `bot.channels.files.Files`."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @asynccontextmanager
    async def open(self, file: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """Begin to read a file. Raises `FileLost` where it is not there any more."""
        first = await asyncio.to_thread(self._piece, file, 0)
        if first is None:
            raise FileLost("gone")
        yield self._pieces(file, first, most)

    def _piece(self, file: str, number: int) -> bytes | None:
        with self.store.reading() as tx:
            return tx.web_piece(file, number)

    async def _pieces(self, file: str, first: bytes, most: int) -> AsyncIterator[bytes]:
        number, piece, size = 0, first, 0
        found: bytes | None = piece
        while found is not None:
            size += len(found)
            if size > most:
                raise FileLost("size")
            yield found
            number += 1
            found = await asyncio.to_thread(self._piece, file, number)


__all__ = ["WebFiles"]
