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
# What the message around it is no longer than, where somebody hands on all of it.
LONGEST_ALONE, LONGEST_AROUND = 40, 500
_WITHIN = re.compile(rf"(?<![A-Z0-9]){_PREFIX}-([{SIGNS}]{{5}})-([{SIGNS}]{{5}})(?![A-Z0-9])")
_CODE = re.compile(rf"{_PREFIX}[ -]([{SIGNS}]{{5}})[ -]?([{SIGNS}]{{5}})")


def shown(code: str) -> str:
    """Return a code as it is read."""
    return f"{_PREFIX}-{in_two(code)}"


def code_of(act: Act) -> str | None:
    """Return the code that somebody types, alone or with the message it came in, or opens a link with; else None."""
    is_start = act.kind is ActKind.COMMAND and act.command == "start"
    if not (is_start or act.kind is ActKind.TEXT) or len(act.text) > LONGEST_AROUND:
        return None
    typed = unicodedata.normalize("NFKC", act.text).translate(DASHES).strip().upper()
    found = [_CODE.fullmatch(typed)] if len(typed) <= LONGEST_ALONE else []
    if not any(found):
        found = [*_WITHIN.finditer(typed)]
    codes = {one[1] + one[2] for one in found if one is not None and is_code(one[1] + one[2])}
    return codes.pop() if len(codes) == 1 else None


__all__ = ["BESIDE", "CODE", "GOOD_FOR", "NO", "PAGE_ID", "SHARED_FOR", "SHOW", "STOP", "YES", "code_of", "shown"]
