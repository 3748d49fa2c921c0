"""Points where facts are not one value each but several that are possible: exact over every mixture of them.

`Possible` has for each fact the values it can have; None among them where it is not known. Groups share no fact
(`groups.py`), so the least and the greatest over all mixtures are sums over groups.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.bands import band_of
from scoring.groups import PointGroup, facts_of, groups_of
from scoring.j_skip import J_SKIP_FACTS, j_skip_met
from scoring.points import Verdict
from scoring.ruleset import CategoryRules
from scoring.spreads import spread, swings_over
from scoring.sums import crosses, sums_of_others
from scoring.three import agreed, every

Possible = Mapping[str, frozenset[Any]]


@dataclass(frozen=True, slots=True)
class Mixture:
    """What is possible for one category: points counted for certain, least, greatest, and the gates beside the mark.

    `total` counts what every mixture brings without an unknown fact. The other fields name facts that are not certain
    and can move the points, or leave the gates open.
    """

    total: int
    least: int
    greatest: int
    gates: bool | None
    of_points: tuple[str, ...]
    of_gates: tuple[str, ...]

    def verdict(self, mark: int) -> Verdict:
        """What is proved over all mixtures and all completions of what is not known."""
        if self.gates is False:
            return Verdict.BLOCKED
        if self.greatest < mark:
            return Verdict.SHORT
        return Verdict.QUALIFIES if self.gates and self.least >= mark else Verdict.UNDECIDED


def mixture(rules: CategoryRules, possible: Possible) -> Mixture:
    """What these possible facts come to by one category's table."""
    ranges = [
        _range_of(rules, group, tuple(_banded(rules, name, possible[name]) for name in facts_of(group, rules)))
        for group in groups_of(rules)
    ]
    gates, gate_facts = _gates(rules, possible)
    return Mixture(
        total=sum(r.total for r in ranges),
        least=sum(r.least for r in ranges),
        greatest=sum(r.greatest for r in ranges),
        gates=gates,
        of_points=tuple(name for r in ranges for name in r.moving),
        of_gates=gate_facts,
    )


def j_skip_of(rules: CategoryRules, possible: Possible) -> tuple[bool | None, tuple[str, ...]]:
    """J-Skip over all mixtures, and the facts that still decide it."""
    met = agreed(j_skip_met(rules, *values) for values in itertools.product(*(possible[name] for name in J_SKIP_FACTS)))
    if met is not None:
        return met, ()
    return None, tuple(name for name in J_SKIP_FACTS if len(possible[name]) > 1 or None in possible[name])


def crossing(rules: CategoryRules, possible: Possible, mark: int) -> tuple[str, ...]:
    """Return the facts in doubt that can still change whether a mark is reached with the gates, most points first.

    For each group, the sums the other groups can reach are a bit set; a fact decides when, for some such sum, its swing
    crosses the mark or shuts a gate that is open.
    """
    groups = groups_of(rules)
    found = [
        swings_over(rules, group, tuple(_banded(rules, name, possible[name]) for name in facts_of(group, rules)))
        for group in groups
    ]
    others = sums_of_others([totals for totals, _ in found])
    moved = {
        name: max(swing.greatest - swing.least for swing in swings)
        for (_, by_name), rest in zip(found, others, strict=True)
        for name, swings in by_name.items()
        if any(crosses(rest, swing.least, swing.greatest, swing.shuts, mark) for swing in swings)
    }
    return tuple(sorted(moved, key=lambda name: -moved[name]))


class _Range(NamedTuple):
    """A group over all mixtures, and the facts in doubt that can move it."""

    total: int
    least: int
    greatest: int
    moving: tuple[str, ...]


def _banded(rules: CategoryRules, name: str, values: Iterable[Any]) -> frozenset[Any]:
    """The values of a fact as far as the table tells them apart."""
    band = band_of(name, rules)
    return frozenset(band(value) for value in values)


@lru_cache(maxsize=16_384)
def _range_of(rules: CategoryRules, group: PointGroup, values: tuple[frozenset[Any], ...]) -> _Range:
    """Kept for equal facts: most groups are alike on most days."""
    names = facts_of(group, rules)
    spreads = {mixed: spread(rules, group, mixed) for mixed in itertools.product(*values)}
    moving = []
    for i, name in enumerate(names):
        alike: dict[tuple[Any, ...], set[tuple[int, int]]] = {}
        for mixed, each in spreads.items():
            alike.setdefault(mixed[:i] + mixed[i + 1 :], set()).add((each.least, each.greatest))
        open_itself = any(name in each.swings for each in spreads.values())
        if open_itself or any(len(ends) > 1 for ends in alike.values()):
            moving.append(name)
    return _Range(
        min(sum(outcome.points for outcome in s.now.values()) for s in spreads.values()),
        min(s.least for s in spreads.values()),
        max(s.greatest for s in spreads.values()),
        tuple(moving),
    )


def _gates(rules: CategoryRules, possible: Possible) -> tuple[bool | None, tuple[str, ...]]:
    """The gates besides the pass mark over all mixtures, and the facts that still decide them.

    Points never fall as pay rises, so the greatest total goes with pay above the floor: gates and totals can be read
    apart.
    """
    answers: dict[str, bool | None] = {}
    floor = rules.min_salary_yen
    if floor is not None:
        answers["salary_yen"] = agreed(None if pay is None else pay >= floor for pay in possible["salary_yen"])
    if rules.excludes_international_services:
        services = possible["international_services"]
        answers["international_services"] = agreed(None if kind is None else not kind for kind in services)
    return every(answers.values()), tuple(name for name, answer in answers.items() if answer is None)
