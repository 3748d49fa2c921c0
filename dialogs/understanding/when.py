"""Finds the day a clause speaks of, as far as it is said: "in March", 「来月」, "2027年4月1日".

It reads what lies ahead, for plans and deadlines: a month without a year is the next one of that name.
"""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.parsing import AnswerProblem, Certain, PartialDate, read_day
from dialogs.parsing.lexicon import lexicon
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import date_run
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens

_MONTHS, _MOST_YEARS = 12, 60
_BETWEEN = frozenset("-/")
_MARKS_OF_A_DATE = 2
_MONTH_MARK, _DAY_MARK = "月", "日"
# "Last year", 「去年」: how many years from today's.
_YEARS_OFF = lexicon().worths("dates", "years_off")
_UNITS = frozenset({"money", "foreign_money", "year", "people", "percent", "age"})
_LEFT_UNITS = frozenset({"day", "week", "month"})


def day_in(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day, month or year a clause names, as far as it is known; None where it names none, or one of two."""
    written = days_written(tokens, clause, today)
    if written:
        return written[0] if len(written) == 1 else None
    months = [(hit.first, int(sense.name)) for hit in clause.hits for sense in hit.senses if sense.kind == "month"]
    words = {sense.name for hit in clause.hits for sense in hit.senses if sense.kind == "when"}
    figures = [i for i in range(clause.first, clause.after) if tokens.kinds[i] == "figure"]
    year = next((int(tokens.said[i]) for i in figures if _is_year(tokens.said[i], today)), None)
    year = _year_named(tokens, clause, today) if year is None else year
    signed = [i for i in figures if i + 1 < clause.after and tokens.said[i + 1] == _MONTH_MARK]
    months += [(i, int(tokens.said[i])) for i in signed if tokens.said[i].isdecimal()]
    month = next((number for _, number in months if 1 <= number <= _MONTHS), None)
    if month is not None:
        place = months[0][0]
        return _ahead(year, month, _day_beside(tokens, clause, place), words, today)
    in_month = next((int(tokens.said[i]) for i in figures if tokens.said[i + 1 : i + 2] == [_DAY_MARK]), None)
    return _by_words(words, year, today, in_month)


def _year_named(tokens: Tokens, clause: Clause, today: date) -> int | None:
    """Return the year that a clause counts from today's: "last year in October", 「去年の10月」."""
    said = (tokens.text(hit.first, hit.after).rstrip("の") for hit in clause.hits)
    off = next((_YEARS_OFF[words] for words in said if words in _YEARS_OFF), None)
    return None if off is None else today.year + off


def days_written(tokens: Tokens, clause: Clause, today: date) -> tuple[str, ...]:
    """Return what a day written in figures can be: "2027.03.01" is one, "3/1" the first of March or 3 January."""
    for place in range(clause.first, clause.after):
        if tokens.kinds[place] != "figure":
            continue
        after = place + 1
        while after + 1 < clause.after and tokens.said[after] in _BETWEEN and tokens.kinds[after + 1] == "figure":
            after += 2
        said = tokens.said[place]
        # Only a date has two points; "2027" alone is for the words beside it.
        if after == place + 1 and said.count(".") < _MARKS_OF_A_DATE:
            continue
        reading = _read(tokens.text(place, after), today)
        if reading:
            return reading
    return ()


def _read(text: str, today: date, *, from_today: bool = False) -> tuple[str, ...]:
    earliest = today if from_today else today.replace(today.year - _MOST_YEARS, 1, 1)
    latest = today.replace(today.year + _MOST_YEARS, 12, 31)
    reading = read_day(text, earliest=earliest, latest=latest, today=today, ahead=True)
    if isinstance(reading, AnswerProblem):
        return ()
    days = (reading.value,) if isinstance(reading, Certain) else reading.candidates
    return tuple(day.isoformat() for day in days)


def day_left(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day on which something ends, where a clause says no more than that.

    It says what is left ("17 days left", 「あと17日」, "2 weeks to go"), or until when ("until March", 「来月末まで」).
    """
    remaining = clause.counts("remaining")
    if (remaining or clause.counts("until")) and not clause.has("past"):
        days = _read(tokens.text(clause.first, clause.after), today, from_today=True)
        # "Gijinkoku until 2027-08": the day stands behind the word; 「技人国は2027年8月まで」.
        ends = [hit.first for hit in clause.hits if "until" in hit.figures and tokens.kinds[hit.first] == "word"]
        run = None if days or ends else date_run(tokens, clause)
        # "I earned 6M until March" is over.
        if not days and not clause.has("done") and (ends or run is not None):
            words = tokens.text(ends[-1], clause.after) if ends or run is None else tokens.text(*run)
            days = _read(words, today, from_today=True)
        if len(days) == 1:
            return days[0]
    for hit in clause.hits if remaining else ():
        place = hit.first - 1
        counted = hit.figures & _LEFT_UNITS
        if not counted or place < clause.first or tokens.kinds[place] != "figure":
            continue
        # "3 months left until I graduate" counts something else.
        if "day" in counted or _says_no_more(clause, hit):
            days = _read(f"{tokens.said[place]} {tokens.text(hit.first, hit.after)}", today, from_today=True)
            return days[0] if days else None
    return None


def _says_no_more(clause: Clause, unit: Hit) -> bool:
    """Tell whether only the stay, what is asked for, and politeness stand behind: "3 weeks left please help"."""
    return not clause.unknown and all(
        hit.first <= unit.first
        or hit.figures & {"remaining"}
        or hit.marks & {"filler", "calls"}
        or all(sense.kind == "either" for sense in hit.senses)
        for hit in clause.hits
    )


def day_begun(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day on which something began, as far as a clause names it: a month without a year is the last one."""
    return day_over(tokens, clause, today) if clause.counts("begun") else None


def day_over(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day that a clause names, of something that is over: a month without a year is the last one."""
    day = day_in(tokens, clause, today)
    if day is None:
        return None
    over = PartialDate.parse_iso(day)
    named = year_in(tokens, clause, today) is not None or _year_named(tokens, clause, today) is not None
    if over.first() > today and not named and over.month is not None:
        return _ahead(over.year - 1, over.month, over.day, set(), today)
    return None if over.first() > today else day


def is_past(tokens: Tokens, clause: Clause, today: date) -> bool:
    """Return whether a clause dates something by a year, and that day is over."""
    if year_in(tokens, clause, today) is None:
        return False
    day = day_in(tokens, clause, today)
    return day is not None and PartialDate.parse_iso(day).last() < today


def year_in(tokens: Tokens, clause: Clause, today: date) -> int | None:
    """Return the year that a clause names in figures; None where it names none."""
    said = (tokens.said[place] for place in range(clause.first, clause.after))
    return next((int(token) for token in said if _is_year(token, today)), None)


def _is_year(said: str, today: date) -> bool:
    return len(said) == 4 and said.isdecimal() and abs(int(said) - today.year) <= 60


def _day_beside(tokens: Tokens, clause: Clause, place: int) -> int | None:
    """Return the day of the month beside the month's name: "March 3", "3rd March", 「3月15日」."""
    for i in (place + 1, place + 2, place - 1, place - 2):
        if clause.first <= i < clause.after and i != place and tokens.kinds[i] == "figure":
            said = tokens.said[i]
            # "Since April 7M" tells pay.
            counts = any(hit.first == i + 1 and hit.figures & _UNITS for hit in clause.hits)
            if said.isdecimal() and 1 <= int(said) <= 31 and not counts:
                return int(said)
    return None


def _ahead(year: int | None, month: int, day: int | None, words: set[str], today: date) -> str | None:
    if year is None:
        year = today.year + (month < today.month or "next_year" in words)
    try:
        return PartialDate(year, month, day).isoformat()
    except ValueError:
        return PartialDate(year, month).isoformat()


def _by_words(words: set[str], year: int | None, today: date, day: int | None) -> str | None:
    """Return the day that words name: of the next month or this one a `day` may be told as well, 「来月10日」."""
    if year is not None:
        return PartialDate(year).isoformat()
    following = (today.year + today.month // _MONTHS, today.month % _MONTHS + 1)
    if "next_month" in words:
        return _ahead(*following, day, words, today)
    if "this_month" in words:
        return _ahead(today.year, today.month, day, words, today)
    if "next_year" in words:
        return PartialDate(today.year + 1).isoformat()
    if "this_year" in words:
        return PartialDate(today.year).isoformat()
    # Of what ends next week the first day is sure.
    ahead = {"today": 0, "tomorrow": 1, "next_week": 7 - today.weekday()}
    days = next((number for name, number in ahead.items() if name in words), None)
    return None if days is None else (today + timedelta(days=days)).isoformat()
