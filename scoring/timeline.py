"""The points over time: on which days they change, and because of what.

Days on which something can change are derived from the facts (birthdays, spells of work, earlier facts, plans, first
days of tables) and scored once each; between two of them nothing moves. Pure: the window is an argument.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from scoring.calendar import ONE_DAY, months_later
from scoring.errors import ProfileError
from scoring.history import facts_on, with_changes
from scoring.known import FACTS, Known
from scoring.mixtures import Possible, mixture
from scoring.points import Verdict
from scoring.profile import Category, Profile
from scoring.ruleset import CategoryRules, Ruleset, all_rulesets, pick

# From filing to permission, about: the order speaks of the day of permission, the form of filing.
MONTHS_TO_PERMISSION = 3
StepOutcome = tuple[int, int, int, Verdict]
_NO_PLAN = frozenset({"as_of", "category", "earlier", "since"})


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
                raise ProfileError(name, "fault-no-plan")


class ChangeKind(StrEnum):
    """What makes points change on a day: an age, years of work, a plan (by its kind), the law, facts that differed
    before, or that facts are known from that day on."""

    BIRTHDAY = "birthday"
    CAREER = "career"
    EXAM = "exam"
    RAISE = "raise"
    DEGREE = "degree"
    OTHER = "other"
    LAW = "law"
    EARLIER = "earlier"
    KNOWN = "known"


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
class TimelineStep:
    """The points from a day on, until the next step: counted now, least and greatest, and the verdict.

    The first step of a timeline has no causes, because the day before it is not part of it.
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
    def outcome(self) -> StepOutcome:
        """What tells one step from another: everything but the day and the causes."""
        return self.total, self.least, self.greatest, self.verdict


@dataclass(frozen=True, slots=True)
class Timeline:
    """One category from `start` to `end`, both included. Neighbouring steps differ.

    `doubtful_days` are the days before a birthday that changes points: by the law on ages the new age may count on
    them already, so staff confirm.
    """

    category: Category
    start: date
    end: date
    steps: tuple[TimelineStep, ...]
    doubtful_days: tuple[date, ...]

    def at(self, day: date) -> TimelineStep:
        """The step a day lies in. Raises `ValueError` for a day outside the window."""
        if not self.start <= day <= self.end:
            raise ValueError(f"{day} is outside the window, {self.start} to {self.end}")
        return self.steps[bisect_right(self.steps, day, key=lambda step: step.first_day) - 1]

    def after(self, day: date) -> tuple[TimelineStep, ...]:
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
        return None if lost is None else lost.first_day - ONE_DAY

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
    as_of: date | None = None,
    plans: Sequence[Plan] = (),
    unknown_then: Collection[str] = (),
    rulesets: Sequence[Ruleset] | None = None,
) -> Timeline:
    """The points of one category on every day from `start` to `end`.

    `as_of` is the day of the profile's own facts, the start where it is not given. What is known of the other days
    says `scoring.known`: where nothing is known of the past it is a range, and an age without a birth date is an age
    between two. Where every fact is known it says what `score` says of the facts of that day (`planned`).
    `unknown_then` names fields known to have differed before `as_of` and not how. `rulesets`, oldest first, stand for
    those that ship. Raises `ValueError` for an end before the start, `NoRulesetForDate` for a start before the first
    table and `ProfileError` for a start before the birth.
    """
    if end < start:
        raise ValueError(f"the end, {end}, is before the start, {start}")
    tables = tuple(rulesets or all_rulesets())
    ordered = sorted(plans, key=lambda plan: plan.day)
    known = Known(
        profile, category, as_of or start, [(plan.day, plan.changes) for plan in ordered], unknown_then=unknown_then
    )
    known.check_born(start)
    course = _Course(known, [plan.kind for plan in ordered], tables)
    steps: list[TimelineStep] = []
    for day in known.change_days(start, end, tables):
        step = course.step(day)
        if not steps:
            steps.append(step)
        elif step.outcome != steps[-1].outcome:
            steps.append(replace(step, causes=course.causes(day)))
    return Timeline(category, start, end, tuple(steps), tuple(sorted(course.doubtful_days(start, end))))


def filing_differs(
    profile: Profile,
    category: Category,
    day: date,
    *,
    plans: Sequence[Plan] = (),
    rulesets: Sequence[Ruleset] | None = None,
) -> tuple[TimelineStep, TimelineStep] | None:
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


class _Course:
    """A person's facts and the tables over a window."""

    def __init__(self, known: Known, kinds: Sequence[PlanKind], rulesets: tuple[Ruleset, ...]) -> None:
        self.known, self.kinds, self.rulesets = known, kinds, rulesets

    def step(self, day: date) -> TimelineStep:
        """The points of a day, without the causes."""
        return self._scored(self.known.possible(day), day, self._table(day))

    def doubtful_days(self, start: date, end: date) -> set[date]:
        """The days of the window before a birthday at an age limit of the table of that day."""
        rules = [table.categories[self.known.category] for table in self.rulesets]
        inside = {day for day in self.known.eves(rules) if start <= day <= end}
        return {day for day in inside if self.known.is_eve(day, self._table(day))}

    def causes(self, day: date) -> tuple[ChangeCause, ...]:
        """Return why the points of a day differ from those of the day before.

        A cause is given where the points would differ without it; where there is none such, each that would have
        been enough alone.
        """
        before, rules_before = self.known.possible(day - ONE_DAY), self._table(day - ONE_DAY)
        after, rules = self.known.possible(day), self._table(day)
        found = list(self._possible_causes(day, before, after))
        if rules is not rules_before:
            found.insert(0, (ChangeCause(ChangeKind.LAW, ruleset=pick(self.rulesets, day).id), ()))
        if len(found) == 1:
            return (found[0][0],)

        def with_only(causes: Iterable[tuple[ChangeCause, tuple[str, ...]]]) -> StepOutcome:
            chosen = list(causes)
            new_law = any(cause.kind is ChangeKind.LAW for cause, _ in chosen)
            facts = {**before, **{name: after[name] for _, names in chosen for name in names}}
            return self._scored(facts, day, rules if new_law else rules_before).outcome

        outcome, start = with_only(found), with_only(())
        needed = [one for one in found if with_only(other for other in found if other is not one) != outcome]
        enough = needed or [one for one in found if with_only((one,)) != start]
        return tuple(cause for cause, _ in enough)

    def _possible_causes(
        self, day: date, before: Possible, after: Possible
    ) -> Iterator[tuple[ChangeCause, tuple[str, ...]]]:
        """Causes that moved some facts, with the names of these facts; what a plan or facts of earlier days
        explain is not said to be time passing."""
        moved = [name for name in _IN_ORDER if before[name] != after[name]]
        told: set[str] = set()
        others = []
        for kind, touched in self._named_on(day):
            names = tuple(name for name in moved if name in touched)
            if names:
                told.update(names)
                others.append((ChangeCause(kind, fields=names), names))
        if "age" in moved and "age" not in told and None not in before["age"]:
            told.add("age")
            yield ChangeCause(ChangeKind.BIRTHDAY, age=max(after["age"])), ("age",)
        if "experience_years" in moved and "experience_years" not in told and None not in before["experience_years"]:
            told.add("experience_years")
            reached = after["experience_years"] - before["experience_years"] or after["experience_years"]
            yield ChangeCause(ChangeKind.CAREER, years=int(max(reached))), ("experience_years",)
        rest = tuple(name for name in moved if name not in told)
        if rest:
            known_now = self.known.told(day) and not self.known.told(day - ONE_DAY)
            others.append((ChangeCause(ChangeKind.KNOWN if known_now else ChangeKind.EARLIER, fields=rest), rest))
        yield from others

    def _named_on(self, day: date) -> Iterator[tuple[ChangeKind, frozenset[str]]]:
        """The plans that come true on a day, and the earlier facts that end the day before, with what they name."""
        for place, names in self.known.changes_on(day):
            yield ChangeKind.EARLIER if place is None else ChangeKind(self.kinds[place].value), names

    def _scored(self, facts: Possible, day: date, rules: CategoryRules) -> TimelineStep:
        now = mixture(rules, facts)
        return TimelineStep(day, now.total, now.least, now.greatest, now.verdict(rules.pass_mark), ())

    def _table(self, day: date) -> CategoryRules:
        return pick(self.rulesets, day).categories[self.known.category]


# Facts in the order of `Profile`.
_IN_ORDER = tuple(name for name in Profile.__dataclass_fields__ if name in FACTS)
