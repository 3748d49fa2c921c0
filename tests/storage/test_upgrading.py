"""A schema is brought to a newer version while older processes go on: nobody stops, waits long, or loses a turn."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bot.errors import StorageError, StorageTrouble
from bot.settings import Settings
from bot.storage import leases, online, postgresql, upgrading
from bot.storage.database import OLDEST_MEMO, Database, open_database, version_on_disk
from bot.storage.rotation import Rotation
from bot.storage.tables import HEAD
from tests import postgres
from tests.storage import newer
from tests.storage.newer import BUILDS, CONTRACTS, EXPANDS, named
from tests.support import Talk, core_at

REPORT = "monthly report"


@pytest.fixture(scope="module")
def place() -> Iterator[Settings]:
    with postgres.fresh() as settings:
        yield settings


def _connect(settings: Settings, **more: Any) -> psycopg.Connection[Any]:
    return psycopg.connect(settings.database, autocommit=True, **more)


@pytest.fixture
def database(place: Settings) -> Iterator[Database]:
    """At our schema; what a test's migrations made is taken away again."""
    opened = open_database(place)
    yield opened
    opened.close()
    with _connect(place) as connection:
        connection.execute(
            "DROP INDEX IF EXISTS people_written_by; DROP TABLE IF EXISTS later; DELETE FROM leases;"
            "ALTER TABLE people DROP COLUMN IF EXISTS written_by, DROP COLUMN IF EXISTS level;"
            f"UPDATE alembic_version SET version_num = '{HEAD}';"
            f"DELETE FROM facts WHERE name = '{OLDEST_MEMO}'".encode()
        )


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have migrations that follow ours, as the next versions have; all else is this version."""
    places = [*upgrading.version_folders(), tmp_path]
    monkeypatch.setattr(upgrading, "version_folders", lambda: places)
    monkeypatch.setattr(upgrading, "PAUSES", ())
    monkeypatch.setattr(upgrading, "GONE_AFTER_SECONDS", 0.0)
    monkeypatch.setattr(online, "LOCK_MILLISECONDS", 50)

    def have(*bodies: str, oldest: tuple[int, ...] = ()) -> None:
        monkeypatch.setattr(upgrading, "HEAD", newer.write(tmp_path, *bodies, oldest=oldest))

    return have


def _upgrade(database: Database) -> None:
    with database.backend.explained():
        upgrading.upgrade(database.engine, database.sealer, database.backend)


def _refused(database: Database) -> str:
    with pytest.raises(StorageError) as refused:
        _upgrade(database)
    return str(refused.value)


@contextmanager
def _at_work(settings: Settings, statement: str) -> Iterator[psycopg.Connection[Any]]:
    """A transaction of another program that did something and does not end."""
    with psycopg.connect(settings.database, application_name=REPORT) as connection:
        connection.execute(statement.encode())
        yield connection
        connection.rollback()


def _indexes(settings: Settings) -> dict[str, bool]:
    with _connect(settings) as connection:
        query = "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 'people'::regclass"
        return dict(connection.execute(query).fetchall())


# --- old and new side by side -----------------------------------------------------------------------------------------


def test_the_old_version_goes_on_while_the_new_one_migrates_and_works(
    database: Database, place: Settings, tmp_path: Path
) -> None:
    """Both do turns all the while, on tables that change under them; an index is built meanwhile."""
    newest = newer.write(tmp_path, EXPANDS, BUILDS)
    done, turned, over = [0], threading.Event(), threading.Event()
    core = core_at(place.database)

    def work() -> None:
        while not over.is_set():
            talk = Talk(core, f"old-{done[0]}")
            talk.command("start")
            talk.go_to("birth_date")
            done[0] += 1
            turned.set()

    with ThreadPoolExecutor() as pool:
        working = pool.submit(work)
        command = [sys.executable, "-m", "tests.storage.newer", str(tmp_path), "turns", place.database, "5"]
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        turned.clear()
        while not turned.wait(1) and not working.done():
            pass
        over.set()
        working.result()
    core.database.close()
    assert (said.stdout, said.stderr) == (f"{newest}\n", "")
    with _connect(place) as connection:
        people = connection.execute("SELECT count(*), count(written_by), min(level) FROM people").fetchone()
        assert people is not None
        assert people[0] == done[0] + 5
        assert people[1] >= 5
        assert people[2] == 0
    assert _indexes(place)["people_written_by"]
    # Also when it is started anew, for as long as the newer one says so.
    open_database(place).close()


def test_an_old_version_leaves_to_the_new_one_what_it_cannot_do(
    database: Database, later: Callable[..., None], tmp_path: Path
) -> None:
    """It would take the key from what it does not know."""
    later(EXPANDS)
    _upgrade(database)
    with pytest.raises(StorageError, match="rotate the key with the newest version"):
        Rotation(database, tmp_path / "key").run()


def test_what_contracts_waits_until_nobody_older_is_there(
    database: Database, place: Settings, later: Callable[..., None]
) -> None:
    later(EXPANDS, CONTRACTS, oldest=(0, 1))
    core = core_at(place.database)
    with database.writing() as connection:
        leases.make(connection, ())
        leases.beat(connection, (), "old", {}, 60.0)
    assert "a process is at work there whose version is too old" in _refused(database)
    assert version_on_disk(place) == named(1), "what it can go on with is done"
    Talk(core, "1").command("start")
    with database.writing() as connection:
        leases.give_back(connection, "old", {})
    _upgrade(database)
    assert version_on_disk(place) == named(2)
    with pytest.raises(StorageTrouble, match="stop this process and start the newer version"):
        Talk(core, "1").command("start")
    core.database.close()
    with pytest.raises(StorageError, match="use that version or a newer one"):
        open_database(place)


# --- locks ------------------------------------------------------------------------------------------------------------


def test_who_keeps_a_lock_is_named_and_nobody_waits_behind_us(
    database: Database, place: Settings, later: Callable[..., None]
) -> None:
    later(EXPANDS)
    with _at_work(place, "SELECT FROM people") as report:
        said = _refused(database)
        assert f"process {report.info.backend_pid} {REPORT}" in said
        assert "SELECT" not in said
        with _connect(place) as other:
            other.execute("SET lock_timeout = 1000; SELECT FROM people")
    assert version_on_disk(place) == HEAD


def test_it_tries_again_when_a_lock_could_not_be_had(
    database: Database, place: Settings, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(EXPANDS)
    waited = []
    monkeypatch.setattr(upgrading, "PAUSES", (1.0, 2.0, 4.0))
    with _at_work(place, "SELECT FROM people") as report:

        def wait(seconds: float) -> None:
            waited.append(seconds)
            if len(waited) == 2:
                report.rollback()

        monkeypatch.setattr("bot.storage.upgrading.time.sleep", wait)
        _upgrade(database)
    assert waited == [1.0, 2.0]
    assert version_on_disk(place) == named(1)


def test_no_turn_waits_so_long_behind_a_migration_that_it_gives_up() -> None:
    assert online.LOCK_MILLISECONDS + online.STATEMENT_MILLISECONDS < postgresql.LOCK_MILLISECONDS
    assert 30 < sum(upgrading.PAUSES) + (len(upgrading.PAUSES) + 1) * online.LOCK_MILLISECONDS / 1000 < 90


def test_two_at_once_do_no_harm(database: Database, place: Settings, later: Callable[..., None]) -> None:
    later(EXPANDS, BUILDS)
    with ThreadPoolExecutor() as pool:
        for one in [pool.submit(_upgrade, database) for _ in range(2)]:
            one.result()
    assert version_on_disk(place) == named(2)
    assert _indexes(place)["people_written_by"]


def test_another_that_does_not_end_is_told(
    database: Database, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(EXPANDS)
    monkeypatch.setattr(online, "OTHERS_SECONDS", 0.0)
    assert database.backend.online is not None
    with database.backend.online.alone():
        assert "another `intake migrate`" in _refused(database)


# --- indexes ----------------------------------------------------------------------------------------------------------


def test_what_is_left_of_an_index_whose_building_was_stopped_is_built_anew(
    database: Database, place: Settings, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    later(EXPANDS)
    _upgrade(database)
    later(EXPANDS, BUILDS)
    writes = "UPDATE people SET level = level; LOCK TABLE people IN ROW EXCLUSIVE MODE"
    with monkeypatch.context() as patched, _at_work(place, writes):
        patched.setattr(online, "INDEX_SECONDS", 0.2)
        said = _refused(database)
        assert f"the index people_written_by of the database {database.backend.place}" in said
        assert REPORT in said
        assert _indexes(place)["people_written_by"] is False
        core = core_at(place.database)
        Talk(core, "2").command("start")
        core.database.close()
    assert version_on_disk(place) == named(1)
    _upgrade(database)
    assert _indexes(place)["people_written_by"]
    assert version_on_disk(place) == named(2)


def test_an_index_that_is_there_and_whole_is_left_alone(
    database: Database, place: Settings, later: Callable[..., None]
) -> None:
    """As it is when we died between the index and the migration's own transaction."""
    later(EXPANDS)
    _upgrade(database)
    with _connect(place) as connection:
        connection.execute("CREATE INDEX people_written_by ON people (written_by, level)")
        number = sql.SQL("SELECT 'people_written_by'::regclass::oid")
        before = connection.execute(number).fetchone()
        later(EXPANDS, BUILDS)
        _upgrade(database)
        assert connection.execute(number).fetchone() == before
