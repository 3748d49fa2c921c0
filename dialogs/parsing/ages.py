"""Reads an age as it is stated, with the month of the next birthday: "I am 32, turning 33 in December".

It knows no clock: "next month" is how many months ahead.
"""

import re
from dataclasses import dataclass

from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.text import drop, normalise
from dialogs.parsing.words import digits_for_words

_LEXICON = lexicon()
MONTH_NAMES = _LEXICON.worths("dates", "months")
NOISE = re.compile(f"{_LEXICON.any('dates', 'fillers')}|[:()]+|(?<=[\\d日月年]){_LEXICON.any('dates', 'ends')}$")
_AGE_WORDS = _LEXICON.any("ages", "after")
# "I am 32 weeks pregnant" is no age.
_WEEKS = any_word(*_LEXICON.worths("spans", "day_units"))
BARE_AGE = re.compile(rf"(?:{_LEXICON.any('ages', 'before')})? ?(?P<age>\d{{1,3}}) ?(?:{_AGE_WORDS} ?){{0,3}}")
_NAMED_AGE = re.compile(
    rf"(?:{_LEXICON.any('ages', 'before', 'turning')}) ?(?P<before>\d{{1,3}}) ?(?:{_AGE_WORDS} ?){{0,3}}"
    rf"(?![\d年月]| ?{_WEEKS})"
    rf"|(?<!\d)(?P<after>\d{{1,3}}) ?{_AGE_WORDS}"
)
_TURNING = re.compile(_LEXICON.any("ages", "turning"))
_IN_MONTH = re.compile(_LEXICON.any("ages", "in_month"))
_TURNED = re.compile(_LEXICON.any("ages", "turned", "reached"))
_REACHED = re.compile(rf"{_LEXICON.any('ages', 'reached')} \d\d(?!\d)|(?<!\d)\d\d{_LEXICON.any('ages', 'reached')}")
_AN_AGE = re.compile(rf"(?<![\d/.\-])\d{{2}}(?![\d/.\-]|月|年(?!齢)|日| ?{_WEEKS})")
# "33 in December", 「12月で33歳」: an age with a month that it comes in.
_MONTH_BESIDE = re.compile(
    rf"\d{{2}} (?:{_AGE_WORDS} )?{_LEXICON.any('ages', 'in_month', 'turned')} {any_word(*MONTH_NAMES)}"
    rf"|\d月{_LEXICON.any('ages', 'in_month')}\d{{2}}"
)
_OFF_YEARS = re.compile(_LEXICON.any("dates", "years_off"))
_OFF_MONTHS = re.compile(_LEXICON.any("dates", "months_off"))
_AWAY = re.compile(any_word(*_LEXICON.worths("dates", "years_off"), *_LEXICON.worths("dates", "months_off")))


def is_age(plain: str) -> bool:
    """Tell whether a normalised text names an age, and no year."""
    return _NAMED_AGE.search(plain) is not None and not re.search(r"\d{4}", plain)


@dataclass(frozen=True, slots=True)
class Age:
    """An age as it is stated; `month` is the month of the next birthday, where it is named.

    One `of_the_year` is followed by the next one within the year of today: "turning 33 this year"; `coming` is in how
    many months it comes: "33 next month".
    """

    years: int
    month: int | None = None
    alone: bool = True  # whether nothing else was said, so that it can only be the person's own
    of_the_year: bool = False
    coming: int | None = None


def read_age(text: str) -> Age | None:
    """Read an age: "I am 32", 「32歳」, "32, turning 33 in December", "33 in December", "almost 33"."""
    plain = digits_for_words(normalise(text))
    if re.search(r"\d{3}", plain):
        return None
    whole = BARE_AGE.fullmatch(drop(NOISE, plain).strip(" ,.")) or BARE_AGE.fullmatch(plain)
    if whole:
        return Age(int(whole["age"]))
    ages = [int(n) for n in _AN_AGE.findall(plain)]
    if len(ages) not in (1, 2):
        return None
    month, turning = _named_month(plain), _TURNING.search(plain) is not None
    coming = _months_ahead(plain)
    if not (turning or _NAMED_AGE.search(plain) or _MONTH_BESIDE.search(plain) or _REACHED.search(plain)):
        return None
    alone = _is_alone(plain)
    # "32 in March, so still 31": of two ages a year apart the greater is the one to come.
    if len(ages) == 2:
        nearly = abs(ages[0] - ages[1]) == 1
        return Age(min(ages), month, alone, coming=coming) if nearly else Age(ages[0], alone=alone)
    # "I turned 32 in March": the next birthday is in March again.
    if _TURNED.search(plain):
        return Age(ages[0], month, alone)
    # "I'll be 33 in December", "33 in December": the age named is the one to come.
    if turning or _MONTH_BESIDE.search(plain):
        of_the_year = month is None and _OFF_YEARS.search(plain) is not None
        return Age(ages[0] - 1, month, alone, of_the_year=of_the_year, coming=coming)
    return Age(ages[0], alone=alone)


def _months_ahead(plain: str) -> int | None:
    """Return in how many months a text says something is: "next month"; None where it does not."""
    off = _OFF_MONTHS.search(plain)
    ahead = _LEXICON.worths("dates", "months_off")[off[0]] if off else 0
    return ahead if ahead > 0 else None


def _named_month(plain: str) -> int | None:
    """Return the month that a text names; the first, where it names several."""
    months = [m for m in map(_month_in, re.split(r"[ ,()]", plain)) if m is not None]
    japanese = re.search(r"(?<!\d)(1[0-2]|[1-9])月", plain)
    return months[0] if months else int(japanese[1]) if japanese else None


def _is_alone(plain: str) -> bool:
    """Return whether a text says no more than an age and a birthday."""
    bare = re.sub(r"\d+月?", " ", _NAMED_AGE.sub(" ", plain))
    for words in (_TURNING, _TURNED, _AWAY, _IN_MONTH):
        bare = words.sub(" ", bare)
    rest = drop(NOISE, bare)
    return not any(word not in MONTH_NAMES and any(map(str.isalpha, word)) for word in re.split(r"[ ,.、。()]", rest))


def _month_in(word: str) -> int | None:
    return MONTH_NAMES.get(word.strip("."))
