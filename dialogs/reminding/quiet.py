"""When nobody is written to of their own accord: from nine in the evening until eight in the morning where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogs.office import AWAKE, Span

# What goes the evening before goes so long before the night begins, so that it is not late if we are.
EVENING_MARGIN = timedelta(minutes=15)


def is_quiet(now: datetime, zone: ZoneInfo, awake: Span = AWAKE) -> bool:
    """Return whether it is night in a zone; `awake` are the hours in which people may be written to."""
    clock = _local(int(now.timestamp()), zone).time()
    return not awake.opens <= clock < awake.closes


def next_morning(now: datetime, zone: ZoneInfo, awake: Span = AWAKE) -> int:
    """Return the next moment (seconds) after now at which a night is over in a zone."""
    moment = int(now.timestamp())
    today = _local(moment, zone).date()
    # Where the clock skips the hour, this is the moment at which it does.
    mornings = (datetime.combine(today + timedelta(days=ahead), awake.opens, zone) for ahead in (0, 1))
    return next(seconds for seconds in (int(morning.timestamp()) for morning in mornings) if seconds > moment)


def morning_after(now: datetime, zone: ZoneInfo, awake: Span = AWAKE) -> datetime | None:
    """Return the moment (UTC) at which the night is over that it is in a zone; None by day."""
    return datetime.fromtimestamp(next_morning(now, zone, awake), UTC) if is_quiet(now, zone, awake) else None


def awake_from(moment: int, zone: ZoneInfo, awake: Span = AWAKE) -> int:
    """Return a moment (seconds), or where that lies in a night the end of it."""
    at = _local(moment, zone)
    return next_morning(at, zone, awake) if is_quiet(at, zone, awake) else moment


def awake_until(moment: int, zone: ZoneInfo, awake: Span = AWAKE) -> int:
    """Return a moment (seconds), or where that lies in a night the evening before it."""
    at = _local(moment, zone)
    if not is_quiet(at, zone, awake):
        return moment
    evening = at.date() if at.time() >= awake.closes else at.date() - timedelta(days=1)
    return int((datetime.combine(evening, awake.closes, zone)).timestamp()) - int(EVENING_MARGIN.total_seconds())


def clock_of(zone: str | None, otherwise: ZoneInfo) -> ZoneInfo:
    """Return a zone by its name, another one for a name that is not known, or not on this machine."""
    try:
        return ZoneInfo(zone) if zone else otherwise
    except (KeyError, ValueError, OSError):
        return otherwise


def _local(moment: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(moment, zone)
