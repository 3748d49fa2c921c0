"""A made-up language of long words: whatever English says, six tenths longer and in wide letters."""

from __future__ import annotations

import re
from threading import local

from bot.words.words import Words
from dialogs.messages import Text

# Tags, entities, commands, addresses and figures stay as they are.
_WORD = re.compile(r"<[^>]*>|&[a-z#0-9]+;|https?://\S+|/\w+|[A-Za-z]{2,}")
_WIDE = str.maketrans("aeimnouwAEIMNOUW", "ãêïɱñôüŵÃÊÏḾÑÔÜŴ")


def longer(html: str) -> str:
    """A text in the made-up language."""
    return _WORD.sub(lambda found: _longer(found[0]), html)


def _longer(word: str) -> str:
    if not word[0].isalpha():
        return word
    return word.translate(_WIDE) + ("ŵɱ" * len(word))[: -(-len(word) * 6 // 10)]


class LongWords(Words):
    """The words of the house in the made-up language."""

    def __init__(self) -> None:
        super().__init__()
        self._within = local()

    def html(self, language: str, text: Text) -> str:
        depth = getattr(self._within, "depth", 0)
        self._within.depth = depth + 1
        try:
            shown = super().html(language, text)
        finally:
            self._within.depth = depth
        # What stands within a text is made longer with it.
        return shown if depth else longer(shown)


__all__ = ["LongWords", "longer"]
