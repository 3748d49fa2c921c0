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


async def test_in_a_group_without_topics_the_card_is_answered_or_the_number_named(tmp_path: Path) -> None:
    world_of = make_world(tmp_path, office=with_bookings(tmp_path), forum=False)
    async with world_of as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        card, say = card_of(world), world.group.say
        for text in ("/room https://meet.example/lost", "/room 99 https://meet.example/lost", "/room 1"):
            await say(world.office, world.staff, text)
            await world.settled(service)
            assert [b.room for b in await bookings_of(service, maria)] == [None]
        assert "/room の後に" in world.group.last().text
        await say(world.office, world.staff, "/room https://meet.example/answered", reply_to=card)
        await world.settled(service)
        await is_told(world, maria, "Link to the talk: https://meet.example/answered")
        # Full-width, as a Japanese keyboard has it, and beside the card of somebody else.
        await say(world.office, world.staff, "/room ＃１ https://meet.example/numbered")
        await world.settled(service)
        await is_told(world, maria, "Link to the talk: https://meet.example/numbered")
        assert "https://meet.example/numbered" in card_of(world).text


async def test_a_number_before_the_link_wins_over_the_card_that_is_answered(tmp_path: Path) -> None:
    second = STAFF.replace('id = "a"', 'id = "b"').replace("900", "901")
    office = with_bookings(tmp_path, RULE, STAFF, second)
    async with make_world(tmp_path, office=office, forum=False) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
        card = card_of(world)
        await chooses(world, service, ken)
        await talk(world, service, ken, "[Wed 25 Nov 10:00]", "[Yes, take it]")
        await world.group.say(world.office, world.staff, "/room 2 https://meet.example/two", reply_to=card)
        await world.settled(service)
        assert [b.room for b in await bookings_of(service, maria)] == [None]
        assert [b.room for b in await bookings_of(service, ken)] == ["https://meet.example/two"]


async def test_a_typed_link_that_is_another_talks_at_that_time_is_refused(tmp_path: Path) -> None:
    second = STAFF.replace('id = "a"', 'id = "b"').replace("900", "901")
    office = with_bookings(tmp_path, RULE + "after_minutes = 30\n", STAFF, second)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        await chooses(world, service, maria)
        await talk(world, service, maria, "[Wed 25 Nov 10:00]", "[Yes, take it]")
        await chooses(world, service, ken)
        await talk(world, service, ken, "[Wed 25 Nov 11:00]", "[Yes, take it]")
        await world.group.say(world.office, world.staff, "/room 1 https://meet.example/one?p=1")
        await world.settled(service)
        for same in ("https://meet.example/one?p=1", "https://MEET.example/one/?p=1#start"):
            await world.group.say(world.office, world.staff, f"/room 2 {same}")
            await world.settled(service)
            assert "ほかの面談で使われています" in world.group.last().text
            assert [b.room for b in await bookings_of(service, ken)] == [None]
        await world.group.say(world.office, world.staff, "/room 2 https://meet.example/two")
        await world.settled(service)
        assert [b.room for b in await bookings_of(service, ken)] == ["https://meet.example/two"]
        # Its own talk may be given the same link again, and another one.
        await world.group.say(world.office, world.staff, "/room 1 https://meet.example/one?p=1")
        await world.settled(service)
        assert "使われています" not in world.group.last().text


async def test_a_talk_that_is_moved_beside_another_leaves_the_room_that_is_taken_then(tmp_path: Path) -> None:
    """Two members have one room in the profile."""
    room = 'room = "https://meet.example/shared"\n'
    second = STAFF.replace('id = "a"', 'id = "b"').replace("900", "901")
    office = with_bookings(tmp_path, RULE, STAFF + room, second + room)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for person in (maria, ken):
            await chooses(world, service, person)
            await talk(world, service, person, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        rooms = [(await bookings_of(service, person))[0].room for person in (maria, ken)]
        assert rooms == ["https://meet.example/shared", None]
        await talk(world, service, ken, "[Move it]", "Friday 2pm", "[Fri 27 Nov 14:00]", "[Yes, take it]")
        await is_told(world, ken, "Link to the talk: https://meet.example/shared")
        await talk(world, service, ken, "[Move it]", "Friday 10:30am", "[Fri 27 Nov 10:30]")
        await talk(world, service, ken, "[Yes, take it]")
        await is_told(world, ken, "The link of before is not for your new time")
        rooms = [(await bookings_of(service, person))[0].room for person in (maria, ken)]
        assert rooms == ["https://meet.example/shared", None]
