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
    return tuple(_addressed(settings, office))


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


def shown(url: str, number: int) -> str:
    """Return what people are shown of an address, which is secret: the host, and its place in the setting."""
    return f"{urlsplit(url).hostname} ({number})"


def whom(office: Office, name: str) -> frozenset[str]:
    """Return the members of staff that a calendar of this name makes busy."""
    return frozenset(member.id for member in office.staff if not member.calendars or name in member.calendars)
