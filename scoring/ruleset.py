"""The law as dated data: types of a points table, strict loading, and the table in force on a day.

A rule file is one complete table per legal version, named by its first day. Numbers live there; reasoning lives in
`engine.py`. Nothing here knows what day it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, TypeVar

from scoring.errors import NoRulesetForDate, RulesetError
from scoring.profile import Category, Degree, Position

_T = TypeVar("_T")


class Confidence(StrEnum):
    """Whether a statement was verified, or must be told as "staff will confirm"."""

    VERIFIED = "verified"
    STAFF_CONFIRMS = "staff_confirms"


class Kind(StrEnum):
    """How a row is read; the value is the key of a tier's threshold in the file ("" for a row without tiers)."""

    DEGREE = "degree"
    YEARS = "years"
    SALARY = "yen"
    AGE = "under"
    COUNT = "count"
    POSITION = "position"
    FLAG = ""


# Which rows a table may have, and how each is read: the reasoning for a row is code, so a new row needs code too.
ROW_KINDS: Mapping[str, Kind] = {
    "academic": Kind.DEGREE,
    "multi_degree": Kind.FLAG,
    "career": Kind.YEARS,
    "salary": Kind.SALARY,
    "age": Kind.AGE,
    "research": Kind.COUNT,
    "licence": Kind.COUNT,
    "position": Kind.POSITION,
    "innovation": Kind.FLAG,
    "innovation_sme": Kind.FLAG,
    "local_gov": Kind.FLAG,
    "rd_ratio": Kind.FLAG,
    "foreign_qual": Kind.FLAG,
    "jp_degree": Kind.FLAG,
    "n1": Kind.FLAG,
    "n2": Kind.FLAG,
    "growth": Kind.FLAG,
    "designated_univ": Kind.FLAG,
    "jica": Kind.FLAG,
    "invest100m": Kind.FLAG,
    "invest_mgmt": Kind.FLAG,
}


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of a row: a threshold (inclusive; for ages exclusive) and its points.

    `under_age` closes a salary step to everybody of that age or older.
    """

    at: int | str
    points: int
    under_age: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one category's table. A flag row has `points` and no tiers; the first tier met is the one scored."""

    id: str
    points: int
    tiers: tuple[Tier, ...]
    citation: str
    evidence: tuple[str, ...]
    confidence: Confidence
    over_ratio: float | None = None

    @property
    def most(self) -> int:
        """The most points the row can bring."""
        return max((tier.points for tier in self.tiers), default=self.points)


@dataclass(frozen=True, slots=True)
class JSkipRule:
    """Special highly skilled route: pay at least `min_salary_yen`, and a degree or years (whichever is given)."""

    min_salary_yen: int
    degrees: frozenset[Degree]
    min_years: int
    citation: str


# Identity equality: the tables of a category key a cache, and one object is one table.
@dataclass(frozen=True, eq=False)
class CategoryRules:
    """Everything one category's table says: rows in table order, the floor under the salary, J-Skip."""

    category: Category
    rows: tuple[Row, ...]
    pass_mark: int
    min_salary_yen: int | None
    excludes_international_services: bool
    gate_confidence: Mapping[str, Confidence]
    j_skip: JSkipRule | None

    def row(self, row_id: str) -> Row | None:
        """The row, or None where this table has no such row."""
        for row in self.rows:
            if row.id == row_id:
                return row
        return None


@dataclass(frozen=True, eq=False)
class Ruleset:
    """One legal version: the complete tables in force from `effective_from` until the next version's first day."""

    id: str
    effective_from: date
    title: str
    change: str
    reference: str
    last_checked_on: date
    permanent_residence_marks: tuple[int, ...]
    categories: Mapping[Category, CategoryRules]


def load_ruleset(name: str, text: str) -> Ruleset:
    """Read one rule file strictly. Raises `RulesetError` with file, key and what was expected."""
    return _Loader(name).ruleset(text)


@cache
def all_rulesets() -> tuple[Ruleset, ...]:
    """Every version that ships, oldest first."""
    folder = resources.files("scoring") / "rules" / "hsp"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(load_ruleset(f.name, f.read_text(encoding="utf-8")) for f in files)


def ruleset_for(as_of: date) -> Ruleset:
    """The version in force on a day: the last one whose first day is not after it.

    Raises `NoRulesetForDate` for a day before the first version.
    """
    return pick(all_rulesets(), as_of)


def pick(versions: Sequence[Ruleset], as_of: date) -> Ruleset:
    """`ruleset_for` among given versions (oldest first)."""
    for version in reversed(versions):
        if version.effective_from <= as_of:
            return version
    raise NoRulesetForDate(as_of, versions[0].effective_from if versions else date.max)


class _Loader:
    """Strict reader of one file: every key must be known, every expected key present, every value of its type."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, key: str, expected: str) -> RulesetError:
        return RulesetError(self.name, key, expected)

    def ruleset(self, text: str) -> Ruleset:
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self.fail("the file", f"valid TOML ({error})") from error
        head = self.table(data, "head", {"effective_from", "title", "change", "reference", "last_checked_on"})
        effective_from = self.of(head["effective_from"], date, "head.effective_from")
        if self.name != f"{effective_from.isoformat()}.toml":
            raise self.fail("head.effective_from", "the day that is the file's name")
        basis = self.table(data, "basis", set(Category))
        for category in Category:
            self.of(basis[category], str, f"basis.{category}")
        gates = self.gates(data)
        j_skip = self.j_skip(data)
        rows = self.rows(data, basis)
        known = {"head", "basis", "gates", "rows"} | ({"j_skip", "permanent_residence"} & set(data))
        if set(data) - known:
            raise self.fail(sorted(set(data) - known)[0], f"only {', '.join(sorted(known))} here")
        return Ruleset(
            id=f"hsp-{effective_from.isoformat()}",
            effective_from=effective_from,
            title=self.of(head["title"], str, "head.title"),
            change=self.of(head["change"], str, "head.change"),
            reference=self.of(head["reference"], str, "head.reference"),
            last_checked_on=self.of(head["last_checked_on"], date, "head.last_checked_on"),
            permanent_residence_marks=self.marks(data),
            categories={
                category: CategoryRules(
                    category=category,
                    rows=tuple(rows[category]),
                    pass_mark=gates["pass_mark"],
                    min_salary_yen=gates["min_salary"].get(category),
                    excludes_international_services=category in gates["international_services"],
                    gate_confidence=gates["confidence"],
                    j_skip=j_skip.get(category),
                )
                for category in Category
            },
        )

    def gates(self, data: Mapping[str, Any]) -> dict[str, Any]:
        gates = self.table(data, "gates", {"pass_mark", "min_salary", "international_services"})
        pass_mark = self.table(gates, "pass_mark", {"points", "confidence"}, "gates.")
        floor = self.table(gates, "min_salary", {"yen", "categories", "confidence"}, "gates.")
        services = self.table(gates, "international_services", {"excluded_from", "confidence"}, "gates.")
        yen = self.of(floor["yen"], int, "gates.min_salary.yen")
        return {
            "pass_mark": self.of(pass_mark["points"], int, "gates.pass_mark.points"),
            "min_salary": dict.fromkeys(self.categories(floor["categories"], "gates.min_salary.categories"), yen),
            "international_services": self.categories(
                services["excluded_from"], "gates.international_services.excluded_from"
            ),
            "confidence": {
                name: self.confidence(gates[name]["confidence"], f"gates.{name}.confidence") for name in gates
            },
        }

    def marks(self, data: Mapping[str, Any]) -> tuple[int, ...]:
        """Points the fast routes to permanent residence ask for; none before they existed."""
        if "permanent_residence" not in data:
            return ()
        table = self.table(data, "permanent_residence", {"marks"})
        marks = self.of(table["marks"], list, "permanent_residence.marks")
        return tuple(self.points(mark, "permanent_residence.marks") for mark in marks)

    def j_skip(self, data: Mapping[str, Any]) -> dict[Category, JSkipRule]:
        if "j_skip" not in data:
            return {}
        table = self.table(data, "j_skip", {"reference", *Category})
        reference = self.of(table["reference"], str, "j_skip.reference")
        rules = {}
        for category in Category:
            place = f"j_skip.{category}"
            rule = self.table(table, category, {"min_salary_yen", "degrees", "min_years"}, "j_skip.")
            names = self.of(rule["degrees"], list, f"{place}.degrees")
            if not all(name in list(Degree) for name in names):
                raise self.fail(f"{place}.degrees", "levels among " + ", ".join(Degree))
            rules[category] = JSkipRule(
                self.of(rule["min_salary_yen"], int, f"{place}.min_salary_yen"),
                frozenset(Degree(n) for n in names),
                self.of(rule["min_years"], int, f"{place}.min_years"),
                reference,
            )
        return rules

    def rows(self, data: Mapping[str, Any], basis: Mapping[str, str]) -> dict[Category, list[Row]]:
        table = self.of(data.get("rows"), dict, "rows")
        result: dict[Category, list[Row]] = {category: [] for category in Category}
        order = [row_id for row_id in ROW_KINDS if row_id in table]
        if list(table) != order:
            unknown = [row_id for row_id in table if row_id not in ROW_KINDS]
            raise self.fail(f"rows.{(unknown or list(table))[0]}", "known rows in the order of the official table")
        for row_id, spec in table.items():
            place = f"rows.{row_id}"
            self.of(spec, dict, place)
            extra = {"over_ratio"} if row_id == "rd_ratio" else set()
            shared = {"column", "evidence", "confidence", "source"} | extra
            self.keys(spec, shared, place, optional=set(Category) | {"bonus", "sheet", "note"})
            if not set(spec) & set(Category):
                raise self.fail(place, "points for at least one of a, b, c")
            for category in Category:
                if category in spec:
                    row = self.row(row_id, spec, category, basis[category])
                    result[category].append(row)
        return result

    def row(self, row_id: str, spec: Mapping[str, Any], category: Category, basis: str) -> Row:
        place = f"rows.{row_id}"
        kind = ROW_KINDS[row_id]
        column = self.of(spec["column"], str, f"{place}.column")
        bonus = self.of(spec.get("bonus", ""), str, f"{place}.bonus")
        sheet = self.of(spec.get("sheet", ""), str, f"{place}.sheet")
        marks = "・".join(m for m in (bonus and f"加算{bonus}", sheet and f"計算表{sheet}") if m)
        evidence = spec["evidence"]
        if isinstance(evidence, dict):
            evidence = self.table(spec, "evidence", set(Category) & set(spec), f"{place}.")[category]
        names = self.of(evidence, list, f"{place}.evidence")
        for name in names:
            self.of(name, str, f"{place}.evidence")
        confidence = spec["confidence"]
        self.of(spec["source"], list, f"{place}.source")
        value, where = spec[category], f"{place}.{category}"
        return Row(
            id=row_id,
            points=self.points(value, where) if kind is Kind.FLAG else 0,
            tiers=() if kind is Kind.FLAG else self.tiers(kind, value, where),
            citation=f"{basis}「{column}」" + (f"({marks})" if marks else ""),
            evidence=tuple(names),
            confidence=self.confidence(confidence, f"{place}.confidence"),
            over_ratio=self.of(spec["over_ratio"], float, f"{place}.over_ratio") if "over_ratio" in spec else None,
        )

    def tiers(self, kind: Kind, value: object, place: str) -> tuple[Tier, ...]:
        tiers = []
        for i, entry in enumerate(self.of(value, list, place)):
            where = f"{place}[{i}]"
            self.of(entry, dict, where)
            optional = {"under_age"} if kind is Kind.SALARY else set()
            self.keys(entry, {kind.value, "points"}, where, optional=optional)
            at: int | str
            if kind in (Kind.DEGREE, Kind.POSITION):
                at = self.of(entry[kind.value], str, f"{where}.{kind.value}")
                if at not in set(Degree if kind is Kind.DEGREE else Position):
                    raise self.fail(f"{where}.{kind.value}", f"a known {kind.value}")
            else:
                at = self.of(entry[kind.value], int, f"{where}.{kind.value}")
            limit = entry.get("under_age")
            under_age = None if limit is None else self.of(limit, int, f"{where}.under_age")
            tiers.append(Tier(at, self.points(entry["points"], f"{where}.points"), under_age))
        return self.in_order(tiers, kind, place)

    def in_order(self, tiers: list[Tier], kind: Kind, place: str) -> tuple[Tier, ...]:
        """Steps go from most points to least, so "the first step met" is the best one."""
        points = [t.points for t in tiers]
        steps = [t.at for t in tiers if isinstance(t.at, int)]
        falling = sorted(steps, reverse=kind is not Kind.AGE)
        twice = len({t.at for t in tiers}) != len(tiers)
        if not tiers or points != sorted(points, reverse=True) or steps != falling or twice:
            raise self.fail(place, "at least one step, from the most points to the least, none twice")
        return tuple(tiers)

    def points(self, value: object, place: str) -> int:
        points = self.of(value, int, place)
        if points <= 0:
            raise self.fail(place, "points above 0")
        return points

    def confidence(self, value: object, place: str) -> Confidence:
        if not isinstance(value, str) or value not in set(Confidence):
            raise self.fail(place, " or ".join(f'"{c}"' for c in Confidence))
        return Confidence(value)

    def categories(self, value: object, place: str) -> tuple[Category, ...]:
        names = self.of(value, list, place)
        if not all(name in list(Category) for name in names):
            raise self.fail(place, "categories among a, b, c")
        return tuple(Category(n) for n in names)

    def table(self, parent: Mapping[str, Any], name: str, keys: Iterable[str], prefix: str = "") -> dict[str, Any]:
        table = self.of(parent.get(name), dict, f"{prefix}{name}")
        self.keys(table, set(keys), f"{prefix}{name}")
        return table

    def keys(
        self, table: Mapping[str, Any], expected: set[str], place: str, optional: Iterable[str] = frozenset()
    ) -> None:
        missing = expected - set(table)
        if missing:
            raise self.fail(f"{place}.{min(missing)}", "a value here; the key is missing")
        unknown = set(table) - expected - set(optional)
        if unknown:
            raise self.fail(f"{place}.{min(unknown)}", "no such key")

    def of(self, value: object, kind: type[_T], place: str) -> _T:
        # Exactly this type: a bool is an int, and a datetime a date.
        if not isinstance(value, kind) or type(value) is not kind:
            raise self.fail(place, f"a {kind.__name__}")
        return value
