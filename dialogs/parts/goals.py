"""Which goal is best for a person, in words: each side by side with its day, what it gives and ends, and how sure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from dialogs.checked import residence_as_checked
from dialogs.messages import Arg, Text
from dialogs.parts.follows import name_of, vague
from dialogs.parts.residence import answers_of
from dialogs.past import STARTS, with_history
from dialogs.situation import Situation
from dialogs.telling import dashed, listed, say
from scoring import Category, Confidence
from scoring.points import Gate
from scoring.stay.goals import STAY, GoalOption, Goals, GoalState, goals
from scoring.stay.indefinite import Statement

MOST_NAMED = 5


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
    for option in found.options:
        yield from _option(situation, option, said)
    if found.ends_family:
        yield Text("follows-notice-ends-family")


def of_situation(situation: Situation) -> Goals | None:
    """Return every goal for this person today; None while the kind of work is not known."""
    if situation.category is None:
        return None
    at_latest, days = _goals(situation), vague(situation, "status_since", "in_japan_since", "married_since", *STARTS)
    if not days:
        return at_latest
    at_first = {option.id: option for option in _goals(situation, days).options}
    return replace(at_latest, options=tuple(_between(o, at_first.get(o.id, o)) for o in at_latest.options))


def _goals(situation: Situation, first: Collection[str] = ()) -> Goals:
    category = Category(situation.category or "")
    profile = with_history(situation.following, category, first=first)
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


def _option(situation: Situation, option: GoalOption, said: set[str]) -> Iterator[Text]:
    yield Text("follows-goal-line", {"goal": _name(option), "when": _when(option)})
    for gate in _unsaid(option.closed, said):
        yield Text("follows-goal-closed-by", {"why": say(gate.why)})
    if option.gives:
        yield Text("follows-goal-gives", {"what": listed([_told(given) for given in option.gives])})
    if option.ends:
        yield Text("follows-goal-ends", {"what": listed([_told(ended) for ended in option.ends])})
    if option.id != STAY:
        yield from _missing(situation, option)
    if option.confidence is Confidence.STAFF_CONFIRMS and option.state is not GoalState.CLOSED:
        yield Text("follows-staff-confirms")


def _missing(situation: Situation, option: GoalOption) -> Iterator[Text]:
    """What is not known yet, each once; of much only the first."""
    names = (*option.missing, *(start.field for start in option.starts))
    found = list({text.key: text for text in (name_of(situation, name) for name in names)}.values())
    if len(found) > MOST_NAMED:
        args: dict[str, Arg] = {"what": listed(found[: MOST_NAMED - 1]), "count": len(found) - MOST_NAMED + 1}
        yield Text("follows-goal-missing-many", args)
    elif found:
        yield Text("follows-goal-missing", {"what": listed(found)})


def _unsaid(gates: tuple[Gate, ...], said: set[str]) -> Iterator[Gate]:
    """Yield the gates not told yet, and note that they are."""
    for gate in gates:
        if gate.id not in said:
            said.add(gate.id)
            yield gate


def _name(option: GoalOption) -> Text:
    return Text(f"follows-goal-name-{dashed(option.id)}")


def _when(option: GoalOption) -> Text:
    if option.id == STAY:
        return Text("follows-goal-when-stay")
    if option.state is GoalState.UNKNOWN and option.earliest is not None:
        return Text("follows-goal-when-at-latest", {"day": option.earliest})
    if option.state is GoalState.FROM and option.earliest is not None:
        return Text("follows-goal-when-from", {"day": option.earliest})
    return Text(f"follows-goal-when-{option.state.value}")


def _told(statement: Statement) -> Text:
    told = say(statement.why)
    return told if statement.confidence is Confidence.VERIFIED else Text("follows-family-unsure", {"what": told})
