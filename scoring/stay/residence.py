"""Permanent residence on points: which of the fast routes is open today, and the first day on which one will be.

The points are looked at on every day of a route's 1 or 3 years (`held.py`), each day with its own facts, age and
table. What the agency weighs besides (taxes on time and so on) is asked and shown, never judged here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from scoring.calendar import ONE_DAY, years_after, years_before
from scoring.confidence import Confidence
from scoring.points import Gate, Notice, Reason, ReasonValue
from scoring.profile import Category, Profile
from scoring.stay.held import Stretch, course, on_eves, runs, without_recognition
from scoring.stay.own_route import OwnRoute, absence, is_long_abroad, own_routes, soonest
from scoring.stay.residence_rules import ResidenceRules, RouteRule, residence_rules
from scoring.stay.statuses import BEFORE_WORK, HIGHLY_SKILLED, StatusCode, is_unknown_text, status_of
from scoring.three import every

Answers = Mapping[str, bool | None]
NO_ANSWERS: Answers = MappingProxyType({})
# J-Skip asks for no points, and for more than any mark.
_NO_MARK = 1_000
# The answer to a condition in order today that may not be for a filing under the coming rules.
_LATE = "late"


@dataclass(frozen=True, slots=True)
class Route:
    """How one route stands for a filing on the day asked about; its gates say why.

    `earliest` is the first filing day, up to five years ahead, on which it is known to be open if nothing else changes;
    where `met` is None, or with `may_be_sooner`, what is not known may bring it forward.
    `look_back` is the first day that counts.
    `fails_on` is the first day of the
    years before on which the mark is known not to be held; `falls_on`, where it is held today, the first such day
    ahead. `ask` names profile fields that are not known, `changed` those of which only the day of change is not known.
    """

    id: str
    mark: int | None
    years: int
    met: bool | None
    earliest: date | None
    look_back: date
    gates: tuple[Gate, ...]
    fails_on: date | None
    falls_on: date | None
    ask: tuple[str, ...]
    changed: tuple[str, ...]
    citation: str
    confidence: Confidence
    may_be_sooner: bool = False

    @property
    def state(self) -> bool | None:
        """Whether it is open; None also where it is not, and may be sooner than on the day named."""
        return None if self.met is False and self.may_be_sooner else self.met

    def gate(self, gate_id: str) -> Gate:
        """One condition of the route; KeyError when the route has none of that name."""
        for gate in self.gates:
            if gate.id == gate_id:
                return gate
        raise KeyError(gate_id)


@dataclass(frozen=True, slots=True)
class Residence:
    """All routes in force, the best of them, the other conditions, and what to know.

    `own` are the ways without points; `absence` is whether time abroad leaves the years unbroken. Where they
    `may_begin_anew`, no day that a route names is certain before staff have looked at it.

    `new_rules_from` is the first filing day of the new guideline, once it is published. `under_new_rules` is whether
    the first day on which any way is known to be open falls under it; None without such a day or such a guideline.
    """

    category: Category
    as_of: date
    routes: tuple[Route, ...]
    best: Route | None
    conditions: tuple[Gate, ...]
    new_rules_from: date | None
    under_new_rules: bool | None
    notices: tuple[Notice, ...]
    own: tuple[OwnRoute, ...]
    absence: Gate
    may_begin_anew: bool

    def route(self, route_id: str) -> Route:
        """One route; KeyError when it is not in force on the day."""
        for route in self.routes:
            if route.id == route_id:
                return route
        raise KeyError(route_id)

    @property
    def for_staff(self) -> tuple[str, ...]:
        """Ids of the conditions that are not in order, or by the coming rules not surely: staff look at them before
        anything is filed."""
        return tuple(c.id for c in self.conditions if c.met is False or c.id in self.late)

    @property
    def late(self) -> tuple[str, ...]:
        """Ids of the conditions that are in order today and not surely by the rule of the filing day."""
        return tuple(c.id for c in self.conditions if c.met and c.why.args["answer"] == _LATE)


def permanent_residence(
    profile: Profile,
    category: Category,
    *,
    as_of: date,
    conditions: Answers = NO_ANSWERS,
    unknown_then: Collection[str] = (),
    rules: ResidenceRules | None = None,
) -> Residence:
    """How the fast routes to permanent residence stand on a day.

    `rules` stand for those that ship. `conditions` has the answers to the rules' `conditions` by id; True means
    in order, absent means not known. `unknown_then` names fields known to have differed on earlier days and not how.
    `status_since` of a highly skilled status counts as the first day of an unbroken time with such a status. Raises
    `KeyError` for an unknown condition and `ProfileError` for a birth after the day.
    """
    profile.age_on(as_of)
    rules = rules or residence_rules(as_of)
    for name in conditions:
        if name not in {c.id for c in rules.conditions}:
            raise KeyError(name)
    status = status_of(profile.status)
    in_force = [r for r in rules.routes if r.since <= as_of] if status is not StatusCode.PERMANENT else []
    window = _Window.of(category, as_of, in_force, years_after(as_of, rules.years_ahead), unknown_then)
    case, *others = [_Case(profile, as_of, status, conditions, rules, days) for days in _readings(profile, window)]
    routes = tuple(_unless_sure(case.route(rule), [other.route(rule) for other in others]) for rule in in_force)
    best = min(routes, key=_welcome, default=None)
    if best is not None and best.met is False:
        best = case.perhaps_sooner(best, in_force)
        routes = tuple(best if route.id == best.id else route for route in routes)
    own = own_routes(profile, as_of=as_of, rules=rules)
    new_from = rules.new_from if as_of >= rules.published_on else None
    filing = min((r.earliest for r in (best, soonest(own)) if r is not None and r.earliest is not None), default=None)
    return Residence(
        category=category,
        as_of=as_of,
        routes=routes,
        best=best,
        conditions=case.others(filing or as_of) if routes else (),
        new_rules_from=new_from,
        under_new_rules=None if new_from is None or filing is None else filing >= new_from,
        notices=tuple(_notices(profile, as_of, status, rules, own)),
        own=own,
        absence=absence(profile, rules.absence),
        may_begin_anew=is_long_abroad(profile, rules.absence),
    )


_DaysByYears = Mapping[int, tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True)
class _Window:
    """The days that the routes look at: from the first day of the longest one to the last filing day looked for.

    `starts` has the first day of the years looked back to, by how many years these are.
    """

    category: Category
    as_of: date
    starts: Mapping[int, date]
    end: date
    unknown_then: Collection[str]

    @classmethod
    def of(
        cls, category: Category, as_of: date, routes: Sequence[RouteRule], end: date, unknown_then: Collection[str]
    ) -> _Window:
        starts = {rule.years: years_before(as_of, rule.years) for rule in routes}
        return cls(category, as_of, starts, end, unknown_then)

    def days_of(self, facts: Profile) -> tuple[Stretch, ...]:
        """Work out what the facts are worth on each of the days."""
        return course(
            facts,
            self.category,
            as_of=self.as_of,
            start=min(self.starts.values(), default=self.as_of),
            end=self.end,
            unknown_then=self.unknown_then,
            cuts=self.starts.values(),
        )

    def by_years(self, days: Sequence[Stretch]) -> _DaysByYears:
        """Return, for each number of years, the days from their first on."""
        return {years: tuple(s for s in days if s.first >= start) for years, start in self.starts.items()}


def _readings(profile: Profile, window: _Window) -> Iterator[_DaysByYears]:
    """Yield the days as the facts say, then by other readings: the new age on the eve of a birthday, and no
    recognition by the Minister."""
    days = window.days_of(profile)
    yield window.by_years(days)
    if any(stretch.older for stretch in days):
        yield window.by_years(on_eves(days))
    certain = without_recognition(profile)
    if certain != profile:
        yield window.by_years(window.days_of(certain))


@dataclass(frozen=True, slots=True)
class _Case:
    """One person on one day, with what every route looks at. `days` are the stretches for each number of years."""

    profile: Profile
    as_of: date
    status: StatusCode | None
    answers: Answers
    rules: ResidenceRules
    days: _DaysByYears

    def route(self, rule: RouteRule) -> Route:
        """Judge one route; where it has two alternatives, take the better."""
        start = years_before(self.as_of, rule.years)
        limbs = [self._limb(rule, (*self._points(rule), self._stay(rule, start)), kept=True)]
        if rule.mark is None and self.status is StatusCode.J_SKIP:
            # A year held as J-Skip is an alternative to a year's stay in which its criteria were met.
            gates = (self._points(rule, held=True)[0], self._holding(rule, start))
            limbs.append(self._limb(rule, gates, kept=False))
        best = min(limbs, key=_welcome)
        for limb in limbs:
            if best.met is False and limb.met is None:
                # The other alternative names no earlier day, but may be open already.
                best = replace(best, met=None, ask=limb.ask, changed=limb.changed)
        return best

    def _limb(self, rule: RouteRule, gates: tuple[Gate, ...], *, kept: bool) -> Route:
        days = self.days[rule.years]
        past = [s for s in days if s.first <= self.as_of]
        ahead = [s for s in days if s.first > self.as_of] if past[-1].holds(rule.mark) and not self._waits else []
        looked_at = [] if self._waits else past if kept else past[-1:]
        met = every(g.met for g in gates)
        ask, changed = _asked(looked_at, rule.mark) if met is None else ((), ())
        if met is None and self._waits:
            ask = (*ask, "work_begins")
        if met is None and self.status is None:
            ask = (*ask, "status")
        elif met is None and gates[-1].met is None and self.profile.status_since is None:
            # The last gate is the stay: of the status for the routes that ask for it, of any kind for the others.
            ask = (*ask, "status_since")
        return Route(
            id=rule.id,
            mark=rule.mark,
            years=rule.years,
            met=met,
            earliest=self._earliest(rule, days, kept),
            look_back=past[0].first,
            gates=gates,
            fails_on=_first_failure(looked_at, rule.mark),
            falls_on=_first_failure(ahead, rule.mark),
            ask=ask,
            changed=changed,
            citation=rule.citation,
            confidence=self._sure(rule, gates),
        )

    def perhaps_sooner(self, best: Route, rules: Sequence[RouteRule]) -> Route:
        """Return the best route, with what to ask where an unknown fact may open it, or another, before its day."""
        end = best.earliest or date.max
        ask: dict[str, None] = {}
        for rule in rules:
            first = self._earliest(rule, self.days[rule.years], kept=True, surely=False)
            if first is not None and first < end:
                counted = [s for s in self.days[rule.years] if s.last >= years_before(first, rule.years)]
                ask |= dict.fromkeys(_asked([s for s in counted if s.first <= first], rule.mark)[0])
        return replace(best, may_be_sooner=True, ask=tuple(dict.fromkeys((*best.ask, *ask)))) if ask else best

    @property
    def _waits(self) -> bool:
        """Whether the work that the points are of is yet to begin: until then no day has them."""
        begins = self.profile.work_begins
        return self.status in BEFORE_WORK - {StatusCode.ABROAD} and (begins is None or begins > self.as_of)

    def _before_work(self, rule: RouteRule) -> Gate:
        begins = self.profile.work_begins
        why = Reason("follows-points-now-no-work", {"day": begins}) if begins else Reason("follows-points-now-no-day")
        return Gate("points_at_filing", False if begins else None, why, rule.confidence, rule.citation)

    def _points(self, rule: RouteRule, *, held: bool = False) -> tuple[Gate, ...]:
        """The mark today, on the day looked back to, and on every day between."""
        if self._waits:
            return (self._before_work(rule),)
        past = [s for s in self.days[rule.years] if s.first <= self.as_of]
        kept = every(s.holds(rule.mark) for s in past)
        args: dict[str, ReasonValue] = {
            "first": past[0].first,
            "day": _first_failure(past, rule.mark) or self.as_of,
            "mark": rule.mark or 0,
        }
        name = "j-skip" if rule.mark is None else "points"
        why = _reason(f"follows-{name}-kept", kept, args)
        if rule.mark is not None and kept is False and _is_closed(past, rule.mark):
            why = Reason("follows-points-kept-closed", args)
        return (
            self._points_on("points_at_filing", f"follows-{name}-now", rule, past[-1], held=held),
            self._points_on("points_at_look_back", f"follows-{name}-then", rule, past[0]),
            Gate("points_kept", kept, why, rule.confidence, rule.citation),
        )

    def _points_on(self, gate: str, key: str, rule: RouteRule, stretch: Stretch, *, held: bool = False) -> Gate:
        met = stretch.holds(rule.mark)
        if rule.mark is None:
            if held and met is False:
                # No source says whether the criteria must still be met after a year held as J-Skip.
                return Gate(gate, None, Reason("follows-j-skip-lost"), Confidence.STAFF_CONFIRMS, rule.citation)
            return Gate(gate, met, _reason(key, met, {"day": stretch.first}), rule.confidence, rule.citation)
        args: dict[str, ReasonValue] = {
            "day": stretch.first,
            "mark": rule.mark,
            "least": stretch.least,
            "greatest": stretch.greatest,
        }
        if met is not True and stretch.least >= rule.mark:
            # The points would do; the pay floor or the kind of work does not, or is not known.
            return Gate(gate, met, Reason(f"{key}-gate", args), rule.confidence, rule.citation)
        if met is False and stretch.greatest >= rule.mark:
            # Some total would do: it is the pay floor or the kind of work that closes it.
            return Gate(gate, met, Reason(f"{key}-closed", args), rule.confidence, rule.citation)
        if met is None and not stretch.told:
            return Gate(gate, met, Reason(f"{key}-untold", args), rule.confidence, rule.citation)
        return Gate(gate, met, _reason(key, met, args), rule.confidence, rule.citation)

    def _stay(self, rule: RouteRule, start: date) -> Gate:
        """The years in Japan: with a highly skilled status, or with any."""
        if rule.holding:
            return self._holding(rule, start)
        since = self._since(held=False)
        met: bool | None
        if self.status is StatusCode.ABROAD:
            met = False
        elif since is not None and since <= start:
            met = True
        else:
            met = None if self.profile.in_japan_since is None or self.status is None else False
        return Gate(
            "stay",
            met,
            _reason("follows-stay", met, {"years": rule.years, "day": start}),
            rule.confidence,
            rule.citation,
        )

    def _holding(self, rule: RouteRule, start: date) -> Gate:
        since = self._since(held=True)
        met: bool | None
        if self.status is None:
            met = None
        elif self.status not in HIGHLY_SKILLED:
            met = False
        elif since is not None and since <= start:
            met = True
        else:
            # A holder of HSP (ii) held HSP (i) before; since when is not known here.
            met = None if since is None or self.status is StatusCode.HSP2 else False
        args: dict[str, ReasonValue] = {"years": rule.years, "day": start}
        return Gate("holding", met, _reason("follows-holding", met, args), rule.confidence, rule.citation)

    def _since(self, *, held: bool) -> date | None:
        """The first day of the stay, or of the status held, as far as it is known to go on until today."""
        if self.status in (None, StatusCode.ABROAD):
            return None
        since = self.profile.status_since
        if held:
            return since if self.status in HIGHLY_SKILLED else None
        return min(day for day in (since, self.profile.in_japan_since, self.as_of) if day is not None)

    def _earliest(self, rule: RouteRule, days: Sequence[Stretch], kept: bool, *, surely: bool = True) -> date | None:
        """The first filing day in a run of days with the mark, once the stay, and if asked the run, is long enough.

        Not `surely`, days count on which what is not known may bring the mark.
        """
        since = self._since(held=rule.holding or not kept)
        if since is not None and self._waits:
            since = self.profile.work_begins
        if since is None:
            return None
        for first, last in runs(days, rule.mark, surely=surely):
            counted = max(first, since) if kept else since
            day = max(self.as_of, first, years_after(counted, rule.years))
            if day <= last:
                return day
        return None

    def _sure(self, rule: RouteRule, gates: Sequence[Gate]) -> Confidence:
        leap = (self.as_of.month, self.as_of.day) == (2, 29) and self.rules.leap_day is Confidence.STAFF_CONFIRMS
        sure = self.status is None or self.status in self.rules.any_status | HIGHLY_SKILLED
        doubtful = leap or not sure or any(g.confidence is Confidence.STAFF_CONFIRMS for g in gates)
        return Confidence.STAFF_CONFIRMS if doubtful else rule.confidence

    def others(self, filing: date) -> tuple[Gate, ...]:
        """The conditions besides points and stay, for a filing on a day. One that is not in order is for staff."""
        found = []
        for condition in self.rules.conditions:
            settled = self.status in condition.met_by
            answer = True if settled else self.answers.get(condition.id)
            late = condition.staff_from is not None and filing >= condition.staff_from and not settled
            word = _LATE if answer and late else {True: "yes", False: "no", None: "open"}[answer]
            sure = answer is not False and not late
            confidence = condition.confidence if sure else Confidence.STAFF_CONFIRMS
            found.append(
                Gate(condition.id, answer, Reason(condition.text, {"answer": word}), confidence, condition.citation)
            )
        return tuple(found)


def _reason(key: str, met: bool | None, args: Mapping[str, ReasonValue]) -> Reason:
    return Reason(key + {True: "", False: "-none", None: "-unknown"}[met], args)


def _unless_sure(route: Route, others: Sequence[Route]) -> Route:
    """Return the route, marked for staff wherever another reading of the facts changes it or one of its gates."""
    for other in others:
        gates = tuple(
            gate if gate.met is its.met else replace(gate, confidence=Confidence.STAFF_CONFIRMS)
            for gate, its in zip(route.gates, other.gates, strict=True)
        )
        same = (route.met, route.earliest) == (other.met, other.earliest)
        sure = route.confidence if same else Confidence.STAFF_CONFIRMS
        route = replace(route, gates=gates, confidence=sure)
    return route


def _is_closed(days: Sequence[Stretch], mark: int) -> bool:
    """Return whether on the first day without the mark some total would have done, so that a gate closed it."""
    first = next((stretch for stretch in days if stretch.holds(mark) is False), None)
    return first is not None and first.greatest >= mark


def _first_failure(days: Sequence[Stretch], mark: int | None) -> date | None:
    return next((s.first for s in days if s.holds(mark) is False), None)


def _asked(days: Sequence[Stretch], mark: int | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Fields to ask for, and fields whose day of change to ask for, today's first."""
    ask: dict[str, None] = {}
    changed: dict[str, None] = {}
    for stretch in (s for s in reversed(days) if s.holds(mark) is None):
        if not stretch.told:
            ask["earlier"] = None
            continue
        for doubt in stretch.deciding(mark):
            # A birth date and the dates of jobs settle every day at once.
            dated = doubt.changed and doubt.field not in ("birth_date", "work_periods")
            (changed if dated else ask)[doubt.field] = None
    return tuple(ask), tuple(name for name in changed if name not in ask)


def _welcome(route: Route) -> tuple[bool, date, bool, int, int]:
    """Open today first, then the earliest day, then what is not ruled out; the order of the file breaks ties.

    Without a day, the lowest mark comes first, then the route on which the least fails: that is what to work on.
    """
    if route.earliest is not None:
        return not route.met, route.earliest, route.met is False, 0, 0
    failing = sum(gate.met is False for gate in route.gates)
    return True, date.max, route.met is False, route.mark or _NO_MARK, failing


def _notices(
    profile: Profile, as_of: date, status: StatusCode | None, rules: ResidenceRules, own_ways: Sequence[OwnRoute]
) -> list[Notice]:
    if status is StatusCode.PERMANENT:
        return [Notice("already_permanent", Reason("follows-notice-already-permanent"))]
    found = []
    if is_unknown_text(profile.status):
        found.append(Notice("unknown_status", Reason("follows-notice-unknown-status")))
    elif status is StatusCode.ABROAD:
        found.append(Notice("abroad", Reason("follows-notice-abroad")))
    elif status is not None and status not in rules.any_status | HIGHLY_SKILLED:
        found.append(Notice("status_for_staff", Reason("follows-notice-status-for-staff")))
    # Spouses and long-term residents need no points at all (rulebook 14, row 6).
    open_to = {route.id for route in own_ways}
    own = [rule for rule in rules.own_routes if rule.id in open_to]
    if own:
        years: dict[str, ReasonValue] = {f"{rule.id}_years": rule.stay_years for rule in own}
        for rule in own:
            years |= {} if rule.married_years is None else {"married_years": rule.married_years}
        name = own[0].id.replace("_", "-") if len(own) == 1 else "either"
        found.append(Notice("own_route", Reason(f"follows-notice-own-route-{name}", years)))
    if as_of >= rules.new_from:
        found.append(Notice("new_rules", Reason("follows-notice-new-rules-now", {"day": rules.new_from})))
    elif as_of >= rules.published_on:
        found.append(Notice("new_rules", Reason("follows-notice-new-rules", {"day": rules.new_from})))
        last = rules.new_from - ONE_DAY
        found.append(Notice("income_unclear", Reason("follows-notice-income-unclear", {"day": last})))
    # What hangs on the highly skilled status ends with it, whatever the route (source A4).
    found.append(Notice("ends_family", Reason("follows-notice-ends-family")))
    return found
