"""Finds what a text denies of a person's own words, or takes back: "I was not fired", "forget the expiry".

A remark is denied only where the negation stands beside it: who "can't miss the deadline" has one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.understanding.clauses import Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens, is_hiragana
from dialogs.understanding.understood import Unsaid

VERB, ABOUT, WHOLLY, BETWEEN, ANSWER, DENIAL = (
    ("takes_back", name) for name in ("verb", "about", "wholly", "between", "answer", "denial")
)
_EXPIRED = ("expired",)
# Of these somebody may speak for another person: the others are only about the one who writes.
OF_OTHERS = frozenset({"family", "married", "pregnancy"})
_JAPANESE_BETWEEN = 12


def denies_remark(clause: Clause, hit: Hit, tokens: Tokens) -> bool:
    """Tell whether a negation stands right before a remark or its name, or right behind it as in Japanese."""
    if clause.denied and any(VERB in taken.says or WHOLLY in taken.says for taken in clause.taken):
        return True
    if any(DENIAL in taken.says for taken in clause.taken):
        return True
    # "No I was fired" answers something else.
    before = [mark for mark in clause.marks("not_before") if mark.after <= hit.first and not _answers(clause, mark)]
    if before and _joins(clause, tokens, before[-1].after, hit.first):
        return True
    # 「妊娠して」 ends inside 「していません」; 「失業したくない」 fears it.
    behind = [mark for mark in clause.marks("not_after") if mark.after > hit.after and mark.first > hit.first]
    if not behind or tokens.kinds[hit.after - 1] != "sign":
        return False
    feared = any(hit.after <= mark.first < behind[0].after for mark in clause.marks("plan"))
    return not feared and _joins(clause, tokens, hit.after, behind[0].first)


def answers_first(clause: Clause) -> bool:
    """Tell whether a clause begins with a no that is an answer of its own: "no I was fired"."""
    return any(ANSWER in hit.says for hit in clause.taken)


def _answers(clause: Clause, mark: Hit) -> bool:
    return any(ANSWER in hit.says and hit.first <= mark.first and mark.after <= hit.after for hit in clause.taken)


def _joins(clause: Clause, tokens: Tokens, first: int, after: int) -> bool:
    """Tell whether only words that carry a negation on stand between two places."""
    covered = {place for hit in clause.taken if BETWEEN in hit.says for place in range(hit.first, hit.after)}
    if any(tokens.kinds[place] == "sign" for place in range(first, after)):
        return after - first <= _JAPANESE_BETWEEN and all(is_hiragana(tokens.said[i]) for i in range(first, after))
    return all(place in covered for place in range(first, after))


def taken_back(tokens: Tokens, clauses: Sequence[Clause]) -> tuple[Unsaid, ...]:
    """Return what a text says is not so, or asks to leave out, each kind of remark with the words that name it."""
    found: dict[tuple[str, bool], Unsaid] = {}
    for clause in clauses:
        if clause.asks or clause.condition:
            continue
        others = clause.other_person and _about_somebody_else(clause)
        for hit, kind in _named(clause):
            if clause.other_person and (kind in OF_OTHERS) == others:
                continue
            if others or denies_remark(clause, hit, tokens):
                stay = kind == "expiry" and _overstays(clause, hit)
                found.setdefault((kind, stay), Unsaid(kind, tokens.text(hit.first, hit.after), overstay=stay))
    return tuple(found.values())


def takes_back_all(clauses: Sequence[Clause]) -> bool:
    """Tell whether a text takes back what was said last, unnamed: "that was a mistake", "it was my friend"."""
    corrects = any(clause.has("correction") for clause in clauses)
    for clause in clauses:
        if clause.asks or clause.condition:
            continue
        if any(_stands(clause, hit) for hit in clause.taken if WHOLLY in hit.says):
            return True
        named = corrects and clause.has("other_person") and _only_names(clause)
        if (named or _about_somebody_else(clause)) and not clause.figured:
            return True
    return False


# What may stand beside a person who is only named: "sorry, I meant my wife".
_BESIDE_A_PERSON = frozenset({"other_person", "correction", "own", "filler", "calls"})


def _only_names(clause: Clause) -> bool:
    """Tell whether a clause names somebody and says nothing of them."""
    read = {place for hit in clause.taken if ABOUT in hit.says for place in range(hit.first, hit.after)}
    telling = (hit for hit in clause.hits if not hit.marks & _BESIDE_A_PERSON and hit.first not in read)
    return not clause.unknown and not any(telling)


def _stands(clause: Clause, hit: Hit) -> bool:
    """Tell whether a phrase is neither denied nor a part of a longer one: 「間違いです」, but not 「間違いない」."""
    within = any(other.first <= hit.first and other.after > hit.after for other in clause.hits)
    return not within and not (clause.denies(hit) and not clause.denied)


def _about_somebody_else(clause: Clause) -> bool:
    """Tell whether a clause says that it was about somebody else: "that was my friend", 「友達の話です」."""
    places = [hit.first for hit in clause.taken if ABOUT in hit.says]
    return bool(places) and any(mark for mark in clause.marks("other_person"))


def _named(clause: Clause) -> Iterator[tuple[Hit, str]]:
    """Yield the kinds of remarks that a clause names, by their words or by their names."""
    for hit in (*clause.told, *clause.taken):
        for kind in dict.fromkeys(sense.name for sense in hit.senses if sense.kind in ("remark", "topic")):
            yield hit, kind


def _overstays(clause: Clause, hit: Hit) -> bool:
    """Tell whether a phrase speaks of a stay that is over, rather than of the day on which it ends."""
    return any(
        sense.name == "residence" and sense.choices == _EXPIRED
        for other in clause.hits
        if other.first < hit.after and hit.first < other.after
        for sense in other.senses
    )
