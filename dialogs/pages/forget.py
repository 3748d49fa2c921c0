"""The last question before everything is erased."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.effects import Erase
from dialogs.following import forget
from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class Forget(Page):
    """Erase, or keep."""

    id = "forget"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("forget"),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return ((button("button-forget-yes", "forget"), button("button-forget-no", "keep")),)

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == "forget":
            forget()
            turn.result.effects.append(Erase())
            turn.show = False
        else:
            turn.note("forget-kept")


PAGE = Forget()
