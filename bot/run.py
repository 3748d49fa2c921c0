"""Runs what `bot.app` has wired, as tasks of one event loop with one way to stop: receiving, delivery and timers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.channels.channel import Channel, Connection
from bot.clock import Clock
from bot.delivery.outbox import Outbox
from bot.errors import OwnError
from bot.office.desk import OfficeDesk
from bot.office.morning import Morning
from bot.receiving.places import networks
from bot.receiving.server import Site, make_server, serve
from bot.turns.elsewhere import LINKS_MEMO
from bot.turns.keeping import Keeping
from bot.turns.ledger import Call
from bot.turns.timers import Timers
from bot.turns.waiting import Waiting
from bot.turns.writer import Writer
from bot.words.words import languages
from dialogs.messages import Text

if TYPE_CHECKING:
    from bot.app import Core
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.writing import CalendarKeeping
    from bot.translator.server import TranslationServer

log = logging.getLogger(__name__)


@dataclass
class Runner:
    """Runs and stops everything that `intake run` does. `run` returns after a clean stop."""

    core: Core
    clock: Clock
    writer: Writer
    outbox: Outbox
    desk: OfficeDesk
    keeping: Keeping
    timers: Timers
    waiting: Waiting
    morning: Morning
    channels: Mapping[str, Channel]
    office: Connection | None
    at_ready: Callable[[], None] = lambda: None
    translator: TranslationServer | None = None
    busy: BusyKeeper | None = None
    calendar: CalendarKeeping | None = None
    sites: Sequence[Site] = ()
    # Where requests are taken from, where something listens already.
    listener: socket.socket | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def connections(self) -> tuple[Connection, ...]:
        """Everything by which somebody reaches us: the clients' channels, then the staff's bot."""
        return (*self.channels.values(), *(() if self.office is None else (self.office,)))

    async def run(self) -> None:
        """Start, serve until `stop` is set, and leave nothing half done. Raises `IntakeError` for a refused token."""
        # One after the other from the last; a thing that cannot be closed keeps none of the others open.
        async with contextlib.AsyncExitStack() as opened:
            self.writer.start()
            opened.push_async_callback(asyncio.to_thread, self.writer.stop)
            for connection in self.connections:
                opened.push_async_callback(connection.close)
            if self.translator is not None:
                opened.push_async_callback(self.translator.close)
            await self._serve()

    async def _serve(self) -> None:
        for connection in self.connections:
            await connection.start()
        await self.desk.load()
        await self._learn_links()
        if self.office is None or self.desk.chat is None:
            log.warning("there is no office bot (INTAKE_OFFICE_TOKEN, INTAKE_OFFICE_CHAT): leads are kept for later")
        # Receiving stops first, so that what is still being delivered has nothing new behind it.
        sending = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.outbox.run(sending))
                aside = [
                    *(tasks.create_task(channel.introduce()) for channel in self.channels.values()),
                    tasks.create_task(self.keeping.run()),
                    tasks.create_task(self.timers.run()),
                    tasks.create_task(self.waiting.run()),
                    tasks.create_task(self.morning.run()),
                    *(() if self.calendar is None else (tasks.create_task(self.calendar.run()),)),
                    tasks.create_task(self.core.traces.run(self.clock.sleep)),
                    *(() if self.busy is None else (tasks.create_task(self.busy.run()),)),
                ]
                receiving = tasks.create_task(self._receive())
                self.at_ready()
                self.ready.set()
                await asyncio.wait(
                    [receiving, tasks.create_task(self.stop.wait())], return_when=asyncio.FIRST_COMPLETED
                )
                self.stop.set()
                await receiving
                for task in aside:
                    task.cancel()
                if self.translator is not None:
                    # What it is asked is kept, and nobody waits for a slow answer.
                    await self.translator.close()
                sending.set()
        except* OwnError as group:
            error: BaseException = group
            while isinstance(error, BaseExceptionGroup):
                error = error.exceptions[0]
            raise error from None

    async def _learn_links(self) -> None:
        """Keep what opens each channel, where people can go on from one to another."""
        if len(self.channels) < 2:
            return
        links = {name: link for name, channel in self.channels.items() if (link := channel.entry_link) is not None}
        await self.writer.submit(Call(lambda batch: batch.tx.set_memo(LINKS_MEMO, links)))

    async def _receive(self) -> None:
        """Receive by every connection until the stop; requests under way and calls beside them are finished."""
        taking = [connection.endpoints for connection in self.connections] + [site.endpoints for site in self.sites]
        endpoints = {path: answer for each in taking for path, answer in each.items()}
        reading = [connection.pages for connection in self.connections] + [site.pages for site in self.sites]
        pages = {path: answer for each in reading for path, answer in each.items()}
        async with contextlib.AsyncExitStack() as beside:
            for connection in self.connections:
                await beside.enter_async_context(connection.aside)
            async with asyncio.TaskGroup() as tasks:
                for connection in self.connections:
                    tasks.create_task(connection.receive(self.stop))
                settings = self.core.settings
                if endpoints or settings.links_base is not None:
                    server = make_server(endpoints, pages)
                    rule = self.core.office.web
                    proxies = networks(() if rule is None else rule.proxies)
                    at = settings.host, settings.port, self.stop
                    words = self.core.words
                    unread = "\n".join(words.plain(language, Text("web-unread")) for language in languages())
                    tasks.create_task(serve(server, *at, listener=self.listener, proxies=proxies, unread=unread))


__all__ = ["Runner"]
