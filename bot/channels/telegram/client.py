"""The clients' bot (aiogram): updates in, rows out. Private chats only; it knows no storage and no staff."""

from __future__ import annotations

import contextlib
import logging
import struct
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from aiogram import Bot, Dispatcher, Router
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
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from aiogram.types import User as TelegramUser

from bot.channels.telegram.render import MOST_CHARACTERS
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.outbox import Blocked, Lookup, TryLater, Undeliverable
from bot.delivery.post import Post
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.dialogue import COMMANDS
from dialogs.messages import Act, Incoming, Text

log = logging.getLogger(__name__)
CHANNEL = "telegram"
# What a caption may hold, counted as Telegram does: less than this many characters of any script.
LONGEST_CAPTION = 1_000
MOST_HEIGHT_TO_WIDTH = 2.5
# Asked for in full every time: Telegram keeps the old list where it is left out.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
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


class Submit(Protocol):
    """Hand an act to the writer and wait until it is durable."""

    def __call__(
        self, update_id: int, chat: int, incoming: Incoming, message_id: int | None = None
    ) -> Awaitable[object]:
        """Raises when it could not be made durable; then the update must come again."""


def make_bot(token: str, api: str | None) -> Bot:
    """A bot that talks to Telegram or to the given Bot API server."""
    if api is None:
        return Bot(token)
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))


def make_dispatcher(submit: Submit) -> Dispatcher:
    """A dispatcher with one handler for each kind of update and no filters: those cost more than the update."""
    router = Router()
    client = _Client(submit)
    router.message.register(client.message)
    router.edited_message.register(client.edited)
    router.callback_query.register(client.press)
    router.my_chat_member.register(client.membership)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    return dispatcher


async def fetch(bot: Bot, offset: int | None, seconds: int) -> list[tuple[int, int, Update]]:
    """Ask for updates from an offset on; each with its id and the chat whose order matters."""
    updates = await bot(
        GetUpdates(offset=offset, timeout=seconds, allowed_updates=ALLOWED_UPDATES), request_timeout=seconds + 15
    )
    return [(update.update_id, _chat_of(update), update) for update in updates]


class _Client:
    """Turns updates into acts."""

    def __init__(self, submit: Submit) -> None:
        self.submit = submit

    async def message(self, message: Message, event_update: Update) -> None:
        if message.chat.type != "private" or message.from_user is None or message.from_user.is_bot:
            return
        incoming = _act_of(message, message.from_user)
        await self.submit(event_update.update_id, message.chat.id, incoming, message.message_id)

    async def edited(self, message: Message, event_update: Update) -> None:
        if message.chat.type == "private":
            incoming = Incoming(Act.EDIT, message.text or "")
            await self.submit(event_update.update_id, message.chat.id, incoming)

    async def press(self, query: CallbackQuery, event_update: Update) -> None:
        if query.message is not None and query.message.chat.type != "private":
            return
        incoming = Incoming(Act.PRESS, data=query.data or "", language=query.from_user.language_code)
        # Answered at once: the person's phone shows a clock until then, and nothing depends on it.
        with contextlib.suppress(AiogramError):
            await query.answer()
        await self.submit(event_update.update_id, query.from_user.id, incoming)

    async def membership(self, change: ChatMemberUpdated, event_update: Update, bot: Bot) -> None:
        if change.chat.type != "private":
            if change.new_chat_member.status in ("member", "administrator"):
                # Nothing of a client belongs in a group, so we do not stay in one.
                with contextlib.suppress(AiogramError):
                    await bot.leave_chat(change.chat.id)
            return
        left = change.new_chat_member.status in ("kicked", "left")
        act = Act.LEFT if left else Act.CAME_BACK
        await self.submit(event_update.update_id, change.chat.id, Incoming(act))


def _act_of(message: Message, sender: TelegramUser) -> Incoming:
    language = sender.language_code
    if message.text is None or message.forward_origin is not None:
        own_number = message.contact is not None and message.contact.user_id == sender.id
        phone = message.contact.phone_number if message.contact is not None and own_number else ""
        kind = "forward" if message.forward_origin is not None else str(message.content_type)
        return Incoming(Act.OTHER, kind, data=phone, language=language)
    # Half a pair of surrogates could be kept, but never sent: no library can encode it.
    text = message.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return Incoming(Act.COMMAND, rest.strip(), command=name.partition("@")[0].lower(), language=language)
    return Incoming(Act.TEXT, text, language=language)


def _chat_of(update: Update) -> int:
    event: Any = update.message or update.edited_message or update.my_chat_member
    if event is not None:
        return int(event.chat.id)
    return update.callback_query.from_user.id if update.callback_query is not None else 0


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


__all__ = ["CHANNEL", "ClientCourier", "TelegramAPIError", "fetch", "introduce", "make_bot", "make_dispatcher"]
