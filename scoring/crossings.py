"""Who a change of law concerns: which marks one table proves reached and another does not, and which lines moved.

Both tables are applied to the same facts on the same day, so that nothing but the law moves anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scoring.confidence import Confidence
from scoring.engine import score, totals
from scoring.history import facts_on
from scoring.points import CategoryScore, Gate, PointItem, Status, Totals
from scoring.profile import Category, Profile
from scoring.ruleset import CategoryRules, Row, Ruleset


@dataclass(frozen=True, slots=True)
class Crossing:
    """A mark that is reached by one table and not by another, or perhaps not.

    `mark` is that of the later table, `mark_before` that of the earlier one: mostly the same number. `counted` says of
    both whether the points counted now reach it (and no condition is known to fail), `proved` what holds over all
    completions; None is "not known".
    """

    mark_before: int
    mark: int
    counted: tuple[bool, bool]
    proved: tuple[bool | None, bool | None]

    @property
    def is_crossed(self) -> bool:
        """Whether it is crossed by what is known; else only what is unknown can make it so."""
        return self.counted[0] is not self.counted[1]

    @property
    def is_reached(self) -> bool:
        """Whether it is reached by the later table, as far as is known."""
        return self.counted[1]

    @property
    def is_sure(self) -> bool:
        """Whether that holds whatever is still unknown."""
        return None not in self.proved


@dataclass(frozen=True, slots=True)
class MovedItem:
    """A line that says something else by another table; None where a table has no such row."""

    id: str
    before: PointItem | None
    after: PointItem | None

    @property
    def points(self) -> tuple[int, int]:
        """The points counted now, before and after."""
        return _points(self.before), _points(self.after)

    @property
    def most(self) -> tuple[int, int]:
        """The most it can bring over all completions, before and after."""
        return _most(self.before), _most(self.after)

    @property
    def citation(self) -> str:
        """The place in the law: of the later table, or of the earlier one where the later has no such row."""
        found = self.after or self.before
        return "" if found is None else found.citation


@dataclass(frozen=True, slots=True)
class MovedGate:
    """A condition that another table puts otherwise; a table without it asks for nothing."""

    id: str
    before: bool | None
    after: bool | None
    citation: str


@dataclass(frozen=True, slots=True)
class CategoryShift:
    """What another table makes of a person in one category: totals, marks crossed or perhaps crossed, what moved."""

    category: Category
    before: Totals
    after: Totals
    crossings: tuple[Crossing, ...]
    moved_items: tuple[MovedItem, ...]
    moved_gates: tuple[MovedGate, ...]
    # How sure all of it is, by both tables; and whether the later one opens J-Skip, which needs no points.
    confidence: Confidence
    j_skip: bool | None

    def by_points(self, crossing: Crossing) -> bool:
        """Whether the points themselves cross a mark; else a condition beside them opens or closes what they reach."""
        return (self.before.total >= crossing.mark_before) is not (self.after.total >= crossing.mark)


def marks_of(law: Ruleset) -> tuple[int, ...]:
    """Return the totals that open something: the pass mark, then what permanent residence asks for above it."""
    passes = law.categories[Category.A].pass_mark
    return (passes, *(mark for mark in law.permanent_residence_marks if mark > passes))


@lru_cache(maxsize=16)
def content_of(law: Ruleset) -> str:
    """Return what tells a table from a corrected one of the same first day: the same wherever and whenever it is asked.

    Only what counts points goes into it: where a row is cited, and what the table is called, may change.
    """
    says = [law.permanent_residence_marks, *(_counts_by(law.categories[category]) for category in Category)]
    return hashlib.sha256(json.dumps(says).encode()).hexdigest()[:16]


def category_shift(
    profile: Profile, day: date, category: Category, before: Ruleset, after: Ruleset
) -> CategoryShift | None:
    """Return what a person crosses, or may cross, from one table to another; None where they can cross nothing."""
    old, new = before.categories[category], after.categories[category]
    if old is new or not _differ(old, new) and marks_of(before) == marks_of(after):
        return None
    known = facts_on(profile, day)
    was, now = totals(known, day, old), totals(known, day, new)
    # A mark that one of them does not ask for is crossed by nobody.
    marks = zip(marks_of(before), marks_of(after), strict=False)
    found = [Crossing(a, b, (_counts(was, a), _counts(now, b)), (was.reaches(a), now.reaches(b))) for a, b in marks]
    if not any(_moves(crossing) or not crossing.is_sure for crossing in found):
        return None
    asked = profile.with_facts(category=category)
    scored = [score(asked, as_of=day, ruleset=law).of(category) for law in (before, after)]
    items = tuple(_moved_items(scored[0], scored[1], old, new))
    gates = tuple(_moved_gates(was, now, old, new))
    # What is not known by either table is crossed by nobody whom the change does not touch.
    touched = bool(items or gates)
    crossings = tuple(crossing for crossing in found if _moves(crossing) or (not crossing.is_sure and touched))
    if not crossings:
        return None
    sure = _confidence(scored, crossings, gates)
    return CategoryShift(category, was, now, crossings, items, gates, sure, scored[1].j_skip.met)


def _confidence(
    scored: Sequence[CategoryScore], crossings: Iterable[Crossing], moved_gates: Iterable[MovedGate]
) -> Confidence:
    """Return whether staff must confirm a line that counts, a gate that moved, or an age on a birthday's eve."""
    names = {gate.id for gate in moved_gates}
    lines = any(item.points and item.confidence is Confidence.STAFF_CONFIRMS for one in scored for item in one.items)
    gates = any(
        gate.id in names and gate.confidence is Confidence.STAFF_CONFIRMS for one in scored for gate in one.other_gates
    )
    eve = any(
        one.is_doubtful(mark)
        for crossing in crossings
        for one, mark in zip(scored, (crossing.mark_before, crossing.mark), strict=True)
    )
    return Confidence.STAFF_CONFIRMS if lines or gates or eve else Confidence.VERIFIED


def _counts(totals: Totals, mark: int) -> bool:
    """Return whether the points counted now reach a mark, with no condition known to fail."""
    return totals.total >= mark and all(gate.met is not False for gate in totals.other_gates)


def _moves(crossing: Crossing) -> bool:
    return crossing.is_crossed or crossing.proved[0] is not crossing.proved[1]


def _moved_items(was: CategoryScore, now: CategoryScore, old: CategoryRules, new: CategoryRules) -> Iterator[MovedItem]:
    """Yield the lines with other points, and those not known yet whose row says something else; in table order."""
    before, after = ({item.id: item for item in entry.items} for entry in (was, now))
    says = _changed_rows(old, new)
    for row_id in dict.fromkeys((*after, *before)):
        moved = MovedItem(row_id, before.get(row_id), after.get(row_id))
        unknown = any(item is not None and item.status is Status.UNKNOWN for item in (moved.before, moved.after))
        if moved.points[0] != moved.points[1] or moved.most[0] != moved.most[1] or (unknown and row_id in says):
            yield moved


def _moved_gates(was: Totals, now: Totals, old: CategoryRules, new: CategoryRules) -> Iterator[MovedGate]:
    """Yield the conditions beside the points that are met by one table alone, or not known and put otherwise."""
    before, after = ({gate.id: gate for gate in entry.other_gates} for entry in (was, now))
    for name in dict.fromkeys((*after, *before)):
        gates = before.get(name), after.get(name)
        met = _met(gates[0]), _met(gates[1])
        if met[0] is not met[1] or (met[0] is None and _floor(old) != _floor(new)):
            yield MovedGate(name, *met, new.citation)


def _points(item: PointItem | None) -> int:
    return 0 if item is None else item.points


def _most(item: PointItem | None) -> int:
    return 0 if item is None else item.most


def _met(gate: Gate | None) -> bool | None:
    return True if gate is None else gate.met


def _floor(rules: CategoryRules) -> tuple[int | None, bool]:
    return rules.min_salary_yen, rules.excludes_international_services


def _differ(old: CategoryRules, new: CategoryRules) -> bool:
    return bool(_changed_rows(old, new)) or _floor(old) != _floor(new)


@lru_cache(maxsize=64)
def _changed_rows(old: CategoryRules, new: CategoryRules) -> frozenset[str]:
    """Return the rows that bring other points by another table, or ask for something else."""
    before, after = ({row.id: _says(row) for row in rules.rows} for rules in (old, new))
    return frozenset(row_id for row_id in before.keys() | after.keys() if before.get(row_id) != after.get(row_id))


def _says(row: Row) -> tuple[object, ...]:
    return row.points, row.tiers, row.over_ratio


def _counts_by(rules: CategoryRules) -> tuple[object, ...]:
    """Return all that counts in a category, as plain values."""
    tiers = {row.id: [(tier.at, tier.points, tier.under_age) for tier in row.tiers] for row in rules.rows}
    rows = [(row.id, row.points, tiers[row.id], row.over_ratio) for row in rules.rows]
    rule = rules.j_skip
    j_skip = None if rule is None else (rule.min_salary_yen, sorted(rule.degrees), rule.min_years)
    return rows, rules.pass_mark, _floor(rules), j_skip
