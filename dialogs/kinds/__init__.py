"""Kinds of question: which buttons they offer, how a typed answer is read, and how a value is shown back.

A wrong answer is not an exception: reading gives the value, candidates to read back, or a problem to explain kindly.
"""

from dialogs.kinds.amounts import Percent, Whole, Years, Yen
from dialogs.kinds.choices import (
    MOST_COLUMNS,
    SOURCES,
    Consent,
    Language,
    ManyOf,
    ManyOfSource,
    OneOf,
    OneOfSource,
    Split,
    TalkLanguage,
    Ticks,
    YesNo,
)
from dialogs.kinds.days import MOST_YEARS, BirthDate, Day, DayOrNone
from dialogs.kinds.kind import ANY, DONE, NONE, Context, Kind
from dialogs.kinds.words import LONGEST_TEXT, Contact, FreeText, Home, Name, OwnWords, Worded

__all__ = [
    "ANY",
    "BirthDate",
    "Consent",
    "Contact",
    "Context",
    "DONE",
    "Day",
    "DayOrNone",
    "FreeText",
    "Home",
    "Kind",
    "LONGEST_TEXT",
    "Language",
    "MOST_COLUMNS",
    "MOST_YEARS",
    "ManyOf",
    "ManyOfSource",
    "NONE",
    "Name",
    "OneOf",
    "OneOfSource",
    "OwnWords",
    "Percent",
    "SOURCES",
    "Split",
    "TalkLanguage",
    "Ticks",
    "Whole",
    "Worded",
    "Years",
    "Yen",
    "YesNo",
]
