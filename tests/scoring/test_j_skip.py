"""J-Skip against brute force, for people of every category."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Verdict, j_skip_facts
from tests.scoring import reference
from tests.scoring.people import NOTHING, UNKNOWN, days, full, known_facts, read, scored, table
from tests.scoring.properties import FEWER, Facts, where_it_fails

_LEVELS: tuple[list[str] | None, ...] = (None, [], ["bachelor"], ["bachelor", "master"])
_LIMITS = {"a": (20_000_000, 10), "b": (20_000_000, 10), "c": (40_000_000, 5)}
_COMPLETE = {"salary_yen": (0, 20_000_000, 40_000_000), "degrees": ([], ["master"]), "experience_years": (0, 5, 10)}


def _j_skip_completions(category: str, facts: Mapping[str, Any], day: date) -> dict[tuple[Any, ...], bool]:
    choices = [_COMPLETE[n] if facts[n] is None else (facts[n],) for n in _COMPLETE]
    return {
        tuple(map(str, values)): reference.j_skip(category, {**facts, **dict(zip(_COMPLETE, values, strict=True))}, day)
        for values in product(*choices)
    }


@pytest.mark.parametrize("services", [None, False, True])
@pytest.mark.parametrize("category", ["a", "b", "c"])
@pytest.mark.parametrize("day", [date(2023, 4, 20), date(2023, 4, 21)])
def test_j_skip_is_what_trying_all_completions_says(category: str, day: date, services: bool | None) -> None:
    pay_limit, years_limit = _LIMITS[category]
    pays, spans = (None, pay_limit - 1, pay_limit), (None, years_limit - 0.01, years_limit)
    for pay, degrees, years in product(pays, _LEVELS, spans):
        facts = NOTHING | {
            "salary_yen": pay,
            "degrees": degrees,
            "experience_years": years,
            "international_services": services,
        }
        met = _j_skip_completions(category, facts, day)
        truth = next(iter(set(met.values()))) if len(set(met.values())) == 1 else None
        assert scored(facts, category, day).j_skip.met is truth, where_it_fails(category, day, "J-Skip")

        deciding = set()
        for i, name in enumerate(_COMPLETE):
            rests: dict[tuple[Any, ...], set[bool]] = {}
            for values, outcome in met.items():
                rests.setdefault(values[:i] + values[i + 1 :], set()).add(outcome)
            if any(len(outcomes) > 1 for outcomes in rests.values()):
                deciding.add(name)
        assert set(j_skip_facts(read(facts, day), table(category, day))) == deciding


def test_j_skip_facts_come_in_the_order_they_are_asked() -> None:
    assert j_skip_facts(read(UNKNOWN), table("a")) == ("salary_yen", "degrees", "experience_years")
    assert j_skip_facts(read(UNKNOWN), table("c")) == ("salary_yen", "experience_years")


@FEWER
@given(known_facts, st.sampled_from([None, 20_000_000, 40_000_000]), days)
def test_j_skip_of_a_person_is_that_of_the_categories(facts: Facts, pay: int | None, day: date) -> None:
    result = full(facts | {"salary_yen": pay}, day)
    met = [entry.j_skip.met for entry in result.categories]
    assert result.j_skip.met is (True if True in met else None if None in met else False)
    assert result.j_skip in [entry.j_skip for entry in result.categories]


def test_j_skip_reads_the_years_of_its_own_category() -> None:
    facts = NOTHING | {"salary_yen": 40_000_000, "experience_years": {"a": 10, "c": 5}}
    assert [scored(facts, c).j_skip.met for c in "abc"] == [True, None, True]
    facts = NOTHING | {"salary_yen": 40_000_000, "experience_years": {"a": 9, "b": 10, "c": 4}}
    assert [scored(facts, c).j_skip.met for c in "abc"] == [False, True, False]


def test_j_skip_does_not_touch_the_verdict() -> None:
    facts = NOTHING | {"salary_yen": 20_000_000, "degrees": ["master"]}
    entry = scored(facts, "a")
    assert entry.j_skip.met is True
    assert (entry.total, entry.verdict) == (60, Verdict.SHORT)
