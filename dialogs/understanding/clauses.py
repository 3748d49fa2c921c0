"""Cuts a text into clauses and tells of each what stands over it: a question, a negation, somebody else, a plan.

It knows marks and places of tokens, and no question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dialogs.understanding.phrases import Hit
from dialogs.understanding.plain import Tokens

_ENDS = frozenset(".!?。;\n…")
_COMMAS = frozenset(',、:()[]{}|•*→=>"「」『』<')
_BETWEEN = frozenset("/-+~&")
_QUESTION = "?"


@dataclass(slots=True)
class Clause:
    """A run of tokens between two marks, its phrases, and what stands over it."""

    first: int
    after: int
    sentence: int
    hits: list[Hit] = field(default_factory=list)
    asks: bool = False
    other_person: bool = False
    condition: bool = False

    def marks(self, name: str) -> Iterator[Hit]:
        """Yield the hits that are a mark of that name."""
        return (hit for hit in self.hits if _is_mark(hit, name))

    def has(self, name: str) -> bool:
        """Return whether a mark of that name stands in it."""
        return any(True for _ in self.marks(name))

    def denies(self, hit: Hit) -> bool:
        """Return whether a negation stands over a hit: before it, or behind it where the language says so."""
        before = any(mark.after <= hit.first for mark in self.marks("not_before"))
        behind = [mark for mark in self.marks("not_after") if mark.first >= hit.after]
        return before != bool(behind)


def _is_mark(hit: Hit, name: str) -> bool:
    return any(sense.kind == "mark" and sense.name == name for sense in hit.senses)


def clauses_of(tokens: Tokens, hits: Sequence[Hit]) -> list[Clause]:
    """Return the clauses of a text, with what stands over each."""
    found: list[Clause] = []
    ends: dict[int, str] = {}  # the mark that ends a sentence
    first = sentence = 0
    pending = 0
    place, length = 0, len(tokens.said)
    while place <= length:
        hit = hits[pending] if pending < len(hits) and hits[pending].first == place else None
        if hit is not None:
            pending += 1
        splitting = hit is not None and _is_mark(hit, "split")
        ended = place == length or (hit is None and _ends(tokens, place))
        if splitting or ended or (hit is None and _parts(tokens, place)):
            if first < place:
                found.append(Clause(first, place, sentence))
            first = hit.after if splitting and hit is not None else place + 1
        if ended and place < length:
            ends[sentence] = tokens.said[place] if tokens.said[place] == _QUESTION else ends.get(sentence, "")
            sentence += 1
        place = hit.after if hit is not None else place + 1
    _put_hits(found, hits)
    for number in range(sentence + 1):
        _look_over([clause for clause in found if clause.sentence == number], ends.get(number, ""), tokens)
    return found


def _ends(tokens: Tokens, place: int) -> bool:
    return tokens.kinds[place] == "mark" and tokens.said[place] in _ENDS


def _parts(tokens: Tokens, place: int) -> bool:
    """Tell whether a mark parts two clauses; between two figures it belongs to them: "7,000", "350-400"."""
    if tokens.kinds[place] != "mark":
        return False
    said = tokens.said[place]
    if said in _COMMAS:
        return True
    beside = [i for i in (place - 1, place + 1) if 0 <= i < len(tokens.said)]
    return said in _BETWEEN and not any(tokens.kinds[i] == "figure" for i in beside)


def _put_hits(clauses: Sequence[Clause], hits: Sequence[Hit]) -> None:
    number = 0
    for hit in hits:
        while number < len(clauses) and clauses[number].after <= hit.first:
            number += 1
        if number < len(clauses) and clauses[number].first <= hit.first:
            clauses[number].hits.append(hit)


def _look_over(sentence: Sequence[Clause], end: str, tokens: Tokens) -> None:
    """Mark the clauses of one sentence that ask, speak of somebody else, or only say what would be."""
    other = condition = asking = False
    for clause in sentence:
        asking = asking or _asks(clause, tokens)
        clause.asks = asking
        others = [hit.first for hit in clause.marks("other_person")]
        own = [hit.first for hit in clause.marks("own")]
        # "My wife is Japanese and has N1" is still about her; "my wife and I have" is not.
        other = bool(others) if others else other and not own
        clause.other_person = other
        condition = condition or clause.has("condition")
        clause.condition = condition
    if end == _QUESTION and sentence and not asking:
        sentence[-1].asks = True


def _asks(clause: Clause, tokens: Tokens) -> bool:
    """Tell whether a clause asks: by its first word, by its last, or by a word anywhere in it."""
    if clause.has("asks") or any(sense.kind == "wanted" for hit in clause.hits for sense in hit.senses):
        return True
    if any(hit.after == clause.after for hit in clause.marks("asks_last")):
        return True
    start = clause.first
    for hit in clause.hits:
        if hit.first != start:
            return False
        if _is_mark(hit, "asks_first"):
            return True
        if not _is_mark(hit, "calls"):
            return False
        start = hit.after
    return False
