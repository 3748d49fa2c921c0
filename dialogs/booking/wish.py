"""Narrows what is offered by what somebody typed: the days and hours they mean, on the clock that they mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.booking.shown import local
from dialogs.booking.slots import Slot
from dialogs.office import Office
from dialogs.parsing.times import TimesMeant, read_times

_HOUR = 60
_DAY = timedelta(days=1)


def read_wish(text: str, now: datetime, zone: ZoneInfo) -> TimesMeant | None:
    """Return when a typed text says that a client would come; None where it says nothing of it."""
    return read_times(text, local(int(now.timestamp()), zone).date())


def begins_after(wish: TimesMeant, office: Office, zone: ZoneInfo) -> int | None:
    """Return a moment after which every slot lies that fits; None where they may begin at once.

    The search begins there, so that nothing is loaded of the weeks before.
    """
    firsts = [min(days.first for days in window.ranges) if window.ranges else None for window in wish.windows]
    known = [first for first in firsts if first is not None]
    if len(known) < len(firsts) or not known:
        return None
    return int(_midnight(min(known), _clock(wish, office, zone))) - 1


def narrowed(slots: Iterator[Slot], wish: TimesMeant, office: Office, zone: ZoneInfo) -> Iterator[Slot]:
    """Yield the slots that fit, and look no further than the last day that was meant."""
    clock, last = _clock(wish, office, zone), _last_day(wish)
    for slot in slots:
        if last is not None and local(slot.start, clock).date() > last:
            return
        if fits(slot, wish, office, zone):
            yield slot


def fits(slot: Slot, wish: TimesMeant, office: Office, zone: ZoneInfo) -> bool:
    """Return whether a slot lies in one of the times that were meant."""
    begins = local(slot.start, _clock(wish, office, zone))
    minute = begins.hour * _HOUR + begins.minute
    return any(window.suits(begins.date(), minute, minute + slot.minutes) for window in wish.windows)


def _clock(wish: TimesMeant, office: Office, zone: ZoneInfo) -> ZoneInfo:
    return office.zone if wish.office_clock else zone


def _last_day(wish: TimesMeant) -> date | None:
    lasts = [max((days.last for days in window.ranges), default=date.max) for window in wish.windows]
    return None if date.max in lasts else max(lasts)


def _midnight(day: date, zone: ZoneInfo) -> float:
    # The clock may skip midnight or show it twice; an hour more is looked through then, none too few.
    return datetime.combine(day, time(), zone).timestamp()
