"""A channel is called so: of an update seen, and of what waits to be sent, it stood under `bot`."""

from alembic import op

revision = "0004"
down_revision = "0003"
oldest = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE updates RENAME COLUMN bot TO channel")
    op.execute("ALTER TABLE outbox RENAME COLUMN bot TO channel")


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
