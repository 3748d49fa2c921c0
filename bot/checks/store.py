"""Checks of the database, its lock and its disk. A file is only ever opened for reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.checks.stored import StoreFindings, check_key_fits, check_stored, duration
from bot.settings import Settings
from bot.storage.lock import is_held
from bot.storage.sqlite import SqliteFile

LITTLE_ROOM_BYTES = 500_000_000
NO_ROOM_BYTES = 50_000_000


def check_store(settings: Settings, now: datetime) -> StoreFindings:
    """Look at everything that is kept on disk."""
    store = StoreFindings()
    store.findings.extend(_check(settings, now, store))
    return store


def _check(settings: Settings, now: datetime, store: StoreFindings) -> Iterator[Finding]:
    path = settings.sqlite_path
    if path is None:
        # Imported here: its driver takes its time, and most offices need none.
        from bot.checks.server import check_server

        yield from check_server(settings, now, store)
        return
    if not path.parent.is_dir():
        yield problem("database", "doctor-database-no-folder", path=str(path.parent))
        return
    yield from _room(path)
    store.running = is_held(path)
    if not path.exists() or not path.stat().st_size:
        writable = os.access(path.parent, os.W_OK | os.X_OK)
        yield (
            note("database", "doctor-database-none-yet", path=str(path))
            if writable
            else problem("database", "doctor-database-folder-not-writable", path=str(path.parent))
        )
        if settings.key is not None or settings.key_file is not None:
            yield from check_key_fits(settings, None)[1]
        return
    yield from _file(path)
    engine = create_engine("sqlite://", creator=lambda: _open(path), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            [(sound,)] = connection.exec_driver_sql("PRAGMA quick_check(1)").all()
            if sound != "ok":
                yield problem("database", "doctor-database-damaged")
                return
            yield from check_stored(settings, connection, SqliteFile(path), now, store)
    except (sqlite3.Error, DBAPIError) as error:
        name = type(error.orig if isinstance(error, DBAPIError) else error).__name__
        yield problem("database", "doctor-database-unreadable", path=str(path), error=name)


def _open(path: Path) -> sqlite3.Connection:
    # Without a log beside the file nobody is writing, and "immutable" keeps SQLite from making one.
    nobody_writes = not path.with_name(path.name + "-wal").exists()
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if nobody_writes else ''}"
    return sqlite3.connect(address, uri=True, timeout=10)


def _room(path: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(path.parent).free
    gigabytes = f"{free / 1e9:.1f}"
    if free < NO_ROOM_BYTES:
        yield problem("disk", "doctor-disk-full", free=gigabytes)
    elif free < LITTLE_ROOM_BYTES:
        yield warning("disk", "doctor-disk-little", free=gigabytes)
    else:
        yield ok("disk", "doctor-disk", free=gigabytes)


def _file(path: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning("database", "doctor-file-open", path=str(path))
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        yield problem("database", "doctor-database-not-writable", path=str(path))


__all__ = ["StoreFindings", "check_store", "duration"]
