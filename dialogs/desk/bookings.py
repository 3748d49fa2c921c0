"""What time passing does to bookings at the desk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.desk.decision import Decision
from dialogs.desk.matter import Matter


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """The time may be over for which a booking was held; `number` is that of the booking."""

    number: int


def end_hold(matter: Matter, act: HoldEnded, now: datetime) -> Decision:
    """Let go of a time that was held and not taken. What was taken meanwhile, or is held longer, stays."""
    # Imported here: an office without bookings loads nothing of them.
    from dialogs.booking.policy import NotDone, expire

    after = expire(matter.bookings, act.number, now)
    return Decision(matter if isinstance(after, NotDone) else replace(matter, bookings=after))
