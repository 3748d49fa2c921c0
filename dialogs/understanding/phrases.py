"""Finds every known phrase in a row of tokens in one pass: the longest at each place, as whole words.

A phrase carries senses. What a sense means for a question is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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

    `marks` and `figures` are the names of its senses of these kinds, which are asked for again and again.
    """

    first: int
    after: int
    senses: tuple[Sense, ...]
    marks: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def tokens_in(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase, cut as a typed text is; the point of an abbreviation at its end is left out."""
    said = tokens_of(plain_text(phrase)).said
    while len(said) > 1 and said[-1] == ".":
        said.pop()
    return tuple(said)


@dataclass(slots=True)
class PhraseIndex:
    """Phrases by their tokens, as a tree. Built once, then only read."""

    root: dict[str, Any] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def add(self, tokens: Sequence[str], senses: Iterable[Sense]) -> None:
        """Add senses to a phrase."""
        node = self.root
        for token in tokens:
            node = node.setdefault(token, {})
        node[_END] = (*node.get(_END, ()), *(s for s in senses if s not in node.get(_END, ())))
        self.words.update(tokens)

    def find(self, said: Sequence[str], asked: Sequence[str] = ()) -> list[Hit]:
        """Return the phrases in a row of tokens from left to right, none over another.

        What is bound to a question other than those asked is passed over, so that it hides nothing.
        """
        root, hits, place, length = self.root, [], 0, len(said)
        while place < length:
            token = said[place]
            node = root.get(token)
            hit = self._longest(said, place, node, asked) if node is not None else None
            # A plural may be a phrase's beginning of its own: "masters in business administration", "masters".
            if hit is None and token[-1] == "s" and (node := root.get(token[:-1])) is not None:
                hit = self._longest(said, place, node, asked)
            if hit is not None and self._longer_inside(said, hit, asked):
                hit = None
            if hit is None:
                place += 1
            else:
                hits.append(hit)
                place = hit.after
        return hits

    def _longer_inside(self, said: Sequence[str], hit: Hit, asked: Sequence[str]) -> bool:
        """Tell whether a longer phrase begins inside a phrase and goes beyond it: "on hsp", "hsp 1 b"."""
        for place in range(hit.first + 1, hit.after):
            node = self.root.get(said[place])
            other = self._longest(said, place, node, asked) if node is not None else None
            longer = other is not None and other.after > hit.after and other.after - place > hit.after - hit.first
            if longer and any(sense.kind in ("choice", "either") for sense in other.senses):
                return True
        return False

    def _longest(self, said: Sequence[str], place: int, node: dict[str, Any], asked: Sequence[str]) -> Hit | None:
        found: Hit | None = None
        after, length = place + 1, len(said)
        while True:
            if _END in node and not _cuts_a_word(said, after):
                senses = _usable(node[_END], tuple(asked))
                found = Hit(place, after, *senses) if senses[0] else found
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


@lru_cache(maxsize=1 << 15)
def _usable(
    senses: tuple[Sense, ...], asked: tuple[str, ...]
) -> tuple[tuple[Sense, ...], frozenset[str], frozenset[str]]:
    """Return the senses that count while these questions are asked, with the names of its marks and figures."""
    kept = tuple(sense for sense in senses if not sense.bound or sense.name in asked)
    marks, figures = (frozenset(s.name for s in kept if s.kind == kind) for kind in ("mark", "figure"))
    return kept, marks, figures


def _cuts_a_word(said: Sequence[str], after: int) -> bool:
    """Tell whether a phrase would end inside a word of katakana: 「エンジニア」 in 「エンジニアリング」."""
    return after < len(said) and is_katakana(said[after]) and is_katakana(said[after - 1])
