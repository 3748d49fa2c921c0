"""What an office has before it today: talks, days by which something must be done, and what waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.errors import SealError
from bot.office.lead_list import LeadLine, Listed
from bot.office.moments import begin_of, moment_of
from bot.turns.records import StoredLead
from dialogs.deadline import deadline_in
from dialogs.desk.matter import NEW
from dialogs.messages import Arg, Text, Typed
from dialogs.office import LANGUAGE_OF_STAFF, Office, today

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from bot.turns.ports import Transaction

MOST_LINES = 30
# Days by which something must be done are told so many days before.
DAYS_BEFORE = 7
MOST_TALKS = 200


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the agenda, and whose it is; a heading is nobody's."""

    text: Text
    person: str | None = None


def agenda(
    office: Office, now: datetime, talks: Sequence[Due], leads: Sequence[StoredLead], *, page: int
) -> list[Listed]:
    """Return a page of the agenda."""
    day, line = today(office, now), LeadLine(office, today(office, now))
    work = [lead for lead in leads if lead.record.is_open]
    due = sorted((lead for lead in work if _is_due(lead, day)), key=line.due)
    waiting = sorted((lead for lead in work if lead.record.state == NEW), key=lambda lead: lead.created_at)
    sections = (
        ("talks", list(talks)),
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
    return [heading, *due] if due else [Due(Text(f"staff-today-no-{name}"))]


def _is_due(lead: StoredLead, day: date) -> bool:
    deadline = deadline_in(lead.record.consented)
    return deadline is not None and deadline.day.first() <= day + timedelta(days=DAYS_BEFORE)


def whole_lead(tx: Transaction, person: str) -> StoredLead | None:
    """Return the lead of a person; None also where it is damaged, which keeps staff from nobody else's."""
    try:
        return tx.lead_of(person)
    except SealError:
        return None


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
    first, end = begin_of(day, office.zone), begin_of(day + timedelta(days=1), office.zone)
    if office.booking is None:
        return []
    from dialogs.booking.booking import State

    found = []
    for kept in tx.bookings_from(first, MOST_TALKS):
        booking, stored = kept.booking, whole_lead(tx, kept.person)
        if booking.start is None or booking.start >= end or stored is None:
            continue
        if booking.state not in (State.BOOKED, State.REQUESTED, State.KEPT, State.MISSED):
            continue
        way = office.way(booking.way)
        member = next((one for one in office.staff if one.id == booking.staff), None)
        whose: dict[str, Arg] = {"number": str(stored.record.number)}
        if lead is None:
            whose["name"] = Typed(stored.record.consented.name or "—")
        else:
            whose["lead"] = lead(stored)
        args: dict[str, Arg] = {
            **whose,
            "time": f"{moment_of(booking.start, office.zone):%H:%M}",
            "way": booking.way if way is None else way.label[LANGUAGE_OF_STAFF],
            "who": booking.staff if member is None else member.names[LANGUAGE_OF_STAFF],
            "state": Text("card-booking-state", {"state": booking.state.value}),
        }
        found.append(Due(Text(key, args), kept.person))
    return found
