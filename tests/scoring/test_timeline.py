"""The timeline: every day says what the score of that day says, in cases a lawyer can read and for people at random."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import (
    Category,
    Confidence,
    Experience,
    Japanese,
    NoRulesetForDate,
    Profile,
    ProfileError,
    Ruleset,
    WorkPeriod,
    all_rulesets,
    months_later,
    read_profile,
    score,
    whole_months,
)
from scoring.export.over_time import as_json_timeline
from scoring.history import facts_on, going_on, named_facts
from scoring.known import Known
from scoring.stay.held import course
from scoring.timeline import ChangeCause, ChangeKind, Plan, PlanKind, planned, timeline
from tests.properties import examples
from tests.scoring.people import TODAY
from tests.scoring.tables import UP_TO_2023, knowing
from tests.scoring.timelines import FEWER, FUTURE, ONE_DAY, B, days_from, lives

FOLDER = Path(__file__).parents[1] / "cases" / "timeline"
CASE_KEYS = {"name", "source", "category", "start", "end", "profile", "plans", "steps"}
MORE_KEYS = {"doubtful", "holds_until", "reaches_on"}


# --- Cases ------------------------------------------------------------------------------------------------------------


def _cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert CASE_KEYS - {"plans"} <= set(case) <= CASE_KEYS | MORE_KEYS, case["name"]
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


CASES = list(_cases())


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(data["day"], named_facts(read_profile(data["changes"])), PlanKind(data["kind"]))


def _cause(cause: ChangeCause) -> str:
    """In the words of the cases: "birthday age=35"."""
    details = {"age": cause.age, "years": cause.years, "ruleset": cause.ruleset, "fields": ",".join(cause.fields)}
    return " ".join([cause.kind, *(f"{name}={value}" for name, value in details.items() if value)])


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    seen = timeline(
        read_profile(case["profile"]),
        Category(case["category"]),
        start=case["start"],
        end=case["end"],
        plans=[_plan(data) for data in case.get("plans", ())],
        rulesets=UP_TO_2023,
    )
    assert [(step.first_day, step.total) for step in seen.steps] == [(s["from"], s["total"]) for s in case["steps"]]
    for step, wanted in zip(seen.steps, case["steps"], strict=True):
        assert [_cause(cause) for cause in step.causes] == wanted.get("causes", []), step.first_day
        assert [step.least, step.greatest] == wanted.get("range", [step.least, step.greatest])
        assert step.verdict == wanted.get("verdict", step.verdict)
    assert list(seen.doubtful_days) == case.get("doubtful", [])
    for ask in case.get("holds_until", ()):
        assert seen.holds_until(ask["mark"], ask["day"]) == ask.get("until")
    for ask in case.get("reaches_on", ()):
        assert seen.reaches_on(ask["mark"], ask["after"]) == ask.get("day")


def test_cases_have_a_name_of_their_own_and_a_source() -> None:
    cases = [param.values[0] for param in CASES]
    assert len({case["name"] for case in cases}) == len(cases) > 30
    assert all(case["source"] for case in cases)


# --- Every day against the score of that day --------------------------------------------------------------------------


def _score_on(
    day: date, profile: Profile, category: Category, plans: Sequence[Plan], tables: Sequence[Ruleset]
) -> tuple[Any, ...]:
    facts = replace(planned(profile, plans, day), category=category)
    entry = score(facts, as_of=day, ruleset=[t for t in tables if t.effective_from <= day][-1]).of(category)
    rows = [item for item in entry.items if item.id == "age" and item.confidence is Confidence.STAFF_CONFIRMS]
    return (entry.total, entry.least, entry.greatest, entry.verdict), bool(rows)


@FEWER
@given(lives(), st.sampled_from([UP_TO_2023, FUTURE]))
def test_every_day_says_what_the_score_of_that_day_says(
    life: tuple[Category, Profile, list[Plan], date, date], tables: tuple[Ruleset, ...]
) -> None:
    category, profile, plans, start, end = life
    seen = timeline(profile, category, start=start, end=end, plans=plans, rulesets=tables)
    doubtful, before = [], None
    for day in days_from(start, end):
        outcome, eve = _score_on(day, profile, category, plans, tables)
        assert seen.at(day).outcome == outcome, day
        assert (day in {step.first_day for step in seen.steps}) == (outcome != before), day
        before = outcome
        doubtful += [day] * eve
    assert list(seen.doubtful_days) == doubtful


@examples(60)
@given(lives(), st.sampled_from([UP_TO_2023, FUTURE]))
def test_every_cause_is_one(
    life: tuple[Category, Profile, list[Plan], date, date], tables: tuple[Ruleset, ...]
) -> None:
    category, profile, plans, start, end = life
    seen = timeline(profile, category, start=start, end=end, plans=plans, rulesets=tables)
    assert seen.steps[0].first_day == start
    assert seen.steps[0].causes == ()
    for step in seen.steps[1:]:
        day = step.first_day
        assert step.causes, day
        now, before = (planned(profile, plans, d) for d in (day, day - ONE_DAY))
        for cause in step.causes:
            if cause.kind is ChangeKind.BIRTHDAY:
                assert cause.age in (30, 35, 40)
                assert (before.age_on(day - ONE_DAY), now.age_on(day)) == (cause.age - 1, cause.age)
            elif cause.kind is ChangeKind.CAREER:
                years = now.experience_years.years(category)
                earlier = before.experience_years.years(category)
                assert cause.years in (3, 5, 7, 10)
                assert earlier is not None
                assert earlier < cause.years == years
            elif cause.kind is ChangeKind.LAW:
                assert [t.id for t in tables if t.effective_from == day] == [cause.ruleset]
            elif cause.kind is ChangeKind.EARLIER:
                assert day - ONE_DAY in dict(profile.earlier or ())
            else:
                assert cause.kind.value in [plan.kind for plan in plans if plan.day == day]


def test_eight_years_day_by_day_without_plans_say_what_score_says_of_the_profile_itself() -> None:
    profile = read_profile(
        {
            "category": "b",
            "birth_date": "1992-02-29",
            "degrees": ["master"],
            "salary_yen": 6_500_000,
            "international_services": False,
            "japanese": "n2",
            "work_periods": [{"from": "2019-10-31", "to": "2021-02-27"}, {"from": "2021-05-01"}],
            "earlier": {"2024-06-30": {"salary_yen": 4_000_000, "japanese": "none"}},
        }
    )
    start, end = months_later(TODAY, -36), months_later(TODAY, 60)
    seen = timeline(profile, B, start=start, end=end)
    assert len(seen.steps) == 6
    for day in days_from(start, end):
        entry = score(profile, as_of=day).of(B)
        assert seen.at(day).outcome == (entry.total, entry.least, entry.greatest, entry.verdict), day


@pytest.mark.parametrize("category", Category)
@knowing(UP_TO_2023)
def test_a_number_of_years_goes_on_as_one_spell(category: Category) -> None:
    profile = read_profile({"birth_date": "1980-01-01", "experience_years": 2.99, "salary_yen": 4_000_000})
    seen = timeline(profile, category, start=TODAY, end=months_later(TODAY, 60))
    assert [_cause(cause) for step in seen.steps for cause in step.causes] == [
        "career years=3",
        "career years=5",
        "career years=7",
    ]
    assert seen == timeline(going_on(profile, category, TODAY), category, start=TODAY, end=months_later(TODAY, 60))


# --- What is not known of other days is a range -----------------------------------------------------------------------


def test_the_past_is_a_range_where_nobody_told_it() -> None:
    """15 for the age of 29 and for three years of work, dated, are sure; the pay and N1 of today were not always so."""
    facts = {"birth_date": "1997-06-01", "salary_yen": 6_000_000, "japanese": "n1"}
    profile = read_profile(facts | {"work_periods": [{"from": "2023-11-22"}], "international_services": False})
    seen = timeline(profile, B, start=date(2026, 1, 1), end=TODAY, as_of=TODAY)
    assert [(s.first_day, s.total, s.least) for s in seen.steps] == [
        (date(2026, 1, 1), 15, 15),
        (TODAY, 55, 55),
    ]
    assert seen.steps[0].greatest > seen.steps[1].greatest
    assert [_cause(cause) for cause in seen.steps[1].causes] == [
        "career years=3",
        "known fields=salary_yen,japanese,international_services",
    ]
    asked = timeline(replace(profile, earlier=()), B, start=date(2026, 1, 1), end=TODAY, as_of=TODAY)
    assert [(s.total, s.least) for s in asked.steps] == [(50, 50), (55, 55)]


def test_a_number_of_years_is_not_known_before_its_day() -> None:
    profile = read_profile({"birth_date": "1980-01-01", "experience_years": 10, "japanese": "none"})
    seen = timeline(profile, B, start=date(2026, 1, 1), end=TODAY, as_of=TODAY)
    assert [(s.total, s.least) for s in seen.steps] == [(0, 0), (20, 20)]
    told = timeline(replace(profile, earlier=()), B, start=TODAY - ONE_DAY, end=TODAY, as_of=TODAY)
    # Nothing differed, and a number may hide a break: between what a spell without one makes and the number itself.
    assert [(s.total, s.greatest > s.least) for s in told.steps] == [(15, True), (20, True)]


def test_years_told_as_a_number_reach_a_step_on_its_own_day() -> None:
    profile = read_profile({"age": 45, "experience_years": 6.5, "earlier": {}}, as_of=TODAY)
    seen = timeline(profile, B, start=date(2024, 1, 1), end=TODAY, as_of=TODAY)
    years = [cause.years for step in seen.steps for cause in step.causes if cause.kind is ChangeKind.CAREER]
    assert years == [5]


def test_years_told_for_another_category_leave_those_of_this_one() -> None:
    earlier = ((date(2026, 6, 1), Profile(experience_years=Experience(a=3))),)
    profile = Profile(work_periods=(WorkPeriod(date(2010, 1, 1), None, None),), earlier=earlier)
    for category, years in ((B, 197 / 12), (Category.A, 3.0)):
        assert Known(profile, category, TODAY).possible(date(2026, 6, 1))["experience_years"] == {years}
        assert facts_on(profile, date(2026, 6, 1)).experience_years.years(category) == years


def test_nobody_has_points_before_birth_whatever_the_day_of_the_facts() -> None:
    with pytest.raises(ProfileError, match="birth_date"):
        timeline(Profile(birth_date=date(2026, 1, 1)), B, start=date(2025, 12, 31), end=TODAY, as_of=TODAY)


def test_between_two_days_that_are_told_the_change_may_be_on_any() -> None:
    told = {"2026-01-10": {"salary_yen": 4_000_000}, "2026-03-20": {}}
    profile = read_profile({"age": 45, "salary_yen": 8_000_000, "japanese": "n1", "earlier": told})
    seen = timeline(profile, B, start=date(2026, 1, 1), end=TODAY, as_of=TODAY)
    assert [(s.first_day, s.total) for s in seen.steps] == [
        (date(2026, 1, 1), 0),
        (date(2026, 1, 10), 15),
        (date(2026, 1, 11), 15),
        (date(2026, 3, 20), 45),
    ]
    assert [s.greatest - seen.steps[1].greatest for s in seen.steps[1:]] == [0, 30, 30]
    assert [[_cause(cause) for cause in s.causes] for s in seen.steps[1:]] == [
        ["known fields=salary_yen,japanese"],
        ["earlier fields=salary_yen"],
        ["earlier fields=salary_yen"],
    ]


def test_a_fact_known_to_have_differed_in_a_way_not_told_is_open_before_today() -> None:
    profile = read_profile({"age": 45, "japanese": "n1", "licences": 2, "earlier": {}})
    start = date(2026, 1, 1)
    seen = timeline(profile, B, start=start, end=TODAY, as_of=TODAY, unknown_then=["japanese"])
    assert [(s.total, s.least) for s in seen.steps] == [(10, 10), (25, 25)]
    assert [s.total for s in timeline(profile, B, start=start, end=TODAY, as_of=TODAY).steps] == [25]


@knowing(UP_TO_2023)
def test_an_age_without_a_birth_date_is_an_age_between_two() -> None:
    profile = read_profile({"age": 34, "salary_yen": 5_000_000})
    seen = timeline(profile, B, start=TODAY - ONE_DAY, end=date(2028, 1, 1), as_of=TODAY)
    assert [(s.first_day, s.total, s.least) for s in seen.steps if s.first_day >= TODAY] == [
        (TODAY, 25, 25),
        (TODAY + ONE_DAY, 5, 5),
        (date(2027, 11, 22), 5, 5),
    ]
    assert [s.greatest - seen.steps[-1].greatest for s in seen.steps[-3:]] == [20, 20, 0]
    assert [_cause(c) for s in seen.steps[2:] for c in s.causes] == ["birthday age=35", "birthday age=35"]
    assert seen.doubtful_days == ()


@examples(40)
@given(lives(), st.integers(0, 400))
def test_every_day_says_what_the_days_of_a_stay_say(
    life: tuple[Category, Profile, list[Plan], date, date], later: int
) -> None:
    """One reading of time: the timeline and the stretches that permanent residence looks at agree, past and future."""
    category, profile, _, start, end = life
    as_of = min(start + timedelta(days=later), end)
    assume(profile.birth_date is None or profile.birth_date <= as_of)
    seen = timeline(profile, category, start=start, end=end, as_of=as_of)
    for stretch in course(profile, category, as_of=as_of, start=start, end=end):
        step = seen.at(stretch.first)
        assert (step.least, step.greatest) == (stretch.least, stretch.greatest), stretch.first
        assert seen.at(stretch.last) is step
        assert (stretch.older is not None) is (stretch.first in seen.doubtful_days)


def test_a_table_with_a_future_first_day_is_a_step() -> None:
    profile = read_profile({"japanese": "n1", "age": 45})
    seen = timeline(profile, B, start=TODAY, end=date(2027, 12, 31), rulesets=FUTURE)
    assert [(step.first_day, step.total) for step in seen.steps] == [(TODAY, 15), (date(2027, 4, 1), 30)]
    assert [_cause(cause) for cause in seen.steps[1].causes] == ["law ruleset=hsp-2027-04-01"]
    assert len(timeline(profile, B, start=TODAY, end=date(2027, 3, 31), rulesets=FUTURE).steps) == 1


# --- The window -------------------------------------------------------------------------------------------------------


def test_a_window_begins_with_the_first_table_and_not_before() -> None:
    first = all_rulesets()[0].effective_from
    assert timeline(Profile(), B, start=first, end=first).steps[0].first_day == first
    with pytest.raises(NoRulesetForDate):
        timeline(Profile(), B, start=first - ONE_DAY, end=TODAY)


def test_a_window_has_a_day_at_least() -> None:
    with pytest.raises(ValueError, match="is before the start"):
        timeline(Profile(), B, start=TODAY, end=TODAY - ONE_DAY)


def test_nobody_is_scored_before_birth() -> None:
    profile = Profile(birth_date=date(2026, 11, 21))
    assert timeline(profile, B, start=date(2026, 11, 21), end=TODAY).steps[0].total == 15
    with pytest.raises(ProfileError, match="birth_date"):
        timeline(profile, B, start=date(2026, 11, 20), end=TODAY)


def test_the_last_days_there_are() -> None:
    earlier = ((date.max, Profile(licences=1)),)
    profile = Profile(licences=2, earlier=earlier, work_periods=(WorkPeriod(date(9996, 12, 31), None, None),))
    seen = timeline(profile, B, start=date(9999, 1, 1), end=date.max)
    assert [(step.first_day, step.total) for step in seen.steps] == [(date(9999, 1, 1), 5), (date(9999, 12, 31), 10)]


def test_a_day_outside_the_window_is_refused() -> None:
    seen = timeline(Profile(), B, start=TODAY, end=TODAY + ONE_DAY)
    assert seen.at(TODAY) == seen.at(TODAY + ONE_DAY) == seen.steps[0]
    for outside in (TODAY - ONE_DAY, TODAY + 2 * ONE_DAY):
        with pytest.raises(ValueError, match="outside the window"):
            seen.at(outside)


def test_the_category_of_the_profile_does_not_matter() -> None:
    facts = {"degrees": ["mba_mot"], "category": "a", "earlier": {"2026-12-31": {"category": "b"}}}
    seen = timeline(read_profile(facts), Category.C, start=TODAY, end=date(2027, 12, 31))
    assert [step.total for step in seen.steps] == [25]


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_a_timeline_as_json() -> None:
    profile = read_profile({"birth_date": "1991-12-01", "work_periods": [{"from": "2024-01-01"}], "category": "b"})
    plans = [Plan(date(2027, 2, 1), {"japanese": Japanese.N1}, PlanKind.EXAM)]
    seen = timeline(profile, B, start=TODAY, end=date(2027, 4, 1), plans=plans, rulesets=FUTURE)
    told = as_json_timeline(seen)
    assert [(step["from"], step["total"], step["causes"]) for step in told] == [
        ("2026-11-22", 10, []),
        ("2026-12-01", 5, [{"id": "birthday", "age": 35}]),
        ("2027-01-01", 10, [{"id": "career", "years": 3}]),
        ("2027-02-01", 25, [{"id": "exam", "fields": ["japanese"]}]),
        ("2027-04-01", 50, [{"id": "law", "ruleset": "hsp-2027-04-01"}]),
    ]
    assert [step["range"] for step in told] == [[step.least, step.greatest] for step in seen.steps]
    assert [step["doubtful_days"] for step in told] == [["2026-11-30"], [], [], [], []]
    assert [step["verdict"] for step in told] == [step.verdict.value for step in seen.steps]


def test_the_months_of_a_step_are_those_of_the_spells() -> None:
    spells = (WorkPeriod(date(2016, 2, 29), None, None),)
    seen = timeline(Profile(work_periods=spells), B, start=date(2019, 1, 1), end=date(2019, 3, 14))
    assert [step.first_day for step in seen.steps] == [date(2019, 1, 1), date(2019, 3, 1)]
    assert [whole_months(spells, B, day) for day in (date(2019, 2, 28), date(2019, 3, 1))] == [35, 36]
