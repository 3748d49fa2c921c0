"""What holds for everybody: the engine against brute force by a second reading of the rulebook, and the law's shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Category,
    Status,
    Verdict,
    age_band,
    deciding_facts,
    open_facts,
    read_profile,
    score,
    weights,
)
from scoring.ruleset import ROW_KINDS
from tests.properties import examples
from tests.scoring import reference
from tests.scoring.people import (
    NOTHING,
    TODAY,
    UNKNOWN,
    categories,
    days,
    full,
    known_facts,
    partly_known,
    read,
    scored,
    table,
)
from tests.scoring.properties import FEWER, Facts, where_it_fails
from tests.scoring.reference import FIELDS, GRADUATE, BruteForce


def _fields(names: set[str]) -> set[str]:
    return {"birth_date" if name == "age" else name for name in names}


def _same_rows(found: Mapping[str, int], wanted: Mapping[str, int], category: str, day: date) -> None:
    """The same points in every row, or the rows that differ by name."""
    for row in {**found, **wanted}:
        assert found.get(row) == wanted.get(row), f"{where_it_fails(category, day, row)}: not what the rulebook says"


# --- The engine against every completion, one by one ------------------------------------------------------------------


@given(partly_known(), days)
def test_everything_said_about_a_category_is_what_trying_all_completions_says(
    person: tuple[str, Facts], day: date
) -> None:
    category, facts = person
    truth = BruteForce(category, facts, day)
    entry = scored(facts, category, day)

    where = where_it_fails(category, day)
    _same_rows({item.id: item.points for item in entry.items}, reference.items(category, facts, day), category, day)
    assert (entry.least, entry.greatest) == truth.range, where
    assert entry.total == sum(item.points for item in entry.items), where
    assert entry.short_by == max(0, 70 - entry.total), where
    assert {gate.id: gate.met for gate in entry.gates} == {
        name: truth.gate(name) for name in ("pass_mark", *truth.cases[0].gates)
    }, where
    assert entry.verdict == truth.verdict, where
    for item in entry.items:
        reached, where = truth.reached(item.id), where_it_fails(category, day, item.id)
        assert item.most == max(reached), where
        assert (item.status is Status.UNKNOWN) == (len(reached) > 1), where
        if item.status is not Status.UNKNOWN:
            out = item.id in reference.excluded(category, facts, day)
            assert item.status == ("scored" if item.points else "excluded" if out else "none"), where
            assert reached == {item.points}, where


@given(partly_known(), days)
def test_deciding_and_open_facts_are_what_trying_all_completions_says(person: tuple[str, Facts], day: date) -> None:
    category, facts = person
    truth = BruteForce(category, facts, day)
    profile, rules = read(facts, day, category), table(category, day)

    where = where_it_fails(category, day)
    assert set(deciding_facts(profile, day, rules)) == _fields(truth.deciding(70)), where
    assert set(deciding_facts(profile, day, rules, (80,))) == _fields(truth.deciding(80)), where
    assert set(deciding_facts(profile, day, rules, (70, 80))) == _fields(truth.deciding(70, 80)), where
    assert set(open_facts(profile, day, rules)) == _fields(truth.open()), where
    assert scored(facts, category, day).decided_by == deciding_facts(profile, day, rules), where


@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_deciding_facts_near_every_mark(category: str) -> None:
    """One crowded person, every mark: also marks that nobody misses, and marks that nobody reaches."""
    known = NOTHING | {"degrees": ["master"], "age": 31, "salary_yen": 5_000_000, "experience_years": 5}
    unknown = ["salary_yen", "employer_sme", "japanese_degree", "japanese"]
    facts = known | {"employer_innovation_support": True} | dict.fromkeys(unknown)
    truth = BruteForce(category, facts, TODAY)
    for mark in range(0, 145):
        found = deciding_facts(read(facts), TODAY, table(category), (mark,))
        assert set(found) == _fields(truth.deciding(mark)), f"{where_it_fails(category, TODAY)}, mark {mark}"


def test_a_fact_decides_nothing_where_its_least_is_enough() -> None:
    facts = NOTHING | {"salary_yen": 10_000_000, "age": None}
    found = {mark: deciding_facts(read(facts), TODAY, table("a"), (mark,)) for mark in (35, 40, 41, 55, 56)}
    assert found == {35: (), 40: (), 41: ("birth_date",), 55: ("birth_date",), 56: ()}


@pytest.mark.parametrize(
    ("category", "pay"),
    [("b", 2_999_999), ("b", 3_000_000), ("b", 3_999_999), ("c", 2_999_999), ("c", 3_000_000), ("c", 9_999_999)],
)
def test_pay_between_the_floor_and_the_first_step_leaves_the_rest_to_decide(category: str, pay: int) -> None:
    facts = NOTHING | {"degrees": ["mba_mot"], "japanese": "n1", "japanese_degree": True, "growth_field": True}
    facts |= {"salary_yen": pay, "experience_years": None, "licences": None, "position": None}
    truth = BruteForce(category, facts, TODAY)
    found = deciding_facts(read(facts), TODAY, table(category))
    assert set(found) == _fields(truth.deciding(70))
    assert bool(found) == (pay >= 3_000_000)


def test_facts_of_a_person_with_a_birth_date_are_those_of_the_day() -> None:
    born = {name: value for name, value in NOTHING.items() if name != "age"}
    born |= {"birth_date": "1996-11-23", "salary_yen": None, "degrees": ["doctorate"], "japanese": "n1"}
    born |= {"foreign_qualification": None}
    profile = read_profile(born, as_of=TODAY)
    # At 29, 30 + 15 + 15 and 10 for 4 million reach 70; at 30 it takes 5 million, at 50 8 million.
    for day, age in ((TODAY, 29), (date(2026, 11, 23), 30), (date(2046, 11, 23), 50)):
        facts = NOTHING | {**born, "age": age}
        truth = BruteForce("a", {name: facts[name] for name in FIELDS}, day)
        assert set(deciding_facts(profile, day, table("a"))) == truth.deciding(70)
        assert set(open_facts(profile, day, table("a"))) == truth.open() == {"salary_yen", "foreign_qualification"}
    few = read_profile(born | {"salary_yen": 4_000_000, "foreign_qualification": None}, as_of=TODAY)
    assert deciding_facts(few, TODAY, table("a")) == ()
    assert deciding_facts(few, date(2026, 11, 23), table("a")) == ()
    assert deciding_facts(few, TODAY, table("a"), (75,)) == ("foreign_qualification",)
    assert deciding_facts(few, date(2026, 11, 23), table("a"), (75,)) == ()


def test_facts_come_in_the_order_of_the_table() -> None:
    order = ["birth_date" if name == "age" else name for name in FIELDS]
    everything: set[str] = set()
    for category in "abc":
        profile = read(UNKNOWN, category=category)
        for found in (
            open_facts(profile, TODAY, table(category)),
            deciding_facts(profile, TODAY, table(category)),
            scored(UNKNOWN, category).decided_by,
        ):
            assert list(found) == sorted(found, key=order.index)
            everything |= set(found)
        assert list(weights(table(category))) == list(open_facts(profile, TODAY, table(category)))
    assert everything == set(order)


def test_a_group_with_a_shut_gate_still_has_open_lines() -> None:
    """Pay below the floor blocks (b); the age line still stands open, though it decides nothing any more."""
    facts = NOTHING | {"salary_yen": 2_999_999, "age": None}
    profile = read(facts)
    assert open_facts(profile, TODAY, table("b")) == ("birth_date",)
    assert deciding_facts(profile, TODAY, table("b")) == ()
    assert open_facts(profile, TODAY, table("a")) == ("birth_date",)


def test_weights_are_the_most_a_fact_can_move() -> None:
    assert weights(table("a")) == {
        "degrees": 35,
        "degrees_in_different_fields": 5,
        "experience_years": 15,
        "salary_yen": 40,
        "birth_date": 40,
        "patents": 20,
        "foreign_grants": 20,
        "papers": 20,
        "other_research_recognised": 20,
        "employer_innovation_support": 20,
        "employer_sme": 15,
        "employer_rd_ratio": 5,
        "employer_local_support": 10,
        "foreign_qualification": 5,
        "japanese_degree": 10,
        "japanese": 15,
        "designated_training": 5,
        "designated_training_at_japanese_university": 5,
        "growth_field": 10,
        "designated_university": 10,
    }
    in_b = weights(table("b"))
    assert in_b["international_services"] == 70
    assert in_b["salary_yen"] == 70 + 40
    assert in_b["birth_date"] == 40
    assert weights(table("c"))["salary_yen"] == 70 + 50
    assert "birth_date" not in weights(table("c"))


def test_ages_of_one_band_score_alike() -> None:
    for category in "ab":
        bands = [age_band(table(category), age) for age in (0, 29, 30, 34, 35, 39, 40, 99)]
        assert bands == [0, 0, 1, 1, 2, 2, 3, 3]
    assert {age_band(table("c"), age) for age in (0, 30, 99)} == {0}


# --- Sums and steps ---------------------------------------------------------------------------------------------------


@FEWER
@given(known_facts, days)
def test_a_known_person_has_one_total_and_no_doubt(facts: Facts, day: date) -> None:
    for entry in full(facts, day).categories:
        where = where_it_fails(entry.category, day)
        assert entry.least == entry.total == entry.greatest == sum(item.points for item in entry.items), where
        for item in entry.items:
            assert item.status is not Status.UNKNOWN, where_it_fails(entry.category, day, item.id)
            assert item.most == item.points, where_it_fails(entry.category, day, item.id)
        assert entry.verdict is not Verdict.UNDECIDED, where
        assert entry.decided_by == (), where
        assert entry.short_by == max(0, 70 - entry.total), where
        there = {item.id for item in entry.items}
        assert [item.id for item in entry.items] == [row for row in ROW_KINDS if row in there], where


_MORE: dict[str, list[tuple[Any, Any]]] = {
    "salary_yen": [(n * 1_000_000 - 1, n * 1_000_000) for n in (3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30)],
    "experience_years": [(n - 1 / 12, n) for n in (3, 5, 7, 10)],
    "patents": [(0, 1), (1, 2)],
    "foreign_grants": [(2, 3), (3, 9)],
    "papers": [(2, 3), (3, 9)],
    "licences": [(0, 1), (1, 2), (2, 3)],
    "position": [("none", "director"), ("director", "representative")],
    "employer_rd_ratio": [(0.03, 0.031), (0.031, 2)],
    "japanese": [("none", "n2"), ("n2", "n1"), ("n2", "japanese_major_abroad"), ("none", "n1")],
}
# Gaining these may take points of another row, as the law says.
_EXCLUDING = {"japanese_degree": {"n2", "jica"}, "designated_training_at_japanese_university": {"jica"}}
_RISING = [
    (name, less, more)
    for name in FIELDS
    if name not in ("age", "degrees", "international_services")
    for less, more in _MORE.get(name, [(False, True)])
]


@FEWER
@given(known_facts, categories, days, st.data())
def test_one_more_merit_never_lowers_a_total_but_by_the_stated_exclusions(
    facts: Facts, category: str, day: date, data: st.DataObject
) -> None:
    for name, less, more in data.draw(st.lists(st.sampled_from(_RISING), min_size=4, max_size=4)):
        before = scored(facts | {name: less}, category, day)
        after = scored(facts | {name: more}, category, day)
        for row in before.items:
            # N1 takes the place of N2 and is worth more.
            may_fall = _EXCLUDING.get(name, {"n2"} if name == "japanese" else set())
            assert after.item(row.id).points >= row.points or row.id in may_fall, where_it_fails(category, day, row.id)
        if name not in _EXCLUDING:
            assert after.total >= before.total, where_it_fails(category, day)
        elif name == "japanese_degree":
            # Gains 10, may lose N2 (10) and JICA (5).
            assert after.total >= before.total - 5, where_it_fails(category, day)


@FEWER
@given(known_facts, categories, days, st.sampled_from(["bachelor", *sorted(GRADUATE)]))
def test_one_more_degree_never_lowers_a_line(facts: Facts, category: str, day: date, level: str) -> None:
    before = scored(facts, category, day)
    after = scored(facts | {"degrees": [*facts["degrees"], level]}, category, day)
    for row in before.items:
        assert after.item(row.id).points >= row.points, where_it_fails(category, day, row.id)


@FEWER
@given(known_facts, categories, days, st.integers(0, 60), st.integers(0, 60))
def test_age_never_raises_a_total(facts: Facts, category: str, day: date, age: int, years: int) -> None:
    younger = scored(facts | {"age": age}, category, day)
    older = scored(facts | {"age": age + years}, category, day)
    assert older.total <= younger.total, where_it_fails(category, day, "age")
    if category == "c":
        assert older.total == younger.total, where_it_fails(category, day)


@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_exclusions_hold_for_all_subsets(category: str) -> None:
    levels = ("none", "n2", "n1", "japanese_major_abroad")
    for degree, level, trained, there in product((False, True), levels, (False, True), (False, True)):
        facts = NOTHING | {
            "japanese_degree": degree,
            "japanese": level,
            "designated_training": trained,
            "designated_training_at_japanese_university": there,
        }
        entry = scored(facts, category)
        points = {row: entry.item(row).points for row in ("jp_degree", "n1", "n2", "jica")}
        strong = level in ("n1", "japanese_major_abroad")
        wanted = {
            "jp_degree": 10 if degree else 0,
            "n1": 15 if strong else 0,
            "n2": 10 if level == "n2" and not degree else 0,
            "jica": 5 if trained and not (degree and there) else 0,
        }
        _same_rows(points, wanted, category, TODAY)
        assert (entry.item("n2").status is Status.EXCLUDED) == (level == "n2" and degree)
        assert (entry.item("jica").status is Status.EXCLUDED) == (trained and degree and there)
        assert entry.total == sum(points.values())


@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_an_sme_alone_earns_nothing(category: str) -> None:
    for support, small, ratio in product((False, True), (False, True), (0, 0.03, 0.04)):
        facts = NOTHING | {
            "employer_innovation_support": support,
            "employer_sme": small,
            "employer_rd_ratio": ratio,
        }
        expected = 10 * support + 10 * (support and small) + 5 * (small and ratio > 0.03)
        assert scored(facts, category).total == expected


def test_points_missing_to_the_mark() -> None:
    assert scored(NOTHING, "a").short_by == 70
    assert scored(NOTHING | {"degrees": ["doctorate"], "age": 25, "japanese": "n1"}, "a").short_by == 10
    assert scored(NOTHING | {"degrees": ["doctorate"], "salary_yen": 10_000_000}, "a").short_by == 0
    assert scored(NOTHING | {"degrees": ["doctorate"], "salary_yen": 10_000_000, "age": 29}, "a").short_by == 0


@examples(25)
@given(partly_known(), days)
def test_scoring_one_category_is_scoring_all_and_looking_at_one(person: tuple[str, Facts], day: date) -> None:
    category, facts = person
    assert scored(facts, category, day) == full(facts, day).of(Category(category))


def test_reading_a_score_by_name() -> None:
    result = score(read(NOTHING, category="b"))
    assert result.of(Category.B).item("salary").points == 0
    with pytest.raises(KeyError):
        result.of(Category.C)
    with pytest.raises(KeyError):
        result.of(Category.B).item("position")
