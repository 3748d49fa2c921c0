"""Repairs a misspelt word towards one that the lists know: one slip from five letters on, two from nine.

A slip is a letter more, less, other, or two that changed places. Figures, short words and words of negation are never
repaired, nor is anything repaired into them.
"""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.parsing.words import is_slip

ONE_SLIP_FROM = 5
TWO_SLIPS_FROM = 9
# So many unknown words are looked at; a text with more is in a language we do not read.
MOST_REPAIRS = 6
LONGEST_WORD = 20


def can_be_meant(word: str) -> bool:
    """Tell whether a slip may be repaired towards a word."""
    return ONE_SLIP_FROM <= len(word) <= LONGEST_WORD and word.isalpha() and word.isascii()


class Speller:
    """Knows words, and finds those that look like another: put together when the first unknown word is met.

    Of two short words that are a slip apart, one without one of its letters is the other without one of its letters.
    A long one is cut into three: two slips leave one of the three as it was, or moved by no more than two places.
    """

    def __init__(self, words: Iterable[str], kept: Iterable[str] = ()) -> None:
        """`words` are known and repaired towards; `kept` are known, and nothing is repaired towards them."""
        self._words, self._kept = words, kept
        self._known: frozenset[str] = frozenset()
        self._short: dict[str, list[str]] = {}
        self._pieces: dict[tuple[int, int, str], list[str]] = {}

    def _prepare(self) -> None:
        targets = {word for word in self._words if can_be_meant(word)}
        kept = frozenset(self._kept)
        self._known = frozenset(targets | kept)
        for word in sorted(targets - kept):
            if len(word) < TWO_SLIPS_FROM:
                for shortened in _shortened(word):
                    self._short.setdefault(shortened, []).append(word)
            else:
                for part, (first, after) in enumerate(_thirds(len(word))):
                    self._pieces.setdefault((len(word), part, word[first:after]), []).append(word)

    def is_unknown(self, word: str) -> bool:
        """Tell whether a word is long enough to be repaired, and no known one."""
        if not can_be_meant(word):
            return False
        if not self._known:
            self._prepare()
        return word not in self._known and word.removesuffix("s") not in self._known

    def repaired(self, word: str) -> str | None:
        """Return the one known word that a word is a slip away from; None where it is known, or none or two are."""
        if not self.is_unknown(word):
            return None
        near = self._near(word)
        meant = [other for other in near if is_slip(word, other)]
        if meant or len(word) + 1 < TWO_SLIPS_FROM:
            return meant[0] if len(meant) == 1 else None
        meant = [other for other in near if _within(word, other, 2)]
        return meant[0] if len(meant) == 1 and len(meant[0]) >= TWO_SLIPS_FROM else None

    def _near(self, word: str) -> set[str]:
        """Return the known words that may be so near; whether they are is looked at one by one."""
        near: set[str] = set()
        if len(word) <= TWO_SLIPS_FROM:
            near.update(other for shortened in _shortened(word) for other in self._short.get(shortened, ()))
        for length in range(max(TWO_SLIPS_FROM, len(word) - 2), len(word) + 3):
            for part, (first, after) in enumerate(_thirds(length)):
                for start in range(max(0, first - 2), first + 3):
                    piece = word[start : start + after - first]
                    near.update(self._pieces.get((length, part, piece), ()))
        return near


def _thirds(length: int) -> tuple[tuple[int, int], ...]:
    one, two = length // 3, 2 * length // 3
    return (0, one), (one, two), (two, length)


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _within(word: str, other: str, slips: int) -> bool:
    """Tell whether two words are so many slips apart at most; two letters that changed places are one slip."""
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
