"""After the hand-off: what happens next, and that writing here reaches the staff."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.messages import Text
from dialogs.pages.hours import hours_line, ways_back
from dialogs.pages.page import NEVER, Page, Row, button, office_args
from dialogs.place import HANDED_OFF
from dialogs.view import View


class HandedOff(Page):
    """The office has the request."""

    id = HANDED_OFF
    left = NEVER

    def lines(self, view: View) -> Iterable[Text]:
        return (Text("handed-off", office_args(view)), hours_line(view))

    def rows(self, view: View) -> tuple[Row, ...]:
        return (ways_back(view), (button("button-book", "book"),))

    def is_fresh(self, view: View) -> bool:
        return True


PAGE = HandedOff()
