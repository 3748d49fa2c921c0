"""The interview's answers as pages list them: each with its value, and in one line what the person did not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.messages import Text
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.situation import Situation


def answered_questions(situation: Situation) -> list[Question]:
    """Return the questions of the interview that have an answer that stands."""
    interview = situation.questionnaire.chapter_before(REVIEW)
    return [q for q in situation.questionnaire.asked_in(interview) if q.id in situation.answers]


def not_known(situation: Situation, given: Sequence[Question]) -> Iterator[Text]:
    """Yield what the person did not know, in one line."""
    open_ones = [Text(f"{q.text_key}.short") for q in given if situation.value(q.id) is None]
    if open_ones:
        yield Text("review-unknown-line", {"what": Text("list", {"items": tuple(open_ones)})})
