"""Reminders as both sides see them, kept as texts that staff can read: the client in English, staff in Japanese.

After a change on purpose, read the difference and write them anew:
`pytest tests/e2e/reminders/test_transcripts.py --refresh-transcripts`.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.booking.offices import RULE, STAFF, chooses, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.world import make_world

ROOMS = '[rooms]\npool = ["https://meet.example/one"]\n'
MOOD = "[reminders]\nmood = true\n"
HOUR = timedelta(hours=1)


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--refresh-transcripts"))


async def test_reminded_and_thanked(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, ROOMS, MOOD)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        script = Transcript(world, service, "前日と一時間前のお知らせ、返事、相談後のお礼", {7: ""})
        script.begins()
        await script.client(maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await script.passes("前日の10時", *[12 * HOUR] * 4, until="Are you still coming?")
        world.clock.advance(HOUR / 3)
        await script.client(maria, "[Yes, I am coming]")
        await script.passes("一時間前", 22 * HOUR, 2 * HOUR / 3, until="https://meet.example/one")
        await script.passes("相談が終わる", 2.1 * HOUR, until="来られましたか")
        await script.staff("来られた")
        await script.passes("終わって一時間後", HOUR, until="Thank you for talking with us")
        await script.client(maria, "[🙂]")
        script.checked("reminded-and-thanked", refresh=refresh)


async def test_cannot_come(tmp_path: Path, refresh: bool) -> None:
    office = with_bookings(tmp_path, RULE, STAFF, ROOMS)
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await chooses(world, service, maria)
        script = Transcript(world, service, "前日のお知らせに、来られないと返事がある", {7: ""})
        script.begins()
        await script.client(maria, "Friday 10am", "[Fri 27 Nov 10:00]", "[Yes, take it]")
        await script.passes("前日の11時", *[12 * HOUR] * 4, HOUR, until="Are you still coming?")
        await script.client(maria, "[Cancel]")
        await script.staff("予約を取り消す", "本当に取り消す")
        script.checked("reminded-cannot-come", refresh=refresh)
