"""The score card: one tall picture for a phone with the verdict, the lines as bars, and the days on which it changes.

`card_layout` decides where everything stands, `score_card` draws it as a small PNG.
Every colour has a second carrier: a sign, a shape or a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from itertools import count, pairwise
from typing import TypeAlias

from PIL import Image, ImageColor, ImageDraw, ImageFont

from bot.sheets.card_text import empty_lines, listed_lines, may_rise
from bot.sheets.data import MOST_HEIGHT_TO_WIDTH, CardData, CardStep, PictureLine
from bot.sheets.fonts import Family, Weight, outlines, runs
from bot.sheets.layout import Board, Box, Layout, Measure, Shape, Stroke, TextStyle, Writing
from scoring import Status, Verdict

WIDTH = 1080
_WIDER = 80
# How far apart things stand where the page would be too tall.
_CLOSE = 0.5
_MARGIN = 60

_PAPER, _PANEL, _TRACK = "#ffffff", "#eef3f7", "#c3ced8"
_INK, _SOFT, _ACCENT, _GOOD, _WARN = "#1b2733", "#4a5966", "#1d5f8a", "#17683f", "#8a4310"
_VERDICTS = {
    Verdict.QUALIFIES: _GOOD,
    Verdict.SHORT: _WARN,
    Verdict.BLOCKED: _WARN,
    Verdict.UNDECIDED: _ACCENT,
}
# How far apart the shades are between a colour and what is behind it: smooth edges, a small palette, and no shade so
# near to a colour that it is taken for it.
_SHADE = 28
# Shapes are drawn larger by this and made smaller again, for smooth edges.
_FINER = 4

_OFFICE = TextStyle(30, Weight.REGULAR, _SOFT, _PAPER)
_TITLE = TextStyle(46, Weight.BOLD, _INK, _PAPER, 1.3)
_TOTAL = TextStyle(170, Weight.BOLD, _INK, _PANEL, 1.0)
_UNIT = TextStyle(44, Weight.REGULAR, _INK, _PANEL)
_NEEDED = TextStyle(40, Weight.BOLD, _INK, _PANEL)
_RANGE = TextStyle(34, Weight.REGULAR, _SOFT, _PANEL)
_HEADING = TextStyle(38, Weight.BOLD, _INK, _PAPER)
_LABEL = TextStyle(34, Weight.REGULAR, _INK, _PAPER, 1.3)
_POINTS = TextStyle(38, Weight.BOLD, _INK, _PAPER, 1.2)
_DEADLINE = TextStyle(34, Weight.BOLD, _WARN, _PAPER, 1.3)
_NOTE = TextStyle(28, Weight.REGULAR, _SOFT, _PAPER, 1.3)
_SMALL = TextStyle(28, Weight.REGULAR, _SOFT, _PAPER)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a card is laid out on: its width, and its gaps as a part of the usual."""

    width: int
    gaps: float = 1


@dataclass
class _Canvas(Board):
    """A board that knows its page."""

    page: _Page = field(kw_only=True)

    @property
    def width(self) -> int:
        """The width of the page."""
        return self.page.width

    @property
    def inner(self) -> int:
        """The width between the margins."""
        return self.page.width - 2 * _MARGIN

    def gap(self, usual: float) -> float:
        """Return how far apart two things stand here."""
        return usual * self.page.gaps


_Letters: TypeAlias = "dict[tuple[Family, float, Weight], ImageFont.FreeTypeFont]"


def score_card(data: CardData) -> bytes:
    """The card as a PNG with a palette: equal bytes for equal data. Takes a third of a second."""
    letters: _Letters = {}
    layout = _layout(data, letters)
    image = Image.new("RGB", (round(layout.width), round(layout.height)), _PAPER)
    draw = ImageDraw.Draw(image)
    for mark in layout.marks:
        if isinstance(mark, Writing):
            _write(draw, mark, letters)
        else:
            _shape(image, mark)
    small = image.quantize(palette=_palette(layout), dither=Image.Dither.NONE)
    file = BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def card_layout(data: CardData) -> Layout:
    """Where everything stands, in pixels."""
    return _layout(data, {})


# --- layout ---------------------------------------------------------------------------------------------------------


def _layout(data: CardData, letters: _Letters) -> Layout:
    """The first page on which it is not too tall: a wider one is lower by its width, so that one fits in the end."""
    measure: Measure = cache(lambda text, size, weight: _measure(text, size, weight, letters))
    layouts = (_on_page(data, page, measure) for page in _pages())
    return next(layout for layout in layouts if layout.height <= MOST_HEIGHT_TO_WIDTH * layout.width)


def _pages() -> Iterator[_Page]:
    """Pages to try: as wide as letters are read best, then with all closer together, then wider and wider."""
    yield _Page(WIDTH)
    for width in count(WIDTH, _WIDER):
        yield _Page(width, _CLOSE)


def _on_page(data: CardData, page: _Page, measure: Measure) -> Layout:
    board = _Canvas(measure, page=page)
    y = board.write(data.office, _MARGIN, 48, board.inner, _OFFICE)
    y = board.write(data.title, _MARGIN, y + 4, board.inner, _TITLE)
    if data.deadlines:
        y = board.write(data.deadlines, _MARGIN, y + board.gap(12), board.inner, _DEADLINE)
    y = _verdict(board, data, y + board.gap(28))
    if data.own_way:
        y = board.write(data.own_way, _MARGIN, y + board.gap(24), board.inner, _LABEL)
    y = _lines(board, data, y + board.gap(44))
    if data.steps:
        y = _steps(board, data, y + board.gap(36))
    y += board.gap(32)
    board.stroke((_MARGIN, y), (page.width - _MARGIN, y), colour=_TRACK, width=2)
    if data.told:
        y = board.write(data.told, _MARGIN, y + board.gap(20), board.inner, _SMALL)
    y = board.write(data.basis, _MARGIN, y + board.gap(20), board.inner, _SMALL)
    y = board.write(data.disclaimer, _MARGIN, y + board.gap(8), board.inner, _SMALL)
    if board.incomplete:
        y = board.write(data.words.not_drawn, _MARGIN, y + board.gap(8), board.inner, _SMALL)
    return Layout(page.width, y + 48, tuple(board.marks))


def _verdict(board: _Canvas, data: CardData, top: float) -> float:
    """The panel: a sign with the verdict, the total, what is needed, and the total on a scale."""
    left, width, colour = _MARGIN + 40, board.inner - 80, _VERDICTS[data.verdict]
    place = len(board.marks)
    style = TextStyle(42, Weight.BOLD, colour, _PANEL, 1.3)
    _sign(board, data.verdict, Box(left, top + 40, left + 64, top + 104), colour)
    y = max(board.write(data.verdict_text, left + 88, top + 44, width - 88, style), top + 104) + 16
    number = board.measure(str(data.total), _TOTAL.size, _TOTAL.weight)
    board.write(str(data.total), left, y, number + 1, _TOTAL)
    unit = board.measure(data.words.points, _UNIT.size, _UNIT.weight)
    board.write(data.words.points, left + number + 20, y + 95, unit + 1, _UNIT)
    side = left + number + 20 + unit + 40
    beside = board.write(data.needed, side, y + 20, left + width - side, _NEEDED, align=1)
    if data.range_text:
        beside = board.write(data.range_text, side, beside + 4, left + width - side, _RANGE, align=1)
    y = _scale(board, data, Box(left, max(y + 186, beside + 16), left + width, max(y + 186, beside + 16) + 40), colour)
    panel = Shape(Box(_MARGIN, top, board.width - _MARGIN, y + 32), fill=_PANEL, radius=28)
    board.marks.insert(place, panel)
    return panel.box.bottom


def _sign(board: _Canvas, verdict: Verdict, box: Box, colour: str) -> None:
    """A tick, a bar or three dots in a disc, after the verdict."""
    board.shape(box, fill=colour, radius=32)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if verdict is Verdict.QUALIFIES:
        board.stroke((x - 15, y + 1), (x - 4, y + 12), (x + 17, y - 12), colour=_PAPER, width=7)
    elif verdict is Verdict.UNDECIDED:
        for dx in (-16, 0, 16):
            board.shape(Box(x + dx - 5, y - 5, x + dx + 5, y + 5), fill=_PAPER, radius=5)
    else:
        board.stroke((x - 16, y), (x + 16, y), colour=_PAPER, width=7)


def _scale(board: _Canvas, data: CardData, box: Box, colour: str) -> float:
    """The total as a filled bar, what it can still become as a hatched frame, and a flag where the mark is."""
    end = max(100, data.greatest, data.total, data.mark)
    long = box.right - box.left

    def at(points: int) -> float:
        return box.left + long * max(points, 0) / end

    board.shape(box, fill=_PAPER, outline=_TRACK, width=2, radius=8)
    if data.least != data.greatest:
        open_box = Box(at(data.least), box.top + 8, at(data.greatest), box.bottom - 8)
        _hatch(board, open_box, colour)
    if data.total > 0:
        board.shape(Box(box.left, box.top + 8, at(data.total), box.bottom - 8), fill=colour, radius=6)
    flag = at(data.mark)
    board.stroke((flag, box.top - 10), (flag, box.bottom + 10), colour=_INK, width=5)
    label = str(data.mark)
    style = TextStyle(30, Weight.BOLD, _INK, _PANEL, 1.2)
    wide = board.measure(label, style.size, style.weight)
    start = min(max(flag - wide / 2, box.left), box.right - wide)
    return board.write(label, start, box.bottom + 12, wide + 1, style)


def _hatch(board: _Canvas, box: Box, colour: str) -> None:
    """Draw a hatched frame: points that may come, not points counted."""
    tall = box.bottom - box.top
    x = box.left - tall + 12
    while x < box.right:
        start, stop = max(x, box.left), min(x + tall, box.right)
        board.stroke((start, box.bottom - (start - x)), (stop, box.bottom - (stop - x)), colour=colour, width=2)
        x += 12
    board.shape(box, outline=colour, width=3)


def _lines(board: _Canvas, data: CardData, top: float) -> float:
    """Lines that bring or may bring points, each with its bar; all others in one sentence."""
    y = board.write(data.words.lines, _MARGIN, top, board.inner, _HEADING) + 8
    shown = listed_lines(data.lines)
    if any(map(may_rise, shown)):
        _hatch(board, Box(_MARGIN, y + 8, _MARGIN + 56, y + 30), _ACCENT)
        y = board.write(data.words.may_rise, _MARGIN + 76, y, board.inner - 76, _NOTE) + 10
    end = max((max(line.points, line.most) for line in shown), default=1)
    for line in shown:
        y = _line(board, line, y, end) + board.gap(8)
    if rest := empty_lines(data.lines):
        y = board.write(data.words.nothing, _MARGIN, y + 10, board.inner, _NOTE)
        y = board.write(data.words.separator.join(rest), _MARGIN, y, board.inner, _NOTE)
    return y


def _line(board: _Canvas, line: PictureLine, top: float, end: int) -> float:
    """One line: its name, its bar on the scale of the longest, its points, and what they do not say."""
    bar_right = board.width - _MARGIN - 156
    bar_left = bar_right - 280
    text_width = bar_left - 24 - _MARGIN
    y = board.write(line.label, _MARGIN, top, text_width, _LABEL)
    if line.note and not may_rise(line):
        y = board.write(line.note, _MARGIN, y, text_width, _NOTE)
    number = f"{line.points}–{line.most}" if may_rise(line) else str(line.points)
    board.write(number, board.width - _MARGIN - 140, top, 140, _POINTS, align=1)
    long = (bar_right - bar_left) / end
    bar = Box(bar_left, top + 10, bar_left + max(long * max(line.points, line.most), 8), top + 36)
    if may_rise(line):
        _hatch(board, bar, _ACCENT)
    elif line.status is Status.EXCLUDED:
        board.shape(bar, outline=_SOFT, width=2)
        middle = (bar.top + bar.bottom) / 2
        board.stroke((bar.left - 6, middle), (bar.right + 6, middle), colour=_SOFT, width=3)
    if line.points > 0:
        board.shape(Box(bar.left, bar.top, bar.left + long * line.points, bar.bottom), fill=_ACCENT, radius=4)
    return y


def _steps(board: _Canvas, data: CardData, top: float) -> float:
    """The days on which the total changes, from top to bottom along a thread: a full bead reaches the mark."""
    y = board.write(data.words.steps, _MARGIN, top, board.inner, _HEADING) + 12
    beads = []
    for before, step in pairwise([None, *data.steps]):
        assert step is not None  # only the first step has no step before it
        beads.append((y + 24, step.total >= data.mark))
        y = _step(board, step, before, y) + board.gap(18)
    x = _MARGIN + 16
    for (above, _), (below, _) in pairwise(beads):
        board.stroke((x, above + 17), (x, below - 17), colour=_TRACK, width=4)
    for centre, reached in beads:
        _bead(board, x, centre, reached)
    for reached, text in ((True, data.words.reached), (False, data.words.below)):
        _bead(board, x, y + 20, reached)
        y = board.write(text, _MARGIN + 56, y, board.inner - 56, _NOTE) + 6
    return y


def _step(board: _Canvas, step: CardStep, before: CardStep | None, top: float) -> float:
    number = str(step.total)
    if before is not None and before.total != step.total:
        number = f"{step.total} ({step.total - before.total:+d})".replace("-", "−")
    wide = board.measure(number, _POINTS.size, _POINTS.weight) + 1
    day = TextStyle(34, Weight.BOLD, _INK, _PAPER, 1.4)
    left, right = _MARGIN + 56, board.width - _MARGIN
    board.write(number, right - wide, top, wide, _POINTS, align=1)
    y = board.write(step.day, left, top, right - wide - 24 - left, day)
    return board.write(step.label, left, y, right - left, _NOTE) if step.label else y


def _bead(board: _Canvas, x: float, y: float, reached: bool) -> None:
    box = Box(x - 13, y - 13, x + 13, y + 13)
    board.shape(box, fill=_ACCENT if reached else _PAPER, outline=_ACCENT, width=4, radius=13)


# --- drawing --------------------------------------------------------------------------------------------------------


def _measure(text: str, size: float, weight: Weight, letters: _Letters) -> float:
    return sum(_font(family, size, weight, letters).getlength(part) for family, part in runs(text))


def _font(family: Family, size: float, weight: Weight, letters: _Letters) -> ImageFont.FreeTypeFont:
    key = (family, size, weight)
    if key not in letters:
        source = outlines(family, weight)
        file = BytesIO(source) if isinstance(source, bytes) else str(source)
        # The simple layout is in every build of Pillow: the same picture everywhere.
        letters[key] = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    return letters[key]


def _write(draw: ImageDraw.ImageDraw, writing: Writing, letters: _Letters) -> None:
    x = writing.left
    for family, part in runs(writing.text):
        font = _font(family, writing.size, writing.weight, letters)
        draw.text((x, writing.baseline), part, fill=writing.colour, font=font, anchor="ls")
        x += font.getlength(part)


def _shape(image: Image.Image, mark: Shape | Stroke) -> None:
    """Draws larger than it is and shrinks it into place."""
    if isinstance(mark, Shape):
        points: Sequence[tuple[float, float]] = ((mark.box.left, mark.box.top), (mark.box.right, mark.box.bottom))
    else:
        points = mark.points
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top = int(min(xs) - mark.width), int(min(ys) - mark.width)
    size = (int(max(xs) + mark.width) + 1 - left, int(max(ys) + mark.width) + 1 - top)
    large = [((x - left) * _FINER, (y - top) * _FINER) for x, y in points]
    edge = round(mark.width * _FINER)

    mask = Image.new("L", (size[0] * _FINER, size[1] * _FINER))
    draw = ImageDraw.Draw(mask)
    if isinstance(mark, Stroke):
        draw.line(large, fill=255, width=edge, joint="curve")
        _paste(image, mask, size, (left, top), mark.colour)
        return
    if mark.fill:
        draw.rounded_rectangle(large, mark.radius * _FINER, fill=255)
        _paste(image, mask, size, (left, top), mark.fill)
    if mark.outline:
        draw.rectangle((0, 0, *mask.size), fill=0)
        draw.rounded_rectangle(large, mark.radius * _FINER, outline=255, width=edge)
        _paste(image, mask, size, (left, top), mark.outline)


def _paste(image: Image.Image, mask: Image.Image, size: tuple[int, int], at: tuple[int, int], colour: str) -> None:
    image.paste(colour, (*at, at[0] + size[0], at[1] + size[1]), mask.resize(size, Image.Resampling.BOX))


def _palette(layout: Layout) -> Image.Image:
    """Every colour used, and the shades between each and what is behind it."""
    pairs = {(mark.colour, mark.on) for mark in layout.writings()}
    for mark in layout.marks:
        if isinstance(mark, Shape):
            pairs |= {(colour, _PAPER) for colour in (mark.fill, mark.outline) if colour}
        elif isinstance(mark, Stroke):
            pairs.add((mark.colour, _PAPER))
    shades: dict[tuple[int, ...], None] = {}
    for pair in sorted(pairs):
        front, back = (ImageColor.getrgb(colour)[:3] for colour in pair)
        steps = max(abs(f - b) for f, b in zip(front, back, strict=True)) // _SHADE + 1
        for step in range(steps + 1):
            shades[tuple(b + (f - b) * step // steps for f, b in zip(front, back, strict=True))] = None
    image = Image.new("P", (1, 1))
    image.putpalette([value for shade in list(shades)[:256] for value in shade])
    return image
