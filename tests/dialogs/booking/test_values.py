"""What is kept of a booking comes back as it was, and owns the cells it needs."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.booking.booking import OCCUPYING, OPEN, Booking, State
from dialogs.booking.cells import CELL_SECONDS, cells_of
from tests.dialogs.booking.offices import RULE, seconds

TIMES = st.integers(0, 4_000_000_000)
BOOKINGS = st.builds(
    Booking,
    number=st.integers(0, 10**6),
    state=st.sampled_from(State),
    way=st.sampled_from(["online", "visit"]),
    staff=st.sampled_from(["", "a", "b2"]),
    start=st.none() | TIMES,
    minutes=st.integers(1, 48).map(lambda n: 5 * n),
    cells=st.none() | st.tuples(TIMES, TIMES),
    until=st.none() | TIMES,
    zone=st.sampled_from(["Asia/Tokyo", "America/Sao_Paulo"]),
    moves=st.integers(0, 9),
    sequence=st.integers(0, 99),
    replaces=st.none() | st.integers(1, 99),
    on_request=st.booleans(),
    waited=st.booleans(),
    passed=st.lists(TIMES, max_size=3).map(tuple),
    proposed=st.lists(TIMES, max_size=3).map(tuple),
    proposed_cells=st.lists(st.tuples(TIMES, TIMES), max_size=3).map(tuple),
    proposed_until=st.none() | TIMES,
    ended=st.booleans(),
    rounds=st.integers(0, 9),
    room=st.none() | st.text(),
    answered=st.none() | st.just("yes"),
    elsewhere=st.none() | st.tuples(TIMES, TIMES),
    elsewhere_cells=st.none() | st.tuples(TIMES, TIMES),
    elsewhere_meets=st.sampled_from(["", "talk", "appointment"]),
    asked_at=TIMES,
)


@given(BOOKINGS)
def test_a_booking_comes_back_from_json_as_it_was(booking: Booking) -> None:
    assert Booking.from_json(json.loads(json.dumps(booking.to_json()))) == booking


def test_what_is_kept_of_a_new_booking_is_short() -> None:
    booking = Booking(
        state=State.HELD, way="online", staff="a", start=600, minutes=60, cells=(2, 14), zone="Asia/Tokyo", asked_at=5
    )
    assert set(booking.to_json()) == {"state", "way", "staff", "start", "minutes", "cells", "zone", "asked_at"}
    assert booking.end == 600 + 3600


def test_only_what_may_still_take_place_or_did_occupies_its_time() -> None:
    assert {State.HELD, State.REQUESTED, State.BOOKED} == OPEN
    assert {*OPEN, State.KEPT, State.MISSED} == OCCUPYING


def test_what_is_proposed_is_owned_as_well_where_two_times_overlap_once() -> None:
    booking = Booking.from_json(
        {
            **{"state": "booked", "way": "online", "staff": "a", "start": 600, "minutes": 60, "zone": "Asia/Tokyo"},
            **{"cells": [2, 14], "proposed_cells": [[20, 32], [26, 38]], "asked_at": 5},
        }
    )
    assert booking.owned == {*range(2, 14), *range(20, 38)}
    assert replace(booking, state=State.CANCELLED).owned == frozenset()


def test_a_talk_owns_the_time_around_it_too() -> None:
    start = seconds("2026-11-24T10:00")
    assert cells_of(start, 60, RULE) == range(start // 300, start // 300 + 12)
    around = replace(RULE, before_minutes=10, after_minutes=15)
    assert cells_of(start, 60, around) == range(start // 300 - 2, start // 300 + 15)


@pytest.mark.parametrize("shift", range(0, 300, 37))
@given(start=TIMES, minutes=st.integers(1, 48).map(lambda n: 5 * n))
def test_no_second_of_a_talk_lies_outside_its_cells(shift: int, start: int, minutes: int) -> None:
    cells = cells_of(start + shift, minutes, RULE)
    assert cells.start * CELL_SECONDS <= start + shift
    assert start + shift + minutes * 60 <= cells.stop * CELL_SECONDS
    assert len(cells) <= minutes // 5 + 1
