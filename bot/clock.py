"""The one clock of a process, to be set by tests: nothing else asks what time it is, or waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def now() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)


def moment_in(header: str | None) -> datetime | None:
    """The moment in an HTTP Date header, which says when a server answered by its own clock."""
    try:
        said = parsedate_to_datetime(header or "")
    except ValueError:
        return None
    return said if said.tzinfo is not None else None


def growing_pause(attempt: int, *, first: float = 1.0, longest: float) -> float:
    """Seconds to wait before trying again: twice as long each time, up to a limit, however often it was tried."""
    # The power is bounded as well: after a thousand tries (a night without a network) it would be no number any more.
    return min(longest, first * 2.0 ** min(attempt, 32))


async def pause_unless(stop: asyncio.Event, seconds: float, sleep: Callable[[float], Awaitable[None]]) -> None:
    """Wait, and no longer once everything is to stop: whoever stops us does not wait for a minute."""
    waiting = [asyncio.ensure_future(stop.wait()), asyncio.ensure_future(sleep(seconds))]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for entry in waiting:
            entry.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


# Where there is one, seconds that go on while the machine sleeps.
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def steady() -> float:
    """Seconds that only grow, also while this process stands still or the machine sleeps."""
    return time.clock_gettime(_STEADY)


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment (aware), seconds that only grow, and waiting."""

    now: Callable[[], datetime] = now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
