"""What a turn does about bookings; an office without them loads nothing of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.effects import GiveFeed
from dialogs.marks import Press
from dialogs.place import BOOKING
from dialogs.turn import Turn

if TYPE_CHECKING:
    from dialogs.booking.pressing import Pressing

# How the place of a button is called that stands under a message about a booking, and under the address of a feed.
BESIDE, FEED = "k/", "f/"


class Reserving(Turn):
    """A turn that books."""

    @property
    def books(self) -> bool:
        """Whether times can be booked here."""
        return self.rules.around.office.booking is not None

    def open_booking(self) -> None:
        """Show what is booked, or the times to choose from."""
        self.place.overlay, self.place.slots = BOOKING, {}

    def _pressing(self) -> Pressing:
        from dialogs.booking.pressing import Pressing

        return Pressing(self)

    def press_on_booking(self, action: str, value: str) -> None:
        """Do what a button of the booking page stands for."""
        if self.books:
            self._pressing().press(action, value)

    def missed_on_booking(self, action: str, value: str) -> bool:
        """Do what can still be done of a button that the page has no more."""
        return self.books and self._pressing().missed(action, value)

    def hear_a_time(self) -> bool:
        """Take what is typed on the booking page for a time or a place; False where it is neither."""
        return self.books and self._pressing().hear(self.act.text)

    def hear_an_answer(self) -> bool:
        """Take what is typed for the answer to the last reminder of a talk; False where it is none, or none is open."""
        return self.books and self._pressing().hear_an_answer(self.act.text)

    def said_of_a_booking(self) -> str | None:
        """Return what a text asks for of what is booked; None where it asks for nothing of it."""
        from dialogs.booking.said import MOVE, moves_to, said_of_a_booking

        told = self.act.text, self.conversation.language, self.rules.words
        said = said_of_a_booking(*told)
        return MOVE if said is None and moves_to(*told) and self._pressing().names_a_time(self.act.text) else said

    def press_beside(self, press: Press) -> bool:
        """Act on a button under a message about a booking, which is done with; False where it is no such button."""
        number = press.place.removeprefix(BESIDE)
        if not (self.books and press.place.startswith(BESIDE) and number.isdecimal()):
            return False
        self.result.stray = True
        self._pressing().press_beside(int(number), press.revision, press.action)
        return True

    def press_on_feed(self, press: Press) -> bool:
        """Make the address invalid under which a button stood; False where it is no such button."""
        if not press.place.startswith(FEED):
            return False
        self.result.stray = True
        if self.books and self.rules.around.links is not None:
            self.result.effects.append(GiveFeed(press.place.removeprefix(FEED)))
            self.show = False
        else:
            self.note("old-button")
        return True
