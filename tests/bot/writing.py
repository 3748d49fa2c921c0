"""What tests of the writer count and look up in the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from bot.app import Core
from bot.storage.tables import people
from bot.turns.records import Person
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.effects import TurnResult
from dialogs.messages import Act
from dialogs.ports import World


def count(core: Core, table: Table) -> int:
    with core.database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def everybody(core: Core) -> list[Person]:
    with core.database.engine.connect() as connection:
        ids = list(connection.execute(select(people.c.id)).scalars())
    with core.ledger.store.transaction() as tx:
        return [found for one in ids if (found := tx.person(one)) is not None]


def person(core: Core, chat: str) -> Person:
    return next(p for p in everybody(core) if p.address.to == chat)


def queued(core: Core, chat: str, kind: str = "screen") -> list[dict[str, Any]]:
    """What waits to be sent to a person."""
    with core.ledger.store.transaction() as tx:
        posts = tx.waiting()
    return [post.payload for post in posts if post.kind == kind and post.payload.get("to") == chat]


TRAP = "my-secret-answer"


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialogue with a mistake: it stumbles over one text, after changing the conversation."""
    handle = Dialogue.handle

    def stumbling(self: Dialogue, conversation: Conversation, act: Act, now: datetime, world: World) -> TurnResult:
        if act.text == TRAP:
            conversation.place.at = "nowhere"
            raise ValueError(f"cannot handle {act.text}")
        return handle(self, conversation, act, now, world)

    monkeypatch.setattr(Dialogue, "handle", stumbling)
