"""All that is kept of a person, as they get it in a file; the names that a messenger has for staff are staff's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.turns.ports import Transaction
from bot.turns.records import Feed, FeedKind, Pair, Person, StoredBooking
from dialogs.desk.matter import LeadRecord, Recorded
from dialogs.dialogue import Dialogue

# More than anybody's page has.
MOST_SHOWN = 100_000


def own_data(tx: Transaction, dialogue: Dialogue, person: Person, now: datetime) -> dict[str, Any]:
    """Return all that is stored about a person."""
    stored = tx.lead_of(person.id)
    desk = dialogue.around.office.desk_in(person.conversation.language)
    website = _website(tx, person)
    return {
        "chat": person.address.to,
        "chats": {address.channel: address.to for address in tx.addresses_of(person)},
        "conversation": dialogue.exported(person.conversation, now),
        "messages": person.inbox,
        "runs": tx.runs_of(person.id),
        "lead": None if stored is None else _lead(stored.record, tx.audit_of(person.id), desk),
        "bookings": [_booking(tx, kept, desk) for kept in tx.bookings_of(person.id)],
        "timers": [{"kind": timer.kind, "due": timer.due} for timer in tx.timers_of(person.id)],
        "calendar": _calendar(tx.feed_of(FeedKind.CLIENT, person.id), dialogue.around.links or ""),
        "talk": [_pair(pair) for pair in tx.talk_of(person.id)],
        **({"website": website} if any(website.values()) else {}),
    }


def _website(tx: Transaction, person: Person) -> dict[str, Any]:
    """The browsers that may act for them, and what stands on their page."""
    shown, _ = tx.web_page(person.id, None, MOST_SHOWN)
    return {
        "browsers": [
            {"made_at": one.made_at} for one in tx.web_sessions_of(person.id) if not one.is_link and one.until is None
        ],
        "page": [{"kind": event.kind, **event.payload} for event in shown],
    }


def _calendar(feed: Feed | None, base: str) -> dict[str, Any] | None:
    """The address of their talks for calendar apps, which is theirs alone to know."""
    return None if feed is None else {"address": f"{base}/calendar/{feed.name}", "made_at": feed.made_at}


def _booking(tx: Transaction, kept: StoredBooking, desk: str) -> dict[str, Any]:
    """A booking, with what the office's own calendar has of it."""
    stored = tx.entry(kept.booking.number)
    entry = {} if stored is None else {"office_calendar": stored.kept.to_json()}
    return {**kept.booking.to_json(), "staff": desk, **entry}


def _pair(pair: Pair) -> dict[str, Any]:
    """A message of a talk: which it was, and when."""
    return {name: value for name, value in asdict(pair).items() if name not in ("id", "person")}


def _lead(record: LeadRecord, recorded: Sequence[Recorded], desk: str) -> dict[str, Any]:
    """A lead, with what staff did."""
    kept = record.to_json()
    return {
        "number": record.number,
        "state": record.state,
        "taken_by": desk if record.taken_by else None,
        "checking": record.checking,
        "confirmed": list(record.confirmed),
        "acts": [{**act.to_json(), "by": desk} for act in recorded],
        "outcome": record.outcome or None,
        "corrections": [{**one.to_json(), "by": "employer" if one.on else desk} for one in record.corrections],
        "before": kept["before"],
        "missed": record.missed,
        "asks": [{**one.to_json(), "by": desk} for one in record.asks],
        "wrap_ups": [{**one.to_json(), "by": desk} for one in record.wrap_ups],
        "draft": None if record.draft is None else {**record.draft.to_json(), "by": desk},
        **record.consented.to_json(),
    }
