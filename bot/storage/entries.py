"""What a transaction keeps of the entries in the office's calendar: which are to be changed there, and when."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.records import entry_values, open_entry
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.turns.records import StoredEntry

log = logging.getLogger(__name__)


class OfficeEntries:
    """The part of a transaction that is about them; what is kept is written at once."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    def entry(self, booking: int) -> StoredEntry | None:
        found = self._open_entries(self.sql.entry.run(self.connection, {"booking": booking}))
        return found[0] if found else None

    def keep_entry(self, stored: StoredEntry) -> None:
        self.sql.keep_entry.run(self.connection, entry_values(self.sealer, stored))

    def drop_entry(self, booking: int) -> None:
        self.sql.drop_entry.run(self.connection, {"booking": booking})

    def due_entries(self, now: float, beyond: float, most: int) -> list[StoredEntry]:
        due = self._open_entries(self.sql.due_entries.run(self.connection, {"before": now, "most": most}))
        asked = {"beyond": beyond, "most": most - len(due)}
        return [*due, *self._open_entries(self.sql.entries_beyond.run(self.connection, asked))]

    def standing_entries(self, since: float, most: int) -> list[StoredEntry]:
        return self._open_entries(self.sql.standing_entries.run(self.connection, {"since": since, "most": most}))

    def erase_entries(self, person_id: str) -> None:
        """Leave of a person's entries what it takes to remove them from the calendar: which bookings they are of.

        Nothing is opened, so that what is damaged goes as well. The calendar finds them by their names.
        """
        for record in self.sql.entries_of.run(self.connection, {"person": person_id}).records:
            self.keep_entry(StoredEntry(record.booking, "", record.wanted + 1, record.written, 0))

    def _open_entries(self, found: Iterable[Any]) -> list[StoredEntry]:
        """The entries, of damaged ones only what stands in the clear: the calendar knows the rest."""
        whole = []
        for record in found:
            try:
                whole.append(open_entry(self.sealer, record))
            except SealError:
                log.error("the entry of booking %d cannot be opened (damaged), and is looked for again", record.booking)
                whole.append(StoredEntry(record.booking, record.person, record.wanted, record.written, record.next_try))
        return whole
