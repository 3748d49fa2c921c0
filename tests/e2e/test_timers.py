"""What is due is done while the service runs, at its start if it did not, and once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredBooking, Timer
from bot.turns.timers import LONGEST_SECONDS
from dialogs.booking.booking import State
from tests.e2e.test_fairness import virtual
from tests.e2e.world import World, make_world, talk
from tests.storage.contract.bookings import TEN, a_booking

HOLD = timedelta(minutes=10)


async def hold(world: World, service: Runner, number: int) -> None:
    """Somebody holds a time for ten minutes."""
    until = int((world.clock() + HOLD).timestamp())

    def keep(batch: Batch) -> None:
        person = batch.tx.person_at("telegram", str(number), world.clock())
        booking = a_booking(TEN + number * 3_600, state=State.HELD, until=until)
        kept = batch.tx.keep_booking(StoredBooking(person.id, booking))
        batch.tx.set_timer(Timer("hold", str(kept.booking.number), until, 0, person.id))

    await talk(world, service, world.person(number), "/start")
    await service.writer.submit(Call(keep))


async def states(service: Runner) -> list[State]:
    """How the bookings stand, by their numbers."""

    def read(batch: Batch) -> list[State]:
        kept = (batch.tx.booking(number) for number in range(1, 10))
        return [each.booking.state for each in kept if each is not None]

    found: list[State] = await service.writer.submit(Call(read))
    return found


@virtual
async def test_a_hold_ends_in_its_minute(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await hold(world, service, 7)
        await asyncio.sleep(HOLD.total_seconds() - 90)
        assert await states(service) == [State.HELD]
        await asyncio.sleep(90 + 2 * LONGEST_SECONDS)
        assert await states(service) == [State.EXPIRED]


@virtual
async def test_a_clock_that_is_put_on_is_noticed_soon(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        await hold(world, service, 7)
        world.clock.advance(timedelta(hours=3))
        await asyncio.sleep(2 * LONGEST_SECONDS)
        assert await states(service) == [State.EXPIRED]


@virtual
async def test_what_was_due_meanwhile_is_done_at_the_start(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            for number in (7, 8):
                await hold(world, service, number)
        world.clock.advance(timedelta(days=2))
        async with world.service() as service:
            await asyncio.sleep(2 * LONGEST_SECONDS)
            assert await states(service) == [State.EXPIRED] * 2
