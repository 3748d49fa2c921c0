"""What a person chose to be reminded of: told before, stopped by one tap, theirs to read, and gone with them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.run import Runner
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import Timer
from tests.e2e import peek
from tests.e2e.reminders.test_talks import reminders, until
from tests.e2e.staff import QUALIFIES, interview
from tests.e2e.world import World, make_world, talk
from tests.telegram import FakeUser

# A birthday that takes five points, on 3 January 2027; it is 24 November 2026.
THIRTY_SOON = {**QUALIFIES, "birth_date": "1997-01-03"}
BELL = "🔔 "


async def timers_of(service: Runner, user: FakeUser) -> list[Timer]:
    """The timers of a person; none of somebody who was erased."""
    found = peek.person(service.core.database, user)
    return [] if found is None else await service.writer.submit(Call(lambda batch: _of(batch, found.id)))


def _of(batch: Batch, person: str) -> list[Timer]:
    return list(batch.tx.timers_of(person))


async def has_a_result(world: World, service: Runner, number: int = 7) -> FakeUser:
    """Somebody who has come to the result."""
    maria = world.person(number)
    await talk(world, service, maria, "/start", "[English]")
    await interview(world, service, maria, THIRTY_SOON, until="result")
    return maria


async def test_a_birthday_forty_days_on_is_told_before_and_one_tap_ends_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world:
        async with world.service() as service:
            maria, ken = await has_a_result(world, service), await has_a_result(world, service, 8)
            page = await talk(world, service, maria, "[🔔 Remind me]", "[⬜ My points change]")
            assert "next January 3, 2027" in page.text
            assert [timer.kind for timer in await timers_of(service, maria)] == ["profile"]
            assert await timers_of(service, ken) == []
            await until(world, service, datetime(2026, 12, 2, 12, tzinfo=UTC))
            assert reminders(world, maria, BELL + "Your points") == []
        # It dies and comes up again around the day.
        async with world.service() as service:
            await until(world, service, datetime(2026, 12, 3, 1, 0, tzinfo=UTC))
            [said] = reminders(world, maria, BELL + "Your points")
            assert "85 → 80 points (you turn 30)" in said.text
            assert "Staff will confirm" in said.text
        async with world.service() as service:
            await until(world, service, datetime(2026, 12, 20, 1, 0, tzinfo=UTC))
            assert len(reminders(world, maria, BELL + "Your points")) == 1
            answer = await talk(world, service, maria, "[No more of these]")
            assert "no more reminders of this" in answer.text
            assert await timers_of(service, maria) == []
            await until(world, service, datetime(2027, 1, 5, 1, 0, tzinfo=UTC))
            assert len(reminders(world, maria, BELL + "Your points")) == 1
            assert reminders(world, ken, BELL + "Your points") == [], "who was never asked gets nothing"


async def test_what_was_chosen_is_in_the_own_data_and_gone_with_it(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await has_a_result(world, service)
        await talk(world, service, maria, "/reminders", "[⬜ My stay ends]", "[Close]")
        await talk(world, service, maria, "/mydata")
        [exported] = [message.document for message in peek.written(world, maria) if message.document]
        data = json.loads(exported.data)
        assert data["conversation"]["reminders"] == {"stay": "2026-11-24"}
        assert [timer["kind"] for timer in data["timers"]] == ["profile"]
        await talk(world, service, maria, "/forget", "[Erase everything]")

        def everything(batch: Batch) -> list[Timer]:
            return list(batch.tx.due_timers(9e9, 10))

        assert await service.writer.submit(Call(everything)) == []
