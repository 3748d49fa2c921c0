"""What the office's own calendar is to have of a booking, and when that must be changed there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dialogs.booking.booking import Booking, State
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office

# Where staff put an entry that they deleted.
GONE = (0, 0)
# What took place, or was missed, stays in the calendar as it was.
SHOWN = frozenset({State.BOOKED, State.KEPT, State.MISSED})


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """A booking as the office's calendar is to have it: what is ours of its entry there.

    `times` are its begin and end (seconds), `line` is what it is called. `place` is where it is held, empty where the
    office knows. `staff` is the member whose booking it is.
    """

    number: int
    sequence: int
    times: tuple[int, int]
    line: Text
    place: str
    staff: str


def times_of(booking: Booking) -> tuple[int, int]:
    """Return the begin and the end of a talk (seconds)."""
    return booking.start or 0, booking.end or 0


def is_shown(booking: Booking | None) -> bool:
    """Return whether the office's calendar has a booking."""
    return booking is not None and booking.state in SHOWN and booking.start is not None


def is_settled(before: Booking | None, after: Booking) -> bool:
    """Return whether it was decided what becomes of a booking that staff moved or deleted in their calendar."""
    return before is not None and before.elsewhere is not None and after.elsewhere is None


def changes(before: Booking | None, after: Booking) -> bool:
    """Return whether the calendar must be changed once a booking is no more as before."""
    return _shown(before) != _shown(after) or (is_shown(after) and is_settled(before, after))


def office_entry(office: Office, booking: Booking | None, number: int, name: str | None) -> OfficeEntry | None:
    """Return what the calendar is to have of a booking of the lead of a number; None where nothing.

    `name` is the client's, where the profile says that it may stand there.
    """
    if booking is None or not is_shown(booking):
        return None
    way = office.way(booking.way)
    label = booking.way if way is None else office.in_language(way.label, LANGUAGE_OF_STAFF)
    args: Mapping[str, Arg] = {"number": str(number), "way": Text("value-plain", {"text": label})}
    line = Text("calendar-line", args) if not name else Text("calendar-line-named", {**args, "name": Typed(name)})
    return OfficeEntry(booking.number, booking.sequence, times_of(booking), line, booking.room or "", booking.staff)


def _shown(booking: Booking | None) -> tuple[object, ...] | None:
    """Return all of a booking that stands in the calendar."""
    if booking is None or not is_shown(booking):
        return None
    return times_of(booking), booking.staff, booking.way, booking.room
