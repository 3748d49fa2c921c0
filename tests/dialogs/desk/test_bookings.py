"""What the clock does to bookings: a hold that is over is let go, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.policy import MOST_PROPOSED
from dialogs.booking.slots import Slot
from dialogs.desk.bookings import HoldEnded, RoomGiven, SlotFree
from dialogs.desk.decision import Decision
from dialogs.desk.desk import Desk
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import STAFF_ACTS, StaffAct
from dialogs.messages import Text
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import SATO, desk, matter, now
from tests.dialogs.desk.test_reminders import shop

OVER = now() + timedelta(minutes=10)


def held(number: int = 1, **changed: object) -> Booking:
    moment = int(now().timestamp())
    mine = {"number": number, "state": State.HELD, "staff": "a1", "cells": (10, 22), "until": moment + 600}
    return a_booking(moment + 86_400, **{**mine, "asked_at": moment, **changed})


def test_a_hold_that_is_over_is_let_go_and_the_others_stay() -> None:
    other = held(2)
    decision = desk().handle(replace(matter(), bookings=(held(), other)), HoldEnded(1), OVER)
    expired, same = decision.matter.bookings
    assert (expired.state, expired.occupies, expired.sequence) == (State.EXPIRED, False, 1)
    assert same is other
    assert decision.orders == ()


@pytest.mark.parametrize(
    "bookings",
    [
        (),
        (held(2),),
        (held(until=int(OVER.timestamp()) + 1),),
        (held(state=State.BOOKED, until=None),),
        (held(state=State.CANCELLED),),
    ],
    ids=["none", "another", "held longer", "taken", "cancelled"],
)
def test_anything_else_stays_as_it_is(bookings: tuple[Booking, ...]) -> None:
    before = replace(matter(), bookings=bookings)
    assert desk().handle(before, HoldEnded(1), OVER) == Decision(before)


@pytest.mark.parametrize("name", [name for name, rule in STAFF_ACTS.items() if rule.talks is not None])
@pytest.mark.parametrize("row", ["1", "9", "x", "1_x", "1_5", "9" * 30])
def test_a_button_about_what_is_not_there_changes_nothing_and_says_so(name: str, row: str) -> None:
    before = replace(matter(), bookings=(held(state=State.CANCELLED),))
    decision = desk().handle(before, StaffAct(name, SATO, row, rights=EVERYTHING), now())
    assert decision.matter.bookings == before.bookings
    assert decision.recorded is None
    assert (decision.refused is not None) != (name == "stop")


def test_a_time_that_became_free_is_offered_to_nobody_who_waits_no_more() -> None:
    slot = Slot(int(now().timestamp()) + 86_400, 60, "online", "a", False)
    waiting = held(state=State.WAITING, start=None, cells=None, until=None)
    for bookings, on in (((), shop()), ((replace(waiting, state=State.CANCELLED),), shop()), ((waiting,), None)):
        before = replace(matter(), bookings=bookings)
        decided = (desk() if on is None else Desk(on)).handle(before, SlotFree(1, slot), now())
        assert decided == Decision(before)
    offered = Desk(shop()).handle(replace(matter(), bookings=(waiting,)), SlotFree(1, slot), now())
    assert [booking.state for booking in offered.matter.bookings] == [State.HELD]


@pytest.mark.parametrize("bookings", [(), (held(state=State.BOOKED, until=None, way="office"),), (held(),)])
def test_a_link_without_an_online_talk_ahead_is_not_kept(bookings: tuple[Booking, ...]) -> None:
    before = replace(matter(), bookings=bookings)
    decision = Desk(shop()).handle(before, RoomGiven(SATO, "https://meet.example/one"), now())
    assert (decision.matter, decision.refused) == (before, Text("staff-room-no-talk"))


# --- times laid out before staff --------------------------------------------------------------------------------------

TIMES = tuple(int(now().timestamp()) + days * 86_400 for days in range(2, 6))
LAID_OUT = held(state=State.BOOKED, until=None, desk="propose", options=TIMES, staff="a")


def laid(booking: Booking, name: str, row: str, *free: int) -> Decision:
    """Staff press a button while these times are free."""
    slots = tuple(Slot(start, 60, "online", "a", False) for start in free)
    before = replace(matter(), bookings=(booking,), free=slots)
    return Desk(shop()).handle(before, StaffAct(name, SATO, row, rights=EVERYTHING), now())


def test_no_more_times_can_be_ticked_than_are_proposed_at_once() -> None:
    decision = laid(replace(LAID_OUT, ticked=TIMES[:3]), "time", f"1_{TIMES[3]}", *TIMES)
    assert decision.refused == Text("booking-propose", {"count": MOST_PROPOSED})
    [booking] = decision.matter.bookings
    assert booking.ticked == TIMES[:3]


@pytest.mark.parametrize("name", ["propose", "move_talk"])
def test_where_nothing_is_free_no_times_are_laid_out(name: str) -> None:
    booking = replace(LAID_OUT, desk="", options=())
    decision = laid(booking, name, "1")
    assert (decision.matter.bookings, decision.refused) == ((booking,), Text("staff-no-times"))
    [looking] = laid(booking, name, "1", *TIMES).matter.bookings
    assert looking.options == TIMES


def test_where_nothing_is_free_later_what_is_laid_out_stays() -> None:
    decision = laid(LAID_OUT, "later_times", "1")
    assert decision.refused == Text("staff-no-times")
    assert decision.matter.bookings == (LAID_OUT,)
    [booking] = laid(LAID_OUT, "later_times", "1", TIMES[3] + 86_400).matter.bookings
    assert booking.options == (TIMES[3] + 86_400,)


def test_a_talk_is_not_moved_to_a_time_that_somebody_else_took_meanwhile() -> None:
    moving = replace(LAID_OUT, desk="move")
    decision = laid(moving, "time", f"1_{TIMES[0]}", TIMES[1])
    assert (decision.matter.bookings, decision.refused) == ((moving,), Text("staff-time-taken"))
    [moved] = laid(moving, "time", f"1_{TIMES[1]}", TIMES[1]).matter.bookings
    assert moved.start == TIMES[1]
