"""Mishaps made to order, the help for waiting, and the notes on speed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import telegram
from aiogram import Bot
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from tests.patience import PATIENCE_SECONDS

from . import FakeBot, FakeClock, FakeTelegram, FakeUser, Limits


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
    await asyncio.wait_for(first, PATIENCE_SECONDS)
    assert anna.last(client_bot).text == "1"
    assert not second.done()
    gate.release()
    await asyncio.wait_for(second, PATIENCE_SECONDS)
    after = fake.gate("sendMessage", after=True)
    third = asyncio.create_task(aio.send_message(7, "3"))
    await after.reached()
    assert anna.last(client_bot).text == "3"
    assert not third.done()
    after.release()
    await asyncio.wait_for(third, PATIENCE_SECONDS)


async def test_everything_broken_and_mended(fake: FakeTelegram, client_bot: FakeBot, aio: Bot) -> None:
    waiting = asyncio.create_task(aio.get_updates(timeout=30))
    await fake.wait_for(lambda: client_bot.polling)
    fake.break_everything()
    for call in (waiting, asyncio.create_task(aio.get_me())):
        with pytest.raises(TelegramServerError, match="Bad Gateway"):
            await asyncio.wait_for(call, PATIENCE_SECONDS)
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


async def test_a_cut_line_ends_calls_and_polls_and_nothing_takes_effect(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    await anna.send(client_bot, "/start")
    await aio.get_updates(offset=client_bot.next_update_id)
    poll = asyncio.create_task(aio.get_updates(timeout=30))
    await fake.wait_for(lambda: client_bot.polling)
    fake.cut_the_line()
    before = len(fake.calls)
    for call in (poll, asyncio.create_task(aio.send_message(7, "x"))):
        with pytest.raises(TelegramNetworkError):
            await asyncio.wait_for(call, PATIENCE_SECONDS)
    assert len(fake.calls) == before
    assert [m.text for m in anna.messages(client_bot)] == ["/start"]
    fake.restore_the_line()
    await aio.send_message(7, "y")
    assert anna.last(client_bot).text == "y"


async def test_answers_lost_by_lot(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await anna.send(client_bot, "/start")
    fake.lose_replies(0.5, seed=3)
    lost = 0
    for number in range(20):
        try:
            await aio.send_message(7, str(number))
        except TelegramNetworkError:
            lost += 1
    assert 0 < lost < 20
    assert fake.replies_lost == lost
    assert len(anna.messages(client_bot)) == 21, "each took effect"


async def test_a_gate_for_one_chat_or_one_bot(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    tom = fake.add_private_chat(8, first_name="Tom")
    for user in (anna, tom):
        await user.send(client_bot, "/start")
    gate = fake.gate("sendMessage", chat_id=7, bot=client_bot)
    held = asyncio.create_task(aio.send_message(7, "held"))
    await gate.reached()
    await aio.send_message(8, "free")
    assert tom.last(client_bot).text == "free"
    everything = fake.gate("*", bot=fake.world.bots[ptb.token])
    asked = asyncio.create_task(ptb.get_me())
    await everything.reached()
    await aio.get_me()
    gate.release()
    everything.release()
    await asyncio.wait_for(asyncio.gather(held, asked), PATIENCE_SECONDS)


async def test_limits_refuse_as_telegram_does(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock
) -> None:
    await anna.send(client_bot, "/start")
    fake.limits = Limits(chat_burst=3, edits_per_minute=2)
    for _ in range(3):
        sent = await aio.send_message(7, "x")
    with pytest.raises(TelegramRetryAfter) as refused:
        await aio.send_message(7, "y")
    assert refused.value.retry_after == 1
    clock.advance(timedelta(seconds=1))
    await aio.send_message(7, "y")
    for number in range(2):
        await aio.edit_message_text(str(number), chat_id=7, message_id=sent.message_id)
    with pytest.raises(TelegramRetryAfter):
        await aio.edit_message_text("2", chat_id=7, message_id=sent.message_id)
    assert sent.text == "x"
    assert anna.chat(client_bot).find(sent.message_id).text == "1", "what is refused has no effect"  # type: ignore[union-attr]


async def test_thirty_a_second_for_a_bot_and_twenty_a_minute_for_a_group(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, clock: FakeClock
) -> None:
    fake.limits = Limits()
    for number in range(31):
        user = fake.add_private_chat(1_000 + number, first_name="P")
        await user.send(client_bot, "/start")
    for number in range(30):
        await aio.send_message(1_000 + number, "x")
    with pytest.raises(TelegramRetryAfter):
        await aio.send_message(1_030, "x")
    clock.advance(timedelta(milliseconds=999))
    with pytest.raises(TelegramRetryAfter):
        await aio.send_message(1_030, "x")
    clock.advance(timedelta(milliseconds=1))
    await aio.send_message(1_030, "x")
    group = fake.add_group(-1005, title="G")
    group.add_bot(client_bot)
    for _ in range(20):
        clock.advance(timedelta(seconds=1))
        await aio.send_message(-1005, "x")
    with pytest.raises(TelegramRetryAfter) as refused:
        await aio.send_message(-1005, "x")
    assert refused.value.retry_after == 41
    assert len(fake.rate_notes) == 3
