"""The review: every answer, each with a button to change it; of many answers the buttons of one topic at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dialogs.messages import Text
from dialogs.own_words import OWN_WORDS
from dialogs.pages.kept_answers import TOPIC, answered_questions, by_topic, not_known
from dialogs.pages.page import BACK, ButtonRow, Page, button, change_button
from dialogs.place import OK, RESULT, REVIEW
from dialogs.situation import Situation

if TYPE_CHECKING:
    from dialogs.commands import Commands

UNSAY = "unsay"


class Review(Page):
    """Every answer, to be looked at before the result."""

    id = REVIEW
    leads_to = (RESULT,)
    by_wish = True

    def lines(self, situation: Situation) -> Iterable[Text]:
        given = answered_questions(situation)
        yield Text("review")
        for question in given:
            value = situation.value(question.id)
            if value is not None:
                what = Text(f"{question.text_key}.short")
                yield Text("review-line", {"what": what, "value": situation.shown(question, value)})
        yield from not_known(situation, given)
        said = situation.value(OWN_WORDS)
        if said:
            words = situation.questionnaire[OWN_WORDS]
            yield Text("review-line", {"what": Text(f"{words.text_key}.short"), "value": situation.shown(words, said)})

    def in_brief(self, situation: Situation) -> Iterable[Text]:
        return (Text("review-brief"),)

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        changes = by_topic(situation, answered_questions(situation), change_button)
        unsay = [(button("button-unsay", UNSAY),)] if situation.value(OWN_WORDS) else []
        return ((button("button-review-ok", OK),), *changes, *unsay, (button("button-back", BACK),))

    def by_name(self, situation: Situation) -> tuple[ButtonRow, ...]:
        return (tuple(change_button(question) for question in answered_questions(situation)),)

    def press(self, turn: Commands, action: str, value: str) -> None:
        if action == TOPIC:
            turn.turn_up(value)
        elif action == UNSAY:
            # What staff would act on (a deadline, a lost job) must not stand against the person's will.
            turn.take_out(turn.own_words())
        else:
            super().press(turn, action, value)


PAGE = Review()
