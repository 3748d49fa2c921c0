"""Permanent residence in words: the day first, then why, then what else is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dialogs.checked import residence_as_checked
from dialogs.messages import Text
from dialogs.parts import family
from dialogs.parts.follows import QUESTION_BEFORE, day_of, names_of, unanswered, vague, when_for_staff, with_history
from dialogs.telling import listed, say
from dialogs.view import View
from scoring import Category, Confidence, Reason
from scoring.stay.residence import Residence, Route, permanent_residence
from scoring.stay.residence_rules import residence_rules

# Asked when the part is opened; what they tell belongs to no field of a profile, or to several.
_QUESTIONS = ("hsp_kind", "status_since", "in_japan_since", "changed_facts", "in_order")


def lines(view: View) -> Iterator[Text]:
    """The best route and its day, the reasons, other routes, what staff look at, and the coming change of rules."""
    result = residence(view)
    if result is None:
        yield Text("follows-pr-activity")
        return
    best = result.best
    if best is not None:
        if _is_abroad(result):
            yield Text("follows-pr-abroad")
        else:
            yield _headline(best)
            yield from _route(best)
            yield from _others(result, best)
        yield from _wanted(view, result, best)
        yield from _conditions(view, result)
        changed = view.value("changed_facts")
        if isinstance(changed, list) and "employer" in changed:
            yield Text("follows-pr-new-employer")
        if isinstance(changed, list) and "points" in changed:
            yield Text("follows-pr-other-points")
    yield from (say(notice.why) for notice in result.notices)
    if best is not None:
        yield Text("follows-pr-livelihood")
        yield Text("follows-pr-renew")


def residence(view: View) -> Residence | None:
    """Permanent residence for this person today; None while the kind of work is not known."""
    if view.category is None:
        return None
    category = Category(view.category)
    profile, unknown_then = with_history(view, category)
    days = vague(view, "status_since", "in_japan_since")
    rules = residence_as_checked(view.around.office.checked, view.today)

    def since(*, last: bool) -> Residence:
        begun = day_of(view.value("status_since"), last=last)
        return permanent_residence(
            profile if profile.status_since is None else replace(profile, status_since=begun),
            category,
            as_of=view.today,
            conditions=_answers(view),
            in_japan_since=day_of(view.value("in_japan_since"), last=last),
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


def needed(view: View) -> tuple[str, ...]:
    """Questions and profile fields that could still change what is said, those of today's points first."""
    result = residence(view)
    if result is None:
        return ("activity",)
    return _needed(view, result)


def card_lines(view: View) -> tuple[Text, ...]:
    """For staff: the route and its day, and what is red. Abroad no year has begun."""
    result = residence(view)
    if result is None or result.best is None or _is_abroad(result):
        return ()
    best = result.best
    found = [
        Text("follows-card-residence", {"route": _name(best), "when": when_for_staff(_when(best), best.confidence)})
    ]
    if best.fails_on is not None:
        found.append(Text("follows-card-fails", {"day": best.fails_on}))
    if result.for_staff:
        found.append(Text("follows-card-for-staff", {"what": _named(result.for_staff)}))
    if family.ends_with_permanent(view) and view.value("goal") != "family":
        found.append(Text("follows-card-ends-family"))
    if result.under_new_rules and result.new_rules_from is not None:
        found.append(Text("follows-card-new-rules", {"day": result.new_rules_from}))
    return tuple(found)


def _answers(view: View) -> dict[str, bool | None]:
    """What is ticked is in order; what was left open staff look at first. Unanswered is not known."""
    ticked = view.value("in_order")
    if not isinstance(ticked, list):
        return {}
    return {condition.id: condition.id in ticked for condition in residence_rules().conditions}


def _is_abroad(result: Residence) -> bool:
    return any(notice.id == "abroad" for notice in result.notices)


def _headline(best: Route) -> Text:
    args = {"route": _name(best)}
    if best.met:
        return Text("follows-pr-open", args)
    if best.earliest is not None:
        key = "follows-pr-from" if best.met is False else "follows-pr-at-latest"
        return Text(key, {"day": best.earliest, **args})
    if best.met is None:
        return Text("follows-pr-unknown")
    return Text("follows-pr-none", {"years": residence_rules().years_ahead})


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


def _conditions(view: View, result: Residence) -> Iterator[Text]:
    late = [condition for condition in result.conditions if condition.id in result.late]
    first = tuple(name for name in result.for_staff if name not in result.late)
    if first:
        yield Text("follows-pr-for-staff", {"what": _named(first)})
    # In order today, and not surely by the rule of the filing day: its own words say so.
    yield from (say(condition.why) for condition in late)
    not_asked = tuple(c.id for c in result.conditions if c.met is None)
    if not_asked:
        yield Text("follows-pr-not-asked", {"what": _named(not_asked)})


def _wanted(view: View, result: Residence, best: Route) -> Iterator[Text]:
    wanted = _needed(view, result)
    if wanted:
        yield Text("follows-needed", {"what": names_of(view, wanted)})
    if best.changed:
        yield Text("follows-needed-changed", {"what": names_of(view, best.changed)})


def _needed(view: View, result: Residence) -> tuple[str, ...]:
    best = result.best
    if best is None:
        return ()
    open_questions = unanswered(view, *_QUESTIONS)
    if best.met is not None:
        return tuple(name for name in open_questions if name == "in_order")
    _, unknown_then = with_history(view, result.category)
    asked = {"earlier": "changed_facts", "status": "residence"}
    wanted = []
    for name in best.ask:
        # A fact known today that differed before: its own question, or for the employer's facts staff.
        if name not in unknown_then:
            wanted.append(asked.get(name, name))
        elif name in QUESTION_BEFORE:
            wanted.append(QUESTION_BEFORE[name])
    if view.value("residence") == "hsp":
        wanted += [name for name in ("hsp_kind", "status_since") if name in open_questions]
        wanted = [name for name in wanted if name != "residence"]
    if any(gate.id == "stay" and gate.met is None for gate in best.gates):
        wanted = [name for name in wanted if name != "status_since"]
        wanted += [name for name in open_questions if name == "in_japan_since"]
    wanted += [name for name in open_questions if name == "in_order"]
    return tuple(dict.fromkeys(wanted))


def _named(conditions: tuple[str, ...]) -> Text:
    texts = {c.id: c.text for c in residence_rules().conditions}
    return listed([Text(f"{texts[name]}.short") for name in conditions])


def _name(route: Route) -> Text:
    return Text(f"follows-route-{route.id.replace('_', '-')}")


def _when(best: Route) -> Text:
    if best.earliest is not None:
        state = {True: "open", False: "from", None: "at-latest"}[best.met]
        return Text(f"follows-card-{state}", {"day": best.earliest})
    if best.met is None:
        return Text("follows-card-unknown")
    return Text("follows-card-none", {"years": residence_rules().years_ahead})
