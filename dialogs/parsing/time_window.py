"""When somebody could come: some days, and some hours of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MINUTES_A_DAY = 24 * 60
WEEK = 7
EVERY_DAY = frozenset(range(WEEK))


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from a first to a last one, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """One of the times that would suit: on which days, and in which minutes of them.

    Without `ranges` any day is meant; days of `but` are not. A talk begins at `begins` or later and before `before`,
    and ends by `ends_by`. `at` is the very minute that was said, where one was: the best of those around it.
    """

    ranges: tuple[DayRange, ...] = ()
    but: tuple[DayRange, ...] = ()
    weekdays: frozenset[int] = EVERY_DAY
    begins: int = 0
    before: int = MINUTES_A_DAY
    ends_by: int = MINUTES_A_DAY
    at: int | None = None

    def suits(self, day: date, begins: int, ends: int) -> bool:
        """Return whether a talk on a day, from one minute of it to another, lies within it."""
        if day.weekday() not in self.weekdays or not self.begins <= begins < self.before:
            return False
        # Where no end was named, a talk may well go on past midnight.
        if ends > self.ends_by != MINUTES_A_DAY:
            return False
        return (not self.ranges or _is_in(day, self.ranges)) and not _is_in(day, self.but)

    @property
    def has_hours(self) -> bool:
        """Whether it says anything of the time of day."""
        return (self.begins, self.before, self.ends_by) != (0, MINUTES_A_DAY, MINUTES_A_DAY)

    @property
    def has_days(self) -> bool:
        """Whether it says anything of the day."""
        return bool(self.ranges) or self.weekdays != EVERY_DAY


def _is_in(day: date, ranges: Sequence[DayRange]) -> bool:
    return any(days.first <= day <= days.last for days in ranges)
