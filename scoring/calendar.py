"""Days, months and years as the law counts them: the only place of `scoring` that knows how long a month is.

Two ways of going by months are kept apart. A date in a plan or a window lands on the last day of a shorter month
(`months_later`); a month of work or of stay is over only when it is (`months_after`).
"""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date, timedelta

ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12


def completed_years(birth: date, day: date) -> int:
    """Return the completed years of age on `day`. A person born on 29 February is a year older from 1 March in common
    years.

    The law reaches an age at the end of the day before (年齢計算ニ関スル法律): see `is_eve`.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def birthday(birth: date, age: int) -> date:
    """Return the day from which `age` counts; 1 March for 29 February in common years."""
    year = min(birth.year + age, MAXYEAR)
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def is_eve(birth: date, day: date) -> bool:
    """Return whether a year of age is reached at the end of `day` and counts from the next one: the doubtful day.

    The eve of 29 February and, in common years, of 1 March is 28 February (民法143条2項).
    """
    return day < date.max and completed_years(birth, day + ONE_DAY) > completed_years(birth, day)


def births_of(age: int, day: date) -> tuple[date, date]:
    """Return the earliest and the latest birth date that make an age on a day."""
    return years_before(day, age + 1) + ONE_DAY, years_before(day, age)


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier; 28 February for 29 February where that year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def years_after(day: date, years: int) -> date:
    """Return the first day from which `years_before` leads back to `day` or a later one: 1 March for 29 February."""
    return birthday(day, years)


def months_later(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month; with months below 0 it is earlier."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """Return the day on which so many months from `day` are over; the first of the next month where a month has no such
    day.

    Thus a month of work from 31 January is complete on 1 March.
    """
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year, month + 2, 1)


def months_between(start: date, end: date) -> int:
    """Return the whole calendar months that are over from one day to another."""
    months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month
    return months if months_after(start, months) <= end else months - 1


def months_before(day: date, months: int) -> date:
    """Return the latest day from which so many whole months are over by `day`."""
    return months_later(day, -months)


def months_until(start: date, day: date) -> int:
    """Return the least number of whole months from one day that reaches another."""
    months = max(0, (day.year - start.year) * MONTHS_A_YEAR + day.month - start.month)
    return months if months_later(start, months) >= day else months + 1
