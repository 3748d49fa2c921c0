"""The parts of a result that open on tap: which there are, which matter for a person, and what each still asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dialogs.messages import Text
from dialogs.parts import advice, duties, family, indefinite, over_time, papers, procedure, residence, ways
from dialogs.parts.plans import plans_of
from dialogs.question import Question
from dialogs.view import View
from scoring import Verdict

Lines = Callable[[View], Iterable[Text]]


def _kept(part: str, lines: Lines) -> Lines:
    """Lines that follow from the answers alone, and take long to find: kept with what follows."""
    return lambda view: view.following.once(part, lambda: tuple(lines(view)))


LINES: Mapping[str, Lines] = {
    "ways": _kept("ways", ways.lines),
    "over_time": _kept("over_time", lambda view: over_time.lines(view, plans_of(view))),
    "residence": _kept("residence", residence.lines),
    "indefinite": _kept("indefinite", indefinite.lines),
    "family": _kept("family", family.lines),
    "duties": duties.lines,
    "advice": _kept("advice", advice.lines),
    "papers": lambda view: papers.lines(view, view.conversation.confirmed),
    "procedure": procedure.lines,
}
MOST_OFFERED = 3


def offered(view: View) -> Sequence[str]:
    """The three parts that matter most for this person, by what they want and how the score stands."""
    reached = any(c.verdict is Verdict.QUALIFIES for c in view.score.categories) or bool(view.score.j_skip.met)
    goal = view.value("goal")
    firsts: Mapping[str, tuple[str, ...]] = {
        "pr": ("residence",),
        "hsp2": ("indefinite", "residence"),
        "family": ("family",),
    }
    first = firsts.get(str(goal), ())
    if reached:
        then: tuple[str, ...] = ("papers", "procedure", "over_time", "residence")
    elif view.category is None:
        then = ("advice", "ways", "over_time")
    else:
        then = ("ways", "over_time", "papers", "advice")
    return list(dict.fromkeys((*first, *then)))[:MOST_OFFERED]


def questions_of(view: View, part: str) -> list[Question]:
    """The questions a part asks, as far as this person's answers lead to them."""
    chapter = view.questionnaire.chapter.get(part)
    if chapter is None or not chapter.asked_while.holds(view):
        return []
    return [q for q in view.questionnaire.asked_in(chapter) if q.asking.holds(view)]


def pending(view: View, part: str) -> int:
    """How many of a part's questions are open; answers may bring more."""
    return sum(not view.is_answered(q.id) for q in questions_of(view, part))


__all__ = ["LINES", "offered", "pending", "questions_of"]
