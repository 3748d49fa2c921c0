"""Opens the database as we need it: durable, one writer at a time, migrated, with the key that sealed it.

SQLite runs on a sync engine; every connection gets WAL, synchronous=FULL and an explicit BEGIN IMMEDIATE, so that a
transaction never finds out at its end that somebody else wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from bot.errors import StorageError
from bot.settings import Settings
from bot.storage.keys import check_key, load_sealer
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD, facts

_KEY_FACT = "key"
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
    # What is erased must be gone from the file, not only from the tables.
    "PRAGMA secure_delete=ON",
)


@dataclass(frozen=True)
class Database:
    """An open, migrated database and the sealer of its personal data."""

    engine: Engine
    sealer: Sealer

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def open_database(settings: Settings) -> Database:
    """Open (and for SQLite make and migrate) the database of the settings.

    Raises `StorageError` when it cannot be used and `SealError` when its key is missing or another one.
    """
    path = settings.sqlite_path
    if path is None:
        raise StorageError(
            "INTAKE_DATABASE: PostgreSQL is not supported by this version yet; use sqlite:///path for one machine"
        )
    exists = path.exists() and path.stat().st_size > 0
    if not path.parent.is_dir():
        raise StorageError(f"INTAKE_DATABASE: the folder {path.parent} does not exist; make it or choose another path")
    sealer = load_sealer(settings, database_exists=exists)
    engine = sqlite_engine(path)
    with _explained(path):
        if not exists:
            # The file is made by us, so that nobody else may read it from its first byte.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with engine.connect() as connection:
            current = _version(connection)
        if current != HEAD:
            migrate(engine)
        with engine.begin() as connection:
            remember_key(connection, sealer)
    return Database(engine, sealer)


def sqlite_engine(path: Path) -> Engine:
    """A sync engine on one SQLite file with our pragmas and explicit transactions."""
    engine = create_engine(f"sqlite:///{path}", pool_size=2, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: we say BEGIN IMMEDIATE below.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version. Alembic is only loaded when there is something to do.

    Raises `StorageError` for a version that is not among ours.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with resources.as_file(resources.files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise StorageError(
                    f"the database {engine.url.database} was made by another version of intake, which this one "
                    f"does not know (its newest schema is {HEAD}): use that version or a newer one"
                ) from None


def remember_key(connection: Connection, sealer: Sealer) -> None:
    """Record which key seals this database, or refuse another one."""
    found = connection.execute(select(facts.c.sealed).where(facts.c.name == _KEY_FACT)).scalar_one_or_none()
    if found is None:
        connection.execute(insert(facts).values(name=_KEY_FACT, sealed=sealer.key_id.encode()))
    check_key(sealer, None if found is None else bytes(found).decode())


def version_on_disk(settings: Settings) -> str | None:
    """The version of the schema in the SQLite file of the settings, None where there is no file yet."""
    path = settings.sqlite_path
    if path is None or not (path.exists() and path.stat().st_size):
        return None
    engine = sqlite_engine(path)
    try:
        with _explained(path):
            return schema_version(engine)
    finally:
        engine.dispose()


def schema_version(engine: Engine) -> str | None:
    """The version of the schema in the file, None where there is none yet."""
    with engine.connect() as connection:
        return _version(connection)


def forget_traces(engine: Engine) -> None:
    """Fold the write-ahead log into the file and empty it, so that erased rows are not left in the log."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _version(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise StorageError(
                f"{connection.engine.url.database} is a database of another program; "
                "set INTAKE_DATABASE to a file of our own"
            )
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if version is None else str(version)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        reason = type(error.orig).__name__ if error.orig else type(error).__name__
        raise StorageError(
            f"the database {path} cannot be opened ({reason}); check that it is an intake database and writable"
        ) from error
