"""The choice of language, laid over wherever the person is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.kinds import Language
from dialogs.messages import Button, Text
from dialogs.pages.page import Page, Row
from dialogs.view import View

if TYPE_CHECKING:
    from dialogs.commands import Commands


class ChoiceOfLanguage(Page):
    """Every language we have."""

    id = "language"
    overlay = True

    def lines(self, view: View) -> Iterable[Text]:
        return (Text("q-language"),)

    def rows(self, view: View) -> tuple[Row, ...]:
        return tuple((Button(label, f"a:{code}"),) for code, label in view.choices("languages"))

    def press(self, turn: Commands, action: str, value: str) -> None:
        """Nothing moves, and ticks that are not confirmed yet stay."""
        turn.conversation.language = value
        turn.conversation.keep(turn.rules.questionnaire.of_kind(Language).id, value, turn.view.today)
        turn.place.failures = 0


PAGE = ChoiceOfLanguage()
