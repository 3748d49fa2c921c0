"""Reads a length of time (years of experience) in whole months: 5 years, 4年6か月, half a year, 10+ years.

Knows no calendar: a starting year is a problem of its own, because the answer must be a length.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from dialogs.parsing.reading import AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import NOTHING, Hedge, any_of, digits_for_words, drop, normalise, split_hedges

MOST_YEARS = 60
_YEAR = 12
# The longest experience any points table asks about; beyond it "or more" cannot change anything.
_LONGEST_STEP = 10 * _YEAR

_NOTHING = NOTHING | {"never", "未"}  # 未経験 without its 経験
_FILLER = re.compile(
    any_of("of", "experience", "exp", "work", "working", "worked", "professional", "i have", "i've", "for", "in total")
    + "|実務|職務|経験|職歴|勤続|あります|です|は|が|で|の"
)
_SINCE = re.compile(rf"{any_of('since')}|以来|(?<!\d)(?:19|20)\d\d(?!\d)|(?:昭和|平成|令和) ?(?:\d|元)|(?:から|より)$")
_RANGE = re.compile(r" ?(?:[-~]|から|(?<![a-z])(?:to|or)(?![a-z])) ?")
_LIST = re.compile(r"(\d),(\d)( ?[^\d]*)")

# Each rewriting leaves only figures, fractions and units for the tokens below.
_REWRITES = (
    (re.compile(rf"(?<=\d)-(?={any_of('years?', 'months?')})"), " "),  # "a 5-year career"
    (re.compile(r"(?<![a-z])(?:(?:an?|1) )?half(?: an?|-)? ?year(?![a-z])"), "6 months"),
    (re.compile(r"(?:and|&) (?:an? |1 )?half(?![a-z])"), "1/2"),
    (re.compile(r"(?<=[年月])半"), " 1/2"),
    (re.compile(r"半年間?"), "6 months"),
    (re.compile(r"(?<![a-z])an?(?= (?:year|month))"), "1"),
)
_TOKEN = re.compile(
    r" +|(?P<fraction>\d{1,2}/\d{1,2}(?!\d))|(?P<figure>\d+(?:\.\d+|,\d\d?(?!\d))?)"
    r"|(?P<year>(?:years?|yrs?|y)(?![a-z])'?|[かカヵヶケ]?年間?)"
    # 月 alone is a month of the calendar unless years come before it (checked in _take_unit).
    r"|(?P<month>(?:months?|mths?|mos?|m)(?![a-z])'?|[かカヵヶケ箇]月間?|月)"
    r"|(?P<joint>(?:and(?![a-z])|,|と)(?= ?\d))"
)
# 「4.10」 and "4.11" are how some write 4 years and 10 or 11 months.
_YEARS_DOT_MONTHS = re.compile(r"(\d+)[.,](1[01])")


@dataclass(slots=True)
class _Length:
    """A length under construction: what was counted so far, and a figure still waiting for its unit."""

    months: Fraction = Fraction()
    waiting: Fraction | None = None
    last_unit: int = 0  # months in the last unit read; 0 before the first
    dotted: int | None = None  # the months of 「4.10」 read as 4 years 10 months

    @property
    def bare(self) -> bool:
        return not self.last_unit


def read_years(text: str) -> Reading[int]:
    """Read a length of time in whole months, rounded down: "5.5 years" is 66, 「4年6か月」 is 54.

    A bare number counts years up to 60, and is asked back as months above. "since 2019" gets its own problem.
    """
    plain = digits_for_words(normalise(text))
    if _SINCE.search(plain):
        return AnswerProblem("problem-years-since")
    plain, hedges = split_hedges(drop(_FILLER, plain))
    if plain in _NOTHING and not hedges:
        return Certain(0)
    for pattern, replacement in _REWRITES:
        plain = pattern.sub(replacement, plain)
    ends = _RANGE.split(plain)
    if len(ends) == 1:
        return _listed(plain) or _one_length(_length(plain), hedges)
    return _between(ends) if len(ends) == 2 else AnswerProblem("problem-years")


def _one_length(length: _Length | None, hedges: frozenset[Hedge]) -> Reading[int]:
    months = _months_of(length)
    if length is None or months is None:
        return AnswerProblem("problem-years")
    if length.bare and length.months > MOST_YEARS:
        return ask_back([floor(length.months)])  # "72" was surely meant in months
    if length.dotted is not None:
        return ask_back([length.dotted, months])
    return _hedged(months, hedges)


def _hedged(months: int, hedges: frozenset[Hedge]) -> Reading[int]:
    """Weigh the words around a length.

    "Less than a year" is a certain 0: no rule on experience looks below three years, so every length it can mean
    gives the same answer, and asking for the months would only tire the person. "Less than five years" is not.
    "About" is how people state experience and is kept as said: papers will prove it later.
    """
    if Hedge.AT_MOST in hedges:
        return Certain(0) if months <= _YEAR else AnswerProblem("problem-years")
    if Hedge.NEARLY in hedges:
        return ask_back([max(months - 1, 0), months])
    if hedges & {Hedge.AT_LEAST, Hedge.MORE_THAN} and months < _LONGEST_STEP:
        return ask_back([months])  # "3+ years" may well be six, which scores differently
    return Certain(months)


def _between(ends: list[str]) -> Reading[int]:
    """Offer both ends; a unit written once counts for both: "6-12 months"."""
    low, high = _length(ends[0]), _length(ends[1])
    if low and high and low.bare and not high.bare and high.last_unit == 1:
        low = _Length(low.months, last_unit=1)
    months = [_months_of(low), _months_of(high)]
    if months[0] is None or months[1] is None or months[0] > months[1]:
        return AnswerProblem("problem-years")
    return ask_back([months[0], months[1]])


def _listed(plain: str) -> Reading[int] | None:
    """Read "5,6 years": five or six, as much as five point six."""
    match = _LIST.fullmatch(plain)
    if match is None or int(match[2]) - int(match[1]) != 1:
        return None
    texts = [f"{match[1]}.{match[2]}{match[3]}", match[1] + match[3], match[2] + match[3]]
    months = [value for each in texts if (value := _months_of(_length(each))) is not None]
    return ask_back(months) if len(months) == len(texts) else AnswerProblem("problem-years")


def _months_of(length: _Length | None) -> int | None:
    """Return whole months, rounded down because the law counts whole ones; None when nobody works that long."""
    if length is None:
        return None
    in_years = length.bare and length.months <= MOST_YEARS
    months = floor(length.months * _YEAR if in_years else length.months)
    return months if months <= MOST_YEARS * _YEAR else None


def _length(plain: str) -> _Length | None:
    """Add up figures and units; None as soon as something has no place. A bare figure is left uncounted."""
    length, position = _Length(), 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None or not _take(length, match):
            return None
        position = match.end()
    if length.waiting is None:
        return length if length.last_unit else None
    if length.last_unit:
        return None  # "4y6": six of what?
    length.months = length.waiting
    return length


def _take(length: _Length, match: re.Match[str]) -> bool:
    kind = match.lastgroup
    if kind == "figure":
        return _take_figure(length, match[0])
    if kind == "fraction":
        return _take_fraction(length, *(int(part) for part in match[0].split("/")))
    if kind in {"year", "month"}:
        return _take_unit(length, match[0], _YEAR if kind == "year" else 1)
    return kind is None or (length.last_unit > 0 and length.waiting is None)  # a gap or an "and"


def _take_figure(length: _Length, figure: str) -> bool:
    if length.waiting is not None:
        return False
    length.waiting = Fraction(figure.replace(",", "."))
    dotted = _YEARS_DOT_MONTHS.fullmatch(figure)
    length.dotted = int(dotted[1]) * _YEAR + int(dotted[2]) if dotted else None
    return True


def _take_fraction(length: _Length, part: int, whole: int) -> bool:
    """Accept a fraction only after a whole number or a unit: a lone "5/6" may be a range or a date."""
    if not 0 < part < whole <= _YEAR:
        return False
    if length.waiting is not None and length.waiting.denominator == 1:
        length.waiting += Fraction(part, whole)
    elif length.waiting is None and length.last_unit:
        length.months += Fraction(part, whole) * length.last_unit
    else:
        return False
    return True


def _take_unit(length: _Length, unit: str, months: int) -> bool:
    """Count the waiting figure; units only get smaller."""
    if length.waiting is None or length.last_unit not in {0, _YEAR} or months == length.last_unit:
        return False
    if unit == "月" and not length.last_unit:
        return False
    # Months beside years only complete them: "5.5 years 6 months" and "4 years 18 months" are slips.
    if length.last_unit and (length.months % _YEAR or length.waiting >= _YEAR):
        return False
    if months == 1:
        length.dotted = None
    length.months += length.waiting * months
    length.last_unit, length.waiting = months, None
    return True
