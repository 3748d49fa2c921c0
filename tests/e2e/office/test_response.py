"""Whoever waits for an answer is brought to the mind of staff, once gently and once by name, and never twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.run import Runner
from tests.e2e.booking.offices import RULE, STAFF, sends_the_card, with_bookings
from tests.e2e.booking.transcript import Transcript
from tests.e2e.staff import TAKE, staff_press
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeMessage

CLOCK = "[response]\nnudge_minutes = 60\nescalate_minutes = 180\n"
ANNA = '[[staff]]\nid = "b"\ntelegram = 901\nrole = "member"\nnames = { ja = "佐藤", en = "Sato" }\n'


def reminded(world: World) -> list[FakeMessage]:
    """What staff were reminded of."""
    return [m for m in world.group.messages() if m.from_bot and m.text.startswith(("🕐", "🔔"))]


async def passes(world: World, service: Runner, *, seen: int, **time: float) -> None:
    """Time goes by, after which staff have read so many reminders, as many as were thought of."""
    await world.pass_quietly(timedelta(**time))
    await world.fake.wait_for(lambda: len(reminded(world)) >= seen)
    await world.settled(service)
    assert [lead.unanswered.told for lead in world.leads(service) if lead.unanswered] in ([seen], [])
    assert len(reminded(world)) == seen


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return with_bookings(tmp_path, RULE, STAFF, ANNA, CLOCK)


async def test_after_a_restart_nothing_comes_twice(tmp_path: Path, office: Path) -> None:
    async with make_world(tmp_path, office=office) as world:
        async with world.service() as service:
            await sends_the_card(world, service, world.person(7))
            await passes(world, service, minutes=70, seen=1)
            assert [m.silent for m in reminded(world)] == [True]
        async with world.service() as service:
            await passes(world, service, minutes=30, seen=1)
            await passes(world, service, hours=2, seen=2)
            [_, named] = reminded(world)
            assert "五十嵐" in named.text
            assert not named.silent
        async with world.service() as service:
            await passes(world, service, hours=5, seen=2)


async def test_who_was_erased_is_not_spoken_of(tmp_path: Path, office: Path) -> None:
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await sends_the_card(world, service, maria)
        await talk(world, service, maria, "/forget", "[Erase everything]")
        await passes(world, service, hours=5, seen=0)


async def test_a_client_who_waits(tmp_path: Path, office: Path, refresh: bool) -> None:
    async with make_world(tmp_path, office=office) as world, world.service() as service:
        maria = world.person(7)
        await sends_the_card(world, service, maria)
        await staff_press(world, service, TAKE)
        script = Transcript(world, service, "お客様がお返事を待っている（60分で一言、180分で次の担当の名前）", {7: ""})
        script.begins()
        await script.client(maria, "Could you look at my contract, please?")
        await script.passes("1時間後", timedelta(minutes=61), until="🕐")
        await script.passes("さらに2時間後", timedelta(minutes=121), until="🔔")
        [thread] = world.group.topics
        await script.says("契約書を拝見します。", thread)
        await world.pass_quietly(timedelta(hours=30))
        script.checked("a-client-who-waits", refresh=refresh)
        assert len(reminded(world)) == 2
