"""HSP (ii) in words: the day first, then why, what it gives and how it is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogs.checked import residence_as_checked
from dialogs.messages import Text
from dialogs.parts.follows import closed, names_of, vague, when_for_staff
from dialogs.past import day_of, with_history
from dialogs.situation import Situation
from dialogs.telling import listed, say
from scoring import Category, Confidence, Reason
from scoring.stay.duties import duties
from scoring.stay.goals import HSP2
from scoring.stay.indefinite import Indefinite, Statement, indefinite
from scoring.stay.residence_rules import residence_rules
from scoring.stay.statuses import HIGHLY_SKILLED, StatusCode, status_of


def lines(situation: Situation) -> Iterator[Text]:
    """When it opens and why, what else is looked at, what it gives, and how it is lost."""
    result = of_situation(situation)
    gate = closed(situation, HSP2)
    if result is None:
        yield Text("follows-pr-activity")
    elif gate is not None and not result.held:
        yield Text("follows-closed-here", {"why": gate})
        return
    else:
        yield _headline(situation, result)
        if not result.held:
            yield from (say(gate.why) for gate in result.gates)
            if result.years_over is not None:
                yield Text("follows-hsp2-years-over", {"day": result.years_over})
            if result.confidence is Confidence.STAFF_CONFIRMS:
                yield Text("follows-staff-confirms")
            if result.ask:
                yield Text("follows-needed", {"what": names_of(situation, needed(situation))})
            yield Text("follows-hsp2-others", {"what": listed([say(other.why) for other in result.others])})
        yield Text("follows-hsp2-gives", {"what": listed([_told(given) for given in result.gives])})
        yield from (say(notice.why) for notice in result.notices)
    yield from (
        say(duty.why) for duty in duties(StatusCode.HSP2.value, situation.today) if duty.id == "activity_second"
    )


def headline(situation: Situation) -> Iterator[Text]:
    """Yield the answer alone."""
    result = of_situation(situation)
    if result is None:
        yield Text("follows-pr-activity")
    elif result.held or closed(situation, HSP2) is None:
        yield _headline(situation, result)


def _told(given: Statement) -> Text:
    """Something that the status gives; with a word where staff are to confirm it."""
    told = say(given.why)
    return told if given.confidence is Confidence.VERIFIED else Text("follows-family-unsure", {"what": told})


def of_situation(situation: Situation) -> Indefinite | None:
    """HSP (ii) for this person today; None while the kind of work is not known."""
    if situation.category is None:
        return None
    category = Category(situation.category)
    profile = with_history(situation.following, category)
    rules = residence_as_checked(situation.around.office.checked, situation.today)
    result = indefinite(profile, category, as_of=situation.today, known=rules)
    if profile.status_since is None or not vague(situation, "status_since"):
        return result
    first = day_of(situation.value("status_since"), last=False)
    begun = replace(profile, status_since=first)
    return _between(result, indefinite(begun, category, as_of=situation.today, known=rules))


def _between(at_latest: Indefinite, at_first: Indefinite) -> Indefinite:
    """Return what is the same for the first and the last day the status may have begun; the rest is unknown."""
    if (at_latest.met, at_latest.earliest) == (at_first.met, at_first.earliest):
        return at_latest
    gates = tuple(
        gate if gate.met is its.met else replace(gate, met=None, why=Reason("follows-hsp2-stay-unknown", gate.why.args))
        for gate, its in zip(at_latest.gates, at_first.gates, strict=True)
    )
    return replace(at_latest, met=None, gates=gates, ask=(*at_latest.ask, "status_since"))


def needed(situation: Situation) -> tuple[str, ...]:
    """Questions and profile fields that could still change what is said."""
    result = of_situation(situation)
    if result is None:
        return ("activity",)
    status = "hsp_kind" if situation.value("residence") == "hsp" else "residence"
    return tuple(status if name == "status" else name for name in result.ask)


def card_lines(situation: Situation) -> tuple[Text, ...]:
    """For staff: from when, for those who hold a highly skilled status."""
    result = of_situation(situation) if status_of(situation.profile.status) in HIGHLY_SKILLED else None
    if result is None:
        return ()
    when = when_for_staff(_when(situation, result), result.confidence)
    if when.key == "follows-card-unknown" and situation.value("goal") != "hsp2":
        # Whoever came for something else was not asked.
        return ()
    return (Text("follows-card-hsp2", {"when": when}),)


def _headline(situation: Situation, result: Indefinite) -> Text:
    if result.held:
        return Text("follows-hsp2-held")
    status = status_of(situation.profile.status)
    if status is not None and status not in HIGHLY_SKILLED:
        return Text("follows-hsp2-first-stage", {"years": result.years})
    if result.met:
        return Text("follows-hsp2-open")
    if result.earliest is not None:
        key = "follows-hsp2-from" if result.state is False else "follows-hsp2-at-latest"
        return Text(key, {"day": result.earliest})
    if result.state is None:
        return Text("follows-hsp2-unknown")
    return Text("follows-hsp2-none", {"years": residence_rules(situation.today).years_ahead})


def _when(situation: Situation, result: Indefinite) -> Text:
    if result.held:
        return Text("follows-card-held")
    if result.earliest is not None:
        state = {True: "open", False: "from", None: "at-latest"}[result.state]
        return Text(f"follows-card-{state}", {"day": result.earliest})
    if result.state is None:
        return Text("follows-card-unknown")
    return Text("follows-card-none", {"years": residence_rules(situation.today).years_ahead})
