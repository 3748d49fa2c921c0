"""Taking back the leave to keep answers: what stops, what stays and why, and the ways from there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.consent_text import consent_args
from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class WithdrawPage(Page):
    """Take the leave back, erase everything, or leave all as it is."""

    id = "withdraw"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        conversation, office = situation.conversation, situation.around.office
        if not conversation.lead:
            return (Text("withdraw-all"),)
        args = consent_args(office, conversation.language, conversation.channel, "")
        return (Text("withdraw", {name: args[name] for name in ("office", "days_count", "client_count")}),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        keep = button("button-withdraw-no", "keep")
        if not situation.conversation.lead:
            return ((button("button-forget-yes", "forget"), keep),)
        return ((button("button-withdraw-yes", "withdraw"),), (button("button-forget-yes", "forget"), keep))

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == "forget":
            turn.erase()
        elif action == "withdraw":
            turn.withdraw()
        else:
            turn.note("withdraw-kept")


PAGE = WithdrawPage()
