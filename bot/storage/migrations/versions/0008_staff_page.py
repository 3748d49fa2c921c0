"""The staff's page: who is signed in there, and by what leads are found."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
oldest = "0008"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "desk_sessions",
        sa.Column("id", _text, primary_key=True),
        sa.Column("made_at", sa.Float, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("desk_sessions_made_at", "desk_sessions", ["made_at"])
    op.create_table(
        "lead_parts",
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("lead", _number, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("lead_parts_lead", "lead_parts", ["lead"])


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
