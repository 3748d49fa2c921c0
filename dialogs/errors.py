"""What can go wrong in the dialogue, for us: what a client typed wrongly is not an exception.

DialogueError
├── QuestionnaireError   the declaration of the questions contradicts itself
├── RuleWordsError       a rule file names something that has no words
├── WordFileError        a file of words cannot be used; what reads it has an error of its own below
├── DeadEnd              a state and a trigger have no way on; names both
├── UnknownQuestion      an answer is looked for under an id no question has
└── UnknownAct           the desk has no rule for an act, or no lead it could be about
"""

from __future__ import annotations

from collections.abc import Iterable

from scoring.errors import did_you_mean


class DialogueError(Exception):
    """Base of everything this package raises on purpose."""


class QuestionnaireError(DialogueError):
    """A question is declared wrongly; the message names it and what was expected."""


class RuleWordsError(DialogueError):
    """A rule file names what has no words; the message says the file, the place, the name and the missing text."""


class WordFileError(DialogueError):
    """A file of words says something we cannot use; the message names the file, the key and what was expected."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}")


class DeadEnd(DialogueError):
    """A conversation cannot move; it must never happen, and says where it did."""

    def __init__(self, state: str, trigger: str) -> None:
        named = f"state {state!r} by {str(trigger)!r}"
        super().__init__(f"no way on from {named}; every state needs a last edge that holds")


class UnknownAct(DialogueError):
    """The desk cannot decide over an act; the message names it and the acts there are."""


class UnknownQuestion(DialogueError):
    """An answer is looked for under an id that no question of the questionnaire has."""

    def __init__(self, question_id: str, known: Iterable[str]) -> None:
        super().__init__(f"no question is called {question_id!r}{did_you_mean(question_id, known)}")
