"""Applies a table to a profile: totals, exact ranges, verdicts, and which unknown facts still decide.

Groups (`groups.py`) are independent, so least, greatest and proofs are sums over them. Pure: the day is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from scoring.bands import BandedFacts, age_limits, banded, by_group, exact_in, known_in
from scoring.calendar import completed_years, is_eve
from scoring.confidence import Confidence
from scoring.groups import SERVICES, PointGroup, facts_of, groups_of, rows_of
from scoring.history import facts_on
from scoring.j_skip import GateFacts, gate_facts, j_skip_by, overall_j_skip
from scoring.notices import notices_for
from scoring.points import CategoryScore, Gate, PointItem, Reason, Score, Status, Totals, Verdict
from scoring.profile import Category, Profile
from scoring.reasons import CountedRow, confidence_of, explain, explain_floor
from scoring.ruleset import CategoryRules, Row, Ruleset, ruleset_for
from scoring.spreads import Spread, spread
from scoring.sums import crosses, sums_of_others


def score(profile: Profile, *, as_of: date | None = None, ruleset: Ruleset | None = None) -> Score:
    """Score a profile by the law in force on a day.

    `as_of` wins over the profile's own day; with neither it raises `ValueError`. Dated spells of work and earlier facts
    are read as of that day (`facts_on`). `ruleset` replaces the table in force
    (to tell a change of law from a change of facts). Raises `NoRulesetForDate` for a day before the first table.
    """
    day = as_of or profile.as_of
    if day is None:
        raise ValueError("a day is needed: give as_of")
    rules = ruleset or ruleset_for(day)
    given, profile = profile, facts_on(profile, day)
    scored = [profile.category] if profile.category is not None else list(Category)
    categories = tuple(_score_category(profile, day, rules.categories[c]) for c in scored)
    return Score(
        as_of=day,
        ruleset=rules,
        categories=categories,
        notices=notices_for(given, profile, day, rules, scored, total_of),
        j_skip=overall_j_skip(categories),
    )


def total_of(profile: Profile, day: date, rules: CategoryRules) -> int:
    """Points counted now in one category, without the explanations."""
    return _counted(rules, known_in(rules, profile, profile.age_on(day))).total


def totals(profile: Profile, day: date, rules: CategoryRules) -> Totals:
    """Return what `score` gives for a category without its lines; the profile is taken as it is (see `facts_on`)."""
    return _totals_of(profile, rules, profile.age_on(day))


def if_older(profile: Profile, day: date, rules: CategoryRules) -> Totals | None:
    """How a category stands with the age of the next day, where the day is the eve of a birthday its table looks at.

    None on every other day. The one guard for doubtful days: by the law on ages a year is completed at the end of the
    day before the birthday (年齢計算ニ関スル法律, 民法143条), so that age may count already.
    """
    birth = profile.birth_date
    if birth is None or not is_eve(birth, day):
        return None
    age = completed_years(birth, day) + 1
    return _totals_of(profile, rules, age) if age in age_limits(rules) else None


def _totals_of(profile: Profile, rules: CategoryRules, age: int | None) -> Totals:
    return _totals_by(rules, known_in(rules, profile, age), gate_facts(profile, rules))


def _totals_by(rules: CategoryRules, known: BandedFacts, facts: GateFacts) -> Totals:
    counted = _counted(rules, known)
    gates = _gates(rules, counted.least, counted.greatest, facts)
    return Totals(counted.total, counted.least, counted.greatest, gates, _verdict(gates))


def deciding_facts(
    profile: Profile, day: date, rules: CategoryRules, marks: Collection[int] | None = None
) -> tuple[str, ...]:
    """The unknown facts that can still change whether any of the marks (the pass mark) is reached, in table order.

    One pass: for each group, the sums the other groups can reach are a bit set; a fact decides when, for some such
    sum, its swing crosses the mark or shuts a gate that is open.
    """
    return _deciding(rules, tuple(marks or _mark(rules)), known_in(rules, profile, profile.age_on(day)))


@lru_cache(maxsize=16_384)
def _deciding(rules: CategoryRules, marks: tuple[int, ...], known: BandedFacts) -> tuple[str, ...]:
    """Cached by facts: a person's next turn, and other people at the same point, need the same."""
    groups, spreads = groups_of(rules), _counted(rules, known).spreads
    others = sums_of_others([s.totals for s in spreads])
    found = []
    for group, group_spread, rest in zip(groups, spreads, others, strict=True):
        for name in facts_of(group, rules):
            swings = group_spread.swings.get(name, ())
            if any(crosses(rest, s.least, s.greatest, s.shuts, mark) for s in swings for mark in marks):
                found.append(_field(name))
    return tuple(found)


def open_facts(profile: Profile, day: date, rules: CategoryRules) -> tuple[str, ...]:
    """The unknown facts that can still change any line or gate of this category, in table order."""
    return _counted(rules, known_in(rules, profile, profile.age_on(day))).open


def weights(rules: CategoryRules) -> dict[str, int]:
    """For each fact a category reads, the most points it can move with nothing else known: what to ask first.

    The services gate and the salary floor weigh by what they can shut, so they come first.
    """
    result = {}
    for group_spread in _counted(rules, known_in(rules, Profile(), None)).spreads:
        for name, swings in group_spread.swings.items():
            shut = rules.pass_mark if any(s.shuts for s in swings) else 0
            result[_field(name)] = shut + max(s.greatest - s.least for s in swings)
    return result


def age_band(rules: CategoryRules, age: int) -> int:
    """Which age band of a category an age falls in: ages of one band score alike, whatever the pay."""
    return sum(age >= limit for limit in age_limits(rules))


def _score_category(profile: Profile, day: date, rules: CategoryRules) -> CategoryScore:
    age = profile.age_on(day)
    birth = profile.birth_date
    eve = birth is not None and age is not None and is_eve(birth, day) and age + 1 in age_limits(rules)
    return _scored(rules, exact_in(rules, profile, age), gate_facts(profile, rules), eve)


@lru_cache(maxsize=8_192)
def _scored(rules: CategoryRules, exact: tuple[Any, ...], facts: GateFacts, eve: bool) -> CategoryScore:
    """Kept for equal facts: a person's next turn scores most of them again.

    With `eve` the next day's age is another to the table, and by the law on ages may count already.
    """
    groups = groups_of(rules)
    parts = [_part(rules, group, facts, eve) for group, facts in zip(groups, by_group(rules, exact), strict=True)]
    total = least = greatest = 0
    items: list[PointItem] = []
    for part in parts:
        total += part.points
        least += part.spread.least
        greatest += part.spread.greatest
        items += part.items
    gates = _gates(rules, least, greatest, facts)
    verdict = _verdict(gates)
    older = _older(rules, exact, facts) if eve else None
    at_mark, *others = gates
    if older is not None and older.mark_gate.met is not at_mark.met:
        gates = (replace(at_mark, confidence=Confidence.STAFF_CONFIRMS), *others)
    undecided = verdict is Verdict.UNDECIDED
    return CategoryScore(
        category=rules.category,
        total=total,
        least=least,
        greatest=greatest,
        pass_mark=rules.pass_mark,
        verdict=verdict,
        gates=gates,
        items=_in_table_order(rules)(items),
        j_skip=j_skip_by(rules, facts),
        decided_by=_deciding(rules, _mark(rules), tuple([p.known for p in parts])) if undecided else (),
        older=older,
    )


@lru_cache(maxsize=256)
def _in_table_order(rules: CategoryRules) -> Callable[[Sequence[PointItem]], tuple[PointItem, ...]]:
    """Return the order that sorts lines, listed by group, into table order."""
    grouped = [row_id for group in groups_of(rules) for row_id in rows_of(group, rules)]
    return itemgetter(*(grouped.index(row.id) for row in rules.rows))


def _older(rules: CategoryRules, exact: tuple[Any, ...], facts: GateFacts) -> Totals:
    """How the category stands with the age of the next day."""
    groups = groups_of(rules)
    names = [name for group in groups for name in facts_of(group, rules)]
    aged = tuple(value + 1 if name == "age" else value for name, value in zip(names, exact, strict=True))
    known = [banded(group, rules, each) for group, each in zip(groups, by_group(rules, aged), strict=True)]
    return _totals_by(rules, tuple(known), facts)


class _Part(NamedTuple):
    """One group with its exact facts: what it becomes, its points counted now, and its lines explained."""

    known: tuple[Any, ...]
    spread: Spread
    points: int
    items: tuple[PointItem, ...]


@lru_cache(maxsize=32_768)
def _part(rules: CategoryRules, group: PointGroup, exact: tuple[Any, ...], eve: bool) -> _Part:
    """Kept for equal facts of one group: most groups of two people are alike."""
    facts = dict(zip(facts_of(group, rules), exact, strict=True))
    known = banded(group, rules, exact)
    found = spread(rules, group, known)
    counted = _counted_rows(rules, group, known)
    items = tuple([_item(each, row, facts, eve) for each, row in counted])
    return _Part(known, found, sum([each.points for each, _ in counted]), items)


@lru_cache(maxsize=16_384)
def _counted_rows(
    rules: CategoryRules, group: PointGroup, known: tuple[Any, ...]
) -> tuple[tuple[CountedRow, Row], ...]:
    """The lines of a group as they are counted, each with its row."""
    found = spread(rules, group, known)
    return tuple((_counted_row(found, row_id), row) for row_id, row in rows_of(group, rules).items())


@dataclass(frozen=True, slots=True)
class _Counted:
    """All that follows from the facts of a category as far as its table tells them apart, in table order."""

    spreads: tuple[Spread, ...]
    total: int
    least: int
    greatest: int
    open: tuple[str, ...]


@lru_cache(maxsize=8_192)
def _counted(rules: CategoryRules, known: BandedFacts) -> _Counted:
    """Kept for equal facts: many people are one case to the table."""
    groups = groups_of(rules)
    spreads = tuple(spread(rules, group, facts) for group, facts in zip(groups, known, strict=True))
    return _Counted(
        spreads=spreads,
        total=sum(o.points for s in spreads for o in s.now.values()),
        least=sum(s.least for s in spreads),
        greatest=sum(s.greatest for s in spreads),
        open=tuple(
            _field(name)
            for group, each in zip(groups, spreads, strict=True)
            for name in facts_of(group, rules)
            if name in each.swings
        ),
    )


def _counted_row(of_group: Spread, row_id: str) -> CountedRow:
    outcome = of_group.now[row_id]
    if row_id in of_group.varying:
        status = Status.UNKNOWN
    elif outcome.points:
        status = Status.SCORED
    else:
        status = Status.EXCLUDED if outcome.excluded else Status.NONE
    return CountedRow(row_id, outcome.points, of_group.most[row_id], status)


def _item(counted: CountedRow, row: Row, facts: Mapping[str, Any], eve: bool) -> PointItem:
    row_id, points, most, status = counted
    return PointItem(
        id=row_id,
        points=points,
        most=most,
        status=status,
        why=explain(counted, row, facts),
        column=row.column,
        form_number=row.form_number,
        citation=row.citation,
        evidence=row.evidence,
        confidence=confidence_of(counted, row, facts, eve),
    )


def _gates(rules: CategoryRules, least: int, greatest: int, facts: GateFacts) -> tuple[Gate, ...]:
    mark, floor = rules.pass_mark, rules.min_salary_yen
    passed = True if least >= mark else False if greatest < mark else None
    paid = None if facts.salary_yen is None or floor is None else facts.salary_yen >= floor
    return (_pass_mark(rules, passed, least, greatest), *_other_gates(rules, paid, facts.services))


@lru_cache(maxsize=8_192)
def _pass_mark(rules: CategoryRules, passed: bool | None, least: int, greatest: int) -> Gate:
    key = {True: "why-pass-mark", False: "why-pass-mark-none", None: "why-pass-mark-unknown"}[passed]
    args = {"mark": rules.pass_mark, "least": least, "greatest": greatest}
    return Gate("pass_mark", passed, Reason(key, args), rules.gate_confidence["pass_mark"], rules.citation)


@lru_cache(maxsize=1_024)
def _other_gates(rules: CategoryRules, paid: bool | None, services: bool | None) -> tuple[Gate, ...]:
    gates = []
    if rules.min_salary_yen is not None:
        sure = rules.gate_confidence["min_salary"]
        gates.append(Gate("min_salary", paid, explain_floor(paid, rules), sure, rules.citation))
    if rules.excludes_international_services:
        suffix = "-unknown" if services is None else "-none" if services else ""
        why = Reason(f"why-international-services{suffix}")
        met = None if services is None else not services
        sure = rules.gate_confidence["international_services"]
        gates.append(Gate(SERVICES.id, met, why, sure, rules.citation))
    return tuple(gates)


def _verdict(gates: Sequence[Gate]) -> Verdict:
    """Return the verdict that holds over all completions.

    Salary points never fall as pay rises, so the greatest total is reached with pay above the floor: the gates can be
    read apart from the total.
    """
    pass_mark, *others = gates
    if any(g.met is False for g in others):
        return Verdict.BLOCKED
    if pass_mark.met is False:
        return Verdict.SHORT
    if pass_mark.met and all(g.met for g in others):
        return Verdict.QUALIFIES
    return Verdict.UNDECIDED


def _mark(rules: CategoryRules) -> tuple[int]:
    return (rules.pass_mark,)


def _field(fact: str) -> str:
    """The profile field that brings a fact."""
    return "birth_date" if fact == "age" else fact
