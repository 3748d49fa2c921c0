"""How much of a page is shown at once: one too long for a phone is turned over leaf by leaf, in place."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dialogs.messages import Button, Screen, Text
from dialogs.ports import Translator

# What a phone shows in one piece: so many lines, each of so many letters, or half as many of full width.
MOST_LINES, LETTERS = 20, 40
LEAF = "leaf"
# Lines of a list stand close together, everything else as a paragraph.
CLOSE = ("-line", "-citation", "-staff-confirms", "-run")


def stands_close(line: Text) -> bool:
    """Return whether a line stands close to such a line before it."""
    return line.key.endswith(CLOSE)


def height(words: Translator, language: str, lines: Sequence[Text]) -> int:
    """Return how many lines of a phone some lines take, the space between paragraphs included."""
    total, close_before = 0, True
    for number, line in enumerate(lines):
        close = stands_close(line)
        total += 0 if number == 0 or (close and close_before) else 1
        total += sum(_wrapped(piece) for piece in words.plain(language, line).split("\n"))
        close_before = close or line.key.endswith("-title")
    return total


def leaves(words: Translator, language: str, lines: Sequence[Text], most: int = MOST_LINES) -> list[tuple[Text, ...]]:
    """Return lines leaf by leaf, each as full as it can be; one sentence alone may be higher."""
    found: list[tuple[Text, ...]] = []
    leaf: tuple[Text, ...] = ()
    pieces = [piece for line in lines for piece in _pieces(words, language, line, most)]
    for line in pieces:
        if leaf and height(words, language, (*leaf, line)) > most:
            found.append(leaf)
            leaf = ()
        leaf = (*leaf, line)
    return [*found, leaf]


def one_leaf(words: Translator, language: str, screen: Screen, number: int) -> Screen:
    """Return a leaf of a screen, with the buttons that turn to the next one and back to the first.

    They come after the page's first row, which is what most people press.
    """
    every = leaves(words, language, screen.lines)
    if len(every) == 1:
        return screen
    number = min(number, len(every) - 1)
    turning = []
    if number:
        turning.append(Button(Text("button-first-leaf"), f"{LEAF}:0"))
    if number + 1 < len(every):
        shown = {"number": number + 1, "of": len(every)}
        turning.append(Button(Text("button-next-leaf", shown), f"{LEAF}:{number + 1}"))
    rows = (*screen.rows[:1], tuple(turning), *screen.rows[1:])
    return Screen(every[number], rows, screen.fresh, screen.again, screen.document)


def _pieces(words: Translator, language: str, line: Text, most: int) -> list[Text]:
    """Return a text that holds lines of its own in as many of its kind as fit a leaf each."""
    held = line.args.get("lines")
    if not isinstance(held, tuple) or height(words, language, (line,)) <= most:
        return [line]
    spoken = line.language or language
    return [Text(line.key, {**line.args, "lines": part}, line.language) for part in leaves(words, spoken, held, most)]


def _wrapped(piece: str) -> int:
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in piece)
    return max(1, -(-wide // LETTERS))
