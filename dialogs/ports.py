"""What the dialogue needs from outside, as narrow protocols it owns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from dialogs.messages import Text
from dialogs.office import HalfDay

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking


class Translator(Protocol):
    """The words of every language. The dialogue only uses them to recognise a typed label."""

    def plain(self, language: str, text: Text) -> str:
        """A text without markup."""

    def has(self, language: str, key: str) -> bool:
        """Whether a text exists."""

    def __hash__(self) -> int:
        """One object serves a whole process, and keys what is remembered of its words."""


class World(Protocol):
    """What a turn may look up before its screens are made, in the transaction that stores its outcome.

    So what it finds still holds when the outcome is stored.
    """

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        """Return those of some half-days that can take no more wishes; the person's own wish does not count."""

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        """Return which cells of a stretch each of some members of staff has given away.

        Those of the booking `but`, one of the person's own that is being moved, do not count.
        """

    def busy(self, first: int, end: int) -> Mapping[str, Set[int]]:
        """Return in which cells of a stretch members of staff are busy by their own calendars; whoever is not, may be
        left out.
        """

    def behind(self, now: datetime) -> Set[str]:
        """Return the members of staff of whose calendars it is not known whether they are still as they were."""

    def on_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> Mapping[str, Sequence[int]]:
        """Return how many talks each of some members of staff has, day by day, without the booking `but`.

        `edges` are the moments (seconds) at which the days begin, and at last the end.
        """

    def bookings(self) -> tuple[Booking, ...]:
        """Return the person's own bookings, by their numbers."""

    def staff_hear(self) -> bool:
        """Return whether what staff write in the topic of a client reaches the client."""


class NothingFull:
    """A world in which every half-day can take one more wish, everybody is free, and nobody has booked.

    Staff answer by telephone or mail in it.
    """

    def full(self, half_days: Sequence[HalfDay]) -> frozenset[HalfDay]:
        """Return none of them."""
        return frozenset()

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        """Return none of them."""
        return {}

    def busy(self, first: int, end: int) -> Mapping[str, Set[int]]:
        """Return none of them."""
        return {}

    def behind(self, now: datetime) -> Set[str]:
        """Return none of them."""
        return frozenset()

    def on_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> Mapping[str, Sequence[int]]:
        """Return none of them."""
        return {}

    def bookings(self) -> tuple[Booking, ...]:
        """Return none."""
        return ()

    def staff_hear(self) -> bool:
        """Return that it does not."""
        return False


NOTHING_FULL = NothingFull()
