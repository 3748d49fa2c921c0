"""Everything of ours that reads what comes from outside: with right inputs to begin from, and what it may refuse by.

A reader that is not listed here is not fuzzed: whoever writes one adds it, with seeds and its own declared errors.
"""

from __future__ import annotations

from functools import cache

from tests.fuzz import browsers, calendars, documents, messengers, typing
from tests.fuzz.reader import FuzzedReader


@cache
def readers() -> tuple[FuzzedReader, ...]:
    """Return all of them."""
    rooms = (messengers, browsers, typing, documents, calendars)
    return tuple(make() for room in rooms for make in room.MAKERS)


__all__ = ["readers"]
