"""Finds what a text denies of a person's own words, or takes back: "I was not fired", "forget the expiry".

A remark is denied only where the negation stands beside it: who "can't miss the deadline" has one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from dialogs.understanding.clauses import MOST_LOOKED_AT, Clause
from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens, is_hiragana
from dialogs.understanding.understood import Unsaid

_EXPIRED = ("ran_out",)
# Of these somebody may speak for another person: the others are only about the one who writes.
OF_OTHERS = frozenset({"family", "married", "pregnancy"})
# A negation further away denies something else.
MOST_BETWEEN = 12


def denies_remark(clause: Clause, hit: Hit, tokens: Tokens) -> bool:
    """Tell whether a negation stands right before a remark or its name, or right behind it as in Japanese."""
    if clause.takes("denial") or (clause.denied and (clause.takes("verb") or clause.takes("wholly"))):
        return True
    before = clause.marks("not_before")
    nearest = bisect_right(before, hit.first, key=lambda mark: mark.after) - 1
    # "No I was fired" answers something else.
    denying = nearest >= 0 and not clause.takes_at("answer", before[nearest].first)
    if denying and _joins(clause, tokens, before[nearest].after, hit.first):
        return True
    # "Pregnant no", with nothing behind that; "I was fired no" has a verb of its own.
    alone = hit.after == hit.first + 1
    if alone and before and before[-1].after == clause.after and before[-1].first == hit.after:
        return True
    # 「妊娠して」 ends inside 「していません」; 「失業したくない」 fears it.
    behind = clause.marks("not_after")
    following = bisect_right(behind, hit.first, key=lambda mark: mark.first)
    if following == len(behind) or tokens.kinds[hit.after - 1] != "sign" or behind[following].after <= hit.after:
        return False
    place = behind[following].first
    if not _joins(clause, tokens, hit.after, place):
        return False
    return not any(hit.after <= mark.first < behind[following].after for mark in clause.marks("plan"))


def answers_first(clause: Clause) -> bool:
    """Tell whether a clause begins with a no that is an answer of its own: "no I was fired"."""
    return clause.takes("answer")


def _joins(clause: Clause, tokens: Tokens, first: int, after: int) -> bool:
    """Tell whether only words that carry a negation on stand between two places."""
    if after - first > MOST_BETWEEN:
        return False
    if any(tokens.kinds[place] == "sign" for place in range(first, after)):
        return all(is_hiragana(tokens.said[place]) for place in range(first, after))
    return all(clause.takes_at("between", place) for place in range(first, after))


def taken_back(tokens: Tokens, clauses: Sequence[Clause]) -> tuple[Unsaid, ...]:
    """Return what a text says is not so, or asks to leave out, each kind of remark with the words that name it."""
    found: dict[tuple[str, bool], Unsaid] = {}
    for clause in clauses:
        if clause.asks or clause.condition:
            continue
        others = clause.other_person and _about_somebody_else(clause)
        for hit, kind in islice(_named(clause), MOST_LOOKED_AT):
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
        if any(_stands(clause, hit) for hit in clause.taken[:MOST_LOOKED_AT] if ("takes_back", "wholly") in hit.says):
            return True
        named = corrects and clause.has("other_person") and _only_names(clause)
        if (named or _about_somebody_else(clause)) and not clause.figured:
            return True
    return False


# What may stand beside a person who is only named: "sorry, I meant my wife".
_BESIDE_A_PERSON = frozenset({"other_person", "correction", "own", "filler", "calls"})


def _only_names(clause: Clause) -> bool:
    """Tell whether a clause names somebody and says nothing of them."""
    telling = (hit for hit in clause.hits if not (hit.marks & _BESIDE_A_PERSON or clause.takes_at("about", hit.first)))
    return not clause.unknown and not any(telling)


def _stands(clause: Clause, hit: Hit) -> bool:
    """Tell whether a phrase is neither denied nor a part of a longer one: 「間違いです」, but not 「間違いない」."""
    within = any(other.first <= hit.first and other.after > hit.after for other in clause.hits)
    return not within and not (clause.denies(hit) and not clause.denied)


def _about_somebody_else(clause: Clause) -> bool:
    """Tell whether a clause says that it was about somebody else: "that was my friend", 「友達の話です」."""
    return clause.takes("about") and clause.has("other_person")


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
