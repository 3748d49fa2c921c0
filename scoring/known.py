"""What is known of a person's facts, and since when: the one reading of time for everything that looks at other days.

A profile tells the facts of one day, `as_of`. Some facts carry their own dates and are known on every day: a birth
date, and dated spells of work. The others are known for a few days only: for today, and for those of `Profile.earlier`.

- From `as_of` on they stay as stated, until a plan changes them; a number of years of work goes on.
- Between two earlier days a fact that differs may have changed on any day, so both values are possible there. A day of
  change that is known takes two days, the one before it and itself.
- Before the oldest earlier day nothing is known but what carries a date; unless `earlier` is empty: then it was
  asked, and nothing differed.
- A fact with a day in `Profile.since` was as it is now from that day on. Before it, it was less: a qualification that
  is never lost was not there, a count was lower; of pay and of an employer nothing is known. Once that was asked
  (`since` is not None), what brings nothing today brought nothing then, and the work was of its kind; and what an
  earlier day does not name is not known of it.
- An age without a birth date is an age between two: the birthday may be any day of the year.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scoring.bands import age_limits
from scoring.calendar import MONTHS_A_YEAR, ONE_DAY, birthday, births_of, completed_years
from scoring.errors import ProfileError
from scoring.groups import GROUPS
from scoring.history import ended_before, first_day_with, named_facts, spell_of, whole_months
from scoring.mixtures import Possible
from scoring.profile import COUNTED, GAINED, REACHED, STARTING, Category, Degree, Japanese, Profile, WorkPeriod
from scoring.ruleset import CategoryRules, Ruleset

FACTS = (*dict.fromkeys(fact for group in GROUPS for fact in group.facts), "international_services")
"""Every fact that a table can read, in table order."""
_DATED = ("age", "experience_years")
# Work of another kind is known by its spells.
_OF_THE_WORK = ("international_services",)
_Change = tuple[date, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The facts given for one day. `births` are the earliest and the latest birth date the age allows.

    Work is given in spells; where these come from a number of years, `stated` is that number. `told` is False for the
    stand-in before the oldest known day.
    """

    day: date
    facts: Mapping[str, Any]
    births: tuple[date, ...]
    periods: tuple[WorkPeriod, ...] | None
    stated: float | None
    told: bool = True

    @property
    def birth(self) -> date | None:
        """The birth date, where it is known to the day."""
        return self.births[0] if len(self.births) == 1 else None

    def ages(self, day: date, *, older: bool) -> frozenset[int | None]:
        """The ages possible on a day; with `older`, as if a year of age counted on the eve already."""
        if not self.births:
            return frozenset({None})
        counted = day + ONE_DAY if older and self.birth is not None and day < date.max else day
        return frozenset(max(0, completed_years(birth, counted)) for birth in self.births)

    def years(self, category: Category, day: date, as_of: date) -> frozenset[float | None]:
        """The years of work possible on a day."""
        if self.periods is None:
            return frozenset({None})
        counted = whole_months(self.periods, category, day) / MONTHS_A_YEAR
        # A number may hide a break, which a spell without one cannot show: the truth lies between the two.
        return frozenset({counted} if self.stated is None or day >= as_of else {counted, self.stated})


class Known:
    """One person's facts on every day, for one category.

    `plans` are changes with their first day, later over earlier. `unknown_then` names fields known to have differed on
    days before `as_of` and not how. Raises `ProfileError` for a birth after `as_of`.
    """

    def __init__(
        self,
        profile: Profile,
        category: Category,
        as_of: date,
        plans: Sequence[_Change] = (),
        unknown_then: Collection[str] = (),
    ) -> None:
        profile.age_on(as_of)
        self.category, self.as_of = category, as_of
        self._base = named_facts(profile)
        self._since = None if profile.since is None else {name: max(date.min + ONE_DAY, d) for name, d in profile.since}
        self._begins = profile.work_begins
        self._entries = sorted(((day, named_facts(facts)) for day, facts in profile.earlier or ()), key=lambda e: e[0])
        self._plans = sorted(plans, key=lambda plan: plan[0])
        ended = [day + ONE_DAY for day, _ in self._entries if as_of <= day < date.max]
        begun = [day for day, _ in self._plans if day > as_of]
        self._ahead = [self._snapshot(day) for day in sorted({as_of, *ended, *begun})]
        self._past = self._told_before(profile, dict.fromkeys(unknown_then))

    def around(self, day: date) -> tuple[Snapshot, ...]:
        """The snapshot of a day, or before `as_of` the two it lies between."""
        if day >= self.as_of:
            return ([s for s in self._ahead if s.day <= day][-1],)
        now = self._ahead[0]
        following = next((s for s in self._past if s.day >= day), now)
        if following.day == day:
            return (following,)
        before = [s for s in self._past if s.day < day]
        if not before:
            # Only what carries a date of its own.
            if self._since is not None:
                return (Snapshot(day, {}, now.births, now.periods, now.stated),)
            dated = now.periods if now.stated is None else None
            return (Snapshot(day, {}, now.births, dated, None, told=False),)
        return (before[-1], following)

    def told(self, day: date) -> bool:
        """Return whether the facts of a day follow from what the person gave."""
        return self.around(day)[0].told

    def possible(self, day: date, *, older: bool = False) -> Possible:
        """For each fact, the values it can have on a day; with `older`, as if a year of age counted on its eve."""
        around = self.around(day)
        values: dict[str, frozenset[Any]] = {
            name: frozenset(s.facts.get(name) for s in around) for name in FACTS if name not in _DATED
        }
        values["age"] = frozenset[int | None]().union(*(s.ages(day, older=older) for s in around))
        values["experience_years"] = frozenset[float | None]().union(
            *(s.years(self.category, day, self.as_of) for s in around)
        )
        if self._since is not None and day < self.as_of:
            values |= dict(self._by_their_days(day, self._since))
        return values

    def _by_their_days(self, day: date, since: Mapping[str, date]) -> Iterator[tuple[str, frozenset[Any]]]:
        """Yield the facts of a day before `as_of` that follow from the first days stated."""
        now = self._ahead[0].facts
        speaks = bool(self._past) and day >= self._past[0].day
        told = {name for _, facts in self._entries for name in facts if speaks}
        for name in STARTING:
            first, value = since.get(name), now.get(name)
            if first is not None and day >= first:
                yield name, frozenset({value})
            elif first is not None and name not in told:
                yield name, before_it(name, value)
            elif name not in told and value is not None and (name in _OF_THE_WORK or brings_nothing(value)):
                yield name, frozenset({value})
            elif name not in told and self._entries:
                # Earlier days were told of other facts alone; since when this one is so, nobody knows.
                yield name, frozenset({None})

    def change_days(self, start: date, end: date, tables: Iterable[Ruleset]) -> list[date]:
        """The days of a span on which something can differ from the day before, its first day included, and eves."""
        in_force = [table for table in tables if table.effective_from <= end]
        rules = [table.categories[self.category] for table in in_force]
        days = {start, self.as_of, *(table.effective_from for table in in_force)}
        days |= {s.day for s in (*self._past, *self._ahead)} | set((self._since or {}).values())
        days |= {s.day + ONE_DAY for s in self._past if s.day < date.max}
        for birth in self._births():
            days |= {birthday(birth, limit) for limit in _limits(rules)}
        days |= {eve + ONE_DAY for eve in self.eves(rules)} | set(self.eves(rules))
        days |= set(self._career_days(rules, end))
        return sorted(day for day in days if start <= day <= end)

    def eves(self, rules: Collection[CategoryRules]) -> Iterator[date]:
        """The days before a birthday at an age limit of these tables."""
        births = {s.birth for s in (*self._past, *self._ahead) if s.birth is not None}
        return (birthday(birth, limit) - ONE_DAY for birth in births for limit in _limits(rules))

    def is_eve(self, day: date, rules: CategoryRules) -> bool:
        """Whether by the law on ages another age may count on a day already, and this table tells the two apart."""
        births = {s.birth for s in self.around(day) if s.birth is not None}
        return any(birthday(birth, limit) - ONE_DAY == day for birth in births for limit in age_limits(rules))

    def changes_on(self, day: date) -> Iterator[tuple[int | None, frozenset[str]]]:
        """What begins on a day: for each plan its place among the plans, and None for facts of earlier days that
        end the day before; each with the facts named."""
        for place, (first, changes) in enumerate(self._plans):
            if first == day:
                yield place, _settled(changes)
        for place, (last, facts) in enumerate(self._entries):
            if last < date.max and last + ONE_DAY == day:
                begun = self._entries[place + 1][1] if place + 1 < len(self._entries) else {}
                yield None, _settled(facts) | _settled(begun)

    def check_born(self, day: date) -> None:
        """Raise `ProfileError` where the birth date of a day is after it."""
        for s in self.around(day):
            if s.birth is not None and s.birth > day:
                raise ProfileError("birth_date", "fault-born-later")

    def _told_before(self, profile: Profile, unknown: Mapping[str, Any]) -> list[Snapshot]:
        """Return the snapshots before `as_of`, oldest first."""
        if profile.earlier == ():
            # The person answered that nothing differed on any earlier day.
            found = [replace(self._ahead[0], day=date.min)]
        else:
            found = [self._snapshot(day) for day in sorted({day for day, _ in self._entries if day < self.as_of})]
        return [replace(s, facts={**s.facts, **unknown}) for s in found]

    def _snapshot(self, day: date) -> Snapshot:
        """Return the facts of a day: plans that have come true win over earlier facts, and these over today's."""
        facts: dict[str, Any] = {}
        births: tuple[date, ...] = ()
        periods: tuple[WorkPeriod, ...] | None = None
        stated: float | None = None
        for told_on, named in self._layers(day):
            facts |= named
            if "birth_date" in named or "age" in named:
                births = _births(named, told_on)
            if "work_periods" in named:
                periods, stated = self._until_the_work_begins(named["work_periods"], told_on), None
            elif "experience_years" in named:
                years = named["experience_years"].years(self.category)
                # Years given for other categories alone leave those of this one unchanged (`with_changes`).
                if years is not None:
                    periods, stated = self._spells(years, told_on), years
        return Snapshot(day, facts, births, periods, stated)

    def _spells(self, years: float, told_on: date) -> tuple[WorkPeriod, ...]:
        """Return a number of years as spells; they stand still until work that is yet to begin."""
        return self._until_the_work_begins((spell_of(years, told_on),), told_on)

    def _until_the_work_begins(self, periods: tuple[WorkPeriod, ...], told_on: date) -> tuple[WorkPeriod, ...]:
        """Return spells of work that end for now where other work is yet to begin, which is one more of them."""
        if self._begins is None or self._begins <= told_on:
            return periods
        return (*ended_before(periods, told_on), WorkPeriod(self._begins, None, None))

    def _layers(self, day: date) -> Iterator[_Change]:
        yield self.as_of, self._base
        own = next((entry for entry in self._entries if entry[0] >= day), None)
        if own is not None:
            yield own
        yield from (plan for plan in self._plans if plan[0] <= day)

    def _births(self) -> set[date]:
        return {birth for s in (*self._past, *self._ahead) for birth in s.births}

    def _career_days(self, rules: Collection[CategoryRules], end: date) -> Iterator[date]:
        """The days on which a number of years is reached at which a table changes something."""
        spells = {s.periods for s in (*self._past, *self._ahead) if s.periods is not None}
        for years in {years for table in rules for years in _steps(table)}:
            for periods in spells:
                reached = first_day_with(periods, self.category, MONTHS_A_YEAR * years, end)
                if reached is not None:
                    yield reached


def brings_nothing(value: Any) -> bool:
    """Return whether a known fact is a no, a nothing or a zero, which no row counts."""
    return not value or value == "none"


def before_it(name: str, value: Any) -> frozenset[Any]:
    """Return what a fact can have been before the day from which it is as it is now; None stands for anything."""
    if name in (*GAINED, *REACHED):
        return frozenset({False})
    if name in COUNTED:
        return frozenset({0, max(0, value - 1)}) if value is not None else frozenset({None})
    if name == "japanese":
        return frozenset({Japanese.NONE, *([] if value is Japanese.N2 else [Japanese.N2])})
    if name == "degrees" and value:
        # Levels below the highest one held, alone or with others held today.
        levels = list(Degree)
        lower = levels[: max(levels.index(degree) for degree in value)]
        return frozenset({frozenset[Degree](), *(frozenset({level}) for level in lower)})
    return frozenset({None})


def _births(named: Mapping[str, Any], told_on: date) -> tuple[date, ...]:
    birth, age = named.get("birth_date"), named.get("age")
    if birth is not None:
        return (birth,)
    return () if age is None else births_of(age, told_on)


def _limits(rules: Iterable[CategoryRules]) -> set[int]:
    return {limit for table in rules for limit in age_limits(table)}


def _steps(rules: CategoryRules) -> set[int]:
    """Years of work at which something changes: the career row's steps, and what J-Skip asks for."""
    row = rules.row("career")
    steps = {int(tier.at) for tier in row.tiers} if row is not None else set()
    return steps | ({rules.j_skip.min_years} if rules.j_skip is not None else set())


def _settled(names: Iterable[str]) -> frozenset[str]:
    """The facts of the table that some profile fields tell."""
    instead = {"birth_date": "age", "work_periods": "experience_years"}
    return frozenset(instead.get(name, name) for name in names)
