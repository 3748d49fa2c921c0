"""A typed text and what is seen of it, each looked at once: its words, what it asks, what kind of sentence it is.

It lives as long as one look into the bank; nothing of what somebody typed is kept after that.
"""

from __future__ import annotations

import re
from functools import cached_property

from dialogs.answer_bank import sentences
from dialogs.answer_bank.loading import ASIDE, OF_A_CASE, OF_THE_SCREEN
from dialogs.answer_bank.wording import AskingWords, Look, Wording, plain

_ONE_WORD = re.compile(r"[a-z0-9.'-]+")
# So many hiragana of no known word are an ending.
MOST_ENDINGS = 1


class AskedText:
    """A text as the bank looks at it."""

    def __init__(self, text: str, wording: Wording, asking: AskingWords) -> None:
        self.text = text
        self._wording, self._asking = wording, asking

    def part(self, text: str) -> AskedText:
        """Return a part of the text, looked at by itself."""
        return AskedText(text, self._wording, self._asking)

    @cached_property
    def plain(self) -> str:
        """The text in the form in which texts are compared."""
        return plain(self.text)

    @cached_property
    def _look(self) -> Look:
        return self._wording.look(self.text)

    @property
    def features(self) -> tuple[str, ...]:
        """What the text says, as far as the lists know it."""
        return self._look.features

    @property
    def says_little(self) -> bool:
        """Whether a word makes a single meaning unsure: "how do I *become* a lawyer"."""
        return self._look.little

    @property
    def is_vague(self) -> bool:
        """Whether a word says something of a single meaning: "how hard is the exam"."""
        return self._look.little or self._look.vague

    @property
    def says_more(self) -> bool:
        """Whether a text in hiragana holds more than its known words and their endings: 「親がけんかばかり」."""
        return self._look.unread > MOST_ENDINGS

    @cached_property
    def denied(self) -> set[str]:
        """The meanings that the text denies wherever it names them."""
        return self._wording.denied(self.text)

    @cached_property
    def _asked_with(self) -> set[str]:
        return self._asking.kinds(self.plain)

    @cached_property
    def kinds(self) -> set[str]:
        """What the text asks of its subject: when, where, how much."""
        return self._asked_with.difference(ASIDE)

    @property
    def is_of_the_screen(self) -> bool:
        """Whether the text names what is on the screen: "what does this question ask", 「どれを押せば」."""
        return OF_THE_SCREEN in self._asked_with

    @property
    def is_of_a_case(self) -> bool:
        """Whether the text asks of somebody's own case, which no answer to all can judge: "did I lose my years"."""
        return OF_A_CASE in self._asked_with

    @cached_property
    def asks(self) -> bool:
        """Whether the text looks like a question or a request."""
        return sentences.asks(self.plain)

    @property
    def looks_for_something(self) -> bool:
        """Whether the text names a subject with more than one Latin word, which is an answer to something."""
        return self.names_a_subject and not _ONE_WORD.fullmatch(self.plain)

    @cached_property
    def names_a_subject(self) -> bool:
        """Whether the text speaks of nobody and states nothing."""
        return sentences.names_a_subject(self.plain)
