"""Offices and members of staff that the tests of bookings are made with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dialogs.booking.booking import Booking, State
from dialogs.booking.rules import BookingRule, StaffMember
from dialogs.booking.shown import local
from dialogs.office import MeetingWay, Office, Span
from tests.dialogs.test_office import OFFICE, TEXT

WAYS = (
    MeetingWay(id="online", kind="online", tool="Google Meet", label=TEXT),
    MeetingWay(id="visit", kind="visit", label=TEXT),
)
RULE = BookingRule(
    minutes={"online": 60, "visit": 90},
    notice_hours=24,
    horizon_days=60,
    change_until_hours=24,
    most_changes=2,
)


def span(text: str) -> Span:
    """A stretch of hours, as the profile writes it."""
    opens, closes = text.split("-")
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def week(*spans: str) -> tuple[tuple[Span, ...], ...]:
    """The same hours on every day of the week."""
    return (tuple(map(span, spans)),) * 7


def member(name: str, ways: tuple[str, ...] = (), hours: tuple[tuple[Span, ...], ...] | None = None) -> StaffMember:
    """A member of staff."""
    return StaffMember(id=name, telegram=1, role="member", names=TEXT, ways=ways, hours=hours)


def office(
    rule: BookingRule = RULE, *staff: StaffMember, zone: str = "Asia/Tokyo", hours: tuple[tuple[Span, ...], ...] = ()
) -> Office:
    """An office with bookings; with one member of staff where none is given."""
    return replace(
        OFFICE,
        consultation_ways=WAYS,
        timezone=zone,
        hours=hours or OFFICE.hours,
        closures=(),
        closed_on_holidays=not hours,
        booking=rule,
        staff=staff or (member("a"),),
    )


def a_booking(start: int, /, **more: object) -> Booking:
    """A talk of an hour that is booked, with what is said of it besides."""
    base = Booking(
        number=1,
        state=State.BOOKED,
        way="online",
        staff="a",
        start=start,
        minutes=60,
        cells=(1, 13),
        zone="Asia/Tokyo",
        asked_at=0,
    )
    return replace(base, **more)  # type: ignore[arg-type]  # tests name real fields


def never(day: date) -> bool:
    """No holiday at all."""
    return False


def moment(text: str, zone: str = "Asia/Tokyo") -> datetime:
    """A moment on the clock of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def seconds(text: str, zone: str = "Asia/Tokyo") -> int:
    """The same in seconds."""
    return int(moment(text, zone).timestamp())


@dataclass
class Book:
    """What is taken, as a store would say it, and what was asked of it."""

    cells: dict[str, set[int]] = field(default_factory=dict)
    days: dict[tuple[str, date], int] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=list)
    zone: str = "Asia/Tokyo"

    def taken(self, staff: Collection[str], first: int, end: int) -> Mapping[str, Set[int]]:
        """The cells taken of each, in a stretch."""
        self.asked.append((first, end))
        return {who: {cell for cell in self.cells.get(who, ()) if first <= cell < end} for who in staff}

    def counted(self, staff: Collection[str], edges: Sequence[int]) -> Mapping[str, Sequence[int]]:
        """The talks of each, day by day."""
        days = [local(begins, ZoneInfo(self.zone)).date() for begins in edges[:-1]]
        return {who: [self.days.get((who, day), 0) for day in days] for who in staff}
