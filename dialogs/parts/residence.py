"""Permanent residence in words: the day first, then why, then what else is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dialogs.checked import residence_as_checked
from dialogs.messages import Text
from dialogs.parts import family
from dialogs.parts.follows import QUESTION_BEFORE, day_of, names_of, unanswered, vague, when_for_staff, with_history
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Category, Confidence, Reason
from scoring.stay.residence import Residence, Route, permanent_residence
from scoring.stay.residence_rules import residence_rules

# Asked when the part is opened; their answers fill no field of a profile, or several.
_QUESTIONS = ("hsp_kind", "status_since", "in_japan_since", "changed_facts", "in_order")


def lines(situation: Situation) -> Iterator[Text]:
    """The best route and its day, the reasons, other routes, what staff look at, and the coming change of rules."""
    result = residence(situation)
    if result is None:
        yield Text("follows-pr-activity")
        return
    best = result.best
    if best is not None:
        if _is_abroad(result):
            yield Text("follows-pr-abroad")
        else:
            yield _headline(situation, best)
            yield from _route(best)
            yield from _others(result, best)
        yield from _wanted(situation, result, best)
        yield from _conditions(situation, result)
        changed = situation.value("changed_facts")
        if isinstance(changed, list) and "employer" in changed:
            yield Text("follows-pr-new-employer")
        if isinstance(changed, list) and "points" in changed:
            yield Text("follows-pr-other-points")
    yield from (say(notice.why) for notice in result.notices)
    if best is not None:
        yield Text("follows-pr-livelihood")
        yield Text("follows-pr-renew")


def residence(situation: Situation) -> Residence | None:
    """Permanent residence for this person today; None while the kind of work is not known."""
    if situation.category is None:
        return None
    category = Category(situation.category)
    profile, unknown_then = with_history(situation, category)
    days = vague(situation, "status_since", "in_japan_since")
    rules = residence_as_checked(situation.around.office.checked, situation.today)

    def since(*, last: bool) -> Residence:
        begun = None if profile.status_since is None else day_of(situation.value("status_since"), last=last)
        came = day_of(situation.value("in_japan_since"), last=last)
        return permanent_residence(
            replace(profile, status_since=begun, in_japan_since=came),
            category,
            as_of=situation.today,
            conditions=_answers(situation),
            unknown_then=unknown_then,
            rules=rules,
        )

    at_latest = since(last=True)
    return _between(at_latest, since(last=False), days) if days else at_latest


def _between(at_latest: Residence, at_first: Residence, days: tuple[str, ...]) -> Residence:
    """What is known where these days are only known to lie in a month or a year: what differs over it is not."""
    routes = tuple(_route_between(*both, days) for both in zip(at_latest.routes, at_first.routes, strict=True))
    best = at_latest.best and next(route for route in routes if route.id == at_latest.best.id)
    return replace(at_latest, routes=routes, best=best)


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
    result = residence(situation)
    if result is None:
        return ("activity",)
    return _needed(situation, result)


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """Return for staff: the route and its day, and red flags. Abroad no year of stay has begun."""
    result = residence(situation)
    if result is None or result.best is None or _is_abroad(result):
        return ()
    best = result.best
    found = [
        Text(
            "follows-card-residence",
            {"route": _name(best), "when": when_for_staff(_when(situation, best), best.confidence)},
        )
    ]
    if best.fails_on is not None:
        found.append(Text("follows-card-fails", {"day": best.fails_on}))
    if result.for_staff:
        found.append(Text("follows-card-for-staff", {"what": _named(situation, result.for_staff)}))
    if family.ends_with_permanent(situation) and situation.value("goal") != "family":
        found.append(Text("follows-card-ends-family"))
    if result.under_new_rules and result.new_rules_from is not None:
        found.append(Text("follows-card-new-rules", {"day": result.new_rules_from}))
    return tuple(found)


def _answers(situation: Situation) -> dict[str, bool | None]:
    """Return each condition by id: ticked is in order, unticked is for staff; without an answer none is known."""
    ticked = situation.value("in_order")
    if not isinstance(ticked, list):
        return {}
    return {condition.id: condition.id in ticked for condition in residence_rules(situation.today).conditions}


def _is_abroad(result: Residence) -> bool:
    return any(notice.id == "abroad" for notice in result.notices)


def _headline(situation: Situation, best: Route) -> Text:
    args = {"route": _name(best)}
    if best.met:
        return Text("follows-pr-open", args)
    if best.earliest is not None:
        key = "follows-pr-from" if best.met is False else "follows-pr-at-latest"
        return Text(key, {"day": best.earliest, **args})
    if best.met is None:
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
        yield Text("follows-pr-for-staff", {"what": _named(situation, first)})
    # In order today, but perhaps not by the rule of the filing day; the text says so.
    yield from (say(condition.why) for condition in late)
    not_asked = tuple(c.id for c in result.conditions if c.met is None)
    if not_asked:
        yield Text("follows-pr-not-asked", {"what": _named(situation, not_asked)})


def _wanted(situation: Situation, result: Residence, best: Route) -> Iterator[Text]:
    wanted = _needed(situation, result)
    if wanted:
        yield Text("follows-needed", {"what": names_of(situation, wanted)})
    if best.changed:
        yield Text("follows-needed-changed", {"what": names_of(situation, best.changed)})


def _needed(situation: Situation, result: Residence) -> tuple[str, ...]:
    best = result.best
    if best is None:
        return ()
    open_questions = unanswered(situation, *_QUESTIONS)
    if best.met is not None:
        return tuple(name for name in open_questions if name == "in_order")
    _, unknown_then = with_history(situation, result.category)
    asked = {"earlier": "changed_facts", "status": "residence"}
    wanted = []
    for name in best.ask:
        # A fact known today that differed before: its own question, or for the employer's facts staff.
        if name not in unknown_then:
            wanted.append(asked.get(name, name))
        elif name in QUESTION_BEFORE:
            wanted.append(QUESTION_BEFORE[name])
    if situation.value("residence") == "hsp":
        wanted += [name for name in ("hsp_kind", "status_since") if name in open_questions]
        wanted = [name for name in wanted if name != "residence"]
    if any(gate.id == "stay" and gate.met is None for gate in best.gates):
        wanted = [name for name in wanted if name != "status_since"]
        wanted += [name for name in open_questions if name == "in_japan_since"]
    wanted += [name for name in open_questions if name == "in_order"]
    return tuple(dict.fromkeys(wanted))


def _named(situation: Situation, conditions: tuple[str, ...]) -> Text:
    texts = {c.id: c.text for c in residence_rules(situation.today).conditions}
    return listed([Text(f"{texts[name]}.short") for name in conditions])


def _name(route: Route) -> Text:
    return Text(f"follows-route-{route.id.replace('_', '-')}")


def _when(situation: Situation, best: Route) -> Text:
    if best.earliest is not None:
        state = {True: "open", False: "from", None: "at-latest"}[best.met]
        return Text(f"follows-card-{state}", {"day": best.earliest})
    if best.met is None:
        return Text("follows-card-unknown")
    return Text("follows-card-none", {"years": residence_rules(situation.today).years_ahead})
