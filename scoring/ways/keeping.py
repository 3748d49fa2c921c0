"""Ways to keep a mark that is reached today and will be lost: by a birthday, a new table, a plan.

They are the ways of the day on which it is lost, with the day by which each must be begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scoring.calendar import months_later
from scoring.history import going_on
from scoring.profile import Category, Profile
from scoring.timeline import TimelineStep, timeline
from scoring.ways.lever_costs import Demand
from scoring.ways.whatif import Way, ways

MONTHS_AHEAD = 60


@dataclass(frozen=True, slots=True)
class WayToKeep:
    """A way and the last day to begin it; a day that is gone by means that there is a time below the mark.

    So does a wait that is over only after the mark is lost, `comes_late`: nobody can begin it sooner.
    """

    way: Way
    begin_by: date
    comes_late: bool


@dataclass(frozen=True, slots=True)
class MarkToKeep:
    """The first day on which a mark is lost, with its step of the timeline, and the ways to keep it."""

    mark: int
    falls_on: date
    step: TimelineStep
    ways: tuple[WayToKeep, ...]


def _comes_late(way: Way, falls_on: date) -> bool:
    return any(lever.demand is Demand.WAIT and lever.day > falls_on for lever in way.levers)


def keeping(profile: Profile, category: Category, *, as_of: date, mark: int) -> MarkToKeep | None:
    """Return how a mark reached today can be kept; None where it is not reached, or not lost within five years."""
    profile = profile.with_facts(category=category)
    end = months_later(as_of, MONTHS_AHEAD)
    ahead = timeline(profile, category, start=as_of, end=end, as_of=as_of)
    if not ahead.holds(mark, as_of):
        return None
    lost = next((step for step in ahead.after(as_of) if not step.holds(mark)), None)
    if lost is None:
        return None
    then = going_on(profile, category, as_of)
    found = ways(then, as_of=lost.first_day, mark=mark)
    kept = tuple(
        WayToKeep(way, months_later(lost.first_day, -way.months), _comes_late(way, lost.first_day)) for way in found
    )
    return MarkToKeep(mark, lost.first_day, lost, kept)
