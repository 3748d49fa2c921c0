"""All that is SQLite's: how a file is opened, who may write and when, what its errors mean, how its log is emptied."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.dialects.sqlite.dml import Insert
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError

from bot.errors import StorageError, StorageTrouble
from bot.storage.dialect import MakesRecord, StatementResult
from bot.storage.lock import is_held
from bot.turns.ports import Stale

BUSY_MILLISECONDS = 15_000
# How long emptying the log may keep a turn waiting.
TRUNCATE_MILLISECONDS = 100
# How soon it is tried again to give a new file its log.
_AGAIN_AFTER_SECONDS = 0.05
# So many connections that read stay open. Each drops what it holds of the file whenever anybody has written.
READERS = 4
_HOLDS_LITTLE = "PRAGMA cache_size=-256"
_PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    # What is erased must be gone from the file, not only from the tables.
    "PRAGMA secure_delete=ON",
)


# --- opening ----------------------------------------------------------------------------------------------------------


def make_file(path: Path) -> None:
    """Make the file by ourselves, so that nobody else may read it from its first byte."""
    # Never a file that is there: closing it would let go of what SQLite has locked in it.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def writing_engine(path: Path) -> Engine:
    """An engine whose transactions hold the pen from their beginning (BEGIN IMMEDIATE).

    So a transaction never finds out at its end that somebody else wrote.
    """
    return _engine(path, _PRAGMAS, "BEGIN IMMEDIATE", _keep_a_log)


def reading_engine(path: Path) -> Engine:
    """An engine that only reads: its transactions see one moment, and nobody waits for them."""
    return _engine(path, (*_PRAGMAS, "PRAGMA query_only=ON", _HOLDS_LITTLE), "BEGIN", stay_open=READERS)


def _keep_a_log(connection: sqlite3.Connection) -> None:
    """Have the file written by a log beside it (WAL), which it keeps for good.

    While another start does the same with a new file, SQLite refuses at once, whatever time it was given to wait.
    """
    given_up = time.monotonic() + BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= given_up:
                raise
        time.sleep(_AGAIN_AFTER_SECONDS)


def _engine(
    path: Path,
    pragmas: tuple[str, ...],
    begin: str,
    first: Callable[[sqlite3.Connection], None] = lambda _: None,
    stay_open: int = 2,
) -> Engine:
    engine = create_engine(f"sqlite:///{path}", pool_size=stay_open, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: we say how below.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma).close()
        first(connection)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        _driver(connection).execute(begin).close()

    return engine


def changes(connection: Connection) -> int:
    """A number that is another one when anybody else has written to the file since it was asked on this connection."""
    number: int = _driver(connection).execute("PRAGMA data_version").fetchone()[0]
    return number


def _driver(connection: Connection) -> sqlite3.Connection:
    raw: Any = connection.connection.dbapi_connection
    driver: sqlite3.Connection = raw
    return driver


# --- constant statements ----------------------------------------------------------------------------------------------

# A record is there already.
_THERE = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})


class SqliteDialect:
    """Implements `bot.storage.dialect.Dialect`."""

    def ask(
        self, connection: Connection, sql: str, values: Sequence[Any], made: MakesRecord | None
    ) -> tuple[StatementResult, MakesRecord | None]:
        try:
            cursor = _driver(connection).execute(sql, values)
        except sqlite3.IntegrityError as error:
            raise _or_stale(error) from None
        if cursor.description is None:
            return StatementResult([], cursor.rowcount), None
        if made is None:
            columns: Any = namedtuple  # made when the program runs, which mypy cannot follow
            made = columns("Row", [column[0] for column in cursor.description])._make
        return StatementResult([made(record) for record in cursor.fetchall()], cursor.rowcount), made

    def ask_for_each(self, connection: Connection, sql: str, records: Iterable[Sequence[Any]]) -> StatementResult:
        try:
            return StatementResult([], _driver(connection).executemany(sql, records).rowcount)
        except sqlite3.IntegrityError as error:
            raise _or_stale(error) from None

    def fill(self, connection: Connection, table: Table, records: Sequence[Sequence[Any]]) -> None:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        places = ", ".join("?" * len(table.columns))
        _driver(connection).executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', records).close()

    def last_number(self, connection: Connection, table: Table) -> int:
        found = _driver(connection).execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
        return 0 if found is None else int(found[0])

    def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        driver = _driver(connection)
        driver.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,)).close()
        driver.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, number)).close()

    def upsert(self, table: Table) -> Insert:
        return insert(table)


SQLITE = SqliteDialect()


def _or_stale(error: sqlite3.IntegrityError) -> Exception:
    """What a broken rule of the tables is: somebody else was faster, or a fault of ours."""
    return Stale() if error.sqlite_errorname in _THERE else error


# --- trouble ----------------------------------------------------------------------------------------------------------

_TROUBLES = {
    sqlite3.SQLITE_BUSY: "error-database-held",
    sqlite3.SQLITE_LOCKED: "error-database-held",
    sqlite3.SQLITE_FULL: "error-database-full",
    sqlite3.SQLITE_READONLY: "error-database-not-writable",
    sqlite3.SQLITE_CANTOPEN: "error-database-not-opened",
    sqlite3.SQLITE_IOERR: "error-database-disk",
    sqlite3.SQLITE_CORRUPT: "error-database-damaged",
    sqlite3.SQLITE_NOTADB: "error-database-none",
}


@contextmanager
def explained(path: Path | str | None) -> Iterator[None]:
    """Turn trouble of the database itself into `StorageTrouble`; mistakes in our own statements stay as they are."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        if _is_ours(error) or _is_ours(error.orig):
            raise
        raise trouble(path, error.orig) from None
    except sqlite3.DatabaseError as error:
        if _is_ours(error):
            raise
        raise trouble(path, error) from None


def _is_ours(error: BaseException | None) -> bool:
    """Whether a statement was wrong (a record that is there already, a table that is not), not the database."""
    wrong = (IntegrityError, ProgrammingError, DataError, sqlite3.IntegrityError, sqlite3.ProgrammingError)
    return isinstance(error, wrong) or getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR


def trouble(path: Path | str | None, error: BaseException | None) -> StorageTrouble:
    """The sentence for an error of SQLite."""
    # The low byte is the kind, the rest says more about it.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StorageTrouble(_TROUBLES.get(code, "error-database-unusable"), path=str(path), error=name)


# --- what was erased --------------------------------------------------------------------------------------------------


def empty_log(path: Path) -> bool:
    """Fold the write-ahead log into the file and empty it; False where somebody is reading or writing just now.

    Most of it is done without anybody waiting; only then the log is cut, which a writer may have to wait for a moment.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={TRUNCATE_MILLISECONDS}").close()
        connection.execute("PRAGMA synchronous=FULL").close()
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        [busy, *_] = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


# --- a file -----------------------------------------------------------------------------------------------------------


class SqliteFile:
    """Implements `bot.storage.dialect.Backend` on one file."""

    dialect = SQLITE
    calls = None
    online = None

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def file(self) -> Path | None:
        return self.path

    @property
    def place(self) -> str:
        return str(self.path)

    def check(self) -> None:
        if not self.path.parent.is_dir():
            raise StorageError("error-database-no-folder", path=str(self.path.parent))

    def exists(self) -> bool:
        return self.path.exists() and self.path.stat().st_size > 0

    def make(self) -> None:
        if not self.exists():
            make_file(self.path)

    def writing_engine(self) -> Engine:
        return writing_engine(self.path)

    def reading_engine(self) -> Engine:
        return reading_engine(self.path)

    def hold_all(self, connection: Connection, tables: Sequence[str]) -> None:
        """Each of our transactions that writes is alone from its beginning."""

    def filled(self, connection: Connection, tables: Sequence[str]) -> None:
        """It finds its way by the keys alone."""

    def changes(self, connection: Connection) -> int | None:
        return changes(connection)

    def mark(self, connection: Connection) -> object:
        return None

    def was_committed(self, mark: object) -> bool:
        return False

    def explained(self) -> AbstractContextManager[None]:
        return explained(self.path)

    def is_served(self) -> bool:
        return is_held(self.path)

    def foreign_transaction(self, connection: Connection) -> float | None:
        return None

    def outlast_others(self) -> None:
        """Whoever writes is alone, so that those before are over."""

    def empty_log(self) -> bool:
        return empty_log(self.path)
