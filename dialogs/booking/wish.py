"""Narrows what is offered by what somebody typed or pressed: the days and hours they mean, on the clock they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dialogs.booking.shown import HOURS_OF_PART, PartOfDay, local
from dialogs.booking.slots import Slot, Taken, offered
from dialogs.office import IsHoliday, Office
from dialogs.parsing.time_window import MINUTES_A_DAY, DayRange, TimeWindow
from dialogs.parsing.times import TimesMeant, read_times

_HOUR = 60
_DAY = timedelta(days=1)


def read_wish(text: str, now: datetime, zone: ZoneInfo) -> TimesMeant | None:
    """Return when a typed text says that a client would come; None where it says nothing of it."""
    return read_times(text, local(int(now.timestamp()), zone).date())


def pressed(day: date | None = None, part: PartOfDay | None = None) -> TimesMeant:
    """Return the same for a day and a part of the day that were chosen by buttons."""
    ranges = () if day is None else (DayRange(day, day),)
    begins, before = (0, MINUTES_A_DAY) if part is None else (hour * _HOUR for hour in HOURS_OF_PART[part])
    return TimesMeant((TimeWindow(ranges, begins=begins, before=before),))


def days_offered(
    office: Office,
    holiday: IsHoliday,
    way: str,
    now: datetime,
    taken: Taken,
    zone: ZoneInfo,
    *,
    staff: str | None = None,
    since: date | None = None,
    wanted: Callable[[int], bool] = lambda _: True,
) -> Iterator[date]:
    """Yield the days of the client on which anything is offered; of each no more is looked at than its first slot.

    `since` is the first day that is looked at. `wanted` says of a start whether it counts.
    """
    # From which moment on a slot is on another day than the last one was.
    another = 0 if since is None else _midnight(since, zone)
    slots = offered(
        office,
        holiday,
        way,
        now,
        taken,
        staff=staff,
        but_after=None if since is None else another - 1,
        wanted=lambda start: start >= another and wanted(start),
    )
    for slot in slots:
        day = local(slot.start, zone).date()
        another = _midnight(day + _DAY, zone)
        yield day


def wished(
    office: Office,
    holiday: IsHoliday,
    way: str,
    now: datetime,
    taken: Taken,
    meant: TimesMeant,
    zone: ZoneInfo,
    *,
    staff: str | None = None,
    but_after: int | None = None,
) -> Iterator[Slot]:
    """Yield what is offered of the times that were meant, soonest first.

    Nothing is loaded of the weeks before the first day that was meant or after the last one.
    """
    clock, minutes = office.zone if meant.office_clock else zone, _minutes(office, way)
    after = [moment for moment in (_first_moment(meant, clock), but_after) if moment is not None]
    return offered(
        office,
        holiday,
        way,
        now,
        taken,
        staff=staff,
        but_after=max(after, default=None),
        before=_end(meant, clock),
        wanted=lambda start: _suits(start, minutes, meant, clock),
    )


def asked_for(start: int, minutes: int, window: TimeWindow, clock: ZoneInfo) -> bool:
    """Return whether a start is at the very minute that was said."""
    begins = local(start, clock)
    minute = begins.hour * _HOUR + begins.minute
    return window.at == minute and window.suits(begins.date(), minute, minute + minutes)


def _minutes(office: Office, way: str) -> int:
    return 0 if office.booking is None else office.booking.minutes.get(way, 0)


def _suits(start: int, minutes: int, meant: TimesMeant, clock: ZoneInfo) -> bool:
    begins = local(start, clock)
    minute = begins.hour * _HOUR + begins.minute
    return any(window.suits(begins.date(), minute, minute + minutes) for window in meant.windows)


def _first_moment(meant: TimesMeant, clock: ZoneInfo) -> int | None:
    """Return a moment after which everything lies that was meant; None where it may begin at once."""
    firsts = [min((days.first for days in window.ranges), default=date.min) for window in meant.windows]
    if date.min in firsts:
        return None
    return _midnight(min(firsts), clock) - 1


def _end(meant: TimesMeant, clock: ZoneInfo) -> int | None:
    """Return the moment before which everything lies that was meant; None where there is none."""
    lasts = [max((days.last for days in window.ranges), default=date.max) for window in meant.windows]
    return None if date.max in lasts else _midnight(max(lasts) + _DAY, clock)


def _midnight(day: date, clock: ZoneInfo) -> int:
    # Where the clock skips midnight, this is the moment at which it does.
    return int(datetime.combine(day, time(), clock).timestamp())
