"""The clients' bot (aiogram), incoming: updates become acts. Private chats only; it knows no storage and no staff.

What an act is made of was picked and checked in `pick`; no typed model of an update is built again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import ClientTimeout

from bot.channels.telegram.calls import press_params, press_reply
from bot.channels.telegram.library import AiohttpSession, Bot, GetUpdates
from bot.channels.telegram.pick import CLIENT_UPDATES, Slim, What, key_of, pick_client
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.wire import AiogramWire
from bot.receiving.aside import Aside
from bot.receiving.door import Door, PressAnswer
from bot.receiving.reception import Reception
from dialogs.messages import Act, ActKind

ALLOWED_UPDATES = CLIENT_UPDATES


class ClientReceiver:
    """Everything the clients' bot receives, by polling or by webhook."""

    def __init__(self, bot: Bot, reception: Reception) -> None:
        self.bot = bot
        self.reception = reception
        self.wire = AiogramWire(bot)
        self.aside = Aside()
        record = reception.unread.record
        self.door = Door(reception.channel, pick_client, key_of, self._feed, record, self._tell, reception.observer)

    async def poll(self, stop: asyncio.Event, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Fetch and handle updates until told to stop; `aside` is open meanwhile."""
        with contextlib.suppress(Exception):  # whatever answers there ends nothing
            await self.bot.delete_webhook()
        await Poller("client bot", self.fetch, self.door, answer=self._answer, sleep=sleep).run(stop)

    async def handle(self, update: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Handle one update of the webhook; returns the call for its reply, once the update is durable."""
        answer = await self.door.take(self.door.pick(update))
        return None if answer is None else press_reply(answer)

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
            await self._membership(slim)
            return
        await self.reception.submit(slim.key, slim.chat, _act_of(slim), _own_message(slim))

    async def _membership(self, slim: Slim) -> None:
        """A person who blocked us or came back; or a group that took us in."""
        joined = slim.what is What.JOINED
        if slim.event["chat"]["type"] == "private":
            await self.reception.submit(slim.key, slim.chat, Act(ActKind.CAME_BACK if joined else ActKind.LEFT))
        elif joined:
            self._leave(int(slim.chat))

    async def _tell(self, key: str, sender: str) -> None:
        """Tell somebody that what they sent cannot be read."""
        await self.reception.submit(key, sender, Act(ActKind.OTHER, "unknown"))

    # --- beside it ------------------------------------------------------------------------------------------------

    def _answer(self, answer: PressAnswer) -> None:
        self.aside.start(lambda: self.wire.call("answerCallbackQuery", press_params(answer)))

    def _leave(self, group: int) -> None:
        """Nothing of a client belongs in a group, so we do not stay in one."""
        self.aside.start(lambda: self.bot.leave_chat(group))


def _act_of(slim: Slim) -> Act:
    """What somebody did."""
    event = slim.event
    if slim.what is What.EDIT:
        return Act(ActKind.EDIT, event.get("text", ""), said=slim.said)
    language = event["from"].get("language_code")
    if slim.what is What.PRESS:
        copy = "" if slim.message is None else str(slim.message)
        return Act(ActKind.PRESS, data=event["data"], language=language, message=copy)
    if slim.what is What.COMMAND:
        return Act(ActKind.COMMAND, slim.argument, command=slim.detail, language=language)
    if slim.what is What.TEXT:
        return Act(ActKind.TEXT, event["text"], language=language, said=slim.said)
    phone = event["contact"]["phone_number"] if "contact" in event else ""
    return Act(ActKind.OTHER, slim.detail, data=phone, language=language, album=slim.album, said=slim.said)


def _own_message(slim: Slim) -> str | None:
    """The person's own new message, to be erased with them; a button that was pressed is ours."""
    return None if slim.what in (What.PRESS, What.EDIT) or slim.message is None else str(slim.message)
