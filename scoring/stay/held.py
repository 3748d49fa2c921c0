"""What the points can be on every day of a span, past and future, and whether a mark is held on each of them.

Facts are known on few days: today and the days of `Profile.earlier`. Between two such days a fact that differs may
have changed on any day, so every mixture of the two counts as possible there; a day of change that is known is told by
two days, the one before it and itself. Before the oldest such day nothing is known but the age, unless `earlier` is
empty: then nothing differed. Groups share no fact (`groups.py`), so the least and the greatest over all mixtures are
sums over groups, and days that cannot differ are looked at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from scoring.engine import j_skip
from scoring.groups import Group, age_limits, facts_of, groups_of, known_facts, spread
from scoring.history import MONTHS_A_YEAR, facts_on, first_day_with, going_on, whole_months
from scoring.notices import birthday
from scoring.profile import Category, Experience, Profile, WorkPeriod, completed_years
from scoring.ruleset import CategoryRules, all_rulesets, ruleset_for

ONE_DAY = timedelta(days=1)
Facts = dict[str, Any]


def every(values: Iterable[bool | None]) -> bool | None:
    """Three-valued "and": False as soon as one is False, None while one is not known."""
    seen = set(values)
    return False if False in seen else None if None in seen else True


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February for 29 February where that year has none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def years_after(day: date, years: int) -> date:
    """The first day from which `years_before` leads back to `day` or a later one: 1 March for 29 February."""
    return birthday(day, years)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that is not certain on a stretch and can change its points, a gate or J-Skip.

    `changed` is whether it is known on the days around, so that only the day of its change is not known.
    """

    field: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, on which the same is possible: totals, the category's other gates, and J-Skip.

    `told` is False before the oldest day whose facts are known.
    """

    first: date
    last: date
    told: bool
    least: int
    greatest: int
    gates: bool | None
    j_skip: bool | None
    of_points: tuple[Doubt, ...]
    of_gates: tuple[Doubt, ...]
    of_j_skip: tuple[Doubt, ...]

    def holds(self, mark: int | None) -> bool | None:
        """Whether the mark and the gates are reached on these days; without a mark, whether J-Skip is met."""
        if mark is None:
            return self.j_skip
        points = True if self.least >= mark else False if self.greatest < mark else None
        return every((points, self.gates))

    def deciding(self, mark: int | None) -> tuple[Doubt, ...]:
        """The facts that leave `holds` open; empty once it is decided."""
        if self.holds(mark) is not None:
            return ()
        if mark is None:
            return self.of_j_skip
        return (*self.of_gates, *(self.of_points if self.least < mark else ()))


def course(
    profile: Profile,
    category: Category,
    *,
    as_of: date,
    start: date,
    end: date,
    unknown_then: Collection[str] = (),
    cuts: Collection[date] = (),
) -> tuple[Stretch, ...]:
    """The days from `start` to `end`, both included, in stretches without a gap.

    `as_of` is the day of the profile's own facts; after it they go on, with the age, the work and the table of each
    day. `unknown_then` names fields that are known to have differed on earlier days and not how. A stretch begins on
    each of the `cuts` in the span, whether or not anything changes then. Raises `NoRulesetForDate` for a day before
    the first table, and `ProfileError` for a birth after `as_of`.
    """
    profile.age_on(as_of)
    snapshots = _snapshots(profile, category, as_of, dict.fromkeys(unknown_then))
    firsts = sorted({*_change_days(snapshots, category, as_of, start, end), *(d for d in cuts if start <= d <= end)})
    lasts = [*(day - ONE_DAY for day in firsts[1:]), end]
    return tuple(
        _stretch(_around(snapshots, first, as_of), category, first, last, as_of)
        for first, last in zip(firsts, lasts, strict=True)
    )


def without_recognition(profile: Profile) -> Profile:
    """The profile with a recognised achievement left open, today and earlier: only the Minister decides it."""
    earlier = profile.earlier
    if earlier is not None:
        earlier = tuple((day, without_recognition(facts)) for day, facts in earlier)
    recognised = None if profile.other_research_recognised else profile.other_research_recognised
    return replace(profile, other_research_recognised=recognised, earlier=earlier)


def runs(days: Iterable[Stretch], mark: int | None) -> list[tuple[date, date]]:
    """Unbroken spans on which the mark (without one, J-Skip) is known to be held: first and last day of each."""
    found: list[tuple[date, date]] = []
    for stretch in days:
        if not stretch.holds(mark):
            continue
        if found and found[-1][1] + ONE_DAY == stretch.first:
            found[-1] = (found[-1][0], stretch.last)
        else:
            found.append((stretch.first, stretch.last))
    return found


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The facts of one day. `births` are the earliest and the latest birth date the age allows.

    Work is given in spells; where these come from a number of years, `stated` is that number. `told` is False for the
    stand-in before the oldest known day.
    """

    day: date
    facts: Profile
    births: tuple[date, ...]
    periods: tuple[WorkPeriod, ...] | None
    stated: float | None
    told: bool = True

    def ages(self, day: date) -> set[int | None]:
        return {max(0, completed_years(birth, day)) for birth in self.births} or {None}

    def years(self, category: Category, day: date, as_of: date) -> set[float | None]:
        if self.periods is None:
            return {None}
        counted = whole_months(self.periods, category, day) / MONTHS_A_YEAR
        # A number may hide a break, which a spell without one cannot show: the truth lies between the two.
        return {counted} if self.stated is None or day >= as_of else {counted, self.stated}


def _snapshots(profile: Profile, category: Category, as_of: date, unknown: dict[str, None]) -> list[_Snapshot]:
    """Oldest first, today's facts last."""
    days = sorted({day for day, _ in profile.earlier or () if day < as_of})
    now = _snapshot(profile, category, as_of, as_of)
    before = [_snapshot(profile, category, as_of, day) for day in days]
    if profile.earlier == ():
        # Asked and answered: nothing differed on any earlier day.
        before = [replace(now, day=date.min)]
    return [*(replace(s, facts=s.facts.with_facts(**unknown)) for s in before), now]


def _snapshot(profile: Profile, category: Category, as_of: date, day: date) -> _Snapshot:
    facts = facts_on(profile, day)
    told_on, own = _entry(profile, day)
    dates_work = own.work_periods is not None or own.experience_years != Experience()
    source, base = (own, told_on) if dates_work else (profile, as_of)
    stated = None if source.work_periods is not None else source.experience_years.years(category)
    return _Snapshot(
        day=day,
        facts=facts,
        births=_births(facts, told_on if own.age is not None else as_of),
        periods=going_on(source, category, base).work_periods,
        stated=stated,
    )


def _entry(profile: Profile, day: date) -> tuple[date, Profile]:
    """The earlier facts that speak for a day, and their day; an empty profile where there are none."""
    entries = [(d, facts) for d, facts in profile.earlier or () if d >= day]
    return min(entries, key=lambda entry: entry[0]) if entries else (day, Profile())


def _births(facts: Profile, day: date) -> tuple[date, ...]:
    if facts.birth_date is not None:
        return (facts.birth_date,)
    if facts.age is None:
        return ()
    return (years_before(day, facts.age + 1) + ONE_DAY, years_before(day, facts.age))


def _around(snapshots: Sequence[_Snapshot], day: date, as_of: date) -> list[_Snapshot]:
    """The snapshot of a day, or the two it lies between."""
    if day >= as_of:
        return [snapshots[-1]]
    following = next(s for s in snapshots if s.day >= day)
    if following.day == day:
        return [following]
    before = [s for s in snapshots if s.day < day]
    if not before:
        # Nothing was told of these days; only the age follows from today's facts.
        return [_Snapshot(day, Profile(), snapshots[-1].births, None, None, told=False)]
    return [before[-1], following]


def _change_days(
    snapshots: Sequence[_Snapshot], category: Category, as_of: date, start: date, end: date
) -> Iterator[date]:
    """Days in the span from which something can differ from the day before, the first day of the span included."""
    days = {start, as_of}
    tables = [r for r in all_rulesets() if r.effective_from <= end]
    rules = [r.categories[category] for r in tables]
    days |= {r.effective_from for r in tables}
    days |= {s.day for s in snapshots} | {s.day + ONE_DAY for s in snapshots}
    births = {birth for s in snapshots for birth in s.births}
    days |= {birthday(birth, limit) for birth in births for limit in {a for r in rules for a in age_limits(r)}}
    for months in {MONTHS_A_YEAR * years for r in rules for years in _steps(r)}:
        for periods in {s.periods for s in snapshots if s.periods is not None}:
            reached = first_day_with(periods, category, months, end)
            days |= {reached} if reached is not None else set()
    return (day for day in days if start <= day <= end)


def _steps(rules: CategoryRules) -> set[int]:
    """Years of work at which something changes: the career row's steps, and what J-Skip asks for."""
    row = rules.row("career")
    steps = {int(tier.at) for tier in row.tiers} if row is not None else set()
    return steps | ({rules.j_skip.min_years} if rules.j_skip is not None else set())


def _stretch(snapshots: Sequence[_Snapshot], category: Category, first: date, last: date, as_of: date) -> Stretch:
    rules = ruleset_for(first).categories[category]
    possible = _possible(snapshots, category, first, as_of)
    ranges = [_range_of(group, rules, possible) for group in groups_of(rules)]
    gates, gate_facts = _gates(rules, possible)
    special, special_facts = _special(rules, possible)
    return Stretch(
        first=first,
        last=last,
        told=all(s.told for s in snapshots),
        least=sum(least for least, _, _ in ranges),
        greatest=sum(greatest for _, greatest, _ in ranges),
        gates=gates,
        j_skip=special,
        of_points=_doubts((name for _, _, names in ranges for name in names), possible),
        of_gates=_doubts(gate_facts, possible),
        of_j_skip=_doubts(special_facts, possible),
    )


def _possible(snapshots: Sequence[_Snapshot], category: Category, day: date, as_of: date) -> dict[str, set[Any]]:
    """For each fact, the values it can have on a day; None among them where it is not known."""
    values: dict[str, set[Any]] = {
        "age": set().union(*(s.ages(day) for s in snapshots)),
        "experience_years": set().union(*(s.years(category, day, as_of) for s in snapshots)),
    }
    for group in groups_of(ruleset_for(day).categories[category]):
        for name in group.facts:
            if name not in values:
                values[name] = {getattr(s.facts, name) for s in snapshots}
    values.setdefault("international_services", {s.facts.international_services for s in snapshots})
    return values


def _profile(category: Category, facts: Facts) -> Profile:
    years = facts.pop("experience_years", None)
    facts.pop("age", None)
    return Profile(experience_years=Experience(**{category.value: years}), **facts)


def _range_of(group: Group, rules: CategoryRules, possible: dict[str, set[Any]]) -> tuple[int, int, list[str]]:
    """Least and greatest points of a group over all mixtures, and the facts in doubt that can move them."""
    names = facts_of(group, rules)
    spreads = {}
    for values in itertools.product(*(possible[name] for name in names)):
        facts = dict(zip(names, values, strict=True))
        age = facts.get("age")
        spreads[values] = spread(rules, group, known_facts(group, rules, _profile(rules.category, facts), age))
    moving = []
    for i, name in enumerate(names):
        alike: dict[tuple[Any, ...], set[tuple[int, int]]] = {}
        for values, each in spreads.items():
            alike.setdefault(values[:i] + values[i + 1 :], set()).add((each.least, each.greatest))
        open_itself = any(name in each.swings for each in spreads.values())
        if open_itself or any(len(ends) > 1 for ends in alike.values()):
            moving.append(name)
    return min(s.least for s in spreads.values()), max(s.greatest for s in spreads.values()), moving


def _gates(rules: CategoryRules, possible: dict[str, set[Any]]) -> tuple[bool | None, list[str]]:
    """The gates besides the pass mark over all mixtures, and the facts that still decide them.

    Points never fall as pay rises, so the greatest total goes with pay above the floor: gates and totals can be read
    apart.
    """
    met: dict[str, set[bool | None]] = {}
    floor = rules.min_salary_yen
    if floor is not None:
        met["salary_yen"] = {None if pay is None else pay >= floor for pay in possible["salary_yen"]}
    if rules.excludes_international_services:
        met["international_services"] = {None if v is None else not v for v in possible["international_services"]}
    answers = {name: _agreed(found) for name, found in met.items()}
    return every(answers.values()), [name for name, answer in answers.items() if answer is None]


def _special(rules: CategoryRules, possible: dict[str, set[Any]]) -> tuple[bool | None, list[str]]:
    """J-Skip over all mixtures, and the facts that still decide it."""
    names = ("salary_yen", "degrees", "experience_years", "international_services")
    results = {
        values: j_skip(_profile(rules.category, dict(zip(names, values, strict=True))), rules).met
        for values in itertools.product(*(possible[name] for name in names))
    }
    met = _agreed(set(results.values()))
    if met is not None:
        return met, []
    return None, [name for name in names if len(possible[name]) > 1 or None in possible[name]]


def _agreed(answers: set[bool | None]) -> bool | None:
    """The one answer of all mixtures; None where they differ or one is open."""
    return next(iter(answers)) if len(answers) == 1 else None


def _field(name: str, possible: dict[str, set[Any]]) -> str:
    """The profile field that would settle a fact: dates of jobs settle years that are known only as a number."""
    if name == "experience_years" and None not in possible[name]:
        return "work_periods"
    return "birth_date" if name == "age" else name


def _doubts(names: Iterable[str], possible: dict[str, set[Any]]) -> tuple[Doubt, ...]:
    return tuple(Doubt(_field(name, possible), None not in possible[name]) for name in names)
