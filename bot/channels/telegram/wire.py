"""The clients' bot on the wire: aiogram's session and addresses, our own JSON. No model is built for a turn's calls.

Of Telegram's answer only the result is read, as plain values. Files go through aiogram's methods.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.channels.telegram.calls import NOT_CONNECTED, UPLOAD, Upload, form_of, result_of, unreachable
from bot.channels.telegram.errors import Refused, Unreachable
from bot.channels.telegram.files import TelegramFiles
from bot.channels.telegram.library import (
    AiogramError,
    AiohttpSession,
    Bot,
    BufferedInputFile,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

_AS_JSON = {"Content-Type": "application/json"}
# What is sent are trees of our own making, so nobody has to look for circles in them.
_WRITTEN = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
_CODES: tuple[tuple[type[TelegramAPIError], int], ...] = (
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
    (TelegramEntityTooLarge, 413),
    (TelegramServerError, 500),
)


class AiogramWire:
    """Calls over the session of an aiogram bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._addresses: dict[str, str] = {}
        self._patience = ClientTimeout(total=bot.session.timeout)

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        """Make a call whose parameters are plain JSON values."""
        session = self.bot.session
        assert isinstance(session, AiohttpSession)
        address = self._addresses.get(method)
        if address is None:
            address = self._addresses[method] = session.api.api_url(token=self.bot.token, method=method)
        client = await session.create_session()
        try:
            async with client.post(
                address,
                data=_WRITTEN(params).encode(),
                headers=_AS_JSON,
                timeout=self._patience,
            ) as reply:
                code, body = reply.status, await reply.read()
        except (ClientError, OSError, TimeoutError) as error:
            raise unreachable(error) from None
        return result_of(code, body)

    async def send_file(self, kind: str, name: str, content: bytes, params: Mapping[str, Any]) -> Any:
        """Send a file through aiogram."""
        file = BufferedInputFile(content, name)
        try:
            if kind == "photo":
                sent = await self.bot.send_photo(photo=file, **params)
            else:
                sent = await self.bot.send_document(document=file, **params)
        except AiogramError as error:
            raise as_refusal(error) from None
        return {"message_id": sent.message_id}

    async def upload(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
        """Make a call that sends files along as they come in."""
        session = self.bot.session
        assert isinstance(session, AiohttpSession)
        client = await session.create_session()
        address = session.api.api_url(token=self.bot.token, method=method)
        try:
            async with client.post(address, data=form_of(params, uploads), timeout=UPLOAD) as reply:
                code, body = reply.status, await reply.read()
        except (ClientError, OSError, TimeoutError) as error:
            raise unreachable(error) from None
        return result_of(code, body)

    def files(self) -> TelegramFiles:
        """What this bot was sent."""
        session = self.bot.session
        assert isinstance(session, AiohttpSession)

        @asynccontextmanager
        async def opened() -> AsyncIterator[ClientSession]:
            yield await session.create_session()

        return TelegramFiles(self, opened, lambda path: session.api.file_url(self.bot.token, path))


def as_refusal(error: AiogramError) -> Refused | Unreachable:
    """An error of aiogram in our own terms."""
    if isinstance(error, TelegramRetryAfter):
        return Refused(429, error.message, retry_after=error.retry_after)
    if isinstance(error, TelegramMigrateToChat):
        return Refused(400, error.message, moved_to=str(error.migrate_to_chat_id))
    for kind, code in _CODES:
        if isinstance(error, kind):
            return Refused(code, error.message)
    if isinstance(error, TelegramAPIError) and not isinstance(error, TelegramNetworkError):
        return Refused(400, error.message)
    return Unreachable(type(error).__name__, in_doubt=not isinstance(error.__cause__, NOT_CONNECTED))
