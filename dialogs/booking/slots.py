"""The slots an office can offer: its hours on its own clock less what is taken, soonest first, as far as is asked.

A slot is a moment. It is found on the wall clock of the office, as its hours are written, and is an instant from then
on: nothing is added to a local time. What is taken is asked for a week at a time, and only once somebody looks there.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from dialogs.booking.cells import HOUR, MINUTE, cells_of
from dialogs.booking.rules import BookingRule, StaffMember
from dialogs.office import (
    IsHoliday,
    Office,
    Span,
    first_shown,
    hours_on,
    in_closure,
    moment_at,
    openings,
    today,
)

_DAY = timedelta(days=1)
_DAYS_A_WEEK = 7
_MIDNIGHT = time()
# When days began, by their zones: asked again and again, and always the same.
_BEGAN: dict[tuple[str, date], int] = {}
_MOST_BEGAN = 4_096


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked, in seconds since the epoch, and with whom; one `on_request` needs an approval."""

    start: int
    minutes: int
    way: str
    staff: str
    on_request: bool

    @property
    def end(self) -> int:
        """When the talk would be over."""
        return self.start + self.minutes * MINUTE


class Taken(Protocol):
    """What is taken already: by bookings, holds, requests, and by whatever else members of staff are busy with."""

    def cells(self, staff_id: str, first_cell: int, end_cell: int) -> Set[int]:
        """Return the cells that are taken of one member, from the first one on and before the end."""

    def on_day(self, staff_id: str, day: date) -> int:
        """Return how many talks one member has on a day of the office."""

    def behind(self, now: datetime) -> Set[str]:
        """Return the members whose calendars are behind: with them there are only requests."""


LoadCells = Callable[[Collection[str], int, int], Mapping[str, Set[int]]]
"""Loads the cells taken of some members of staff, from a first one on and before an end."""
LoadDays = Callable[[Collection[str], Sequence[int]], Mapping[str, Sequence[int]]]
"""Loads how many talks some members of staff have, day by day: from each of some moments to the next one."""


def with_busy(taken: Mapping[str, Set[int]], busy: Mapping[str, Set[int]]) -> Mapping[str, Set[int]]:
    """Return what is taken of some members of staff, and what they are busy with by their calendars, as one."""
    if not busy:
        return taken
    return {who: taken.get(who, frozenset()) | busy.get(who, frozenset()) for who in {**taken, **busy}}


def _none_behind(_now: datetime) -> Set[str]:
    return frozenset()


class TakenByWeek:
    """What is taken, loaded for everybody at once and for one week, the first time that week is asked for."""

    def __init__(
        self,
        office: Office,
        load_cells: LoadCells,
        load_days: LoadDays,
        behind: Callable[[datetime], Set[str]] = _none_behind,
    ) -> None:
        self._office = office
        self.behind = behind
        self._staff = tuple(member.id for member in office.staff)
        self._load_cells, self._load_days = load_cells, load_days
        self._cells: dict[tuple[int, int], Mapping[str, Set[int]]] = {}
        self._days: dict[date, Mapping[str, Sequence[int]]] = {}

    def cells(self, staff_id: str, first_cell: int, end_cell: int) -> Set[int]:
        """Return the cells that are taken of one member."""
        week = (first_cell, end_cell)
        if week not in self._cells:
            self._cells[week] = self._load_cells(self._staff, *week)
        return self._cells[week].get(staff_id, frozenset())

    def on_day(self, staff_id: str, day: date) -> int:
        """Return how many talks one member has on a day."""
        monday = day - day.weekday() * _DAY
        if monday not in self._days:
            edges = [_begins(self._office, monday + ahead * _DAY) for ahead in range(_DAYS_A_WEEK + 1)]
            self._days[monday] = self._load_days(self._staff, edges)
        talks = self._days[monday].get(staff_id)
        return talks[day.weekday()] if talks else 0


def offered(
    office: Office,
    holiday: IsHoliday,
    way: str,
    now: datetime,
    taken: Taken,
    *,
    staff: str | None = None,
    but_after: int | None = None,
    before: int | None = None,
    for_staff: bool = False,
    wanted: Callable[[int], bool] = lambda _: True,
) -> Iterator[Slot]:
    """Yield the slots for a way that can be booked, soonest first, one for each start.

    Of several members who are free, it is the one with the least to do that day, then the first in the profile; with
    `staff`, that member alone, so that a booking that is moved stays with whom it was. `but_after` leaves out what
    begins at that moment or earlier, `before` what begins at that one or later. `for_staff` leaves out the notice,
    which protects them and binds clients alone. `wanted` says of a start whether it is looked for; whether it is taken
    is asked of no other.
    """
    search = _search(office, holiday, way, now, taken, staff, for_staff)
    return iter(()) if search is None else search.between(but_after, before, wanted)


def slot_at(
    office: Office,
    holiday: IsHoliday,
    way: str,
    now: datetime,
    taken: Taken,
    start: int,
    *,
    staff: str | None = None,
    for_staff: bool = False,
) -> Slot | None:
    """Return the slot that begins at a moment, if it can still be booked: what a button offered may be gone."""
    search = _search(office, holiday, way, now, taken, staff, for_staff)
    return None if search is None else search.at(start)


def nearest(
    office: Office,
    holiday: IsHoliday,
    way: str,
    now: datetime,
    taken: Taken,
    start: int,
    *,
    staff: str | None = None,
    most: int = 3,
    for_staff: bool = False,
) -> tuple[Slot, ...]:
    """Return the slots nearest to one that somebody else has just taken, soonest first; with another member, the same.

    Those before it are looked for within a week, those after it as far as it takes.
    """
    begins = start - _DAYS_A_WEEK * 24 * HOUR
    around = offered(office, holiday, way, now, taken, staff=staff, but_after=begins, for_staff=for_staff)
    before: deque[Slot] = deque(maxlen=most)
    after: list[Slot] = []
    for slot in around:
        if slot.start < start:
            before.append(slot)
        else:
            after.append(slot)
        if len(after) == most:
            break
    closest = sorted((*before, *after), key=lambda slot: abs(slot.start - start))[:most]
    return tuple(sorted(closest, key=lambda slot: slot.start))


def latest_day(office: Office, rule: BookingRule, now: datetime) -> date:
    """Return the last day on which anything is offered."""
    return today(office, now) + rule.horizon_days * _DAY


def _search(
    office: Office, holiday: IsHoliday, way: str, now: datetime, taken: Taken, staff: str | None, for_staff: bool
) -> _Search | None:
    rule = office.booking
    members = tuple(member for member in office.staff if member.takes(way) and staff in (None, member.id))
    if rule is None or way not in rule.minutes or not members:
        return None
    # Seconds, not hours on the wall: on the day on which clocks change, a day's notice is 24 hours as on any other.
    earliest = int(now.timestamp()) + (0 if for_staff else rule.notice_hours * HOUR)
    behind = taken.behind(now)
    return _Search(office, holiday, rule, way, members, taken, behind, earliest, latest_day(office, rule, now))


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for, and where."""

    office: Office
    holiday: IsHoliday
    rule: BookingRule
    way: str
    members: Sequence[StaffMember]
    taken: Taken
    behind: Set[str]
    earliest: int
    last_day: date

    def between(self, after: int | None, before: int | None, wanted: Callable[[int], bool]) -> Iterator[Slot]:
        """Yield what is wanted of what begins after a moment and before another, as far as there are any."""
        earliest = self.earliest if after is None else max(self.earliest, after + 1)
        end = math.inf if before is None else before
        day = self._day_of(earliest)
        last = self.last_day if before is None else min(self.last_day, self._day_of(before))
        while day <= last:
            week = _Week(self, day, min(day + (_DAYS_A_WEEK - 1) * _DAY, last))
            yield from week.slots(lambda start: earliest <= start < end and wanted(start))
            day += _DAYS_A_WEEK * _DAY

    def at(self, start: int) -> Slot | None:
        """Return what begins at a moment."""
        day = self._day_of(start)
        if day > self.last_day:
            return None
        return next(_Week(self, day, day).slots(lambda begins: begins == start >= self.earliest), None)

    def _day_of(self, moment: int) -> date:
        return today(self.office, datetime.fromtimestamp(moment, UTC))

    @property
    def minutes(self) -> int:
        """How long the talk takes."""
        return self.rule.minutes[self.way]


class _Week:
    """A stretch of days, with what is taken in it once it has been asked for."""

    def __init__(self, search: _Search, first: date, last: date) -> None:
        self._search, self._first, self._last = search, first, last
        self._cells: dict[str, Set[int]] = {}

    def slots(self, wanted: Callable[[int], bool]) -> Iterator[Slot]:
        """Yield the slots of its days whose starts are wanted, soonest first."""
        for ahead in range((self._last - self._first).days + 1):
            day = self._first + ahead * _DAY
            starts = self._starts(day)
            for start in sorted(starts):
                slot = self._slot(day, start, starts[start]) if wanted(start) else None
                if slot is not None:
                    yield slot

    def _starts(self, day: date) -> Mapping[int, Mapping[int, bool]]:
        """Return the starts of a day; for each, who works then (by their place), and whether only on request."""
        search = self._search
        usual: dict[tuple[Span, ...], dict[int, bool]] = {}
        for order, member in enumerate(search.members):
            hours = hours_on(search.office, day, search.holiday, member.hours_in(search.office))
            usual.setdefault(hours, {})[order] = member.id in search.behind
        asked = () if in_closure(search.office, day) else search.rule.on_request[day.weekday()]
        everybody = dict.fromkeys(range(len(search.members)), True) if asked else {}
        found: dict[int, Mapping[int, bool]] = {}
        # Whoever has the same hours has the same starts. What lies in both, a usual hour comes first.
        for spans, working in (*usual.items(), (asked, everybody)):
            for start in _starts_in(search.office, day, spans, search.rule, search.minutes):
                found[start] = {**working, **found[start]} if start in found else working
        return found

    def _slot(self, day: date, start: int, working: Mapping[int, bool]) -> Slot | None:
        """Return the slot at a start with the best of those who work then; None where nobody is free."""
        search = self._search
        needed = cells_of(start, search.minutes, search.rule)
        best: tuple[bool, int, int] | None = None
        for order, on_request in working.items():
            staff_id = search.members[order].id
            if not self._taken_of(staff_id).isdisjoint(needed):
                continue
            talks = search.taken.on_day(staff_id, day)
            if search.rule.most_a_day is not None and talks >= search.rule.most_a_day:
                continue
            best = min(best or (on_request, talks, order), (on_request, talks, order))
        if best is None:
            return None
        on_request, _, order = best
        return Slot(start, search.minutes, search.way, search.members[order].id, on_request)

    def _taken_of(self, staff_id: str) -> Set[int]:
        if staff_id not in self._cells:
            search = self._search
            begins, ends = (_begins(search.office, day) for day in (self._first, self._last + _DAY))
            first = cells_of(begins, search.minutes, search.rule).start
            end = cells_of(ends, search.minutes, search.rule).stop
            self._cells[staff_id] = search.taken.cells(staff_id, first, end)
        return self._cells[staff_id]


def _starts_in(office: Office, day: date, spans: Iterable[Span], rule: BookingRule, minutes: int) -> Sequence[int]:
    """Return the starts in stretches of a day, as far as the talk ends within them."""
    found: list[int] = []
    for span, opens, closes in openings(office, day, spans):
        first, last = int(opens.timestamp()), int(closes.timestamp()) - minutes * MINUTE
        length = _minute_of(span.closes) - _minute_of(span.opens)
        both_shown = all(moment_at(office, day, clock) is not None for clock in span)
        if both_shown and closes - opens == timedelta(minutes=length):
            # The clock does not change meanwhile: it goes as time does.
            found += range(first, last + 1, rule.step_minutes * MINUTE)
        else:
            shown = (_shown(office, day, _minute_of(span.opens) + n) for n in range(0, length, rule.step_minutes))
            # A start that the clock skips does not exist, nor one that comes before a skipped opening.
            found += (start for start in shown if start is not None and first <= start <= last)
    return found


def _begins(office: Office, day: date) -> int:
    known = _BEGAN.get((office.timezone, day))
    if known is None:
        if len(_BEGAN) >= _MOST_BEGAN:
            _BEGAN.clear()
        known = _BEGAN[office.timezone, day] = int(first_shown(office, day, _MIDNIGHT).timestamp())
    return known


def _shown(office: Office, day: date, minute: int) -> int | None:
    moment = moment_at(office, day, time(*divmod(minute, 60)))
    return None if moment is None else int(moment.timestamp())


def _minute_of(clock: time) -> int:
    return clock.hour * 60 + clock.minute
