"""The reasoning of the table, one small function per point group, and which groups a category has.

A group is a set of rows that read the same facts; groups share no fact. A function gets the facts of its group, `None`
for what is not known: an unknown fact brings nothing and excludes nothing ("counted now").
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.profile import GRADUATE_DEGREES, Japanese
from scoring.ruleset import CategoryRules, Row

Facts = Mapping[str, Any]
KINDS_NEED = {"patents": 1, "foreign_grants": 3, "papers": 3}


class RowOutcome(NamedTuple):
    """What one row gives for given facts; `excluded` when the facts hold but an exclusion takes the points."""

    points: int
    excluded: bool = False


NOTHING = RowOutcome(0)
GroupRows = Mapping[str, Row]
Evaluate = Callable[[GroupRows, Facts], dict[str, RowOutcome]]


def _flag(row: Row, met: bool | None) -> RowOutcome:
    return RowOutcome(row.points) if met else NOTHING


def education(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """学歴: the best level held; two degrees in different fields add once, and need a graduate level."""
    degrees = facts["degrees"] or frozenset()
    tier = next((t for t in rows["academic"].tiers if t.at in degrees), None)
    result = {"academic": RowOutcome(tier.points if tier else 0)}
    if "multi_degree" in rows:
        graduate = bool(degrees & GRADUATE_DEGREES)
        result["multi_degree"] = _flag(rows["multi_degree"], graduate and facts["degrees_in_different_fields"])
    return result


def career(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """職歴: the highest step reached; steps are whole years, so whole months and years agree."""
    return {"career": RowOutcome(_step(rows["career"], facts["experience_years"]))}


def pay_and_age(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """年収 and 年齢: a salary step may be closed from an age on, so the two stand together."""
    salary, age = facts["salary_yen"], facts.get("age")
    points = 0
    if salary is not None:
        for tier in rows["salary"].tiers:
            young_enough = tier.under_age is None or (age is not None and age < tier.under_age)
            if salary >= int(tier.at) and young_enough:
                points = tier.points
                break
    result = {"salary": RowOutcome(points)}
    if "age" in rows:
        tiers = rows["age"].tiers
        result["age"] = RowOutcome(next((t.points for t in tiers if age is not None and age < int(t.at)), 0))
    return result


def research(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """研究実績: kinds met, of four; never the number of patents or papers."""
    return {"research": RowOutcome(_step(rows["research"], research_kinds(facts)))}


def research_kinds(facts: Facts, *, recognised: bool = True) -> int:
    """How many of the four kinds are met; the recognised kind can be left out, since only the Minister decides it."""
    counted: int = sum((facts[name] or 0) >= need for name, need in KINDS_NEED.items())
    return counted + bool(recognised and facts["other_research_recognised"])


def licences(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """資格: national licences and listed examinations are one row with one cap."""
    return {"licence": RowOutcome(_step(rows["licence"], facts["licences"]))}


def position(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """地位: one office only."""
    tiers = rows["position"].tiers
    return {"position": RowOutcome(next((t.points for t in tiers if t.at == facts["position"]), 0))}


def innovation(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """Innovation support, its SME addition (never alone), and R&D above 3 % at an SME (independent of both)."""
    supported, sme, ratio = (facts[n] for n in ("employer_innovation_support", "employer_sme", "employer_rd_ratio"))
    over = rows["rd_ratio"].over_ratio
    spends = ratio is not None and over is not None and ratio > over
    return {
        "innovation": _flag(rows["innovation"], supported),
        "innovation_sme": _flag(rows["innovation_sme"], supported and sme),
        "rd_ratio": _flag(rows["rd_ratio"], sme and spends),
    }


def japan(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
    """Japanese degree, N1, N2 and JICA training, with the exclusions between them."""
    degree, level = facts["japanese_degree"], facts["japanese"]
    result = {
        "jp_degree": _flag(rows["jp_degree"], degree),
        "n1": _flag(rows["n1"], level in (Japanese.N1, Japanese.MAJOR_ABROAD)),
    }
    if "n2" in rows:
        holds_n2 = level is Japanese.N2
        result["n2"] = RowOutcome(0, True) if holds_n2 and degree else _flag(rows["n2"], holds_n2)
    if "jica" in rows:
        trained = facts["designated_training"]
        blocked = trained and degree and facts["designated_training_at_japanese_university"]
        result["jica"] = RowOutcome(0, True) if blocked else _flag(rows["jica"], trained)
    return result


def _step(row: Row, value: float | None) -> int:
    return next((t.points for t in row.tiers if value is not None and value >= int(t.at)), 0)


# Identity equality: each group is made once and keys caches.
@dataclass(frozen=True, slots=True, eq=False)
class PointGroup:
    """Rows that read the same facts, in the order of the table, and the function that reads them."""

    id: str
    rows: tuple[str, ...]
    facts: tuple[str, ...]
    evaluate: Evaluate


def _alone(row_id: str, field: str) -> PointGroup:
    """A row that stands alone on one yes/no fact."""

    def evaluate(rows: GroupRows, facts: Facts) -> dict[str, RowOutcome]:
        return {row_id: _flag(rows[row_id], facts[field])}

    return PointGroup(row_id, (row_id,), (field,), evaluate)


# In table order, by first row.
GROUPS: tuple[PointGroup, ...] = (
    PointGroup("education", ("academic", "multi_degree"), ("degrees", "degrees_in_different_fields"), education),
    PointGroup("career", ("career",), ("experience_years",), career),
    PointGroup("pay_and_age", ("salary", "age"), ("salary_yen", "age"), pay_and_age),
    PointGroup("research", ("research",), (*KINDS_NEED, "other_research_recognised"), research),
    PointGroup("licence", ("licence",), ("licences",), licences),
    PointGroup("position", ("position",), ("position",), position),
    PointGroup(
        "innovation",
        ("innovation", "innovation_sme", "rd_ratio"),
        ("employer_innovation_support", "employer_sme", "employer_rd_ratio"),
        innovation,
    ),
    _alone("local_gov", "employer_local_support"),
    _alone("foreign_qual", "foreign_qualification"),
    PointGroup(
        "japan",
        ("jp_degree", "n1", "n2", "jica"),
        ("japanese_degree", "japanese", "designated_training", "designated_training_at_japanese_university"),
        japan,
    ),
    _alone("growth", "growth_field"),
    _alone("designated_univ", "designated_university"),
    _alone("invest100m", "invested_100m_yen"),
    _alone("invest_mgmt", "investment_management"),
)
# International services open or close (b) and bring no points: a group without rows.
SERVICES = PointGroup("international_services", (), ("international_services",), lambda _rows, _facts: {})


def rows_reading(fields: Collection[str]) -> frozenset[str]:
    """The rows of the table whose points can depend on any of these profile fields."""
    facts = {"age" if name == "birth_date" else name for name in fields}
    return frozenset(row for group in GROUPS if facts & set(group.facts) for row in group.rows)


@lru_cache(maxsize=256)
def groups_of(rules: CategoryRules) -> tuple[PointGroup, ...]:
    """The groups a category's table has rows for, in table order; and the services gate where it applies."""
    present = tuple(g for g in GROUPS if rules.row(g.rows[0]) is not None)
    return (*present, SERVICES) if rules.excludes_international_services else present


@lru_cache(maxsize=4_096)
def facts_of(group: PointGroup, rules: CategoryRules) -> tuple[str, ...]:
    """The facts a group reads in this category ((c) asks for no age)."""
    if group.id == "pay_and_age" and rules.row("age") is None:
        return ("salary_yen",)
    if group.id == "education" and rules.row("multi_degree") is None:
        return ("degrees",)
    if group.id == "japan" and rules.row("jica") is None:
        return ("japanese_degree", "japanese")
    return group.facts


@lru_cache(maxsize=4_096)
def rows_of(group: PointGroup, rules: CategoryRules) -> GroupRows:
    """The rows of a group that a category's table has, by id."""
    return {row_id: row for row_id in group.rows if (row := rules.row(row_id)) is not None}
