"""What the clock does to bookings: a hold that is over is let go, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.desk.bookings import HoldEnded
from dialogs.desk.decision import Decision
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import STAFF_ACTS, StaffAct
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import SATO, desk, matter, now

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
