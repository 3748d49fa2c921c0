"""The digest of a morning as the staff group gets it: in General, without a sound, with numbers that lead to topics."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF, sends_the_card, staff_press, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage


def digests(world: World) -> list[FakeMessage]:
    """The digests in the group."""
    return [m for m in world.group.messages() if "おはようございます" in m.text]


async def test_a_mornings_digest(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF)
    async with make_world(tmp_path, office=office) as world:
        async with world.service() as service:
            maria, ken, ana = world.person(7), world.person(8, "Ken"), world.person(9, "Ana")
            await world.looked()
            world.clock.advance(timedelta(minutes=5))
            await sends_the_card(world, service, maria)
            await staff_press(world, service, "担当する")
            await talk(world, service, maria, "[Close]", "Is a copy of my passport enough?")
            await sends_the_card(world, service, ken)
            await sends_the_card(world, service, ana)
            await talk(world, service, ana, "[Online (Google Meet)]", "[Wed 25 Nov 10:30]", "[Yes, take it]")
            script = Transcript(world, service, "翌朝、営業開始時に届くまとめ", {})
            script.begins()
            await script.passes("翌朝9時", timedelta(hours=22, minutes=56), until="おはようございます")
            script.checked("a-mornings-digest", refresh=refresh)
            [said] = digests(world)
            assert (said.silent, said.thread_id) == (True, None)
            links = [entity["url"] for entity in said.entities if entity["type"] == "text_link"]
            topics = {f"https://t.me/c/1234/{topic}" for topic in world.group.topics}
            assert set(links) == topics
        async with world.service() as service:
            await world.looked()
            await world.settled(service)
            assert len(digests(world)) == 1, "a restart tells it no second time"
