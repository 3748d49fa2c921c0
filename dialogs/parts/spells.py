"""Years of work as dated spells, where the person gave the day since which they have worked without a break."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dialogs.parsing import PartialDate
from scoring import Category, Experience, Profile, WorkPeriod, whole_months
from scoring.calendar import MONTHS_A_YEAR, ONE_DAY, months_before

if TYPE_CHECKING:
    from dialogs.past import Tells


def with_spells(told: Tells, profile: Profile, category: Category) -> Profile:
    """The profile with its number of years turned into the spell that goes on, and what was worked before it.

    What was worked before is put right before the spell: that is never too much on an earlier day. Unchanged while the
    day is not known, or where it would mean more years than the person named. A month or a year is its last day.
    """
    years, since = profile.experience_years.years(category), told.value("work_since")
    if years is None or since is None:
        return profile
    start = PartialDate.parse_iso(str(since)).last()
    going_on = WorkPeriod(start, None, None)
    before = int(years * MONTHS_A_YEAR + 1e-9) - whole_months((going_on,), category, told.today)
    if before < 0 or start > told.today:
        return profile
    earlier = (WorkPeriod(months_before(start, before), start - ONE_DAY, None),) if before else ()
    return replace(profile, work_periods=(*earlier, going_on), experience_years=Experience())
