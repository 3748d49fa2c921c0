"""Posts to staff as messages on the demo's board: cards in a topic for each client, notes and answers beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.channels.files import FileLost, Files
from bot.channels.plain import relayed
from bot.clock import Clock
from bot.delivery.courier import Dispatch, ErasedMeanwhile, TryLater
from bot.delivery.drawing import Drawing, NotDrawn
from bot.delivery.post import Content, Post
from bot.demo.group import ButtonRows, GroupBoard
from bot.office.kinds import posted
from bot.words.paragraphs import paragraphs
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.talk import FILES, Utterance

SIGN = "👌"
LARGEST_FILE = 20 * 1024 * 1024


class BoardCourier:
    """Implements `bot.delivery.courier.Courier`. `files` are those of each clients' channel."""

    # Nothing is merged: there is room enough.
    room = 0

    def __init__(self, board: GroupBoard, words: Words, clock: Clock, files: Mapping[str, Files]) -> None:
        self.board = board
        self.words = words
        self.clock = clock
        self.files = files
        self.drawing = Drawing()

    def size(self, post: Post) -> int:
        """How much of a message a post takes; of no use where nothing is merged."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Show a card, a note, an answer to a command; or erase a client's topic."""
        if self.board.is_out:
            raise TryLater("the messenger does not answer")
        return await posted(self, post, dispatch)

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take back what was posted about somebody who asked to be forgotten meanwhile."""
        topics = [int(number) for name, number in made.items() if name.startswith("t:")]
        self.board.remove([int(number) for name, number in made.items() if not name.startswith("t:")], topics)

    # --- kinds of posts -------------------------------------------------------------------------------------------

    async def card(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        name, (html, rows) = str(post.handle), self._said(post.says)
        old = await _known(dispatch, name)
        if old is not None and not post.payload.get("anew") and self.board.edit(old, html, rows):
            return {name: str(old)}
        topic = await self._topic_of(post, dispatch)
        await dispatch.may_send()
        rings = old is None and bool(post.payload["ring"])
        number = self.board.post(html, self.clock.now(), topic=topic, rows=rows, rings=rings)
        if old is not None:
            self.board.remove([old])
        return {name: str(number)}

    async def note(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        file = None
        html, rows = self._said(post.says)
        if "sheet" in post.payload:
            try:
                file = (post.payload["name"], await self.drawing.sheet(post.payload["sheet"]))
            except NotDrawn:
                html = self.words.html(LANGUAGE_OF_STAFF, Text("staff-failed"))
        elif post.says.document is not None:
            file = (post.says.document[0], post.says.document[1].encode())
        topic = await self._topic_of(post, dispatch)
        await dispatch.may_send()
        answers, rings = _number(post.payload.get("answers_at")), bool(post.payload["ring"])
        now = self.clock.now()
        number = self.board.post(html, now, topic=topic, rows=rows, file=file, answers=answers, rings=rings)
        return {} if post.handle is None else {post.handle: str(number)}

    async def passed_on(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a client wrote, or changed, with what came with it."""
        copies = post.payload["copies"]
        html, _ = self._said(relayed(self.words, post))
        old = await _known(dispatch, copies[0])
        if post.payload["changes"] and old is not None and self.board.edit(old, html, ()):
            return {copies[0]: str(old)}
        answers = await _known(dispatch, post.payload["answers"]) if post.payload.get("answers") else None
        answers = answers or _number(post.payload.get("answers_at"))
        topic = await self._topic_of(post, dispatch)
        files = await self._files_of(post, dispatch)
        await dispatch.may_send(max(1, len(files)))
        rings, now = bool(post.payload["ring"]), self.clock.now()
        [first, *more] = files or [None]
        made = [self.board.post(html, now, topic=topic, file=first, answers=answers, rings=rings)]
        made += [self.board.post("", now, topic=topic, file=file) for file in more]
        return {copy: str(made[min(place, len(made) - 1)]) for place, copy in enumerate(copies)}

    async def _files_of(self, post: Post, dispatch: Dispatch) -> list[tuple[str, bytes] | None]:
        found: list[tuple[str, bytes] | None] = []
        source = self.files.get(post.payload["source"])
        for media in (Utterance.from_json(one).media for one in post.payload["said"]):
            if media is None or media.kind not in FILES:
                continue
            name = media.name or media.kind
            try:
                if source is None:
                    raise FileLost("gone")
                async with source.open(media.file, LARGEST_FILE) as pieces:
                    found.append((name, b"".join([piece async for piece in pieces])))
            except FileLost as lost:
                await dispatch.lost([(name, lost.reason)])
        return found

    async def reply(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        html, rows = self._said(post.says)
        topic = _number(post.payload["thread"])
        await dispatch.may_send()
        topic = topic if topic in self.board.topics else None
        rings = bool(post.payload.get("ring"))
        number = self.board.post(html, self.clock.now(), topic=topic, rows=rows, rings=rings)
        return {} if post.handle is None else {post.handle: str(number)}

    async def notice(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        name, (html, rows) = str(post.handle), self._said(post.says)
        old = await _known(dispatch, name)
        if old is not None and self.board.edit(old, html, rows):
            return {name: str(old)}
        await dispatch.may_send()
        rings = old is None and bool(post.payload["ring"])
        return {name: str(self.board.post(html, self.clock.now(), topic=None, rows=rows, rings=rings))}

    async def react(self, post: Post, _dispatch: Dispatch) -> Mapping[str, str]:
        self.board.react(int(post.payload["message"]), SIGN)
        return {}

    async def named(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        topic = await _known(dispatch, f"t:{post.payload['lead']}")
        if topic is not None:
            self.board.shape(topic, self._topic_name(post), post.payload["closed"])
        return {}

    async def translation(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """What a machine made of what a client wrote, beside it: no machine is asked here."""
        return await self.note(post, dispatch)

    async def erase(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Everything about a client goes, and staff are asked to do so with what they noted."""
        payload = post.payload
        topics = [int(number) for number in (payload["topic"], *payload.get("topics", ())) if number is not None]
        self.board.remove(map(int, payload["messages"]), topics)
        await dispatch.may_send()
        html, _ = self._said(post.says)
        self.board.post(html, self.clock.now(), topic=None, rings=bool(payload.get("ring", True)))
        return {}

    # --- topics and words -----------------------------------------------------------------------------------------

    async def _topic_of(self, post: Post, dispatch: Dispatch) -> int:
        """The client's topic, made if there is none."""
        name = f"t:{post.payload['lead']}"
        topic = await _known(dispatch, name)
        if topic is None or topic not in self.board.topics:
            topic = self.board.open_topic(self._topic_name(post), post.person or "")
            if not await dispatch.remember(name, str(topic)):
                self.board.remove((), [topic])
                raise ErasedMeanwhile("the person was erased while the topic was being made")
        return topic

    def _topic_name(self, post: Post) -> str:
        topic: Any = post.payload["topic"]
        return topic if isinstance(topic, str) else self.words.plain(LANGUAGE_OF_STAFF, Text.from_json(topic))

    def _said(self, content: Content) -> tuple[str, ButtonRows]:
        is_card = bool(content.lines) and content.lines[0].key == "card-title"
        lines: Sequence[str] = paragraphs(self.words, content.language, content.lines)
        html = "\n".join(line.strip("\n") for line in lines) if is_card else "".join(lines)
        rows = tuple(
            tuple((self.words.plain(content.language, choice.label), choice.data) for choice in row)
            for row in content.rows
        )
        return html, rows


async def _known(dispatch: Dispatch, name: str) -> int | None:
    return _number((await dispatch.known(name)).get(name))


def _number(name: object) -> int | None:
    return None if name is None else int(str(name))


def as_html(text: str) -> str:
    """What somebody typed, as the board shows it."""
    return escape(text)


__all__ = ["BoardCourier", "as_html"]
