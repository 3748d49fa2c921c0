"""How updates reach the bots: long polling with offsets, webhooks, and the dispatchers of both libraries."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import telegram
from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
)
from aiogram.types import (
    Message,
    ReplyParameters,
)
from aiohttp import web
from telegram.ext import ApplicationBuilder, MessageHandler

from tests.patience import PATIENCE_SECONDS

from . import FakeBot, FakeClock, FakeTelegram, FakeUser
from .clients import ptb_base_url


async def test_an_update_stays_until_a_higher_offset(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    first = await anna.send(client_bot, "1")
    await anna.send(client_bot, "2")
    for _ in range(2):
        assert [u.message.text for u in await aio.get_updates() if u.message] == ["1", "2"]
    number = first["update_id"]
    assert [u.update_id for u in await aio.get_updates(offset=number + 1)] == [number + 1]
    await anna.redeliver(client_bot, first)
    # A repeat lies below the offset and comes nevertheless, once.
    assert [u.update_id for u in await aio.get_updates(offset=number + 2)] == [number]
    assert await aio.get_updates(offset=number + 2) == []
    await client_bot.drained()


async def test_updates_die_after_a_day(client_bot: FakeBot, aio: Bot, anna: FakeUser, clock: FakeClock) -> None:
    await anna.send(client_bot, "1")
    clock.advance(timedelta(hours=24))
    await anna.send(client_bot, "2")
    assert [u.message.text for u in await aio.get_updates() if u.message] == ["2"]


async def test_a_long_poll_wakes_for_an_update(client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    waiting = asyncio.create_task(aio.get_updates(timeout=30))
    await anna.send(client_bot, "now")
    (update,) = await asyncio.wait_for(waiting, PATIENCE_SECONDS)
    assert update.message is not None


async def test_the_second_poller_ends_the_first(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    first = asyncio.create_task(aio.get_updates(timeout=30))
    await fake.wait_for(lambda: client_bot.polling)
    second = asyncio.create_task(aio.get_updates(timeout=30))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates"):
        await asyncio.wait_for(first, PATIENCE_SECONDS)
    await anna.send(client_bot, "x")
    assert len(await asyncio.wait_for(second, PATIENCE_SECONDS)) == 1


async def test_kinds_not_asked_for_do_not_come(client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    await aio.get_updates(allowed_updates=["callback_query"])
    await anna.send(client_bot, "x")
    await anna.press(client_bot, 1, "y")
    assert [u.event_type for u in await aio.get_updates()] == ["callback_query"]


async def test_webhook(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    seen: list[tuple[str | None, int]] = []
    statuses = [500, 200, 200]

    async def receive(request: web.Request) -> web.Response:
        update = await request.json()
        seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["update_id"]))
        return web.Response(status=statuses.pop(0))

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        waiting = asyncio.create_task(aio.get_updates(timeout=30))
        await fake.wait_for(lambda: client_bot.polling)
        await aio.set_webhook(url, secret_token="s-1", allowed_updates=["message"])
        with pytest.raises(TelegramConflictError, match="terminated by setWebhook"):
            await asyncio.wait_for(waiting, PATIENCE_SECONDS)
        with pytest.raises(TelegramConflictError, match="while webhook is active"):
            await aio.get_updates()
        update = await anna.send(client_bot, "1")
        await anna.send(client_bot, "2")
        assert await client_bot.deliver_webhook(update) == 500
        info = await aio.get_webhook_info()
        assert (info.pending_update_count, info.allowed_updates) == (2, ["message"])
        assert info.last_error_message is not None
        assert await client_bot.deliver_all() == [200, 200]
        await client_bot.drained()
        number = update["update_id"]
        assert seen == [("s-1", number), ("s-1", number), ("s-1", number + 1)]
    finally:
        await runner.cleanup()
    await anna.send(client_bot, "3")
    assert await client_bot.deliver_webhook() == 0
    await aio.delete_webhook(drop_pending_updates=True)
    assert client_bot.pending == []
    fake.assert_clean()
    with pytest.raises(TelegramBadRequest, match="HTTPS URL must be provided"):
        await aio.set_webhook("http://example.org/hook")


async def test_a_dispatcher_polls_and_answers(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(f"you said {message.text}")

    polling = asyncio.create_task(
        dispatcher.start_polling(aio, handle_signals=False, close_bot_session=False, polling_timeout=30)
    )
    await anna.send(client_bot, "one")
    assert (await anna.next_message(client_bot)).text == "you said one"
    await client_bot.drained()
    await dispatcher.stop_polling()
    await asyncio.wait_for(polling, PATIENCE_SECONDS)
    fake.assert_clean()


async def test_a_ptb_application_polls_and_answers(
    fake: FakeTelegram, office_bot: FakeBot, ptb: telegram.Bot, anna: FakeUser
) -> None:
    async def echo(update: telegram.Update, _: object) -> None:
        assert update.message is not None
        await update.message.reply_text(f"you said {update.message.text}")

    builder = ApplicationBuilder().token(office_bot.token).base_url(ptb_base_url(fake))
    async with builder.build() as application:
        application.add_handler(MessageHandler(None, echo))
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=30)
        await anna.send(office_bot, "one")
        assert (await anna.next_message(office_bot)).text == "you said one"
        await office_bot.drained()
        await application.updater.stop()
        await application.stop()
    fake.assert_clean()


async def test_a_dead_poller_swallows_nothing(
    fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser
) -> None:
    update = await anna.send(client_bot, "1")
    assert await aio.get_updates(offset=update["update_id"] + 1) == []
    poll = asyncio.create_task(aio.get_updates(timeout=30))
    await fake.wait_for(lambda: client_bot.polling)
    poll.cancel()
    await asyncio.wait({poll})
    await anna.redeliver(client_bot, update)
    assert [u.update_id for u in await aio.get_updates(offset=update["update_id"] + 1)] == [update["update_id"]]


async def test_what_people_send_besides_text(fake: FakeTelegram, client_bot: FakeBot, aio: Bot, anna: FakeUser) -> None:
    wrote = await anna.send(client_bot, "first")
    await anna.edit(client_bot, wrote["message"]["message_id"], "changed")
    await anna.send_photo(client_bot, "look", media_group_id="5")
    await anna.send_voice(client_bot)
    await anna.send_sticker(client_bot)
    await anna.send_contact(client_bot, user_id=9)
    await anna.send_document(client_bot, "a.pdf", b"1")
    await anna.send_location(client_bot)
    await anna.forward(client_bot, "theirs")
    updates = await aio.get_updates()
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.text == "changed"
    assert [u.message.content_type for u in updates if u.message] == [
        *("text", "photo", "voice", "sticker", "contact", "document", "location", "text")
    ]
    last = updates[-1].message
    assert last is not None
    assert last.forward_origin is not None
    await aio.send_message(7, "re", reply_parameters=ReplyParameters(message_id=1))
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await aio.send_message(7, "re", reply_parameters=ReplyParameters(message_id=99))
    fake.assert_clean()
