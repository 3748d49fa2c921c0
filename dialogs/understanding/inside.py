"""Hears what a longer phrase that answers the asked question tells of another: "MBA and MSc" of degrees.

The longest phrase at a place counts, so that what is added to a list for one question would hide shorter phrases of
others. Where it answers what is asked, those are read on their own, and read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.understanding.claims import Trust, weigh
from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit, PhraseIndex
from dialogs.understanding.said import Said

_ANSWERS = frozenset(("choice", "likely", "either", "about"))
# Phrases with one of these say something else than the words in them.
_TURNS = frozenset(
    ("not_before", "not_after", "no", "nothing", "other_person", "condition", "past", "former", "plan", "hoped")
    + ("moves_from", "leaving", "instead", "unknown")
)
# Phrases of more tokens are looked into in no text.
_LONGEST, _MOST_PHRASES = 12, 8
_OF_THESE = frozenset(
    ("degrees", "activity", "work_field", "hsp_kind", "residence", "japanese", "position", "has_children")
)


def look_inside(said: Said, clauses: Sequence[Clause], index: PhraseIndex) -> None:
    """Claim what phrases inside those of the asked question say of other questions."""
    if said.asked is None:
        return
    left = _MOST_PHRASES
    for clause in clauses:
        if clause.asks or clause.other_person or clause.condition or clause.denied:
            continue
        for hit in clause.hits:
            if not _may_hide(said, hit) or clause.denies(hit):
                continue
            left -= 1
            if left < 0:
                return
            _read_within(said, clause, hit, index)


def _may_hide(said: Said, hit: Hit) -> bool:
    """Tell whether a phrase of several tokens answers the asked question, so that shorter ones were passed over."""
    if not 1 < hit.after - hit.first <= _LONGEST or hit.marks & _TURNS:
        return False
    return any(sense.bound and sense.kind in _ANSWERS and said.is_asked(sense.name) for sense in hit.senses)


def _read_within(said: Said, clause: Clause, hit: Hit, index: PhraseIndex) -> None:
    found = index.find(said.tokens.said[hit.first : hit.after])
    if any(other.marks & _TURNS for other in found):
        return
    for other in found:
        place = replace(other, first=hit.first + other.first, after=hit.first + other.after)
        for sense in other.senses:
            free = sense.kind == "choice" and not sense.bound and sense.name in _OF_THESE
            if not free or said.is_asked(sense.name) or _is_told(said, sense.name):
                continue
            trust = weigh(sense.name, clause, place, said.tokens, said.repaired)
            if trust in (Trust.TAKE, Trust.READ_BACK):
                said.claim(sense.name, sense.choices, Trust.READ_BACK, place)


def _is_told(said: Said, question: str) -> bool:
    return any(claim.question == question for claim in said.claims)


__all__ = ["look_inside"]
