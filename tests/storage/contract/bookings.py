"""Bookings to put into either store."""

from __future__ import annotations

from typing import Any

from bot.turns.ports import Store
from bot.turns.records import Person, StoredBooking
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import CELL_SECONDS, HOUR
from tests.storage.contract.stores import NOW

# Ten o'clock in Japan, nine days from now.
TEN = int(NOW.timestamp()) // HOUR * HOUR + 9 * 24 * HOUR
SATO, SUZUKI = "sato", "suzuki"


def cells_at(start: int, minutes: int = 60) -> tuple[int, int]:
    """The cells of a talk with nothing kept free around it."""
    return start // CELL_SECONDS, (start + minutes * 60) // CELL_SECONDS


def a_booking(start: int | None = TEN, staff: str = SATO, state: State = State.BOOKED, **more: Any) -> Booking:
    """A booking of an hour."""
    cells = None if start is None else cells_at(start)
    at = int(NOW.timestamp())
    fixed: dict[str, Any] = {"way": "online", "minutes": 60, "zone": "Asia/Kathmandu", "asked_at": at, "cells": cells}
    return Booking(**{**fixed, "start": start, "staff": staff, "state": state, **more})


def booked(store: Store, person: Person, booking: Booking | None = None) -> StoredBooking:
    """A booking, kept."""
    with store.transaction() as tx:
        stored = tx.keep_booking(StoredBooking(person.id, booking or a_booking()))
        tx.flush()
    return stored


def taken(store: Store, start: int = TEN, hours: int = 1, *, staff: str = SATO, but: int | None = None) -> int:
    """How many cells of the hours from a moment on are taken."""
    first, end = cells_at(start, hours * 60)
    with store.transaction() as tx:
        return len(tx.taken_cells([staff], first, end, but)[staff])
