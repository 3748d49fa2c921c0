"""The criteria for managers since 2025-10-16 (rulebook 7 and 14-9): what each asks, whom they bind, until when not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scoring import Category, Confidence, read_profile, score
from scoring.book import rule_on, sources
from scoring.export.manager import as_json_manager
from scoring.stay.manager import TOLD, ManagerConditions, manager_conditions
from tests.scoring.people import TODAY

BEGIN = date(2025, 10, 16)
IDS = [*TOLD[:3], "degree_or_years", *TOLD[3:]]


def conditions(day: date = TODAY, **facts: Any) -> ManagerConditions:
    return manager_conditions(read_profile({"category": "c", **facts}), as_of=day)


def met(**facts: Any) -> dict[str, bool | None]:
    return {gate.id: gate.met for gate in conditions(**facts).gates}


def test_nothing_told_leaves_every_one_of_them_open() -> None:
    assert met() == dict.fromkeys(IDS)
    assert met(**dict.fromkeys(TOLD, True))["degree_or_years"] is None


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("value", [True, False])
def test_each_is_met_by_its_own_fact_alone(name: str, value: bool) -> None:
    assert met(**{name: value}) == {**dict.fromkeys(IDS), name: value}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"degrees": ["master"], "experience_years": 0}, True),
        ({"degrees": ["mba_mot"]}, True),
        ({"degrees": ["bachelor"], "experience_years": 3}, True),
        ({"degrees": ["bachelor"], "experience_years": 2.9}, False),
        ({"degrees": [], "experience_years": 0}, False),
        ({"degrees": ["bachelor"]}, None),
        ({"experience_years": 2}, None),
        # Years of other work are none of management.
        ({"degrees": [], "experience_years": {"b": 10, "c": 1}}, False),
        ({"degrees": [], "experience_years": {"b": 10}}, None),
    ],
)
def test_a_graduate_degree_or_three_years_of_management(facts: dict[str, Any], expected: bool | None) -> None:
    assert met(**facts)["degree_or_years"] is expected


@pytest.mark.parametrize(
    ("day", "status", "since", "bound", "until", "perhaps"),
    [
        (date(2025, 10, 15), "abroad", None, False, None, False),
        (BEGIN, "abroad", None, True, None, False),
        (TODAY, "hsp1c", "2025-10-15", False, date(2028, 10, 16), False),
        (TODAY, "hsp1c", "2025-10-16", True, None, False),
        # Since when is not known: they may have it from before.
        (TODAY, "hsp1c", None, False, date(2028, 10, 16), False),
        (date(2028, 10, 16), "hsp1c", "2024-01-01", False, date(2028, 10, 16), False),
        (date(2028, 10, 17), "hsp1c", "2024-01-01", True, None, False),
        # Of another kind of HSP the work was another one.
        (TODAY, "hsp1b", "2024-01-01", True, None, False),
        (TODAY, "work", None, True, None, True),
        (date(2028, 10, 17), "work", None, True, None, False),
        (TODAY, None, None, True, None, True),
        (TODAY, "permanent", None, False, None, False),
    ],
)
def test_whom_they_bind_and_until_when_not(
    day: date, status: str | None, since: str | None, bound: bool, until: date | None, perhaps: bool
) -> None:
    found = conditions(day, status=status, status_since=since)
    assert (bool(found.gates), found.holders_until, found.perhaps_held) == (bound, until, perhaps)


def test_they_are_dated_and_cited_and_staff_confirm_each() -> None:
    found = conditions()
    assert found.criteria.since == BEGIN
    assert found.criteria.capital_yen == 30_000_000
    assert {(gate.confidence, gate.citation) for gate in found.gates} == {
        (Confidence.STAFF_CONFIRMS, "基準省令（経営・管理）2025年10月16日施行")
    }
    rule = rule_on("categories.manager_criteria", TODAY)
    assert rule is not None
    assert rule.source
    assert set(rule.source) <= set(sources())


def test_they_change_no_points_and_no_verdict() -> None:
    facts: dict[str, Any] = {"category": "c", "salary_yen": 20_000_000, "degrees": ["master"], "japanese": "n1"}
    plain = score(read_profile(facts), as_of=TODAY).of(Category.C)
    for value in (True, False):
        told = score(read_profile({**facts, **dict.fromkeys(TOLD, value)}), as_of=TODAY).of(Category.C)
        assert told == plain


def test_as_json_they_are_of_managers_alone() -> None:
    found = conditions(capital_30m_yen=False)
    told = as_json_manager(found, Category.C, lambda reason: reason.key)
    assert told is not None
    assert told["since"] == "2025-10-16"
    assert [gate["met"] for gate in told["gates"]] == [False, *[None] * 5]
    assert {gate["confidence"] for gate in told["gates"]} == {"staff_confirms"}
    assert as_json_manager(found, Category.B, lambda reason: reason.key) is None
