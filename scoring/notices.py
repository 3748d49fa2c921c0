"""Things to know beside the points: changes near in time, and facts that fit badly together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scoring.bands import age_limits
from scoring.calendar import MONTHS_A_YEAR, birthday, completed_years, is_eve, months_later
from scoring.history import first_day_with
from scoring.points import Notice, Reason, ReasonValue
from scoring.profile import (
    GRADUATE_DEGREES,
    Category,
    Degree,
    Experience,
    Japanese,
    Profile,
)
from scoring.ruleset import CategoryRules, Ruleset

MONTHS_AHEAD = 3
STALE_AFTER = timedelta(days=180)
TotalOf = Callable[[Profile, date, CategoryRules], int]


def notices_for(
    given: Profile, profile: Profile, day: date, rules: Ruleset, scored: Sequence[Category], total_of: TotalOf
) -> tuple[Notice, ...]:
    """All notices on a day, those about time first, for a profile as given and as it stands on that day."""
    found: list[Notice] = []
    for category in scored:
        table = rules.categories[category]
        found += _birthdays(profile, day, table, total_of)
        found += _career_thresholds(given, profile, day, table, total_of)
    found += _misfits(profile, day)
    if day - rules.last_checked_on > STALE_AFTER:
        found.append(Notice("table_not_checked", Reason("notice-table-not-checked", {"day": rules.last_checked_on})))
    return tuple(found)


def _birthdays(profile: Profile, day: date, rules: CategoryRules, total_of: TotalOf) -> Iterator[Notice]:
    if profile.birth_date is None:
        return
    next_age = completed_years(profile.birth_date, day) + 1
    if next_age not in age_limits(rules):
        return
    when = birthday(profile.birth_date, next_age)
    if not day < when <= months_later(day, MONTHS_AHEAD):
        return
    now = total_of(profile, day, rules)
    after = total_of(profile, when, rules)
    args: dict[str, ReasonValue] = {
        "age": next_age,
        "day": when,
        "now": now,
        "after": after,
        "category": rules.category.value,
    }
    yield Notice("birthday", Reason("notice-birthday", args), rules.category)
    if is_eve(profile.birth_date, day):
        yield Notice("day_before_birthday", Reason("notice-day-before-birthday", args), rules.category)


def _career_thresholds(
    given: Profile, profile: Profile, day: date, rules: CategoryRules, total_of: TotalOf
) -> Iterator[Notice]:
    row = rules.row("career")
    years = profile.experience_years.years(rules.category)
    if row is None or years is None:
        return
    for tier in row.tiers:
        need = int(tier.at)
        if years < need <= years + MONTHS_AHEAD / MONTHS_A_YEAR and _goes_on(given, rules.category, need, day):
            then = replace(profile, experience_years=Experience.everywhere(float(need)))
            now, after = total_of(profile, day, rules), total_of(then, day, rules)
            args = {"years": need, "now": now, "after": after, "category": rules.category.value}
            yield Notice("career_threshold", Reason("notice-career-threshold", args), rules.category)


def _goes_on(given: Profile, category: Category, years: int, day: date) -> bool:
    """Whether so many years will be reached soon: a number is taken to grow, dated spells end when they say."""
    if given.work_periods is None:
        return True
    until = months_later(day, MONTHS_AHEAD)
    return first_day_with(given.work_periods, category, years * MONTHS_A_YEAR, until) is not None


def _misfits(profile: Profile, day: date) -> Iterator[Notice]:
    """Yield facts that contradict each other. Each row is scored by its own facts; a misfit is only pointed out."""
    degrees = profile.degrees
    age = profile.age_on(day)
    years = profile.experience_years
    longest = max(years.a or 0.0, years.b or 0.0, years.c or 0.0)
    clashes = {
        "japanese_degree_without_degree": degrees == frozenset() and profile.japanese_degree,
        "university_without_degree": degrees == frozenset() and profile.designated_university,
        "major_without_degree": degrees == frozenset() and profile.japanese is Japanese.MAJOR_ABROAD,
        "fields_without_graduate_degree": degrees is not None
        and not degrees & GRADUATE_DEGREES
        and profile.degrees_in_different_fields,
        "training_place_without_training": profile.designated_training is False
        and profile.designated_training_at_japanese_university,
        "career_longer_than_adult_life": age is not None and longest > max(0, age - 15),
        "doctorate_very_young": age is not None and age < 20 and degrees is not None and Degree.DOCTORATE in degrees,
    }
    for name, clash in clashes.items():
        if clash:
            yield Notice(name, Reason("notice-" + name.replace("_", "-")))
