"""What would be if something were so, beside the answers, which stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dialogs.conversation import Value
from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.parts import what_if
from dialogs.place import HANDED_OFF, OK, RESULT
from dialogs.sent import is_as_sent
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

SO_NOW, CLOSE, OVER_TIME = "so_now", "close", "over_time"
# From elsewhere one goes back to where one was.
_TO_RESULT = (RESULT, HANDED_OFF)


class WhatIf(Page):
    """The points with what was supposed; one button takes it over as an answer, to be confirmed."""

    id = "what_if"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        return what_if.lines(situation, situation.place.what_if)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return tuple(_rows(situation))

    def is_fresh(self, situation: Situation) -> bool:
        return True

    def press(self, turn: Commands, action: str, value: str) -> None:
        supposed, turn.place.what_if = turn.place.what_if, {}
        if action == SO_NOW:
            take_over(turn, supposed)
        elif action == OVER_TIME:
            turn.show_result()
            turn.turn_up(OVER_TIME)
        elif action == OK:
            turn.to_the_card()
        elif turn.place.at == HANDED_OFF:
            turn.on_result()
        elif turn.place.at == RESULT:
            # The result is in the chat already, with all it says.
            turn.note("what-if-back")


PAGE = WhatIf()


def _rows(situation: Situation) -> Iterator[ButtonRow]:
    supposed = situation.place.what_if
    if what_if.may_be_so(situation, supposed):
        yield (button("button-what-if-so-now", SO_NOW),)
    if what_if.DAY in supposed:
        yield (button("button-part-over_time", OVER_TIME),)
    if situation.place.at == RESULT:
        # A mere "ok" is no wish for the office here.
        if is_as_sent(situation):
            yield (button("button-with-office", OK),)
        else:
            yield (button("button-update-office" if situation.conversation.lead else "button-what-if-next", OK),)
    yield (button("button-what-if-back" if situation.place.at in _TO_RESULT else "button-back", CLOSE),)


def take_over(turn: Commands, supposed: Mapping[str, Value]) -> None:
    """Take what was supposed for the answers that it is said to be, for a yes; a figure that pay is only below asks."""
    heard = what_if.answers_of(supposed)
    if what_if.BELOW in supposed:
        heard.pop(what_if.SALARY, None)
    if heard:
        turn.place.heard.update(heard)
    elif what_if.BELOW in supposed:
        turn.change(what_if.SALARY)
