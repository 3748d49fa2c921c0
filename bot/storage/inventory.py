"""What a database holds, looked at from outside: whose it is, how many records each table has, whether they open.

The same on every kind of database. Nothing here writes, and nothing tells what is in a record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, func, inspect, select, tuple_
from sqlalchemy import table as any_table

from bot.storage.database import PLAIN_MEMOS, RESTORING_MEMO
from bot.storage.rotation import content_of
from bot.storage.seal import Sealer
from bot.storage.tables import leases, memos, metadata, web_files

# Facts that are not sealed; a database that nobody has used has no others.
_PLAIN_FACTS = tuple(name for name in PLAIN_MEMOS if name != RESTORING_MEMO)
# So that little is held in memory: few of what may be large.
RECORDS_AT_ONCE = 1_000
_AT_ONCE = {web_files: 20}
# What is of running processes, not of the office.
OF_PROCESSES = (leases,)
VERSION_TABLE = "alembic_version"
# Of no use in a copy: how it was made, and who does what just now.
NOT_KEPT = frozenset({VERSION_TABLE, *(one.name for one in OF_PROCESSES)})


class Occupancy(StrEnum):
    """What is in a database."""

    NOTHING = "nothing"
    """No table at all."""
    EMPTY = "empty"
    """Our tables, and nothing of an office in them."""
    OURS = "ours"
    """Our tables, with something in them."""
    OTHERS = "others"
    """Tables of another program."""


def occupancy_of(connection: Connection) -> Occupancy:
    """Say what is in a database, whichever of our schemas it has."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return Occupancy.NOTHING
    if not {VERSION_TABLE, memos.name} <= tables:
        # Tables are made and noted in one transaction, so that ours are never there without the note.
        return Occupancy.OTHERS
    return Occupancy.OURS if any(_has_any(connection, table) for table in _ours(tables)) else Occupancy.EMPTY


def count_records(connection: Connection) -> dict[str, int]:
    """Count the records of each table, whatever the schema: ours in the order in which they are declared, then others.

    What is of running processes alone is left out.
    """
    there = set(inspect(connection).get_table_names()) - NOT_KEPT
    names = [*(name for name in metadata.tables if name in there), *sorted(there - metadata.tables.keys())]
    return {name: connection.execute(select(func.count()).select_from(any_table(name))).scalar_one() for name in names}


def open_ends(connection: Connection, sealer: Sealer, table: Table) -> int:
    """Open the first and the last sealed record of one table, and return how many these were.

    Raises `SealError`, which names the table, for one that these keys do not open. The schema must be the newest.
    """
    records = _first_and_last(connection, table)
    for record in records:
        content_of(sealer, table, record)
    return len(records)


def pages_of(connection: Connection, table: Table) -> Iterator[list[Any]]:
    """Yield the records of a table, a page at a time, in the order of its key: the same on every kind of database."""
    key = list(table.primary_key.columns)
    most = _AT_ONCE.get(table, RECORDS_AT_ONCE)
    statement = select(table).order_by(*key).limit(most)
    page = connection.execute(statement).all()
    while page:
        yield list(page)
        last = tuple_(*(getattr(page[-1], column.name) for column in key))
        page = connection.execute(statement.where(tuple_(*key) > last)).all() if len(page) == most else []


class Digest:
    """What all records of a table come to, in the order of its key, however many are added at once."""

    def __init__(self) -> None:
        self.count = 0
        self._hash = sha256()

    def add(self, records: Sequence[Any]) -> None:
        """Add the next records, each with all columns in their order."""
        self.count += len(records)
        self._hash.update("".join(repr(tuple(record)) for record in records).encode())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Digest) and (self.count, self.text) == (other.count, other.text)

    __hash__ = None  # type: ignore[assignment]  # it grows

    @property
    def text(self) -> str:
        """The hash of all that was added."""
        return self._hash.hexdigest()


def digest_of(connection: Connection, table: Table) -> Digest:
    """Return what a table's records come to."""
    digest = Digest()
    for page in pages_of(connection, table):
        digest.add(page)
    return digest


def _ours(there: set[str]) -> Iterator[Table]:
    yield from (table for table in metadata.tables.values() if table.name in there and table not in OF_PROCESSES)


def _has_any(connection: Connection, table: Table) -> bool:
    statement = select(1).select_from(table).limit(1)
    if table is memos:
        statement = statement.where(memos.c.name.not_in(_PLAIN_FACTS))
    return connection.execute(statement).first() is not None


def _first_and_last(connection: Connection, table: Table) -> list[Any]:
    [key] = table.primary_key.columns
    statement = select(table).limit(1)
    if table is memos:
        statement = statement.where(key.not_in(_PLAIN_FACTS))
    ends = [connection.execute(statement.order_by(way)).first() for way in (key.asc(), key.desc())]
    found = {getattr(record, key.name): record for record in ends if record is not None}
    return list(found.values())


__all__ = [
    "NOT_KEPT",
    "OF_PROCESSES",
    "VERSION_TABLE",
    "Digest",
    "Occupancy",
    "count_records",
    "digest_of",
    "occupancy_of",
    "open_ends",
    "pages_of",
]
