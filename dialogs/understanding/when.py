"""Finds the day a clause speaks of, as far as it is said: "in March", 「来月」, "2027年4月1日".

It reads what lies ahead, for plans and deadlines: a month without a year is the next one of that name.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dialogs.parsing import PartialDate
from dialogs.understanding.clauses import Clause
from dialogs.understanding.plain import Tokens

_MONTHS = 12
# "2026-12-11", "2026/12".
_IN_FIGURES = re.compile(r"(?<![\d.])(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d])")
_YEAR_MARK, _MONTH_MARK, _DAY_MARK = "年月日"


def day_in(tokens: Tokens, clause: Clause, today: date) -> str | None:
    """Return the day, month or year a clause names, as far as it is known; None where it names none."""
    written = _IN_FIGURES.search(tokens.text(clause.first, clause.after))
    if written is not None and _is_year(written[1], today) and 1 <= int(written[2]) <= _MONTHS:
        return _ahead(int(written[1]), int(written[2]), int(written[3]) if written[3] else None, set(), today)
    months = [(hit.first, int(sense.name)) for hit in clause.hits for sense in hit.senses if sense.kind == "month"]
    words = {sense.name for hit in clause.hits for sense in hit.senses if sense.kind == "when"}
    figures = [i for i in range(clause.first, clause.after) if tokens.kinds[i] == "figure"]
    year = next((int(tokens.said[i]) for i in figures if _is_year(tokens.said[i], today)), None)
    signed = [i for i in figures if i + 1 < clause.after and tokens.said[i + 1] == _MONTH_MARK]
    months += [(i, int(tokens.said[i])) for i in signed if tokens.said[i].isdecimal()]
    month = next((number for _, number in months if 1 <= number <= _MONTHS), None)
    if month is not None:
        place = months[0][0]
        return _ahead(year, month, _day_beside(tokens, clause, place), words, today)
    return _by_words(words, year, today)


def _is_year(said: str, today: date) -> bool:
    return len(said) == 4 and said.isdecimal() and abs(int(said) - today.year) <= 60


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
