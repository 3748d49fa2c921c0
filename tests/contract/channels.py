"""The channels under the suite, each behind the same few hands: deliver, look, choose, and make trouble."""

from __future__ import annotations

import dataclasses
import io
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Protocol, cast

from aiogram import Bot

from bot.app import Core
from bot.channels.console import show
from bot.channels.console.chat import ConsoleChat
from bot.channels.console.show import Terminal
from bot.channels.telegram.abilities import ABILITIES
from bot.channels.telegram.polling import read_updates
from bot.channels.telegram.receive import ClientReceiver
from bot.channels.telegram.send import ClientCourier
from bot.delivery.courier import Courier
from bot.receiving.budget import Allowance, Budget
from bot.receiving.reception import Reception
from bot.turns.acts import ClientTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Job, Ledger
from dialogs.abilities import Abilities
from dialogs.conversation import Conversation
from tests.contract import poor
from tests.telegram import FakeBot, FakeTelegram, FakeUser

NOW = datetime.fromisoformat("2026-11-24T10:00:00+09:00")
AT_ONCE = 5


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
