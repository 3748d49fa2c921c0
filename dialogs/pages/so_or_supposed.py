"""Whether what was typed tells what is so, or asks what it would change: "8M?" may do either."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.pages.what_if import CLOSE, SO_NOW, take_over
from dialogs.parts import what_if
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

SUPPOSE = "suppose"


class SoOrSupposed(Page):
    """Both readings, as buttons."""

    id = "so_or_supposed"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        yield Text("what-if-which", {"what": what_if.what(situation, situation.place.what_if)})

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (
            (button("button-what-if-suppose", SUPPOSE),),
            (button("button-what-if-is-so", SO_NOW),),
            (button("button-what-if-back", CLOSE),),
        )

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == SUPPOSE:
            turn.place.overlay = what_if.PAGE
            return
        supposed, turn.place.what_if = turn.place.what_if, {}
        if action == SO_NOW:
            take_over(turn, supposed)
        else:
            turn.note("what-if-back")


PAGE = SoOrSupposed()
