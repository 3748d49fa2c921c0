"""Nothing was sent; every way back stays open."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.messages import Text
from dialogs.pages.hours import hours_line, ways_back
from dialogs.pages.page import NEVER, Page, Row, button, office_args
from dialogs.place import CLOSED, HANDED_OFF
from dialogs.view import View


class Closed(Page):
    """The end without a request."""

    id = CLOSED
    left = NEVER
    after = HANDED_OFF

    def lines(self, view: View) -> Iterable[Text]:
        return (Text("closed", office_args(view)), hours_line(view))

    def rows(self, view: View) -> tuple[Row, ...]:
        return ((button("button-next", "book"),), ways_back(view))

    def is_fresh(self, view: View) -> bool:
        return True


PAGE = Closed()
