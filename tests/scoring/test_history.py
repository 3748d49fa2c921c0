"""Facts on a day: spells of work counted day by day, what differed earlier, and a number of years made a spell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, Degree, Experience, Japanese, Profile, WorkPeriod, read_profile, score
from scoring.history import facts_on, first_day_with, going_on, named_facts, whole_months, with_changes
from tests.scoring.people import TODAY

B = Category.B
ONE_DAY = timedelta(days=1)


def spell(start: str, end: str | None = None, category: str | None = None) -> WorkPeriod:
    """A spell from its first to its last day."""
    return WorkPeriod(
        date.fromisoformat(start),
        None if end is None else date.fromisoformat(end),
        None if category is None else Category(category),
    )


def months(day: str, *spells: WorkPeriod, category: Category = B) -> int:
    return whole_months(spells, category, date.fromisoformat(day))


# --- A second way to count: day by day ---


def _worked_days(periods: list[WorkPeriod], category: Category, day: date) -> set[date]:
    days = set()
    for period in periods:
        if period.category is None or period.category is category:
            worked = period.start
            while worked < day and (period.end is None or worked <= period.end):
                days.add(worked)
                worked += ONE_DAY
    return days


def _run(start: date, days: set[date]) -> tuple[int, int]:
    """Whole months of the unbroken run that begins on a day, and the days left over.

    The morning after the last day of a month's work bears the number of the first day, or begins the month after.
    """
    whole, left, morning = 0, 0, start
    while morning in days:
        morning += ONE_DAY
        left += 1
        passed = (morning.year - start.year) * 12 + morning.month - start.month
        if (passed, morning.day) >= (whole + 1, start.day) or passed > whole + 1:
            whole, left = whole + 1, 0
    return whole, left


def _months_by_day(periods: list[WorkPeriod], category: Category, day: date) -> int:
    days = _worked_days(periods, category, day)
    runs = [_run(start, days) for start in days if start - ONE_DAY not in days]
    return sum(whole for whole, _ in runs) + sum(left for _, left in runs) // 31


_starts = st.dates(date(2019, 11, 1), date(2022, 4, 30)) | st.sampled_from(
    [date(2020, 1, 31), date(2020, 2, 29), date(2020, 3, 1), date(2021, 1, 29), date(2021, 2, 28), date(2021, 12, 31)]
)
_spells = st.builds(
    lambda start, length, category: WorkPeriod(
        start, None if length is None else start + timedelta(days=length), category
    ),
    _starts,
    st.none() | st.integers(0, 500) | st.sampled_from([27, 28, 29, 30]),
    st.sampled_from([None, None, Category.B, Category.A]),
)
_lives = st.lists(_spells, max_size=4)
_days = st.dates(date(2019, 10, 1), date(2023, 6, 30))


@given(_lives, st.sampled_from(Category), _days)
def test_months_are_those_counted_day_by_day(periods: list[WorkPeriod], category: Category, day: date) -> None:
    assert whole_months(periods, category, day) == _months_by_day(periods, category, day)


@given(_lives, _days)
def test_no_day_takes_months_away(periods: list[WorkPeriod], day: date) -> None:
    counted = [whole_months(periods, B, day + timedelta(days=n)) for n in range(120)]
    assert counted == sorted(counted)
    assert all(after - before <= 1 + len(periods) for before, after in zip(counted, counted[1:], strict=False))


@given(_lives, _spells, _days)
def test_one_more_spell_never_lowers_the_months(periods: list[WorkPeriod], more: WorkPeriod, day: date) -> None:
    assert whole_months([*periods, more], B, day) >= whole_months(periods, B, day)


@given(_lives, st.integers(1, 40), _days)
def test_the_first_day_with_so_many_months_is_found_by_trying_every_day(
    periods: list[WorkPeriod], need: int, until: date
) -> None:
    day = date(2019, 10, 1)
    while day <= until and whole_months(periods, B, day) < need:
        day += ONE_DAY
    assert first_day_with(periods, B, need, until) == (day if day <= until else None)


# --- Days written out ---


@pytest.mark.parametrize(
    ("start", "day", "whole"),
    [
        ("2020-04-01", "2020-04-01", 0),
        ("2020-04-01", "2020-04-30", 0),
        ("2020-04-01", "2020-05-01", 1),
        ("2020-04-01", "2023-03-31", 35),
        ("2020-04-01", "2023-04-01", 36),
        ("2020-02-29", "2021-02-28", 11),
        ("2020-02-29", "2021-03-01", 12),
        ("2020-02-29", "2024-02-28", 47),
        ("2020-02-29", "2024-02-29", 48),
        ("2020-01-31", "2020-02-29", 0),
        ("2020-01-31", "2020-03-01", 1),
        ("2020-01-31", "2020-03-30", 1),
        ("2020-01-31", "2020-03-31", 2),
        ("2019-12-31", "2020-12-30", 11),
        ("2019-12-31", "2020-12-31", 12),
        ("2025-04-01", "2020-04-01", 0),
    ],
)
def test_a_month_is_over_the_day_before_the_same_day_of_the_next(start: str, day: str, whole: int) -> None:
    assert months(day, spell(start)) == whole


def test_the_last_day_of_a_spell_is_worked() -> None:
    assert months("2026-01-01", spell("2020-04-01", "2023-03-31")) == 36
    assert months("2026-01-01", spell("2020-04-01", "2023-03-30")) == 35
    assert months("2026-01-01", spell("2020-04-01", "2020-04-01")) == 0


def test_spells_that_overlap_count_once() -> None:
    assert months("2026-01-01", spell("2020-01-01", "2021-12-31"), spell("2021-01-01", "2022-12-31")) == 36
    assert months("2026-01-01", spell("2020-01-01", "2022-12-31"), spell("2021-01-01", "2021-12-31")) == 36
    assert months("2026-01-01", spell("2021-01-01"), spell("2020-01-01", "2022-12-31")) == 72


def test_spells_that_follow_one_another_are_one() -> None:
    assert months("2026-01-01", spell("2020-01-16", "2020-02-10"), spell("2020-02-11", "2020-03-15")) == 2


def test_a_gap_is_no_work_and_days_left_over_make_a_month_of_31() -> None:
    first = spell("2020-01-01", "2020-01-15")
    assert months("2026-01-01", first, spell("2020-03-01", "2020-03-15")) == 0
    assert months("2026-01-01", first, spell("2020-03-01", "2020-03-16")) == 1
    assert months("2026-01-01", spell("2020-04-01", "2021-03-31"), spell("2021-04-02", "2022-04-01")) == 24


def test_work_of_another_category_does_not_count() -> None:
    spells = (spell("2020-01-01", "2020-12-31", "a"), spell("2021-01-01", "2022-12-31", "c"), spell("2023-01-01"))
    assert [months("2024-01-01", *spells, category=c) for c in Category] == [24, 12, 36]


def test_the_first_day_with_no_months_is_the_first_of_all() -> None:
    assert first_day_with((), B, 0, TODAY) == date.min
    assert first_day_with((), B, 1, TODAY) is None
    assert first_day_with((spell("2020-02-29"),), B, 12, date(2021, 2, 28)) is None
    assert first_day_with((spell("2020-02-29"),), B, 12, date(2021, 3, 1)) == date(2021, 3, 1)


def test_months_can_be_counted_to_the_last_day_there_is() -> None:
    assert whole_months((spell("9998-12-31"),), B, date.max) == 12
    assert whole_months((WorkPeriod(date(9999, 12, 2), date.max, None),), B, date.max) == 0


# --- Facts on a day ---


def on(facts: dict[str, Any], day: str) -> Profile:
    return facts_on(read_profile(facts), date.fromisoformat(day))


def test_a_profile_without_history_is_itself() -> None:
    profile = read_profile({"birth_date": "1990-01-01", "experience_years": 3})
    assert facts_on(profile, TODAY) is profile


def test_dated_spells_become_years_up_to_the_day_before() -> None:
    facts = {"work_periods": [{"from": "2020-04-01"}, {"from": "2019-04-01", "to": "2020-03-31", "category": "a"}]}
    assert on(facts, "2023-03-31").experience_years == Experience(47 / 12, 35 / 12, 35 / 12)
    assert on(facts, "2023-04-01") == Profile(experience_years=Experience(4.0, 3.0, 3.0))


def test_no_spells_are_no_years_and_not_unknown_years() -> None:
    assert on({"work_periods": []}, "2026-01-01").experience_years == Experience(0.0, 0.0, 0.0)


def test_an_earlier_entry_holds_on_its_day_and_before_it_back_to_the_entry_before() -> None:
    facts = {
        "salary_yen": 9,
        "japanese": "n1",
        "earlier": {"2024-02-29": {"salary_yen": 7}, "2022-06-01": {"salary_yen": 5, "japanese": "none"}},
    }
    seen = {day: on(facts, day) for day in ("2022-06-01", "2022-06-02", "2024-02-29", "2024-03-01")}
    assert [(p.salary_yen, p.japanese, p.earlier) for p in seen.values()] == [
        (5, Japanese.NONE, None),
        (7, Japanese.N1, None),
        (7, Japanese.N1, None),
        (9, Japanese.N1, None),
    ]


@given(st.dictionaries(st.dates(date(2024, 1, 1), date(2024, 3, 31)), st.integers(1, 9), max_size=4), st.randoms())
def test_each_day_has_the_facts_of_the_nearest_entry_from_it_on(entries: dict[date, int], order: Any) -> None:
    listed = [(day, Profile(salary_yen=pay)) for day, pay in entries.items()]
    order.shuffle(listed)
    profile = Profile(salary_yen=0, earlier=tuple(listed))
    day = date(2023, 12, 25)
    while day < date(2024, 4, 5):
        nearest = min((d for d in entries if d >= day), default=None)
        assert facts_on(profile, day).salary_yen == (0 if nearest is None else entries[nearest])
        day += ONE_DAY


def test_zero_no_and_none_are_earlier_facts_too() -> None:
    facts = {
        "degrees": ["master"],
        "licences": 2,
        "employer_sme": True,
        "earlier": {"2024-01-01": {"degrees": [], "licences": 0, "employer_sme": False}},
    }
    then = on(facts, "2024-01-01")
    assert (then.degrees, then.licences, then.employer_sme) == (frozenset(), 0, False)


def test_of_two_ways_to_say_an_age_the_earlier_one_is_used() -> None:
    with_age = on({"birth_date": "1990-01-01", "earlier": {"2024-01-01": {"age": 29}}}, "2024-01-01")
    assert (with_age.age, with_age.birth_date) == (29, None)
    with_birth = on({"age": 40, "earlier": {"2024-01-01": {"birth_date": "1990-01-01"}}}, "2024-01-01")
    assert (with_birth.age, with_birth.birth_date) == (None, date(1990, 1, 1))


def test_of_two_ways_to_tell_work_the_earlier_one_is_used() -> None:
    spells = [{"from": "2020-01-01"}]
    years_then = {"work_periods": spells, "earlier": {"2024-01-01": {"experience_years": 1}}}
    assert on(years_then, "2024-01-01").experience_years == Experience.everywhere(1.0)
    assert on(years_then, "2024-01-02").experience_years == Experience.everywhere(4.0)
    spells_then = {"experience_years": 9, "earlier": {"2024-01-01": {"work_periods": spells}}}
    assert on(spells_then, "2023-01-01").experience_years == Experience.everywhere(3.0)
    assert on(spells_then, "2024-01-02").experience_years == Experience.everywhere(9.0)


def test_earlier_years_of_one_category_leave_the_others() -> None:
    numbers = {"experience_years": {"a": 5, "b": 6}, "earlier": {"2024-01-01": {"experience_years": {"a": 1}}}}
    assert on(numbers, "2024-01-01").experience_years == Experience(1.0, 6.0, None)
    spells = {"work_periods": [{"from": "2020-01-01"}], "earlier": {"2024-01-01": {"experience_years": {"a": 1}}}}
    assert on(spells, "2024-01-01").experience_years == Experience(1.0, 4.0, 4.0)


def test_the_day_an_earlier_profile_was_used_on_is_no_fact() -> None:
    facts = Profile(as_of=TODAY, earlier=((TODAY, Profile(as_of=date(2024, 1, 1), earlier=(), licences=1)),))
    assert facts_on(facts, TODAY) == Profile(as_of=TODAY, licences=1)
    assert named_facts(Profile(as_of=TODAY, earlier=(), licences=0)) == {"licences": 0}


def test_changes_take_the_place_of_the_other_way_to_say_a_thing() -> None:
    profile = Profile(age=30, work_periods=(spell("2020-01-01"),))
    assert with_changes(profile, {"birth_date": date(1990, 1, 1)}).age is None
    both = with_changes(profile, {"experience_years": Experience(b=2.0)})
    assert (both.work_periods, both.experience_years) == (None, Experience(b=2.0))
    back = with_changes(both, {"work_periods": ()})
    assert (back.work_periods, back.experience_years) == ((), Experience())
    assert with_changes(profile, {"degrees": frozenset({Degree.MASTER})}).age == 30


def test_score_looks_at_the_facts_of_its_day() -> None:
    facts = read_profile(
        {
            "category": "b",
            "salary_yen": 10_000_000,
            "work_periods": [{"from": "2020-02-29"}],
            "earlier": {"2024-06-30": {"salary_yen": 8_000_000}},
        }
    )
    days = [date(2023, 2, 28), date(2023, 3, 1), date(2024, 6, 30), date(2024, 7, 1)]
    lines = [score(facts, as_of=day).of(B) for day in days]
    assert [(e.item("career").points, e.item("salary").points) for e in lines] == [(0, 30), (5, 30), (5, 30), (5, 40)]


# --- A number of years as a spell that goes on ---


@given(st.integers(0, 480), st.dates(date(2013, 12, 24), date(2040, 12, 31)))
def test_a_spell_that_goes_on_has_the_number_on_the_day_and_starts_as_late_as_it_can(count: int, day: date) -> None:
    spelled = going_on(Profile(experience_years=Experience.everywhere(count / 12)), B, day)
    assert spelled.experience_years == Experience()
    [period] = spelled.work_periods or ()
    assert (period.end, period.category) == (None, None)
    assert whole_months([period], B, day) == count
    assert whole_months([WorkPeriod(period.start + ONE_DAY, None, None)], B, day) < count or count == 0
    assert facts_on(spelled, day).experience_years.b == count / 12


@pytest.mark.parametrize(
    ("years", "day", "start"),
    [
        (3, "2026-11-22", "2023-11-22"),
        (2.99, "2026-11-22", "2023-12-22"),
        (1, "2024-02-29", "2023-02-28"),
        (1, "2025-02-28", "2024-02-28"),
        (1, "2025-03-01", "2024-03-01"),
        (1 / 12, "2025-03-31", "2025-02-28"),
        (0.05, "2026-11-22", "2026-11-22"),
    ],
)
def test_the_first_day_of_a_spell_that_goes_on(years: float, day: str, start: str) -> None:
    known = Profile(experience_years=Experience(b=years))
    spelled = going_on(known, B, date.fromisoformat(day))
    assert spelled.work_periods == (spell(start),)


def test_only_known_years_are_made_a_spell() -> None:
    years = Profile(experience_years=Experience(a=3.0))
    assert going_on(years, B, TODAY) is years
    spells = Profile(work_periods=(spell("2020-01-01"),), experience_years=Experience(b=3.0))
    assert going_on(spells, B, TODAY) is spells
