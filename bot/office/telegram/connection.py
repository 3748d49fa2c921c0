"""The office bot as a connection: when it knows who it is, where its updates go, its end. Clients never wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Mapping
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.channels.telegram.webhook import LONGEST_PAUSE_SECONDS, endpoint, register, webhook_of
from bot.clock import Clock, growing_pause, pause_unless
from bot.errors import IntakeError
from bot.office.telegram.handlers import ALLOWED_UPDATES, OfficeReceiver
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint
from bot.settings import Settings

log = logging.getLogger(__name__)


class NotStarted(Exception):
    """The office bot does not know yet who it is."""


class OfficeConnection:
    """python-telegram-bot's application and what it receives, from its start to its end."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        receiver: OfficeReceiver,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self.application = application
        self.receiver = receiver
        self.clock = clock
        self.webhook = webhook_of(settings, "office")
        self._is_started = False

    @property
    def aside(self) -> Aside:
        """Acknowledging presses."""
        return self.receiver.aside

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """Where Telegram sends updates to, if it does."""
        hook = self.webhook
        return {} if hook is None else {hook.path: endpoint(hook.secret, self.handle)}

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Nothing can be read of it here."""
        return {}

    async def start(self) -> None:
        """Let the bot learn who it is; a Telegram out of reach is waited for elsewhere.

        Raises `IntakeError` for a token that Telegram refuses.
        """
        await self.started()

    async def receive(self, stop: asyncio.Event) -> None:
        """Fetch updates once the bot has started, until told to stop, or have Telegram send them."""
        if self.webhook is None:
            await self.wait_until_started(stop)
            self.receiver.look()
            await self.receiver.poll(stop, self.clock.sleep)
        else:
            await register(self.webhook, self.registered, stop, self.clock.sleep)

    async def handle(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Handle an update of the webhook. Staff's updates wait at Telegram until the bot knows who it is."""
        if not await self.started():
            raise NotStarted
        return await self.receiver.handle(update)

    async def started(self) -> bool:
        """Let the bot learn who it is, if it does not know; False while Telegram cannot be reached.

        Raises `IntakeError` for a token that Telegram refuses.
        """
        if not self._is_started:
            try:
                await self.application.initialize()
                self._is_started = True
            except InvalidToken:
                raise IntakeError("error-token-refused", setting="INTAKE_OFFICE_TOKEN") from None
            except Exception as error:  # whatever answers there, clients are served meanwhile
                log.warning("the office bot cannot start yet (%s); trying again", type(error).__name__)
        return self._is_started

    async def wait_until_started(self, stop: asyncio.Event) -> None:
        """Try until the bot has started, or everything stops."""
        if self._is_started:
            return
        for attempt in itertools.count():
            if stop.is_set() or await self.started():
                return
            await pause_unless(stop, growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS), self.clock.sleep)

    async def registered(self, url: str, secret: str) -> bool:
        """Tell Telegram where to send updates; False where that must be tried again."""
        try:
            await self.application.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
        except Exception as error:  # whatever answers there ends nothing
            log.warning("the webhook could not be registered (%s); trying again", type(error).__name__)
            return False
        self.receiver.look()
        return True

    async def close(self) -> None:
        """Close its connections."""
        try:
            with contextlib.suppress(RuntimeError, TelegramError):
                await self.application.shutdown()
        finally:
            # A bot that never learnt who it is leaves its connections open.
            await self.application.bot.request.shutdown()
