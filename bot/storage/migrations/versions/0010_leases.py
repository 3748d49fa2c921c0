"""Who may do what only one process may do at a time; and, on PostgreSQL, how tables that change all the time are kept.

There a record that changes leaves a dead one behind. These tables are small and change with each turn, so dead records
are taken out after some hundreds instead of a fifth of a table, and a page keeps room for the next state of a record.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
oldest = "0010"
branch_labels = None
depends_on = None

_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# Written with each turn, and mostly changed or gone soon after.
_BUSY = ("updates", "outbox", "timers", "people", "counters", "web_events", "leases")
_SETTINGS = (
    "fillfactor = 80",
    "autovacuum_vacuum_scale_factor = 0.02",
    "autovacuum_vacuum_threshold = 500",
    "autovacuum_analyze_scale_factor = 0.05",
    "autovacuum_vacuum_cost_delay = 1",
)


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", _text, primary_key=True),
        sa.Column("owner", _text, nullable=False),
        sa.Column("fence", _number, nullable=False),
        sa.Column("ends_at", sa.Float, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in _BUSY:
            op.execute(f"ALTER TABLE {table} SET ({', '.join(_SETTINGS)})")


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
