"""What was erased is gone from the log and the free pages too, and no turn waits for that."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.app import Core
from bot.errors import StorageTrouble
from bot.storage import sqlite
from bot.storage.traces import TRIES_BEFORE_A_WARNING, Traces
from dialogs.messages import Act, ActKind
from tests.support import Talk, core_in


def wal(folder: Path) -> int:
    """The size of the log."""
    log = folder / "intake.db-wal"
    return log.stat().st_size if log.exists() else 0


class Slow:
    """A database whose log can be emptied at the n-th try only."""

    def __init__(self, busy: int, *, marked: bool = False) -> None:
        self.busy = busy
        self.marked = marked
        self.tries = 0
        self.looks = 0

    def has_traces(self) -> bool:
        self.looks += 1
        return self.marked

    def empty_log(self) -> bool:
        self.tries += 1
        if self.tries == 2:
            raise StorageTrouble("error-database-rewritten")
        done = self.tries > self.busy
        self.marked = self.marked and not done
        return done


class Sleeps:
    """Nobody really waits."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Let other tasks and threads go on until something is so."""
    for _ in range(20_000):
        if condition():
            return
        await asyncio.to_thread(lambda: None)
    raise AssertionError("it never was so")


async def test_it_is_tried_until_it_is_done_and_said_when_it_takes_long(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    database, sleeps = Slow(busy=9), Sleeps()
    traces = Traces(database)
    running = asyncio.create_task(traces.run(sleeps))
    await until(lambda: database.looks == 1)
    assert database.tries == 0, "nothing was erased yet"
    database.marked = True
    traces.left()
    await until(lambda: len(caplog.records) == 2)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert database.tries == 10
    assert sleeps.slept == sorted(sleeps.slept)
    assert max(sleeps.slept) <= 60
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.INFO]
    assert "still in the log" in caplog.records[0].getMessage()


async def test_what_a_dead_process_left_is_done_at_the_start() -> None:
    database = Slow(busy=0, marked=True)
    running = asyncio.create_task(Traces(database).run(Sleeps()))
    await until(lambda: database.tries)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert TRIES_BEFORE_A_WARNING > 1


async def test_where_nobody_can_say_it_is_tried() -> None:
    """A database that is busy at the start may hold what a dead process left."""
    database = Slow(0, marked=False)

    def busy() -> bool:
        raise StorageTrouble("error-database-rewritten")

    database.has_traces = busy  # type: ignore[method-assign]
    task = asyncio.create_task(Traces(database).run(Sleeps()))
    await until(lambda: database.tries)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert database.tries == 1


def test_where_nothing_runs_it_is_tried_at_once(caplog: pytest.LogCaptureFixture) -> None:
    database = Slow(busy=0, marked=True)
    Traces(database).left()
    assert database.tries == 1
    assert caplog.records == []
    Traces(Slow(busy=9)).left()
    assert "the next start of intake empties it" in caplog.text


# --- on a real file -------------------------------------------------------------------------------------------------

MARKER = "Zanzibar-7731"


def erased(core: Core) -> None:
    """Somebody says much and is erased."""
    talk = Talk(core)
    talk.go_to("goal")
    for _ in range(20):
        talk.say(f"{MARKER} {'x' * 500}")
    talk.command("forget")
    assert talk.press("forget").erased


def test_after_an_erasure_the_log_is_empty(core: Core, tmp_path: Path) -> None:
    erased(core)
    assert wal(tmp_path) <= 3 * 4200, "only that nothing is left to be done is in it"
    assert not core.database.has_traces()


def test_a_reader_in_the_way_delays_it_and_it_is_not_forgotten(
    core: Core, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Talk(core, "5").command("start")
    with closing(sqlite3.connect(tmp_path / "intake.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM people").fetchone()
        erased(core)
        assert core.database.has_traces()
        assert not core.database.empty_log()
        assert "still in the log" in caplog.text
        reader.execute("ROLLBACK")
    core.database.close()
    again = core_in(tmp_path)
    assert again.database.empty_log()
    assert not again.database.has_traces()
    again.database.close()


def test_turns_go_on_while_the_log_waits_for_a_reader(core: Core, tmp_path: Path) -> None:
    talk = Talk(core)
    with closing(sqlite3.connect(tmp_path / "intake.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM people").fetchone()
        erased(core)
        assert not core.database.empty_log()
        assert core.ledger.do(talk.turn(Act(ActKind.COMMAND, command="start"))).screens
        reader.execute("ROLLBACK")


def test_free_pages_hold_nothing(core: Core, tmp_path: Path) -> None:
    """The tables are sealed; here a value in the clear is looked for, to see that pages are wiped at all."""
    core.ledger.traces = lambda: None
    with core.database.writing() as connection:
        rows = [(f"{MARKER}-{number}", MARKER.encode() * 300) for number in range(50)]
        connection.exec_driver_sql("INSERT INTO facts (name, sealed) VALUES (?, ?)", rows)
    with core.database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM facts WHERE name LIKE ?", (f"{MARKER}%",))
    assert core.database.empty_log()
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("intake.db*"))
    assert MARKER.encode() not in raw
    with closing(sqlite3.connect(tmp_path / "intake.db")) as connection:
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 0


def test_a_second_erasure_meanwhile_is_not_taken_for_done(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    really = sqlite.empty_log

    def emptied_and_then_one_more(path: Path) -> bool:
        done = really(path)
        core.ledger.traces = lambda: None
        erased(core)
        return done

    monkeypatch.setattr(sqlite, "empty_log", emptied_and_then_one_more)
    assert core.database.empty_log()
    assert core.database.has_traces(), "the second one is still to be done"


async def test_a_stop_waits_for_whoever_empties_the_log() -> None:
    """Else somebody would still have the database open once everything has stopped."""
    began, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    class Held(Slow):
        def empty_log(self) -> bool:
            began.set()
            may_end.wait(60)
            ended.set()
            return True

    running = asyncio.ensure_future(Traces(Held(0, marked=True)).run(Sleeps()))
    await asyncio.to_thread(began.wait, 60)
    running.cancel()
    asyncio.get_running_loop().call_soon(may_end.set)
    with suppress(asyncio.CancelledError):
        await running
    assert ended.is_set()
