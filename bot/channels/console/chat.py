"""The terminal as a channel: typed lines in, screens out as text, and a local desk that shows what staff would get.

Every act goes through the same writer as a messenger's. It knows no storage; the conversation is kept, nothing else.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from bot.office.cards import LANGUAGE_OF_STAFF, card_content
from bot.sheets.card_text import card_text
from bot.terminal import Style, columns, pad, width, wrap
from bot.turns.acts import ClientTurn, Turned
from bot.words.clean import clean
from bot.words.paragraphs import paragraphs
from bot.words.words import SOURCE_LANGUAGE, plain
from dialogs.conversation import Conversation
from dialogs.kinds import Kind, ManyOf, Page
from dialogs.marks import mark_of, place_of
from dialogs.messages import Act, Arg, Button, Incoming, Screen, Text

if TYPE_CHECKING:
    from bot.app import Core

CHANNEL = "console"
QUIT = "/quit"
PROMPT = "> "
WIDEST_TEXT = 84
_COMMAND = re.compile(r"/([A-Za-z0-9_]+)(?:@\w*)?(?:\s+(.*))?", re.DOTALL)
_NUMBER = re.compile(r"([0-9]{1,3})[.)]?")
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


class ConsoleChat:
    """One person's conversation in a terminal. `now` is the clock."""

    def __init__(self, core: Core, person: str, terminal: Terminal, now: Callable[[], datetime]) -> None:
        self.core = core
        self.words = core.words
        self.person = person
        self.terminal = terminal
        self.now = now
        self.language = SOURCE_LANGUAGE
        self.conversation: Conversation | None = None
        self.buttons: tuple[tuple[Button, ...], ...] = ()
        self.shown: Screen | None = None

    def run(self, language: str | None, place: str) -> None:
        """Greet, then answer line by line until the input ends. `place` is where the conversation is kept."""
        self.language = language or SOURCE_LANGUAGE
        try:
            self._greet(language, place)
            while (line := self.terminal.read()) is not None and line.strip().casefold() != QUIT:
                self.answer(line.strip())
        except KeyboardInterrupt:
            self.terminal.write()
        self.say("console-goodbye" if self.conversation else "console-goodbye-erased", place=place)

    def _greet(self, language: str | None, place: str) -> None:
        turned = self.send(Incoming(Act.COMMAND, command="start", language=language))
        conversation = self.conversation
        was, self.language = self.language, language or self.language
        self.say("console-hello", place=place, person=self.person)
        self.language = was
        if language is None or conversation is None:
            self.show(turned)
        elif conversation.state == "ask_language" and conversation.overlay is None:
            self.show(turned)
            self.terminal.write(PROMPT + self.words.plain(language, Text(f"language-{language}")))
            self.press([f"a:{language}"])
        elif conversation.language != language:
            self.send(Incoming(Act.COMMAND, command="language"))
            self.press([f"a:{language}"])
        else:
            self.show(turned)

    def answer(self, line: str) -> None:
        """One line a person typed: a command, a number of a choice (several to tick several), or a text."""
        if not line:
            self.again()
        elif command := _COMMAND.fullmatch(line):
            name, argument = command.groups()
            self.show(self.send(Incoming(Act.COMMAND, argument or "", name.lower(), language=self.language)))
        elif actions := self.chosen(line):
            self.press(actions)
        else:
            self.show(self.send(Incoming(Act.TEXT, line, language=self.language)))

    def chosen(self, line: str) -> list[str]:
        """The actions of the numbers in a line; none where it is no choice. Of several numbers all become ticked."""
        if self.expects_typing():
            return []
        offered = [button for row in self.buttons for button in row]
        words = [w for w in re.split(r"[\s,、，]+", unicodedata.normalize("NFKC", line)) if w]
        numbers = [int(found.group(1)) if (found := _NUMBER.fullmatch(word)) else 0 for word in words]
        if not all(1 <= number <= len(offered) for number in numbers):
            return []
        chosen = [offered[number - 1] for number in dict.fromkeys(numbers)]
        if len(chosen) == 1:
            return [chosen[0].action]
        if not isinstance(self.kind(), ManyOf):
            return []
        return [button.action for button in chosen if button.label.key != "ticked"]

    def press(self, actions: Sequence[str]) -> None:
        """Press buttons one after the other, as long as the screen stays the same, and show where that leads."""
        turned: Turned | None = None
        for action in actions:
            before = self.conversation
            if before is None or before.live is None:
                break
            place = place_of(before)
            turned = self.send(Incoming(Act.PRESS, data=f"{mark_of(before)}.{action}", language=self.language))
            if self.conversation is None or place_of(self.conversation) != place:
                break
        if turned is not None:
            self.show(turned)

    def send(self, incoming: Incoming) -> Turned:
        """Let the dialogue handle an act; what comes back is stored already."""
        turn = ClientTurn(CHANNEL, secrets.token_hex(16), self.person, incoming, self.now())
        turned: Turned = self.core.ledger.do(turn)
        if turned.erased:
            self.conversation, self.buttons, self.shown = None, (), None
        elif turned.conversation is not None:
            self.conversation = turned.conversation
            self.language = turned.conversation.language
        return turned

    # --- showing --------------------------------------------------------------------------------------------------

    def show(self, turned: Turned) -> None:
        """What became of a turn: first the desk, then what the person is told."""
        if turned.lead is not None:
            card = card_content(self.words, self.core.dialogue, turned.lead)
            self.desk("\n".join(self.words.html(LANGUAGE_OF_STAFF, line) for line in card.lines))
        for text in turned.told:
            self.desk(self.words.html(LANGUAGE_OF_STAFF, text))
        if turned.refused is not None:
            self.say(turned.refused, phone=self.core.office.phone)
        if turned.erased:
            self.say("erased")
            self.say("console-erased")
            self.terminal.write()
        for screen in turned.screens:
            self.screen(screen)
        if turned.picture is not None:
            self.say("console-picture")
            self.terminal.write(harmless(card_text(turned.picture)))
        if turned.picture is not None or any(screen.document for screen in turned.screens):
            self.again()

    def again(self) -> None:
        """Show once more where the person stands."""
        if self.conversation is not None:
            self.shown = None
            self.screen(self.core.dialogue.screen(self.conversation, self.now()))

    def screen(self, screen: Screen) -> None:
        """One message: its text, and its choices, numbered where a number cannot be an answer."""
        conversation = self.conversation
        if conversation is None:
            return
        self.terminal.write()
        lines = self._new_lines(screen)
        if lines:
            self.terminal.markup("".join(paragraphs(self.words, self.language, lines)))
        if screen.document is not None:
            self._document(*screen.document)
            return
        if screen.rows or conversation.live is None:
            self.shown = screen
            self.buttons = screen.rows
        if screen.rows:
            if lines:
                self.terminal.write()
            self._choices()
        self.terminal.write()

    def desk(self, html: str) -> None:
        """What the staff group would see, set apart."""
        self.terminal.write()
        self.terminal.rule(self.text("console-desk"))
        self.terminal.markup(html)
        self.terminal.rule()

    def say(self, key: str, **args: Arg) -> None:
        """One text that is no screen."""
        self.terminal.write()
        self.terminal.markup(self.words.html(self.language, Text(key, args)))

    def text(self, key: str) -> str:
        """A text in the person's language, without markup."""
        return self.words.plain(self.language, Text(key))

    def kind(self) -> Kind | None:
        """The kind of the question being asked, None on a page or an overlay."""
        conversation = self.conversation
        if conversation is None or conversation.overlay is not None:
            return None
        question = self.core.dialogue.questionnaire.by_id.get(conversation.state.removeprefix("ask_"))
        return None if question is None or isinstance(question.kind, Page) else question.kind

    def expects_typing(self) -> bool:
        """Whether a number would be an answer, and choices go by their words."""
        kind = self.kind()
        return kind is not None and kind.typed

    def _new_lines(self, screen: Screen) -> Sequence[Text]:
        """On the same question again (a tick, a word of help) only what was not said just now."""
        if self.kind() is None or self.shown is None or not screen.again:
            return screen.lines
        return [line for line in screen.lines if line not in self.shown.lines]

    def _choices(self) -> None:
        labels = [[harmless(self.words.plain(self.language, button.label)) for button in row] for row in self.buttons]
        if self.expects_typing():
            self._bracketed([label for row in labels for label in row])
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

    def _bracketed(self, labels: Sequence[str]) -> None:
        line = self.text("console-or-type")
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

    def _document(self, name: str, content: bytes) -> None:
        self.say("console-document", name=name)
        self.terminal.write(harmless(content.decode("utf-8", errors="replace")))
