"""The chat on the office's own website: who is signed in, what their page shows, and the files they sent."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
oldest = "0005"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "web_sessions",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("web_sessions_person", "web_sessions", ["person"])
    op.create_index("web_sessions_made_at", "web_sessions", ["made_at"])
    op.create_table(
        "web_events",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False),
        sa.Column("person", _text, nullable=False),
        sa.Column("kind", _text, nullable=False),
        sa.Column("handle", _text),
        sa.Column("place", _number),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("web_events_person", "web_events", ["person", "seq"])
    op.create_index("web_events_handle", "web_events", ["person", "handle"])
    op.create_table(
        "web_files",
        sa.Column("id", _text, primary_key=True),
        sa.Column("person", _text, nullable=False),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("web_files_person", "web_files", ["person"])
    op.create_index("web_files_made_at", "web_files", ["made_at"])


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
