"""What a transaction keeps of the office's own calendars: when they make somebody busy, and when that was read."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.records import calendar_values, open_calendar
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.turns.ports import Stale
from bot.turns.records import StoredCalendar

log = logging.getLogger(__name__)


class Calendars:
    """The calendars of one transaction; what is kept is written at once."""

    def __init__(self, connection: Connection, sealer: Sealer, statements: Statements) -> None:
        self.connection = connection
        self.sealer = sealer
        self.sql = statements

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        """The versions of some calendars."""
        found = self.sql.calendar_versions.run(self.connection, calendars)
        return {record.id: record.version for record in found}

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        """What is kept of a calendar. A damaged one is passed over: it is read anew."""
        record = self.sql.calendar.run(self.connection, {"id": calendar_id}).first()
        try:
            return None if record is None else open_calendar(self.sealer, record)
        except SealError:
            log.error("what is kept of the calendar %s cannot be opened (damaged), and is read anew", calendar_id)
            return None

    def keep(self, stored: StoredCalendar) -> StoredCalendar:
        """Write what is known of a calendar."""
        kept = replace(stored, version=stored.version + 1)
        values = calendar_values(self.sealer, kept)
        if not stored.version:
            self._add(values)
        elif self._change({**values, "which": stored.id, "read": stored.version}) != 1:
            raise Stale
        return kept

    def _add(self, values: Mapping[str, Any]) -> None:
        if self.calendar(values["id"]) is None:
            # What is damaged makes room.
            self.sql.drop_calendars.run(self.connection, [values["id"]])
        if self.sql.add_calendar.run(self.connection, values).written != 1:  # somebody else was faster
            raise Stale

    def _change(self, values: Mapping[str, Any]) -> int:
        return self.sql.change_calendar.run(self.connection, values).written

    def drop(self, but: Collection[str]) -> int:
        """Remove what is kept of all others."""
        known = [record.id for record in self.sql.calendar_ids.run(self.connection, {}).records]
        gone = [name for name in known if name not in but]
        return len(self.sql.drop_calendars.run(self.connection, gone))
