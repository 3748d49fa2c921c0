"""Stored records in the clear, and the way back into sealed ones. What is sealed of each table is decided here."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert, select, update

from bot.delivery.post import Post
from bot.errors import SealError
from bot.storage.seal import Sealer, displaced
from bot.storage.tables import (
    HOUR,
    MINUTE,
    PADDED,
    addresses,
    audit,
    leads,
    memos,
    people,
    whole,
    whole_after,
)
from bot.turns.records import (
    Address,
    EntryKept,
    Feed,
    Glimpse,
    Pair,
    Person,
    Sent,
    StoredBooking,
    StoredCalendar,
    StoredEntry,
    StoredLead,
    Timer,
)
from bot.turns.website import WebEvent, WebSession
from dialogs.conversation import Conversation
from dialogs.desk.matter import LeadRecord, Recorded
from dialogs.saved import SavedText

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking

log = logging.getLogger(__name__)
LEADS_AT_ONCE = 200
# The states of posts that are to be sent: in doubt are those whose error nobody knows.
WAITING = ("queued", "doubtful")
# Those of posts that did not arrive: given up, or in doubt.
FAILED = ("dead", "doubtful")

# A person's record together with one of their addresses.
PERSON_COLUMNS = (
    people.c.id,
    people.c.version,
    people.c.sealed,
    addresses.c.id.label("address"),
    addresses.c.channel,
    addresses.c.reachable,
    addresses.c.finder,
    addresses.c.sealed.label("sealed_address"),
)
PEOPLE = select(*PERSON_COLUMNS).select_from(addresses.join(people, people.c.id == addresses.c.person))


# --- people -----------------------------------------------------------------------------------------------------------


def finder_of(sealer: Sealer, channel: str, to: str) -> str:
    """The keyed hash an address is found by."""
    return sealer.fingerprint("person", channel, to)


def open_person(sealer: Sealer, record: Any, where: Mapping[str, Any] | None = None) -> Person:
    """A record of `people` with one of its addresses, in the clear; `where` is what is sealed of that, if open."""
    content = sealer.open_json("people", record.id, record.sealed, owner=record.id, version=record.version)
    if where is None:
        where = open_address(sealer, record.address, record.id, record.sealed_address)
    return Person(
        id=record.id,
        address=Address(record.address, record.channel, where["to"], bool(record.reachable)),
        conversation=Conversation.from_json(content["conversation"]),
        inbox=content["inbox"],
        version=record.version,
        created_at=content["created_at"],
        updated_at=content["updated_at"],
        acted=content.get("acted", {}),
        withheld=content.get("withheld", False),
        beside=content.get("beside", []),
        given=content.get("given", []),
        compared=content.get("compared", []),
    )


def open_address(sealer: Sealer, address: str, person: str, sealed: bytes) -> dict[str, Any]:
    """What is sealed of an address: the channel's id of the chat, and the language spoken there."""
    where: dict[str, Any] = sealer.open_json("addresses", address, sealed, owner=person)
    return where


def check_finder(sealer: Sealer, record: Any, to: str) -> None:
    """Refuse an address that is found by the hash of another one: whoever writes there would act for this person."""
    if record.finder not in sealer.fingerprints("person", record.channel, to):
        raise displaced("addresses")


def person_content(person: Person) -> dict[str, Any]:
    """What is sealed of a person."""
    content = {
        "conversation": person.conversation.to_json(),
        "inbox": person.inbox,
        "created_at": person.created_at,
        "updated_at": person.updated_at,
        "address": person.address.id,
    }
    # Hardly anybody has more than one address, or something that could not be told.
    more = {name: getattr(person, name) for name in ("acted", "withheld", "beside", "given", "compared")}
    return content | {name: value for name, value in more.items() if value}


def person_values(sealer: Sealer, person: Person, content: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The record of a person at their present version; `content` is what is sealed of them, if it was made already."""
    content = person_content(person) if content is None else content
    return {
        "id": person.id,
        "version": person.version,
        "updated_at": whole(person.updated_at, HOUR),
        "sealed": _sealed(sealer, "people", person.id, content, person.id, person.version),
    }


def address_values(sealer: Sealer, person: Person, address: Address | None = None) -> dict[str, Any]:
    """The record of an address of a person: without another, of the one they are at."""
    address = address or person.address
    content = {"to": address.to, "language": person.conversation.language}
    return {
        "id": address.id,
        "person": person.id,
        "channel": address.channel,
        "finder": finder_of(sealer, address.channel, address.to),
        "reachable": address.reachable,
        "sealed": _sealed(sealer, "addresses", address.id, content, person.id),
    }


# --- leads and runs ---------------------------------------------------------------------------------------------------


def open_lead(sealer: Sealer, record: Any) -> StoredLead:
    """A record of `leads` in the clear."""
    content = sealer.open_json("leads", record.id, record.sealed, owner=record.person, version=record.version)
    if content["number"] != record.number:
        # What staff press, or `intake forget` names, would be done to somebody else.
        raise displaced("leads")
    return StoredLead(
        id=record.id,
        person=record.person,
        record=LeadRecord.from_json(content),
        created_at=content["created_at"],
        updated_at=content["updated_at"],
        version=record.version,
    )


def lead_values(sealer: Sealer, stored: StoredLead) -> dict[str, Any]:
    """The record of a lead at its present version."""
    content = {
        **stored.record.to_json(),
        "created_at": stored.created_at,
        "updated_at": stored.updated_at,
    }
    return {
        "id": stored.id,
        "person": stored.person,
        "version": stored.version,
        "waits_since": waits_since(stored),
        "sealed": _sealed(sealer, "leads", stored.id, content, stored.person, stored.version),
    }


def waits_since(stored: StoredLead) -> float | None:
    """The end of the hour since which a lead waits for staff, None where it is not to be shown again."""
    moment = stored.record.waits_since
    return None if moment is None else whole_after(moment, HOUR)


def run_values(sealer: Sealer, run_id: str, person: str, made_at: float, run: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a scoring that was shown."""
    content = {"run": dict(run), "made_at": made_at}
    return {"id": run_id, "person": person, "sealed": _sealed(sealer, "runs", run_id, content, person)}


def without(run: Mapping[str, Any], answers: Collection[str]) -> dict[str, Any]:
    """A scoring without some of the answers that it was made of."""
    kept = {name: value for name, value in run.get("answers", {}).items() if name not in answers}
    return {**run, "answers": kept} if "answers" in run else {**run}


def open_run(sealer: Sealer, record: Any) -> tuple[float, Any]:
    """When a scoring was shown, and the scoring."""
    content = sealer.open_json("runs", record.id, record.sealed, owner=record.person)
    return content["made_at"], content["run"]


def audit_values(sealer: Sealer, audit_id: str, person: str, lead: int, recorded: Recorded) -> dict[str, Any]:
    """The record of what staff did with a lead."""
    return {
        "id": audit_id,
        "person": person,
        "lead": lead,
        "at": whole(recorded.at, HOUR),
        "sealed": _sealed(sealer, "audit", audit_id, recorded.to_json(), person),
    }


def open_audit(sealer: Sealer, record: Any) -> Recorded:
    """A record of `audit` in the clear."""
    return Recorded.from_json(sealer.open_json("audit", record.id, record.sealed, owner=record.person))


def saved_values(sealer: Sealer, saved: SavedText) -> dict[str, Any]:
    """The record of a text that staff keep."""
    return {"id": saved.id, "sealed": _sealed(sealer, "saved_texts", saved.id, saved.to_json(), "")}


def open_saved(sealer: Sealer, record: Any) -> SavedText:
    """A record of `saved_texts` in the clear."""
    return SavedText.from_json(record.id, sealer.open_json("saved_texts", record.id, record.sealed))


# --- bookings, timers, talk -------------------------------------------------------------------------------------------


def stands_at(booking: Booking) -> tuple[str | None, int | None]:
    """Whose time a booking takes or took, and from when: as long as that is so, it stands outside the seal."""
    return (booking.staff, booking.start) if booking.occupies else (None, None)


def waits(booking: Booking) -> bool:
    """Whether a booking waits for a time to become free."""
    from dialogs.booking.booking import State

    return booking.state is State.WAITING


def booking_values(sealer: Sealer, stored: StoredBooking) -> dict[str, Any]:
    """The record of a booking at its present version."""
    booking, number = stored.booking, str(stored.booking.number)
    staff, starts = stands_at(booking)
    return {
        "person": stored.person,
        "version": stored.version,
        "staff": staff,
        "starts": starts,
        "waits": stored.waits,
        "sealed": _sealed(sealer, "bookings", number, booking.to_json(), stored.person, stored.version),
    }


def open_booking(sealer: Sealer, record: Any) -> StoredBooking:
    """A record of `bookings` in the clear."""
    from dialogs.booking.booking import Booking

    number = str(record.number)
    content = sealer.open_json("bookings", number, record.sealed, owner=record.person, version=record.version)
    booking = Booking.from_json(content)
    if stands_at(booking) != (record.staff, record.starts):
        # It would be found where it is not, and not found where it is.
        raise displaced("bookings")
    return StoredBooking(record.person, booking, record.version, record.waits)


def by_the_minute(timer: Timer) -> Timer:
    """A timer as it is kept: its moment by the minute, and never before it."""
    return replace(timer, due=int(whole_after(timer.due, MINUTE)))


def open_timer(record: Any) -> Timer:
    """A record of `timers`, of which nothing is sealed."""
    return Timer(record.kind, record.subject, record.due, record.version, record.person)


def pair_values(sealer: Sealer, pair: Pair) -> dict[str, Any]:
    """The record of a message of a talk and its copy."""
    content = {"sent_at": pair.sent_at, "is": [pair.side, pair.ours, pair.theirs], "kept": dict(pair.kept)}
    return {
        "id": pair.id,
        "person": pair.person,
        "side": pair.side,
        "ours": pair.ours,
        "theirs": pair.theirs,
        "sent_at": whole(pair.sent_at, HOUR),
        "sealed": _sealed(sealer, "talk", pair.id, content, pair.person),
    }


def open_pair(sealer: Sealer, record: Any) -> Pair:
    """A record of `talk` in the clear."""
    content = sealer.open_json("talk", record.id, record.sealed, owner=record.person)
    side, ours, theirs = content["is"]
    if (side, ours, theirs) != (record.side, record.ours, record.theirs):
        # An answer would go to another message than it was meant for.
        raise displaced("talk")
    return Pair(record.id, record.person, side, ours, theirs, content["sent_at"], content["kept"])


def feed_values(sealer: Sealer, feed: Feed) -> dict[str, Any]:
    """The record of a feed."""
    sealed = _sealed(sealer, "feeds", feed.id, feed.to_json(), feed.owner)
    return {"id": feed.id, "kind": str(feed.kind), "owner": feed.owner, "sealed": sealed}


def open_feed(sealer: Sealer, record: Any) -> Feed:
    """A record of `feeds` in the clear."""
    feed = Feed.from_json(sealer.open_json("feeds", record.id, record.sealed, owner=record.owner))
    if feed.kind != record.kind:
        # It would show the talks of somebody else, and be erased with nobody.
        raise displaced("feeds")
    return feed


# --- calendars --------------------------------------------------------------------------------------------------------


def calendar_values(sealer: Sealer, stored: StoredCalendar) -> dict[str, Any]:
    """The record of a calendar at its present version."""
    sealed = _sealed(sealer, "calendars", stored.id, stored.to_json(), "", stored.version)
    return {"id": stored.id, "version": stored.version, "sealed": sealed}


def open_calendar(sealer: Sealer, record: Any) -> StoredCalendar:
    """A record of `calendars` in the clear."""
    content = sealer.open_json("calendars", record.id, bytes(record.sealed), version=record.version)
    return StoredCalendar.from_json(record.id, content, record.version)


def entry_values(sealer: Sealer, stored: StoredEntry) -> dict[str, Any]:
    """The record of an entry in the office's calendar."""
    return {
        "booking": stored.booking,
        "person": stored.person,
        "wanted": stored.wanted,
        "written": stored.written,
        "next_try": None if stored.next_try is None else int(whole(stored.next_try, MINUTE)),
        "sealed": _sealed(sealer, "entries", str(stored.booking), stored.kept.to_json(), stored.person),
    }


def open_entry(sealer: Sealer, record: Any) -> StoredEntry:
    """A record of `entries` in the clear."""
    kept = sealer.open_json("entries", str(record.booking), record.sealed, owner=record.person)
    place = record.booking, record.person, record.wanted, record.written, record.next_try
    return StoredEntry(*place, EntryKept.from_json(kept))


# --- the website ------------------------------------------------------------------------------------------------------


def session_values(sealer: Sealer, session: WebSession) -> dict[str, Any]:
    """The record of a session on the website."""
    return {
        "id": session.id,
        "person": session.person,
        "made_at": whole(session.made_at, HOUR),
        "sealed": _sealed(sealer, "web_sessions", session.id, session.to_json(), session.person),
    }


def open_session(sealer: Sealer, record: Any) -> WebSession:
    """A record of `web_sessions` in the clear."""
    content = sealer.open_json("web_sessions", record.id, record.sealed, owner=record.person)
    return WebSession.from_json(record.id, record.person, content)


def event_values(sealer: Sealer, event: WebEvent, place: int | None) -> dict[str, Any]:
    """The record of what is on a page, but for its number."""
    content = {"handle": event.handle, "kind": event.kind, "payload": dict(event.payload)}
    return {
        "id": event.id,
        "person": event.person,
        "kind": event.kind,
        "handle": event.handle,
        "place": place,
        "sealed": _sealed(sealer, "web_events", event.id, content, event.person),
    }


def open_event(sealer: Sealer, record: Any) -> WebEvent:
    """A record of `web_events` in the clear."""
    content = sealer.open_json("web_events", record.id, record.sealed, owner=record.person)
    if (content["handle"], content["kind"]) != (record.handle, record.kind):
        # What is pressed there would be another question's.
        raise displaced("web_events")
    place = record.seq if record.place is None else record.place
    return WebEvent(record.id, record.person, record.kind, content["payload"], record.handle, record.seq, place)


def piece_values(sealer: Sealer, person: str, piece_id: str, piece: bytes, made_at: float) -> dict[str, Any]:
    """The record of a piece of a file."""
    content = b64encode(piece).decode()
    sealed = _sealed(sealer, "web_files", piece_id, content, person)
    return {"id": piece_id, "person": person, "made_at": whole(made_at, HOUR), "sealed": sealed}


def open_piece(sealer: Sealer, record: Any) -> bytes:
    """A record of `web_files` in the clear."""
    return b64decode(sealer.open_json("web_files", record.id, record.sealed, owner=record.person))


# --- what is to be sent, and was --------------------------------------------------------------------------------------


def post_values(sealer: Sealer, post: Post, state: str, created_at: float) -> dict[str, Any]:
    """The record of a post."""
    return {
        "id": post.id,
        "channel": post.channel,
        "lane": post.lane,
        "kind": post.kind,
        "handle": post.handle,
        "person": post.person,
        "state": state,
        "created_at": whole(created_at, MINUTE),
        "sealed": _sealed(sealer, "outbox", post.id, post.payload, post.person or ""),
    }


def open_post(sealer: Sealer, record: Any) -> Post:
    """A record of `outbox` in the clear."""
    payload = sealer.open_json("outbox", record.id, record.sealed, owner=record.person or "")
    return Post(record.seq, record.id, record.channel, record.lane, record.kind, record.handle, record.person, payload)


def sent_message(record: Any) -> Sent:
    """A record of `handles`. Its moment was rounded down; what counts is the latest it may have been sent."""
    return Sent(record.id, record.channel, record.message_id, record.sent_at + HOUR)


def _sealed(sealer: Sealer, table: str, row_id: str, content: object, owner: str, version: int = 0) -> bytes:
    return sealer.seal_json(table, row_id, content, owner=owner, version=version, pad=PADDED[table])


# --- for those who only read ------------------------------------------------------------------------------------------


def lead_numbers(connection: Connection) -> list[int]:
    """The numbers of all leads, newest change first; nothing is opened."""
    found = connection.execute(select(leads.c.number).where(leads.c.changed > 0).order_by(leads.c.changed.desc()))
    return list(found.scalars())


def leads_numbered(connection: Connection, sealer: Sealer, numbers: list[int]) -> list[StoredLead]:
    """The leads of these numbers in their order; those erased meanwhile are left out, and those that are damaged."""
    by_number = {}
    for record in connection.execute(select(leads).where(leads.c.number.in_(numbers))):
        try:
            by_number[record.number] = open_lead(sealer, record)
        except SealError:
            log.error("lead %d cannot be opened (damaged), and is left out", record.number)
    return [by_number[number] for number in numbers if number in by_number]


def numbers_of(connection: Connection, people_ids: Collection[str]) -> dict[str, int]:
    """The number of the lead of each of some people; nothing is opened."""
    found = connection.execute(select(leads.c.person, leads.c.number).where(leads.c.person.in_(people_ids)))
    return {record.person: record.number for record in found}


def people_after(connection: Connection, sealer: Sealer, person_id: str, most: int) -> list[Glimpse]:
    """Some people in the order of their ids, after one of them; of a damaged one there is no conversation."""
    beside = people.outerjoin(leads, leads.c.person == people.c.id)
    columns = people.c.id, people.c.version, people.c.sealed, leads.c.number
    statement = select(*columns).select_from(beside).where(people.c.id > person_id).order_by(people.c.id).limit(most)
    return [
        Glimpse(record.id, record.number, _conversation_of(sealer, record)) for record in connection.execute(statement)
    ]


def _conversation_of(sealer: Sealer, record: Any) -> Conversation | None:
    try:
        content = sealer.open_json("people", record.id, record.sealed, owner=record.id, version=record.version)
    except SealError:
        return None
    return Conversation.from_json(content["conversation"])


def audits_of(connection: Connection, sealer: Sealer, people_ids: Collection[str]) -> dict[str, list[Recorded]]:
    """What staff did with the leads of some people, oldest first, without what is damaged."""
    statement = select(audit).where(audit.c.person.in_(people_ids)).order_by(audit.c.seq)
    found: dict[str, list[Recorded]] = {}
    for record in connection.execute(statement):
        try:
            found.setdefault(record.person, []).append(open_audit(sealer, record))
        except SealError:
            log.error("an act of staff with lead %d cannot be opened (damaged), and is left out", record.lead)
    return found


def parts(numbers: list[int], size: int = LEADS_AT_ONCE) -> Iterator[list[int]]:
    """A long list in parts."""
    rest = iter(numbers)
    while part := list(islice(rest, size)):
        yield part


def set_memo(connection: Connection, sealer: Sealer, name: str, value: object) -> None:
    """Remember a memo about this installation, sealed."""
    put_memo(connection, name, sealer.seal_json("facts", name, value))


def put_memo(connection: Connection, name: str, sealed: bytes) -> None:
    """Write a memo in the place of the one that is there."""
    if not connection.execute(update(memos).where(memos.c.name == name).values(sealed=sealed)).rowcount:
        connection.execute(insert(memos).values(name=name, sealed=sealed))
