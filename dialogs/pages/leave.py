"""The leave to send: the very card staff will see, in the person's language and as staff read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.conditions import AnyOf, Wished
from dialogs.lead import card, lead_of
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.pages.page import BACK, ButtonRow, Page, button, office_args
from dialogs.place import CLOSED, LEAVE, NO, YES, Wish
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class Leave(Page):
    """The card, and the question whether it may be sent."""

    id = LEAVE
    left = AnyOf((Wished(Wish.LEAVE, YES), Wished(Wish.LEAVE, NO)), "it is decided whether the card is sent")
    leads_to = (("appointment", Wished(Wish.LEAVE, YES)), (CLOSED, Wished(Wish.LEAVE, NO)))

    def lines(self, situation: Situation) -> Iterable[Text]:
        lead = lead_of(situation)
        office, language = situation.around.office, situation.conversation.language
        yield Text("leave", office_args(situation))
        yield Text("card", {"lines": card(lead, office, language)})
        if language != LANGUAGE_OF_STAFF:
            theirs = Text("in-japanese", {"lines": card(lead, office, LANGUAGE_OF_STAFF)}, LANGUAGE_OF_STAFF)
            yield Text("leave-japanese", {"card": theirs})

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (
            (button("button-send", YES), button("button-do-not-send", NO)),
            (button("button-back", BACK),),
        )

    def is_fresh(self, situation: Situation) -> bool:
        return True

    def press(self, turn: Commands, action: str, value: str) -> None:
        turn.leave(action)


PAGE = Leave()
