"""How each of the office's calendars is read, in the order in which `listing` has them."""

from __future__ import annotations

from bot.calendars.by_address import AddressedCalendar
from bot.calendars.listing import address_id
from bot.calendars.sources import CalendarSource
from bot.settings import Settings


def sources_of(settings: Settings) -> tuple[CalendarSource, ...]:
    """Return the sources of the calendars that the settings name."""
    addressed = enumerate(settings.busy_ics, start=1)
    return tuple(AddressedCalendar(address_id(number), address) for number, address in addressed)
