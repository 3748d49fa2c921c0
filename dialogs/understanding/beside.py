"""Weighs what a text says beside the asked question: what is plain wherever it stands needs no reading back."""

from __future__ import annotations

from dataclasses import replace

from dialogs.kinds import BirthDate, Day, FreeText, Years, Yen
from dialogs.question import Question
from dialogs.understanding.claims import JAPANESE, Claim, Trust
from dialogs.understanding.clauses import Clause
from dialogs.understanding.plain import Tokens

# "Representative director" tells the kind of work and the position; "HSP 1(b)" the visa and its kind; a child that is
# expected answers whether there is one, and is expected. "Software engineer" tells the kind of work and its field.
ALONGSIDE = frozenset({"position", "hsp_kind", "pregnancy", "work_field"})
# A level or a plan is said in words of its own.
_PLAIN_ANYWHERE = frozenset({JAPANESE, "plan", "residence", "has_children"})
# A degree may be somebody's, or of the past; as the whole of a clause in a list it is one's own.
_PLAIN_ALONE = frozenset({"degrees"})
_OF_OTHER_PLACES = frozenset({"japanese_degree", "experience_years", "degrees", JAPANESE, "longest_trip_days"})
_ELSE, _NOT_HERE, _MAJOR = ("other",), ("abroad",), ("japanese_major_abroad",)
# What may stand beside a phrase and changes nothing of it.
_LIGHT = frozenset(
    {"calls", "own", "correction", "yes", "light", "filler", "aside", "belongs", "joins", "today", "proof"}
)


def is_all_of(clause: Clause) -> bool:
    """Tell whether a clause holds nothing but answers and words that change nothing: "master from India"."""
    if clause.unknown or clause.figured or clause.asks or clause.condition or clause.other_person or clause.dated:
        return False
    return all(
        hit.marks <= _LIGHT and (hit.marks or any(sense.choices or sense.kind == "place" for sense in hit.senses))
        for hit in clause.hits
    )


def keeps_back_a_part(asked: Question | None, clause: Clause, tokens: Tokens) -> bool:
    """Tell whether somebody who told the year keeps back no more than the day: "1989, don't want to say the day"."""
    if asked is None or not isinstance(asked.kind, BirthDate) or not clause.counts_any(_FINER) or clause.figured:
        return False
    if clause.counts("year") or clause.counts("age"):
        return False
    return any(
        kind == "figure" and len(said) == len("1989") for said, kind in zip(tokens.said, tokens.kinds, strict=True)
    )


_FINER = frozenset({"day", "month"})


def said_beside(asked: Question | None, claim: Claim, *, answered: bool, alone: bool) -> Claim:
    """Read back what is said beside the asked question, but for what is plain wherever it stands."""
    if asked is None or claim.question == asked.id or claim.trust is not Trust.TAKE:
        return claim
    if claim.question in ALONGSIDE:
        return claim
    # "Support of the startup visa" answers what is asked, and names a status.
    dated = isinstance(asked.kind, Day | BirthDate)
    of_a_day = dated and not isinstance(asked.kind, BirthDate)
    # Told in one's own words, what stands on a card is no choice among the statuses.
    if (answered or isinstance(asked.kind, FreeText)) and claim.question == "residence":
        return replace(claim, trust=Trust.READ_BACK)
    # What a day is of may be over: "N1 in August 2019".
    plain = not of_a_day and claim.question in _PLAIN_ANYWHERE and claim.choices not in (_MAJOR, _ELSE)
    listing = isinstance(asked.kind, Yen | Years | BirthDate) or asked.id == JAPANESE
    if alone and listing and not answered and claim.question in _PLAIN_ALONE:
        plain = claim.choices != _ELSE and len(claim.choices) == 1 and not claim.weak
    # "My son, 10 June 2022" says whose day it is.
    plain = plain and not (dated and claim.question == "has_children")
    # "Back in Peru" is where somebody studied or worked.
    plain = plain and not (asked.id in _OF_OTHER_PLACES and claim.choices == _NOT_HERE)
    return claim if plain else replace(claim, trust=Trust.READ_BACK)
