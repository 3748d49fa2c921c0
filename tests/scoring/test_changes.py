"""From one run to the next: a difference adds up, and what is kept for equal facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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
    engine,
    explain_difference,
    groups,
    read_profile,
    ruleset_for,
    score,
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
    partly_known,
    read,
)
from tests.scoring.properties import Facts, where_it_fails
from tests.scoring.tables import UP_TO_2023


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
        assert moved.get(row, 0) == change.get(row, 0), f"{where_it_fails(category, first, row)}, and on {second}"
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
