"""Where everything stands before it is drawn: texts broken into lines and placed, bars and rules as plain shapes.

A layout is data, so a test can ask whether anything overlaps or leaves the page. It knows neither pixels nor paper:
its unit is whatever the measure uses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.sheets.fonts import Weight, drawable

# How wide a text is, in the unit of the layout.
Measure: TypeAlias = "Callable[[str, float, Weight], float]"
# From the top of an em to its baseline, as Noto draws Japanese.
_ASCENT = 0.88
# What must not begin a line, and what must not end one (JIS X 4051, the common part).
_NOT_FIRST = (
    "、。，．・：；？！）」』】〕〉》］｝％ー～々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%"
)
_NOT_LAST = "（「『【〔〈《［｛([{"
# A word of letters that are not broken, or one character where lines may be broken anywhere.
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_UNIT = re.compile(rf"\s+|[^\s{_WIDE}]+|[{_WIDE}]")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `right` and `bottom` are outside it."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Writing:
    """One line of text in place. `on` is the colour behind it; the box is the line's full height."""

    text: str
    left: float
    baseline: float
    size: float
    weight: Weight
    colour: str
    on: str
    box: Box


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle, filled or drawn round, its corners rounded by `radius`."""

    box: Box
    fill: str | None = None
    outline: str | None = None
    width: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float


Mark: TypeAlias = "Writing | Shape | Stroke"


@dataclass(frozen=True, slots=True)
class Layout:
    """One page, or one picture: its size and all that stands on it, what is underneath first."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def writings(self) -> Iterator[Writing]:
        """The texts alone."""
        return (mark for mark in self.marks if isinstance(mark, Writing))


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks; `leading` is the height of a line in font sizes."""

    size: float
    weight: Weight
    colour: str
    on: str
    leading: float = 1.4

    @property
    def line(self) -> float:
        """The height of one line."""
        return self.size * self.leading


@dataclass
class Board:
    """Collects marks, and remembers whether a text had letters that cannot be drawn."""

    measure: Measure
    marks: list[Mark] = field(default_factory=list)
    incomplete: bool = False

    def lines(self, text: str, width: float, style: TextStyle) -> list[str]:
        """A text cut into lines of that width."""
        result = drawable(text)
        self.incomplete = self.incomplete or bool(result.missing)
        return wrap(result.text, width, lambda part: self.measure(part, style.size, style.weight))

    def write(self, text: str, left: float, top: float, width: float, style: TextStyle, align: float = 0) -> float:
        """Sets a text from `top` downwards, broken to the width; gives where the next one may begin.

        `align` is 0 for the left edge, 0.5 for the middle, 1 for the right edge.
        """
        for line in self.lines(text, width, style):
            if line:
                self.put(line, left, top, width, style, align)
            top += style.line
        return top

    def put(self, line: str, left: float, top: float, width: float, style: TextStyle, align: float = 0) -> None:
        """Sets one line that is known to fit and to be drawable."""
        long = self.measure(line, style.size, style.weight)
        start = left + (width - long) * align
        baseline = top + (style.line - style.size) / 2 + _ASCENT * style.size
        box = Box(start, top, start + long, top + style.line)
        self.marks.append(Writing(line, start, baseline, style.size, style.weight, style.colour, style.on, box))

    def shape(
        self,
        box: Box,
        fill: str | None = None,
        outline: str | None = None,
        width: float = 0,
        radius: float = 0,
    ) -> None:
        """Adds a rectangle."""
        self.marks.append(Shape(box, fill, outline, width, radius))

    def stroke(self, *points: tuple[float, float], colour: str, width: float) -> None:
        """Adds a line."""
        self.marks.append(Stroke(points, colour, width))


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Breaks a text into lines no wider than `width`: at spaces, between Japanese characters, and inside a word only
    where the word alone is too wide. Never empty.
    """
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, width, measure)]


def _paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in _units(text):
        if measure((line + unit).rstrip()) <= width:
            line += unit
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = unit.lstrip()
        while measure(line.rstrip()) > width and len(line) > 1:
            cut = _fitting(line, width, measure)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()]


def _fitting(line: str, width: float, measure: Callable[[str], float]) -> int:
    """How many characters from the start fit, at least one. By halving: a word can be as long as a message."""
    return max(1, bisect_right(range(1, len(line)), width, key=lambda count: measure(line[:count])))


def _units(text: str) -> list[str]:
    """Return the units never broken: a word, or a character with the punctuation that belongs to it."""
    units: list[str] = []
    for part in _UNIT.findall(text):
        clings = bool(units) and not units[-1].isspace() and (part[0] in _NOT_FIRST or units[-1][-1] in _NOT_LAST)
        if clings:
            units[-1] += part
        else:
            units.append(part)
    return units
