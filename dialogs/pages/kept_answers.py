"""The interview's answers as pages list them: each with its value, and in one line what the person did not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.messages import Text
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.view import View


def answered_questions(view: View) -> list[Question]:
    """Return the questions of the interview that have an answer that stands."""
    interview = view.questionnaire.chapter_before(REVIEW)
    return [q for q in view.questionnaire.asked_in(interview) if q.id in view.answers]


def not_known(view: View, given: Sequence[Question]) -> Iterator[Text]:
    """Yield what the person did not know, in one line."""
    open_ones = [Text(f"{q.text_key}.short") for q in given if view.value(q.id) is None]
    if open_ones:
        yield Text("review-unknown-line", {"what": Text("list", {"items": tuple(open_ones)})})
