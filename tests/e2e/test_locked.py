"""A database that is busy, full or lost for a while: nothing said is lost, nobody is told otherwise, and it goes on."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StorageTrouble
from bot.storage import sqlite
from bot.turns.acts import ClientTurn, OfficeTurn
from tests.e2e import peek
from tests.e2e.staff import TAKE, card, interview, lead, stored
from tests.e2e.world import World, make_world, press, talk

SORRY = "went wrong on our side"


@contextmanager
def locked(world: World) -> Iterator[sqlite3.Connection]:
    """Another program holds the write lock, as a backup or a shell does."""
    other = sqlite3.connect(world.folder / "intake.db", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield other
        other.execute("ROLLBACK")
    finally:
        other.close()


async def test_an_answer_given_while_the_database_is_locked_is_kept(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria, ken = world.person(7), world.person(8, "Ken")
        for user in (maria, ken):
            await talk(world, service, user, "/start", "[English]", "[I agree]")
        before = len(peek.written(world, maria))
        with locked(world):
            await press(world, maria, "Highly Skilled")
            await press(world, ken, "Something else")
            # The writer has run into it; what it can do is wait or say that it could not.
            await asyncio.sleep(0)
            assert len(peek.written(world, maria)) == before
        await world.settled(service, 60)
        assert peek.conversation(service, maria).place.at == "residence"
        assert peek.conversation(service, ken).place.at == "note"
        assert not [m for user in (maria, ken) for m in peek.written(world, user) if SORRY in m.text]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite waits for a lock no longer than a millisecond, so that tests need not wait either."""
    short = tuple(re.sub(r"busy_timeout=\d+", "busy_timeout=1", pragma) for pragma in sqlite._PRAGMAS)
    assert short != sqlite._PRAGMAS
    monkeypatch.setattr(sqlite, "_PRAGMAS", short)


@pytest.mark.usefixtures("impatient")
async def test_a_lock_held_longer_than_anybody_waits_loses_no_answer(tmp_path: Path) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.expects("is held by another program")
        world.allows("a delivery could not be recorded", "the outbox cannot reach what is stored")
        tom = await lead(world, service, 8, name="Tom")
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        before, tries = [len(peek.written(world, user)) for user in (maria, tom)], len(world.naps)
        with locked(world):
            await press(world, maria, "Highly Skilled")
            taken = await world.group.press_label(world.office, world.staff, TAKE)
            # Each time it was refused it is asked for again, after a pause.
            await world.fake.wait_for(lambda: len(world.naps) >= tries + 10)
            assert [len(peek.written(world, user)) for user in (maria, tom)] == before, "nobody is told anything"
            assert world.office.answer_to(taken) is None
            assert world.client.pending, "Telegram still has what was said"
            assert world.office.pending
        await world.settled(service)
        assert peek.conversation(service, maria).place.at == "residence"
        assert len(peek.live(world, maria)) == 1
        assert stored(world, service).state == "taken"
        assert world.office.answer_to(taken) is not None
        assert sum("has taken your request" in m.text for m in peek.written(world, tom)) == 1
        assert not [m for user in (maria, tom) for m in peek.written(world, user) if SORRY in m.text]
        assert len([line for line in world.log.errors if "is held by another program" in line]) == 1, "told once"


@pytest.mark.parametrize("times", [1, 3, 12])
async def test_a_turn_that_could_not_be_kept_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """The trouble as the ledger hears of it, however long it lasts."""
    async with make_world(tmp_path) as world, world.service() as service:
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        left = [times]
        batch = service.core.ledger.batch

        def troubled(jobs: Sequence[Any]) -> list[Any]:
            if left[0] and any(isinstance(job, ClientTurn) for job in jobs):
                left[0] -= 1
                return [StorageTrouble("the database is busy")] * len(jobs)
            return batch(jobs)

        monkeypatch.setattr(service.core.ledger, "batch", troubled)
        await talk(world, service, maria, "[Highly Skilled]")
        assert left == [0]
        assert peek.conversation(service, maria).place.at == "residence"
        assert not [m for m in peek.written(world, maria) if SORRY in m.text]
        assert max(world.naps, default=0) <= 2, "the same is tried again soon"
        assert len(peek.live(world, maria)) == 1


async def test_an_office_act_that_could_not_be_kept_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        maria = await lead(world, service)
        await interview(world, service, maria, {}, "nowhere")
        left = [2]
        batch = service.core.ledger.batch

        def troubled(jobs: Sequence[Any]) -> list[Any]:
            if left[0] and any(isinstance(job, OfficeTurn) for job in jobs):
                left[0] -= 1
                return [StorageTrouble("the database is busy")] * len(jobs)
            return batch(jobs)

        monkeypatch.setattr(service.core.ledger, "batch", troubled)
        update = await world.group.press_label(world.office, world.staff, TAKE)
        await world.settled(service)
        assert left == [0]
        assert stored(world, service).state == "taken"
        assert "五十嵐" in card(world.group).text
        assert world.office.answer_to(update) is not None
        assert sum("has taken your request" in m.text for m in peek.written(world, maria)) == 1


async def test_a_delivery_that_could_not_be_recorded_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_world(tmp_path) as world, world.service() as service:
        world.allows("could not be recorded", "cannot be")
        maria = world.person(7)
        await talk(world, service, maria, "/start", "[English]", "[I agree]")
        gate = world.fake.gate("sendMessage", after=True, bot=world.client)
        await maria.send(world.client, "/help")
        await gate.reached()
        left = [3]
        batch = service.core.ledger.batch

        def troubled(jobs: Sequence[Any]) -> list[Any]:
            if left[0]:
                left[0] -= 1
                return [StorageTrouble("the database is busy")] * len(jobs)
            return batch(jobs)

        monkeypatch.setattr(service.core.ledger, "batch", troubled)
        gate.release()
        await world.settled(service)
        assert sum("/forget" in m.text for m in peek.written(world, maria)) == 1
        assert peek.states(service.core.database) == []
