"""What each point group can still become, exactly, over every completion of the facts that are not known.

Groups share no fact, so ranges and proofs add up over groups, without ever trying whole profiles.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.bands import domain
from scoring.groups import Facts, GroupRows, PointGroup, RowOutcome, facts_of, rows_of
from scoring.ruleset import CategoryRules


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
