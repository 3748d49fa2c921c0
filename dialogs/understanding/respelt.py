"""Spells phrases in the other ways that people write: "licence" as "license", 「永住」 in kana as 「えいじゅう」.

The file of a language says which words have other spellings; a phrase is then also found with them. What stands in the
file as it is wins, and of two words that are spelt alike neither is guessed at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from dialogs.understanding.phrases import Sense, tokens_in
from dialogs.understanding.plain import is_hiragana

Phrasing = tuple[str, Sense, str]

# A phrase with more such words is written in one way throughout.
MOST_MIXED = 3
# Fewer signs of kana stand within too many other words.
LEAST_KANA = 4
# What a phrase answers, of which it may have one meaning at a question.
_ANSWERS = frozenset({"choice", "likely", "either"})


class Respeller:
    """Knows other spellings of words."""

    def __init__(self, spellings: Mapping[str, Sequence[str]]) -> None:
        """`spellings` are by the word as the phrases have it."""
        self._spellings = spellings
        words = sorted(spellings, key=len, reverse=True)
        spaced = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words)
        self._words = re.compile("|".join(spaced)) if words else None

    def respelt(self, phrasings: Sequence[Phrasing]) -> list[Phrasing]:
        """Return the phrases in other spellings, but for those that are known already or would mean two things."""
        known = {tokens_in(phrase) for phrase, _, _ in phrasings}
        found: defaultdict[tuple[str, ...], list[Phrasing]] = defaultdict(list)
        for phrase, sense, key in phrasings:
            for other in self._others(phrase):
                tokens = tokens_in(other)
                if tokens not in known:
                    found[tokens].append((other, sense, key))
        return [phrasing for same in found.values() for phrasing in _of_one_meaning(same)]

    def _others(self, phrase: str) -> Iterator[str]:
        if self._words is None:
            return
        parts, place = [], 0
        for match in self._words.finditer(phrase):
            parts += [(phrase[place : match.start()],), (match[0], *self._spellings[match[0]])]
            place = match.end()
        if not parts:
            return
        parts.append((phrase[place:],))
        ways = product(*parts) if len(parts) <= 2 * MOST_MIXED + 1 else zip(*(_ends_of(p) for p in parts), strict=True)
        for way in ways:
            other = "".join(way)
            if other != phrase and _is_plain(other):
                yield other


def _ends_of(part: Sequence[str]) -> tuple[str]:
    return (part[-1],)


def _is_plain(phrase: str) -> bool:
    """Tell whether a phrase stands out of a text: one in kana alone has to be long enough."""
    return len(phrase) >= LEAST_KANA or not all(is_hiragana(sign) for sign in phrase)


def _of_one_meaning(same: Sequence[Phrasing]) -> Iterator[Phrasing]:
    """Yield what one spelling says, but for questions at which it would mean two things."""
    meanings: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _, sense, _ in same:
        if sense.kind in _ANSWERS:
            meanings[sense.name].add(sense.choices)
    for phrase, sense, key in same:
        if sense.kind not in _ANSWERS or len(meanings[sense.name]) == 1:
            yield phrase, sense, key
