"""Comparing with a partner: what the code looks like that one gives the other, and where the buttons stand."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from dialogs.elsewhere import DASHES, SIGNS, is_code
from dialogs.elsewhere import shown as in_two
from dialogs.messages import Act, ActKind

# The page on which a code is made, and the place of the buttons under what is said of it.
PAGE_ID, BESIDE = "household", "y/"
# How long a code and a question are open, and how long a comparison can be looked at.
GOOD_FOR, SHARED_FOR = timedelta(days=7), timedelta(days=180)
CODE, SHOW, STOP, YES, NO = "code", "show", "stop", "yes", "no"
# In front of the signs, so that nobody takes it for a code that moves a person.
_PREFIX = "H"
_CODE = re.compile(rf"{_PREFIX}[ -]([{SIGNS}]{{5}})[ -]?([{SIGNS}]{{5}})")


def shown(code: str) -> str:
    """Return a code as it is read."""
    return f"{_PREFIX}-{in_two(code)}"


def code_of(act: Act) -> str | None:
    """Return the code that somebody types, or opens a link with; None where an act is nothing of the kind."""
    is_start = act.kind is ActKind.COMMAND and act.command == "start"
    if not (is_start or act.kind is ActKind.TEXT) or len(act.text) > 40:
        return None
    found = _CODE.fullmatch(unicodedata.normalize("NFKC", act.text).translate(DASHES).strip().upper())
    return found[1] + found[2] if found is not None and is_code(found[1] + found[2]) else None


__all__ = ["BESIDE", "CODE", "GOOD_FOR", "NO", "PAGE_ID", "SHARED_FOR", "SHOW", "STOP", "YES", "code_of", "shown"]
