"""What we understood, to be confirmed: an ambiguous answer is never guessed silently."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Button, Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class ReadBack(Page):
    """The values a typed answer may mean."""

    id = "readback"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        question = situation.questionnaire[situation.place.at]
        return (Text("readback", {"what": Text(f"{question.text_key}.short")}),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        question = situation.questionnaire[situation.place.at]
        meant = ((Button(situation.shown(question, v), f"is:{i}"),) for i, v in enumerate(situation.place.candidates))
        return (*meant, (button("button-again", "again"),))

    def press(self, turn: Commands, action: str, value: str) -> None:
        candidates, turn.place.candidates = turn.place.candidates, []
        if action == "is" and turn.asked is not None:
            turn.give(turn.asked, candidates[int(value)])
        else:
            turn.note("type-again")


PAGE = ReadBack()
