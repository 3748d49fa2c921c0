"""Finds every known phrase in a row of tokens in one pass: the longest at each place, as whole words.

A phrase carries senses. What a sense means for a question is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
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
    """A phrase found: the tokens from `first` up to `after`, and what it can say."""

    first: int
    after: int
    senses: tuple[Sense, ...]


def tokens_in(phrase: str) -> tuple[str, ...]:
    """Return the tokens of a phrase, cut as a typed text is."""
    return tuple(tokens_of(plain_text(phrase)).said)


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

    def find(self, said: Sequence[str]) -> list[Hit]:
        """Return the phrases in a row of tokens from left to right, none over another."""
        root, hits, place, length = self.root, [], 0, len(said)
        while place < length:
            token = said[place]
            node = root.get(token) or (root.get(token[:-1]) if token[-1] == "s" else None)
            hit = self._longest(said, place, node) if node is not None else None
            if hit is None:
                place += 1
            else:
                hits.append(hit)
                place = hit.after
        return hits

    def _longest(self, said: Sequence[str], place: int, node: dict[str, Any]) -> Hit | None:
        found: Hit | None = None
        after, length = place + 1, len(said)
        while True:
            if _END in node and not _cuts_a_word(said, after):
                found = Hit(place, after, node[_END])
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
