"""QR codes: an address as dark and light squares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import segno

from bot.sheets.layout import Board, Box

# The light margin that a reader needs, in squares.
QUIET = 4
DARK = "#000000"


@lru_cache(maxsize=64)
def squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return the lines of a code, true where dark; a seventh of it may be dirty, more where there is room for that."""
    matrix = segno.make_qr(text, error="m").matrix
    return tuple(tuple(map(bool, line)) for line in matrix)


def draw(board: Board, text: str, left: float, top: float, size: float) -> float:
    """Draw a code with its margin into a square; return how wide one of its squares is."""
    lines = squares(text)
    module = size / (len(lines) + 2 * QUIET)
    for number, line in enumerate(lines):
        y = top + (number + QUIET) * module
        for first, after in _dark(line):
            x = left + QUIET * module
            board.shape(Box(x + first * module, y, x + after * module, y + module), fill=DARK)
    return module


def _dark(across: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield each run of dark squares: the first, and the one behind the last."""
    start = None
    for place, is_dark in enumerate((*across, False)):
        if is_dark and start is None:
            start = place
        elif not is_dark and start is not None:
            yield start, place
            start = None


__all__ = ["QUIET", "draw", "squares"]
