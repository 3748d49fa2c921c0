"""What follows from a score, as the answer of `intake score` gives it under the reserved keys of the contract."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from scoring import Reason, all_rulesets, read_profile, score
from scoring.export.onward import as_json_onward

TODAY = date(2026, 11, 22)
ENGINEER = {
    "category": "b",
    "birth_date": "1994-05-01",
    "salary_yen": 6_500_000,
    "degrees": ["master"],
    "experience_years": 5,
    "japanese": "n2",
    "international_services": False,
}


def answer(facts: dict[str, Any], day: date = TODAY) -> dict[str, Any]:
    profile = read_profile(facts, as_of=day)

    def say(reason: Reason) -> str:
        return f"<{reason.key}>"

    given = as_json_onward(profile, score(profile), say)
    assert json.loads(json.dumps(given, allow_nan=False)) == given, "plain JSON values"
    return given


def test_the_reserved_keys_are_those_of_the_contract() -> None:
    given = answer(ENGINEER)
    assert list(given) == [
        "follows_for",
        "what_if",
        "timeline",
        "permanent_residence",
        "hsp2",
        "family",
        "papers",
        "goals",
        "firm",
        "manager_criteria",
        "keeping",
    ]
    assert given["follows_for"] == "b"
    for way in given["what_if"]:
        assert {"changes", "total", "mark"} <= set(way)
        assert all(set(change) == {"field", "to"} for change in way["changes"])
    assert all({"from", "total", "range", "causes"} <= set(step) for step in given["timeline"])
    assert {"route", "earliest", "gates"} <= set(given["permanent_residence"])
    assert set(given["papers"]) == {"per_item", "smallest"}


def test_years_of_work_go_on_in_the_timeline_and_end_where_spells_end() -> None:
    def causes(facts: dict[str, Any]) -> set[str]:
        return {cause["id"] for step in answer(facts)["timeline"] for cause in step["causes"]}

    spells = {**ENGINEER, "work_periods": [{"from": "2021-11-22", "to": "2026-11-21"}]}
    del spells["experience_years"]
    ahead = [s for s in answer(ENGINEER)["timeline"] if s["from"] > "2026-11-22"]
    assert [(s["from"], s["total"]) for s in ahead if s["causes"][0]["id"] == "career"][:1] == [("2028-11-22", 75)]
    assert "career" in causes(ENGINEER)
    later = [s["causes"] for s in answer(spells)["timeline"] if s["from"] > "2026-11-22"]
    assert "career" not in {cause["id"] for step in later for cause in step}


def test_both_marks_are_answered_and_a_reached_one_has_no_ways() -> None:
    marks = {way["mark"] for way in answer(ENGINEER)["what_if"]}
    assert marks == {80}, "70 is reached"
    assert {way["mark"] for way in answer({**ENGINEER, "degrees": []})["what_if"]} == {70, 80}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"degrees": ["doctorate"], "papers": 3, "patents": 1}, "a"),
        ({"position": "representative", "salary_yen": 30_000_000, "experience_years": {"c": 10}}, "c"),
    ],
)
def test_without_a_category_the_most_promising_one_is_followed(facts: dict[str, Any], expected: str) -> None:
    profile = read_profile(facts, as_of=TODAY)
    assert score(profile).most_promising.category.value == expected
    assert answer(facts)["follows_for"] == expected


@pytest.mark.parametrize("day", [r.effective_from for r in all_rulesets()], ids=str)
@pytest.mark.parametrize("facts", [{}, ENGINEER, {"birth_date": "2013-12-24"}], ids=["nobody", "engineer", "newborn"])
def test_every_day_with_a_table_is_answered(facts: dict[str, Any], day: date) -> None:
    given = answer(facts, day)
    assert given["timeline"][0]["from"] <= day.isoformat()
