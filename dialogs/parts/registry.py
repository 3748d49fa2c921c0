"""The parts of a result that open on tap: which there are, which matter for a person, and what each still asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.parts import advice, duties, family, goals, indefinite, over_time, papers, procedure, residence, ways
from dialogs.parts.counting import Lines, needs_no_points, of_points
from dialogs.parts.plans import plans_of
from dialogs.question import Question
from dialogs.situation import Situation
from scoring import Verdict


def _kept(part: str, lines: Lines) -> Lines:
    """Lines that follow from the answers alone, and take long to find: kept with what follows."""
    # Time abroad told without its days is no answer, and all the same part of what follows.
    return lambda situation: situation.following.once(
        (part, residence.absence_untold(situation)), lambda: tuple(lines(situation))
    )


LINES: Mapping[str, Lines] = {
    "ways": _kept("ways", of_points(ways.lines)),
    "over_time": _kept("over_time", of_points(lambda situation: over_time.lines(situation, plans_of(situation)))),
    "residence": _kept("residence", residence.lines),
    "goals": _kept("goals", goals.lines),
    "indefinite": _kept("indefinite", indefinite.lines),
    "family": _kept("family", family.lines),
    "duties": duties.lines,
    "advice": _kept("advice", advice.lines),
    "papers": of_points(lambda situation: papers.lines(situation, situation.conversation.confirmed)),
    "procedure": procedure.lines,
}
# Parts that a way without points says nothing in.
OF_POINTS = frozenset({"ways", "over_time", "papers"})
MOST_OFFERED = 3


def offered(situation: Situation) -> Sequence[str]:
    """The three parts that matter most for this person, by what they want and how the score stands."""
    reached = any(c.verdict is Verdict.QUALIFIES for c in situation.score.categories) or bool(
        situation.score.j_skip.met
    )
    goal = situation.value("goal")
    if needs_no_points(situation):
        return ("residence", "goals", "procedure")
    firsts: Mapping[str, tuple[str, ...]] = {
        "pr": ("residence", "goals"),
        "hsp2": ("indefinite", "goals"),
        "family": ("family",),
    }
    first = firsts.get(str(goal), ())
    if reached:
        then: tuple[str, ...] = ("papers", "procedure", "over_time", "residence")
    elif situation.category is None or all(c.verdict is Verdict.BLOCKED for c in situation.score.categories):
        # What closes the points, no points open: other kinds of work come first.
        then = ("advice", "ways", "over_time")
    else:
        then = ("ways", "over_time", "papers", "advice")
    return list(dict.fromkeys((*first, *then)))[:MOST_OFFERED]


def questions_of(situation: Situation, part: str) -> list[Question]:
    """The questions a part asks, as far as this person's answers lead to them."""
    chapter = situation.questionnaire.chapter.get(part)
    if chapter is None or not chapter.asked_while.holds(situation):
        return []
    return [q for q in situation.questionnaire.asked_in(chapter) if q.asking.holds(situation)]


def pending(situation: Situation, part: str) -> int:
    """How many of a part's questions are open; answers may bring more."""
    return sum(not situation.is_answered(q.id) for q in questions_of(situation, part))


__all__ = ["LINES", "OF_POINTS", "offered", "pending", "questions_of"]
