"""After the hand-off: what happens next, and that writing here reaches the staff."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.conditions import NEVER
from dialogs.employer_link import offered as link_offered
from dialogs.messages import Text
from dialogs.pages.booking import has_booking
from dialogs.pages.hours import hours_line, ways_back
from dialogs.pages.page import ButtonRow, Page, button, elsewhere, office_args
from dialogs.place import HANDED_OFF
from dialogs.situation import Situation


class HandedOff(Page):
    """The office has the request."""

    id = HANDED_OFF
    left = NEVER

    def lines(self, situation: Situation) -> Iterable[Text]:
        # Staff answer here, or by telephone or mail; nobody is promised what has no way to come.
        way = "here" if situation.value("contact") is None else "elsewhere"
        if situation.world.staff_hear():
            way = f"{way}-answered"
        return (Text("handed-off", {**office_args(situation), "way": way}), hours_line(situation))

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        chosen = situation.is_answered("half_days") or has_booking(situation)
        book = button("button-book-again" if chosen else "button-book", "book")
        employer = ((button("button-ask-employer", "ask_employer"),),) if link_offered(situation) else ()
        return (ways_back(situation), (book,), *employer, (button("button-remind", "remind"),), *elsewhere(situation))

    def is_fresh(self, situation: Situation) -> bool:
        return True


PAGE = HandedOff()
