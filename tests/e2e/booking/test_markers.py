"""What is booked, said, corrected, reminded of and looked up after the card was sent is gone with whoever is erased."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e import peek
from tests.e2e.booking.offices import sends_the_card, staff_press, with_bookings
from tests.e2e.staff import card, staff_say, written
from tests.e2e.test_markers import sealed_now
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeUser

MARKER = re.compile(r"zq7", re.IGNORECASE)


async def goes_on(world: World, service: Runner, maria: FakeUser) -> None:
    """What client and staff do after the card was sent; every word of it bears a marker."""
    group, office, staff = world.group, world.office, world.staff
    thread = next(iter(group.topics), None)
    lead_card = card(group, 1)
    await talk(world, service, maria, "[Online (Google Meet)]", "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
    written_by_staff = await group.say(office, staff, "Zq7fromstaff", thread, None if thread else lead_card)
    await world.settled(service)
    mine = next(m for m in reversed(group.messages()) if not m.from_bot)
    await group.edit(office, staff, mine, "Zq7fromstaff, changed")
    await world.settled(service)
    assert any("Zq7fromstaff, changed" in m.text for m in maria.messages(world.client))
    await talk(world, service, maria, "Zq7fromclient", "/human Zq7human")
    said = next(m for m in reversed(maria.messages(world.client)) if "Zq7fromclient" in m.text)
    await maria.edit(world.client, said, "Zq7fromclient, changed")
    await maria.send_photo(world.client, "Zq7photo")
    await maria.send_document(world.client, "Zq7file.pdf", caption="Zq7document")
    await world.settled(service)
    await group.say(office, staff, "/room https://meet.example/Zq7room", thread, None if thread else lead_card)
    await world.settled(service)
    await staff_press(world, service, "別の時間を提案")
    await staff_press(world, service, "⬜")
    await staff_press(world, service, "お客様に送る")
    await talk(world, service, maria, "/reminders", "/mydata", "/book")
    for text in ("/leads", "/lead 1", "/find Zq7", "/find Zq7name", "/today", "/stats", "/audit 1", "/leads 待ち"):
        await staff_say(world, service, text)
        await staff_say(world, service, text, thread)
    assert written_by_staff is not None


@pytest.mark.parametrize("forum", [True, False])
async def test_nothing_is_left_of_what_came_after_the_card(tmp_path: Path, forum: bool) -> None:
    office = with_bookings(tmp_path)
    async with make_world(tmp_path, office=office, forum=forum) as world:
        async with world.service() as service:
            maria = world.person(987_654_321, "Zq7first")
            await sends_the_card(world, service, maria, name="Zq7name")
            await goes_on(world, service, maria)
            shown = "\n".join(m.text for m in written(world.group))
            for text in ("Zq7name", "Zq7fromclient", "Zq7human", "Zq7photo", "Zq7document", "Zq7room"):
                assert text in shown, text
            before = sealed_now(tmp_path)
            found = peek.person(service.core.database, maria)
            assert found is not None
            await talk(world, service, maria, "/forget", "[Erase everything]")
            left = [m.text for m in world.group.messages() if m.from_bot]
            assert [text for text in left if MARKER.search(text)] == []
            assert not MARKER.search("".join(world.group.topics.values()))
            assert [m for m in peek.written(world, maria) if MARKER.search(m.text)] == []
            assert not any(peek.count(service.core.database, table) for table in peek.PERSONAL)
            gone = before - sealed_now(tmp_path)
        here = peek.bytes_on_disk(tmp_path)
        assert [blob for blob in gone if blob in here] == []
        for text in ("Zq7", "zq7", "987654321", found.id):
            assert text.encode() not in here, text
    assert not MARKER.search(world.log.printed)
