"""What the office's profile says of bookings: how long, how soon, how often, who, and in which rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dialogs.office import Office, Span, Texts

# What a booking owns is counted in pieces of so many minutes, so that every length of the profile is a multiple of it.
GRAIN_MINUTES = 5

# The place in the template of a room that an unguessable part takes.
SECRET = "{secret}"

StaffRole = Literal["member", "lead", "admin"]

NO_HOURS: tuple[tuple[Span, ...], ...] = ((),) * 7


@dataclass(frozen=True, kw_only=True)
class BookingRule:
    """How slots are cut and what clients may do with them.

    `minutes` is how long a talk takes, by way. Starts are offered every `step_minutes` from the opening of a stretch of
    hours. `before_minutes` and `after_minutes` stay free around each talk. A slot begins `notice_hours` from now at
    the earliest and `horizon_days` after today at the latest. `most_a_day` is how many talks a member of staff has
    on one day; None means any number. `on_request` are hours beside the usual ones, Monday first, in which the
    office must approve: such a request ends after `request_hours`, and with its start at the latest. A slot that
    was chosen is held for `hold_minutes`, one that is offered to somebody waiting for `waiting_hold_minutes`.
    Clients move and cancel until `change_until_hours` before the start, and move `most_changes` times; who cancels
    and books anew more often than that only asks for a time. Staff are bound by neither.
    """

    minutes: Mapping[str, int]
    notice_hours: int
    horizon_days: int
    change_until_hours: int
    most_changes: int
    step_minutes: int = 30
    before_minutes: int = 0
    after_minutes: int = 0
    most_a_day: int | None = None
    on_request: tuple[tuple[Span, ...], ...] = NO_HOURS
    request_hours: int = 48
    hold_minutes: int = 10
    waiting_hold_minutes: int = 10


@dataclass(frozen=True, kw_only=True)
class StaffMember:
    """One person of the office who takes talks or answers clients.

    `telegram` is the id of their account. `ways` are those they take; none means all. `hours` are their own, Monday
    first; without them, the office's. `room` is the link to a room of their own. `calendars` are those that make them
    busy, by the names of `CalendarRule`; none means all there are. `writes_to` is the calendar of the CalDAV server
    that is theirs alone: it has their bookings, and makes them busy.
    """

    id: str
    telegram: int
    role: StaffRole
    names: Texts
    ways: tuple[str, ...] = ()
    hours: tuple[tuple[Span, ...], ...] | None = None
    room: str | None = None
    calendars: tuple[str, ...] = ()
    writes_to: str | None = None

    def takes(self, way: str) -> bool:
        """Return whether they take talks held in a way."""
        return not self.ways or way in self.ways

    def hours_in(self, office: Office) -> tuple[tuple[Span, ...], ...]:
        """Return their hours of a week, Monday first."""
        return office.hours if self.hours is None else self.hours


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Where online talks are held if a member of staff has no room of their own.

    `pool` are links to rooms that nobody owns, `template` a link with `{secret}` in the place of a part that cannot be
    guessed.
    """

    pool: tuple[str, ...] = ()
    template: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarRule:
    """How the office's own calendars count.

    Once one was not read for `stale_minutes`, times of whom it makes busy must be approved by the office. `names` are
    what the calendars at the addresses of the settings are called, in their order. `owners` are mail addresses of whose
    they are: what one of them declined makes nobody busy. `writes_to` is the calendar of the CalDAV server to which
    bookings are written, by its name there; without it, the first that can be written to. `shows_names` says that a
    client's name may stand there.
    """

    stale_minutes: int = 30
    names: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    writes_to: str | None = None
    shows_names: bool = False
