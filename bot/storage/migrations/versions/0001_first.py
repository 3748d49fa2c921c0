"""The first schema: people, runs, leads, updates seen, handles and the outbox, personal data sealed throughout."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
oldest = "0001"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "facts",
        sa.Column("name", _text, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "updates",
        sa.Column("bot", _text, primary_key=True),
        sa.Column("update_key", _text, primary_key=True),
        sa.Column("seen_at", sa.Float, nullable=False),
    )
    op.create_index("updates_seen_at", "updates", ["seen_at"])
    op.create_table(
        "people",
        sa.Column("id", _text, primary_key=True),
        sa.Column("finder", _text, nullable=False, unique=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("reachable", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_runs_person", "runs", ["person"])
    op.create_table(
        "leads",
        sa.Column("number", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False, unique=True),
        sa.Column("person", _text, nullable=False, unique=True),
        sa.Column("state", _text, nullable=False),
        sa.Column("rings", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handles",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("bot", _text, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("sent_at", sa.Float, nullable=False),
    )
    op.create_index("ix_handles_person", "handles", ["person"])
    op.create_table(
        "outbox",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False, unique=True),
        sa.Column("bot", _text, nullable=False),
        sa.Column("lane", _text, nullable=False),
        sa.Column("kind", _text, nullable=False),
        sa.Column("handle", _text),
        sa.Column("person", _text),
        sa.Column("state", _text, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("outbox_state_seq", "outbox", ["state", "seq"])
    op.create_index("ix_outbox_person", "outbox", ["person"])


def downgrade() -> None:
    for table in ("outbox", "handles", "leads", "runs", "people", "updates", "facts"):
        op.drop_table(table)
