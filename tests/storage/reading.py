"""What tests read of a database that the product itself never reads so."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from bot.delivery.post import Post
from bot.storage.records import WAITING, open_post
from bot.storage.seal import Sealer
from bot.storage.tables import memos, outbox


def waiting_posts(connection: Connection, sealer: Sealer) -> list[Post]:
    """Posts to be sent, in order, in the clear."""
    statement = select(outbox).where(outbox.c.state.in_(WAITING)).order_by(outbox.c.seq)
    return [open_post(sealer, record) for record in connection.execute(statement)]


def memo(connection: Connection, sealer: Sealer, name: str) -> Any:
    """A memo about an installation, None when not known."""
    found = connection.execute(select(memos.c.sealed).where(memos.c.name == name))
    sealed = found.scalar_one_or_none()
    return None if sealed is None else sealer.open_json("facts", name, sealed)
