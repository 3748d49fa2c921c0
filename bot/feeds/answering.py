"""Answers at the addresses of feeds: the page, the calendar, and the link for one look that staff get in their group.

What nobody has, what is no more and a secret that is wrong are answered alike. Reading goes beside the turns and writes
nothing, however often somebody asks.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from aiohttp import web

from bot.clock import Clock
from bot.feeds.page import HEADERS, Pages
from bot.feeds.talks import Owner, entries_of, owner_of
from bot.receiving.budget import Admission, Allowance, Budget
from bot.receiving.places import networks, place_of
from bot.receiving.server import Endpoint
from bot.sheets.calendar import CalendarEntry, calendar
from bot.turns.apply import Batch
from bot.turns.feeds import ID_BYTES, SECRET_BYTES, page_of
from bot.turns.ledger import Call
from bot.turns.ports import Store, Transaction
from bot.turns.records import Feed
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.situation import Surroundings

# Of one place on the network, and for one address: so many requests at once, then so many a second.
ALLOWANCE = Allowance(at_once=120, a_second=1.0, reopens=60)
BUSY_SECONDS = 60
# So many are read at the same time: the machine has other things to do.
MOST_AT_ONCE = 4
ENDS = ".ics"
_ID, _SECRET = f"[0-9a-f]{{{2 * ID_BYTES}}}", f"[0-9a-f]{{{2 * SECRET_BYTES}}}"
_NAME = re.compile(rf"({_ID})-({_SECRET})({re.escape(ENDS)})?")
_LOOK = re.compile(rf"({_ID})/({_SECRET})")
# Compared with where nobody has an address, so that the answer takes as long.
_NOBODYS = "0" * 2 * SECRET_BYTES

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Subscribed:
    """What is at an address."""

    feed: Feed
    owner: Owner
    entries: Sequence[CalendarEntry]


class Feeds:
    """Implements `bot.receiving.server.Site`."""

    def __init__(self, store: Store, writer: Writer, around: Surroundings, words: Words, clock: Clock) -> None:
        self.store = store
        self.writer = writer
        self.office = around.office
        self.base = around.links or ""
        self.proxies = networks(() if self.office.web is None else self.office.web.proxies)
        self.words = words
        self.clock = clock
        self.written = Pages(words)
        self.budget = Budget(clock.monotonic, ALLOWANCE)
        self._reading = asyncio.Semaphore(MOST_AT_ONCE)

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Where it is said how to subscribe, where the calendar is, and where a look is offered."""
        return {"/calendar/{name}": self.read, "/calendar/{id}/{ticket}": self.offer}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """Where the one look is taken."""
        return {"/calendar/{id}/{ticket}": self.take}

    # --- a feed ---------------------------------------------------------------------------------------------------

    async def read(self, request: web.Request) -> web.Response:
        """Answer with the page, or the calendar."""
        named = _NAME.fullmatch(request.match_info["name"])
        if self._is_too_much(request, None if named is None else named[1]):
            return self._busy()
        found = None
        if named is not None:
            found = await self._looked(lambda tx, now: self._at(tx, named[1], named[2], bool(named[3]), now))
        if named is None or found is None:
            return self._gone()
        if named[3]:
            return await self._calendar(request, found)
        return _html(self.written.subscribing(found.owner, page_of(self.base, found.feed) + ENDS))

    def _at(self, tx: Transaction, name: str, secret: str, with_talks: bool, now: datetime) -> Subscribed | None:
        feed = tx.feed(name)
        is_right = _same(_NOBODYS if feed is None else feed.secret, secret)
        owner = owner_of(tx, self.office, feed) if feed is not None and is_right else None
        if feed is None or owner is None:
            return None
        return Subscribed(feed, owner, entries_of(tx, self.words, self.office, feed, owner, now) if with_talks else ())

    async def _calendar(self, request: web.Request, found: Subscribed) -> web.Response:
        name = self.words.plain(found.owner.language, found.owner.title)
        # Of what it says; when it was made, which stands in it as well, makes it no other calendar.
        told = hashlib.sha256(repr((name, found.entries)).encode()).hexdigest()[:32]
        known = request.if_none_match or ()
        if any(tag.value in (told, "*") for tag in known):
            answer = web.Response(status=304)
        else:
            text = await asyncio.to_thread(calendar, found.entries, self.clock.now(), name=name)
            answer = web.Response(text=text, content_type="text/calendar", charset="utf-8")
        answer.headers.update({**HEADERS, "Cache-Control": "private, no-cache", "ETag": f'W/"{told}"'})
        return answer

    # --- one look at an address -----------------------------------------------------------------------------------

    async def offer(self, request: web.Request) -> web.Response:
        """Answer with the button by which the one look is taken."""
        found = await self._with_ticket(request)
        return found if isinstance(found, web.Response) else _html(self.written.once(found.owner))

    async def take(self, request: web.Request) -> web.Response:
        """Lead to the page of the feed, once."""
        found = await self._with_ticket(request)
        if isinstance(found, web.Response):
            return found
        feed = found.feed
        if not await self.writer.submit(Call(lambda batch: _use(batch, feed))):
            return self._gone()
        return web.Response(status=303, headers={**HEADERS, "Location": page_of(self.base, feed)})

    async def _with_ticket(self, request: web.Request) -> Subscribed | web.Response:
        """Return what a link for one look leads to; else the answer."""
        named = _LOOK.fullmatch(f"{request.match_info['id']}/{request.match_info['ticket']}")
        if self._is_too_much(request, None if named is None else named[1]):
            return self._busy()
        found = (
            None if named is None else await self._looked(lambda tx, now: self._offered(tx, named[1], named[2], now))
        )
        return self._gone() if found is None else found

    def _offered(self, tx: Transaction, name: str, ticket: str, now: datetime) -> Subscribed | None:
        feed = tx.feed(name)
        is_right = _same(_NOBODYS if feed is None else feed.ticket, ticket)
        if feed is None or not is_right or feed.until <= now.timestamp():
            return None
        owner = owner_of(tx, self.office, feed)
        return None if owner is None else Subscribed(feed, owner, ())

    # --- what all have in common ----------------------------------------------------------------------------------

    async def _looked(self, look: Callable[[Transaction, datetime], T]) -> T:
        """Read in a thread of its own, beside the turns."""
        now = self.clock.now()

        def read() -> T:
            with self.store.reading() as tx:
                return look(tx, now)

        async with self._reading:
            return await asyncio.to_thread(read)

    def _is_too_much(self, request: web.Request, name: str | None) -> bool:
        """Count a request; return whether there were too many from one place, or for one address."""
        asked = [f"from {place_of(request, self.proxies)}", *(() if name is None else (f"for {name}",))]
        return any(self.budget.judge(one) is not Admission.READ for one in asked)

    def _gone(self) -> web.Response:
        return _html(self.written.told("feed-page-gone"), status=404)

    def _busy(self) -> web.Response:
        answer = _html(self.written.told("feed-page-busy"), status=429)
        answer.headers["Retry-After"] = str(BUSY_SECONDS)
        return answer


def _use(batch: Batch, feed: Feed) -> bool:
    """Take the one look at a feed, if nobody did meanwhile."""
    kept = batch.tx.feed(feed.id)
    if kept is None or kept.ticket != feed.ticket:
        return False
    batch.tx.keep_feed(replace(kept, ticket="", until=0))
    return True


def _same(secret: str, given: str) -> bool:
    return hmac.compare_digest(secret.encode(), given.encode())


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(status=status, text=text, content_type="text/html", charset="utf-8", headers=HEADERS)


__all__ = ["Feeds"]
