"""The rule files as a book: nothing is left out, a reading changes with what a rule says, examples are counted."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Any

import pytest

from scoring import Category, Confidence, NoRulesetForDate, all_rulesets
from scoring import book as book_module
from scoring.book import FILES, rule_ids, rule_on, rules_on
from scoring.book_file import BookRule, rules_in, written_file
from scoring.errors import RulesetError
from scoring.examples import at_ages, example
from tests.scoring.people import FIRST_DAYS, TODAY

RULES = resources.files("scoring") / "rules"
TABLE = written_file((RULES / "hsp" / "2023-04-21.toml").read_text(encoding="utf-8"))


def _marked(table: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Every place of a file that says how sure it is, and what it says."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _marked(value, f"{place}.{key}")
        elif key == "confidence":
            yield place, value
        elif value in set(Confidence) if isinstance(value, str) else key == "also_staff":
            yield f"{place}.{key}", value if isinstance(value, str) else Confidence.STAFF_CONFIRMS


def test_every_statement_that_says_how_sure_it_is_is_a_rule() -> None:
    for name in (*FILES, *(f"hsp/{day.isoformat()}" for day in FIRST_DAYS)):
        data = tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))
        file, _, day = name.partition("/")
        rules = rules_on(date.fromisoformat(day) if day else TODAY)
        sure = {rule.id: rule.confidence for rule in rules}
        body = {key: value for key, value in data.items() if key != "head"}
        marked = dict(_marked(body, file))
        assert marked
        # The one figure that is marked by itself speaks for the rule it stands in.
        assert {place.removesuffix(".leap_day"): Confidence(value) for place, value in marked.items()}.items() <= (
            sure.items()
        )


@pytest.mark.parametrize(
    ("rule", "sure"),
    [
        # Rulebook 5: several sources agree; of the new guideline one review is known, and our own choice is no source.
        ("hsp.permanent_residence", Confidence.VERIFIED),
        ("hsp.j_skip", Confidence.VERIFIED),
        ("residence.horizon", Confidence.STAFF_CONFIRMS),
        ("residence.new_guideline", Confidence.STAFF_CONFIRMS),
        ("family.worker", Confidence.VERIFIED),
        ("papers.rows.local_gov", Confidence.VERIFIED),
        ("procedures.permanent.eighty", Confidence.VERIFIED),
        ("procedures.permanent.j_skip", Confidence.STAFF_CONFIRMS),
    ],
)
def test_a_rule_says_how_sure_it_is(rule: str, sure: Confidence) -> None:
    found = rule_on(rule, TODAY)
    assert found is not None
    assert found.confidence is sure


def test_a_rule_that_does_not_say_how_sure_it_is_is_refused() -> None:
    data = deepcopy(dict(TABLE.data))
    del data["j_skip"]["confidence"]
    with pytest.raises(RulesetError, match=r"hsp\.toml: j_skip: expected how sure"):
        list(rules_in("hsp", TABLE._replace(data=data)))


def test_no_two_rules_have_one_name_and_every_row_of_every_table_has_one() -> None:
    for law in all_rulesets():
        names = [rule.id for rule in rules_on(law.effective_from)]
        assert len(names) == len(set(names))
        rows = {f"hsp.rows.{row.id}" for table in law.categories.values() for row in table.rows}
        assert rows == {name for name in names if name.startswith("hsp.rows.")}
        assert set(names) <= rule_ids()


@pytest.mark.parametrize(
    ("rule", "since"),
    [
        # The same points as in special zones alone; that it holds nationwide is said beside the heading.
        ("hsp.rows.local_gov", date(2023, 4, 1)),
        ("hsp.rows.n1", date(2013, 12, 24)),
        ("hsp.rows.jp_degree", date(2017, 4, 26)),
        ("hsp.rows.n2", date(2017, 4, 26)),
        ("hsp.rows.academic", date(2017, 4, 26)),
        ("hsp.rows.invest_mgmt", date(2021, 7, 30)),
        ("hsp.rows.invest100m", date(2017, 4, 26)),
        ("hsp.j_skip", date(2023, 4, 21)),
        ("hsp.gates.min_salary", date(2013, 12, 24)),
        ("residence.routes.80-i", date(2017, 4, 26)),
        ("fees.tables.third", date(2026, 10, 1)),
    ],
)
def test_a_rule_knows_since_when_it_reads_so(rule: str, since: date) -> None:
    found = rule_on(rule, TODAY)
    assert found is not None
    assert found.since == since


def test_a_rule_that_came_later_is_not_in_an_earlier_table() -> None:
    assert rule_on("hsp.rows.n2", date(2017, 4, 25)) is None
    with pytest.raises(NoRulesetForDate, match="2013-12-24"):
        rules_on(date(2013, 12, 23))


def _changed(path: tuple[str, ...], value: Any) -> dict[str, BookRule]:
    data = deepcopy(dict(TABLE.data))
    inside = data
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return {rule.id: rule for rule in rules_in("hsp", TABLE._replace(data=data))}


@pytest.mark.parametrize(
    ("path", "value", "changes"),
    [
        (("rows", "local_gov", "a"), 15, {"hsp.rows.local_gov"}),
        (("rows", "local_gov", "evidence"), ["another paper"], {"hsp.rows.local_gov"}),
        (("rows", "rd_ratio", "over_ratio"), 0.05, {"hsp.rows.rd_ratio"}),
        (("gates", "min_salary", "yen"), 4_000_000, {"hsp.gates.min_salary"}),
        (("j_skip", "c", "min_years"), 6, {"hsp.j_skip"}),
        (("rows", "local_gov", "source"), ["S99"], set()),
        (("rows", "local_gov", "sheet"), "㊿", set()),
        (("rows", "local_gov", "confidence"), "verified", set()),
    ],
)
def test_a_reading_changes_with_what_the_rule_says(path: tuple[str, ...], value: Any, changes: set[str]) -> None:
    before = {rule.id: rule for rule in rules_in("hsp", TABLE)}
    after = _changed(path, value)
    assert {name for name in before if before[name].wording != after[name].wording} == changes


def test_a_reading_changes_with_the_remark_beside_its_heading() -> None:
    special_zones, nationwide = rule_on("hsp.rows.local_gov", date(2023, 3, 31)), rule_on("hsp.rows.local_gov", TODAY)
    assert special_zones is not None
    assert nationwide is not None
    assert special_zones.values == nationwide.values
    assert "National Strategic Special Zones" in special_zones.remark
    assert special_zones.wording != nationwide.wording


def test_a_reading_changes_with_what_excludes_the_row() -> None:
    """Exclusions are reasoning: with another one a row scores otherwise, and its reading is another."""
    law = all_rulesets()[-1]
    now = book_module._scores(law)
    first = book_module._scores(all_rulesets()[0])
    # Before N2 and the training there was nothing for the Japanese degree to take, and it brought what it does now.
    assert first["hsp.rows.jp_degree"] == now["hsp.rows.jp_degree"]
    assert "True" in str(now["hsp.rows.n2"])
    n2 = [entry.partition(": ")[2] for entry in now["hsp.rows.n2"]]
    assert all(
        f"['{degree}', 'n2']: {points}" in told for told in n2 for degree, points in (("False", 10), ("True", 0))
    )


# --- examples -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_each_worked_example_scores_its_step(day: date) -> None:
    law = next(law for law in all_rulesets() if law.effective_from == day)
    for category, table in law.categories.items():
        for row in table.rows:
            for tier in row.tiers or (None,):
                worked = example(law, category, row, tier, day)
                assert worked.points == (row.points if tier is None else tier.points), (category, row.id, tier)
                assert worked.total == worked.points + sum(points for _, points in worked.others)


def test_an_example_is_the_smallest_there_is() -> None:
    law, day = all_rulesets()[-1], TODAY
    table = law.categories[Category.B]

    def facts(row_id: str, step: int = 0) -> dict[str, Any]:
        row = next(row for row in table.rows if row.id == row_id)
        return dict(example(law, Category.B, row, row.tiers[step] if row.tiers else None, day).facts)

    assert facts("growth") == {"growth_field": True}
    assert facts("salary") == {"salary_yen": 10_000_000}
    assert facts("salary", 6) == {"salary_yen": 4_000_000, "age": 29}
    assert facts("innovation_sme") == {"employer_innovation_support": True, "employer_sme": True}
    # A patent, not what only the Minister can recognise.
    assert facts("research") == {"patents": 1}
    assert set(facts("multi_degree")) == {"degrees", "degrees_in_different_fields"}


def test_what_nothing_scores_has_no_example() -> None:
    law = all_rulesets()[-1]
    growth = next(row for row in law.categories[Category.B].rows if row.id == "growth")
    with pytest.raises(LookupError, match="growth"):
        example(law, Category.B, replace(growth, points=999), None, TODAY)


def test_pay_by_age_is_the_matrix_of_the_table() -> None:
    """Rulebook 1.3, every cell of (b); (c) has no ages."""
    law = all_rulesets()[-1]
    salary = next(row for row in law.categories[Category.B].rows if row.id == "salary")
    matrix = [[age.points for age in at_ages(law, Category.B, tier, TODAY)] for tier in salary.tiers]
    assert matrix == [
        [40, 40, 40, 40],
        [35, 35, 35, 35],
        [30, 30, 30, 30],
        [25, 25, 25, 0],
        [20, 20, 20, 0],
        [15, 15, 0, 0],
        [10, 0, 0, 0],
    ]
    of_managers = next(row for row in law.categories[Category.C].rows if row.id == "salary")
    assert [at_ages(law, Category.C, tier, TODAY) for tier in of_managers.tiers] == [()] * 5
