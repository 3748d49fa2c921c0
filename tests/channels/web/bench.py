"""The chat on the website by itself, at an address of this machine, with browsers that run no script."""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import aiohttp
from aiohttp.test_utils import TestServer, unused_port

from bot.app import Core, build_core
from bot.channels.channel import ChannelParts
from bot.channels.web.channel import WebChannel
from bot.clock import Clock
from bot.delivery.outbox import Outbox
from bot.receiving.budget import Allowance, Budget
from bot.receiving.reception import Reception
from bot.receiving.server import make_server
from bot.settings import Settings
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.office import WebRule
from tests.e2e.website.visitor import SITE, Visitor
from tests.support import SettableClock

UNLIMITED = Allowance(at_once=1_000_000)


@dataclass
class Bench:
    """A running chat. `public` is the address that it believes it has."""

    core: Core
    clock: SettableClock
    writer: Writer
    outbox: Outbox
    channel: WebChannel
    server: TestServer
    base: str
    public: str
    stop: asyncio.Event
    parts: ChannelParts

    @property
    def origin(self) -> str:
        """Where pages of ours are, as a browser says it."""
        return "/".join(self.public.split("/")[:3])

    @asynccontextmanager
    async def visitor(self, *, framed: bool = False, **headers: str) -> AsyncIterator[Visitor]:
        """A browser of its own."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            given = {"Origin": self.origin, **{name.replace("_", "-"): text for name, text in headers.items()}}
            yield Visitor(session, self.base, framed, given)

    async def settled(self) -> None:
        """Everything was delivered and recorded."""
        await self.outbox.drained()

    def events(self) -> int:
        """The number of the newest event."""
        with self.core.ledger.store.reading() as tx:
            return tx.newest_web_event()


@asynccontextmanager
async def bench(
    folder: Path,
    *,
    public: str = "",
    rule: WebRule | None = None,
    core: Core | None = None,
    words: Words | None = None,
) -> AsyncIterator[Bench]:
    """A chat at an address of this machine; `public` where it believes to be elsewhere. `words` may be others."""
    port = unused_port()
    base = f"http://127.0.0.1:{port}"
    given = {"INTAKE_DATABASE": f"sqlite:///{folder}/intake.db", "INTAKE_PUBLIC_URL": public or base}
    own = core is None
    made = core or build_core(Settings.load(given, folder))
    office = dataclasses.replace(made.office, web=rule or WebRule(sites=(SITE,)))
    settings = dataclasses.replace(made.settings, public_url=public or base)
    clock = SettableClock()
    times = Clock(now=lambda: _moment(clock))
    writer = Writer(made.ledger)
    writer.start()
    reception = Reception("web", writer, times.now, Budget(times.monotonic, UNLIMITED))
    shelves, spoken = made.ledger.shelves, words or made.words
    parts = ChannelParts(
        settings, office, spoken, times, reception, made.ledger.store, shelves=shelves, opened=made.ledger.opened
    )
    channel = WebChannel(parts)
    outbox = Outbox(writer, made.news, {"web": channel.courier}, clock=times)
    server = TestServer(make_server(channel.endpoints, channel.pages), host="127.0.0.1", port=port)
    await server.start_server()
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(outbox.run(stop))
            tasks.create_task(channel.receive(stop))
            try:
                yield Bench(made, clock, writer, outbox, channel, server, base, public or base, stop, parts)
            finally:
                stop.set()
    finally:
        await server.close()
        await asyncio.to_thread(writer.stop)
        if own:
            made.database.close()


def _moment(clock: SettableClock) -> datetime:
    return clock()


def unknown() -> str:
    """A token that is nobody's."""
    return secrets.token_urlsafe(32)
