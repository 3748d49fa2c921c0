"""A polite farewell: nothing is kept but the refusal; the telephone and the hours."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.conditions import ALWAYS
from dialogs.messages import Text
from dialogs.pages.hours import hours_line
from dialogs.pages.page import Page, office_args
from dialogs.place import REFUSED
from dialogs.situation import Situation


class RefusedPage(Page):
    """Consent was refused. /start begins again."""

    id = REFUSED
    left = ALWAYS
    leads_to = ("opening",)
    goes_back = False

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("refused", office_args(situation)), hours_line(situation), Text("refused-again"))


PAGE = RefusedPage()
