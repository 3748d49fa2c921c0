"""The day by which the office must have acted: the end of a person's stay, or a day they told in their own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dialogs.consented import Consented
from dialogs.kinds import NONE
from dialogs.messages import Text
from dialogs.own_words import OWN_WORDS, Remark
from dialogs.parsing import PartialDate
from dialogs.telling import day_shown

if TYPE_CHECKING:
    from dialogs.conversation import Value
    from dialogs.situation import Situation

STAY_UNTIL = "stay_until"
# Who may not stay as things are, by what they answer about their visa: their stay is over, or they have no status. Once
# both were one choice.
RAN_OUT = "ran_out"
NO_STAY = (RAN_OUT, "no_status")
HAS_NO_STAY = frozenset({*NO_STAY, "expired"})
# What is due within so many days rings, and stands first.
DAYS_OF_URGENCY = 90
# Kinds of remarks whose day is one by which something must be done.
KINDS_WITH_A_DAY = ("expiry", "deadline")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that must not pass, as far as it was told. Of a month or a year alone its first day counts.

    `of_stay` says that the stay ends on it; any other was told in passing, and only the person knows what is due then.
    """

    day: PartialDate
    of_stay: bool

    def days_left(self, today: date) -> int:
        """Return how many days are left, below zero once it has passed."""
        return (self.day.first() - today).days

    def is_urgent(self, today: date) -> bool:
        """Return whether it is near, or has passed."""
        return self.days_left(today) <= DAYS_OF_URGENCY

    def shown(self, today: date) -> Text:
        """Return the day with the days that are left."""
        left, over = self.days_left(today), (today - self.day.last()).days
        if over > 0:
            return Text("deadline-passed", {"day": day_shown(self.day), "count": over})
        # Of a month or a year alone the day in it is not known: it may be the first.
        key = "deadline-left" if self.day.first() == self.day.last() else "deadline-earliest"
        return Text(key, {"day": day_shown(self.day), "count": max(0, left)})

    def has_passed(self, today: date) -> bool:
        """Return whether it has passed, whichever day was meant."""
        return self.day.last() < today


def deadline_of(situation: Situation) -> Deadline | None:
    """Return the first deadline a person told; None where they told none."""
    return next(iter(deadlines_of(situation)), None)


def deadlines_of(situation: Situation) -> tuple[Deadline, ...]:
    """Return the end of the stay and the first other deadline, as far as they were told, the sooner one first."""
    return _deadlines(situation.value(STAY_UNTIL), remarks_in(situation.value(OWN_WORDS)))


def deadline_in(consented: Consented) -> Deadline | None:
    """Return the first deadline in what was sent; version 0.1 asked for none."""
    if consented.earlier is not None:
        return None
    return next(iter(_deadlines(consented.value(STAY_UNTIL), remarks_in(consented.value(OWN_WORDS)))), None)


def remarks_in(kept: Value) -> tuple[Remark, ...]:
    """Return what a person said in their own words, oldest first."""
    return tuple(Remark.of(line) for line in kept) if isinstance(kept, list) else ()


def _deadlines(stay_until: Value, remarks: tuple[Remark, ...]) -> tuple[Deadline, ...]:
    soonest: dict[bool, Deadline] = {}
    for deadline in sorted(_told(stay_until, remarks), key=lambda told: told.day.first()):
        soonest.setdefault(deadline.of_stay, deadline)
    return tuple(soonest.values())


def _told(stay_until: Value, remarks: tuple[Remark, ...]) -> Iterator[Deadline]:
    if stay_until not in (None, NONE):
        yield Deadline(PartialDate.parse_iso(str(stay_until)), of_stay=True)
    for remark in remarks:
        # What the residence card says is surer than what was said in passing.
        if remark.day and remark.kind in KINDS_WITH_A_DAY and (remark.kind != "expiry" or stay_until is None):
            yield Deadline(PartialDate.parse_iso(remark.day), of_stay=remark.kind == "expiry")
