"""What is read beside the turns: each part in a reading transaction of its own, for which no writer waits."""

from __future__ import annotations

import json

from bot.storage.database import Database
from bot.storage.memory import MemoryStore
from bot.storage.records import people_after
from bot.turns.records import Glimpse
from dialogs.conversation import Conversation


class SqlReader:
    """Implements `bot.turns.ports.PeopleReader`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def people_after(self, person_id: str, most: int) -> list[Glimpse]:
        with self.database.reading() as connection:
            return people_after(connection, self.database.sealer, person_id, most)


class MemoryReader:
    """Implements the same on what is kept in this process alone."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def people_after(self, person_id: str, most: int) -> list[Glimpse]:
        kept = [json.loads(text) for _, text in self.store.kept.leads.values()]
        numbers = {lead["person"]: lead["record"]["number"] for lead in kept}
        return [
            Glimpse(who, numbers.get(who), Conversation.from_json(json.loads(text)["conversation"]))
            for who, (_, text) in sorted(self.store.kept.people.items())
            if who > person_id
        ][:most]
