"""Checks of the database, its key, its lock and its disk. The file is only ever opened for reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections import namedtuple
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from bot.checks.finding import Finding, note, ok, problem, warning
from bot.errors import SealError
from bot.settings import Settings
from bot.storage.keys import check_key, key_path_beside, load_sealer
from bot.storage.lock import is_held
from bot.storage.rotation import SEALED, is_old, named_rows, opens
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD

WAITS_TOO_LONG_SECONDS = 600
LITTLE_ROOM_BYTES = 500_000_000
NO_ROOM_BYTES = 50_000_000
_MADE_LATER = "the first `intake run` or `intake chat` makes it"


@dataclass
class StoreFindings:
    """What the database tells the other checks: whether `intake run` works on it, and where the staff group went."""

    findings: list[Finding] = field(default_factory=list)
    running: bool = False
    moved: tuple[int, int] | None = None
    """The staff group's id of the setting, and the one that it has since its migration."""


def check_store(settings: Settings, now: datetime) -> StoreFindings:
    """Look at everything that is kept on disk."""
    store = StoreFindings()
    store.findings.extend(_check(settings, now, store))
    return store


def _check(settings: Settings, now: datetime, store: StoreFindings) -> Iterator[Finding]:
    path = settings.sqlite_path
    if path is None:
        yield problem(
            "database", "PostgreSQL is not supported by this version yet: use sqlite:///path in INTAKE_DATABASE"
        )
        return
    if not path.parent.is_dir():
        yield problem("database", f"the folder {path.parent} does not exist: make it, or correct INTAKE_DATABASE")
        return
    yield from _room(path)
    store.running = is_held(path)
    if not path.exists() or not path.stat().st_size:
        writable = os.access(path.parent, os.W_OK | os.X_OK)
        text = f"there is none at {path} yet; {_MADE_LATER}, with a key where none is set"
        yield (
            note("database", text)
            if writable
            else problem("database", f"the folder {path.parent} is not writable: change its rights, or INTAKE_DATABASE")
        )
        if settings.key is not None or settings.key_file is not None:
            yield from _key(settings, None)[1]
        return
    yield from _file(path)
    try:
        with closing(_open(path)) as connection:
            yield from _inside(settings, connection, now, store)
    except sqlite3.Error as error:
        yield problem(
            "database",
            f"{path} cannot be read ({type(error).__name__}): check its rights and that INTAKE_DATABASE names "
            "an intake database; if it does, restore a backup",
        )


def _open(path: Path) -> sqlite3.Connection:
    # Without a log beside the file nobody is writing, and "immutable" keeps SQLite from making one.
    nobody_writes = not path.with_name(path.name + "-wal").exists()
    address = f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if nobody_writes else ''}"
    return sqlite3.connect(address, uri=True, timeout=10)


def _room(path: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(path.parent).free
    text = f"{free / 1e9:.1f} GB free where the database is"
    if free < NO_ROOM_BYTES:
        yield problem("disk", f"{text}: make room, or move the database (INTAKE_DATABASE); without it nothing is kept")
    elif free < LITTLE_ROOM_BYTES:
        yield warning("disk", f"{text}: make room, or move the database (INTAKE_DATABASE)")
    else:
        yield ok("disk", text)


def _file(path: Path) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield warning("database", f"{path} is open to other users of this machine: run `chmod 600 {path}`")
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        yield problem(
            "database",
            f"{path} or its folder is not writable for this user: change the owner or the rights, or INTAKE_DATABASE",
        )


def _inside(
    settings: Settings, connection: sqlite3.Connection, now: datetime, store: StoreFindings
) -> Iterator[Finding]:
    [(sound,)] = connection.execute("PRAGMA quick_check(1)").fetchall()
    if sound != "ok":
        yield problem("database", "the file is damaged: stop intake and restore a backup")
        return
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "alembic_version" not in tables:
        yield problem("database", "this is a database of another program: set INTAKE_DATABASE to a file of our own")
        return
    [version] = [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")] or [None]
    if version == HEAD:
        yield ok("database", f"{settings.sqlite_path} opens and has the newest schema ({HEAD})")
    elif version is None or version < HEAD:
        yield warning(
            "database", f"has schema {version}, the newest is {HEAD}: run `intake migrate` (every start does it, too)"
        )
    else:
        yield problem(
            "database", f"has schema {version}, newer than this version of intake knows ({HEAD}): update intake"
        )
        return
    if version != HEAD or {"facts", "outbox", "unreadable"} - tables:
        # What else is asked is asked of the newest schema.
        stored = _stored_key(connection) if "facts" in tables else None
        yield from _key(settings, stored)[1]
        return
    sealer, findings = _key(settings, _stored_key(connection))
    yield from findings
    yield from _traces(connection, store)
    if sealer is not None:
        yield from _several_keys(connection, sealer)
        store.moved = _moved(connection, sealer)
        yield from _keeping(connection, sealer)
    if store.running:
        yield ok("service", "`intake run` is working on this database")
    else:
        yield note("service", "`intake run` is not running on this database")
    yield from _outbox(settings, connection, now, store)
    yield from _unreadable(connection, now)


def _stored_key(connection: sqlite3.Connection) -> str | None:
    [(stored,)] = connection.execute("SELECT sealed FROM facts WHERE name = 'key'").fetchall() or [(None,)]
    return None if stored is None else bytes(stored).decode("ascii", "replace")


def _traces(connection: sqlite3.Connection, store: StoreFindings) -> Iterator[Finding]:
    if connection.execute("SELECT 1 FROM facts WHERE name = 'traces'").fetchone() is None:
        return
    remedy = (
        "`intake run` empties it; if this line stays, another program keeps reading the database: stop that"
        if store.running
        else "start `intake run`, which empties it"
    )
    yield warning("erasure", f"what was erased last is still in the log beside the database: {remedy}")


def _unreadable(connection: sqlite3.Connection, now: datetime) -> Iterator[Finding]:
    since = now.timestamp() - 7 * 86_400
    found = connection.execute(
        "SELECT kind, COUNT(*) FROM unreadable WHERE seen_at > ? GROUP BY kind ORDER BY kind", (since,)
    ).fetchall()
    if found:
        count = sum(number for _, number in found)
        kinds = ", ".join(f"{kind} {number}" for kind, number in found)
        yield note("updates", f"{count} of the last seven days could not be read and were passed over ({kinds})")


def _key(settings: Settings, stored_key_id: str | None) -> tuple[Sealer | None, list[Finding]]:
    try:
        # "database_exists" also keeps it from making a key.
        sealer = load_sealer(settings, database_exists=True)
        check_key(sealer, stored_key_id)
    except SealError as error:
        return None, [problem("key", str(error))]
    if settings.key is not None:
        place = "INTAKE_KEY"
    elif settings.key_file is not None:
        place = str(settings.key_file)
    else:
        place = str(key_path_beside(settings.sqlite_path or Path()))
    fits = "fits the database" if stored_key_id is not None else "can be used"
    advice = "keep a copy of it, apart from the backups of the database"
    findings = [ok("key", f"{place} {fits}; {advice}")]
    return sealer, findings


def _several_keys(connection: sqlite3.Connection, sealer: Sealer) -> Iterator[Finding]:
    """Whether old keys are still needed, and for what: for what was not sealed again yet, or what no key opens."""
    if len(sealer.key_ids) == 1:
        return
    left, damaged = 0, []
    for table in SEALED:
        for place, row in _rows(connection, table):
            if is_old(sealer, table, place, row.sealed):
                left += 1
                if not opens(sealer, table, row):
                    damaged.append((table.name, str(place)))
    keys = f"the key file holds {len(sealer.key_ids)} keys"
    if left > len(damaged) or not left:
        yield note("key", f"{keys}: `intake keys rotate` leaves the first alone when all is sealed with it")
    if damaged:
        yield warning(
            "key",
            f"{keys}, and {named_rows(damaged)} cannot be opened with any of them (damaged): put them back from a "
            "backup and run `intake keys rotate`; until then keep the old keys, too",
        )


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, Any]]:
    """The rows of a table in order, each with its own key before it."""
    [key] = table.primary_key.columns
    names = [column.name for column in table.c]
    row_of: Any = namedtuple("Row", names)  # type: ignore[misc]  # made when the program runs
    for values in connection.execute(f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {key.name}"):
        row = row_of(*values)
        yield getattr(row, key.name), row


def _moved(connection: sqlite3.Connection, sealer: Sealer) -> tuple[int, int] | None:
    fact = _fact(connection, sealer, "office_chat")
    try:
        return None if fact is None else (int(fact["setting"]), int(fact["chat"]))
    except (KeyError, TypeError, ValueError):
        return None


def _keeping(connection: sqlite3.Connection, sealer: Sealer) -> Iterator[Finding]:
    doubted = (_fact(connection, sealer, "last_look") or {}).get("doubted")
    if doubted is not None:
        yield warning(
            "erasure",
            "nobody whose keeping time is over is erased for now, since Telegram does not confirm the "
            f"{_utc(doubted)} that this machine's clock said: set the clock (use NTP), see that Telegram can be "
            "reached; `intake run` looks again every ten minutes",
        )


def _utc(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} (UTC)"


def _fact(connection: sqlite3.Connection, sealer: Sealer, name: str) -> Any:
    """A fact about this installation; None where it is not known, or cannot be opened."""
    found = connection.execute("SELECT sealed FROM facts WHERE name = ?", (name,)).fetchone()
    try:
        return None if found is None else sealer.open_json("facts", name, bytes(found[0]))
    except SealError:
        return None


def _outbox(
    settings: Settings, connection: sqlite3.Connection, now: datetime, store: StoreFindings
) -> Iterator[Finding]:
    rows = [
        (state, *row)
        for state in ("queued", "doubtful", "held", "dead")
        for row in connection.execute(
            "SELECT channel, COUNT(*), MIN(created_at) FROM outbox WHERE state = ? GROUP BY channel", (state,)
        )
    ]
    counts = {(state, channel): count for state, channel, count, _ in rows}
    has_office = settings.office_token is not None and settings.office_chat is not None
    due = [
        (count, oldest)
        for state, channel, count, oldest in rows
        if state == "queued" and (channel != "office" or has_office)
    ]
    for_later = 0 if has_office else counts.get(("queued", "office"), 0)
    if due:
        waiting, age = sum(count for count, _ in due), now.timestamp() - min(oldest for _, oldest in due)
        text = f"{_messages(waiting)} waiting, the oldest for {_duration(age)}"
        if age <= WAITS_TOO_LONG_SECONDS:
            yield ok("outbox", text)
        elif store.running:
            yield warning("outbox", f"{text}: the other lines here, or the log of `intake run`, say why")
        else:
            yield warning("outbox", f"{text}: start `intake run`")
    if for_later:
        yield note("outbox", f"{_messages(for_later)} for staff kept until the office's bot and group are set")
    if held := sum(count for (state, _), count in counts.items() if state == "held"):
        yield note("outbox", f"{_messages(held)} kept for people who blocked the bot, until they come back")
    if doubtful := sum(count for (state, _), count in counts.items() if state == "doubtful"):
        yield warning(
            "outbox",
            f"{_messages(doubtful)} refused for a reason intake does not know, tried again and again: "
            "the log of `intake run` says which",
        )
    if dead := sum(count for (state, _), count in counts.items() if state == "dead"):
        yield warning(
            "outbox", f"{_messages(dead)} could not be delivered and never will be: the log of `intake run` says why"
        )
    if not rows:
        yield ok("outbox", "nothing waits to be sent")


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count} messages"


def _duration(seconds: float) -> str:
    for length, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return f"{int(seconds // length)} {unit}"
    return f"{max(0, int(seconds))} seconds"


__all__ = ["StoreFindings", "check_store"]
