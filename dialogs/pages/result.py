"""The result: short first; every line, and each part, on tap and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.effects import Picture
from dialogs.lead import Run
from dialogs.marks import OFF, ON
from dialogs.messages import Button, Text
from dialogs.pages.page import Page, Row, button, change_button, in_rows, tick
from dialogs.parts import over_time, residence
from dialogs.parts.papers import IN_HAND, checklist
from dialogs.parts.registry import LINES, offered, pending, questions_of
from dialogs.place import OK, RESULT, Wish
from dialogs.question import Question
from dialogs.results import details, difference, summary
from dialogs.view import View

if TYPE_CHECKING:
    from dialogs.commands import Commands

SHORT, DETAILS, PARTS = "short", "details", "parts"


class Result(Page):
    """The outcome, and all that follows from it; `Place.side` says which side is turned up."""

    id = RESULT
    leads_to = ("hand_off",)
    by_wish = True
    sides = (SHORT, DETAILS, PARTS, *LINES)

    def lines(self, view: View) -> Iterable[Text]:
        shown = view.place.side
        if shown in LINES:
            return LINES[shown](view)
        if shown == PARTS:
            return (Text("parts"),)
        if shown == DETAILS:
            return details(view)
        before = Run.from_json(view.conversation.shown_run) if view.conversation.shown_run else None
        return (*(difference(view, before) if before else ()), *summary(view))

    def rows(self, view: View) -> tuple[Row, ...]:
        shown = view.place.side
        if shown in LINES:
            return tuple(_part_rows(view, shown))
        if shown == PARTS:
            return (*in_rows([_part_button(part) for part in LINES], 1), _sides(SHORT, DETAILS))
        if shown == DETAILS:
            return (_next(view), _sides(SHORT, PARTS))
        return (
            _next(view),
            *in_rows([_part_button(part) for part in offered(view)], 1),
            # Two in a row at most: a phone cuts what does not fit a third of it.
            _sides(DETAILS, PARTS),
            (button("button-picture", "picture"), button("button-change-answer", "review")),
            (button("button-recheck", "recheck"),),
        )

    def by_name(self, view: View) -> tuple[Row, ...]:
        return (tuple(_part_button(part) for part in LINES), _sides(SHORT, DETAILS, PARTS))

    def is_fresh(self, view: View) -> bool:
        return view.place.side not in (*LINES, PARTS, DETAILS)

    def press(self, turn: Commands, action: str, value: str) -> None:
        place = turn.place
        if action == OK:
            turn.to_the_card()
        elif action == "view":
            place.take_back(Wish.PART)
            place.side = value
            turn.same_step = True
        elif action in ("ask", "again"):
            _open(turn, value, anew=action == "again")
        elif action in (ON, OFF):
            _tick_paper(turn, value, wanted=action == ON)
        elif action == "picture":
            turn.step.effects.append(Picture())
            turn.show = False
        else:
            super().press(turn, action, value)


PAGE = Result()


def _open(turn: Commands, part: str, *, anew: bool) -> None:
    """Ask a part's questions: those still open, or all anew, what did not apply this time too."""
    if anew:
        questionnaire = turn.rules.questionnaire
        own = questionnaire.asked_in(questionnaire.chapter[part])
        # Kept until they are answered, so that it is seen what changed, and nothing is lost where it is broken off.
        kept = turn.view.standing
        turn.suppose(q.id for q in own if kept.told(q.id) is not None or q.id in kept.aside)
    turn.place.wishes[Wish.PART] = part
    turn.go_on()


def _tick_paper(turn: Commands, paper: str, *, wanted: bool) -> None:
    """A paper is in hand or is not; said again, it stays as it is."""
    held = turn.view.value(IN_HAND)
    held = held if isinstance(held, list) else []
    if wanted != (paper in held):
        others = [other for other in held if other != paper]
        turn.conversation.keep(IN_HAND, [*held, paper] if wanted else others, turn.view.today)
    turn.same_step = turn.ticked = True


def _part_rows(view: View, part: str) -> Iterator[Row]:
    """The questions a part still has, its papers to tick, and the ways on and back."""
    left, own = pending(view, part), questions_of(view, part)
    if left:
        yield (Button(Text("button-part-ask", {"count": left}), f"ask:{part}"),)
    elif own:
        yield (button("button-part-again", f"again:{part}"),)
    yield from in_rows([change_button(question) for question in _needed_for(view, part)], 2)
    if part == "papers":
        ticks = [tick(paper, label, ticked) for paper, label, ticked in checklist(view)]
        yield from in_rows(ticks, 1)
    yield _sides(SHORT, PARTS)
    yield _next(view)


def _needed_for(view: View, part: str) -> Iterator[Question]:
    """The interview's questions that a part still needs: it asks only its own."""
    needed = {"over_time": over_time.needed, "residence": residence.needed}
    wanted = needed[part](view) if part in needed else ()
    for question in view.questionnaire.scored():
        if not set(wanted).isdisjoint(question.fields) and question.applies_when.holds(view):
            yield question


def _part_button(part: str) -> Button:
    return button(f"button-part-{part}", f"view:{part}")


def _next(view: View) -> Row:
    return (button("button-update-office" if view.conversation.lead else "button-next", OK),)


def _sides(*names: str) -> Row:
    return tuple(button(f"button-{name}", f"view:{name}") for name in names)
