"""What `bot.storage.memory` keeps of the entries in the office's calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Protocol

from bot.storage.records import stands_at
from bot.storage.tables import MINUTE, whole
from bot.turns.records import StoredEntry


class _Kept(Protocol):
    entries: dict[int, StoredEntry]
    # By number, as (version, whose it is, place on the waiting list, text).
    bookings: dict[int, tuple[int, str, int | None, str]]


class RememberedEntries:
    """The part of a transaction that is about them."""

    kept: _Kept

    def entry(self, booking: int) -> StoredEntry | None:
        return self.kept.entries.get(booking)

    def keep_entry(self, stored: StoredEntry) -> None:
        moment = None if stored.next_try is None else int(whole(stored.next_try, MINUTE))
        self.kept.entries[stored.booking] = replace(stored, next_try=moment)

    def drop_entry(self, booking: int) -> None:
        self.kept.entries.pop(booking, None)

    def due_entries(self, now: float, beyond: float, most: int) -> list[StoredEntry]:
        waiting = [(stored.next_try, stored) for stored in self._entries() if stored.next_try is not None]
        due = [(moment, stored) for moment, stored in waiting if moment <= now or moment > beyond]
        return [stored for _, stored in sorted(due, key=lambda each: (each[0], each[1].booking))][:most]

    def standing_entries(self, since: float, most: int) -> list[StoredEntry]:
        found = [(self._starts(stored.booking), stored) for stored in self._entries() if stored.next_try is None]
        ahead = [(start, stored) for start, stored in found if start is not None and start >= since]
        return [stored for _, stored in sorted(ahead, key=lambda each: (each[0], each[1].booking))][:most]

    def _starts(self, number: int) -> int | None:
        # An office without bookings loads nothing of them.
        from dialogs.booking.booking import Booking

        *_, text = self.kept.bookings[number]
        return stands_at(Booking.from_json(json.loads(text)))[1]

    def _entries(self) -> list[StoredEntry]:
        return list(self.kept.entries.values())

    def erase_entries(self, person_id: str) -> None:
        for stored in self._entries():
            if stored.person == person_id:
                self.keep_entry(StoredEntry(stored.booking, "", stored.wanted + 1, stored.written, 0))
