"""What a transaction keeps for the desk's page: who is signed in, and by what leads are found. On SQL, and in memory.

A lead is found by parts of words (`bot.turns.finding`). Of each part a keyed hash is kept, cut down so far that many
parts share one: whoever holds the file learns no name by counting which are frequent. What is found by them is opened
and looked at.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from bot.errors import SealError
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.storage.tables import HOUR, PADDED, whole
from bot.turns.desk import DeskSession

log = logging.getLogger(__name__)
# So many hashes of a part there are.
HASHES = 256


def hashed_parts(sealer: Sealer, parts: Collection[str]) -> Sequence[frozenset[int]]:
    """Return the hashes of parts of words under each key, the one that seals first."""
    by_key = [sealer.fingerprints("part", part) for part in parts]
    return [frozenset(int(prints[key], 16) % HASHES for prints in by_key) for key in range(len(sealer.key_ids))]


class SqlDesk:
    """The desk of one transaction; what is kept is written at once."""

    connection: Connection
    sealer: Sealer
    sql: Statements

    def desk_session(self, session_id: str) -> DeskSession | None:
        found = self._whole_desk(self.sql.desk_session.run(self.connection, {"id": session_id}))
        return found[0] if found else None

    def desk_sessions(self) -> list[DeskSession]:
        return self._whole_desk(self.sql.desk_sessions.run(self.connection))

    def _whole_desk(self, found: Iterable[Any]) -> list[DeskSession]:
        sessions = []
        for record in found:
            try:
                content = self.sealer.open_json("desk_sessions", record.id, record.sealed)
                sessions.append(DeskSession.from_json(record.id, content))
            except SealError:
                log.error("a session on the desk's page cannot be opened (damaged), and is passed over")
        return sessions

    def keep_desk_session(self, session: DeskSession) -> None:
        pad = PADDED["desk_sessions"]
        values = {
            "id": session.id,
            "made_at": whole(session.made_at, HOUR),
            "sealed": self.sealer.seal_json("desk_sessions", session.id, session.to_json(), pad=pad),
        }
        self.sql.keep_desk_session.run(self.connection, values)

    def drop_desk_session(self, session_id: str) -> None:
        self.sql.drop_desk_session.run(self.connection, {"id": session_id})

    def prune_desk(self, before: float) -> int:
        # A record tells the beginning of its hour; only when that is over for all of it does it go.
        return self.sql.old_desk_sessions.run(self.connection, {"before": before - HOUR}).written

    # --- what leads are found by ----------------------------------------------------------------------------------

    def keep_parts(self, number: int, parts: Collection[str]) -> None:
        self.sql.drop_parts.run(self.connection, {"lead": number})
        records = [{"part": part, "lead": number} for part in sorted(hashed_parts(self.sealer, parts)[0])]
        if records:
            self.sql.add_parts.many(self.connection, records)

    def leads_with_parts(self, parts: Collection[str]) -> set[int]:
        found: set[int] = set()
        for hashes in hashed_parts(self.sealer, parts):
            leads: dict[int, int] = {}
            for record in self.sql.with_parts.run(self.connection, sorted(hashes)):
                leads[record.lead] = leads.get(record.lead, 0) + 1
            found |= {lead for lead, count in leads.items() if count == len(hashes)}
        return found


@dataclass
class KeptAtDesk:
    """What a process keeps in memory for the desk's page."""

    desk_sessions: dict[str, DeskSession] = field(default_factory=dict, kw_only=True)
    parts: dict[int, frozenset[str]] = field(default_factory=dict, kw_only=True)


class MemoryDesk:
    """The desk of one transaction in memory."""

    kept: KeptAtDesk

    def desk_session(self, session_id: str) -> DeskSession | None:
        return self.kept.desk_sessions.get(session_id)

    def desk_sessions(self) -> list[DeskSession]:
        return list(self.kept.desk_sessions.values())

    def keep_desk_session(self, session: DeskSession) -> None:
        self.kept.desk_sessions[session.id] = session

    def drop_desk_session(self, session_id: str) -> None:
        self.kept.desk_sessions.pop(session_id, None)

    def prune_desk(self, before: float) -> int:
        sessions = self.kept.desk_sessions
        old = [name for name, one in sessions.items() if whole(one.made_at, HOUR) < before - HOUR]
        for name in old:
            del sessions[name]
        return len(old)

    def keep_parts(self, number: int, parts: Collection[str]) -> None:
        self.kept.parts[number] = frozenset(parts)

    def leads_with_parts(self, parts: Collection[str]) -> set[int]:
        return {number for number, kept in self.kept.parts.items() if kept.issuperset(parts)}


__all__ = ["HASHES", "KeptAtDesk", "MemoryDesk", "SqlDesk", "hashed_parts"]
