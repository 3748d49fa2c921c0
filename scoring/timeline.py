"""The points over time: on which days they change, and because of what.

Days on which something can change are derived from the facts (birthdays, spells of work, earlier facts, plans, first
days of tables) and scored once each; between two of them nothing moves. Pure: the window is an argument.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from scoring.engine import standing
from scoring.errors import ProfileError
from scoring.groups import age_limits
from scoring.history import MONTHS_A_YEAR, facts_on, first_day_with, named_facts, with_changes
from scoring.notices import birthday, months_later
from scoring.points import Verdict
from scoring.profile import Category, Profile
from scoring.ruleset import CategoryRules, Ruleset, all_rulesets, pick

# From filing to permission, about (rulebook 10.1): the order speaks of the day of permission, the form of filing.
MONTHS_TO_PERMISSION = 3
_ONE_DAY = timedelta(days=1)
_NO_PLAN = frozenset({"as_of", "category", "earlier"})


class PlanKind(StrEnum):
    """What a person means to do."""

    EXAM = "exam"
    RAISE = "raise"
    DEGREE = "degree"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Plan:
    """Facts that will be others from a day on. `changes` has `Profile` fields with their new values.

    Raises `ProfileError` for a field that no plan can change.
    """

    day: date
    changes: Mapping[str, Any]
    kind: PlanKind

    def __post_init__(self) -> None:
        for name in self.changes:
            if name in _NO_PLAN or name not in Profile.__dataclass_fields__:
                raise ProfileError(name, "is not a fact that a plan can change")


class ChangeKind(StrEnum):
    """What makes points change on a day: an age, years of work, a plan (by its kind), the law, or facts that differed
    until the day before."""

    BIRTHDAY = "birthday"
    CAREER = "career"
    EXAM = "exam"
    RAISE = "raise"
    DEGREE = "degree"
    OTHER = "other"
    LAW = "law"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class ChangeCause:
    """One cause, with what belongs to its kind: the age completed, the full years of work, the id of the new table, or
    the names of the facts that moved (in the order of `Profile`)."""

    kind: ChangeKind
    age: int | None = None
    years: int | None = None
    ruleset: str | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """The points from a day on, until the next step: counted now, least and greatest, and the verdict.

    The first step of a timeline has no causes: nothing is said of the day before.
    """

    first_day: date
    total: int
    least: int
    greatest: int
    verdict: Verdict
    causes: tuple[ChangeCause, ...]

    def holds(self, mark: int) -> bool:
        """Whether the mark is reached, and nothing unknown can take it away again."""
        return self.least >= mark

    @property
    def outcome(self) -> tuple[int, int, int, Verdict]:
        """What makes one step another: everything but the day and the causes."""
        return self.total, self.least, self.greatest, self.verdict


@dataclass(frozen=True, slots=True)
class Timeline:
    """One category from `start` to `end`, both included. Neighbouring steps differ.

    `doubtful_days` are the days before a birthday that changes points: by the law on ages the new age may count on
    them already, so staff confirm (rulebook 10.2).
    """

    category: Category
    start: date
    end: date
    steps: tuple[Step, ...]
    doubtful_days: tuple[date, ...]

    def at(self, day: date) -> Step:
        """The step a day lies in. Raises `ValueError` for a day outside the window."""
        if not self.start <= day <= self.end:
            raise ValueError(f"{day} is outside the window, {self.start} to {self.end}")
        return self.steps[bisect_right(self.steps, day, key=lambda step: step.first_day) - 1]

    def after(self, day: date) -> tuple[Step, ...]:
        """The steps that begin after a day."""
        return tuple(step for step in self.steps if step.first_day > day)

    def holds(self, mark: int, day: date) -> bool:
        """Whether the total, and the least, are at or above the mark on a day."""
        return self.at(day).holds(mark)

    def holds_until(self, mark: int, day: date) -> date | None:
        """The last day to which the mark holds without a break from `day` on; None when that is beyond the end.

        Raises `ValueError` where it does not hold on `day`: ask `holds` first.
        """
        if not self.holds(mark, day):
            raise ValueError(f"{mark} points do not hold on {day}")
        lost = next((step for step in self.after(day) if not step.holds(mark)), None)
        return None if lost is None else lost.first_day - _ONE_DAY

    def reaches_on(self, mark: int, after: date) -> date | None:
        """The first day after `after` on which the mark holds and did not the day before; None when there is none."""
        held = self.holds(mark, after)
        for step in self.after(after):
            if step.holds(mark) and not held:
                return step.first_day
            held = step.holds(mark)
        return None


def planned(profile: Profile, plans: Iterable[Plan], day: date) -> Profile:
    """The facts of a day with the plans that have come true by then, the later over the earlier."""
    facts = facts_on(profile, day)
    for plan in sorted((p for p in plans if p.day <= day), key=lambda p: p.day):
        facts = with_changes(facts, plan.changes)
    return facts_on(facts, day)


def timeline(
    profile: Profile,
    category: Category,
    *,
    start: date,
    end: date,
    plans: Sequence[Plan] = (),
    rulesets: Sequence[Ruleset] | None = None,
) -> Timeline:
    """The points of one category on every day from `start` to `end`.

    On each day it says what `score` says of the facts of that day (`planned`). A number of years of work stays as it
    is: turn it into a spell with `going_on` to see it grow. `rulesets`, oldest first, stand for those that ship.
    Raises `ValueError` for an end before the start, `NoRulesetForDate` for a start before the first table and
    `ProfileError` for a start before the birth.
    """
    if end < start:
        raise ValueError(f"the end, {end}, is before the start, {start}")
    course = _Course(profile, category, plans, tuple(rulesets or all_rulesets()), start, end)
    steps: list[Step] = []
    for day in sorted(course.change_days()):
        step = course.step(day)
        if not steps:
            steps.append(step)
        elif step.outcome != steps[-1].outcome:
            steps.append(replace(step, causes=course.causes(day)))
    return Timeline(category, start, end, tuple(steps), tuple(sorted(course.doubtful_days())))


def filing_differs(
    profile: Profile,
    category: Category,
    day: date,
    *,
    plans: Sequence[Plan] = (),
    rulesets: Sequence[Ruleset] | None = None,
) -> tuple[Step, Step] | None:
    """The step of a filing on `day`, and the one that may count at the permission, where total or verdict differ.

    The permission is taken to come within three months, that day included. Of several steps in between the last that
    differs is given. None when it makes no difference.
    """
    ahead = timeline(
        profile, category, start=day, end=months_later(day, MONTHS_TO_PERMISSION), plans=plans, rulesets=rulesets
    )
    now, *later = ahead.steps
    other = [step for step in later if (step.total, step.verdict) != (now.total, now.verdict)]
    return (now, other[-1]) if other else None


def as_json_timeline(over_time: Timeline) -> list[dict[str, Any]]:
    """A timeline as plain JSON values; `from` is the first day, and what a cause says beside its `id` is its own."""
    return [
        {
            "from": step.first_day.isoformat(),
            "total": step.total,
            "range": [step.least, step.greatest],
            "verdict": step.verdict.value,
            "causes": [_cause(cause) for cause in step.causes],
        }
        for step in over_time.steps
    ]


def _cause(cause: ChangeCause) -> dict[str, Any]:
    details = {"age": cause.age, "years": cause.years, "ruleset": cause.ruleset, "fields": list(cause.fields) or None}
    return {"id": cause.kind.value} | {name: value for name, value in details.items() if value is not None}


@dataclass(frozen=True, slots=True)
class _Course:
    """A person's facts and the tables over a window."""

    profile: Profile
    category: Category
    plans: Sequence[Plan]
    rulesets: tuple[Ruleset, ...]
    start: date
    end: date

    def step(self, day: date) -> Step:
        """The points of a day, without the causes."""
        return self._scored(planned(self.profile, self.plans, day), day, pick(self.rulesets, day))

    def change_days(self) -> set[date]:
        """Every day of the window on which the score can change, and its first day."""
        days = {self.start}
        days |= {table.effective_from for table in self.rulesets}
        days |= {plan.day for plan in self.plans}
        days |= {last + _ONE_DAY for last, _ in self.profile.earlier or () if last < self.end}
        days |= set(self._birthdays())
        days |= set(self._career_days())
        return {day for day in days if self.start <= day <= self.end}

    def doubtful_days(self) -> set[date]:
        """The days of the window before a birthday at an age limit of the table of that day."""
        eves = {when - _ONE_DAY for when in self._birthdays()}
        return {day for day in eves if self.start <= day <= self.end and self._is_eve(day)}

    def causes(self, day: date) -> tuple[ChangeCause, ...]:
        """Why the points of a day differ from those of the day before.

        A cause is told where the points would be others without it; where there is no such one, each that would have
        been enough alone.
        """
        before, rules_before = self._settled(day - _ONE_DAY), pick(self.rulesets, day - _ONE_DAY)
        after, rules = self._settled(day), pick(self.rulesets, day)
        found = list(self._possible_causes(day, before, after))
        if rules is not rules_before:
            found.insert(0, (ChangeCause(ChangeKind.LAW, ruleset=rules.id), ()))
        if len(found) == 1:
            return (found[0][0],)

        def with_only(causes: Iterable[tuple[ChangeCause, tuple[str, ...]]]) -> tuple[int, int, int, Verdict]:
            chosen = list(causes)
            new_law = any(cause.kind is ChangeKind.LAW for cause, _ in chosen)
            facts = replace(before, **{name: getattr(after, name) for _, names in chosen for name in names})
            return self._scored(facts, day, rules if new_law else rules_before).outcome

        outcome, start = with_only(found), with_only(())
        needed = [one for one in found if with_only(other for other in found if other is not one) != outcome]
        enough = needed or [one for one in found if with_only((one,)) != start]
        return tuple(cause for cause, _ in enough)

    def _possible_causes(
        self, day: date, before: Profile, after: Profile
    ) -> Iterator[tuple[ChangeCause, tuple[str, ...]]]:
        """Causes that moved some facts, with the names of these facts; what is told by a plan or by earlier facts is
        not told as time passing."""
        moved = [name for name in _FACTS if getattr(before, name) != getattr(after, name)]
        told: set[str] = set()
        others = []
        for kind, touched in self._named_on(day):
            names = tuple(name for name in moved if name in touched)
            if names:
                told.update(names)
                others.append((ChangeCause(kind, fields=names), names))
        if "age" in moved and "age" not in told:
            yield ChangeCause(ChangeKind.BIRTHDAY, age=after.age), ("age",)
        if "experience_years" in moved and "experience_years" not in told:
            years = after.experience_years.years(self.category) or 0.0
            yield ChangeCause(ChangeKind.CAREER, years=int(years)), ("experience_years",)
        yield from others

    def _named_on(self, day: date) -> Iterator[tuple[ChangeKind, set[str]]]:
        """The plans that come true on a day, and the earlier facts that end the day before, with what they name."""
        for plan in self.plans:
            if plan.day == day:
                yield ChangeKind(plan.kind.value), _settled_names(plan.changes)
        entries = sorted(self.profile.earlier or (), key=lambda entry: entry[0])
        for (last, ended), (_, begun) in pairwise([*entries, (date.max, Profile())]):
            if last == day - _ONE_DAY:
                yield ChangeKind.EARLIER, _settled_names(named_facts(ended)) | _settled_names(named_facts(begun))

    def _settled(self, day: date) -> Profile:
        """The facts of a day with the age as a number, so that no fact depends on the day any more."""
        facts = planned(self.profile, self.plans, day)
        return replace(facts, age=facts.age_on(day), birth_date=None)

    def _scored(self, facts: Profile, day: date, rules: Ruleset) -> Step:
        now = standing(facts_on(facts, day), day, rules.categories[self.category])
        return Step(day, now.total, now.least, now.greatest, now.verdict, ())

    def _is_eve(self, day: date) -> bool:
        birth = planned(self.profile, self.plans, day).birth_date
        limits = age_limits(pick(self.rulesets, day).categories[self.category])
        return birth is not None and day + _ONE_DAY in {birthday(birth, limit) for limit in limits}

    def _birthdays(self) -> Iterator[date]:
        limits = {limit for table in self._tables() for limit in age_limits(table)}
        for facts in self._told():
            birth = facts.get("birth_date")
            if birth is not None:
                yield from (birthday(birth, limit) for limit in limits)

    def _career_days(self) -> Iterator[date]:
        rows = (table.row("career") for table in self._tables())
        needs = {int(tier.at) for row in rows if row is not None for tier in row.tiers}
        for facts in self._told():
            periods = facts.get("work_periods") or ()
            for need in needs:
                when = first_day_with(periods, self.category, need * MONTHS_A_YEAR, self.end)
                if when is not None:
                    yield when

    def _told(self) -> Iterator[Mapping[str, Any]]:
        """Every set of facts that holds on some day: now, earlier, planned."""
        yield named_facts(self.profile)
        yield from (named_facts(facts) for _, facts in self.profile.earlier or ())
        yield from (plan.changes for plan in self.plans)

    def _tables(self) -> list[CategoryRules]:
        return [table.categories[self.category] for table in self.rulesets if table.effective_from <= self.end]


# Facts as they stand once spells are years and a birth date is an age.
_FACTS = tuple(name for name in Profile.__dataclass_fields__ if name not in ("as_of", "birth_date"))


def _settled_names(names: Iterable[str]) -> set[str]:
    instead = {"birth_date": "age", "work_periods": "experience_years"}
    return {instead.get(name, name) for name in names}
