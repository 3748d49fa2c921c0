"""Where an online talk is held: no two talks share a room at one time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.rooms import is_used, with_room
from dialogs.booking.rules import Rooms
from tests.dialogs.booking.offices import RULE, a_booking, member, office, seconds

START = seconds("2026-11-27T10:00")
OWN, POOL, MADE = "https://meet.example/own", "https://meet.example/one", "https://meet.example/{secret}"
ROOMS = replace(office(RULE, replace(member("a"), room=OWN), member("b")), rooms=Rooms(pool=(POOL,), template=MADE))
TALK = a_booking(START, number=1)


def beside(number: int, room: str, **more: object) -> Booking:
    """Another talk at the same time."""
    return a_booking(START, number=number, staff="c", room=room, **more)


@pytest.mark.parametrize(
    ("used", "room"), [([], OWN), ([OWN], POOL), ([f"{OWN}/", POOL], "https://meet.example/s3cret"), ([POOL], OWN)]
)
def test_the_member_s_own_room_comes_first_then_one_of_the_pool_then_one_made_for_it(
    used: list[str], room: str
) -> None:
    others = [beside(number, link) for number, link in enumerate(used, 2)]
    assert with_room(ROOMS, TALK, others, "s3cret").room == room


@pytest.mark.parametrize(
    "other",
    [
        beside(2, OWN, state=State.CANCELLED),
        beside(2, OWN, state=State.MOVED, cells=None),
        beside(2, OWN, cells=(13, 25)),
        beside(1, OWN),
    ],
)
def test_what_takes_no_moment_of_it_leaves_the_room_free(other: Booking) -> None:
    assert with_room(ROOMS, TALK, [other], "s3cret").room == OWN
    assert not is_used(OWN, TALK, [other])


def test_what_is_not_booked_or_not_online_has_no_room() -> None:
    for booking in (replace(TALK, state=State.HELD), replace(TALK, way="visit"), replace(TALK, way="no-more")):
        assert with_room(ROOMS, booking, [], "s3cret") is booking


def test_without_a_room_that_is_free_there_is_none() -> None:
    bare = replace(ROOMS, rooms=None)
    assert with_room(bare, replace(TALK, room=OWN), [beside(2, OWN)], "s3cret").room is None
