"""Leases on PostgreSQL: one process has each, another takes it over when its time is over, fences tell them apart."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from bot import holding
from bot.app import Core
from bot.holding import holding_on
from bot.storage import leases
from bot.storage.database import Database, open_database
from bot.storage.keeper import Heard, Keeper, Terms
from bot.storage.postgresql import PostgresqlCalling
from bot.storage.store import SqlStore
from bot.turns.leases import Lease, Overtaken
from bot.turns.ledger import Call, Ledger
from bot.turns.writer import Writer
from tests import postgres

NAMES = ("deliver",)


@pytest.fixture
def database() -> Iterator[Database]:
    opened = open_database(postgres.emptied())
    with opened.writing() as connection:
        connection.execute(text("DELETE FROM leases"))
        leases.make(connection, NAMES)
    yield opened
    opened.close()


def _beat(connection: Connection, owner: str, lasts: float = 60.0, **held: int) -> dict[str, int]:
    return leases.beat(connection, NAMES, owner, held, lasts)


def test_one_has_a_lease_until_its_time_is_over(database: Database) -> None:
    with database.writing() as connection:
        assert _beat(connection, "first", lasts=0.0) == {"deliver": 1}
        # Nobody took it over meanwhile, so it is still the same.
        assert _beat(connection, "first", deliver=1) == {"deliver": 1}
        assert _beat(connection, "second") == {}
        leases.give_back(connection, "first", {"deliver": 1})
        assert _beat(connection, "second") == {"deliver": 2}
        # What was lost is not taken by the same look.
        assert _beat(connection, "first", deliver=1) == {}


def test_whoever_acts_under_a_lease_is_not_taken_over_and_still_renews_it(database: Database) -> None:
    with database.writing() as connection:
        assert _beat(connection, "first", lasts=0.0) == {"deliver": 1}
    with SqlStore(database).transaction() as tx:
        assert tx.is_held(Lease("deliver", "first", 1))
        assert not tx.is_held(Lease("deliver", "second", 1))
        with database.writing() as connection:
            connection.execute(text("SET LOCAL lock_timeout = 50"))
            assert _beat(connection, "second") == {}
            assert _beat(connection, "first", lasts=0.0, deliver=1) == {"deliver": 1}
    with database.writing() as connection:
        assert _beat(connection, "second") == {"deliver": 2}


def test_what_another_has_taken_over_is_not_written_and_holds_up_no_other_job(database: Database, core: Core) -> None:
    ledger = Ledger(SqlStore(database), core.dialogue, core.words, frozenset())
    with database.writing() as connection:
        assert _beat(connection, "first", lasts=0.0) == {"deliver": 1}
        assert _beat(connection, "second") == {"deliver": 2}
    kept = Call(lambda batch: batch.tx.set_memo("kept", 1), Lease("deliver", "second", 2))
    late = Call(lambda batch: batch.tx.set_memo("late", 1), Lease("deliver", "first", 1))
    [none, overtaken, also_none] = ledger.batch([kept, late, Call(lambda batch: batch.tx.set_memo("free", 1))])
    assert (none, also_none) == (None, None)
    assert isinstance(overtaken, Overtaken)
    with ledger.store.transaction() as tx:
        assert [tx.memo(name) for name in ("kept", "late", "free")] == [1, None, 1]
        for name in ("kept", "free"):
            tx.connection.execute(text("DELETE FROM facts WHERE name = :name"), {"name": name})  # type: ignore[attr-defined]


def test_a_call_is_heard_by_others_alone(database: Database) -> None:
    calls = database.backend.calls
    assert calls is not None
    bell, rung = socket.socketpair()
    engine = database.backend.writing_engine()
    with bell, rung, engine.connect() as listening:
        calls.listen(listening)
        with listening.begin():
            calls.call(listening, "mine")
        with database.writing() as connection:
            calls.call(connection, "theirs")
        heard: list[str] = []
        while not heard:
            heard = calls.heard(listening, 5.0, rung)
        assert heard == ["theirs"]
        bell.send(b".")
        assert calls.heard(listening, 60.0, rung) == []
    engine.dispose()


def test_behind_a_pooler_it_is_said_once_that_nobody_can_be_called(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """And nobody waits for a call: whatever comes there is another's."""
    calls, backend = PostgresqlCalling(is_pooled=True), database.backend
    keeper, beats = Keeper(backend, calls, NAMES, Terms(every=0.05)), threading.Semaphore(0)
    with caplog.at_level(logging.INFO):
        keeper.start(Heard(lambda held, until: beats.release(), lambda word: None))
        assert beats.acquire(timeout=30)
        with postgres.server().connect() as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'intake'"
            )
        for _ in range(4):
            assert beats.acquire(timeout=30)
        keeper.stop()
    said = [record.getMessage() for record in caplog.records if record.name == "bot.storage.keeper"]
    assert len([line for line in said if "behind a pooler other processes cannot call" in line]) == 1
    assert any("is agreed with other processes again" in line for line in said)


async def test_what_is_given_back_is_taken_at_once(database: Database) -> None:
    with pytest.MonkeyPatch.context() as patched:
        # So long that nobody comes by it but by a call.
        patched.setattr(holding, "TERMS", Terms(lasts=300.0, every=300.0))
        first, second = (holding_on(database.backend, NAMES) for _ in range(2))
    stop, begun = asyncio.Event(), [asyncio.Event(), asyncio.Event()]

    async def work(which: int) -> None:
        begun[which].set()
        await stop.wait()

    async with asyncio.timeout(30), asyncio.TaskGroup() as tasks, contextlib.AsyncExitStack() as opened:
        async with first.begun():
            tasks.create_task(first.while_held("deliver", lambda: work(0), stop))
            await begun[0].wait()
            await opened.enter_async_context(second.begun())
            tasks.create_task(second.while_held("deliver", lambda: work(1), stop))
            assert not second.is_good("deliver")
        await begun[1].wait()
        stop.set()


async def test_what_was_erased_elsewhere_is_forgotten_here(database: Database) -> None:
    forgotten = asyncio.Event()
    async with asyncio.timeout(30), holding_on(database.backend, (), forgotten.set).begun():
        store = SqlStore(database)
        while not forgotten.is_set():
            with store.transaction() as tx:
                tx.erase("somebody")
                tx.flush()
                tx.hand_over(None)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.2):
                    await forgotten.wait()


async def test_whoever_is_overtaken_is_stopped_and_begins_anew(database: Database, core: Core) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(holding, "TERMS", Terms(lasts=60.0, every=0.02))
        mine = holding_on(database.backend, NAMES)
    ledger = Ledger(SqlStore(database), core.dialogue, core.words, frozenset())
    writer, stop, begun = Writer(ledger), asyncio.Event(), asyncio.Semaphore(0)
    writer.start()
    held = mine.writer("deliver", writer)

    async def work() -> None:
        begun.release()
        while True:
            await held.submit(Call(lambda batch: batch.tx.memo("anything")))

    async with mine.begun(), asyncio.timeout(30):
        doing = asyncio.ensure_future(mine.while_held("deliver", work, stop))
        await begun.acquire()
        with database.writing() as connection:
            # As if it had stood still for longer than its lease.
            connection.execute(text("UPDATE leases SET owner = 'another', fence = fence + 1, ends_at = 0"))
        await begun.acquire()
        assert not doing.done()
        doing.cancel()
    await asyncio.to_thread(writer.stop)
