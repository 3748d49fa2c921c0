"""Recognising a typed answer as one of the buttons on the screen, typos included (those are read back)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from dialogs.messages import LONGEST_MATCHED, Button, Text
from dialogs.ports import Translator

ENOUGH_OF_A_LABEL = 4
# Japanese says as much in fewer characters.
ENOUGH_OF_A_JAPANESE_LABEL = 3
# What cannot be taken back is said in full.
IN_FULL = (
    *("c-consent-agree", "c-consent-refuse", "button-forget-yes", "button-send"),
    *(
        "typed-forget",
        "typed-withdraw",
        "typed-stop",
        "typed-restart",
        "typed-language",
        "typed-no-name",
        "typed-result",
        "typed-thanks",
    ),
)
_INSIDE = re.compile(r"[(（]([^()（）]+)[)）]\W*$")


class Match(NamedTuple):
    """The button meant, and whether that is certain: its label, a stated alternative, or the beginning of it alone."""

    button: Button
    exact: bool


def match(text: str, rows: Sequence[Sequence[Button]], language: str, words: Translator) -> Match | None:
    """The button a typed text means; a near miss counts only when it is near one button alone."""
    wanted = fold(text) if len(text) <= LONGEST_MATCHED else ""
    if not 0 < len(wanted) <= LONGEST_MATCHED:
        return None
    names: dict[str, Button] = {}
    for row in rows:
        for button in row:
            # Whatever a question calls leaving it open, "I don't know" says the same.
            labels = [button.label, *([Text("button-unknown")] if button.action == "unknown" else [])]
            for name in (name for label in labels for name in _names(label, language, words)):
                names.setdefault(name, button)
    if wanted in names:
        return Match(names[wanted], True)
    if len(wanted) >= (ENOUGH_OF_A_LABEL if wanted.isascii() else ENOUGH_OF_A_JAPANESE_LABEL):
        # On a phone people type the first words of a long label: of one label alone, that is clear.
        begun = {button.action: button for name, button in names.items() if name.startswith(wanted)}
        if len(begun) == 1:
            [button] = begun.values()
            return Match(button, button.label.key not in IN_FULL)
    return None


def is_called(text: str, label: Text, language: str, words: Translator) -> bool:
    """Return whether a text is one of the names of a label, in full."""
    return 0 < len(text) <= LONGEST_MATCHED and fold(text) in _names(label, language, words)


def consists_of(text: str, beside: Sequence[str], *one_of_each: Sequence[str]) -> bool:
    """Return whether a text is made of such words alone, with at least one of each list; others may stand `beside`.

    Words that are written without spaces between them are taken apart: 「70点いくか知りたい」.
    """
    if not 0 < len(text) <= LONGEST_MATCHED:
        return False
    kinds = dict.fromkeys(beside, 0) | {word: 1 << n for n, words in enumerate(one_of_each) for word in words}
    found = {0}
    for run in re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()):
        said = {kinds[run]} if run in kinds else set() if run.isascii() else _taken_apart(run, kinds)
        found = {before | kind for before in found for kind in said}
    return (1 << len(one_of_each)) - 1 in found


def _taken_apart(run: str, kinds: Mapping[str, int]) -> set[int]:
    """Return which kinds of words a run of signs can be made of; none where it cannot be made of them alone."""
    longest = max(map(len, kinds), default=0)
    found: list[set[int]] = [{0}]
    for after in range(1, len(run) + 1):
        found.append(set())
        for first in range(max(0, after - longest), after):
            if (kind := kinds.get(run[first:after])) is not None:
                found[after] |= {before | kind for before in found[first]}
    return found[-1]


def fold(text: str) -> str:
    """Letters and digits only, full width and case folded, so that "✅ Yes!" and "yes" are one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


def _names(label: Text, language: str, words: Translator) -> Sequence[str]:
    inner = label.args.get("label")
    if label.key in ("ticked", "unticked") and isinstance(inner, Text):
        label = inner
    if not label.args:
        return _still_names(label.key, language, words)
    return _folded(label, language, words)


@lru_cache(maxsize=4_096)
def _still_names(key: str, language: str, words: Translator) -> Sequence[str]:
    """The names of a label without arguments are the same for everybody."""
    return _folded(Text(key), language, words)


def _folded(label: Text, language: str, words: Translator) -> Sequence[str]:
    names = [words.plain(language, label)]
    # "Online (Google Meet)" is called either.
    names += _INSIDE.findall(names[0])
    typed = Text(f"{label.key}.typed", label.args)
    if words.has(language, typed.key):
        names += words.plain(language, typed).split("|")
    return [folded for name in names if (folded := fold(name))]
