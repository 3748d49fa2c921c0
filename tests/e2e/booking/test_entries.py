"""The talk in the client's own calendar: a file at each change, as the booking stands when it is sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import vobject

from dialogs.booking.booking import State
from tests.e2e import peek
from tests.e2e.booking.offices import RULE, STAFF, WEEKENDS, bookings_of, chooses, staff_press, with_bookings
from tests.e2e.world import World, is_entry, make_world, talk
from tests.telegram import FakeMessage, FakeUser

ROOMS = '[rooms]\npool = ["https://meet.example/one", "https://meet.example/two"]\n'
FRIDAY = ("Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
EARLIER = ("[Move it]", "Friday 10:30", "[Fri 27 Nov 10:30]", "[Yes, take it]")


def entries(world: World, user: FakeUser) -> list[tuple[FakeMessage, Any]]:
    """The files for a calendar that a person has, each with the talk in it, as another program reads it."""
    found = [(message, message.document) for message in user.messages(world.client) if is_entry(message)]
    return [(message, vobject.readOne(file.data.decode()).vevent) for message, file in found if file is not None]


async def test_each_change_brings_a_file_that_raises_the_entry(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, ROOMS)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY, *EARLIER)
        await talk(world, service, maria, "[Cancel it]", "[Yes, cancel it]")
        [(new, booked), (moved, later), (gone, cancelled)] = entries(world, maria)
    events = (booked, later, cancelled)
    assert {message.document.content_type for message in (new, moved, gone) if message.document} == {"text/calendar"}
    assert {event.uid.value for event in events} == {"booking-1@tsubakuro"}
    numbers = [int(event.sequence.value) for event in events]
    assert numbers == sorted(set(numbers))
    assert [event.status.value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    starts = [f"{event.dtstart.value:%d %H:%M}" for event in events]
    assert starts == ["27 01:00", "27 01:30", "27 01:30"]
    assert booked.location.value == "https://meet.example/one"
    assert "Open this file to save it." in new.text
    assert "dates=20261127T010000Z/20261127T020000Z" in new.text
    assert "Until now it was Fri, November 27, 2026, 10:00" in moved.text
    assert "Google Calendar and Outlook add a second one" in moved.text
    assert "dates=20261127T013000Z/20261127T023000Z" in moved.text
    assert "please delete it yourself" in gone.text
    assert "calendar.google.com" not in gone.text
    # The person's own calendar may be seen by others.
    assert not [word for word in ("Maria", "五十嵐", "Igarashi") for event in events if word in event.serialize()]


async def test_what_is_held_or_asked_for_is_in_no_calendar(tmp_path: Path) -> None:
    office = with_bookings(tmp_path, RULE, WEEKENDS, STAFF)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Another time]")
        assert entries(world, maria) == []
        await talk(world, service, maria, "Saturday", "[Sat 28 Nov 10:00]", "[Yes, take it]")
        assert (await bookings_of(service, maria))[-1].state is State.REQUESTED
        assert entries(world, maria) == []
        await staff_press(world, service, "承認")
        assert len(entries(world, maria)) == 1


async def test_staff_move_and_cancel_it_there_too(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        await staff_press(world, service, "時間を変える")
        await staff_press(world, service, "11月")
        await staff_press(world, service, "予約を取り消す")
        await staff_press(world, service, "本当に取り消す")
        [_, (moved, later), (_, cancelled)] = entries(world, maria)
        assert "Until now it was Fri, November 27, 2026, 10:00" in moved.text
        assert int(cancelled.sequence.value) > int(later.sequence.value)
        assert cancelled.dtstart.value == later.dtstart.value
        assert cancelled.status.value == "CANCELLED"


async def test_who_comes_back_gets_the_file_as_it_stands_and_no_other(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        await maria.block(world.client)
        for label in ("時間を変える", "11月", "時間を変える", "11月"):
            await staff_press(world, service, label)
        assert len(entries(world, maria)) == 1
        await maria.unblock(world.client)
        await talk(world, service, maria, "/book")
        [_, (_, stands)] = entries(world, maria)
        [booking] = [kept for kept in await bookings_of(service, maria) if kept.occupies]
        assert int(stands.dtstart.value.timestamp()) == booking.start


async def test_what_is_over_is_not_sent(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        await maria.block(world.client)
        await staff_press(world, service, "予約を取り消す")
        await staff_press(world, service, "本当に取り消す")
        for _ in range(12):
            await world.pass_quietly(timedelta(hours=8))
        await maria.unblock(world.client)
        await talk(world, service, maria, "/book")
        assert len(entries(world, maria)) == 1


async def test_an_erasure_withdraws_what_waits_and_takes_back_what_went(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, *FRIDAY)
        [(sent, _)] = entries(world, maria)
        await maria.block(world.client)
        await staff_press(world, service, "予約を取り消す")
        await staff_press(world, service, "本当に取り消す")
        assert ("entry", "held") in peek.states(service.core.database)
        await maria.unblock(world.client)
        await talk(world, service, maria, "/forget", "[Erase everything]")
        assert [kind for kind, _ in peek.states(service.core.database) if kind == "entry"] == []
        assert sent.deleted
