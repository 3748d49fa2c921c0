"""The clients' bot (aiogram), incoming: updates become acts. Private chats only; it knows no storage and no staff."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiogram import Bot, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import AiogramError
from aiogram.methods import GetUpdates
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, TelegramObject
from aiohttp import ClientTimeout

from bot.channels.telegram.wire import AiogramWire
from bot.receiving.aside import Aside
from bot.receiving.budget import Budget, Verdict
from bot.receiving.door import Door, PressAnswer, Record
from bot.receiving.pick import CLIENT_UPDATES, Slim, What, pick_client
from bot.receiving.polling import Poller
from dialogs.messages import Act, Incoming

CHANNEL = "telegram"
ALLOWED_UPDATES = CLIENT_UPDATES
_TYPES: Mapping[str, type[TelegramObject]] = {
    "message": Message,
    "edited_message": Message,
    "callback_query": CallbackQuery,
    "my_chat_member": ChatMemberUpdated,
}


class Submit(Protocol):
    """Hand an act to the writer and wait until it is durable."""

    def __call__(
        self, update_id: int, chat: int, incoming: Incoming, message_id: str | None = None
    ) -> Awaitable[object]:
        """`message_id` is the person's own message. Raises when it could not be made durable."""


class ClientReceiver:
    """Everything the clients' bot receives, by polling or by webhook."""

    def __init__(self, bot: Bot, submit: Submit, record: Record, budget: Budget) -> None:
        self.bot = bot
        self.submit = submit
        self.budget = budget
        self.wire = AiogramWire(bot)
        self.aside = Aside()
        self.router = _routes(submit, self._leave)
        self.door = Door(CHANNEL, pick_client, self._feed, record, self._tell)

    async def poll(self, stop: asyncio.Event, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Fetch and handle updates until told to stop."""
        with contextlib.suppress(AiogramError):
            await self.bot.delete_webhook()
        async with self.aside:
            await Poller("client bot", self.fetch, self.door, answer=self._answer, sleep=sleep).run(stop)

    async def handle(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Handle one update of the webhook; returns the call for its reply, once the update is durable."""
        answer = await self.door.take(self.door.pick(update))
        return None if answer is None else answer.call()

    async def fetch(self, offset: int | None, seconds: int, most: int) -> bytes:
        """Ask for updates from an offset on: the body as it came, since no library has to understand it."""
        session = self.bot.session
        if not isinstance(session, AiohttpSession):
            raise TypeError("updates are fetched with aiohttp")
        asked: dict[str, Any] = {"timeout": seconds, "limit": most, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            asked["offset"] = offset
        http = await session.create_session()
        url = session.api.api_url(self.bot.token, "getUpdates")
        # Longer than the long poll, so that Telegram's empty answer arrives.
        async with http.post(url, json=asked, timeout=ClientTimeout(total=seconds + 15)) as answer:
            body = await answer.read()
        if answer.status != 200:
            # Refused: aiogram knows what that means, and raises it.
            session.check_response(self.bot, GetUpdates(), answer.status, body.decode("utf-8", "replace"))
        return body

    # --- one update -----------------------------------------------------------------------------------------------

    async def _feed(self, slim: Slim) -> None:
        if slim.kind == "my_chat_member":
            await self._route(slim)
            return
        verdict = self.budget.judge(slim.chat, erasing=_asks_for_erasure(slim))
        if verdict is Verdict.DROP:
            return
        try:
            if verdict is Verdict.SAY_SO:
                await self.submit(slim.update_id, slim.chat, Incoming(Act.TOO_FAST), _own_message(slim))
            else:
                await self._route(slim)
        except BaseException:
            self.budget.undo(slim.chat, verdict)
            raise

    async def _route(self, slim: Slim) -> None:
        """aiogram reads the slim event and calls the handler of its kind; its dispatcher's other layers have no use."""
        event = _TYPES[slim.kind].model_validate(slim.event)
        await self.router.propagate_event(slim.kind, event, slim=slim)

    async def _tell(self, update_id: int, sender: int) -> None:
        """Tell somebody that what they sent cannot be read."""
        await self.submit(update_id, sender, Incoming(Act.OTHER, "unknown"))

    # --- beside it ------------------------------------------------------------------------------------------------

    def _answer(self, answer: PressAnswer) -> None:
        self.aside.start(lambda: self.wire.call("answerCallbackQuery", answer.parameters()))

    def _leave(self, group: int) -> None:
        """Nothing of a client belongs in a group, so we do not stay in one."""
        self.aside.start(lambda: self.bot.leave_chat(group))


def _routes(submit: Submit, leave: Callable[[int], None]) -> Router:
    """A router with one handler for each kind of update and no filters: those cost more than the update."""
    router = Router()
    client = _Client(submit, leave)
    router.message.register(client.message)
    router.edited_message.register(client.edited)
    router.callback_query.register(client.press)
    router.my_chat_member.register(client.membership)
    return router


class _Client:
    """Turns updates into acts."""

    def __init__(self, submit: Submit, leave: Callable[[int], None]) -> None:
        self.submit = submit
        self.leave = leave

    async def message(self, message: Message, slim: Slim) -> None:
        await self.submit(slim.update_id, slim.chat, _act_of(message, slim), _own_message(slim))

    async def edited(self, message: Message, slim: Slim) -> None:
        await self.submit(slim.update_id, slim.chat, Incoming(Act.EDIT, message.text or ""))

    async def press(self, query: CallbackQuery, slim: Slim) -> None:
        copy = "" if slim.message is None else str(slim.message)
        language = query.from_user.language_code
        incoming = Incoming(Act.PRESS, data=query.data or "", language=language, message=copy)
        await self.submit(slim.update_id, slim.chat, incoming)

    async def membership(self, change: ChatMemberUpdated, slim: Slim) -> None:
        joined = slim.what is What.JOINED
        if change.chat.type == "private":
            await self.submit(slim.update_id, slim.chat, Incoming(Act.CAME_BACK if joined else Act.LEFT))
        elif joined:
            self.leave(slim.chat)


def _act_of(message: Message, slim: Slim) -> Incoming:
    language = message.from_user.language_code if message.from_user is not None else None
    if slim.what is What.COMMAND:
        return Incoming(Act.COMMAND, slim.argument, command=slim.detail, language=language)
    if slim.what is What.TEXT:
        return Incoming(Act.TEXT, message.text or "", language=language)
    phone = message.contact.phone_number if message.contact is not None else ""
    return Incoming(Act.OTHER, slim.detail, data=phone, language=language, album=slim.album)


def _asks_for_erasure(slim: Slim) -> bool:
    if slim.what is What.PRESS:
        return str(slim.event["data"]).endswith(".forget")
    return slim.what is What.COMMAND and slim.detail == "forget"


def _own_message(slim: Slim) -> str | None:
    """The person's own message, to be erased with them; a button that was pressed is ours."""
    return None if slim.what is What.PRESS or slim.message is None else str(slim.message)
