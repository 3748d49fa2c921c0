"""The terminal as a channel: typed lines in, screens out as text, and a local desk that shows what staff would get.

Every act goes through the same writer as a messenger's. It knows no storage; the conversation is kept, nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.channels.console.send import ConsoleCourier
from bot.channels.console.show import PROMPT, Printer, Terminal
from bot.channels.plain import command_in
from bot.delivery.post import Content, PostButton
from bot.office.cards import card_content
from bot.turns.acts import ClientTurn, Turned
from bot.turns.backups import backups_left
from bot.turns.ledger import Call
from bot.words.words import SOURCE_LANGUAGE
from dialogs.conversation import Conversation
from dialogs.desk.desk import Desk
from dialogs.kinds import Kind, Language, ManyOf
from dialogs.marks import mark_of, place_of
from dialogs.messages import Act, ActKind, Arg, Screen, Text
from dialogs.office import LANGUAGE_OF_STAFF

if TYPE_CHECKING:
    from bot.app import Core
    from bot.turns.apply import Batch

CHANNEL = "console"
QUIT = "/quit"


class ConsoleChat:
    """One person's conversation in a terminal. `now` is the clock."""

    def __init__(self, core: Core, person: str, terminal: Terminal, now: Callable[[], datetime]) -> None:
        self.core = core
        self.words = core.words
        self.person = person
        self.terminal = terminal
        self.printer = Printer(terminal, core.words)
        self.window = ConsoleCourier(self.printer)
        self.now = now
        self.language = SOURCE_LANGUAGE
        self.conversation: Conversation | None = None
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
        turned = self.send(Act(ActKind.COMMAND, command="start", language=language))
        conversation = self.conversation
        was, self.language = self.language, language or self.language
        self.say("console-hello", place=place, person=self.person)
        self.language = was
        if language is None or conversation is None:
            self.show(turned)
        elif isinstance(self.kind(), Language):
            self.show(turned)
            self.terminal.write(PROMPT + self.words.plain(language, Text(f"language-{language}")))
            self.press([f"a:{language}"])
        elif conversation.language != language:
            self.send(Act(ActKind.COMMAND, command="language"))
            self.press([f"a:{language}"])
        else:
            self.show(turned)

    def answer(self, line: str) -> None:
        """One line a person typed: a command, a number of a choice (several to tick several), or a text."""
        if not line:
            self.again()
        elif command := command_in(line):
            name, argument = command
            self.show(self.send(Act(ActKind.COMMAND, argument, name, language=self.language)))
        elif actions := self.chosen(line):
            self.press(actions)
        else:
            self.show(self.send(Act(ActKind.TEXT, line, language=self.language)))

    def chosen(self, line: str) -> list[str]:
        """Return the actions of the numbers in a line, if it is a choice. Several numbers tick several choices."""
        if self.expects_typing():
            return []
        chosen = self.window.chosen(line)
        if len(chosen) == 1:
            return [chosen[0].data]
        if not chosen or not isinstance(self.kind(), ManyOf):
            return []
        return [choice.data for choice in chosen if choice.label.key != "ticked"]

    def press(self, actions: Sequence[str]) -> None:
        """Press buttons one after the other, as long as the screen stays the same, and show where that leads."""
        turned: Turned | None = None
        place = None if self.conversation is None else place_of(self.conversation)
        for action in actions:
            before = self.conversation
            if before is not None and place_of(before) == place:
                turned = self.send(Act(ActKind.PRESS, data=f"{mark_of(before)}.{action}", language=self.language))
        if turned is not None:
            self.show(turned)

    def send(self, act: Act) -> Turned:
        """Let the dialogue handle an act; what comes back is stored already."""
        turn = ClientTurn(CHANNEL, secrets.token_hex(16), self.person, act, self.now())
        turned: Turned = self.core.ledger.do(turn)
        if turned.erased:
            self.conversation, self.shown = None, None
            self.window.forget()
        elif turned.conversation is not None:
            self.conversation = turned.conversation
            self.language = turned.conversation.language
        return turned

    # --- showing --------------------------------------------------------------------------------------------------

    def show(self, turned: Turned) -> None:
        """Show what became of a turn: first the desk's part, then the person's screens."""
        if turned.lead is not None:
            card = card_content(self.words, Desk(self.core.dialogue), turned.lead.record)
            self.desk("\n".join(self.words.html(LANGUAGE_OF_STAFF, line) for line in card.lines))
        for text in turned.told:
            self.desk(self.words.html(LANGUAGE_OF_STAFF, text))
        if turned.refused is not None:
            self.printer.say(self.language, turned.refused)
        if turned.erased:
            self.say("erased", channel="console", there="")
            for text in self.core.ledger.do(Call(lambda batch: backups_left(batch.tx, self.now()))):
                self.printer.say(self.language, text)
            self.say("console-erased")
            self.terminal.write()
        for screen in turned.screens:
            self.screen(screen)
        if turned.picture is not None:
            self.printer.picture(self.language, turned.picture)
        if turned.picture is not None or any(screen.document for screen in turned.screens):
            self.again()

    def again(self) -> None:
        """Show once more where the person stands."""
        if self.conversation is not None:
            self.shown = None
            screen: Screen = self.core.ledger.do(Call(self._anew))
            self.screen(screen)

    def _anew(self, batch: Batch) -> Screen:
        now = self.now()
        return batch.screen(batch.tx.person_at(CHANNEL, self.person, now), now)

    def screen(self, screen: Screen) -> None:
        """One message: its text, and its choices, numbered where a number cannot be an answer."""
        document = None
        if screen.document is not None:
            document = (screen.document[0], screen.document[1].decode("utf-8", errors="replace"))
        rows = tuple(tuple(PostButton(button.label, button.action) for button in row) for row in screen.rows)
        content = Content(self.language, tuple(self._new_lines(screen)), rows, document)
        has_buttons = self.conversation is not None and self.conversation.live is not None
        # A word in between, where the choices above still count.
        aside = not rows and has_buttons
        if document is None and not aside:
            self.shown = screen
        self.window.show(content, by_words=self.expects_typing(), aside=aside)

    def desk(self, html: str) -> None:
        """What the staff group would see, set apart."""
        self.terminal.write()
        self.terminal.rule(self.text("console-desk"))
        self.terminal.markup(html)
        self.terminal.rule()

    def say(self, key: str, **args: Arg) -> None:
        """One text that is no screen."""
        self.printer.say(self.language, Text(key, args))

    def text(self, key: str) -> str:
        """A text in the person's language, without markup."""
        return self.words.plain(self.language, Text(key))

    def kind(self) -> Kind | None:
        """The kind of the question being asked, None on a page or an overlay."""
        conversation = self.conversation
        if conversation is None or conversation.place.overlay is not None:
            return None
        question = self.core.dialogue.questionnaire.by_id.get(conversation.place.at)
        return None if question is None else question.kind

    def expects_typing(self) -> bool:
        """Whether a number would be an answer, and choices go by their words."""
        kind = self.kind()
        return kind is not None and kind.typed

    def _new_lines(self, screen: Screen) -> Sequence[Text]:
        """On the same question again (a tick, a word of help) only what was not said just now.

        Where an answer is typed, what is asked is said again: no buttons name it.
        """
        if self.kind() is None or self.shown is None or not screen.again:
            return screen.lines
        asked = "q-" if self.expects_typing() else None
        return [
            line
            for line in screen.lines
            if line not in self.shown.lines or (asked is not None and line.key.startswith(asked))
        ]
