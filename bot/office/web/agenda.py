"""The agenda: the talks of a day or a week, what waits for an approval, who waits for a time, and the calendars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.office.agenda import (
    MOST_BOOKINGS,
    is_due,
    is_usual,
    talk_state,
    talks_between,
    talks_by_person,
    whole_lead,
)
from bot.office.filters import waits_for_somebody
from bot.office.lead_list import LeadLine
from bot.office.moments import moment_of
from bot.office.web.leads import MOST_LOOKED_AT, LeadRow, row_of
from bot.office.web.visit import ShownPage, StaffVisit
from bot.turns.apply import Batch
from bot.turns.records import UNWRITTEN_MEMO, StoredBooking
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, Office, today

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

DAY, WEEK = "day", "week"
DAYS = {DAY: 1, WEEK: 7}
MOST_WAITING = 100
# Further from today nobody looks.
FURTHEST = timedelta(days=3_660)


@dataclass(frozen=True, slots=True)
class AgendaTalk:
    """A talk: when, whose, how it is held and by whom; `state` only where it is not simply booked.

    `approve` is the button that approves it, as on the lead's card; "" where there is nothing to approve.
    """

    at: str
    number: int
    name: Text
    way: str
    who: str
    state: Text | None
    until: Text | None = None
    approve: str = ""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day and its talks."""

    label: Text
    is_today: bool
    talks: Sequence[AgendaTalk]


@dataclass(frozen=True, slots=True)
class Calendar:
    """One of the office's calendars: when it was read last, and whether that is too long ago."""

    name: str
    read: Text | None
    is_behind: bool


async def show(visit: StaffVisit) -> ShownPage:
    """Show the agenda of a day, or of a week from a day on."""
    now_day = today(visit.parts.office, visit.now)
    view = visit.query("view") if visit.query("view") in DAYS else DAY
    first = _day_in(visit.query("day"), now_day)
    return await visit.looked(lambda batch: _made(visit, batch, view, first, now_day))


def _day_in(typed: str, now_day: date) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return now_day
    return day if abs(day - now_day) <= FURTHEST else now_day


def _made(visit: StaffVisit, batch: Batch, view: str, first: date, now_day: date) -> ShownPage:
    office, count = visit.parts.office, DAYS[view]
    leads, _ = batch.tx.newest_leads(MOST_LOOKED_AT)
    talks = talks_by_person(batch.tx, office, visit.now)
    line, work = LeadLine(office, now_day, talks=talks), [lead for lead in leads if lead.record.is_open]
    due: list[LeadRow] = [row_of(line, lead) for lead in sorted(work, key=line.due) if is_due(lead, now_day)]
    values = {
        "has_talks": office.booking is not None,
        "days": _days(batch, office, first, count, now_day),
        "view": view,
        "first": first.isoformat(),
        "before": (first - timedelta(days=count)).isoformat(),
        "after": (first + timedelta(days=count)).isoformat(),
        "requests": _requests(batch, office, visit.now),
        "waiting": _waiting(batch, office),
        "due": due,
        "new": sum(waits_for_somebody(lead, talks) for lead in work),
        "calendars": _calendars(visit, batch),
        "unwritten": _since(batch.tx.memo(UNWRITTEN_MEMO), office),
    }
    return ShownPage("agenda.html", values)


def _days(batch: Batch, office: Office, first: date, count: int, now_day: date) -> list[AgendaDay]:
    if office.booking is None:
        return []
    found: dict[date, list[AgendaTalk]] = {first + timedelta(days=n): [] for n in range(count)}
    for kept in talks_between(batch.tx, office, first, first + timedelta(days=count)):
        day = moment_of(kept.booking.start or 0, office.zone).date()
        state = None if is_usual(kept.booking) else talk_state(kept.booking)
        found[day] += _talk(batch, office, kept, _span(kept.booking, office), state)
    from dialogs.booking.shown import day_label

    return [AgendaDay(day_label(day), day == now_day, talks) for day, talks in found.items()]


def _span(booking: Booking, office: Office) -> str:
    begins, ends = moment_of(booking.start or 0, office.zone), moment_of(booking.end or 0, office.zone)
    return f"{begins:%H:%M}–{ends:%H:%M}"


def _talk(
    batch: Batch, office: Office, kept: StoredBooking, at: str, state: Text | None, until: Text | None = None
) -> Iterator[AgendaTalk]:
    """Yield what is said of a talk; nothing without a lead."""
    booking, stored = kept.booking, whole_lead(batch.tx, kept.person)
    if stored is None:
        return
    way = office.way(booking.way)
    member = office.member(booking.staff)
    yield AgendaTalk(
        at,
        stored.record.number,
        LeadLine(office, date.min).name(stored),
        booking.way if way is None else way.label[LANGUAGE_OF_STAFF],
        booking.staff if member is None else member.names[LANGUAGE_OF_STAFF],
        state,
        until,
        "" if until is None else f"approve:{stored.record.number}:{booking.number}",
    )


def _requests(batch: Batch, office: Office, now: datetime) -> list[AgendaTalk]:
    """Return the times that wait for an approval, whenever they are; what ends first comes first."""
    if office.booking is None:
        return []
    from dialogs.booking.shown import moment_label

    ahead = batch.tx.bookings_from(int(now.timestamp()), MOST_BOOKINGS)
    asked = sorted((k for k in ahead if str(k.booking.state) == "requested"), key=lambda k: k.booking.until or 0)
    found: list[AgendaTalk] = []
    for kept in asked:
        begins = moment_of(kept.booking.start or 0, office.zone)
        until = moment_label(kept.booking.until or 0, office)
        at = f"{begins:%Y-%m-%d} {_span(kept.booking, office)}"
        found += _talk(batch, office, kept, at, None, Text("desk-approve-until", {"until": until}))
    return found


def _waiting(batch: Batch, office: Office) -> list[AgendaTalk]:
    """Return who waits for a time to become free, in the order in which they are offered one."""
    if office.booking is None:
        return []
    found: list[AgendaTalk] = []
    for kept in batch.tx.waiting_list(MOST_WAITING):
        since = moment_of(kept.booking.asked_at, office.zone)
        found += _talk(batch, office, kept, f"{since:%Y-%m-%d %H:%M}", None)
    return found


def _calendars(visit: StaffVisit, batch: Batch) -> list[Calendar]:
    if not visit.parts.calendars:
        return []
    from bot.calendars.listing import rule_of
    from dialogs.booking.cells import MINUTE

    office = visit.parts.office
    oldest, found = visit.now.timestamp() - rule_of(office).stale_minutes * MINUTE, []
    for calendar in visit.parts.calendars:
        kept = batch.tx.calendar(calendar.id)
        read_at = kept.read_at if kept is not None and kept.where == calendar.where else None
        found.append(Calendar(calendar.name, _since(read_at, office), read_at is None or read_at < oldest))
    return found


def _since(moment: int | None, office: Office) -> Text | None:
    if moment is None:
        return None
    from dialogs.booking.shown import moment_label

    return moment_label(moment, office)


__all__ = ["show"]
