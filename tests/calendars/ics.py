"""Calendars as other programs write them, and what is read out of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendars.events import BusyRead, busy_in
from bot.sheets.calendar import is_uid_of

TOKYO = ZoneInfo("Asia/Tokyo")


def event(*lines: str, uid: str = "a@example") -> str:
    """An entry."""
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def calendar(*parts: str) -> bytes:
    """A calendar with these parts."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", *parts, "END:VCALENDAR", ""]).encode()


def seconds(text: str, zone: ZoneInfo = TOKYO) -> int:
    """A moment on the clock of a zone, such as "2026-12-01 09:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def shown(moment: int, zone: ZoneInfo = TOKYO) -> str:
    """The reverse."""
    return f"{datetime.fromtimestamp(moment, zone):%Y-%m-%d %H:%M}"


def read(
    *texts: bytes,
    since: str = "2026-12-01 00:00",
    until: str = "2026-12-31 00:00",
    zone: ZoneInfo = TOKYO,
    owners: Collection[str] = (),
) -> BusyRead:
    """What is read of some calendars, at an office called tsubakuro."""
    return busy_in(texts, seconds(since, zone), seconds(until, zone), zone, is_uid_of("tsubakuro"), owners)


def busy(*texts: bytes, zone: ZoneInfo = TOKYO, **more: object) -> list[str]:
    """The busy times of calendars in which nothing is broken, such as "2026-12-01 09:00 - 2026-12-01 10:00"."""
    found = read(*texts, zone=zone, **more)  # type: ignore[arg-type]  # tests name real parameters
    assert found.broken == 0
    return [f"{shown(begins, zone)} - {shown(ends, zone)}" for begins, ends in found.spans]
