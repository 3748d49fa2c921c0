"""The office bot on the wire: python-telegram-bot's requests and errors, plain values in and out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import ClientError, ClientSession
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.calls import Upload, Wire, delete_many, form_of, result_of, unreachable
from bot.channels.telegram.errors import Refused, Unreachable
from bot.channels.telegram.files import TelegramFiles
from bot.office.telegram.request import NotReached, Patience, Request

_CODES: tuple[tuple[type[TelegramError], int], ...] = (
    (BadRequest, 400),
    (Forbidden, 403),
    (InvalidToken, 401),
    # What a refused token is called once the bot had started.
    (EndPointNotFound, 401),
    (Conflict, 409),
)
TELEGRAM = "https://api.telegram.org"
# All the library says of a file that is too large.
_TOO_LARGE = "request entity too large"
# As Telegram puts it where it says it.
_NO_SUCH_TOPIC = "Bad Request: message thread not found"


class LibraryWire:
    """Calls over the requests of a python-telegram-bot bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        """Make a call whose parameters are plain JSON values."""
        try:
            # The library's way to plain JSON is meant for methods it does not know, and warns of others. Telegram takes
            # small letters as well.
            return await self.bot.do_api_request(method.lower(), api_kwargs=dict(params))
        except TelegramError as error:
            raise as_refusal(error) from None

    async def send_file(self, kind: str, name: str, content: bytes, params: Mapping[str, Any]) -> Any:
        """Send a document through the library; the office bot sends no photos."""
        try:
            sent = await self.bot.send_document(document=content, filename=name, **_as_named(params))
        except TelegramError as error:
            raise as_refusal(error) from None
        return {"message_id": sent.message_id, "message_thread_id": sent.message_thread_id}

    async def upload(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
        """Make a call that sends files along as they come in."""
        request = self._request()
        try:
            code, body = await request.upload(f"{self.bot.base_url}/{method}", form_of(params, uploads))
        except (ClientError, OSError, TimeoutError) as error:
            raise unreachable(error) from None
        return result_of(code, body)

    def files(self) -> TelegramFiles:
        """What this bot was sent."""

        @asynccontextmanager
        async def opened() -> AsyncIterator[ClientSession]:
            yield self._request().session()

        return TelegramFiles(self, opened, lambda path: f"{self.bot.base_file_url}/{path}")

    def _request(self) -> Request:
        request = self.bot.request
        assert isinstance(request, Request)
        return request


class Landing:
    """A wire that looks where a message landed: what was meant for a topic and stands elsewhere is taken away again.

    Telegram mostly says that a topic is gone; it has also put the message into the group without a word.
    """

    def __init__(self, wire: Wire) -> None:
        self.wire = wire

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        """Make a call."""
        return await self._landed(params, await self.wire.call(method, params))

    async def send_file(self, kind: str, name: str, content: bytes, params: Mapping[str, Any]) -> Any:
        """Send a document."""
        return await self._landed(params, await self.wire.send_file(kind, name, content, params))

    async def upload(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
        """Make a call that sends files along."""
        return await self._landed(params, await self.wire.upload(method, params, uploads))

    async def _landed(self, params: Mapping[str, Any], result: Any) -> Any:
        thread = params.get("message_thread_id")
        made = [one for one in (result if isinstance(result, list) else [result]) if isinstance(one, Mapping)]
        astray = [one["message_id"] for one in made if "message_id" in one and one.get("message_thread_id") != thread]
        if thread is None or not astray:
            return result
        await delete_many(self.wire, int(params["chat_id"]), astray)
        raise Refused(400, _NO_SUCH_TOPIC)


@asynccontextmanager
async def open_wire(token: str, api: str | None) -> AsyncIterator[LibraryWire]:
    """Give calls of a bot that is no more than its token, for as long as somebody sets it up."""
    request = Request(at_once=2, patience=Patience(connect=10, read=20))
    server = api or TELEGRAM
    try:
        bot = Bot(token, f"{server}/bot", f"{server}/file/bot", request=request, get_updates_request=request)
        yield LibraryWire(bot)
    finally:
        await request.shutdown()


def _as_named(params: Mapping[str, Any]) -> dict[str, Any]:
    """A reply as the library names it; everything else has Telegram's names."""
    values = dict(params)
    reply = values.pop("reply_parameters", None)
    if reply is not None:
        values |= {"reply_to_message_id": reply["message_id"], "allow_sending_without_reply": True}
    return values


def as_refusal(error: TelegramError) -> Refused | Unreachable:
    """An error of python-telegram-bot in our own terms."""
    if isinstance(error, ChatMigrated):
        return Refused(400, error.message, moved_to=str(error.new_chat_id))
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        return Refused(
            429, error.message, retry_after=seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
        )
    for kind, code in _CODES:
        if isinstance(error, kind):
            return Refused(code, error.message)
    if isinstance(error, NetworkError) and not isinstance(error, TimedOut) and _TOO_LARGE in error.message.lower():
        return Refused(413, error.message)
    return Unreachable(type(error).__name__, in_doubt=not isinstance(error, NotReached))
