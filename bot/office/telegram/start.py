"""The office bot as a whole: when it knows who it is, where its updates go, its end. Clients never wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.clock import growing_pause, pause_unless
from bot.errors import IntakeError
from bot.office.telegram.handlers import ALLOWED_UPDATES

log = logging.getLogger(__name__)
# How long at most before a start is tried again.
LONGEST_PAUSE_SECONDS = 60.0


class OfficeBot:
    """python-telegram-bot's application, from its start to its end."""

    def __init__(
        self, application: Application[Any, Any, Any, Any, Any, Any], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self.application = application
        self.sleep = sleep
        self._is_started = False

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
            await pause_unless(stop, growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS), self.sleep)

    async def registered(self, url: str, secret: str) -> bool:
        """Tell Telegram where to send updates; False where that must be tried again."""
        try:
            await self.application.bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
        except Exception as error:  # whatever answers there ends nothing
            log.warning("the webhook could not be registered (%s); trying again", type(error).__name__)
            return False
        return True

    async def close(self) -> None:
        """Close its connections."""
        try:
            with contextlib.suppress(RuntimeError, TelegramError):
                await self.application.shutdown()
        finally:
            # A bot that never learnt who it is leaves its connections open.
            await self.application.bot.request.shutdown()
