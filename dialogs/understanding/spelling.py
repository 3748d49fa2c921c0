"""Repairs a misspelt word towards one that the lists know: one slip from five letters on, two from nine.

A slip is a letter more, less, other, or two that changed places. Figures, short words and words of negation are never
repaired, nor is anything repaired into them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

ONE_SLIP_FROM = 5
TWO_SLIPS_FROM = 9
# So many unknown words are looked at; a text with more is in a language we do not read.
MOST_REPAIRS = 6
LONGEST_WORD = 20


class Speller:
    """Knows words and what is left of each when one or two letters are left out."""

    def __init__(self, words: Iterable[str], kept: Iterable[str] = ()) -> None:
        """`words` are known and repaired towards; `kept` are known, and nothing is repaired towards them."""
        targets = {w for w in words if ONE_SLIP_FROM <= len(w) <= LONGEST_WORD and w.isalpha() and w.isascii()}
        kept = frozenset(kept)
        self._known = frozenset(targets | kept)
        self._near: dict[str, set[str]] = {}
        for word in sorted(targets - kept):
            for shortened in _shortened(word):
                self._near.setdefault(shortened, set()).add(word)

    def repaired(self, word: str) -> str | None:
        """Return the one known word that a word is a slip away from; None where it is known, or none or two are."""
        if not ONE_SLIP_FROM <= len(word) <= LONGEST_WORD or not (word.isalpha() and word.isascii()):
            return None
        if word in self._known or word.removesuffix("s") in self._known:
            return None
        near = {near for shortened in _shortened(word) for near in self._near.get(shortened, ())}
        for slips in (1, 2):
            meant = [other for other in near if _within(word, other, slips)]
            if len(meant) == 1:
                return meant[0] if slips == 1 or len(meant[0]) >= TWO_SLIPS_FROM <= len(word) + 1 else None
            if meant:
                return None
        return None


def _shortened(word: str) -> set[str]:
    places = range(len(word))
    short = {word, *(word[:i] + word[i + 1 :] for i in places)}
    if len(word) >= TWO_SLIPS_FROM - 1:
        short |= {word[:i] + word[i + 1 : j] + word[j + 1 :] for i, j in combinations(places, 2)}
    return short


def _within(word: str, other: str, slips: int) -> bool:
    """Tell whether two words are so many slips apart at most; two letters that changed places are one slip."""
    if abs(len(word) - len(other)) > slips:
        return False
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1] <= slips
