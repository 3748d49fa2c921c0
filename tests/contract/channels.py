"""The channels under the suite, each behind the same few hands: deliver, look, choose, and make trouble."""

from __future__ import annotations

import io
from typing import Protocol

from aiogram import Bot

from bot.channels.console import show
from bot.channels.console.send import ConsoleCourier
from bot.channels.console.show import Printer, Terminal
from bot.channels.plain import Abilities
from bot.channels.telegram import send
from bot.channels.telegram.send import ClientCourier
from bot.delivery.courier import Courier
from bot.words.words import Words
from tests.contract import poor
from tests.telegram import FakeBot, FakeTelegram, FakeUser


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

    def trouble(self) -> None:
        """The next message does not arrive."""

    async def block(self) -> None:
        """The person does not want to hear from us."""


class Telegram:
    """Telegram, over the strict fake."""

    abilities = send.ABILITIES
    to = "7"

    def __init__(self, fake: FakeTelegram, bot: FakeBot, person: FakeUser, aio: Bot, words: Words) -> None:
        self.fake, self.bot, self.person = fake, bot, person
        self.courier = ClientCourier(aio, words)

    def seen(self) -> list[str]:
        return [m.text for m in self.person.messages(self.bot) if m.from_bot]

    def files(self) -> list[str]:
        documents = [m.document for m in self.person.messages(self.bot) if m.document is not None]
        return [document.data.decode() for document in documents if document.filename.endswith(".json")]

    def choose(self, label: str, number: int) -> str | None:
        return self.person.last(self.bot).data_of(label)

    def trouble(self) -> None:
        self.fake.fail_next("*", 502, "Bad Gateway", bot=self.bot)

    async def block(self) -> None:
        await self.person.block(self.bot)


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
    to = "local"

    def __init__(self, words: Words) -> None:
        self.paper = Paper()
        self.window = ConsoleCourier(Printer(Terminal(io.StringIO(), self.paper), words))
        self.courier: Courier = self.window

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


class Poor:
    """The poor channel."""

    abilities = poor.ABILITIES
    to = "pager-1"

    def __init__(self, words: Words) -> None:
        self.pager = poor.Pager()
        self.courier = poor.PoorCourier(self.pager, words)

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
