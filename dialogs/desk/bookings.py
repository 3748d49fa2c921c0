"""What the client and time passing do to bookings at the desk, and what the client and staff are told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from dialogs.desk.decision import Decision, LookAgain, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import Matter, Member, Recorded
from dialogs.effects import ChangeBookings
from dialogs.messages import Arg, Button, Text
from dialogs.office import Office

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.booking.slots import Slot

ONE_HOUR, HALF_AN_HOUR = 3_600, 1_800
_LINK = re.compile(r"https://[^\s<>\"]{3,300}")
# The kinds of timers stand in the clear: their names say nothing of anybody.
HOLD, ROOM, LOOK, TALK, PROPOSED, ENDED = "hold", "room", "look", "talk", "proposed", "ended"
BRIEF, WORD = "brief", "word"


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """The time may be over for which a booking was held, offered or requested; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class ProposalEnded:
    """The client may have had long enough to take a time that staff proposed; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class TalkEnded:
    """The time of a talk may be over; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class WordDue:
    """A client may still be to be told that something ended at night; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class RoomMissing:
    """A talk begins within the hour and may have no room; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class RoomGiven:
    """A member of staff typed the link to the next online talk."""

    by: Member
    link: str


@dataclass(frozen=True, slots=True)
class SlotFree:
    """A time is free for somebody on the waiting list; `number` is that of the booking that waits."""

    number: int
    slot: Slot


def change(office: Office, matter: Matter, act: ChangeBookings) -> Decision:
    """Keep what the client did to their bookings; staff see it."""
    after = replace(matter, bookings=act.bookings)
    return Decision(after, tuple(_for_staff(office, matter, after)))


def end_hold(office: Office, matter: Matter, act: HoldEnded, now: datetime) -> Decision:
    """Let go of a time that was held and not taken. What was taken meanwhile, or is held longer, stays.

    Whoever asked for the time, or was offered it, hears that it is over, by day.
    """
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import NotDone, expire

    after = expire(matter.bookings, act.number, now)
    if isinstance(after, NotDone) or after == matter.bookings:
        return Decision(matter)
    changed = replace(matter, bookings=after)
    before, booking = numbered(matter.bookings, act.number), numbered(after, act.number)
    told: tuple[Order, ...] = ()
    if before is not None and booking is not None and (before.state is State.REQUESTED or before.waited):
        told = _told_by_day(office, changed, booking, now)
    return Decision(changed, (*told, *_for_staff(office, matter, changed)))


def end_proposal(office: Office, matter: Matter, act: ProposalEnded, now: datetime) -> Decision:
    """Let go of the times proposed instead of another, which stands on; both sides hear of it."""
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import NotDone, end_proposal

    after = end_proposal(matter.bookings, act.number, now)
    if isinstance(after, NotDone) or after == matter.bookings:
        return Decision(matter)
    changed, booking = replace(matter, bookings=after), numbered(after, act.number)
    told = () if booking is None else _told_by_day(office, changed, booking, now)
    return Decision(changed, (*told, *_card(matter, Text("staff-proposal-over"))))


def tell_in_the_morning(office: Office, matter: Matter, due: WordDue, now: datetime) -> Decision:
    """Tell a client what ended in their night, unless they have chosen another time since or the talk has begun."""
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered

    booking = numbered(matter.bookings, due.number)
    has_chosen = any(other.number > due.number for other in matter.bookings)
    has_begun = booking is not None and booking.state is State.BOOKED and (booking.start or 0) <= now.timestamp()
    if booking is None or has_chosen or has_begun:
        return Decision(matter)
    return Decision(matter, _told_by_day(office, matter, booking, now))


def _told_by_day(office: Office, matter: Matter, booking: Booking, now: datetime) -> tuple[Order, ...]:
    """Return the word to a client that something of a booking is over, or at night where they are the look for it."""
    from dialogs.booking.booking import State
    from dialogs.booking.shown import zone_of
    from dialogs.reminding.quiet import morning_after

    morning = morning_after(now, zone_of(booking.zone, office), office.reminders.hours)
    if morning is not None:
        return (LookAgain(WORD, morning, booking),)
    args = told_of(office, booking, matter.conversation.language)
    if booking.state is State.EXPIRED:
        return (with_times(office, booking, Text("booking-request-over", args), matter.free),)
    if booking.state is State.WAITING:
        return (WriteToClient(Text("booking-offer-over")),)
    return (WriteToClient(Text("booking-proposal-over", args)),)


def end_talk(matter: Matter, act: TalkEnded, now: datetime) -> Decision:
    """Ask staff on the card whether the client came, once the time of a talk is over."""
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered

    booking = numbered(matter.bookings, act.number)
    is_over = booking is not None and (booking.end or 0) <= now.timestamp()
    if booking is None or booking.state is not State.BOOKED or booking.ended or not is_over:
        return Decision(matter)
    asked = replace(booking, ended=True, desk="", options=(), ticked=())
    after = tuple(asked if other is booking else other for other in matter.bookings)
    return Decision(replace(matter, bookings=after), _card(matter))


def _card(matter: Matter, *lines: Text) -> tuple[Order, ...]:
    """Return the orders that show the card anew, with lines below it that make no sound; without a lead, none."""
    if matter.record is None:
        return ()
    return (ShowCard(), *(WriteToStaff(text, ring=False) for text in lines))


def offer(office: Office, matter: Matter, act: SlotFree, now: datetime) -> Decision:
    """Hold a time that is free for somebody who waits, and ask them with one tap."""
    from dialogs.booking.own import numbered
    from dialogs.booking.policy import NotDone, offer_waiting

    rule = office.booking
    after = NotDone(Text("booking-gone"))
    offered = after if rule is None else offer_waiting(matter.bookings, act.number, act.slot, rule, now)
    if isinstance(offered, NotDone):
        return Decision(matter)
    booking = numbered(offered, act.number)
    assert booking is not None, "what is offered is among them"
    args = told_of(office, booking, matter.conversation.language)
    rows = ((Button(Text("booking-take"), "yes"),), (Button(Text("booking-let-go"), "no"),))
    text = Text("booking-offer", {**args, "until": shown_at(office, booking, booking.until or 0)})
    return Decision(replace(matter, bookings=offered), (WriteToClient(text, rows, beside(booking)),))


def nudge(matter: Matter, act: RoomMissing) -> Decision:
    """Ask staff once for the link to a talk that begins within the hour and has none."""
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered

    booking = numbered(matter.bookings, act.number)
    if matter.record is None or booking is None or booking.state is not State.BOOKED or booking.room is not None:
        return Decision(matter)
    if booking.room_asked == booking.start:
        return Decision(matter)
    asked = replace(booking, room_asked=booking.start)
    after = tuple(asked if other is booking else other for other in matter.bookings)
    return Decision(replace(matter, bookings=after), (WriteToStaff(Text("staff-booking-no-room"), ring=True),))


def give_room(office: Office, matter: Matter, act: RoomGiven, now: datetime) -> Decision:
    """Keep the link to the next online talk, also of one that has begun; another link takes its place."""
    if _LINK.fullmatch(act.link) is None:
        return Decision(matter, refused=Text("staff-room-how"))
    talk = next_online(office, matter.bookings, now)
    if matter.record is None or talk is None:
        return Decision(matter, refused=Text("staff-room-no-talk"))
    from dialogs.booking.rooms import is_used

    if is_used(act.link, talk, matter.near):
        return Decision(matter, refused=Text("staff-room-used"))
    after = tuple(replace(b, room=act.link) if b is talk else b for b in matter.bookings)
    return Decision(
        replace(matter, bookings=after),
        (ShowCard(), WriteToStaff(Text("staff-room-kept"), ring=False)),
        recorded=Recorded(now.timestamp(), "room", "", act.by),
    )


def next_online(office: Office, bookings: Sequence[Booking], now: datetime) -> Booking | None:
    """Return the online talk that is next, or goes on; None where there is none."""
    online = {way.id for way in office.consultation_ways if way.kind == "online"}
    ahead = [b for b in bookings if b.state == "booked" and b.way in online and (b.end or 0) > now.timestamp()]
    return min(ahead, key=lambda booking: booking.start or 0, default=None)


# --- what is told -----------------------------------------------------------------------------------------------------


def _for_staff(office: Office, before: Matter, after: Matter) -> Iterator[Order]:
    """Yield the card as it is now, and a line for each booking that has changed for staff."""
    if before.record is None:
        return
    known = {booking.number: booking for booking in before.bookings}
    told = [
        text for booking in after.bookings if (text := _told(office, known.get(booking.number), booking)) is not None
    ]
    if told or any(has_answered(known.get(booking.number), booking) for booking in after.bookings):
        yield ShowCard()
    yield from (WriteToStaff(text, ring=True) for text in told)


def _told(office: Office, before: Booking | None, booking: Booking) -> Text | None:
    from dialogs.booking.booking import State
    from dialogs.office import LANGUAGE_OF_STAFF

    was = None if before is None else before.state
    args = told_of(office, booking, LANGUAGE_OF_STAFF, for_staff=True)
    if booking.state is State.BOOKED and was is State.BOOKED and before is not None and before.start != booking.start:
        return Text(
            "staff-booking-moved", {**args, "before": shown_at(office, before, before.start or 0, for_staff=True)}
        )
    if booking.state is was:
        turned_down = before is not None and before.proposed and not booking.proposed
        return Text("staff-none-suits", args) if turned_down else _told_answer(before, booking, args)
    if booking.state is State.REQUESTED:
        return Text(
            "staff-booking-requested", {**args, "until": shown_at(office, booking, booking.until or 0, for_staff=True)}
        )
    if booking.state is State.BOOKED:
        return Text("staff-booking-booked", args)
    if booking.state is State.EXPIRED and was is State.REQUESTED:
        return Text("staff-booking-expired", args)
    if booking.state is State.CANCELLED and was in (State.BOOKED, State.REQUESTED):
        return Text("staff-booking-cancelled" if was is State.BOOKED else "staff-booking-taken-back", args)
    return None


def has_answered(before: Booking | None, booking: Booking) -> bool:
    """Return whether a client has answered a reminder since a booking was as before."""
    return before is not None and (before.answered, before.mood) != (booking.answered, booking.mood)


def _told_answer(before: Booking | None, booking: Booking, args: Mapping[str, Arg]) -> Text | None:
    """Return what staff must hear at once of a client's answer: that they cannot come, or want another time."""
    says = booking.answered if has_answered(before, booking) else None
    return Text("staff-booking-answered", {**args, "answer": says}) if says in ("no", "move") else None


def has_talk(bookings: Sequence[Booking]) -> bool:
    """Return whether somebody has, had or asked for a time: then staff know of them."""
    return any(str(booking.state) in ("requested", "booked", "kept", "missed") for booking in bookings)


def told_of(office: Office, booking: Booking, language: str, *, for_staff: bool = False) -> Mapping[str, Arg]:
    """Return what a text says of a booking: when, how, and for how long."""
    way = office.way(booking.way)
    label = booking.way if way is None else office.in_language(way.label, language)
    time = {} if booking.start is None else {"time": shown_at(office, booking, booking.start, for_staff=for_staff)}
    return {**time, "way": Text("value-plain", {"text": label}), "count": booking.minutes}


def shown_at(office: Office, booking: Booking, moment: int, *, for_staff: bool = False) -> Text:
    """Return a moment as the client of a booking and the office read it."""
    from dialogs.booking.shown import time_shown, zone_of

    return time_shown(moment, office, zone_of(booking.zone, office), for_staff=for_staff)


def with_times(office: Office, booking: Booking, text: Text, free: tuple[Slot, ...]) -> WriteToClient:
    """Return a message about a booking with other times, each a button."""
    from dialogs.booking.shown import slot_label, zone_of

    zone = zone_of(booking.zone, office)
    rows = tuple((Button(slot_label(slot, office, zone), f"s:{slot.start}"),) for slot in free)
    return WriteToClient(text, (*rows, (Button(Text("booking-show-all"), "show"),)), beside(booking))


def beside(booking: Booking) -> str:
    """Return the mark of buttons under a message about a booking: once that changes, they are stale."""
    return f"k/{booking.number}.{booking.sequence}"


# --- what is to be looked at again ------------------------------------------------------------------------------------


def due(office: Office, booking: Booking) -> Iterator[tuple[str, int]]:
    """Yield the timers that a booking has as it stands: of which kind, and when (seconds).

    They follow from the booking alone and are set anew with each change of it, so that none can be forgotten.
    """
    from dialogs.booking.booking import State
    from dialogs.reminding.talks import next_due

    if booking.occupies and booking.until is not None:
        yield HOLD, booking.until
    if booking.proposed_until is not None and booking.proposed_until != booking.until:
        yield PROPOSED, booking.proposed_until
    if booking.state is State.BOOKED and booking.end is not None and not booking.ended:
        yield ENDED, booking.end
        if booking.start is not None and booking.briefed != booking.start:
            yield BRIEF, booking.start - HALF_AN_HOUR
    way = office.way(booking.way)
    is_online = way is not None and way.kind == "online"
    needs_room = booking.state is State.BOOKED and is_online and booking.room is None
    # Other changes of the booking set its timers anew.
    if needs_room and booking.start is not None and booking.room_asked != booking.start:
        yield ROOM, booking.start - ONE_HOUR
    reminder = next_due(office, booking)
    if reminder is not None:
        yield TALK, reminder
