"""Bookings and the office's own calendar on a real server: written there, asked about once staff change them there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.run import Runner
from bot.storage import tables
from dialogs.booking.booking import State
from tests.calendars.servers import PASSWORD, RADICALE, USER, CalendarServer
from tests.calendars.small_office import moved_text, times_of
from tests.e2e import peek
from tests.e2e.booking.offices import RULE, STAFF, bookings_of, card_of, chooses, is_told, staff_press, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.world import World, make_world, talk

pytestmark = pytest.mark.long

ROOMS = '[rooms]\npool = ["https://meet.example/one"]\n'
NAMED = '[calendar]\nwrites_to = "予約"\n'
# So seldom the calendar is looked at.
ROUND = timedelta(minutes=6)
FRIDAY = ("Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
TEN = int(datetime(2026, 11, 27, 1, tzinfo=UTC).timestamp())
HOUR = 3_600


@pytest.fixture
def server(servers: dict[str, CalendarServer]) -> CalendarServer:
    """Radicale with one calendar."""
    found = servers[RADICALE]
    found.empty("予約")
    return found


@asynccontextmanager
async def served(folder: Path, server: CalendarServer) -> AsyncIterator[tuple[World, Runner]]:
    """A service that writes to the calendar of a server."""
    password = folder / "password"
    password.write_text(PASSWORD + "\n")
    office = with_bookings(folder, RULE, STAFF, ROOMS, NAMED)
    changes: dict[str, Any] = {"caldav_url": server.url, "caldav_user": USER, "caldav_password_file": password}
    async with make_world(folder, office=office, **changes) as world, world.service() as service:
        await world.looked()
        yield world, service


def entries(server: CalendarServer) -> dict[str, str]:
    """What staff see in their calendar: the objects by their addresses."""
    _, _, listed = server.ask("PROPFIND", f"{server.home}予約/", headers={"Depth": "1"})
    found = [part.partition("</href>")[0] for part in listed.split("<href>")[1:]]
    return {href: server.ask("GET", href)[2] for href in found if href.endswith(".ics")}


async def looked_at(world: World, service: Runner) -> None:
    """The calendar is looked at once more, six minutes later."""
    assert service.looked_after.calendar is not None
    world.clock.advance(ROUND)
    await service.looked_after.calendar.look()
    await world.settled(service)


def drags(server: CalendarServer, start: int) -> None:
    """A member of staff drags the one entry somewhere else."""
    [(href, text)] = entries(server).items()
    server.ask("PUT", href, moved_text(text, start), {"Content-Type": "text/calendar"})


async def test_moved_in_the_calendar(tmp_path: Path, refresh: bool, server: CalendarServer) -> None:
    async with served(tmp_path, server) as (world, service):
        maria = world.person(7)
        await chooses(world, service, maria)
        script = Transcript(world, service, "職員がカレンダーで相談を動かす", {7: ""})
        script.begins()
        await script.client(maria, *FRIDAY)
        await looked_at(world, service)
        [text] = entries(server).values()
        assert times_of(text) == (TEN, TEN + HOUR)
        script.lines += ["", "▣ 事務所のカレンダー：" + next(x for x in text.splitlines() if x.startswith("SUMMARY"))]
        script.lines += ["", "□ 職員がカレンダーで、金曜日の10時から15時に動かす"]
        drags(server, TEN + 5 * HOUR)
        await looked_at(world, service)
        await script.passes("5分たつ", until="カレンダーで、この面談が")
        await script.staff("📅 この時間に変えて、お客様に伝える")
        await looked_at(world, service)
        [text] = entries(server).values()
        assert times_of(text) == (TEN + 5 * HOUR, TEN + 6 * HOUR)
        script.lines += ["", "□ 職員がカレンダーから削除する"]
        server.ask("DELETE", next(iter(entries(server))))
        await looked_at(world, service)
        await script.passes("5分たつ", until="カレンダーから、この面談が削除")
        await script.staff("📅 約束どおりに戻す")
        await looked_at(world, service)
        assert [times_of(text) for text in entries(server).values()] == [(TEN + 5 * HOUR, TEN + 6 * HOUR)]
        script.checked("moved-in-the-calendar", refresh=refresh)


async def test_a_server_that_is_down_gets_what_stands_once_it_is_back(tmp_path: Path, server: CalendarServer) -> None:
    """The chat goes on meanwhile; a new start of ours goes on too."""
    async with served(tmp_path, server) as (world, service):
        maria = world.person(7)
        await chooses(world, service, maria)
        server.stop()
        await talk(world, service, maria, *FRIDAY)
        await is_told(world, maria, "It is booked.")
        await looked_at(world, service)
        await staff_press(world, service, "時間を変える")
        await staff_press(world, service, "11月24日(火)")
        await is_told(world, maria, "has moved your consultation")
    server.start()
    assert entries(server) == {}
    async with served(tmp_path, server) as (world, service):
        await looked_at(world, service)
        [booking] = await bookings_of(service, world.person(7))
        [text] = entries(server).values()
        assert times_of(text) == (booking.start, booking.end)


async def test_who_is_erased_is_erased_there(tmp_path: Path, server: CalendarServer) -> None:
    async with served(tmp_path, server) as (world, service):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        await looked_at(world, service)
        assert len(entries(server)) == 1
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await looked_at(world, service)
        assert entries(server) == {}
        assert not peek.count(service.core.database, tables.entries)
        assert server.url not in world.log.printed
        assert PASSWORD not in world.log.printed


async def test_its_own_entry_makes_nobody_busy(tmp_path: Path, server: CalendarServer) -> None:
    """Nor is a talk that was cancelled left there to block its time."""
    async with served(tmp_path, server) as (world, service):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        await looked_at(world, service)
        await talk(world, service, maria, "[Move it]", "Friday 10:30")
        moved = await talk(world, service, maria, "[Fri 27 Nov 10:30]", "[Yes, take it]")
        assert "It has been moved." in moved.text
        [booking, *_] = await bookings_of(service, maria)
        assert booking.state is State.BOOKED
        assert "事務所のカレンダーでは" not in card_of(world).text


async def test_an_emptied_calendar_is_asked_about_once_and_put_right_with_one_tap(
    tmp_path: Path, server: CalendarServer
) -> None:
    async with served(tmp_path, server) as (world, service):
        people = [world.person(7), world.person(8, "Ken"), world.person(9, "Lin")]
        for person, hour in zip(people, ("10:00", "11:00", "13:00"), strict=True):
            await chooses(world, service, person)
            await talk(world, service, person, f"Friday {hour}", f"[Fri 27 Nov {hour}]", "[Yes, take it]")
        await looked_at(world, service)
        stood = {href: times_of(text) for href, text in entries(server).items()}
        assert len(stood) == 3
        said = len(world.group.messages())
        server.empty("予約")
        server.stop()
        server.start()
        await looked_at(world, service)
        [asked] = [m for m in world.group.messages()[said:] if "削除されています" in m.text]
        assert "3件の面談が一度に削除されています：#1、#2、#3" in asked.text
        before = [len(person.messages(world.client)) for person in people]
        await staff_press(world, service, "すべて約束どおりに戻す")
        await looked_at(world, service)
        assert {href: times_of(text) for href, text in entries(server).items()} == stood
        assert "3件を戻しました" in asked.text
        assert asked.buttons == []
        assert [len(person.messages(world.client)) for person in people] == before
