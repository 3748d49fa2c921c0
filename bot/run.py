"""Runs what `bot.app` has wired, as tasks of one event loop with one way to stop: receiving, delivery and timers."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.channels.telegram.receive import ClientReceiver
from bot.channels.telegram.start import ClientBot
from bot.channels.telegram.webhook import make_server, serve
from bot.clock import Clock, growing_pause, pause_unless
from bot.delivery.outbox import Outbox
from bot.errors import OwnError
from bot.office.desk import OfficeDesk
from bot.office.telegram.handlers import OfficeReceiver
from bot.office.telegram.start import OfficeBot
from bot.turns.keeping import Keeping
from bot.turns.timers import Timers
from bot.turns.waiting import Waiting
from bot.turns.writer import Writer

if TYPE_CHECKING:
    from bot.app import Core

log = logging.getLogger(__name__)
# How long at most before a registration is tried again.
LONGEST_PAUSE_SECONDS = 60.0
# Where an update goes: tells Telegram the address, and whether it took it.
_Registered = Callable[[str, str], Awaitable[bool]]


class NotStarted(Exception):
    """A bot does not know yet who it is."""


@dataclass
class Staff:
    """The office bot, and what it receives."""

    bot: OfficeBot
    receiver: OfficeReceiver

    async def poll(self, stop: asyncio.Event, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Fetch and handle updates once the bot has started, until told to stop."""
        await self.bot.wait_until_started(stop)
        await self.receiver.poll(stop, sleep)

    async def handle(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Handle an update of the webhook. Staff's updates wait at Telegram until the bot knows who it is."""
        if not await self.bot.started():
            raise NotStarted
        return await self.receiver.handle(update)


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
    bot: ClientBot
    client: ClientReceiver
    office: Staff | None
    at_ready: Callable[[], None] = lambda: None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Start, serve until `stop` is set, and leave nothing half done. Raises `IntakeError` for a refused token."""
        # One after the other from the last; a thing that cannot be closed keeps none of the others open.
        async with contextlib.AsyncExitStack() as opened:
            self.writer.start()
            opened.push_async_callback(asyncio.to_thread, self.writer.stop)
            opened.push_async_callback(self.bot.close)
            if self.office is not None:
                opened.push_async_callback(self.office.bot.close)
            await self._serve()

    async def _serve(self) -> None:
        await self.bot.start()
        if self.office is not None:
            await self.office.bot.started()
        await self.desk.load()
        if self.office is None or self.desk.chat is None:
            log.warning("there is no office bot (INTAKE_OFFICE_TOKEN, INTAKE_OFFICE_CHAT): leads are kept for later")
        # Receiving stops first, so that what is still being delivered has nothing new behind it.
        sending = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.outbox.run(sending))
                aside = [
                    tasks.create_task(self.bot.introduce()),
                    tasks.create_task(self.keeping.run()),
                    tasks.create_task(self.timers.run()),
                    tasks.create_task(self.waiting.run()),
                    tasks.create_task(self.core.traces.run(self.clock.sleep)),
                ]
                receiving = [tasks.create_task(task) for task in self._receivers()]
                self.at_ready()
                self.ready.set()
                await asyncio.wait(
                    [*receiving, tasks.create_task(self.stop.wait())], return_when=asyncio.FIRST_COMPLETED
                )
                self.stop.set()
                await asyncio.gather(*receiving)
                for task in aside:
                    task.cancel()
                sending.set()
        except* OwnError as group:
            error: BaseException = group
            while isinstance(error, BaseExceptionGroup):
                error = error.exceptions[0]
            raise error from None

    # --- receiving ------------------------------------------------------------------------------------------------

    def _receivers(self) -> list[Any]:
        if self.core.settings.webhook_url is not None:
            return [self._webhooks(self.core.settings.webhook_url)]
        polls = [self.client.poll(self.stop, self.clock.sleep)]
        return [*polls, self.office.poll(self.stop, self.clock.sleep)] if self.office is not None else polls

    async def _webhooks(self, base: str) -> None:
        settings = self.core.settings
        secrets = {name: settings.webhook_secret_for(name) for name in ("client", "office")}
        routes: dict[str, Any] = {"/client": (secrets["client"], self.client.handle)}
        addresses: list[tuple[_Registered, str, str]] = [(self.bot.registered, f"{base}/client", secrets["client"])]
        async with contextlib.AsyncExitStack() as beside:
            await beside.enter_async_context(self.client.aside)
            if self.office is not None:
                await beside.enter_async_context(self.office.receiver.aside)
                routes["/office"] = (secrets["office"], self.office.handle)
                addresses.append((self.office.bot.registered, f"{base}/office", secrets["office"]))
            serving = serve(make_server(routes), settings.host, settings.port, self.stop)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(serving)
                tasks.create_task(self._register(addresses))

    async def _register(self, addresses: list[tuple[_Registered, str, str]]) -> None:
        """Tell Telegram where to send updates; tried until it is done."""
        for attempt in itertools.count():
            addresses = [(tell, url, secret) for tell, url, secret in addresses if not await tell(url, secret)]
            if not addresses:
                return
            await pause_unless(self.stop, growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS), self.clock.sleep)
            if self.stop.is_set():
                return


__all__ = ["Runner", "Staff"]
