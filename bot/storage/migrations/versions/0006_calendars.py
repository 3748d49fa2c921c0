"""The office's calendars: when somebody is busy, what they are to show of bookings, and who may subscribe to what."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
oldest = "0005"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", _text, primary_key=True),
        sa.Column("version", _number, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("booking", _number, primary_key=True, autoincrement=False),
        sa.Column("person", _text, nullable=False),
        sa.Column("wanted", _number, nullable=False),
        sa.Column("written", _number, nullable=False),
        sa.Column("next_try", _number),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("entries_person", "entries", ["person"])
    op.create_index("entries_next_try", "entries", ["next_try"])
    op.create_table(
        "feeds",
        sa.Column("id", _text, primary_key=True),
        sa.Column("kind", _text, nullable=False),
        sa.Column("owner", _text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("feeds_owner", "feeds", ["owner", "kind"])


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
