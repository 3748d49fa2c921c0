"""Cards to lay out or hand over, up to ten on a sheet of A4, a sheet for each word of where people come from.

Each card opens the chat by a QR code: what is pointed at it carries the word along. They are of the size of Japanese
visiting cards, so that ready-cut paper fits, and higher where the texts of all languages need more room; the cutting
marks stand outside of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.sheets.fonts import Weight
from bot.sheets.layout import Board, Layout, TextStyle
from bot.sheets.paper import HEIGHT, INK, PAPER, SOFT, WIDTH, measured
from bot.sheets.qr import draw

MILLIMETRE = 72 / 25.4
COLUMNS, CARD_WIDTH = 2, 91 * MILLIMETRE
# How high cards are, by how many stand one below the other.
HEIGHTS = {5: 55 * MILLIMETRE, 4: 67 * MILLIMETRE, 3: 91 * MILLIMETRE, 2: 136 * MILLIMETRE}
LEFT = (WIDTH - COLUMNS * CARD_WIDTH) / 2
_PAD, _BETWEEN, _UNDER = 11.0, 4.0, 2.5
# A code that stands alone, and one of two; the smallest square that telephones read from a hand away.
_ALONE, _OF_TWO = 92.0, 74.0
LEAST_SQUARE = 0.33 * MILLIMETRE
MOST_CODES = 2
_MARK, _MARK_GAP = 12.0, 3.0
_NAME = TextStyle(8.5, Weight.BOLD, INK, PAPER, 1.25)
_LABEL = TextStyle(6.5, Weight.BOLD, INK, PAPER, 1.25)
_WORD = TextStyle(5.5, Weight.REGULAR, SOFT, PAPER, 1.2)
_SIZES = (7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True, slots=True)
class SourceCard:
    """What stands on the cards of one word: texts in each language, and what each code opens, with its label."""

    source: str
    names: Sequence[str]
    says: Sequence[str]
    codes: Sequence[tuple[str, str]]


def card_pages(cards: Sequence[SourceCard]) -> tuple[Layout, ...]:
    """Return where everything stands, a page for each word, in points."""
    measure = measured()
    pages = []
    for card in cards:
        board = Board(measure)
        rows, style = _laid_out(board, card)
        top = (HEIGHT - rows * HEIGHTS[rows]) / 2
        for row in range(rows):
            for column in range(COLUMNS):
                _card(board, card, style, LEFT + column * CARD_WIDTH, top + row * HEIGHTS[rows], HEIGHTS[rows])
        _cutting_marks(board, rows, top)
        pages.append(Layout(WIDTH, HEIGHT, tuple(board.marks)))
    return tuple(pages)


def square_of(card: SourceCard) -> float:
    """Return how wide the squares of a card's finest code are."""
    size = _size(card)
    return min(draw(Board(measured()), link, 0, 0, size) for _, link in card.codes)


def _size(card: SourceCard) -> float:
    return _ALONE if len(card.codes) == 1 else _OF_TWO


def _width_of_codes(card: SourceCard) -> float:
    return len(card.codes) * _size(card) + (len(card.codes) - 1) * _BETWEEN


def _width_of_texts(card: SourceCard) -> float:
    return CARD_WIDTH - 2 * _PAD - _BETWEEN - _width_of_codes(card)


def _height_of_names(board: Board, card: SourceCard) -> float:
    return sum(len(board.lines(name, CARD_WIDTH - 2 * _PAD, _NAME)) * _NAME.line for name in card.names)


def _card(board: Board, card: SourceCard, style: TextStyle, left: float, top: float, height: float) -> None:
    y = top + _PAD
    for name in card.names:
        y = board.write(name, left + _PAD, y, CARD_WIDTH - 2 * _PAD, _NAME)
    size, codes_from = _size(card), left + CARD_WIDTH - _PAD - _width_of_codes(card)
    codes_at = (y + top + height - _PAD - size - _LABEL.line) / 2
    for number, (label, link) in enumerate(card.codes):
        x = codes_from + number * (size + _BETWEEN)
        draw(board, link, x, codes_at, size)
        board.write(label, x, codes_at + size, size, _LABEL, align=0.5)
    for text in card.says:
        y = board.write(text, left + _PAD, y + _UNDER, _width_of_texts(card), style)
    room = CARD_WIDTH - 2 * _PAD
    long = board.measure(card.source, _WORD.size, _WORD.weight)
    word = replace(_WORD, size=_WORD.size * min(1.0, room / long))
    board.put(card.source, left + _PAD, top + height - _PAD, room, word, align=1)


def _laid_out(board: Board, card: SourceCard) -> tuple[int, TextStyle]:
    """Return how many cards stand one below the other, and the largest letters by which all languages find room."""
    names, width = _height_of_names(board, card), _width_of_texts(card)
    for rows, height in HEIGHTS.items():
        for size in _SIZES:
            style = TextStyle(size, Weight.REGULAR, INK, PAPER, 1.3)
            says = sum(len(board.lines(text, width, style)) * style.line + _UNDER for text in card.says)
            if names + says <= height - 2 * _PAD:
                return rows, style
    return rows, style


def _cutting_marks(board: Board, rows: int, top: float) -> None:
    right, bottom, height = LEFT + COLUMNS * CARD_WIDTH, top + rows * HEIGHTS[rows], HEIGHTS[rows]
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD_WIDTH
        board.stroke((x, top - _MARK_GAP - _MARK), (x, top - _MARK_GAP), colour=INK, width=0.4)
        board.stroke((x, bottom + _MARK_GAP), (x, bottom + _MARK_GAP + _MARK), colour=INK, width=0.4)
    for row in range(rows + 1):
        y = top + row * height
        board.stroke((LEFT - _MARK_GAP - _MARK, y), (LEFT - _MARK_GAP, y), colour=INK, width=0.4)
        board.stroke((right + _MARK_GAP, y), (right + _MARK_GAP + _MARK, y), colour=INK, width=0.4)


__all__ = ["COLUMNS", "LEAST_SQUARE", "MOST_CODES", "SourceCard", "card_pages", "square_of"]
