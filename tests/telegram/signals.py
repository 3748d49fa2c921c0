"""Waking up whoever waits for a change, from plain functions and without ever missing one."""

from __future__ import annotations

import asyncio


class Signal:
    """A bell without memory: each ring wakes those who listen at that moment.

    Not an `asyncio.Event` under `wait_for`: up to Python 3.11 that starts to listen one turn of the loop late,
    and a ring in between would be lost.
    """

    def __init__(self) -> None:
        self._listening: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody."""
        for future in self._listening:
            if not future.done():
                future.set_result(None)
        self._listening.clear()

    async def heard(self, within: float | None = None) -> bool:
        """Wait for the next ring; false when there was none in that many seconds."""
        future = asyncio.get_running_loop().create_future()
        self._listening.add(future)
        try:
            done, _ = await asyncio.wait({future}, timeout=within)
        finally:
            self._listening.discard(future)
        return bool(done)
