"""The strict fake and both bots, as in `tests/telegram`, with a courier on each."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import telegram
from aiogram import Bot

from bot.channels.telegram.send import ClientCourier
from bot.office.group import StaffChat
from bot.office.telegram.courier import OfficeCourier
from bot.office.telegram.request import Patience, Request
from bot.words.words import Words
from tests.channels.dispatch import PaperDispatch
from tests.telegram import FakeBot, FakeGroup, FakeTelegram
from tests.telegram.clients import ptb_base_file_url, ptb_base_url
from tests.telegram.conftest import OFFICE_TOKEN, aio, anna, client_bot, clock, fake, office_bot

STAFF_CHAT = -1001234

__all__ = ["aio", "anna", "client_bot", "clock", "fake", "office_bot"]


@pytest.fixture
async def ptb(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's bot over the connections that the product gives it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    request = Request(at_once=8, patience=Patience(connect=5, read=5))
    url, file_url = ptb_base_url(fake), ptb_base_file_url(fake)
    async with telegram.Bot(OFFICE_TOKEN, url, file_url, request=request) as bot:
        yield bot
    await request.shutdown()


@pytest.fixture(scope="session")
def words() -> Words:
    return Words()


@pytest.fixture
def dispatch() -> PaperDispatch:
    return PaperDispatch()


@pytest.fixture
def client(aio: Bot, words: Words) -> ClientCourier:
    return ClientCourier(aio, words)


@pytest.fixture
def forum(fake: FakeTelegram, office_bot: FakeBot) -> FakeGroup:
    """A staff group with topics, the office bot its administrator."""
    group = fake.add_group(STAFF_CHAT, title="相談", forum=True)
    group.add_bot(office_bot)
    return group


@pytest.fixture
def plain_group(fake: FakeTelegram, office_bot: FakeBot) -> FakeGroup:
    """A staff group without topics."""
    group = fake.add_group(STAFF_CHAT, title="相談", supergroup=False)
    group.add_bot(office_bot)
    return group


@pytest.fixture
def moves() -> list[int]:
    """Where the courier heard that the group went."""
    return []


@pytest.fixture
def home() -> StaffChat:
    """Which chat the staff group is, as the desk would keep it."""
    return StaffChat(STAFF_CHAT)


@pytest.fixture
def office(ptb: telegram.Bot, words: Words, home: StaffChat, moves: list[int]) -> OfficeCourier:
    async def moved(chat: int) -> None:
        moves.append(chat)
        home.becomes(chat)

    return OfficeCourier(ptb, home, words, moved=moved)
