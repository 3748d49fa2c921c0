"""The staff group as a place to write: its topics, General, what the bot may do there, and taking things away."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

from bot.channels.telegram.calls import Wire, delete_many, delete_one, text_params
from bot.channels.telegram.errors import Meaning, Refused, Repair, Unreachable
from bot.channels.telegram.render import Message
from bot.delivery.courier import DeliveryError, Dispatch, ShutOut
from bot.office.group import StaffChat
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF

log = logging.getLogger(__name__)
LONGEST_TOPIC = 128
_EMPTIED = "🗑"
# Under a message of staff that reached the client. Telegram lets bots use some emoji only, and groups fewer.
SIGNS = ("👌", "👍", "❤", "👀")
T = TypeVar("T")
# Writes something, given the parameters that say where.
Send: TypeAlias = Callable[[Mapping[str, Any]], Awaitable[T]]


class TopicGone(Exception):
    """Somebody deleted the topic."""


class StaffGroup:
    """Where in the group a message goes: a closed topic is opened again, or the message goes elsewhere."""

    def __init__(self, wire: Wire, group: StaffChat, words: Words) -> None:
        self.wire = wire
        self.group = group
        self.chat = 0
        self.words = words
        self._forum: bool | None = None
        self._told_rights = False
        # The bot's own topic, made while General is closed.
        self._own_topic: int | None = None
        self.enter()

    def enter(self) -> None:
        """Take the group as it is now, for the whole of a delivery: the numbers it works with hold in that one only."""
        chat = self.group.chat
        if chat is not None and chat != self.chat:
            # It became a supergroup: other rights, other topics.
            self.chat, self._forum, self._own_topic = chat, None, None

    async def has_topics(self) -> bool:
        """Whether the group is a forum; asked once."""
        if self._forum is None:
            self._forum = bool((await self._call("getChat")).get("is_forum"))
        return self._forum

    async def make_topic(self, name: str) -> int | None:
        """A new topic; None where there can be none."""
        try:
            made = await self._call("createForumTopic", name=name[:LONGEST_TOPIC])
        except Refused as refused:
            if not refused.asks_for(Repair.NO_TOPICS):
                raise
            self._forum = None
            return None
        return int(made["message_thread_id"])

    # --- writing --------------------------------------------------------------------------------------------------

    async def put(
        self, message: Message, dispatch: Dispatch, *, thread: int | None, silent: bool, reply_to: int | None = None
    ) -> int:
        """Write into a topic, or into the group itself. Raises `TopicGone`; `ShutOut` where there is no place."""

        async def send(params: Mapping[str, Any]) -> int:
            return await self._send(message, params)

        return await self.write(send, dispatch, thread=thread, silent=silent, reply_to=reply_to)

    async def write(
        self, send: Send[T], dispatch: Dispatch, *, thread: int | None, silent: bool, reply_to: int | None = None
    ) -> T:
        """Let `send` write, given where: into a topic, or into the group itself. Raises as `put` does."""
        if thread is None:
            return await self._into_general(send, dispatch, silent, reply_to)
        made = await self._into_topic(send, thread, silent, reply_to)
        if made is not None:
            return made
        # Closed, and we may not open it: nothing is held back for that.
        await self.tell_rights(dispatch)
        return await self._into_general(send, dispatch, silent, None)

    async def _into_topic(self, send: Send[T], thread: int, silent: bool, reply_to: int | None = None) -> T | None:
        """None where the topic is closed and stays so."""
        for attempt in range(2):
            try:
                return await send(self._where(thread, silent, reply_to))
            except Refused as refused:
                if refused.asks_for(Repair.TOPIC_GONE):
                    raise TopicGone from None
                if not refused.asks_for(Repair.TOPIC_CLOSED):
                    raise
            if attempt or not await self._opened("reopenForumTopic", message_thread_id=thread):
                break
        return None

    async def _into_general(self, send: Send[T], dispatch: Dispatch, silent: bool, reply_to: int | None) -> T:
        """Into the group itself; while General is closed to us, into a topic of the bot's own."""
        for attempt in range(2):
            try:
                return await send(self._where(None, silent, reply_to))
            except Refused as refused:
                if not refused.asks_for(Repair.TOPIC_CLOSED):
                    raise
            if attempt or not await self._opened("reopenGeneralForumTopic"):
                break
        for _ in range(2):
            if self._own_topic is None:
                self._own_topic = await self.make_topic(self._say("staff-topic-notices"))
            if self._own_topic is None:
                break
            try:
                made = await self._into_topic(send, self._own_topic, silent)
            except TopicGone:
                self._own_topic = None
                continue
            if made is not None:
                return made
            break
        raise ShutOut("the General topic is closed, and the office bot may neither open it nor make a topic")

    async def _opened(self, method: str, **params: object) -> bool:
        """Whether a closed topic is open now."""
        try:
            await self._call(method, **params)
        except Refused as refused:
            if refused.diagnosis.meaning is Meaning.WAIT:
                raise
            return refused.asks_for(Repair.NOTHING_TO_DO)
        return True

    async def tell_rights(self, dispatch: Dispatch) -> None:
        """Say once, plainly, which right is missing. What else there is to say does not wait for this."""
        if self._told_rights:
            return
        self._told_rights = True
        log.error("the office bot may not manage topics; give it that right in the staff group's administrators")
        html = self.words.html(LANGUAGE_OF_STAFF, Text("staff-no-rights"))
        try:
            await self.put(Message(html, []), dispatch, thread=None, silent=False)
        except (Refused, Unreachable, DeliveryError) as error:
            log.warning("staff could not be told of the missing right (%s)", error)

    def _say(self, key: str) -> str:
        return self.words.plain(LANGUAGE_OF_STAFF, Text(key))

    def _where(self, thread: int | None, silent: bool, reply_to: int | None) -> dict[str, Any]:
        """The parameters that say where a message goes."""
        params: dict[str, Any] = {"chat_id": self.chat, "disable_notification": silent}
        if thread is not None:
            params["message_thread_id"] = thread
        if reply_to is not None:
            params["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        return params

    async def _send(self, message: Message, params: Mapping[str, Any]) -> int:
        if message.document is not None:
            name, content = message.document
            with_file = {**params, "caption": message.html, "parse_mode": "HTML"}
            return int((await self.wire.send_file("document", name, content, with_file))["message_id"])
        sent = await self.wire.call("sendMessage", {**params, **text_params(self.chat, message.html, message.keyboard)})
        return int(sent["message_id"])

    # --- changing and taking away ---------------------------------------------------------------------------------

    async def edited(self, number: int, message: Message) -> bool:
        """Whether a message now says this; False where it must be sent anew."""
        params = text_params(self.chat, message.html, message.keyboard)
        try:
            await self.wire.call("editMessageText", {"message_id": number, **params})
        except Refused as refused:
            if refused.asks_for(Repair.NOTHING_TO_DO):
                return True
            # Whatever else it is that Telegram has against the edit, the card is worth a new message.
            if refused.asks_for(Repair.MESSAGE_GONE) or refused.diagnosis.meaning is Meaning.UNKNOWN:
                return False
            raise
        return True

    async def removed(self, numbers: Sequence[int]) -> list[int]:
        """Take messages away; those too old are emptied, buttons and all. Returns what still says something."""
        return [n for n in await delete_many(self.wire, self.chat, numbers) if not await self._emptied(n)]

    async def remove(self, number: int) -> bool:
        """Take one message away, or empty it; whether it says nothing any more."""
        return await delete_one(self.wire, self.chat, number) or await self._emptied(number)

    async def _emptied(self, number: int) -> bool:
        try:
            await self._call("editMessageText", message_id=number, text=_EMPTIED)
        except Refused as refused:
            if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED) or refused.asks_for(Repair.CHAT_MOVED):
                raise
            return refused.asks_for(Repair.NOTHING_TO_DO)
        return True

    async def shaped(self, thread: int, name: str, closed: bool | None) -> bool:
        """Call a topic by a name, and close or open it; False where the bot may not. One that is gone needs nothing."""
        opens = {None: (), True: ("closeForumTopic",), False: ("reopenForumTopic",)}[closed]
        if not await self._may("editForumTopic", message_thread_id=thread, name=name[:LONGEST_TOPIC]):
            return False
        return all([await self._may(method, message_thread_id=thread) for method in opens])

    async def _may(self, method: str, **params: object) -> bool:
        """Whether the bot may manage topics; what else is refused has to do with that one topic."""
        try:
            await self._call(method, **params)
        except Refused as refused:
            if refused.diagnosis.meaning is not Meaning.REPAIR or refused.asks_for(Repair.CHAT_MOVED):
                raise
            return not refused.asks_for(Repair.NO_TOPICS)
        return True

    async def topic_removed(self, thread: int, name: str) -> bool:
        """Whether a topic is gone; where it must stay, it at least gets another name than the client's."""
        if await self._managed("deleteForumTopic", message_thread_id=thread):
            return True
        await self._managed("editForumTopic", message_thread_id=thread, name=name)
        await self._managed("closeForumTopic", message_thread_id=thread)
        return False

    async def _managed(self, method: str, **params: object) -> bool:
        """Whether a topic is as it was asked to be."""
        try:
            await self._call(method, **params)
        except Refused as refused:
            if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED) or refused.asks_for(Repair.CHAT_MOVED):
                raise
            return refused.asks_for(Repair.TOPIC_GONE, Repair.NOTHING_TO_DO)
        return True

    async def react(self, number: int) -> None:
        """Put a sign under a message, the first that the group allows; where it allows none, there is none."""
        for emoji in SIGNS:
            try:
                await self._call("setMessageReaction", message_id=number, reaction=[{"type": "emoji", "emoji": emoji}])
            except Refused as refused:
                if refused.asks_for(Repair.NO_REACTION):
                    continue
                raise
            return

    async def _call(self, method: str, **params: object) -> Any:
        return await self.wire.call(method, {"chat_id": self.chat, **params})


__all__ = ["StaffGroup", "TopicGone"]
