"""Which calendars the office has, what they are called, and whom each makes busy: of the settings and the profile."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.settings import Settings
from dialogs.booking.rules import CalendarRule
from dialogs.office import Office


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """One calendar. `name` is what people are shown, `staff` whom it makes busy; `where` is a hash of its place."""

    id: str
    name: str
    where: str
    staff: frozenset[str]


def rule_of(office: Office) -> CalendarRule:
    """Return how the office's calendars count; as always where its profile says nothing of them."""
    return office.calendar or CalendarRule()


def calendars_of(settings: Settings, office: Office) -> tuple[OfficeCalendar, ...]:
    """Return the calendars there are. Raises `SettingsError` where one is named that has no address."""
    names = rule_of(office).names
    if len(names) > len(settings.busy_ics):
        raise SettingsError("error-setting-calendar-names", named_count=len(names), given_count=len(settings.busy_ics))
    named = [key for key, name in _written_to(office) if name is not None]
    if named and settings.caldav_url is None:
        raise SettingsError("error-setting-calendar-writes", key=named[0])
    return (*_addressed(settings, office), *_on_the_server(settings, office))


def address_id(number: int) -> str:
    """Return our own name of the calendar at an address, by its place in the setting, from 1 on."""
    return f"address-{number}"


def hashed(where: str) -> str:
    """Return what is kept of a place, so that another one is told from it."""
    return hashlib.sha256(where.encode()).hexdigest()


def _addressed(settings: Settings, office: Office) -> Iterator[OfficeCalendar]:
    names = rule_of(office).names
    for number, address in enumerate(settings.busy_ics, start=1):
        name = names[number - 1] if number <= len(names) else shown(address, number)
        yield OfficeCalendar(address_id(number), name, hashed(address), whom(office, name))


def own_calendars(office: Office) -> tuple[str, ...]:
    """Return the calendars on the server that are each of one member of staff or of some, by their names there."""
    return tuple(dict.fromkeys(member.writes_to for member in office.staff if member.writes_to is not None))


def server_id(number: int) -> str:
    """Return our own name of a calendar on the server: of the one of this place among those of some members, from 1 on,
    and with 0 of all others together.
    """
    return f"server-{number}"


def place_of(settings: Settings) -> str:
    """Return what tells one account on a server from another."""
    return f"{settings.caldav_user} {settings.caldav_url}"


def _on_the_server(settings: Settings, office: Office) -> Iterator[OfficeCalendar]:
    if settings.caldav_url is None:
        return
    where = place_of(settings)
    host = urlsplit(settings.caldav_url).hostname or ""
    yield OfficeCalendar(server_id(0), host, hashed(where), whom(office, host))
    for number, name in enumerate(own_calendars(office), start=1):
        mine = frozenset(member.id for member in office.staff if member.writes_to == name)
        yield OfficeCalendar(server_id(number), name, hashed(f"{where} {name}"), mine)


def _written_to(office: Office) -> Iterator[tuple[str, str | None]]:
    """Yield the keys of the profile that name a calendar on the server, with what they say."""
    yield "calendar.writes_to", rule_of(office).writes_to
    for place, member in enumerate(office.staff):
        yield f"staff[{place}].writes_to", member.writes_to


def shown(url: str, number: int) -> str:
    """Return what people are shown of an address, which is secret: the host, and its place in the setting."""
    return f"{urlsplit(url).hostname} ({number})"


def whom(office: Office, name: str) -> frozenset[str]:
    """Return the members of staff that a calendar of this name makes busy."""
    return frozenset(member.id for member in office.staff if not member.calendars or name in member.calendars)
