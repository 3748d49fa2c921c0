"""A lead that nobody takes is shown again: once, while the office is open, and not when it was taken."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.waiting import LONGEST_SECONDS
from tests.e2e.staff import TAKE, staff_press
from tests.e2e.test_fairness import HANDED_OFF, virtual, walk
from tests.e2e.world import World, make_world
from tests.telegram import FakeMessage, FakeUser

# In Japan: a Tuesday at ten; a Friday at five in the afternoon, and the Monday after it at nine.
FRIDAY = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


async def files(world: World, service: Runner, number: int, name: str) -> FakeUser:
    """Somebody new who sends a lead."""
    user = world.person(number, name)
    await walk(world, user, HANDED_OFF)
    await world.settled(service)
    return user


async def hours_pass(world: World, service: Runner, hours: float) -> None:
    """The clock on the wall is put on, and the timers have woken up since."""
    world.clock.advance(timedelta(hours=hours))
    await asyncio.sleep(LONGEST_SECONDS)
    await world.settled(service)


def shown_again(world: World) -> list[FakeMessage]:
    """The notes about leads that wait."""
    return [m for m in world.group.messages() if m.from_bot and "まだ担当者がいません" in m.text]


@virtual
async def test_a_lead_nobody_takes_is_seen_again_once(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await files(world, service, 7, "Maria")
        await files(world, service, 8, "Tom")
        await staff_press(world, service, TAKE)  # of the newest card
        await hours_pass(world, service, 20)
        assert shown_again(world) == []
        await hours_pass(world, service, 4)
        [note] = shown_again(world)
        assert note.text == "⏰ ご相談 #1 は、届いてから25時間たちますが、まだ担当者がいません。"
        assert not note.silent
        assert note.thread_id == next(number for number, name in world.group.topics.items() if "Maria" in name)
        await hours_pass(world, service, 48)
        assert len(shown_again(world)) == 1
        assert [lead.state for lead in world.leads(service)] == ["new", "taken"]


@virtual
async def test_it_is_seen_when_the_office_opens_and_by_nobody_at_night(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        world.clock.set(FRIDAY)
        async with world.service() as service:
            await files(world, service, 7, "Maria")
            await hours_pass(world, service, 30)
            assert shown_again(world) == [], "a Saturday night"
        async with world.service() as service:
            world.clock.set(MONDAY - timedelta(minutes=90))
            await hours_pass(world, service, 0)
            assert shown_again(world) == []
            await hours_pass(world, service, 0)
            assert len(shown_again(world)) == 1


@virtual
async def test_it_is_seen_once_whenever_the_process_dies(tmp_path: Path) -> None:
    """What is shown and that it was are kept together, or neither."""
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            await files(world, service, 7, "Maria")
            world.clock.advance(timedelta(hours=26))

            def dies(batch: Batch) -> None:
                assert batch.show_waiting(world.clock()) == 1
                raise RuntimeError("died before it was kept")

            with pytest.raises(RuntimeError):
                await service.writer.submit(Call(dies))
            world.expects("a turn failed: RuntimeError")
            await world.settled(service)
            assert shown_again(world) == []
        async with world.service() as service:
            await hours_pass(world, service, 0)
            assert len(shown_again(world)) == 1
        async with world.service() as service:
            await hours_pass(world, service, 24)
            assert len(shown_again(world)) == 1
