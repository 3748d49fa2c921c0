"""Weighs a date of birth by what stands beside it: an age that agrees or gainsays it, slips, years of two figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dialogs.conversation import Value
from dialogs.kinds import BirthDate, Context
from dialogs.parsing import Certain
from dialogs.parsing.reading import MOST_CANDIDATES
from dialogs.understanding.amounts import MOST_COUNTING
from dialogs.understanding.clauses import Clause
from dialogs.understanding.figures import age_in, date_run
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

# A shorter word may be another month's: "Juny".
LEAST_MONTH = 5
_SHORT_YEAR = re.compile(r"(?<!\d)(?:6[5-9]|[7-9]\d)(?!\d)")


def is_short_year(said: Said, clauses: Sequence[Clause], values: Sequence[Value]) -> bool:
    """Tell whether a date of birth names a year by two figures that no era reached, and a month: 「93年の8月」."""
    if said.asked is None or not isinstance(said.asked.kind, BirthDate) or len(values) != 1:
        return False
    figures = " ".join(
        figure for figure, kind in zip(said.tokens.said, said.tokens.kinds, strict=True) if kind == "figure"
    )
    short = _SHORT_YEAR.findall(figures)
    if said.repaired and not is_month_misspelt(said, clauses, values):
        return False
    return len(short) == 1 and str(values[0])[2:4] == short[0] and len(str(values[0])) > len("1988")


def is_month_misspelt(said: Said, clauses: Sequence[Clause], values: Sequence[Value]) -> bool:
    """Tell whether all that is amiss in a whole date is a slip in a long name of its month: "Octobr 3rd 1988"."""
    if len(said.repaired) != 1 or len(values) != 1 or len(str(values[0])) != len("1994-03-02"):
        return False
    (place,) = said.repaired
    months = {hit.first for clause in clauses for hit in clause.hits if any(s.kind == "month" for s in hit.senses)}
    return place in months and len(said.tokens.said[place]) >= LEAST_MONTH


def year_and_age(year: Fact | None, age: Fact) -> Fact:
    """Return a year of birth that an age beside it bears out; where it gainsays it, both are offered."""
    if year is None or len(year.candidates) != 1 or len(str(year.candidates[0])) != len("1994"):
        return age
    if year.candidates[0] in age.candidates:
        return replace(year, certainty=Certainty.READ_BACK)
    return replace(age, candidates=(*year.candidates, *age.candidates)[:MOST_CANDIDATES])


def fits(said: Said, clauses: Sequence[Clause], birth: Fact, context: Context) -> bool:
    """Tell whether every age beside a date of birth is one that somebody born then can be of."""
    born = int(str(birth.candidates[0])[:4])
    ages = [age_in(said.tokens, clause) for clause in clauses[:MOST_COUNTING]]
    return all(age is None or context.today.year - born - age[0] in (0, 1) for age in ages)


_NO_DOUBT = frozenset({"today", "filler", "light", "calls", "own", "aside", "split", "joins", "belongs", "asks_first"})


def agrees(said: Said, clauses: Sequence[Clause], birth: Fact, context: Context) -> bool:
    """Tell whether beside a whole date stands nothing but the age that somebody born then is of: "so 26 now"."""
    day = str(birth.candidates[0])
    figures = [clause for clause in clauses if clause.figured]
    if len(day) != len("1994-03-02") or len(figures) != 2 or any(clause.asks for clause in clauses):
        return False
    dated, aged = figures
    run = date_run(said.tokens, dated)
    others = [p for p in range(aged.first, aged.after) if said.tokens.kinds[p] == "figure"]
    if run is None or said.tokens.words(*run) != birth.words or len(others) != 1 or dated.unknown or aged.unknown:
        return False
    today = context.today
    age = today.year - int(day[:4]) - ((today.month, today.day) < (int(day[5:7]), int(day[8:])))
    plain = all(hit.marks <= _NO_DOUBT for clause in clauses for hit in clause.hits)
    # A date that can be read in two ways is asked.
    reading = said.asked.kind.read(birth.words, context) if said.asked is not None else None
    return plain and said.tokens.said[others[0]] == str(age) and isinstance(reading, Certain)
