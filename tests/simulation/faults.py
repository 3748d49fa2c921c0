"""What goes wrong in a year, decided before it begins: each fault has a number, a time, a kind, and how bad it is.

A fault waits from its time on for the next occasion of its kind: a call to the messenger, a transaction, an update. So
a story keeps its faults when people are taken out of it, and any of them can be left out by its number.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum


class Place(Enum):
    """Where something goes wrong."""

    CALL = "a call"
    POLL = "a poll"
    STORE = "a transaction"
    WORLD = "the world"


# Kinds by where they happen, and how often each is drawn.
KINDS: dict[Place, dict[str, int]] = {
    Place.CALL: {
        "429": 14,
        "5xx": 12,
        "cut before": 10,
        "cut after": 10,
        "no answer": 3,
        "slow": 12,
        "death before a call": 3,
        "death after a call": 4,
    },
    Place.POLL: {"poll cut": 6, "poll lost": 6, "poll 5xx": 4},
    Place.STORE: {
        "read fails": 8,
        "write fails": 12,
        "commit fails": 10,
        "commit unheard": 6,
        "slow store": 8,
        "death before commit": 3,
        "death after commit": 4,
        "death in a read": 2,
    },
    Place.WORLD: {"update doubled": 10, "messenger gone": 1, "stop": 1, "group closed": 1, "clock put on": 0},
}
DEATHS = frozenset(kind for kinds in KINDS.values() for kind in kinds if kind.startswith("death"))
# After these the messenger may have done what its caller never heard of: the message may come twice, and it alone.
UNSURE = frozenset({"cut after", "no answer", "death after a call"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong; `size` (0 to 1) says how long or how deep."""

    number: int
    at: float
    place: Place
    kind: str
    size: float


def plan(seed: str, count: int, begin: float, end: float) -> list[Fault]:
    """Draw the faults of a year; a quarter of them comes in storms."""
    lots = random.Random(f"{seed}/faults")
    kinds = [(place, kind) for place, weights in KINDS.items() for kind in weights]
    weights = [KINDS[place][kind] for place, kind in kinds]
    found: list[tuple[float, Place, str, float]] = []
    while len(found) < count:
        at = begin + lots.random() * (end - begin)
        for _ in range(lots.randint(2, 8) if lots.random() < 0.06 else 1):
            [(place, kind)] = lots.choices(kinds, weights)
            found.append((at + lots.random() * 60, place, kind, lots.random()))
    found = sorted(found[:count], key=lambda fault: fault[0])
    return [Fault(number, *fault) for number, fault in enumerate(found)]


class Faults:
    """The faults of a story: those that are due, those that happened."""

    def __init__(self, planned: Sequence[Fault], keeps: Collection[int] | None = None) -> None:
        self.all = [fault for fault in planned if keeps is None or fault.number in keeps]
        self._waiting: dict[Place, deque[Fault]] = {place: deque() for place in Place}
        self._next = 0
        self.happened: list[Fault] = []
        self.is_quiet = False

    def due(self, place: Place, now: float) -> Fault | None:
        """Take the fault that happens here now, if one does."""
        everything = self.all
        while self._next < len(everything) and everything[self._next].at <= now:
            fault = everything[self._next]
            self._waiting[fault.place].append(fault)
            self._next += 1
        waiting = self._waiting[place]
        if self.is_quiet or not waiting:
            return None
        fault = waiting.popleft()
        self.happened.append(fault)
        return fault

    def counts(self) -> Counter[str]:
        """How many of each kind happened."""
        return Counter(fault.kind for fault in self.happened)


__all__ = ["DEATHS", "KINDS", "UNSURE", "Fault", "Faults", "Place", "plan"]
