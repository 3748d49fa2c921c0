"""The running service: both bots, the writer, the outbox and the timers in one event loop with one way to stop."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# python-telegram-bot warns at every flood wait unless it may give the time as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import telegram
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from aiogram.types import Update as ClientUpdate
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.app import Core
from bot.channels.telegram import receive, send
from bot.clock import Clock
from bot.delivery.outbox import Courier, Outbox, Pace
from bot.delivery.post import Post
from bot.errors import IntakeError, SettingsError
from bot.office.desk import OfficeDesk
from bot.office.telegram import handlers as office_handlers
from bot.office.telegram.courier import OfficeCourier
from bot.receiving.polling import Poller
from bot.receiving.webhook import make_server, serve
from bot.turns.acts import CLIENT, OFFICE, ClientTurn, Delivered
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.messages import Incoming

log = logging.getLogger(__name__)
PRUNE_EVERY_SECONDS = 86_400.0
_App = Application[Any, Any, Any, Any, Any, Any]


@dataclass
class Service:
    """Wires and runs everything `intake run` does. `run` returns after a clean stop."""

    core: Core
    clock: Clock = field(default_factory=Clock)
    pace: Pace = field(default_factory=Pace)
    make_bot: Callable[[str, str | None], Bot] = send.make_bot
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Start, serve until `stop` is set, and leave nothing half done. Raises `IntakeError` for a refused token."""
        settings = self.core.settings
        if settings.client_token is None:
            raise SettingsError(
                "INTAKE_CLIENT_TOKEN is not set; give it the token that BotFather made for the client bot"
            )
        self.writer = Writer(self.core.ledger)
        self.writer.start()
        self.bot = self.make_bot(settings.client_token, settings.telegram_api)
        self.desk = OfficeDesk(
            self.writer,
            self.core.words,
            settings.office_chat,
            now=self.clock.now,
            forget_messages=lambda: self.outbox.forget_messages(),
        )
        self.office: _App | None = None
        try:
            if settings.office_token is not None:
                self.office = office_handlers.make_application(settings.office_token, settings.telegram_api, self.desk)
            await self._serve()
        finally:
            if self.office is not None:
                with contextlib.suppress(RuntimeError, TelegramError):
                    await self.office.shutdown()
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
                aside = [tasks.create_task(self._introduce()), tasks.create_task(self._prune())]
                receiving = [tasks.create_task(task) for task in self._receivers()]
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

    async def _remember(self, row: Post, handle: str, number: str) -> bool:
        """Commit a handle of its own at once (a topic), beside the row that is still under way.

        False when the row's person was erased meanwhile: then nothing is kept.
        """
        aside = Delivered(row, {handle: number}, self._wall())
        kept = bool(await self.writer.submit(Call(lambda batch: batch.tx.remember(aside))))
        self.outbox.forget_messages()
        return kept

    def _wall(self) -> float:
        return self.clock.now().timestamp()

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
                await self.clock.sleep(min(60.0, 2.0**attempt))

    async def _introduce(self) -> None:
        """Commands and descriptions are a courtesy: a failure is told and changes nothing else."""
        try:
            await send.introduce(self.bot, self.core.words)
        except AiogramError as error:
            log.warning("the commands could not be set (%s)", type(error).__name__)

    async def _prune(self) -> None:
        while True:
            while await self.writer.submit(Call(lambda batch: batch.prune(self.clock.now()))):
                pass
            await self.clock.sleep(PRUNE_EVERY_SECONDS)

    # --- receiving ------------------------------------------------------------------------------------------------

    def _receivers(self) -> list[Any]:
        self.dispatcher: Dispatcher = receive.make_dispatcher(self.submit)
        if self.core.settings.webhook_url is not None:
            return [self._webhooks()]
        return [self._poll_client(), *([self._poll_office(self.office)] if self.office is not None else [])]

    async def submit(self, update_id: int, chat: int, incoming: Incoming, message_id: str | None = None) -> object:
        """Hand a client's act to the writer; returns once it is durable."""
        turn = ClientTurn(receive.CHANNEL, str(update_id), str(chat), incoming, self.clock.now(), message_id)
        return await self.writer.submit(turn)

    async def _poll_client(self) -> None:
        with contextlib.suppress(AiogramError):
            await self.bot.delete_webhook()

        async def handle(update: ClientUpdate) -> None:
            await self.dispatcher.feed_update(self.bot, update)

        poller = Poller(
            "client bot",
            lambda offset, seconds: receive.fetch(self.bot, offset, seconds),
            handle,
            sleep=self.clock.sleep,
        )
        await poller.run(self.stop)

    async def _poll_office(self, application: _App) -> None:
        await self._started(application)
        with contextlib.suppress(TelegramError):
            await application.bot.delete_webhook()

        async def handle(update: telegram.Update) -> None:
            await office_handlers.feed(application, update)

        poller = Poller(
            "office bot",
            lambda offset, seconds: office_handlers.fetch(application.bot, offset, seconds),
            handle,
            sleep=self.clock.sleep,
        )
        await poller.run(self.stop)

    async def _webhooks(self) -> None:
        settings, base = self.core.settings, self.core.settings.webhook_url

        async def client(update: dict[str, Any]) -> None:
            await self.dispatcher.feed_raw_update(self.bot, update)

        routes = {"/client": (settings.webhook_secret_for("client"), client)}
        if self.office is not None:
            application = self.office

            async def office(update: dict[str, Any]) -> None:
                if not self._office_started:
                    self._office_started = await self._start(application)
                parsed = telegram.Update.de_json(update, application.bot)
                await office_handlers.feed(application, parsed)

            routes["/office"] = (settings.webhook_secret_for("office"), office)
        serving = serve(make_server(routes), settings.host, settings.port, self.stop)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(serving)
            tasks.create_task(self._register(f"{base}/client", f"{base}/office"))

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
                await self.clock.sleep(min(60.0, 2.0**attempt))
                if self.stop.is_set():
                    return


__all__ = ["Clock", "Service"]
