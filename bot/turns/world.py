"""What a turn asks of the world, answered from the transaction it is in: what turns before it did is seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING

from bot.turns.ports import BusyTimes, Transaction
from bot.turns.records import Person
from dialogs.office import HalfDay

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

# The memo that says whether the office bot hears what staff write to clients.
HEARS_MEMO = "office_hears"


class Answering:
    """Implements `dialogs.ports.World` for one turn of one person. `most_wishes` is how many a half-day can take.

    `busy` knows the office's own calendars; without it nobody is busy.
    """

    def __init__(self, tx: Transaction, person: Person, most_wishes: int | None, busy: BusyTimes | None = None) -> None:
        self.tx = tx
        self.person = person
        self.most_wishes = most_wishes
        self._busy = busy
        # Nobody else writes while the transaction is open.
        self._counted: dict[str, int] = {}
        self._cells: dict[tuple[int, int, int | None], Mapping[str, frozenset[int]]] = {}
        self._days: dict[tuple[int, int, int | None], Mapping[str, Sequence[int]]] = {}
        self._bookings: tuple[Booking, ...] | None = None

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        if self.most_wishes is None:
            return frozenset()
        unknown = [half.id for half in half_days if half.id not in self._counted]
        if unknown:
            self._counted |= dict.fromkeys(unknown, 0) | self.tx.wished(unknown, self._lead)
        return frozenset(half for half in half_days if self._counted[half.id] >= self.most_wishes)

    # What is asked of staff is asked of all of them, so that a stretch is enough to know an answer again.

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        stretch = (first, end, but)
        if stretch not in self._cells:
            self._cells[stretch] = self.tx.taken_cells(staff, first, end, but)
        return self._cells[stretch]

    def busy(self, first: int, end: int) -> Mapping[str, Set[int]]:
        return {} if self._busy is None else self._busy.cells(self.tx, first, end)

    def behind(self, now: datetime) -> Set[str]:
        return frozenset() if self._busy is None else self._busy.behind(self.tx, now)

    def on_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> Mapping[str, Sequence[int]]:
        stretch = (edges[0], edges[-1], but)
        if stretch not in self._days:
            self._days[stretch] = self.tx.busy_days(staff, edges, but)
        return self._days[stretch]

    def bookings(self) -> tuple[Booking, ...]:
        if self._bookings is None:
            self._bookings = tuple(stored.booking for stored in self.tx.bookings_of(self.person.id))
        return self._bookings

    def staff_hear(self) -> bool:
        return bool(self.tx.memo(HEARS_MEMO))

    @property
    def _lead(self) -> str:
        """Their own lead: nobody is in their own way."""
        stored = self.tx.lead_of(self.person.id)
        return "" if stored is None else stored.id
