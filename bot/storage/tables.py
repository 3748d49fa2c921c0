"""The tables. What tells about a person is in a sealed blob; outside it stands only what a query needs.

What anybody who holds the file can read: how many people, leads and runs there are; which records belong to one person
(by a random id) and over which channel; whether a person can be reached; what kind of message waits; what a messenger
calls our messages and those of a talk; which updates were seen, and how often a record was written (`version`); of a
lead, the hour it came as long as it waits for staff, the half-days it wishes for as long as it is open, and in which
hours staff did something with it; of a booking, when it is and which member of staff has it, as long as its time is
taken or was; who waits for a time in which order; when something is to be done about somebody, and its kind, so that
somebody wants to be reminded of something, and at times when it is morning where they are; which bookings the office's
own calendar shows, and who subscribed to theirs; of who writes by the website, how many browsers they have, how many
things of what kind are on their page, and how large a file is that they sent; how many browsers of staff are signed in;
of a lead, some figures that follow from parts of its name and contact, so cut down that many names share them. Not the
chat, nor anything else a person said or became: an address is found by a keyed hash (`finder`), and state and times of
a lead are sealed. Of figures can be read in which months how many different things happened how often, but not what.

Moments are seconds since 1970 (UTC), and coarse: `people.updated_at`, `sent_at` (of handles and of a talk), `audit.at`,
`made_at` (of the website) and `seen_at` (of updates, and of those that could not be read) are rounded down to the whole
hour, `leads.waits_since` up to it, `outbox.created_at` down to the whole minute, `timers.due` up to it;
`bookings.starts` is what was agreed. Exact ones, where somebody needs them, are sealed. What is sealed of a person is
filled up to a multiple of `PADDED` bytes, so that its length says little. Ids are random; an address has for its id the
finder it had first, or when the key was changed last. A sealed blob is bound to its table, its record, the person it
belongs to and, where there is one, the record's version; a lead to its number as well, an address to its finder, a
booking to where and when it stands, what is on a page to its handle.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

# The newest migration; a test holds it against the migrations themselves.
HEAD = "0010"
# The bytes a sealed value of a table is a multiple of. A table that is not here holds no personal data.
PADDED = {
    "people": 512,
    "addresses": 128,
    "runs": 1_024,
    # So that nearly all are of one length: how much was asked tells how far somebody is from the mark.
    "leads": 4_096,
    "bookings": 512,
    "talk": 256,
    "audit": 256,
    "saved_texts": 512,
    "staff": 256,
    "calendars": 4_096,
    "entries": 256,
    "feeds": 256,
    "web_sessions": 256,
    "web_events": 512,
    "web_files": 4_096,
    "desk_sessions": 256,
    "counters": 128,
    "profile_changes": 512,
    "outbox": 512,
}
HOUR, MINUTE = 3600, 60

metadata = MetaData()
_number = BigInteger().with_variant(Integer, "sqlite")
# Compared and put in order by its bytes everywhere, as Python and SQLite do, whatever language a server speaks.
_text = String().with_variant(String(collation="C"), "postgresql")

# Facts about this installation: the id of the key in use, where the staff group went, when it was last looked for what
# is kept for a time only.
memos = Table(
    "facts",
    metadata,
    Column("name", _text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# Updates already handled, so that one seen again changes nothing.
updates = Table(
    "updates",
    metadata,
    Column("channel", _text, primary_key=True),
    Column("update_key", _text, primary_key=True),
    Column("seen_at", Float, nullable=False),
    Index("updates_seen_at", "seen_at"),
)

# Updates that could not be read: which and of what kind, never what was in them.
unreadable = Table(
    "unreadable",
    metadata,
    Column("channel", _text, primary_key=True),
    Column("update_key", _text, primary_key=True),
    Column("kind", _text, nullable=False),
    Column("seen_at", Float, nullable=False),
    Index("unreadable_seen_at", "seen_at"),
)

# One record a person, however many addresses they have.
people = Table(
    "people",
    metadata,
    Column("id", _text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("people_updated_at", "updated_at"),
)

# Where a person can be written to. `finder` is a keyed hash of channel and chat id, the only way to find it.
addresses = Table(
    "addresses",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text, nullable=False),
    Column("channel", _text, nullable=False),
    Column("finder", _text, nullable=False, unique=True),
    Column("reachable", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("addresses_person", "person"),
)

# Every scoring that was shown, as history.
runs = Table(
    "runs",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("runs_person", "person"),
)

# One lead a person; `number` is what staff call it and is never used again. `changed` grows with every change of any
# lead, so that the newest change is found first. `waits_since` is empty where a lead is not to be shown again.
leads = Table(
    "leads",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("id", _text, nullable=False, unique=True),
    Column("person", _text, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("changed", _number, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("waits_since", Float),
    Index("leads_changed", "changed"),
    Index("leads_waits_since", "waits_since"),
    sqlite_autoincrement=True,
)

# The half-days that open leads wish for, so that they can be counted.
wishes = Table(
    "wishes",
    metadata,
    Column("half_day", _text, primary_key=True),
    Column("lead", _text, primary_key=True),
    Index("wishes_lead", "lead"),
)

# What was agreed to happen when, one record for each booking somebody made; `number` is never used again. `staff` and
# `starts` are those of a booking that takes its time or took it, and empty otherwise; `waits` grows with every booking
# that comes to wait for a time to become free, and is empty once it does not.
bookings = Table(
    "bookings",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("person", _text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("staff", _text),
    Column("starts", _number),
    Column("waits", _number),
    Column("sealed", LargeBinary, nullable=False),
    Index("bookings_person", "person"),
    Index("bookings_staff_starts", "staff", "starts"),
    Index("bookings_starts", "starts"),
    Index("bookings_waits", "waits"),
    sqlite_autoincrement=True,
)

# Whose pieces of time are whose booking's (`dialogs.booking.cells`): no two bookings of a member of staff share one.
cells = Table(
    "cells",
    metadata,
    Column("staff", _text, primary_key=True),
    Column("cell", _number, primary_key=True, autoincrement=False),
    Column("booking", _number, nullable=False),
    Index("cells_booking", "booking"),
    sqlite_with_rowid=False,
)

# What is to be looked at again at a moment: of each subject (a booking, a person) one timer of a kind, in the order in
# which they were set. `version` is that of the subject when it was set.
timers = Table(
    "timers",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("person", _text),
    Column("kind", _text, nullable=False),
    Column("subject", _text, nullable=False),
    Column("due", _number, nullable=False),
    Column("version", _number, nullable=False),
    UniqueConstraint("subject", "kind"),
    Index("timers_due", "due"),
    Index("timers_person", "person"),
    sqlite_autoincrement=True,
)

# Which message in the staff group is which in the client's chat: of each message of a talk one is the other's copy.
# `side` says who wrote it; `ours` is what the messenger calls the one in the group, `theirs` the one in the chat.
talk = Table(
    "talk",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text, nullable=False),
    Column("side", _text, nullable=False),
    Column("ours", _text),
    Column("theirs", _text),
    Column("sent_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("talk_ours", "person", "ours"),
    Index("talk_theirs", "person", "theirs"),
)

# What staff did with a lead, in order.
audit = Table(
    "audit",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", _text, nullable=False),
    Column("person", _text, nullable=False),
    Column("lead", _number, nullable=False),
    Column("at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("audit_person", "person"),
    sqlite_autoincrement=True,
)

# Texts that staff keep to answer with, and what staff chose for themselves.
saved_texts = Table(
    "saved_texts",
    metadata,
    Column("id", _text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
staff = Table(
    "staff",
    metadata,
    Column("id", _text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# The calendars that say when members of staff are busy; the version grows whenever one was read. The times, when it was
# read, and a hash of its address are sealed; nothing else that stands in a calendar is kept.
calendars = Table(
    "calendars",
    metadata,
    Column("id", _text, primary_key=True),
    Column("version", _number, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# What the office's own calendar has of a booking: `wanted` counts how often it was to be changed there, `written` is
# which of these changes it has. A record whose two differ waits from `next_try` on. It outlives its person, whose it is
# no more then, until nothing is left in the calendar. The entry's address and its tag there are sealed.
entries = Table(
    "entries",
    metadata,
    Column("booking", _number, primary_key=True, autoincrement=False),
    Column("person", _text, nullable=False),
    Column("wanted", _number, nullable=False),
    Column("written", _number, nullable=False),
    Column("next_try", _number),
    Column("sealed", LargeBinary, nullable=False),
    Index("entries_person", "person"),
    Index("entries_next_try", "next_try"),
)

# The addresses at which a calendar may be subscribed to: each has the id in it, and a secret, which is sealed. `owner`
# is a person or a member of staff, as `kind` says.
feeds = Table(
    "feeds",
    metadata,
    Column("id", _text, primary_key=True),
    Column("kind", _text, nullable=False),
    Column("owner", _text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("feeds_owner", "owner", "kind"),
)

# Browsers that may act for a person, and links by which one may begin to; `id` is a hash of the token, kept nowhere.
web_sessions = Table(
    "web_sessions",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("web_sessions_person", "person"),
    Index("web_sessions_made_at", "made_at"),
)

# What a person's page on the website shows, a record for each thing as it stands now. `seq` grows with every change;
# `place` is the number that it had first, empty where it never changed.
web_events = Table(
    "web_events",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", _text, nullable=False),
    Column("person", _text, nullable=False),
    Column("kind", _text, nullable=False),
    Column("handle", _text),
    Column("place", _number),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("id"),
    Index("web_events_person", "person", "seq"),
    Index("web_events_handle", "person", "handle"),
    sqlite_autoincrement=True,
)

# What clients sent by the website, in pieces ("file.number"), until it was passed on.
web_files = Table(
    "web_files",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("web_files_person", "person"),
    Index("web_files_made_at", "made_at"),
)

# Browsers in which members of staff are signed in, and links by which they may; `id` is a hash of the token.
desk_sessions = Table(
    "desk_sessions",
    metadata,
    Column("id", _text, primary_key=True),
    Column("made_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("desk_sessions_made_at", "made_at"),
)

# By which parts of words a lead is found: keyed hashes, cut down to a few bits (`bot.storage.desk`).
lead_parts = Table(
    "lead_parts",
    metadata,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("lead", _number, primary_key=True, autoincrement=False),
    Index("lead_parts_lead", "lead"),
    sqlite_with_rowid=False,
)

# How often something happened in a month: nobody's. `id` is a keyed hash of what is counted, which is sealed. Of where
# people came from a name is kept once several came from there, in a record without a month.
counters = Table(
    "counters",
    metadata,
    Column("id", _text, primary_key=True),
    Column("month", _text, nullable=False),
    Column("n", _number, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("counters_month", "month"),
    sqlite_with_rowid=False,
)

# What staff changed in the office's profile, in order: who, when, and the lines that changed.
profile_changes = Table(
    "profile_changes",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", _text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Our own names of messages (and topics), and what the messenger calls them once they are sent. `person` is empty where
# the message speaks of several; then `concerns` names them.
handles = Table(
    "handles",
    metadata,
    Column("id", _text, primary_key=True),
    Column("person", _text),
    Column("channel", _text, nullable=False),
    Column("message_id", _text, nullable=False),
    Column("sent_at", Float, nullable=False),
    Index("handles_person", "person"),
    Index("handles_channel", "channel", "message_id"),
)

# What is still to be sent, in order within a lane (a chat). A record is gone once it is delivered.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", _text, nullable=False),
    Column("channel", _text, nullable=False),
    Column("lane", _text, nullable=False),
    Column("kind", _text, nullable=False),
    Column("handle", _text),
    Column("person", _text),
    Column("state", _text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("id"),
    Index("outbox_state_seq", "state", "seq"),
    Index("outbox_person", "person"),
    Index("outbox_lane", "lane", "state", "seq"),
    Index("outbox_handle", "handle"),
    sqlite_autoincrement=True,
)

# Whose data a message carries, where that is not one person alone: `ref` is the message's handle.
concerns = Table(
    "concerns",
    metadata,
    Column("ref", _text, primary_key=True),
    Column("person", _text, primary_key=True),
    Index("concerns_person", "person"),
)

# What only one process may do at a time, and which does: its name is new at every start, `fence` grows whenever another
# one takes over, `ends_at` is by the database's clock. Empty on SQLite, where one process does everything.
leases = Table(
    "leases",
    metadata,
    Column("name", _text, primary_key=True),
    Column("owner", _text, nullable=False),
    Column("fence", _number, nullable=False),
    Column("ends_at", Float, nullable=False),
)


def whole(moment: float, step: int) -> float:
    """A moment rounded down to a whole hour or minute."""
    return float(moment // step * step)


def whole_after(moment: float, step: int) -> float:
    """A moment rounded up to a whole hour."""
    return float(-(-moment // step) * step)
