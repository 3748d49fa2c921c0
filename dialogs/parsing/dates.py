"""Reads a birth date the way people write it: ISO, Japanese, European, American, by era, or only a year.

Knows calendars, not law: how old somebody is on some day is worked out elsewhere.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from dialogs.parsing.eras import ERA_BY_NAME, ERAS, Era
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.reading import AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import any_of, drop, normalise

__all__ = ["PartialDate", "read_day"]

_Parts = tuple[int, int | None, int | None]  # year, month, day; not yet checked against the calendar


class _Guess(NamedTuple):
    """What the text can mean, likeliest first. Even a single reading is asked back unless the guess is firm."""

    options: tuple[_Parts, ...]
    firm: bool = True


_NOISE = re.compile(
    any_of(
        *("i was born", "born", "on", "in", "the", "of", "my", "is", "it's", "date of birth", "dob", "birth ?date"),
        *("birth ?day", "birth", "year", "date"),
        *("生年月日", "誕生日", "生まれ", "うまれ", "生$", "です", "は"),
    )
    + "|:"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)(?![a-z])")
_AGE = re.compile(
    r"(?:i'?m|i am|aged?|年齢|満)? ?\d{1,3} ?(?:歳|才|years? old|years?|yrs?(?: old)?|yo|y/o)?(?: now)?",
)

_SEP = r" ?[-/., ] ?"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{1,2}}))?")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_SEP}(?:(\d{{1,2}}){_SEP})?(\d{{4}})")
_SHORT_YEAR = re.compile(rf"'?(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}'?(\d{{1,2}})")
_ONLY_YEAR = re.compile(r"(\d{4})年?|'(\d\d)")
_COMPACT = re.compile(r"\d{8}|\d{6}")
_KANJI = re.compile(r"(\d{4}|\d{1,2})年 ?(?:(\d{1,2})月 ?(?:(\d{1,2})[日号]?)?)?")
_KANJI_YEAR_LAST = re.compile(r"(\d{1,2})月 ?(?:(\d{1,2})日?)?[, ]*(\d{4})年?")

_LETTERS = "".join(era.letter for era in ERAS)
_ERA_NAME = rf"({'|'.join(era.name for era in ERAS)}|{'|'.join(era.latin for era in ERAS)}|[{_LETTERS}])"
_ERA = re.compile(
    rf"{_ERA_NAME}[ .]?(\d{{1,2}}|元)(?:(?:年 ?|{_SEP})(\d{{1,2}})(?:(?:月 ?|{_SEP})(\d{{1,2}})[日号]?)?月?)?年?"
)
_ERA_COMPACT = re.compile(rf"{_ERA_NAME}[ .]?(\d\d)(\d\d)(\d\d)")

_MONTHS = {
    name: number
    for number, name in enumerate(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september"]
        + ["october", "november", "december"],
        start=1,
    )
}
_MONTH_NAMES = _MONTHS | {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_NAMED = re.compile(r"'?\d+|[^\W\d_]+|[^ ]")


def read_day(text: str, *, earliest: date, latest: date) -> Reading[PartialDate]:
    """Read a birth date, or as much of it as was given, between `earliest` and `latest`.

    "1994-05-01", 「平成6年5月1日」, "May 1994" and "12/25/1994" are certain. "05/01/1994" (day or month first?),
    two-digit years, misspelt months and days outside their era are asked back. An age is a problem of its own.
    """
    plain = drop(_NOISE, _ORDINAL.sub("", normalise(text))).strip(" ,.")
    if _AGE.fullmatch(plain):
        return AnswerProblem("problem-day-age")
    for read in _READERS:
        guess = read(plain, range(earliest.year, latest.year + 1))
        if guess is not None:
            return _settle(guess, earliest, latest)
    return AnswerProblem("problem-day")


def _settle(guess: _Guess, earliest: date, latest: date) -> Reading[PartialDate]:
    possible = list(dict.fromkeys(day for parts in guess.options if (day := _on_calendar(parts)) is not None))
    if not possible:
        return AnswerProblem("problem-day-impossible")
    within = [day for day in possible if day.first() <= latest and day.last() >= earliest]
    if not within:
        return AnswerProblem("problem-day-range", {"earliest": earliest, "latest": latest})
    # A second reading outside the bounds still counts as doubt: the person may have meant just that one.
    return Certain(within[0]) if guess.firm and len(possible) == 1 else ask_back(within)


def _on_calendar(parts: _Parts) -> PartialDate | None:
    try:
        return PartialDate(*parts)
    except ValueError:
        return None


def _read_year_first(plain: str, years: range) -> _Guess | None:
    """Read "1994-05-01", "1994/5/1" and "1994-05"; "1994/25/12" only turned round, and asked back."""
    match = _YEAR_FIRST.fullmatch(plain)
    if match is None:
        return None
    year, second, third = int(match[1]), int(match[2]), _number(match[3])
    if third is not None and second > 12 >= third:
        return _Guess(((year, third, second),), firm=False)
    return _Guess(((year, second, third),))


def _read_year_last(plain: str, years: range) -> _Guess | None:
    """Read "1.5.1994" and "12/25/1994", day first before month first; and "05/1994"."""
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        return None
    first, second, year = int(match[1]), _number(match[2]), int(match[3])
    return _Guess(((year, first, None),) if second is None else ((year, second, first), (year, first, second)))


def _read_short_year(plain: str, years: range) -> _Guess | None:
    """Read "1.5.94" as day, month, year, then the American way, then with the year in front."""
    match = _SHORT_YEAR.fullmatch(plain)
    if match is None:
        return None
    first, second, third = (int(part) for part in match.groups())
    options = [(year, second, first) for year in _centuries(third, years)]
    options += [(year, first, second) for year in _centuries(third, years)]
    options += [(year, second, third) for year in _centuries(first, years)]
    return _Guess(tuple(options), firm=False)


def _read_only_year(plain: str, years: range) -> _Guess | None:
    match = _ONLY_YEAR.fullmatch(plain)
    if match is None:
        return None
    if match[1]:
        return _Guess(((int(match[1]), None, None),))
    return _Guess(tuple((year, None, None) for year in _centuries(int(match[2]), years)), firm=False)


def _read_compact(plain: str, years: range) -> _Guess | None:
    """Read "19940501", which is how systems write it; six digits or another order are asked back."""
    if not _COMPACT.fullmatch(plain):
        return None
    one, two, three = int(plain[:2]), int(plain[2:4]), int(plain[4:6])
    if len(plain) == 8:
        options: list[_Parts] = [(int(plain[:4]), three, int(plain[6:]))]
        options += [(int(plain[4:]), two, one), (int(plain[4:]), one, two)]
        # Any eight digits hold some year 512 or so; only years somebody could mean count as a reading.
        meant = tuple(parts for parts in options if parts[0] in years and _on_calendar(parts))
        return _Guess(meant or (options[0],), firm=meant[:1] in {(), (options[0],)})
    options = [(year, two, three) for year in _centuries(one, years)]
    options += [(int(plain[:4]), three, None)]
    options += [(year, two, one) for year in _centuries(three, years)]
    options += [(year, one, two) for year in _centuries(three, years)]
    return _Guess(tuple(options), firm=False)


def _read_kanji(plain: str, years: range) -> _Guess | None:
    """Read 「1994年5月1日」; 「60年」 without an era is 1960 or 昭和60年."""
    turned = _KANJI_YEAR_LAST.fullmatch(plain)
    if turned:
        return _Guess(((int(turned[3]), int(turned[1]), _number(turned[2])),))
    match = _KANJI.fullmatch(plain)
    if match is None:
        return None
    year, month, day = int(match[1]), _number(match[2]), _number(match[3])
    if len(match[1]) == 4:
        return _Guess(((year, month, day),))
    return _Guess(tuple((meant, month, day) for meant in _unnamed_years(year, years)), firm=False)


def _read_era(plain: str, years: range) -> _Guess | None:
    """Read 「平成6年5月1日」, "H6.5.1" and 「令和元年」; outside its era the real day is asked back."""
    match = _ERA.fullmatch(plain) or _ERA_COMPACT.fullmatch(plain)
    if match is None:
        return None
    era = ERA_BY_NAME[match[1]]
    era_year = 1 if match[2] == "元" else int(match[2])
    if era_year == 0:
        return None
    parts = (era.western_year(era_year), _number(match[3]), _number(match[4]))
    return _Guess((parts,), firm=_in_era(era, parts))


def _in_era(era: Era, parts: _Parts) -> bool:
    meant = _on_calendar(parts)
    return meant is not None and era.covers(meant.first(), meant.last())


def _read_named_month(plain: str, years: range) -> _Guess | None:
    """Read "1 May 1994", "May 1, 1994", "1994 May" and misspellings of them."""
    tokens = _NAMED.findall(re.sub(r"[-/.,]", " ", plain))
    words = [token for token in tokens if token.isalpha()]
    numbers = [token for token in tokens if token.lstrip("'").isdecimal()]
    if len(words) != 1 or len(words) + len(numbers) != len(tokens):
        return None
    exact = words[0] in _MONTH_NAMES
    names = [words[0]] if exact else get_close_matches(words[0], _MONTH_NAMES, n=3, cutoff=0.8)
    days = _day_and_year(numbers, years)
    if not names or not days:
        return None
    options = tuple((year, _MONTH_NAMES[name], day) for name in names for year, day in days)
    return _Guess(options, firm=exact and max(len(number) for number in numbers) == 4)


def _day_and_year(numbers: list[str], years: range) -> list[tuple[int, int | None]]:
    """Return (year, day) for the figures beside a month name; nothing when no year is among them."""
    full = [int(number) for number in numbers if len(number) == 4 and number.isdecimal()]
    short = [number for number in numbers if len(number.lstrip("'")) <= 2]
    if len(full) + len(short) != len(numbers):
        return []
    if len(full) == 1 and len(short) <= 1:
        return [(full[0], int(short[0].lstrip("'")) if short else None)]
    values = [int(number.lstrip("'")) for number in short]
    if full or len(values) not in {1, 2}:
        return []
    if len(values) == 1:  # "May '94" and "May 94" name a year; "May 12" may be a day without one
        is_year = short[0].startswith("'") or values[0] > 31
        return [(year, None) for year in _centuries(values[0], years)] if is_year else []
    first, last = values
    pairs = [(last, first), (first, last)] if first > 31 else [(last, first)]
    return [(year, day) for short_year, day in pairs for year in _centuries(short_year, years)]


def _centuries(short_year: int, years: range) -> list[int]:
    """Return the full years a two-digit year can mean, latest first; outside the bounds the last two centuries."""
    return [year for year in reversed(years) if year % 100 == short_year] or [2000 + short_year, 1900 + short_year]


def _unnamed_years(number: int, years: range) -> Iterable[int]:
    """Return the years 「60年」 can be: 1960, and year 60 of any era that lasted so long."""
    yield from _centuries(number, years)
    for era in reversed(ERAS):
        year = era.western_year(number)
        if year in years and era.covers(date(year, 1, 1), date(year, 12, 31)):
            yield year


def _number(part: str | None) -> int | None:
    return None if part is None else int(part)


_READERS: tuple[Callable[[str, range], _Guess | None], ...] = (
    _read_year_first,
    _read_year_last,
    _read_short_year,
    _read_only_year,
    _read_compact,
    _read_kanji,
    _read_era,
    _read_named_month,
)
