"""Permanent residence in words: the day first, then why, then what else is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from dialogs.checked import residence_as_checked
from dialogs.kinds import NONE
from dialogs.messages import Text
from dialogs.parts import family
from dialogs.parts.counting import counts_points, needs_no_points
from dialogs.parts.follows import in_lines, name_of, unanswered, vague, when_for_staff
from dialogs.past import BEFORE, BEGUN, STARTS, with_history
from dialogs.pressing import told_absence
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Category, Confidence, Experience, Notice, Profile, Reason
from scoring.stay.own_route import OwnRoute, absence, is_long_abroad, soonest
from scoring.stay.residence import Residence, Route, permanent_residence
from scoring.stay.residence_rules import residence_rules

# Asked when the part is opened; their answers fill no field of a profile, or several.
_QUESTIONS = ("hsp_kind", "status_since", "in_japan_since", "longest_trip_days", "days_abroad_a_year", "in_order")


def lines(situation: Situation) -> Iterator[Text]:
    """The best route and its day, the reasons, other routes, what staff look at, and the coming change of rules."""
    result = residence(situation)
    if result is None:
        yield Text("follows-pr-activity")
        return
    own, anew = own_way(situation), may_begin_anew(situation)
    if own is not None:
        yield _own_headline(own, anew=anew)
        yield from (say(gate.why) for gate in own.gates)
    best = _by_points(situation, result)
    if own is not None and best is None:
        yield from _beside_points(situation, own)
        yield from _of_the_stay(situation, result, own)
    if best is not None:
        if _is_abroad(result):
            yield Text("follows-pr-abroad")
        else:
            yield _headline(situation, best)
            yield from _route(best)
            yield from () if anew else _others(result, best)
        yield from _wanted(situation, result, best)
        yield from _conditions(situation, result)
        yield say(result.absence.why)
    yield from _told(situation, result.notices)
    if best is not None or own is not None:
        yield Text("follows-pr-livelihood")
        yield Text("follows-pr-renew")


def _by_points(situation: Situation, result: Residence) -> Route | None:
    """Return the best route by points; None where points are not asked for, or the kind of work is not known."""
    return result.best if situation.category is not None and counts_points(situation) else None


def best_by_points(situation: Situation) -> Route | None:
    """Return the best route by points of somebody in Japan; None where points do not lead there, or nobody can say."""
    result = residence(situation)
    return None if result is None or _is_abroad(result) else _by_points(situation, result)


def _told(situation: Situation, notices: Iterable[Notice]) -> Iterator[Text]:
    """Yield notices; a child of a Japanese citizen or of a permanent resident is told of no marriage."""
    child = situation.value("residence") == "spouse_of" and situation.value("married_since") == NONE
    for notice in notices:
        if child and notice.id == "own_route":
            yield Text("follows-notice-own-route-child")
        elif notice.id == "new_rules" and needs_no_points(situation):
            yield Text("follows-notice-new-rules-own", notice.why.args)
        else:
            yield say(notice.why)


def _of_the_stay(situation: Situation, result: Residence, own: OwnRoute) -> Iterator[Text]:
    """Yield what is still needed of a way of one's own, and what the agency looks at besides."""
    wanted = _needed_of_own_way(situation, own)
    if wanted:
        yield from in_lines("follows-needed", "follows-needed-title", (name_of(situation, name) for name in wanted))
    yield from _conditions(situation, result)
    yield say(result.absence.why)


def _beside_points(situation: Situation, own: OwnRoute) -> Iterator[Text]:
    """Yield that points may be sooner than a way of one's own that is not open yet, where they were not asked for."""
    if not own.met and not situation.has_counted_points:
        yield Text("follows-own-points")


def headline(situation: Situation) -> Iterator[Text]:
    """Yield the answer of the best route, and of a way of one's own."""
    result = residence(situation)
    if result is None:
        yield Text("follows-pr-activity")
        return
    own = own_way(situation)
    if own is not None:
        yield _own_headline(own, anew=may_begin_anew(situation))
    yield from _told(situation, (n for n in result.notices if n.id.startswith(("own_route", "already"))))
    if own is not None:
        yield from _beside_points(situation, own)
    best = _by_points(situation, result)
    if best is not None:
        yield Text("follows-pr-abroad") if _is_abroad(result) else _headline(situation, best)


def own_way_headline(situation: Situation) -> Text | None:
    """Return from which day on the way without points is open; None where there is none."""
    own = own_way(situation)
    return None if own is None else _own_headline(own, anew=may_begin_anew(situation))


def own_way(situation: Situation) -> OwnRoute | None:
    """Return the way without points that opens first for who came for permanent residence; None without one.

    Where a month or a year alone is known, what another day in it would change is not known.
    """
    if not situation.following.own_ways:
        return None
    result = residence(situation)
    return None if result is None else soonest(result.own)


def residence(situation: Situation) -> Residence | None:
    """Permanent residence for this person today; None while the kind of work is not known, and points alone lead to it.

    A way without points does not hang on the kind of work.
    """
    told = absence_untold(situation)
    return situation.following.once(("residence_found", told), lambda: _residence(situation))


def _residence(situation: Situation) -> Residence | None:
    if situation.category is None and not situation.following.own_ways:
        return None
    category = Category(situation.category or Category.B)
    days = vague(situation, *BEGUN, *STARTS)
    rules = residence_as_checked(situation.around.office.checked, situation.today)
    profile = history_of(situation, category)

    def as_told(first: Collection[str] = ()) -> Residence:
        return permanent_residence(
            history_of(situation, category, first),
            category,
            as_of=situation.today,
            conditions=answers_of(situation, profile),
            rules=rules,
        )

    at_latest = as_told()
    if not days:
        return at_latest
    at_first = as_told(days)
    deciding = tuple(day for day in days if _answers(as_told((day,))) != _answers(at_latest))
    return _between(at_latest, at_first, deciding or days)


def _answers(result: Residence) -> list[tuple[bool | None, date | None]]:
    by_points = [(route.met, route.earliest) for route in result.routes]
    return by_points + [(way.met, way.earliest) for way in result.own]


def _between(at_latest: Residence, at_first: Residence, days: tuple[str, ...]) -> Residence:
    """What is known where these days are only known to lie in a month or a year: what differs over it is not."""
    routes = tuple(_route_between(*both, days) for both in zip(at_latest.routes, at_first.routes, strict=True))
    best = at_latest.best and next(route for route in routes if route.id == at_latest.best.id)
    first = at_first.best
    if best is not None and first is not None and (best.met, best.earliest) != (first.met, first.earliest):
        # On the first day it can be, another route may open sooner.
        best = replace(best, met=None, ask=(*(name for name in best.ask if name not in days), *days))
    own = [_own_between(*both) for both in zip(at_latest.own, at_first.own, strict=True)]
    later, sooner = soonest(at_latest.own), soonest(at_first.own)
    if later is not None and sooner is not None and (later.met, later.earliest) != (sooner.met, sooner.earliest):
        # On the first day it can be, another way may open sooner.
        own = [replace(way, met=None) if way.id == later.id else way for way in own]
    return replace(at_latest, routes=routes, best=best, own=tuple(own))


def _own_between(at_latest: OwnRoute, at_first: OwnRoute) -> OwnRoute:
    if (at_latest.met, at_latest.earliest) == (at_first.met, at_first.earliest):
        return at_latest
    its = {gate.id: gate for gate in at_first.gates}
    gates = tuple(
        gate
        if gate.met is its[gate.id].met
        else replace(gate, met=None, why=Reason(f"follows-own-{gate.id}-unknown", gate.why.args))
        for gate in at_latest.gates
    )
    return replace(at_latest, met=None, gates=gates)


def _route_between(at_latest: Route, at_first: Route, days: tuple[str, ...]) -> Route:
    if (at_latest.met, at_latest.earliest) == (at_first.met, at_first.earliest):
        return at_latest
    its = {gate.id: gate for gate in at_first.gates}
    gates = tuple(
        gate
        if gate.id not in its or gate.met is its[gate.id].met
        else replace(gate, met=None, why=Reason(f"follows-{gate.id}-unknown", gate.why.args))
        for gate in at_latest.gates
    )
    return replace(at_latest, met=None, gates=gates, ask=(*at_latest.ask, *days))


def needed(situation: Situation) -> tuple[str, ...]:
    """Questions and profile fields that could still change what is said, those of today's points first."""
    result, own = residence(situation), own_way(situation)
    if result is None:
        return ("activity",)
    if own is not None and _by_points(situation, result) is None:
        return _needed_of_own_way(situation, own)
    return _needed(situation, result)


def _needed_of_own_way(situation: Situation, own: OwnRoute) -> tuple[str, ...]:
    """Return the questions without an answer that a way of one's own still hangs on, or that staff look at."""
    asked = ("longest_trip_days", "days_abroad_a_year", "in_order")
    days = tuple(
        question
        for question, field in BEGUN.items()
        if field in own.ask and situation.questionnaire[question].applies_when.true_of(situation.answers)
    )
    return unanswered(situation, *(() if own.met else days), *asked)


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """Return for staff: a way without points, the route and its day, red flags. Abroad no year of stay has begun."""
    result = residence(situation)
    if result is None or result.best is None or _is_abroad(result):
        return ()
    best, own = result.best, own_way(situation)
    notices = _told(situation, (notice for notice in result.notices if notice.id == "own_route"))
    # In the words of the office: what the way asks for.
    found = [Text(text.key.replace("follows-notice", "card"), text.args) for text in notices]
    if own is not None:
        when = _anew_for_staff(situation, when_for_staff(_when_own(own), own.confidence), own.earliest)
        found.append(Text("follows-card-own", {"when": when}))
    if _by_points(situation, result) is not None or own is None:
        when = _anew_for_staff(situation, when_for_staff(_when(situation, best), best.confidence), best.earliest)
        found.append(Text("follows-card-residence", {"route": _name(best), "when": when}))
        if best.fails_on is not None:
            found.append(Text("follows-card-fails", {"day": best.fails_on}))
    if result.for_staff:
        found.append(Text("follows-card-for-staff", {"what": listed(_names(situation, result.for_staff))}))
    if family.ends_with_permanent(situation) and situation.value("goal") != "family":
        found.append(Text("follows-card-ends-family"))
    if result.under_new_rules and result.new_rules_from is not None:
        found.append(Text("follows-card-new-rules", {"day": result.new_rules_from}))
    return tuple(found)


def answers_of(situation: Situation, profile: Profile) -> dict[str, bool | None]:
    """Return each condition by id: ticked is in order, unticked is for staff; without an answer none is known.

    Long time abroad is told in days.
    """
    rules = residence_rules(situation.today)
    found: dict[str, bool | None] = {}
    ticked = situation.value("in_order")
    if isinstance(ticked, list):
        found = {condition.id: condition.id in ticked for condition in rules.conditions}
    absent = absence(profile, rules.absence).met
    return {**found, "absence": False if is_long_abroad(profile, rules.absence) else absent}


def _is_abroad(result: Residence) -> bool:
    return any(notice.id == "abroad" for notice in result.notices)


def _own_headline(own: OwnRoute, *, anew: bool) -> Text:
    if anew and own.earliest is not None:
        return Text("follows-own-anew", {"day": own.earliest})
    if own.met:
        return Text("follows-own-open")
    if own.earliest is None:
        return Text("follows-own-unknown")
    return Text("follows-own-from" if own.met is False else "follows-own-at-latest", {"day": own.earliest})


def history_of(situation: Situation, category: Category, first: Collection[str] = ()) -> Profile:
    """Return the facts of all days; a long time abroad that was told without its days counts as long enough."""
    profile = with_history(situation.following, category, first=first)
    if not absence_untold(situation):
        return profile
    return replace(profile, longest_trip_days=residence_rules(situation.today).absence.trip_days)


def absence_untold(situation: Situation) -> bool:
    """Return whether somebody spoke of a long time abroad that the days they answered do not show.

    Where the two disagree, staff look at it all the same.
    """
    rule = residence_rules(situation.today).absence
    return told_absence(situation) and not is_long_abroad(situation.profile, rule)


def may_begin_anew(situation: Situation) -> bool:
    """Return whether the years in Japan may have begun anew by time abroad.

    Rulebook 14-5: then only staff can say from which day they count.
    """
    result = residence(situation)
    return result is not None and result.may_begin_anew


def _anew_for_staff(situation: Situation, when: Text, earliest: date | None) -> Text:
    """Return a day on the card, where the years may have begun anew as one that is counted without that."""
    if earliest is None or not may_begin_anew(situation):
        return when
    return Text("follows-card-anew", {"when": when})


def _when_own(own: OwnRoute) -> Text:
    if own.earliest is None:
        return Text("follows-card-unknown")
    return Text(f"follows-card-{ {True: 'open', False: 'from', None: 'at-latest'}[own.met] }", {"day": own.earliest})


def _headline(situation: Situation, best: Route) -> Text:
    args = {"route": _name(best)}
    if best.earliest is not None and may_begin_anew(situation):
        return Text("follows-pr-anew", {"day": best.earliest, **args})
    if best.met:
        return Text("follows-pr-open", args)
    if best.earliest is not None:
        key = "follows-pr-from" if best.state is False else "follows-pr-at-latest"
        return Text(key, {"day": best.earliest, **args})
    if best.state is None:
        return Text("follows-pr-unknown")
    return Text("follows-pr-none", {"years": residence_rules(situation.today).years_ahead})


def _route(best: Route) -> Iterator[Text]:
    yield from (say(gate.why) for gate in best.gates)
    if best.confidence is Confidence.STAFF_CONFIRMS:
        yield Text("follows-staff-confirms")
    if best.falls_on is not None:
        yield Text("follows-pr-falls", {"day": best.falls_on})
    if best.earliest is not None:
        if best.mark is None:
            yield Text("follows-pr-keep-j-skip")
        else:
            yield Text("follows-pr-keep", {"mark": best.mark})


def _others(result: Residence, best: Route) -> Iterator[Text]:
    """One more route of each other mark, where a day can be named."""
    told = {best.mark}
    for route in sorted(result.routes, key=lambda r: (not r.met, r.earliest or date.max)):
        if route.mark in told or route.earliest is None:
            continue
        told.add(route.mark)
        if route.met:
            yield Text("follows-pr-other-open", {"route": _name(route)})
        else:
            yield Text("follows-pr-other-from", {"route": _name(route), "day": route.earliest})


def _conditions(situation: Situation, result: Residence) -> Iterator[Text]:
    late = [condition for condition in result.conditions if condition.id in result.late]
    first = tuple(name for name in result.for_staff if name not in result.late)
    if first:
        yield from in_lines("follows-pr-for-staff", "follows-pr-for-staff-title", _names(situation, first))
    # In order today, but perhaps not by the rule of the filing day; the text says so.
    yield from (say(condition.why) for condition in late)
    not_asked = tuple(c.id for c in result.conditions if c.met is None)
    if not_asked:
        yield from in_lines("follows-pr-not-asked", "follows-pr-not-asked-title", _names(situation, not_asked))


def _wanted(situation: Situation, result: Residence, best: Route) -> Iterator[Text]:
    wanted = _needed(situation, result)
    if wanted:
        yield from in_lines("follows-needed", "follows-needed-title", (name_of(situation, name) for name in wanted))
    changed = tuple(name for name in best.changed if name not in wanted)
    if changed:
        yield from in_lines(
            "follows-needed-changed", "follows-needed-changed-title", (name_of(situation, name) for name in changed)
        )


def _needed(situation: Situation, result: Residence) -> tuple[str, ...]:
    best = result.best
    if best is None:
        return ()
    open_questions = unanswered(situation, *_QUESTIONS)
    wanted: list[str] = []
    if best.state is None:
        # What is known today, and not since when, the questions for that ask.
        unknown = [n for n in best.ask if getattr(situation.profile, n, None) in (None, Experience())]
        wanted = ["residence" if name == "status" else name for name in unknown if name != "earlier"]
        if situation.value("residence") == "hsp":
            wanted += [name for name in ("hsp_kind", "status_since") if name in open_questions]
            wanted = [name for name in wanted if name != "residence"]
        if any(gate.id == "stay" and gate.met is None for gate in best.gates):
            wanted = [name for name in wanted if name != "status_since"]
            wanted += [name for name in open_questions if name == "in_japan_since"]
    if best.met is not True:
        wanted += _starts_needed(situation)
    wanted += [name for name in open_questions if name in ("longest_trip_days", "days_abroad_a_year", "in_order")]
    return tuple(dict.fromkeys(wanted))


def _starts_needed(situation: Situation) -> list[str]:
    """Return the questions since when something is so, and how it was before, that still decide a route."""
    since = [name for name, fields in STARTS.items() if situation.needs_start(fields)]
    before = [name for name, fields in BEFORE.items() if situation.needs_start(fields, before=True)]
    return [*since, *before]


def _names(situation: Situation, conditions: tuple[str, ...]) -> list[Text]:
    texts = {c.id: c.text for c in residence_rules(situation.today).conditions}
    return [Text(f"{texts[name]}.short") for name in conditions]


def _name(route: Route) -> Text:
    return Text(f"follows-route-{route.id.replace('_', '-')}")


def _when(situation: Situation, best: Route) -> Text:
    if best.earliest is not None:
        state = {True: "open", False: "from", None: "at-latest"}[best.state]
        return Text(f"follows-card-{state}", {"day": best.earliest})
    if best.state is None:
        return Text("follows-card-unknown")
    return Text("follows-card-none", {"years": residence_rules(situation.today).years_ahead})
