"""In which language whoever runs intake is spoken to: the one asked for, else the environment's where we have it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from bot.words.words import SOURCE_LANGUAGE, Words, WordsError, languages
from dialogs.messages import Text

OperatorWords = Callable[[Text], str]


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language that the environment asks for, where we have it."""
    asked = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    code = asked.partition(".")[0].partition("_")[0]
    return code if code in languages() else SOURCE_LANGUAGE


def saying(language: str | None = None) -> OperatorWords:
    """Return what makes words of a text. Without readable catalogues, which `intake doctor` finds, its key must do."""
    words, spoken = Words(), language or language_of(os.environ)

    def say(text: Text) -> str:
        try:
            return words.plain(spoken, text)
        except WordsError:
            return " ".join([text.key, *(str(arg) for arg in text.args.values())])

    return say
