"""Addresses at which talks can be subscribed to, and what is read for them beside the turns."""

from __future__ import annotations

from dataclasses import replace

from bot.turns.feeds import new_feed
from bot.turns.ports import Store
from bot.turns.records import Feed, FeedKind
from dialogs.booking.booking import State
from tests.storage.contract.bookings import SATO, SUZUKI, TEN, a_booking, booked
from tests.storage.contract.stores import NOW, stored, with_lead

HOUR = 3_600


def kept(store: Store, kind: FeedKind, owner: str, account: str = "") -> Feed:
    """An address that somebody has."""
    feed = new_feed(kind, owner, NOW, account)
    with store.transaction() as tx:
        tx.keep_feed(feed)
        tx.flush()
    return feed


def test_an_address_is_found_by_its_id_and_by_whose_it_is(store: Store) -> None:
    maria = stored(store)
    hers, of_staff = kept(store, FeedKind.CLIENT, maria.id), kept(store, FeedKind.STAFF, SATO, "900")
    assert hers.secret != of_staff.secret
    assert len(bytes.fromhex(hers.secret)) >= 16, "128 bits at least"
    with store.transaction() as tx:
        assert tx.feed(hers.id) == tx.feed_of(FeedKind.CLIENT, maria.id) == hers
        assert tx.feed(of_staff.id) == tx.feed_of(FeedKind.STAFF, SATO) == of_staff
        assert tx.feed("nobody's") is None
        assert tx.feed_of(FeedKind.STAFF, maria.id) is None, "each kind has owners of its own"


def test_everybody_has_one_address_at_most(store: Store) -> None:
    first = kept(store, FeedKind.STAFF, SATO)
    changed = replace(first, ticket="t", until=7)
    with store.transaction() as tx:
        tx.keep_feed(changed)
        assert tx.feed(first.id) == changed
        second = new_feed(FeedKind.STAFF, SATO, NOW)
        tx.keep_feed(second)
        assert tx.feed(first.id) is None
        assert tx.feed_of(FeedKind.STAFF, SATO) == second
        tx.drop_feed(FeedKind.CLIENT, SATO)
        assert tx.feed(second.id) == second
        tx.drop_feed(FeedKind.STAFF, SATO)
        tx.drop_feed(FeedKind.STAFF, SATO)
        assert tx.feed(second.id) is None


def test_an_address_goes_with_its_person_and_no_other(store: Store) -> None:
    maria, li = stored(store, "1"), stored(store, "2")
    hers, his = kept(store, FeedKind.CLIENT, maria.id), kept(store, FeedKind.CLIENT, li.id)
    of_staff = kept(store, FeedKind.STAFF, SATO)
    with store.transaction() as tx:
        tx.erase(maria.id)
        tx.flush()
    with store.transaction() as tx:
        assert [tx.feed(feed.id) for feed in (hers, his, of_staff)] == [None, his, of_staff]


def test_reading_sees_what_was_committed_and_keeps_nothing(store: Store) -> None:
    maria, lead = with_lead(store)
    feed = kept(store, FeedKind.CLIENT, maria.id)
    talk = booked(store, maria)
    with store.reading() as tx:
        found = tx.whole_person(maria.id)
        assert found is not None
        assert found.conversation.language == "en"
        assert tx.feed(feed.id) == feed
        assert [one.booking for one in tx.bookings_of(maria.id)] == [talk.booking]
        assert tx.lead_numbers_of([maria.id, "nobody"]) == {maria.id: lead.record.number}
        found.touched = True
    with store.transaction() as tx:
        again = tx.person(maria.id)
        assert again is not None
        assert again.version == maria.version


def test_the_talks_of_one_member_come_in_their_order(store: Store) -> None:
    maria = stored(store)
    late, other, soon = (
        booked(store, maria, a_booking(start, staff))
        for start, staff in ((TEN + 4 * HOUR, SATO), (TEN, SUZUKI), (TEN + HOUR, SATO))
    )
    with store.reading() as tx:
        numbers = [kept.booking.number for kept in tx.bookings_from(TEN, 9, SATO)]
        assert numbers == [soon.booking.number, late.booking.number]
        assert [kept.booking.number for kept in tx.bookings_from(TEN, 1, SATO)] == [soon.booking.number]
        assert [kept.booking.number for kept in tx.bookings_from(TEN, 9)][0] == other.booking.number


def test_what_takes_no_time_is_read_from_the_latest_on(store: Store) -> None:
    maria = stored(store)
    booked(store, maria)
    states = (State.CANCELLED, State.EXPIRED, State.WAITING)
    numbers = [booked(store, maria, a_booking(state=state, cells=None)).booking.number for state in states]
    with store.reading() as tx:
        assert [kept.booking.number for kept in tx.bookings_without_time(9)] == numbers[::-1]
        assert len(tx.bookings_without_time(2)) == 2
