"""How what is kept stands, in figures: a few questions with a limit each, in one reading transaction.

Of leads only what changed since the last look is opened, so many at a time; until all are known, none is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bot.errors import SealError
from bot.observing import metrics
from bot.observing.metrics import OTHER, Measured
from bot.storage.database import Database, schema_of, stored_key
from bot.storage.records import WAITING, open_calendar, open_lead
from bot.storage.tables import HEAD, bookings, calendars, entries, leads, memos, outbox, people, timers
from bot.turns.backups import BACKUPS_MEMO
from bot.turns.line_quota import QUOTA_MEMO

# More than so many are not counted: then it is at least so many.
MOST_COUNTED = 50_000
# So many leads are opened at a look, and so many calendars.
MOST_OPENED, MOST_CALENDARS = 200, 50
# So many changes are looked at again: of two transactions at once the later one may have the smaller number.
AGAIN = 20
# LINE's months are those of Japan.
_AHEAD = timedelta(hours=9)
_UNKNOWN_STATE = ""


class SqlGauges:
    """Reads figures of a database; by one caller at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        # Of each lead its state, and up to which change they are known.
        self._leads: dict[int, str] = {}
        self._changed = 0
        # When each calendar was read last, by its version.
        self._calendars: dict[str, tuple[int, float]] = {}

    def read(self, now: datetime) -> list[Measured]:
        """Return every figure that is known. Raises `StorageTrouble` where the database is in trouble."""
        moment = now.timestamp()
        with self.database.reading() as connection:
            return [
                *self._outbox(connection, moment),
                *self._of_leads(connection, moment),
                *_ahead(connection, moment),
                *self._of_calendars(connection),
                *self._line(connection, now),
                *self._backup(connection),
                *self._others(connection),
            ]

    def faults(self) -> list[str]:
        """Look whether turns can be taken: return what is wrong, in words for programs.

        The schema may be newer than ours, while a newer version is started beside this one. Raises `StorageTrouble`.
        """
        with self.database.reading() as connection:
            version = schema_of(connection)
            if version is None or version < HEAD:
                return ["schema"]
            key = stored_key(connection)
            if key is None or not self.database.sealer.knows(key):
                return ["key"]
            return [] if self._opens(connection) else ["key"]

    def _opens(self, connection: Connection) -> bool:
        """Whether what is sealed can be opened: the newest record that there is."""
        columns = people.c.id, people.c.version, people.c.sealed
        record: Any = connection.execute(select(*columns).order_by(people.c.updated_at.desc()).limit(1)).first()
        if record is None:
            return True
        try:
            self.database.sealer.open_json("people", record.id, record.sealed, owner=record.id, version=record.version)
        except SealError:
            return False
        return True

    def _outbox(self, connection: Connection, moment: float) -> Iterator[Measured]:
        some = select(outbox.c.channel, outbox.c.kind, outbox.c.state, outbox.c.created_at).limit(MOST_COUNTED)
        part = some.subquery()
        columns = part.c.channel, part.c.kind, part.c.state
        grouped = select(*columns, func.count(), func.min(part.c.created_at)).group_by(*columns)
        waiting: Counter[tuple[str, str]] = Counter()
        held, dead = (Counter(dict.fromkeys(metrics.CHANNELS, 0)) for _ in range(2))
        oldest = dict.fromkeys(metrics.CHANNELS, 0.0)
        for channel, kind, state, count, since in connection.execute(grouped):
            where = channel if channel in metrics.CHANNELS else OTHER
            if state in WAITING:
                waiting[where, kind if kind in metrics.POST_KINDS else OTHER] += count
                oldest[where] = max(oldest[where], moment - since)
            elif state == "held":
                held[where] += count
            else:
                dead[where] += count
        for each, count in waiting.items():
            yield metrics.OUTBOX_POSTS, each, count
        for where in metrics.CHANNELS:
            if not any(found == where for found, _ in waiting):
                yield metrics.OUTBOX_POSTS, (where, OTHER), 0
            yield metrics.OUTBOX_OLDEST, (where,), oldest[where]
            yield metrics.OUTBOX_HELD, (where,), held[where]
            yield metrics.OUTBOX_DEAD, (where,), dead[where]

    def _of_leads(self, connection: Connection, moment: float) -> Iterator[Measured]:
        since = connection.execute(select(func.min(leads.c.waits_since))).scalar_one()
        yield metrics.LEAD_WAITS, (), 0 if since is None else max(0.0, moment - since)
        anew = leads.c.changed > self._changed - AGAIN
        found = connection.execute(select(leads).where(anew).order_by(leads.c.changed).limit(MOST_OPENED)).all()
        for record in found:
            self._leads[record.number] = self._state_of(record)
            self._changed = record.changed
        if len(found) == MOST_OPENED:
            return
        there = connection.execute(select(func.count()).select_from(leads)).scalar_one()
        if there != len(self._leads):
            numbers = set(connection.execute(select(leads.c.number)).scalars())
            self._leads = {number: state for number, state in self._leads.items() if number in numbers}
        states = Counter(self._leads.values())
        for state in metrics.LEAD_STATES:
            yield metrics.LEADS, (state,), states[state]

    def _state_of(self, record: Any) -> str:
        try:
            return open_lead(self.database.sealer, record).record.state
        except SealError:
            return _UNKNOWN_STATE

    def _of_calendars(self, connection: Connection) -> Iterator[Measured]:
        asked = select(calendars.c.id, calendars.c.version).limit(MOST_CALENDARS)
        versions: dict[str, int] = {record.id: record.version for record in connection.execute(asked)}
        known = {name: each for name, each in self._calendars.items() if versions.get(name) == each[0]}
        anew = [name for name in versions if name not in known]
        for record in connection.execute(select(calendars).where(calendars.c.id.in_(anew))) if anew else ():
            try:
                read_at = open_calendar(self.database.sealer, record).read_at
            except SealError:
                read_at = None
            known[record.id] = record.version, float(read_at or 0)
        self._calendars = known
        if known:
            yield metrics.CALENDAR_READ, (), min(at for _, at in known.values())

    def _line(self, connection: Connection, now: datetime) -> Iterator[Measured]:
        known = self._memo(connection, QUOTA_MEMO)
        if known.get("month") != f"{now.astimezone(UTC) + _AHEAD:%Y-%m}":
            return
        for metric, name in ((metrics.LINE_LIMIT, "limit"), (metrics.LINE_USED, "used")):
            if known.get(name) is not None:
                yield metric, (), known[name]

    def _backup(self, connection: Connection) -> Iterator[Measured]:
        at = self._memo(connection, BACKUPS_MEMO).get("at")
        if at is not None:
            yield metrics.BACKUP, (), at

    def _memo(self, connection: Connection, name: str) -> dict[str, Any]:
        """What is remembered under a name; nothing where it is not there, or damaged."""
        sealed = connection.execute(select(memos.c.sealed).where(memos.c.name == name)).scalar_one_or_none()
        try:
            known: dict[str, Any] = {} if sealed is None else self.database.sealer.open_json("facts", name, sealed)
        except SealError:
            return {}
        return known

    def _others(self, connection: Connection) -> Iterator[Measured]:
        age = self.database.backend.foreign_transaction(connection)
        if age is not None:
            yield metrics.FOREIGN, (), age


def _ahead(connection: Connection, moment: float) -> Iterator[Measured]:
    """What is to come, and what should have been done."""
    coming = select(bookings.c.number).where(bookings.c.starts > int(moment)).limit(MOST_COUNTED).subquery()
    yield metrics.BOOKINGS_AHEAD, (), connection.execute(select(func.count()).select_from(coming)).scalar_one()
    due = connection.execute(select(func.min(timers.c.due))).scalar_one()
    yield metrics.TIMER_LATE, (), 0 if due is None else max(0.0, moment - due)
    waits = select(entries.c.booking).where(entries.c.next_try.is_not(None)).limit(MOST_COUNTED).subquery()
    yield metrics.CALENDAR_WAITS, (), connection.execute(select(func.count()).select_from(waits)).scalar_one()


__all__ = ["SqlGauges"]
