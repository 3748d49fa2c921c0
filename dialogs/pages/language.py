"""The choice of language, laid over wherever the person is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.kinds import Language
from dialogs.messages import Button, Text
from dialogs.pages.page import ButtonRow, Page
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class ChoiceOfLanguage(Page):
    """Every language we have."""

    id = "language"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        return (Text("q-language"),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return tuple((Button(label, f"a:{code}"),) for code, label in situation.choices("languages"))

    def press(self, turn: Commands, action: str, value: str) -> None:
        """Change the language alone: the place and unconfirmed ticks stay."""
        turn.conversation.language = value
        turn.conversation.keep(turn.rules.questionnaire.of_kind(Language).id, value, turn.situation.today)
        turn.place.failures = 0


PAGE = ChoiceOfLanguage()
