"""The one clock of a process. Whoever needs the time, a pause or a measure of it is given this; tests set it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


def now() -> datetime:
    """The moment, aware. The only clock there is; everything else is told."""
    return datetime.now(UTC)


@dataclass
class Clock:
    """The clock of a service, to be set by tests."""

    now: Callable[[], datetime] = now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
