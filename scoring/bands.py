"""Facts as far as a table tells them apart: values of one band score alike, so that equal cases are one case."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from scoring.groups import KINDS_NEED, PointGroup, facts_of, groups_of
from scoring.profile import Degree, Japanese, Position, Profile
from scoring.ruleset import CategoryRules, Row

# The facts of each group of a category, in table order, each as the representative of its band.
BandedFacts = tuple[tuple[Any, ...], ...]


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
