"""What differs between databases: an interface that `bot.storage.sqlite` and `bot.storage.postgresql` implement."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

# Makes a record of its columns.
MakesRecord = Callable[[Iterable[Any]], Any]


class StatementResult:
    """What a statement gave: its records, whose columns are attributes, and how many records it wrote."""

    __slots__ = ("records", "written")

    def __init__(self, records: list[Any], written: int) -> None:
        self.records = records
        self.written = written

    def __iter__(self) -> Iterator[Any]:
        return iter(self.records)

    def first(self) -> Any:
        """The record there is at most one of, None without one."""
        return self.records[0] if self.records else None

    def values(self) -> list[Any]:
        """The first column."""
        return [record[0] for record in self.records]

    def value(self) -> Any:
        """The first column of the first record, None without one."""
        return self.records[0][0] if self.records else None


class Dialect(Protocol):
    """How statements are written and run on one kind of database.

    A record that is there already raises `Stale` (`bot.turns.ports`): somebody else was faster.
    """

    def upsert(self, table: Table) -> Any:
        """Return SQLAlchemy's INSERT of this database, which may say what to do where the record is there already."""

    def ask(
        self, connection: Connection, sql: str, values: Sequence[Any], made: MakesRecord | None
    ) -> tuple[StatementResult, MakesRecord | None]:
        """Run constant SQL straight on the driver; what lies between costs ten times the statement.

        `made` makes a record of this statement from its values, and is returned for the next time.
        """

    def ask_for_each(self, connection: Connection, sql: str, records: Iterable[Sequence[Any]]) -> StatementResult:
        """Run constant SQL once for each of several records of values."""

    def fill(self, connection: Connection, table: Table, records: Sequence[Sequence[Any]]) -> None:
        """Insert many records, each with all columns in their order, in the quickest way there is."""

    def last_number(self, connection: Connection, table: Table) -> int:
        """Return the last number that a table which numbers its records has given, 0 before the first."""

    def go_on_after(self, connection: Connection, table: Table, number: int) -> None:
        """Have a table go on with its numbers after this one."""


class Calling(Protocol):
    """How the processes on one database call each other: a word, heard by all others that listen."""

    def call(self, connection: Connection, word: str) -> None:
        """Call a word once this transaction is committed."""

    def listen(self, connection: Connection) -> bool:
        """Hear from now on what is called; the connection is for nothing else. False behind a pooler: nobody can."""

    def heard(self, connection: Connection, seconds: float, woken: socket.socket) -> list[str]:
        """Wait for so many seconds at most, or until something can be read from `woken`; return what was called."""


class SlowIndex(NamedTuple):
    """An index of a table that may be large: built beside the work of others, where there are others."""

    name: str
    table: str
    columns: tuple[str, ...]


class Online(Protocol):
    """How tables are changed while other processes go on with them."""

    @property
    def place(self) -> str:
        """How sentences for the operator name the database."""

    def alone(self) -> AbstractContextManager[None]:
        """Wait until no other process migrates, and let none until the end. Raises `StorageError`."""

    def take_time(self, connection: Connection) -> None:
        """Wait for locks for a moment only, until the end of this transaction; nothing else limits it."""

    def be_quick(self, connection: Connection) -> None:
        """Wait for locks for a moment only, and do nothing that others would have to wait for long."""

    def is_held(self, error: DBAPIError) -> bool:
        """Whether it may be tried again: somebody else had a lock, or what was done took too long."""

    def holders(self) -> str:
        """Name whose transactions are in the way just now, by what the server calls their processes and programs."""

    def build(self, index: SlowIndex) -> None:
        """Build an index in nobody's way, unless it is there and whole. Raises `StorageError`."""


class Backend(Protocol):
    """One database: where it is, how it is opened, what its errors mean, and how traces of what was erased go."""

    @property
    def place(self) -> str:
        """How sentences for the operator name it; without a password."""

    @property
    def file(self) -> Path | None:
        """The file that holds it, where it is one."""

    @property
    def dialect(self) -> Dialect:
        """How statements are written and run there."""

    @property
    def calls(self) -> Calling | None:
        """How the processes that share the work call each other; None where one does everything."""

    @property
    def online(self) -> Online | None:
        """How its tables are changed while others work; None where each transaction that writes is alone."""

    def check(self) -> None:
        """Raise `StorageError` where it cannot be, or is not one that we can use."""

    def exists(self) -> bool:
        """Whether something is kept there already."""

    def make(self) -> None:
        """Make what holds the tables, where that is ours to make."""

    def writing_engine(self) -> Engine:
        """Return an engine for transactions that write."""

    def reading_engine(self) -> Engine:
        """Return an engine that only reads: its transactions see one moment, and nobody waits for them."""

    def hold_all(self, connection: Connection, tables: Sequence[str]) -> None:
        """Keep everybody else from writing until the end of this transaction; nothing limits how long it takes.

        The first of the tables is one that every transaction of ours reads first.
        """

    def filled(self, connection: Connection, tables: Sequence[str]) -> None:
        """Have the database know what its tables are like, now that much was inserted at once."""

    def changes(self, connection: Connection) -> int | None:
        """Return a number that is another one when anybody else has written since it was asked on this connection.

        None where that cannot be known.
        """

    def mark(self, connection: Connection) -> object:
        """What the transaction on a connection is known by, to ask about it later; None where that is not needed:
        there a commit that failed was none.
        """

    def was_committed(self, mark: object) -> bool:
        """Ask what became of a transaction whose commit was not answered.

        Raises `StorageTrouble` where nobody knows it (any more).
        """

    def explained(self) -> AbstractContextManager[None]:
        """Turn trouble of the database itself into `StorageError`; mistakes in our own statements stay as they are."""

    def is_served(self) -> bool:
        """Whether an `intake run` works on it just now."""

    def foreign_transaction(self, connection: Connection) -> float | None:
        """Seconds since the oldest transaction began that is not ours; None where others cannot be seen."""

    def outlast_others(self) -> None:
        """Wait until every transaction of ours that began before now is over."""

    def empty_log(self) -> bool:
        """See to it that what was erased is gone from the disk too; False where that has to be tried again."""
