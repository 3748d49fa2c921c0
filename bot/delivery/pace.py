"""How fast messages may leave: in one chat, in the staff group, and by one bot in all.

Telegram's published rates speak of messages sent. Edits and deletions take nothing here; where they are too many
Telegram says so, and that chat waits (`TryLater`). But an edit by which a translation comes beneath a message takes as
much as a message: in a talk there is one for each.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import Enum, auto

MINUTE = 60.0
# A little more than a second: what leaves here a second apart may arrive closer together.
SECOND = 1.05
MOST_CHATS = 10_000


class Share(Enum):
    """Who a message is for, and how much of the group's minute it may use."""

    CHAT = auto()
    CARD = auto()
    REPLY = auto()
    NOTE = auto()
    TRANSLATION = auto()


@dataclass(frozen=True, slots=True)
class Pace:
    """Telegram's published rates: about one a second in a chat, 20 a minute in a group, 30 a second for a bot.

    Notes and replies leave some of the group's minute free, so that a new client's card never waits for chatter, and
    translations leave some to notes.
    """

    chat_burst: float = 5
    chat_per_second: float = 1.0
    group_a_minute: float = 20
    replies_a_minute: float = 18
    notes_a_minute: float = 15
    bot_a_second: float = 30
    translations_a_minute: float = 10


class Window:
    """Times of what was sent, and when more may be: at most so many in any `seconds`, wherever these begin."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.times: deque[float] = deque()

    def wait(self, now: float, most: float, count: int = 1) -> float:
        """How long until `count` more may be sent. More than `most` at once wait for an empty window."""
        times = self.times
        while times and times[0] <= now - self.seconds:
            times.popleft()
        too_many = len(times) + count - most
        if too_many <= 0 or not times:
            return 0.0
        return max(0.0, times[min(int(too_many), len(times)) - 1] + self.seconds - now)

    def take(self, at: float, count: int = 1) -> None:
        """Count so many as sent at a moment, which may be still to come."""
        self.times.extend([at] * count)


class Meter:
    """What each bot has sent where. `wait` asks, `take` counts."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._groups: dict[tuple[str, str], Window] = {}
        self._bots: dict[str, Window] = {}
        # When each chat will have paid for what it was sent, at its rate: nothing is kept of one that has.
        self._paid: dict[tuple[str, str], float] = {}

    def wait(self, lane: tuple[str, str], share: Share, now: float, count: int = 1) -> float:
        """How long this chat must wait before so many messages more; 0 if not at all."""
        pace = self.pace
        if share is not Share.CHAT:
            return self._group(lane).wait(now, self._most(share), count)
        paid = self._paid.get(lane)
        if paid is None or paid <= now:
            return 0.0
        return max(0.0, paid - now + (min(count, pace.chat_burst) - pace.chat_burst) / pace.chat_per_second)

    def take(self, lane: tuple[str, str], share: Share, now: float, count: int = 1) -> float:
        """Count so many messages as sent; returns how long to wait all the same, for the sake of the whole bot.

        That place is kept: whoever asks later comes later.
        """
        if share is not Share.CHAT:
            self._group(lane).take(now, count)
        else:
            if len(self._paid) >= MOST_CHATS:
                self._paid = {name: paid for name, paid in self._paid.items() if paid > now}
            self._paid[lane] = max(self._paid.get(lane, now), now) + count / self.pace.chat_per_second
        bot = self._bots.get(lane[0])
        if bot is None:
            bot = self._bots[lane[0]] = Window(SECOND)
        wait = bot.wait(now, self.pace.bot_a_second, count)
        if bot.times:
            wait = max(wait, bot.times[-1] - now)
        bot.take(now + wait, count)
        return wait

    def _group(self, lane: tuple[str, str]) -> Window:
        window = self._groups.get(lane)
        if window is None:
            window = self._groups[lane] = Window(MINUTE)
        return window

    def _most(self, share: Share) -> float:
        pace = self.pace
        return {
            Share.CARD: pace.group_a_minute,
            Share.REPLY: min(pace.group_a_minute, pace.replies_a_minute),
            Share.NOTE: min(pace.group_a_minute, pace.notes_a_minute),
            Share.TRANSLATION: min(pace.group_a_minute, pace.notes_a_minute, pace.translations_a_minute),
        }[share]


__all__ = ["Meter", "Pace", "Share", "Window"]
