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
from scoring.crossings import CategoryShift, Crossing, category_shift, content_of


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


@dataclass(frozen=True, eq=False, slots=True)
class LawNews:
    """What a person hears of a change of law: all by the answers that stand.

    `is_news` says that they are to hear of it: once of one table. `corrects` says that they have heard of it as it was
    before somebody corrected it, and that it comes out otherwise for them now.
    """

    shifts: tuple[CategoryShift, ...]
    crossings: tuple[Crossing, ...]
    is_news: bool
    corrects: bool
    # What is kept of it once it was told.
    kept: dict[str, str]


def news_of(situation: Situation, change: LawChange) -> LawNews:
    """Return what a person who was scored hears of a change of law."""
    shifts = shifts_of(situation, change)
    crossings = crossed(situation, shifts)
    signs = [f"{crossing.mark}{'+' if crossing.is_reached else '-'}" for crossing in crossings]
    totals = [str(shift.after.total) for shift in shifts if crossings]
    now = {"table": content_of(change.after), "result": " ".join([situation.category or "", *totals, *signs])}
    told = situation.conversation.laws_told.get(change.after.id)
    if told is None:
        return LawNews(shifts, crossings, bool(crossings), False, now)
    # Whose kind of work is not known any more hears nothing that could take back what was right.
    is_other = situation.category is not None and told["table"] != now["table"] and told["result"] != now["result"]
    return LawNews(shifts, crossings, is_other, is_other, now)


__all__ = ["LawChange", "LawNews", "crossed", "is_scored", "news_of", "shifts_of"]
