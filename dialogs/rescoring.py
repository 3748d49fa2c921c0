"""A person's answers by another points table: which marks they cross, both tables applied on one day.

The day is the first of the later table while that lies ahead, else today; the answers are those that stand today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dialogs.parts.counting import counts_points
from dialogs.reminding.chosen import agrees
from dialogs.situation import Situation
from scoring import Category, Ruleset
from scoring.crossings import CategoryShift, Crossing, category_shift


@dataclass(frozen=True, eq=False, slots=True)
class LawChange:
    """Two tables to be compared, and the day on which both are applied."""

    before: Ruleset
    after: Ruleset
    day: date

    @classmethod
    def seen_on(cls, today: date, before: Ruleset, after: Ruleset) -> LawChange:
        """Return the change as it is looked at on a day."""
        return cls(before, after, max(today, after.effective_from))


def is_scored(situation: Situation) -> bool:
    """Return whether somebody was given points, agrees that we count them, and points say something of their goal."""
    return situation.conversation.last_run is not None and agrees(situation) and counts_points(situation)


def shifts_of(situation: Situation, change: LawChange) -> tuple[CategoryShift, ...]:
    """Return what a person crosses, or may cross: in their category, or in each while it is not known."""
    told = situation.following_on(change.day)
    asked = [Category(situation.category)] if situation.category else list(Category)
    found = (
        category_shift(told.counted, told.counted_for, category, change.before, change.after) for category in asked
    )
    return tuple(shift for shift in found if shift is not None)


def crossed(situation: Situation, shifts: tuple[CategoryShift, ...]) -> tuple[Crossing, ...]:
    """Return the marks that are crossed by what is known; none while it is not known which table counts."""
    if situation.category is None:
        return ()
    return tuple(crossing for shift in shifts for crossing in shift.crossings if crossing.is_crossed)


__all__ = ["LawChange", "crossed", "is_scored", "shifts_of"]
