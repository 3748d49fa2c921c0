"""Finds the day a clause speaks of, as far as it is said: "in March", 「来月」, "2027年4月1日".

It reads what lies ahead, for plans and deadlines: a month without a year is the next one of that name.
"""

from __future__ import annotations

from datetime import date, timedelta

from dialogs.parsing import PartialDate
from dialogs.understanding.clauses import Clause
from dialogs.understanding.plain import Tokens

_MONTHS = 12
# How many tokens a day in figures has with its month, and with its day: "2027", "-", "03", "-", "01".
_MONTH_IN_FIGURES, _LENGTH_IN_FIGURES = 3, 5
_BETWEEN = frozenset("-/")
_YEAR_MARK, _MONTH_MARK, _DAY_MARK = "年月日"


def day_in(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day, month or year a clause names, as far as it is known; None where it names none."""
    months = [(hit.first, int(sense.name)) for hit in clause.hits for sense in hit.senses if sense.kind == "month"]
    words = {sense.name for hit in clause.hits for sense in hit.senses if sense.kind == "when"}
    figures = [i for i in range(clause.first, clause.after) if tokens.kinds[i] == "figure"]
    written = next((day for i in figures if (day := _in_figures(tokens, clause, i, today))), None)
    if written is not None:
        return written
    year = next((int(tokens.said[i]) for i in figures if _is_year(tokens.said[i], today)), None)
    signed = [i for i in figures if i + 1 < clause.after and tokens.said[i + 1] == _MONTH_MARK]
    months += [(i, int(tokens.said[i])) for i in signed if tokens.said[i].isdecimal()]
    month = next((number for _, number in months if 1 <= number <= _MONTHS), None)
    if month is not None:
        place = months[0][0]
        return _ahead(year, month, _day_beside(tokens, clause, place), words, today)
    return _by_words(words, year, today)


def day_left(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the last of the days a clause says are left: "17 days left", 「残り17日」; None where it says none."""
    if not clause.counts("remaining"):
        return None
    for hit in clause.hits:
        place = hit.first - 1
        if "day" in hit.figures and place >= clause.first and tokens.said[place].isdecimal():
            days = int(tokens.said[place]) if len(tokens.said[place]) <= len("366") else 0
            return (today + timedelta(days=days)).isoformat() if days else None
    return None


def day_begun(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day on which something began, as far as a clause names it: a month without a year is the last one."""
    day = day_in(tokens, clause, today) if clause.counts("begun") else None
    if day is None:
        return None
    begun = PartialDate.parse_iso(day)
    named = any(_is_year(tokens.said[place], today) for place in range(clause.first, clause.after))
    if begun.first() > today and not named and begun.month is not None:
        return _ahead(begun.year - 1, begun.month, begun.day, set(), today)
    return None if begun.first() > today else day


def _is_year(said: str, today: date) -> bool:
    return len(said) == 4 and said.isdecimal() and abs(int(said) - today.year) <= 60


def _in_figures(tokens: Tokens, clause: Clause, place: int, today: date) -> str | None:
    """Return a day written in figures alone from its year on: "2027-03-01", "2027/3/1", "2027-03"."""
    parts = tokens.said[place : min(place + _LENGTH_IN_FIGURES, clause.after)]
    if len(parts) < _MONTH_IN_FIGURES or parts[1] not in _BETWEEN or not _is_year(parts[0], today):
        return None
    if any(figure != between for figure, between in zip(parts[3::2], parts[1:2], strict=False)):
        parts = parts[:_MONTH_IN_FIGURES]
    figures = [int(part) for part in parts[::2] if part.isdecimal()]
    if len(figures) != len(parts[::2]):
        return None
    try:
        return PartialDate(*figures).isoformat()
    except ValueError:
        return None


def _day_beside(tokens: Tokens, clause: Clause, place: int) -> int | None:
    """Return the day of the month beside the month's name: "March 3", "3rd March", 「3月15日」."""
    for i in (place + 1, place + 2, place - 1, place - 2):
        if clause.first <= i < clause.after and i != place and tokens.kinds[i] == "figure":
            said = tokens.said[i]
            if said.isdecimal() and 1 <= int(said) <= 31:
                return int(said)
    return None


def _ahead(year: int | None, month: int, day: int | None, words: set[str], today: date) -> str | None:
    if year is None:
        year = today.year + (month < today.month or "next_year" in words)
    try:
        return PartialDate(year, month, day).isoformat()
    except ValueError:
        return PartialDate(year, month).isoformat()


def _by_words(words: set[str], year: int | None, today: date) -> str | None:
    if year is not None:
        return PartialDate(year).isoformat()
    following = (today.year + today.month // _MONTHS, today.month % _MONTHS + 1)
    if "next_month" in words:
        return PartialDate(*following).isoformat()
    if "this_month" in words:
        return PartialDate(today.year, today.month).isoformat()
    if "next_year" in words:
        return PartialDate(today.year + 1).isoformat()
    if "this_year" in words:
        return PartialDate(today.year).isoformat()
    ahead = {"today": 0, "tomorrow": 1}
    days = next((number for name, number in ahead.items() if name in words), None)
    return None if days is None else (today + timedelta(days=days)).isoformat()
