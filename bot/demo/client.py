"""The clients' side of the demo as a plain channel: each chat is a list of messages with their choices."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from bot.channels.channel import ChannelParts
from bot.channels.files import Files
from bot.channels.plain import command_in, said_by
from bot.delivery.courier import Dispatch
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.post import Content, Post
from bot.demo.group import ButtonRows, GroupBoard
from bot.receiving.aside import Aside
from bot.receiving.reception import Reception
from bot.receiving.server import Endpoint
from bot.sheets.as_json import card_from_json
from bot.sheets.card_text import card_text
from bot.words.paragraphs import paragraphs
from bot.words.words import Words
from dialogs.abilities import Abilities
from dialogs.messages import Act, ActKind
from dialogs.talk import Utterance

CHANNEL = "demo"
ABILITIES = Abilities(most_choices=100, longest_label=200, edits=True, erases=True)


@dataclass
class Chat:
    """One client's chat, and the language that is shown to a newcomer first."""

    id: str
    language: str | None = None
    board: GroupBoard = field(default_factory=GroupBoard)


class Chats:
    """The chats of the demo, by their ids. `board` is told when anything changes in one of them."""

    def __init__(self, board: GroupBoard) -> None:
        self.board = board
        self.all: dict[str, Chat] = {}

    def chat(self, name: str, language: str | None = None) -> Chat:
        """The chat of this id, made where there is none."""
        return self.all.setdefault(name, Chat(name, language))


class PageCourier:
    """Implements `bot.delivery.courier.Courier` for the clients of the demo."""

    room = 0

    def __init__(self, chats: Chats, parts: ChannelParts) -> None:
        self.chats = chats
        self.words: Words = parts.words
        self.clock = parts.clock
        self.drawing = Drawing()

    def size(self, post: Post) -> int:
        """Nothing is merged here."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Show a screen or a picture, take buttons away, delete."""
        board = self.chats.chat(str(post.payload["to"])).board
        try:
            return await self._deliver(board, post, dispatch)
        finally:
            self.chats.board.changed()

    async def _deliver(self, board: GroupBoard, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        if post.kind == "erase":
            # What they wrote themselves as well: here it is ours.
            board.remove(list(board.messages))
            return {}
        if post.kind == "unsend":
            name = post.payload["copy"]
            board.remove(int(number) for number in (await dispatch.known(name)).values())
            return {}
        at = await self._at(post, dispatch)
        if post.kind == "strip":
            if at is not None and at in board.messages:
                board.edit(at, board.messages[at].html, ())
            return {}
        content, file = await self._content(post, dispatch)
        if content is None:
            return {}
        html, rows = content
        if at is not None and board.edit(at, html, rows):
            return {} if post.handle is None else {post.handle: str(at)}
        await dispatch.may_send()
        number = board.post(html, self.clock.now(), topic=None, rows=rows, file=file)
        names = post.payload["copies"] if post.kind == "relay" else [post.handle] if post.handle else []
        return dict.fromkeys(names, str(number))

    async def _at(self, post: Post, dispatch: Dispatch) -> int | None:
        """The message that is changed."""
        payload = post.payload
        if payload.get("at"):
            return int(payload["at"])
        name = post.handle if post.kind == "strip" else payload.get("replaces")
        if post.kind == "relay" and payload["changes"]:
            name = payload["copies"][0]
        found = None if name is None else (await dispatch.known(name)).get(name)
        return None if found is None else int(found)

    async def _content(
        self, post: Post, dispatch: Dispatch
    ) -> tuple[tuple[str, ButtonRows] | None, tuple[str, bytes] | None]:
        if post.kind == "picture":
            html = escape(card_text(card_from_json(post.payload["picture"])))
            try:
                return (html, ()), ("points.png", await self.drawing.picture(post.payload["picture"]))
            except NotDrawn:
                return (html, ()), None
        said: Content | None
        said = (
            await dispatch.calendar_file(as_file=True) if post.kind == "entry" else said_by(self.words, post, ABILITIES)
        )
        if said is None:
            return None, None
        rows = tuple(
            tuple((self.words.plain(said.language, choice.label), choice.data) for choice in row) for row in said.rows
        )
        file = None if said.document is None else (said.document[0], said.document[1].encode())
        return ("".join(paragraphs(self.words, said.language, said.lines)), rows), file

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take back what was sent to somebody who asked to be forgotten meanwhile."""
        self.chats.chat(str(post.payload["to"])).board.remove(map(int, made.values()))


class PageChannel:
    """Implements `bot.channels.channel.Channel`. What clients do comes by `press` and `write`."""

    abilities = ABILITIES
    files: Files | None = None
    entry_link: str | None = None

    def __init__(self, parts: ChannelParts, chats: Chats) -> None:
        self.chats = chats
        self.clock = parts.clock
        self.reception: Reception = parts.reception
        self.courier = PageCourier(chats, parts)
        self.aside = Aside()
        self._keys = itertools.count(int(parts.clock.now().timestamp() * 1_000))

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Nothing is read here: the page of the demo shows it."""
        return {}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """None of its own: the page has them."""
        return {}

    def reads_from(self, source: str, files: Files) -> None:
        """Staff send no files here."""

    async def start(self) -> None:
        """Everything is there."""

    async def receive(self, stop: asyncio.Event) -> None:
        """Wait for the end: the page calls us."""
        await stop.wait()

    async def introduce(self) -> None:
        """Nobody has to be told."""

    async def time(self) -> datetime | None:
        """The clock that was put on is the right one here."""
        return self.clock.now()

    async def close(self) -> None:
        """Nothing is open."""

    async def press(self, name: str, message: int, data: str) -> None:
        """Press a button of a message in a chat."""
        shown = self.chats.chat(name).board.messages.get(message)
        if shown is not None and any(data == pressed for row in shown.rows for _, pressed in row):
            await self._act(name, Act(ActKind.PRESS, data=data, message=str(message)))

    async def write(self, name: str, text: str) -> None:
        """Write in a chat: an answer, or a command."""
        text = text.strip()
        if not text:
            return
        chat = self.chats.chat(name)
        number = str(chat.board.post(escape(text), self.clock.now(), topic=None, by=name))
        command = command_in(text)
        if command is not None:
            act = Act(ActKind.COMMAND, command[1], command[0], language=chat.language)
        else:
            act = Act(ActKind.TEXT, text, language=chat.language, said=Utterance(text, id=number))
        await self._act(name, act, number)

    async def _act(self, name: str, act: Act, message: str | None = None) -> None:
        await self.reception.submit(str(next(self._keys)), name, act, message)


__all__ = ["ABILITIES", "CHANNEL", "Chats", "PageChannel"]
