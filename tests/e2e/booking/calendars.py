"""Offices whose staff are busy by a calendar of their own, on the strict fake Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from bot.run import Runner
from tests.calendars.ics import calendar, event
from tests.calendars.server import CalendarServer, calendar_server
from tests.e2e.booking.offices import RULE, STAFF, with_bookings
from tests.e2e.world import World, make_world

NAMED = '[calendar]\nnames = ["事務所の予定"]\nstale_minutes = 30\n'
# The calendar is read so often.
ROUND = timedelta(minutes=5)


def appointments(*times: str) -> bytes:
    """A calendar with appointments in Japan, each from a time to another such as "20261125T1030-1200"."""
    found = []
    for number, time in enumerate(times):
        day, _, hours = time.partition("T")
        begins, _, ends = hours.partition("-")
        lines = (f"{name};TZID=Asia/Tokyo:{day}T{hour}00" for name, hour in (("DTSTART", begins), ("DTEND", ends)))
        found.append(event(*lines, "SUMMARY:zq7title", uid=f"{number}@example"))
    return calendar(*found)


@asynccontextmanager
async def with_calendar(
    folder: Path, *times: str, sections: tuple[str, ...] = (RULE, STAFF, NAMED)
) -> AsyncIterator[tuple[World, Runner, CalendarServer]]:
    """A service that has read the office's calendar once."""
    async with calendar_server(appointments(*times)) as server:
        office = with_bookings(folder, *sections)
        async with make_world(folder, office=office, busy_ics=(server.address,)) as world, world.service() as service:
            await world.looked()
            yield world, service, server


async def reads_again(world: World, server: CalendarServer, rounds: int = 1) -> None:
    """Let the calendar be read so many times more."""
    for _ in range(rounds):
        asked = len(server.asked)
        await world.pass_quietly(ROUND)
        await world.fake.wait_for(lambda asked=asked: len(server.asked) > asked)  # type: ignore[misc]  # the loop's own
        await world.looked()
