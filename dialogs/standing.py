"""Which of a person's answers stand: the only reader of stored answers, for everything shown about the person.

An answer stands while its question takes the value, applies by the answers that stand before it, and the answer is not
outdated. The others are kept, so that a slip taken back costs nothing, and no fact rests on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.conversation import Answer, Conversation
from dialogs.kinds import Context
from dialogs.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's answers, parted: in the order of the declaration, so that the order of giving decides nothing.

    `doubtful` ones would stand once confirmed again; those `aside` do not apply to this person, or no question of today
    takes them.
    """

    answers: Mapping[str, Answer]
    doubtful: Mapping[str, Answer]
    aside: Mapping[str, Answer]
    _given: Mapping[str, Answer]
    _again: tuple[str, ...]
    _consented_to: tuple[str | None, str]

    def is_of(self, conversation: Conversation) -> bool:
        """Return whether a conversation's answers are still those that were parted."""
        return (
            self._given == conversation.answers
            and self._again == tuple(conversation.again)
            and self._consented_to == _agreed_to(conversation)
        )

    def told(self, question_id: str) -> Answer | None:
        """Return the answer to a question that applies, even if it is to be confirmed again."""
        return self.answers.get(question_id) or self.doubtful.get(question_id)


def standing(conversation: Conversation, questionnaire: Questionnaire, context: Context) -> Standing:
    """Walk the declarations and part the answers. `context` is the day and the office."""
    given, again = conversation.answers, conversation.again
    stand: dict[str, Answer] = {}
    doubtful: dict[str, Answer] = {}
    aside: dict[str, Answer] = {}
    for question in questionnaire.questions:
        answer = given.get(question.id)
        if answer is None or question.wish:
            continue
        value = answer.value
        if not question.applies_when.true_of(stand) or not (value is None or question.kind.accepts(value, context)):
            aside[question.id] = answer
        elif question.id in again or question.is_outdated(answer, context):
            doubtful[question.id] = answer
        else:
            stand[question.id] = answer
    # Answers to questions this version does not know.
    parted = stand.keys() | doubtful.keys() | aside.keys()
    aside |= {name: answer for name, answer in given.items() if name not in parted}
    return Standing(stand, doubtful, aside, dict(given), tuple(again), _agreed_to(conversation))


def _agreed_to(conversation: Conversation) -> tuple[str | None, str]:
    return conversation.consented_to, conversation.consented_text
