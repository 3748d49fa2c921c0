"""A person's bookings within a turn: what the turn changed of them is seen at once, though it is not stored yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import datetime

from dialogs.booking.booking import Booking, State
from dialogs.booking.slots import Slot, TakenByWeek, with_busy
from dialogs.office import HalfDay, Office
from dialogs.ports import World


class AfterChange:
    """A world in which a person's bookings are as a turn has changed them; everything else is as it was."""

    def __init__(self, world: World, after: tuple[Booking, ...]) -> None:
        self._world, self._before, self._after = world, world.bookings(), after

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        """Return those that can take no more wishes."""
        return self._world.full(half_days)

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        """Return what is taken, less what the turn freed and with what it took."""
        taken = dict(self._world.taken(staff, first, end, but))
        for changed, is_taken in ((self._before, False), (self._after, True)):
            for booking in changed:
                if booking.number != (but or -1):
                    mine = frozenset(cell for cell in booking.owned if first <= cell < end)
                    others = taken.get(booking.staff, frozenset())
                    taken[booking.staff] = others | mine if is_taken else others - mine
        return taken

    def busy(self, first: int, end: int) -> Mapping[str, Set[int]]:
        """Return what the world says: no turn changes it."""
        return self._world.busy(first, end)

    def behind(self, now: datetime) -> Set[str]:
        """Return what the world says."""
        return self._world.behind(now)

    def on_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> Mapping[str, Sequence[int]]:
        """Return how many talks each has; what a turn adds or ends counts from the next one on."""
        return self._world.on_days(staff, edges, but)

    def bookings(self) -> tuple[Booking, ...]:
        """Return the bookings as they are now."""
        return self._after

    def staff_hear(self) -> bool:
        """Return what the world says."""
        return self._world.staff_hear()


def taken_in(world: World, office: Office, but: int | None) -> TakenByWeek:
    """Return what is taken, without the booking `but`."""
    return TakenByWeek(
        office,
        lambda staff, first, end: with_busy(world.taken(staff, first, end, but), world.busy(first, end)),
        lambda staff, edges: world.on_days(staff, edges, but),
        world.behind,
    )


def current(bookings: Iterable[Booking], now: datetime) -> Booking | None:
    """Return what a person is to be shown first: what they are choosing, what is asked for, what stands, a wait."""
    moment = int(now.timestamp())
    for state in (State.HELD, State.REQUESTED, State.BOOKED, State.WAITING):
        for booking in bookings:
            is_over = booking.until is not None and booking.until <= moment
            # While a talk goes on, whoever is late looks here for where it is.
            is_past = state is State.BOOKED and (booking.end or 0) <= moment
            if booking.state is state and not (is_over or is_past):
                return booking
    return None


def numbered(bookings: Iterable[Booking], number: int | None) -> Booking | None:
    """Return the booking of a number."""
    return next((booking for booking in bookings if booking.number == number), None)


def slot_of(booking: Booking, start: int | None = None) -> Slot:
    """Return the time of a booking, or another one of the same talk, as a slot."""
    begins = start if start is not None else booking.start or 0
    return Slot(begins, booking.minutes, booking.way, booking.staff, False)
