"""A score card in words, and which of its lines are worth one: shared with the picture, without what draws it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sheets.data import CardData, CardLine
from scoring import Status


def card_text(data: CardData) -> str:
    """The same as the picture, in words: for who cannot see it, and to be found again in the chat."""
    lines = [data.title, "", data.verdict_text, f"{data.total} {data.words.points}", data.needed, data.range_text, ""]
    lines += [f"{line.label}: {line.points}" + (f" ({line.note})" if line.note else "") for line in told(data.lines)]
    if rest := untold(data.lines):
        lines += [data.words.nothing, data.words.separator.join(rest)]
    if data.steps:
        lines += ["", data.words.steps, *(f"{step.day}: {step.total} {step.label}".rstrip() for step in data.steps)]
    lines += ["", data.basis, data.disclaimer, data.office]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)


def may_rise(line: CardLine) -> bool:
    """Whether a line can still bring more than it does now."""
    return line.status is Status.UNKNOWN and line.most > line.points


def told(lines: Iterable[CardLine]) -> list[CardLine]:
    """Lines that bring points, or whose want of points has a reason."""
    return [line for line in lines if line.points or line.status is not Status.NONE]


def untold(lines: Iterable[CardLine]) -> list[str]:
    """Labels of the lines that bring nothing, each with its note."""
    nothing = (line for line in lines if not line.points and line.status is Status.NONE)
    return [f"{line.label} ({line.note})" if line.note else line.label for line in nothing]
