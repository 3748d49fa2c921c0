"""Ages, months and what is near in time; and facts that fit badly together. Every day here is written out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Category,
    Confidence,
    Notice,
    completed_years,
    months_later,
    read_profile,
    ruleset_for,
    score,
)
from scoring.calendar import birthday
from tests.scoring.people import NOTHING, TODAY


def notices(facts: dict[str, Any], day: date = TODAY) -> list[Notice]:
    return list(score(read_profile(facts, as_of=day)).notices)


def ids(facts: dict[str, Any], day: date = TODAY) -> list[str]:
    return [notice.id for notice in notices(facts, day)]


# --- Completed years, birthdays, months ---


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        ("1996-11-22", "2026-11-21", 29),
        ("1996-11-22", "2026-11-22", 30),
        ("1996-11-22", "2026-11-23", 30),
        ("1996-12-01", "2026-11-30", 29),
        ("1996-10-31", "2026-11-01", 30),
        ("1996-02-29", "2026-02-28", 29),
        ("1996-02-29", "2026-03-01", 30),
        ("1996-02-29", "2028-02-28", 31),
        ("1996-02-29", "2028-02-29", 32),
        ("2026-11-22", "2026-11-22", 0),
        ("1900-01-01", "2026-11-22", 126),
    ],
)
def test_completed_years(birth: str, day: str, years: int) -> None:
    assert completed_years(date.fromisoformat(birth), date.fromisoformat(day)) == years


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 120))
def test_an_age_is_completed_on_the_birthday_and_not_before(birth: date, age: int) -> None:
    when = birthday(birth, age)
    assert completed_years(birth, when) == age
    assert completed_years(birth, when - timedelta(days=1)) == age - 1


def test_birthdays_of_29_february() -> None:
    leap = date(1996, 2, 29)
    assert birthday(leap, 30) == date(2026, 3, 1)
    assert birthday(leap, 32) == date(2028, 2, 29)
    assert birthday(leap, 104) == date(2100, 3, 1)  # no leap year
    assert birthday(date(1996, 2, 28), 30) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-11-22", 3, "2027-02-22"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-11-29", 3, "2028-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 3, "2026-11-30"),
        ("2026-12-31", 3, "2027-03-31"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-09-30", 3, "2026-12-30"),
        ("2026-12-15", 0, "2026-12-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("9999-09-30", 3, "9999-12-30"),
        ("9999-10-01", 3, "9999-12-31"),  # the calendar ends there
    ],
)
def test_months_later(day: str, months: int, later: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(later)


# --- A birthday near ---


@pytest.mark.parametrize(
    ("day", "birth", "near"),
    [
        # 30 on 2027-02-22, three months after exactly; one day later is out.
        ("2026-11-22", "1997-02-22", True),
        ("2026-11-22", "1997-02-23", False),
        ("2026-11-22", "1996-11-23", True),
        ("2026-11-22", "1996-11-22", False),  # today it is reached
        ("2026-11-22", "1996-11-21", False),
        # Three months after 30 November is the last day of February.
        ("2026-11-30", "1997-02-28", True),
        ("2026-11-30", "1997-03-01", False),
        # 29 February is completed on 1 March in a common year.
        ("2026-12-01", "1992-02-29", True),
        ("2026-11-30", "1992-02-29", False),
        ("2027-11-30", "1988-02-29", True),  # 40 on 29 February 2028
        # 35 and 40 too; 31, 36 and 50 change nothing.
        ("2026-11-22", "1992-01-01", True),
        ("2026-11-22", "1987-01-01", True),
        ("2026-11-22", "1996-01-01", False),
        ("2026-11-22", "1991-01-01", False),
        ("2026-11-22", "1977-01-01", False),
    ],
)
def test_a_birthday_within_three_months_is_told(day: str, birth: str, near: bool) -> None:
    found = ids({"birth_date": birth, "category": "a"}, date.fromisoformat(day))
    assert found.count("birthday") == near
    assert found.count("day_before_birthday") == (near and birth == "1996-11-23")


def test_what_a_birthday_changes_is_told_for_each_category_that_counts_age() -> None:
    facts = {"birth_date": "1997-01-01", "salary_yen": 4_000_000, "degrees": ["master"], "japanese": "n1"}
    found = notices(facts)
    assert [(n.id, n.category) for n in found] == [("birthday", Category.A), ("birthday", Category.B)]
    for notice in found:
        assert notice.category is not None
        assert notice.why.key == "notice-birthday"
        assert notice.why.args == {
            "age": 30,
            "day": date(2027, 1, 1),
            "now": 60,
            "after": 45,
            "category": notice.category.value,
        }
    assert ids(facts | {"category": "c"}) == []


def test_an_age_without_a_birth_date_has_no_birthday() -> None:
    assert ids({"age": 29, "category": "a"}) == []


@pytest.mark.parametrize(("birth", "age"), [("1996-11-23", 30), ("1991-11-23", 35), ("1986-11-23", 40)])
def test_the_day_before_a_birthday_that_changes_the_band_is_for_staff(birth: str, age: int) -> None:
    """By the law on ages the day before may already count (rulebook 10 (2))."""
    facts = {"birth_date": birth, "salary_yen": 4_000_000, "degrees": ["doctorate"]}
    result = score(read_profile(facts, as_of=TODAY))
    for category in (Category.A, Category.B):
        doubtful = {i.id for i in result.of(category).items if i.confidence is Confidence.STAFF_CONFIRMS}
        assert {"age", "salary"} <= doubtful
        told = [n for n in result.notices if n.category is category]
        assert [n.id for n in told] == ["birthday", "day_before_birthday"]
        assert told[1].why.key == "notice-day-before-birthday"
        assert told[1].why.args == told[0].why.args
        assert told[1].why.args["age"] == age
        assert told[1].why.args["day"] == date(2026, 11, 23)
    assert result.of(Category.C).item("salary").confidence is Confidence.VERIFIED
    assert all(n.category is not Category.C for n in result.notices)


@pytest.mark.parametrize(
    "birth",
    [
        "1996-11-22",  # 30 today
        "1996-11-24",  # in two days
        "1995-11-23",  # 31 tomorrow
        "1990-11-23",  # 36 tomorrow
        "1976-11-23",  # 50 tomorrow
    ],
)
def test_other_days_and_other_birthdays_are_certain(birth: str) -> None:
    entry = score(read_profile({"birth_date": birth, "salary_yen": 4_000_000}, as_of=TODAY)).of(Category.A)
    assert entry.item("age").confidence is Confidence.VERIFIED
    assert entry.item("salary").confidence is Confidence.VERIFIED
    assert "day_before_birthday" not in ids({"birth_date": birth})


def test_the_day_before_is_doubtful_for_no_other_line() -> None:
    entry = score(read_profile(NOTHING | {"age": None, "birth_date": "1996-11-23"}, as_of=TODAY)).of(Category.A)
    doubtful = [item.id for item in entry.items if item.confidence is Confidence.STAFF_CONFIRMS]
    assert doubtful == ["salary", "age", "local_gov", "foreign_qual", "designated_univ"]


def test_the_eve_of_a_leap_birthday() -> None:
    born = {"birth_date": "1996-02-29", "category": "a"}
    assert ids(born, date(2026, 2, 28)) == ["birthday", "day_before_birthday"]
    assert ids(born, date(2026, 2, 27)) == ["birthday"]
    assert ids(born, date(2026, 3, 1)) == []


def test_the_calendar_ends() -> None:
    """Days nobody will see: nothing falls over."""
    last = date.max
    assert ids({"birth_date": "9970-05-05"}, last) == ["table_not_checked"]
    assert ids({"birth_date": "9969-12-31"}, last) == ["table_not_checked"]
    assert ids({"birth_date": "9970-12-31"}, last) == ["table_not_checked"]
    assert "day_before_birthday" in ids({"birth_date": "9969-12-31"}, date(9999, 12, 30))


# --- Years of work near a step ---


@pytest.mark.parametrize(
    ("months", "steps"),
    [
        (32, []),
        (32.99, []),
        (33, [3]),
        (35, [3]),
        (35.9, [3]),
        (36, []),
        (56, []),
        (57, [5]),
        (60, []),
        (81, [7]),
        (84, []),
        (116, []),
        (117, [10]),
        (119, [10]),
        (120, []),
        (0, []),
    ],
)
def test_a_step_of_the_career_within_three_months_is_told(months: float, steps: list[int]) -> None:
    found = notices({"experience_years": months / 12, "category": "b"})
    assert [n.id for n in found] == ["career_threshold"] * len(steps)
    assert [n.why.args["years"] for n in found] == steps


def test_what_a_step_of_the_career_changes() -> None:
    facts = {"experience_years": {"a": 9.9, "b": 9.9, "c": 4.75}, "degrees": ["master"]}
    found = notices(facts)
    # (a) has no step at ten years.
    assert [(n.id, n.category) for n in found] == [
        ("career_threshold", Category.B),
        ("career_threshold", Category.C),
    ]
    assert [n.why.key for n in found] == ["notice-career-threshold"] * 2
    assert found[0].why.args == {"years": 10, "now": 35, "after": 40, "category": "b"}
    assert found[1].why.args == {"years": 5, "now": 30, "after": 35, "category": "c"}


def test_years_not_known_are_near_nothing() -> None:
    assert ids({"experience_years": {"a": 2.9}, "category": "b"}) == []


# --- The table itself, limits, fields not used yet ---


def test_a_table_not_checked_for_half_a_year_is_told() -> None:
    checked = ruleset_for(TODAY).last_checked_on
    assert checked == date(2026, 11, 22)
    assert ids({}, checked + timedelta(days=180)) == []
    found = notices({}, checked + timedelta(days=181))
    assert [(n.id, n.why.key, n.category) for n in found] == [("table_not_checked", "notice-table-not-checked", None)]
    assert found[0].why.args == {"day": checked}


def test_research_spending_exactly_at_the_limit_is_no_doubt() -> None:
    assert ids({"employer_sme": True, "employer_rd_ratio": 0.03}) == []


FOR_WHAT_FOLLOWS: dict[str, Any] = {
    "earlier": {"2024-01-01": {"salary_yen": 1}},
    "status": "student",
    "status_since": "2020-01-01",
    "household_income_yen": 0,
    "children": [],
    "pregnancy": False,
}


@pytest.mark.parametrize("name", FOR_WHAT_FOLLOWS)
def test_a_fact_for_what_follows_leaves_the_points_of_today_alone(name: str) -> None:
    assert not notices({name: FOR_WHAT_FOLLOWS[name]})
    given = score(read_profile({name: FOR_WHAT_FOLLOWS[name]}, as_of=TODAY))
    assert given.categories == score(read_profile({}, as_of=TODAY)).categories


@pytest.mark.parametrize(
    ("periods", "told"),
    [
        ([{"from": "2024-01-10"}], True),
        ([{"from": "2024-01-10", "to": "2026-11-01"}], False),
        ([{"from": "2024-02-23"}], False),
    ],
    ids=["still going on", "ended before", "more than three months off"],
)
def test_dated_spells_reach_a_threshold_only_while_they_go_on(periods: list[dict[str, str]], told: bool) -> None:
    found = ids({"category": "b", "work_periods": periods})
    assert ("career_threshold" in found) is told


# --- Facts that fit badly together: told, never corrected ---

MISFITS: list[tuple[str, dict[str, Any], list[dict[str, Any]]]] = [
    (
        "japanese_degree_without_degree",
        {"degrees": [], "japanese_degree": True},
        [{"degrees": []}, {"japanese_degree": True}, {"degrees": ["bachelor"], "japanese_degree": True}],
    ),
    (
        "university_without_degree",
        {"degrees": [], "designated_university": True},
        [{"designated_university": True}, {"degrees": ["master"], "designated_university": True}],
    ),
    (
        "major_without_degree",
        {"degrees": [], "japanese": "japanese_major_abroad"},
        [
            {"degrees": [], "japanese": "n1"},
            {"japanese": "japanese_major_abroad"},
            {"degrees": ["bachelor"], "japanese": "japanese_major_abroad"},
        ],
    ),
    (
        "fields_without_graduate_degree",
        {"degrees": ["bachelor"], "degrees_in_different_fields": True},
        [
            {"degrees": ["bachelor"], "degrees_in_different_fields": False},
            {"degrees_in_different_fields": True},
            {"degrees": ["bachelor", "professional"], "degrees_in_different_fields": True},
        ],
    ),
    (
        "fields_without_graduate_degree",
        {"degrees": [], "degrees_in_different_fields": True},
        [{"degrees": ["mba_mot"], "degrees_in_different_fields": True}],
    ),
    (
        "training_place_without_training",
        {"designated_training": False, "designated_training_at_japanese_university": True},
        [
            {"designated_training_at_japanese_university": True},
            {"designated_training": True, "designated_training_at_japanese_university": True},
            {"designated_training": False, "designated_training_at_japanese_university": False},
        ],
    ),
    (
        "career_longer_than_adult_life",
        {"age": 30, "experience_years": 15.5},
        [
            {"age": 30, "experience_years": 15},
            {"experience_years": 50},
            {"age": 30, "experience_years": {"a": 1, "b": 15}},
            {"age": 30},
        ],
    ),
    (
        "career_longer_than_adult_life",
        {"age": 10, "experience_years": {"c": 0.5}},
        [{"age": 10, "experience_years": 0}, {"age": 15, "experience_years": 0}],
    ),
    (
        "career_longer_than_adult_life",
        {"birth_date": "2000-11-22", "experience_years": {"a": 1, "b": 12}},
        [{"birth_date": "1999-11-22", "experience_years": {"a": 1, "b": 12}}],
    ),
    (
        "doctorate_very_young",
        {"age": 19, "degrees": ["doctorate"]},
        [
            {"age": 20, "degrees": ["doctorate"]},
            {"age": 19, "degrees": ["master"]},
            {"degrees": ["doctorate"]},
            {"age": 19},
        ],
    ),
]


@pytest.mark.parametrize(("name", "clash", "fine"), MISFITS, ids=[f"{m[0]}-{n}" for n, m in enumerate(MISFITS)])
def test_facts_that_fit_badly_are_told(name: str, clash: dict[str, Any], fine: list[dict[str, Any]]) -> None:
    told = notices(clash)
    assert [(n.id, n.why.key, dict(n.why.args), n.category) for n in told] == [
        (name, f"notice-{name.replace('_', '-')}", {}, None)
    ]
    for facts in fine:
        assert ids(facts) == []


def test_facts_that_fit_badly_are_scored_row_by_row() -> None:
    facts = NOTHING | {"degrees": [], "japanese_degree": True, "designated_university": True}
    entry = score(read_profile(facts, as_of=TODAY)).of(Category.A)
    assert (entry.item("academic").points, entry.total) == (0, 20)


def test_time_is_told_first() -> None:
    facts = {
        "category": "b",
        "birth_date": "1996-11-23",
        "experience_years": 2.9,
        "employer_sme": True,
        "employer_rd_ratio": 0.03,
        "degrees": [],
        "japanese_degree": True,
    }
    assert ids(facts) == [
        "birthday",
        "day_before_birthday",
        "career_threshold",
        "japanese_degree_without_degree",
    ]
