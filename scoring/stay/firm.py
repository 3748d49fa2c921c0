"""Whether "nothing can change that" may be said of an answer, and if not, what it depends on.

What counts may still be another until the decision, about three months after the filing: a birthday brings another age
band, a new table begins. And what staff must confirm, no machine calls certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from scoring.calendar import ONE_DAY, months_later, years_after
from scoring.confidence import Confidence
from scoring.engine import score
from scoring.history import going_on
from scoring.points import CategoryScore, Reason, ReasonValue, Totals
from scoring.profile import Category, Profile
from scoring.ruleset import ruleset_for
from scoring.stay.deciding import at_the_beginning, deciding
from scoring.stay.family import family
from scoring.stay.manager import manager_criteria
from scoring.stay.own_route import OwnRoute, is_long_abroad, soonest
from scoring.stay.residence import Residence, Route, permanent_residence
from scoring.stay.residence_rules import ResidenceRules, residence_rules
from scoring.stay.starts import starts_needed
from scoring.stay.statuses import FIRST_STAGE, HIGHLY_SKILLED, StatusCode, status_of
from scoring.three import some
from scoring.timeline import MONTHS_TO_PERMISSION, ChangeKind, timeline


class DependsOn(StrEnum):
    """What an answer can depend on: facts not known, lines staff must confirm, a gate, the eve of a birthday, a day
    on which the points change, a condition beside the points, long time abroad, or the route itself."""

    UNKNOWN = "unknown"
    STAFF = "staff"
    GATE = "gate"
    EVE = "eve"
    FALL = "fall"
    RISE = "rise"
    CONDITION = "condition"
    ABSENCE = "absence"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Dependence:
    """One thing an answer depends on.

    `names` are the fields, rows, gates or conditions. A fall or a rise has its first `day`, the `total` from then on
    and its `causes` (kinds of `scoring.timeline.ChangeKind`): whoever files before a fall files with the points of
    today.
    """

    on: DependsOn
    why: Reason
    names: tuple[str, ...] = ()
    day: date | None = None
    total: int | None = None
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Firmness:
    """The answer to a goal for a filing on `day`, and what it depends on.

    `met` is the answer: for permanent residence whether its best route is open, for a holder's family whether something
    is met for it, else whether the mark is reached with the gates. `mark` is None where no points are asked for.
    `until` is the last day looked at, about when the decision comes. `sure` is whether nothing can change the answer.
    """

    goal: str
    category: Category
    day: date
    until: date
    mark: int | None
    total: int
    met: bool | None
    depends: tuple[Dependence, ...]

    @property
    def sure(self) -> bool:
        """Whether "nothing can change that" may be said."""
        return self.met is not None and not self.depends


def firm(
    profile: Profile,
    goal: str,
    category: Category,
    *,
    as_of: date,
    conditions: Mapping[str, bool | None] = MappingProxyType({}),
    rules: ResidenceRules | None = None,
) -> Firmness:
    """Return how firm the answer to a goal ("hsp", "pr", "hsp2", "family") is.

    `conditions` are as for `permanent_residence`. The points of a first permission are those of the day when the work
    begins, those of HSP (ii) those of the day when its years are over.
    """
    rules = rules or residence_rules(as_of)
    profile = profile.with_facts(category=category)
    status = status_of(profile.status)
    unknown = set(deciding(profile, goal, as_of, rules=rules))
    case = _Case(profile, category, as_of, as_of, _pass_mark(category, as_of))
    found: tuple[bool | None, list[Dependence]]
    if goal == "pr":
        residence = permanent_residence(profile, category, as_of=as_of, conditions=conditions, rules=rules)
        own = any(way.met for way in residence.own)
        case = replace(case, mark=residence.best.mark if residence.best is not None and not own else None)
        found = _of_residence(case, residence, held=status is StatusCode.PERMANENT)
        if found[0] is not False and status is not StatusCode.PERMANENT and is_long_abroad(profile, rules.absence):
            found[1].append(Dependence(DependsOn.ABSENCE, residence.absence.why))
        unknown |= _of_earlier_days(case, residence)
    elif goal == "family" and status in HIGHLY_SKILLED | {StatusCode.PERMANENT}:
        case = replace(case, mark=None)
        found = _of_the_family(case)
    elif goal == "hsp2" and status in FIRST_STAGE and profile.status_since is not None:
        years = rules.indefinite.j_skip_years if status is StatusCode.J_SKIP else rules.indefinite.years
        day = max(as_of, years_after(profile.status_since, years))
        case = replace(case, day=day)
        found = _of_a_mark(case)
    else:
        facts, day = at_the_beginning(profile, as_of)
        case = _Case(facts, category, day, day, _pass_mark(category, day))
        found = _of_a_mark(case)
    met, depends = found
    if unknown:
        depends.insert(0, Dependence(DependsOn.UNKNOWN, Reason("follows-firm-unknown"), tuple(sorted(unknown))))
    entry = case.entry
    return Firmness(goal, category, case.day, case.until, case.mark, entry.total, met, tuple(depends))


@dataclass(frozen=True)
class _Case:
    """One person's facts, the day they are of, and the day and mark that are asked about."""

    profile: Profile
    category: Category
    as_of: date
    day: date
    mark: int | None

    @property
    def until(self) -> date:
        """The last day on which the decision is looked for."""
        return months_later(self.day, MONTHS_TO_PERMISSION)

    @property
    def entry(self) -> CategoryScore:
        """The score of the day, by facts that go on."""
        return score(self.then, as_of=self.day).of(self.category)

    @property
    def then(self) -> Profile:
        """The facts of the day; work stated as a number of years goes on until it."""
        return self.profile if self.day == self.as_of else going_on(self.profile, self.category, self.as_of)


def _pass_mark(category: Category, day: date) -> int:
    return ruleset_for(day).categories[category].pass_mark


def _of_a_mark(case: _Case) -> tuple[bool | None, list[Dependence]]:
    """The mark on the day, or J-Skip, with what can still change it."""
    entry, mark = case.entry, case.mark or 0
    reached = _totals(entry).reaches(mark)
    if not reached and entry.j_skip.met:
        return True, []
    return reached, [*_of_the_lines(entry, mark, case.day, reached), *_of_the_days(case, mark)]


def _of_residence(case: _Case, residence: Residence, *, held: bool) -> tuple[bool | None, list[Dependence]]:
    """A way without points that is open, else the best route; where it is not ruled out for good, its doubts, and the
    conditions beside points and stay."""
    own = soonest(way for way in residence.own if way.met)
    best = residence.best
    if best is None:
        return held, []
    if own is not None:
        return True, [*_of_the_route(own), *_of_the_conditions(residence)]
    depends: list[Dependence] = []
    if best.earliest is not None or best.met is not False:
        depends += [*_of_the_route(best), *_of_the_conditions(residence)]
    if best.mark is not None:
        entry = case.entry
        depends += _of_the_lines(entry, best.mark, case.day, _totals(entry).reaches(best.mark))
        depends += _of_the_days(case, best.mark)
    return best.met, depends


def _of_the_route(route: Route | OwnRoute) -> Iterator[Dependence]:
    if route.confidence is Confidence.STAFF_CONFIRMS:
        yield Dependence(DependsOn.ROUTE, Reason("follows-firm-route"), (route.id,))


def _of_the_conditions(residence: Residence) -> Iterator[Dependence]:
    unsure = [c.id for c in residence.conditions if c.met is not True or c.confidence is Confidence.STAFF_CONFIRMS]
    if unsure:
        yield Dependence(DependsOn.CONDITION, Reason("follows-firm-condition"), tuple(unsure))


def _of_earlier_days(case: _Case, residence: Residence) -> set[str]:
    """Return what is not known of the days looked back to, where the best route is not decided without it."""
    best = residence.best
    if best is None or best.met is not None or any(way.met for way in residence.own):
        return set()
    if best.mark is None:
        return {*best.ask, *best.changed}
    starts = starts_needed(case.profile, case.category, as_of=case.as_of, look_back=best.look_back, mark=best.mark)
    return {*best.ask, *best.changed, *(start.field for start in starts)}


def _of_the_family(case: _Case) -> tuple[bool | None, list[Dependence]]:
    """What is met for a holder's family, and the days on which a child grows out of it."""
    benefits = family(case.profile, as_of=case.as_of, j_skip=case.entry.j_skip.met)
    depends = []
    unsure = tuple(b.id for b in benefits if b.met and b.confidence is Confidence.STAFF_CONFIRMS)
    if unsure:
        depends.append(Dependence(DependsOn.STAFF, Reason("follows-firm-staff"), unsure))
    for benefit in benefits:
        if benefit.met and benefit.until is not None and benefit.until < case.until:
            why = Reason("follows-firm-child", {"last": benefit.until})
            depends.append(Dependence(DependsOn.FALL, why, (benefit.id,), day=benefit.until + ONE_DAY))
    return some(benefit.met for benefit in benefits), depends


def _totals(entry: CategoryScore) -> Totals:
    return Totals(entry.total, entry.least, entry.greatest, entry.gates, entry.verdict)


def _of_the_lines(entry: CategoryScore, mark: int, day: date, reached: bool | None) -> Iterator[Dependence]:
    """Yield what staff must confirm before the mark is certain, and the doubtful day before a birthday."""
    # What is unsure on the eve of a birthday alone is said to be that.
    aged = ("salary", "age") if entry.older is not None else ()
    unsure = [i for i in entry.items if i.points and i.confidence is Confidence.STAFF_CONFIRMS and i.id not in aged]
    if reached and entry.least - sum(item.points for item in unsure) < mark:
        yield Dependence(DependsOn.STAFF, Reason("follows-firm-staff"), tuple(item.id for item in unsure))
    gates = [g.id for g in entry.gates[1:] if g.confidence is Confidence.STAFF_CONFIRMS]
    if entry.category is Category.C and day >= manager_criteria(day).since:
        gates.append("manager_criteria")
    if reached and gates:
        yield Dependence(DependsOn.GATE, Reason("follows-firm-gate"), tuple(gates))
    if entry.is_doubtful(mark):
        yield Dependence(DependsOn.EVE, Reason("follows-firm-eve", {"day": day}), day=day)


def _of_the_days(case: _Case, mark: int) -> Iterator[Dependence]:
    """Yield the first day before the decision on which the mark is lost, or reached."""
    ahead = timeline(case.profile, case.category, start=case.day, end=case.until, as_of=case.as_of)
    now = ahead.steps[0]
    step = next((step for step in ahead.steps if step.holds(mark) is not now.holds(mark)), None)
    if step is None:
        return
    kinds = tuple(cause.kind.value for cause in step.causes)
    # On the eve of a birthday the new age may count already (年齢計算ニ関スル法律): whoever files before it is safe.
    eve = ONE_DAY if ChangeKind.BIRTHDAY.value in kinds else timedelta()
    args: dict[str, ReasonValue] = {"day": step.first_day, "last": max(case.day, step.first_day - ONE_DAY - eve)}
    args |= {"now": now.least, "total": step.least, "mark": mark}
    on, key = (DependsOn.FALL, "follows-firm-fall") if now.holds(mark) else (DependsOn.RISE, "follows-firm-rise")
    yield Dependence(on, Reason(key, args), day=step.first_day, total=step.least, causes=kinds)
