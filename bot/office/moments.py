"""Moments on the office's clock, for staff to read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo


def moment_of(seconds: float, zone: tzinfo) -> datetime:
    """Return a moment on the office's clock."""
    return datetime.fromtimestamp(seconds, zone)


def day_of(seconds: float, zone: tzinfo) -> date:
    """Return the day at the office."""
    return moment_of(seconds, zone).date()


def begin_of(day: date, zone: tzinfo) -> int:
    """Return the moment (seconds) at which a day begins at the office."""
    return int(datetime.combine(day, time(), zone).timestamp())


def month_before(day: date) -> date:
    """Return the first day of the month before that of a day."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
