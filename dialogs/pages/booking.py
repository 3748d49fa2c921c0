"""A time that is booked, or to be chosen: laid over wherever a person is; loads nothing without need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Screen, Text
from dialogs.pages.page import ButtonRow, Page, button, office_args
from dialogs.place import BOOKING
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.booking.choice import Choice
    from dialogs.commands import Commands


# What a person chose or asked for last, and is told of above how it stands.
TOLD = "told"


class BookingPage(Page):
    """What a person has booked, and the times they can choose from."""

    id = BOOKING
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        choice = _choice(situation)
        return (Text("booking-not-here", office_args(situation)),) if choice is None else tuple(choice.lines())

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        choice = _choice(situation)
        return ((button("booking-close", "close"),),) if choice is None else tuple(choice.rows())

    def offers(self, situation: Situation, action: str) -> bool | None:
        choice = _choice(situation)
        return None if choice is None else choice.offers(action)

    def screen(self, situation: Situation) -> Screen:
        # Looked for once: words and buttons are of the same times.
        choice = _choice(situation)
        if choice is None:
            return super().screen(situation)
        return Screen(tuple(choice.lines()), tuple(choice.rows()), fresh=self.is_fresh(situation))

    def is_fresh(self, situation: Situation) -> bool:
        # What was booked stays in the chat.
        return TOLD in situation.place.slots

    def press(self, turn: Commands, action: str, value: str) -> None:
        turn.press_on_booking(action, value)

    def missed(self, turn: Commands, action: str, value: str) -> bool:
        return turn.missed_on_booking(action, value)


def _choice(situation: Situation) -> Choice | None:
    if situation.around.office.booking is None:
        return None
    from dialogs.booking.choice import Choice

    return Choice(situation)


def has_booking(situation: Situation) -> bool:
    """Return whether there is anything of a booking to be shown."""
    choice = _choice(situation)
    return choice is not None and choice.current is not None


PAGE = BookingPage()
