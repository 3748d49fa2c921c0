"""What the dialogue needs from outside, as narrow protocols it owns."""

from __future__ import annotations

from typing import Protocol

from dialogs.messages import Text


class Translator(Protocol):
    """The words of every language. The dialogue only uses them to recognise a typed label."""

    def plain(self, language: str, text: Text) -> str:
        """A text without markup."""

    def has(self, language: str, key: str) -> bool:
        """Whether a text exists."""

    def __hash__(self) -> int:
        """One object serves a whole process, and keys what is remembered of its words."""
