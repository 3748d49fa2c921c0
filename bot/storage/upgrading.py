"""Brings a schema to the newest version, on a server while an older version of the product goes on.

Each migration says by `oldest` which schema the oldest version of the product knows that may go on with what it leaves
behind. One that only adds keeps the `oldest` of the one before it: it expands. One that takes away what versions no
longer use raises it: it contracts, and waits until no process of an older version is there. What it comes to is kept in
the database, and each process looks at it in every transaction.

A file has one process: there all is one transaction, whole or not at all, as it is with a database that is made.
Elsewhere each migration is a transaction of its own that waits for locks only for a moment, so that nobody has to wait
long behind it, and then tries again; indexes (`indexes` of a migration) are built before it beside everybody else's
work. Stopped anywhere, it goes on where it was when it is begun again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.errors import StorageError
from bot.storage import leases
from bot.storage.database import OLDEST_MEMO, schema_of, stored_key
from bot.storage.dialect import Backend, Online, SlowIndex
from bot.storage.keys import check_key
from bot.storage.records import put_memo
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD

# How long it is waited between two attempts to get a lock; each attempt waits for `Online` itself. A minute in all.
PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0)
# A process that ended without a word is seen until its lease is over.
GONE_AFTER_SECONDS, _LOOK_EVERY_SECONDS = 15.0, 0.5


@dataclass(frozen=True, slots=True)
class Revision:
    """One migration: the schema it makes, who may go on with it, and which indexes are built before it."""

    schema: str
    oldest: str
    indexes: Sequence[SlowIndex]


def upgrade(engine: Engine, sealer: Sealer, backend: Backend) -> None:
    """Bring the schema to the newest version. Raises `StorageError` for a version that is not among ours."""
    with configured() as config:
        try:
            if backend.online is None:
                with engine.begin() as connection:
                    _all_at_once(connection, config, sealer)
                return
            with backend.online.alone():
                _step_by_step(engine, config, sealer, backend.online)
        except CommandError:
            raise StorageError("error-database-other-version", path=backend.place, newest=HEAD) from None


def revisions_after(config: Config, schema: str | None) -> list[Revision]:
    """Which migrations are to be done from a schema on, in their order."""
    found = ScriptDirectory.from_config(config).iterate_revisions(HEAD, schema or "base")
    return [Revision(one.revision, one.module.oldest, getattr(one.module, "indexes", ())) for one in found][::-1]


def _all_at_once(connection: Connection, config: Config, sealer: Sealer) -> None:
    schema = schema_of(connection)
    check_key(sealer, stored_key(connection))
    ahead = revisions_after(config, schema)
    if ahead:
        _do(connection, config, sealer, ahead[-1], is_new=schema is None)


def _step_by_step(engine: Engine, config: Config, sealer: Sealer, online: Online) -> None:
    with engine.begin() as connection:
        schema = schema_of(connection)
        if schema is None:
            # Nobody can be at work in a database that is only made.
            online.take_time(connection)
            _all_at_once(connection, config, sealer)
            return
        check_key(sealer, stored_key(connection))
    for revision in revisions_after(config, schema):
        for index in revision.indexes:
            online.build(index)
        _await_older(engine, revision, online)
        _with_patience(engine, config, sealer, online, revision)


def _await_older(engine: Engine, revision: Revision, online: Online) -> None:
    """Wait until no process is there that cannot go on with what a migration leaves behind."""
    given_up = time.monotonic() + GONE_AFTER_SECONDS
    while True:
        with engine.begin() as connection:
            older = leases.older_than(connection, int(revision.oldest))
        if not older:
            return
        if time.monotonic() >= given_up:
            names = {"newest": revision.schema, "oldest": revision.oldest}
            raise StorageError("error-migrate-older-works", path=online.place, count=older, **names)
        time.sleep(_LOOK_EVERY_SECONDS)


def _with_patience(engine: Engine, config: Config, sealer: Sealer, online: Online, revision: Revision) -> None:
    """Do a migration; where a lock cannot be had in a moment, let everybody go first, and try again."""
    for pause in (*PAUSES, None):
        try:
            with engine.begin() as connection:
                if revision.oldest < revision.schema:
                    online.be_quick(connection)
                else:
                    online.take_time(connection)
                _do(connection, config, sealer, revision)
            return
        except DBAPIError as error:
            if not online.is_held(error):
                raise
            holders = online.holders()
        if pause is not None:
            time.sleep(pause)
    raise StorageError("error-migrate-held", path=online.place, newest=revision.schema, holders=holders)


def _do(connection: Connection, config: Config, sealer: Sealer, last: Revision, *, is_new: bool = False) -> None:
    """Do all migrations up to one of them, and note who may go on."""
    config.attributes |= {"connection": connection, "sealer": sealer}
    command.upgrade(config, last.schema)
    if last.oldest < last.schema or not is_new:
        put_memo(connection, OLDEST_MEMO, last.oldest.encode())


def version_folders() -> list[Traversable]:
    """Where the migrations are."""
    return [resources.files("bot.storage") / "migrations" / "versions"]


@contextmanager
def configured() -> Iterator[Config]:
    """How Alembic finds the migrations."""
    with resources.as_file(resources.files("bot.storage") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", _escaped(folder))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", "\n".join(_escaped(one) for one in version_folders()))
        yield config


def _escaped(path: Path | Traversable) -> str:
    return str(path).replace("%", "%%")


__all__ = ["GONE_AFTER_SECONDS", "PAUSES", "Revision", "configured", "revisions_after", "upgrade", "version_folders"]
