"""By which parts of words a lead is found: those of its name and contact, as they are looked for.

A part is a letter, or two that stand beside each other; of numbers three figures, wherever somebody put signs between
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from dialogs.consented import Consented

# Fewer figures would be in almost every telephone number.
FEWEST_FIGURES = 3
_NO_FIGURE = re.compile(r"[^0-9]")


def plain(text: str) -> str:
    """Return a text as it is compared: of whatever width, in small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def figures_in(text: str) -> str:
    """Return the figures of a text that is plain already."""
    return _NO_FIGURE.sub("", text)


def parts_of(consented: Consented) -> frozenset[str]:
    """Return all parts that a lead is found by."""
    name, contact = plain(consented.name or ""), plain(consented.text("contact") or "")
    words = f"{name} {contact}".split()
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


__all__ = ["FEWEST_FIGURES", "figures_in", "parts_of", "parts_of_figures", "parts_of_word", "plain"]
