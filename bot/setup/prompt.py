"""Questions in a terminal: asked again until the answer will do. Knows no question and writes no file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.errors import IntakeError
from bot.terminal import columns, wrap
from bot.words.operator import OperatorWords
from dialogs.messages import Arg, Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why an answer will not do; shown before the question is asked again."""

    why: Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """One who asks and hears. `read` and `hidden` take a question and give the line; only `read` shows it meanwhile."""

    say: OperatorWords
    read: Callable[[str], str]
    hidden: Callable[[str], str]
    write: Callable[[str], None]

    def tell(self, key: str, **args: Arg) -> None:
        """Show a text, wrapped, after an empty line."""
        self.tell_text(Text(key, args))

    def tell_text(self, text: Text) -> None:
        """Show a text that was put together elsewhere."""
        self.write("")
        for line in wrap(self.say(text), columns()):
            self.write(line)

    def ask(self, question: Text, accept: Callable[[str], T | Wrong], *, default: str = "", secret: bool = False) -> T:
        """Return what `accept` makes of the answer, once it accepts one. An empty answer takes the default.

        Raises `IntakeError` where the input ends.
        """
        shown = self.say(question) + (f" [{default}]" if default else "")
        while True:
            answer = self._line(f"{shown}: ", secret).strip() or default
            accepted = accept(answer)
            if not isinstance(accepted, Wrong):
                return accepted
            for line in wrap(self.say(accepted.why), columns()):
                self.write(line)

    def confirm(self, question: Text, *, default: bool = True) -> bool:
        """Return whether the answer is yes, in any language's words for it."""
        words = {True: self._words("init-words-yes"), False: self._words("init-words-no")}
        first, other = words[default][0], words[not default][0]

        def accept(answer: str) -> bool | Wrong:
            typed = unicodedata.normalize("NFKC", answer).casefold()
            said = [meaning for meaning, known in words.items() if typed in known]
            return said[0] if said else Wrong(Text("init-yes-or-no", {"yes": words[True][0], "no": words[False][0]}))

        question = Text("init-confirm", {"question": question, "default": first, "other": other})
        return self.ask(question, lambda answer: default if not answer else accept(answer))

    def _words(self, key: str) -> list[str]:
        return self.say(Text(key)).split()

    def _line(self, shown: str, secret: bool) -> str:
        try:
            return (self.hidden if secret else self.read)(shown)
        except EOFError:
            self.write("")  # what is said next begins a line of its own
            raise IntakeError("error-init-ended") from None


__all__ = ["Prompt", "Wrong"]
