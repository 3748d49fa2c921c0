"""The database as we open it: migrated, durable, private, with the key that sealed it; or refused in one sentence."""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from bot.errors import SealError, StorageError
from bot.settings import Settings
from bot.storage import sqlite
from bot.storage.database import Database, migrate, open_database, schema_version, version_on_disk
from bot.storage.records import set_memo
from bot.storage.sqlite import writing_engine
from bot.storage.tables import HEAD, metadata
from tests import shared
from tests.storage.reading import memo
from tests.support import settings_in

pytestmark = pytest.mark.usefixtures("by_alembic")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = open_database(settings)
    yield opened
    opened.close()


def execute(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_the_migrations_lead_to_the_tables(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_version_is_the_one_we_name(database: Database) -> None:
    with resources.as_file(resources.files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        assert ScriptDirectory.from_config(config).get_heads() == [HEAD]
    assert schema_version(database.engine, database.backend.place) == HEAD


def test_tests_are_given_what_alembic_makes(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    monkeypatch.setattr("bot.storage.database.migrate", shared.migrated)
    other = open_database(settings_in(folder))
    dumps = []
    for opened in (database, other):
        with closing(sqlite3.connect(opened.backend.place)) as connection:
            pragmas = [connection.execute(f"PRAGMA {name}").fetchall() for name in ("journal_mode", "user_version")]
            # The facts name the key, which is another one.
            dumps.append((pragmas, [line for line in connection.iterdump() if '"facts"' not in line]))
    other.close()
    assert dumps[0] == dumps[1]


def test_migrating_again_changes_nothing(database: Database) -> None:
    migrate(database.engine, database.sealer, database.backend)
    assert schema_version(database.engine, database.backend.place) == HEAD


def test_every_connection_is_durable_and_wipes_what_it_deletes(database: Database) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 15000,
        "foreign_keys": 1,
        "secure_delete": 1,
    }
    connections = [database.engine.connect() for _ in range(3)]
    for connection in connections:
        raw = connection.connection
        cursor = raw.cursor()
        for pragma, value in wanted.items():
            assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value, pragma
        connection.close()


def test_a_transaction_holds_the_pen_from_its_beginning(database: Database, tmp_path: Path) -> None:
    """Two writers wait for each other at the start, not at the commit, where waiting would be in vain."""
    with database.engine.begin() as connection:
        connection.execute(text("SELECT 1"))
        other = writing_engine(tmp_path / "intake.db")
        raw = other.raw_connection()
        cursor = raw.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        with pytest.raises(Exception, match="database is locked"):
            cursor.execute("BEGIN IMMEDIATE")
        raw.close()
        other.dispose()


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.engine.begin() as connection:
            set_memo(connection, database.sealer, "half", 1)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    with database.engine.connect() as connection:
        assert memo(connection, database.sealer, "half") is None


def test_nobody_else_may_read_the_files(database: Database, tmp_path: Path) -> None:
    with database.engine.begin() as connection:
        set_memo(connection, database.sealer, "fact", {"chat": 1})
        names = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert set(names) == {"intake.db", "intake.db-wal", "intake.db-shm", "intake.db.key"}
    assert set(names.values()) == {0o600}


def test_the_mode_is_ours_whatever_the_umask(settings: Settings, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_database(settings).close()
    finally:
        os.umask(before)
    assert (tmp_path / "intake.db").stat().st_mode & 0o777 == 0o600


def test_opened_again_it_is_the_same(settings: Settings) -> None:
    database = open_database(settings)
    with database.engine.begin() as connection:
        set_memo(connection, database.sealer, "fact", "kept")
    database.close()
    database = open_database(settings)
    with database.engine.connect() as connection:
        assert memo(connection, database.sealer, "fact") == "kept"
        assert memo(connection, database.sealer, "other") is None
    database.close()


def test_first_starts_at_the_same_moment_make_one_database(settings: Settings) -> None:
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda _: open_database(settings), range(4)))
    assert len({database.sealer.key_id for database in opened}) == 1
    assert {schema_version(database.engine, database.backend.place) for database in opened} == {HEAD}
    for database in opened:
        database.close()


@pytest.mark.parametrize(("code", "tries"), [(sqlite3.SQLITE_BUSY, 3), (sqlite3.SQLITE_IOERR, 1)])
def test_a_new_file_that_another_start_turns_to_a_log_is_asked_again(
    code: int, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both switch the file at the same moment: SQLite refuses one of them without waiting."""
    asked: list[str] = []

    class Refused(sqlite3.OperationalError):
        sqlite_errorcode = code

    class Connection:
        def execute(self, sql: str) -> io.BytesIO:
            asked.append(sql)
            if len(asked) < 3:
                raise Refused
            return io.BytesIO()

    monkeypatch.setattr("bot.storage.sqlite.time.sleep", lambda _: None)
    connection: Any = Connection()
    with nullcontext() if code == sqlite3.SQLITE_BUSY else pytest.raises(Refused):
        sqlite._keep_a_log(connection)
    assert asked == ["PRAGMA journal_mode=WAL"] * tries


# --- refused --------------------------------------------------------------------------------------------------------


def test_another_key_is_refused(settings: Settings, database: Database) -> None:
    database.close()
    with pytest.raises(SealError, match="is sealed with key") as caught:
        open_database(replace(settings, key="B" * 43))
    assert "B" * 43 not in str(caught.value)


def test_a_database_without_its_key_is_refused(settings: Settings, database: Database, tmp_path: Path) -> None:
    database.close()
    (tmp_path / "intake.db.key").unlink()
    with pytest.raises(SealError, match=r"put back .*intake\.db\.key"):
        open_database(settings)
    assert not (tmp_path / "intake.db.key").exists(), "a new key would open nothing"


def test_an_empty_file_is_no_database_yet(tmp_path: Path) -> None:
    """Some make the file beforehand, for its rights: there is nothing in it that a key could be missing for."""
    (tmp_path / "intake.db").touch(mode=0o600)
    made = open_database(Settings(database=f"sqlite:///{tmp_path / 'intake.db'}"))
    made.close()
    assert (tmp_path / "intake.db.key").exists()


def test_a_schema_of_another_version_is_refused(settings: Settings, database: Database) -> None:
    execute(database.engine, "UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert version_on_disk(settings) == "9999"
    with pytest.raises(StorageError, match="another version of intake"):
        open_database(settings)
    assert version_on_disk(settings) == "9999"


def test_a_database_of_another_program_is_refused_untouched(settings: Settings, tmp_path: Path) -> None:
    engine = writing_engine(tmp_path / "intake.db")
    execute(engine, "CREATE TABLE songs (title TEXT)")
    engine.dispose()
    (tmp_path / "intake.db.key").write_text(f"{'A' * 43}\n")
    (tmp_path / "intake.db.key").chmod(0o600)
    with pytest.raises(StorageError, match="a database of another program"):
        open_database(settings)
    engine = writing_engine(tmp_path / "intake.db")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM sqlite_master")).scalars().all() == ["songs"]
    engine.dispose()


def test_a_file_that_is_no_database_is_refused_untouched(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "intake.db").write_text("this is a letter\n" * 500)
    (tmp_path / "intake.db.key").write_text(f"{'A' * 43}\n")
    (tmp_path / "intake.db.key").chmod(0o600)
    for attempt in (open_database, version_on_disk):
        with pytest.raises(StorageError, match=r"intake\.db \(INTAKE_DATABASE\) cannot be opened: check"):
            attempt(settings)
    assert (tmp_path / "intake.db").read_text() == "this is a letter\n" * 500


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"the folder .*elsewhere does not exist"):
        open_database(settings_in(tmp_path / "elsewhere"))


def test_no_file_has_no_version(settings: Settings, tmp_path: Path) -> None:
    assert version_on_disk(settings) is None
    assert list(tmp_path.iterdir()) == [], "looking makes nothing"
