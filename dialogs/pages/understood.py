"""What we understood of a text, one line for each answer, to be confirmed with one tap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Button, Text
from dialogs.pages.page import ButtonRow, Page, button, in_rows
from dialogs.place import OK
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands


class UnderstoodPage(Page):
    """The answers heard in a text, each to be corrected by its ✏️."""

    id = "understood"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        place = situation.place
        yield Text("understood")
        for question in situation.questionnaire:
            if question.id not in place.heard:
                continue
            what = Text(f"{question.text_key}.short")
            value = situation.shown(question, place.heard[question.id])
            before = situation.answers.get(question.id)
            if before is not None and before.value is not None:
                yield Text(
                    "understood-changed-line",
                    {"what": what, "value": value, "before": situation.shown(question, before.value)},
                )
            else:
                yield Text("review-line", {"what": what, "value": value})

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        heard = [q for q in situation.questionnaire if q.id in situation.place.heard]
        fixes = [Button(Text("button-change", {"what": Text(f"{q.text_key}.short")}), f"fix:{q.id}") for q in heard]
        return (
            (button("button-understood", OK),),
            *in_rows(fixes, 2),
            (button("button-understood-not", "drop"),),
        )

    def press(self, turn: Commands, action: str, value: str) -> None:
        heard, turn.place.heard = turn.place.heard, {}
        if action == "drop":
            turn.note("type-again")
            return
        turn.take({name: heard[name] for name in heard if name != value})
        if action == "fix":
            turn.correct(value)
        else:
            turn.go_straight(heard)


PAGE = UnderstoodPage()
