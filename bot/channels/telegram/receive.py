"""The clients' bot (aiogram), incoming: updates become acts. Private chats only; it knows no storage and no staff."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable
from typing import Any, Protocol

from aiogram import Bot, Dispatcher, Router
from aiogram.exceptions import AiogramError
from aiogram.methods import GetUpdates
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update
from aiogram.types import User as TelegramUser

from dialogs.messages import Act, Incoming

CHANNEL = "telegram"
# Asked for in full every time: Telegram keeps the old list where it is left out.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class Submit(Protocol):
    """Hand an act to the writer and wait until it is durable."""

    def __call__(
        self, update_id: int, chat: int, incoming: Incoming, message_id: int | None = None
    ) -> Awaitable[object]:
        """Raises when it could not be made durable; then the update must come again."""


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
