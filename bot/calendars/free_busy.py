"""What a calendar says that tells when somebody is busy and nothing else (VFREEBUSY, RFC 5545, 3.6.4), as some servers
publish it: no entries, only stretches of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import vDuration

_duration: Any = vDuration
# How many stretches are looked at.
MOST_PERIODS = 20_000
_BEGINS = re.compile(rb"^BEGIN:VFREEBUSY[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ENDS = re.compile(rb"^END:VFREEBUSY[ \t]*$", re.MULTILINE | re.IGNORECASE)
_LINE = re.compile(r"^FREEBUSY((?:;[^:\n]*)?):(.*)$", re.MULTILINE | re.IGNORECASE)
_IS_FREE = re.compile(r';FBTYPE="?FREE"?(?:;|$)', re.IGNORECASE)


def periods(text: bytes, zone: ZoneInfo) -> Iterator[tuple[int, int] | None]:
    """Yield from when to when somebody is busy (seconds) by a text whose lines are unfolded; None for what cannot be
    read. `zone` is that of times that name none.
    """
    return islice(_periods(text, zone), MOST_PERIODS)


def _periods(text: bytes, zone: ZoneInfo) -> Iterator[tuple[int, int] | None]:
    for part in _BEGINS.split(text)[1:]:
        ends = _ENDS.search(part)
        if ends is None:
            yield None
            continue
        for said, values in _LINE.findall(part[: ends.start()].decode(errors="replace")):
            if not _IS_FREE.search(said):
                yield from (_period(value.strip(), zone) for value in values.split(","))


def _period(value: str, zone: ZoneInfo) -> tuple[int, int] | None:
    begins, _, ends = value.upper().partition("/")
    try:
        first = _moment(begins, zone)
        last = first + _duration.from_ical(ends).total_seconds() if "P" in ends else _moment(ends, zone)
    except (ValueError, OverflowError):
        return None
    return int(first), int(last)


def _moment(value: str, zone: ZoneInfo) -> float:
    clock = UTC if value.endswith("Z") else zone
    return datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=clock).timestamp()
