"""The kept answers with their days, and the question what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Arg, Text
from dialogs.pages.kept_answers import TOPIC, answered_questions, by_topic, not_known
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
        known = [
            (question, answer) for question in given if (answer := situation.answers[question.id]).value is not None
        ]
        days = {answer.given_on for _, answer in known}
        yield Text("recheck-of-a-day", {"day": min(days)}) if len(days) == 1 else Text("recheck")
        for question, answer in known:
            args: dict[str, Arg] = {
                "what": Text(f"{question.text_key}.short"),
                "value": situation.shown(question, answer.value),
            }
            # A day that all answers share is said once.
            yield (
                Text("review-line", args) if len(days) == 1 else Text("recheck-line", {**args, "day": answer.given_on})
            )
        yield from not_known(situation, given)
        yield Text("recheck-question")

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        given = by_topic(
            situation, answered_questions(situation), lambda q: button(f"{q.text_key}.short", f"changed:{q.id}")
        )
        events = [button(event_key(event), f"changed:{event}") for event in situation.questionnaire.events]
        return (
            *given,
            *in_rows(events, 1),
            (button("button-nothing-changed", "changed:nothing"), button("button-back", BACK)),
        )

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (tuple(button(f"{q.text_key}.short", f"changed:{q.id}") for q in answered_questions(situation)),)

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == TOPIC:
            turn.turn_up(value)
            turn.place.overlay = self.id
        elif action == "changed":
            turn.changed(value)


PAGE = Changed()
