"""Who may send a file now: what is being sent lies in memory until it is whole, so that few may at a time.

From one place on the network one file comes at a time: whoever sends slowly on purpose keeps nobody else waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

MOST_AT_ONCE = 3


class Uploads:
    """Lets files in, one after the other."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        # Of each place whose file is being read, or waits for that: its turn, and how many want it.
        self._places: dict[str, tuple[asyncio.Lock, int]] = {}

    def __len__(self) -> int:
        return len(self._places)

    @asynccontextmanager
    async def admit(self, place: str) -> AsyncIterator[None]:
        """Wait until a file from a place may be read."""
        lock, count = self._places.get(place, (asyncio.Lock(), 0))
        self._places[place] = lock, count + 1
        try:
            async with lock, self._free:
                yield
        finally:
            lock, count = self._places[place]
            if count == 1:
                del self._places[place]
            else:
                self._places[place] = lock, count - 1


__all__ = ["Uploads"]
