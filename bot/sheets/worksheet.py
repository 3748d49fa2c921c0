"""The worksheet: a PDF on A4 for the office's file, rows in the order of the official form, room to confirm by hand.

`worksheet_pages` decides where everything stands, in points; `worksheet` draws it. Outlines are embedded, only those
used; equal data gives equal bytes; nothing about the client is in the file's metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.sheets.data import SheetData, SheetPaper, SheetRow
from bot.sheets.fonts import Family, Weight, advances, drawable, runs, subset
from bot.sheets.layout import Board, Box, Layout, Measure, Shape, Stroke, Style

# A4 in points, and what a binder and a printer leave of it.
WIDTH, HEIGHT = 595.28, 841.89
_LEFT, _RIGHT, _TOP, _BOTTOM = 48.0, WIDTH - 36.0, 40.0, HEIGHT - 44.0
_INNER = _RIGHT - _LEFT
_PAPER, _HEAD, _INK, _SOFT, _RULE, _FRAME = "#ffffff", "#e9eef2", "#111111", "#4a4a4a", "#9aa5ae", "#333333"

_TITLE = Style(15, Weight.BOLD, _INK, _PAPER)
_SMALL = Style(7.5, Weight.REGULAR, _SOFT, _PAPER, 1.45)
_NAME = Style(8, Weight.REGULAR, _SOFT, _HEAD)
_VALUE = Style(9.5, Weight.REGULAR, _INK, _PAPER, 1.35)
_HEADING = Style(8, Weight.BOLD, _INK, _HEAD, 1.3)
_CELL = Style(8.5, Weight.REGULAR, _INK, _PAPER, 1.35)
_BOLD = Style(9, Weight.BOLD, _INK, _PAPER, 1.3)
_POINTS = Style(10.5, Weight.BOLD, _INK, _PAPER, 1.15)
_PAD = 4.0
# Column, form number, item, three times points, papers.
_WIDTHS = (48.0, 42.0, 142.0, 40.0, 40.0, 40.0, _INNER - 352.0)
_TOTALS_HEIGHT, _SIGNATURE_HEIGHT = 24.0, 46.0


def worksheet(data: SheetData) -> bytes:
    """The worksheet as a PDF. Takes a part of a second; not for the event loop."""
    pages = worksheet_pages(data)
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title(f"{data.words.title} {data.lead_number}")
    pdf.set_lang("ja")
    pdf.set_creation_date(datetime.combine(data.made_on, time(), UTC))
    with TemporaryDirectory(prefix="intake-") as folder:
        _add_fonts(pdf, pages, Path(folder))
        for page in pages:
            _draw(pdf, page)
        file = bytes(pdf.output())
        for font in pdf.fonts.values():
            # The file under an open font could not be deleted on Windows.
            assert isinstance(font, TTFFont)
            font.close()
    return file


def worksheet_pages(data: SheetData) -> tuple[Layout, ...]:
    """Where everything stands, page by page, in points (1/72 inch)."""
    return _Pages(data).made()


class _Pages:
    """Fills page after page; a row, a line of notes and the boxes to sign are never cut in two."""

    def __init__(self, data: SheetData) -> None:
        self.data = data
        self.measure = _measure()
        self.boards: list[Board] = []
        self.new_page()

    def made(self) -> tuple[Layout, ...]:
        """All pages, each with its foot."""
        self.head()
        self.table()
        self.remarks()
        self.signatures()
        for number, board in enumerate(self.boards, 1):
            # Only now is it known how many there are.
            board.write(self.data.disclaimer, _LEFT, HEIGHT - 36, _INNER - 60, _SMALL)
            board.write(f"{number} / {len(self.boards)}", _RIGHT - 60, HEIGHT - 36, 60, _SMALL, align=1)
        return tuple(Layout(WIDTH, HEIGHT, tuple(board.marks)) for board in self.boards)

    def new_page(self) -> None:
        """An empty page with the office and the number of the request over a line."""
        self.board = Board(self.measure)
        self.boards.append(self.board)
        self.board.write(self.data.office, _LEFT, _TOP - 14, _INNER * 0.7, _SMALL)
        self.board.write(self.data.lead_number, _LEFT + _INNER * 0.7, _TOP - 14, _INNER * 0.3, _BOLD, align=1)
        self.board.stroke((_LEFT, _TOP + 10), (_RIGHT, _TOP + 10), colour=_FRAME, width=0.7)
        self.y = _TOP + 22

    def head(self) -> None:
        """The title and what the sheet is about."""
        data, words = self.data, self.data.words
        self.y = self.board.write(words.title, _LEFT, self.y, _INNER, _TITLE) + 8
        half = _INNER / 2
        self.fields([(words.client, data.client, _INNER)])
        self.fields([(words.category, data.category, _INNER)])
        self.fields([(words.day, data.day, half), (words.table, data.table, half)])
        self.y += 12

    def fields(self, fields: Iterable[tuple[str, str, float]]) -> None:
        """A row of named fields, as tall as the tallest of them."""
        fields, name = list(fields), 64.0
        inside = [self.board.lines(value, width - name - 2 * _PAD, _VALUE) for _, value, width in fields]
        tall = max(map(len, inside)) * _VALUE.line + 2 * _PAD
        left = _LEFT
        for (label, value, width), _ in zip(fields, inside, strict=True):
            self.board.shape(Box(left, self.y, left + name, self.y + tall), fill=_HEAD)
            self.board.shape(Box(left, self.y, left + width, self.y + tall), outline=_RULE, width=0.5)
            self.board.write(label, left + _PAD, self.y + _PAD, name - 2 * _PAD, _NAME)
            self.board.write(value, left + name + _PAD, self.y + _PAD, width - name - 2 * _PAD, _VALUE)
            left += width
        self.y += tall

    # --- the table --------------------------------------------------------------------------------------------------

    def table(self) -> None:
        """The rows, their heading again on each page, the totals."""
        self.heading()
        column = None
        for row in self.data.rows:
            if self.y + self.row_height(row) > _BOTTOM:
                self.board.stroke((_LEFT, self.y), (_RIGHT, self.y), colour=_FRAME, width=0.7)
                self.new_page()
                self.heading()
                column = None
            self.row(row, "" if row.column == column else row.column)
            column = row.column
        self.board.stroke((_LEFT, self.y), (_RIGHT, self.y), colour=_FRAME, width=0.7)
        if self.y + _TOTALS_HEIGHT > _BOTTOM:
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
                len(self.board.lines(name, width - 2 * _PAD, _HEADING))
                for name, width in zip(names, _WIDTHS, strict=True)
            )
            * _HEADING.line
            + 2 * _PAD
        )
        self.board.shape(Box(_LEFT, self.y, _RIGHT, self.y + tall), fill=_HEAD, outline=_FRAME, width=0.7)
        for index, name in enumerate(names):
            self.board.write(name, *_at(index, self.y + _PAD), _HEADING, align=0.5 if 3 <= index <= 5 else 0)
        self.uprights(self.y, self.y + tall)
        self.y += tall

    def row(self, row: SheetRow, column: str) -> None:
        """One row; its column's name only where it begins."""
        tall, top = self.row_height(row), self.y + _PAD
        self.board.stroke((_LEFT if column else _LEFT + _WIDTHS[0], self.y), (_RIGHT, self.y), colour=_RULE, width=0.5)
        self.board.write(column, *_at(0, top), _BOLD)
        self.board.write(row.form_number, *_at(1, top), _CELL)
        self.board.write(row.label, *_at(2, top), _CELL)
        claimed = self.data.words.not_known if row.claimed is None else str(row.claimed)
        self.points((claimed, _number(row.documented), _number(row.confirmed)), top)
        left, width = _cell(6)
        for paper in row.papers:
            # A box to tick by hand.
            self.board.shape(Box(left, top + 2, left + 7.5, top + 9.5), outline=_FRAME, width=0.6)
            top = self.board.write(_paper(paper), left + 12, top, width - 12, _CELL)
        self.uprights(self.y, self.y + tall)
        self.y += tall

    def row_height(self, row: SheetRow) -> float:
        """How tall a row is: its longest cell, and room to write in it."""
        _, width = _cell(6)
        papers = sum(len(self.board.lines(_paper(paper), width - 12, _CELL)) for paper in row.papers)
        item = len(self.board.lines(row.label, _WIDTHS[2] - 2 * _PAD, _CELL))
        column = len(self.board.lines(row.column, _WIDTHS[0] - 2 * _PAD, _BOLD)) * _BOLD.line
        number = len(self.board.lines(row.form_number, _WIDTHS[1] - 2 * _PAD, _CELL))
        return max(max(papers, item, number) * _CELL.line, column) + 2 * _PAD

    def totals(self) -> None:
        """The last line of the table, under a strong rule."""
        self.uprights(self.y, self.y + _TOTALS_HEIGHT, first=3)
        self.board.shape(Box(_LEFT, self.y, _RIGHT, self.y + _TOTALS_HEIGHT), outline=_FRAME, width=0.9)
        self.board.write(self.data.words.total, _LEFT + _PAD, self.y + 6, 60, _BOLD)
        claimed, documented, confirmed = self.data.totals
        self.points((_number(claimed), _number(documented), _number(confirmed)), self.y + 6)
        left, width = _cell(6)
        self.board.write(self.data.needed, left, self.y + 6, width, _BOLD)
        self.y += _TOTALS_HEIGHT + 10

    def points(self, numbers: tuple[str, str, str], top: float) -> None:
        """Three cells of points; a word in place of a number is set small."""
        for index, text in enumerate(numbers, 3):
            self.board.write(text, *_at(index, top), _POINTS if text.isdecimal() else _SMALL, align=0.5)

    def uprights(self, top: float, bottom: float, first: int = 0) -> None:
        """The upright rules of one row, left of the column `first` and of all behind it."""
        for index in range(first, len(_WIDTHS) + 1):
            x = _LEFT + sum(_WIDTHS[:index])
            self.board.stroke((x, top), (x, bottom), colour=_RULE, width=0.5)

    # --- under the table --------------------------------------------------------------------------------------------

    def remarks(self) -> None:
        """What the columns mean, then the notes, over as many pages as they take."""
        self.flow(self.data.words.legend, _SMALL)
        if any(board.incomplete for board in self.boards) or drawable(self.data.notes).missing:
            self.flow(self.data.words.not_drawn, _BOLD)
        self.y += 6
        self.flow(self.data.words.notes, _BOLD)
        self.flow(self.data.notes, _VALUE)

    def flow(self, text: str, style: Style) -> None:
        """Lines of text down the page and on to the next."""
        for line in self.board.lines(text, _INNER, style):
            if self.y + style.line > _BOTTOM:
                self.new_page()
            self.board.put(line, _LEFT, self.y, _INNER, style)
            self.y += style.line

    def signatures(self) -> None:
        """Two boxes: who checked, and on which day."""
        if self.y + 10 + _SIGNATURE_HEIGHT > _BOTTOM:
            self.new_page()
        top, half = self.y + 10, _INNER / 4
        for index, label in enumerate((self.data.words.checked_by, self.data.words.checked_on)):
            left = _RIGHT - (2 - index) * half
            self.board.shape(Box(left, top, left + half, top + _SIGNATURE_HEIGHT), outline=_FRAME, width=0.7)
            self.board.write(label, left + _PAD, top + 3, half - 2 * _PAD, _SMALL)
        self.y = top + _SIGNATURE_HEIGHT


def _cell(index: int) -> tuple[float, float]:
    """Left edge and width of what may be written in a column."""
    return _LEFT + sum(_WIDTHS[:index]) + _PAD, _WIDTHS[index] - 2 * _PAD


def _at(index: int, top: float) -> tuple[float, float, float]:
    """Left edge, top and width for writing in a column."""
    left, width = _cell(index)
    return left, top, width


def _number(points: int | None) -> str:
    """Points, or room to write them."""
    return "" if points is None else str(points)


def _paper(paper: SheetPaper) -> str:
    return f"{paper.name} [{paper.number}]" if paper.number else paper.name


# --- drawing --------------------------------------------------------------------------------------------------------


def _measure() -> Measure:
    known: dict[tuple[Family, Weight], Callable[[str], float]] = {}

    def measure(text: str, size: float, weight: Weight) -> float:
        total = 0.0
        for family, part in runs(text):
            if (family, weight) not in known:
                known[family, weight] = advances(family, weight)
            total += known[family, weight](part)
        return total * size

    return measure


def _add_fonts(pdf: FPDF, pages: Iterable[Layout], folder: Path) -> None:
    """Gives the PDF the few outlines it needs: the whole families are large, and slow to read."""
    wanted: dict[tuple[Family, Weight], set[str]] = {}
    for page in pages:
        for writing in page.writings():
            for family, part in runs(writing.text):
                wanted.setdefault((family, writing.weight), set()).update(part)
    for (family, weight), characters in sorted(wanted.items()):
        path = folder / f"{family}-{weight}.{'otf' if family is Family.CJK else 'ttf'}"
        path.write_bytes(subset(family, weight, characters))
        pdf.add_font(f"{family}-{weight}", "", path)
        # It is open by now and needs no name: were we killed, a client's letters would stay behind.
        with suppress(PermissionError):  # Windows keeps open files
            path.unlink()


def _draw(pdf: FPDF, page: Layout) -> None:
    pdf.add_page()
    for mark in page.marks:
        if isinstance(mark, Shape):
            pdf.set_line_width(mark.width or 0.1)
            pdf.set_draw_color(mark.outline or mark.fill or _PAPER)
            pdf.set_fill_color(mark.fill or _PAPER)
            style = f"{'D' if mark.outline else ''}{'F' if mark.fill else ''}"
            box = mark.box
            pdf.rect(box.left, box.top, box.right - box.left, box.bottom - box.top, style=style)
        elif isinstance(mark, Stroke):
            pdf.set_line_width(mark.width)
            pdf.set_draw_color(mark.colour)
            (x1, y1), (x2, y2) = mark.points
            pdf.line(x1, y1, x2, y2)
        else:
            pdf.set_text_color(mark.colour)
            x = mark.left
            for family, part in runs(mark.text):
                pdf.set_font(f"{family}-{mark.weight}", size=mark.size)
                pdf.text(x, mark.baseline, part)
                x += pdf.get_string_width(part)
