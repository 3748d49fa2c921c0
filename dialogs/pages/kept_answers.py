"""The interview's answers as pages list them: each with its value, and in one line what the person did not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dialogs.messages import Button, Text
from dialogs.pages.page import ButtonRow, button, in_rows
from dialogs.place import REVIEW
from dialogs.question import Question
from dialogs.situation import Situation
from dialogs.wording import topic_key

TOPIC = "topic"
# More buttons than these on one screen nobody looks through.
MOST_BUTTONS = 12


def answered_questions(situation: Situation) -> list[Question]:
    """Return the questions of the interview that have an answer that stands."""
    interview = situation.questionnaire.chapter_before(REVIEW)
    return [q for q in situation.questionnaire.asked_in(interview) if q.id in situation.answers]


def not_known(situation: Situation, given: Sequence[Question]) -> Iterator[Text]:
    """Yield what the person did not know, in one line."""
    open_ones = [Text(f"{q.text_key}.short") for q in given if situation.value(q.id) is None]
    if open_ones:
        yield Text("review-unknown-line", {"what": Text("list", {"items": tuple(open_ones)})})


def by_topic(
    situation: Situation, given: Sequence[Question], made: Callable[[Question], Button]
) -> Iterator[ButtonRow]:
    """Yield a button for each question; of many, one for each topic, and those of the topic that is turned up."""
    topics = situation.questionnaire.topics
    if len(given) <= MOST_BUTTONS or not topics:
        yield from in_rows([made(question) for question in given], 2)
        return
    of_topic = {topic: [q for q in given if q.id in names] for topic, names in topics}
    shown = [button(topic_key(topic), f"{TOPIC}:{topic}") for topic, questions in of_topic.items() if questions]
    yield from in_rows(shown, 2)
    yield from in_rows([made(question) for question in of_topic.get(situation.place.side, ())], 2)
