"""Files that people sent by one channel, as another may send them on: read as they are sent, and never kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol


class FileLost(Exception):
    """A file cannot be had: `reason` is "size" or "gone"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Exception):
    """A messenger gave no answer that can be read; the call may have taken effect. `str()` is safe to log.

    It cannot have where there was no connection at all: then it is not `in_doubt`.
    """

    def __init__(self, reason: str, *, in_doubt: bool = True) -> None:
        super().__init__(reason)
        self.in_doubt = in_doubt


async def bounded(content: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    """Yield the pieces of a file; one that turns out larger than it may be ends with `FileLost`."""
    size = 0
    async for piece in content:
        size += len(piece)
        if size > most:
            raise FileLost("size")
        yield piece


class Files(Protocol):
    """Where the files of a channel are read."""

    def open(self, file: str, most: int) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """Begin to read a file of so many bytes at most. Raises `FileLost` where it cannot be had.

        Where it may be had later it raises `Unreachable`, or what a courier of that channel knows as passing.
        """
