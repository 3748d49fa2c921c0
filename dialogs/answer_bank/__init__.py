"""Common questions answered offline: a typed question is matched against phrasings, or declined and left to a person.

A wrong answer is worse than none, so the bank stays silent about anybody's own case and about what it is not sure of.
What is answered is made in `dialogs.answer_bank.lines`.
"""

from dialogs.answer_bank.errors import AnswerBankError
from dialogs.answer_bank.matching import AnswerBank, Found

__all__ = ["AnswerBank", "AnswerBankError", "Found"]
