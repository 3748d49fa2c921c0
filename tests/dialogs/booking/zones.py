"""Time zones around the nights on which their clocks change, both ways."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

# The day on which the clock of a zone is put on, and the one on which it is put back; Kathmandu never put it back.
CHANGES: dict[str, tuple[date, ...]] = {
    "America/New_York": (date(2026, 3, 8), date(2026, 11, 1)),
    "Europe/London": (date(2026, 3, 29), date(2026, 10, 25)),
    "Australia/Sydney": (date(2026, 10, 4), date(2026, 4, 5)),
    "America/Santiago": (date(2026, 9, 6), date(2026, 4, 4)),
    "Asia/Kathmandu": (date(1986, 1, 1),),
    "America/Sao_Paulo": (date(2018, 11, 4), date(2018, 2, 17)),
}
NIGHTS = [(zone, day) for zone, days in CHANGES.items() for day in days]
NAMES = [f"{zone}-{day}" for zone, day in NIGHTS]


def length_of(zone: str, day: date) -> timedelta:
    """How long a day is."""
    begins, ends = (
        datetime(at.year, at.month, at.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for at in (day, day + timedelta(days=1))
    )
    return ends - begins
