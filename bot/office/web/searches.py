"""What staff looked for a while ago, so that one comes back to what was found: kept in memory, in no address."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from bot.turns.desk import IDLE_SECONDS, DeskSession

GOOD_FOR = timedelta(seconds=IDLE_SECONDS)
MOST_KEPT = 500


class Searches:
    """What was looked for, by words that say nothing of it; each only for the session that looked."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, str, datetime]] = {}

    def keep(self, session: DeskSession, typed: str, now: datetime) -> str:
        """Return the word by which it is found again."""
        recent = [(word, one) for word, one in self._kept.items() if now - one[2] < GOOD_FOR]
        word = secrets.token_hex(16)
        self._kept = {**dict(recent[1 - MOST_KEPT :]), word: (session.secret, typed, now)}
        return word

    def find(self, session: DeskSession, word: str, now: datetime) -> str:
        """Return what was looked for; "" where that is too long ago, or was somebody else."""
        secret, typed, at = self._kept.get(word, ("", "", now))
        return typed if secret == session.secret and now - at < GOOD_FOR else ""


__all__ = ["Searches"]
