"""Both stores, and what tests put into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import text

from bot.delivery.post import Post
from bot.storage.memory import MemoryTransaction
from bot.storage.transaction import SqlTransaction
from bot.turns.acts import ClientTurn, Delivered
from bot.turns.ports import Store, Transaction
from bot.turns.records import Person, StoredLead
from dialogs.consented import Consented, Summary
from dialogs.desk.matter import NEW, LeadRecord
from dialogs.marks import mark_of
from dialogs.messages import Act, ActKind
from tests.support import CLIENT, Talk

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)

AT = NOW.timestamp()

HOUR = 3600


@dataclass
class Kept:
    """A store under test, and how somebody else writes a row behind its back."""

    store: Store
    overtake: Callable[[Transaction, str, str], None]


def overtake_sql(tx: Transaction, table: str, row: str) -> None:
    assert isinstance(tx, SqlTransaction)
    tx.connection.execute(text(f"UPDATE {table} SET version = version + 1 WHERE id = :id"), {"id": row})


def overtake_memory(tx: Transaction, table: str, row: str) -> None:
    assert isinstance(tx, MemoryTransaction)
    kept: dict[str, tuple[int, str]] = getattr(tx.kept, table)
    kept[row] = (kept[row][0] + 1, kept[row][1])


def client(chat: str, key: str, channel: str = CLIENT) -> ClientTurn:
    return ClientTurn(channel, key, chat, Act(ActKind.TEXT, "x"), NOW)


def stored(store: Store, chat: str = "1001", *, language: str = "en", at: datetime = NOW) -> Person:
    """A person, written."""
    with store.transaction() as tx:
        person = tx.person_at(CLIENT, chat, at)
        person.conversation.language = language
        person.touched, person.updated_at = True, at.timestamp()
        tx.flush()
    return person


def a_lead(person: Person, name: str = "Maria", identity: str = "") -> StoredLead:
    day = NOW.date().isoformat()
    sent = Consented(CLIENT, "en", None, day, None, None, False, True, (), Summary(), {"name": (name, day)})
    return StoredLead(identity or f"lead-{person.id}", person.id, LeadRecord(0, NEW, sent), AT, AT, 1)


def with_lead(store: Store, chat: str = "1001", name: str = "Maria") -> tuple[Person, StoredLead]:
    person = stored(store, chat)
    with store.transaction() as tx:
        lead = tx.add_lead(a_lead(person, name))
        tx.flush()
    return person, lead


def queue(
    store: Store, person: Person, *kinds: str, channel: str = CLIENT, handle: str | None = "c:1", held: bool = False
) -> list[Post]:
    with store.transaction() as tx:
        for number, kind in enumerate(kinds):
            lane = person.address.id if channel == CLIENT else "office"
            tx.queue(channel, lane, kind, handle, person.id, {"to": "1001", "n": number}, NOW, held=held)
        tx.flush()
    return tx.new_posts()


def waiting(store: Store, lane: str | None = None) -> list[Post]:
    with store.transaction() as tx:
        return tx.waiting(lane)


def deliver(store: Store, *entries: Delivered) -> Transaction:
    with store.transaction() as tx:
        for entry in entries:
            tx.delivered(entry)
        tx.flush()
    return tx


def done(talk: Talk) -> ClientTurn:
    """The press of "done", not handed over yet."""
    assert talk.conversation is not None
    return talk.turn(Act(ActKind.PRESS, data=f"{mark_of(talk.conversation)}.done"))
