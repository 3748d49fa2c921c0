"""The daily look at what is kept for a time only: trouble ends nothing, and it is looked again soon."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Core
from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.storage.tables import people
from bot.turns.erasing import Erasing
from bot.turns.keeping import AGAIN_AFTER_SECONDS, Keeping
from bot.turns.ledger import Call
from bot.turns.records import Person
from bot.turns.writer import Writer
from tests.support import SettableClock, Talk


class Broken:
    """A writer that can do nothing."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def submit(self, job: object) -> Any:
        raise self.error


class Impatient:
    """A clock that notes the pauses and ends after the second."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 24, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if len(self.pauses) == 2:
            raise asyncio.CancelledError


async def nobody() -> datetime | None:
    return None


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageTrouble("error-database-rewritten"), []),
        (
            ValueError("Maria Santos"),
            ["what is kept for a time only could not be removed (ValueError); trying again"] * 2,
        ),
    ],
)
async def test_trouble_is_looked_at_again_soon_and_told_once(
    caplog: pytest.LogCaptureFixture, error: Exception, said: list[str]
) -> None:
    writer: Any = Broken(error)
    clock: Any = Impatient()
    with pytest.raises(asyncio.CancelledError):
        await Keeping(writer, clock, nobody).run()
    assert clock.pauses == [AGAIN_AFTER_SECONDS] * 2
    assert caplog.messages == said


async def test_one_who_cannot_be_erased_keeps_no_other(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for chat in "123":
        Talk(core, chat, clock=clock).command("start")
    clock.advance(timedelta(days=core.office.privacy.keep_days + 1))
    first = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", "1", clock()).id))
    erase = Erasing.carry_out

    def failing(erasing: Erasing, person: Person, *rest: Any) -> None:
        if person.id == first:
            raise ValueError("Maria Santos")
        erase(erasing, person, *rest)

    monkeypatch.setattr(Erasing, "carry_out", failing)
    writer = Writer(core.ledger)
    writer.start()

    async def now() -> datetime:
        return clock()

    async def sleep(_seconds: float) -> None:
        raise asyncio.CancelledError

    try:
        with pytest.raises(asyncio.CancelledError):
            await Keeping(writer, Clock(now=clock, sleep=sleep), now).run()
    finally:
        await asyncio.to_thread(writer.stop)
    with core.database.reading() as connection:
        assert [row.id for row in connection.execute(select(people))] == [first]
    assert caplog.text.count("cannot be erased, and is passed over") == 1
    assert "Maria" not in caplog.text


async def test_a_clock_that_is_behind_touches_no_backup_and_the_last_look_is_not_taken_back(
    core: Core, clock: SettableClock
) -> None:
    tidied: list[datetime] = []
    writer = Writer(core.ledger)
    writer.start()

    async def sleep(_seconds: float) -> None:
        raise asyncio.CancelledError

    async def look() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await Keeping(writer, Clock(now=clock, sleep=sleep), right_now, tidied.append).run()

    async def right_now() -> datetime:
        return right

    right = clock()
    try:
        await look()
        clock.advance(timedelta(days=-365))
        await look()
        await look()
        clock.advance(timedelta(days=366))
        right = clock()
        await look()
    finally:
        await asyncio.to_thread(writer.stop)
    assert tidied == [right - timedelta(days=1), right]
