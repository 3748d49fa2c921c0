"""Comparing with a partner: what each sees of the other, the code, and the end of it; laid over where a person is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.effects import CompareHousehold
from dialogs.household import CODE, PAGE_ID, SHARED_FOR, SHOW, STOP
from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

CLOSE = "close"


class HouseholdPage(Page):
    """Make a code for the partner, look at the comparison, or end it."""

    id = PAGE_ID
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("household", {"days_count": SHARED_FOR.days}),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (
            (button("household-code", CODE),),
            (button("household-show", SHOW), button("household-stop", STOP)),
            (button("household-close", CLOSE),),
        )

    def press(self, turn: Commands, action: str, value: str) -> None:
        # Pressed, the page is closed; what comes of it is said in messages of their own.
        if action in (CODE, SHOW, STOP):
            turn.result.effects.append(CompareHousehold(action))


PAGE = HouseholdPage()
