"""The result: short first; every line, and each part, on tap and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.effects import Picture
from dialogs.employer_link import offered as link_offered
from dialogs.lead import Run
from dialogs.marks import OFF, ON
from dialogs.messages import Button, Text
from dialogs.pages.page import ButtonRow, Page, button, change_button, elsewhere, in_rows, tick
from dialogs.parts import over_time, residence
from dialogs.parts.counting import counts_points, needs_no_points, of_points
from dialogs.parts.papers import IN_HAND, asked_for, checklist, to_ask_for
from dialogs.parts.registry import LINES, OF_POINTS, offered, pending, questions_of
from dialogs.place import GO_ON, OK, RESULT, Wish
from dialogs.question import Question
from dialogs.results import brief, details, difference, summary
from dialogs.sent import is_as_sent
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

SHORT, DETAILS, LAW, PARTS = "short", "details", "law", "parts"
# How the papers are asked for in Japanese; it opens from the papers.
ASKING = "asking"


class Result(Page):
    """The outcome, and all that follows from it; `Place.side` says which side is turned up."""

    id = RESULT
    leads_to = ("hand_off",)
    by_wish = True
    sides = (SHORT, DETAILS, LAW, PARTS, ASKING, *LINES)

    def lines(self, situation: Situation) -> Iterable[Text]:
        shown = situation.place.side
        if shown in LINES:
            return LINES[shown](situation)
        if shown == PARTS:
            return (Text("parts"),)
        if shown == ASKING:
            return of_points(asked_for)(situation)
        if shown in (DETAILS, LAW):
            return details(situation, with_law=shown == LAW)
        before = Run.from_json(situation.conversation.shown_run) if situation.conversation.shown_run else None
        return (*(difference(situation, before) if before else ()), *summary(situation))

    def in_brief(self, situation: Situation) -> Iterable[Text]:
        return (brief(situation),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        shown = situation.place.side
        if shown in LINES:
            return tuple(_part_rows(situation, shown))
        if shown == PARTS:
            parts = in_rows([_part_button(part) for part in LINES], 1)
            return (*parts, (button("button-household", "household"),), _sides(SHORT, DETAILS))
        if shown == ASKING:
            return ((_part_button("papers"),), _sides(SHORT, PARTS))
        if shown in (DETAILS, LAW):
            return (_next(situation), _sides(LAW if shown == DETAILS else DETAILS), _sides(SHORT, PARTS))
        return (
            _next(situation),
            *in_rows([_part_button(part) for part in offered(situation)], 1),
            # Two in a row at most: a phone cuts what does not fit a third of it.
            *_about_points(situation),
            (button("button-change-answer", "review"), button("button-recheck", "recheck")),
            *_employer(situation),
            (button("button-remind", "remind"),),
            *elsewhere(situation),
        )

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (tuple(_part_button(part) for part in LINES), _sides(SHORT, DETAILS, LAW, PARTS))

    def is_fresh(self, situation: Situation) -> bool:
        return situation.place.side not in (*LINES, PARTS, DETAILS, LAW, ASKING)

    def press(self, turn: Commands, action: str, value: str) -> None:
        place = turn.place
        if action == OK:
            turn.to_the_card()
        elif action == "view":
            place.take_back(Wish.PART)
            place.side = value
            turn.same_screen = True
        elif action in ("ask", "again"):
            _open(turn, value, anew=action == "again")
        elif action in (ON, OFF):
            _tick_paper(turn, value, wanted=action == ON)
        elif action == "count":
            # Beside a way without points they are counted on wish alone.
            place.wish(Wish.THOROUGH, GO_ON)
            place.take_back(Wish.PART, Wish.REVIEW, Wish.RESULT)
            turn.go_on()
        elif action == "picture":
            turn.result.effects.append(Picture())
            turn.show = False
        else:
            super().press(turn, action, value)


PAGE = Result()


def _open(turn: Commands, part: str, *, anew: bool) -> None:
    """Ask a part's open questions; with `anew` all of them, including those that had not applied."""
    if anew:
        questionnaire = turn.rules.questionnaire
        own = questionnaire.asked_in(questionnaire.chapter[part])
        # The old answers stay until new ones come: changes can be seen, and breaking off loses nothing.
        kept = turn.situation.standing
        turn.suppose(q.id for q in own if kept.told(q.id) is not None or q.id in kept.aside)
    turn.place.wish(Wish.PART, part)
    turn.go_on()


def _tick_paper(turn: Commands, paper: str, *, wanted: bool) -> None:
    """Tick or untick a paper; what is so already stays."""
    held = turn.situation.value(IN_HAND)
    held = held if isinstance(held, list) else []
    if wanted != (paper in held):
        others = [other for other in held if other != paper]
        turn.conversation.keep(IN_HAND, [*held, paper] if wanted else others, turn.situation.today)
    turn.same_screen = turn.ticked = True


def _about_points(situation: Situation) -> Iterator[ButtonRow]:
    """What there is to see of the points; or the way to have them counted, beside a way without points."""
    if counts_points(situation):
        yield _sides(DETAILS, PARTS)
        yield (button("button-picture", "picture"),)
    elif situation.not_asked():
        yield _sides(PARTS)
        yield (button("button-count-points", "count"),)
    else:
        yield _sides(DETAILS, PARTS)


def _part_rows(situation: Situation, part: str) -> Iterator[ButtonRow]:
    """The questions a part still has, its papers to tick, and the ways on and back."""
    left, own = pending(situation, part), questions_of(situation, part)
    if part in OF_POINTS and needs_no_points(situation):
        yield _sides(SHORT, PARTS)
        yield _next(situation)
        return
    if left:
        yield (Button(Text("button-part-ask", {"count": left}), f"ask:{part}"),)
    elif own:
        yield (button("button-part-again", f"again:{part}"),)
    yield from in_rows([change_button(question) for question in _needed_for(situation, part)], 2)
    if part == "papers":
        ticks = [tick(paper, label, ticked) for paper, label, ticked in checklist(situation)]
        yield from in_rows(ticks, 1)
        if to_ask_for(situation):
            yield (button("button-asking", f"view:{ASKING}"),)
    yield _sides(SHORT, PARTS)
    yield _next(situation)


def _needed_for(situation: Situation, part: str) -> Iterator[Question]:
    """The interview's questions that a part still needs: it asks only its own."""
    needed = {"over_time": over_time.needed, "residence": residence.needed}
    wanted = needed[part](situation) if part in needed else ()
    for question in situation.questionnaire.scored():
        if not set(wanted).isdisjoint(question.fields) and question.applies_when.holds(situation):
            yield question


def _employer(situation: Situation) -> Iterator[ButtonRow]:
    """The way to ask the employer by a link, where something is not known that only they know."""
    if link_offered(situation):
        yield (button("button-ask-employer", "ask_employer"),)


def _part_button(part: str) -> Button:
    return button(f"button-part-{part}", f"view:{part}")


def _next(situation: Situation) -> ButtonRow:
    if is_as_sent(situation):
        return (button("button-with-office", OK),)
    return (button("button-update-office" if situation.conversation.lead else "button-next", OK),)


def _sides(*names: str) -> ButtonRow:
    return tuple(button(f"button-{name}", f"view:{name}") for name in names)
