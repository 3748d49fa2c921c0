"""Understands what people type on a phone in a second language; pure functions that know no question and no clock.

Every reader returns a `Reading`: `Certain`, `Ambiguous` (read back and ask) or an `AnswerProblem` (say what would do).
"""

from dialogs.parsing.dates import read_day
from dialogs.parsing.numbers import read_percent, read_whole, read_years, read_yen
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.reading import PROBLEM_KEYS, Ambiguous, AnswerProblem, Certain, ProblemArg, Reading
from dialogs.parsing.text import MAX_LENGTH

__all__ = [
    "MAX_LENGTH",
    "PROBLEM_KEYS",
    "Ambiguous",
    "AnswerProblem",
    "ProblemArg",
    "Certain",
    "PartialDate",
    "Reading",
    "read_day",
    "read_percent",
    "read_whole",
    "read_years",
    "read_yen",
]
