"""Worked examples: for each step of each row the smallest profile that scores it, counted by the engine itself.

Nothing here says what a row brings: the facts are looked for among all that the row's group can tell apart, and what
they bring is what `score` says of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.bands import age_limits, domain
from scoring.engine import score
from scoring.groups import PointGroup, facts_of, groups_of, rows_of
from scoring.points import CategoryScore
from scoring.profile import Category, Degree, Experience, Position, Profile
from scoring.ruleset import ROW_KINDS, CategoryRules, Row, RowKind, Ruleset, Tier


@dataclass(frozen=True, slots=True)
class Example:
    """A profile with nothing known but `facts`, and what it scores: the row asked about, in all, and by other rows."""

    facts: tuple[tuple[str, Any], ...]
    points: int
    total: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AtAge:
    """What a step of pay brings from an age on and until one before another; None is open."""

    first: int | None
    before: int | None
    points: int


def example(law: Ruleset, category: Category, row: Row, tier: Tier | None, day: date) -> Example:
    """Return the smallest profile that scores a step of a row (`tier`), or a row without steps.

    Smallest is: the fewest facts known, then the fewest points besides. Raises `LookupError` where none scores it.
    """
    rules = law.categories[category]
    group = next(group for group in groups_of(rules) if row.id in group.rows)
    wanted = row.points if tier is None else tier.points
    for facts in _smallest_first(group, rules, row, tier):
        outcomes = group.evaluate(rows_of(group, rules), facts)
        if outcomes[row.id].points == wanted:
            known = {name: value for name, value in facts.items() if value is not None}
            return _worked(known, counted(known, category, law, day), row.id)
    raise LookupError(row.id)


def at_ages(law: Ruleset, category: Category, tier: Tier, day: date) -> tuple[AtAge, ...]:
    """Return what a step of pay brings in each band of ages; none where age plays no part."""
    limits = age_limits(law.categories[category])
    if not limits:
        return ()
    bands = zip([None, *limits], [*limits, None], strict=True)
    return tuple(
        AtAge(first, before, _pay(law, category, tier, limits[0] - 1 if first is None else first, day))
        for first, before in bands
    )


def counted(facts: Mapping[str, Any], category: Category, law: Ruleset, day: date) -> CategoryScore:
    """Return the score of a person of whom only these facts are known."""
    years = facts.get("experience_years")
    known = {name: value for name, value in facts.items() if name != "experience_years"}
    profile = Profile(category=category, experience_years=Experience.everywhere(years), **known)
    return score(profile, as_of=day, ruleset=law).of(category)


def _pay(law: Ruleset, category: Category, tier: Tier, age: int, day: date) -> int:
    return counted({"salary_yen": tier.at, "age": age}, category, law, day).item("salary").points


def _worked(facts: Mapping[str, Any], entry: CategoryScore, row: str) -> Example:
    others = tuple((item.id, item.points) for item in entry.items if item.points and item.id != row)
    return Example(tuple(facts.items()), entry.item(row).points, entry.total, others)


def _smallest_first(group: PointGroup, rules: CategoryRules, row: Row, tier: Tier | None) -> Iterator[dict[str, Any]]:
    """What can be known of a group, with what the step names fixed; the fewest facts and points first."""
    names, fixed = facts_of(group, rules), {} if tier is None else _named(row, tier)
    choices = [(fixed[name],) if name in fixed else (None, *domain(name, rules)) for name in names]
    cases = [dict(zip(names, values, strict=True)) for values in itertools.product(*choices)]

    def size(facts: Mapping[str, Any]) -> tuple[object, ...]:
        outcomes = group.evaluate(rows_of(group, rules), facts)
        known = [value for value in facts.values() if value is not None]
        held = sum(len(value) for value in known if isinstance(value, frozenset))
        besides = sum(outcome.points for outcome in outcomes.values())
        # Of equals, the facts that the table names first: the last kind of research is a case for staff.
        return len(known), held, besides, [value is None for value in facts.values()]

    return iter(sorted(cases, key=size))


def _named(row: Row, tier: Tier) -> dict[str, Any]:
    """The facts that a step itself names."""
    kind = ROW_KINDS[row.id]
    if kind is RowKind.DEGREE:
        return {"degrees": frozenset({Degree(str(tier.at))})}
    if kind is RowKind.POSITION:
        return {"position": Position(str(tier.at))}
    if kind is RowKind.YEARS:
        return {"experience_years": tier.at}
    if kind is RowKind.AGE:
        return {"age": int(tier.at) - 1}
    if kind is RowKind.SALARY:
        return {"salary_yen": tier.at} | ({} if tier.under_age is None else {"age": tier.under_age - 1})
    # Each kind of research has a fact of its own; licences are one number.
    return {} if row.id == "research" else {"licences": tier.at}
