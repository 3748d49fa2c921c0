"""Changes the key of a database while it is in use: a new key, then every sealed value and finder anew, piece by piece.

The order makes it safe to be stopped anywhere. First the new key stands in the key file before the old ones; then the
database names it, and from that moment every transaction of every process seals with it (see `bot.storage.store`); then
what the old keys sealed is sealed again; when nothing of theirs is left, they leave the file. Begun again, it goes on.

A record that no key opens (a disk spoilt it) stops nothing: it is told, it stays as it is, and so does the key it
names, in case the record is put back from a backup.

An address and the lane of its messages are named by its finder, which is a hash under a key: they are named anew, too.
Whoever had the old key could else try all chats there are and find out who is a client.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, delete, insert, select, update

from bot.errors import AlreadyRunning, SealError, StorageError, StorageTrouble, reason_of
from bot.settings import Settings
from bot.storage.database import PLAIN_MEMOS, Database, leave_traces, remember_key, schema_version
from bot.storage.desk import hashed_parts
from bot.storage.keys import add_key, keep_keys, key_file_of
from bot.storage.records import finder_of
from bot.storage.seal import Sealer, key_id_of
from bot.storage.tables import (
    HEAD,
    PADDED,
    addresses,
    audit,
    bookings,
    calendars,
    counters,
    desk_sessions,
    entries,
    feeds,
    lead_parts,
    leads,
    memos,
    outbox,
    people,
    profile_changes,
    runs,
    saved_texts,
    staff,
    talk,
    web_events,
    web_files,
    web_sessions,
)
from bot.turns.finding import parts_of
from bot.turns.ports import Stale
from dialogs.consented import Consented
from dialogs.messages import Text

# Few at a time, so that a turn of `intake run` waits no longer than for another turn.
ROWS_AT_ONCE = 100
# More than once only if something seals with an old key all the same; that is told, not hidden.
MOST_ROUNDS = 3
# A piece that the database ended (a deadlock, a lock held for long) is done again so often before that is told.
MOST_TRIES = 10
# How many damaged records are named.
MOST_NAMED = 10
# What holds sealed values, in the order they are sealed again.
SEALED = (
    memos,
    people,
    addresses,
    runs,
    leads,
    bookings,
    talk,
    audit,
    saved_texts,
    staff,
    calendars,
    entries,
    feeds,
    web_sessions,
    web_events,
    web_files,
    desk_sessions,
    counters,
    profile_changes,
    outbox,
)


@dataclass
class Rotated:
    """What was done."""

    key_id: str
    went_on: bool
    sealed: dict[str, int] = field(default_factory=dict)
    dropped: int = 0
    # The table and the id of each record that no key opens.
    damaged: list[tuple[str, str]] = field(default_factory=list)


class Rotation:
    """Rotates the key in a file. `between` is called between any two pieces, outside of every transaction."""

    def __init__(self, database: Database, key_file: Path, between: Callable[[], None] = lambda: None) -> None:
        self.database = database
        self.key_file = key_file
        self.between = between
        # The records that no key opens, and the key that each names.
        self._damaged: dict[tuple[str, str], str] = {}

    def run(self) -> Rotated:
        """Do all of it, or go on where it was stopped."""
        place = self.database.backend.place
        if schema_version(self.database.reader, place) != HEAD:
            # What a newer version seals would lose its key.
            raise StorageError("error-rotation-newer", path=place)
        with _alone(self.database.backend.file or self.key_file):
            went_on = self._have_a_new_key()
            done = Rotated(self.database.sealer.key_id, went_on)
            for _ in range(MOST_ROUNDS):
                for table in SEALED:
                    done.sealed[table.name] = done.sealed.get(table.name, 0) + self._seal_again(table)
                if not self._count_old():
                    break
            else:
                raise StorageError("error-rotation-unfinished")
            self.between()
            with self.database.writing() as connection:
                leave_traces(connection)
            done.dropped = keep_keys(self.key_file, done.key_id, frozenset(self._damaged.values()))
            done.damaged = list(self._damaged)
            return done

    def _have_a_new_key(self) -> bool:
        """Whether a new key was there already, from a rotation that was stopped."""
        sealer = self.database.sealer
        sealer.refresh()
        went_on = len(sealer.key_ids) > 1 and not self._is_done_but_for_damage()
        if not went_on:
            add_key(self.key_file)
            self.between()
            sealer.refresh()
        with self.database.writing() as connection:
            remember_key(connection, sealer)
        # Whoever had begun before seals with the old key.
        self.database.backend.outlast_others()
        self.between()
        return went_on

    def _is_done_but_for_damage(self) -> bool:
        """Whether the old keys are there for nothing but records that no key opens: then a new one can be made."""
        are_damaged = [
            not opens(self.database.sealer, table, record)
            for table in SEALED
            for page in self._pages(table)
            for record in self._records(table, page)
        ]
        return bool(are_damaged) and all(are_damaged)

    def _records(self, table: Table, keys: list[Any]) -> list[Any]:
        [key] = table.primary_key.columns
        with self.database.reading() as connection:
            return list(connection.execute(select(table).where(key.in_(keys))))

    # --- sealing again --------------------------------------------------------------------------------------------

    def _seal_again(self, table: Table) -> int:
        count = 0
        for keys in self._pages(table):
            again, damaged = self._seal_one_page(table, keys)
            count += again
            self._damaged |= damaged
            self.between()
        return count

    def _seal_one_page(self, table: Table, keys: list[Any]) -> tuple[int, dict[tuple[str, str], str]]:
        """Seal a page again, once more from its beginning where turns and it stood in each other's way."""
        tries = 0
        while True:
            tries += 1
            try:
                with self.database.writing() as connection:
                    return _seal_page(connection, self.database.sealer, table, keys)
            except (StorageTrouble, Stale):
                if tries == MOST_TRIES:
                    raise
            self.between()

    def _count_old(self) -> int:
        """How many values another key than the new one still seals, besides those that no key opens."""
        return sum(len(page) for table in SEALED for page in self._pages(table))

    def _pages(self, table: Table) -> Iterator[list[Any]]:
        """The keys of records that an old key sealed, a page at a time; pages without any are passed over."""
        [key] = table.primary_key.columns
        after: Any = None
        while True:
            statement = select(key, table.c.sealed).order_by(key).limit(ROWS_AT_ONCE)
            # "Greater than nothing" as well, so that even the first page is looked up in the index.
            statement = statement.where(key > (after if after is not None else _least(key)))
            with self.database.reading() as connection:
                records = connection.execute(statement).all()
            if not records:
                return
            after = records[-1][0]
            old = [record[0] for record in records if is_old(self.database.sealer, table, record[0], record.sealed)]
            old = [place for place in old if (table.name, str(place)) not in self._damaged]
            if old:
                yield old


def _least(key: Column[Any]) -> Any:
    return "" if key.type.python_type is str else 0


def is_old(sealer: Sealer, table: Table, key: Any, sealed: bytes) -> bool:
    """Whether another key than the first seals a record."""
    if table is memos and key in PLAIN_MEMOS:
        return False
    return key_id_of(sealed) != sealer.key_id


def content_of(sealer: Sealer, table: Table, record: Any) -> Any:
    """What a record says, by whichever of the keys it names. Raises `SealError`."""
    owner, version = _owner(table, record), getattr(record, "version", 0)
    return sealer.open_json(table.name, _row_id(table, record), record.sealed, owner=owner, version=version)


def opens(sealer: Sealer, table: Table, record: Any) -> bool:
    """Whether a record opens with the key it names."""
    try:
        content_of(sealer, table, record)
    except SealError:
        return False
    return True


def _seal_page(
    connection: Connection, sealer: Sealer, table: Table, keys: list[Any]
) -> tuple[int, dict[tuple[str, str], str]]:
    """How many records were sealed again; those that no key opens, and the keys they name."""
    [key] = table.primary_key.columns
    changed: list[dict[str, Any]] = []
    damaged: dict[tuple[str, str], str] = {}
    found_by: dict[int, frozenset[str]] = {}
    for record in connection.execute(_to_change(table, keys)):
        place = getattr(record, key.name)
        if not is_old(sealer, table, place, record.sealed):
            continue
        try:
            content = content_of(sealer, table, record)
        except SealError:
            damaged[table.name, str(place)] = key_id_of(record.sealed)
            continue
        row_id = _row_id(table, record)
        owner, version = _owner(table, record), getattr(record, "version", 0)
        values = {"row_key": place}
        if table is addresses:
            row_id = values["id"] = values["finder"] = finder_of(sealer, record.channel, content["to"])
        elif table is leads:
            found_by[record.number] = parts_of(Consented.from_json(content["lead"]))
        elif table is outbox:
            values["lane"] = _lane(sealer, record, content)
        pad = PADDED.get(table.name, 1)
        values["sealed"] = sealer.seal_json(table.name, row_id, content, owner=owner, version=version, pad=pad)
        changed.append(values)
    if changed:
        _change(connection, key, changed)
        if table is leads:
            _find_by_new_key(connection, sealer, found_by)
        if table is addresses:
            _follow(connection, sealer, {values["row_key"]: values["id"] for values in changed})
    return len(changed), damaged


def _to_change(table: Table, keys: list[Any]) -> Select[Any]:
    """The records of these keys, which no turn changes before the end of this transaction."""
    [key] = table.primary_key.columns
    return select(table).where(key.in_(keys)).order_by(key).with_for_update()


def _find_by_new_key(connection: Connection, sealer: Sealer, found_by: Mapping[int, frozenset[str]]) -> None:
    """Let leads be found by hashes under the new key: those under the old one tell its holder what is in a name."""
    connection.execute(delete(lead_parts).where(lead_parts.c.lead.in_(list(found_by))))
    records = [
        {"part": part, "lead": number}
        for number, parts in found_by.items()
        for part in sorted(hashed_parts(sealer, parts)[0])
    ]
    if records:
        connection.execute(insert(lead_parts), records)


def _change(connection: Connection, key: Column[Any], changed: list[dict[str, Any]]) -> None:
    names = [name for name in changed[0] if name != "row_key"]
    statement = update(key.table).where(key == bindparam("row_key")).values({name: bindparam(name) for name in names})
    connection.execute(statement, changed)


def _lane(sealer: Sealer, record: Any, content: Any) -> str:
    """The lane of a post as the new key names it: that of the chat it goes to, though its person be erased."""
    to, lane = content.get("to"), str(record.lane)
    is_ours = to is not None and lane in sealer.fingerprints("person", record.channel, str(to))
    return finder_of(sealer, record.channel, str(to)) if is_ours else lane


def _follow(connection: Connection, sealer: Sealer, renamed: dict[str, str]) -> None:
    """Let what names an address follow it: an id that the old key made would tell its holder whose chat it is."""
    moved = [{"before": before, "after": after} for before, after in renamed.items()]
    waiting = update(outbox).where(outbox.c.lane == bindparam("before")).values(lane=bindparam("after"))
    connection.execute(waiting, moved)
    owners = select(addresses.c.person).where(addresses.c.id.in_(list(renamed.values())))
    changed = []
    owned = [row[0] for row in connection.execute(owners)]
    for record in connection.execute(_to_change(people, owned)).all():
        try:
            content = content_of(sealer, people, record)
        except SealError:  # told where people are sealed again
            continue
        if content.get("address") in renamed:
            content["address"] = renamed[content["address"]]
            pad = PADDED["people"]
            sealed = sealer.seal_json("people", record.id, content, owner=record.id, version=record.version, pad=pad)
            changed.append({"row_key": record.id, "sealed": sealed})
    if changed:
        _change(connection, people.c.id, changed)


def _row_id(table: Table, record: Any) -> str:
    """The id a record is bound to: its own, or what else names it."""
    [key] = table.primary_key.columns
    return str(getattr(record, "id" if "id" in table.c else key.name))


def _owner(table: Table, record: Any) -> str:
    """Whose a record is; nobody's where it is about the installation or the staff."""
    whose = {people: "id", feeds: "owner"}.get(table, "person")
    owner: str | None = getattr(record, whose, None)
    return owner or ""


def named_rows(records: Sequence[tuple[str, str]]) -> Text:
    """How many records, and which: by their table and id, which say nothing of anybody."""
    names = ", ".join(f"{table} {row_id}" for table, row_id in records[:MOST_NAMED])
    if len(records) <= MOST_NAMED:
        return Text("rows-named", {"count": len(records), "names": names})
    return Text("rows-named-and-more", {"count": len(records), "names": names, "more": len(records) - MOST_NAMED})


def rotating_alone(settings: Settings) -> AbstractContextManager[None]:
    """Be sure that nobody changes the key of a database meanwhile; one that stands in a setting nobody changes."""
    if settings.key is not None:
        return nullcontext()
    return _alone(settings.sqlite_path or key_file_of(settings))


@contextmanager
def _alone(kept: Path) -> Iterator[None]:
    """One rotation at a time of what is kept in a file, or with its keys: two that write these could lose a key."""
    path = kept.resolve().with_name(f"{kept.name}.keys.lock")
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SealError("error-rotation-lock", path=str(path), reason=reason_of(error)) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning("error-already-rotating") from None
        yield
    finally:
        os.close(handle)
