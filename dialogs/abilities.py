"""What a channel can do: the record by which dialogue, desk and delivery know a channel; nobody decides by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Price(StrEnum):
    """What it costs to write to somebody who has not just written: nothing, money, or it cannot be done at all."""

    FREE = "free"
    COSTS = "costs"
    NOT = "not"


class HowReached(StrEnum):
    """How a channel finds a person: in the chat that they began, or at a page that they have open or come back to."""

    CHAT = "chat"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can do. The defaults are a channel that can do nothing but write."""

    longest_text: int | None = None
    """Of one message, in characters; None: any length."""
    most_choices: int = 0
    """Buttons under one message."""
    longest_label: int = 0
    """Letters of a button."""
    buttons_stay: bool = True
    """Buttons stay under their message as long as it does; else they are gone with the next."""
    together: int = 1
    """What waits for a person and may be brought in one call, in messages."""
    edits: bool = False
    """Messages can be changed after they were sent, their buttons too."""
    erases: bool = False
    """Messages can be taken back."""
    unsends: bool = False
    """People can take back what they wrote, and we hear of it."""
    files: frozenset[str] = frozenset()
    """The kinds of files it can bring a person (`dialogs.talk.FILES`)."""
    largest_file: int = 0
    """Of one file, in bytes."""
    window: timedelta | None = None
    """For how long after a person's last act it costs nothing to write to them; None: for ever."""
    writing_first: Price = Price.FREE
    """What writing costs beyond that."""
    reached: HowReached = HowReached.CHAT
    tells: bool = False
    """Of a message that was cut on its way it can be known, by asking again, whether it arrived."""
    languages: frozenset[str] | None = None
    """The languages whose letters it can show; None: all."""

    def price_at(self, acted_at: float, now: datetime) -> Price:
        """Return what it costs to write now to somebody who last acted here at a moment (seconds)."""
        if self.window is None or now.timestamp() < acted_at + self.window.total_seconds():
            return Price.FREE
        return self.writing_first

    def may_write(self, acted_at: float, now: datetime) -> bool:
        """Return whether somebody who last acted here at a moment (seconds) can be written to now, for money or not."""
        return self.price_at(acted_at, now) is not Price.NOT
