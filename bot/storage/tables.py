"""The tables. What tells about a person is in a sealed blob; outside it stands only what a query needs.

What anybody who holds the file can read: how many people, leads and runs there are; which records belong to one person
(by a random id) and over which channel; whether a person can be reached; what kind of message waits; what a messenger
calls our messages; which updates were seen, and how often a record was written (`version`); of a lead, the hour it came
as long as it waits for staff, and the half-days it wishes for as long as it is open. Not the chat, nor anything else a
person said or became: an address is found by a keyed hash (`finder`), and state and times of a lead are sealed.

Moments are seconds since 1970 (UTC), and coarse: `people.updated_at`, `handles.sent_at` and `seen_at` (of updates, and
of those that could not be read) are rounded down to the whole hour, `leads.waits_since` up to it, `outbox.created_at`
down to the whole minute. Exact ones, where somebody needs them, are sealed. What is sealed of a person is filled up to
a multiple of `PADDED` bytes, so
that its length says little. Ids are random; an address has for its id the finder it had first, or when the key was
changed last. A sealed blob is bound to its table, its record, the person it belongs to and, where there is one, the
record's version; a lead to its number as well, an address to its finder.
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
HEAD = "0004"
# The bytes a sealed value of a table is a multiple of. A table that is not here holds no personal data.
PADDED = {"people": 512, "addresses": 128, "runs": 256, "leads": 512, "outbox": 512}
HOUR, MINUTE = 3600, 60

metadata = MetaData()
_number = BigInteger().with_variant(Integer, "sqlite")

# Facts about this installation: the id of the key in use, where the staff group went, when it was last looked for what
# is kept for a time only.
memos = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# Updates already handled, so that one seen again changes nothing.
updates = Table(
    "updates",
    metadata,
    Column("channel", String, primary_key=True),
    Column("update_key", String, primary_key=True),
    Column("seen_at", Float, nullable=False),
    Index("updates_seen_at", "seen_at"),
)

# Updates that could not be read: which and of what kind, never what was in them.
unreadable = Table(
    "unreadable",
    metadata,
    Column("channel", String, primary_key=True),
    Column("update_key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("seen_at", Float, nullable=False),
    Index("unreadable_seen_at", "seen_at"),
)

# One record a person, however many addresses they have.
people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("people_updated_at", "updated_at"),
)

# Where a person can be written to. `finder` is a keyed hash of channel and chat id, the only way to find it.
addresses = Table(
    "addresses",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("finder", String, nullable=False, unique=True),
    Column("reachable", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("addresses_person", "person"),
)

# Every scoring that was shown, as history.
runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("runs_person", "person"),
)

# One lead a person; `number` is what staff call it and is never used again. `changed` grows with every change of any
# lead, so that the newest change is found first. `waits_since` is empty where a lead is not to be shown again.
leads = Table(
    "leads",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("person", String, nullable=False, unique=True),
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
    Column("half_day", String, primary_key=True),
    Column("lead", String, primary_key=True),
    Index("wishes_lead", "lead"),
)

# Our own names of messages (and topics), and what the messenger calls them once they are sent. `person` is empty where
# the message speaks of several; then `concerns` names them.
handles = Table(
    "handles",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String),
    Column("channel", String, nullable=False),
    Column("message_id", String, nullable=False),
    Column("sent_at", Float, nullable=False),
    Index("handles_person", "person"),
    Index("handles_channel", "channel"),
)

# What is still to be sent, in order within a lane (a chat). A record is gone once it is delivered.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("handle", String),
    Column("person", String),
    Column("state", String, nullable=False),
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
    Column("ref", String, primary_key=True),
    Column("person", String, primary_key=True),
    Index("concerns_person", "person"),
)


def whole(moment: float, step: int) -> float:
    """A moment rounded down to a whole hour or minute."""
    return float(moment // step * step)


def whole_after(moment: float, step: int) -> float:
    """A moment rounded up to a whole hour."""
    return float(-(-moment // step) * step)
