"""Telegram's rough advice on speed, counted by the injected clock. It only takes notes: 429s are ordered."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from .clock import Clock

# "No more than one message per second in a chat, short bursts tolerated"; "20 messages per minute in a group".
PRIVATE_BURST = 5
PRIVATE_WINDOW = timedelta(seconds=5)
GROUP_LIMIT = 20
GROUP_WINDOW = timedelta(minutes=1)


class Rates:
    """Counts what bots write into each chat; edits count as much as new messages."""

    def __init__(self, clock: Clock) -> None:
        self.enforced = False
        self.notes: list[str] = []
        self._clock = clock
        self._sent: defaultdict[tuple[int, int], list[datetime]] = defaultdict(list)

    def count(self, bot_id: int, chat_id: int) -> None:
        """Register one message or edit."""
        if not self.enforced:
            return
        limit, window = (PRIVATE_BURST, PRIVATE_WINDOW) if chat_id > 0 else (GROUP_LIMIT, GROUP_WINDOW)
        now = self._clock()
        recent = [t for t in self._sent[bot_id, chat_id] if t > now - window]
        recent.append(now)
        self._sent[bot_id, chat_id] = recent
        if len(recent) > limit:
            self.notes.append(f"chat {chat_id}: {len(recent)} messages within {window} at {now:%H:%M:%S}")
