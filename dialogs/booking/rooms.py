"""Where an online talk is held: a room of the member's own, one of a pool that is free then, or one made for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from dialogs.booking.booking import Booking, State
from dialogs.booking.rules import SECRET
from dialogs.office import Office


def with_room(office: Office, booking: Booking, others: Iterable[Booking], secret: str) -> Booking:
    """Return a booking with its room, where it takes one and the office has one; `others` are all bookings near it.

    Two talks never share a room while the one is held or kept free around: a room that is another's by then is changed
    for a free one, whoever gave it. `secret` is a part that cannot be guessed.
    """
    way = office.way(booking.way)
    if booking.state is not State.BOOKED or way is None or way.kind != "online":
        return booking
    rooms = office.rooms
    pool = () if rooms is None else rooms.pool
    used = _used(booking, others)
    if booking.room is not None and _same(booking.room) not in used:
        return booking
    member = office.member(booking.staff)
    if member is not None and member.room is not None and _same(member.room) not in used:
        return replace(booking, room=member.room)
    free = next((room for room in pool if _same(room) not in used), None)
    if free is None and rooms is not None and rooms.template is not None:
        free = rooms.template.replace(SECRET, secret)
    return replace(booking, room=free)


def is_used(room: str, booking: Booking, others: Iterable[Booking]) -> bool:
    """Return whether a room is another talk's while a booking takes its time."""
    return _same(room) in _used(booking, others)


def _used(booking: Booking, others: Iterable[Booking]) -> set[str]:
    near = (other for other in others if other.number != booking.number and _meet(other, booking))
    return {_same(other.room) for other in near if other.room is not None}


def _same(room: str) -> str:
    """Return a link as it is compared: capitals of a host, a last stroke and a fragment lead to no other room."""
    parts = urlsplit(room)
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}"


def _meet(one: Booking, other: Booking) -> bool:
    """Whether two bookings take a moment that is the same, with what is kept free around them."""
    if not (one.occupies and one.cells and other.cells):
        return False
    return one.cells[0] < other.cells[1] and other.cells[0] < one.cells[1]
