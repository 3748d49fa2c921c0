"""The review: every answer, each with a button to change it."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.messages import Text
from dialogs.pages.kept_answers import answered_questions, not_known
from dialogs.pages.page import BACK, ButtonRow, Page, button, change_button, in_rows
from dialogs.place import OK, RESULT, REVIEW
from dialogs.situation import Situation


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

    def rows(self, situation: Situation) -> tuple[ButtonRow, ...]:
        changes = [change_button(question) for question in answered_questions(situation)]
        return ((button("button-review-ok", OK),), *in_rows(changes, 2), (button("button-back", BACK),))


PAGE = Review()
