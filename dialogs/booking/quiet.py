"""When nobody is written to of their own accord: from nine in the evening until eight in the morning where they are."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.booking.shown import local

MORNING, EVENING = time(8), time(21)


def is_quiet(now: datetime, zone: ZoneInfo) -> bool:
    """Return whether it is night in a zone."""
    clock = local(int(now.timestamp()), zone).time()
    return not MORNING <= clock < EVENING


def next_morning(now: datetime, zone: ZoneInfo) -> int:
    """Return the next moment (seconds) after now at which a night is over in a zone."""
    moment = int(now.timestamp())
    today = local(moment, zone).date()
    # Where the clock skips the hour, this is the moment at which it does.
    mornings = (datetime.combine(today + timedelta(days=ahead), MORNING, zone) for ahead in (0, 1))
    return next(seconds for seconds in (int(morning.timestamp()) for morning in mornings) if seconds > moment)
