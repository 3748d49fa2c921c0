"""A calendar that can be read at an address, as Google, iCloud and others offer it: whoever knows the address may read.

So the address is a secret. It is in no log and no error, and people are shown the host alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import aiohttp

from bot.calendars.events import is_calendar
from bot.calendars.sources import (
    MOST_BYTES,
    CalendarTrouble,
    CalendarWindow,
    Fetched,
    TroubleKind,
    Unchanged,
)

# How long a server may take: to answer at all, and for everything.
ANSWER_SECONDS, WHOLE_SECONDS = 15.0, 45.0
MOST_REDIRECTS = 3
_PIECE_BYTES, _LONGEST_MARK = 65_536, 200
_REFUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
# What a server says of a state, and what it is asked with whether that has changed.
_ASKS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
_MAIL = re.compile(r"[^@/\s]+@[^@/\s]+")


class AddressedCalendar:
    """Implements `CalendarSource` for one address. `id` is our own name of it."""

    def __init__(
        self,
        calendar_id: str,
        url: str,
        *,
        answer_seconds: float = ANSWER_SECONDS,
        whole_seconds: float = WHOLE_SECONDS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self.id = calendar_id
        self.where = url
        self._timeout = aiohttp.ClientTimeout(
            total=whole_seconds, sock_connect=answer_seconds, sock_read=answer_seconds
        )
        self._most_bytes = most_bytes

    def __repr__(self) -> str:
        return f"AddressedCalendar({self.id!r})"

    async def read(self, window: CalendarWindow, marks: Mapping[str, str]) -> Fetched | Unchanged:
        """Ask for the whole calendar: an address knows no stretch of time."""
        try:
            async with aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
                return await self._asked(session, marks)
        except TimeoutError:
            raise CalendarTrouble(TroubleKind.SLOW) from None
        except (aiohttp.ClientError, OSError, ValueError):
            # What the library says names the address.
            raise CalendarTrouble(TroubleKind.UNREACHABLE) from None

    async def _asked(self, session: aiohttp.ClientSession, marks: Mapping[str, str]) -> Fetched | Unchanged:
        headers = {"Accept": "text/calendar, */*;q=0.1"}
        headers |= {asks: marks[said] for said, asks in _ASKS.items() if said in marks}
        async with session.get(self.where, headers=headers, max_redirects=MOST_REDIRECTS) as response:
            if response.status == HTTPStatus.NOT_MODIFIED and marks:
                return Unchanged()
            if response.status in _REFUSES:
                raise CalendarTrouble(TroubleKind.REFUSED)
            if response.status != HTTPStatus.OK:
                raise CalendarTrouble(TroubleKind.UNREACHABLE)
            text = await self._body(response)
            if not is_calendar(text):
                raise CalendarTrouble(TroubleKind.NO_CALENDAR)
            said = {name: response.headers.get(name, "") for name in _ASKS}
            kept = {name: value for name, value in said.items() if _can_be_said(value)}
            return Fetched((text,), kept, _owners(self.where))

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """Return what was sent, as far as it is not too long; that is counted after it was unpacked."""
        pieces, size = [], 0
        async for piece in response.content.iter_chunked(_PIECE_BYTES):
            pieces.append(piece)
            size += len(piece)
            if size > self._most_bytes:
                raise CalendarTrouble(TroubleKind.TOO_LARGE)
        return b"".join(pieces)


def _can_be_said(mark: str) -> bool:
    """Return whether what a server says of a state can be kept, and said to it again."""
    return 0 < len(mark) <= _LONGEST_MARK and mark.isascii() and mark.isprintable()


def _owners(url: str) -> frozenset[str]:
    """Return whose calendar it is, where the address says so, as that of Google does."""
    parts = (unquote(part) for part in urlsplit(url).path.split("/"))
    return frozenset(part for part in parts if _MAIL.fullmatch(part))
