"""What is kept of the entries in the office's calendar: what waits, in order, and what stands."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.ports import Store
from bot.turns.records import EntryKept, StoredEntry
from dialogs.booking.booking import State
from dialogs.booking.cells import HOUR
from tests.storage.contract.bookings import SUZUKI, TEN, a_booking, booked
from tests.storage.contract.stores import stored

KEPT = EntryKept("/a.ics", ((TEN, TEN + HOUR), (1, 2)), (3, 4), "#1", "upstairs", 5)


def test_an_entry_comes_back_whole_and_is_kept_anew(store: Store) -> None:
    person = stored(store)
    entry = StoredEntry(7, person.id, 2, 1, TEN + 59, KEPT)
    with store.transaction() as tx:
        assert tx.entry(7) is None
        tx.keep_entry(entry)
        assert tx.entry(7) == replace(entry, next_try=TEN), "by the minute, and never too late"
    with store.transaction() as tx:
        tx.keep_entry(replace(entry, written=2, next_try=None, kept=EntryKept()))
        assert tx.entry(7) == StoredEntry(7, person.id, 2, 2)
        tx.drop_entry(7)
        tx.drop_entry(7)
        assert tx.entry(7) is None


def test_what_waits_comes_in_order_and_not_too_soon(store: Store) -> None:
    with store.transaction() as tx:
        for number, due in ((3, 120), (1, 60), (2, 60), (4, None), (5, 180)):
            tx.keep_entry(StoredEntry(number, "nobody", 1, 0 if due else 1, due))
        assert [entry.booking for entry in tx.due_entries(120, 180, 10)] == [1, 2, 3]
        assert [entry.booking for entry in tx.due_entries(120, 180, 2)] == [1, 2]
        assert tx.due_entries(59, 180, 10) == []
        # By a clock that was put back since, it would wait for long.
        assert [entry.booking for entry in tx.due_entries(59, 179, 10)] == [5]
        assert [entry.booking for entry in tx.due_entries(2**60, 2**60, 10)] == [1, 2, 3, 5], "all that wait at all"


def test_what_stands_is_of_bookings_to_come_soonest_first(store: Store) -> None:
    person = stored(store)
    starts = (TEN + 4 * HOUR, TEN, TEN + 2 * HOUR, TEN + 6 * HOUR)
    numbers = [booked(store, person, a_booking(start, SUZUKI)).booking.number for start in starts]
    over = booked(store, person, a_booking(TEN + 8 * HOUR, state=State.CANCELLED)).booking.number
    with store.transaction() as tx:
        for number in (*numbers[:3], over):
            tx.keep_entry(StoredEntry(number, person.id, 1, 1))
        tx.keep_entry(StoredEntry(numbers[3], person.id, 2, 1, TEN))
        assert [entry.booking for entry in tx.standing_entries(TEN, 10)] == [numbers[1], numbers[2], numbers[0]]
        assert [entry.booking for entry in tx.standing_entries(TEN + 1, 1)] == [numbers[2]]


def test_of_an_erased_person_it_is_left_which_entry_is_to_go(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    with store.transaction() as tx:
        tx.keep_entry(StoredEntry(7, maria.id, 3, 3, None, KEPT))
        tx.keep_entry(StoredEntry(8, tom.id, 1, 1, None, KEPT))
        tx.erase(maria.id)
    with store.transaction() as tx:
        assert tx.due_entries(0, 9, 10) == [StoredEntry(7, "", 4, 3, 0, EntryKept())]
        assert tx.entry(8) == StoredEntry(8, tom.id, 1, 1, None, KEPT)
