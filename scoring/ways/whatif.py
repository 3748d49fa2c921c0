"""The way to a mark: every smallest set of realistic changes that reaches it, the likeliest and easiest first.

A set of levers is judged on the day its last lever needs, by the law and the age of that day. Only the point groups
that a lever touches are evaluated again, each once for every set of its own levers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from scoring.bands import known_facts
from scoring.calendar import births_of, completed_years, is_eve
from scoring.confidence import Confidence
from scoring.groups import PointGroup, facts_of, groups_of
from scoring.history import facts_on, going_on
from scoring.j_skip import j_skip
from scoring.points import Reason
from scoring.profile import Category, Degree, Profile, WorkPeriod
from scoring.ruleset import CategoryRules, Ruleset, ruleset_for
from scoring.spreads import spread
from scoring.ways.lever import Lever, go_together, group_points
from scoring.ways.lever_costs import Cost, Demand, lever_costs
from scoring.ways.levers import levers

_J_SKIP_FACTS = frozenset({"salary_yen", "degrees", "experience_years"})
_EXCLUDING_FACTS = ("japanese_degree", "designated_training_at_japanese_university")
_GATE_FACTS = frozenset({"salary_yen", "international_services"})
_DEMANDS = tuple(Demand)


@dataclass(frozen=True, slots=True)
class Way:
    """Levers that together reach a mark in a category; without any one of them, or with a smaller step, it is not.

    `total` is counted on `day`, `months` from now: unknown facts as nothing, years of work as they are today unless a
    lever adds to them. With `via_j_skip` the route without points is reached, and the mark is not. `conditional`: the
    work must be found to fall under the category, which staff decide by the activity. `still_open` names gates and
    facts, not known, that must not turn out badly. `effort` is our own measure, in months of waiting; `unlikely` counts
    checks that for this person seldom turn out well, and `rank` is what orders: effort, with a weight for each of these
    and for each further lever. `confidence` is
    "staff_confirms" where `day` is the eve of a birthday and the age of the next day, if it counts already, misses the
    mark.
    """

    category: Category
    mark: int
    levers: tuple[Lever, ...]
    total: int
    via_j_skip: bool
    conditional: bool
    day: date
    months: int
    still_open: tuple[str, ...]
    effort: int
    unlikely: int
    rank: int
    confidence: Confidence

    @property
    def changes(self) -> dict[str, Any]:
        """Profile fields and the values they would have."""
        return {name: value for lever in self.levers for name, value in lever.changes.items()}

    @property
    def demand(self) -> Demand:
        """What the lever asks that asks most."""
        return max((lever.demand for lever in self.levers), key=_DEMANDS.index)


def ways(
    profile: Profile,
    *,
    as_of: date,
    mark: int,
    rules: Ruleset | None = None,
    fits: Collection[Category] = (),
) -> tuple[Way, ...]:
    """Every smallest set of levers that reaches `mark` points (or J-Skip) with no gate failed, the likeliest first.

    Looks in the profile's category; while none is known in all of them, each way conditional. `fits` names other
    categories that the work may fall under: going there is a lever too. Empty for a category where the mark, or J-Skip,
    is reached already, and where nothing realistic reaches it. `rules` replaces the tables in force. Raises
    `NoRulesetForDate` for a day before the first table.
    """
    own = list(Category) if profile.category is None else [profile.category]
    searches = [_Search(profile, as_of, mark, rules, category) for category in own]
    found = [way for search in searches for way in search.ways()]
    if profile.category is not None and not searches[0].reached_now:
        known = list(found)
        for category in Category:
            if category in fits and category is not profile.category:
                elsewhere = _Search(profile, as_of, mark, rules, category).ways()
                found += [way for way in elsewhere if not any(_within(own_way, way) for own_way in known)]
    return tuple(sorted(found, key=_likeliest_first))


class _Search:
    """One category of one person: its levers, and which sets of them reach the mark. Sets are bits, one for a lever."""

    def __init__(self, profile: Profile, as_of: date, mark: int, rules: Ruleset | None, category: Category) -> None:
        self.as_of, self.mark, self.rules, self.category = as_of, mark, rules, category
        self.now = facts_on(profile, as_of)
        self.conditional = profile.category is not category
        self.birth = self.now.birth_date
        age = self.now.age_on(as_of)
        if self.birth is None and age is not None:
            # Whoever gives only an age loses points soonest by the earliest birth date.
            self.birth = births_of(age, as_of)[0]
        self.costs = lever_costs(as_of)
        found = levers(
            self.now,
            _spells(profile, self.now, category, as_of),
            as_of=as_of,
            age=age,
            rules=self.table(as_of),
            costs=self.costs,
        )
        self.first = (_going_to(category, as_of),) if profile.category not in (None, category) else ()
        self.levers = (*self.first, *found)
        self.boards: dict[tuple[CategoryRules, int | None], _Board] = {}
        self.reached_now = self.board(as_of).reaches(0, mark)

    def ways(self) -> Iterator[Way]:
        """Smaller sets first, and smaller steps: whatever lies above a set that reaches is not needed."""
        if self.is_closed or (self.reached_now and not self.first):
            return
        bit_below = [self.bit_below(lever) for lever in self.levers]
        not_needed: set[int] = set()
        for members in self.sets():
            bits = 0
            for i in members:
                bits |= 1 << i
            if any(
                bits & ~(1 << i) in not_needed or (bit_below[i] and bits & ~(1 << i) | bit_below[i] in not_needed)
                for i in members
            ):
                not_needed.add(bits)
                continue
            chosen = [self.levers[i] for i in members]
            day = max(lever.day for lever in chosen)
            if self.board(day).reaches(bits, self.mark):
                not_needed.add(bits)
                yield self.way(bits, chosen, day)

    @property
    def is_closed(self) -> bool:
        """Whether a gate fails that no lever opens: the kind of work is what it is."""
        return bool(self.table(self.as_of).excludes_international_services and self.now.international_services)

    def sets(self) -> Iterator[tuple[int, ...]]:
        """Sets of levers that go together, by size, then in the order of the levers; going to another category is in
        all of its sets."""
        count = len(self.levers)
        after = [[j for j in range(i + 1, count) if go_together(self.levers[i], self.levers[j])] for i in range(count)]
        layer: list[tuple[tuple[int, ...], list[int]]] = [((i,), after[i]) for i in range(1 if self.first else count)]
        for size in range(1, self.costs.most_levers + 1):
            yield from (members for members, _ in layer)
            if size < self.costs.most_levers:
                layer = [((*members, i), [j for j in after[i] if j in rest]) for members, rest in layer for i in rest]

    def bit_below(self, lever: Lever) -> int:
        """The next smaller step of a lever, as a bit; 0 for the smallest."""
        return next((1 << i for i, other in enumerate(self.levers) if other is lever.lower), 0)

    def table(self, day: date) -> CategoryRules:
        """The category's table on a day."""
        return (self.rules or ruleset_for(day)).categories[self.category]

    def board(self, day: date, *, older: bool = False) -> _Board:
        """Points as of a day; days of one table and one age share them. With `older`, at the age of the next day."""
        rules = self.table(day)
        age = None if self.birth is None else completed_years(self.birth, day) + older
        if (rules, age) not in self.boards:
            self.boards[rules, age] = _Board(rules, self.now, age, self.levers)
        return self.boards[rules, age]

    def is_sure(self, bits: int, day: date) -> bool:
        """Whether a way stands with the age of the next day too, where by the law on ages that may count already."""
        if self.now.birth_date is None or not is_eve(self.now.birth_date, day):
            return True
        return self.board(day, older=True).reaches(bits, self.mark)

    def is_unlikely(self, lever: Lever) -> bool:
        """Whether it is a check that seldom turns out well for this person."""
        rare = self.costs.rare
        seldom = rare.checks
        if Degree.DOCTORATE in (self.now.degrees or ()):
            seldom -= rare.not_with_doctorate
        if self.now.japanese_degree:
            seldom -= rare.not_with_japanese_degree
        return lever.demand is Demand.CHECK and lever.id in seldom

    def way(self, bits: int, chosen: Sequence[Lever], day: date) -> Way:
        board = self.board(day)
        months = max(lever.months for lever in chosen)
        effort = months + sum(self.costs.weights[lever.cost] for lever in chosen)
        unlikely = sum(self.is_unlikely(lever) for lever in chosen)
        return Way(
            category=self.category,
            mark=self.mark,
            levers=tuple(chosen),
            total=board.total(bits),
            via_j_skip=not board.reaches_by_points(bits, self.mark),
            conditional=self.conditional,
            day=day,
            months=months,
            still_open=board.still_open(bits, self.mark),
            effort=effort,
            unlikely=unlikely,
            rank=effort + unlikely * self.costs.rare.months + (len(chosen) - 1) * self.costs.rare.more,
            confidence=Confidence.VERIFIED if self.is_sure(bits, day) else Confidence.STAFF_CONFIRMS,
        )


class _Open(NamedTuple):
    """Gates not known; facts not known that can exclude; and the points that their exclusion takes away."""

    gates: tuple[str, ...]
    unknown: tuple[str, ...]
    may_fall: int


class _Board:
    """Points of one category at one age, by one table, for sets of levers."""

    def __init__(self, rules: CategoryRules, now: Profile, age: int | None, offered: Sequence[Lever]) -> None:
        self.rules, self.now, self.age, self.levers = rules, now, age, offered
        self.counted_now = 0
        self.touched: list[tuple[int, PointGroup, dict[int, int]]] = []
        for group in groups_of(rules):
            points = group_points(group, rules, now, age, {})
            self.counted_now += points
            bits = self.bits_of(frozenset(facts_of(group, rules)))
            if bits:
                self.touched.append((bits, group, {0: points}))
        floor = rules.min_salary_yen
        self.pay_bits = sum(
            1 << i
            for i, lever in enumerate(offered)
            if floor is not None and lever.changes.get("salary_yen", 0) >= floor
        )
        self.paid_enough = floor is None or now.salary_yen is None or now.salary_yen >= floor
        pays = [now.salary_yen or 0, *(lever.changes.get("salary_yen", 0) for lever in offered)]
        near_j_skip = rules.j_skip is not None and max(pays) >= rules.j_skip.min_salary_yen
        self.j_skip_bits = self.bits_of(_J_SKIP_FACTS) if near_j_skip else None
        self.j_skips: dict[int, bool] = {}
        self.japan = next(g for g in groups_of(rules) if g.id == "japan")
        self.open_bits = self.bits_of(_GATE_FACTS.union(_EXCLUDING_FACTS, facts_of(self.japan, rules)))
        self.opens: dict[int, _Open] = {}

    def reaches(self, bits: int, mark: int) -> bool:
        """Whether a set of levers reaches the mark with no gate failed, or J-Skip."""
        return self.reaches_by_points(bits, mark) or self.reaches_j_skip(bits)

    def reaches_by_points(self, bits: int, mark: int) -> bool:
        return self.total(bits) >= mark and (self.paid_enough or bits & self.pay_bits != 0)

    def reaches_j_skip(self, bits: int) -> bool:
        if self.j_skip_bits is None:
            return False
        part = bits & self.j_skip_bits
        if part not in self.j_skips:
            self.j_skips[part] = j_skip(self.now.with_facts(**self.changes(part)), self.rules).met is True
        return self.j_skips[part]

    def total(self, bits: int) -> int:
        """Points counted now, with these levers."""
        total = self.counted_now
        for touching, group, points in self.touched:
            part = bits & touching
            if part:
                if part not in points:
                    points[part] = group_points(group, self.rules, self.now, self.age, self.changes(part))
                total += points[part] - points[0]
        return total

    def still_open(self, bits: int, mark: int) -> tuple[str, ...]:
        """Gates not known, and unknown facts whose exclusion would take the mark away again."""
        part = bits & self.open_bits
        if part not in self.opens:
            self.opens[part] = self.open_with(part)
        gates, unknown, may_fall = self.opens[part]
        total = self.total(bits)
        return (*gates, *unknown) if total >= mark > total - may_fall else gates

    def open_with(self, bits: int) -> _Open:
        """What is open with the levers that can change it."""
        then = self.now.with_facts(**self.changes(bits))
        gates = []
        if self.rules.min_salary_yen is not None and then.salary_yen is None:
            gates.append("min_salary")
        if self.rules.excludes_international_services and then.international_services is None:
            gates.append("international_services")
        counted = group_points(self.japan, self.rules, then, self.age, {})
        least = spread(self.rules, self.japan, known_facts(self.japan, self.rules, then, self.age)).least
        return _Open(tuple(gates), tuple(n for n in _EXCLUDING_FACTS if getattr(then, n) is None), counted - least)

    def changes(self, bits: int) -> dict[str, Any]:
        """What a set of levers changes."""
        return {
            name: value for i, lever in enumerate(self.levers) if bits >> i & 1 for name, value in lever.changes.items()
        }

    def bits_of(self, facts: frozenset[str]) -> int:
        """The levers that change any of these facts."""
        return sum(1 << i for i, lever in enumerate(self.levers) if not facts.isdisjoint(lever.changes))


def _spells(profile: Profile, now: Profile, category: Category, as_of: date) -> Sequence[WorkPeriod]:
    """Work as dated spells: as given, where they hold on the day; else the number of years as one that goes on."""
    holds = all(day < as_of for day, _ in profile.earlier or ())
    if profile.work_periods is not None and holds:
        return profile.work_periods
    return going_on(now, category, as_of).work_periods or ()


def _going_to(category: Category, as_of: date) -> Lever:
    """The lever of another category; whether the work falls under it, staff decide by the activity."""
    why = Reason("ways-check-category", {"category": category.value})
    return Lever("category", Demand.CHECK, {"category": category}, Cost.FREE, 0, as_of, why)


def _within(smaller: Way, greater: Way) -> bool:
    """Whether all levers of one way are in the other."""
    has = [(lever.id, lever.changes) for lever in greater.levers]
    return all((lever.id, lever.changes) in has for lever in smaller.levers)


def _likeliest_first(way: Way) -> tuple[Any, ...]:
    elsewhere = any(lever.id == "category" for lever in way.levers)
    named = [(lever.id, sorted(map(str, lever.changes.values()))) for lever in way.levers]
    return (way.rank, way.effort, len(way.levers), elsewhere, -way.total, way.category, named)
