"""Text in columns for a terminal: widths as the eye sees them (Japanese takes two cells), wrapping, and style."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TextIO

NARROWEST, WIDEST = 40, 110
"""The window is taken to be at least and at most so wide."""
NARROW = 76
"""Below this there is no room for several columns."""
# What a word is, for wrapping: a run of narrow characters with the blanks after it, or one wide character.
_WORD = re.compile(r"[\u0021-\u2e7f]+\s*|.", re.DOTALL)
# May not begin a line: closing punctuation, and the small and long signs of Japanese.
_NOT_FIRST = frozenset("、。，．・：；？！）」』】］｝〉》〜～ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％点円年歳")
_NOT_LAST = frozenset("（「『【［｛〈《")


def width(text: str) -> int:
    """Cells a text takes in a terminal."""
    return sum(map(_cells, text))


def pad(text: str, cells: int) -> str:
    """A text filled with blanks on the right up to a width."""
    return text + " " * max(0, cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """A text in lines no wider than `cells`, broken between words, or anywhere in Japanese but before 。 and the like.

    A word longer than a line stands alone, too wide, rather than cut.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > cells:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def columns() -> int:
    """How wide to write: the terminal's width within reason, 100 where there is none."""
    return min(WIDEST, max(NARROWEST, shutil.get_terminal_size((100, 24)).columns))


class Style:
    """Bold, dim and colours where the stream is a terminal that wants them; plain text everywhere else."""

    def __init__(self, stream: TextIO | None = None) -> None:
        stream = stream or sys.stdout
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self.on = wanted and stream.isatty()

    def bold(self, text: str) -> str:
        """Heavier."""
        return self._with("1", text)

    def dim(self, text: str) -> str:
        """Fainter, for what few will read."""
        return self._with("2", text)

    def green(self, text: str) -> str:
        """Good."""
        return self._with("32", text)

    def red(self, text: str) -> str:
        """Bad."""
        return self._with("31", text)

    def yellow(self, text: str) -> str:
        """Open."""
        return self._with("33", text)

    def _with(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str) -> Iterable[str]:
    """The parts a line may be broken between."""
    piece = ""
    for word in _WORD.findall(text):
        if piece and word[0] not in _NOT_FIRST and piece[-1] not in _NOT_LAST:
            yield piece
            piece = ""
        piece += word
    if piece:
        yield piece
