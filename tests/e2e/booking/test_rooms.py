"""Rooms of online talks: given, typed by staff, asked for an hour before."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF, bookings_of, card_of, chooses, is_told, with_bookings
from tests.e2e.world import make_world, talk


async def test_staff_type_the_link_in_the_topic_and_the_client_has_it(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        topic = card_of(world).thread_id
        await world.group.say(world.office, world.staff, "/room http://nowhere", thread_id=topic)
        await world.settled(service)
        assert "https://" in world.group.last(topic).text
        await world.group.say(world.office, world.staff, "/room https://meet.example/typed", thread_id=topic)
        await world.settled(service)
        await is_told(world, maria, "Link to the talk: https://meet.example/typed")
        assert "https://meet.example/typed" in card_of(world).text
        assert [b.room for b in await bookings_of(service, maria)] == ["https://meet.example/typed"]


async def test_without_a_link_an_hour_before_staff_are_asked_once(tmp_path: Path) -> None:
    async with make_world(tmp_path, office=with_bookings(tmp_path)) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        for _ in range(3):
            await world.pass_quietly(timedelta(hours=8))
        await world.fake.wait_for(lambda: any("リンクがありません" in m.text for m in world.group.messages()))
        await world.pass_quietly(timedelta(minutes=10))
        await world.settled(service)
        assert sum("リンクがありません" in m.text for m in world.group.messages()) == 1


async def test_two_talks_never_share_a_room_within_the_buffer(tmp_path: Path) -> None:
    second = STAFF.replace('id = "a"', 'id = "b"').replace("900", "901")
    rooms = '[rooms]\npool = ["https://meet.example/one", "https://meet.example/two"]\n'
    office = with_bookings(tmp_path, RULE + "after_minutes = 30\n", STAFF, second, rooms)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await chooses(world, service, person)
        await talk(world, service, maria, "[Wed 25 Nov 10:00]", "[Yes, take it]")
        await talk(world, service, ken, "[Wed 25 Nov 11:00]", "[Yes, take it]")
        [hers], [his] = await bookings_of(service, maria), await bookings_of(service, ken)
        assert {hers.room, his.room} == {"https://meet.example/one", "https://meet.example/two"}
        await is_told(world, maria, "Link to the talk: https://meet.example/one")
