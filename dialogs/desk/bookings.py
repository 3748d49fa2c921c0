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
    """Let go of a time that was held and not confirmed. What was confirmed meanwhile, or is held longer, stays."""
    # Imported here: an office without bookings loads nothing of them.
    from dialogs.booking.booking import State

    held = next((booking for booking in matter.bookings if booking.number == act.number), None)
    if held is None or held.state is not State.HELD or held.until is None or held.until > now.timestamp():
        return Decision(matter)
    ended = replace(held, state=State.EXPIRED, sequence=held.sequence + 1)
    return Decision(replace(matter, bookings=tuple(ended if b is held else b for b in matter.bookings)))
