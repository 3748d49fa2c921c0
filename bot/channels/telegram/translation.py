"""A machine's translation as Telegram shows it: beneath the text, in the same message; where that has no room, or
cannot be changed, in an answer to it. No translation is worth holding anything up: what Telegram refuses is left out.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.telegram.calls import delete_one, text_params
from bot.channels.telegram.errors import Meaning, Refused, Repair
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.relay import Relay, html_of, is_bare, words_after
from bot.channels.telegram.render import LONGEST_CAPTION, MOST_CHARACTERS, Message, cut, hushed, paginate, units
from bot.delivery.courier import Dispatch
from bot.delivery.post import Content, Post
from bot.words.words import Words
from dialogs.talk import Utterance

log = logging.getLogger(__name__)
# More than one text of a message hardly takes.
MOST_ANSWERS = 3


def names_of_answers(copy: str) -> tuple[str, ...]:
    """The handles of the answers in which the translation of a message may stand."""
    return (f"{copy}/t", *(f"{copy}/t/{part}" for part in range(1, MOST_ANSWERS)))


class Translations:
    """Shows translations in the chats of one bot. `parts` remembers what of an answer has arrived."""

    def __init__(self, relay: Relay, parts: Parts) -> None:
        self.relay = relay
        self.words: Words = relay.words
        self.parts = parts

    async def show(self, chat: int, post: Post, dispatch: Dispatch, where: Mapping[str, Any]) -> Mapping[str, str]:
        """Show a translation beneath its message, if that is still what it was; `where` are more parameters."""
        copy = post.payload["copies"][0]
        ids = await dispatch.known(*post.payload["copies"], words_after(copy))
        # Of a file that was not to be had its words stand alone.
        number, at = ids.get(copy) or ids.get(words_after(copy)), post.payload["at"]
        if at in ids.values():
            # Of several texts in one message one that was changed stands elsewhere by now.
            number = at
        # Another one by now: its text came anew, or the group is another.
        if number is None or at not in (None, number):
            return {}
        try:
            if await self._beneath(chat, int(number), post):
                return {}
            return await self._answer(chat, int(number), post, dispatch, where)
        except Refused as refused:
            if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED) or refused.asks_for(Repair.CHAT_MOVED):
                raise
            log.warning("a translation cannot be shown, and is left out (%s)", refused.diagnosis.why)
            return {}

    async def take_away(self, chat: int, copies: Sequence[str], dispatch: Dispatch) -> None:
        """Take away the answers with a translation of what is changed now."""
        for number in (await dispatch.known(*(name for copy in copies for name in names_of_answers(copy)))).values():
            await delete_one(self.relay.wire, chat, int(number))

    async def _beneath(self, chat: int, number: int, post: Post) -> bool:
        """Whether the message now has its translation beneath it."""
        said = [Utterance.from_json(one) for one in post.payload["said"]]
        texts: Sequence[str] = post.payload["texts"]
        blocks = [self._with_translation(one, text, post) for one, text in zip(said, texts, strict=True)]
        if said[0].media is None:
            page = f"{self._html(Content.from_json(post.payload['above']))}\n" + "\n\n".join(blocks)
            if units(page) > MOST_CHARACTERS:
                return False
            method, params = "editMessageText", text_params(chat, page)
        else:
            if units(blocks[0]) > LONGEST_CAPTION or is_bare(said[0]):
                return False
            method, params = "editMessageCaption", {"chat_id": chat, "caption": blocks[0], "parse_mode": "HTML"}
        try:
            await self.relay.wire.call(method, {**params, "message_id": number})
        except Refused as refused:
            if refused.asks_for(Repair.NOTHING_TO_DO):
                return True
            # A picture whose words came anew is no picture any more.
            if refused.asks_for(Repair.MESSAGE_GONE) or refused.diagnosis.meaning is Meaning.UNKNOWN:
                return False
            raise
        return True

    def _with_translation(self, said: Utterance, text: str, post: Post) -> str:
        original = html_of(said, hush=self.relay.hush)
        return f"{original}\n\n{self._mark(post)}\n{self._plain(text)}" if text else original

    def _mark(self, post: Post) -> str:
        """What says that it is a machine's: the first of what it says by itself."""
        return self._html(replace(post.says, lines=post.says.lines[:1]))

    def _html(self, content: Content) -> str:
        return "\n".join(self.words.html(content.language, line) for line in content.lines)

    def _plain(self, text: str) -> str:
        escaped = html.escape(text, quote=False)
        return hushed(escaped) if self.relay.hush else escaped

    async def _answer(
        self, chat: int, number: int, post: Post, dispatch: Dispatch, where: Mapping[str, Any]
    ) -> Mapping[str, str]:
        """Say it in an answer, without a sound; not where the message is gone."""
        head = f"{self._mark(post)}\n"
        body = "\n\n".join(self._plain(text) for text in post.payload["texts"] if text)
        room = MOST_CHARACTERS - units(head) - 1
        pages = paginate([body], room)
        if len(pages) > MOST_ANSWERS:
            pages = [*pages[: MOST_ANSWERS - 1], cut("".join(pages[MOST_ANSWERS - 1 :]), room, mark="…")[0]]
        answers = {"reply_parameters": {"message_id": number}, "disable_notification": True}

        async def send(message: Message) -> int:
            params = {**where, **answers, **text_params(chat, message.html)}
            return int((await self.relay.wire.call("sendMessage", params))["message_id"])

        def take_back(made: int) -> Awaitable[object]:
            return delete_one(self.relay.wire, chat, made)

        messages = [Message(head + page, []) for page in pages]
        return await self.parts.send(post, messages, dispatch, send, take_back)


__all__ = ["Translations", "names_of_answers"]
