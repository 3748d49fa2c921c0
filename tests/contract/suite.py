"""The channels that the suite runs over. To add one: a class beside the others in `channels`, and its line here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot

from bot.app import Core
from dialogs.abilities import Abilities
from tests.contract.__main__ import RECORDS
from tests.contract.channels import Channel, Console, Line, Poor, Telegram, Website
from tests.line.fake import FakeLine
from tests.telegram import FakeBot, FakeTelegram, FakeUser


@dataclass(frozen=True)
class Around:
    """What a test has at hand for any of them."""

    core: Core
    fake: FakeTelegram
    bot: FakeBot
    person: FakeUser
    aio: Bot


@dataclass(frozen=True)
class UnderTest:
    """A channel of the suite: what its record says, and what opens it with one person at its other end."""

    abilities: Abilities
    open: Callable[[Around], AbstractAsyncContextManager[Channel]]


@asynccontextmanager
async def _telegram(around: Around) -> AsyncIterator[Channel]:
    await around.person.send(around.bot, "/start")
    channel = Telegram(around.fake, around.bot, around.person, around.aio, around.core)
    await channel.begins()
    yield channel
    around.fake.assert_clean()


@asynccontextmanager
async def _console(around: Around) -> AsyncIterator[Channel]:
    yield Console(around.core)


@asynccontextmanager
async def _poor(around: Around) -> AsyncIterator[Channel]:
    yield Poor(around.core)


@asynccontextmanager
async def _website(around: Around) -> AsyncIterator[Channel]:
    website = Website(around.core)
    await website.begins()
    try:
        yield website
    finally:
        await website.ends()


@asynccontextmanager
async def _line(around: Around) -> AsyncIterator[Channel]:
    async with FakeLine() as fake:
        line = Line(around.core, fake)
        await line.begins()
        try:
            yield line
        finally:
            await line.ends()


SUITE: Mapping[str, UnderTest] = {
    "telegram": UnderTest(RECORDS["telegram"], _telegram),
    "console": UnderTest(RECORDS["console"], _console),
    "web": UnderTest(RECORDS["web"], _website),
    "line": UnderTest(RECORDS["line"], _line),
    "poor": UnderTest(RECORDS["poor"], _poor),
}
