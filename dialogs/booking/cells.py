"""The cells of time that a booking owns: pieces of five minutes that no second booking of the same person may touch.

A cell is the number of five minutes since the epoch. Talks own those around them as well, as long as the office wants
to have free before and after: what is offered and what is stored are counted by the one function here.
"""

from __future__ import annotations

from dialogs.booking.rules import GRAIN_MINUTES, BookingRule

MINUTE = 60
HOUR = 60 * MINUTE
CELL_SECONDS = GRAIN_MINUTES * MINUTE


def cells_of(start: int, minutes: int, rule: BookingRule) -> range:
    """Return the cells of a talk that begins at a moment (in seconds), with the time to be kept free around it."""
    return cells_between(start, start + minutes * MINUTE, rule)


def cells_between(begins: int, ends: int, rule: BookingRule) -> range:
    """Return the cells of whatever takes somebody's time between two moments, with the time to be kept free around."""
    first, end = begins - rule.before_minutes * MINUTE, ends + rule.after_minutes * MINUTE
    return range(first // CELL_SECONDS, -(-end // CELL_SECONDS))
