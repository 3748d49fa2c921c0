"""The reasoning of the table, one small function per point group, and what each group can still become.

A group is a set of rows that read the same facts; groups share no fact, so ranges and proofs add up over groups
exactly, without ever trying whole profiles. A function gets the facts of its group, `None` for what is not known:
an unknown fact brings nothing and excludes nothing ("counted now").
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from scoring.profile import GRADUATE_DEGREES, Degree, Japanese, Position, Profile
from scoring.ruleset import CategoryRules, Row

Facts = Mapping[str, Any]
# The facts of each group of a category, in table order, each as the representative of its band.
BandedFacts = tuple[tuple[Any, ...], ...]
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


class Completion(NamedTuple):
    """One assignment of values to the unknown facts of a group, and what it scores."""

    values: tuple[Any, ...]
    outcomes: tuple[int, ...]
    total: int
    allowed: bool


class Swing(NamedTuple):
    """What one unknown fact can change while the other facts of its group are fixed: least and greatest points, and
    whether it can also shut the gate."""

    least: int
    greatest: int
    shuts: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """A group for given known facts: what is counted now, and exactly what it can become.

    `totals` is a bit set of the points of completions that pass the group's gate. `swings` has, for each unknown
    fact that can change anything, its distinct swings.
    """

    now: Mapping[str, RowOutcome]
    most: Mapping[str, int]
    varying: frozenset[str]
    least: int
    greatest: int
    totals: int
    swings: Mapping[str, frozenset[Swing]]


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


def known_facts(group: PointGroup, rules: CategoryRules, profile: Profile, age: int | None) -> tuple[Any, ...]:
    """The group's facts from a profile, each replaced by the representative of its band, so that equal cases are
    one case."""
    exact = by_group(rules, exact_in(rules, profile, age))[groups_of(rules).index(group)]
    return banded(group, rules, exact)


def known_in(rules: CategoryRules, profile: Profile, age: int | None) -> BandedFacts:
    """`known_facts` of every group of a category, in table order."""
    exact = by_group(rules, exact_in(rules, profile, age))
    return tuple([banded(group, rules, facts) for group, facts in zip(groups_of(rules), exact, strict=True)])


def exact_in(rules: CategoryRules, profile: Profile, age: int | None) -> tuple[Any, ...]:
    """The facts that a category reads as they are, group after group in table order."""
    fields, place = _fields_read(rules)
    values: tuple[Any, ...] = fields(profile)
    return values if place is None else (*values[:place], age, *values[place:])


def by_group(rules: CategoryRules, exact: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Split the result of `exact_in` into one tuple for each group."""
    return [exact[start:end] for start, end in _places(rules)]


@lru_cache(maxsize=32_768)
def banded(group: PointGroup, rules: CategoryRules, exact: tuple[Any, ...]) -> tuple[Any, ...]:
    """Exact facts of a group, each replaced by the representative of its band."""
    return tuple([band_of(name, rules)(value) for name, value in zip(facts_of(group, rules), exact, strict=True)])


@lru_cache(maxsize=256)
def _fields_read(rules: CategoryRules) -> tuple[Callable[[Profile], tuple[Any, ...]], int | None]:
    """Return a getter of all fields a category reads, and the position of the age, which is no field, among them."""
    names = [name for group in groups_of(rules) for name in facts_of(group, rules)]
    place = names.index("age") if "age" in names else None
    years = f"experience_years.{rules.category.value}"
    return attrgetter(*(years if name == "experience_years" else name for name in names if name != "age")), place


@lru_cache(maxsize=256)
def _places(rules: CategoryRules) -> tuple[tuple[int, int], ...]:
    """Where the facts of each group begin and end in `exact_in`."""
    ends = list(itertools.accumulate(len(facts_of(group, rules)) for group in groups_of(rules)))
    return tuple(zip([0, *ends], ends, strict=False))


@lru_cache(maxsize=4_096)
def band_of(name: str, rules: CategoryRules) -> Callable[[Any], Any]:
    """Return the function that replaces a value by the representative of its band; None stays None."""
    if name == "employer_rd_ratio":
        return lambda value: _ratio(value, rules)
    if name not in KINDS_NEED and name not in _BANDED:
        return lambda value: value
    bands = domain(name, rules)
    return lambda value: None if value is None else bands[bisect_right(bands, value) - 1]


@lru_cache(maxsize=65_536)
def spread(rules: CategoryRules, group: PointGroup, known: tuple[Any, ...]) -> Spread:
    """Everything one group can become from its known facts (`known_facts`)."""
    names = facts_of(group, rules)
    rows = rows_of(group, rules)
    now = group.evaluate(rows, dict(zip(names, known, strict=True)))
    completions = list(_completions(rules, group, names, rows, known))
    columns = list(zip(*(c.outcomes for c in completions), strict=True))
    totals = 0
    for completion in completions:
        if completion.allowed:
            totals |= 1 << completion.total
    return Spread(
        now=now,
        most={row_id: max(column) for row_id, column in zip(now, columns, strict=True)},
        varying=frozenset(row_id for row_id, column in zip(now, columns, strict=True) if len(set(column)) > 1),
        least=min(c.total for c in completions),
        greatest=max(c.total for c in completions),
        totals=totals,
        swings=_swings(names, [value is None for value in known], completions),
    )


@lru_cache(maxsize=16_384)
def swings_over(
    rules: CategoryRules, group: PointGroup, choices: tuple[frozenset[Any], ...]
) -> tuple[int, Mapping[str, frozenset[Swing]]]:
    """Return `totals` and `swings` of a group whose facts can each have several values; None stands for any value."""
    names, rows = facts_of(group, rules), rows_of(group, rules)
    spelled = [
        tuple(dict.fromkeys((*(v for v in each if v is not None), *(domain(name, rules) if None in each else ()))))
        for name, each in zip(names, choices, strict=True)
    ]
    completions = list(_completed(rules, group, names, rows, spelled))
    totals = 0
    for completion in completions:
        if completion.allowed:
            totals |= 1 << completion.total
    return totals, _swings(names, [len(each) > 1 for each in spelled], completions)


def _completions(
    rules: CategoryRules, group: PointGroup, names: Sequence[str], rows: GroupRows, known: tuple[Any, ...]
) -> Iterator[Completion]:
    choices = [(value,) if value is not None else domain(name, rules) for name, value in zip(names, known, strict=True)]
    return _completed(rules, group, names, rows, choices)


def _completed(
    rules: CategoryRules,
    group: PointGroup,
    names: Sequence[str],
    rows: GroupRows,
    choices: Sequence[tuple[Any, ...]],
) -> Iterator[Completion]:
    for values in itertools.product(*choices):
        facts = dict(zip(names, values, strict=True))
        outcomes = tuple(o.points for o in group.evaluate(rows, facts).values())
        yield Completion(values, outcomes, sum(outcomes), _allowed(rules, facts))


def _allowed(rules: CategoryRules, facts: Facts) -> bool:
    """Whether complete facts pass the gates that read them."""
    if rules.min_salary_yen is not None and "salary_yen" in facts:
        return bool(facts["salary_yen"] >= rules.min_salary_yen)
    return not facts.get("international_services", False)


def _swings(
    names: Sequence[str], varying: Sequence[bool], completions: list[Completion]
) -> dict[str, frozenset[Swing]]:
    result = {}
    for i, name in enumerate(names):
        if not varying[i]:
            continue
        by_rest: dict[tuple[Any, ...], list[Completion]] = {}
        for completion in completions:
            rest = completion.values[:i] + completion.values[i + 1 :]
            by_rest.setdefault(rest, []).append(completion)
        swings = set()
        for alike in by_rest.values():
            open_totals = [c.total for c in alike if c.allowed]
            shuts = 0 < len(open_totals) < len(alike)
            if shuts or len({c.outcomes for c in alike}) > 1:
                # Where no completion passes the gate a line may still move, but no total is decided: both ends are 0.
                swings.add(Swing(min(open_totals, default=0), max(open_totals, default=0), shuts))
        if swings:
            result[name] = frozenset(swings)
    return result


@lru_cache(maxsize=1_024)
def domain(name: str, rules: CategoryRules) -> tuple[Any, ...]:
    """Return allowed values of a fact, one for each case that the table treats differently."""
    if name == "degrees":
        return tuple(frozenset(held) for n in range(len(Degree) + 1) for held in itertools.combinations(Degree, n))
    if name == "japanese":
        return tuple(Japanese)
    if name == "position":
        return tuple(Position)
    if name in KINDS_NEED:
        return (0, KINDS_NEED[name])
    if name == "employer_rd_ratio":
        over = _row(rules, "rd_ratio").over_ratio or 0.0
        return (0.0, over, over + 0.01)
    if name in _BANDED:
        return tuple(sorted({0, *_BANDED[name](rules)}))
    return (False, True)


def _row(rules: CategoryRules, row_id: str) -> Row:
    row = rules.row(row_id)
    if row is None:
        raise KeyError(row_id)
    return row


def _row_steps(row_id: str) -> Callable[[CategoryRules], list[int]]:
    return lambda rules: [int(t.at) for t in _row(rules, row_id).tiers]


@lru_cache(maxsize=256)
def age_limits(rules: CategoryRules) -> tuple[int, ...]:
    """Ages at which points change: of the age row, and of the salary steps closed to older people; none in (c)."""
    if rules.row("age") is None:
        return ()
    closed = [t.under_age for t in _row(rules, "salary").tiers if t.under_age is not None]
    return tuple(sorted({*_row_steps("age")(rules), *closed}))


def _salary_steps(rules: CategoryRules) -> list[int]:
    floor = [] if rules.min_salary_yen is None else [rules.min_salary_yen]
    return _row_steps("salary")(rules) + floor


_BANDED: Mapping[str, Callable[[CategoryRules], Sequence[int]]] = {
    "experience_years": _row_steps("career"),
    "licences": _row_steps("licence"),
    "salary_yen": _salary_steps,
    "age": age_limits,
}


def _ratio(value: float | None, rules: CategoryRules) -> Any:
    """Return the ratio of `domain` that the table treats as equal to this one."""
    if value is None:
        return None
    nothing, limit, over = domain("employer_rd_ratio", rules)
    return over if value > limit else limit if value == limit else nothing
