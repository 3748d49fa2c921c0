"""Bookings with the time they take, timers, talk, what staff keep; what staff did stands in a table of its own.

What was recorded with a lead moves into `audit`, in its order. A lead that cannot be opened keeps what is in it, and
stops nobody.
"""

import secrets
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.errors import SealError
from bot.storage.seal import Sealer

revision = "0005"
down_revision = "0004"
oldest = "0005"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_PAGE = 500
_LEADS_PADDED, _AUDIT_PADDED = 4_096, 256
_HOUR = 3600


def upgrade() -> None:
    _make_bookings()
    _make_timers()
    _make_talk_and_audit()
    _move_acts(op.get_bind(), context.config.attributes["sealer"])


def _make_bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("number", _number, primary_key=True, autoincrement=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("staff", _text),
        sa.Column("starts", _number),
        sa.Column("waits", _number),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("bookings_person", "bookings", ["person"])
    op.create_index("bookings_staff_starts", "bookings", ["staff", "starts"])
    op.create_index("bookings_starts", "bookings", ["starts"])
    op.create_index("bookings_waits", "bookings", ["waits"])
    op.create_table(
        "cells",
        sa.Column("staff", _text, primary_key=True),
        sa.Column("cell", _number, primary_key=True, autoincrement=False),
        sa.Column("booking", _number, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("cells_booking", "cells", ["booking"])


def _make_timers() -> None:
    op.create_table(
        "timers",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("person", _text),
        sa.Column("kind", _text, nullable=False),
        sa.Column("subject", _text, nullable=False),
        sa.Column("due", _number, nullable=False),
        sa.Column("version", _number, nullable=False),
        sa.UniqueConstraint("subject", "kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("timers_due", "timers", ["due"])
    op.create_index("timers_person", "timers", ["person"])


def _make_talk_and_audit() -> None:
    op.create_table(
        "talk",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("side", _text, nullable=False),
        sa.Column("ours", _text),
        sa.Column("theirs", _text),
        sa.Column("sent_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("talk_ours", "talk", ["person", "ours"])
    op.create_index("talk_theirs", "talk", ["person", "theirs"])
    # Staff answer by writing in a topic: whose it is is found by its number.
    op.drop_index("handles_channel", "handles")
    op.create_index("handles_channel", "handles", ["channel", "message_id"])
    op.create_table(
        "audit",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False),
        sa.Column("person", _text, nullable=False),
        sa.Column("lead", _number, nullable=False),
        sa.Column("at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("audit_person", "audit", ["person"])
    for name in ("saved_texts", "staff"):
        op.create_table(
            name,
            sa.Column("id", _text, primary_key=True),
            sa.Column("sealed", sa.LargeBinary, nullable=False),
        )


# --- what staff did ---------------------------------------------------------------------------------------------------


def _move_acts(connection: sa.Connection, sealer: Sealer) -> None:
    keep = sa.text("INSERT INTO audit (id, person, lead, at, sealed) VALUES (:id, :person, :lead, :at, :sealed)")
    change = sa.text("UPDATE leads SET sealed = :sealed WHERE number = :number")
    for row in _leads(connection):
        try:
            content = sealer.open_json("leads", row.id, row.sealed, owner=row.person, version=row.version)
        except SealError:
            continue
        for act in content.pop("acts", ()):
            name = secrets.token_hex(16)
            sealed = sealer.seal_json("audit", name, act, owner=row.person, pad=_AUDIT_PADDED)
            place = {"id": name, "person": row.person, "lead": row.number, "at": act["at"] // _HOUR * _HOUR}
            connection.execute(keep, {**place, "sealed": sealed})
        sealed = sealer.seal_json("leads", row.id, content, owner=row.person, version=row.version, pad=_LEADS_PADDED)
        connection.execute(change, {"number": row.number, "sealed": sealed})


def _leads(connection: sa.Connection) -> Iterator[Any]:
    """Every lead, some at a time, by its number."""
    page = sa.text("SELECT * FROM leads WHERE number > :after ORDER BY number LIMIT :most")
    after = 0
    while rows := connection.execute(page, {"after": after, "most": _PAGE}).all():
        yield from rows
        after = rows[-1].number


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
