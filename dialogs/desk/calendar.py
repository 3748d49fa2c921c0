"""What staff did to a booking's entry in their own calendar, and what they decide about it on the card.

Nothing follows in silence: staff are asked once for each change, and the client hears of what they decide. Until then
the booking stands as it was agreed, and says where staff put it (`elsewhere`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from dialogs.desk import booking_acts
from dialogs.desk.bookings import shown_at, told_of
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

# What else there is at the time that a talk has in the calendar, with what staff are asked then.
_TALK, _APPOINTMENT = "talk", "appointment"
_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "": "staff-entry-moved",
        _TALK: "staff-entry-moved-onto-another",
        _APPOINTMENT: "staff-entry-moved-onto-appointment",
    }
)


@dataclass(frozen=True, slots=True)
class EntryChanged:
    """Staff changed the entry of a booking in the office's calendar; `number` is that of the booking.

    `times` are its begin and its end there (seconds): the same where it has no hour any more; `GONE` where it is gone.
    `is_busy` says that the member of staff has an appointment then by the office's calendars, `among_many` that staff
    are asked about it together with others, by whoever tells of it. `lies_with` is the member to whose own calendar it
    was put just now, empty where it was to none.
    """

    number: int
    times: tuple[int, int]
    is_busy: bool = False
    among_many: bool = False
    lies_with: str = ""


def notice(office: Office, matter: Matter, act: EntryChanged, now: datetime) -> Decision:
    """Ask staff what is to become of a talk that they moved or deleted in their calendar; of each change once.

    Where they put it back themselves there is nothing to ask any more. Until they have decided, nobody else is given
    the time it has there.
    """
    from dialogs.booking.booking import State
    from dialogs.booking.office_entry import times_of
    from dialogs.booking.own import numbered

    booking = numbered(matter.bookings, act.number)
    if matter.record is None or booking is None or booking.state is not State.BOOKED:
        return Decision(matter)
    elsewhere = None if act.times == times_of(booking) else act.times
    if (booking.end or 0) <= now.timestamp():
        return Decision(matter)
    meets = "" if elsewhere is None else _met(matter, act)
    cells = None if elsewhere is None or meets == _TALK else _cells_to_keep(office, matter, booking, *elsewhere)
    changed = replace(booking, elsewhere=elsewhere, elsewhere_cells=cells, elsewhere_meets=meets)
    told = _put_to_another(office, booking, act.lies_with)
    if changed == booking:
        return Decision(matter, told)
    after = replace(matter, bookings=tuple(changed if other is booking else other for other in matter.bookings))
    if elsewhere == booking.elsewhere:
        # Asked about already: only what else is there has become another.
        return Decision(after, (ShowCard(), *told))
    if elsewhere is None:
        return Decision(after, (ShowCard(), WriteToStaff(Text("staff-entry-put-back"), ring=False), *told))
    if act.among_many:
        return Decision(after, (ShowCard(),))
    return Decision(after, (ShowCard(), WriteToStaff(_asked(office, changed), ring=True), *told))


def _put_to_another(office: Office, booking: Booking, member: str) -> tuple[Order, ...]:
    """Return the word that a talk lies in the calendar of another member of staff: it is no more theirs for that."""
    if member in ("", booking.staff):
        return ()
    who, whose = (office.member(one) for one in (member, booking.staff))
    names = [Typed("—" if one is None else one.names[LANGUAGE_OF_STAFF]) for one in (who, whose)]
    return (WriteToStaff(Text("staff-entry-with-another", {"who": names[0], "whose": names[1]}), ring=True),)


def _met(matter: Matter, changed: EntryChanged) -> str:
    """Return what else there is at the time that a talk has in the calendar."""
    start, end = changed.times
    if end <= start:
        return ""
    if start not in {slot.start for slot in matter.free}:
        return _TALK
    return _APPOINTMENT if changed.is_busy else ""


def _cells_to_keep(office: Office, matter: Matter, booking: Booking, start: int, end: int) -> tuple[int, int] | None:
    """Return the cells of the time that a talk has in the calendar; None where it has none, or where the client keeps
    some of them with what they asked to move it to.
    """
    from dialogs.booking.cells import MINUTE
    from dialogs.booking.policy import cells_at

    if office.booking is None or end <= start:
        return None
    first, last = cells_at(start, (end - start) // MINUTE, office.booking)
    others = (other.owned for other in matter.bookings if other is not booking and other.staff == booking.staff)
    return (first, last) if all(owned.isdisjoint(range(first, last)) for owned in others) else None


def _asked(office: Office, booking: Booking) -> Text:
    """Return the question to staff: where the talk is in their calendar, and whether that can be."""
    assert booking.elsewhere is not None, "staff are asked about what is elsewhere"
    start, end = booking.elsewhere
    args: dict[str, Arg] = {**told_of(office, booking, LANGUAGE_OF_STAFF, for_staff=True)}
    if not start:
        return Text("staff-entry-gone", args)
    if end <= start:
        return Text("staff-entry-no-hour", args)
    return Text(_QUESTIONS[booking.elsewhere_meets], {**args, **there(office, booking)})


def there(office: Office, booking: Booking) -> dict[str, Arg]:
    """Return when a talk is in the office's calendar, where that has another hour than was agreed."""
    start, end = booking.elsewhere or (0, 0)
    return {"there": shown_at(office, booking, start, for_staff=True), "minutes": (end - start) // 60}


# --- whose buttons the card has ---------------------------------------------------------------------------------------


def _rows(*, gone: bool | None, with_hour: bool = False) -> booking_acts.Rows:
    """Return the rows of an act on a talk that is elsewhere in the calendar, each with where: stale once that changes.

    `gone` says whether it is deleted there; None for both.
    """

    def rows(_office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text | None]]:
        found = [b for b in bookings if b.state == "booked" and not b.ended and b.elsewhere is not None]
        return [
            (_row(booking), None)
            for booking in found
            if gone in (None, not (booking.elsewhere or (0,))[0]) and (not with_hour or _has_hour(booking))
        ]

    return rows


def _has_hour(booking: Booking) -> bool:
    start, end = booking.elsewhere or (0, 0)
    return end > start


def _row(booking: Booking) -> str:
    start, end = booking.elsewhere or (0, 0)
    return f"{booking.number}_{start}_{end}"


FOLLOW = _rows(gone=False, with_hour=True)
CANCEL = _rows(gone=True)
RESTORE = _rows(gone=None)


# --- what they do -----------------------------------------------------------------------------------------------------


def follow(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Move a booking to where staff put it in their calendar, and tell the client."""
    from dialogs.booking.policy import move
    from dialogs.booking.slots import Slot

    booking, rule = _meant(matter, act), dialogue.around.office.booking
    if booking is None or booking.elsewhere is None or rule is None or not _has_hour(booking):
        return _stale(matter)
    start, end = booking.elsewhere
    if start not in {slot.start for slot in matter.free}:
        return Decision(matter, refused=Text("staff-time-taken"))
    calm = _settled(matter, booking)
    slot = Slot(start, (end - start) // 60, booking.way, booking.staff, False)
    decided = move(calm.bookings, booking.number, slot, rule, now)

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        moved = next(other for other in after if other.number == booking.number)
        before = booking_acts.time_of(office, booking, language)["standing"]
        return booking_acts.shown("booking-moved-by-staff", office, moved, language, before=before)

    return _or_as_it_was(matter, booking_acts.done(dialogue, calm, decided, told))


def cancel(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Cancel a booking that staff deleted in their calendar, and tell the client."""
    from dialogs.booking.policy import cancel as cancelled

    booking, rule = _meant(matter, act), dialogue.around.office.booking
    if booking is None or booking.elsewhere is None or rule is None or booking.elsewhere[0]:
        return _stale(matter)
    calm = _settled(matter, booking)
    decided = cancelled(calm.bookings, booking.number, rule, now, by_staff=True)

    def told(office: Office, _after: Sequence[Booking], language: str) -> WriteToClient:
        return booking_acts.shown("booking-cancelled-by-staff", office, booking, language)

    return _or_as_it_was(matter, booking_acts.done(dialogue, calm, decided, told))


def restore(_dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Keep a booking as it was agreed: its entry is put back, and the client hears nothing."""
    booking = _meant(matter, act)
    return _stale(matter) if booking is None else Decision(_settled(matter, booking), (ShowCard(),))


def _meant(matter: Matter, act: StaffAct) -> Booking | None:
    """Return the booking that a press is about, as long as it is still where the button says."""
    return next((b for b in matter.bookings if b.elsewhere is not None and _row(b) == act.row), None)


def _stale(matter: Matter) -> Decision:
    return Decision(matter, (ShowCard(),), refused=Text("staff-entry-changed"))


def _settled(matter: Matter, booking: Booking) -> Matter:
    calmed = replace(booking_acts.calmed(booking), elsewhere=None, elsewhere_cells=None, elsewhere_meets="")
    return replace(matter, bookings=tuple(calmed if other is booking else other for other in matter.bookings))


def _or_as_it_was(matter: Matter, decision: Decision) -> Decision:
    """Return a decision, or where nothing was done the matter as it was: staff are still asked."""
    return decision if decision.refused is None else replace(decision, matter=matter)
