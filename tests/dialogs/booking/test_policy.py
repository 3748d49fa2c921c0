"""What may become of a person's bookings: the limits of clients, what staff decide, what ends by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import cells_of
from dialogs.booking.policy import (
    Bookings,
    Decided,
    NotDone,
    accept,
    approve,
    cancel,
    confirm,
    decline,
    end_proposal,
    expire,
    finish,
    hold,
    may_cancel,
    may_hold,
    may_move,
    move,
    offer_waiting,
    propose,
    wait,
    withdraw,
)
from dialogs.booking.rules import BookingRule
from dialogs.booking.slots import Slot
from dialogs.messages import Text
from tests.dialogs.booking.offices import RULE, a_booking, moment, seconds
from tests.properties import examples

NOW = moment("2026-11-24T08:00")
ZONE = "America/New_York"


def slot(text: str, *, staff: str = "a", on_request: bool = False) -> Slot:
    return Slot(seconds(text), 60, "online", staff, on_request)


FRIDAY, MONDAY = slot("2026-11-27T10:00"), slot("2026-11-30T10:00")
SATURDAY, SUNDAY = slot("2026-11-28T10:00", on_request=True), slot("2026-11-29T10:00", on_request=True)


def later(**kwargs: float) -> datetime:
    return NOW + timedelta(**kwargs)


def stored(decided: Decided) -> Bookings:
    """What a store makes of it: new ones get the next number."""
    assert not isinstance(decided, NotDone), decided
    numbers = count(max((b.number for b in decided), default=0) + 1)
    return tuple(b if b.number else replace(b, number=next(numbers)) for b in decided)


def why(decided: Decided) -> str:
    assert isinstance(decided, NotDone)
    return decided.why.key


def held(chosen: Slot = FRIDAY, bookings: Bookings = (), **kwargs: Any) -> Bookings:
    return stored(hold(bookings, chosen, ZONE, RULE, NOW, **kwargs))


def taken(chosen: Slot = FRIDAY, bookings: Bookings = (), now: datetime = NOW, **kwargs: Any) -> Bookings:
    """Held and confirmed at once."""
    both = stored(hold(bookings, chosen, ZONE, RULE, now, **kwargs))
    return stored(confirm(both, both[-1].number, RULE, now))


def states(bookings: Bookings) -> list[str]:
    return [str(b.state) for b in bookings]


# Holding and booking


def test_a_slot_is_held_then_booked() -> None:
    [booking] = held()
    assert (booking.state, booking.start, booking.staff, booking.zone) == (State.HELD, FRIDAY.start, "a", ZONE)
    assert booking.until == NOW.timestamp() + 600
    [booking] = stored(confirm((booking,), 1, RULE, later(minutes=9)))
    assert (booking.state, booking.until) == (State.BOOKED, None)


def test_a_hold_owns_the_cells_that_the_page_counted_with_the_buffers() -> None:
    """A buffer once was respected on the page and not at booking."""
    rule = replace(RULE, before_minutes=15, after_minutes=30)
    [booking] = stored(hold((), FRIDAY, ZONE, rule, NOW))
    cells = cells_of(FRIDAY.start, 60, rule)
    assert booking.cells == (cells.start, cells.stop)
    assert cells.stop - cells.start == (15 + 60 + 30) // 5


def test_a_hold_that_is_over_is_not_booked() -> None:
    assert why(confirm(held(), 1, RULE, later(minutes=10))) == "booking-hold-over"
    assert why(confirm(held(), 7, RULE, NOW)) == "booking-gone"
    assert why(confirm(taken(), 1, RULE, NOW)) == "booking-gone"


def test_a_hold_never_outlasts_its_start() -> None:
    [booking] = stored(hold((), slot("2026-11-24T08:05"), ZONE, RULE, NOW))
    assert booking.until == booking.start


def test_whoever_chooses_again_holds_one_time() -> None:
    assert states(held(MONDAY, held())) == ["expired", "held"]
    assert held(MONDAY, held())[0].cells is None


def test_one_talk_ahead_and_one_open_request_a_person() -> None:
    """One person once blocked everything by asking for all of it."""
    assert why(hold(taken(), MONDAY, ZONE, RULE, NOW)) == "booking-stands"
    assert why(hold(taken(SATURDAY), MONDAY, ZONE, RULE, NOW)) == "booking-request-open"
    assert why(wait(taken(), "online", ZONE, RULE, NOW)) == "booking-stands"
    assert may_hold(taken(), later(days=4)) is None, "once it is past, another may be booked"
    assert may_hold(taken(SATURDAY), later(days=3)) is None, "once it had no answer"


# Requests


def test_a_request_holds_its_time_until_it_is_decided() -> None:
    [booking] = taken(SATURDAY)
    assert (booking.state, booking.occupies) == (State.REQUESTED, True)
    assert booking.until == NOW.timestamp() + 48 * 3600
    [booking] = stored(approve((booking,), 1, NOW))
    assert (booking.state, booking.until) == (State.BOOKED, None)


def test_a_request_ends_with_its_start_at_the_latest() -> None:
    [booking] = taken(slot("2026-11-25T10:00", on_request=True))
    assert booking.until == booking.start


def test_approving_twice_changes_nothing_and_says_why() -> None:
    bookings = stored(approve(taken(SATURDAY), 1, NOW))
    decided = approve(bookings, 1, NOW)
    assert why(decided) == "booking-decided"
    assert isinstance(decided, NotDone)
    assert decided.why.args == {"state": "booked"}
    assert why(decline(bookings, 1, NOW)) == "booking-decided"


@pytest.mark.parametrize("decide", [approve, decline])
def test_a_request_whose_time_is_gone_is_not_decided(decide: Any) -> None:
    assert why(decide(taken(SATURDAY), 1, later(hours=48))) == "booking-request-late"
    assert why(decide(held(SATURDAY), 1, NOW)) == "booking-gone"
    assert why(decide((), 1, NOW)) == "booking-gone"
    cancelled = stored(cancel(taken(SATURDAY), 1, RULE, NOW))
    assert why(decide(cancelled, 1, NOW)) == "booking-decided"


def test_a_request_that_nobody_answers_ends() -> None:
    bookings = taken(SATURDAY)
    assert expire(bookings, 1, later(hours=47)) == bookings
    [ended] = stored(expire(bookings, 1, later(hours=48)))
    assert (ended.state, ended.cells, ended.occupies) == (State.EXPIRED, None, False)
    assert expire((ended,), 1, later(hours=49)) == (ended,)
    assert expire((ended,), 9, later(hours=49)) == (ended,)
    booked = taken()
    assert expire(booked, 1, later(days=400)) == booked


# Moving


def test_a_move_gives_the_new_time_to_the_booking_and_frees_the_old_one() -> None:
    bookings = taken(MONDAY, taken(), moving=1)
    assert states(bookings) == ["booked", "moved"]
    booking, moved = bookings
    assert (booking.number, booking.start, booking.moves) == (1, MONDAY.start, 1)
    assert booking.cells == (MONDAY.start // 300, MONDAY.start // 300 + 12)
    assert (moved.cells, moved.occupies) == (None, False)
    assert booking.sequence > taken()[0].sequence


def test_while_a_new_time_is_looked_at_the_old_one_stands() -> None:
    bookings = held(MONDAY, taken(), moving=1)
    assert states(bookings) == ["booked", "held"]
    assert bookings[1].replaces == 1
    assert bookings[0] == taken()[0]
    [old, ended] = stored(expire(bookings, 2, later(minutes=10)))
    assert (old, ended.state) == (taken()[0], State.EXPIRED)


def test_a_declined_move_leaves_the_old_booking_standing() -> None:
    bookings = taken(SATURDAY, taken(), moving=1)
    assert states(bookings) == ["booked", "requested"]
    old, declined = stored(decline(bookings, 2, NOW))
    assert (old, declined.state) == (taken()[0], State.DECLINED)
    assert states(stored(expire(bookings, 2, later(hours=48)))) == ["booked", "expired"]


def test_an_approved_move_moves() -> None:
    booking, moved = stored(approve(taken(SATURDAY, taken(), moving=1), 2, NOW))
    assert (booking.start, booking.state, booking.moves) == (SATURDAY.start, State.BOOKED, 1)
    assert moved.state is State.MOVED


def test_a_move_is_decided_before_either_time_has_come() -> None:
    bookings = taken(slot("2026-12-05T10:00", on_request=True), taken(slot("2026-11-25T09:00")), moving=1)
    assert bookings[1].until == bookings[0].start


def test_nobody_moves_without_end() -> None:
    """One client moved a talk twelve times."""
    bookings, days = taken(), 0
    while may_move(bookings, 1, RULE, NOW) is None:
        days += 1
        bookings = taken(slot(f"2026-12-{days:02}T10:00"), bookings, moving=1)
    assert bookings[0].moves == days == RULE.most_changes
    refused = may_move(bookings, 1, RULE, NOW)
    assert refused is not None
    assert (refused.key, refused.args) == ("booking-moved-too-often", {"count": 2})
    assert why(hold(bookings, MONDAY, ZONE, RULE, NOW, moving=1)) == "booking-moved-too-often"


def test_an_office_may_leave_no_moves_to_clients() -> None:
    none = replace(RULE, most_changes=0)
    refused = may_move(taken(), 1, none, NOW)
    assert refused is not None
    assert refused.key == "booking-no-moves"
    assert may_cancel(taken(), 1, none, NOW) is None


def test_moves_and_cancellations_end_so_many_hours_before() -> None:
    bookings = taken()
    last = datetime.fromtimestamp(FRIDAY.start, NOW.tzinfo) - timedelta(hours=24)
    assert may_move(bookings, 1, RULE, last) is None
    assert may_cancel(bookings, 1, RULE, last) is None
    after = last + timedelta(seconds=1)
    for refused in (may_move(bookings, 1, RULE, after), may_cancel(bookings, 1, RULE, after)):
        assert refused is not None
        assert (refused.key, refused.args) == ("booking-too-late", {"count": 24})
    assert why(cancel(bookings, 1, RULE, after)) == "booking-too-late"


def test_the_limit_of_changes_is_counted_in_real_hours_where_clocks_change() -> None:
    start = seconds("2026-11-01T12:00", "America/New_York")
    bookings = taken(Slot(start, 60, "online", "a", False), now=moment("2026-10-20T08:00"))
    # 24 hours before noon it is 13:00 the day before, since the clock is put back at night.
    assert may_move(bookings, 1, RULE, moment("2026-10-31T13:00", "America/New_York")) is None
    assert may_move(bookings, 1, RULE, moment("2026-10-31T13:01", "America/New_York")) is not None


def test_limits_do_not_bind_staff() -> None:
    late = datetime.fromtimestamp(FRIDAY.start, NOW.tzinfo) - timedelta(minutes=30)
    bookings = tuple(replace(b, moves=9) for b in taken())
    soon = slot("2026-11-27T16:00", staff="b")
    [moved] = stored(move(bookings, 1, soon, RULE, late))
    assert (moved.start, moved.staff, moved.moves, moved.state) == (soon.start, "b", 9, State.BOOKED)
    [cancelled] = stored(cancel(bookings, 1, RULE, late, by_staff=True))
    assert (cancelled.state, cancelled.cells) == (State.CANCELLED, None)
    assert why(move(bookings, 1, slot("2026-11-24T07:00"), RULE, NOW)) == "booking-request-late"
    assert why(move((), 1, soon, RULE, NOW)) == "booking-gone"


def test_a_change_of_staff_takes_another_room() -> None:
    bookings = tuple(replace(b, room="https://meet.example.jp/a") for b in taken())
    [same] = stored(move(bookings, 1, MONDAY, RULE, NOW))
    [other] = stored(move(bookings, 1, replace(MONDAY, staff="b"), RULE, NOW))
    assert (same.room, other.room) == ("https://meet.example.jp/a", None)
    assert taken(replace(MONDAY, staff="b"), bookings, moving=1)[0].room is None


def test_what_staff_move_or_cancel_ends_what_the_client_asked_to_move_it_to() -> None:
    bookings = taken(SATURDAY, taken(), moving=1)
    assert states(stored(move(bookings, 1, MONDAY, RULE, NOW))) == ["booked", "cancelled"]
    assert states(stored(cancel(bookings, 1, RULE, NOW))) == ["cancelled", "cancelled"]
    looking = held(MONDAY, taken(), moving=1)
    gone = stored(cancel(looking, 1, RULE, NOW, by_staff=True))
    assert why(confirm(gone, 2, RULE, NOW)) == "booking-gone"


def test_a_second_move_waits_for_the_answer_to_the_first() -> None:
    bookings = taken(SATURDAY, taken(), moving=1)
    assert why(hold(bookings, MONDAY, ZONE, RULE, NOW, moving=1)) == "booking-request-open"
    assert why(hold(taken(), MONDAY, ZONE, RULE, NOW, moving=5)) == "booking-gone"
    past = may_move(taken(), 1, RULE, later(days=9))
    assert past is not None
    assert past.key == "booking-begun"


def test_what_is_over_is_not_cancelled_again() -> None:
    cancelled = stored(cancel(taken(), 1, RULE, NOW))
    assert why(cancel(cancelled, 1, RULE, NOW)) == "booking-gone"
    assert why(cancel(cancelled, 1, RULE, NOW, by_staff=True)) == "booking-gone"
    for bookings, now in ((cancelled, NOW), (taken(), later(days=9)), ((), NOW)):
        refused = may_cancel(bookings, 1, RULE, now)
        assert refused is not None
        assert refused.key == ("booking-begun" if now > NOW else "booking-gone")
    assert may_cancel(taken(SATURDAY), 1, RULE, NOW) is None


def test_a_move_of_what_is_over_meanwhile_changes_nothing() -> None:
    rule = replace(RULE, change_until_hours=0)
    both = stored(hold(taken(), MONDAY, ZONE, rule, datetime.fromtimestamp(FRIDAY.start - 60, NOW.tzinfo), moving=1))
    now = datetime.fromtimestamp(FRIDAY.start, NOW.tzinfo)
    over = stored(finish(both, 1, now, came=True))
    assert why(confirm(over, 2, rule, now)) == "booking-gone"


# What staff propose


def test_three_counter_offers_and_a_tap() -> None:
    bookings = taken(SATURDAY)
    starts = [MONDAY.start, SUNDAY.start, MONDAY.start + 7200]
    [proposed] = stored(propose(bookings, 1, starts, RULE, NOW))
    assert (proposed.proposed, proposed.rounds) == (tuple(sorted(starts)), 1)
    assert (proposed.state, proposed.start) == (State.REQUESTED, SATURDAY.start), "it holds its own time until then"
    [booked] = stored(accept((proposed,), 1, MONDAY.start, RULE, NOW))
    assert (booked.state, booked.start, booked.proposed, booked.moves) == (State.BOOKED, MONDAY.start, (), 0)
    assert booked.cells == (MONDAY.start // 300, MONDAY.start // 300 + 12)


def test_times_proposed_for_a_booking_move_it_without_counting() -> None:
    bookings = stored(propose(taken(), 1, [MONDAY.start], RULE, NOW))
    assert bookings[0].until is None
    [booked] = stored(accept(bookings, 1, MONDAY.start, RULE, NOW))
    assert (booked.state, booked.start, booked.moves) == (State.BOOKED, MONDAY.start, 0)


def test_times_proposed_for_a_move_move_the_booking_that_it_was_about() -> None:
    bookings = stored(propose(taken(SATURDAY, taken(), moving=1), 2, [MONDAY.start], RULE, NOW))
    assert states(stored(accept(bookings, 2, MONDAY.start, RULE, NOW))) == ["booked", "moved"]
    assert stored(accept(bookings, 2, MONDAY.start, RULE, NOW))[0].start == MONDAY.start


def test_a_proposal_gives_the_client_the_time_of_a_request() -> None:
    bookings = stored(propose(taken(SATURDAY), 1, [MONDAY.start], RULE, later(hours=40)))
    assert bookings[0].until == later(hours=88).timestamp()
    assert states(stored(approve(bookings, 1, later(hours=60)))) == ["booked"]


def test_a_request_whose_own_time_has_come_is_not_approved_while_others_are_proposed() -> None:
    bookings = taken(slot("2026-11-25T12:00", on_request=True))
    bookings = stored(propose(bookings, 1, [MONDAY.start], RULE, later(hours=20)))
    assert bookings[0].until == later(hours=68).timestamp()
    assert why(approve(bookings, 1, later(hours=28))) == "booking-request-late"
    assert states(stored(accept(bookings, 1, MONDAY.start, RULE, later(hours=30)))) == ["booked"]


def test_what_cannot_be_proposed_says_why() -> None:
    bookings = taken(SATURDAY)
    four = [MONDAY.start + 3600 * n for n in range(4)]
    for starts in ([], four, [MONDAY.start, MONDAY.start]):
        assert why(propose(bookings, 1, starts, RULE, NOW)) == "booking-propose"
    assert why(propose(bookings, 1, [int(NOW.timestamp())], RULE, NOW)) == "booking-request-late"
    assert why(propose(held(), 1, four[:1], RULE, NOW)) == "booking-gone"
    assert why(propose((), 1, four[:1], RULE, NOW)) == "booking-gone"


def test_only_what_was_proposed_last_is_accepted() -> None:
    bookings = stored(propose(taken(SATURDAY), 1, [MONDAY.start], RULE, NOW))
    assert why(accept(bookings, 1, SUNDAY.start, RULE, NOW)) == "booking-proposal-gone"
    again = stored(propose(bookings, 1, [SUNDAY.start], RULE, NOW))
    assert why(accept(again, 1, MONDAY.start, RULE, NOW)) == "booking-proposal-gone"
    assert again[0].rounds == 2
    assert why(accept(bookings, 1, MONDAY.start, RULE, later(days=9))) == "booking-gone"
    assert why(accept((), 1, MONDAY.start, RULE, NOW)) == "booking-gone"


def cells(*starts: int) -> tuple[tuple[int, int], ...]:
    return tuple((start // 300, start // 300 + 12) for start in starts)


def test_what_is_proposed_is_kept_until_the_client_answers() -> None:
    [proposed] = stored(propose(taken(), 1, [MONDAY.start, SUNDAY.start], RULE, NOW))
    assert proposed.proposed_cells == cells(SUNDAY.start, MONDAY.start)
    assert proposed.owned == {
        cell for first, end in cells(FRIDAY.start, SUNDAY.start, MONDAY.start) for cell in range(first, end)
    }
    [booked] = stored(accept((proposed,), 1, MONDAY.start, RULE, NOW))
    assert (booked.cells, booked.proposed_cells, booked.proposed_until) == (*cells(MONDAY.start), (), None)
    [stands] = stored(withdraw((proposed,), 1))
    assert (stands.state, stands.start, stands.proposed, stands.proposed_cells) == (State.BOOKED, FRIDAY.start, (), ())
    assert why(withdraw((stands,), 1)) == "booking-proposal-gone"
    assert why(accept((stands,), 1, MONDAY.start, RULE, NOW)) == "booking-proposal-gone"


def test_what_is_proposed_again_takes_the_place_of_what_was_proposed() -> None:
    bookings = stored(propose(taken(SATURDAY), 1, [MONDAY.start], RULE, NOW))
    [again] = stored(propose(bookings, 1, [SUNDAY.start], RULE, NOW))
    assert again.proposed_cells == cells(SUNDAY.start)


@pytest.mark.parametrize(
    "decide",
    [
        lambda bookings: decline(bookings, 1, NOW),
        lambda bookings: approve(bookings, 1, NOW),
        lambda bookings: cancel(bookings, 1, RULE, NOW),
        lambda bookings: expire(bookings, 1, later(days=9)),
    ],
    ids=["declined", "approved", "taken back", "expired"],
)
def test_whatever_is_decided_of_a_request_frees_what_was_proposed_for_it(decide: Any) -> None:
    [request] = stored(decide(stored(propose(taken(SATURDAY), 1, [MONDAY.start], RULE, NOW))))
    assert (request.proposed, request.proposed_cells, request.proposed_until) == ((), (), None)


def test_a_proposal_instead_of_what_stands_ends_after_the_time_of_a_request_or_with_the_talk() -> None:
    bookings = stored(propose(taken(), 1, [MONDAY.start], RULE, NOW))
    assert bookings[0].proposed_until == later(hours=48).timestamp()
    assert end_proposal(bookings, 1, later(hours=47)) == bookings
    [stands] = stored(end_proposal(bookings, 1, later(hours=48)))
    assert (stands.state, stands.start, stands.proposed) == (State.BOOKED, FRIDAY.start, ())
    assert why(accept(bookings, 1, MONDAY.start, RULE, later(hours=48))) == "booking-proposal-gone", "the clock is late"
    late = stored(propose(taken(), 1, [MONDAY.start], RULE, later(days=2, hours=20)))
    assert late[0].proposed_until == FRIDAY.start
    asked = stored(propose(taken(SATURDAY), 1, [MONDAY.start], RULE, NOW))
    assert end_proposal(asked, 1, later(days=9)) == asked, "a request ends as a whole"


def test_a_request_outlasts_what_was_proposed_for_it_once_that_is_over() -> None:
    soon = slot("2026-11-24T12:00").start
    bookings = stored(propose(taken(SATURDAY), 1, [soon], RULE, NOW))
    assert (bookings[0].proposed_until, bookings[0].until) == (soon, later(hours=48).timestamp())
    [asked] = stored(end_proposal(bookings, 1, datetime.fromtimestamp(soon, NOW.tzinfo)))
    assert (asked.state, asked.proposed, asked.until) == (State.REQUESTED, (), later(hours=48).timestamp())


# The waiting list


def waiting() -> Bookings:
    return stored(wait((), "online", ZONE, RULE, NOW))


def test_a_place_on_the_waiting_list_takes_no_time() -> None:
    [place] = waiting()
    assert (place.state, place.start, place.cells, place.occupies) == (State.WAITING, None, None, False)
    assert place.end is None
    assert why(wait((place,), "online", ZONE, RULE, NOW)) == "booking-waits-already"
    assert states(stored(cancel((place,), 1, RULE, NOW))) == ["cancelled"]


def test_nobody_waits_for_a_way_that_the_profile_offers_no_more() -> None:
    assert why(wait((), "office", ZONE, RULE, NOW)) == "booking-gone"


def test_a_time_that_became_free_is_held_for_whoever_waits_and_taken_with_one_tap() -> None:
    [offer] = stored(offer_waiting(waiting(), 1, FRIDAY, RULE, NOW))
    assert (offer.state, offer.until) == (State.HELD, NOW.timestamp() + 600)
    assert why(wait((offer,), "online", ZONE, RULE, NOW)) == "booking-waits-already"
    assert states(stored(confirm((offer,), 1, RULE, NOW))) == ["booked"]


@pytest.mark.parametrize("left", [True, False])
def test_whoever_lets_an_offer_go_waits_on_and_is_not_offered_it_again(left: bool) -> None:
    offer = stored(offer_waiting(waiting(), 1, FRIDAY, RULE, NOW))
    ended = cancel(offer, 1, RULE, NOW) if left else expire(offer, 1, later(minutes=10))
    [place] = stored(ended)
    assert (place.state, place.start, place.cells, place.passed) == (State.WAITING, None, None, (FRIDAY.start,))
    assert why(offer_waiting((place,), 1, FRIDAY, RULE, NOW)) == "booking-gone"
    assert states(stored(offer_waiting((place,), 1, MONDAY, RULE, NOW))) == ["held"]


def test_whoever_books_otherwise_waits_no_more() -> None:
    assert states(taken(FRIDAY, waiting())) == ["cancelled", "booked"]
    assert states(taken(SATURDAY, waiting())) == ["cancelled", "requested"]
    assert why(offer_waiting(taken(FRIDAY, waiting()), 1, MONDAY, RULE, NOW)) == "booking-gone"


def test_a_hold_is_let_go_by_whoever_goes_on_the_waiting_list() -> None:
    assert states(stored(wait(held(), "online", ZONE, RULE, NOW))) == ["expired", "waiting"]


# Outcome


def test_an_outcome_is_recorded_once_the_talk_should_have_begun() -> None:
    assert why(finish(taken(), 1, NOW, came=True)) == "booking-not-yet"
    assert states(stored(finish(taken(), 1, later(days=4), came=True))) == ["kept"]
    assert states(stored(finish(taken(), 1, later(days=4), came=False))) == ["missed"]
    assert why(finish(taken(SATURDAY), 1, later(days=9), came=True)) == "booking-gone"


def test_an_outcome_pressed_twice_changes_nothing_and_a_wrong_one_is_corrected() -> None:
    kept = stored(finish(taken(), 1, later(days=4), came=True))
    assert why(finish(kept, 1, later(days=4), came=True)) == "booking-decided"
    [missed] = stored(finish(kept, 1, later(days=4), came=False))
    assert (missed.state, missed.sequence) == (State.MISSED, kept[0].sequence + 1)
    assert states(stored(finish((missed,), 1, later(days=5), came=True))) == ["kept"]


def test_what_took_place_keeps_its_time_and_can_neither_be_moved_nor_cancelled() -> None:
    """Staff may press it while the talk goes on."""
    begun = datetime.fromtimestamp(FRIDAY.start + 60, NOW.tzinfo)
    for came in (True, False):
        over = stored(finish(taken(), 1, begun, came=came))
        assert over[0].owned == taken()[0].owned
        assert why(cancel(over, 1, RULE, begun)) == "booking-gone"
        assert why(cancel(over, 1, RULE, begun, by_staff=True)) == "booking-gone"
        assert may_move(over, 1, RULE, begun) is not None
        assert may_hold(over, begun) is None


def test_whoever_was_served_from_the_waiting_list_may_wait_again() -> None:
    offer = stored(offer_waiting(waiting(), 1, FRIDAY, RULE, NOW))
    booked = stored(confirm(offer, 1, RULE, NOW))
    assert states(stored(wait(booked, "online", ZONE, RULE, later(days=4)))) == ["booked", "waiting"]
    kept = stored(finish(booked, 1, later(days=4), came=True))
    assert states(stored(wait(kept, "online", ZONE, RULE, later(days=4)))) == ["kept", "waiting"]


# Whatever is done in whatever order


RANDOM_RULE = replace(RULE, after_minutes=15)
SLOTS = [FRIDAY, MONDAY, SATURDAY, SUNDAY, slot("2026-11-27T10:30"), slot("2026-11-25T09:00", staff="b")]
ACTS = ("hold", "move_hold", "confirm", "approve", "decline", "cancel", "staff_cancel", "move", "propose", "accept")
MORE = ("expire", "wait", "offer", "finish", "missed", "withdraw", "end_proposal")


def act(name: str, bookings: Bookings, number: int, chosen: Slot, rule: BookingRule, now: datetime) -> Decided:
    done: dict[str, Any] = {
        "hold": lambda: hold(bookings, chosen, ZONE, rule, now),
        "move_hold": lambda: hold(bookings, chosen, ZONE, rule, now, moving=number),
        "confirm": lambda: confirm(bookings, number, rule, now),
        "approve": lambda: approve(bookings, number, now),
        "decline": lambda: decline(bookings, number, now),
        "cancel": lambda: cancel(bookings, number, rule, now),
        "staff_cancel": lambda: cancel(bookings, number, rule, now, by_staff=True),
        "move": lambda: move(bookings, number, chosen, rule, now),
        "propose": lambda: propose(bookings, number, [chosen.start], rule, now),
        "accept": lambda: accept(bookings, number, chosen.start, rule, now),
        "expire": lambda: expire(bookings, number, now),
        "withdraw": lambda: withdraw(bookings, number),
        "end_proposal": lambda: end_proposal(bookings, number, now),
        "wait": lambda: wait(bookings, "online", ZONE, rule, now),
        "offer": lambda: offer_waiting(bookings, number, chosen, rule, now),
        "finish": lambda: finish(bookings, number, now, came=True),
        "missed": lambda: finish(bookings, number, now, came=False),
    }
    decided: Decided = done[name]()
    return decided


STEPS = st.tuples(
    st.sampled_from([*ACTS, *MORE]), st.integers(1, 6), st.sampled_from(SLOTS), st.integers(0, 900).map(lambda n: n * 7)
)


@examples(200)
@given(st.lists(STEPS, max_size=25))
def test_whatever_is_decided_the_bookings_of_a_person_make_sense(steps: list[tuple[str, int, Slot, int]]) -> None:
    bookings: Bookings = ()
    now = NOW
    for name, number, chosen, minutes in steps:
        now += timedelta(minutes=minutes if name == "expire" else minutes % 60)
        decided = act(name, bookings, number, chosen, RANDOM_RULE, now)
        if isinstance(decided, NotDone):
            continue
        after = stored(decided)
        for booking in after:
            # What occupies time owns just the cells of that time, and nothing else owns any.
            if booking.occupies:
                assert booking.start is not None
                cells = cells_of(booking.start, booking.minutes, RANDOM_RULE)
                assert booking.cells == (cells.start, cells.stop)
            else:
                assert (booking.cells, booking.owned) == (None, frozenset())
            assert len(booking.proposed) == len(booking.proposed_cells)
            assert not booking.proposed or booking.state in (State.REQUESTED, State.BOOKED)
            assert Booking.from_json(booking.to_json()) == booking
        ahead = [b for b in after if b.state is State.BOOKED and b.start is not None and b.start > now.timestamp()]
        assert len(ahead) <= 1
        assert sum(b.state is State.REQUESTED and (b.until or 0) > now.timestamp() for b in after) <= 1
        assert sum(b.state is State.WAITING for b in after) <= 1
        # Each change is told by the sequence, and nothing is ever taken away.
        for before, booking in zip(bookings, after, strict=False):
            assert before.number == booking.number
            assert (before == booking) == (before.sequence == booking.sequence)
        bookings = after


@pytest.mark.parametrize("state", [State.CANCELLED, State.KEPT, State.MISSED])
def test_a_move_of_what_stands_no_more_is_not_made(state: State) -> None:
    old = a_booking(FRIDAY.start, state=state)
    held = replace(old, number=2, state=State.HELD, replaces=1, start=MONDAY.start, cells=(1, 13), until=10**10)
    for bookings in ((old, held), (held,)):
        assert confirm(bookings, 2, RULE, NOW) == NotDone(Text("booking-gone"))
