"""Reads a day the way people write it: ISO, Japanese, European, American, by era, only a year, or from today.

Knows calendars, not law: ages on a day are worked out elsewhere.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from enum import Enum, auto
from typing import NamedTuple

from dialogs.parsing.ages import BARE_AGE, MONTH_NAMES, NOISE, is_age
from dialogs.parsing.eras import ERA_BY_NAME, ERAS, Era
from dialogs.parsing.lexicon import lexicon
from dialogs.parsing.partial_date import PartialDate
from dialogs.parsing.reading import AnswerProblem, Certain, Reading, ask_back
from dialogs.parsing.text import drop, normalise
from dialogs.parsing.words import days_for_words, digits_for_words, split_doubt, years_by_figures

__all__ = ["PartialDate", "read_day"]

_Parts = tuple[int, int | None, int | None]  # year, month, day; not yet checked against the calendar


class _Guess(NamedTuple):
    """What the text can mean, likeliest first. Even a single reading is asked back unless the guess is firm."""

    options: tuple[_Parts, ...]
    firm: bool = True


class _Order(Enum):
    """The order of day and month that a remark states: "(DD/MM/YYYY)"."""

    YEAR_FIRST = auto()
    DAY_FIRST = auto()
    MONTH_FIRST = auto()


_LEXICON = lexicon()
_REMARKS = re.compile(
    rf"\( ?(?:[月火水木金土日]|{_LEXICON.any('dates', 'weekdays')}) ?\)|{_LEXICON.any('dates', 'weekdays')}"
)
_ORDERS = {order: re.compile(_LEXICON.any("dates", order.name.lower())) for order in _Order}
_SINCE = re.compile(_LEXICON.any("dates", "since"))
# "to date" and the like, and the dash before them.
_UNTIL_NOW = re.compile(rf"(?:[-~] ?)?{_LEXICON.any('dates', 'until_now')}|(?<=[^-~]) ?[-~]$")
# Words around a day on which something ends.
_UNTIL = re.compile(_LEXICON.any("dates", "until", "between"))
# It tells the year, and no month by itself.
_SEASON = re.compile(_LEXICON.any("dates", "seasons"))
# A winter and a business year begin in one year and end in the next.
_OVER_NEW_YEAR = re.compile(_LEXICON.any("dates", "over_new_year"))
_EDGE = re.compile(_LEXICON.any("dates", "edges"))
_ORDINAL = re.compile(rf"(?<=\d)(?:{'|'.join(_LEXICON.words('dates', 'ordinals'))})(?![a-z])")

_SEP = r" ?[-/., ] ?"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})(?:{_SEP}(\d{{1,2}}))?")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_SEP}(?:(\d{{1,2}}){_SEP})?(\d{{4}})")
_SHORT_YEAR = re.compile(rf"'?(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}'?(\d{{1,2}})")
_ONLY_YEAR = re.compile(r"(\d{4})年?|'(\d\d)")
_TWO_YEARS = re.compile(rf"(\d{{4}})年? ?(?:/|{_LEXICON.any('ranges', 'either', 'loose')}) ?(\d{{4}})年?")
_COMPACT = re.compile(r"\d{8}|\d{6}")
_KANJI = re.compile(r"(\d{4}|\d{1,2})年 ?(?:(\d{1,2})月 ?(?:(\d{1,2})[日号]?)?)?")
_KANJI_YEAR_LAST = re.compile(r"(\d{1,2})月 ?(?:(\d{1,2})日?)?[, ]*(\d{4})年?")

_OF_A_YEAR = re.compile(r"(?<=年)の(?=\d)")  # 「2024年の4月」 is 「2024年4月」
_YEARS_ALONE = re.compile(r"\d{1,2}年")
_SHORT = re.compile(r"1?[1-9]年|10年")

_ERA_NAME = rf"({'|'.join(sorted(ERA_BY_NAME, key=len, reverse=True))})"
_ERA = re.compile(
    rf"{_ERA_NAME}[ .]?(\d{{1,2}}|元)(?:(?:年 ?|{_SEP})(\d{{1,2}})(?:(?:月 ?|{_SEP})(\d{{1,2}})[日号]?)?月?)?年?"
)
_ERA_COMPACT = re.compile(rf"{_ERA_NAME}[ .]?(\d\d)(\d\d)(\d\d)")

_NAMED = re.compile(r"'?\d+|[^\W\d_]+|[^ ]")


def read_day(
    text: str, *, earliest: date, latest: date, today: date | None = None, ahead: bool = False
) -> Reading[PartialDate]:
    """Read a day, or as much of it as was given, between `earliest` and `latest`.

    "1994-05-01", 「平成6年5月1日」, "May 1994" and "12/25/1994" are certain. "05/01/1994" (day or month first?),
    two-digit years, misspelt months and days outside their era are asked back. An age is a problem of its own.
    With `today`, days named from it are read too: "5 years ago", "next April", "December" (the next one if the day
    lies `ahead`, else the last one); what the person did not write is asked back.
    """
    plain = days_for_words(normalise(text))
    plain, doubted = split_doubt(plain if today is None else years_by_figures(plain, today.year))
    plain, order = _without_order(_ORDINAL.sub("", plain))
    plain = _OF_A_YEAR.sub("", _REMARKS.sub(" ", plain))
    if _SEASON.search(plain):
        plain, doubted = drop(_SEASON, plain), True
    if _OVER_NEW_YEAR.search(plain):
        return _of_two_years(plain, earliest, latest)
    tried: set[str] = set()
    for bare in _barer(plain, ahead=ahead):
        if bare in tried:
            continue
        tried.add(bare)
        # 「5年」 is how long, and no year of an era; 「06年」, 「63年」 and 「5年生まれ」 are, but for a day to come.
        if _YEARS_ALONE.fullmatch(bare) and (ahead or (bare == plain and _SHORT.match(bare))):
            return AnswerProblem("problem-day")
        if BARE_AGE.fullmatch(bare):
            return AnswerProblem("problem-day-age")
        if today is not None and (from_today := _from_today(bare, today, ahead)) is not None:
            coming = earliest >= today and _is_one_month(digits_for_words(bare), today, ahead=ahead)
            return _settle(_doubted(_Guess(from_today.options, from_today.firm or coming), doubted), earliest, latest)
        for read in _READERS:
            guess = read(bare, range(earliest.year, latest.year + 1))
            if guess is not None:
                return _settle(_doubted(_in_order(guess, bare, order), doubted), earliest, latest)
    return AnswerProblem("problem-day-age" if is_age(plain) else "problem-day")


def _of_two_years(plain: str, earliest: date, latest: date) -> Reading[PartialDate]:
    """Read "winter 2019" and 「2019年度」: that year, or the one after."""
    found = re.findall(r"(?<!\d)\d{4}(?!\d)", plain)
    if len(found) != 1 or len(re.findall(r"\d+", plain)) > 1:
        return AnswerProblem("problem-day")
    year = int(found[0])
    return _settle(_Guess(((year, None, None), (year + 1, None, None)), firm=False), earliest, latest)


def _barer(plain: str, *, ahead: bool) -> Iterable[str]:
    """Yield a text with ever fewer words around the date."""
    yield " ".join(plain.split()).strip(" ,.")
    plain = drop(_UNTIL_NOW, plain)
    yield plain.strip(" ,.")
    if ahead:
        plain = drop(_UNTIL, plain)
        yield plain.strip(" ,.")
    yield drop(_EDGE, plain).strip(" ,.")
    yield drop(_SINCE, plain).strip(" ,.")
    yield drop(NOISE, drop(_SINCE, plain)).strip(" ,.")
    yield drop(NOISE, drop(_EDGE, drop(_SINCE, plain))).strip(" ,.-")


def _without_order(plain: str) -> tuple[str, _Order | None]:
    """Take the words out that say which of day and month comes first."""
    for order, pattern in _ORDERS.items():
        if pattern.search(plain):
            return pattern.sub(" ", plain), order
    return plain, None


def _in_order(guess: _Guess, plain: str, order: _Order | None) -> _Guess:
    """Keep the one of two readings that the stated order means: the first has the day in front."""
    if order is None or len(guess.options) != 2 or not _YEAR_LAST.fullmatch(plain):
        return guess
    return _Guess(guess.options[:1] if order is _Order.DAY_FIRST else guess.options[1:], guess.firm)


def _doubted(guess: _Guess, doubted: bool) -> _Guess:
    return _Guess(guess.options, guess.firm and not doubted)


_OFF = {key: _LEXICON.worths("dates", f"{key}_off") for key in ("years", "months", "days")}
_OFF_WORD = {key: re.compile(_LEXICON.any("dates", f"{key}_off")) for key in _OFF}
_SPAN_UNITS = _LEXICON.worths("spans", "units")
_SPAN = rf"(?:(?P<n>\d{{1,2}})(?P<half>\.5)? ?)?(?P<unit>{_LEXICON.any('spans', 'units')})(?P<more>半)?"
_AGO = re.compile(rf"{_SPAN} ?{_LEXICON.any('spans', 'ago')}")
_AHEAD = re.compile(
    rf"{_LEXICON.any('spans', 'ahead_before')} ?{_SPAN}".replace("?P<", "?P<b_")
    + rf"|{_SPAN} ?{_LEXICON.any('spans', 'ahead_after')}"
)
_YEAR_END = re.compile(_LEXICON.any("dates", "year_end"))
_DAY_UNITS = _LEXICON.worths("spans", "day_units")
_DAYS = rf"(?P<days>\d{{1,3}}) ?(?P<each>{_LEXICON.any('spans', 'day_units')})"
_DAYS_AGO = re.compile(rf"{_DAYS} ?{_LEXICON.any('spans', 'ago')}")
_DAYS_AHEAD = re.compile(
    rf"(?:(?:{_LEXICON.any('spans', 'ahead_before')}) ?)?{_DAYS}(?: ?{_LEXICON.any('spans', 'ahead_after')})?"
)
_LEFT = re.compile(_LEXICON.any("spans", "left"))
_MONTHS_AHEAD = re.compile(_SPAN)
# 「17日」 is the 17th as well.
_A_DAY = re.compile(r"(\d{1,2})日")
_MONTH_AND_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
_WHICH = {key: re.compile(_LEXICON.any("dates", key)) for key in ("next", "this", "last")}
_MONTH_ALONE = re.compile(r"(1[0-2]|0?[1-9])月(?: ?(\d{1,2})[日号])?")


def _from_today(plain: str, today: date, ahead: bool) -> _Guess | None:
    """Read a day that is named from today: "5 years ago", "next April", 「来年4月」, "December"."""
    spoken = digits_for_words(plain)
    return (
        _at_once(spoken, today)
        or _days_away(spoken, today, ahead)
        or _span(spoken, today, ahead)
        or _month_and_day(spoken, today, ahead)
        or _month_of_some_year(spoken, today, ahead)
    )


def _days_away(plain: str, today: date, ahead: bool) -> _Guess | None:
    """Read "17 days ago"; where the day lies ahead also "in 3 weeks" and "17 days left", 「あと17日」, "17 days"."""
    ago = _DAYS_AGO.fullmatch(plain)
    bare = drop(_LEFT, plain) if ahead and ago is None else plain
    found = ago or (_DAYS_AHEAD.fullmatch(bare) if ahead else None)
    if found is None:
        return None
    away = timedelta(days=int(found["days"]) * _DAY_UNITS[found["each"].strip(".")])
    if not away:
        return None
    options = [_parts_of(today - away if ago else today + away)]
    if ahead and (the_day := _A_DAY.fullmatch(plain)):
        options += [parts for months in (0, 1) if (parts := _coming(today, months, int(the_day[1])))][:1]
    return _Guess(tuple(options), firm=False)


def _coming(today: date, months: int, day: int) -> _Parts | None:
    """Return a day of this month or a later one, where it is still to come."""
    year, month, _ = _months_from(today, months)
    return (year, month, day) if months or day >= today.day else None


def _parts_of(day: date) -> _Parts:
    return day.year, day.month, day.day


def _month_and_day(plain: str, today: date, ahead: bool) -> _Guess | None:
    """Read "3/1": the first of March or the third of January; "03/27" may be a month and its year as well."""
    found = _MONTH_AND_DAY.fullmatch(plain)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    options: list[_Parts] = []
    for month, day in ((first, second), (second, first)):
        if 1 <= month <= 12:
            to_come = (month, day) >= (today.month, today.day)
            options.append((today.year + (not to_come if ahead else -to_come), month, day))
    if len(found[2]) == 2 and 1 <= first <= 12:
        year = today.year // 100 * 100 + second
        if (year >= today.year) if ahead else (year <= today.year):
            options.append((year, first, None))
    return _Guess(tuple(options), firm=False) if options else None


def _at_once(plain: str, today: date) -> _Guess | None:
    """Read "next month", "last year", "today"; and 「来年4月」, "April next year"."""
    if plain in _OFF["days"]:
        day = today + timedelta(days=_OFF["days"][plain])
        return _Guess(((day.year, day.month, day.day),))
    if _YEAR_END.fullmatch(plain):
        return _Guess(((today.year, 12, None),), firm=False)
    month = _OFF_WORD["months"].search(plain)
    if month and not drop(_EDGE, drop(NOISE, f"{plain[: month.start()]} {plain[month.end() :]}")).strip(" ,."):
        return _Guess((_months_from(today, _OFF["months"][month[0].strip(".")]),))
    named = _OFF_WORD["years"].search(plain)
    if named is None:
        return None
    year = today.year + _OFF["years"][named[0].strip(".")]
    rest = f"{plain[: named.start()]} {plain[named.end() :]}".strip(" ,")
    if not rest:
        return _Guess(((year, None, None),))
    alone = _month_alone(drop(_EDGE, drop(NOISE, rest)))
    return None if alone is None else _Guess(((year, *alone),))


def _span(plain: str, today: date, ahead: bool) -> _Guess | None:
    """Read "5 years ago" and "in 6 months" as the month that is so far away: the day is not meant.

    Where the day lies ahead, "2 months left" and "2 months" are read so too.
    """
    ago, to_come = _AGO.fullmatch(plain), _AHEAD.fullmatch(plain)
    if ahead and ago is None and to_come is None:
        bare = drop(_LEFT, plain)
        to_come = _MONTHS_AHEAD.fullmatch(bare)
        # "5 years" may be how long a visa was granted for.
        if to_come is not None and bare == plain and _SPAN_UNITS[to_come["unit"].strip(".")] == 12:
            return None
    found = ago or to_come
    if found is None:
        return None
    given = {name.removeprefix("b_"): part for name, part in found.groupdict().items() if part}
    unit = _SPAN_UNITS[given["unit"].strip(".")]
    if "n" not in given and unit != 6:  # 「半年前」 needs no figure
        return None
    months = int(given.get("n", 1)) * unit + (unit // 2 if given.keys() & {"half", "more"} else 0)
    return _Guess((_months_from(today, -months if ago else months),), firm=False)


def _months_from(today: date, months: int) -> _Parts:
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1, None


def _month_of_some_year(plain: str, today: date, ahead: bool) -> _Guess | None:
    """Read "December", "next April", "this July": the year follows from today, and is asked back."""
    which = next((key for key, pattern in _WHICH.items() if pattern.match(plain)), None)
    rest = _WHICH[which].sub("", plain, count=1).strip() if which else plain
    alone = _month_alone(drop(_EDGE, rest).strip(" ,") if rest else "")
    if alone is None:
        return None
    month, day = alone
    at = (month, day or today.day)
    coming = today.year + (at < (today.month, today.day))
    if which == "next":
        # In February "next April" is this April to some, and the next year's to others.
        years = [coming] if coming > today.year else [coming, coming + 1]
    elif which == "last":
        gone = today.year - (month >= today.month)
        years = [gone] if gone < today.year else [gone, gone - 1]
    elif which == "this" or month == today.month:
        years = [today.year, today.year + (1 if ahead else -1)]
    else:
        years = [coming if ahead else coming - 1]
    return _Guess(tuple((year, month, day) for year in years), firm=False)


def _is_one_month(plain: str, today: date, *, ahead: bool) -> bool:
    """Tell whether a text names a month that is to come in one year: "from April"; "this July" may be a slip."""
    guess = _month_of_some_year(plain, today, ahead)
    return ahead and not _WHICH["this"].match(plain) and guess is not None and len(guess.options) == 1


def _month_alone(plain: str) -> tuple[int, int | None] | None:
    """Read a month without a year, with its day or without."""
    japanese = _MONTH_ALONE.fullmatch(plain)
    if japanese:
        return int(japanese[1]), _number(japanese[2])
    words = re.sub(r"[-/.,]", " ", plain).split()
    names = [word for word in words if word in MONTH_NAMES]
    numbers = [word for word in words if re.fullmatch(r"\d{1,2}", word)]
    if len(names) != 1 or len(numbers) > 1 or len(names) + len(numbers) != len(words):
        return None
    return MONTH_NAMES[names[0]], int(numbers[0]) if numbers else None


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


def _read_two_years(plain: str, years: range) -> _Guess | None:
    """Read "2019 or 2020", "2019/2020": either."""
    match = _TWO_YEARS.fullmatch(plain)
    return None if match is None else _Guess(tuple((int(year), None, None) for year in match.groups()), firm=False)


def _read_compact(plain: str, years: range) -> _Guess | None:
    """Read "19940501", which is how systems write it; six digits or another order are asked back."""
    if not _COMPACT.fullmatch(plain):
        return None
    one, two, three = int(plain[:2]), int(plain[2:4]), int(plain[4:6])
    if len(plain) == 8:
        options: list[_Parts] = [(int(plain[:4]), three, int(plain[6:]))]
        options += [(int(plain[4:]), two, one), (int(plain[4:]), one, two)]
        # Any eight digits hold some year 512 or so; only years a person could mean count as a reading.
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
    days = _day_and_year(numbers, years)
    exact = words[0] in MONTH_NAMES
    names = [words[0]] if exact else get_close_matches(words[0], MONTH_NAMES, n=3, cutoff=0.8) if days else []
    if not names or not days:
        return None
    options = tuple((year, MONTH_NAMES[name], day) for name in names for year, day in days)
    return _Guess(options, firm=exact and max(len(number) for number in numbers) == 4)


def _day_and_year(numbers: list[str], years: range) -> list[tuple[int, int | None]]:
    """Return (year, day) for the figures beside a month name; nothing when no year is among them."""
    full = [int(number) for number in numbers if len(number) == 4 and number.isdecimal()]
    short = [number for number in numbers if len(number.lstrip("'")) <= 2]
    if len(full) + len(short) != len(numbers):
        return []
    if len(full) == 1 and len(short) <= 1:
        day = int(short[0].lstrip("'")) if short else None
        # "March 1993, 33" says an age beside it.
        return [] if day is not None and day > 31 else [(full[0], day)]
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
    _read_two_years,
    _read_compact,
    _read_kanji,
    _read_era,
    _read_named_month,
)
