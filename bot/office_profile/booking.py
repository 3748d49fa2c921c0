"""Reads what an office profile says of bookings: `[booking]`, `[[staff]]`, `[rooms]` and `[calendar]`.

What cannot be meant together is refused in one sentence that names both keys. An office without any of it does not load
this module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import timedelta
from typing import Final, NamedTuple, TypeVar

from bot.office_profile.profile import (
    WEEKDAYS,
    maybe,
    read_email,
    read_hours,
    read_hours_of_day,
    read_website,
    refuse_repeats,
)
from bot.office_profile.value import ProfileValue
from dialogs.booking.rules import (
    GRAIN_MINUTES,
    SECRET,
    BookingRule,
    CalendarRule,
    Rooms,
    StaffMember,
    StaffRole,
)
from dialogs.office import Office, Span

# The key under which the id of a member's account stands.
ACCOUNT: Final = "telegram"
_STAFF_ID = r"[a-z0-9]{1,12}"  # short: it travels in a button's 64 bytes
_CALENDAR_NAME = r"[^\s,](?:[^\n,]{0,38}[^\s,])?"
# A calendar is read every five minutes; one that was not read twice has been behind for ten.
_FRESHEST, _MOST_STALE = 10, 7 * 24 * 60
_ROLES: Final[Mapping[str, StaffRole]] = {"member": "member", "lead": "lead", "admin": "admin"}
_MOST_TELEGRAM = 2**52
_MOST_DAYS = 365
_HOURS_A_DAY = 24
_LONGEST_TALK, _LONGEST_BUFFER = 480, 240

T = TypeVar("T")


def with_bookings(office: Office, profile: ProfileValue, at: Mapping[str, ProfileValue]) -> Office:
    """Return the office with what its profile says of bookings; `at` are the values of the profile's keys."""
    rooms = maybe(at.get("rooms"), _rooms)
    calendar = maybe(at.get("calendar"), _calendar)
    names = () if calendar is None else calendar.names
    staff = _staff(at["staff"], [way.id for way in office.consultation_ways], names) if "staff" in at else ()
    office = dataclasses.replace(office, staff=staff, rooms=rooms, calendar=calendar)
    if "booking" not in at:
        return office
    if not staff:
        raise profile.child("staff").refusal("staff")
    office = dataclasses.replace(office, booking=_booking(at["booking"], office))
    _refuse_what_cannot_be(office, at["booking"])
    return office


def _booking(value: ProfileValue, office: Office) -> BookingRule:
    at = value.record(BookingRule)
    minutes = at["minutes"].table([way.id for way in office.consultation_ways])

    def number(name: str, least: int, most: int) -> int | None:
        return maybe(at.get(name), lambda found: found.whole(least, most))

    return _given(
        BookingRule,
        minutes={way: _minutes(length, GRAIN_MINUTES, _LONGEST_TALK) for way, length in minutes.items()},
        notice_hours=at["notice_hours"].whole(0, _MOST_DAYS * _HOURS_A_DAY),
        horizon_days=at["horizon_days"].whole(1, _MOST_DAYS),
        change_until_hours=at["change_until_hours"].whole(0, _MOST_DAYS * _HOURS_A_DAY),
        most_changes=at["most_changes"].whole(0, 100),
        step_minutes=maybe(at.get("step_minutes"), lambda found: _minutes(found, GRAIN_MINUTES, _LONGEST_TALK)),
        before_minutes=maybe(at.get("before_minutes"), lambda found: _minutes(found, 0, _LONGEST_BUFFER)),
        after_minutes=maybe(at.get("after_minutes"), lambda found: _minutes(found, 0, _LONGEST_BUFFER)),
        most_a_day=number("most_a_day", 1, 100),
        on_request=maybe(at.get("on_request"), _on_request),
        request_hours=number("request_hours", 1, 1_000),
        hold_minutes=number("hold_minutes", 1, 120),
        waiting_hold_minutes=number("waiting_hold_minutes", 1, 1_440),
    )


def _given(maker: Callable[..., T], **values: object) -> T:
    """Make a value of what was given; what was left out is as it always is."""
    return maker(**{name: value for name, value in values.items() if value is not None})


def _minutes(value: ProfileValue, least: int, most: int) -> int:
    if value.raw not in range(least, most + 1, GRAIN_MINUTES) or not isinstance(value.raw, int) or value.raw is False:
        raise value.refusal("minutes", least=str(least), most=str(most), grain=str(GRAIN_MINUTES))
    return value.raw


def _on_request(value: ProfileValue) -> tuple[tuple[Span, ...], ...]:
    week = value.table((), WEEKDAYS)
    return tuple(read_hours_of_day(week[day]) if day in week else () for day in WEEKDAYS)


def _staff(value: ProfileValue, ways: Collection[str], calendars: Collection[str]) -> tuple[StaffMember, ...]:
    items = value.items("staff")
    staff = tuple(_member(item, ways, calendars) for item in items)
    refuse_repeats(items, (member.id for member in staff))
    refuse_repeats(items, (str(member.telegram) for member in staff))
    return staff


def _member(value: ProfileValue, ways: Collection[str], calendars: Collection[str]) -> StaffMember:
    at = value.record(StaffMember)
    taken = at["ways"].items("ways", at_least=1) if "ways" in at else []
    named = tuple(item.one_of(ways, "way") for item in taken)
    refuse_repeats(taken, named)
    return StaffMember(
        id=at["id"].matching(_STAFF_ID, "staff-id"),
        telegram=at[ACCOUNT].whole(1, _MOST_TELEGRAM),
        role=_ROLES[at["role"].one_of(_ROLES, "staff-role")],
        names=at["names"].texts(),
        ways=named,
        hours=maybe(at.get("hours"), read_hours),
        room=maybe(at.get("room"), read_website),
        calendars=_calendars(at["calendars"], calendars) if "calendars" in at else (),
        writes_to=maybe(at.get("writes_to"), _calendar_name),
    )


def _calendars(value: ProfileValue, known: Collection[str]) -> tuple[str, ...]:
    items = value.items("calendars", at_least=1)
    for item in items:
        if item.raw not in known:
            raise item.refusal("calendar-name", key="calendar.names")
    named = tuple(str(item.raw) for item in items)
    refuse_repeats(items, named)
    return named


def _calendar(value: ProfileValue) -> CalendarRule:
    at = value.record(CalendarRule)
    names = at["names"].items("calendar-names", at_least=1) if "names" in at else []
    called = tuple(map(_calendar_name, names))
    refuse_repeats(names, called)
    owners = at["owners"].items("emails") if "owners" in at else []
    return _given(
        CalendarRule,
        stale_minutes=maybe(at.get("stale_minutes"), lambda found: found.whole(_FRESHEST, _MOST_STALE)),
        names=called,
        owners=tuple(map(read_email, owners)),
        writes_to=maybe(at.get("writes_to"), _calendar_name),
        shows_names=maybe(at.get("shows_names"), ProfileValue.flag),
    )


def _calendar_name(value: ProfileValue) -> str:
    return value.matching(_CALENDAR_NAME, "calendar-name-of-ours")


def _rooms(value: ProfileValue) -> Rooms:
    at = value.record(Rooms)
    items = at["pool"].items("rooms") if "pool" in at else []
    pool = tuple(read_website(item) for item in items)
    refuse_repeats(items, pool)
    return Rooms(pool=pool, template=maybe(at.get("template"), _template))


def _template(value: ProfileValue) -> str:
    if not isinstance(value.raw, str) or value.raw.count(SECRET) != 1:
        raise value.refusal("room-template", secret=SECRET)
    read_website(value)
    return value.raw


# --- what cannot be meant together ------------------------------------------------------------------------------------


def _refuse_what_cannot_be(office: Office, section: ProfileValue) -> None:
    rule = office.booking
    assert rule is not None
    for name in ("notice_hours", "change_until_hours"):
        most = rule.horizon_days * _HOURS_A_DAY
        if getattr(rule, name) > most:
            raise section.child(name).refusal("within-horizon", key="booking.horizon_days", most=str(most))
    for way, minutes in rule.minutes.items():
        place = section.child("minutes").child(way)
        stretches = list(_stretches(office, rule, way))
        if not any(member.takes(way) for member in office.staff):
            raise place.refusal("way-of-staff", key="staff.ways", way=repr(way))
        longest = max(stretches, key=lambda stretch: stretch.minutes, default=_Stretch(0, "hours"))
        if minutes > longest.minutes:
            raise place.refusal("fitting", key=longest.key, most=str(longest.minutes))


class _Stretch(NamedTuple):
    """How long somebody works at once, and the key of the profile that says so."""

    minutes: int
    key: str


def _stretches(office: Office, rule: BookingRule, way: str) -> Iterator[_Stretch]:
    for place, member in enumerate(office.staff):
        if member.takes(way):
            own = "hours" if member.hours is None else f"staff[{place}].hours"
            for key, week in ((own, member.hours_in(office)), ("booking.on_request", rule.on_request)):
                for day, spans in zip(WEEKDAYS, week, strict=True):
                    yield from (_Stretch(_length(span), f"{key}.{day}") for span in spans)


def _length(span: Span) -> int:
    opens, closes = (timedelta(hours=clock.hour, minutes=clock.minute) for clock in span)
    return (closes - opens) // timedelta(minutes=1)
