"""Tells of whom the sentences are that follow one which only names somebody: 「弟のことです。N1あります」."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dialogs.understanding.clauses import Clause

_TOLD = frozenset(("choice", "likely", "either"))


def follow_who_was_named(clauses: Sequence[Clause]) -> None:
    """Leave what follows to somebody who was only named, until the person speaks of themselves again.

    A friend that there "is" may be named for any reason: what follows is read back.
    """
    named = there = False
    for _, sentence in groupby(clauses, key=lambda clause: clause.sentence):
        within = list(sentence)
        for clause in within if named or there else ():
            own = clause.has("own") and not clause.has("other_person")
            named, there = named and not own, there and not own
            clause.other_person = clause.other_person or named
            clause.drawn = clause.drawn or (there and not clause.other_person)
        if not any(clause.on_behalf for clause in within) and all(_only_names(clause) for clause in within):
            there = any(clause.has("yes") for clause in within)
            named = not there


def _only_names(clause: Clause) -> bool:
    """Tell whether a clause names somebody, none of the closest family, and says nothing of them."""
    if not clause.other_person or clause.kin or clause.figured or clause.asks or not clause.has("other_person"):
        return False
    return not any(
        sense.kind in _TOLD and sense.name not in ("goal", "position") for hit in clause.hits for sense in hit.senses
    )
