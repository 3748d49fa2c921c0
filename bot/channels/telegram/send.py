"""The clients' bot (aiogram), outgoing: rows of the outbox become messages. It knows no storage and no staff."""

from __future__ import annotations

import contextlib
import logging
import struct
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    Response,
    SendMessage,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from bot.channels.telegram.render import MOST_CHARACTERS
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.outbox import Blocked, Lookup, TryLater, Undeliverable
from bot.delivery.post import Post
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.dialogue import COMMANDS
from dialogs.messages import Text

log = logging.getLogger(__name__)
# What a caption may hold, counted as Telegram does: less than this many characters of any script.
LONGEST_CAPTION = 1_000
MOST_HEIGHT_TO_WIDTH = 2.5
# aiogram names a response type for every call, and pydantic builds the class anew whenever nobody holds it: a tenth of
# a millisecond each. The types of the calls a turn makes are held here.
_TURN_METHODS: Sequence[type[TelegramMethod[Any]]] = (
    AnswerCallbackQuery,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendMessage,
)
_HELD = tuple(Response[method.__returning__] for method in _TURN_METHODS)  # type: ignore[name-defined]  # a type made at run time
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def make_bot(token: str, api: str | None) -> Bot:
    """A bot that talks to Telegram or to the given Bot API server."""
    if api is None:
        return Bot(token)
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))


class ClientCourier:
    """Sends the rows of the clients' bot."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.drawing = Drawing()

    async def deliver(self, row: Post, known: Lookup) -> Mapping[str, int]:
        """Send, edit, strip or delete; an edit that cannot be made becomes a new message."""
        acts: Mapping[str, Callable[[Post, Lookup], Awaitable[Mapping[str, int]]]] = {
            "send": self._send,
            "edit": self._edit,
            "strip": self._strip,
            "erase": self._erase,
            "picture": self._picture,
        }
        try:
            return await acts[row.kind](row, known)
        except TelegramRetryAfter as error:
            raise TryLater("flood wait", float(error.retry_after)) from None
        except TelegramForbiddenError:
            raise Blocked("the person blocked the bot") from None
        except TelegramBadRequest as error:
            if "chat not found" in error.message.lower():
                raise Blocked("the chat was not found") from None
            raise Undeliverable(error.message) from None
        except TelegramEntityTooLarge:
            raise Undeliverable("too large") from None
        except AiogramError as error:
            raise TryLater(type(error).__name__) from None

    async def retract(self, row: Post, made: Mapping[str, int]) -> None:
        """Delete what was sent to somebody who asked to be forgotten meanwhile."""
        for number in made.values():
            with contextlib.suppress(AiogramError):
                await self.bot.delete_message(row.payload["chat"], number)

    async def _send(self, row: Post, known: Lookup) -> Mapping[str, int]:
        payload, chat = row.payload, int(row.payload["chat"])
        if "document" in payload:
            name, content = payload["document"]
            file = BufferedInputFile(content.encode("utf-8"), name)
            sent = await self.bot.send_document(
                chat, file, caption=payload["text"], parse_mode="HTML", reply_markup=keyboard(payload["keyboard"])
            )
        else:
            sent = await self.bot.send_message(
                chat,
                payload["text"],
                parse_mode="HTML",
                reply_markup=keyboard(payload["keyboard"]),
                link_preview_options=_NO_PREVIEW,
            )
        return {} if row.handle is None else {row.handle: sent.message_id}

    async def _edit(self, row: Post, known: Lookup) -> Mapping[str, int]:
        payload, handle = row.payload, str(row.handle)
        number = (await known(handle)).get(handle)
        if number is None:
            return await self._send(row, known)
        try:
            await self.bot.edit_message_text(
                payload["text"],
                chat_id=int(payload["chat"]),
                message_id=number,
                parse_mode="HTML",
                reply_markup=keyboard(payload["keyboard"]),
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            if "not modified" in error.message.lower():
                return {}
            if "message" not in error.message.lower():
                raise
            return await self._send(row, known)
        return {}

    async def _strip(self, row: Post, known: Lookup) -> Mapping[str, int]:
        handle = str(row.handle)
        number = (await known(handle)).get(handle)
        if number is not None:
            # Old buttons that stay are answered kindly, so a message too old to be changed does no harm.
            with contextlib.suppress(TelegramBadRequest):
                await self.bot.edit_message_reply_markup(chat_id=int(row.payload["chat"]), message_id=number)
        return {}

    async def _picture(self, row: Post, known: Lookup) -> Mapping[str, int]:
        """Draw a score card and send it; the same stands beside it in words, for who cannot see it.

        Where there is no picture to be had, the words alone are sent: whoever asked gets an answer.
        """
        chat, text = int(row.payload["chat"]), card_text(card_from_json(row.payload["picture"]))
        try:
            drawn = await self.drawing.picture(row.payload["picture"])
            # Telegram shrinks a tall photo until nobody can read it; a file is shown as it is.
            send = self.bot.send_photo if is_compact(drawn) else self.bot.send_document
            sent = await send(chat, BufferedInputFile(drawn, "points.png"), caption=shortened(text, LONGEST_CAPTION))
        except (NotDrawn, TelegramBadRequest, TelegramEntityTooLarge) as error:
            if isinstance(error, TelegramBadRequest) and "chat not found" in error.message.lower():
                raise
            why = f"could not be drawn: {error}" if isinstance(error, NotDrawn) else "was refused by Telegram"
            log.error("a picture %s; its words are sent alone", why)
            sent = await self.bot.send_message(chat, shortened(text, MOST_CHARACTERS), link_preview_options=_NO_PREVIEW)
        return {} if row.handle is None else {row.handle: sent.message_id}

    async def _erase(self, row: Post, known: Lookup) -> Mapping[str, int]:
        await delete_messages(self.bot, int(row.payload["chat"]), row.payload["messages"])
        return {}


def is_compact(png: bytes) -> bool:
    """Whether a picture is not much more than twice as high as wide, by the sizes in its header."""
    width, height = struct.unpack(">II", png[16:24])
    return bool(height <= MOST_HEIGHT_TO_WIDTH * width)


def shortened(text: str, most: int) -> str:
    """Whole lines up to what Telegram takes."""
    lines = text.split("\n")
    while len("\n".join(lines)) > most:
        lines.pop()
    return "\n".join(lines)


async def delete_messages(bot: Bot, chat: int, numbers: Sequence[int]) -> None:
    """Delete what a bot may delete; messages older than 48 hours stay, and the receipt says so."""
    for start in range(0, len(numbers), 100):
        part = list(numbers[start : start + 100])
        try:
            await bot.delete_messages(chat, part)
        except TelegramBadRequest:
            for number in part:
                with contextlib.suppress(TelegramBadRequest):
                    await bot.delete_message(chat, number)


def keyboard(rows: Sequence[Sequence[Sequence[str]]]) -> InlineKeyboardMarkup | None:
    """Rows of (label, data) as Telegram's inline keyboard."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in rows]
    )


async def introduce(bot: Bot, words: Words) -> None:
    """Tell Telegram the commands and who this is, in every language; the source language is the default."""
    for language in languages():
        code = None if language == SOURCE_LANGUAGE else language
        menu = [
            BotCommand(command=name, description=words.plain(language, Text(f"command-{name}"))) for name in COMMANDS
        ]
        await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_description(words.plain(language, Text("bot-description")), language_code=code)
        await bot.set_my_short_description(words.plain(language, Text("bot-short-description")), language_code=code)


__all__ = ["ClientCourier", "TelegramAPIError", "introduce", "make_bot"]
