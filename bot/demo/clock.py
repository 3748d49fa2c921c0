"""A clock that can be put on: whoever sleeps by it wakes when their time has come, however it came.

It goes on by itself like any clock. Everything that waits looks anew when it is put on, as after a machine has slept.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.clock import Clock


class MovingClock:
    """Time as `real` has it, and as much further as it was put on. `clock` is what everybody else works with.

    It begins so far `ahead` of the real time, or behind it.
    """

    def __init__(self, real: Clock | None = None, ahead: timedelta = timedelta()) -> None:
        self.real = real or Clock()
        self.clock = Clock(self.moment, self.monotonic, self.sleep)
        self._ahead = self._began = ahead
        self._asleep: set[asyncio.Future[None]] = set()
        # Who was woken by a move and has not gone to sleep again since.
        self._up: set[asyncio.Task[object]] = set()
        self._quiet = asyncio.Event()
        self._quiet.set()

    def moment(self) -> datetime:
        """The moment."""
        return self.real.now() + self._ahead

    def monotonic(self) -> float:
        """Seconds that only grow, and are never fewer than those of this machine."""
        return self.real.monotonic() + (self._ahead - self._began).total_seconds()

    async def sleep(self, seconds: float) -> None:
        """Wait so long, or until the clock is put on."""
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        bell: asyncio.Future[None] = loop.create_future()
        alarm = loop.call_later(max(0.0, seconds), _ring, bell)
        self._asleep.add(bell)
        self._sleeps(task)
        moved = self._ahead
        try:
            await bell
        finally:
            alarm.cancel()
            self._asleep.discard(bell)
        if task is not None and self._ahead != moved:
            self._up.add(task)
            self._quiet.clear()
            task.add_done_callback(self._sleeps)

    def put_on(self, to: datetime) -> None:
        """Let it be a later moment, and wake everybody; what is earlier than now changes nothing."""
        ahead = to - self.moment()
        if ahead <= timedelta():
            return
        self._ahead += ahead
        for bell in self._asleep:
            _ring(bell)

    async def quiet(self) -> None:
        """Wait until everybody who was woken sleeps again, or has come to an end."""
        # Whoever was rung wakes in the next round of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await self._quiet.wait()

    def _sleeps(self, task: asyncio.Task[object] | None) -> None:
        if task is not None:
            self._up.discard(task)
        if not self._up:
            self._quiet.set()


def _ring(bell: asyncio.Future[None]) -> None:
    if not bell.done():
        bell.set_result(None)


__all__ = ["MovingClock"]
