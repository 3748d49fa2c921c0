"""How each of the office's calendars is read, in the order in which `listing` has them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.calendars.by_address import AddressedCalendar
from bot.calendars.listing import address_id, own_calendars, place_of, server_id
from bot.calendars.sources import CalendarSource
from bot.settings import Settings
from dialogs.office import Office


def sources_of(settings: Settings, office: Office) -> tuple[CalendarSource, ...]:
    """Return the sources of the calendars that the settings name.

    Raises `SettingsError` where the password of the server cannot be read.
    """
    addressed = enumerate(settings.busy_ics, start=1)
    sources = (AddressedCalendar(address_id(number), address) for number, address in addressed)
    return (*sources, *_on_the_server(settings, office))


def _on_the_server(settings: Settings, office: Office) -> Iterator[CalendarSource]:
    if settings.caldav_url is None:
        return
    # Imported here: whoever has addresses alone loads nothing that talks with a server.
    from bot.calendars.caldav_source import CaldavSource
    from bot.calendars.connection import connect_to

    connect, where, own = connect_to(settings), place_of(settings), own_calendars(office)
    yield CaldavSource(server_id(0), where, connect, but=own)
    for number, name in enumerate(own, start=1):
        yield CaldavSource(server_id(number), f"{where} {name}", connect, only=name)
