"""What a timeline is asked: plans, marks held or reached, and filing now for a decision months later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, Profile, ProfileError, months_later, read_profile, score
from scoring.history import facts_on
from scoring.timeline import Plan, PlanKind, Timeline, TimelineStep, filing_differs, planned, timeline
from tests.scoring.people import TODAY
from tests.scoring.timelines import FEWER, FUTURE, ONE_DAY, B, days_from, lives

# --- Plans ------------------------------------------------------------------------------------------------------------


def test_plans_hold_from_their_day_on_even_over_earlier_facts() -> None:
    profile = Profile(licences=0, earlier=((date(2027, 1, 31), Profile(licences=1)),))
    plans = [Plan(date(2027, 1, 10), {"licences": 2}, PlanKind.EXAM)]
    days = [date(2027, 1, 9), date(2027, 1, 10), date(2027, 2, 1)]
    assert [planned(profile, plans, day).licences for day in days] == [1, 2, 2]
    assert facts_on(profile, days[1]).licences == 1


@pytest.mark.parametrize("name", ["as_of", "category", "earlier", "salary"])
def test_a_plan_changes_facts_only(name: str) -> None:
    with pytest.raises(ProfileError, match="fault-no-plan"):
        Plan(TODAY, {"salary_yen": 1, name: None}, PlanKind.OTHER)


# --- Marks ------------------------------------------------------------------------------------------------------------


def _step(day: int, least: int, total: int | None = None) -> TimelineStep:
    verdict = score(Profile(), as_of=TODAY).of(B).verdict
    return TimelineStep(date(2026, 1, day), least if total is None else total, least, 200, verdict, ())


def _line(*steps: TimelineStep) -> Timeline:
    return Timeline(B, date(2026, 1, 1), date(2026, 1, 31), steps, ())


def test_a_mark_holds_only_where_nothing_unknown_can_take_it_away() -> None:
    seen = _line(_step(1, 65, 70), _step(10, 70), _step(20, 69, 70))
    assert [seen.holds(70, date(2026, 1, day)) for day in (1, 9, 10, 19, 20)] == [False, False, True, True, False]
    assert seen.holds_until(70, date(2026, 1, 10)) == date(2026, 1, 19)
    assert seen.reaches_on(70, date(2026, 1, 1)) == date(2026, 1, 10)


def test_holding_is_without_a_break() -> None:
    seen = _line(_step(1, 80), _step(5, 75), _step(10, 65), _step(20, 70))
    assert seen.holds_until(70, date(2026, 1, 1)) == date(2026, 1, 9)
    assert seen.holds_until(80, date(2026, 1, 4)) == date(2026, 1, 4)
    assert seen.holds_until(70, date(2026, 1, 31)) is None
    assert seen.holds_until(65, date(2026, 1, 1)) is None
    with pytest.raises(ValueError, match="do not hold"):
        seen.holds_until(70, date(2026, 1, 10))


def test_reaching_is_anew() -> None:
    seen = _line(_step(1, 70), _step(5, 75), _step(10, 65), _step(20, 70), _step(25, 60))
    assert seen.reaches_on(70, date(2026, 1, 1)) == date(2026, 1, 20)
    assert seen.reaches_on(70, date(2026, 1, 19)) == date(2026, 1, 20)
    assert seen.reaches_on(70, date(2026, 1, 20)) is None
    assert seen.reaches_on(75, date(2026, 1, 1)) == date(2026, 1, 5)
    assert seen.reaches_on(80, date(2026, 1, 1)) is None


@FEWER
@given(lives(), st.integers(20, 110), st.integers(0, 400))
def test_marks_are_what_looking_at_every_day_says(
    life: tuple[Category, Profile, list[Plan], date, date], mark: int, later: int
) -> None:
    category, profile, plans, start, end = life
    seen = timeline(profile, category, start=start, end=end, plans=plans)
    day = min(start + timedelta(days=later), end)
    held = {d: seen.at(d).least >= mark and seen.at(d).total >= mark for d in days_from(start, end)}
    anew = [d for d in held if d > day and held[d] and not held[d - ONE_DAY]]
    assert seen.reaches_on(mark, day) == (anew[0] if anew else None)
    assert seen.holds(mark, day) is held[day]
    if held[day]:
        lost = [d for d in held if d > day and not held[d]]
        assert seen.holds_until(mark, day) == (lost[0] - ONE_DAY if lost else None)


# --- Filing now, permission about three months later ------------------------------------------------------------------


AT_34 = {"birth_date": "1991-11-22", "salary_yen": 5_000_000, "international_services": False}


@pytest.mark.parametrize(
    ("day", "totals"),
    [
        ("2026-08-21", None),
        ("2026-08-22", (25, 5)),
        ("2026-11-21", (25, 5)),
        ("2026-11-22", None),
    ],
)
def test_filing_within_three_months_of_a_birthday(day: str, totals: tuple[int, int] | None) -> None:
    found = filing_differs(read_profile(AT_34), B, date.fromisoformat(day))
    assert (None if found is None else (found[0].total, found[1].total)) == totals
    assert found is None or found[1].first_day == date(2026, 11, 22)


def test_three_months_from_the_last_day_of_november_end_with_february() -> None:
    born = read_profile({"birth_date": "1992-02-29"})
    assert filing_differs(born, B, date(2026, 11, 30)) is None  # 28 February 2027; the birthday is 1 March
    found = filing_differs(born, B, date(2026, 12, 1))
    assert found is not None
    assert found[1].first_day == date(2027, 3, 1)


def test_a_change_that_is_undone_within_three_months_is_told() -> None:
    plans = [
        Plan(date(2026, 12, 1), {"salary_yen": 4_000_000}, PlanKind.OTHER),
        Plan(date(2027, 1, 1), {"salary_yen": 5_000_000}, PlanKind.RAISE),
    ]
    found = filing_differs(read_profile(AT_34 | {"birth_date": "1994-01-01"}), B, TODAY, plans=plans)
    assert found is not None
    assert (found[0].total, found[1].total) == (25, 10)


def test_a_range_that_alone_moves_makes_no_difference_unless_the_verdict_moves() -> None:
    known = read_profile({"category": "a", "japanese": "none", "degrees": ["doctorate"]})
    day = date(2017, 4, 1)
    seen = timeline(known, Category.A, start=day, end=months_later(day, 3))
    assert [step.verdict for step in seen.steps] == ["undecided", "undecided"]
    assert seen.steps[0].total == seen.steps[1].total
    assert filing_differs(known, Category.A, day) is None
    hardly = read_profile(
        {
            "degrees": ["master"],
            "experience_years": 3,
            "age": 45,
            "salary_yen": 8_000_000,
            "japanese": "none",
            "japanese_degree": False,
            "licences": 0,
            "patents": 0,
            "foreign_grants": 0,
            "papers": 0,
            "other_research_recognised": False,
            "employer_innovation_support": False,
            "employer_sme": False,
            "foreign_qualification": False,
            "international_services": False,
        }
    )
    found = filing_differs(hardly, B, day)
    assert found is not None
    assert [(step.total, step.verdict) for step in found] == [(55, "short"), (55, "undecided")]


def test_filing_looks_at_the_tables_given() -> None:
    found = filing_differs(read_profile({"japanese": "n1", "age": 45}), B, date(2027, 1, 31), rulesets=FUTURE)
    assert found is not None
    assert found[1].total == 30
    assert filing_differs(read_profile({"japanese": "n1", "age": 45}), B, date(2027, 1, 31)) is None
