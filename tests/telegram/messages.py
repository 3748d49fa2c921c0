"""Chats and the messages in them: what a person sees on the phone, and the JSON that Telegram makes of it."""

from __future__ import annotations

import html as html_module
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .entities import Entity, find_entities
from .files import FakeFile
from .keyboards import Rows, inline_rows, reply_rows

Json = dict[str, Any]


@dataclass(eq=False, slots=True)
class FakeMessage:
    """One message as it stands in a chat; edits and deletion show on the same object."""

    chat: Chat
    message_id: int
    sender: Json
    date: datetime
    text: str = ""
    html: str = ""
    entities: list[Entity] = field(default_factory=list)
    markup: Json | None = None
    thread_id: int | None = None
    silent: bool = False
    file: FakeFile | None = None
    payload: Json = field(default_factory=dict)
    reply_to: int | None = None
    # The words of the answered message that the answer is about.
    quote: Json | None = None
    # An answer to a message of another topic names it apart.
    external_reply: Json | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    service: bool = False
    edited: bool = False
    edit_date: datetime | None = None
    deleted: bool = False
    frozen: bool = False
    pinned: bool = False
    # The message that a service message says was pinned.
    pins: FakeMessage | None = None
    # Written by a person although its sender is one of Telegram's own bots.
    by_person: bool = False

    @property
    def from_bot(self) -> bool:
        """Whether a bot wrote it."""
        return bool(self.sender["is_bot"]) and not self.by_person

    @property
    def buttons(self) -> Rows:
        """Rows of (label, callback data) under the message."""
        return inline_rows(self.markup)

    @property
    def labels(self) -> list[str]:
        """All button labels, row after row."""
        return [label for row in self.buttons for label, _ in row]

    @property
    def reply_keyboard(self) -> list[list[str]]:
        """Labels of the reply keyboard that came with the message."""
        return reply_rows(self.markup)

    @property
    def is_media(self) -> bool:
        """Whether `text` is a caption, or might be."""
        if self.file is not None:
            return self.file.kind in CAPTIONED
        return bool(CAPTIONED & self.payload.keys())

    @property
    def is_text(self) -> bool:
        """Whether it is words and nothing else."""
        return bool(self.text) and not self.is_media

    @property
    def document(self) -> FakeFile | None:
        """The file sent as such, if it is one."""
        return self.file if self.file is not None and self.file.kind == "document" else None

    @property
    def album(self) -> str | None:
        """What the parts of an album have in common."""
        return self.payload.get("media_group_id")

    @property
    def emoji(self) -> list[str]:
        """The emoji under the message, those of whoever reacted first at the front."""
        return [r["emoji"] for reactions in self.reactions.values() for r in reactions if r["type"] == "emoji"]

    def data_of(self, label: str) -> str | None:
        """The callback data behind a label; `None` when there is no such button or it is a link."""
        return next((data for row in self.buttons for text, data in row if text == label), None)

    def json(self, bot_id: int | None = None, *, with_reply: bool = True) -> Json:
        """Telegram's `Message` as one bot is told of it; in a private chat that is the bot of the chat."""
        viewer = self.chat.bot_id if bot_id is None else bot_id
        result: Json = {
            "message_id": self.message_id,
            "date": _stamp(self.date),
            "chat": self.chat.json(),
            "from": self.sender,
            **self.payload,
        }
        if self.file is not None:
            result |= self.file.fields(viewer)
        if self.pins is not None:
            result["pinned_message"] = self.pins.json(viewer, with_reply=False)
        if self.text:
            name, kind = ("caption", "caption_entities") if self.is_media else ("text", "entities")
            result[name] = self.text
            if self.entities:
                result[kind] = self.entities
        if self.edit_date is not None:
            result["edit_date"] = _stamp(self.edit_date)
        if self.thread_id is not None:
            result |= {"message_thread_id": self.thread_id, "is_topic_message": True}
        if self.markup and "inline_keyboard" in self.markup:
            result["reply_markup"] = self.markup
        if with_reply and (answered := self._answered()) is not None:
            result["reply_to_message"] = answered.json(viewer, with_reply=False)
        if with_reply and self.quote is not None:
            result["quote"] = self.quote
        if with_reply and self.external_reply is not None:
            result["external_reply"] = self.external_reply
        return result

    def rewrite(self, text: str | Json, date: datetime) -> None:
        """Its author changes the text or caption: to plain words, or to content with entities."""
        content = plain(text) if isinstance(text, str) else text
        self.text, self.html, self.entities = content["text"], content["html"], content["entities"]
        self.edited, self.edit_date = True, date

    def _answered(self) -> FakeMessage | None:
        # In a topic every message that answers nothing else answers the service message that opened it.
        return self.chat.find(self.reply_to or (0 if self.service else self.thread_id) or 0)

    def __repr__(self) -> str:
        state = "".join(f" {w}" for w in ("edited", "deleted", "silent") if getattr(self, w))
        who = "bot" if self.from_bot else "person"
        return f"<FakeMessage {self.message_id} from {who}: {self.text!r} {self.labels}{state}>"


# Video notes and stickers have no caption.
CAPTIONED = frozenset({"photo", "document", "voice", "video", "audio", "animation"})


class Chat:
    """A list of messages with an identity; the kinds of chat build upon it."""

    # Whose conversation it is; a group has no such bot.
    bot_id: int | None = None

    def __init__(self, chat_id: int) -> None:
        self.id = chat_id
        self.all_messages: list[FakeMessage] = []
        self._last_id = 0

    def json(self) -> Json:
        """Telegram's `Chat`."""
        raise NotImplementedError

    def find(self, message_id: int) -> FakeMessage | None:
        """A message that is still there."""
        if not 1 <= message_id <= len(self.all_messages):
            return None
        found = self.all_messages[message_id - 1]  # each has the next number, and stays in the list
        return None if found.deleted else found

    def visible(self) -> list[FakeMessage]:
        """What can be read in the chat now, oldest first."""
        return [m for m in self.all_messages if not m.deleted]

    def post(self, sender: Json, date: datetime, **content: Any) -> FakeMessage:
        """Add a message under the next number."""
        self._last_id += 1
        message = FakeMessage(self, self._last_id, sender, date, **content)
        self.all_messages.append(message)
        return message

    def newest_with(self, label: str) -> FakeMessage:
        """The newest message that bears a button with this label."""
        for message in reversed(self.visible()):
            if label in message.labels:
                return message
        seen = [(m.message_id, m.labels) for m in self.visible() if m.labels]
        raise AssertionError(f"no visible button {label!r}; buttons in the chat: {seen}")


def plain(text: str) -> Json:
    """The content of a message somebody typed: text with the entities Telegram finds in it."""
    return {"text": text, "html": html_module.escape(text, quote=False), "entities": find_entities(text)}


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())
