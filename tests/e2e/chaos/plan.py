"""Which faults come when: it follows from the seed, and from nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.e2e.chaos.watched import Mischief


class Fault(StrEnum):
    """What happens to the office beside what happens to single calls."""

    KILL = "kill -9"
    STOP = "SIGSTOP"
    TWICE = "an update twice"
    LATE = "an update late, behind newer ones"
    UNHEARD = "commit done, not answered"
    NEVER_CAME = "commit never came"
    FULL = "disk full"
    DATABASE_CUT = "all lines to the database cut"
    DATABASE_SLOW = "database holds its answers"
    DATABASE_RESTART = "database restarted"
    CLOCK = "clock of a process jumps"
    CLOCKS = "all clocks jump"
    HOUR = "Telegram gone for an hour"
    TOPIC = "topic deleted"
    DEMOTED = "office bot demoted"
    PUT_OUT = "office bot put out of the group"
    MIGRATED = "group becomes a supergroup"


# How often, against each other, with several processes on PostgreSQL, and with one on SQLite.
_CALLS: Mapping[Fault | Mischief, int] = {
    Mischief.FLOOD: 80,
    Mischief.REFUSED: 60,
    Mischief.DONE_AND_REFUSED: 40,
    Mischief.CUT_BEFORE: 80,
    Mischief.CUT_AFTER: 90,
    Mischief.SLOW_BEFORE: 40,
    Mischief.SLOW_AFTER: 40,
}
_ANYWHERE: Mapping[Fault | Mischief, int] = {
    Fault.KILL: 150,
    Fault.STOP: 70,
    Fault.TWICE: 110,
    Fault.LATE: 50,
    Fault.FULL: 30,
    Fault.CLOCK: 30,
    Fault.CLOCKS: 10,
    Fault.HOUR: 3,
    Fault.TOPIC: 15,
    Fault.DEMOTED: 8,
    Fault.PUT_OUT: 5,
}
_ON_POSTGRESQL: Mapping[Fault | Mischief, int] = {
    Fault.UNHEARD: 60,
    Fault.NEVER_CAME: 45,
    Fault.DATABASE_CUT: 15,
    Fault.DATABASE_SLOW: 15,
    Fault.DATABASE_RESTART: 6,
}
# Methods that are named for once, since few calls of theirs come by; else any that changes something.
_METHODS = (None, None, None, None, "getUpdates", "answerCallbackQuery", "createForumTopic", "sendMessage")
HOURS = (-26.0, -1.0, -0.2, 0.2, 1.0, 26.0)


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault: after which turn, what, to whom (a number to be taken modulo those there are), for how long."""

    turn: int
    fault: Fault | Mischief
    whom: int
    seconds: float
    method: str | None = None
    hours: float = 0.0


def plan(seed: int, turns: int, faults: int, *, on_file: bool, forum: bool) -> list[Planned]:
    """Return the faults of a run, in order."""
    lots = random.Random(f"{seed} faults")
    weights: dict[Fault | Mischief, int] = {**_CALLS, **_ANYWHERE, **({} if on_file else _ON_POSTGRESQL)}
    if not forum:
        del weights[Fault.TOPIC]
    # Each kind once, if there is room for it; the rest by lot.
    kinds = list(weights)
    chosen = lots.sample(kinds, min(len(kinds), faults // 2))
    chosen += lots.choices(kinds, list(weights.values()), k=faults - len(chosen))
    lots.shuffle(chosen)
    if not forum and faults:
        chosen[0] = Fault.MIGRATED
    found = [_one(lots, fault, lots.randint(1, max(1, turns))) for fault in chosen]
    return sorted(found, key=lambda one: one.turn)


def _one(lots: random.Random, fault: Fault | Mischief, turn: int) -> Planned:
    whom = lots.randrange(1 << 30)
    method = lots.choice(_METHODS)
    # Seconds of the machine, but of a flood wait, which passes as fast as the processes wait.
    longest = {Mischief.FLOOD: 60.0, Fault.STOP: 7.0, Fault.DATABASE_SLOW: 3.0}.get(fault, 2.0)
    seconds = 0.1 + lots.random() ** 2 * longest
    if fault is Mischief.FLOOD:
        seconds = float(round(5 + seconds))
    return Planned(turn, fault, whom, round(seconds, 3), method, lots.choice(HOURS))


def said(planned: list[Planned]) -> Iterator[str]:
    """What is planned, a line each."""
    for one in planned:
        yield f"after turn {one.turn}: {one.fault} ({one.whom % 100}, {one.seconds} s, {one.method or 'any call'})"


__all__ = ["Fault", "Planned", "plan", "said"]
