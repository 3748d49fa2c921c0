"""The running service: both bots, the writer, the outbox and the timers in one event loop with one way to stop."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# python-telegram-bot warns at every flood wait unless it may give the time as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.app import Core
from bot.channels.telegram import receive, send
from bot.clock import Clock, growing_pause
from bot.delivery.outbox import Courier, Outbox, Pace
from bot.errors import IntakeError, SettingsError, StorageTrouble
from bot.office.desk import OfficeDesk
from bot.office.telegram import handlers as office_handlers
from bot.office.telegram.courier import OfficeCourier
from bot.receiving.budget import Allowance, Budget
from bot.receiving.webhook import make_server, serve
from bot.turns.acts import CLIENT, OFFICE, ClientTurn
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Incoming

log = logging.getLogger(__name__)
PRUNE_EVERY_SECONDS = 86_400.0
# How long at most before a start or a registration is tried again.
LONGEST_PAUSE_SECONDS = 60.0
# How soon what another process queued (`intake forget`) is noticed while nobody acts.
LOOK_EVERY_SECONDS = 2.0
# How often leads that wait are looked for at most, and at least.
LEAST_PAUSE_SECONDS, LONGEST_NAP_SECONDS = 60.0, 3_600.0
# How soon a timer is tried again that met a database in trouble.
AGAIN_AFTER_SECONDS = 600.0
_App = Application[Any, Any, Any, Any, Any, Any]


class NotStarted(Exception):
    """A bot does not know yet who it is."""


@dataclass
class Service:
    """Wires and runs everything `intake run` does. `run` returns after a clean stop."""

    core: Core
    clock: Clock = field(default_factory=Clock)
    pace: Pace = field(default_factory=Pace)
    allowance: Allowance = field(default_factory=Allowance)
    make_bot: Callable[[str, str | None], Bot] = send.make_bot
    at_ready: Callable[[], None] = lambda: None
    look_every: float | None = LOOK_EVERY_SECONDS
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Start, serve until `stop` is set, and leave nothing half done. Raises `IntakeError` for a refused token."""
        settings = self.core.settings
        if settings.client_token is None:
            raise SettingsError(
                "INTAKE_CLIENT_TOKEN is not set; give it the token that BotFather made for the client bot"
            )
        self.writer = Writer(self.core.ledger, look_every=self.look_every)
        self.writer.start()
        self.bot = self.make_bot(settings.client_token, settings.telegram_api)
        self.desk = OfficeDesk(
            self.writer,
            self.core.words,
            settings.office_chat,
            now=self.clock.now,
            forget_messages=lambda: self.outbox.forget_messages(),
            wake=lambda: self.outbox.wake(OFFICE),
        )
        self.office: _App | None = None
        try:
            if settings.office_token is not None:
                self.office = office_handlers.make_application(settings.office_token, settings.telegram_api)
            await self._serve()
        finally:
            if self.office is not None:
                with contextlib.suppress(RuntimeError, TelegramError):
                    await self.office.shutdown()
                # A bot that never learnt who it is leaves its connections open.
                await self.office.bot.request.shutdown()
            await self.bot.session.close()
            await asyncio.get_running_loop().run_in_executor(None, self.writer.stop)

    async def _serve(self) -> None:
        await self._check_tokens()
        await self.desk.load()
        self.outbox = Outbox(self.writer, self._couriers(), clock=self.clock, pace=self.pace)
        # Receiving stops first, so that what is still being delivered has nothing new behind it.
        sending = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.outbox.run(sending))
                aside = [
                    tasks.create_task(self._introduce()),
                    tasks.create_task(
                        self._by_the_clock("what is kept for a time only could not be removed", self._prune)
                    ),
                    tasks.create_task(
                        self._by_the_clock("leads that wait could not be shown again", self._show_waiting)
                    ),
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
        except* IntakeError as group:
            error: BaseException = group
            while isinstance(error, BaseExceptionGroup):
                error = error.exceptions[0]
            raise error from None

    def _couriers(self) -> dict[str, Courier]:
        couriers: dict[str, Courier] = {CLIENT: send.ClientCourier(self.bot, self.core.words)}
        if self.office is not None and self.desk.chat is not None:
            couriers[OFFICE] = OfficeCourier(self.office.bot, self.desk.chat, self.core.words, moved=self.desk.moved)
        else:
            log.warning("there is no office bot (INTAKE_OFFICE_TOKEN, INTAKE_OFFICE_CHAT): leads are kept for later")
        return couriers

    async def _check_tokens(self) -> None:
        try:
            await self.bot.get_me()
        except TelegramUnauthorizedError:
            raise IntakeError("INTAKE_CLIENT_TOKEN was refused by Telegram; copy it again from BotFather") from None
        except AiogramError as error:
            log.warning("Telegram cannot be reached yet (%s); going on", type(error).__name__)
        self._office_started = self.office is not None and await self._start(self.office)

    async def _start(self, office: _App) -> bool:
        """Let the office bot learn who it is; False while Telegram cannot be reached. Clients do not wait for it."""
        try:
            await office.initialize()
        except InvalidToken:
            raise IntakeError("INTAKE_OFFICE_TOKEN was refused by Telegram; copy it again from BotFather") from None
        except TelegramError as error:
            log.warning("the office bot cannot start yet (%s); trying again", type(error).__name__)
            return False
        return True

    async def _started(self, office: _App) -> None:
        """Wait until the office bot has started, or the service stops."""
        for attempt in itertools.count():
            if self._office_started or self.stop.is_set():
                return
            self._office_started = await self._start(office)
            if not self._office_started:
                await self.clock.sleep(growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS))

    async def _introduce(self) -> None:
        """Commands and descriptions are a courtesy: a failure is told and changes nothing else."""
        try:
            await send.introduce(self.bot, self.core.words)
        except AiogramError as error:
            log.warning("the commands could not be set (%s)", type(error).__name__)

    async def _by_the_clock(self, what: str, act: Callable[[], Awaitable[float | None]]) -> None:
        """Act again and again, each time after as many seconds as the act says; None ends it."""
        pause: float | None = 0.0
        while pause is not None:
            try:
                pause = await act()
            except StorageTrouble:  # told where turns meet it
                pause = AGAIN_AFTER_SECONDS
            except Exception as error:  # nobody's turn may end with this
                log.error("%s (%s); trying again", what, type(error).__name__)
                pause = AGAIN_AFTER_SECONDS
            if pause is not None:
                await self.clock.sleep(pause)

    async def _prune(self) -> float:
        """Erase what is only kept for a time, piece by piece, so that nobody waits behind it."""
        while await self.writer.submit(Call(lambda batch: batch.prune(self.clock.now()))):
            pass
        return PRUNE_EVERY_SECONDS

    async def _show_waiting(self) -> float | None:
        """Show staff the leads that have waited too long, and say when the next one will have."""
        while await self.writer.submit(Call(lambda batch: batch.show_waiting(self.clock.now()))):
            pass
        due: datetime | None = await self.writer.submit(Call(lambda batch: batch.next_look(self.clock.now())))
        # What cannot be shown (damaged) stays due; and a clock that is put on must not leave us asleep for days.
        wait = None if due is None else (due - self.clock.now()).total_seconds()
        return None if wait is None else min(max(wait, LEAST_PAUSE_SECONDS), LONGEST_NAP_SECONDS)

    # --- receiving ------------------------------------------------------------------------------------------------

    def _receivers(self) -> list[Any]:
        budget = Budget(self.clock.monotonic, self.allowance)
        self.client = receive.ClientReceiver(self.bot, self.submit, self._record, budget)
        self.staff: office_handlers.OfficeReceiver | None = None
        if self.office is not None:
            self.staff = office_handlers.OfficeReceiver(self.office, self.desk, self._record)
        if self.core.settings.webhook_url is not None:
            return [self._webhooks()]
        return [self.client.poll(self.stop, self.clock.sleep), *([self._poll_office()] if self.staff else [])]

    async def submit(self, update_id: int, chat: int, incoming: Incoming, message_id: str | None = None) -> object:
        """Hand a client's act to the writer; returns once it is durable."""
        turn = ClientTurn(receive.CHANNEL, str(update_id), str(chat), incoming, self.clock.now(), message_id)
        return await self.writer.submit(turn)

    async def _record(self, channel: str, update_id: int, kind: str) -> None:
        """Keep that an update could not be read: its number and what kind of thing it was."""
        log.warning("%s: an update could not be read (%s)", channel, kind)
        moment = self.clock.now()
        await self.writer.submit(Call(lambda batch: batch.tx.record_unreadable(channel, str(update_id), kind, moment)))

    async def _poll_office(self) -> None:
        if self.office is not None and self.staff is not None:
            await self._started(self.office)
            await self.staff.poll(self.stop, self.clock.sleep)

    async def _webhooks(self) -> None:
        settings, base = self.core.settings, self.core.settings.webhook_url
        routes = {"/client": (settings.webhook_secret_for("client"), self.client.handle)}
        async with contextlib.AsyncExitStack() as beside:
            await beside.enter_async_context(self.client.aside)
            if self.staff is not None:
                await beside.enter_async_context(self.staff.aside)
                routes["/office"] = (settings.webhook_secret_for("office"), self._office_update)
            serving = serve(make_server(routes), settings.host, settings.port, self.stop)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(serving)
                tasks.create_task(self._register(f"{base}/client", f"{base}/office"))

    async def _office_update(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Staff's updates wait at Telegram until the office bot knows who it is."""
        if self.office is None or self.staff is None:
            return None
        if not self._office_started:
            self._office_started = await self._start(self.office)
        if not self._office_started:
            raise NotStarted
        return await self.staff.handle(update)

    async def _register(self, client_url: str, office_url: str) -> None:
        """Tell Telegram where to send updates; tried until it is done."""
        settings = self.core.settings
        for attempt in range(1_000):
            try:
                await self.bot.set_webhook(
                    client_url,
                    secret_token=settings.webhook_secret_for("client"),
                    allowed_updates=receive.ALLOWED_UPDATES,
                )
                if self.office is not None:
                    await self.office.bot.set_webhook(
                        office_url,
                        secret_token=settings.webhook_secret_for("office"),
                        allowed_updates=office_handlers.ALLOWED_UPDATES,
                    )
                return
            except (AiogramError, TelegramError) as error:
                log.warning("the webhook could not be registered (%s); trying again", type(error).__name__)
                await self.clock.sleep(growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS))
                if self.stop.is_set():
                    return


__all__ = ["Clock", "Service"]
