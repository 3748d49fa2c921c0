"""A booking as it is kept: what was chosen, how it stands, and since when nothing of it may surprise the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from dialogs.booking.cells import MINUTE


class State(StrEnum):
    """How a booking stands.

    `held` while the client looks at it, `requested` while the office decides; `waiting` is a place in the list of those
    who want a time that becomes free. `moved` is a request whose time went over to the booking it was to move.
    """

    HELD = "held"
    REQUESTED = "requested"
    BOOKED = "booked"
    DECLINED = "declined"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    MOVED = "moved"
    KEPT = "kept"
    MISSED = "missed"
    WAITING = "waiting"


# In which states a booking has its time for itself.
OCCUPYING = frozenset({State.HELD, State.REQUESTED, State.BOOKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One booking of a person. Moments are seconds since the epoch.

    `number` is 0 until it is stored. `cells` are the first cell it owns and the one after the last. `until` is when
    a hold, a request or an offer ends. `zone` is the client's, by its IANA name. `moves` counts those of the client;
    `sequence` every change that the client's calendar, and a button on an older message, must tell from what was
    before. `replaces` is the number of the booking that this one would move: that one stands until then. `on_request`
    says that the office must approve it, `waited` that it was offered to somebody on the waiting list, who goes back
    there without it; `passed` are the starts they let go. `proposed` are the starts that staff proposed last, `rounds`
    how often they did. `reminded` are the reminders that are done with, `reminded_at` when the client was last told;
    `answered` is what they said to the question whether they still come, `answered_at` when; `mood` how they found it.
    `desk` is what staff are about to do with it; `options` are the starts laid out before them, `ticked` those of them
    that they would propose.
    """

    number: int = 0
    state: State
    way: str
    staff: str
    start: int | None
    minutes: int
    cells: tuple[int, int] | None
    until: int | None = None
    zone: str
    moves: int = 0
    sequence: int = 0
    replaces: int | None = None
    on_request: bool = False
    waited: bool = False
    passed: tuple[int, ...] = ()
    proposed: tuple[int, ...] = ()
    rounds: int = 0
    room: str | None = None
    reminded: tuple[str, ...] = ()
    reminded_at: int | None = None
    answered: str | None = None
    answered_at: int | None = None
    mood: str | None = None
    outcome: str | None = None
    desk: str = ""
    options: tuple[int, ...] = ()
    ticked: tuple[int, ...] = ()
    asked_at: int

    @property
    def occupies(self) -> bool:
        """Whether nobody else may have its time."""
        return self.state in OCCUPYING

    @property
    def end(self) -> int | None:
        """When the talk is over; None without a start."""
        return None if self.start is None else self.start + self.minutes * MINUTE

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values. What is as it always is at first is left out."""
        kept = ((field, getattr(self, field.name)) for field in fields(self))
        return {
            field.name: list(value) if isinstance(value, tuple) else value
            for field, value in kept
            if value != field.default
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        kept: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        kept["state"] = State(kept["state"])
        return cls(**kept)
