"""The office's calendars: when somebody is busy, what they are to show of bookings, and who may subscribe to what."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", _number, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("booking", _number, primary_key=True, autoincrement=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("wanted", _number, nullable=False),
        sa.Column("written", _number, nullable=False),
        sa.Column("next_try", _number),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("entries_person", "entries", ["person"])
    op.create_index("entries_next_try", "entries", ["next_try"])
    op.create_table(
        "feeds",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("feeds_owner", "feeds", ["owner", "kind"])


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
