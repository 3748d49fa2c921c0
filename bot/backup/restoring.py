"""Restores a backup into an empty place, and proves it: nobody is served what was not found whole first.

A file is made beside its place and gets its name last. On a server a mark in the database keeps every process from it
until all is done; what fails on the way is taken out again. In this order: the head, the key, the content to its
digest, counts, the newest schema, one sealed record of each table, and who was erased since the backup was made.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, delete, inspect, make_url, text
from sqlalchemy.pool import NullPool

from bot.backup.contents import compare, memo_in, open_one_of_each, people_in
from bot.backup.erasures import ErasedPeople
from bot.backup.folder import BackupFolder
from bot.backup.making import POSTGRESQL, SQLITE, check_whole, put_in_place
from bot.backup.postgresql_tools import running, tool_for
from bot.backup.sealed_file import PlainHead, SealedReader
from bot.backup.workplace import workplace
from bot.errors import SealError, StorageError, reason_of
from bot.settings import Settings
from bot.storage.database import RESTORING_MEMO, Database, backend_of, bring_up, open_database
from bot.storage.dialect import Backend
from bot.storage.inventory import VERSION_TABLE, count_records
from bot.storage.keys import key_path_beside, load_sealer
from bot.storage.lock import RunLock
from bot.storage.records import put_memo, set_memo
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD, memos
from bot.turns.backups import BACKUPS_MEMO

# What SQLite keeps beside a file; with the file gone they would be read into another.
_BESIDE = ("-wal", "-shm", "-journal")
# Erases these people from an open database; returns nothing, and tells nobody.
ErasesPeople = Callable[[Settings, Database, list[str], datetime], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and what was found of it: how many records there are, in how many tables one was opened."""

    plain: PlainHead
    place: str
    count: int
    opened: int
    erased: int
    # The key file that opened it, where that is not the one its place would have.
    key_file: Path | None


class Restoring:
    """Restores the backup in a file, with the keys in a folder; `erase` takes people out of a database."""

    def __init__(
        self, settings: Settings, folder: BackupFolder, path: Path, erase: ErasesPeople, now: datetime
    ) -> None:
        self.settings = settings
        self.folder = folder
        self.path = path
        self.erase = erase
        self.now = now

    # --- where to ------------------------------------------------------------------------------------------------

    def into(self, url: str) -> Restored:
        """Restore into the empty place of an address."""
        with self._opened() as reader:
            target = self._target(reader.plain, url)
            if target.sqlite_path is None:
                return self._on_server(reader, target)
            return self._file_in_place(reader, target, target.sqlite_path)

    def checked(self, url: str | None) -> Restored:
        """Restore into a place of its own, and throw it away: beside an address, or where there is room for it."""
        with self._opened() as reader:
            if reader.plain.database == SQLITE:
                target = None if url is None else self._target(reader.plain, url).sqlite_path
                folder = Path(tempfile.gettempdir()) if target is None else target.parent
                with self._explained(folder), workplace(folder) as half:
                    return self._file(reader, half / "restored", target)
            if url is not None:
                target_settings = self._target(reader.plain, url)
                done = self._on_server(reader, target_settings)
                _empty_server(backend_of(target_settings))
                return done
            with _database_to_throw_away(self._target(reader.plain, self.settings.database)) as aside:
                return self._on_server(reader, aside)

    def _target(self, plain: PlainHead, url: str) -> Settings:
        target = replace(self.settings, database=url)
        kind = SQLITE if target.sqlite_path is not None else POSTGRESQL
        if kind != plain.database:
            raise StorageError("error-restore-other-kind", path=str(self.path), kind=plain.database)
        return target

    # --- the file of the backup -----------------------------------------------------------------------------------

    @contextmanager
    def _opened(self) -> Iterator[SealedReader]:
        """The backup, its head opened, of a schema that we know."""
        try:
            if self.path.is_dir():
                raise StorageError("error-restore-folder", path=str(self.path))
            file: BinaryIO = self.path.open("rb")
        except OSError as error:
            raise StorageError("error-restore-not-read", path=str(self.path), reason=reason_of(error)) from None
        with file:
            try:
                reader = SealedReader(file, self.path)
                plain, path = reader.plain, str(self.path)
                if plain.schema > HEAD:
                    raise StorageError("error-restore-newer", path=path, product=plain.product, schema=plain.schema)
                reader.open(self.folder.key_of(plain.key, self.path).key)
                yield reader
            except OSError as error:
                raise StorageError("error-restore-not-read", path=str(self.path), reason=reason_of(error)) from None

    def _sealer(self, reader: SealedReader, target: Settings) -> tuple[Settings, Path | None]:
        """The settings with the keys that open the rows, and where that key lies if it is not the place's own.

        The backup has no such key: it is the office's, and named by its id.
        """
        assert reader.sealed is not None, "opened before"
        needed = list(dict.fromkeys([reader.plain.master, *reader.sealed.keys]))
        found = [target]
        if target.key is None and target.key_file is None:
            files = [path for path in (target.sqlite_path, self.settings.sqlite_path) if path is not None]
            beside = [key_path_beside(path) for path in files]
            found = [replace(target, key_file=path) for path in beside if path.exists()]
        given: list[str] = []
        for one in found:
            sealer = load_sealer(one, database_exists=True)
            if all(sealer.knows(key) for key in needed):
                own = None if target.sqlite_path is None else key_path_beside(target.sqlite_path)
                is_own = one.key_file is None or one.key_file == own or one.key_file == self.settings.key_file
                return one, None if is_own else one.key_file
            given += sealer.key_ids
        missing = next((key for key in needed if key not in given), needed[0])
        raise SealError("error-restore-other-key", path=str(self.path), key=missing, given=", ".join(given) or "-")

    # --- a file ---------------------------------------------------------------------------------------------------

    def _file_in_place(self, reader: SealedReader, target: Settings, path: Path) -> Restored:
        backend = backend_of(target)
        backend.check()
        for name in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
            if name.exists() and (name.stat().st_size or name != path):
                raise StorageError("error-restore-not-empty", path=str(name))
        with self._explained(path.parent), RunLock(path), workplace(path.parent) as half:
            done = self._file(reader, half / "restored", path)
            path.unlink(missing_ok=True)
            put_in_place(half / "restored", path)
        return replace(done, place=str(path))

    def _file(self, reader: SealedReader, at: Path, target: Path | None) -> Restored:
        """Make the file, and everything that is proved of it, in a folder that nobody else looks into."""
        whose = self.settings if target is None else replace(self.settings, database=_url_of(target))
        settings, key_file = self._sealer(reader, whose)
        with os.fdopen(os.open(at, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
            for data in reader.chunks():
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        settings = replace(settings, database=_url_of(at))
        backend = backend_of(settings)
        with backend.explained():
            engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(at), poolclass=NullPool)
            with engine.connect() as connection:
                check_whole(connection, self.path)
                found = self._counted(connection, reader)
            database = open_database(settings, migrating=True)
            try:
                done = self._proved(reader, settings, database, found)
                database.empty_log()
            finally:
                database.close()
        handle = os.open(at, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        return replace(done, key_file=key_file)

    # --- a server -------------------------------------------------------------------------------------------------

    def _on_server(self, reader: SealedReader, target: Settings) -> Restored:
        settings, key_file = self._sealer(reader, target)
        backend = backend_of(settings)
        with backend.explained():
            backend.check()
            release = _refuse_full(backend)
            tool = tool_for("pg_restore", release, backend.place, written_by=reader.plain.tool)
            database = Database(backend.writing_engine(), backend.reading_engine(), _sealer_of(settings), backend)
            try:
                arguments = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
                with running(tool, arguments, settings.database, "in") as content:
                    for data in reader.chunks():
                        content.write(data)
                with database.reading() as connection:
                    found = self._counted(connection, reader)
                with database.writing() as connection:
                    _mark(connection, reader.plain.schema)
                bring_up(database, migrating=True, restoring=True)
                done = self._proved(reader, settings, database, found)
                if done.erased:
                    _rewrite(backend)
                with database.writing() as connection:
                    connection.execute(delete(memos).where(memos.c.name == RESTORING_MEMO))
                database.empty_log()
            except BaseException:
                database.close()
                with contextlib.suppress(StorageError):
                    _empty_server(backend)
                raise
            database.close()
        return replace(done, place=backend.place, key_file=key_file)

    # --- what is proved -------------------------------------------------------------------------------------------

    @staticmethod
    def _counted(connection: Connection, reader: SealedReader) -> int:
        assert reader.sealed is not None, "opened before"
        found = count_records(connection)
        compare(found, reader.sealed.counts)
        return sum(found.values())

    def _proved(self, reader: SealedReader, settings: Settings, database: Database, count: int) -> Restored:
        with database.reading() as connection:
            opened = open_one_of_each(connection, database.sealer)
            people = people_in(connection)
        erased = ErasedPeople(self.folder)
        gone = [person for person in people if erased.has(person)]
        if gone:
            self.erase(settings, database, gone, self.now)
            with database.reading() as connection:
                left = set(people_in(connection)) & set(gone)
            if left:
                raise StorageError("error-restore-not-erased", count=len(left))
        self._note(database)
        return Restored(reader.plain, database.backend.place, count, opened, len(gone), None)

    def _note(self, database: Database) -> None:
        """Let the database know of every backup that there is, also of those made after this one."""
        living = self.folder.living()
        with database.writing() as connection:
            before = memo_in(connection, database.sealer, BACKUPS_MEMO) or {"until": "", "at": None}
            until = max([before["until"], *(own.until.isoformat() for own in living)])
            at = max([before["at"] or 0.0, *(own.done or 0.0 for own in living)])
            memo = {"folder": self.folder.name, "until": until, "at": at or None}
            set_memo(connection, database.sealer, BACKUPS_MEMO, memo)

    @contextmanager
    def _explained(self, folder: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError("error-restore-write", path=str(folder), reason=reason_of(error)) from None


def _url_of(path: Path) -> str:
    return f"sqlite:///{quote(str(path))}"


def _sealer_of(settings: Settings) -> Sealer:
    return load_sealer(settings, database_exists=True)


# --- a server ---------------------------------------------------------------------------------------------------------


def _refuse_full(backend: Backend) -> int:
    """Raise `StorageError` where there is anything in a database; returns the release of its server."""
    engine = backend.reading_engine()
    try:
        with engine.connect() as connection:
            if inspect(connection).get_table_names():
                raise StorageError("error-restore-not-empty", path=backend.place)
            return int(connection.execute(text("SHOW server_version_num")).scalar_one()) // 10_000
    finally:
        engine.dispose()


def _mark(connection: Connection, schema: str) -> None:
    """Let it be a database of ours, that nobody works on yet."""
    put_memo(connection, RESTORING_MEMO, b"restoring")
    connection.execute(
        text(
            f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL,"
            f" CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES (:schema)"), {"schema": schema})


def _rewrite(backend: Backend) -> None:
    """Have every table written anew, so that nothing of who was erased is left in free space."""
    engine = backend.writing_engine()
    try:
        with engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None, "just connected"
            driver.cursor().execute("VACUUM FULL")
    finally:
        engine.dispose()


def _empty_server(backend: Backend) -> None:
    """Take out all tables: only called for a database that was empty before us."""
    engine = backend.writing_engine()
    try:
        with backend.explained(), engine.begin() as connection:
            for name in inspect(connection).get_table_names():
                connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
    finally:
        engine.dispose()


@contextmanager
def _database_to_throw_away(beside: Settings) -> Iterator[Settings]:
    """A database of its own on the server of an address."""
    name = f"intake_check_{secrets.token_hex(4)}"
    backend = backend_of(beside)
    with backend.explained():
        backend.check()
    engine = backend.writing_engine()

    def ask(statement: str) -> None:
        with engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None, "just connected"
            driver.cursor().execute(statement)

    try:
        with backend.explained():
            try:
                ask(f'CREATE DATABASE "{name}" TEMPLATE template0')
            except Exception as error:
                if getattr(error, "sqlstate", None) == "42501":
                    raise StorageError("error-restore-no-database", path=backend.place) from None
                raise
        try:
            url = make_url(beside.database).set(database=name).render_as_string(hide_password=False)
            yield replace(beside, database=url)
        finally:
            with backend.explained():
                ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    finally:
        engine.dispose()


__all__ = ["Restored", "Restoring"]
