"""Which goal is best for a person, in words: each side by side with its day, what it gives and ends, and how sure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dialogs.checked import residence_as_checked
from dialogs.messages import Arg, Text
from dialogs.parts.follows import name_of, vague
from dialogs.parts.residence import answers_of, history_of, may_begin_anew
from dialogs.past import BEGUN, STARTS
from dialogs.situation import Situation
from dialogs.telling import dashed, listed, say
from scoring import Category, Confidence, Reason
from scoring.points import Gate
from scoring.stay.goals import HSP2, OWN, PERMANENT, STAY, GoalOption, Goals, GoalState, goals
from scoring.stay.statuses import StatusCode, status_of

MOST_NAMED = 5
# Gates that do not hang on points.
_OF_THE_STAY = frozenset({"stay", "holding"})
# That a status may be taken away again: said among the duties.
_REVOKED = "revoked"


def lines(situation: Situation) -> Iterator[Text]:
    """The best goal and why; then each with its day, what it gives and ends; a gate that closes several once."""
    found = of_situation(situation)
    if found is None:
        yield Text("follows-pr-activity")
        return
    yield Text("follows-goal-title")
    if found.best is not None:
        yield Text("follows-goal-best", {"goal": _name(found.best), "why": say(found.why)})
    else:
        yield say(found.why)
    said: set[str] = set()
    for closed in found.closed:
        said.add(closed.gate.id)
        yield Text("follows-goal-gate", {"why": say(closed.gate.why)})
    told: list[GoalOption] = []
    abroad = status_of(situation.profile.status) is StatusCode.ABROAD
    # Who has no status yet keeps none.
    for option in (option for option in found.options if not (abroad and option.id == STAY)):
        same = any(_brought(other) == _brought(option) for other in told)
        yield from _option(situation, option, said, same=same)
        told += [option] if option.state is not GoalState.CLOSED else []


def of_situation(situation: Situation) -> Goals | None:
    """Return every goal for this person today; None while the kind of work is not known, and no way of one's own is."""
    if situation.category is None and not situation.following.own_ways:
        return None
    at_latest, days = _goals(situation), vague(situation, *BEGUN, *STARTS)
    found = at_latest
    if days:
        at_first = {option.id: option for option in _goals(situation, days).options}
        found = replace(at_latest, options=tuple(_between(o, at_first.get(o.id, o)) for o in at_latest.options))
    counted = situation.category is not None and situation.has_counted_points
    return found if counted else _without_points(situation, found)


def _without_points(situation: Situation, found: Goals) -> Goals:
    """Return the goals of somebody whose points were not counted: what hangs on them alone is not known."""
    missing = () if situation.category is not None else ("activity",)
    closed = {goal for gate in found.closed for goal in gate.closes}

    def without(option: GoalOption) -> GoalOption:
        if option.id not in (PERMANENT, HSP2) or option.state is GoalState.HELD:
            return option
        gates = tuple(gate for gate in option.closed if gate.id in _OF_THE_STAY)
        if option.id in closed or (gates and option.id == HSP2):
            # Closed whatever the points are; of points that were not asked for nothing is said.
            return replace(option, state=GoalState.CLOSED, earliest=None, closed=gates)
        return replace(option, state=GoalState.UNKNOWN, earliest=None, missing=missing, starts=(), closed=())

    options = tuple(without(option) for option in found.options)
    own = next((o for o in options if o.id == OWN and o.earliest is not None), None)
    return replace(found, options=options, best=own, why=Reason("follows-goal-only" if own else "follows-goal-none"))


def _goals(situation: Situation, first: Collection[str] = ()) -> Goals:
    # A way of one's own does not hang on the kind of work.
    category = Category(situation.category or Category.B)
    profile = history_of(situation, category, first)
    return goals(
        profile,
        category,
        as_of=situation.today,
        conditions=answers_of(situation, profile),
        rules=residence_as_checked(situation.around.office.checked, situation.today),
    )


def _between(at_latest: GoalOption, at_first: GoalOption) -> GoalOption:
    """Return a goal whose state differs over the days that are not exact as not known, with its latest day."""
    if (at_latest.state, at_latest.earliest) == (at_first.state, at_first.earliest):
        return at_latest
    return replace(at_latest, state=GoalState.UNKNOWN, closed=())


def _option(situation: Situation, option: GoalOption, said: set[str], *, same: bool) -> Iterator[Text]:
    """Yield a goal with its day, why it is closed, and what it brings, unless that is the `same` as of one before."""
    yield Text("follows-goal-option-title", {"goal": _name(option), "when": _when(situation, option)})
    if option.id == PERMANENT and status_of(situation.profile.status) is StatusCode.ABROAD:
        yield Text("follows-goal-closed-by-line", {"why": Text("follows-notice-abroad")})
        return
    for gate in _unsaid(option.closed, said):
        yield Text("follows-goal-closed-by-line", {"why": say(gate.why)})
    if option.state is not GoalState.CLOSED and not same:
        yield from _what_it_brings(option)
    if option.id != STAY:
        yield from _missing(situation, option)
    if option.confidence is Confidence.STAFF_CONFIRMS and option.state is not GoalState.CLOSED:
        yield Text("follows-staff-confirms")


def _brought(option: GoalOption) -> tuple[set[str], ...]:
    """Return by their ids what a goal gives, ends and asks: of two ways to one status only the days differ."""
    return {g.id for g in option.gives}, {e.id for e in option.ends} - {_REVOKED}, {duty.id for duty in option.asks}


def _what_it_brings(option: GoalOption) -> Iterator[Text]:
    """What a goal gives, what it ends, and what it asks for afterwards, each in a line."""
    if option.gives:
        yield Text("follows-goal-gives-line", {"what": _all_told([(say(g.why), g.confidence) for g in option.gives])})
    # That it may be taken away itself stands among the duties.
    ends = [ended for ended in option.ends if ended.id != _REVOKED]
    if ends:
        yield Text("follows-goal-ends-line", {"what": _all_told([(say(e.why), e.confidence) for e in ends])})
    elif option.id == HSP2:
        yield Text("follows-goal-ends-nothing-line")
    if option.asks:
        duties = [(Text(f"{duty.why.key}.short", duty.why.args), duty.confidence) for duty in option.asks]
        yield Text("follows-goal-asks-line", {"what": _all_told(duties)})


def _all_told(texts: Sequence[tuple[Text, Confidence]]) -> Text:
    """Return a list in words, each with a word where staff are to confirm it; where they are of all, once."""
    if all(confidence is not Confidence.VERIFIED for _, confidence in texts):
        return Text("follows-family-unsure", {"what": listed([text for text, _ in texts])})
    return listed(
        [
            text if confidence is Confidence.VERIFIED else Text("follows-family-unsure", {"what": text})
            for text, confidence in texts
        ]
    )


def _missing(situation: Situation, option: GoalOption) -> Iterator[Text]:
    """What is not known yet, each once; of much only the first."""
    names = (*option.missing, *(start.field for start in option.starts))
    found = list({text.key: text for text in (name_of(situation, name) for name in names)}.values())
    if len(found) > MOST_NAMED:
        args: dict[str, Arg] = {"what": listed(found[: MOST_NAMED - 1]), "count": len(found) - MOST_NAMED + 1}
        yield Text("follows-goal-missing-many-line", args)
    elif found:
        yield Text("follows-goal-missing-line", {"what": listed(found)})


def _unsaid(gates: tuple[Gate, ...], said: set[str]) -> Iterator[Gate]:
    """Yield the gates not told yet, and note that they are."""
    for gate in gates:
        if gate.id not in said:
            said.add(gate.id)
            yield gate


def _name(option: GoalOption) -> Text:
    if option.id == PERMANENT and option.route == "j_skip":
        return Text("follows-goal-name-permanent-j-skip")
    return Text(f"follows-goal-name-{dashed(option.id)}")


def _when(situation: Situation, option: GoalOption) -> Text:
    if option.id in (PERMANENT, OWN) and option.state is GoalState.UNKNOWN and may_begin_anew(situation):
        return Text("follows-goal-when-anew")
    if option.id == STAY:
        return Text("follows-goal-when-stay")
    if option.state is GoalState.UNKNOWN and option.earliest is not None:
        return Text("follows-goal-when-at-latest", {"day": option.earliest})
    if option.id == PERMANENT and option.state is GoalState.UNKNOWN and not situation.has_counted_points:
        return Text("follows-goal-when-not-counted")
    if option.state is GoalState.FROM and option.earliest is not None:
        return Text("follows-goal-when-from", {"day": option.earliest})
    return Text(f"follows-goal-when-{option.state.value}")
