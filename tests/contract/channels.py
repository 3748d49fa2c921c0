"""The channels under the suite, each behind the same few hands: deliver, look, choose, and make trouble."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Protocol, cast

import aiohttp
from aiogram import Bot
from aiohttp.test_utils import TestServer

from bot.app import Core
from bot.channels.channel import ChannelParts
from bot.channels.console import show
from bot.channels.console.chat import ConsoleChat
from bot.channels.console.show import Terminal
from bot.channels.line import abilities as line_abilities
from bot.channels.line.channel import LineChannel
from bot.channels.line.wire import LineWire
from bot.channels.telegram.abilities import ABILITIES
from bot.channels.telegram.polling import read_updates
from bot.channels.telegram.receive import ClientReceiver
from bot.channels.telegram.send import ClientCourier
from bot.channels.web import abilities as web_abilities
from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import Sessions
from bot.clock import Clock
from bot.delivery.courier import Courier, Dispatch
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.receiving.budget import Allowance, Budget
from bot.receiving.reception import Reception
from bot.receiving.server import make_server
from bot.turns.acts import ClientTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Job, Ledger
from dialogs.abilities import Abilities
from dialogs.conversation import Conversation
from dialogs.office import WebRule
from tests.contract import poor
from tests.e2e.website.visitor import Visitor
from tests.line.fake import SECRET, TOKEN, FakeLine
from tests.telegram import FakeBot, FakeTelegram, FakeUser

NOW = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
AT_ONCE = 5
# As much of a picture as is looked at.
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


class Taken:
    """Keeps what a channel hands over, in the place of the writer and of the ledger."""

    def __init__(self) -> None:
        self.turns: list[ClientTurn] = []
        self.unread: list[tuple[str, str, str]] = []
        # Somebody in a terminal stands somewhere, so that a number can be a press.
        self._turned = Turned(conversation=Conversation("someone", "console"))

    def do(self, job: Job) -> Turned:
        if isinstance(job, Call):
            job.do(cast("Batch", SimpleNamespace(tx=self)))
        else:
            assert isinstance(job, ClientTurn)
            self.turns.append(job)
        return self._turned

    async def submit(self, job: Job) -> Any:
        return self.do(job)

    def record_unreadable(self, channel: str, key: str, kind: str, _now: datetime) -> None:
        self.unread.append((channel, key, kind))

    def reception(self, channel: str) -> Reception:
        budget = Budget(lambda: 0.0, Allowance(at_once=AT_ONCE))
        return Reception(channel, self, lambda: NOW, budget)


class Channel(Protocol):
    """A channel with one person at its other end."""

    @property
    def abilities(self) -> Abilities:
        """What it says it can do."""

    @property
    def to(self) -> str:
        """Who the person is in this channel."""

    @property
    def courier(self) -> Courier:
        """What sends its posts."""

    def seen(self) -> list[str]:
        """What the person can read now, message by message."""

    def files(self) -> list[str]:
        """The texts of files that came as files."""

    def choose(self, label: str, number: int) -> str | None:
        """The data that comes back when the person chooses; None where that cannot be chosen now."""

    @property
    def name(self) -> str:
        """What the channel is called in a turn."""

    @property
    def taken(self) -> Taken:
        """What it handed over."""

    @property
    def can(self) -> frozenset[str]:
        """What a person can do here besides typing and choosing."""

    async def types(self, line: str) -> None:
        """The person types a line."""

    async def presses(self, label: str, number: int) -> None:
        """The person presses a button, or types the number of a choice."""

    async def sends(self, kind: str, phone: str = "") -> None:
        """The person sends a photo, or their own contact."""

    async def leaves(self) -> None:
        """The person blocks us, and we hear of it."""

    async def sends_what_nobody_can_read(self) -> None:
        """Something arrives that nobody can read."""

    def trouble(self) -> None:
        """The next message does not arrive."""

    async def block(self) -> None:
        """The person does not want to hear from us."""

    def shut(self) -> None:
        """The channel takes nothing for the person until they write, where it has a window for that."""


class Telegram:
    """Telegram, over the strict fake."""

    abilities = ABILITIES
    name, to = "telegram", "7"
    can = frozenset({"contact", "photo", "leave", "unread", "flood"})

    def __init__(self, fake: FakeTelegram, bot: FakeBot, person: FakeUser, aio: Bot, core: Core) -> None:
        self.fake, self.bot, self.person = fake, bot, person
        self.courier = ClientCourier(aio, core.words)
        self.taken = Taken()
        self.receiver = ClientReceiver(aio, self.taken.reception(self.name))
        self._next = 0

    async def begins(self) -> None:
        """What was said before the suite begins is no concern of it."""
        await self._receive()
        self.taken.turns.clear()
        self.receiver.reception = self.taken.reception(self.name)

    async def types(self, line: str) -> None:
        await self.person.send(self.bot, line)
        await self._receive()

    async def presses(self, label: str, number: int) -> None:
        await self.person.press_label(self.bot, label)
        await self._receive()

    async def sends(self, kind: str, phone: str = "") -> None:
        if kind == "contact":
            await self.person.send_contact(self.bot, phone_number=phone)
        else:
            await self.person.send_photo(self.bot)
        await self._receive()

    async def leaves(self) -> None:
        await self.block()
        await self._receive()

    async def sends_what_nobody_can_read(self) -> None:
        await self.person.send_odd(self.bot, {"hologram": {}})
        await self._receive()

    async def _receive(self) -> None:
        for update in read_updates(await self.receiver.fetch(self._next, 0, 100)) or ():
            await self.receiver.handle(update)
            self._next = update["update_id"] + 1

    def seen(self) -> list[str]:
        return [m.text for m in self.person.messages(self.bot) if m.from_bot]

    def files(self) -> list[str]:
        documents = [m.document for m in self.person.messages(self.bot) if m.document is not None]
        return [document.data.decode() for document in documents if document.filename.endswith((".json", ".ics"))]

    def choose(self, label: str, number: int) -> str | None:
        return self.person.last(self.bot).data_of(label)

    def trouble(self) -> None:
        self.fake.fail_next("*", 502, "Bad Gateway", bot=self.bot)

    async def block(self) -> None:
        await self.person.block(self.bot)

    def shut(self) -> None:
        raise NotImplementedError


class Paper(io.StringIO):
    """Where the terminal writes to: a pipe that may be full for a moment, or closed."""

    failures = 0
    is_closed = False

    def write(self, text: str) -> int:
        if self.is_closed:
            raise BrokenPipeError
        if self.failures:
            self.failures -= 1
            raise BlockingIOError
        return super().write(text)


class Console:
    """The terminal, as it ships, on a paper. Who closes the window is gone; a trouble is a pipe that is full."""

    abilities = show.ABILITIES
    name, to = "console", "local"
    can: frozenset[str] = frozenset()

    def __init__(self, core: Core) -> None:
        self.paper = Paper()
        self.taken = Taken()
        recording = dataclasses.replace(core, ledger=cast("Ledger", self.taken))
        self.chat = ConsoleChat(recording, self.to, Terminal(io.StringIO(), self.paper), lambda: NOW)
        self.window = self.chat.window
        self.courier: Courier = self.window

    async def types(self, line: str) -> None:
        self.chat.answer(line)

    async def presses(self, label: str, number: int) -> None:
        # The choices of a screen come without the mark, which the chat puts before them.
        self.chat.conversation = self.taken.do(Call(lambda _batch: None)).conversation
        self.chat.answer(str(number))

    async def sends(self, kind: str, phone: str = "") -> None:
        raise NotImplementedError(kind)

    async def leaves(self) -> None:
        raise NotImplementedError

    async def sends_what_nobody_can_read(self) -> None:
        raise NotImplementedError

    def seen(self) -> list[str]:
        return [self.paper.getvalue()]

    def files(self) -> list[str]:
        return []

    def choose(self, label: str, number: int) -> str | None:
        chosen = self.window.chosen(str(number))
        return chosen[0].data if chosen and f"{number}. {label}" in self.paper.getvalue() else None

    def trouble(self) -> None:
        self.paper.failures = 1

    async def block(self) -> None:
        self.paper.is_closed = True

    def shut(self) -> None:
        raise NotImplementedError


class Website:
    """The chat of the website, as it ships, with a browser that runs no script. Who signs out is gone."""

    abilities = web_abilities.ABILITIES
    name, to = "web", "chat-of-maria"
    can = frozenset({"photo", "leave", "unread", "flood"})

    def __init__(self, core: Core) -> None:
        self.core = core
        self.taken = OverTheLedger(core)
        settings = dataclasses.replace(core.settings, public_url="http://127.0.0.1:9")
        office = dataclasses.replace(core.office, web=WebRule())
        clock = Clock(now=lambda: NOW, monotonic=lambda: 0.0)
        reception = self.taken.reception(self.name)
        shelves = core.ledger.shelves
        parts = ChannelParts(settings, office, core.words, clock, reception, core.ledger.store, shelves=shelves)
        channel = WebChannel(parts)
        self.courier: Courier = _Looking(channel.courier, self.looks)
        self.sessions = Sessions(self.name, self.taken, lambda: NOW)
        self.server = TestServer(make_server(channel.endpoints, channel.pages))
        self.documents: list[str] = []

    async def begins(self) -> None:
        """Somebody is signed in."""
        await self.server.start_server()
        self.browser = aiohttp.ClientSession(cookies={"intake": await self.sessions.begin(self.to)})
        self.visitor = Visitor(self.browser, "http://127.0.0.1:9")
        self.visitor.base = str(self.server.make_url("")).rstrip("/")
        self.visitor.headers = {"Origin": "http://127.0.0.1:9"}
        await self.looks()

    async def ends(self) -> None:
        await self.browser.close()
        await self.server.close()

    async def looks(self) -> None:
        """The page is loaded anew, with the files it offers."""
        await self.visitor.open()
        found = [address for _, address in self.visitor.page.links if "/document/" in address]
        self.documents = [(await self.visitor.get(address))[2].decode() for address in found]

    async def types(self, line: str) -> None:
        await self.looks()
        await self.visitor.type(line)

    async def presses(self, label: str, number: int) -> None:
        await self.looks()
        await self.visitor.press(label)

    async def sends(self, kind: str, phone: str = "") -> None:
        await self._sends(PNG)

    async def leaves(self) -> None:
        await self.looks()
        await self.visitor.press("Sign out")

    async def sends_what_nobody_can_read(self) -> None:
        await self._sends(b"<script>alert(1)</script>")

    async def _sends(self, content: bytes) -> None:
        data = aiohttp.FormData({"key": "0" * 32})
        data.add_field("file", content, filename="passport.png")
        await self.visitor.post("/chat/send", data)

    def seen(self) -> list[str]:
        return [item.text for item in self.visitor.page.items]

    def files(self) -> list[str]:
        return self.documents

    def choose(self, label: str, number: int) -> str | None:
        found = [value for _, name, value, said in self.visitor.page.buttons() if (name, said) == ("press", label)]
        return found[-1] if found else None

    def trouble(self) -> None:
        self.taken.troubles = 1

    async def block(self) -> None:
        def sign_out(batch: Batch) -> None:
            whose = batch.tx.whose(self.name, self.to)
            for session in batch.tx.web_sessions_of(whose.person if whose is not None else ""):
                batch.tx.drop_web_session(session.id)

        self.core.ledger.do(Call(sign_out))

    def shut(self) -> None:
        raise NotImplementedError


@dataclass
class _Looking:
    """A courier whose person looks at their page whenever something came."""

    courier: Courier
    looks: Callable[[], Awaitable[None]]
    room = 0

    def size(self, post: Post) -> int:
        return self.courier.size(post)

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        made = await self.courier.deliver(post, dispatch)
        await self.looks()
        return made

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        await self.courier.retract(post, made)
        await self.looks()


class Line:
    """LINE, as it ships, over the strict fake. Who goes is gone; a trouble is a push that LINE does not take."""

    abilities = line_abilities.ABILITIES
    name = "line"
    can = frozenset({"photo", "leave", "unread", "flood"})

    def __init__(self, core: Core, fake: FakeLine) -> None:
        self.fake, self.person = fake, fake.person()
        self.to = self.person.id
        self.taken = OverTheLedger(core)
        self.seconds = 0.0
        clock = Clock(now=lambda: NOW, monotonic=lambda: self.seconds)
        parts = self._parts(core, clock)
        self.channel = LineChannel(parts, LineWire(TOKEN, fake.base, fake.base))
        self.courier: Courier = _Looking(self.channel.courier, self.looks)
        self.server = TestServer(make_server(self.channel.endpoints, self.channel.pages))
        self.fetched: list[str] = []

    def _parts(self, core: Core, clock: Clock) -> ChannelParts:
        settings = dataclasses.replace(core.settings, public_url="https://intake.example", line_secret=SECRET)
        return ChannelParts(
            settings, core.office, core.words, clock, self.taken.reception(self.name), core.ledger.store
        )

    async def begins(self) -> None:
        await self.server.start_server()
        self.fake.webhook = str(self.server.make_url("/line"))

    async def ends(self) -> None:
        await self.channel.close()
        await self.server.close()
        self.fake.assert_clean()

    async def looks(self) -> None:
        """What is offered by an address is fetched."""
        found = [at for text in self.person.texts() for at in re.findall(r"/line/file/[0-9a-f]+", text)]
        self.fetched = []
        async with aiohttp.ClientSession() as session:
            for path in found:
                async with session.get(self.server.make_url(path)) as reply:
                    if reply.content_type == "text/plain":
                        self.fetched.append(await reply.text())

    async def types(self, line: str) -> None:
        assert await self.person.say(line) == 200

    async def presses(self, label: str, number: int) -> None:
        assert await self.person.tap(label) == 200

    async def sends(self, kind: str, phone: str = "") -> None:
        assert await self.fake.send(self.person.message("image")) == 200

    async def leaves(self) -> None:
        await self.block()

    async def sends_what_nobody_can_read(self) -> None:
        event = self.person.event("message", message={"id": "1", "type": "hologram"})
        assert await self.fake.send(event, odd=True) == 200

    def seen(self) -> list[str]:
        return self.person.texts()

    def files(self) -> list[str]:
        return self.fetched

    def choose(self, label: str, number: int) -> str | None:
        return self.person.quick.get(label)

    def trouble(self) -> None:
        self.fake.fail_next("/push", 500)

    async def block(self) -> None:
        self.person.has_blocked = True
        assert await self.fake.send(self.person.event("unfollow")) == 200

    def shut(self) -> None:
        self.seconds += 60
        self.fake.limit = self.channel.quota.allowed = self.channel.quota.used = 0
        self.channel.quota._month = self.channel.quota.month


class OverTheLedger(Taken):
    """Keeps what is handed over; what a page is made of goes into the database."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self.core = core
        self.troubles = 0

    def do(self, job: Job) -> Turned:
        if not isinstance(job, Call):
            return super().do(job)
        if self.troubles:
            self.troubles -= 1
            raise StorageTrouble("error-database-rewritten")
        return self.core.ledger.do(Call(lambda batch: job.do(cast("Batch", _Hearing(batch, self)))))  # type: ignore[no-any-return]


class _Hearing:
    """A batch that also tells what could not be read."""

    def __init__(self, batch: Batch, taken: Taken) -> None:
        self.dialogue = batch.dialogue
        self.tx = self
        self._tx, self._taken = batch.tx, taken

    def __getattr__(self, name: str) -> object:
        return getattr(self._taken if name == "record_unreadable" else self._tx, name)


class Poor:
    """The poor channel."""

    abilities = poor.ABILITIES
    name, to = "pager", "pager-1"
    can = frozenset({"contact", "photo", "leave", "unread", "flood"})

    def __init__(self, core: Core) -> None:
        self.pager = poor.Pager()
        self.courier = poor.PoorCourier(self.pager, core.words)
        self.taken = Taken()
        self.receiver = poor.PoorReceiver(self.to, self.courier, self.taken.reception(self.name))
        self._sent = 0

    def _number(self) -> int:
        self._sent += 1
        return self._sent

    async def types(self, line: str) -> None:
        await self.receiver.typed(self._number(), line)

    async def presses(self, label: str, number: int) -> None:
        has_button = self.courier.pressed(label) is not None
        await self.receiver.typed(self._number(), label if has_button else str(number))

    async def sends(self, kind: str, phone: str = "") -> None:
        await self.receiver.sent(self._number(), kind, phone)

    async def leaves(self) -> None:
        await self.receiver.switched_off(self._number())

    async def sends_what_nobody_can_read(self) -> None:
        await self.receiver.garbled(self._number())

    def seen(self) -> list[str]:
        return list(self.pager.printed)

    def files(self) -> list[str]:
        return []

    def choose(self, label: str, number: int) -> str | None:
        return self.courier.pressed(label) or self.courier.pressed(str(number))

    def trouble(self) -> None:
        self.pager.failures = 1

    async def block(self) -> None:
        self.pager.is_off = True

    def shut(self) -> None:
        self.pager.is_shut = True
