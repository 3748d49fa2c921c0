"""What will move for a person soon: a mark of points that is reached or lost, and the way to permanent residence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dialogs.desk.papers import as_of
from dialogs.messages import Arg, Text
from dialogs.parts import over_time, residence
from dialogs.parts.plans import plans_of
from dialogs.past import with_history
from scoring import Category
from scoring.timeline import timeline

if TYPE_CHECKING:
    from dialogs.desk.matter import LeadRecord
    from dialogs.dialogue import Dialogue
    from dialogs.situation import Situation

DAYS_AHEAD = 90
MARKS = (70, 80)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What moves on a day: a mark is reached or lost, or permanent residence can be asked for."""

    day: date
    text: Text


def next_move(dialogue: Dialogue, record: LeadRecord, now: datetime) -> Ahead | None:
    """Return what moves first within the next days, by the answers that were sent and the law known today."""
    situation = as_of(dialogue, record, now)
    if situation is None or record.consented.summary.total is None:
        return None
    return min(_moves(situation), key=lambda move: move.day, default=None)


def _moves(situation: Situation) -> Iterator[Ahead]:
    today = situation.today
    end = today + timedelta(days=DAYS_AHEAD)
    category = situation.category
    if category is not None and not over_time.needed(situation):
        known = with_history(situation.following, Category(category))
        steps = timeline(known, Category(category), start=today, end=end, as_of=today, plans=plans_of(situation))
        for before, step in pairwise((steps.at(today), *steps.after(today))):
            for mark in MARKS:
                if (before.total >= mark) is not (step.total >= mark):
                    args: dict[str, Arg] = {
                        "day": step.first_day,
                        "mark": mark,
                        "before": before.total,
                        "after": step.total,
                    }
                    yield Ahead(step.first_day, Text("ahead-lost" if before.total >= mark else "ahead-reached", args))
    found = residence.residence(situation)
    by_points = [] if found is None else [route.earliest for route in found.routes]
    without = [] if found is None else [route.earliest for route in found.own]
    soonest = min((day for day in (*by_points, *without) if day is not None), default=None)
    if soonest is not None and today < soonest <= end:
        yield Ahead(soonest, Text("ahead-residence", {"day": soonest}))
