"""How lines stand below one another: lines of a list close together, everything else as a paragraph."""

from __future__ import annotations

from collections.abc import Iterable

from bot.words.words import Words
from dialogs.leaves import stands_close
from dialogs.messages import Text


def paragraphs(words: Words, language: str, lines: Iterable[Text]) -> list[str]:
    """Rendered lines, each with the space that goes before it."""
    result: list[str] = []
    close_before = False
    for line in lines:
        close = stands_close(line)
        gap = "" if not result else "\n" if close and close_before else "\n\n"
        result.append(gap + words.html(language, line))
        close_before = close or line.key.endswith("-title")
    return result
