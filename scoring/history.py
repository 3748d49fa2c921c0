"""Facts on a day: dated spells of work become years, and what differed earlier takes the place of today's facts.

`score` looks through this at every profile, so that one profile can be scored on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from scoring.calendar import MONTHS_A_YEAR, ONE_DAY, months_after, months_before, months_between
from scoring.profile import Category, Experience, Profile, WorkPeriod

# Loose days of several spells make a month only where no calendar month is longer.
DAYS_OF_A_LOOSE_MONTH = 31
# One way to say a thing, the other, and what leaves the other unsaid.
_TWO_WAYS: tuple[tuple[str, str, Experience | None], ...] = (
    ("age", "birth_date", None),
    ("birth_date", "age", None),
    ("experience_years", "work_periods", None),
    ("work_periods", "experience_years", Experience()),
)


def facts_on(profile: Profile, day: date) -> Profile:
    """The profile as it stood on a day, with neither `earlier` nor `work_periods` left in it.

    An entry of `earlier` tells the facts of its own day, and of the days before it back to the entry before; a fact it
    does not name was as it is now. Dated spells count up to the day before `day`: a day's work is done when it is over.
    """
    if profile.earlier is None and profile.work_periods is None:
        return profile
    now = _with_years(replace(profile, earlier=None), day)
    entries = [(last, facts) for last, facts in profile.earlier or () if last >= day]
    if not entries:
        return now
    _, then = min(entries, key=lambda entry: entry[0])
    return _with_years(with_changes(now, named_facts(then)), day)


def named_facts(facts: Profile) -> dict[str, Any]:
    """The fields of a profile that are known, with their values; its own day, `earlier` and `since` are no facts."""
    named = {f.name: getattr(facts, f.name) for f in fields(Profile) if f.name not in ("as_of", "earlier", "since")}
    return {name: value for name, value in named.items() if value not in (None, Experience())}


def with_changes(profile: Profile, changes: Mapping[str, Any]) -> Profile:
    """A copy with some facts changed. Of two ways to say one thing the changed one is kept.

    Years of work change in the categories they name; the others stay.
    """
    settled = dict(changes)
    for one, other, unsaid in _TWO_WAYS:
        if one in changes and other not in changes:
            settled[other] = unsaid
    years = changes.get("experience_years")
    if years is not None:
        kept = {c.value: profile.experience_years.years(c) for c in Category}
        named = {c.value: years.years(c) for c in Category if years.years(c) is not None}
        settled["experience_years"] = Experience(**(kept | named))
    return replace(profile, **settled)


def whole_months(periods: Iterable[WorkPeriod], category: Category, day: date) -> int:
    """Whole months worked before `day` in what counts for a category.

    Spells that overlap or follow one another without a gap are one; a spell without a category counts for all. Days
    left over in several spells are added, 31 to a month.
    """
    months = loose = 0
    for start, end in _merged(periods, category, day):
        whole = months_between(start, end)
        months += whole
        loose += (end - months_after(start, whole)).days
    return months + loose // DAYS_OF_A_LOOSE_MONTH


def first_day_with(periods: Iterable[WorkPeriod], category: Category, months: int, until: date) -> date | None:
    """The first day, up to `until`, on which so many whole months have been worked; None when there is none."""
    kept = tuple(periods)
    if whole_months(kept, category, until) < months:
        return None
    # Months never fall as days pass, so halving finds the day.
    low, high = date.min, until
    while low < high:
        middle = low + timedelta(days=(high - low).days // 2)
        if whole_months(kept, category, middle) >= months:
            high = middle
        else:
            low = middle + ONE_DAY
    return low


def going_on(profile: Profile, category: Category, day: date) -> Profile:
    """The profile for one category with its number of years turned into one spell that ends on no day yet.

    Unchanged when the years are not known, or spells are given already.
    """
    years = profile.experience_years.years(category)
    if profile.work_periods is not None or years is None:
        return profile
    return replace(profile, work_periods=(spell_of(years, day),), experience_years=Experience())


def spell_of(years: float, day: date) -> WorkPeriod:
    """A number of years of work stated on a day, as one spell that ends on no day yet.

    It supposes the work of the last years was without a break and goes on: never too much before `day`, and after it
    only what the person may expect.
    """
    return WorkPeriod(months_before(day, int(years * MONTHS_A_YEAR + 1e-9)), None, None)


def ended_before(periods: Iterable[WorkPeriod], day: date) -> tuple[WorkPeriod, ...]:
    """Return spells of work as they were the day before a day: those that go on end, later ones are left out."""
    last = day - ONE_DAY
    cut = (replace(period, end=min(period.end or last, last)) for period in periods)
    return tuple(period for period in cut if period.end is not None and period.start <= period.end)


def _with_years(profile: Profile, day: date) -> Profile:
    """Dated spells turned into the years worked before a day."""
    if profile.work_periods is None:
        return profile
    years = {c.value: whole_months(profile.work_periods, c, day) / MONTHS_A_YEAR for c in Category}
    return replace(profile, work_periods=None, experience_years=Experience(**years))


def _merged(periods: Iterable[WorkPeriod], category: Category, day: date) -> list[tuple[date, date]]:
    """Spells as half-open stretches of days before `day`, joined where they touch, oldest first."""
    stretches = []
    for period in periods:
        if period.category not in (None, category) or period.start >= day:
            continue
        end = day if period.end is None or period.end >= day else period.end + ONE_DAY
        stretches.append((period.start, end))
    joined: list[tuple[date, date]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
