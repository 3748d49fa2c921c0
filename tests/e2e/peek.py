"""Looking behind the bots: what is stored, opened; which buttons count; what the files hold."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, func, select

from bot.run import Runner
from bot.storage.acquainted import Acquainted
from bot.storage.database import Database
from bot.storage.tables import (
    audit,
    bookings,
    cells,
    handles,
    leads,
    outbox,
    people,
    runs,
    talk,
    timers,
    web_events,
    web_files,
    web_sessions,
)
from bot.storage.transaction import SqlTransaction
from bot.turns.records import Person
from dialogs.conversation import Conversation
from tests.shared import statements_of
from tests.telegram import FakeMessage, FakeUser

if TYPE_CHECKING:
    from tests.e2e.world import World

# What stands beside a person's conversation, lead and messages.
BESIDE = (bookings, cells, timers, talk, audit, web_sessions, web_events, web_files)
PERSONAL = (people, leads, runs, handles, outbox, *BESIDE)


def finder(database: Database, user: FakeUser) -> str:
    """The keyed hash an address is stored under."""
    return database.sealer.fingerprint("person", "telegram", str(user.id))


def person(database: Database, user: FakeUser) -> Person | None:
    """A stored person, on a connection beside the writer's, which may be at work."""
    # Where others write as well, whoever is looked up is held until the end of the transaction.
    opened = database.reading if database.backend.calls is None else database.writing
    with opened() as connection:
        tx = SqlTransaction(
            connection, database.sealer, statements_of(database.backend.dialect, connection.dialect), Acquainted()
        )
        found = tx.person_at("telegram", str(user.id), datetime.fromtimestamp(0, UTC))
    return found if found.version else None


def conversation(service: Runner, user: FakeUser) -> Conversation:
    """Where a person stands."""
    found = person(service.core.database, user)
    assert found is not None, "nothing is stored of this person"
    return found.conversation


def sealed(database: Database, user: FakeUser) -> dict[str, Any]:
    """Everything that stands in a person's sealed row."""
    found = person(database, user)
    assert found is not None, "nothing is stored of this person"
    with database.reading() as connection:
        row = connection.execute(select(people).where(people.c.id == found.id)).one()
    owner, version = row.id, row.version
    content: dict[str, Any] = database.sealer.open_json("people", row.id, row.sealed, owner=owner, version=version)
    return content


def count(database: Database, table: Table) -> int:
    """How many rows a table has."""
    with database.engine.begin() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def states(database: Database) -> list[tuple[str, str]]:
    """Kind and state of every row that is still in the outbox, in order."""
    with database.engine.begin() as connection:
        return [(r.kind, r.state) for r in connection.execute(select(outbox).order_by(outbox.c.seq))]


def live(world: World, user: FakeUser) -> list[FakeMessage]:
    """The messages of the client bot that have buttons."""
    return [m for m in user.messages(world.client) if m.buttons]


def written(world: World, user: FakeUser) -> list[FakeMessage]:
    """What the client bot wrote and can be read."""
    return [m for m in user.messages(world.client) if m.from_bot]


async def wiped(database: Database) -> None:
    """Wait until what was erased is out of the log as well, which is done beside the turns."""
    for _ in range(2_000):
        if not await asyncio.to_thread(database.has_traces):
            return
        await asyncio.to_thread(lambda: None)
    raise AssertionError("what was erased stays in the log")


def bytes_on_disk(folder: Path) -> bytes:
    """Every byte of the database and what lies beside it, but the key."""
    return b"".join(f.read_bytes() for f in sorted(folder.glob("intake.db*")) if f.suffix != ".key")
