"""What an office has before it today: talks, days by which something must be done, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import SealError
from bot.office.filters import NO_TALKS, Talks, waits_for_somebody
from bot.office.lead_list import LeadLine, Listed
from bot.office.moments import begin_of, moment_of
from bot.turns.records import StoredBooking, StoredLead
from dialogs.deadline import deadline_in
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office, today

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from bot.turns.ports import Transaction
    from dialogs.booking.booking import Booking

MOST_LINES = 30
# Days by which something must be done are told so many days before.
DAYS_BEFORE = 7
MOST_TALKS = 200
# Who had a talk longer ago, and was not taken since, waits for somebody again.
SOME_WEEKS, MOST_BOOKINGS = timedelta(weeks=6), 2_000


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the agenda, and whose it is; a heading is nobody's."""

    text: Text
    person: str | None = None


def agenda(
    office: Office,
    now: datetime,
    talks: Sequence[Due],
    leads: Sequence[StoredLead],
    *,
    page: int,
    requests: Sequence[Due] = (),
    booked: Talks = NO_TALKS,
) -> list[Listed]:
    """Return a page of the agenda.

    `talks` are those of today, `requests` the times to be approved, `booked` the bookings of whoever has some.
    """
    day, line = today(office, now), LeadLine(office, today(office, now), talks=booked)
    work = [lead for lead in leads if lead.record.is_open]
    due = sorted((lead for lead in work if is_due(lead, day)), key=line.due)
    waits = (lead for lead in work if waits_for_somebody(lead, booked))
    waiting = sorted(waits, key=lambda lead: lead.created_at)
    sections = (
        ("talks", list(talks)),
        ("requests", list(requests)),
        ("due", [Due(line.open(lead), lead.person) for lead in due]),
        ("waiting", [Due(line.open(lead), lead.person) for lead in waiting]),
    )
    found = [entry for name, entries in sections for entry in _section(name, entries)]
    pages = -(-len(found) // MOST_LINES)
    page = min(page, pages)
    shown = found[(page - 1) * MOST_LINES : page * MOST_LINES]
    lines = [Text("staff-today-title", {"day": day}), *(entry.text for entry in shown)]
    if page < pages:
        lines.append(Text("staff-today-more", {"page": str(page + 1)}))
    return [Listed(tuple(lines), tuple(dict.fromkeys(entry.person for entry in shown if entry.person)))]


def _section(name: str, due: Sequence[Due]) -> list[Due]:
    heading = Due(Text(f"staff-today-{name}", {"number": str(len(due))}))
    if not due:
        # Most days nobody asks for anything, and many offices approve nothing.
        return [] if name == "requests" else [Due(Text(f"staff-today-no-{name}"))]
    return [heading, *due]


def is_due(lead: StoredLead, day: date) -> bool:
    """Return whether something of a lead must be done within the next days, or must have been."""
    deadline = deadline_in(lead.record.consented)
    return deadline is not None and deadline.day.first() <= day + timedelta(days=DAYS_BEFORE)


def whole_lead(tx: Transaction, person: str) -> StoredLead | None:
    """Return the lead of a person; None also where it is damaged, which keeps staff from nobody else's."""
    try:
        return tx.lead_of(person)
    except SealError:
        return None


def talks_by_person(tx: Transaction, office: Office, now: datetime) -> Talks:
    """Return the bookings of whoever has some, by the ids of people: of the last weeks, and all that are ahead."""
    if office.booking is None:
        return NO_TALKS
    found: dict[str, list[Booking]] = {}
    for kept in tx.bookings_from(int((now - SOME_WEEKS).timestamp()), MOST_BOOKINGS):
        found.setdefault(kept.person, []).append(kept.booking)
    return found


def talks_of(
    tx: Transaction,
    office: Office,
    now: datetime,
    *,
    key: str = "staff-today-talk",
    lead: Callable[[StoredLead], Text] | None = None,
) -> list[Due]:
    """Return the talks of today, and those asked for, in the order of their beginning.

    Each is said by the text `key`; with `lead`, which says whose it is, nobody's name is in it.
    """
    day = today(office, now)
    found: list[Due] = []
    for kept in talks_between(tx, office, day, day + timedelta(days=1)):
        booking = kept.booking
        how: dict[str, Arg] = {
            "time": f"{moment_of(booking.start or 0, office.zone):%H:%M}",
            "state": talk_state(booking),
            # That a talk is booked is the usual, and goes without saying.
            "is_usual": "yes" if is_usual(booking) else "no",
        }
        found += _said(tx, office, kept, Text(key, how), lead)
    return found


def talks_between(tx: Transaction, office: Office, first: date, end: date) -> Iterator[StoredBooking]:
    """Yield the talks of some days, up to before the last, and those asked for, in the order of their beginning."""
    if office.booking is None:
        return
    from dialogs.booking.booking import State

    for kept in tx.bookings_from(begin_of(first, office.zone), MOST_TALKS):
        booking = kept.booking
        if booking.start is None or booking.start >= begin_of(end, office.zone):
            break
        if booking.state in (State.BOOKED, State.REQUESTED, State.KEPT, State.MISSED):
            yield kept


def is_usual(booking: Booking) -> bool:
    """Return whether a talk is booked, and staff are not asked yet what became of it."""
    return str(booking.state) == "booked" and not booking.ended


def talk_state(booking: Booking) -> Text:
    """Return what is the matter with a talk."""
    state = "ended" if booking.ended and str(booking.state) == "booked" else str(booking.state)
    return Text("card-booking-state", {"state": state})


def requests_of(
    tx: Transaction,
    office: Office,
    now: datetime,
    *,
    key: str = "staff-today-request",
    lead: Callable[[StoredLead], Text] | None = None,
) -> list[Due]:
    """Return the times that are asked for and wait for an approval, whenever they are; said as `talks_of` says it."""
    if office.booking is None:
        return []
    from dialogs.booking.booking import State
    from dialogs.booking.shown import moment_label

    found: list[Due] = []
    ahead = tx.bookings_from(int(now.timestamp()), MOST_BOOKINGS)
    asked = [kept for kept in ahead if kept.booking.state is State.REQUESTED]
    # What ends first comes first.
    for kept in sorted(asked, key=lambda kept: kept.booking.until or 0):
        booking = kept.booking
        how: dict[str, Arg] = {
            "time": moment_label(booking.start or 0, office),
            "until": moment_label(booking.until or 0, office),
        }
        found += _said(tx, office, kept, Text(key, how), lead)
    return found


def _said(
    tx: Transaction, office: Office, kept: StoredBooking, text: Text, lead: Callable[[StoredLead], Text] | None
) -> Iterator[Due]:
    """Yield what is said of a talk: with whose it is, how it is held and by whom; nothing without a lead."""
    booking, stored = kept.booking, whole_lead(tx, kept.person)
    if stored is None:
        return
    way = office.way(booking.way)
    member = next((one for one in office.staff if one.id == booking.staff), None)
    whose: dict[str, Arg] = {"number": str(stored.record.number)}
    if lead is None:
        whose["name"] = Typed(stored.record.consented.name or "—")
    else:
        whose["lead"] = lead(stored)
    args: dict[str, Arg] = {
        **whose,
        "way": booking.way if way is None else way.label[LANGUAGE_OF_STAFF],
        "who": booking.staff if member is None else member.names[LANGUAGE_OF_STAFF],
    }
    yield Due(Text(text.key, {**text.args, **args}), kept.person)
