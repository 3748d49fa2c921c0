"""Finds every known phrase in a row of tokens in one pass: the longest at each place, as whole words.

A phrase carries senses. What a sense means for a question is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dialogs.understanding.plain import is_katakana, plain_text, tokens_of

_END = ""  # No token is empty, so that it marks where a phrase is complete.


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase can say: its kind, the question it speaks of (if any), and the choices it can stand for.

    `bound` senses hold only where that very question is asked.
    """

    kind: str
    name: str = ""
    choices: tuple[str, ...] = ()
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: the tokens from `first` up to `after`, and what it can say.

    `marks` and `figures` are the names of its senses of these kinds, `says` the kind and name of each: all are asked
    for again and again.
    """

    first: int
    after: int
    senses: tuple[Sense, ...]
    marks: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    says: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1 << 16)
def tokens_in(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase, cut as a typed text is; the point of an abbreviation at its end is left out."""
    said = tokens_of(plain_text(phrase)).said
    while len(said) > 1 and said[-1] == ".":
        said.pop()
    return tuple(said)


# First token -> the others, joined -> places of what the phrase says in a list of senses.
Buckets = Mapping[str, Mapping[str, Sequence[int]]]
_JOINT = " "  # no token holds a space
_KANA_SIGNS = frozenset(map(chr, range(ord("ァ"), ord("ー") + 1)))
MOST_REMEMBERED = 20_000
_MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language by their first token, and what they can say."""

    buckets: Buckets
    senses: Sequence[Sense]

    def has(self, token: str, rest: str) -> bool:
        """Return whether a phrase stands here."""
        return rest in self.buckets.get(token, ())


def joined(tokens: Sequence[str]) -> str:
    """Return the tokens behind a first one as they are kept."""
    return _JOINT.join(tokens)


def parts_of(phrases: Phrases) -> Iterator[tuple[list[str], list[Sense]]]:
    """Yield each phrase of a language as its tokens, with what it can say."""
    for token, others in phrases.buckets.items():
        for rest, places in others.items():
            yield [token, *(rest.split(_JOINT) if rest else ())], [phrases.senses[place] for place in places]


# Senses that count, the names of its marks and of its figures, and the kind and name of each.
Usable = tuple[tuple[Sense, ...], frozenset[str], frozenset[str], frozenset[tuple[str, str]]]


class _Ending:
    """What a complete phrase can say, worked out once for each question that is asked."""

    __slots__ = ("_bound", "_free", "_of", "senses")

    def __init__(self, senses: tuple[Sense, ...]) -> None:
        self.senses = senses
        self._bound = frozenset(sense.name for sense in senses if sense.bound)
        self._free = _sorted_out([sense for sense in senses if not sense.bound])
        self._of: dict[str, Usable] = {}

    def usable(self, asked: Sequence[str]) -> Usable:
        """Return the senses that count while these questions are asked: one, or one and what it is read as."""
        names = [name for name in asked if name in self._bound] if self._bound else ()
        if not names:
            return self._free
        found = self._of.get(names[0])
        if found is None:
            found = _sorted_out([sense for sense in self.senses if not sense.bound or sense.name in names])
            self._of[names[0]] = found
        return found


def _sorted_out(senses: Sequence[Sense]) -> Usable:
    marks, figures = (frozenset(s.name for s in senses if s.kind == kind) for kind in ("mark", "figure"))
    return tuple(senses), marks, figures, frozenset((sense.kind, sense.name) for sense in senses)


class PhraseIndex:
    """The phrases of a language and, where that language does not know them, of the others.

    They are put together for one first token at a time, when a text has it: a process reads few of all the words.
    """

    def __init__(self, own: Phrases, others: Sequence[Phrases] = (), known: Sequence[Phrases] = ()) -> None:
        """Look up phrases in `own` and then in the others; what stands in `known` the others say nothing of."""
        self._own, self._others, self._known = own, others, known
        self._trees: dict[str, dict[str, Any] | None] = {}

    def _starting(self, token: str) -> dict[str, Any] | None:
        """Return the tree of all phrases that begin with a token; None where none does."""
        tree: dict[str, Any] | None = self._trees.get(token, _MISSING)
        if tree is _MISSING:
            tree = self._planted(token)
            # People type endless different words: not all that nobody knows are remembered.
            if tree is not None or len(self._trees) < MOST_REMEMBERED:
                self._trees[token] = tree
        return tree

    def _planted(self, token: str) -> dict[str, Any] | None:
        tree: dict[str, Any] = {}
        for phrases in (self._own, *self._others):
            for rest, places in phrases.buckets.get(token, {}).items():
                if phrases is not self._own and any(known.has(token, rest) for known in self._known):
                    continue
                node = tree
                for following in rest.split(_JOINT) if rest else ():
                    node = node.setdefault(following, {})
                before = node[_END].senses if _END in node else ()
                node[_END] = _Ending((*before, *(s for s in (phrases.senses[i] for i in places) if s not in before)))
        return tree or None

    def find(self, said: Sequence[str], asked: Sequence[str] = ()) -> list[Hit]:
        """Return the phrases in a row of tokens from left to right, none over another.

        What is bound to a question other than those asked is passed over, so that it hides nothing.
        """
        starting, trees, hits, place, length = self._starting, self._trees, [], 0, len(said)
        while place < length:
            token = said[place]
            node = trees.get(token, _MISSING)
            if node is _MISSING:
                node = starting(token)
            hit = self._longest(said, place, node, asked) if node is not None else None
            # A plural may be a phrase's beginning of its own: "masters in business administration", "masters".
            if hit is None and token[-1] == "s" and (node := starting(token[:-1])) is not None:
                hit = self._longest(said, place, node, asked)
            if hit is not None and hit.after > place + 1 and (inside := self._longer_inside(said, hit, asked)):
                # "And my wife", 「もう」 of 「もう高度」: what stands before the longer phrase is read on its own.
                hit = self._longest(said[:inside], place, node, asked) if node is not None else None
            if hit is None:
                place += 1
            else:
                hits.append(hit)
                place = hit.after
        return hits

    def _longer_inside(self, said: Sequence[str], hit: Hit, asked: Sequence[str]) -> int | None:
        """Return where a phrase begins inside another, goes beyond it and says more: "on hsp" and "hsp 1 b"."""
        for place in range(hit.first + 1, hit.after):
            node = self._starting(said[place])
            other = self._longest(said, place, node, asked) if node is not None else None
            if other is None or other.after <= hit.after:
                continue
            gain = (other.after - place) - (hit.after - hit.first)
            # "My visa is HSP" and "HSP 1 b": whatever the first says, the second says too, and more.
            told = {(s.name, s.choices) for s in hit.senses if s.kind == "choice"}
            if told and told < {(s.name, s.choices) for s in other.senses if s.kind == "choice"}:
                return place
            if gain < 0 or (gain == 0 and any(sense.kind in ("choice", "either", "wanted") for sense in hit.senses)):
                continue
            if any(sense.kind in ("choice", "either") for sense in other.senses):
                return place
        return None

    def _longest(self, said: Sequence[str], place: int, node: dict[str, Any], asked: Sequence[str]) -> Hit | None:
        found: Hit | None = None
        after, length = place + 1, len(said)
        while True:
            # Most signs are no katakana: the look is spared.
            if _END in node and not (after < length and said[after][0] in _KANA_SIGNS and _cuts_a_word(said, after)):
                usable = node[_END].usable(asked)
                found = Hit(place, after, *usable) if usable[0] else found
            if after == length:
                return found
            token = said[after]
            following = node.get(token)
            if following is None and token[-1] == "s" and len(token) > 2:
                following = node.get(token[:-1])
            if following is None:
                return found
            node = following
            after += 1


def _cuts_a_word(said: Sequence[str], after: int) -> bool:
    """Tell whether a phrase would end inside a word of katakana: 「エンジニア」 in 「エンジニアリング」."""
    return after < len(said) and is_katakana(said[after]) and is_katakana(said[after - 1])
