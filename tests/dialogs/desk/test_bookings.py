"""What the clock does to bookings: a hold that is over is let go, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.policy import MOST_PROPOSED
from dialogs.booking.slots import Slot
from dialogs.desk.bookings import WORD, HoldEnded, ProposalEnded, RoomGiven, SlotFree, WordDue
from dialogs.desk.decision import Decision, LookAgain, WriteToClient
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


# --- what ends at night -----------------------------------------------------------------------------------------------

# Ten in the evening in Tokyo, and eight the next morning.
NIGHT, MORNING = datetime(2026, 11, 25, 13, tzinfo=UTC), datetime(2026, 11, 25, 23, tzinfo=UTC)
NEXT_DAY = int(MORNING.timestamp()) + 86_400
AT_TEN = int(NIGHT.timestamp())
ENDED_AT_NIGHT: dict[str, tuple[Booking, object, str]] = {
    "a request": (
        held(state=State.REQUESTED, start=NEXT_DAY, until=AT_TEN),
        HoldEnded(1),
        "booking-request-over",
    ),
    "an offer": (held(start=NEXT_DAY, until=AT_TEN, waited=True), HoldEnded(1), "booking-offer-over"),
    "a proposal": (
        held(state=State.BOOKED, start=NEXT_DAY, until=None, proposed=(NEXT_DAY + 7_200,), proposed_until=AT_TEN),
        ProposalEnded(1),
        "booking-proposal-over",
    ),
}


@pytest.mark.parametrize("what", ENDED_AT_NIGHT)
def test_what_ends_at_night_is_free_at_once_and_told_in_the_morning(what: str) -> None:
    booking, act, key = ENDED_AT_NIGHT[what]
    ended = Desk(shop()).handle(replace(matter(), bookings=(booking,)), act, NIGHT)
    [after] = ended.matter.bookings
    assert after.sequence == booking.sequence + 1
    assert not [order for order in ended.orders if isinstance(order, WriteToClient)]
    [look] = [order for order in ended.orders if isinstance(order, LookAgain)]
    assert (look.kind, look.due, look.booking) == (WORD, MORNING, after)
    told = Desk(shop()).handle(ended.matter, WordDue(1), MORNING)
    assert [order.text.key for order in told.orders if isinstance(order, WriteToClient)] == [key]
    assert told.matter == ended.matter
    late = Desk(shop()).handle(ended.matter, WordDue(1), MORNING + timedelta(hours=14))
    assert [type(order) for order in late.orders] == [LookAgain], "a look that comes at night waits again"


@pytest.mark.parametrize("what", ENDED_AT_NIGHT)
def test_by_day_it_is_told_at_once(what: str) -> None:
    booking, act, key = ENDED_AT_NIGHT[what]
    ended = Desk(shop()).handle(replace(matter(), bookings=(booking,)), act, MORNING)
    assert [order.text.key for order in ended.orders if isinstance(order, WriteToClient)] == [key]


def test_whoever_has_chosen_another_time_or_is_in_the_talk_hears_nothing_of_what_ended_at_night() -> None:
    over, _, _ = ENDED_AT_NIGHT["a request"]
    gone = replace(over, state=State.EXPIRED, cells=None, until=None)
    newer = held(2, state=State.BOOKED, start=NEXT_DAY + 86_400, until=None)
    assert Desk(shop()).handle(replace(matter(), bookings=(gone, newer)), WordDue(1), MORNING).orders == ()
    begun = held(state=State.BOOKED, start=int(MORNING.timestamp()), until=None)
    assert Desk(shop()).handle(replace(matter(), bookings=(begun,)), WordDue(1), MORNING).orders == ()
    assert Desk(shop()).handle(matter(), WordDue(1), MORNING).orders == ()


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
