"""What a calendar must be able to do so that its busy times are known, and what may go wrong with it.

A source knows where a calendar is and how it is asked for. What stands in it reads `events`; how often it is asked, and
what becomes of it, is for `busy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.errors import OwnError

# No calendar that is read is longer, all its texts together: years of appointments take a third of it.
MOST_BYTES = 8_000_000
# So long may one read take (seconds), whatever the source does.
LONGEST_READ_SECONDS = 60.0


class TroubleKind(StrEnum):
    """What is wrong with a calendar: the texts `calendar-trouble-...` say it, and what to do."""

    UNREACHABLE = "unreachable"
    SLOW = "slow"
    REFUSED = "refused"
    NO_CALENDAR = "no-calendar"
    TOO_LARGE = "too-large"


class CalendarTrouble(OwnError):
    """A calendar cannot be read, or written to, for the moment. It says what kind of trouble that is, and no more.

    What a server or a library says of it may hold the secret address.
    """

    def __init__(self, kind: TroubleKind) -> None:
        super().__init__(f"calendar: {kind}")
        self.kind = kind


@dataclass(frozen=True, slots=True)
class CalendarWindow:
    """The stretch of time (seconds) in which busy times are looked for: from the begin on and before the end."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar as it is now: the iCalendar texts it consists of (one, or one for each entry).

    `marks` are what the source knows this state again by, such as an ETag; it is handed them at the next read.
    `owners` are mail addresses of whose calendar it is, as far as the source knows.
    """

    texts: tuple[bytes, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    owners: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A calendar that is as it was when the marks were given."""


class CalendarSource(Protocol):
    """One calendar that can be read."""

    @property
    def id(self) -> str:
        """Our own name of it, by which its busy times are kept."""

    @property
    def where(self) -> str:
        """What tells one place from another, such as its address; busy times of another place are forgotten.

        It may be secret: only a hash of it is kept.
        """

    async def read(self, window: CalendarWindow, marks: Mapping[str, str]) -> Fetched | Unchanged:
        """Read the calendar. `marks` are those of the state that is known, empty where it must be read anew.

        Raises `CalendarTrouble`.
        """
