"""Finds that a couple asks which of them should apply, and what a text says of the partner.

The words are data of each language (`parsing.couples`); what the rest says, the reader reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dialogs.parsing.lexicon import any_word, lexicon
from dialogs.parsing.text import normalise

_TABLE = "couples"
_BETWEEN = " ,;:.!?、。・"
_AGE = re.compile(r"(?<![\d.,])(\d\d)(?=\s*(?:[,;、。]|$|years old|yo\b|歳|才))(?:\s*(?:years old|yo\b|歳|才))?")
_AGES = range(16, 80)
# What is longer is a story for a person.
MOST_COMPARED = 240


@dataclass(frozen=True, slots=True)
class Compared:
    """What a text says of a partner, as if they said it of themselves; their age, where it stands alone."""

    part: str
    age: int | None


def read_compared(text: str) -> Compared | None:
    """Return what is said of the partner of somebody who asks which of the two should apply; None for other texts."""
    plain = normalise(text) if len(text) <= MOST_COMPARED else ""
    if not plain or not _words("who").search(plain):
        return None
    part = _words("who").sub(" ", plain)
    if not _words("partner").search(plain):
        return Compared("", None)
    for key in ("partner", "beside"):
        part = _words(key).sub(" ", part)
    age = next((match for match in _AGE.finditer(part) if int(match[1]) in _AGES), None)
    if age is not None:
        part = f"{part[: age.start()]} {part[age.end() :]}"
    return Compared(" ".join(part.split()).strip(_BETWEEN), None if age is None else int(age[1]))


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(any_word(*lexicon().words(_TABLE, key)))


__all__ = ["Compared", "read_compared"]
