"""The calendars of the office's CalDAV server as sources of busy times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.calendars.caldav_client import DavCalendar
from bot.calendars.connection import Connect
from bot.calendars.sources import MOST_BYTES, CalendarTrouble, CalendarWindow, Fetched, TroubleKind, Unchanged


class CaldavSource:
    """Implements `CalendarSource`: one calendar there by its name, or all of them but some, as one.

    `where` tells one account from another, `connect` makes a client. `only` is the calendar that is meant; without it,
    all are but those that are some members' own.
    """

    def __init__(
        self, own_id: str, where: str, connect: Connect, *, only: str | None = None, but: Sequence[str] = ()
    ) -> None:
        self.id = own_id
        self.where = where
        self._connect = connect
        self._only, self._but = only, but

    async def read(self, window: CalendarWindow, marks: Mapping[str, str]) -> Fetched | Unchanged:
        """Read what is meant, or say that nothing of it has changed."""
        client = self._connect()
        try:
            calendars = [one for one in await client.calendars() if self._is_meant(one)]
            if self._only is not None and not calendars:
                raise CalendarTrouble(TroubleKind.NO_CALENDAR)
            known = {calendar.url: calendar.mark for calendar in calendars}
            if known == marks and all(known.values()):
                return Unchanged()
            texts: list[bytes] = []
            for calendar in calendars:
                texts += [one.text.encode() for one in await client.read(calendar.url, window.begin, window.end)]
                if sum(map(len, texts)) > MOST_BYTES:
                    raise CalendarTrouble(TroubleKind.TOO_LARGE)
            return Fetched(tuple(texts), known, await client.addresses())
        finally:
            await client.close()

    def _is_meant(self, calendar: DavCalendar) -> bool:
        return calendar.name not in self._but if self._only is None else calendar.name == self._only
