"""What changes cost and how long they take: our own judgement as data (`rules/levers.toml`), read strictly. Not law.

It orders ways and says "about how long"; it never decides what a change is worth.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from scoring.errors import RulesetError
from scoring.profile import HIGHEST_YEN, Category
from scoring.rule_files import shipped_rules
from scoring.ruleset import Confidence

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
_JUDGED = {"confidence", "source"}

MOST_LEVERS = 3  # what one line of text can join
# Levers that cost something, each named as in the file. Code offers them, so a new one needs code too.
LEVER_IDS = (
    "japanese_n2",
    "japanese_n1",
    "japanese_n1_after_n2",
    "licence_one",
    "licence_two",
    "degree_master",
    "degree_mba_mot",
    "degree_doctorate",
    "second_field",
    "japanese_degree",
    "position_director",
)


class Kind(StrEnum):
    """What a change asks of a person, the lightest first: to look, to wait, to agree it at work, to achieve it."""

    CHECK = "check"
    WAIT = "wait"
    WORK = "work"
    DO = "do"


class Cost(StrEnum):
    """Effort and money together, as a class."""

    FREE = "free"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class LeverCost:
    """Kind, cost class and usual time of one lever. With `full_time` the years of work stand still meanwhile."""

    kind: Kind
    cost: Cost
    months: int
    full_time: bool
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise of salary up to `up_to_percent` of the salary now."""

    up_to_percent: int
    cost: Cost
    months: int


@dataclass(frozen=True)
class LeverCosts:
    """The whole file. `weights` are months of waiting that a cost class is worth; yen are a year."""

    last_checked_on: date
    weights: Mapping[Cost, int]
    most_levers: int
    wait_months: int
    rises: tuple[Rise, ...]
    unknown_salary_up_to: Mapping[Category, int]
    levers: Mapping[str, LeverCost]

    def rise(self, now_yen: int, to_yen: int) -> Rise | None:
        """The row for a rise between two salaries; None where it is not realistic."""
        for rise in self.rises:
            if to_yen * 100 <= now_yen * (100 + rise.up_to_percent):
                return rise
        return None


@cache
def lever_costs() -> LeverCosts:
    """The costs that ship."""
    return load_lever_costs("levers.toml", shipped_rules("levers.toml"))


def load_lever_costs(name: str, text: str) -> LeverCosts:
    """Read a file of costs strictly. Raises `RulesetError` with file, key and what was expected."""
    reader = _Reader(name)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesetError(name, "the file", f"valid TOML ({error})") from error
    reader.keys(data, {"head", "weights", "limits", "salary", "levers"}, "the file")
    head = reader.table(data, "head", {"reference", "last_checked_on", "confidence"})
    reader.of(head["reference"], str, "head.reference")
    reader.one_of(head["confidence"], Confidence, "head.confidence")
    weights = reader.judged(data, "weights", set(Cost))
    limits = reader.judged(data, "limits", {"levers", "wait_months"})
    salary = reader.judged(data, "salary", {"rises", "unknown_up_to"})
    unknown = reader.table(salary, "unknown_up_to", set(Category), "salary.")
    levers = reader.table(data, "levers", set(LEVER_IDS))
    return LeverCosts(
        last_checked_on=reader.of(head["last_checked_on"], date, "head.last_checked_on"),
        weights={cost: reader.count(weights[cost], f"weights.{cost}") for cost in Cost},
        most_levers=reader.count(limits["levers"], "limits.levers", least=1, most=MOST_LEVERS),
        wait_months=reader.count(limits["wait_months"], "limits.wait_months"),
        rises=reader.rises(salary["rises"]),
        unknown_salary_up_to={c: reader.count(unknown[c], f"salary.unknown_up_to.{c}") for c in Category},
        levers={lever_id: reader.lever(levers, lever_id) for lever_id in LEVER_IDS},
    )


class _Reader:
    """Every key must be known, every expected key present, every value of its type."""

    def __init__(self, name: str) -> None:
        self.name = name

    def lever(self, levers: Mapping[str, Any], lever_id: str) -> LeverCost:
        place = f"levers.{lever_id}"
        optional = {"full_time"} & set(self.of(levers[lever_id], dict, place))
        spec = self.judged(levers, lever_id, {"kind", "cost", "months"} | optional, "levers.")
        return LeverCost(
            kind=self.one_of(spec["kind"], Kind, f"{place}.kind"),
            cost=self.one_of(spec["cost"], Cost, f"{place}.cost"),
            months=self.count(spec["months"], f"{place}.months"),
            full_time=self.of(spec.get("full_time", False), bool, f"{place}.full_time"),
            confidence=Confidence(spec["confidence"]),
        )

    def rises(self, value: object) -> tuple[Rise, ...]:
        rises = []
        for i, entry in enumerate(self.of(value, list, "salary.rises")):
            place = f"salary.rises[{i}]"
            self.keys(self.of(entry, dict, place), {"up_to_percent", "cost", "months"}, place)
            rises.append(
                Rise(
                    self.count(entry["up_to_percent"], f"{place}.up_to_percent"),
                    self.one_of(entry["cost"], Cost, f"{place}.cost"),
                    self.count(entry["months"], f"{place}.months"),
                )
            )
        percents = [rise.up_to_percent for rise in rises]
        if not rises or percents != sorted(set(percents)):
            raise RulesetError(self.name, "salary.rises", "at least one rise, from the smallest to the greatest")
        return tuple(rises)

    def judged(self, parent: Mapping[str, Any], name: str, keys: set[Any], prefix: str = "") -> dict[str, Any]:
        """A table that says how sure it is, and by whom."""
        table = self.table(parent, name, keys | _JUDGED, prefix)
        self.one_of(table["confidence"], Confidence, f"{prefix}{name}.confidence")
        self.of(table["source"], str, f"{prefix}{name}.source")
        return table

    def table(self, parent: Mapping[str, Any], name: str, keys: set[Any], prefix: str = "") -> dict[str, Any]:
        table = self.of(parent[name], dict, f"{prefix}{name}")
        self.keys(table, keys, f"{prefix}{name}")
        return table

    def keys(self, table: Mapping[str, Any], expected: set[Any], place: str) -> None:
        wrong = sorted(set(table) ^ expected)
        if wrong:
            expectation = "no such key" if wrong[0] in table else "a value here; the key is missing"
            raise RulesetError(self.name, f"{place}.{wrong[0]}", expectation)

    def count(self, value: object, place: str, least: int = 0, most: int = HIGHEST_YEN) -> int:
        number = self.of(value, int, place)
        if not least <= number <= most:
            raise RulesetError(self.name, place, f"{least} or more and at most {most}")
        return number

    def one_of(self, value: object, choices: type[_E], place: str) -> _E:
        if not isinstance(value, str) or value not in set(choices):
            raise RulesetError(self.name, place, " or ".join(f'"{c}"' for c in choices))
        return choices(value)

    def of(self, value: object, kind: type[_T], place: str) -> _T:
        # Exactly this type: a bool is an int, and a datetime a date.
        if not isinstance(value, kind) or type(value) is not kind:
            raise RulesetError(self.name, place, f"a {kind.__name__}")
        return value
