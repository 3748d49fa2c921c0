"""What a client's calendar gets of a booking, read when it is sent: as it stands then, and nothing that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.delivery.post import Content
from bot.sheets.calendar import FILE_NAME, CalendarEntry, calendar, google_link, uid_of
from bot.turns.ports import Transaction
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.office import Office

if TYPE_CHECKING:
    # An office without bookings loads nothing of them.
    from dialogs.booking.booking import Booking
    from dialogs.booking.entry import EntryNews


@dataclass(frozen=True, slots=True)
class EntryFile:
    """An entry, and what is told beside it: with the file, or where there is none."""

    language: str
    entry: CalendarEntry
    beside: Text
    instead: Text

    def content(self, made_at: datetime, *, as_file: bool) -> Content:
        """Return the message."""
        if not as_file:
            return Content(self.language, (self.instead,))
        return Content(self.language, (self.beside,), document=(FILE_NAME, calendar([self.entry], made_at)))


def payload_of(news: EntryNews, language: str) -> dict[str, Any]:
    """Return what a queued post keeps: which booking it is about, and nothing that is drawn from it."""
    return {"language": language, **news.to_json()}


def entry_file(tx: Transaction, words: Words, office: Office, payload: Any, now: datetime) -> EntryFile | None:
    """Return the file that a post stands for; None where the booking has become another meanwhile, or is gone."""
    from dialogs.booking.entry import EntryNews, still_so, told

    news, language = EntryNews.from_json(payload), str(payload["language"])
    stored = tx.booking(news.number)
    if stored is None or not still_so(news, stored.booking, now):
        return None
    entry = entry_of(words, office, stored.booking, language)
    link = google_link(entry)
    beside = told(office, news, stored.booking, link, as_file=True)
    return EntryFile(language, entry, beside, told(office, news, stored.booking, link, as_file=False))


def entry_of(words: Words, office: Office, booking: Booking, language: str) -> CalendarEntry:
    """Return the entry of a booking as the client has it: the office, the way and the place, and nobody's name."""
    from dialogs.booking.booking import State
    from dialogs.booking.shown import where

    way = office.way(booking.way)
    label = booking.way if way is None else office.in_language(way.label, language)
    kind = "" if way is None else way.kind
    address = office.in_language(office.address, language) if kind == "office" else ""
    named = {"office": office.in_language(office.names, language), "way": label}
    places = [words.plain(language, line) for line in where(office, booking, language)]
    return CalendarEntry(
        uid=uid_of(booking.number, office.key),
        sequence=booking.sequence,
        begins=_utc(booking.start),
        ends=_utc(booking.end),
        summary=words.plain(language, Text("entry-summary", named)),
        place=(booking.room or "") if kind == "online" else address,
        details="\n".join([*places, words.plain(language, Text("entry-details"))]),
        is_cancelled=booking.state is State.CANCELLED,
    )


def _utc(seconds: int | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)


__all__ = ["EntryFile", "entry_file", "entry_of", "payload_of"]
