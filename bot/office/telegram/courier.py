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

from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.outbox import Erased, Lookup, TryLater, Undeliverable
from bot.delivery.post import Post
from bot.words.words import Words
from dialogs.messages import Text

log = logging.getLogger(__name__)
STAFF_LANGUAGE = "ja"
NO_RIGHTS_WAIT_SECONDS = 60.0
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
_TOPIC_CLOSED = ("topic_closed", "topic closed")
_MAY_NOT_WRITE = ("not enough rights to send", "have no rights to send", "chat_write_forbidden", "chat_restricted")
_NO_FILES = ("not enough rights to send documents", "chat_send_docs_forbidden")
_NO_TOPICS = ("not enough rights", "not a forum", "chat_not_modified", "topics", "have no rights")
_EMPTIED = "🗑"


class _TopicGone(Exception):
    """Somebody deleted the topic."""


class OfficeCourier:
    """The staff group's side of the outbox. `moved` is told (and keeps) the id of the group after a migration.

    `remember` commits a handle at once: a topic must not be made twice because its card could not be sent, and a card
    sent again for the sake of a note is the live one even if the note fails. It says no when the row's person was
    erased meanwhile.
    """

    def __init__(
        self,
        bot: Bot,
        chat: int,
        words: Words,
        *,
        moved: Callable[[int], Awaitable[None]],
        remember: Callable[[Post, str, int], Awaitable[bool]],
    ) -> None:
        self.bot = bot
        self.chat = chat
        self.words = words
        self.moved = moved
        self.remember = remember
        self.drawing = Drawing()
        self._forum: bool | None = None
        self._told_rights = False

    async def deliver(self, row: Post, known: Lookup) -> Mapping[str, int]:
        """Send a card, a note, an answer to a command, or erase a client's topic."""
        acts: Mapping[str, Callable[[Post, Lookup], Awaitable[Mapping[str, int]]]] = {
            "card": self._card,
            "note": self._note,
            "reply": self._reply,
            "erase": self._erase,
        }
        try:
            return await acts[row.kind](row, known)
        except ChatMigrated as error:
            await self.moved(error.new_chat_id)
            self.chat, self._forum = error.new_chat_id, None
            raise TryLater("the staff group moved to a supergroup", 0) from None
        except RetryAfter as error:
            seconds = error.retry_after
            raise TryLater("flood wait", seconds if isinstance(seconds, int) else seconds.total_seconds()) from None
        except Forbidden:
            # Never dropped: leads wait until somebody lets the bot back in.
            log.error("the office bot is not in the staff group any more; add it again and make it an administrator")
            raise TryLater("the office bot is not in the staff group", NO_RIGHTS_WAIT_SECONDS) from None
        except BadRequest as error:
            message = error.message.lower()
            if "chat not found" in message:
                log.error("the staff group of INTAKE_OFFICE_CHAT was not found; add the office bot to it")
                raise TryLater("the staff group was not found", NO_RIGHTS_WAIT_SECONDS) from None
            if any(text in message for text in _MAY_NOT_WRITE):
                log.error("the office bot may not write in the staff group; make it an administrator there")
                raise TryLater("the office bot may not write in the staff group", NO_RIGHTS_WAIT_SECONDS) from None
            raise Undeliverable(error.message) from None
        except TelegramError as error:
            raise TryLater(type(error).__name__) from None

    async def retract(self, row: Post, made: Mapping[str, int]) -> None:
        """Take back what was posted about somebody who asked to be forgotten meanwhile."""
        for name, number in made.items():
            with contextlib.suppress(TelegramError):
                if name.startswith("t:"):
                    await self.bot.delete_forum_topic(self.chat, number)
                else:
                    await self.bot.delete_message(self.chat, number)

    # --- kinds of rows --------------------------------------------------------------------------------------------

    async def _card(self, row: Post, known: Lookup) -> Mapping[str, int]:
        name, payload = str(row.handle), row.payload
        number = (await known(name)).get(name)
        if number is not None:
            if await self._edited(number, payload):
                return {}
            await self._remove(number)
        topic, silent, thread = f"t:{payload['lead']}", not payload["ring"], None
        if await self._is_forum():
            thread = (await known(topic)).get(topic) or await self._make_topic(row)
        try:
            return {name: await self._put(payload, thread, None, silent=silent)}
        except _TopicGone:
            thread = await self._make_topic(row)
            return {name: await self._put(payload, thread, None, silent=silent)}

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

    async def _note(self, row: Post, known: Lookup) -> Mapping[str, int]:
        """Into the client's topic, made if needed, beside the card; without topics, as a reply to the card."""
        lead, silent = row.payload["lead"], not row.payload["ring"]
        ids = await known(f"t:{lead}", f"l:{lead}")
        card, forum = ids.get(f"l:{lead}"), await self._is_forum()
        thread = ids.get(f"t:{lead}") if forum else None
        try:
            if card is None or (forum and thread is None):
                thread, card = await self._renew(row, thread, card)
            sent = await self._put(row.payload, thread, card, silent=silent)
        except _TopicGone:
            thread, card = await self._renew(row, None, None)
            sent = await self._put(row.payload, thread, card, silent=silent)
        return {str(row.handle): sent}

    async def _renew(self, row: Post, thread: int | None, card: int | None) -> tuple[int | None, int | None]:
        """A topic where there is none, and the whole card in it; an older card elsewhere goes."""
        if thread is None and await self._is_forum():
            thread = await self._make_topic(row)
        if (thread is None and card is not None) or "card" not in row.payload:
            return thread, card
        number = await self._put(row.payload["card"], thread, None, silent=True)
        if not await self.remember(row, f"l:{row.payload['lead']}", number):
            await self._remove(number)
            raise Erased("the person was erased while the card was being sent")
        if card is not None:
            await self._remove(card)
        return thread, number

    async def _reply(self, row: Post, known: Lookup) -> Mapping[str, int]:
        await self._send(row.payload, thread=row.payload["thread"], silent=True)
        return {}

    async def _erase(self, row: Post, known: Lookup) -> Mapping[str, int]:
        payload = row.payload
        deleted = False
        if payload["topic"] is not None:
            with contextlib.suppress(BadRequest):
                deleted = await self.bot.delete_forum_topic(self.chat, payload["topic"])
        if not deleted:
            for number in payload["messages"]:
                await self._remove(number)
        if payload["topic"] is not None and not deleted:
            # Without the right to delete it the topic stays; at least it must not bear the client's name.
            with contextlib.suppress(BadRequest):
                await self.bot.edit_forum_topic(self.chat, payload["topic"], name=payload.get("name", "—"))
        await self._send({"text": payload["text"], "keyboard": ()}, thread=None, silent=False)
        return {}

    # --- where to post --------------------------------------------------------------------------------------------

    async def _put(self, payload: Mapping[str, Any], thread: int | None, card: int | None, *, silent: bool) -> int:
        """Into a topic, opened again if it was closed; else into the group, as a reply to the card if there is one."""
        if thread is None:
            return await self._send(payload, thread=None, silent=silent, reply_to=card)
        for attempt in range(2):
            try:
                return await self._send(payload, thread=thread, silent=silent)
            except BadRequest as error:
                message = error.message.lower()
                if any(text in message for text in _TOPIC_GONE):
                    raise _TopicGone from None
                if attempt or not any(text in message for text in _TOPIC_CLOSED):
                    raise
            try:
                await self.bot.reopen_forum_topic(self.chat, thread)
            except BadRequest:
                break
        # Closed, and we may not open it: nothing is held back for that.
        await self._tell_rights()
        return await self._send(payload, thread=None, silent=silent, reply_to=None)

    async def _remove(self, number: int) -> None:
        """Take a message away; one too old for that is emptied, buttons and all."""
        try:
            await self.bot.delete_message(self.chat, number)
        except BadRequest:
            with contextlib.suppress(BadRequest):
                await self.bot.edit_message_text(_EMPTIED, chat_id=self.chat, message_id=number)

    async def _make_topic(self, row: Post) -> int | None:
        try:
            made = await self.bot.create_forum_topic(self.chat, row.payload["topic"])
        except BadRequest as error:
            message = error.message.lower()
            if not any(text in message for text in _NO_TOPICS):
                raise
            self._forum = None
            await self._tell_rights()
            return None
        if not await self.remember(row, f"t:{row.payload['lead']}", made.message_thread_id):
            # It bears the client's name.
            try:
                await self.bot.delete_forum_topic(self.chat, made.message_thread_id)
            except TelegramError:
                log.error("the newest topic of the staff group belongs to an erased client; please delete it by hand")
            raise Erased("the person was erased while the topic was being made")
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
        if "sheet" in payload:
            number = await self._send_sheet(payload, thread, silent, reply)
            if number is not None:
                return number
            payload = {"text": self.words.html(STAFF_LANGUAGE, Text("staff-failed"))}
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

    async def _send_sheet(
        self, payload: Mapping[str, Any], thread: int | None, silent: bool, reply: ReplyParameters | None
    ) -> int | None:
        """Draw a worksheet and send it; None where that cannot be, which must not hold up what comes behind it."""
        try:
            sent = await self.bot.send_document(
                self.chat,
                await self.drawing.sheet(payload["sheet"]),
                filename=payload["name"],
                caption=payload["text"],
                parse_mode="HTML",
                message_thread_id=thread,
                disable_notification=silent,
                reply_parameters=reply,
            )
        except NotDrawn as error:
            log.error("a worksheet could not be drawn (%s)", error)
            return None
        except BadRequest as error:
            if not any(text in error.message.lower() for text in _NO_FILES):
                raise
            log.error("the office bot may not send files in the staff group; make it an administrator there")
            return None
        return sent.message_id


def _keyboard(rows: Any) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )
