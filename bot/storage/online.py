"""How tables of PostgreSQL are changed while everybody goes on: who migrates is alone, waits for a lock for a moment
only (all others wait behind whoever waits for one), and builds indexes beside the work of others.

Nothing lives longer than a transaction here either: whoever migrates holds one open on a connection of its own, with a
lock in it, and asks for that lock without waiting. Waiting for it would hold up the building of an index, which waits
for all who can still see what was before.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from psycopg import errors
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.storage.dialect import SlowIndex
from bot.storage.tables import metadata

# Others wait no longer than this behind a migration that waits for a lock, nor for one of its statements; both together
# are less than a turn waits for a lock.
LOCK_MILLISECONDS, STATEMENT_MILLISECONDS = 2_000, 5_000
# How long an index may be built, and another migration be waited for.
INDEX_SECONDS, OTHERS_SECONDS = 600.0, 600.0
_AGAIN_AFTER_SECONDS = 0.1
# Which lock whoever migrates holds: "intake" as a number.
_MIGRATING = int.from_bytes(b"intake")
# The transaction in which it is held changes nothing and is idle for as long as it takes.
_GUARD = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0"
_TAKEN = f"SELECT pg_try_advisory_xact_lock({_MIGRATING})"
_VALID = "SELECT indisvalid AND indisready FROM pg_index WHERE indexrelid = to_regclass(%s)"
# Whose transactions keep tables of ours, or have seen what was before, for so many seconds: the longest first. Nothing
# of what they do there is told.
_HOLDERS = """
SELECT a.pid, coalesce(nullif(a.application_name, ''), a.backend_type, a.usename, '') FROM pg_stat_activity a
WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
AND (a.xact_start IS NULL OR a.xact_start < clock_timestamp() - make_interval(secs => %s))
AND (%s AND a.backend_xmin IS NOT NULL OR EXISTS (
  SELECT FROM pg_locks l JOIN pg_class c ON c.oid = l.relation AND c.relnamespace = current_schema()::regnamespace
  WHERE l.pid = a.pid AND l.granted AND c.relname = ANY(%s)))
ORDER BY a.xact_start NULLS LAST LIMIT 3
"""

Connected = Callable[[str], AbstractContextManager[Connection]]


class PostgresqlOnline:
    """Implements `bot.storage.dialect.Online`. `connected` opens a connection that begins transactions as told."""

    def __init__(self, place: str, connected: Connected) -> None:
        self.place = place
        self._connected = connected

    @contextmanager
    def alone(self) -> Iterator[None]:
        given_up = time.monotonic() + OTHERS_SECONDS
        with self._connected(_GUARD) as connection:
            while True:
                with connection.begin():
                    if connection.execute(text(_TAKEN)).scalar_one():
                        yield
                        return
                if time.monotonic() >= given_up:
                    raise StorageError("error-migrate-others", path=self.place)
                time.sleep(_AGAIN_AFTER_SECONDS)

    def take_time(self, connection: Connection) -> None:
        _set(connection, LOCK_MILLISECONDS, 0)

    def be_quick(self, connection: Connection) -> None:
        _set(connection, LOCK_MILLISECONDS, STATEMENT_MILLISECONDS)

    def is_held(self, error: DBAPIError) -> bool:
        return isinstance(error.orig, (errors.LockNotAvailable, errors.QueryCanceled, errors.DeadlockDetected))

    def holders(self) -> str:
        return self._holders(LOCK_MILLISECONDS / 1000)

    def _holders(self, waited: float, *, seeing: bool = False) -> str:
        # Whoever was waited for began before.
        values = (waited / 2, seeing, [*metadata.tables, "alembic_version"])
        with self._connected("") as connection:
            found = _driver(connection).execute(_HOLDERS, values).fetchall()
        return ", ".join(f"{pid} {name}".strip() for pid, name in found) or "?"

    def build(self, index: SlowIndex) -> None:
        """Twice at most: what is left of one whose building was stopped is of no use, and is in the way."""
        with self._connected("") as connection:
            driver = _driver(connection)
            for _ in range(2):
                valid = _is_valid(driver, index.name)
                if valid:
                    return
                try:
                    with _at_most(driver, INDEX_SECONDS):
                        if valid is not None:
                            driver.execute(SQL("DROP INDEX CONCURRENTLY IF EXISTS {}").format(Identifier(index.name)))
                        driver.execute(_built(index))
                except (errors.LockNotAvailable, errors.QueryCanceled):
                    break
                except errors.DeadlockDetected:
                    continue
            if _is_valid(driver, index.name):
                return
        holders = self._holders(INDEX_SECONDS, seeing=True)
        raise StorageError("error-migrate-index", path=self.place, index=index.name, holders=holders)


def _set(connection: Connection, lock: int, statement: int) -> None:
    for name, value in (("lock_timeout", lock), ("statement_timeout", statement)):
        connection.execute(text(f"SET LOCAL {name} = {value}"))


def _is_valid(driver: psycopg.Connection[Any], name: str) -> bool | None:
    """Whether an index is of use; None where there is none of this name."""
    found = driver.execute(_VALID, (name,)).fetchone()
    return None if found is None else bool(found[0])


def _built(index: SlowIndex) -> Any:
    columns = SQL(", ").join(map(Identifier, index.columns))
    statement = SQL("CREATE INDEX CONCURRENTLY {} ON {} ({})")
    return statement.format(Identifier(index.name), Identifier(index.table), columns)


@contextmanager
def _at_most(driver: psycopg.Connection[Any], seconds: float) -> Iterator[None]:
    """Have the server stop what takes longer; a limit of the session would outlive us behind a pooler."""
    timer = threading.Timer(seconds, driver.cancel)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _driver(connection: Connection) -> psycopg.Connection[Any]:
    raw: Any = connection.connection.dbapi_connection
    driver: psycopg.Connection[Any] = raw
    return driver


__all__ = ["INDEX_SECONDS", "LOCK_MILLISECONDS", "OTHERS_SECONDS", "PostgresqlOnline"]
