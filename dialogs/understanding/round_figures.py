"""Reads figures that are meant to be round, "about 45 days", years "and a bit", and years that a text sums up."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.kinds import Context
from dialogs.parsing import Certain
from dialogs.understanding.amounts import EXPERIENCE, certainty
from dialogs.understanding.clauses import Clause
from dialogs.understanding.said import Said
from dialogs.understanding.understood import Certainty, Fact

# Nobody knows these to the day; of a spending, what HR says in round figures.
_ROUND = frozenset({"days_abroad_a_year", "longest_trip_days", "employer_rd_ratio"})
_LIGHT = frozenset({"light", "filler", "calls", "own", "aside", "joins", "yes", "belongs"})
_UNITS = frozenset({"day", "week", "month", "year", "percent", "number", "each_year"})
_MONTHS, _MOST_YEARS = 12, 60


def round_figure(said: Said, clauses: Sequence[Clause], context: Context) -> Fact | None:
    """Return the only figure of a text that says "about" where that is what is asked, or "and a bit" of whole years."""
    if said.asked is None or len(clauses) != 1 or said.asked_id not in (*_ROUND, EXPERIENCE):
        return None
    clause = clauses[0]
    figures = [place for place in range(clause.first, clause.after) if said.tokens.kinds[place] == "figure"]
    if len(figures) != 1 or clause.asks or clause.condition or clause.other_person or clause.unknown:
        return None
    roughly = "and_a_bit" if said.asked_id == EXPERIENCE else "roughly"
    if not clause.counts(roughly) or not all(
        roughly in hit.figures or hit.marks & _LIGHT or hit.figures & _UNITS for hit in clause.hits
    ):
        return None
    unit = next((hit for hit in clause.hits if hit.first == figures[0] + 1 and hit.figures & _UNITS), None)
    words = said.tokens.words(clause.first, clause.after)
    if said.asked_id == EXPERIENCE:
        figure = said.tokens.said[figures[0]]
        years = int(figure) if figure.isdecimal() else 0
        counted = any(
            hit.first == figures[0] + 1 and (roughly in hit.figures or "year" in hit.figures) for hit in clause.hits
        )
        plain = (counted or clause.counts("year")) and 0 < years < _MOST_YEARS
        return Fact(EXPERIENCE, (years * _MONTHS,), certainty(True), words) if plain else None
    # A bare "around 50" may count anything.
    reading = None if unit is None else said.asked.kind.read(said.tokens.text(figures[0], unit.after), context)
    if not isinstance(reading, Certain):
        return None
    return Fact(said.asked_id, (reading.value,), certainty(True), words)


_OF_ELSE = frozenset({"month", "age", "era", "since", "until", "day", "money"})
# So many figures say parts and their sum.
_PARTS = 3
_OF_WORK = ("activity", "work_field")


def years_in_parts(said: Said, clauses: Sequence[Clause]) -> Fact | None:
    """Return the years that a text sums up itself, or the part of them that is of the kind asked for.

    "4 in India and 3 here, so 7" are 7 years; 「全部で12年、うちこの仕事は4年」 are 4 of the kind, of 12. Both are read
    back.
    """
    counting = [clause for clause in clauses if clause.figured and not (clause.asks or clause.other_person)]
    places = [(c, p) for c in counting for p in range(c.first, c.after) if said.tokens.kinds[p] == "figure"]
    figures = [said.tokens.said[place] for _, place in places]
    if len(figures) not in (2, _PARTS) or not all(f.isdecimal() and 0 < int(f) < _MOST_YEARS for f in figures):
        return None
    if any(clause.counts_any(_OF_ELSE) or clause.dated or clause.has("unknown") for clause in counting):
        return None
    years = [int(figure) for figure in figures]
    words = said.tokens.words(counting[0].first, counting[-1].after)
    if len(years) == _PARTS:
        most = max(years)
        summed = sum(years) == 2 * most and any(clause.counts("year") or clause.counts("there") for clause in counting)
        # What one part is of, its own words say: "10 years, but 6 in a restaurant".
        apart = said.contrasts or any(claim.question == "activity" for claim in said.claims)
        return Fact(EXPERIENCE, (most * _MONTHS,), Certainty.READ_BACK, words) if summed and not apart else None
    whole, part = years
    second = places[1][0]
    # Years that both name their work are those of two: "5 years as engineer, 3 as developer".
    named = [any(c.question in _OF_WORK for c in said.claims_in(clause)) for clause in (places[0][0], second)]
    of_these = second.counts("of_these") or named == [False, True]
    of_these = of_these or (places[0][0].counts("whole_staff") and second.has("partial"))
    if not of_these or second.unknown or part >= whole:
        return None
    return Fact(EXPERIENCE, (part * _MONTHS, whole * _MONTHS), Certainty.READ_BACK, words)
