"""Tells which marks part two clauses, and which belong to what stands beside them: "7,000", "350-400", "April 1, 2023".

It knows tokens, and no phrase.
"""

from __future__ import annotations

from dialogs.parsing.lexicon import lexicon
from dialogs.understanding.plain import Tokens

_ENDS = frozenset(".!?。;\n…")
_COMMAS = frozenset(',、:()[]{}|•*→=>"「」『』<')
_BETWEEN = frozenset("/-+~&")
_MONTHS = frozenset(lexicon().worths("dates", "months"))
_DAY_ENDS = frozenset(lexicon().words("dates", "ordinals"))


def ends(tokens: Tokens, place: int) -> bool:
    """Return whether a mark ends a sentence."""
    return tokens.kinds[place] == "mark" and tokens.said[place] in _ENDS


def parts(tokens: Tokens, place: int) -> bool:
    """Tell whether a mark parts two clauses; between two figures it belongs to them: "7,000", "350-400"."""
    if tokens.kinds[place] != "mark":
        return False
    said = tokens.said[place]
    if said in _COMMAS:
        return not (
            (said == "," and _within_a_date(tokens, place)) or (said in "()" and _brackets_a_date(tokens, place))
        )
    beside = [i for i in (place - 1, place + 1) if 0 <= i < len(tokens.said)]
    if said == "/" and len(beside) == 2 and _lists(tokens, place):
        return True
    return said in _BETWEEN and not any(tokens.kinds[i] == "figure" for i in beside)


def _lists(tokens: Tokens, place: int) -> bool:
    """Tell whether a stroke sets parts of a list side by side: "Age: 37 / N2", 「37／年収」, but not "6M/yr"."""
    if tokens.kinds[place - 1] == tokens.kinds[place + 1] == "figure":
        return False
    spaced = tokens.begins[place] > tokens.ends[place - 1] and tokens.begins[place + 1] > tokens.ends[place]
    return spaced or (tokens.kinds[place - 1] == "figure" and tokens.kinds[place + 1] == "sign")


def _within_a_date(tokens: Tokens, place: int) -> bool:
    """Tell whether a comma stands before the year of a date: "April 1, 2023", "October, 2023"."""
    year = tokens.said[place + 1] if place + 1 < len(tokens.said) else ""
    if not (len(year) == len("2023") and year.isdecimal() and year.startswith(("19", "20"))):
        return False
    before = [said for said in tokens.said[max(0, place - 3) : place] if said not in _DAY_ENDS]
    return any(said in _MONTHS for said in before[-2:]) and all(
        said in _MONTHS or len(said) < 3 for said in before[-1:]
    )


# What may stand beside the figures of a date in brackets, and how far they reach.
_OF_A_DATE = frozenset("年月日号/-.~から")
_MOST_IN_BRACKETS = 14


def _brackets_a_date(tokens: Tokens, place: int) -> bool:
    """Tell whether a bracket only holds a date, which belongs to the word before it: 「高度専門職(2023年4月から)」."""
    opens = tokens.said[place] == "("
    other, step = (")", 1) if opens else ("(", -1)
    figured = False
    for i in range(place + step, place + step * _MOST_IN_BRACKETS, step):
        if not 0 <= i < len(tokens.said):
            return False
        if tokens.said[i] == other:
            return figured and (place if opens else i) > 0
        figured = figured or (tokens.kinds[i] == "figure" and len(tokens.said[i]) >= len("2023"))
        if tokens.kinds[i] != "figure" and tokens.said[i] not in _OF_A_DATE:
            return False
    return False
