"""The last question before everything is erased."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

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
        rows: tuple[ButtonRow, ...] = ((button("button-forget-yes", "forget"), button("button-forget-no", "keep")),)
        if situation.conversation.lead and situation.conversation.consented_to is not None:
            # The office keeps the request then; what becomes of the rest is told before it is done.
            rows = (*rows, (button("button-withdraw", "withdraw"),))
        return rows

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == "forget":
            turn.erase()
        elif action == "withdraw":
            turn.on_withdraw()
        else:
            turn.note("forget-kept")


PAGE = Forget()
