"""One lever: a change of facts with its day, cost and reason; and what a change of facts is worth, group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scoring.groups import PointGroup, facts_of, rows_of
from scoring.points import Reason
from scoring.profile import Category, Profile
from scoring.ruleset import CategoryRules
from scoring.ways.lever_costs import Cost, Demand


@dataclass(frozen=True, slots=True)
class Lever:
    """One change: profile fields and the values they would have, from `day` on, `months` from now.

    `lower` is the smaller step of the same kind: where that suffices, this one is not needed. With `full_time` the
    years of work stand still meanwhile. Cost and months are our own judgement; `why` names what to do.
    """

    id: str
    demand: Demand
    changes: Mapping[str, Any]
    cost: Cost
    months: int
    day: date
    why: Reason
    full_time: bool = False
    lower: Lever | None = None

    def steps_below(self) -> Iterator[Lever]:
        """The smaller steps of the same kind, the next one first."""
        step = self.lower
        while step is not None:
            yield step
            step = step.lower


def go_together(one: Lever, other: Lever) -> bool:
    """Whether two levers can be in one way: not two steps of a kind, no field with two values, no study beside work
    whose years must go on, nor beside another course."""
    if any(step is other for step in one.steps_below()) or any(step is one for step in other.steps_below()):
        return False
    if any(other.changes.get(name, value) != value for name, value in one.changes.items()):
        return False
    standing_still = one.full_time or other.full_time
    both_study = one.full_time and other.full_time
    return not both_study and not (standing_still and Demand.WAIT in (one.demand, other.demand))


def fact_of(name: str, profile: Profile, category: Category, age: int | None) -> Any:
    """One fact as the points groups read it."""
    if name == "age":
        return age
    if name == "experience_years":
        return profile.experience_years.years(category)
    return getattr(profile, name)


def group_points(
    group: PointGroup, rules: CategoryRules, profile: Profile, age: int | None, changes: Mapping[str, Any]
) -> int:
    """Points of one group, counted now, with some of its facts changed."""
    facts = {name: fact_of(name, profile, rules.category, age) for name in facts_of(group, rules)}
    for name, value in changes.items():
        if name in facts:
            facts[name] = value.years(rules.category) if name == "experience_years" else value
    return sum(outcome.points for outcome in group.evaluate(rows_of(group, rules), facts).values())
