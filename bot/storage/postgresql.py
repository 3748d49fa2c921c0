"""All that is PostgreSQL's: how it is reached, how a transaction begins, what its errors mean, how its dead rows go.

Nothing here lives longer than a transaction (no settings of a session, no locks of one), so that it works behind a
pooler that gives each transaction another connection, as PgBouncer does. Such a pooler may not know prepared
statements: `?prepared_statements=off` in the address switches them off.
"""

from __future__ import annotations

import logging
import re
import selectors
import socket
import time
from collections import namedtuple
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, NamedTuple

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, IntegrityError, InterfaceError
from sqlalchemy.exc import ProgrammingError as SqlProgrammingError

from bot.errors import StorageError, StorageTrouble
from bot.storage.dialect import MakesRecord, StatementResult
from bot.storage.online import PostgresqlOnline
from bot.turns.ports import Stale

# It tells on standard error that what follows a failed statement was left out, which is what we expect.
logging.getLogger("psycopg").setLevel(logging.CRITICAL)
# The oldest release that its makers still mend.
OLDEST_VERSION = 14
# A statement of ours takes milliseconds; what takes longer waits for somebody who does not end.
STATEMENT_MILLISECONDS = 30_000
LOCK_MILLISECONDS = 9_000
# Nothing of ours waits for the network inside a transaction: one that stands idle belongs to a process that hangs.
IDLE_MILLISECONDS = 8_000
CONNECT_SECONDS = 10
# What our sessions are called on the server.
APPLICATION = "intake"
# A transaction of ours that lasts longer than this hangs, and is ended by the limits above.
_OUTLAST_SECONDS, _AGAIN_AFTER_SECONDS = 60, 0.02
# How long whoever still sees what was erased is waited for, before it is left for another time.
_SEEN_SECONDS = 1
# How long it is asked what became of a commit: a session that hangs on the server is ended by then.
_ASK_SECONDS, _ASK_AGAIN_SECONDS = IDLE_MILLISECONDS / 1000 + 2, 0.1
# Those of our own user, which are all that write with our keys; and those that see what was there when they began.
_OURS = "usename = current_user"
_SEES = "(backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)"
# How long the oldest transaction lasts that is not ours, of those that can be seen.
_FOREIGN = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
AND NOT (usename = current_user AND application_name = :ours)
"""
# A parameter of the address that is ours, not the driver's.
_PREPARED = "prepared_statements"
_PREPARED_AFTER = 5

# Which session of the server answers, which a pooler tells nobody to whom it gives many; and how texts are kept there.
_BEHIND = "SELECT pg_backend_pid(), current_setting('server_encoding')"
# The second keeps whatever bytes it is given: what a server has that was installed where no language is set.
_ENCODINGS = ("UTF8", "SQL_ASCII")

# With the transaction, in one go: a pooler keeps no settings of a session.
_LIMITS = (
    f"SET LOCAL statement_timeout = {STATEMENT_MILLISECONDS}; "
    f"SET LOCAL lock_timeout = {LOCK_MILLISECONDS}; "
    f"SET LOCAL idle_in_transaction_session_timeout = {IDLE_MILLISECONDS}; "
)
# What is answered must be on the disk, whatever the server does by default. The number is what the server is asked by
# when a commit is not answered.
_WRITING = (
    f"BEGIN ISOLATION LEVEL READ COMMITTED; {_LIMITS}SET LOCAL synchronous_commit = on; "
    "SELECT pg_current_xact_id()::text"
)
# After a crash a server gives the numbers of what was lost to others; it begins its statistics anew then.
_SERVER = "SELECT pg_postmaster_start_time()::text, (SELECT stats_reset::text FROM pg_stat_bgwriter)"
_BECAME = "SELECT pg_xact_status(%s::xid8)"
_READING = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_LIMITS}"


class _Mark(NamedTuple):
    """What a transaction is known by: its number, and the server that gave it."""

    number: str
    server: object


# Where a connection keeps what its transaction is known by, and which server it is of.
_MARK, _SERVER_IS = "intake transaction", "intake server"


class PostgresqlDialect:
    """Implements `bot.storage.dialect.Dialect`."""

    def ask(
        self, connection: Connection, sql: str, values: Sequence[Any], made: MakesRecord | None
    ) -> tuple[StatementResult, MakesRecord | None]:
        with _stale():
            cursor = _driver(connection).execute(sql, values)
        if cursor.description is None:
            return StatementResult([], cursor.rowcount), None
        if made is None:
            columns: Any = namedtuple  # made when the program runs, which mypy cannot follow
            made = columns("Row", [column.name for column in cursor.description])._make
        return StatementResult([made(record) for record in cursor.fetchall()], cursor.rowcount), made

    def ask_for_each(self, connection: Connection, sql: str, records: Iterable[Sequence[Any]]) -> StatementResult:
        several = list(records)
        with _stale(), _driver(connection).cursor() as cursor:
            if len(several) == 1:
                # Most turns keep one of each, and the driver's way for many costs twice as much.
                cursor.execute(sql, several[0])
            else:
                cursor.executemany(sql, several)
            return StatementResult([], cursor.rowcount)

    def fill(self, connection: Connection, table: Table, records: Sequence[Sequence[Any]]) -> None:
        names = SQL(", ").join(Identifier(column.name) for column in table.columns)
        into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table.name), names)
        try:
            with _driver(connection).cursor() as cursor, cursor.copy(into) as copying:
                for record in records:
                    copying.write_row(record)
        except psycopg.DataError:
            # SQLite takes what this does not: a number that is too long, or a text with a zero byte in it.
            raise StorageError("error-copy-unfit", table=table.name) from None

    def last_number(self, connection: Connection, table: Table) -> int:
        query = "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass), 0)"
        found = _driver(connection).execute(query, _numbered(table)).fetchone()
        return 0 if found is None else int(found[0])

    def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        query = "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s, %s)"
        _driver(connection).execute(query, (*_numbered(table), max(number, 1), number > 0))

    def upsert(self, table: Table) -> Insert:
        return insert(table)


POSTGRESQL = PostgresqlDialect()


def _numbered(table: Table) -> tuple[str, str]:
    column = table.autoincrement_column
    assert column is not None, f"{table.name} does not number its records"
    return table.name, column.name


@contextmanager
def _stale() -> Iterator[None]:
    """Somebody else was faster, or two stood in each other's way: the transaction is done again from its beginning."""
    try:
        yield
    except (errors.UniqueViolation, errors.DeadlockDetected, errors.SerializationFailure):
        raise Stale from None


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    raw: Any = connection.connection.dbapi_connection
    driver: psycopg.Connection[Any] = raw
    return driver


# --- calls ------------------------------------------------------------------------------------------------------------

_CHANNEL = "intake"


class PostgresqlCalling:
    """Implements `bot.storage.dialect.Calling` by NOTIFY and LISTEN.

    A pooler hands each transaction another connection, and what is called there is heard by nobody: `is_pooled`.
    """

    def __init__(self, *, is_pooled: bool) -> None:
        self.is_pooled = is_pooled

    def call(self, connection: Connection, word: str) -> None:
        _driver(connection).execute("SELECT pg_notify(%s, %s)", (_CHANNEL, word))

    def listen(self, connection: Connection) -> bool:
        if not self.is_pooled:
            _driver(connection).execute(f"LISTEN {_CHANNEL}")
        return not self.is_pooled

    def heard(self, connection: Connection, seconds: float, woken: socket.socket) -> list[str]:
        driver = _driver(connection)
        # Some may have come with the answer to a statement.
        notes = list(driver.notifies(timeout=0))
        if not notes:
            with selectors.DefaultSelector() as selector:
                selector.register(driver.fileno(), selectors.EVENT_READ)
                selector.register(woken, selectors.EVENT_READ)
                selector.select(seconds)
            notes = list(driver.notifies(timeout=0))
        return [note.payload for note in notes if note.pid != driver.info.backend_pid]


# --- trouble ----------------------------------------------------------------------------------------------------------

# By the class of its SQLSTATE, or by the whole of it.
_TROUBLES = {
    "55P03": "error-database-held",
    "57014": "error-database-held",
    "25P03": "error-database-held",
    "53100": "error-database-full",
    "25006": "error-postgresql-read-only",
    "53300": "error-postgresql-no-connections",
    "42501": "error-postgresql-no-rights",
}
# Before a connection stands there is no SQLSTATE, only what the server, or the library, says.
_REFUSED = (
    (re.compile("password authentication failed|no password supplied|SCRAM|SASL"), "error-postgresql-password"),
    (re.compile(r'database ".*" does not exist'), "error-postgresql-no-database"),
    (re.compile(r'role ".*" does not exist'), "error-postgresql-password"),
    (re.compile("too many (clients|connections)|remaining connection slots"), "error-postgresql-no-connections"),
    (re.compile("permission denied for database"), "error-postgresql-no-rights"),
)
# What must be put right by somebody: asking again is of no use.
_LASTING = {"error-postgresql-password", "error-postgresql-no-database", "error-postgresql-no-rights"}


def _is_ours(error: BaseException | None) -> bool:
    """Whether a statement was wrong, not the database."""
    wrong = (IntegrityError, SqlProgrammingError, DataError, psycopg.IntegrityError, psycopg.ProgrammingError)
    if isinstance(error, (DatabaseError, InterfaceError)):
        return _is_ours(error.orig)
    return isinstance(error, (*wrong, psycopg.DataError)) and getattr(error, "sqlstate", None) not in _TROUBLES


def trouble(place: str, error: BaseException | None) -> StorageError:
    """The sentence for an error of PostgreSQL, or of the way there."""
    state = getattr(error, "sqlstate", None)
    key = _TROUBLES.get(state or "")
    if key is None and state is None:
        said = str(error)
        key = next((key for pattern, key in _REFUSED if pattern.search(said)), "error-postgresql-not-reached")
    name = state or type(error).__name__
    kind = StorageError if key in _LASTING else StorageTrouble
    return kind(key or "error-database-unusable", path=place, error=name)


# --- a database -------------------------------------------------------------------------------------------------------


class PostgresqlDatabase:
    """Implements `bot.storage.dialect.Backend` on a server.

    Other processes write there too, so nothing is kept from one transaction to the next but what is compared.
    """

    dialect = POSTGRESQL
    file = None

    def __init__(self, url: str) -> None:
        try:
            given = make_url(url)
        except ArgumentError:
            raise StorageError("error-postgresql-address") from None
        prepared = given.query.get(_PREPARED, "on")
        if prepared not in ("on", "off"):
            raise StorageError("error-postgresql-address")
        self._threshold = _PREPARED_AFTER if prepared == "on" else None
        # It says of each batch that is done again that the one before came to nothing.
        logging.getLogger("psycopg").setLevel(logging.ERROR)
        self.calls = PostgresqlCalling(is_pooled=prepared == "off")
        self._url = given.difference_update_query([_PREPARED]).set(drivername="postgresql+psycopg")

    @property
    def place(self) -> str:
        return _shown(self._url)

    def check(self) -> None:
        with self._connected(_READING) as connection:
            driver = _driver(connection)
            version = driver.info.server_version // 10_000
            found = driver.execute(_BEHIND).fetchone()
            assert found is not None
            number, encoding = found
            is_pooled = number != driver.info.backend_pid
        if version < OLDEST_VERSION:
            raise StorageError(
                "error-postgresql-too-old", path=self.place, version=str(version), oldest=str(OLDEST_VERSION)
            )
        if encoding not in _ENCODINGS:
            raise StorageError("error-postgresql-encoding", path=self.place, encoding=encoding)
        if is_pooled and self._threshold is not None:
            # What one process prepared there another would run, under the same name.
            raise StorageError("error-postgresql-pooler", path=self.place)

    def exists(self) -> bool:
        with self._connected(_READING) as connection:
            return bool(connection.execute(text("SELECT to_regclass('facts') IS NOT NULL")).scalar_one())

    def make(self) -> None:
        """The database is made by whoever runs the server; its tables come with the migrations."""

    def writing_engine(self) -> Engine:
        return self._engine(_WRITING)

    def reading_engine(self) -> Engine:
        return self._engine(_READING)

    @property
    def online(self) -> PostgresqlOnline:
        return PostgresqlOnline(self.place, self._connected)

    def hold_all(self, connection: Connection, tables: Sequence[str]) -> None:
        # Who waits for us at the first has no lock of the others yet, so that we never wait crosswise.
        first, *others = (Identifier(name) for name in tables)
        driver = _driver(connection)
        driver.execute("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0")
        driver.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(first))
        driver.execute(SQL("LOCK TABLE {} IN SHARE MODE").format(SQL(", ").join(others)))

    def filled(self, connection: Connection, tables: Sequence[str]) -> None:
        _driver(connection).execute(SQL("ANALYZE {}").format(SQL(", ").join(map(Identifier, tables))))

    def changes(self, connection: Connection) -> int | None:
        return None

    def mark(self, connection: Connection) -> object:
        return connection.info.get(_MARK)

    def was_committed(self, mark: object) -> bool:
        assert isinstance(mark, _Mark)
        given_up = time.monotonic() + _ASK_SECONDS
        while True:
            with suppress(DatabaseError, InterfaceError, psycopg.Error), self._connected("") as connection:
                if connection.info[_SERVER_IS] != mark.server:
                    break
                found = _driver(connection).execute(_BECAME, (mark.number,)).fetchone()
                if found is None or found[0] not in ("committed", "aborted", "in progress"):
                    break
                if found[0] != "in progress":
                    return bool(found[0] == "committed")
            if time.monotonic() > given_up:
                break
            time.sleep(_ASK_AGAIN_SECONDS)
        raise StorageTrouble("error-postgresql-not-reached", path=self.place, error="COMMIT")

    def explained(self) -> AbstractContextManager[None]:
        return _explained(self.place)

    def is_served(self) -> bool:
        with self._connected(_READING) as connection:
            if not connection.execute(text("SELECT to_regclass('leases') IS NOT NULL")).scalar_one():
                return False
            held = "SELECT EXISTS (SELECT FROM leases WHERE ends_at > extract(epoch FROM clock_timestamp()))"
            return bool(connection.execute(text(held)).scalar_one())

    def foreign_transaction(self, connection: Connection) -> float | None:
        return float(connection.execute(text(_FOREIGN), {"ours": APPLICATION}).scalar_one())

    def outlast_others(self) -> None:
        with self._connected("") as connection:
            if not _outlasts(_driver(connection), _OURS, _OUTLAST_SECONDS):
                raise StorageTrouble("error-database-held", path=self.place, error="xact_start")

    def empty_log(self) -> bool:
        """Take the dead rows out of the tables: what was erased stands in them until then.

        They stay where somebody's transaction that began before may still see them.
        """
        with self._connected("") as connection:
            driver = _driver(connection)
            nobody_sees = _outlasts(driver, _SEES, _SEEN_SECONDS)
            driver.execute("VACUUM")
        return nobody_sees

    @contextmanager
    def _connected(self, begin: str) -> Iterator[Connection]:
        """A connection for one question."""
        engine = self._engine(begin)
        try:
            with engine.connect() as connection:
                yield connection
        except SqlProgrammingError as error:
            # The library refuses a parameter it does not know before it connects.
            if getattr(error.orig, "sqlstate", None) is None:
                raise StorageError("error-postgresql-address") from None
            raise
        finally:
            engine.dispose()

    def _engine(self, begin: str) -> Engine:
        arguments = {
            "prepare_threshold": self._threshold,
            "connect_timeout": CONNECT_SECONDS,
            "application_name": APPLICATION,
            "client_encoding": "UTF8",
        }
        engine = create_engine(self._url, paramstyle="format", pool_size=2, connect_args=arguments)

        @event.listens_for(engine, "connect")
        def on_connect(connection: Any, record: Any) -> None:
            # The driver must not begin transactions by itself: we say how below.
            connection.set_autocommit(True)
            if begin != _READING:
                record.info[_SERVER_IS] = connection.execute(_SERVER).fetchone()

        @event.listens_for(engine, "begin")
        def on_begin(connection: Connection) -> None:
            cursor = _driver(connection).execute(begin)
            if begin == _WRITING:
                while cursor.nextset():
                    pass
                number = cursor.fetchone()
                assert number is not None
                connection.info[_MARK] = _Mark(number[0], connection.info[_SERVER_IS])

        return engine


def _outlasts(driver: psycopg.Connection[Any], whose: str, seconds: float) -> bool:
    """Wait until some transactions that began before now are over; False where that takes too long."""
    given_up = time.monotonic() + seconds
    now = driver.execute("SELECT clock_timestamp()").fetchone()
    older = f"SELECT FROM pg_stat_activity WHERE {whose} AND datname = current_database() AND xact_start <= %s"
    while driver.execute(f"{older} AND pid <> pg_backend_pid() LIMIT 1".encode(), now).fetchone() is not None:
        if time.monotonic() > given_up:
            return False
        time.sleep(_AGAIN_AFTER_SECONDS)
    return True


def _shown(url: URL) -> str:
    """An address without what is secret in it."""
    where = f"{url.host or ''}{f':{url.port}' if url.port else ''}"
    return f"postgresql://{where}/{url.database or ''}"


@contextmanager
def _explained(place: str) -> Iterator[None]:
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        if _is_ours(error):
            raise
        raise trouble(place, error.orig) from None
    except psycopg.Error as error:
        if _is_ours(error):
            raise
        raise trouble(place, error) from None


__all__ = ["POSTGRESQL", "PostgresqlDatabase"]
