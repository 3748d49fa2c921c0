"""Which talks stand in a calendar that is subscribed to, read anew each time. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.sheets.calendar import CalendarEntry, uid_of
from bot.turns.entries import entry_of
from bot.turns.ports import Transaction
from bot.turns.records import Feed, FeedKind, StoredBooking
from bot.words.words import Words
from dialogs.booking.booking import Booking, State
from dialogs.booking.rules import StaffMember
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, Office

# What took place stays for so long; a calendar that is subscribed to has nothing of its own.
PAST_KEPT = timedelta(days=30)
# More than a member of staff has ahead of them.
MOST = 1_000
# What was called off lately is among so many bookings that take no time.
MOST_CALLED_OFF = 200
_TALKS = frozenset({State.BOOKED, State.KEPT, State.MISSED})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose talks a feed shows: in which language, and how their calendar is called."""

    kind: FeedKind
    language: str
    title: Text


def owner_of(tx: Transaction, office: Office, feed: Feed) -> Owner | None:
    """Return whose talks a feed shows; None of somebody who is not there any more."""
    if feed.kind is FeedKind.STAFF:
        member = _member(office, feed)
        if member is None:
            return None
        name = office.in_language(member.names, LANGUAGE_OF_STAFF)
        return Owner(feed.kind, LANGUAGE_OF_STAFF, Text("feed-title-staff", {"name": name}))
    person = tx.whole_person(feed.owner)
    if person is None:
        return None
    language = person.conversation.language
    return Owner(feed.kind, language, Text("feed-title", {"office": office.in_language(office.names, language)}))


def _member(office: Office, feed: Feed) -> StaffMember | None:
    """Return the member of staff of a feed, who may have left, or whose id somebody else may have now."""
    member = office.member(feed.owner)
    return member if member is not None and str(member.telegram) == feed.account else None


def entries_of(
    tx: Transaction, words: Words, office: Office, feed: Feed, owner: Owner, now: datetime
) -> list[CalendarEntry]:
    """Return what stands in the calendar of a feed, in the order of its talks' times."""
    moment = int(now.timestamp())
    if feed.kind is FeedKind.CLIENT:
        found = [stored.booking for stored in tx.bookings_of(feed.owner)]
        entries = [entry_of(words, office, booking, owner.language) for booking in _shown(found, moment)]
    else:
        entries = list(_entries_of_staff(tx, office, feed.owner, moment))
    return sorted(entries, key=lambda entry: (entry.begins, entry.uid))


def _shown(bookings: Iterable[Booking], moment: int) -> Iterator[Booking]:
    """Yield the talks to be shown of some bookings.

    One that is called off stays, as such, until its time is over: some programs keep what merely vanishes. Of a
    request it is not known whether it had been approved; it vanishes.
    """
    since = moment - int(PAST_KEPT.total_seconds())
    for booking in bookings:
        was_agreed = booking.start is not None and booking.replaces is None and not booking.on_request
        is_off = booking.state is State.CANCELLED and was_agreed
        ends = booking.end or 0
        if (booking.state in _TALKS and ends > since) or (is_off and ends > moment):
            yield booking


def _entries_of_staff(tx: Transaction, office: Office, member: str, moment: int) -> Iterator[CalendarEntry]:
    """Yield the talks of a member of staff: the number of the lead and the way; a name where the profile says so."""
    since = moment - int(PAST_KEPT.total_seconds())
    off = [kept for kept in tx.bookings_without_time(MOST_CALLED_OFF) if kept.booking.staff == member]
    kept = [*tx.bookings_from(since, MOST, member), *off]
    shown = {booking.number for booking in _shown((one.booking for one in kept), moment)}
    mine = [one for one in kept if one.booking.number in shown]
    leads = tx.lead_numbers_of({one.person for one in mine})
    shows_names = office.calendar is not None and office.calendar.shows_names
    opened = tx.leads_numbered(leads.values()) if shows_names else ()
    names = {lead.person: lead.record.consented.name or "" for lead in opened}
    yield from (_entry_of_staff(office, one, leads.get(one.person), names.get(one.person, "")) for one in mine)


def _entry_of_staff(office: Office, kept: StoredBooking, lead: int | None, name: str) -> CalendarEntry:
    booking, way = kept.booking, office.way(kept.booking.way)
    label = booking.way if way is None else office.in_language(way.label, LANGUAGE_OF_STAFF)
    return CalendarEntry(
        uid=uid_of(booking.number, office.key),
        sequence=booking.sequence,
        begins=_utc(booking.start),
        ends=_utc(booking.end),
        summary=" ".join(filter(None, ("" if lead is None else f"#{lead}", label, name))),
        place=booking.room or "",
        is_cancelled=booking.state is State.CANCELLED,
    )


def _utc(seconds: int | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)
