"""What only one process may do at a time, as those see it who do it: they hold a lease, or stand by.

A lease has a fence, a number that grows each time it changes hands. A transaction that writes what only the holder may
write looks at it first; and nothing is sent that the holder has not been sure of a moment ago, by a clock of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import steady
from bot.errors import OwnError


class Overtaken(OwnError):
    """Another process does by now what this one was about to write: nothing of it was written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease as it was taken: what it is for, whose it is since when, by the fence."""

    name: str
    owner: str
    fence: int


class Hold:
    """A lease as this process has it, or not; changed and asked on the event loop alone.

    `good_until` is a moment of the steady clock, read before the lease was asked for or renewed. Past it the lease may
    be another's: nothing is sent until it is renewed, but what is under way goes on, since it may still be ours.
    """

    def __init__(self, name: str, clock: Callable[[], float] = steady) -> None:
        self.name = name
        self.lease: Lease | None = None
        self.good_until = 0.0
        self.begun, self.over = asyncio.Event(), asyncio.Event()
        self._clock = clock

    @property
    def is_good(self) -> bool:
        """Whether nobody else can have it."""
        return self.lease is not None and self._clock() < self.good_until

    def holds(self, lease: Lease, good_until: float) -> None:
        """The lease is ours, newly or still."""
        if lease != self.lease:
            self.lost(self.lease)
            self.lease, self.over = lease, asyncio.Event()
            self.begun.set()
        self.good_until = good_until

    def lost(self, lease: Lease | None) -> None:
        """A lease that was ours is another's, if it is this one."""
        if lease is not None and lease == self.lease:
            self.lease, self.good_until = None, 0.0
            self.begun.clear()
            self.over.set()


__all__ = ["Hold", "Lease", "Overtaken"]
