"""The tables. Whatever tells about a person is in a sealed blob; columns outside it only serve to find and to order.

Moments are seconds since 1970 (UTC). Ids are random; a sealed blob is bound to its table and row id.
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
HEAD = "0001"

metadata = MetaData()
_number = BigInteger().with_variant(Integer, "sqlite")

# Facts about this installation: the id of the key in use, where the staff group went.
facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# Updates already handled, so that one seen again changes nothing.
updates = Table(
    "updates",
    metadata,
    Column("bot", String, primary_key=True),
    Column("update_key", String, primary_key=True),
    Column("seen_at", Float, nullable=False),
    Index("updates_seen_at", "seen_at"),
)

# One row a person; `finder` is a keyed hash of channel and chat id, the only way to find it.
people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("finder", String, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
)

# Every scoring that was shown, as history.
runs = Table(
    "runs",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("made_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

# One lead a person; `number` is what staff call it and is never used again.
leads = Table(
    "leads",
    metadata,
    Column("number", _number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("person", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("rings", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Our own names of messages (and topics), and what Telegram calls them once they are sent.
handles = Table(
    "handles",
    metadata,
    Column("id", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("bot", String, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("sent_at", Float, nullable=False),
)

# What is still to be sent, in order within a lane (a chat). A row is gone once it is delivered.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", _number, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False),
    Column("bot", String, nullable=False),
    Column("lane", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("handle", String),
    Column("person", String, index=True),
    Column("state", String, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("id"),
    Index("outbox_state_seq", "state", "seq"),
    sqlite_autoincrement=True,
)
