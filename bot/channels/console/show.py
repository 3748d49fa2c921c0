"""What a terminal can show: text wrapped and bold, choices numbered or by their words, a file or a picture as text."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TextIO

from bot.delivery.post import Content
from bot.sheets.card_text import card_text
from bot.sheets.data import CardData
from bot.terminal import Style, columns, pad, width, wrap
from bot.words.clean import clean
from bot.words.paragraphs import paragraphs
from bot.words.words import Words, plain
from dialogs.abilities import Abilities
from dialogs.messages import Text

ABILITIES = Abilities()
PROMPT = "> "
WIDEST_TEXT = 84
_HEAD = re.compile(r"\s*(?:[•–-] |・|[0-9]{1,2}[.)] )?")


def harmless(text: str) -> str:
    """Text as it may stand in a terminal: what a person typed must not steer it. The only line ends are plain ones."""
    return clean(text)


class Terminal:
    """Where lines come from and text goes to: wrapped and bold on a terminal, plain lines everywhere else.

    Lines that come from elsewhere than a keyboard are repeated after the prompt, so that a transcript reads well.
    """

    def __init__(self, stdin: TextIO | None = None, stdout: TextIO | None = None) -> None:
        self.stdin = stdin or sys.stdin
        self.stdout = stdout or sys.stdout
        self.style = Style(self.stdout)
        self.cells = min(WIDEST_TEXT, columns()) if self.stdout.isatty() else None
        self.interactive = self.stdin.isatty()
        if self.interactive:
            with contextlib.suppress(ImportError):
                import readline

                # The arrow keys work, and what was typed is remembered nowhere.
                readline.set_auto_history(False)

    def read(self) -> str | None:
        """The next line, None where the input ends."""
        if self.interactive:
            try:
                return input(PROMPT)
            except EOFError:
                self.write()
                return None
        line = self.stdin.readline()
        if not line:
            return None
        line = line.removeprefix("\ufeff").rstrip("\r\n")
        self.write(PROMPT + harmless(line))
        return line

    def write(self, text: str = "") -> None:
        """Text and a line end, at once: whoever reads along must not wait for a buffer."""
        self.stdout.write(f"{text}\n")
        self.stdout.flush()

    def markup(self, html: str) -> None:
        """Telegram-flavoured HTML, line by line."""
        text, heavy = "", []
        inside = False
        for part in re.split("(</?b>)", html):
            if part in ("<b>", "</b>"):
                inside = part == "<b>"
                continue
            shown = harmless(plain(part))
            text += shown
            heavy += [inside] * len(shown)
        start = 0
        for line in text.split("\n"):
            for shown in self._wrapped(line, heavy[start : start + len(line)]):
                self.write(shown)
            start += len(line) + 1

    def rule(self, title: str = "") -> None:
        """A line across the terminal, with a title or without."""
        cells = self.cells or WIDEST_TEXT
        line = f"── {title} " if title else ""
        self.write(self.style.dim(line + "─" * max(2, cells - width(line))))

    def _wrapped(self, line: str, heavy: Sequence[bool]) -> Iterator[str]:
        """A line in as many as it takes; what follows a bullet is indented below it."""
        found = _HEAD.match(line)
        head = found.group() if found else ""
        rest = line[len(head) :]
        pieces = [rest] if self.cells is None else wrap(rest, self.cells - width(head))
        start = len(head)
        for number, piece in enumerate(pieces):
            start = line.index(piece, start)
            yield (" " * width(head) if number else head) + self._emphasised(piece, heavy[start:])
            start += len(piece)

    def _emphasised(self, piece: str, heavy: Sequence[bool]) -> str:
        marked = groupby(zip(piece, heavy, strict=False), key=lambda pair: pair[1])
        runs = ((bold, "".join(character for character, _ in run)) for bold, run in marked)
        return "".join(self.style.bold(run) if bold else run for bold, run in runs)


class Printer:
    """Contents on a terminal. Each call is one message, with a blank line around it."""

    def __init__(self, terminal: Terminal, words: Words) -> None:
        self.terminal = terminal
        self.words = words

    def content(self, content: Content, *, by_words: bool = False) -> None:
        """A message: its text, then its file or its choices, which have numbers unless they go `by_words`."""
        self.terminal.write()
        if content.lines:
            self.terminal.markup("".join(paragraphs(self.words, content.language, content.lines)))
        if content.document is not None:
            self._document(content.language, *content.document)
            return
        labels = [[self.words.plain(content.language, choice.label) for choice in row] for row in content.rows]
        if labels:
            if content.lines:
                self.terminal.write()
            self._choices(content.language, [[harmless(label) for label in row] for row in labels], by_words)
        self.terminal.write()

    def picture(self, language: str, picture: CardData) -> None:
        """A score card, in words."""
        self.say(language, Text("console-picture"))
        self.terminal.write(harmless(card_text(picture)))

    def say(self, language: str, text: Text) -> None:
        """One text with nothing to choose."""
        self.terminal.write()
        self.terminal.markup(self.words.html(language, text))

    def _document(self, language: str, name: str, text: str) -> None:
        self.say(language, Text("console-document", {"name": name}))
        self.terminal.write(harmless(text))

    def _choices(self, language: str, labels: Sequence[Sequence[str]], by_words: bool) -> None:
        if by_words:
            self._bracketed(language, [label for row in labels for label in row])
            return
        count = sum(map(len, labels))
        number = 0
        rows: list[list[str]] = []
        for row in labels:
            rows.append([])
            for label in row:
                number += 1
                rows[-1].append(f"{number:>{len(str(count))}}. {label}")
        for line in self._aligned(rows):
            self.terminal.write(line)

    def _bracketed(self, language: str, labels: Sequence[str]) -> None:
        line = self.words.plain(language, Text("console-or-type"))
        for label in labels:
            word = f"  [{label}]"
            if self.terminal.cells is not None and width(line + word) > self.terminal.cells:
                self.terminal.write(line)
                line = ""
            line += word
        self.terminal.write(line)

    def _aligned(self, rows: Sequence[Sequence[str]]) -> Iterator[str]:
        """Choices as the buttons stand, side by side where there is room; one a line in a transcript."""
        cells = self.terminal.cells
        widest = max((width(choice) for row in rows for choice in row[:-1]), default=0) + 3
        for row in rows:
            line = "  " + "".join(pad(choice, widest) for choice in row).rstrip()
            if cells is None or width(line) > cells:
                yield from (f"  {choice}" for choice in row)
            else:
                yield line
