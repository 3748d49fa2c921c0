"""Moves an office from one database to another, on whichever kinds of database.

Nobody writes to either meanwhile, and all that the target gets, it gets in one transaction: a death leaves it as empty
as it was. Before that is committed, everything is read back and compared. What is sealed is copied as it is, so that
the key stays the same.

When all is there, the source is marked: nothing is served from it any more. Two installations that both answer the same
people would each know half of what was said, and what came to the old one by mistake would be lost. `reopen` takes the
mark away, for whoever gives up what came since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, make_url, select

from bot.errors import AlreadyRunning, SealError, StorageError
from bot.settings import Settings
from bot.storage.database import KEY_MEMO, MOVED_MEMO, Database, backend_of, open_database, open_with, schema_of
from bot.storage.dialect import Backend
from bot.storage.inventory import (
    OF_PROCESSES,
    Digest,
    Occupancy,
    count_records,
    digest_of,
    occupancy_of,
    open_ends,
    pages_of,
)
from bot.storage.lock import RunLock
from bot.storage.records import put_memo
from bot.storage.rotation import SEALED, rotating_alone
from bot.storage.seal import OTHER_KEY
from bot.storage.tables import HEAD, leases, memos, metadata

# The first is what every transaction reads first, and so what keeps the others waiting.
_HELD = (memos.name, *(table.name for table in metadata.tables.values() if table is not memos))
COPIED = tuple(table for table in metadata.tables.values() if table not in OF_PROCESSES)


@dataclass(frozen=True, slots=True)
class MovedOffice:
    """Where an office went, and when."""

    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: from where to where, and how many records of each table.

    `damaged` are tables with records that were damaged already; these are what they were.
    """

    source: str
    target: str
    counts: Mapping[str, int]
    damaged: tuple[str, ...]


def copy_office(
    source: Settings, target: Settings, now: datetime, between: Callable[[str], None] = lambda _table: None
) -> Copied:
    """Copy everything and mark the source. Raises `StorageError` or `SealError`; then the target is empty as before.

    `between` is called after each table, by its name.
    """
    _refuse_same(source, target)
    there, here = backend_of(source), backend_of(target)
    _refuse_unfit_source(there)
    _refuse_unfit_target(here)
    with _not_served(there), _not_served(here), rotating_alone(source):
        giving = open_database(source)
        try:
            taking = _made(here, giving)
            try:
                return Copy(giving, taking, between).run(now)
            finally:
                taking.close()
        finally:
            giving.close()


class Copy:
    """Fills one database from another; both are open, and nobody else works on either."""

    def __init__(self, source: Database, target: Database, between: Callable[[str], None]) -> None:
        self.source, self.target, self.between = source, target, between

    def run(self, now: datetime) -> Copied:
        """Copy, compare, commit, and mark the source."""
        place = self.target.backend.place
        done = None
        try:
            with self.source.writing() as reading:
                self.source.backend.hold_all(reading, _HELD)
                refuse_moved(reading, self.source)
                done = self._fill(reading)
                _mark(reading, self.source, MovedOffice(place, now))
        except StorageError as error:
            if done is None:
                raise
            raise StorageError("error-copy-unmarked", source=done.source, path=place, says=error.text) from None
        return done

    def _fill(self, reading: Connection) -> Copied:
        place, dialect = self.target.backend.place, self.target.backend.dialect
        with self.target.writing() as into:
            self.target.backend.hold_all(into, _HELD)
            _refuse_occupied(into, place)
            # The key it was given when it was made; the source brings its own.
            into.execute(delete(memos))
            digests = {}
            for table in COPIED:
                digest, last = Digest(), 0
                for page in self._pages(reading, table):
                    dialect.fill(into, table, page)
                    digest.add(page)
                    last = page[-1][0]
                if table.autoincrement_column is not None:
                    dialect.go_on_after(into, table, max(self._last_number(reading, table), last))
                digests[table.name] = digest
                self.between(table.name)
            self.target.backend.filled(into, [table.name for table in COPIED])
            for table in COPIED:
                if digest_of(into, table) != digests[table.name]:
                    raise StorageError("error-copy-differs", path=place, table=table.name)
            damaged = tuple(table.name for table in SEALED if not self._opens(into, table))
            return Copied(self.source.backend.place, place, count_records(into), damaged)

    def _opens(self, into: Connection, table: Table) -> bool:
        try:
            open_ends(into, self.target.sealer, table)
        except SealError as error:
            # What a bad disk spoilt before is no fault of the copy; another key would be.
            if error.text.key == OTHER_KEY:
                raise
            return False
        return True

    def _pages(self, reading: Connection, table: Table) -> Iterator[list[Any]]:
        with self.source.backend.explained():
            yield from pages_of(reading, table)

    def _last_number(self, reading: Connection, table: Table) -> int:
        with self.source.backend.explained():
            return self.source.backend.dialect.last_number(reading, table)


# --- the mark ---------------------------------------------------------------------------------------------------------


def moved_to(connection: Connection, database: Database) -> MovedOffice | None:
    """Where the office of a database went; None where it is still there."""
    sealed = connection.execute(select(memos.c.sealed).where(memos.c.name == MOVED_MEMO)).scalar_one_or_none()
    if sealed is None:
        return None
    content = database.sealer.open_json(memos.name, MOVED_MEMO, bytes(sealed))
    return MovedOffice(content["to"], datetime.fromtimestamp(content["at"], UTC))


def refuse_moved(connection: Connection, database: Database) -> None:
    """Raise `StorageError` where the office of a database is elsewhere by now."""
    moved = moved_to(connection, database)
    if moved is not None:
        raise StorageError(
            "error-office-moved", path=database.backend.place, to=moved.place, moment=f"{moved.at:%Y-%m-%d %H:%M}"
        )


def _mark(connection: Connection, database: Database, moved: MovedOffice) -> None:
    content = {"to": moved.place, "at": moved.at.timestamp()}
    put_memo(connection, MOVED_MEMO, database.sealer.seal_json(memos.name, MOVED_MEMO, content))
    # A process that was cut off for a while, and goes on now, finds that it holds nothing.
    connection.execute(delete(leases))


def reopen(database: Database) -> MovedOffice | None:
    """Let an office be served from here again, and return where it had gone; None where it was here all the time."""
    with database.writing() as connection:
        moved = moved_to(connection, database)
        connection.execute(delete(memos).where(memos.c.name == MOVED_MEMO))
    return moved


# --- what is refused --------------------------------------------------------------------------------------------------


def _refuse_same(source: Settings, target: Settings) -> None:
    if _place(source) == _place(target):
        raise StorageError("error-copy-same", path=backend_of(source).place)


def _place(settings: Settings) -> object:
    path = settings.sqlite_path
    if path is not None:
        # A file may have two names.
        return (path.stat().st_dev, path.stat().st_ino) if path.exists() else path.resolve()
    url = make_url(settings.database)
    return url.host or url.query.get("host"), url.port or url.query.get("port") or 5432, url.database or url.username


def _refuse_unfit_source(backend: Backend) -> None:
    with _looking(backend) as connection:
        found = Occupancy.NOTHING if connection is None else occupancy_of(connection)
        if connection is None or found in (Occupancy.NOTHING, Occupancy.EMPTY):
            raise StorageError("error-copy-nothing", path=backend.place)
        if found is Occupancy.OTHERS:
            raise StorageError("error-copy-of-others", path=backend.place)
        schema = schema_of(connection)
        if schema != HEAD:
            is_older = schema is None or schema < HEAD
            key = "error-copy-older" if is_older else "error-copy-newer"
            raise StorageError(key, path=backend.place, schema=str(schema), newest=HEAD)


def _refuse_unfit_target(backend: Backend) -> None:
    with _looking(backend) as connection:
        if connection is not None:
            _refuse_occupied(connection, backend.place)


def _refuse_occupied(connection: Connection, place: str) -> None:
    found = occupancy_of(connection)
    if found is Occupancy.OTHERS:
        raise StorageError("error-copy-of-others", path=place)
    if found is Occupancy.OURS:
        filled = [name for name, count in count_records(connection).items() if count]
        raise StorageError("error-copy-not-empty", path=place, tables=", ".join(filled))


@contextmanager
def _looking(backend: Backend) -> Iterator[Connection | None]:
    """A connection that only reads, or None where there is no file yet: looking makes none."""
    with backend.explained():
        backend.check()
        if backend.file is not None and not backend.exists():
            yield None
            return
        engine = backend.reading_engine()
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()


@contextmanager
def _not_served(backend: Backend) -> Iterator[None]:
    """Be sure that no `intake run` works on a database; on a file, that none begins to."""
    if backend.file is None:
        with backend.explained():
            if backend.is_served():
                raise StorageError("error-copy-served", path=backend.place)
        yield
        return
    lock = RunLock(backend.file)
    try:
        lock.__enter__()
    except AlreadyRunning:
        raise StorageError("error-copy-served", path=backend.place) from None
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _made(backend: Backend, source: Database) -> Database:
    """The target at the newest schema, with nothing in it, under the key of the source."""
    with _looking(backend) as connection:
        has_tables = connection is not None and occupancy_of(connection) is Occupancy.EMPTY
    if has_tables:
        engine = backend.writing_engine()
        try:
            with backend.explained(), engine.begin() as connection:
                # Whatever key it was made for: nothing is sealed with it.
                connection.execute(delete(memos).where(memos.c.name == KEY_MEMO))
        finally:
            engine.dispose()
    return open_with(backend, source.sealer, migrating=True)


__all__ = ["COPIED", "Copied", "MovedOffice", "copy_office", "moved_to", "refuse_moved", "reopen"]
