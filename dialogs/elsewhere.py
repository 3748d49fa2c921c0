"""Going on by another channel: where that is offered, and what a one-time code looks like and is read as."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dialogs.messages import Act, ActKind

if TYPE_CHECKING:
    from dialogs.conversation import Conversation
    from dialogs.situation import Surroundings

# No vowels, so that a code is no word; no 0, 1, I, L, O, which are taken for each other.
SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
LONG = 10
MINUTES = 15
COMMAND = "elsewhere"
# The place of the buttons under the words that somebody has gone on elsewhere, and what each says.
BESIDE_A_MOVE = "v/"
NOT_ME, NOT_MINE = "back", "leave"
_CODE = re.compile(rf"([{SIGNS}]{{5}})[ -]?([{SIGNS}]{{5}})")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")


def offered(around: Surroundings, conversation: Conversation) -> bool:
    """Return whether there is another channel to go on by."""
    return conversation.channel in around.channels and len(around.channels) > 1


def others(around: Surroundings, channel: str) -> Sequence[str]:
    """Return the other channels, by their names."""
    return [name for name in around.channels if name != channel]


def shown(code: str) -> str:
    """Return a code as it is read."""
    return f"{code[: LONG // 2]}-{code[LONG // 2 :]}"


def is_code(signs: str) -> bool:
    """Return whether some signs can be a code: figures alone are a telephone number rather."""
    return len(signs) == LONG and sum(not sign.isdigit() for sign in signs) > 1


def code_of(act: Act) -> str | None:
    """Return the code that somebody types, or opens a link with; None where an act is nothing of the kind."""
    if act.kind is ActKind.COMMAND and act.command not in (COMMAND, "start"):
        return None
    if act.kind not in (ActKind.COMMAND, ActKind.TEXT) or len(act.text) > 40:
        return None
    text = unicodedata.normalize("NFKC", act.text).translate(DASHES).strip().upper()
    found = _CODE.fullmatch(text)
    if found is None:
        # Whoever calls the command with something else means a code, if a wrong one.
        return text if act.kind is ActKind.COMMAND and act.command == COMMAND and text else None
    signs = found[1] + found[2]
    return signs if is_code(signs) or (act.kind is ActKind.COMMAND and act.command == COMMAND) else None
