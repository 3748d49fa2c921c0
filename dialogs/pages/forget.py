"""The last question before everything is erased."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.effects import Erase
from dialogs.following import forget
from dialogs.messages import Text
from dialogs.pages.page import Page, Row, button
from dialogs.view import View

if TYPE_CHECKING:
    from dialogs.commands import Commands


class Forget(Page):
    """Erase, or keep."""

    id = "forget"
    overlay = True

    def lines(self, view: View) -> Iterable[Text]:
        return (Text("forget"),)

    def rows(self, view: View) -> tuple[Row, ...]:
        return ((button("button-forget-yes", "forget"), button("button-forget-no", "keep")),)

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == "forget":
            forget()
            turn.step.effects.append(Erase())
            turn.show = False


PAGE = Forget()
