"""Which goal is best, and how firm an answer is: readable cases (`tests/cases/goals`), and what holds of everybody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import read_profile, score
from scoring.calendar import months_later
from scoring.export.goals import as_json_firm, as_json_goals
from scoring.profile import Category, Profile
from scoring.stay.firm import firm
from scoring.stay.goals import GoalState, goals
from scoring.stay.residence_rules import residence_rules
from scoring.stay.statuses import StatusCode
from tests.properties import examples
from tests.scoring.people import NOTHING, TODAY, in_json, partly_known

FOLDER = Path(__file__).parents[1] / "cases" / "goals"
DAY = date(2026, 11, 26)
ONE_DAY = timedelta(days=1)


def _cases(name: str) -> Iterator[Any]:
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for case in data["case"]:
        assert set(case) <= {"name", "source", "based_on", "goal", "category", "profile", "conditions", "expect"}
        assert case["source"]
        assert case["expect"]
        case["profile"] = data["person"][case["based_on"]] | case["profile"]
        yield pytest.param(case, id=f"{name}: {case['name']}")


def _person(facts: Mapping[str, Any]) -> Profile:
    nothing = {**NOTHING, "age": None}
    return read_profile(nothing | {name: in_json(value) for name, value in facts.items()}, as_of=DAY)


@pytest.mark.parametrize("case", list(_cases("goals")))
def test_goals(case: dict[str, Any]) -> None:
    answer = as_json_goals(goals(_person(case["profile"]), Category.B, as_of=DAY), lambda reason: reason.key)
    expect = dict(case["expect"])
    options = {option["id"]: _named(option) for option in answer["options"]}
    for goal, wanted in expect.pop("options", {}).items():
        # A state may be called unknown.
        told = {key: value if key == "state" else in_json(value) for key, value in wanted.items()}
        assert {key: options[goal][key] for key in told} == told
    answer["closed"] = [[gate["id"], gate["closes"]] for gate in answer["closed"]]
    assert {key: answer[key] for key in expect} == in_json(expect)


def _named(option: dict[str, Any]) -> dict[str, Any]:
    """An option with ids in place of what is told."""
    ids = {key: [each["id"] for each in option[key]] for key in ("closed", "gives", "ends")}
    return option | ids | {"starts": [start["field"] for start in option["starts"]]}


@pytest.mark.parametrize("case", list(_cases("firm")))
def test_firm(case: dict[str, Any]) -> None:
    conditions = {c.id: True for c in residence_rules(DAY).conditions} if case.get("conditions") else {}
    category = Category(case.get("category", "b"))
    found = firm(_person(case["profile"]), case["goal"], category, as_of=DAY, conditions=conditions)
    answer = as_json_firm(found, lambda reason: reason.key)
    answer["depends"] = [_told(each) for each in answer["depends"]]
    assert {key: answer[key] for key in case["expect"]} == in_json(case["expect"])


def _told(each: Mapping[str, Any]) -> str:
    words = [*each["names"], *each["causes"], each["day"], each["total"]]
    return f"{each['on']}: " + " ".join(str(word) for word in words if word is not None)


# --- what holds of everybody ----------------------------------------------------------------------------------------

statuses = st.sampled_from([None, *StatusCode])
births = st.sampled_from([date(1996, 2, 29), date(1991, 11, 22), date(1987, 1, 10), date(1970, 1, 1), None])


@st.composite
def people(draw: st.DrawFn) -> tuple[Profile, Category]:
    category, facts = draw(partly_known())
    birth = draw(births)
    since = draw(st.sampled_from([None, "2019-04-01", "2024-04-01", "2026-04-01"]))
    facts |= {"status": draw(statuses), "status_since": since, "in_japan_since": since, "category": category}
    if birth is not None:
        facts |= {"age": None, "birth_date": birth.isoformat()}
    facts |= draw(st.sampled_from([{}, {"earlier": {}}, {"since": {}}, {"since": {"salary_yen": "2025-01-01"}}]))
    return read_profile(facts, as_of=TODAY), Category(category)


@examples(60)
@given(people())
def test_what_is_said_of_goals_holds_together(person: tuple[Profile, Category]) -> None:
    profile, category = person
    found = goals(profile, category, as_of=TODAY)
    for option in found.options:
        assert (option.state is GoalState.OPEN) <= (option.earliest == TODAY)
        assert (option.state is GoalState.FROM) <= (option.earliest is not None and option.earliest > TODAY)
        assert (option.state is GoalState.CLOSED) <= (option.earliest is None)
        assert bool(option.closed) <= (option.state is GoalState.CLOSED)
    named = [gate.gate.id for gate in found.closed]
    assert len(named) == len(set(named)), "each gate is stated once"
    if found.best is not None:
        assert found.best is found.options[0]
        days = [o.earliest for o in found.options if o.earliest is not None]
        assert found.best.state is GoalState.HELD or found.best.earliest == min(days)


@examples(60)
@given(people())
def test_what_is_sure_stays_so_until_the_decision(person: tuple[Profile, Category]) -> None:
    """On no day until then, whatever is still unknown, the mark is reached otherwise than today."""
    profile, category = person
    if profile.age is not None or profile.status in ("student", "dependent", "abroad"):
        return
    found = firm(profile, "hsp", category, as_of=TODAY)
    if not found.sure or found.mark is None:
        return
    day = TODAY
    while day <= months_later(TODAY, 3):
        entry = score(profile.with_facts(earlier=None, since=None), as_of=day).of(category)
        reached = entry.greatest >= found.mark if not found.met else entry.least >= found.mark
        blocked = any(gate.met is False for gate in entry.gates[1:])
        assert (reached and not blocked) is found.met or entry.j_skip.met is found.met
        day += 7 * ONE_DAY
