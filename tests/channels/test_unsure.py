"""Both bots know of a call that was not answered whether it can have been done."""

from __future__ import annotations

from collections.abc import AsyncIterator

import telegram
from aiogram import Bot

from bot.channels.telegram.calls import Upload, Wire
from bot.channels.telegram.errors import Refused, Unreachable
from bot.channels.telegram.send import make_bot
from bot.channels.telegram.wire import AiogramWire
from bot.office.telegram.wire import LibraryWire, open_wire
from tests.telegram import FakeBot, FakeTelegram, FakeUser

NOWHERE = "http://127.0.0.1:9"
TOKEN = "100:client-secret-client-secret"


async def _in_doubt(wire: Wire) -> list[bool]:
    """Each way to call, in turn: whether what came of it may have been done."""
    params = {"chat_id": 7}

    async def pieces() -> AsyncIterator[bytes]:
        yield b"file"

    found = []
    for call in (
        wire.call("sendMessage", {**params, "text": "hello"}),
        wire.send_file("document", "file.txt", b"file", params),
        wire.upload("sendDocument", params, {"document": Upload("file.txt", pieces())}),
    ):
        try:
            await call
        except Unreachable as error:
            found.append(error.in_doubt)
        except Refused as refused:
            found.append(refused.diagnosis.in_doubt)
    return found


async def test_a_call_that_found_nobody_was_not_done() -> None:
    bot = make_bot(TOKEN, NOWHERE)
    assert await _in_doubt(AiogramWire(bot)) == [False] * 3
    await bot.session.close()
    async with open_wire(TOKEN, NOWHERE) as wire:
        assert await _in_doubt(wire) == [False] * 3


async def test_a_call_whose_answer_is_cut_may_have_been_done(
    fake: FakeTelegram, aio: Bot, ptb: telegram.Bot, client_bot: FakeBot, office_bot: FakeBot, anna: FakeUser
) -> None:
    for bot, wire in ((client_bot, AiogramWire(aio)), (office_bot, LibraryWire(ptb))):
        await anna.send(bot, "/start")
        fake.drop_reply_next("sendMessage")
        fake.drop_reply_next("sendDocument", 2)
        assert await _in_doubt(wire) == [True] * 3
        fake.fail_next("sendMessage", 502, "Bad Gateway")
        fake.fail_next("sendDocument", 500, "Internal Server Error", times=2)
        assert await _in_doubt(wire) == [True] * 3
        fake.fail_next("sendMessage", 429, "Too Many Requests", retry_after=3)
        fake.fail_next("sendDocument", 429, "Too Many Requests", retry_after=3, times=2)
        assert await _in_doubt(wire) == [False] * 3
