"""Opens the database as we need it: durable, one writer at a time, migrated, with the key that sealed it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, inspect, select, text

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.dialect import Backend
from bot.storage.keys import check_key, load_sealer
from bot.storage.records import put_memo
from bot.storage.seal import Sealer
from bot.storage.sqlite import SqliteFile
from bot.storage.tables import HEAD, memos

KEY_MEMO = "key"
# Stands there from an erasure until the log is empty; what it says is random.
TRACES_MEMO = "traces"
# Where the office went, once it was copied to another database.
MOVED_MEMO = "moved"
# Stands there while a backup is restored into it.
RESTORING_MEMO = "restoring"
# Since it was migrated: the oldest schema whose version of the product may go on with this database.
OLDEST_MEMO = "oldest"
# What is not sealed of the memos.
PLAIN_MEMOS = (KEY_MEMO, TRACES_MEMO, RESTORING_MEMO, OLDEST_MEMO)


@dataclass
class Database:
    """An open, migrated database and the sealer of its personal data.

    `engine` writes; `reader` reads, and nobody has to wait for it.
    """

    engine: Engine
    reader: Engine
    sealer: Sealer
    backend: Backend
    _held: Connection | None = None

    def held(self) -> Connection:
        """The connection that the turns share, one after the other; it stays open."""
        if self._held is None:
            self._held = self.engine.connect()
        return self._held

    def let_go(self) -> None:
        """Close the connection of the turns for good; the next turn opens another."""
        if self._held is not None:
            connection, self._held = self._held, None
            connection.invalidate()
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment and takes no write lock."""
        with self.backend.explained(), self.reader.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of its own, apart from the turns; the pen is held until its end."""
        with self.backend.explained(), self.engine.begin() as connection:
            yield connection

    def has_traces(self) -> bool:
        """Whether something that was erased may still be in the log."""
        with self.reading() as connection:
            return _traces(connection) is not None

    def empty_log(self) -> bool:
        """See to it that what was erased is not left in the log; False where that has to be tried again."""
        with self.reading() as connection:
            mark = _traces(connection)
        with self.backend.explained():
            done = self.backend.empty_log()
        if done and mark is not None:
            # Only the mark that was there before: something may have been erased meanwhile.
            mine = (memos.c.name == TRACES_MEMO) & (memos.c.sealed == mark)
            with self.writing() as connection:
                connection.execute(delete(memos).where(mine))
        return done

    def close(self) -> None:
        """Give back every connection."""
        if self._held is not None:
            self._held.close()
            self._held = None
        self.reader.dispose()
        self.engine.dispose()


def backend_of(settings: Settings) -> Backend:
    """Which database the settings name."""
    path = settings.sqlite_path
    if path is not None:
        return SqliteFile(path)
    # Imported here: its driver takes its time, and most offices need none.
    from bot.storage.postgresql import PostgresqlDatabase

    return PostgresqlDatabase(settings.database)


def open_database(settings: Settings, *, migrating: bool = False) -> Database:
    """Open the database of the settings; a SQLite file is made, and brought to the newest schema, where it has to be.

    `migrating` does so with any other as well. Raises `StorageError` when it cannot be used and `SealError` when its
    key is missing or another one.
    """
    backend = backend_of(settings)
    with backend.explained():
        backend.check()
        exists = backend.exists()
    sealer = load_sealer(settings, database_exists=exists)
    return open_with(backend, sealer, migrating=migrating or backend.calls is None)


def open_with(backend: Backend, sealer: Sealer, *, migrating: bool) -> Database:
    """Open a database that was checked, with these keys."""
    database = Database(backend.writing_engine(), backend.reading_engine(), sealer, backend)
    try:
        with backend.explained():
            backend.make()
            bring_up(database, migrating=migrating)
    except BaseException:
        database.close()
        raise
    return database


def bring_up(database: Database, *, migrating: bool, restoring: bool = False) -> None:
    """See to it that the schema is the newest, and that the database knows the key that seals it.

    A newer version of the product may have made it newer still, in a way that ours may go on with.
    One that a backup is being restored into is for nobody else: what is erased since is still in it.
    """
    # Looking takes no lock, so that nobody waits for a command that has nothing to migrate.
    with database.reader.begin() as connection:
        current = _version(connection, database.backend.place)
        usable = may_use(connection, current)
    if not usable:
        if current is not None and current > HEAD:
            raise StorageError("error-database-other-version", path=database.backend.place, newest=HEAD)
        if not migrating:
            raise StorageError("error-database-not-migrated", path=database.backend.place, newest=HEAD)
        migrate(database.engine, database.sealer, database.backend)
    with database.reader.begin() as connection:
        known = stored_key(connection)
        if not restoring and _plain_memo(connection, RESTORING_MEMO) is not None:
            raise StorageError("error-database-half-restored", path=database.backend.place)
    if known != database.sealer.key_id:
        with database.engine.begin() as connection:
            remember_key(connection, database.sealer)


def migrate(engine: Engine, sealer: Sealer, backend: Backend) -> None:
    """Bring the schema to the newest version. Alembic is only loaded when there is something to do.

    Raises `StorageError` for a version that is not among ours.
    """
    from bot.storage.upgrading import upgrade

    upgrade(engine, sealer, backend)


def stored_key(connection: Connection) -> str | None:
    """The id of the key that seals this database, None where none is recorded yet."""
    if not inspect(connection).has_table(memos.name):
        return None
    found = _plain_memo(connection, KEY_MEMO)
    return None if found is None else bytes(found).decode()


def may_use(connection: Connection, schema: str | None) -> bool:
    """Whether this version of the product can work with this schema: its own, or a newer one where it may."""
    if schema is None or schema <= HEAD:
        return schema == HEAD
    oldest = _plain_memo(connection, OLDEST_MEMO)
    return oldest is not None and bytes(oldest).decode() <= HEAD


def _plain_memo(connection: Connection, name: str) -> bytes | None:
    return connection.execute(select(memos.c.sealed).where(memos.c.name == name)).scalar_one_or_none()


def _traces(connection: Connection) -> bytes | None:
    return _plain_memo(connection, TRACES_MEMO)


def leave_traces(connection: Connection) -> None:
    """Note that something which must not stay in the log was removed by this transaction."""
    put_memo(connection, TRACES_MEMO, secrets.token_bytes(8))


def remember_key(connection: Connection, sealer: Sealer) -> None:
    """Record which key seals this database: our first, if the one recorded is among ours. Refuse another one."""
    check_key(sealer, stored_key(connection))
    put_memo(connection, KEY_MEMO, sealer.key_id.encode())


@contextmanager
def opened_if_there(settings: Settings) -> Iterator[Database | None]:
    """The database for who only reads, or None where there is none yet: reading makes none."""
    backend = backend_of(settings)
    with backend.explained():
        exists = backend.exists()
    if not exists:
        yield None
        return
    database = open_database(settings)
    try:
        yield database
    finally:
        database.close()


def place_of_none(settings: Settings) -> str | None:
    """How sentences name a database that is not there yet; None where there is one."""
    backend = backend_of(settings)
    with backend.explained():
        return None if backend.exists() else backend.place


def version_on_disk(settings: Settings) -> str | None:
    """The version of the schema in the database of the settings, None where there is none yet."""
    backend = backend_of(settings)
    with backend.explained():
        if not backend.exists():
            return None
        engine = backend.reading_engine()
        try:
            return schema_version(engine, backend.place)
        finally:
            engine.dispose()


def schema_version(engine: Engine, place: str) -> str | None:
    """The version of the schema, None where there is none yet; `place` is how sentences name the database."""
    with engine.connect() as connection:
        return _version(connection, place)


def schema_of(connection: Connection) -> str | None:
    """The version of the schema; None where nothing of ours is there."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if version is None else str(version)


def _version(connection: Connection, place: str) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise StorageError("error-database-of-others", path=place)
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if version is None else str(version)
