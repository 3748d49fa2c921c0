"""The worksheet: a PDF on A4 for the office's file, rows in the order of the official form, room to confirm by hand.

`worksheet_pages` decides where everything stands, in points; `worksheet` draws it. Outlines are embedded, only those
used; equal data gives equal bytes; nothing about the client is in the file's metadata.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.sheets.data import SheetData, SheetPaper, SheetRow
from bot.sheets.fonts import Weight, drawable
from bot.sheets.layout import Board, Box, Layout, TextStyle
from bot.sheets.paper import (
    BOLD,
    BOTTOM,
    CELL,
    FRAME,
    HEAD,
    HEADING,
    INK,
    INNER,
    LEFT,
    PAD,
    PAPER,
    RIGHT,
    RULE,
    SMALL,
    SOFT,
    TITLE,
    TOP,
    VALUE,
    measured,
    pdf_of,
    with_feet,
)
from dialogs.office import LANGUAGE_OF_STAFF

_NAME = TextStyle(8, Weight.REGULAR, SOFT, HEAD)
_POINTS = TextStyle(10.5, Weight.BOLD, INK, PAPER, 1.15)
# Column, form number, item, three times points, papers.
_WIDTHS = (48.0, 42.0, 142.0, 40.0, 40.0, 40.0, INNER - 352.0)
_TOTALS_HEIGHT, _SIGNATURE_HEIGHT = 24.0, 46.0


def worksheet(data: SheetData) -> bytes:
    """The worksheet as a PDF. Takes a part of a second; not for the event loop."""
    title = f"{data.words.title} {data.lead_number}"
    return pdf_of(worksheet_pages(data), title=title, language=LANGUAGE_OF_STAFF, made_on=data.made_on)


def worksheet_pages(data: SheetData) -> tuple[Layout, ...]:
    """Where everything stands, page by page, in points (1/72 inch)."""
    return _Pages(data).made()


class _Pages:
    """Fills page after page; a row, a line of notes and the boxes to sign are never cut in two."""

    def __init__(self, data: SheetData) -> None:
        self.data = data
        self.measure = measured()
        self.boards: list[Board] = []
        self.new_page()

    def made(self) -> tuple[Layout, ...]:
        """All pages, each with its foot."""
        self.head()
        self.table()
        self.remarks()
        self.signatures()
        return with_feet(self.boards, self.data.disclaimer)

    def new_page(self) -> None:
        """An empty page with the office and the number of the request over a line."""
        self.board = Board(self.measure)
        self.boards.append(self.board)
        self.board.write(self.data.office, LEFT, TOP - 14, INNER * 0.7, SMALL)
        self.board.write(self.data.lead_number, LEFT + INNER * 0.7, TOP - 14, INNER * 0.3, BOLD, align=1)
        self.board.stroke((LEFT, TOP + 10), (RIGHT, TOP + 10), colour=FRAME, width=0.7)
        self.y = TOP + 22

    def head(self) -> None:
        """The title and what the sheet is about."""
        data, words = self.data, self.data.words
        self.y = self.board.write(words.title, LEFT, self.y, INNER, TITLE) + 8
        half = INNER / 2
        self.fields([(words.client, data.client, INNER)])
        self.fields([(words.category, data.category, INNER)])
        self.fields([(words.day, data.day, half), (words.table, data.table, half)])
        for name, value in (
            (words.deadline, data.deadline),
            (words.facts, data.facts),
            (words.contact, data.contact),
        ):
            if value:
                self.fields([(name, value, INNER)])
        self.y += 12

    def fields(self, fields: Iterable[tuple[str, str, float]]) -> None:
        """Write a row of named fields, as tall as the tallest of them."""
        fields, name = list(fields), 64.0
        inside = [self.board.lines(value, width - name - 2 * PAD, VALUE) for _, value, width in fields]
        tall = max(map(len, inside)) * VALUE.line + 2 * PAD
        left = LEFT
        for (label, value, width), _ in zip(fields, inside, strict=True):
            self.board.shape(Box(left, self.y, left + name, self.y + tall), fill=HEAD)
            self.board.shape(Box(left, self.y, left + width, self.y + tall), outline=RULE, width=0.5)
            self.board.write(label, left + PAD, self.y + PAD, name - 2 * PAD, _NAME)
            self.board.write(value, left + name + PAD, self.y + PAD, width - name - 2 * PAD, VALUE)
            left += width
        self.y += tall

    # --- the table --------------------------------------------------------------------------------------------------

    def table(self) -> None:
        """The rows, their heading again on each page, the totals."""
        self.heading()
        column = None
        for row in self.data.rows:
            if self.y + self.row_height(row) > BOTTOM:
                self.board.stroke((LEFT, self.y), (RIGHT, self.y), colour=FRAME, width=0.7)
                self.new_page()
                self.heading()
                column = None
            self.row(row, "" if row.column == column else row.column)
            column = row.column
        self.board.stroke((LEFT, self.y), (RIGHT, self.y), colour=FRAME, width=0.7)
        if self.y + _TOTALS_HEIGHT > BOTTOM:
            self.new_page()
        self.totals()

    def heading(self) -> None:
        """The names of the columns, on grey."""
        words = self.data.words
        names = (
            words.column,
            words.form_number,
            words.item,
            words.claimed,
            words.documented,
            words.confirmed,
            words.papers,
        )
        tall = (
            max(
                len(self.board.lines(name, width - 2 * PAD, HEADING))
                for name, width in zip(names, _WIDTHS, strict=True)
            )
            * HEADING.line
            + 2 * PAD
        )
        self.board.shape(Box(LEFT, self.y, RIGHT, self.y + tall), fill=HEAD, outline=FRAME, width=0.7)
        for index, name in enumerate(names):
            self.board.write(name, *_at(index, self.y + PAD), HEADING, align=0.5 if 3 <= index <= 5 else 0)
        self.uprights(self.y, self.y + tall)
        self.y += tall

    def row(self, row: SheetRow, column: str) -> None:
        """One row; its column's name only where it begins."""
        tall, top = self.row_height(row), self.y + PAD
        self.board.stroke((LEFT if column else LEFT + _WIDTHS[0], self.y), (RIGHT, self.y), colour=RULE, width=0.5)
        self.board.write(column, *_at(0, top), BOLD)
        self.board.write(row.form_number, *_at(1, top), CELL)
        below = self.board.write(row.label, *_at(2, top), CELL)
        if row.remark:
            self.board.write(row.remark, *_at(2, below), SMALL)
        claimed = self.data.words.not_known if row.claimed is None else str(row.claimed)
        self.points((claimed, _number(row.documented), _number(row.confirmed)), top)
        left, width = _cell(6)
        for paper in row.papers:
            # A box to tick by hand.
            self.board.shape(Box(left, top + 2, left + 7.5, top + 9.5), outline=FRAME, width=0.6)
            top = self.board.write(_paper(paper), left + 12, top, width - 12, CELL)
        self.uprights(self.y, self.y + tall)
        self.y += tall

    def row_height(self, row: SheetRow) -> float:
        """How tall a row is: its longest cell, and room to write in it."""
        _, width = _cell(6)
        papers = sum(len(self.board.lines(_paper(paper), width - 12, CELL)) for paper in row.papers)
        _, room = _cell(2)
        item = len(self.board.lines(row.label, room, CELL)) * CELL.line
        remark = len(self.board.lines(row.remark, room, SMALL)) * SMALL.line if row.remark else 0
        column = len(self.board.lines(row.column, _WIDTHS[0] - 2 * PAD, BOLD)) * BOLD.line
        number = len(self.board.lines(row.form_number, _WIDTHS[1] - 2 * PAD, CELL))
        return max(max(papers, number) * CELL.line, item + remark, column) + 2 * PAD

    def totals(self) -> None:
        """The last line of the table, under a strong rule."""
        self.uprights(self.y, self.y + _TOTALS_HEIGHT, first=3)
        self.board.shape(Box(LEFT, self.y, RIGHT, self.y + _TOTALS_HEIGHT), outline=FRAME, width=0.9)
        self.board.write(self.data.words.total, LEFT + PAD, self.y + 6, 60, BOLD)
        claimed, documented, confirmed = self.data.totals
        self.points((_number(claimed), _number(documented), _number(confirmed)), self.y + 6)
        left, width = _cell(6)
        self.board.write(self.data.needed, left, self.y + 6, width, BOLD)
        self.y += _TOTALS_HEIGHT + 10

    def points(self, numbers: tuple[str, str, str], top: float) -> None:
        """Three cells of points; a word in place of a number is set small."""
        for index, text in enumerate(numbers, 3):
            self.board.write(text, *_at(index, top), _POINTS if text.isdecimal() else SMALL, align=0.5)

    def uprights(self, top: float, bottom: float, first: int = 0) -> None:
        """The upright rules of one row, left of the column `first` and of all behind it."""
        for index in range(first, len(_WIDTHS) + 1):
            x = LEFT + sum(_WIDTHS[:index])
            self.board.stroke((x, top), (x, bottom), colour=RULE, width=0.5)

    # --- under the table --------------------------------------------------------------------------------------------

    def remarks(self) -> None:
        """What the columns mean, then the notes, over as many pages as they take."""
        if self.data.conditions:
            self.flow(self.data.words.conditions, BOLD)
            for condition in self.data.conditions:
                self.flow(condition, VALUE)
            self.y += 4
        if self.data.card:
            self.flow(self.data.words.card, BOLD)
            for line in self.data.card:
                self.flow(line, VALUE)
            self.y += 4
        self.flow(self.data.words.legend, SMALL)
        if any(board.incomplete for board in self.boards) or drawable(self.data.notes).missing:
            self.flow(self.data.words.not_drawn, BOLD)
        self.y += 6
        self.flow(self.data.words.notes, BOLD)
        self.flow(self.data.notes, VALUE)

    def flow(self, text: str, style: TextStyle) -> None:
        """Lines of text down the page and on to the next."""
        for line in self.board.lines(text, INNER, style):
            if self.y + style.line > BOTTOM:
                self.new_page()
            self.board.put(line, LEFT, self.y, INNER, style)
            self.y += style.line

    def signatures(self) -> None:
        """Two boxes: who checked, and on which day."""
        if self.y + 10 + _SIGNATURE_HEIGHT > BOTTOM:
            self.new_page()
        top, half = self.y + 10, INNER / 4
        for index, label in enumerate((self.data.words.checked_by, self.data.words.checked_on)):
            left = RIGHT - (2 - index) * half
            self.board.shape(Box(left, top, left + half, top + _SIGNATURE_HEIGHT), outline=FRAME, width=0.7)
            self.board.write(label, left + PAD, top + 3, half - 2 * PAD, SMALL)
        self.y = top + _SIGNATURE_HEIGHT


def _cell(index: int) -> tuple[float, float]:
    """Left edge and width of what may be written in a column."""
    return LEFT + sum(_WIDTHS[:index]) + PAD, _WIDTHS[index] - 2 * PAD


def _at(index: int, top: float) -> tuple[float, float, float]:
    """Left edge, top and width for writing in a column."""
    left, width = _cell(index)
    return left, top, width


def _number(points: int | None) -> str:
    """Points, or room to write them."""
    return "" if points is None else str(points)


def _paper(paper: SheetPaper) -> str:
    return f"{paper.name} [{paper.number}]" if paper.number else paper.name
