"""The bare aiogram echo that `throughput` compares with: argv = API address or `-`. Imports nothing of ours.

Answers a press and edits; answers a text with a text; keeps nothing. Prints its port and secret, then serves.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import time

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.benchmarks.canned import TOKEN, cut_the_wire

SECRET = "benchmark-secret-of-the-echo"


async def spent(_request: web.Request) -> web.Response:
    """CPU seconds this process has used."""
    return web.Response(text=str(time.process_time()))


async def echo(api: str) -> None:
    """Serve until killed."""
    session = AiohttpSession() if api == "-" else AiohttpSession(api=TelegramAPIServer.from_base(api))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def on_message(message: Message) -> None:
        await message.answer(message.text or "")

    @dispatcher.callback_query()
    async def on_press(query: CallbackQuery) -> None:
        await query.answer()
        if isinstance(query.message, Message):
            await query.message.edit_text(query.data or "")

    app = web.Application()
    bot = Bot(TOKEN, session=session)
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET).register(app, "/client")
    app.router.add_get("/spent", spent)
    app.router.add_get("/drained", spent)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(port, SECRET, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    if sys.argv[1] == "-":
        cut_the_wire()
    asyncio.run(echo(sys.argv[1]))
