"""The kept answers with their days, and the question what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Text
from dialogs.pages.kept_answers import answered_questions, not_known
from dialogs.pages.page import BACK, ButtonRow, Page, button, in_rows
from dialogs.situation import Situation
from dialogs.wording import event_key

if TYPE_CHECKING:
    from dialogs.commands import Commands


class Changed(Page):
    """What a returning person is asked first."""

    id = "changed"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        given = answered_questions(situation)
        yield Text("recheck")
        for question in given:
            answer = situation.answers[question.id]
            if answer.value is not None:
                what, shown = Text(f"{question.text_key}.short"), situation.shown(question, answer.value)
                yield Text("recheck-line", {"what": what, "value": shown, "day": answer.given_on})
        yield from not_known(situation, given)
        yield Text("recheck-question")

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        given = [button(f"{q.text_key}.short", f"changed:{q.id}") for q in answered_questions(situation)]
        events = [button(event_key(event), f"changed:{event}") for event in situation.questionnaire.events]
        return (
            *in_rows(given, 2),
            *in_rows(events, 1),
            (button("button-nothing-changed", "changed:nothing"), button("button-back", BACK)),
        )

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == "changed":
            turn.changed(value)


PAGE = Changed()
