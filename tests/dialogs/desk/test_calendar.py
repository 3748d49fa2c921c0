"""What staff did to the entry of a talk in their calendar: of which talks they are asked what is to become."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.booking.booking import State
from dialogs.desk.calendar import EntryChanged
from dialogs.desk.decision import Decision, ShowCard, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import TAKEN
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import matter, now
from tests.dialogs.desk.test_wrap_up import dialogue

START = int((now() + timedelta(days=1)).timestamp())
LATER = (START + 7_200, START + 10_800)


def changed(number: int, state: State, times: tuple[int, int] = LATER) -> tuple[Decision, bool]:
    """What comes of it, and whether nothing does."""
    before = replace(matter(TAKEN), bookings=(a_booking(START, number=7, state=state),))
    decision = Desk(dialogue()).handle(before, EntryChanged(number, times), now())
    return decision, decision == Decision(before)


def test_of_a_talk_that_stands_they_are_asked() -> None:
    decision, _ = changed(7, State.BOOKED)
    assert [type(order) for order in decision.orders] == [ShowCard, WriteToStaff]
    assert decision.matter.bookings[0].elsewhere == LATER


@pytest.mark.parametrize("state", [state for state in State if state is not State.BOOKED])
def test_of_a_talk_that_does_not_stand_or_that_nobody_knows_they_are_not(state: State) -> None:
    assert changed(7, state)[1]
    assert changed(99, State.BOOKED)[1]


def test_of_a_talk_that_is_over_they_are_not() -> None:
    before = replace(matter(TAKEN), bookings=(a_booking(START, number=7, state=State.BOOKED),))
    over = now() + timedelta(days=2)
    assert Desk(dialogue()).handle(before, EntryChanged(7, LATER), over) == Decision(before)
