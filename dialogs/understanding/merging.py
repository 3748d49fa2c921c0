"""Brings all claims on one question together into a fact: one value, several to choose from, or only the subject."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.conversation import Value
from dialogs.kinds import Kind, ManyOf, Whole, Years
from dialogs.question import Question
from dialogs.understanding.claims import JAPANESE, NO, Claim, Trust, strongest, weakest_trust
from dialogs.understanding.lexicon import NOTHING
from dialogs.understanding.said import JAPANESE_DEGREE, READ_AS, Said
from dialogs.understanding.understood import Certainty, Fact

MOST_CANDIDATES = 3
# Who proves the stronger one is asked for no other; the points of the two in the middle differ (rulebook 1.9).
_STRONGEST = {
    JAPANESE: ("n1", "japanese_major_abroad", "n2", "none"),
    JAPANESE_DEGREE: ("yes", "no"),
    "position": ("representative", "director", "none"),
}


_SETTLED_BY_A_VERB = frozenset(
    ("employer_innovation_support", "employer_local_support", "growth_field", "designated_university", "hsp_kind")
    + ("foreign_qualification", "designated_training", "residence")
)


def fact_of(question: Question, claims: Sequence[Claim], said: Said) -> Fact | None:
    """Return what all claims say together; None where a question that was not asked is only touched upon."""
    kept = [claim for claim in claims if claim.trust in (Trust.TAKE, Trust.READ_BACK)]
    words = said.tokens.words(min(c.first for c in claims), max(c.after for c in claims))
    if not kept:
        return Fact(question.id, (), Certainty.READ_BACK, words) if said.asked_id == question.id else None
    kept = _after_correction(kept, said)
    firm = [claim for claim in kept if not claim.weak]
    # What words only likely mean gives way to what others say: "sales manager", "director of a bank".
    # Where several may be ticked, they stand side by side.
    single = not isinstance(question.kind, ManyOf)
    gave_way = single and bool(firm) and {c.choices for c in kept} != {c.choices for c in firm}
    kept = firm if gave_way else _without_echoes(question.id, kept)
    order = _STRONGEST.get(READ_AS.get(question.id, question.id))
    mixed = _mixed(question.kind, kept, claims)
    if order is not None and not _denied(kept):
        kept = strongest(kept, order)
    words = said.tokens.words(min(c.first for c in kept), max(c.after for c in kept))
    candidates = _ticks(question.kind, kept) if isinstance(question.kind, ManyOf) else _single(question.kind, kept)
    clear = len(candidates) == 1 and not (mixed or gave_way) and weakest_trust(kept) is Trust.TAKE
    # "Bachelor, wait no, master also" may add to what it corrects.
    clear = clear and not (said.adds and isinstance(question.kind, ManyOf))
    return Fact(question.id, candidates[:MOST_CANDIDATES], Certainty.CLEAR if clear else Certainty.READ_BACK, words)


def _without_echoes(question: str, claims: list[Claim]) -> list[Claim]:
    """Leave out of a goal or a status what is less sure where others say just that: "HSP since 2024, 80 points"."""
    if question not in ("residence", "goal"):
        return claims
    sure = {claim.choices for claim in claims if claim.trust is Trust.TAKE and not claim.weak}
    return [claim for claim in claims if claim.trust is Trust.TAKE or claim.choices not in sure]


def _denied(claims: Sequence[Claim]) -> bool:
    """Tell whether something besides a place says no: "exchange student at Keio"."""
    return any(claim.choices == (NO,) and not claim.of_a_school for claim in claims)


MOST_IN_A_ROW = 3


def _mixed(kind: Kind, kept: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    """Tell whether claims get in each other's way: a word of several meanings, a denied one, or a whole row of them."""
    if any(claim.choices == other.choices for claim in kept for other in claims if other.trust is Trust.SPOKEN_OF):
        return True
    # "I don't have N1" names one level and says nothing of the other.
    if any(claim.trust is Trust.SPOKEN_OF for claim in claims) and all(c.choices == (NOTHING,) for c in kept):
        return True
    single = {claim.choices for claim in kept if len(claim.choices) == 1}
    unclear = bool(single) and len(single) < len({claim.choices for claim in kept})
    # A plain yes has said it, whatever its reasons can mean; so has a level beside "JLPT" or "business level".
    # What a verb or a kind settles needs no help from the noun beside it: 「福岡市の支援を受けています」.
    if kept[0].question in _SETTLED_BY_A_VERB:
        certain = {choice for choices in single for choice in choices}
        unclear = unclear and not all(certain & set(claim.choices) for claim in kept)
    levels = READ_AS.get(kept[0].question, kept[0].question) == JAPANESE
    if unclear and not any(claim.plain for claim in kept) and not (levels and (NOTHING,) not in single):
        return True
    # Of an earlier day, two degrees may be the one before and the one after.
    before = kept[0].question in READ_AS and len(single) > 1
    return before or (len(single) >= MOST_IN_A_ROW and not isinstance(kind, ManyOf))


def _after_correction(claims: list[Claim], said: Said) -> list[Claim]:
    """Keep what was said last, where a text corrects itself: "N2, sorry, N1"."""
    place = said.corrected_at
    if place is None:
        return claims
    return [claim for claim in claims if claim.first >= place] or claims


def _single(kind: Kind, claims: Sequence[Claim]) -> tuple[Value, ...]:
    certain = list(dict.fromkeys(c.choices[0] for c in claims if len(c.choices) == 1))
    open_choices = [c.choices for c in claims if len(c.choices) > 1]
    # "Designer, I write software" has said which of the two it is.
    if certain and all(set(choices) & set(certain) for choices in open_choices):
        open_choices = []
    names = list(dict.fromkeys([*certain, *(name for choices in open_choices for name in choices)]))
    return tuple(int(name) if isinstance(kind, Whole | Years) else name for name in names)


def _ticks(kind: ManyOf, claims: Sequence[Claim]) -> tuple[Value, ...]:
    sure = {c.choices[0] for c in claims if len(c.choices) == 1}
    if len(sure) > 1:
        sure.discard(NOTHING)
    open_choices = [c.choices for c in claims if len(c.choices) > 1 and not set(c.choices) & sure]
    ways: list[set[str]] = [sure]
    for choices in open_choices[:1]:
        ways = [sure | {choice} for choice in choices]
    return tuple([choice for choice in kind.choices if choice in way] for way in ways)
