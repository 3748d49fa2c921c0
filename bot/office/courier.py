"""Sends the office bot's rows (python-telegram-bot): a card for each client, in a topic of its own where the group has
topics, edited in place; notes beside it. A lost topic, a migrated group and missing rights are survived and told.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.i18n import Words
from bot.outbox import Lookup, TryLater, Undeliverable
from bot.storage.records import Row
from dialogs.messages import Text

log = logging.getLogger(__name__)
STAFF_LANGUAGE = "ja"
NO_RIGHTS_WAIT_SECONDS = 60.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
_TOPIC_CLOSED = ("topic_closed", "topic closed")
_NO_TOPICS = ("not enough rights", "not a forum", "chat_not_modified", "topics", "have no rights")


class OfficeCourier:
    """The staff group's side of the outbox. `moved` is told (and keeps) the id of the group after a migration.

    `remember` commits a handle at once: a topic must not be made twice because its card could not be sent.
    """

    def __init__(
        self,
        bot: Bot,
        chat: int,
        words: Words,
        *,
        moved: Callable[[int], Awaitable[None]],
        remember: Callable[[Row, str, int], Awaitable[None]],
    ) -> None:
        self.bot = bot
        self.chat = chat
        self.words = words
        self.moved = moved
        self.remember = remember
        self._forum: bool | None = None
        self._told_rights = False

    async def deliver(self, row: Row, known: Lookup) -> Mapping[str, int]:
        """Send a card, a note, an answer to a command, or erase a client's topic."""
        acts: Mapping[str, Callable[[Row, Lookup], Awaitable[Mapping[str, int]]]] = {
            "card": self._card,
            "note": self._note,
            "reply": self._reply,
            "erase": self._erase,
        }
        try:
            return await acts[row.kind](row, known)
        except ChatMigrated as error:
            self.chat, self._forum = error.new_chat_id, None
            await self.moved(error.new_chat_id)
            raise TryLater("the staff group moved to a supergroup", 0) from None
        except RetryAfter as error:
            seconds = error.retry_after
            raise TryLater("flood wait", seconds if isinstance(seconds, int) else seconds.total_seconds()) from None
        except Forbidden:
            # Never dropped: leads wait until somebody lets the bot back in.
            log.error("the office bot is not in the staff group any more; add it again and make it an administrator")
            raise TryLater("the office bot is not in the staff group", NO_RIGHTS_WAIT_SECONDS) from None
        except BadRequest as error:
            if "chat not found" in error.message.lower():
                log.error("the staff group of INTAKE_OFFICE_CHAT was not found; add the office bot to it")
                raise TryLater("the staff group was not found", NO_RIGHTS_WAIT_SECONDS) from None
            raise Undeliverable(error.message) from None
        except TelegramError as error:
            raise TryLater(type(error).__name__) from None

    async def retract(self, row: Row, made: Mapping[str, int]) -> None:
        """Take back what was posted about somebody who asked to be forgotten meanwhile."""
        for name, number in made.items():
            with contextlib.suppress(TelegramError):
                if name.startswith("t:"):
                    await self.bot.delete_forum_topic(self.chat, number)
                else:
                    await self.bot.delete_message(self.chat, number)

    # --- kinds of rows --------------------------------------------------------------------------------------------

    async def _card(self, row: Row, known: Lookup) -> Mapping[str, int]:
        name, payload = str(row.handle), row.payload
        number = (await known(name)).get(name)
        if number is not None and await self._edited(number, payload):
            return {}
        sent = await self._post(row, known, silent=not payload["ring"])
        return {name: sent}

    async def _edited(self, number: int, payload: Mapping[str, Any]) -> bool:
        """Edit the live card; False when it cannot be edited any more and must be sent anew."""
        try:
            await self.bot.edit_message_text(
                payload["text"],
                chat_id=self.chat,
                message_id=number,
                parse_mode="HTML",
                reply_markup=_keyboard(payload["keyboard"]),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            message = error.message.lower()
            if "not modified" in message:
                return True
            if "message" in message and ("not found" in message or "can't be edited" in message):
                return False
            raise
        return True

    async def _note(self, row: Row, known: Lookup) -> Mapping[str, int]:
        return {str(row.handle): await self._post(row, known, silent=not row.payload["ring"])}

    async def _reply(self, row: Row, known: Lookup) -> Mapping[str, int]:
        await self._send(row.payload, thread=row.payload["thread"], silent=True)
        return {}

    async def _erase(self, row: Row, known: Lookup) -> Mapping[str, int]:
        payload = row.payload
        deleted = False
        if payload["topic"] is not None:
            with contextlib.suppress(BadRequest):
                deleted = await self.bot.delete_forum_topic(self.chat, payload["topic"])
        if not deleted:
            for number in payload["messages"]:
                with contextlib.suppress(BadRequest):
                    await self.bot.delete_message(self.chat, number)
        await self._send({"text": payload["text"], "keyboard": ()}, thread=None, silent=False)
        return {}

    # --- where to post --------------------------------------------------------------------------------------------

    async def _post(self, row: Row, known: Lookup, *, silent: bool) -> int:
        """Into the client's topic, made if needed; without topics, as a reply to the card."""
        lead = row.payload["lead"]
        topic, card = f"t:{lead}", f"l:{lead}"
        ids = dict(await known(topic, card))
        if not await self._is_forum():
            return await self._send(row.payload, thread=None, silent=silent, reply_to=ids.get(card))
        thread = ids.get(topic) or await self._make_topic(row, topic)
        if thread is None:
            return await self._send(row.payload, thread=None, silent=silent, reply_to=ids.get(card))
        try:
            return await self._send(row.payload, thread=thread, silent=silent)
        except BadRequest as error:
            message = error.message.lower()
            if any(text in message for text in _TOPIC_CLOSED):
                await self.bot.reopen_forum_topic(self.chat, thread)
                return await self._send(row.payload, thread=thread, silent=silent)
            if not any(text in message for text in _TOPIC_GONE):
                raise
        # Somebody deleted the topic: a new one, and whatever comes next goes there.
        thread = await self._make_topic(row, topic)
        return await self._send(row.payload, thread=thread, silent=silent)

    async def _make_topic(self, row: Row, handle: str) -> int | None:
        try:
            made = await self.bot.create_forum_topic(self.chat, row.payload["topic"])
        except BadRequest as error:
            message = error.message.lower()
            if not any(text in message for text in _NO_TOPICS):
                raise
            self._forum = None
            await self._tell_rights()
            return None
        await self.remember(row, handle, made.message_thread_id)
        return made.message_thread_id

    async def _is_forum(self) -> bool:
        if self._forum is None:
            self._forum = bool((await self.bot.get_chat(self.chat)).is_forum)
        return self._forum

    async def _tell_rights(self) -> None:
        """Say once, plainly, which right is missing."""
        if not self._told_rights:
            self._told_rights = True
            log.error("the office bot may not manage topics; give it that right in the staff group's administrators")
            html = self.words.html(STAFF_LANGUAGE, Text("staff-no-rights"))
            await self._send({"text": html, "keyboard": ()}, thread=None, silent=False)

    async def _send(
        self, payload: Mapping[str, Any], *, thread: int | None, silent: bool, reply_to: int | None = None
    ) -> int:
        reply = None if reply_to is None else ReplyParameters(reply_to, allow_sending_without_reply=True)
        sent = await self.bot.send_message(
            self.chat,
            payload["text"],
            parse_mode="HTML",
            message_thread_id=thread,
            disable_notification=silent,
            reply_markup=_keyboard(payload.get("keyboard", ())),
            reply_parameters=reply,
            link_preview_options=_NO_PREVIEW,
        )
        return sent.message_id


def _keyboard(rows: Any) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )
