"""Since when: which facts of today carry a mark on the day a route looks back to, so that only of these it is asked.

A licence passed last month counts today and not a year ago. What would not change the mark then is not asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scoring.groups import facts_of, groups_of, rows_of
from scoring.known import Known, before_it, brings_nothing
from scoring.mixtures import Possible, crossing, mixture
from scoring.profile import STARTING, Category, Profile
from scoring.ruleset import CategoryRules, ruleset_for

# The kind of work follows from the dates of the work.
_ASKED = tuple(name for name in STARTING if name != "international_services")


@dataclass(frozen=True, slots=True)
class Start:
    """A field whose start must be known: the rows of today's score that it carries, and the day looked back to.

    With `before` its first day is known and lies after that day: what it was before decides.
    """

    field: str
    rows: tuple[str, ...]
    on: date
    before: bool


def starts_needed(
    profile: Profile, category: Category, *, as_of: date, look_back: date, mark: int
) -> tuple[Start, ...]:
    """Return the fields whose start still decides whether a mark was reached on the day looked back to, most first.

    Empty where the mark is not reached today, where it was reached then whatever began since, and where it was not.
    What `since` or `earlier` tells is known; a fact that brings nothing today is taken to have brought nothing then.
    """
    given = dict(profile.since or ())
    known = Known(replace(profile, since=tuple(given.items())), category, as_of)
    table, now = ruleset_for(as_of).categories[category], known.possible(as_of)
    if mixture(table, now).greatest < mark:
        return ()
    then = _as_today_or_before(known.possible(look_back), now)
    return tuple(
        Start(name, _rows(name, table, now), look_back, before=name in given)
        for name in crossing(ruleset_for(look_back).categories[category], then, mark)
        if name in _ASKED and None not in now[name]
    )


def _as_today_or_before(then: Possible, now: Possible) -> Possible:
    """Return the facts of an earlier day; what is not known of it, as it is today or as it can have been before."""
    facts: dict[str, frozenset[Any]] = dict(then)
    for name in _ASKED:
        if then[name] == {None} and None not in now[name]:
            [value] = now[name]
            facts[name] = now[name] | (frozenset() if brings_nothing(value) else before_it(name, value))
    return facts


def _rows(name: str, table: CategoryRules, now: Possible) -> tuple[str, ...]:
    """Return the rows that bring fewer points without a fact of today."""
    group = next(group for group in groups_of(table) if name in facts_of(group, table))
    facts = {fact: next(iter(now[fact])) for fact in facts_of(group, table)}
    rows = rows_of(group, table)
    without = group.evaluate(rows, {**facts, name: None})
    return tuple(row for row, outcome in group.evaluate(rows, facts).items() if outcome != without[row])
