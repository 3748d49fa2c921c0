"""A booking as it is kept: what was chosen, how it stands, and since when nothing of it may surprise the client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from dialogs.booking.cells import MINUTE
from dialogs.fields import known_fields


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


# In which states something may still become of a booking, and in which it has its time for itself. What took place and
# what the client missed keep theirs: an outcome that was set too soon gives nobody else the room or the hour.
OPEN = frozenset({State.HELD, State.REQUESTED, State.BOOKED})
OCCUPYING = OPEN | {State.KEPT, State.MISSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One booking of a person. Moments are seconds since the epoch.

    `number` is 0 until it is stored. `cells` are the first cell it owns and the one after the last. `until` is when a
    hold, a request or an offer ends. `zone` is the client's, by its IANA name. `moves` counts those of the client,
    with what they cancelled before this one, and `dropped` says that they cancelled this one; `sequence` every
    change that the client's calendar, and a button on an older message, must tell from what was before. `replaces`
    is the number of the booking that this one would move: that one stands until then. `on_request` says that the
    office must approve it, `waited` that it was offered to somebody on the waiting list, who goes back there
    without it; `passed` are the starts they let go. `proposed` are the starts that staff proposed last, `rounds`
    how often they did; `proposed_cells` are those kept for them (the first and the one after the last, of each),
    until `proposed_until` at the latest. `ended` says that the talk's time is over and staff are asked what became
    of it. `reminded` are the reminders that are done with, `reminded_at` when the client was last told; `answered`
    is what they said to the question whether they still come, `answered_at` when; `mood` how they found it.
    `briefed` is the start of the talk that staff got a page about, `room_asked` that of the one they were asked for a
    link to.
    `elsewhere` is where staff put its entry in the office's calendar, from and to when: two zeros where they deleted
    it, twice the same where it has no hour; None where it stands as agreed. `elsewhere_cells` are those of that time,
    kept until staff say what becomes of the talk, where nobody had them; `elsewhere_meets` is what else was there when
    they were asked: a "talk", an "appointment" of the member in a calendar, or nothing.
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
    dropped: bool = False
    sequence: int = 0
    replaces: int | None = None
    on_request: bool = False
    waited: bool = False
    passed: tuple[int, ...] = ()
    proposed: tuple[int, ...] = ()
    rounds: int = 0
    proposed_cells: tuple[tuple[int, int], ...] = ()
    proposed_until: int | None = None
    ended: bool = False
    room: str | None = None
    reminded: tuple[str, ...] = ()
    reminded_at: int | None = None
    answered: str | None = None
    answered_at: int | None = None
    mood: str | None = None
    briefed: int | None = None
    room_asked: int | None = None
    elsewhere: tuple[int, int] | None = None
    elsewhere_cells: tuple[int, int] | None = None
    elsewhere_meets: str = ""
    desk: str = ""
    options: tuple[int, ...] = ()
    ticked: tuple[int, ...] = ()
    asked_at: int

    @property
    def occupies(self) -> bool:
        """Whether nobody else may have its time."""
        return self.state in OCCUPYING

    @property
    def is_open(self) -> bool:
        """Whether something may still become of it."""
        return self.state in OPEN

    @property
    def owned(self) -> frozenset[int]:
        """The cells that nobody else may have: those of its time, of the times that staff propose instead, and of the
        one at which staff have it in their calendar, as long as it can be moved there.
        """
        put = self.elsewhere_cells if self.state is State.BOOKED and not self.ended else None
        stretches = (*filter(None, (self.cells, put)), *self.proposed_cells) if self.occupies else ()
        return frozenset(cell for first, end in stretches for cell in range(first, end))

    @property
    def end(self) -> int | None:
        """When the talk is over; None without a start."""
        return None if self.start is None else self.start + self.minutes * MINUTE

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values. What is as it always is at first is left out."""
        kept = ((field, getattr(self, field.name)) for field in fields(self))
        return {field.name: _listed(value) for field, value in kept if value != field.default}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        kept = {name: _fixed(value) for name, value in known_fields(cls, data).items()}
        kept["state"] = State(kept["state"])
        return cls(**kept)


def _listed(value: Any) -> Any:
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def _fixed(value: Any) -> Any:
    return tuple(map(_fixed, value)) if isinstance(value, list) else value
