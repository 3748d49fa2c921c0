"""What we understood of a text, one line for each answer, to be confirmed with one tap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dialogs.contradictions import contradictions
from dialogs.conversation import Answer
from dialogs.messages import Button, Text
from dialogs.own_words import NOTE
from dialogs.pages.page import ButtonRow, Page, button, in_rows
from dialogs.place import OK, YES, Wish
from dialogs.situation import Situation
from dialogs.telling import listed

if TYPE_CHECKING:
    from dialogs.commands import Commands


class UnderstoodPage(Page):
    """The answers heard in a text; ✏️ takes one out of them, to be asked when the others are confirmed."""

    id = "understood"
    overlay = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        place = situation.place
        yield Text("understood-for-other" if place.for_other else "understood")
        out = [
            Text(f"{question.text_key}.short") for question in situation.questionnaire if question.id in place.mistaken
        ]
        if out:
            yield Text("understood-asked-next", {"what": listed(out)})
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

        yield from _gainsaid(situation)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        heard = [q for q in situation.questionnaire if q.id in situation.place.heard]
        fixes = [Button(Text("button-change", {"what": Text(f"{q.text_key}.short")}), f"fix:{q.id}") for q in heard]
        yes, no = button("button-understood", OK), button("button-understood-not", "drop")
        if situation.place.for_other:
            # Who writes may be another than who applies: the answers are those of the one.
            yes, no = button("button-for-other", OK), button("button-for-other-not", "drop")
        return ((yes,), *in_rows(fixes, 2), (no,))

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        """Return the way back to what was asked: nothing of the list is kept."""
        return ((Button(Text("button-back"), "drop"),),)

    def press(self, turn: Commands, action: str, value: str) -> None:
        place = turn.place
        if action == "fix":
            # Only what is left is still to be confirmed: another line may be wrong as well.
            place.heard.pop(value, None)
            place.mistaken = [*(name for name in place.mistaken if name != value), value]
            if place.heard:
                place.overlay = self.id
                return
        heard, place.heard = place.heard, {}
        mistaken, place.mistaken = place.mistaken, []
        noted, place.noted = place.noted, []
        for_other, place.for_other = place.for_other, False
        if action == "drop":
            turn.take_out(noted)
            turn.note("for-who-applies" if for_other else "type-again")
            return
        if NOTE in heard:
            # A pressing text was offered to the office whole: that is what is asked for.
            place.wish(Wish.HUMAN, YES)
        if mistaken:
            turn.correct(heard, mistaken)
            return
        turn.take(heard)
        turn.go_straight(heard)


PAGE = UnderstoodPage()


def _gainsaid(situation: Situation) -> Iterator[Text]:
    """Say which of what was heard cannot be true, beside the rest of it or an answer."""
    heard = {name: Answer(value, situation.today) for name, value in situation.place.heard.items()}
    for pair in contradictions({**situation.answers, **heard}, situation.today):
        if not heard.keys().isdisjoint(pair):
            yield Text("gainsays", {"what": listed(Text(f"{situation.questionnaire[q].text_key}.short") for q in pair)})
