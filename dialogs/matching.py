"""Recognising a typed answer as one of the buttons on the screen, typos included (those are read back)."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from dialogs.messages import Button, Screen
from dialogs.ports import Translator

CLOSE_ENOUGH = 0.8


class Match(NamedTuple):
    """The button meant, and whether the text was its very label (or one of its stated alternatives)."""

    button: Button
    exact: bool


def match(text: str, screen: Screen, language: str, words: Translator) -> Match | None:
    """The button a typed text means; a near miss counts only when it is near one button alone."""
    wanted = fold(text)
    if not wanted:
        return None
    names: dict[str, Button] = {}
    for row in screen.rows:
        for button in row:
            for name in _names(button, language, words):
                names.setdefault(name, button)
    if wanted in names:
        return Match(names[wanted], True)
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=CLOSE_ENOUGH)
    meant = {names[name].action: names[name] for name in near}
    if len(meant) == 1 and len(wanted) > 2:
        return Match(next(iter(meant.values())), False)
    return None


def fold(text: str) -> str:
    """Letters and digits only, full width and case folded, so that "✅ Yes!" and "yes" are one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def _names(button: Button, language: str, words: Translator) -> Iterator[str]:
    label = button.label
    inner = label.args.get("label")
    if label.key in ("ticked", "unticked") and inner is not None and not isinstance(inner, str | int | tuple):
        label = inner  # type: ignore[assignment]  # the label of a tick is always a text
    if folded := fold(words.plain(language, label)):
        yield folded
    typed = f"{label.key}.typed"
    if words.has(language, typed):
        for name in words.plain(language, type(label)(typed, label.args)).split("|"):
            if folded := fold(name):
                yield folded
