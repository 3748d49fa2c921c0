"""The clients' channel of Telegram, outgoing: posts become messages. It knows no storage and no staff."""

from __future__ import annotations

import logging
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.channels.files import Files
from bot.channels.telegram.calls import Upload, Wire, delete_many, delete_one, keyboard, text_params
from bot.channels.telegram.errors import Meaning, Refused, Repair, Unreachable
from bot.channels.telegram.library import (
    AiohttpSession,
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    TelegramAPIError,
    TelegramAPIServer,
)
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.relay import Relay, sendings
from bot.channels.telegram.render import LONGEST_CAPTION, MOST_CHARACTERS, Message, finished, pages, shortened
from bot.channels.telegram.wire import AiogramWire
from bot.delivery.courier import Blocked, DeliveryError, Dispatch, TryLater, Undeliverable, Unknown
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.post import VERSION, Post
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.sheets.data import MOST_HEIGHT_TO_WIDTH
from bot.words.words import SOURCE_LANGUAGE, Words, languages
from dialogs.commands import COMMANDS
from dialogs.messages import Text

if TYPE_CHECKING:
    from bot.channels.telegram.translation import Translations

log = logging.getLogger(__name__)
# More parts than a message with everything in it is cut into.
MOST_PARTS = 6
# Mobile systems open a file as a calendar by this type alone.
ENTRY_ENDS, ENTRY_TYPE = ".ics", "text/calendar"

# More would push the field aside in which people write.
LONGEST_BUTTON = 16

# Makes the clients' bot from its token and the address of a Bot API server.
MakeBot = Callable[[str, str | None], Any]


def make_bot(token: str, api: str | None) -> Bot:
    """A bot that talks to Telegram or to the given Bot API server."""
    if api is None:
        return Bot(token)
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))


class ClientCourier:
    """Sends the posts of the clients' bot."""

    # Nothing to a client is merged.
    room = 0

    def __init__(self, bot: Bot, words: Words, files: Mapping[str, Files] | None = None) -> None:
        self.wire: Wire = AiogramWire(bot)
        self.relay = Relay(self.wire, words)
        # What staff sent, by the name of their channel.
        self.files = files or {}
        self.words = words
        self.drawing = Drawing()
        self._parts = Parts()

    def size(self, post: Post) -> int:
        """How much of a message a post takes; of no use where nothing is merged."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Show a screen, take buttons away, send a picture, or delete."""
        acts: Mapping[str, Callable[[Post, Dispatch], Awaitable[Mapping[str, str]]]] = {
            "screen": self._screen,
            "strip": self._strip,
            "erase": self._erase,
            "picture": self._picture,
            "entry": self._entry,
            "relay": self._passed_on,
            "unsend": self._unsend,
            "translation": self._translation,
            # Left waiting by version 0.2.0.
            "send": self._screen,
            "edit": self._screen,
        }
        try:
            return await acts[post.kind](post, dispatch)
        except Refused as refused:
            raise _trouble(refused) from None
        except Unreachable as error:
            raise TryLater(str(error), in_doubt=error.in_doubt) from None

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Delete what was sent to somebody who asked to be forgotten meanwhile."""
        for number in made.values():
            try:
                await delete_one(self.wire, _chat(post), int(number))
            except (Refused, Unreachable) as error:
                log.error("a message to an erased person could not be taken back (%s)", error)

    async def _screen(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """One message, in place of an old one where that is wanted and can be; or as many as the text needs."""
        chat, old = _chat(post), finished(post.payload)
        parts = [old] if old is not None else pages(self.words, post.says)
        number = await _in_place_of(post, dispatch)
        if number is not None and len(parts) == 1 and await self._edited(chat, number, parts[0]):
            return {post.handle: str(number)} if post.handle else {}
        return await self._new(post, parts, dispatch)

    async def _new(self, post: Post, parts: Sequence[Message], dispatch: Dispatch) -> Mapping[str, str]:
        chat = _chat(post)
        return await self._parts.send(
            post,
            parts,
            dispatch,
            lambda part: self._send(chat, part),
            lambda made: delete_one(self.wire, chat, made),
        )

    async def _entry(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """The file of a talk for the client's own calendar."""
        content = await dispatch.calendar_file(as_file=True)
        if content is None:
            return {}
        try:
            return await self._new(post, pages(self.words, content), dispatch)
        except Refused as refused:
            if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED):
                raise
            log.error("a file for a calendar was refused by Telegram (%s); its words are sent alone", refused)
        content = await dispatch.calendar_file(as_file=False)
        return {} if content is None else await self._new(post, pages(self.words, content), dispatch)

    async def _edited(self, chat: int, number: int, part: Message) -> bool:
        """Whether a message now says this; not where it cannot be changed any more, or holds a file."""
        if part.document is not None:
            return False
        params = {"message_id": number, **text_params(chat, part.html, part.keyboard)}
        try:
            await self.wire.call("editMessageText", params)
        except Refused as refused:
            if refused.asks_for(Repair.NOTHING_TO_DO):
                return True
            if refused.asks_for(Repair.MESSAGE_GONE) or refused.diagnosis.meaning is Meaning.UNKNOWN:
                return False
            raise
        return True

    async def _send(self, chat: int, part: Message) -> int:
        if part.document is None:
            sent = await self.wire.call("sendMessage", text_params(chat, part.html, part.keyboard))
        else:
            params: dict[str, Any] = {"chat_id": chat, "caption": part.html, "parse_mode": "HTML"}
            if part.keyboard:
                params["reply_markup"] = keyboard(part.keyboard)
            name, content = part.document
            if name.endswith(ENTRY_ENDS):
                upload = Upload(name, _whole(content), ENTRY_TYPE)
                sent = await self.wire.upload("sendDocument", params, {"document": upload})
            else:
                sent = await self.wire.send_file("document", name, content, params)
        return int(sent["message_id"])

    async def _strip(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        number = await _in_place_of(post, dispatch)
        if number is not None:
            try:
                await self.wire.call("editMessageReplyMarkup", {"chat_id": _chat(post), "message_id": number})
            except Refused as refused:
                # Old buttons that stay are answered kindly, so a message that cannot be changed does no harm.
                if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED):
                    raise
        return {}

    async def _picture(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Draw a score card and send it; the same stands beside it in words, for who cannot see it.

        Where there is no picture to be had, the words alone are sent: whoever asked gets an answer.
        """
        chat, text = _chat(post), card_text(card_from_json(post.payload["picture"]))
        try:
            drawn = await self.drawing.picture(post.payload["picture"])
        except NotDrawn as error:
            log.error("a picture could not be drawn (%s); its words are sent alone", error)
            await dispatch.may_send()
            return _made(post, await self._words_alone(chat, text))
        await dispatch.may_send()
        # Telegram shrinks a tall photo until nobody can read it; a file is shown as it is.
        kind = "photo" if is_compact(drawn) else "document"
        params = {"chat_id": chat, "caption": shortened(text, LONGEST_CAPTION)}
        try:
            sent = await self.wire.send_file(kind, "points.png", drawn, params)
        except Refused as refused:
            if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED):
                raise
            log.error("a picture was refused by Telegram (%s); its words are sent alone", refused)
            sent = await self._words_alone(chat, text)
        return _made(post, sent)

    async def _passed_on(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a member of staff wrote, or changed."""
        chat, payload = _chat(post), post.payload
        ids = await dispatch.known(payload["copies"][0], *filter(None, [payload.get("answers")]))
        copy = ids.get(payload["copies"][0])
        if VERSION in payload:
            await self.translations.take_away(chat, payload["copies"], dispatch)
        if payload["changes"] and copy is not None and await self.relay.changed(chat, int(copy), post):
            return {payload["copies"][0]: copy}
        answers = copy if payload["changes"] else ids.get(payload.get("answers", "")) or payload.get("answers_at")
        params: dict[str, Any] = {"chat_id": chat}
        if answers:
            params["reply_parameters"] = {"message_id": int(answers), "allow_sending_without_reply": True}
        files = self.files.get(payload["source"])
        return await self._parts.pass_on(
            post,
            sendings(self.words, post),
            dispatch,
            lambda sending: self.relay.send(sending, params, files),
            lambda made: delete_one(self.wire, chat, made),
        )

    async def _translation(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a machine made of something that staff wrote."""
        return await self.translations.show(_chat(post), post, dispatch, {})

    @cached_property
    def translations(self) -> Translations:
        """What shows translations."""
        # Imported here: an office without a translation server loads nothing of it.
        from bot.channels.telegram.translation import Translations

        return Translations(self.relay, self._parts)

    async def _unsend(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Take back what staff wrote, with every part of it, and what was made of it."""
        name = post.payload["copy"]
        # Its first messages, the words for which there was no room beneath a file, and the answers that translate it.
        parts = [*range(1, MOST_PARTS), *range(10, 10 + MOST_PARTS), "t", *(f"t/{n}" for n in range(1, MOST_PARTS))]
        ids = await dispatch.known(name, *(f"{name}/{part}" for part in parts))
        stay = await delete_many(self.wire, _chat(post), [int(number) for number in ids.values()])
        if stay:
            raise Undeliverable("older than 48 hours")
        return {}

    async def _words_alone(self, chat: int, text: str) -> Any:
        params = text_params(chat, shortened(text, MOST_CHARACTERS))
        del params["parse_mode"]
        return await self.wire.call("sendMessage", params)

    async def _erase(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Delete what a bot may delete; messages older than 48 hours stay, and the receipt says so."""
        await delete_many(self.wire, _chat(post), [int(number) for number in post.payload["messages"]])
        return {}


def _chat(post: Post) -> int:
    """Who it goes to, as Telegram calls them; version 0.2.0 named it otherwise."""
    return int(post.payload["to"] if "to" in post.payload else post.payload["chat"])


async def _in_place_of(post: Post, dispatch: Dispatch) -> int | None:
    """The message to change: the copy that was pressed, or the one last sent under a name."""
    if post.payload.get("at") is not None:
        return int(post.payload["at"])
    name = post.handle if post.kind in ("strip", "edit") else post.payload.get("replaces")
    found = None if name is None else (await dispatch.known(name)).get(name)
    return None if found is None else int(found)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _made(post: Post, sent: Any) -> dict[str, str]:
    return {} if post.handle is None else {post.handle: str(sent["message_id"])}


def _trouble(refused: Refused) -> DeliveryError:
    """What a refusal means for a post to a client."""
    found, why = refused.diagnosis, f"{refused.diagnosis.why}: {refused}"
    if found.meaning is Meaning.BLOCKED:
        return Blocked(found.why)
    if found.meaning is Meaning.WAIT:
        return TryLater(found.why, found.seconds, in_doubt=found.in_doubt)
    # A file that Telegram will not have cannot be made to fit.
    if found.meaning is Meaning.FINAL or refused.asks_for(Repair.BAD_FILE):
        return Undeliverable(why)
    return Unknown(why)


def is_compact(png: bytes) -> bool:
    """Whether a picture is not much more than twice as high as wide, by the sizes in its header."""
    width, height = struct.unpack(">II", png[16:24])
    return bool(height <= MOST_HEIGHT_TO_WIDTH * width)


async def introduce(bot: Bot, words: Words, commands: Sequence[str] = COMMANDS) -> None:
    """Tell Telegram the commands and who this is, in every language; the source language is the default."""
    for language in languages():
        code = None if language == SOURCE_LANGUAGE else language
        menu = [
            BotCommand(command=name, description=words.plain(language, Text(f"command-{name}"))) for name in commands
        ]
        await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats(), language_code=code)
        await bot.set_my_description(words.plain(language, Text("bot-description")), language_code=code)
        await bot.set_my_short_description(words.plain(language, Text("bot-short-description")), language_code=code)


async def offer_page(bot: Bot, words: Words, page: str | None) -> None:
    """Tell Telegram what the button beside the field opens; None where there is no page of ours (any more)."""
    button: dict[str, object] = {"type": "default"}
    if page is not None:
        button = {"type": "web_app", "text": _open(words), "web_app": {"url": page}}
    await AiogramWire(bot).call("setChatMenuButton", {"menu_button": button})


def _open(words: Words) -> str:
    """What the button says, which is the same for all: as many languages as there is room for."""
    said = ""
    for language in dict.fromkeys((SOURCE_LANGUAGE, *languages())):
        longer = " / ".join(filter(None, (said, words.plain(language, Text("bot-open-page")))))
        said = longer if len(longer) <= LONGEST_BUTTON else said
    return said


__all__ = ["ClientCourier", "MakeBot", "TelegramAPIError", "introduce", "make_bot", "offer_page"]
