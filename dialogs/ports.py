"""What the dialogue needs from outside, as narrow protocols it owns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dialogs.messages import Text
from dialogs.office import HalfDay


class Translator(Protocol):
    """The words of every language. The dialogue only uses them to recognise a typed label."""

    def plain(self, language: str, text: Text) -> str:
        """A text without markup."""

    def has(self, language: str, key: str) -> bool:
        """Whether a text exists."""

    def __hash__(self) -> int:
        """One object serves a whole process, and keys what is remembered of its words."""


class World(Protocol):
    """What a turn may look up before its screens are made, in the transaction that stores its outcome.

    So what it finds still holds when the outcome is stored.
    """

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        """Return those of some half-days that can take no more wishes; the person's own wish does not count."""

    def staff_hear(self) -> bool:
        """Return whether what staff write in the topic of a client reaches the client."""


class NothingFull:
    """A world in which every half-day can take one more wish, and staff answer by telephone or mail."""

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        """Return none of them."""
        return frozenset()

    def staff_hear(self) -> bool:
        """Return that it does not."""
        return False


NOTHING_FULL = NothingFull()
