"""Chats and the messages in them: what a person sees on the phone, and the JSON that Telegram makes of it."""

from __future__ import annotations

import html as html_module
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .entities import Entity, find_entities
from .keyboards import Rows, inline_rows, reply_rows

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FakeDocument:
    """A file in a chat."""

    filename: str
    data: bytes
    file_id: str
    content_type: str = "application/octet-stream"

    def json(self) -> Json:
        """Telegram's `Document`."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_name": self.filename,
            "mime_type": self.content_type,
            "file_size": len(self.data),
        }


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
    document: FakeDocument | None = None
    payload: Json = field(default_factory=dict)
    reply_to: int | None = None
    service: bool = False
    edited: bool = False
    edit_date: datetime | None = None
    deleted: bool = False
    frozen: bool = False
    pinned: bool = False
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
        """Whether `text` is a caption."""
        return self.document is not None or bool(_MEDIA & self.payload.keys())

    def data_of(self, label: str) -> str | None:
        """The callback data behind a label; `None` when there is no such button or it is a link."""
        return next((data for row in self.buttons for text, data in row if text == label), None)

    def json(self, *, with_reply: bool = True) -> Json:
        """Telegram's `Message`."""
        result: Json = {
            "message_id": self.message_id,
            "date": _stamp(self.date),
            "chat": self.chat.json(),
            "from": self.sender,
            **self.payload,
        }
        if self.document is not None:
            result["document"] = self.document.json()
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
            result["reply_to_message"] = answered.json(with_reply=False)
        return result

    def rewrite(self, text: str, date: datetime) -> None:
        """Its author changes the text."""
        content = plain(text)
        self.text, self.html, self.entities = content["text"], content["html"], content["entities"]
        self.edited, self.edit_date = True, date

    def _answered(self) -> FakeMessage | None:
        # In a topic every message that answers nothing else answers the service message that opened it.
        return self.chat.find(self.reply_to or (0 if self.service else self.thread_id) or 0)

    def __repr__(self) -> str:
        state = "".join(f" {w}" for w in ("edited", "deleted", "silent") if getattr(self, w))
        who = "bot" if self.from_bot else "person"
        return f"<FakeMessage {self.message_id} from {who}: {self.text!r} {self.labels}{state}>"


_MEDIA = frozenset({"photo", "voice", "video", "audio", "animation"})


class Chat:
    """A list of messages with an identity; the kinds of chat build upon it."""

    def __init__(self, chat_id: int) -> None:
        self.id = chat_id
        self.all_messages: list[FakeMessage] = []
        self._last_id = 0

    def json(self) -> Json:
        """Telegram's `Chat`."""
        raise NotImplementedError

    def find(self, message_id: int) -> FakeMessage | None:
        """A message that is still there."""
        return next((m for m in self.all_messages if m.message_id == message_id and not m.deleted), None)

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
