"""The rule files as a book: every rule with its name, how sure it is, since when it reads so, and in which wording.

A rule is named by where it stands: "hsp.rows.local_gov" is the table [rows.local_gov] of the points tables,
"family.benefits.parents" the table [benefits.parents] of family.toml. A points table repeats its rules in each version,
under one name; a check is of a wording of a rule, so a wording has a mark of its own (`book_file`). Which row takes the
points of another is reasoning and stands in no file, so the mark of a row knows what it scores as well.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from scoring.bands import domain
from scoring.book_file import BookRule, WrittenFile, mark_of, rules_in, written_file
from scoring.calendar import ONE_DAY
from scoring.dated_rules import texts_of, version_on
from scoring.errors import NoRulesetForDate, RulesetError
from scoring.groups import facts_of, groups_of, rows_of
from scoring.ruleset import Ruleset, ruleset_for
from scoring.sources import FILE as SOURCES
from scoring.sources import Source, all_sources

POINTS = "hsp"
"""How names of rules of the points tables begin."""
FILES = ("residence", "family", "papers", "procedures", "fees", "duties", "levers", "categories")
"""The other rule files, in the order of the book."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a rule file says of itself; `title` is empty where it has none."""

    title: str
    reference: str
    last_checked_on: date


def head_of(file: str, day: date) -> Head:
    """Return the head of one of `FILES`, of the version in force on a day."""
    head = _version_of(file, day).data["head"]
    return Head(head.get("title", ""), head["reference"], head["last_checked_on"])


def rules_on(day: date) -> tuple[BookRule, ...]:
    """Every rule of the points table in force on a day, then those of the other files, whether in force or not.

    Raises `NoRulesetForDate` for a day before the first table.
    """
    return tuple(_by_name(_first_day_of(day)).values())


def rule_on(rule_id: str, day: date) -> BookRule | None:
    """Return one rule as it reads on a day; None where no rule has that name on it."""
    return _by_name(_first_day_of(day)).get(rule_id)


def wordings() -> Iterator[tuple[date, BookRule]]:
    """Yield each rule of each version as it reads, once, with a day on which it does."""
    seen: set[tuple[str, str]] = set()
    for first_day in _first_days():
        for rule in _by_name(first_day).values():
            if (rule.id, rule.wording) not in seen:
                seen.add((rule.id, rule.wording))
                yield first_day, rule


@cache
def rule_ids() -> frozenset[str]:
    """The names of all rules, of every version of the files."""
    return frozenset(name for first_day in _first_days() for name in _by_name(first_day))


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its code, in the order of its file. Raises `RulesetError` for one that no rule cites."""
    rules = (rule for first_day in _first_days() for rule in _by_name(first_day).values())
    return _all_cited(all_sources(), (code for rule in rules for code in rule.source))


def _all_cited(known: Mapping[str, Source], codes: Iterable[str]) -> Mapping[str, Source]:
    left = set(known).difference(codes)
    if left:
        raise RulesetError(SOURCES, min(left), "a rule that cites it; none does")
    return known


@cache
def _by_name(first_day: date) -> Mapping[str, BookRule]:
    """All rules as they read from one of `_first_days` on."""
    table = version_on(POINTS, tuple(_tables()), first_day)
    rules = (*_of_table(table), *(rule for file in FILES for rule in _of_file(file, first_day)))
    return {rule.id: rule for rule in rules}


@cache
def _first_days() -> tuple[date, ...]:
    """The days on which a version of a file begins, oldest first; none before the first points table."""
    days = {*_tables(), *(day for file in FILES for day in texts_of(file))}
    return tuple(sorted(day for day in days if day >= min(_tables())))


def _first_day_of(day: date) -> date:
    in_force = [first_day for first_day in _first_days() if first_day <= day]
    if not in_force:
        raise NoRulesetForDate(day, min(_tables()))
    return in_force[-1]


@cache
def _tables() -> Mapping[date, WrittenFile]:
    """The points tables as they are written, oldest first, by first day."""
    folder = resources.files("scoring") / "rules" / POINTS
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    files = (written_file(path.read_text(encoding="utf-8")) for path in paths)
    return {file.data["head"]["effective_from"]: file for file in files}


@cache
def _of_table(first_day: date) -> tuple[BookRule, ...]:
    """Return the rules of one points table, `since` the first of the unbroken run of tables that read the same."""
    rules = tuple(_as_written(first_day))
    since = dict.fromkeys((rule.id for rule in rules), first_day)
    unbroken = set(since)
    for earlier in sorted((day for day in _tables() if day < first_day), reverse=True):
        before = {rule.id: rule.wording for rule in _as_written(earlier)}
        unbroken &= {rule.id for rule in rules if before.get(rule.id) == rule.wording}
        since |= dict.fromkeys(unbroken, earlier)
    return tuple(replace(rule, since=since[rule.id]) for rule in rules)


@cache
def _as_written(first_day: date) -> tuple[BookRule, ...]:
    """Return the rules of one points table; a row's mark covers its text and what it scores."""
    scores = _scores(ruleset_for(first_day))
    rules = rules_in(POINTS, _tables()[first_day])
    return tuple(
        replace(rule, wording=mark_of([rule.wording, scores[rule.id]])) if rule.id in scores else rule for rule in rules
    )


def _scores(law: Ruleset) -> dict[str, list[str]]:
    """Return, for each row, its points for every combination of its group's facts, in every category that has it."""
    found: dict[str, list[str]] = {}
    for category, rules in law.categories.items():
        for group in groups_of(rules):
            names, rows = facts_of(group, rules), rows_of(group, rules)
            cases = list(itertools.product(*(domain(name, rules) for name in names)))
            outcomes = [group.evaluate(rows, dict(zip(names, values, strict=True))) for values in cases]
            for row in rows:
                points = {values: outcome[row].points for values, outcome in zip(cases, outcomes, strict=True)}
                found.setdefault(f"{POINTS}.rows.{row}", []).append(
                    f"{category.value}: {_as_far_as_it_matters(points)}"
                )
    return found


def _as_far_as_it_matters(points: Mapping[tuple[Any, ...], int]) -> list[str]:
    """Return points by facts, leaving out facts that change nothing: a group's new fact must not change every row."""
    matter = [
        place
        for place in range(len(next(iter(points))))
        if len({(*values[:place], *values[place + 1 :], worth) for values, worth in points.items()})
        > len({(*values[:place], *values[place + 1 :]) for values in points})
    ]
    return sorted({f"{[_plain(values[place]) for place in matter]}: {worth}" for values, worth in points.items()})


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, frozenset) else str(value)


@cache
def _of_file(name: str, day: date) -> tuple[BookRule, ...]:
    """Return the rules of the version of a file that is in force on a day.

    A rule that reads as in the version before has the days it had there; one that changed reads so since this version.
    """
    first_days = tuple(texts_of(name))
    first_day = version_on(name, first_days, day)
    rules = tuple(rules_in(name, _version_of(name, day)))
    if first_day == first_days[0]:
        return rules
    before = {rule.id: rule for rule in _of_file(name, first_day - ONE_DAY)}
    return tuple(
        replace(rule, since=before[rule.id].since)
        if rule.id in before and before[rule.id].wording == rule.wording
        else replace(rule, since=max(first_day, rule.since or first_day))
        for rule in rules
    )


def _version_of(name: str, day: date) -> WrittenFile:
    versions = texts_of(name)
    return written_file(versions[version_on(name, tuple(versions), day)][1])
