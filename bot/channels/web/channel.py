"""The chat on the website as a channel: what it serves, what it sends, and how it ends."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from bot.channels.channel import ChannelParts, Vouching
from bot.channels.files import Files
from bot.channels.web.abilities import ABILITIES
from bot.channels.web.courier import WebCourier
from bot.channels.web.entrance import PATH
from bot.channels.web.files import WebFiles
from bot.channels.web.guard import Guard
from bot.channels.web.kept import ReadyPages
from bot.channels.web.sessions import is_over
from bot.channels.web.shelf import WebShelf
from bot.channels.web.streams import Streams
from bot.clock import pause_unless
from bot.errors import StorageTrouble
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint
from bot.turns.ports import Transaction
from dialogs.office import WebRule

if TYPE_CHECKING:
    from bot.channels.web.site import ChatSite

log = logging.getLogger(__name__)
# How often it is looked for what another process put on pages, and how often pages are told that we are there.
LOOK_SECONDS, BEAT_SECONDS, LOOKS_BACK = 1.0, 20.0, 3
T = TypeVar("T")


def open_channel(parts: ChannelParts) -> WebChannel:
    """Make the channel."""
    return WebChannel(parts)


class WebChannel:
    """The pages, what is sent to them and what is received from them."""

    abilities = ABILITIES

    def __init__(self, parts: ChannelParts) -> None:
        self.store = parts.store
        self.streams = Streams()
        reception = parts.reception
        self.courier = WebCourier(reception.channel, reception.writer, self.streams)
        self._parts, self._kept = parts, ReadyPages()
        parts.shelves.add(reception.channel, WebShelf(self.streams, self._kept))
        self._trusted: dict[str, Vouching] = {}
        self._read_from: dict[str, Files] = {}
        self.aside = Aside()
        self._base = parts.settings.links_base or ""

    @cached_property
    def site(self) -> ChatSite:
        """What is served; a process that only delivers makes none, and loads no pages."""
        from bot.channels.web.site import ChatSite

        parts = self._parts
        guard = Guard(self._base, parts.office.web or WebRule(), parts.clock)
        site = ChatSite(parts, guard, self.streams, self._kept)
        for source, messenger in self._trusted.items():
            site.entrance.trusts(source, messenger)
        site.live.files.update(self._read_from)
        return site

    @property
    def files(self) -> Files:
        """What clients sent."""
        return WebFiles(self.store)

    @property
    def entry_link(self) -> str:
        """The first page, which hands on the word behind it once somebody begins."""
        return f"{self._base}/chat?from="

    @property
    def page_for_vouched(self) -> str:
        """What a messenger opens for somebody it vouches for."""
        return f"{self._base}{PATH}"

    def trusts(self, source: str, messenger: Vouching) -> None:
        """Believe a messenger whom it opens our page for."""
        self._trusted[source] = messenger
        if "site" in vars(self):
            self.site.entrance.trusts(source, messenger)

    def reads_from(self, source: str, files: Files) -> None:
        """Learn where files of another channel are read."""
        self._read_from[source] = files
        if "site" in vars(self):
            self.site.live.files[source] = files

    @property
    def pages_open(self) -> int:
        """How many pages are open now."""
        return len(self.streams)

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is posted."""
        return self.site.endpoints

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        return self.site.pages

    async def start(self) -> None:
        """Nothing has to be asked."""

    async def introduce(self) -> None:
        """There is nobody to introduce itself to."""

    async def time(self) -> datetime | None:
        """It knows no clock but ours."""
        return None

    async def receive(self, stop: asyncio.Event) -> None:
        """Look for what other processes do as long as pages are open; at the stop close them first."""
        try:
            while not stop.is_set():
                await pause_unless(stop, LOOK_SECONDS, self._until_opened)
                if not stop.is_set():
                    await self._watch(stop)
        finally:
            self.streams.close_all()

    async def _until_opened(self, _seconds: float) -> None:
        await self.streams.opened.wait()

    async def _watch(self, stop: asyncio.Event) -> None:
        newest, waited = await self._looked(lambda tx: tx.newest_web_event(), 0), 0.0
        # What gets its number first may be committed last: a few looks overlap.
        seen = deque([newest], LOOKS_BACK)
        while self.streams.opened.is_set():
            # By the clock of the network, as the pages are; nothing else is decided by it.
            await pause_unless(stop, LOOK_SECONDS, asyncio.sleep)
            if stop.is_set():
                return
            nobody: dict[str, int] = {}
            newest, people = await self._looked(partial(_news, since=seen[0]), (seen[-1], nobody))
            seen.append(newest)
            for person, seq in people.items():
                self.streams.tell(person, seq)
            waited += LOOK_SECONDS
            if waited >= BEAT_SECONDS:
                waited = 0.0
                sessions = {stream.session for stream in self.streams}
                now = self.site.clock.now()
                unread: tuple[set[str], set[str]] = sessions, set()
                living, over = await self._looked(partial(_living, sessions=sessions, now=now), unread)
                for session in sessions - living:
                    self.streams.end_session(session)
                for session in over:
                    self.streams.renew(session)
                self.streams.beat()

    async def _looked(self, look: Callable[[Transaction], T], otherwise: T) -> T:
        def read() -> T:
            with self.store.reading() as tx:
                return look(tx)

        try:
            return await asyncio.to_thread(read)
        except StorageTrouble:
            return otherwise  # told where the turns meet it, once

    async def close(self) -> None:
        """Nothing is open beside the server."""


def _news(tx: Transaction, since: int) -> tuple[int, dict[str, int]]:
    newest = tx.newest_web_event()
    return newest, tx.people_with_web_events(since) if newest > since else {}


def _living(tx: Transaction, sessions: set[str], now: datetime) -> tuple[set[str], set[str]]:
    """Which sessions are there, and which of them are over since another came in their place."""
    living = tx.living_web_sessions(sessions)
    return living, {one for one in living if (kept := tx.web_session(one)) is None or is_over(kept, now)}


__all__ = ["WebChannel", "open_channel"]
