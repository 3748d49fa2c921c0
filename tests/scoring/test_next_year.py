"""A table for next year with another number changes nothing that was: a file is added, every old case says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from scoring import Category, Ruleset, all_rulesets, read_profile, ruleset_for, score
from scoring.ruleset import load_ruleset
from scoring.timeline import timeline
from tests.scoring import (
    test_cases,
    test_eves,
    test_family,
    test_fees,
    test_indefinite,
    test_papers,
    test_residence,
    test_timeline,
    test_whatif,
)
from tests.scoring.tables import UP_TO_2023, knowing

FIRST_DAY = date(2027, 4, 1)
EVE = FIRST_DAY - timedelta(days=1)
DOCTORATE = '{ degree = "doctorate", points = %d }'


def _cases(function: Callable[..., Any]) -> list[Any]:
    """The cases that a test of another file is run with."""
    [mark] = [mark for mark in function.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    return [param if isinstance(param, dict) else param.values[0] for param in mark.args[1]]


@pytest.fixture
def next_year(tmp_path: Path) -> Iterator[Ruleset]:
    """The table of 2023 with 35 for a doctorate instead of 30, from April 2027: a file, read with all before it."""
    newest = UP_TO_2023[-1]
    shipped = (resources.files("scoring") / "rules" / "hsp" / f"{newest.effective_from}.toml").read_text("utf-8")
    assert shipped.count(DOCTORATE % 30) == 2, "in (a) and in (b)"
    text = shipped.replace(DOCTORATE % 30, DOCTORATE % 35)
    text = text.replace(f"effective_from = {newest.effective_from}", f"effective_from = {FIRST_DAY}")
    file = tmp_path / f"{FIRST_DAY}.toml"
    file.write_text(text, encoding="utf-8")
    table = load_ruleset(file.name, file.read_text(encoding="utf-8"))
    with knowing((*UP_TO_2023, table)):
        assert ruleset_for(FIRST_DAY) is table
        assert ruleset_for(EVE) is newest
        yield table


@pytest.mark.parametrize(
    "test",
    [
        test_cases.test_case,
        test_timeline.test_case,
        test_residence.test_case,
        test_indefinite.test_case,
        test_family.test_case,
        test_fees.test_case,
        test_papers.test_smallest,
        test_papers.test_levels,
        test_whatif.test_case,
    ],
    ids=lambda test: f"{test.__module__.rpartition('.')[2]}.{test.__name__}",
)
def test_a_table_for_next_year_changes_no_old_case(test: Callable[..., Any], next_year: Ruleset) -> None:
    cases = _cases(test)
    assert len(cases) > 5
    for case in cases:
        test(case)


def test_a_table_for_next_year_changes_nothing_on_an_eve(next_year: Ruleset) -> None:
    test_eves.test_seventy_today_and_forty_tomorrow_is_for_staff_everywhere()


def test_it_counts_from_its_day_on_and_is_told_before(next_year: Ruleset) -> None:
    facts = {"degrees": ["doctorate"], "japanese": "n1", "birth_date": "1980-01-01"}
    for category, gain in ((Category.A, 5), (Category.B, 5), (Category.C, 0)):
        profile = read_profile(facts)
        totals = [score(profile, as_of=day).of(category).item("academic").points for day in (EVE, FIRST_DAY)]
        assert totals[1] - totals[0] == gain
        steps = timeline(profile, category, start=date(2027, 1, 1), end=date(2028, 1, 1)).steps
        assert [step.first_day for step in steps[1:] if step.causes] == [FIRST_DAY] * bool(gain)
        # Who speaks of the tables up to 2023 hears of no other.
        pinned = timeline(profile, category, start=date(2027, 1, 1), end=date(2028, 1, 1), rulesets=UP_TO_2023)
        assert len(pinned.steps) == 1


def test_what_is_pinned_is_let_go_again(next_year: Ruleset) -> None:
    with knowing(UP_TO_2023):
        assert ruleset_for(FIRST_DAY) is UP_TO_2023[-1]
    assert ruleset_for(FIRST_DAY) is next_year
    assert next_year not in all_rulesets(), "this file has the function that ships"
