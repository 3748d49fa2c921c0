"""What a button carries: the place it stands at, the revision of the answers it was made for, and its action.

A copy of a screen, wherever it is in a chat, carries the same as every other copy; a screen shown again carries what it
carried before. So any copy of the current screen counts, and a copy of an earlier one is known as such.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dialogs.conversation import Conversation
from dialogs.place import RESULT

# Ticks are said as what is wanted, so that pressing twice does what pressing once does.
ON, OFF = "on", "off"
# What all that is in a button may be long at most, in a messenger with the least room.
LONGEST = 64
# So many letters tell pages and overlays apart and leave room for the longest action.
_OF_A_PAGE, _OF_AN_OVERLAY = 5, 4
_PRESS = re.compile(r"([a-z][a-z0-9_/]*)\.(0|[1-9][0-9]{0,8})\.(.+)", re.DOTALL)


class Press(NamedTuple):
    """A pressed button, taken apart."""

    place: str
    revision: int
    action: str


def place_of(conversation: Conversation) -> str:
    """Where a person stands, as a button names it: a question's id, a page, or what is laid over them."""
    place = conversation.place
    if place.overlay is not None:
        return f"o/{place.overlay[:_OF_AN_OVERLAY]}"
    if place.at == RESULT:
        return f"r/{place.side[:_OF_A_PAGE]}"
    return place.at


def mark_of(conversation: Conversation) -> str:
    """What all buttons of the current screen begin with: place and revision."""
    return f"{place_of(conversation)}.{conversation.revision}"


def read_press(data: str) -> Press | None:
    """What a button carried; None for what no button of this version carries."""
    found = _PRESS.fullmatch(data) if len(data) <= LONGEST else None
    return None if found is None else Press(found[1], int(found[2]), found[3])
