"""A score card as text, and which lines it lists: shared with the picture, without loading what draws it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.sheets.data import CardData, PictureLine
from scoring import Status


def card_text(data: CardData) -> str:
    """Return the card as text, for people who cannot see the picture and for chat search."""
    lines = [
        data.title,
        data.deadlines,
        "",
        data.verdict_text,
        f"{data.total} {data.words.points}",
        data.needed,
        data.range_text,
    ]
    lines += [data.own_way, ""]
    lines += [
        f"{line.label}: {line.points}" + (f" ({line.note})" if line.note else "") for line in listed_lines(data.lines)
    ]
    if rest := empty_lines(data.lines):
        lines += [data.words.nothing, data.words.separator.join(rest)]
    if data.steps:
        lines += ["", data.words.steps, *(f"{step.day}: {step.total} {step.label}".rstrip() for step in data.steps)]
    lines += ["", data.told, data.basis, data.disclaimer, data.office]
    return "\n".join(line for line, before in zip(lines, ["", *lines], strict=False) if line or before)


def may_rise(line: PictureLine) -> bool:
    """Whether a line can still bring more than it does now."""
    return line.status is Status.UNKNOWN and line.most > line.points


def listed_lines(lines: Iterable[PictureLine]) -> list[PictureLine]:
    """Return the lines with points, or with a reason for having none."""
    return [line for line in lines if line.points or line.status is not Status.NONE]


def empty_lines(lines: Iterable[PictureLine]) -> list[str]:
    """Labels of the lines that bring nothing, each with its note."""
    nothing = (line for line in lines if not line.points and line.status is Status.NONE)
    return [f"{line.label} ({line.note})" if line.note else line.label for line in nothing]
