"""What holds for everybody: the engine against brute force by a second reading of the rulebook, and the law's shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Category,
    Cause,
    Profile,
    Status,
    Verdict,
    age_band,
    deciding_facts,
    engine,
    explain_difference,
    groups,
    j_skip_facts,
    open_facts,
    read_profile,
    ruleset_for,
    score,
    weights,
)
from scoring.groups import rows_reading
from scoring.ruleset import ROW_KINDS
from tests.properties import examples
from tests.scoring import reference
from tests.scoring.people import (
    EDGE_DAYS,
    FIRST_DAYS,
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
from tests.scoring.reference import FIELDS, GRADUATE, BruteForce
from tests.scoring.tables import UP_TO_2023

Facts = dict[str, Any]
FEWER = examples(40)


def _fields(names: set[str]) -> set[str]:
    return {"birth_date" if name == "age" else name for name in names}


def _of(category: str, day: date, row: str = "") -> str:
    """Where something does not hold, in the words of the law: the category, the day, the row."""
    return f"({category}) on {day}" + (f", row {row}" if row else "")


def _same_rows(found: Mapping[str, int], wanted: Mapping[str, int], category: str, day: date) -> None:
    """The same points in every row, or the rows that differ by name."""
    for row in {**found, **wanted}:
        assert found.get(row) == wanted.get(row), f"{_of(category, day, row)}: not what the rulebook says"


# --- The engine against every completion, one by one ---


@given(partly_known(), days)
def test_everything_said_about_a_category_is_what_trying_all_completions_says(
    person: tuple[str, Facts], day: date
) -> None:
    category, facts = person
    truth = BruteForce(category, facts, day)
    entry = scored(facts, category, day)

    where = _of(category, day)
    _same_rows({item.id: item.points for item in entry.items}, reference.items(category, facts, day), category, day)
    assert (entry.least, entry.greatest) == truth.range, where
    assert entry.total == sum(item.points for item in entry.items), where
    assert entry.short_by == max(0, 70 - entry.total), where
    assert {gate.id: gate.met for gate in entry.gates} == {
        name: truth.gate(name) for name in ("pass_mark", *truth.cases[0].gates)
    }, where
    assert entry.verdict == truth.verdict, where
    for item in entry.items:
        reached, where = truth.reached(item.id), _of(category, day, item.id)
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

    where = _of(category, day)
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
        assert set(found) == _fields(truth.deciding(mark)), f"{_of(category, TODAY)}, mark {mark}"


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


# --- Sums and steps ---


@FEWER
@given(known_facts, days)
def test_a_known_person_has_one_total_and_no_doubt(facts: Facts, day: date) -> None:
    for entry in full(facts, day).categories:
        where = _of(entry.category, day)
        assert entry.least == entry.total == entry.greatest == sum(item.points for item in entry.items), where
        for item in entry.items:
            assert item.status is not Status.UNKNOWN, _of(entry.category, day, item.id)
            assert item.most == item.points, _of(entry.category, day, item.id)
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
            assert after.item(row.id).points >= row.points or row.id in may_fall, _of(category, day, row.id)
        if name not in _EXCLUDING:
            assert after.total >= before.total, _of(category, day)
        elif name == "japanese_degree":
            # Gains 10, may lose N2 (10) and JICA (5).
            assert after.total >= before.total - 5, _of(category, day)


@FEWER
@given(known_facts, categories, days, st.sampled_from(["bachelor", *sorted(GRADUATE)]))
def test_one_more_degree_never_lowers_a_line(facts: Facts, category: str, day: date, level: str) -> None:
    before = scored(facts, category, day)
    after = scored(facts | {"degrees": [*facts["degrees"], level]}, category, day)
    for row in before.items:
        assert after.item(row.id).points >= row.points, _of(category, day, row.id)


@FEWER
@given(known_facts, categories, days, st.integers(0, 60), st.integers(0, 60))
def test_age_never_raises_a_total(facts: Facts, category: str, day: date, age: int, years: int) -> None:
    younger = scored(facts | {"age": age}, category, day)
    older = scored(facts | {"age": age + years}, category, day)
    assert older.total <= younger.total, _of(category, day, "age")
    if category == "c":
        assert older.total == younger.total, _of(category, day)


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


# --- J-Skip ---

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
        assert scored(facts, category, day).j_skip.met is truth, _of(category, day, "J-Skip")

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


# --- From one run to the next ---


@examples(70)
@given(categories, partly_known(), partly_known(), st.lists(days, min_size=2, max_size=2), st.booleans())
def test_a_difference_adds_up_in_the_order_law_time_answers(
    category: str, one: tuple[str, Facts], other: tuple[str, Facts], when: list[date], forward: bool
) -> None:
    first, second = sorted(when) if forward else sorted(when, reverse=True)
    old = read(_born(one[1]), first)
    new = read(_born(other[1]), second)
    there = (old, first, ruleset_for(first))
    here = (new, second, ruleset_for(second))
    difference = explain_difference(Category(category), there, here)
    before = score(old).of(Category(category))
    after = score(new).of(Category(category))

    assert difference.category == category
    assert (difference.before, difference.after) == (before.total, after.total)
    assert difference.before + sum(move.after - move.before for move in difference.moves) == difference.after
    change = {item.id: -item.points for item in before.items}
    for item in after.items:
        change[item.id] = change.get(item.id, 0) + item.points
    moved: dict[str, int] = {}
    for move in difference.moves:
        assert move.before != move.after
        moved[move.row] = moved.get(move.row, 0) + move.after - move.before
    for row in {**moved, **change}:
        assert moved.get(row, 0) == change.get(row, 0), f"{_of(category, first, row)}, and on {second}"
    place = [(list(Cause).index(move.cause), list(ROW_KINDS).index(move.row)) for move in difference.moves]
    assert place == sorted(set(place))
    assert difference.moves == tuple(_moves_by_reference(category, one[1], other[1], first, second))


def _born(facts: Facts) -> Facts:
    """With a birth date in place of an age, so that time passes; on 1 January, so that days in a year do not matter."""
    age = facts["age"]
    born = None if age is None else f"{2020 - age}-01-01"
    return {name: value for name, value in facts.items() if name != "age"} | {"birth_date": born}


def _moves_by_reference(category: str, old: Facts, new: Facts, first: date, second: date) -> list[Any]:
    """The four stages by the second reading: the day of a table is its first day."""

    def at(facts: Facts, day: date, law: date) -> dict[str, int]:
        age = None if facts["age"] is None else day.year - (2020 - facts["age"])
        return reference.items(category, facts | {"age": age}, law)

    stages = [at(old, first, first), at(old, first, second), at(old, second, second), at(new, second, second)]
    moves = []
    for cause, was, now in zip(Cause, stages, stages[1:], strict=False):
        for row in ROW_KINDS:
            if was.get(row, 0) != now.get(row, 0):
                moves.append((row, cause, was.get(row, 0), now.get(row, 0)))
    return [_Same(*move) for move in moves]


class _Same:
    """Equal to a move of these values."""

    def __init__(self, row: str, cause: Cause, before: int, after: int) -> None:
        self.values = (row, cause, before, after)

    def __eq__(self, other: object) -> bool:
        return self.values == tuple(getattr(other, name) for name in ("row", "cause", "before", "after"))

    def __hash__(self) -> int:
        return hash(self.values)


def test_a_difference_with_all_three_causes() -> None:
    """N2 becomes law, a birthday passes, and a master's degree is told."""
    old = read_profile({"birth_date": "1987-04-26", "japanese": "n2", "degrees": ["bachelor"]})
    new = read_profile({"birth_date": "1987-04-26", "japanese": "n2", "degrees": ["master"]})
    first, second = date(2017, 4, 25), date(2017, 4, 26)
    difference = explain_difference(Category.A, (old, first, ruleset_for(first)), (new, second, ruleset_for(second)))
    assert [(m.row, m.cause, m.before, m.after) for m in difference.moves] == [
        ("academic", Cause.LAW, 0, 10),
        ("n2", Cause.LAW, 0, 10),
        ("age", Cause.TIME, 15, 10),
        ("academic", Cause.ANSWERS, 10, 20),
    ]
    assert (difference.before, difference.after) == (15, 40)


def test_a_difference_uses_the_tables_it_is_given() -> None:
    """To tell what another table would have said: the days say nothing then."""
    profile = read_profile({"degrees": ["bachelor"], "japanese": "n2", "birth_date": "1987-06-01"})
    old, new = ruleset_for(date(2017, 4, 25)), ruleset_for(TODAY)
    backwards = explain_difference(Category.A, (profile, TODAY, new), (profile, date(2026, 12, 1), old))
    assert [(m.row, m.cause, m.before, m.after) for m in backwards.moves] == [
        ("academic", Cause.LAW, 10, 0),
        ("n2", Cause.LAW, 10, 0),
    ]
    assert (backwards.before, backwards.after) == (25, 5)
    forwards = explain_difference(Category.A, (profile, TODAY, old), (profile, date(2017, 4, 1), new))
    assert [(m.row, m.cause, m.before, m.after) for m in forwards.moves] == [
        ("academic", Cause.LAW, 0, 10),
        ("n2", Cause.LAW, 0, 10),
        ("age", Cause.TIME, 5, 15),
    ]
    assert (forwards.before, forwards.after) == (5, 35)
    same = explain_difference(Category.A, (profile, TODAY, old), (profile, TODAY, old))
    assert (same.before, same.after, same.moves) == (5, 5, ())


@pytest.mark.parametrize("day", EDGE_DAYS)
def test_the_greatest_total_of_a_stranger_is_the_whole_table(day: date) -> None:
    """The greatest total of somebody of whom nothing is known is that of the best person there can be."""
    best = UNKNOWN | {
        "degrees": ["doctorate", "mba_mot"],
        "degrees_in_different_fields": True,
        "experience_years": 10,
        "salary_yen": 30_000_000,
        "age": 25,
        "patents": 1,
        "foreign_grants": 3,
        "papers": 3,
        "other_research_recognised": True,
        "licences": 2,
        "position": "representative",
        "employer_rd_ratio": 0.04,
        "japanese": "n1",
        "designated_training_at_japanese_university": False,
        "international_services": False,
    }
    best = {name: True if value is None else value for name, value in best.items()}
    for entry in score(Profile(), as_of=day).categories:
        assert entry.total == entry.least == 0
        assert entry.greatest == sum(reference.items(entry.category.value, best, day).values())
        assert entry.verdict is Verdict.UNDECIDED
        assert all(item.status is Status.UNKNOWN and item.points == 0 for item in entry.items)


def test_every_version_has_its_first_day() -> None:
    assert [rules.effective_from for rules in UP_TO_2023] == FIRST_DAYS


def test_rows_that_read_a_fact() -> None:
    assert rows_reading(["salary_yen"]) == {"salary", "age"}, "pay and age are scored together"
    assert rows_reading(["birth_date"]) == {"salary", "age"}
    assert rows_reading(["japanese_degree"]) == {"jp_degree", "n1", "n2", "jica"}
    assert rows_reading(["status", "international_services"]) == set()


def test_a_category_is_kept_by_its_facts_and_not_for_ever() -> None:
    """Somebody else with the same facts, of another day of birth, is the same case; nothing is kept without a bound."""
    facts = {**NOTHING, "category": "b", "salary_yen": 7_654_321, "birth_date": "1990-01-02"}
    del facts["age"]
    one, other = (score(read_profile(facts | {"birth_date": b}, as_of=TODAY)) for b in ("1990-01-02", "1990-03-04"))
    assert one.categories[0] is other.categories[0]
    older = score(read_profile(facts | {"birth_date": "1985-01-02"}, as_of=TODAY))
    assert older.categories[0] is not one.categories[0]
    kept = [value for value in (*vars(engine).values(), *vars(groups).values()) if hasattr(value, "cache_info")]
    assert kept
    assert all(cache.cache_info().maxsize is not None for cache in kept)


@pytest.mark.parametrize("row", [group.rows[0] for group in groups.GROUPS if len(group.rows) == 1])
@pytest.mark.parametrize("category", list(Category))
def test_a_table_without_a_row_still_knows_what_j_skip_asks_for(category: Category, row: str) -> None:
    """A coming table may have no career row: the years of work decide J-Skip all the same."""
    rules = ruleset_for(TODAY)
    table = rules.categories[category]
    without = replace(table, rows=tuple(each for each in table.rows if each.id != row))
    coming = replace(rules, categories={**rules.categories, category: without})
    facts = {**NOTHING, "category": category.value, "salary_yen": 50_000_000, "experience_years": 10}
    entry = score(read_profile(facts, as_of=TODAY), ruleset=coming).of(category)
    assert entry.j_skip.met is True
    assert row not in [item.id for item in entry.items]
