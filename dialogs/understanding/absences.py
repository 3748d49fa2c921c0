"""Reads how long somebody was out of Japan: "I was in the US for 4 months in 2025", 「2年前に8か月帰国していました」.

Rulebook 5 and 14-5: a long absence may start the years for permanent residence anew, so it counts wherever it is said,
also in a question ("is that OK?"), and as the answer to "since when without a break?".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dialogs.kinds import Context
from dialogs.parsing import Certain, read_years
from dialogs.question import Question
from dialogs.understanding.amounts import EXPERIENCE, LENGTH_WORDS, MOST_COUNTING, SALARY
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import runs
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact
from dialogs.understanding.when import year_in
from scoring.stay.residence_rules import residence_rules

ABSENCE, LONGEST_TRIP, DAYS_A_YEAR = "absence", "longest_trip_days", "days_abroad_a_year"
# The questions ask of the last three years; what lies before them only staff weigh.
YEARS_ASKED = 3
_DAYS_A_WEEK, _DAYS_A_MONTH, _MOST_DAYS = 7, 30, 3_650
_UNITS = LENGTH_WORDS | {"day", "week"}
# A length of these is no absence, wherever it was: "worked 6 months in India", 「インドで8年の経験」.
_OF_A_LIFE = frozenset({"experience", "born", "age", "money", "pay", "arrived", "of_hsp"})
# Asked for a length of their own.
_OTHER_LENGTHS = frozenset({EXPERIENCE, SALARY, LONGEST_TRIP, DAYS_A_YEAR})


def note_absences(said: Said, clauses: Sequence[Clause], questions: Mapping[str, Question], context: Context) -> None:
    """Note each time abroad that a text tells with its length, or names as an absence, in the person's own words."""
    telling = [clause for clause in clauses if not (clause.other_person or clause.condition or clause.has("plan"))]
    for clause in telling[:MOST_COUNTING]:
        if not _was_away(said, clause):
            continue
        rule = residence_rules(context.today).absence
        each_year = _each_year(said, clause)
        found = max(_lengths(said, clause, context), key=lambda length: length[1], default=None)
        # A shorter trip breaks nothing.
        if found is None or found[1] < (rule.year_days if each_year else rule.trip_days):
            continue
        (first, after), days = found
        said.counted.update(range(first, after))
        if (clause, ABSENCE) not in said.remarks:
            said.remarks.append((clause, ABSENCE))
        year = year_of(said, clause, context.today)
        asked = DAYS_A_YEAR if each_year else LONGEST_TRIP
        if asked in questions and days <= _MOST_DAYS and (year is None or year >= context.today.year - YEARS_ASKED):
            said.amounts.append(
                Fact(asked, (days,), Certainty.READ_BACK, said.tokens.words(clause.first, clause.after))
            )


def is_absence(said: Said, clause: Clause) -> bool:
    """Return whether a clause was noted as time abroad."""
    return (clause, ABSENCE) in said.remarks


def _was_away(said: Said, clause: Clause) -> bool:
    """Tell whether a clause says that somebody was out of Japan; one that asks, only where it tells of the past."""
    if said.asked_id in _OTHER_LENGTHS or clause.counts_any(_OF_A_LIFE) or clause.has("not_before"):
        return False
    if clause.counts("been_away") or (clause.counts("there") and clause.has("past")):
        return True
    # "Last year 5 month India" leaves the verb out.
    if not clause.asks and ("place", "abroad") in clause.says and clause.has("past") and not clause.unknown:
        return True
    # "Can I be abroad for 4 months?" tells nothing yet.
    return not clause.asks and (_went(clause) or (clause.counts("there") and _each_year(said, clause)))


def _went(clause: Clause) -> bool:
    """Tell whether a clause says that somebody went; "3 months left" says what remains."""
    units = {hit.after for hit in clause.hits if hit.figures & _UNITS}
    return any("went" in hit.figures and not ("remaining" in hit.figures and hit.first in units) for hit in clause.hits)


def _each_year(said: Said, clause: Clause) -> bool:
    """Tell whether a clause speaks of so much in each year; 「2025年に」 names one."""
    return any(
        "each_year" in hit.figures and not (hit.first > clause.first and said.tokens.kinds[hit.first - 1] == "figure")
        for hit in clause.hits
    )


def _lengths(said: Said, clause: Clause, context: Context) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the lengths of time in a clause, in days, each with its place; "2 years ago" is none."""
    for first, after in runs(said.tokens, clause, _UNITS):
        if after < clause.after and said.tokens.said[after] in _AGO:
            continue
        units = {name for hit in clause.hits if first <= hit.first < after for name in hit.figures}
        figures = [said.tokens.said[i] for i in range(first, after) if said.tokens.kinds[i] == "figure"]
        if units & {"day", "week"}:
            if len(figures) == 1 and figures[0].isdecimal():
                yield (first, after), int(figures[0]) * (_DAYS_A_WEEK if "week" in units else 1)
        elif units & {"year", "month"} or not figures:
            reading = read_years(said.tokens.text(first, after), context.today)
            if isinstance(reading, Certain) and reading.value:
                yield (first, after), int(reading.value) * _DAYS_A_MONTH


def year_of(said: Said, clause: Clause, today: date) -> int | None:
    """Return the year of which a clause speaks: by its number, or as so many years ago."""
    named = year_in(said.tokens, clause, today)
    if named is not None:
        return named
    for place in range(clause.first, clause.after - 2):
        number, unit, ago = said.tokens.said[place : place + 3]
        if number.isdecimal() and len(number) <= 2 and unit in _A_YEAR and ago in _AGO:
            return today.year - int(number)
    return None


# Behind a length, it is a day of the past.
_AGO = frozenset({"ago", "前", "before", "目"})
_A_YEAR = frozenset({"year", "years", "年"})
