"""The office's calendar: whether it can be reached, which one bookings are written to, and with `--write` whether they
can be. Only then an entry of its own is made there, and removed again. What is behind stands in the database.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.errors import SettingsError
from bot.settings import Settings
from dialogs.office import LANGUAGE_OF_STAFF, Office

if TYPE_CHECKING:
    from bot.calendars.caldav_client import CaldavClient, DavCalendar

ABOUT = "calendar"
# So long after the test entry is: nobody's eye falls on it in the moment it stands there.
_AHEAD = timedelta(days=300)


def no_calendar() -> Iterator[Finding]:
    """Say that there is nothing to write to."""
    yield note(ABOUT, "doctor-calendar-none")


async def check_calendar(
    settings: Settings, office: Office, now: Callable[[], datetime], *, write: bool
) -> list[Finding]:
    """Look at the calendar that the settings name; loads what talks with it."""
    from bot.calendars.connection import connect_to
    from bot.calendars.sources import CalendarTrouble

    try:
        client = connect_to(settings)()
    except SettingsError as error:
        return [problem(ABOUT, "doctor-error", sentence=error.text)]
    try:
        return [finding async for finding in _looked(client, office, now, write=write)]
    except CalendarTrouble as trouble:
        return [problem(ABOUT, "doctor-calendar-trouble", kind=str(trouble.kind))]
    finally:
        await client.close()


async def _looked(
    client: CaldavClient, office: Office, now: Callable[[], datetime], *, write: bool
) -> AsyncIterator[Finding]:
    from bot.calendars.connection import written_to
    from bot.calendars.sources import CalendarTrouble

    calendars = await client.calendars()
    names = ", ".join(one.name for one in calendars)
    targets: dict[str, DavCalendar] = {}
    for staff, who in [("", ""), *((member.id, member.names[LANGUAGE_OF_STAFF]) for member in office.staff)]:
        try:
            found = written_to(calendars, office, staff)
        except CalendarTrouble:
            yield problem(ABOUT, "doctor-calendar-not-there", who=who or "—", names=names)
            return
        targets.setdefault(found.url, found)
    writes = ", ".join(one.name for one in targets.values())
    yield ok(ABOUT, "doctor-calendar-found", names=names, writes=writes)
    if write:
        for calendar in targets.values():
            yield await _tried(client, calendar, now())


async def _tried(client: CaldavClient, calendar: DavCalendar, now: datetime) -> Finding:
    """Make an entry and remove it."""
    from bot.calendars.caldav_client import ObjectChanged
    from bot.calendars.entry_text import new_text
    from bot.sheets.calendar import CalendarEntry

    uid = f"intake-doctor-{secrets.token_hex(8)}"
    begins = (now + _AHEAD).replace(minute=0, second=0, microsecond=0)
    entry = CalendarEntry(
        uid=uid, sequence=0, begins=begins, ends=begins + timedelta(minutes=5), summary="intake doctor: test"
    )
    # What a server refuses is looked for all the same: it may be there.
    with suppress(ObjectChanged):
        await client.create(calendar.url, f"{uid}.ics", new_text(entry, now))
    made = await client.find(calendar.url, uid)
    if made is None:
        return problem(ABOUT, "doctor-calendar-not-written", name=calendar.name)
    with suppress(ObjectChanged):
        await client.remove(made.href, made.tag)
    if await client.find(calendar.url, uid) is not None:
        return warning(ABOUT, "doctor-calendar-not-removed", name=calendar.name)
    return ok(ABOUT, "doctor-calendar-written", name=calendar.name)


__all__ = ["check_calendar", "no_calendar"]
