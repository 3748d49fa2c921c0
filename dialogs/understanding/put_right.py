"""Finds what a text puts right by naming the old value: "I wrote 5 years but it is 7", 「650じゃなくて690です」.

The question need not be named: which standing answer the old value is, whoever knows the answers finds out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from dialogs.understanding.clauses import MOST_LOOKED_AT, Clause
from dialogs.understanding.plain import Tokens


@dataclass(frozen=True, slots=True)
class PutRight:
    """The words of a value that was told, and those of what is so instead."""

    old: str
    new: str


def deny_what_was_told(clauses: Sequence[Clause]) -> int | None:
    """Deny what a text says was written before, where it goes on with what is so; return where that begins."""
    place = None
    for before, clause in pairwise(clauses[:MOST_LOOKED_AT]):
        told = before.has("told_before") and not (before.asks or clause.asks or before.denied)
        if told and (clause.follows or clause.has("rather")) and _of_the_same(before, clause):
            before.denied = True
            place = clause.first
    return place


def _of_the_same(before: Clause, clause: Clause) -> bool:
    """Tell whether two clauses answer the same, be it by a mere figure."""
    asked = {sense.name for hit in before.hits for sense in hit.senses if sense.choices}
    answered = {sense.name for hit in clause.hits for sense in hit.senses if sense.choices}
    return bool(asked & answered) or (before.figured and clause.figured and not (asked or answered))


def put_right(tokens: Tokens, clauses: Sequence[Clause]) -> tuple[PutRight, ...]:
    """Return the figures that a text puts right, each with the one that was wrong beside it."""
    return tuple(islice(_put_right(tokens, clauses), MOST_LOOKED_AT))


def _put_right(tokens: Tokens, clauses: Sequence[Clause]) -> Iterator[PutRight]:
    for before, clause in pairwise(clauses[:MOST_LOOKED_AT]):
        if before.asks or clause.asks or not (before.figured and clause.figured):
            continue
        if _denies_its_figure(tokens, before) == _denies_its_figure(tokens, clause):
            continue
        if before.other_person or clause.other_person or before.condition or clause.condition:
            continue
        # "1991 not 1990", and 「650じゃなくて690」.
        old, new = (before, clause) if _denies_its_figure(tokens, before) else (clause, before)
        yield PutRight(_figure_of(tokens, old), _figure_of(tokens, new))


def _denies_its_figure(tokens: Tokens, clause: Clause) -> bool:
    """Tell whether a clause says that its first figure is not so: "not 5 years"."""
    if clause.denied:
        return True
    denied = {mark.after for mark in clause.marks("not_before")}
    return next((p for p in range(clause.first, clause.after) if tokens.kinds[p] == "figure"), -1) in denied


def _figure_of(tokens: Tokens, clause: Clause) -> str:
    """Return the words of a clause from its first figure on."""
    figures = (place for place in range(clause.first, clause.after) if tokens.kinds[place] == "figure")
    return tokens.words(next(figures, clause.first), clause.after)
