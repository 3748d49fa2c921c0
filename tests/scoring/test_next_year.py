"""A table for next year changes nothing that was: a file is added, and every old case still says the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from scoring import Category, Ruleset, all_rulesets, read_profile, ruleset_for
from scoring.ruleset import load_ruleset
from scoring.timeline import timeline
from tests.scoring import test_cases, test_eves, test_indefinite, test_residence, test_timeline

FIRST_DAY = date(2027, 10, 1)


def _cases(function: Callable[..., Any]) -> list[Any]:
    """The cases that a test of another file is run with."""
    [mark] = [mark for mark in function.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    return [param.values[0] for param in mark.args[1]]


@pytest.fixture
def next_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ruleset:
    """The newest table copied for the first of October 2027, as a file, read with all that ship by everybody."""
    newest = all_rulesets()[-1]
    shipped = (resources.files("scoring") / "rules" / "hsp" / f"{newest.effective_from}.toml").read_text("utf-8")
    file = tmp_path / f"{FIRST_DAY}.toml"
    changed = f"effective_from = {newest.effective_from}"
    assert changed in shipped
    file.write_text(shipped.replace(changed, f"effective_from = {FIRST_DAY}"), encoding="utf-8")
    table = load_ruleset(file.name, file.read_text(encoding="utf-8"))
    with_it = (*all_rulesets(), table)
    original = all_rulesets
    for module in list(sys.modules.values()):
        if getattr(module, "all_rulesets", None) is original:
            monkeypatch.setattr(module, "all_rulesets", lambda: with_it)
    assert ruleset_for(FIRST_DAY) is table
    assert ruleset_for(date(2027, 9, 30)) is newest
    return table


@pytest.mark.parametrize(
    "test",
    [
        test_cases.test_case,
        test_timeline.test_case,
        test_residence.test_case,
        test_indefinite.test_case,
        test_eves.test_seventy_today_and_forty_tomorrow_is_for_staff_everywhere,
    ],
    ids=lambda test: test.__module__.rpartition(".")[2],
)
def test_a_table_for_next_year_changes_no_old_case(test: Callable[..., Any], next_year: Ruleset) -> None:
    if not hasattr(test, "pytestmark"):
        test()
        return
    cases = _cases(test)
    assert len(cases) > 10
    for case in cases:
        test(case)


def test_a_table_with_other_points_changes_no_case_that_names_its_tables(next_year: Ruleset) -> None:
    """The cases over time speak of the tables up to 2023-04-21, whatever comes after."""
    doubled = {
        category: replace(table, rows=tuple(replace(row, points=2 * row.points) for row in table.rows))
        for category, table in next_year.categories.items()
    }
    later = (*test_timeline.TABLES, replace(next_year, categories=doubled))
    facts = read_profile({"japanese": "n1", "age": 45})
    seen = timeline(facts, Category.B, start=date(2027, 1, 1), end=date(2028, 1, 1), rulesets=later)
    assert [step.total for step in seen.steps] == [15, 30]
    assert all(table.effective_from <= date(2023, 4, 21) for table in test_timeline.TABLES)
    pinned = timeline(facts, Category.B, start=date(2027, 1, 1), end=date(2028, 1, 1), rulesets=test_timeline.TABLES)
    assert [step.total for step in pinned.steps] == [15]
