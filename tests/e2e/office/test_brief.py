"""Half an hour before a talk its topic gets one page, once, whatever is pressed and restarted meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.e2e.booking.offices import RULE, STAFF, chooses, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage

ROOMS = '[rooms]\npool = ["https://meet.example/one"]\n'


def pages(world: World) -> list[FakeMessage]:
    """The pages in the group."""
    return [m for m in world.group.messages() if m.text.startswith("📄 まもなく")]


async def test_the_page_comes_once(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, ROOMS)
    async with make_world(tmp_path, office=office) as world:
        async with world.service() as service:
            maria = world.person(7)
            await chooses(world, service, maria)
            await talk(world, service, maria, "[Wed 25 Nov 10:30]", "[Yes, take it]")
            script = Transcript(world, service, "ご相談の30分前に届く一枚", {7: ""})
            script.begins()
            steps = [timedelta(hours=8), timedelta(hours=8), timedelta(hours=7, minutes=31)]
            await script.passes("一時間前", *steps, until="Are you still coming?")
            await script.client(maria, "[Yes, I am coming]")
            await script.passes("30分前", timedelta(minutes=30), until="まもなく面談")
            script.checked("page-before-a-talk", refresh=refresh)
            [page] = pages(world)
            assert not page.silent
            assert page.thread_id in world.group.topics
        async with world.service() as service:
            await world.pass_quietly(timedelta(minutes=10))
            await world.settled(service)
            assert len(pages(world)) == 1
