"""What staff type that is for no client: a command, or a note that stays among them; with a Japanese keyboard, too."""

from __future__ import annotations

import re
import unicodedata

# As Telegram itself finds a command: its letters, perhaps a bot's name, and no word or bracket right behind.
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?![\w/<>])")
# What begins so is a note of staff, and no word of it goes to a client.
_INSIDE_ONLY = re.compile(r"//|/note(?![\w/])|/note@", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[/／]\S*")


def is_slashed(text: str) -> bool:
    """Return whether something looks like a command, also with the slash of a Japanese keyboard."""
    return text.startswith(("/", "／"))


def as_meant(text: str) -> str:
    """Return a text whose first word is as a command is written, where a Japanese keyboard has made it full-width."""
    found = _FIRST_WORD.match(text)
    return text if found is None else unicodedata.normalize("NFKC", found[0]) + text[found.end() :]


def stays_inside(text: str) -> bool:
    """Return whether staff write this to each other alone."""
    return _INSIDE_ONLY.match(as_meant(text.lstrip())) is not None


__all__ = ["COMMAND", "as_meant", "is_slashed", "stays_inside"]
