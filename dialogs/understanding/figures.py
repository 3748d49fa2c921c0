"""Finds the figures of a clause and what they count: pay, age, a birth date, a length of work, a score, people.

What a run of figures says is read by `dialogs.parsing`; here is only decided which run speaks of what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dialogs.parsing import Certain, read_whole
from dialogs.parsing.lexicon import lexicon
from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens

LEAST_AGE, GREATEST_AGE = 15, 80
# Rulebook 1.9: 480 points of the BJT stand beside N1, 400 beside N2.
_BJT_AS_N1, _BJT_AS_N2, _BJT_MOST = 480, 400, 800
_JOINTS = frozenset("~-+*x×,./:^'¥$%&()") | frozenset(("st", "nd", "rd", "th", "to"))
_LOOSE_ENDS = frozenset("-*x×,./:^'&()") | {"to"}
_COUNTED = frozenset({"week", "day", "money", "percent", "people"})
_BEINGS = frozenset({"activity", "split", "degrees", "residence"})
_DATE_SIGNS = frozenset("年月日号元")
_ORDINALS = frozenset(lexicon().worths("numbers", "ordinals"))
_OF_MONTH = frozenset(lexicon().words("numbers", "of_month"))


def runs(tokens: Tokens, clause: Clause, beside: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of figures in a clause, with the words of these names that touch them."""
    allowed: dict[int, int] = {}  # where a run may go on: from each place to the next
    for hit in clause.hits:
        if hit.figures & beside:
            allowed[hit.first] = hit.after
    core = {i for i in range(clause.first, clause.after) if tokens.kinds[i] == "figure"}
    core |= {hit.first for hit in clause.hits if "number" in hit.figures}
    place = clause.first
    while place < clause.after:
        start = place
        counting = False
        while place < clause.after and (place in allowed or place in core or tokens.said[place] in _JOINTS):
            counting = counting or place in core
            place = max(allowed.get(place, 0), place + 1)
        if counting:
            yield _trimmed(tokens, start, place)
        place = max(place, start + 1)


def _trimmed(tokens: Tokens, first: int, after: int) -> tuple[int, int]:
    """Return a run without the marks at its ends; a sign in front, a plus or a percent sign belongs to its figure."""
    while first < after and (tokens.said[first] in _LOOSE_ENDS - {"-"} or tokens.said[first] in _OF_MONTH):
        first += 1
    while first < after and (tokens.said[after - 1] in _LOOSE_ENDS or tokens.said[after - 1] in _OF_MONTH):
        after -= 1
    return first, after


_NUMERALS = frozenset("〇零一二三四五六七八九十百千万")
_GREATEST = 9_999_999


def number_before(tokens: Tokens, first: int, unit: int) -> tuple[int, int] | None:
    """Return the whole number that stands before a unit, and where it begins: "12 people", 「二十人」, 「5万人」."""
    place = unit
    while place > first and (tokens.kinds[place - 1] == "figure" or tokens.said[place - 1] in _NUMERALS):
        place -= 1
    reading = read_whole(tokens.text(place, unit), 0, _GREATEST) if place < unit else None
    return (int(reading.value), place) if isinstance(reading, Certain) else None


def examination(tokens: Tokens, clause: Clause) -> tuple[str, int, int] | None:
    """Return the level that points of the BJT stand for, and where they stand; None where no such figure is."""
    for hit in clause.hits:
        if "bjt" in hit.figures:
            for place in range(clause.first, clause.after):
                said = tokens.said[place]
                if tokens.kinds[place] == "figure" and said.isdecimal() and len(said) == 3 and int(said) <= _BJT_MOST:
                    points = int(said)
                    level = "n1" if points >= _BJT_AS_N1 else "n2" if points >= _BJT_AS_N2 else "none"
                    return level, min(hit.first, place), max(hit.after, place + 1)
    return None


def age_in(tokens: Tokens, clause: Clause) -> tuple[int, int, int] | None:
    """Return an age and where it stands: "29-year-old", "I'm 32", 「32歳」."""
    ends = {hit.first: hit.after for hit in clause.hits if "age" in hit.figures}
    begins = {hit.after: hit.first for hit in clause.hits if "age_before" in hit.figures}
    said_of_oneself = not clause.unknown
    for place in range(clause.first, clause.after):
        said = tokens.said[place]
        if tokens.kinds[place] != "figure" or not said.isdecimal() or len(said) > 2:
            continue
        if not LEAST_AGE <= int(said) <= GREATEST_AGE:
            continue
        # "I am 32 weeks pregnant" is no age: after the words before it only what somebody is may follow, or when.
        behind = [hit for hit in clause.hits if hit.first > place]
        alone = (
            place + 1 == clause.after
            or any(hit.first == place + 1 and any(s.name in _BEINGS for s in hit.senses) for hit in behind)
            or (not any(i > place for i in clause.unknown) and all(_tells_when(hit) for hit in behind))
            # "Am 29 with a master".
            or (said_of_oneself and any(hit.first == place + 1 and _adds_a_degree(hit, behind) for hit in behind))
        )
        if place + 1 in ends or (place in begins and alone):
            return int(said), begins.get(place, place), ends.get(place + 1, place + 1)
    return _age_anywhere(tokens, clause) if clause.counts("age_word") else None


# What may stand beside an age in any order.
_BESIDE_AN_AGE = frozenset({"own", "calls", "today", "aside"})


def _age_anywhere(tokens: Tokens, clause: Clause) -> tuple[int, int, int] | None:
    """Return the one figure of a clause that says no more than an age, in whatever order: "me old 33", "age me 33"."""
    figures = [i for i in range(clause.first, clause.after) if tokens.kinds[i] == "figure"]
    if len(figures) != 1 or clause.unknown:
        return None
    said = tokens.said[figures[0]]
    light = all("age_word" in hit.figures or hit.marks & _BESIDE_AN_AGE for hit in clause.hits)
    if not light or not said.isdecimal() or not LEAST_AGE <= int(said) <= GREATEST_AGE:
        return None
    return int(said), clause.first, clause.after


def _adds_a_degree(hit: Hit, behind: Sequence[Hit]) -> bool:
    """Tell whether a word that adds stands before a degree: "with a master"."""
    return "aside" in hit.marks and any(sense.name == "degrees" for other in behind for sense in other.senses)


def _tells_when(hit: Hit) -> bool:
    """Tell whether a phrase says no more than when: "I'm 40 now", "I turned 40 last month"."""
    return not hit.figures & _COUNTED and (
        bool(hit.marks & {"today", "past"}) or any(sense.kind in ("when", "month") for sense in hit.senses)
    )


def date_run(tokens: Tokens, clause: Clause) -> tuple[int, int] | None:
    """Return the run of a clause that is written most like a date: the longest, of several the first."""
    runs = [(after - first, -first, (first, after)) for first, after in _date_runs(tokens, clause)]
    return _trimmed(tokens, *max(runs)[2]) if runs else None


def date_runs(tokens: Tokens, clause: Clause) -> Iterator[tuple[int, int]]:
    """Yield the runs of a clause that are written like dates: figures, names of months, 年月日."""
    for first, after in _date_runs(tokens, clause):
        yield _trimmed(tokens, first, after)


def _date_runs(tokens: Tokens, clause: Clause) -> Iterator[tuple[int, int]]:
    months = {hit.first for hit in clause.hits for sense in hit.senses if sense.kind == "month"}
    if not (clause.figured or months):
        return
    months |= {hit.first for hit in clause.hits if hit.figures & {"era", "which_year"}}
    spans = {hit.first: hit.after for hit in clause.hits if hit.first in months}
    place = clause.first
    while place < clause.after:
        start = place
        while place < clause.after and (
            place in spans
            or _of_a_date(tokens, place)
            or _joins_month(tokens, place, spans)
            or (place > start and _of_a_year(tokens, place, clause.after))
        ):
            place = spans.get(place, place + 1)
        if any(tokens.kinds[i] == "figure" or tokens.said[i] in _ORDINALS for i in range(start, place)):
            yield start, place
        place = max(place, start + 1)


def _joins_month(tokens: Tokens, place: int, months: Mapping[int, int]) -> bool:
    """Tell whether a word is the day beside a month, or joins the two: "the fifth of October", "4th of July"."""
    said = tokens.said[place]
    if said in _OF_MONTH:
        return (
            place + 1 in months
            or place - 1 in months
            or (place + 1 < len(tokens.said) and _joins_month(tokens, place + 1, months))
        )
    if said not in _ORDINALS:
        return False
    behind = place + 1
    while behind < len(tokens.said) and tokens.said[behind] in _OF_MONTH:
        behind += 1
    before = place - 1
    while before > 0 and tokens.said[before] in _OF_MONTH:
        before -= 1
    return behind in months or before in months


def names_a_month(tokens: Tokens, clause: Clause, run: tuple[int, int]) -> bool:
    """Tell whether a run, where a date is expected, is one: it names a month, or has strokes or points as dates do."""
    if any(run[0] <= hit.first < run[1] and sense.kind == "month" for hit in clause.hits for sense in hit.senses):
        return True
    said = tokens.said[run[0] : run[1]]
    dotted = any(figure.count(".") > 1 for figure in said)
    return "月" in said or "/" in said or said.count("-") > 1 or dotted


def _of_a_year(tokens: Tokens, place: int, after: int) -> bool:
    """Tell whether a sign only joins a year and its month: 「2024年の4月」."""
    return tokens.said[place] == "の" and place + 1 < after and tokens.kinds[place + 1] == "figure"


def _of_a_date(tokens: Tokens, place: int) -> bool:
    return tokens.kinds[place] == "figure" or tokens.said[place] in _DATE_SIGNS or tokens.said[place] in _JOINTS
