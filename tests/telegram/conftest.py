"""The fake Telegram and the two real clients that speak to it, for the tests of this folder."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import telegram
from aiogram import Bot
from telegram.request import HTTPXRequest

from . import FakeBot, FakeClock, FakeTelegram, FakeUser
from .clients import aiogram_session, ptb_base_file_url, ptb_base_url

CLIENT_TOKEN = "100:client-secret"
OFFICE_TOKEN = "200:office-secret"


@pytest.fixture
def clock() -> FakeClock:
    """The time of a test."""
    return FakeClock()


@pytest.fixture
async def fake(clock: FakeClock) -> AsyncIterator[FakeTelegram]:
    """A running server with two registered bots."""
    async with FakeTelegram(clock) as server:
        server.add_bot(CLIENT_TOKEN, username="client_bot")
        server.add_bot(OFFICE_TOKEN, username="office_bot")
        yield server


@pytest.fixture
def client_bot(fake: FakeTelegram) -> FakeBot:
    """The server's side of the clients' bot."""
    return fake.world.bots[CLIENT_TOKEN]


@pytest.fixture
def office_bot(fake: FakeTelegram) -> FakeBot:
    """The server's side of the office's bot."""
    return fake.world.bots[OFFICE_TOKEN]


@pytest.fixture
def anna(fake: FakeTelegram) -> FakeUser:
    """Somebody who has not written yet."""
    return fake.add_private_chat(7, first_name="Anna", last_name="Sato", language_code="en")


@pytest.fixture
async def aio(fake: FakeTelegram) -> AsyncIterator[Bot]:
    """aiogram's bot."""
    async with Bot(CLIENT_TOKEN, session=aiogram_session(fake)) as bot:
        yield bot


@pytest.fixture
async def ptb(fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's bot."""
    # Without this it warns at every RetryAfter that the seconds will become a timedelta one day.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    request = HTTPXRequest(connection_pool_size=8)
    base, files = ptb_base_url(fake), ptb_base_file_url(fake)
    async with telegram.Bot(OFFICE_TOKEN, base_url=base, base_file_url=files, request=request) as bot:
        yield bot
