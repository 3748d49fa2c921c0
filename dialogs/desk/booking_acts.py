"""What staff do about a client's booking, and the buttons of it on the card: each names the booking by its number.

While staff look for another time, or are asked whether they are sure, the booking says so (`desk`), and the card shows
the buttons of that instead. None of this raises its sequence: what the client holds in hand stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.desk.bookings import beside, shown_at, told_of, with_times
from dialogs.desk.choosing import NO_SHOW
from dialogs.desk.decision import Decision, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import LeadRecord, Matter
from dialogs.desk.wrap_up import begin, drop
from dialogs.messages import Button, Text
from dialogs.office import Office

if TYPE_CHECKING:
    from dialogs.booking.booking import Booking
    from dialogs.booking.policy import Decided
    from dialogs.desk.staff import StaffAct
    from dialogs.dialogue import Dialogue

# What staff are about to do with a booking.
PROPOSING, MOVING, CANCELLING = "propose", "move", "cancel"

_NAMED = re.compile(r"([0-9]{1,15})(?:_([0-9]{1,10}))?(?:_[0-9]{1,10})?")

Decide = Callable[["Dialogue", Matter, LeadRecord, "StaffAct", datetime], Decision]
# Which bookings the buttons of an act name, and what is on each where that is not the label of the act.
Rows = Callable[[Office, Sequence["Booking"]], Sequence[tuple[str, Text | None]]]


# --- whose buttons the card has ---------------------------------------------------------------------------------------


def open_ones(bookings: Sequence[Booking]) -> list[Booking]:
    """Return the bookings that staff have something to do with: a request first, then what stands last."""
    requests = [booking for booking in bookings if booking.state == "requested"]
    booked = [booking for booking in bookings if booking.state == "booked" and not booking.ended]
    return [*requests[-1:], *sorted(booked, key=lambda booking: booking.start or 0)[-1:]]


def _ended(*states: str) -> Rows:
    """Return the rows of an act on the talk that was last, where its outcome is one of these states as yet."""

    def rows(_office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text | None]]:
        over = sorted((booking for booking in bookings if booking.ended), key=lambda booking: booking.start or 0)
        found = [booking for booking in over[-1:] if booking.state in states]
        # Once an outcome is recorded, the other button corrects it.
        return [(str(b.number), None if b.state == "booked" else _corrects(b)) for b in found]

    return rows


def _corrects(booking: Booking) -> Text:
    return Text("staff-after-all", {"outcome": "missed" if booking.state == "kept" else "kept"})


def _proposed(_office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text | None]]:
    """Return the rows of an act on a booking for which times are proposed, that staff are about nothing else with."""
    return [(str(booking.number), None) for booking in open_ones(bookings) if booking.proposed and not booking.desk]


def _row(*states: str) -> Rows:
    """Return the rows of an act on a booking in one of these states, that staff are about nothing else with."""

    def rows(_office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text | None]]:
        found = [booking for booking in open_ones(bookings) if booking.state in states and not booking.desk]
        return [(str(booking.number), None) for booking in found]

    return rows


def _while(*doing: str, ticked: bool = False) -> Rows:
    """Return the rows of an act on a booking that staff are about something with."""

    def rows(_office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text | None]]:
        found = [booking for booking in open_ones(bookings) if booking.desk in doing]
        return [(str(booking.number), None) for booking in found if booking.ticked or not ticked]

    return rows


def times(office: Office, bookings: Sequence[Booking]) -> Sequence[tuple[str, Text]]:
    """Return the times that are laid out: to be ticked, or one to be moved to."""
    return list(_times(office, bookings))


def _times(office: Office, bookings: Sequence[Booking]) -> Iterator[tuple[str, Text]]:
    laid_out = open_ones(bookings)
    if not laid_out:
        return
    from dialogs.booking.own import slot_of
    from dialogs.booking.shown import slot_label, zone_of

    for booking in laid_out:
        zone = zone_of(booking.zone, office)
        for start in booking.options if booking.desk in (PROPOSING, MOVING) else ():
            label = slot_label(slot_of(booking, start), office, zone, for_staff=True)
            if booking.desk == PROPOSING:
                label = Text("ticked" if start in booking.ticked else "unticked", {"label": label})
            yield f"{booking.number}_{start}", label


APPROVE = _row("requested")
REFUSE = _row("requested")
PROPOSE = _row("requested", "booked")
MOVE = _row("booked")
CANCEL = _row("booked")
SEND = _while(PROPOSING, ticked=True)
LATER = _while(PROPOSING, MOVING)
SURE = _while(CANCELLING)
STOP = _while(PROPOSING, MOVING, CANCELLING)
WITHDRAW = _proposed
CAME, MISSED = _ended("booked", "missed"), _ended("booked", "kept")


# --- what they do -----------------------------------------------------------------------------------------------------


def approve(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Approve a request; approved twice, or too late, nothing changes and whoever pressed hears why."""
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import approve as approved

    booking = _named(matter, act)
    decided = approved(matter.bookings, _number(act), now)
    moved = booking is not None and booking.replaces is not None

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        standing = numbered(after, booking.replaces if moved and booking is not None else _number(act))
        assert standing is not None, "what was approved is among them"
        return shown("booking-move-approved" if moved else "booking-approved", office, standing, language)

    return done(dialogue, matter, decided, told)


def refuse(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Refuse the time that was asked for, kindly, and offer the nearest that are free."""
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import decline

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        declined = numbered(after, _number(act))
        assert declined is not None, "what was declined is among them"
        old = numbered(after, declined.replaces)
        key = "booking-declined" if old is None else "booking-move-declined"
        args = {**told_of(office, declined, language), **({} if old is None else time_of(office, old, language))}
        return with_times(office, declined, Text(key, args), matter.free)

    return done(dialogue, matter, decline(matter.bookings, _number(act), now), told)


def begins(doing: str) -> Decide:
    """Return the act by which staff begin to look for a time, or are asked whether they are sure."""

    def decide(_dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
        booking = _named(matter, act)
        if booking is None or booking not in open_ones(matter.bookings) or _is_over(booking, now):
            return Decision(matter, refused=Text("booking-gone"))
        if doing != CANCELLING and not matter.free:
            return Decision(matter, refused=Text("staff-no-times"))
        options = tuple(slot.start for slot in matter.free)
        return _with(matter, replace(booking, desk=doing, options=options, ticked=()))

    return decide


PROPOSES, MOVES, CANCELS = map(begins, (PROPOSING, MOVING, CANCELLING))


def later(_dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Lay out the times after those that are laid out; what was ticked stays among them."""
    booking = _named(matter, act)
    if booking is None or booking.desk not in (PROPOSING, MOVING):
        return Decision(matter, refused=Text("booking-gone"))
    if not matter.free:
        return Decision(matter, refused=Text("staff-no-times"))
    options = (*booking.ticked, *(slot.start for slot in matter.free))
    return _with(matter, replace(booking, options=tuple(sorted(set(options)))))


def choose(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Tick a time that is laid out, or take the tick back; where a booking is to be moved, move it there."""
    from dialogs.booking.own import slot_of
    from dialogs.booking.policy import MOST_PROPOSED, move

    booking, start = _named(matter, act), named_in(act.row)[1]
    if booking is None or start not in booking.options or booking.desk not in (PROPOSING, MOVING):
        return Decision(matter, refused=Text("booking-gone"))
    if booking.desk == PROPOSING:
        ticked = tuple(sorted(set(booking.ticked) ^ {start}))
        if len(ticked) > MOST_PROPOSED:
            return Decision(matter, refused=Text("booking-propose", {"count": MOST_PROPOSED}))
        return _with(matter, replace(booking, ticked=ticked))
    office = dialogue.around.office
    assert office.booking is not None, "times are laid out where they can be booked"
    if start not in {slot.start for slot in matter.free}:
        return Decision(matter, refused=Text("staff-time-taken"))
    calm = _calm(matter, booking)
    decided = move(calm.bookings, booking.number, slot_of(booking, start), office.booking, now)

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        moved = next(other for other in after if other.number == booking.number)
        before = time_of(office, booking, language)["standing"]
        return shown("booking-moved-by-staff", office, moved, language, before=before)

    return done(dialogue, calm, decided, told)


def send(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Propose the times that are ticked: the client takes one with one tap."""
    from dialogs.booking.own import numbered, slot_of
    from dialogs.booking.policy import propose
    from dialogs.booking.shown import slot_label, zone_of

    booking, rule = _named(matter, act), dialogue.around.office.booking
    if booking is None or booking.desk != PROPOSING or rule is None:
        return Decision(matter, refused=Text("booking-gone"))
    gone = set(booking.ticked) - {slot.start for slot in matter.free}
    if gone:
        # Somebody was faster: what is left stays ticked.
        left = [tuple(start for start in starts if start not in gone) for starts in (booking.options, booking.ticked)]
        shown = _with(matter, replace(booking, options=left[0], ticked=left[1]))
        return replace(shown, refused=Text("staff-time-taken"))
    calm = _calm(matter, booking)
    decided = propose(calm.bookings, booking.number, booking.ticked, rule, now)

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        proposed = numbered(after, booking.number)
        assert proposed is not None, "what is proposed is among them"
        zone = zone_of(proposed.zone, office)
        rows = tuple(
            (Button(slot_label(slot_of(proposed, start), office, zone), f"take:{start}"),)
            for start in proposed.proposed
        )
        until = shown_at(office, proposed, proposed.proposed_until or 0)
        text = Text("booking-other-times", {**told_of(office, proposed, language), "until": until})
        last = ((Button(Text("booking-none-suits"), "none"),), (Button(Text("booking-show-mine"), "show"),))
        return WriteToClient(text, (*rows, *last), beside(proposed))

    return done(dialogue, calm, decided, told, Text("staff-times-sent", {"count": len(booking.ticked)}))


def cancel(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Cancel a booking, whatever limits bind clients."""
    from dialogs.booking.policy import cancel as cancelled

    booking, rule = _named(matter, act), dialogue.around.office.booking
    if booking is None or booking.desk != CANCELLING or rule is None:
        return Decision(matter, refused=Text("booking-gone"))
    calm = _calm(matter, booking)

    def told(office: Office, _after: Sequence[Booking], language: str) -> WriteToClient:
        # Who has said that they cannot come hears no excuse for it.
        cannot_come = booking.answered == "no"
        return shown("reminder-cancelled" if cannot_come else "booking-cancelled-by-staff", office, booking, language)

    return done(
        dialogue, calm, cancelled(calm.bookings, booking.number, rule, now, by_staff=True), told, called="cancel_talk"
    )


def withdraw(dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Take back the times that were proposed; what they were proposed for stands as it did."""
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import withdraw as withdrawn

    def told(office: Office, after: Sequence[Booking], language: str) -> WriteToClient:
        booking = numbered(after, _number(act))
        assert booking is not None, "what it was proposed for is among them"
        return shown("booking-proposal-withdrawn", office, booking, language)

    return done(dialogue, matter, withdrawn(matter.bookings, _number(act)), told)


def came(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Record that the talk took place, and ask what came of it.

    The client hears of it only where they were told that it did not.
    """
    from dialogs.booking.booking import State
    from dialogs.booking.policy import NotDone, finish

    before, decided = _named(matter, act), finish(matter.bookings, _number(act), now, came=True)
    if isinstance(decided, NotDone):
        return Decision(matter, (ShowCard(),), refused=decided.why)
    assert before is not None, "what took place is among them"
    orders: tuple[Order, ...] = (ShowCard(),)
    if before.state is State.MISSED:
        args = told_of(dialogue.around.office, before, matter.conversation.language)
        orders = (*orders, WriteToClient(Text("booking-came-after-all", args)))
    # What was noted of a talk before, that they did not come, is not so of this one.
    ended = "" if record.outcome == NO_SHOW else record.outcome
    marked = _marked(matter, replace(record, outcome=ended), decided)
    return Decision(begin(dialogue, marked, before.number, act, now), orders)


def missed(dialogue: Dialogue, matter: Matter, record: LeadRecord, act: StaffAct, now: datetime) -> Decision:
    """Record that the client did not come, mark the lead, and offer them one new time, once."""
    from dialogs.booking.booking import State
    from dialogs.booking.policy import NotDone, finish, may_hold

    office, decided = dialogue.around.office, finish(matter.bookings, _number(act), now, came=False)
    booking = _named(matter, act)
    if isinstance(decided, NotDone):
        return Decision(matter, (ShowCard(),), refused=decided.why)
    assert booking is not None, "what was missed is among them"
    after = next(other for other in decided if other.number == booking.number)
    again = any(other.state is State.MISSED and other.number != booking.number for other in decided)
    args = told_of(office, booking, matter.conversation.language)
    if again or may_hold(decided, now) is not None:
        told = WriteToClient(Text("booking-missed-again", args))
    elif matter.free:
        told = with_times(office, after, Text("booking-missed", args), matter.free[:1])
    else:
        told = WriteToClient(Text("booking-missed-no-time", args))
    marked, looks = drop(_marked(matter, record, decided), booking.number)
    return Decision(marked, (ShowCard(), told, *looks))


def _marked(matter: Matter, record: LeadRecord, bookings: tuple[Booking, ...]) -> Matter:
    """Return a matter with these bookings, its lead marked with how many talks were missed."""
    count = sum(booking.state == "missed" for booking in bookings)
    return replace(matter, bookings=bookings, record=replace(record, missed=count))


def stop(_dialogue: Dialogue, matter: Matter, _record: LeadRecord, act: StaffAct, _now: datetime) -> Decision:
    """Leave the booking as it is."""
    booking = _named(matter, act)
    return Decision(matter) if booking is None or not booking.desk else _with(matter, calmed(booking))


# --- pieces -----------------------------------------------------------------------------------------------------------


def named_in(row: str) -> tuple[int, int]:
    """Return the number of the booking that a button names, and the moment; 0 for what it does not name."""
    found = _NAMED.fullmatch(row)
    return (0, 0) if found is None else (int(found[1]), int(found[2] or 0))


def _number(act: StaffAct) -> int:
    return named_in(act.row)[0]


def _named(matter: Matter, act: StaffAct) -> Booking | None:
    from dialogs.booking.own import numbered

    return numbered(matter.bookings, _number(act))


def _is_over(booking: Booking, now: datetime) -> bool:
    return (booking.start or 0) <= now.timestamp()


def calmed(booking: Booking) -> Booking:
    """Return a booking that staff are about nothing with."""
    return replace(booking, desk="", options=(), ticked=())


def _calm(matter: Matter, booking: Booking) -> Matter:
    """Return a matter in which staff are about nothing with a booking."""
    return _with(matter, calmed(booking)).matter


def _with(matter: Matter, booking: Booking) -> Decision:
    bookings = tuple(booking if other.number == booking.number else other for other in matter.bookings)
    return Decision(replace(matter, bookings=bookings), (ShowCard(),))


def done(
    dialogue: Dialogue,
    matter: Matter,
    decided: Decided,
    told: Callable[[Office, Sequence[Booking], str], WriteToClient],
    beside_it: Text | None = None,
    called: str = "",
) -> Decision:
    """Keep what was decided and tell the client; where nothing was, whoever pressed hears why."""
    from dialogs.booking.policy import NotDone

    if isinstance(decided, NotDone):
        return Decision(matter, (ShowCard(),), refused=decided.why)
    after = replace(matter, bookings=decided)
    orders: list[Order] = [ShowCard(), told(dialogue.around.office, decided, matter.conversation.language)]
    if beside_it is not None:
        orders.append(WriteToStaff(beside_it, ring=False))
    return Decision(after, tuple(orders), recorded_as=called)


def shown(key: str, office: Office, booking: Booking, language: str, **more: Text) -> WriteToClient:
    """Return a message about a booking as it is now, with a way to all that can be done with it, or to other times."""
    rows = ((Button(Text("booking-show" if booking.occupies else "booking-show-all"), "show"),),)
    return WriteToClient(Text(key, {**told_of(office, booking, language), **more}), rows, beside(booking))


def time_of(office: Office, booking: Booking, language: str) -> dict[str, Text]:
    """Return the time of a booking that stands, for a text that names another besides."""
    time = told_of(office, booking, language)["time"]
    assert isinstance(time, Text), "what stands has a time"
    return {"standing": time}
