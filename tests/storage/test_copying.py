"""An office moves to another database: everything, byte for byte, or nothing at all."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, select

from bot.__main__ import main
from bot.app import build_core
from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.copying import COPIED, copy_office
from bot.storage.database import MOVED_MEMO, open_database
from bot.storage.inventory import RECORDS_AT_ONCE, Occupancy, digest_of, occupancy_of
from bot.storage.lock import RunLock
from bot.storage.sqlite import SqliteDialect
from bot.storage.tables import HEAD, leads, leases, memos, metadata, updates
from tests import postgres
from tests.storage.beside import with_all
from tests.support import SettableClock, Talk

# Fewer numbers are left than were given: what is erased is never given again.
LAST_LEAD = 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which most tables have something, and some have more than a page; its newest lead is gone."""
    path, clock = tmp_path_factory.mktemp("made") / "intake.db", SettableClock()
    core = build_core(Settings(database=f"sqlite:///{path}", key=postgres.KEY))
    for chat in ("1", "2"):
        Talk(core, chat, clock=clock).go_to("handed_off")
    with_all(core, "1", "2", now=clock())
    Talk(core, "3", clock=clock).go_to("residence")
    seen = [
        {"channel": c, "update_key": str(n), "seen_at": 1.5}
        for n in range(RECORDS_AT_ONCE // 2 + 9)
        for c in ("a", "b")
    ]
    with core.database.writing() as connection:
        connection.execute(updates.insert(), seen)
        connection.execute(delete(leads).where(leads.c.number == LAST_LEAD))
    core.database.close()
    # Making the tables of a file takes longer than all the rest.
    open_database(Settings(database=f"sqlite:///{path.with_name('empty.db')}", key=postgres.KEY)).close()
    return path


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Settings:
    """That office, with a file of its own."""
    key = tmp_path / "office.key"
    key.write_text(f"{postgres.KEY}\n")
    key.chmod(0o600)
    for name, file in {"intake.db": made, "empty.db": made.with_name("empty.db")}.items():
        shutil.copy(file, tmp_path / name)
    return Settings(database=f"sqlite:///{tmp_path}/intake.db", key_file=key)


@pytest.fixture
def there(office: Settings) -> Settings:
    """The same, on a server, with nothing in it."""
    return replace(office, database=postgres.emptied().database)


@contextmanager
def another(office: Settings) -> Iterator[Settings]:
    """A database of its own on the server."""
    with postgres.fresh() as made:
        yield replace(office, database=made.database)


def asked(settings: Settings, statements: str) -> None:
    """Run statements beside the product."""
    with psycopg.connect(settings.database, autocommit=True) as driver:
        driver.execute(statements.encode())


def beside(office: Settings, name: str) -> Settings:
    """Another file."""
    return replace(office, database=office.database.replace("intake.db", name))


def contents(settings: Settings) -> Mapping[str, tuple[int, str]]:
    """What every table holds, and which number each has given last."""
    database = open_database(settings)
    with database.reading() as connection:
        digests = {table.name: digest_of(connection, table) for table in COPIED}
        found = {name: (digest.count, digest.text) for name, digest in digests.items()}
        numbers = {
            f"{table.name} numbers": (database.backend.dialect.last_number(connection, table), "")
            for table in COPIED
            if table.autoincrement_column is not None
        }
    database.close()
    return found | numbers


def test_every_table_is_copied_unless_it_is_of_processes_alone() -> None:
    assert set(metadata.tables.values()) - set(COPIED) == {leases}


def test_there_and_back_nothing_has_changed(office: Settings, there: Settings, clock: SettableClock) -> None:
    """From a file to a server, to another server, and back to a file."""
    before = contents(office)
    assert [name for name, (count, _) in before.items() if not count] == ["unreadable", "wishes", "handles", "concerns"]
    assert before["leads numbers"] == (LAST_LEAD, "")
    with another(office) as second:
        way = (office, there, second, beside(office, "empty.db"))
        for number, (source, target) in enumerate(zip(way, way[1:], strict=False)):
            if number == 1:
                # A database that was made for another key, and has nothing in it, is empty.
                asked(target, "UPDATE facts SET sealed = 'another'")
            copied = copy_office(source, target, clock())
            assert contents(target) == before, target.database
            assert copied.counts == {name: count for name, (count, _) in before.items() if name in copied.counts}
            assert copied.damaged == ()
            with pytest.raises(StorageError, match="this office was moved from"):
                copy_office(source, beside(office, "third.db"), clock())
        core = build_core(way[-1])
        Talk(core, "4", clock=clock).go_to("handed_off")
        with core.database.reading() as connection:
            assert connection.execute(select(leads.c.number).order_by(leads.c.number)).scalars().all() == [1, 3]
        core.database.close()


def test_nothing_is_served_where_it_was(
    office: Settings, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asleep = build_core(office)
    talk = Talk(asleep, "1", clock=clock)
    talk.command("menu")
    target = beside(office, "empty.db")
    copy_office(office, target, clock())
    with pytest.raises(StorageError, match="the office was moved away"):
        talk.command("menu")
    asleep.database.close()
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("INTAKE_DATABASE", office.database)
    monkeypatch.setenv("INTAKE_KEY_FILE", str(office.key_file))
    monkeypatch.setenv("INTAKE_CLIENT_TOKEN", "100:client-secret-client-secret")
    monkeypatch.chdir(Path(str(office.sqlite_path)).parent)
    assert main(["run"]) == 1
    moved = f"moved from {office.sqlite_path} to {target.sqlite_path} on 2026-11-24 01:00 (UTC)"
    assert moved in capsys.readouterr().err
    assert main(["copy", "--reopen"]) == 0
    assert "can be run again. What came to" in capsys.readouterr().out
    assert main(["copy", "--reopen"]) == 0
    assert "had not been moved" in capsys.readouterr().out
    database = open_database(office)
    with database.reading() as connection:
        assert connection.execute(select(memos).where(memos.c.name == MOVED_MEMO)).first() is None
    database.close()


class Death(BaseException):
    """The process ends."""


def test_a_death_leaves_the_target_empty(office: Settings, there: Settings, clock: SettableClock) -> None:
    def die(table: str) -> None:
        if table == COPIED[-1].name:
            raise Death

    before = contents(office)
    for target in (there, beside(office, "empty.db")):
        with pytest.raises(Death):
            copy_office(office, target, clock(), between=die)
        database = open_database(target)
        with database.reading() as connection:
            assert occupancy_of(connection) is Occupancy.EMPTY
        database.close()
    copy_office(office, there, clock())
    assert contents(there) == before


def test_what_was_written_otherwise_than_read_is_not_kept(
    office: Settings, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = SqliteDialect.fill

    def spoils(self: SqliteDialect, connection: object, table: object, records: list[object]) -> None:
        really(self, connection, table, records[1:] if table is updates else records)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteDialect, "fill", spoils)
    target = beside(office, "empty.db")
    with pytest.raises(StorageError, match="is not what was read, in table updates: nothing was copied"):
        copy_office(office, target, clock())
    monkeypatch.undo()
    copy_office(office, target, clock())


def test_what_was_damaged_before_goes_as_it_is(office: Settings, there: Settings, clock: SettableClock) -> None:
    with closing(sqlite3.connect(str(office.sqlite_path))) as connection, connection:
        connection.execute("UPDATE people SET sealed = CAST(sealed || x'00' AS BLOB)")
    assert copy_office(office, there, clock()).damaged == ("people",)
    assert contents(there)["people"] == contents(office)["people"]


def test_what_is_refused(office: Settings, clock: SettableClock, tmp_path: Path) -> None:
    none, empty, others = (beside(office, name) for name in ("none.db", "empty.db", "others.db"))
    with closing(sqlite3.connect(str(others.sqlite_path))) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    odd = beside(office, "odd.db")
    shutil.copy(str(empty.sqlite_path), str(odd.sqlite_path))
    with closing(sqlite3.connect(str(odd.sqlite_path))) as connection, connection:
        connection.execute("INSERT INTO updates VALUES ('a', 'b' || char(0), 1.0)")
    linked = beside(office, "linked.db")
    Path(str(linked.sqlite_path)).symlink_to(str(office.sqlite_path))

    def refuses(source: Settings, target: Settings, says: str) -> None:
        with pytest.raises(StorageError, match=says):
            copy_office(source, target, clock())

    nowhere = replace(office, database="sqlite:////none/a.db")
    refuses(office, office, "is meant by both")
    refuses(office, linked, "is meant by both")
    refuses(none, empty, "nothing to copy")
    assert not Path(str(none.sqlite_path)).exists()
    refuses(empty, none, "nothing to copy")
    refuses(others, none, "a database of another program")
    refuses(office, others, "a database of another program")
    refuses(office, nowhere, "the folder /none does not exist")
    with RunLock(Path(str(office.sqlite_path))):
        refuses(office, empty, "an `intake run` works on")
    with RunLock(Path(str(empty.sqlite_path))):
        refuses(office, empty, "an `intake run` works on")
    with another(office) as there:
        refuses(there, there, "is meant by both")
        refuses(there, none, "nothing to copy")
        refuses(odd, there, "something in table updates is none that the new database can hold")
        copy_office(office, there, clock())
        refuses(odd, there, "is not empty .there is something in facts, updates, people, addresses")
        asked(there, "INSERT INTO leases VALUES ('process a', 'a', 0, extract(epoch FROM clock_timestamp()) + 60)")
        refuses(there, none, "an `intake run` works on")
        asked(there, "DELETE FROM leases; UPDATE alembic_version SET version_num = '0009'")
        refuses(there, none, f"older schema 0009, the newest is {HEAD}")
        asked(there, "UPDATE alembic_version SET version_num = '9999'")
        refuses(there, none, "newer than this intake knows")
    assert not Path(str(none.sqlite_path)).exists()


def test_another_key_is_refused_before_anything_is_made(office: Settings, clock: SettableClock) -> None:
    target = beside(office, "none.db")
    with pytest.raises(Exception, match="The database is sealed with key"):
        copy_office(replace(office, key_file=None, key="B" * 43), target, clock())
    assert not Path(str(target.sqlite_path)).exists()


def test_the_command(
    office: Settings,
    there: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """With the key beside the file, as an office begins; an address left out is that of the setting."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    key = tmp_path / "intake.db.key"
    Path(str(office.key_file)).rename(key)

    def says(*words: str, code: int) -> str:
        assert main(["copy", *words]) == code
        told = capsys.readouterr()
        return told.out + told.err

    assert "say where the office is" in says(code=1)
    assert "stands alone" in says("--reopen", "--to", "sqlite:///a.db", code=1)
    with pytest.raises(SystemExit) as left:
        main(["copy", "--to", "postgres://me:secret@host/db"])
    assert left.value.code == 2
    assert "secret" not in (said := capsys.readouterr().err)
    assert "needs the address of a database: sqlite:///intake.db, or postgresql://" in said
    told = says("--from", "sqlite:///intake.db", "--to", there.database, code=0)
    assert "both sides have the same counts and the same contents (facts" in told
    assert f"set INTAKE_KEY_FILE={key}" in told
    assert "Delete intake.db and its backups once all is well" in told
    monkeypatch.setenv("INTAKE_DATABASE", there.database)
    monkeypatch.setenv("INTAKE_KEY_FILE", str(key))
    assert "is not empty" in says("--from", f"sqlite:///{tmp_path}/intake.db", code=1)
    assert "keep INTAKE_KEY_FILE as it is" in says("--to", "sqlite:///empty.db", code=0)
