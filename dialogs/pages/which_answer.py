"""Which answer was asked for: a question that either of two may answer, or one alone perhaps, is not guessed at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Text
from dialogs.pages.page import ButtonRow, Page, button
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class WhichAnswer(Page):
    """The subjects of the answers that may be meant; the question being asked stays where it was."""

    id = "which_answer"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        yield Text("which-answer" if len(situation.place.candidates) > 1 else "which-answer-one")

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        subjects = tuple((button(f"answer-{entry}.title", f"answer:{entry}"),) for entry in situation.place.candidates)
        none = "button-no-answer" if len(subjects) > 1 else "button-other-answer"
        return (*subjects, (button(none, "neither"),))

    def press(self, turn: Commands, action: str, value: str) -> None:
        turn.place.candidates = []
        if action == "answer":
            turn.tell(value)
        else:
            turn.not_understood()
            turn.note("question-for-staff", kept="no")
            turn.same_screen = True


PAGE = WhichAnswer()
