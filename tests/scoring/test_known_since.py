"""Since when a fact is as it is: before that day it counts as what it can have been, on no earlier day as it is now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, read_profile
from scoring.known import Known
from scoring.profile import COUNTED, GAINED, STARTING, Profile
from scoring.stay.held import course
from tests.properties import examples
from tests.scoring.people import NOTHING, partly_known

TODAY = date(2026, 11, 26)
MONTH_AGO = date(2026, 10, 26)
YEAR_AGO = date(2025, 11, 26)
# What each scored fact can be today, and what it can have been before the day from which it is so.
BEFORE: dict[str, tuple[Any, Collection[Any]]] = {
    "salary_yen": (7_000_000, {None}),
    "japanese": ("n1", {"none", "n2"}),
    "degrees": (["master"], {frozenset(), frozenset({"bachelor"})}),
    "position": ("director", {None}),
    "international_services": (False, {None}),
    "invested_100m_yen": (True, {False}),
    "employer_rd_ratio": (0.05, {None}),
    "licences": (2, {0, 1}),
    "patents": (1, {0}),
    "foreign_grants": (3, {0, 2}),
    "papers": (5, {0, 4}),
}
OF_EMPLOYER = (
    *("employer_innovation_support", "employer_sme", "employer_local_support", "growth_field"),
    "investment_management",
)


def person(**facts: Any) -> Profile:
    return read_profile(NOTHING | facts, as_of=TODAY)


def possible(profile: Profile, day: date) -> Any:
    return Known(profile, Category.B, TODAY).possible(day)


@pytest.mark.parametrize("name", STARTING)
def test_every_scored_fact_may_have_a_day(name: str) -> None:
    value, before = BEFORE.get(name, (True, {None} if name in OF_EMPLOYER else {False}))
    told = person(**{name: value, "since": {name: MONTH_AGO.isoformat()}})
    assert possible(told, MONTH_AGO)[name] == possible(told, TODAY)[name] == {getattr(told, name)}
    assert possible(told, date(2026, 10, 25))[name] == before


def test_a_qualification_of_today_without_a_day_is_not_known_then_and_one_that_is_not_there_never_was() -> None:
    told = person(licences=1, japanese_degree=False, since={})
    assert (possible(told, YEAR_AGO)["licences"], possible(told, YEAR_AGO)["japanese_degree"]) == ({None}, {False})
    assert possible(person(licences=1, japanese_degree=False), YEAR_AGO)["japanese_degree"] == {None}


def test_what_was_told_for_an_earlier_day_counts_before_the_day_of_the_change() -> None:
    earlier = {"2026-01-01": {"japanese": "none"}, "2026-10-25": {"japanese": "n2"}}
    told = person(japanese="n1", earlier=earlier, since={"japanese": "2026-10-26"})
    days = (YEAR_AGO, date(2026, 1, 1), date(2026, 5, 1), date(2026, 10, 25), MONTH_AGO)
    found = [possible(told, day)["japanese"] for day in days]
    assert found == [{"none", "n2"}, {"none"}, {"none", "n2"}, {"n2"}, {"n1"}]


def test_a_licence_passed_last_month_does_not_count_a_year_ago_nor_on_the_days_between() -> None:
    facts = {"birth_date": "1990-05-01", "age": None, "salary_yen": 9_000_000, "degrees": ["master"], "licences": 1}
    days = course(
        person(**facts, since={"licences": "2026-10-26", "salary_yen": "2020-01-01", "degrees": "2015-03-20"}),
        Category.B,
        as_of=TODAY,
        start=YEAR_AGO,
        end=TODAY,
    )
    # Master 20, 36 years old 5, 9 million 35; the licence brings 5 from its day on.
    found = [(stretch.first, stretch.least, stretch.greatest) for stretch in days]
    assert found == [(YEAR_AGO, 60, 60), (MONTH_AGO, 65, 65), (TODAY, 65, 65)]
    assert all(stretch.told for stretch in days)


def test_years_of_work_stand_still_until_the_work_begins() -> None:
    student = person(birth_date="1998-05-01", age=None, experience_years=2, work_begins="2027-04-01")
    years = [possible(student, day)["experience_years"] for day in (TODAY, date(2027, 4, 1), date(2028, 4, 1))]
    assert years == [{2}, {2}, {3}]


@examples(40)
@given(partly_known(most_unknown=2), st.sampled_from([date(1994, 5, 1), date(1991, 3, 1), None]))
def test_facts_that_began_long_ago_are_facts_that_never_differed(
    drawn: tuple[str, dict[str, Any]], birth: date | None
) -> None:
    category, facts = drawn
    facts |= {} if birth is None else {"age": None, "birth_date": birth.isoformat()}
    long_ago = {name: "2001-01-01" for name in STARTING if facts.get(name) is not None}

    def totals(**told: Any) -> list[tuple[date, int, int, bool | None]]:
        profile = read_profile(facts | {"category": category} | told, as_of=TODAY)
        days = course(profile, Category(category), as_of=TODAY, start=date(2023, 11, 26), end=TODAY)
        return [(s.first, s.least, s.greatest, s.gates) for s in days]

    assert totals(since=long_ago) == totals(earlier={})


@examples(40)
@given(partly_known(most_unknown=1), st.data())
def test_what_began_later_never_counted_more_before(drawn: tuple[str, dict[str, Any]], data: st.DataObject) -> None:
    """With a later day for one fact, no total that is certain on an earlier day grows."""
    category, facts = drawn
    facts |= {"age": None, "birth_date": "1994-05-01"}
    # In pay and at an employer more is possible before; what was gained is less.
    kept = [name for name in (*GAINED, *COUNTED) if facts.get(name)]
    if not kept:
        return
    name = data.draw(st.sampled_from(kept))
    long_ago = {n: "2001-01-01" for n in STARTING if facts.get(n) is not None}

    def least(since: dict[str, str], day: date) -> int:
        profile = read_profile(facts | {"category": category, "since": since}, as_of=TODAY)
        [stretch] = course(profile, Category(category), as_of=TODAY, start=day, end=day)
        return stretch.least

    later = long_ago | {name: "2026-10-26"}
    # What excludes others may have kept their points away.
    if name in ("japanese_degree", "designated_training_at_japanese_university"):
        return
    assert least(later, YEAR_AGO) <= least(long_ago, YEAR_AGO)
    assert least(later, MONTH_AGO) == least(long_ago, MONTH_AGO)
