"""Writes words that were typed in kana with the signs that the lists have: 「しゅうし おわる よてい」.

Which reading is which word is data of the language. A run of kana is written anew only where all of it is known words,
so that the borders between them are no guess: names and whatever else nobody listed stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dialogs.parsing.lexicon import lexicon

# The signs of hiragana, and what stands before a run of them.
_RUN = re.compile("[ぁ-ゖー]+")
_COUNTED = {
    "ねんかん": "年間", "ねんはん": "年半", "ねんまえ": "年前", "ねんめ": "年目", "ねん": "年",
    "かげつ": "か月", "がつ": "月", "にち": "日", "さい": "歳", "まんえん": "万円", "まん": "万", "えん": "円",
}  # fmt: skip
# Fewer signs stand within too many other words: such a word opens its run.
_SHORT = 2
# A longer run is no speech in words that we know.
MOST_KANA = 40
# Who writes words apart in kana writes little; a longer text is a story, and is not read twice.
MOST_SPELT = 120
# Behind the head of a verb stands no more than its ending.
MOST_ENDING = 8
# An ending that nobody looked at is believed only where no words are known there.
_OF_AN_ENDING = 3
_SPACES = " 　"
_OF_A_WORD = re.compile("[ァ-ヺ一-鿿々]")


@dataclass(frozen=True, slots=True)
class Spelt:
    """A text as the lists would have it, and where each of its signs begins and ends in what was typed."""

    typed: str
    text: str
    begins: Sequence[int]
    ends: Sequence[int]

    def own(self, words: str) -> str:
        """Return what was typed for words of the text; the words themselves where they are not in it."""
        place = self.text.find(words) if words else -1
        if place < 0:
            return words
        return self.typed[self.begins[place] : self.ends[place + len(words) - 1]]


@dataclass(frozen=True, slots=True)
class _Piece:
    length: int
    written: str
    particle: bool = False
    cost: int = 1


def spelt(typed: str) -> Spelt | None:
    """Return a text with its words in kana written as the lists have them; None where it has none of those."""
    if len(typed) > MOST_SPELT or typed.isascii():
        return None
    parts: list[tuple[int, int, str]] = []
    place = 0
    for run in _RUN.finditer(typed):
        found = _written(run[0], typed[: run.start()], run.start())
        if found is None:
            continue
        parts.append((place, run.start(), ""))
        parts += found
        place = run.end()
    if not any(written for _, _, written in parts):
        return None
    parts.append((place, len(typed), ""))
    return _together(typed, parts)


def _together(typed: str, parts: Sequence[tuple[int, int, str]]) -> Spelt:
    text: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for start, end, written in parts:
        if written:
            text.append(written)
            begins += [start] * len(written)
            ends += [end] * len(written)
        else:
            text.append(typed[start:end])
            begins += range(start, end)
            ends += range(start + 1, end + 1)
    return Spelt(typed, "".join(text), begins, ends)


def _written(run: str, before: str, at: int) -> list[tuple[int, int, str]] | None:
    """Return the pieces of a run of kana, where all of it is known: from, to, and what is written for it."""
    if len(run) > MOST_KANA:
        return None
    stands_behind = before.rstrip(_SPACES)[-1:]
    counted = stands_behind.isdecimal() or stands_behind in tuple("万億")
    # Right behind a sign of kanji stands its ending, or what governs it: 「お願い」 has no 「いし」.
    pieces = _cut(run, counted=counted, ending=before[-1:] not in _SPACES and _OF_A_WORD.match(before[-1:]) is not None)
    if not pieces:
        return None
    found, place = [], at
    for piece in pieces:
        found.append((place, place + piece.length, piece.written))
        place += piece.length
    return found


def _cut(run: str, *, counted: bool, ending: bool) -> list[_Piece]:
    """Return a run in the fewest known pieces; none where a part of it is unknown."""
    best: list[tuple[int, list[_Piece]] | None] = [None] * (len(run) + 1)
    best[0] = (0, [])
    for place in range(len(run)):
        so_far = best[place]
        if so_far is None:
            continue
        count, pieces = so_far
        for piece in _pieces_at(run, place, counted=counted, after_particle=bool(pieces and pieces[-1].particle)):
            if ending and place == 0 and piece.written and not counted and piece.length <= _SHORT:
                continue
            after = best[place + piece.length]
            if after is None or count + piece.cost < after[0]:
                best[place + piece.length] = (count + piece.cost, [*pieces, piece])
    whole = best[-1]
    return whole[1] if whole is not None else []


def _pieces_at(run: str, place: int, *, counted: bool, after_particle: bool) -> list[_Piece]:
    words, stems, kept, particles, longest = _known()
    found = []
    for length in range(1, min(longest, len(run) - place) + 1):
        word = run[place : place + length]
        if place == 0 and counted and word in _COUNTED:
            found.append(_Piece(length, _COUNTED[word]))
        if word in words and (length > _SHORT or place == 0):
            found.append(_Piece(length, words[word]))
        elif word in stems and len(run) - place - length <= MOST_ENDING and (length > _SHORT or place == 0):
            rest = run[place + length :]
            found.append(_Piece(length + len(rest), stems[word] + rest, cost=_OF_AN_ENDING))
        if word in kept:
            found.append(_Piece(length, ""))
        if word in particles and not after_particle:
            found.append(_Piece(length, "", particle=True))
    return found


@cache
def _known() -> tuple[dict[str, str], dict[str, str], frozenset[str], frozenset[str], int]:
    known = lexicon()
    words, stems = dict(known.groups("readings")), dict(known.groups("reading_stems"))
    kept = frozenset(known.words("reading_kept", "words"))
    particles = frozenset(known.words("reading_kept", "particles"))
    return words, stems, kept, particles, max(map(len, (*words, *stems, *kept, *particles, *_COUNTED)))
