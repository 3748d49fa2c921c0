"""Bookings and the time they own: found, changed, never had twice, free again."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.app import Core
from bot.errors import StorageTrouble
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Ledger
from bot.turns.ports import Stale, Store
from bot.turns.records import StoredBooking
from dialogs.booking.booking import OCCUPYING, Booking, State
from dialogs.booking.cells import CELL_SECONDS, HOUR
from dialogs.desk.decision import Decision
from dialogs.desk.desk import ActRule, Desk
from dialogs.dialogue import Dialogue
from tests.dialogs.booking.offices import RULE
from tests.storage.contract.bookings import SATO, SUZUKI, TEN, a_booking, booked, cells_at, taken
from tests.storage.contract.stores import NOW, stored
from tests.support import CLIENT

DAY = 24 * HOUR
# In these a booking takes its time or took it; of the others nobody asks when they would have been.
STANDING = {*OCCUPYING, State.KEPT, State.MISSED}


def test_a_booking_has_a_number_and_comes_back_whole(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    whole = a_booking(until=TEN, moves=1, proposed=(TEN, TEN + HOUR), room="https://meet.example/x", answered="yes")
    first, second = booked(store, maria, whole), booked(store, tom, a_booking(TEN + HOUR))
    third = booked(store, maria, a_booking(TEN + 2 * HOUR))
    assert [kept.booking.number for kept in (first, second, third)] == [1, 2, 3]
    assert first == StoredBooking(maria.id, replace(whole, number=1), version=1)
    with store.transaction() as tx:
        assert tx.booking(1) == first
        assert tx.bookings_of(maria.id) == [first, third]
        assert tx.bookings_of(tom.id) == [second]
        assert tx.booking(4) is None
        assert tx.bookings_of("nobody") == []


def test_what_is_kept_is_seen_at_once_in_the_same_transaction(store: Store) -> None:
    person = stored(store)
    with store.transaction() as tx:
        kept = tx.keep_booking(StoredBooking(person.id, a_booking()))
        assert tx.booking(kept.booking.number) == kept
        assert tx.taken_cells([SATO], *cells_at(TEN), None)[SATO] == frozenset(range(*cells_at(TEN)))


@pytest.mark.parametrize("state", State)
def test_time_is_owned_in_the_states_that_take_it_alone(store: Store, state: State) -> None:
    kept = booked(store, stored(store), a_booking(state=state))
    assert taken(store) == (12 if state in OCCUPYING else 0)
    with store.transaction() as tx:
        assert tx.bookings_from(0, 10) == ([kept] if state in STANDING else [])
        assert tx.busy_days([SATO], [TEN - DAY, TEN, TEN + DAY], None)[SATO] == (0, 1 if state in STANDING else 0)


def test_the_cells_of_each_are_told_in_a_stretch_and_but_for_ones_own(store: Store) -> None:
    person = stored(store)
    first = booked(store, person)
    booked(store, person, a_booking(TEN + 2 * HOUR))
    booked(store, person, a_booking(TEN, SUZUKI))
    begin, end = cells_at(TEN, 6 * 60)
    with store.transaction() as tx:
        found = tx.taken_cells([SATO, SUZUKI, "tanaka"], begin, end, None)
        assert {name: len(cells) for name, cells in found.items()} == {SATO: 24, SUZUKI: 12, "tanaka": 0}
        assert tx.taken_cells([SATO], begin + 11, begin + 25, None)[SATO] == {begin + 11, begin + 24}
        assert len(tx.taken_cells([SATO], begin, end, first.booking.number)[SATO]) == 12
        assert tx.taken_cells([], begin, end, None) == {}


def test_somebody_else_s_time_is_not_had_twice(store: Store) -> None:
    """By ten minutes; the other member of staff may have all of it."""
    maria, tom = stored(store, "1"), stored(store, "2")
    first = booked(store, maria)
    with pytest.raises(Stale):
        booked(store, tom, a_booking(TEN + HOUR - 600))
    with store.transaction() as tx:
        assert (tx.bookings_of(tom.id), tx.bookings_of(maria.id)) == ([], [first])
    assert taken(store, hours=3) == 12, "nothing of the one who came second is kept"
    booked(store, tom, a_booking(TEN + HOUR))
    booked(store, tom, a_booking(TEN, SUZUKI))


def test_one_written_by_somebody_else_meanwhile_is_stale(store: Store) -> None:
    kept = booked(store, stored(store))
    late = copy.copy(kept)
    late.booking = replace(late.booking, state=State.CANCELLED)
    with store.transaction() as tx:
        tx.keep_booking(kept)
        assert kept.version == 2
        tx.flush()
    with pytest.raises(Stale), store.transaction() as tx:
        tx.keep_booking(late)
    assert taken(store) == 12
    with pytest.raises(Stale), store.transaction() as tx:
        tx.keep_booking(StoredBooking("somebody", a_booking(TEN + DAY, number=99), version=1))


def moved(kept: StoredBooking, start: int) -> StoredBooking:
    """The same at another time, not stored yet."""
    booking = replace(kept.booking, start=start, cells=cells_at(start), sequence=kept.booking.sequence + 1)
    return StoredBooking(kept.person, booking, kept.version)


@pytest.mark.parametrize("later", [HOUR // 2, 3 * HOUR])
def test_moving_takes_the_new_time_and_frees_the_old(store: Store, later: int) -> None:
    kept = booked(store, stored(store))
    with store.transaction() as tx:
        tx.keep_booking(moved(kept, TEN + later))
        tx.flush()
    assert taken(store, TEN + later) == 12
    assert taken(store, hours=12) == 12
    with store.transaction() as tx:
        assert [found.booking.start for found in tx.bookings_from(0, 10)] == [TEN + later]


def test_a_move_to_a_time_that_is_taken_leaves_the_old_one_standing(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    kept = booked(store, maria)
    booked(store, tom, a_booking(TEN + 3 * HOUR))
    with pytest.raises(Stale), store.transaction() as tx:
        tx.keep_booking(moved(kept, TEN + 3 * HOUR))
    assert taken(store) == 12
    with store.transaction() as tx:
        assert tx.booking(kept.booking.number) == kept


def test_a_request_to_move_has_its_time_beside_the_old_one(store: Store) -> None:
    """Approved, the old one frees its own in the same transaction."""
    person = stored(store)
    kept = booked(store, person)
    asked = booked(store, person, a_booking(TEN + DAY, state=State.REQUESTED, replaces=kept.booking.number))
    assert (taken(store), taken(store, TEN + DAY)) == (12, 12)
    with store.transaction() as tx:
        tx.keep_booking(replace(kept, booking=replace(kept.booking, state=State.MOVED)))
        tx.keep_booking(replace(asked, booking=replace(asked.booking, state=State.BOOKED)))
        tx.flush()
    assert (taken(store), taken(store, TEN + DAY)) == (0, 12)


@pytest.mark.parametrize("later", [HOUR // 2, -HOUR // 2, 0])
def test_a_request_to_move_by_less_than_the_talk_shares_no_cell_with_the_old_one(store: Store, later: int) -> None:
    maria, ken = stored(store, "1"), stored(store, "2")
    old = booked(store, maria)
    request = booked(store, maria, a_booking(TEN + later, state=State.REQUESTED, replaces=old.booking.number))
    assert taken(store, TEN - HOUR, 3) == 12 + abs(later) // CELL_SECONDS
    with pytest.raises(Stale):
        booked(store, ken, a_booking(TEN + later))
    with store.transaction() as tx:
        tx.keep_booking(replace(request, booking=replace(request.booking, state=State.MOVED, cells=None)))
        tx.keep_booking(moved(old, TEN + later))
    assert taken(store, TEN + later) == taken(store, TEN - HOUR, 3) == 12


def test_whoever_moves_does_not_stand_in_anybody_else_s_time(store: Store) -> None:
    maria, ken = stored(store, "1"), stored(store, "2")
    old, other = booked(store, maria), booked(store, ken, a_booking(TEN + HOUR))
    with pytest.raises(Stale):
        booked(store, maria, a_booking(TEN + HOUR // 2, state=State.HELD, replaces=old.booking.number))
    with pytest.raises(Stale):
        # It says which booking it would move, and that one alone.
        booked(store, maria, a_booking(TEN, state=State.HELD, replaces=other.booking.number))


def test_busy_days_are_counted_by_the_days_that_are_asked_for(store: Store) -> None:
    """A day may be an hour longer than another; what begins at the end of the last is not in it."""
    person = stored(store)
    starts = (TEN, TEN + HOUR, TEN + DAY + HOUR, TEN + 3 * DAY)
    kept = [booked(store, person, a_booking(start)) for start in starts]
    booked(store, person, a_booking(TEN, SUZUKI, State.MISSED))
    booked(store, person, a_booking(TEN + 5 * HOUR, SUZUKI, State.CANCELLED))
    edges = [TEN - DAY, TEN, TEN + DAY + HOUR, TEN + 2 * DAY, TEN + 3 * DAY]
    with store.transaction() as tx:
        assert tx.busy_days([SATO, SUZUKI, "tanaka"], edges, None) == {
            SATO: (0, 2, 1, 0),
            SUZUKI: (0, 1, 0, 0),
            "tanaka": (0, 0, 0, 0),
        }
        assert tx.busy_days([SATO], edges, kept[0].booking.number) == {SATO: (0, 1, 1, 0)}


def test_bookings_come_in_the_order_of_their_starts(store: Store) -> None:
    person = stored(store)
    for start, staff in ((TEN + HOUR, SATO), (TEN, SUZUKI), (TEN, SATO), (TEN - DAY, SATO)):
        booked(store, person, a_booking(start, staff))
    with store.transaction() as tx:
        assert [kept.booking.number for kept in tx.bookings_from(0, 10)] == [4, 2, 3, 1]
        assert [kept.booking.number for kept in tx.bookings_from(TEN, 10)] == [2, 3, 1]
        assert [kept.booking.number for kept in tx.bookings_from(TEN, 2)] == [2, 3]


def test_whoever_waits_is_found_in_the_order_of_coming_and_comes_last_once_back(store: Store) -> None:
    waiting = a_booking(None, "", State.WAITING)
    first, second, third = (booked(store, stored(store, chat), waiting) for chat in "123")
    assert [kept.waits for kept in (first, second, third)] == [1, 2, 3]
    with store.transaction() as tx:
        assert tx.waiting_list(10) == [first, second, third]
        assert tx.waiting_list(2) == [first, second]
        offered = tx.keep_booking(replace(first, booking=replace(first.booking, state=State.EXPIRED)))
        assert offered.waits is None
        tx.keep_booking(replace(second, booking=replace(second.booking, zone="Asia/Tokyo")))
        assert [kept.booking.number for kept in tx.waiting_list(10)] == [2, 3], "a change keeps the place"
        tx.keep_booking(replace(offered, booking=replace(offered.booking, state=State.WAITING)))
        assert [kept.booking.number for kept in tx.waiting_list(10)] == [2, 3, 1]
        tx.flush()


def test_somebody_erased_frees_the_time_and_gives_no_number_back(store: Store) -> None:
    maria, tom = stored(store, "1"), stored(store, "2")
    booked(store, maria)
    his = booked(store, tom, a_booking(TEN + HOUR))
    last = booked(store, maria, a_booking(None, "", State.WAITING))
    with store.transaction() as tx:
        tx.erase(maria.id)
        tx.flush()
    assert (taken(store), taken(store, TEN + HOUR)) == (0, 12)
    with store.transaction() as tx:
        assert tx.booking(1) is None
        assert (tx.bookings_of(maria.id), tx.bookings_of(tom.id)) == ([], [his])
        assert tx.waiting_list(10) == []
    assert booked(store, tom, a_booking(TEN)).booking.number == last.booking.number + 1


# --- what the desk decides --------------------------------------------------------------------------------------------


class Changed:
    """An act by which a person's bookings become these."""

    def __init__(self, *bookings: Booking) -> None:
        self.bookings = bookings


def decide(store: Store, core: Core, *bookings: Booking) -> None:
    """Let the desk of an office with bookings decide that a person's are these from now on."""
    around = core.dialogue.around
    office = replace(around.office, booking=RULE)
    dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)
    ledger = Ledger(store, dialogue, core.words, frozenset({CLIENT}))

    def do(batch: Batch) -> None:
        kind: Mapping[type, ActRule] = {
            Changed: lambda _dialogue, matter, act, _now: Decision(replace(matter, bookings=act.bookings))
        }
        batch.desk = Desk(dialogue, acts=kind)
        person = batch.tx.person_at(CLIENT, "1", NOW)
        batch.decide(person, None, Changed(*bookings), NOW)

    ledger.do(Call(do))


def test_what_the_desk_changed_is_kept_and_what_is_new_gets_its_number(store: Store, core: Core) -> None:
    """What frees time is kept first: the new one may have the cells of the old."""
    person = stored(store, "1")
    first, second = booked(store, person), booked(store, person, a_booking(TEN + 3 * HOUR))
    cancelled = replace(first.booking, state=State.CANCELLED, sequence=1)
    decide(store, core, a_booking(TEN + HOUR // 2), second.booking, cancelled)
    with store.transaction() as tx:
        kept = tx.bookings_of(person.id)
    assert [(each.booking.number, each.booking.state, each.version) for each in kept] == [
        (1, State.CANCELLED, 2),
        (2, State.BOOKED, 1),
        (3, State.BOOKED, 1),
    ]
    assert taken(store, hours=12) == 24


def test_a_time_that_is_gone_when_the_desk_has_decided_is_done_again(store: Store, core: Core) -> None:
    """Whoever decides without looking never comes to an end with it, and nothing is kept."""
    person, other = stored(store, "1"), stored(store, "2")
    booked(store, other)
    with pytest.raises(StorageTrouble):
        decide(store, core, a_booking())
    with store.transaction() as tx:
        assert tx.bookings_of(person.id) == []
