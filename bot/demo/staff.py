"""The staff of the demo: who is in the group, and what their presses and words become, as a messenger's would."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.channels.files import FileLost, Files
from bot.channels.web.forms import SentFile
from bot.clock import Clock
from bot.demo.courier import BoardCourier, as_html
from bot.demo.group import GroupBoard
from bot.office.commands import COMMANDS, WRITING, Asked
from bot.office.place import CourierParts, OfficeActs, ReceiverParts
from bot.office.pressing import press
from bot.office.typed import COMMAND, as_meant, is_slashed, stays_inside
from bot.receiving.aside import Aside
from bot.receiving.server import Endpoint
from bot.turns.acts import StaffMessage
from dialogs.desk.matter import Member
from dialogs.desk.rights import Rights, Role
from dialogs.talk import Media, Utterance


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may be taken for one of the group: who leads it, and somebody who may do less."""

    leading: Member
    helps: Member

    @property
    def all(self) -> Sequence[Member]:
        """Both."""
        return self.leading, self.helps

    async def administrators(self, chat: int) -> Sequence[Member]:
        """Who leads, for an office whose profile names nobody."""
        return [self.leading]

    async def is_inside(self, chat: int, member: Member) -> bool:
        """Both are in the group, and nobody else."""
        return any(member.is_same(one) for one in self.all)

    async def is_known_inside(self, chat: int, member: Member) -> bool:
        """The demo knows of everybody."""
        return await self.is_inside(chat, member)


class BoardFiles:
    """Implements `bot.channels.files.Files`: what staff sent, by the numbers of their messages."""

    def __init__(self, board: GroupBoard) -> None:
        self.board = board

    @asynccontextmanager
    async def open(self, file: str, most: int) -> AsyncIterator[AsyncIterator[bytes]]:
        """Begin to read a file."""
        shown = self.board.messages.get(int(file))
        if shown is None or shown.file is None:
            raise FileLost("gone")
        if len(shown.file[1]) > most:
            raise FileLost("size")
        yield _whole(shown.file[1])


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


class BoardPlace:
    """Implements `bot.office.place.StaffPlace`: the demo's board."""

    def __init__(self, board: GroupBoard, staff: Staff, clock: Clock) -> None:
        self.board = board
        self.files: Files | None = BoardFiles(board)
        self.book = staff
        self.clock = clock

    def courier(self, parts: CourierParts) -> BoardCourier:
        """Return what posts on the board."""
        return BoardCourier(self.board, parts.words, self.clock, parts.theirs)

    def connection(self, parts: ReceiverParts) -> BoardConnection:
        """Return what brings what staff do; the page calls it."""
        return BoardConnection(self.board, parts.desk)


class BoardConnection:
    """Implements `bot.channels.channel.Connection`. What staff do comes by `press` and `write`."""

    def __init__(self, board: GroupBoard, desk: OfficeActs) -> None:
        self.board = board
        self.desk = desk
        self.aside = Aside()
        self._keys = itertools.count(int(desk.now().timestamp() * 1_000))

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """Nothing is read here: the page of the demo shows it."""
        return {}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """None of its own: the page has them."""
        return {}

    async def start(self) -> None:
        """Everything is there. Whoever writes is heard."""

    async def receive(self, stop: asyncio.Event) -> None:
        """Wait for the end: the page calls us."""
        await self.desk.hears(everything=True)
        await stop.wait()

    async def close(self) -> None:
        """Nothing is open."""

    async def press(self, message: int, data: str, by: Member) -> str | None:
        """Press a button under a message; return what whoever pressed is told, if anything."""
        shown = self.board.messages.get(message)
        if shown is None or not any(data == pressed for row in shown.rows for _, pressed in row):
            return None
        refused = await press(self.desk, next(self._keys), data, by, shown.topic, self._rights)
        return None if refused is None else self.desk.say(refused)

    async def write(
        self, text: str, topic: int | None, by: Member, answers: int | None = None, file: SentFile | None = None
    ) -> None:
        """Write into a topic, or into the group itself: a command, a word to the client, or a note among staff."""
        text = text.strip()
        if not (text or file) or (topic is not None and topic not in self.board.topics):
            return
        answers = answers if answers in self.board.messages else None
        attached = None if file is None else (file.name, file.content)
        number = self.board.post(
            as_html(text), self.desk.now(), topic=topic, by=by.name, file=attached, answers=answers
        )
        if stays_inside(text):
            return
        key, meant = next(self._keys), as_meant(text)
        found = COMMAND.match(meant) if is_slashed(text) else None
        name = "" if found is None else found[1].lower()
        if found is not None and name in COMMANDS:
            rights = await self._rights(by, COMMANDS[name].needs)
            told = None if answers is None else str(answers)
            await self.desk.answer(name, Asked(key, topic, meant[found.end() :].strip(), by, rights, told))
            return
        if topic is None:
            return  # staff among themselves
        media = None if file is None else Media(file.kind, str(number), file.name, len(file.content))
        reply_to = "" if answers is None else str(answers)
        said = Utterance(text, media=media, id=str(number), reply_to=reply_to)
        rights = await self._rights(by, WRITING)
        await self.desk.wrote(
            StaffMessage(
                str(key),
                str(topic),
                said,
                by.name,
                self.desk.now(),
                by.id or "",
                rights,
                is_unsend=name == "unsend",
                is_slashed=is_slashed(text) and name != "unsend",
            )
        )

    async def _rights(self, by: Member, needs: Role) -> Rights:
        return await self.desk.rights(by, is_anonymous=False, needs=needs)


__all__ = ["BoardConnection", "BoardFiles", "BoardPlace", "Staff"]
