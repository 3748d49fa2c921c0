"""What a button carries: the place it stands at, the revision of the answers it was made for, and its action.

A copy of a screen, wherever it is in a chat, carries the same as every other copy; a screen shown again carries what it
carried before. So any copy of the current screen counts, and a copy of an earlier one is known as such.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dialogs.conversation import Conversation
from dialogs.place import RESULT

# A tick's button says what is wanted, so that pressing twice does the same as pressing once.
ON, OFF = "on", "off"
# So does a row's of several questions on one screen; short, because the names of two questions must have room.
ROW_YES, ROW_NO, ROW_OPEN, ROW_HELP = "y", "n", "u", "h"
ROW_ACTIONS = (ROW_YES, ROW_NO, ROW_OPEN, ROW_HELP)
# Longest button data, in bytes, of the messenger with the least room.
LONGEST = 64
# First letters kept of a page's and an overlay's name: enough to differ, and the longest action still fits.
_OF_A_PAGE, _OF_AN_OVERLAY = 5, 4
_PRESS = re.compile(r"([a-z][a-z0-9_/]*)\.(0|[1-9][0-9]{0,8})\.(.+)", re.DOTALL)

# So many digits of a revision a button has room for: a million acts that changed what is shown.
_DIGITS = 6
NAME = re.compile(r"[a-z][a-z0-9_]*")


class Press(NamedTuple):
    """A pressed button, taken apart."""

    place: str
    revision: int
    action: str


def place_of(conversation: Conversation) -> str:
    """Where a person stands, as a button names it: a question's id, a page, or what is laid over them."""
    place = conversation.place
    if place.overlay is not None:
        return of_overlay(place.overlay)
    return of_side(place.side) if place.at == RESULT else place.at


def of_overlay(page: str) -> str:
    """Return how a button names a page that is laid over another."""
    return f"o/{page[:_OF_AN_OVERLAY]}"


def of_side(side: str) -> str:
    """Return how a button names a side of the result."""
    return f"r/{side[:_OF_A_PAGE]}"


def fits(place: str, action: str) -> bool:
    """Return whether a button has room for an action at a place, as a button names it."""
    return len(f"{place}.{'9' * _DIGITS}.{action}") <= LONGEST


def mark_of(conversation: Conversation) -> str:
    """What all buttons of the current screen begin with: place and revision."""
    return f"{place_of(conversation)}.{conversation.revision}"


def read_press(data: str) -> Press | None:
    """What a button carried; None for what no button of this version carries."""
    found = _PRESS.fullmatch(data) if len(data) <= LONGEST else None
    return None if found is None else Press(found[1], int(found[2]), found[3])
