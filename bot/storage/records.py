"""Stored rows in the clear: people, leads, what waits to be sent, facts; and the way back into sealed rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.delivery.post import Post
from bot.storage.seal import Sealer
from bot.storage.tables import facts, handles, leads, outbox
from bot.turns.records import Address, Person, StoredLead
from dialogs.conversation import Conversation
from dialogs.lead import Lead


def open_person(sealer: Sealer, row: Any) -> Person:
    """A row of `people` in the clear."""
    content = sealer.open_json("people", row.id, row.sealed)
    return Person(
        id=row.id,
        address=Address(row.finder, content["conversation"]["channel"], content["chat"], row.reachable),
        conversation=Conversation.from_json(content["conversation"]),
        inbox=content["inbox"],
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def open_lead(sealer: Sealer, row: Any) -> StoredLead:
    """A row of `leads` in the clear."""
    content = sealer.open_json("leads", row.id, row.sealed)
    return StoredLead(
        number=row.number,
        id=row.id,
        person=row.person,
        state=row.state,
        lead=Lead.from_json(content["lead"]),
        taken_by=content["taken_by"],
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
        checking=content.get("checking", False),
        confirmed=content.get("confirmed", []),
        taken_by_id=content.get("taken_by_id"),
    )


def all_leads(connection: Connection, sealer: Sealer) -> list[StoredLead]:
    """Every lead, newest change first."""
    order = (leads.c.updated_at.desc(), leads.c.number.desc())
    return [open_lead(sealer, row) for row in connection.execute(select(leads).order_by(*order))]


def load_rows(connection: Connection, sealer: Sealer, *, after: int = 0, lane: str | None = None) -> list[Post]:
    """Queued outbox rows in order, in the clear."""
    statement = (
        select(outbox).where(outbox.c.state.in_(("queued", "doubtful")), outbox.c.seq > after).order_by(outbox.c.seq)
    )
    if lane is not None:
        statement = statement.where(outbox.c.lane == lane)
    return [
        Post(r.seq, r.id, r.bot, r.lane, r.kind, r.handle, r.person, sealer.open_json("outbox", r.id, r.sealed))
        for r in connection.execute(statement)
    ]


def message_ids(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """What Telegram calls our handles, for those that were sent."""
    found = connection.execute(select(handles.c.id, handles.c.message_id).where(handles.c.id.in_(list(names))))
    return {row.id: int(row.message_id) for row in found}


def set_fact(connection: Connection, sealer: Sealer, name: str, value: object) -> None:
    """Remember a fact about this installation, sealed."""
    sealed = sealer.seal_json("facts", name, value)
    statement = upsert(facts).values(name=name, sealed=sealed)
    connection.execute(statement.on_conflict_do_update(index_elements=[facts.c.name], set_={"sealed": sealed}))


def get_fact(connection: Connection, sealer: Sealer, name: str) -> Any:
    """A fact about this installation, None when not known."""
    found = connection.execute(select(facts.c.sealed).where(facts.c.name == name))
    sealed = found.scalar_one_or_none()
    return None if sealed is None else sealer.open_json("facts", name, sealed)
