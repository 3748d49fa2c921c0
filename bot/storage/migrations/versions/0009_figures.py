"""What is counted of nobody, and what staff changed in the office's profile."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
oldest = "0008"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("id", _text, primary_key=True),
        sa.Column("month", _text, nullable=False),
        sa.Column("n", _number, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("counters_month", "counters", ["month"])
    op.create_table(
        "profile_changes",
        sa.Column("seq", _number, primary_key=True, autoincrement=True),
        sa.Column("id", _text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
