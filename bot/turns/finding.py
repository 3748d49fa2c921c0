"""By which parts of words a lead is found: those of its name and contact, as they are looked for.

A part is a letter, or two that stand beside each other; of numbers three figures, wherever somebody put signs between
them. Whoever looks for a name need not know its accents, whether it was written in hiragana or katakana, or where the
spaces are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dialogs.consented import Consented

# Fewer figures would be in almost every telephone number.
FEWEST_FIGURES = 3
# Another kind of parts than before: those that are kept are made anew where this is not what they were made by.
PARTS_VERSION = 2
_NO_FIGURE, _NO_LETTER = re.compile(r"[^0-9]"), re.compile(r"[\W_]+")
# Accents of letters; the marks of kana and of Indian scripts are letters of their own.
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that are not put together of others, as people type them who have no such key; hiragana as katakana.
_AS_TYPED = {ord(letter): other for letter, other in zip("đøłıħ", "dolih", strict=True)}
_AS_TYPED |= {hiragana: chr(hiragana + 0x60) for hiragana in range(0x3041, 0x3097)}


def plain(text: str) -> str:
    """Return a text as it is compared: of whatever width, in small letters without accents, in katakana."""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", letters).translate(_AS_TYPED)


def in_one(name: str) -> str:
    """Return a name that is plain already without what stands between its words."""
    return _NO_LETTER.sub("", name)


def figures_in(text: str) -> str:
    """Return the figures of a text that is plain already."""
    return _NO_FIGURE.sub("", text)


def parts_of(consented: Consented) -> frozenset[str]:
    """Return all parts that a lead is found by."""
    name, contact = plain(consented.name or ""), plain(consented.text("contact") or "")
    words = [*f"{name} {contact}".split(), in_one(name)]
    letters = (letter for word in words for letter in word)
    pairs = (pair for word in words for pair in _pairs(word))
    return frozenset([*letters, *pairs, *_threes(figures_in(contact))])


def parts_of_word(word: str) -> frozenset[str]:
    """Return the parts that whatever has a word in it must have."""
    return frozenset(_pairs(word)) if len(word) > 1 else frozenset(word)


def parts_of_figures(figures: str) -> frozenset[str]:
    """Return the parts that a number with these figures must have; 090 at home is +81 90 from abroad."""
    return frozenset(_threes(figures.lstrip("0")))


def _pairs(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        yield word[at : at + 2]


def _threes(figures: str) -> Iterator[str]:
    for at in range(len(figures) - 2):
        yield f"#{figures[at : at + 3]}"


__all__ = [
    "FEWEST_FIGURES",
    "PARTS_VERSION",
    "figures_in",
    "in_one",
    "parts_of",
    "parts_of_figures",
    "parts_of_word",
    "plain",
]
