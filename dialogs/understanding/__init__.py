"""Reads whatever a client types: facts of any question, remarks, wishes, questions; in every language that ships.

`Reader.read` is pure and keeps nothing. Consent, erasing and sending are never read here.
"""

from dialogs.understanding.errors import UnderstandingError
from dialogs.understanding.reader import Reader
from dialogs.understanding.understood import (
    ANY_ANSWER,
    NOT_UNDERSTOOD,
    Certainty,
    Fact,
    Remark,
    Understood,
    Unsaid,
)

__all__ = [
    "ANY_ANSWER",
    "NOT_UNDERSTOOD",
    "Certainty",
    "Fact",
    "Reader",
    "Remark",
    "Understood",
    "UnderstandingError",
    "Unsaid",
]
