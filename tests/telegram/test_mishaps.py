"""Mishaps made to order, the help for waiting, and the notes on speed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramServerError,
)

from . import FakeBot, FakeClock, FakeTelegram, FakeUser


async def test_a_dropped_reply_took_effect(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send(client_bot, "/start")
    fake.drop_reply_next("sendMessage")
    with pytest.raises(TelegramNetworkError):
        await aio.send_message(7, "once")
    assert [m.text for m in anna.messages(client_bot)] == ["/start", "once"]
    await aio.send_message(7, "twice")
    fake.assert_clean()


async def test_a_dropped_reply_is_a_network_error_to_ptb(
    fake: FakeTelegram, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    await anna.send(office_bot, "/start")
    fake.drop_reply_next("sendMessage")
    with pytest.raises(telegram.error.NetworkError):
        await ptb.send_message(7, "once")
    assert anna.last(office_bot).text == "once"


async def test_a_gate_holds_calls_before_or_after_their_effect(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    gate = fake.gate("sendMessage")
    first = asyncio.create_task(aio.send_message(7, "1"))
    await gate.reached()
    second = asyncio.create_task(aio.send_message(7, "2"))
    held = await gate.reached(2)
    assert [call.params["text"] for call in held] == ["1", "2"]
    assert len(anna.messages(client_bot)) == 1
    gate.release_one()
    await asyncio.wait_for(first, 5)
    assert anna.last(client_bot).text == "1"
    assert not second.done()
    gate.release()
    await asyncio.wait_for(second, 5)
    after = fake.gate("sendMessage", after=True)
    third = asyncio.create_task(aio.send_message(7, "3"))
    await after.reached()
    assert anna.last(client_bot).text == "3"
    assert not third.done()
    after.release()
    await asyncio.wait_for(third, 5)


async def test_everything_broken_and_mended(fake: FakeTelegram, client_bot: FakeBot, aio: Bot) -> None:
    waiting = asyncio.create_task(aio.get_updates(timeout=30))
    await fake.wait_for(lambda: client_bot.polling)
    fake.break_everything()
    for call in (waiting, asyncio.create_task(aio.get_me())):
        with pytest.raises(TelegramServerError, match="Bad Gateway"):
            await asyncio.wait_for(call, 5)
    fake.mend()
    await aio.get_me()


async def test_waiting_in_vain_tells_what_happened_instead(fake: FakeTelegram, aio: Bot) -> None:
    await aio.get_me()
    with pytest.raises(TimeoutError, match="getMe"):
        await fake.wait_for(lambda: False, timeout=0.01)


async def test_rates_are_noted_when_asked(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send(client_bot, "/start")
    fake.enforce_rates = True
    for _ in range(5):
        await aio.send_message(7, "x")
    assert fake.rate_notes == []
    await aio.send_message(7, "x")
    assert len(fake.rate_notes) == 1
    clock.advance(timedelta(seconds=5))
    await aio.send_message(7, "x")
    assert len(fake.rate_notes) == 1
