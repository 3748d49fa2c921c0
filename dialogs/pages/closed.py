"""Nothing was sent; every way back stays open."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.conditions import NEVER
from dialogs.messages import Text
from dialogs.pages.hours import hours_line, ways_back
from dialogs.pages.page import ButtonRow, Page, button, office_args
from dialogs.place import CLOSED, HANDED_OFF
from dialogs.situation import Situation


class Closed(Page):
    """The end without a request."""

    id = CLOSED
    left = NEVER
    after = HANDED_OFF

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("closed", office_args(situation)), hours_line(situation))

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return ((button("button-next", "book"),), ways_back(situation))

    def is_fresh(self, situation: Situation) -> bool:
        return True


PAGE = Closed()
