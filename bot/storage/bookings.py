"""What a transaction books: bookings, the cells of time they own, timers, and which message of a talk is which."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.records import (
    booking_values,
    by_the_minute,
    open_booking,
    open_pair,
    open_timer,
    pair_values,
    stands_at,
    waits,
)
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import HOUR
from bot.turns.ports import Stale
from bot.turns.records import OURS, Pair, StoredBooking, Timer

log = logging.getLogger(__name__)


class Diary:
    """The bookings of one transaction; what is kept is written at once."""

    def __init__(self, connection: Connection, sealer: Sealer, statements: Statements) -> None:
        self.connection = connection
        self.sealer = sealer
        self.sql = statements

    # --- bookings -------------------------------------------------------------------------------------------------

    def numbered(self, number: int) -> StoredBooking | None:
        """A booking by its number."""
        found = self._whole(self.sql.booking.run(self.connection, {"number": number}))
        return found[0] if found else None

    def of_person(self, person_id: str) -> list[StoredBooking]:
        """The bookings of a person."""
        return self._whole(self.sql.bookings_of.run(self.connection, {"person": person_id}))

    def beginning(self, start: int, most: int, staff: str | None = None) -> list[StoredBooking]:
        """The bookings that begin from a moment on."""
        statement = self.sql.bookings_from if staff is None else self.sql.bookings_of_staff
        return self._whole(statement.run(self.connection, {"start": start, "most": most, "staff": staff}))

    def without_time(self, most: int) -> list[StoredBooking]:
        """The bookings that take no time, the latest first."""
        return self._whole(self.sql.without_time.run(self.connection, {"most": most}))

    def waiting(self, most: int) -> list[StoredBooking]:
        """The waiting list."""
        return self._whole(self.sql.waiting_list.run(self.connection, {"most": most}))

    def _whole(self, found: Iterable[Any]) -> list[StoredBooking]:
        """The bookings that can be opened: a damaged one must hold up nobody."""
        whole = []
        for record in found:
            try:
                whole.append(open_booking(self.sealer, record))
            except SealError:
                log.error("booking %d cannot be opened (damaged), and is passed over", record.number)
        return whole

    def keep(self, stored: StoredBooking) -> StoredBooking:
        """Write a booking, and lay out its cells anew."""
        if not waits(stored.booking):
            stored.waits = None
        elif stored.waits is None:
            stored.waits = self.sql.next_waiting.run(self.connection).value()
        if stored.booking.number:
            self._change(stored)
        else:
            self._add(stored)
        self._lay_cells(stored)
        return stored

    def _add(self, stored: StoredBooking) -> None:
        staff, starts = stands_at(stored.booking)
        place = {"person": stored.person, "version": 1, "staff": staff, "starts": starts, "waits": stored.waits}
        number = self.sql.add_booking.run(self.connection, place).value()
        # Its number is sealed with it, and known only now.
        stored.booking, stored.version = replace(stored.booking, number=number), 1
        sealed = booking_values(self.sealer, stored)["sealed"]
        self.sql.seal_booking.run(self.connection, {"which": number, "sealed": sealed})

    def _change(self, stored: StoredBooking) -> None:
        read, stored.version = stored.version, stored.version + 1
        which = {"which": stored.booking.number, "read": read}
        if self.sql.change_booking.run(self.connection, {**booking_values(self.sealer, stored), **which}).written != 1:
            raise Stale
        self.sql.drop_cells.run(self.connection, {"booking": stored.booking.number})

    def _lay_cells(self, stored: StoredBooking) -> None:
        booking = stored.booking
        if not booking.owned:
            return
        # Whoever moves a booking by less than its length stands in nobody's way but their own: what both need stays
        # with the booking that stands.
        moved = self.sql.cells_of.run(self.connection, {"booking": booking.replaces}) if booking.replaces else ()
        theirs = {(record.staff, record.cell) for record in moved}
        free = [cell for cell in sorted(booking.owned) if (booking.staff, cell) not in theirs]
        if not free:
            return
        mine = [{"staff": booking.staff, "cell": cell, "booking": booking.number} for cell in free]
        self.sql.add_cells.many(self.connection, mine)

    # --- what is taken --------------------------------------------------------------------------------------------

    def taken_cells(self, staff: Collection[str], first: int, end: int, but: int | None) -> dict[str, frozenset[int]]:
        """The cells in a stretch that are given away."""
        found: dict[str, list[int]] = {name: [] for name in staff}
        # No booking has the number 0.
        where = {"first": first, "end": end, "but": but or 0}
        for record in self.sql.taken_cells.run(self.connection, staff, where):
            found[record.staff].append(record.cell)
        return {name: frozenset(cells) for name, cells in found.items()}

    def busy_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> dict[str, tuple[int, ...]]:
        """How many bookings there are on each day."""
        starts: dict[str, list[int]] = {name: [] for name in staff}
        where = {"first": edges[0], "end": edges[-1], "but": but or 0}
        for record in self.sql.starts.run(self.connection, staff, where):
            starts[record.staff].append(record.starts)
        return {name: by_day(begun, edges) for name, begun in starts.items()}

    # --- talk, for a time -----------------------------------------------------------------------------------------

    def prune_talk(self, before: float, after: str, most: int) -> tuple[int, str | None]:
        """Remove what is older of some pairs; how many went, and from which on to go on."""
        found = self.sql.some_pairs.run(self.connection, {"after": after, "most": most}).records
        old = [record.id for record in found if record.sent_at < before - HOUR]
        if old:
            self.sql.drop_pairs.run(self.connection, old)
        return len(old), found[-1].id if len(found) == most else None

    # --- timers ---------------------------------------------------------------------------------------------------

    def set_timer(self, timer: Timer) -> None:
        """Set a timer."""
        kept = by_the_minute(timer)
        place = {"person": kept.person, "kind": kept.kind, "subject": kept.subject}
        self.sql.set_timer.run(self.connection, {**place, "due": kept.due, "version": kept.version})

    def drop_timers(self, subject: str) -> None:
        """Remove the timers of a subject."""
        self.sql.drop_timers.run(self.connection, {"subject": subject})

    def take_timer(self, timer: Timer) -> bool:
        """Remove this very timer."""
        which = {"kind": timer.kind, "subject": timer.subject, "due": timer.due, "version": timer.version}
        return self.sql.take_timer.run(self.connection, which).written == 1

    def due_timers(self, now: float, most: int) -> list[Timer]:
        """The timers that are due."""
        return [open_timer(r) for r in self.sql.due_timers.run(self.connection, {"before": now, "most": most})]

    def next_timer(self) -> int | None:
        """When the next timer is due."""
        due: int | None = self.sql.next_timer.run(self.connection).value()
        return due

    def timer(self, kind: str, subject: str) -> Timer | None:
        """The timer of a kind that a subject has."""
        record = self.sql.timer.run(self.connection, {"kind": kind, "subject": subject}).first()
        return None if record is None else open_timer(record)

    def timers_of(self, person_id: str) -> list[Timer]:
        """The timers of a person."""
        return [open_timer(record) for record in self.sql.timers_of.run(self.connection, {"person": person_id})]

    def set_timers_like(self, like: str, kind: str, due: int, version: int) -> None:
        """Set a timer of a kind beside each of another kind."""
        due = by_the_minute(Timer(kind, "", due, version)).due
        self.sql.set_timers_like.run(self.connection, {"like": like, "kind": kind, "due": due, "version": version})

    def timers_left(self, kind: str) -> tuple[int, int | None]:
        """How many timers of a kind there are, and when the first is due."""
        [found] = self.sql.timers_left.run(self.connection, {"kind": kind})
        return found.number, found.due

    # --- talk -----------------------------------------------------------------------------------------------------

    def pair(self, pair: Pair) -> None:
        """Keep which message is which."""
        self.sql.keep_pair.run(self.connection, pair_values(self.sealer, pair))

    def paired(self, pair: str) -> Pair | None:
        """A pair by its id."""
        found = self._in_order(self.sql.paired.run(self.connection, {"id": pair}))
        return found[0] if found else None

    def counterparts(self, person_id: str, side: str, message_id: str) -> list[Pair]:
        """The pairs that have a message on a side."""
        statement = self.sql.pairs_of_ours if side == OURS else self.sql.pairs_of_theirs
        return self._in_order(statement.run(self.connection, {"person": person_id, "message": message_id}))

    def talk_of(self, person_id: str) -> list[Pair]:
        """All pairs of a person."""
        return self._in_order(self.sql.talk_of.run(self.connection, {"person": person_id}))

    def _in_order(self, found: Iterable[Any]) -> list[Pair]:
        """The pairs that can be opened: a damaged one must not keep a talk from going on."""
        whole = []
        for record in found:
            try:
                whole.append(open_pair(self.sealer, record))
            except SealError:
                log.error("what is kept of a message of a talk cannot be opened (damaged), and is passed over")
        return sorted(whole, key=lambda pair: pair.sent_at)

    def forget_talk(self) -> None:
        """Forget which messages were which."""
        self.sql.forget_talk.run(self.connection)

    # --- erasing --------------------------------------------------------------------------------------------------

    def erase(self, person_id: str) -> None:
        """Remove what was booked by a person, set for them, and said with them."""
        for statement in self.sql.erase_bookings:
            statement.run(self.connection, {"person": person_id})


def by_day(starts: Iterable[int], edges: Sequence[int]) -> tuple[int, ...]:
    """How many of some moments lie in each of the days that begin at the edges; the last edge is the end."""
    counts = [0] * (len(edges) - 1)
    for start in starts:
        counts[bisect_right(edges, start) - 1] += 1
    return tuple(counts)
