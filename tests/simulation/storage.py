"""The product's own store on SQLite, of which every read, write and commit may fail, be slow, or be the last.

The faults lie where the product meets the driver: below its statements, in its dialect and in the engine's commit.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from bot.storage.dialect import MakesRecord, StatementResult
from bot.storage.sqlite import SqliteDialect, SqliteFile

from .faults import Fault

# A write or read fails at one of the first statements of a transaction.
DEEPEST = 9
ERRORS = ((sqlite3.SQLITE_FULL, "SQLITE_FULL"), (10, "SQLITE_IOERR"), (sqlite3.SQLITE_BUSY, "SQLITE_BUSY"))


class Disk:
    """What goes wrong with the transaction that is under way; `dies` ends the life that is at work and raises."""

    def __init__(self) -> None:
        self.dies: Callable[[], None] = _nobody
        self.commits = 0
        self.is_dead = False
        # Whether a timer was set since it was last looked; who sleeps until one is due.
        self.timers_changed = False
        self.nap: asyncio.Future[None] | None = None
        self._fault: Fault | None = None
        self._left = 0

    def begin(self, fault: Fault | None) -> None:
        """A batch begins; the fault hits its first transaction that comes so far."""
        self._fault = fault
        self._left = 1 + int(DEEPEST * fault.size) if fault is not None else 0

    def before(self, sql: str) -> None:
        """A statement is run."""
        fault = self._fault
        if self.is_dead:
            self.dies()
        if sql.startswith("INSERT INTO timers"):
            self.timers_changed = True
        if fault is None:
            return
        kind = fault.kind
        if kind == "write fails":
            if sql.startswith("SELECT"):
                return
        elif kind not in ("read fails", "death in a read"):
            return
        self._left -= 1
        if self._left > 0:
            return
        self._fault = None
        if kind == "death in a read":
            self.dies()
        raise _error(fault)

    def commit(self, really: Callable[[], None]) -> None:
        """A transaction is committed, or not."""
        if self.is_dead:
            self.dies()
        fault, self._fault = self._fault, None
        kind = "" if fault is None else fault.kind
        if fault is not None and kind in ("commit fails", "write fails", "read fails"):
            raise _error(fault)
        if kind in ("death before commit", "death in a read"):
            self.dies()
        really()
        self.commits += 1
        if self.timers_changed and self.nap is not None and not self.nap.done():
            self.nap.set_result(None)
        if fault is not None and kind == "commit unheard":
            raise _error(fault)
        if kind == "death after commit":
            self.dies()


def _nobody() -> None:
    raise AssertionError("nobody lives")


def _error(fault: Fault) -> sqlite3.OperationalError:
    code, name = ERRORS[int(fault.size * 1_000) % len(ERRORS)]
    error = sqlite3.OperationalError("simulated")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


class FaultyDialect(SqliteDialect):
    """The product's dialect over the disk of whoever lives; there is one, since statements are compiled with it."""

    disk = Disk()

    def ask(
        self, connection: Connection, sql: str, values: Sequence[Any], made: MakesRecord | None
    ) -> tuple[StatementResult, MakesRecord | None]:
        self.disk.before(sql)
        return super().ask(connection, sql, values, made)

    def ask_for_each(self, connection: Connection, sql: str, records: Iterable[Sequence[Any]]) -> StatementResult:
        self.disk.before(sql)
        return super().ask_for_each(connection, sql, records)


FAULTY = FaultyDialect()


class FaultyFile(SqliteFile):
    """The product's SQLite file, whose commits go by the disk."""

    dialect = FAULTY

    def __init__(self, path: Path) -> None:
        super().__init__(path)

    def writing_engine(self) -> Engine:
        engine = super().writing_engine()
        really: Callable[[Any], None] = engine.dialect.do_commit

        def commit(connection: Any) -> None:
            FAULTY.disk.commit(lambda: really(connection))

        @event.listens_for(engine, "connect")
        def hurry(connection: Any, _record: object) -> None:
            # Processes die here, and no power fails: nothing has to reach a disk.
            connection.execute("PRAGMA synchronous=OFF").close()

        engine.dialect.do_commit = commit  # type: ignore[method-assign,assignment]  # of this engine alone
        return engine


__all__ = ["FAULTY", "Disk", "FaultyDialect", "FaultyFile"]
