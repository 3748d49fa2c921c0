"""The reminders of a talk: a day before, an hour before, and thanks once it took place; never at night.

What was done of them stands on the booking, so that none comes twice, and none for a time that it had before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import HOUR
from dialogs.booking.shown import where, zone_of
from dialogs.desk.bookings import beside
from dialogs.desk.decision import WriteToClient
from dialogs.messages import Button, Text
from dialogs.office import Office
from dialogs.parts.papers import missing
from dialogs.reminding.quiet import awake_from, awake_until
from dialogs.situation import Situation

DAY, HOUR_BEFORE, THANKS = "day", "hour", "thanks"
# What a client says of whether they still come.
COMING, NOT_COMING, WANTS_ANOTHER = "yes", "no", "move"
MOODS = ("good", "fair", "poor")
# So long after a talk its client is thanked: by then staff have noted how it ended.
THANKS_AFTER = HOUR
# So many papers are named; the rest is counted.
MOST_PAPERS = 5


def moments(office: Office, booking: Booking) -> Mapping[str, int]:
    """Return when each reminder of a booking is due as it stands (seconds)."""
    if booking.start is None:
        return {}
    if booking.state is State.KEPT:
        return {THANKS: (booking.end or booking.start) + THANKS_AFTER}
    if booking.state is not State.BOOKED:
        return {}
    zone, awake = zone_of(booking.zone, office), office.reminders.hours
    # An hour before an early talk, or one late in the evening, is night: then it goes the evening before.
    found = {
        DAY: awake_from(booking.start - 24 * HOUR, zone, awake),
        HOUR_BEFORE: awake_until(booking.start - HOUR, zone, awake),
    }
    return {name: moment for name, moment in found.items() if moment < booking.start}


def next_due(office: Office, booking: Booking) -> int | None:
    """Return when the next reminder of a booking is due (seconds); None where nothing is left to be told."""
    return min(
        (moment for name, moment in moments(office, booking).items() if name not in booking.reminded), default=None
    )


def overdue(office: Office, booking: Booking, now: datetime) -> tuple[str, ...]:
    """Return the reminders of a booking whose time has come and that were not told, in order."""
    due = [(at, name) for name, at in moments(office, booking).items() if at <= now.timestamp()]
    return tuple(name for _, name in sorted(due) if name not in booking.reminded)


def renewed(office: Office, before: Booking | None, booking: Booking, now: datetime) -> Booking:
    """Return a booking as it is kept: where its time was just agreed, what is past of its reminders is not told."""
    is_new = before is None or before.state is not State.BOOKED or before.start != booking.start
    if booking.state is not State.BOOKED or not is_new:
        return booking
    fresh = replace(booking, reminded=(), reminded_at=None, answered=None, answered_at=None)
    return replace(fresh, reminded=overdue(office, fresh, now))


def clock_at(office: Office, booking: Booking) -> ZoneInfo:
    """Return the zone of the client of a booking."""
    return zone_of(booking.zone, office)


# --- what is said -----------------------------------------------------------------------------------------------------


def prepared(situation: Situation, booking: Booking, due: Collection[str]) -> Iterator[Text]:
    """Yield where a talk is held and, while there is time to get them, the papers that the person's own list lacks."""
    yield from where(situation.around.office, booking, situation.conversation.language)
    if DAY in due:
        yield from papers_left(situation, "reminder-papers")


def with_mood(office: Office, text: Text, booking: Booking) -> WriteToClient:
    """Return a message after a talk; where the office wants, it asks how that was."""
    if not office.reminders.mood:
        return WriteToClient(text)
    moods = tuple(Button(Text("reminder-mood", {"mood": mood}), f"mood:{mood}") for mood in MOODS)
    return WriteToClient(Text("reminder-thanks-mood", {"thanks": text}), (moods,), beside(booking))


def answers() -> tuple[tuple[Button, ...], ...]:
    """Return the buttons by which a client says whether they still come."""
    coming, move, cancel = (Button(Text(f"reminder-{name}"), name) for name in ("coming", "move", "cancel"))
    return ((coming,), (move, cancel))


def papers_left(situation: Situation, title: str) -> Iterator[Text]:
    """Yield the papers of the person's list that they do not have yet, under a title; nothing without such a list."""
    left, unsure = missing(situation)
    if not left:
        return
    yield Text(title, {"count": len(left)})
    yield from (Text("reminder-paper-line", {"label": label}) for label in left[:MOST_PAPERS])
    if len(left) > MOST_PAPERS:
        yield Text("reminder-papers-more", {"count": len(left) - MOST_PAPERS})
    if unsure:
        yield Text("paper-staff-confirms")
