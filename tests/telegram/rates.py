"""Telegram's limits on speed by the injected clock: noted as advice, or refused with 429 as Telegram does."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from .clock import Clock
from .errors import ApiError

# "No more than one message per second in a chat, short bursts tolerated"; "20 messages per minute in a group".
PRIVATE_BURST = 5
PRIVATE_WINDOW = timedelta(seconds=5)
GROUP_LIMIT = 20
GROUP_WINDOW = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
# Sums of seconds are not exact.
_ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a bot may send before it gets 429; None is no limit. Edits are counted apart from new messages.

    In a private chat: so many at once, and one more for each second that has passed. A group has one count for all its
    topics together, in which an edit takes the place of `edit_counts_as` messages.
    """

    chat_burst: int | None = PRIVATE_BURST
    group_per_minute: int | None = GROUP_LIMIT
    topics_per_minute: int | None = 20
    bot_per_second: int | None = 30
    edits_per_minute: int | None = None
    edit_counts_as: int = 0


class _Count(NamedTuple):
    """One of the counts that a message or an edit goes into."""

    key: Hashable
    limit: int | None
    window: timedelta
    times: int = 1


class Rates:
    """Counts what bots write into each chat: new messages as Telegram's advice has it, edits where a limit says so."""

    def __init__(self, clock: Clock) -> None:
        self.enforced = False
        self.limits: Limits | None = None
        self.notes: list[str] = []
        self._clock = clock
        self._sent: defaultdict[tuple[int, int], list[datetime]] = defaultdict(list)
        self._windows: defaultdict[Hashable, deque[datetime]] = defaultdict(deque)
        # How full each private chat is, and since when.
        self._full: defaultdict[tuple[int, int], float] = defaultdict(float)
        self._since: dict[tuple[int, int], datetime] = {}

    def count(self, bot_id: int, chat_id: int, messages: int = 1) -> None:
        """Register new messages, all or none. Raises 429 where limits are set and these are too many."""
        if self.limits is not None:
            limits = self.limits
            wanted = [_Count(("bot", bot_id), limits.bot_per_second, SECOND, messages)]
            if chat_id < 0:
                wanted.append(_group(bot_id, chat_id, limits, messages))
            elif limits.chat_burst is not None:
                self._drip(bot_id, chat_id, limits.chat_burst, messages)
            self._take(f"chat {chat_id}", wanted)
            if chat_id > 0:
                self._full[bot_id, chat_id] += messages
        if self.enforced:
            for _ in range(messages):
                self._note(bot_id, chat_id)

    def count_edit(self, bot_id: int, chat_id: int) -> None:
        """Register an edit. Raises 429 where edits have a limit of their own and this one is too many."""
        if self.limits is not None:
            limits = self.limits
            wanted = [_Count(("edits", bot_id, chat_id), limits.edits_per_minute, GROUP_WINDOW)]
            if chat_id < 0:
                wanted.append(_group(bot_id, chat_id, limits, limits.edit_counts_as))
            self._take(f"edits in chat {chat_id}", wanted)
        if self.enforced:
            self._note(bot_id, chat_id)

    def count_topic(self, bot_id: int, chat_id: int) -> None:
        """Register a new topic. Raises 429 where limits are set and this one is too many."""
        if self.limits is not None:
            key = ("topics", bot_id, chat_id)
            self._take(f"topics in chat {chat_id}", [_Count(key, self.limits.topics_per_minute, GROUP_WINDOW)])

    def _take(self, what: str, wanted: list[_Count]) -> None:
        """Count in every window, or in none: what is refused does not count."""
        now = self._clock()
        seconds = 0
        for key, limit, window, times in wanted:
            recent = self._windows[key]
            while recent and recent[0] <= now - window:
                recent.popleft()
            if times and limit is not None and len(recent) + times > limit:
                # The oldest that must be over; more at once than a window holds waits for the whole window.
                last = recent[min(len(recent) + times - limit, len(recent)) - 1] if recent else now
                free = last + window - now
                seconds = max(seconds, math.ceil(free.total_seconds()), 1)
        if seconds:
            self._refuse(what, seconds)
        for count in wanted:
            self._windows[count.key].extend([now] * count.times)

    def _drip(self, bot_id: int, chat_id: int, burst: int, messages: int) -> None:
        """Let what stands full of a private chat run out with time, and refuse what would make it run over."""
        key, now = (bot_id, chat_id), self._clock()
        passed = (now - self._since.get(key, now)).total_seconds()
        self._since[key] = now
        self._full[key] = max(0.0, self._full[key] - passed)
        # An album larger than a burst goes out where nothing has gone before.
        over = self._full[key] + min(messages, burst) - burst
        if over > _ROUNDING:
            self._refuse(f"chat {chat_id}", math.ceil(over))

    def _refuse(self, what: str, seconds: int) -> None:
        self.notes.append(f"{what}: refused for {seconds} s at {self._clock():%H:%M:%S}")
        raise ApiError(429, f"Too Many Requests: retry after {seconds}", parameters={"retry_after": seconds})

    def _note(self, bot_id: int, chat_id: int) -> None:
        limit, window = (PRIVATE_BURST, PRIVATE_WINDOW) if chat_id > 0 else (GROUP_LIMIT, GROUP_WINDOW)
        now = self._clock()
        recent = [t for t in self._sent[bot_id, chat_id] if t > now - window]
        recent.append(now)
        self._sent[bot_id, chat_id] = recent
        if len(recent) > limit:
            self.notes.append(f"chat {chat_id}: {len(recent)} messages within {window} at {now:%H:%M:%S}")


def _group(bot_id: int, chat_id: int, limits: Limits, times: int) -> _Count:
    """The count of a group, one for all its topics."""
    return _Count(("group", bot_id, chat_id), limits.group_per_minute, GROUP_WINDOW, times)
