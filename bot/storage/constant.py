"""A statement of ours as constant SQL: compiled once for a database, so that no turn pays for building it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, bindparam
from sqlalchemy import Dialect as SqlDialect
from sqlalchemy.sql.expression import ClauseElement

from bot.storage.dialect import Dialect, MakesRecord, StatementResult

# Lists are asked for in sizes of powers of two, so that there are few texts; a longer one is asked in parts.
LONGEST_LIST = 256
# So many records are inserted by one statement: between two a thread lets others go first, and waits for its turn.
TOGETHER = 8
# As SQLite has it; PostgreSQL's driver sends what is for several records together by itself.
_ONE_RECORD = re.compile(r"(INSERT INTO [^?]* VALUES )(\((?:\?, )*\?\))((?: ON CONFLICT [^?]*)?)")
_NAMES = tuple(f"v{i}" for i in range(LONGEST_LIST))

# Makes a statement of the parameters that stand for a list.
MadeOfList = Callable[[Sequence[Any]], ClauseElement]


class Constant:
    """A statement as constant SQL with its parameters in order."""

    __slots__ = ("_by_eight", "_dialect", "_fixed", "_made", "_names", "_pick", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect, written: SqlDialect) -> None:
        compiled: Any = statement.compile(dialect=written)
        self._dialect = dialect
        self.sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup)
        self._fixed = {name: value for name, value in compiled.params.items() if value is not None}
        # Gives one value instead of a tuple of them where it is asked for one alone.
        self._pick = itemgetter(*self._names) if len(self._names) > 1 else None
        # Makes a record of its columns; known once it has run.
        self._made: MakesRecord | None = None
        # The same for several records at once, of an INSERT.
        found = _ONE_RECORD.fullmatch(self.sql)
        self._by_eight = None if found is None else f"{found[1]}{', '.join([found[2]] * TOGETHER)}{found[3]}"

    def run(self, connection: Connection, values: Mapping[str, Any] | None = None) -> StatementResult:
        """Run it once."""
        found, self._made = self._dialect.ask(connection, self.sql, self._ordered(values or {}), self._made)
        return found

    def many(self, connection: Connection, records: Iterable[Mapping[str, Any]]) -> StatementResult:
        """Run it for each of several records, as one."""
        ordered = [self._ordered(record) for record in records]
        if self._by_eight is None or len(ordered) < TOGETHER:
            return self._dialect.ask_for_each(connection, self.sql, ordered)
        written, end = 0, len(ordered) - len(ordered) % TOGETHER
        for start in range(0, end, TOGETHER):
            some = [value for record in ordered[start : start + TOGETHER] for value in record]
            written += self._dialect.ask(connection, self._by_eight, some, None)[0].written
        if end < len(ordered):
            written += self._dialect.ask_for_each(connection, self.sql, ordered[end:]).written
        return StatementResult([], written)

    def _ordered(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        if self._fixed:
            values = {**self._fixed, **values}
        if self._pick is None:
            return tuple([values[name] for name in self._names])
        ordered: tuple[Any, ...] = self._pick(values)
        return ordered


class ForValues:
    """A statement about a list of values, one text for each size."""

    def __init__(self, make: MadeOfList, dialect: Dialect, written: SqlDialect) -> None:
        self._make = make
        self._dialect = dialect
        self._written = written
        self.made: dict[int, Constant] = {}

    def run(
        self, connection: Connection, values: Collection[str] | Collection[int], more: Mapping[str, Any] | None = None
    ) -> list[Any]:
        """The records for a list of values, however long it is; none where the statement gives none."""
        whole: list[str | int] = [*values]
        records: list[Any] = []
        for start in range(0, len(whole), LONGEST_LIST):
            part = whole[start : start + LONGEST_LIST]
            size = 1 << (len(part) - 1).bit_length()
            named = dict(zip(_NAMES, part + part[-1:] * (size - len(part)), strict=False))
            records += self._of(size).run(connection, {**named, **more} if more else named).records
        return records

    def _of(self, size: int) -> Constant:
        if size not in self.made:
            self.made[size] = Constant(
                self._make([bindparam(name) for name in _NAMES[:size]]), self._dialect, self._written
            )
        return self.made[size]


__all__ = ["Constant", "ForValues", "MadeOfList"]
