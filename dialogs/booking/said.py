"""What people say of the times on the screen, and of what they have booked; the words are data of a language."""

from __future__ import annotations

import re
from functools import lru_cache

from dialogs.matching import fold
from dialogs.messages import LONGEST_MATCHED, Button, Text
from dialogs.ports import Translator

FIRST, SECOND, THIRD, LAST, SOONEST = "first", "second", "third", "last", "soonest"
CANCEL, MOVE, ABSENT, LATE, SHOWN = "cancel", "move", "absent", "late", "show"

_OF_TIMES = (
    Button(Text("typed-time-first"), FIRST),
    Button(Text("typed-time-second"), SECOND),
    Button(Text("typed-time-third"), THIRD),
    Button(Text("typed-time-last"), LAST),
    Button(Text("typed-time-soonest"), SOONEST),
)
_OF_A_BOOKING = (
    Button(Text("typed-talk-cancel"), CANCEL),
    Button(Text("typed-talk-move"), MOVE),
    Button(Text("typed-talk-absent"), ABSENT),
    Button(Text("typed-talk-late"), LATE),
    Button(Text("typed-talk-show"), SHOWN),
)
# Longer than this a text says more than when.
LONGEST_MOVED = 60
# How many minutes somebody is late, whatever their number.
_FIGURES = re.compile(r"\d+")


def said_of_times(text: str, language: str, words: Translator) -> str | None:
    """Return which of the times shown a text means; None where it means none by its place."""
    return _said(text, _OF_TIMES, language, words)


def said_of_a_booking(text: str, language: str, words: Translator) -> str | None:
    """Return what is to become of what is booked; None where a text says nothing of that."""
    return _said(_FIGURES.sub("", text), _OF_A_BOOKING, language, words)


def moves_to(text: str, language: str, words: Translator) -> bool:
    """Return whether a text asks to move what is booked and says more, as to when: "can we move it to Monday"."""
    said = fold(text) if len(text) <= LONGEST_MOVED else ""
    names = tuple(_names("typed-talk-move", language, words))
    return said.startswith(names) or said.endswith(names)


def _said(text: str, meanings: tuple[Button, ...], language: str, words: Translator) -> str | None:
    # Only what is said in full counts: how a word begins says nothing about an appointment.
    said = fold(text) if len(text) <= LONGEST_MATCHED else ""
    return next((meant.action for meant in meanings if said in _names(meant.label.key, language, words)), None)


@lru_cache(maxsize=256)
def _names(key: str, language: str, words: Translator) -> frozenset[str]:
    names = (name for label in (key, f"{key}.typed") for name in words.plain(language, Text(label)).split("|"))
    return frozenset(folded for name in names if (folded := fold(name)))
