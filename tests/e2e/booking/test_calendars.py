"""Times and the office's own calendar: what is busy there is not offered, and the chat never waits for it."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

from dialogs.booking.booking import State
from tests.calendars.server import SECRET, calendar_server
from tests.e2e import peek
from tests.e2e.booking.calendars import NAMED, appointments, reads_again, with_calendar
from tests.e2e.booking.offices import RULE, STAFF, bookings_of, chooses, is_told, sends_the_card, with_bookings
from tests.e2e.booking.test_waiting_list import FEW, ONE_HOUR
from tests.e2e.booking.transcript import Transcript
from tests.e2e.world import make_world, talk
from tests.telegram import FakeMessage


def labels(message: FakeMessage) -> list[str]:
    """What the buttons of a message say."""
    return [label for row in message.buttons for label, _ in row]


async def test_no_time_is_offered_in_which_somebody_is_busy(tmp_path: Path) -> None:
    # Wednesday over noon, and from Thursday on.
    async with with_calendar(tmp_path, "20261125T1000-1300", "20261126T0000-2359") as (world, service, _):
        maria = world.person(7)
        shown = await chooses(world, service, maria)
        assert labels(shown)[:3] == ["Wed 25 Nov 13:00", "Wed 25 Nov 13:30", "Wed 25 Nov 14:00"]
        # A talk that would reach into it is not offered either.
        assert "Nothing is free then" in (await talk(world, service, maria, "November 25 before 1pm")).text
        assert "Nothing is free then" in (await talk(world, service, maria, "November 26")).text


async def test_what_became_busy_meanwhile_is_answered_as_just_taken(tmp_path: Path) -> None:
    async with with_calendar(tmp_path) as (world, service, server):
        maria = world.person(7)
        shown = await chooses(world, service, maria)
        assert "Wed 25 Nov 11:00" in labels(shown)
        server.body = appointments("20261125T1100-1200")
        await reads_again(world, server)
        late = await talk(world, service, maria, "[Wed 25 Nov 11:00]")
        assert "just been taken" in late.text
        assert "Wed 25 Nov 12:00" in labels(late)
        assert await bookings_of(service, maria) == ()


async def test_a_time_that_is_held_is_lost_to_an_appointment_and_said_so(tmp_path: Path) -> None:
    async with with_calendar(tmp_path) as (world, service, server):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 11:00]")
        server.body = appointments("20261125T1100-1200")
        await reads_again(world, server)
        late = await talk(world, service, maria, "[Yes, take it]")
        assert "just been taken" in late.text
        assert "Wed 25 Nov 12:00" in labels(late)
        assert [booking.state for booking in await bookings_of(service, maria)] == [State.EXPIRED]
        taken = await talk(world, service, maria, "[Wed 25 Nov 12:00]", "[Yes, take it]")
        assert "It is booked" in taken.text


async def test_what_is_booked_stays_booked_whatever_the_calendar_says(tmp_path: Path) -> None:
    async with with_calendar(tmp_path) as (world, service, server):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 11:00]", "[Yes, take it]")
        server.body = appointments("20261125T1100-1200")
        await reads_again(world, server)
        shown = await talk(world, service, maria, "/book")
        assert "Your consultation: Wed, November 25, 2026, 11:00" in shown.text


async def test_a_time_that_becomes_free_in_the_calendar_is_offered_to_who_waits(tmp_path: Path) -> None:
    all_day = "20261124T0000-2359"
    async with with_calendar(tmp_path, all_day, sections=(FEW, ONE_HOUR, NAMED)) as (world, service, server):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Put me on the waiting list]")
        server.body = appointments()
        await reads_again(world, server)
        await is_told(world, maria, "A time has become free: Tue, November 24, 2026, 13:00")
        # Before they take it the office is busy after all.
        server.body = appointments(all_day)
        await reads_again(world, server)
        gone = await talk(world, service, maria, "[Yes, take it]")
        assert "the office is not free then any more. You are still on the waiting list." in gone.text


async def test_the_chat_never_waits_for_a_calendar(tmp_path: Path) -> None:
    """A slow or dead calendar server takes the page down (list cal.diy#3457: #479, #2786)."""
    async with calendar_server(appointments("20261125T1000-1300"), rests=asyncio.Event()) as server:
        office = with_bookings(tmp_path, RULE, STAFF, NAMED)
        async with make_world(tmp_path, office=office, busy_ics=(server.address,)) as world:
            async with world.service() as service:
                maria = world.person(7)
                shown = await chooses(world, service, maria)
                assert labels(shown)[:2] == ["Wed 25 Nov 10:00 (on request)", "Wed 25 Nov 10:30 (on request)"]
                assert len(server.asked) == 1, "it was asked, and answers still nothing"
                held = await talk(world, service, maria, "[Wed 25 Nov 10:30]")
                assert "The office must approve this time first." in held.text
                asked = await talk(world, service, maria, "[Yes, take it]")
                assert "Your request is with the office" in asked.text
            assert SECRET not in world.log.text


async def test_nothing_that_stands_in_a_calendar_is_anywhere(tmp_path: Path) -> None:
    async with with_calendar(tmp_path, "20261125T1000-1300") as (world, service, server):
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "/mydata")
        server.status = 404
        await reads_again(world, server, 8)
        said = "\n".join(m.text for m in (*world.group.messages(), *maria.messages(world.client)))
    here = peek.bytes_on_disk(tmp_path)
    for text in ("zq7title", SECRET):
        assert text.encode() not in here
        assert text not in said
        assert text not in world.log.text
    assert not re.search(r"\d@example", said)


async def test_a_calendar_down_for_an_afternoon(tmp_path: Path, refresh: bool) -> None:
    async with with_calendar(tmp_path, "20261125T1030-1200") as (world, service, server):
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await sends_the_card(world, service, person)
        script = Transcript(world, service, "事務所のカレンダーが、午後のあいだ読み取れない", {7: "1", 8: "2"})
        script.begins()
        await script.client(maria, "[Online (Google Meet)]")
        server.status = 500
        await script.passes("カレンダーのサーバーが止まる", *[timedelta(minutes=5)] * 8, until="読み取れていません")
        await script.client(
            maria, "/book", "[Online (Google Meet)]", "[Wed 25 Nov 12:30 (on request)]", "[Yes, take it]"
        )
        await script.staff("承認")
        server.status, server.body = 200, appointments("20261125T1030-1200", "20261125T1500-1830")
        await script.passes("サーバーが戻る", timedelta(minutes=5), until="再び読み取れる")
        await script.client(ken, "[Online (Google Meet)]", "Wednesday afternoon")
        script.checked("calendar-down-for-an-afternoon", refresh=refresh)
