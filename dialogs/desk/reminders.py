"""What the clock does at the desk to remind clients: of a talk they booked, and of what they chose to hear of.

Each looks at what stands now. What was told is noted in the same decision, so that nothing comes twice; what cannot be
told any more is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dialogs.desk.bookings import TALK, beside, told_of
from dialogs.desk.choosing import NO_SHOW
from dialogs.desk.decision import Decision, LookAgain, Order, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import Matter
from dialogs.desk.summary import is_about
from dialogs.dialogue import Dialogue
from dialogs.messages import Button, Text, Typed
from dialogs.reminding import chosen
from dialogs.reminding.quiet import morning_after

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.situation import Situation

# Thanks wait so long for whoever records what came of a talk, time and again, and no longer than this after it.
RECORDED_WITHIN, RECORDED_FOR = timedelta(minutes=30), timedelta(days=1)
# Whoever was on their page so shortly before a reminder is likely to see it there.
SEEN_WITHIN = timedelta(hours=2)
# The kind of the timer that looks at what a person told, which stands in the clear: it says nothing of them.
PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class TalkNears:
    """A reminder of a talk may be due; `number` is that of the booking."""

    number: int


@dataclass(frozen=True, slots=True)
class DayCame:
    """Something that a person chose to be reminded of may be due."""


# --- of a talk --------------------------------------------------------------------------------------------------------


def remind_of_talk(dialogue: Dialogue, matter: Matter, act: TalkNears, now: datetime) -> Decision:
    """Remind a client of a talk, or thank them for it; of several that are overdue the last one says it all."""
    from dialogs.booking.booking import State
    from dialogs.booking.own import numbered
    from dialogs.reminding import talks

    office, booking = dialogue.around.office, numbered(matter.bookings, act.number)
    due = () if booking is None else talks.overdue(office, booking, now)
    if booking is None or not due:
        return Decision(matter)
    zone, start = talks.clock_at(office, booking), booking.start or 0
    is_over = booking.state is State.BOOKED and start <= now.timestamp()
    if not is_over and (morning := morning_after(now, zone, office.reminders.hours)) is not None:
        if booking.state is not State.BOOKED or morning.timestamp() < start:
            return Decision(matter, (LookAgain(TALK, morning, booking),))
        is_over = True
    if booking.state is State.KEPT and _is_recorded_now(matter, booking, now):
        # What staff are about to record goes to the client with the thanks, as one message.
        return Decision(matter, (LookAgain(TALK, now + RECORDED_WITHIN, booking),))
    done = replace(booking, reminded=(*booking.reminded, *due))
    if is_over or not matter.reachable or booking.answered == talks.NOT_COMING:
        return Decision(_with(matter, done))
    situation = dialogue.situation(matter.conversation, now)
    if booking.state is State.KEPT:
        ended = "" if matter.record is None else matter.record.outcome
        thanks = () if ended == NO_SHOW else (_thanks(situation, booking, ended),)
        return Decision(_with(matter, done), thanks)
    told = replace(done, reminded_at=int(now.timestamp()))
    # The card says when they were reminded only as long as there is no answer.
    card = () if matter.record is None or booking.answered is not None else (ShowCard(),)
    beside_it = _beside_a_page(dialogue, matter, now)
    return Decision(_with(matter, told), (_reminder(situation, booking, due), *card, *beside_it))


def _beside_a_page(dialogue: Dialogue, matter: Matter, now: datetime) -> Iterator[WriteToStaff]:
    """Yield that a reminder waits on a page that its client may not open before the talk, and where else they are."""
    record, since = matter.record, now.timestamp() - matter.acted_at
    if record is None or since < SEEN_WITHIN.total_seconds():
        return
    if dialogue.around.is_on_pages(*(record.channels or (record.consented.channel,))):
        contact = record.consented.text("contact")
        args = {"contact": Typed(contact) if contact else "none", "name": Typed(record.consented.text("name") or "—")}
        yield WriteToStaff(Text("staff-reminded-on-a-page", args), ring=True)


def _is_recorded_now(matter: Matter, booking: Booking, now: datetime) -> bool:
    """Return whether staff have a list open on what came of a talk, and have not left it so since the day before."""
    record = matter.record
    is_recent = now.timestamp() < (booking.end or 0) + RECORDED_FOR.total_seconds()
    return record is not None and is_about(record) and is_recent


def _reminder(situation: Situation, booking: Booking, due: Collection[str]) -> WriteToClient:
    """Return the reminder of a talk; whoever has said that they come is not asked again."""
    from dialogs.reminding import talks

    lines = tuple(talks.prepared(situation, booking, due))
    is_coming = booking.answered == talks.COMING
    args = told_of(situation.around.office, booking, situation.conversation.language)
    text = Text("reminder-talk-again" if is_coming else "reminder-talk", {**args, "lines": lines})
    rows: tuple[tuple[Button, ...], ...] = ((Button(Text("booking-show"), "show"),),)
    if not is_coming:
        rows = talks.answers()
    return WriteToClient(text, rows, beside(booking))


def _thanks(situation: Situation, booking: Booking, ended: str) -> WriteToClient:
    """Return the thanks for a talk that took place, with what comes of it as staff noted that, and the next step.

    Where the office wants, ask how it was.
    """
    from dialogs.reminding import talks

    office = situation.around.office
    left = tuple(talks.papers_left(situation, "reminder-papers-next"))
    args = told_of(office, booking, situation.conversation.language)
    lines = (Text("reminder-ended", {"outcome": ended or "open"}), *left)
    text = Text("reminder-thanks", {**args, "lines": lines})
    return talks.with_mood(office, text, booking)


def _with(matter: Matter, booking: Booking) -> Matter:
    bookings = tuple(booking if other.number == booking.number else other for other in matter.bookings)
    return replace(matter, bookings=bookings)


# --- of what a person chose -------------------------------------------------------------------------------------------


def set_reminders(dialogue: Dialogue, matter: Matter, now: datetime) -> Decision:
    """Have the desk look again when the next thing is due that a person chose to be reminded of."""
    due = chosen.next_look(dialogue.situation(matter.conversation, now), now, matter.acted_at, matter.bookings)
    return Decision(matter, (LookAgain(PROFILE, due),))


def remind_of_choices(dialogue: Dialogue, matter: Matter, now: datetime) -> Decision:
    """Tell a person what is due of what they chose to hear of, each kind with a way to stop it."""
    conversation = matter.conversation
    situation = dialogue.situation(conversation, now)
    if not chosen.kinds(situation):
        return Decision(matter, (LookAgain(PROFILE, None),))
    zone = chosen.clock_of_person(situation, matter.bookings)
    awake = dialogue.around.office.reminders.hours
    if (morning := morning_after(now, zone, awake)) is not None:
        return Decision(matter, (LookAgain(PROFILE, morning),))
    told = list(chosen.due(situation, matter.acted_at))
    after = replace(matter, conversation=chosen.looked(situation, told))
    # What waits until somebody comes back would be old by then.
    orders: list[Order] = [*_written(told)] if matter.reachable else []
    due = chosen.next_look(dialogue.situation(after.conversation, now), now, matter.acted_at, matter.bookings)
    return Decision(after, (*orders, LookAgain(PROFILE, due)))


def _written(told: list[chosen.Reminder]) -> Iterator[WriteToClient]:
    for reminder in told:
        rows = ((Button(Text("reminder-stop"), "stop"), Button(Text("reminder-all"), "list")),)
        text = Text(f"reminder-of-{reminder.kind}", {"lines": reminder.lines})
        yield WriteToClient(text, rows, chosen.beside(reminder.kind))
