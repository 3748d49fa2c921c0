"""Runs what `bot.app` has wired, as tasks of one event loop with one way to stop: receiving, delivery and timers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.channel import Channel, Connection, Showing
from bot.clock import Clock
from bot.errors import OwnError
from bot.holding import Holding
from bot.parts import WorkPart
from bot.receiving.places import networks
from bot.turns.acts import OFFICE
from bot.turns.elsewhere import LINKS_MEMO
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from bot.words.words import languages
from dialogs.messages import Text

if TYPE_CHECKING:
    from bot.app import Core
    from bot.calendars.busy import BusyKeeper
    from bot.calendars.writing import CalendarKeeping
    from bot.delivery.outbox import Outbox
    from bot.observing.health import Health
    from bot.office.desk import OfficeDesk
    from bot.office.following import DecidedElsewhere
    from bot.office.morning import Morning
    from bot.receiving.server import Site
    from bot.translator.server import TranslationServer
    from bot.turns.keeping import Keeping
    from bot.turns.timers import Timers
    from bot.turns.waiting import Waiting

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Chores:
    """What the clock brings: what is due, what waits, what is kept for a time only, the office's own calendars."""

    keeping: Keeping
    timers: Timers
    waiting: Waiting
    morning: Morning
    busy: BusyKeeper | None = None
    calendar: CalendarKeeping | None = None

    async def run(self) -> None:
        """Do all of it, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for chore in (self.keeping, self.timers, self.waiting, self.morning, self.busy, self.calendar):
                if chore is not None:
                    tasks.create_task(chore.run())


@dataclass
class Runner:
    """Runs and stops the parts of `intake run` that this process does. `run` returns after a clean stop.

    What a part needs that it does not do is None: `outbox` where nothing is delivered, `desk` where nothing of staff
    is, `chores` where nothing is looked after. `channels` are those of which something is received or sent.
    """

    core: Core
    clock: Clock
    writer: Writer
    parts: frozenset[WorkPart]
    holding: Holding
    channels: Mapping[str, Channel]
    office: Connection | None = None
    delivering: Outbox | None = None
    staff: OfficeDesk | None = None
    chores: Chores | None = None
    following: DecidedElsewhere | None = None
    at_ready: Callable[[], None] = lambda: None
    translator: TranslationServer | None = None
    sites: Sequence[Site] = ()
    health: Health | None = None
    # Where requests are taken from, where something listens already.
    listener: socket.socket | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def outbox(self) -> Outbox:
        """What delivers, for those who know that it is there."""
        assert self.delivering is not None, "nothing is delivered by this process"
        return self.delivering

    @property
    def desk(self) -> OfficeDesk:
        """The staff's side, for those who know that it is there."""
        assert self.staff is not None, "nothing of staff is done by this process"
        return self.staff

    @property
    def looked_after(self) -> Chores:
        """What the clock brings, for those who know that it is there."""
        assert self.chores is not None, "nothing is looked after by this process"
        return self.chores

    @property
    def is_alive(self) -> bool:
        """Whether what must never end has not ended."""
        return self.writer.is_alive or not self.ready.is_set()

    @property
    def open_pages(self) -> int:
        """How many pages of the website's chat are open."""
        return sum(channel.pages_open for channel in self.channels.values() if isinstance(channel, Showing))

    @property
    def calendar_written_at(self) -> float | None:
        """When the office's calendar was last as it should be; None where that is not known here."""
        calendar = None if self.chores is None else self.chores.calendar
        return None if calendar is None else calendar.written_at

    @property
    def connections(self) -> tuple[Connection, ...]:
        """Everything by which somebody reaches us: the clients' channels, then the staff's bot."""
        clients = self.channels.values() if WorkPart.CLIENT in self.parts else ()
        return (*clients, *(() if self.office is None else (self.office,)))

    async def run(self) -> None:
        """Start, serve until `stop` is set, and leave nothing half done. Raises `IntakeError` for a refused token."""
        # One after the other from the last; a thing that cannot be closed keeps none of the others open.
        async with contextlib.AsyncExitStack() as opened:
            if self.health is not None:
                # It tells of all that comes next, and of the end.
                await opened.enter_async_context(self.health.served(self))
            # Given back last: until then nobody else does what is still being finished here.
            await opened.enter_async_context(self.holding.begun())
            self.writer.start()
            opened.push_async_callback(asyncio.to_thread, self.writer.stop)
            for connection in (*self.channels.values(), *(() if self.office is None else (self.office,))):
                opened.push_async_callback(connection.close)
            if self.translator is not None:
                opened.push_async_callback(self.translator.close)
            await self._serve()

    async def _serve(self) -> None:
        for connection in (*self.channels.values(), *(() if self.office is None else (self.office,))):
            await connection.start()
        if self.staff is not None:
            await self.staff.load()
        await self._learn_links()
        if self.delivering is not None and (OFFICE not in self.delivering.couriers or self.desk.chat is None):
            log.warning("there is no office bot (INTAKE_OFFICE_TOKEN, INTAKE_OFFICE_CHAT): leads are kept for later")
        # Receiving stops first, so that what is still being delivered has nothing new behind it.
        sending = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                if self.delivering is not None:
                    tasks.create_task(
                        self.holding.while_held(WorkPart.DELIVER, partial(self._deliver, sending), sending)
                    )
                aside = [tasks.create_task(self.core.traces.run(self.clock.sleep))]
                if WorkPart.CLIENT in self.parts:
                    aside += [tasks.create_task(channel.introduce()) for channel in self.channels.values()]
                if self.following is not None:
                    aside.append(tasks.create_task(self.following.run(self.clock.sleep)))
                if self.chores is not None:
                    aside.append(tasks.create_task(self.holding.while_held(WorkPart.TIMERS, self.chores.run, sending)))
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

    async def _deliver(self, sending: asyncio.Event) -> None:
        if self.holding.called is not None:
            # Another process may have heard where the group went.
            await self.desk.load()
        await self.outbox.run(sending)

    async def _learn_links(self) -> None:
        """Keep what opens each channel, where people can go on from one to another."""
        if len(self.channels) < 2 or WorkPart.CLIENT not in self.parts:
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
                    tasks.create_task(self._receive_by(connection))
                settings = self.core.settings
                if self.parts & {WorkPart.CLIENT, WorkPart.OFFICE} and (endpoints or settings.links_base is not None):
                    from bot.receiving.server import make_server, serve

                    server = make_server(endpoints, pages, is_alive=lambda: self.is_alive)
                    rule = self.core.office.web
                    proxies = networks(() if rule is None else rule.proxies)
                    at = settings.host, settings.port, self.stop
                    words = self.core.words
                    unread = "\n".join(words.plain(language, Text("web-unread")) for language in languages())
                    tasks.create_task(serve(server, *at, listener=self.listener, proxies=proxies, unread=unread))
                if not self.connections:
                    await self.stop.wait()

    async def _receive_by(self, connection: Connection) -> None:
        """Receive by a connection; what has to be fetched is fetched by one process alone."""
        receive = partial(connection.receive, self.stop)
        if connection.endpoints:
            await receive()
            return
        part = WorkPart.OFFICE if connection is self.office else WorkPart.CLIENT
        await self.holding.while_held(part, receive, self.stop)


__all__ = ["Chores", "Runner"]
