"""What staff do in the staff group: take, finish or decline a lead, list leads, show one. Rights are checked here,
every time: the office bot answers in the staff group and nowhere else.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from telegram import Bot, Chat, Message, Update, User
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.turns.acts import Turned

log = logging.getLogger(__name__)
ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
# No longer than a number the database can hold.
_PRESS = re.compile(r"(take|done|decline|sheet|check|checked):([0-9]{1,15})|(ok):([0-9]{1,15}):([a-z0-9_]{1,30})")
_Context = ContextTypes.DEFAULT_TYPE


class Desk(Protocol):
    """What the handlers need from the application: decide about leads, and answer through the outbox."""

    @property
    def chat(self) -> int | None:
        """The staff group; None while it is not set."""

    async def act(self, update_id: int, number: int, act: str, name: str, row: str = "") -> Turned:
        """Take, finish or decline a lead, or go through its papers (`row`: the row of the table that was seen)."""

    async def list_leads(self, update_id: int, thread: int | None) -> None:
        """Answer with the list of leads."""

    async def show_lead(self, update_id: int, thread: int | None, text: str) -> None:
        """Answer with one lead's card."""

    async def help(self, update_id: int, thread: int | None) -> None:
        """Answer with what the bot can do."""

    async def moved(self, chat: int) -> None:
        """The staff group became a supergroup with another id."""

    def say(self, key: str, **args: str) -> str:
        """A staff text in plain words."""


def make_application(token: str, api: str | None, desk: Desk) -> Application[Any, Any, Any, Any, Any, Any]:
    """python-telegram-bot's application with our handlers; updates are fed to it by our own loop."""
    request = HTTPXRequest(connection_pool_size=8, read_timeout=20, connect_timeout=10)
    polling = HTTPXRequest(connection_pool_size=1, read_timeout=60, connect_timeout=10)
    builder = ApplicationBuilder().token(token).updater(None).request(request).get_updates_request(polling)
    if api is not None:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    application = builder.build()
    staff = _Staff(desk)
    application.add_handler(CommandHandler("leads", staff.leads))
    application.add_handler(CommandHandler("lead", staff.lead))
    application.add_handler(CommandHandler(["help", "start"], staff.help))
    application.add_handler(CallbackQueryHandler(staff.press))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, staff.migrated))
    application.add_handler(ChatMemberHandler(staff.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(_keep_error)
    return application


async def feed(application: Application[Any, Any, Any, Any, Any, Any], update: Update) -> None:
    """Process one update and raise what its handler raised: it was not made durable then."""
    await application.process_update(update)
    error = application.bot_data.pop(update.update_id, None)
    if error is not None:
        raise error


async def _keep_error(update: object, context: _Context) -> None:
    if isinstance(update, Update) and context.error is not None:
        context.application.bot_data[update.update_id] = context.error


async def fetch(bot: Bot, offset: int | None, seconds: int) -> list[tuple[int, int, Update]]:
    """Ask for updates from an offset on; each with its id and the chat whose order matters."""
    updates = await bot.get_updates(offset=offset, timeout=seconds, allowed_updates=ALLOWED_UPDATES)
    return [(u.update_id, u.effective_chat.id if u.effective_chat else 0, u) for u in updates]


class _Staff:
    """One method for each thing staff can do."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def _allowed(self, chat: Chat | None, user: User | None) -> bool:
        here = self.desk.chat is not None and chat is not None and chat.id == self.desk.chat
        return here and user is not None and not user.is_bot

    async def leads(self, update: Update, _context: _Context) -> None:
        await self._answer(update, lambda thread, _text: self.desk.list_leads(update.update_id, thread))

    async def lead(self, update: Update, _context: _Context) -> None:
        await self._answer(update, lambda thread, text: self.desk.show_lead(update.update_id, thread, text))

    async def help(self, update: Update, _context: _Context) -> None:
        await self._answer(update, lambda thread, _text: self.desk.help(update.update_id, thread))

    async def _answer(self, update: Update, answer: Callable[[int | None, str], Awaitable[None]]) -> None:
        message = update.effective_message
        if message is None or not self._allowed(update.effective_chat, update.effective_user):
            return
        thread = message.message_thread_id if message.is_topic_message else None
        await answer(thread, (message.text or "").partition(" ")[2].strip())

    async def press(self, update: Update, _context: _Context) -> None:
        query = update.callback_query
        if query is None:
            return
        chat = query.message.chat if query.message is not None else None
        pressed = _PRESS.fullmatch(query.data or "")
        if pressed is None or not self._allowed(chat, query.from_user):
            with contextlib.suppress(TelegramError):
                await query.answer()
            return
        act, number, *row = (group for group in pressed.groups() if group is not None)
        turned = await self.desk.act(update.update_id, int(number), act, query.from_user.full_name, "".join(row))
        text = None
        if turned.refused is not None:
            taken_by = (turned.lead.taken_by if turned.lead else None) or ""
            text = self.desk.say(turned.refused, number=number, name=taken_by)[:200]
        # A press is answered at once and never through the outbox; a failure to do so changes nothing.
        with contextlib.suppress(TelegramError):
            await query.answer(text, show_alert=text is not None)

    async def migrated(self, update: Update, _context: _Context) -> None:
        message = update.effective_message
        if not isinstance(message, Message) or self.desk.chat is None:
            return
        # Told in the old group and in the new one; the first to be heard counts.
        if message.chat.id == self.desk.chat and message.migrate_to_chat_id is not None:
            await self.desk.moved(message.migrate_to_chat_id)
        elif message.migrate_from_chat_id == self.desk.chat:
            await self.desk.moved(message.chat.id)

    async def membership(self, update: Update, context: _Context) -> None:
        change = update.my_chat_member
        if change is None or change.chat.type == "private":
            return
        inside = change.new_chat_member.status in ("member", "administrator")
        if self.desk.chat is None and inside:
            log.warning("the office bot was added to a group; to use it, set INTAKE_OFFICE_CHAT=%d", change.chat.id)
        elif inside and self.desk.chat is not None and change.chat.id != self.desk.chat:
            if await self._is_ours_by_now(change.chat.id, context):
                return
            with contextlib.suppress(TelegramError):
                await context.bot.leave_chat(change.chat.id)

    async def _is_ours_by_now(self, chat: int, context: _Context) -> bool:
        """Whether a group is the staff group after a migration that we have not heard of; in doubt, yes."""
        try:
            await context.bot.get_chat(self.desk.chat or 0)
        except ChatMigrated as error:
            if error.new_chat_id != chat:
                return False
            await self.desk.moved(chat)
            return True
        except (BadRequest, Forbidden):
            return False
        except TelegramError:
            return True
        return False
