"""What a client's own calendar is to have of a booking: when it hears of a change, and what is said beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from dialogs.booking.booking import Booking, State
from dialogs.booking.shown import time_shown, zone_of
from dialogs.messages import Arg, Text
from dialogs.office import Office


class EntryChange(StrEnum):
    """What became of the entry that a client has of a talk."""

    NEW = "new"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class EntryNews:
    """A change that the client's calendar is to hear of. `before` is the start it has of the talk until now."""

    number: int
    change: EntryChange
    start: int
    before: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"booking": self.number, "change": str(self.change), "start": self.start, "before": self.before}

    @classmethod
    def from_json(cls, data: Any) -> EntryNews:
        """Return the reverse of `to_json`."""
        return cls(data["booking"], EntryChange(data["change"]), data["start"], data["before"])


def news_of(before: Booking | None, after: Booking) -> EntryNews | None:
    """Return what a calendar is to hear once a booking is no more as `before`; None where nothing of it is in there."""
    was_booked = before is not None and before.state is State.BOOKED
    if after.start is None:
        return None
    if after.state is State.CANCELLED and was_booked:
        return EntryNews(after.number, EntryChange.CANCELLED, after.start)
    if after.state is not State.BOOKED:
        return None
    if before is None or not was_booked:
        return EntryNews(after.number, EntryChange.NEW, after.start)
    if (before.start, before.minutes, before.way) == (after.start, after.minutes, after.way):
        return None
    return EntryNews(after.number, EntryChange.MOVED, after.start, before.start)


def still_so(news: EntryNews, booking: Booking, now: datetime) -> bool:
    """Return whether news are still true of a booking, and of a talk that is not over: else later ones follow."""
    wanted = State.CANCELLED if news.change is EntryChange.CANCELLED else State.BOOKED
    return booking.state is wanted and booking.start == news.start and (booking.end or 0) > now.timestamp()


def told(office: Office, news: EntryNews, booking: Booking, link: str, *, as_file: bool) -> Text:
    """Return what a client is told beside the file, or instead of it; `link` adds the talk to Google's calendar."""
    zone = zone_of(booking.zone, office)
    args: dict[str, Arg] = {"time": time_shown(news.start, office, zone)}
    if news.change is not EntryChange.CANCELLED:
        args["link"] = link
    if news.before is not None:
        args["before"] = time_shown(news.before, office, zone)
    return Text(f"entry-{news.change}" if as_file else f"entry-{news.change}-no-file", args)
