"""Since when a lead waits to be shown again, and which half-days leads wish for.

Leads of earlier versions do not wait: an office that never pressed "done" would see all of them again at once. The
half-days they wish for are counted like any other; one that cannot be opened has none, and stops nobody.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from bot.errors import SealError
from bot.storage.seal import Sealer

revision = "0003"
down_revision = "0002"
oldest = "0003"
branch_labels = None
depends_on = None

_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")

_PAGE = 500
_OPEN = ("new", "taken")


def upgrade() -> None:
    op.add_column("leads", sa.Column("waits_since", sa.Float))
    op.create_index("leads_waits_since", "leads", ["waits_since"])
    op.create_table(
        "wishes",
        sa.Column("half_day", _text, primary_key=True),
        sa.Column("lead", _text, primary_key=True),
    )
    op.create_index("wishes_lead", "wishes", ["lead"])
    _carry_wishes(op.get_bind(), context.config.attributes["sealer"])


def _carry_wishes(connection: sa.Connection, sealer: Sealer) -> None:
    wishes = sa.table("wishes", sa.column("half_day"), sa.column("lead"))
    for row in _leads(connection):
        try:
            content = sealer.open_json("leads", row.id, row.sealed, owner=row.person, version=row.version)
        except SealError:
            continue
        if content["state"] in _OPEN:
            for half_day in dict.fromkeys(content["lead"].get("half_days") or ()):
                connection.execute(wishes.insert().values(half_day=half_day, lead=row.id))


def _leads(connection: sa.Connection) -> Iterator[Any]:
    """Every lead, some at a time, by its number."""
    page = sa.text("SELECT * FROM leads WHERE number > :after ORDER BY number LIMIT :most")
    after = 0
    while rows := connection.execute(page, {"after": after, "most": _PAGE}).all():
        yield from rows
        after = rows[-1].number


def downgrade() -> None:
    raise NotImplementedError("restore the copy of the database made before the update")
