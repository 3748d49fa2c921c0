"""Who cancels and books anew, time and again: it counts as a move does, and the office approves what comes after."""

from __future__ import annotations

from dataclasses import replace

from dialogs.booking.booking import State
from dialogs.booking.policy import Bookings, approve, cancel, confirm, may_cancel, may_move, offer_waiting, wait
from tests.dialogs.booking.offices import RULE
from tests.dialogs.booking.test_policy import FRIDAY, NOW, ZONE, held, states, stored, taken


def test_nobody_cancels_and_books_anew_without_end_either() -> None:
    """It counts as a move; beyond the limit the office approves. Staff are not bound, and a kept talk ends it."""
    bookings: Bookings = ()
    for number, (moves, on_request) in enumerate([(0, False), (1, False), (2, False), (3, True)], 1):
        bookings = held(bookings=bookings)
        assert (bookings[-1].moves, bookings[-1].on_request) == (moves, on_request)
        bookings = stored(confirm(bookings, number, RULE, NOW))
        if not on_request:
            bookings = stored(cancel(bookings, number, RULE, NOW))
    assert states(bookings)[-1] == "requested"
    approved = stored(approve(bookings, 4, NOW))
    assert may_move(approved, 4, RULE, NOW) is not None
    assert may_cancel(approved, 4, RULE, NOW) is None
    by_staff = stored(cancel(taken(), 1, RULE, NOW, by_staff=True))
    assert held(bookings=by_staff)[-1].moves == 0
    taken_back = stored(cancel(bookings, 4, RULE, NOW))
    assert held(bookings=taken_back)[-1].moves == 3, "who takes a request back has cancelled no talk"
    kept = (*bookings[:3], replace(bookings[3], state=State.KEPT))
    assert held(bookings=kept)[-1].moves == 0


def test_who_cancelled_too_often_waits_for_a_time_that_the_office_approves() -> None:
    gone = replace(taken()[0], state=State.CANCELLED, cells=None, dropped=True, moves=2)
    waiting = stored(wait((gone,), "online", ZONE, RULE, NOW))
    assert waiting[-1].moves == 3
    offered = stored(offer_waiting(waiting, 2, FRIDAY, RULE, NOW))
    assert offered[-1].on_request
