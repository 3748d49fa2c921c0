"""What may become of a person's bookings: decisions of the client, of staff and of the clock.

Each takes all bookings of one person and returns them as they are from then on, or says why nothing is changed. Whether
a time is still free is not asked here: the store lets nobody have a cell twice. Of what comes back, what occupies no
time any more is to be kept first, so that what takes its place finds the cells free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import HOUR, MINUTE, cells_of
from dialogs.booking.rules import BookingRule
from dialogs.booking.slots import Slot
from dialogs.messages import Text

Bookings = tuple[Booking, ...]

MOST_PROPOSED = 3
"""How many other times staff propose at once."""
# What is kept of times that staff proposed, once there are none.
_NO_PROPOSAL: Mapping[str, Any] = MappingProxyType({"proposed": (), "proposed_cells": (), "proposed_until": None})


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was changed; `why` is what whoever asked for it is told."""

    why: Text


Decided = Bookings | NotDone


# --- what a client may do ---------------------------------------------------------------------------------------------


def may_hold(bookings: Bookings, now: datetime) -> Text | None:
    """Return why a client cannot choose a time now; None where they can. One talk ahead, one open request a person."""
    for booking in bookings:
        if booking.state is State.REQUESTED and _in_time(booking, now):
            return Text("booking-request-open")
        if booking.state is State.BOOKED and _is_ahead(booking, now):
            return Text("booking-stands")
    return None


def may_move(bookings: Bookings, number: int, rule: BookingRule, now: datetime) -> Text | None:
    """Return why a client cannot move a booking; None where they can."""
    booking = _numbered(bookings, number)
    if booking is None or booking.state is not State.BOOKED:
        return Text("booking-gone")
    if not _is_ahead(booking, now):
        return Text("booking-begun")
    if any(other.state is State.REQUESTED and _in_time(other, now) for other in bookings):
        return Text("booking-request-open")
    if not rule.most_changes:
        return Text("booking-no-moves")
    if booking.moves >= rule.most_changes:
        return Text("booking-moved-too-often", {"count": rule.most_changes})
    return _too_late(booking, rule, now)


def may_cancel(bookings: Bookings, number: int, rule: BookingRule, now: datetime) -> Text | None:
    """Return why a client cannot cancel a booking, a request or a place on the waiting list; None where they can."""
    booking = _numbered(bookings, number)
    if booking is None or not (booking.is_open or booking.state is State.WAITING):
        return Text("booking-gone")
    if booking.state is not State.BOOKED:
        return None
    return _too_late(booking, rule, now) if _is_ahead(booking, now) else Text("booking-begun")


def changed_before(bookings: Bookings) -> int:
    """Return how often a client has moved or cancelled what was booked since their last talk.

    Whoever cancels and books anew moves their talk, too.
    """
    count = 0
    for booking in sorted(bookings, key=lambda booking: booking.number):
        if booking.state is State.KEPT:
            count = 0
        elif booking.dropped:
            count = booking.moves + 1
    return count


# --- choosing ---------------------------------------------------------------------------------------------------------


def hold(
    bookings: Bookings, slot: Slot, zone: str, rule: BookingRule, now: datetime, *, moving: int | None = None
) -> Decided:
    """Hold a slot while the client looks at it; `moving` is the number of the booking that it would move.

    Whatever the person held before is free again: one person never holds two times. Who cancelled more often than
    bookings may be changed asks for a time, and the office approves.
    """
    why = may_hold(bookings, now) if moving is None else may_move(bookings, moving, rule, now)
    if why is not None:
        return NotDone(why)
    changes = changed_before(bookings) if moving is None else 0
    held = Booking(
        state=State.HELD,
        way=slot.way,
        staff=slot.staff,
        start=slot.start,
        minutes=slot.minutes,
        cells=cells_at(slot.start, slot.minutes, rule),
        until=_no_later(now, rule.hold_minutes * MINUTE, slot.start),
        zone=zone,
        moves=changes,
        replaces=moving,
        on_request=slot.on_request or changes > rule.most_changes,
        asked_at=_seconds(now),
    )
    return (*map(_let_go, bookings), held)


def confirm(bookings: Bookings, number: int, rule: BookingRule, now: datetime) -> Decided:
    """Take the time that is held: it is booked, or requested where the office must approve it."""
    held = _numbered(bookings, number)
    if held is None or held.state is not State.HELD:
        return NotDone(Text("booking-gone"))
    if not _in_time(held, now):
        return NotDone(Text("booking-hold-over"))
    if not held.on_request:
        return _take(_off_the_list(bookings), held, by_client=True)
    # A move is decided before either of its two times has come.
    begins = [_start(booking) for booking in bookings if booking.number in (held.number, held.replaces)]
    until = _no_later(now, rule.request_hours * HOUR, min(begins))
    return _off_the_list(_with(bookings, held, state=State.REQUESTED, until=until))


def cancel(bookings: Bookings, number: int, rule: BookingRule, now: datetime, *, by_staff: bool = False) -> Decided:
    """Cancel a booking with what would move it, a request, or a place on the waiting list.

    A time that was offered to somebody waiting is let go, and they go on waiting. Limits bind clients alone.
    """
    booking = _numbered(bookings, number)
    if booking is None or not (booking.is_open or booking.state is State.WAITING):
        return NotDone(Text("booking-gone"))
    if not by_staff and (why := may_cancel(bookings, number, rule, now)) is not None:
        return NotDone(why)
    if booking.state is State.HELD:
        return _with(bookings, booking, **_after_hold(booking))
    dropped = booking.state is State.BOOKED and not by_staff
    over = {"state": State.CANCELLED, "cells": None, "until": None, "dropped": dropped}
    return _with(_without_moves(bookings, number), booking, **over, **_NO_PROPOSAL)


# --- what staff decide ------------------------------------------------------------------------------------------------


def approve(bookings: Bookings, number: int, now: datetime) -> Decided:
    """Approve a request: it is booked, or the booking moves that it was to move."""
    request = _numbered(bookings, number)
    why = _why_no_request(request, now)
    if why is not None or request is None:
        return NotDone(why or Text("booking-gone"))
    if _start(request) <= _seconds(now):
        return NotDone(Text("booking-request-late"))
    return _take(bookings, request, by_client=True)


def decline(bookings: Bookings, number: int, now: datetime) -> Decided:
    """Decline a request. A booking that it was to move stands as it did."""
    request = _numbered(bookings, number)
    why = _why_no_request(request, now)
    if why is not None or request is None:
        return NotDone(why or Text("booking-gone"))
    return _with(bookings, request, state=State.DECLINED, cells=None, until=None, **_NO_PROPOSAL)


def propose(bookings: Bookings, number: int, starts: Sequence[int], rule: BookingRule, now: datetime) -> Decided:
    """Propose other times for a request or a booking, which holds its own time until the client has chosen."""
    booking = _numbered(bookings, number)
    why = None if booking is not None and _stands(booking, now) else _why_no_request(booking, now)
    if why is not None or booking is None:
        return NotDone(why or Text("booking-gone"))
    if len(set(starts)) != len(starts) or not 1 <= len(starts) <= MOST_PROPOSED:
        return NotDone(Text("booking-propose", {"count": MOST_PROPOSED}))
    if min(starts) <= _seconds(now):
        return NotDone(Text("booking-request-late"))
    # The client is given the time of a new request; whoever proposes later days does not let it end before them. What
    # stands ends with its start, and with it what was proposed instead.
    is_request, hours = booking.state is State.REQUESTED, rule.request_hours * HOUR
    last = max(starts) if is_request else min(max(starts), _start(booking))
    return _with(
        bookings,
        booking,
        proposed=tuple(sorted(starts)),
        proposed_cells=tuple(cells_at(start, booking.minutes, rule) for start in sorted(starts)),
        proposed_until=_no_later(now, hours, last),
        rounds=booking.rounds + 1,
        until=_no_later(now, hours, max(*starts, _start(booking))) if is_request else None,
    )


def withdraw(bookings: Bookings, number: int) -> Decided:
    """Let go of the times that staff proposed; what they were proposed for stands as it did."""
    booking = _numbered(bookings, number)
    if booking is None or not booking.proposed:
        return NotDone(Text("booking-proposal-gone"))
    return _with(bookings, booking, **_NO_PROPOSAL)


def end_proposal(bookings: Bookings, number: int, now: datetime) -> Decided:
    """Let go of proposed times once the client was given long enough or they are over; a request ends as a whole."""
    booking = _numbered(bookings, number)
    if booking is None or booking.proposed_until is None or not _in_time(booking, now):
        return bookings
    return bookings if booking.proposed_until > _seconds(now) else withdraw(bookings, number)


def move(bookings: Bookings, number: int, slot: Slot, rule: BookingRule, now: datetime) -> Decided:
    """Move a booking as staff decide, whom no limit binds; what the client asked to move it to ends."""
    booking = _numbered(bookings, number)
    if booking is None or not _stands(booking, now):
        return NotDone(Text("booking-gone"))
    if slot.start <= _seconds(now):
        return NotDone(Text("booking-request-late"))
    changed = _moved_to(booking, slot.staff, slot.start, slot.minutes, rule)
    return _with(_without_moves(bookings, number), booking, **changed)


def finish(bookings: Bookings, number: int, now: datetime, *, came: bool) -> Decided:
    """Record that a talk took place, or that the client did not come; both only once it should have begun.

    Whoever pressed the wrong one presses the other.
    """
    booking, becomes = _numbered(bookings, number), State.KEPT if came else State.MISSED
    if booking is None or booking.state not in (State.BOOKED, State.KEPT, State.MISSED):
        return NotDone(Text("booking-gone"))
    if booking.state is becomes:
        return NotDone(Text("booking-decided", {"state": str(becomes)}))
    if _start(booking) > _seconds(now):
        return NotDone(Text("booking-not-yet"))
    return _with(_without_moves(bookings, number), booking, state=becomes, ended=True, **_NO_PROPOSAL)


# --- what comes of it -------------------------------------------------------------------------------------------------


def accept(bookings: Bookings, number: int, start: int, rule: BookingRule, now: datetime) -> Decided:
    """Take one of the times that staff proposed; this is no move of the client's."""
    booking = _numbered(bookings, number)
    if booking is None or not (_stands(booking, now) or _why_no_request(booking, now) is None):
        return NotDone(Text("booking-gone"))
    over = booking.proposed_until is not None and booking.proposed_until <= _seconds(now)
    if start not in booking.proposed or start <= _seconds(now) or over:
        return NotDone(Text("booking-proposal-gone"))
    changed = _moved_to(booking, booking.staff, start, booking.minutes, rule)
    if booking.state is State.BOOKED:
        return _with(_without_moves(bookings, number), booking, **changed)
    return _take(bookings, replace(booking, **changed), by_client=False)


def expire(bookings: Bookings, number: int, now: datetime) -> Decided:
    """End a hold, a request or an offer whose time is over; anything else stays as it is."""
    booking = _numbered(bookings, number)
    if booking is None or booking.state not in (State.HELD, State.REQUESTED) or _in_time(booking, now):
        return bookings
    if booking.state is State.HELD:
        return _with(bookings, booking, **_after_hold(booking))
    return _with(bookings, booking, state=State.EXPIRED, cells=None, until=None, **_NO_PROPOSAL)


# --- the waiting list -------------------------------------------------------------------------------------------------


def wait(bookings: Bookings, way: str, zone: str, rule: BookingRule, now: datetime) -> Decided:
    """Put a person on the waiting list."""
    if any(booking.state is State.WAITING or (booking.waited and _is_offered(booking)) for booking in bookings):
        return NotDone(Text("booking-waits-already"))
    why = may_hold(bookings, now)
    if why is not None:
        return NotDone(why)
    if way not in rule.minutes:
        return NotDone(Text("booking-gone"))
    waiting = Booking(
        state=State.WAITING,
        way=way,
        staff="",
        start=None,
        minutes=rule.minutes[way],
        cells=None,
        zone=zone,
        moves=changed_before(bookings),
        asked_at=_seconds(now),
    )
    return (*map(_let_go, bookings), waiting)


def offer_waiting(bookings: Bookings, number: int, slot: Slot, rule: BookingRule, now: datetime) -> Decided:
    """Hold a slot that became free for somebody who waits, but for none that they have let go before."""
    waiting = _numbered(bookings, number)
    if waiting is None or waiting.state is not State.WAITING or slot.start in waiting.passed:
        return NotDone(Text("booking-gone"))
    return _with(
        bookings,
        waiting,
        state=State.HELD,
        staff=slot.staff,
        start=slot.start,
        minutes=slot.minutes,
        cells=cells_at(slot.start, slot.minutes, rule),
        until=_no_later(now, rule.waiting_hold_minutes * MINUTE, slot.start),
        on_request=slot.on_request or waiting.moves > rule.most_changes,
        waited=True,
    )


# --- pieces -----------------------------------------------------------------------------------------------------------


def _numbered(bookings: Bookings, number: int) -> Booking | None:
    return next((booking for booking in bookings if booking.number == number), None)


def _with(bookings: Bookings, booking: Booking, **changed: Any) -> Bookings:
    """Change one booking, which its calendar entry and buttons can tell from what it was."""
    after = replace(booking, sequence=booking.sequence + 1, **changed)
    return tuple(after if other.number == booking.number else other for other in bookings)


def _take(bookings: Bookings, chosen: Booking, *, by_client: bool) -> Decided:
    """Book what was held or requested, or give its time to the booking that it was to move."""
    if chosen.replaces is None:
        return _with(bookings, chosen, state=State.BOOKED, until=None, **_NO_PROPOSAL)
    old = _numbered(bookings, chosen.replaces)
    if old is None or old.state is not State.BOOKED:
        return NotDone(Text("booking-gone"))
    bookings = _with(bookings, chosen, state=State.MOVED, cells=None, until=None, **_NO_PROPOSAL)
    return _with(
        bookings,
        old,
        staff=chosen.staff,
        way=chosen.way,
        start=chosen.start,
        minutes=chosen.minutes,
        cells=chosen.cells,
        moves=old.moves + by_client,
        answered=None,
        room=old.room if chosen.staff == old.staff else None,
        elsewhere_cells=old.elsewhere_cells if chosen.staff == old.staff else None,
        **_NO_PROPOSAL,
    )


def _moved_to(booking: Booking, staff: str, start: int, minutes: int, rule: BookingRule) -> dict[str, Any]:
    """Return what changes of a booking that gets another time."""
    return {
        "staff": staff,
        "start": start,
        "minutes": minutes,
        "cells": cells_at(start, minutes, rule),
        "answered": None,
        "room": booking.room if staff == booking.staff else None,
        "elsewhere_cells": booking.elsewhere_cells if staff == booking.staff else None,
        **_NO_PROPOSAL,
    }


def _let_go(booking: Booking) -> Booking:
    """Free what is held; anything else stays as it is."""
    if booking.state is not State.HELD:
        return booking
    return replace(booking, sequence=booking.sequence + 1, **_after_hold(booking))


def _after_hold(booking: Booking) -> dict[str, Any]:
    """Return what changes of a hold that ends: whoever waited goes on waiting, and is not offered that time again."""
    over: dict[str, Any] = {"cells": None, "until": None}
    if not booking.waited:
        return {**over, "state": State.EXPIRED}
    passed = (*booking.passed, _start(booking))
    return {**over, "state": State.WAITING, "staff": "", "start": None, "waited": False, "passed": passed}


def _is_offered(booking: Booking) -> bool:
    return booking.state in (State.HELD, State.REQUESTED)


def _off_the_list(bookings: Bookings) -> Bookings:
    """Take a person who has what they waited for off the waiting list."""
    for booking in bookings:
        if booking.state is State.WAITING:
            bookings = _with(bookings, booking, state=State.CANCELLED)
    return bookings


def _without_moves(bookings: Bookings, number: int) -> Bookings:
    """End what was held or requested to move a booking."""
    for booking in bookings:
        if booking.replaces == number and booking.is_open:
            bookings = _with(bookings, booking, state=State.CANCELLED, cells=None, until=None, **_NO_PROPOSAL)
    return bookings


def _why_no_request(booking: Booking | None, now: datetime) -> Text | None:
    """Return why there is no request to decide about; None where there is one."""
    if booking is None or booking.state in (State.HELD, State.WAITING):
        return Text("booking-gone")
    if booking.state is not State.REQUESTED:
        return Text("booking-decided", {"state": str(booking.state)})
    return None if _in_time(booking, now) else Text("booking-request-late")


def _too_late(booking: Booking, rule: BookingRule, now: datetime) -> Text | None:
    if _seconds(now) <= _start(booking) - rule.change_until_hours * HOUR:
        return None
    return Text("booking-too-late", {"count": rule.change_until_hours})


def _stands(booking: Booking, now: datetime) -> bool:
    return booking.state is State.BOOKED and _is_ahead(booking, now)


def _is_ahead(booking: Booking, now: datetime) -> bool:
    return _start(booking) > _seconds(now)


def _in_time(booking: Booking, now: datetime) -> bool:
    return booking.until is None or booking.until > _seconds(now)


def _no_later(now: datetime, seconds: int, start: int) -> int:
    return min(_seconds(now) + seconds, start)


def cells_at(start: int, minutes: int, rule: BookingRule) -> tuple[int, int]:
    """Return the first cell that a talk at a moment owns, and the one after the last."""
    cells = cells_of(start, minutes, rule)
    return cells.start, cells.stop


def _start(booking: Booking) -> int:
    assert booking.start is not None, "what occupies time has a start"
    return booking.start


def _seconds(now: datetime) -> int:
    return int(now.timestamp())
