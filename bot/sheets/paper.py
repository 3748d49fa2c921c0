"""What is printed for the office on A4: measures, colours and letters of all sheets, and the PDF of their pages.

Outlines are embedded, only those used; equal pages give equal bytes; nothing about a person is in the file's metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from fpdf import FPDF
from fpdf.fonts import TTFFont

from bot.sheets.fonts import Family, Weight, advances, runs, subset
from bot.sheets.layout import Board, Layout, Measure, Shape, Stroke, TextStyle

# A4 in points, and what a binder and a printer leave of it.
WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT, TOP, BOTTOM = 48.0, WIDTH - 36.0, 40.0, HEIGHT - 44.0
INNER = RIGHT - LEFT
PAPER, HEAD, INK, SOFT, RULE, FRAME = "#ffffff", "#e9eef2", "#111111", "#4a4a4a", "#9aa5ae", "#333333"

TITLE = TextStyle(15, Weight.BOLD, INK, PAPER)
SMALL = TextStyle(7.5, Weight.REGULAR, SOFT, PAPER, 1.45)
VALUE = TextStyle(9.5, Weight.REGULAR, INK, PAPER, 1.35)
HEADING = TextStyle(8, Weight.BOLD, INK, HEAD, 1.3)
CELL = TextStyle(8.5, Weight.REGULAR, INK, PAPER, 1.35)
BOLD = TextStyle(9, Weight.BOLD, INK, PAPER, 1.3)
PAD = 4.0


def pdf_of(pages: Sequence[Layout], *, title: str, language: str, made_on: date) -> bytes:
    """Return pages as a PDF. Takes a part of a second; not for the event loop."""
    pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_creation_date(datetime.combine(made_on, time(), UTC))
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


def measured() -> Measure:
    """How wide texts are on paper, in points."""
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
        # The box around all outlines may stay the family's: to draw each one for it takes half of the time of a sheet.
        font = pdf.fonts[f"{family}-{weight}".lower()]
        assert isinstance(font, TTFFont)
        font.ttfont.recalcBBoxes = False
        # It is open by now and needs no name: were we killed, a client's letters would stay behind.
        with suppress(PermissionError):  # Windows keeps open files
            path.unlink()


def _draw(pdf: FPDF, page: Layout) -> None:
    pdf.add_page()
    for mark in page.marks:
        if isinstance(mark, Shape):
            pdf.set_line_width(mark.width or 0.1)
            pdf.set_draw_color(mark.outline or mark.fill or PAPER)
            pdf.set_fill_color(mark.fill or PAPER)
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


def with_feet(boards: Sequence[Board], disclaimer: str) -> tuple[Layout, ...]:
    """Return finished pages: below each what it is not, and its number of how many, known only at the end."""
    for number, board in enumerate(boards, 1):
        board.write(disclaimer, LEFT, HEIGHT - 36, INNER - 60, SMALL)
        board.write(f"{number} / {len(boards)}", RIGHT - 60, HEIGHT - 36, 60, SMALL, align=1)
    return tuple(Layout(WIDTH, HEIGHT, tuple(board.marks)) for board in boards)
