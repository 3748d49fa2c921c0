"""Understands what people type on a phone in a second language; pure functions that know no question and no clock.

Every reader returns a `Reading`: `Certain`, `Ambiguous` (read back and ask) or an `AnswerProblem` (say what would do).
"""

from dialogs.parsing.ages import Age, read_age
from dialogs.parsing.dates import read_day
from dialogs.parsing.numbers import read_days, read_percent, read_whole
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.pay import read_yen
from dialogs.parsing.persons import Reached, contact_within, names_status, read_contact, read_name, visible
from dialogs.parsing.reading import PROBLEM_KEYS, Ambiguous, AnswerProblem, Certain, ProblemArg, Reading
from dialogs.parsing.text import MAX_LENGTH
from dialogs.parsing.worked_out import Summand, WorkedOut
from dialogs.parsing.years import read_years

__all__ = [
    "MAX_LENGTH",
    "PROBLEM_KEYS",
    "Age",
    "Ambiguous",
    "AnswerProblem",
    "ProblemArg",
    "Certain",
    "PartialDate",
    "Reached",
    "Reading",
    "Summand",
    "WorkedOut",
    "contact_within",
    "names_status",
    "read_age",
    "read_contact",
    "read_day",
    "read_days",
    "read_name",
    "read_percent",
    "read_whole",
    "read_years",
    "read_yen",
    "visible",
]
