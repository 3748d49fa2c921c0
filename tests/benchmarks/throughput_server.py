"""The two servers that `throughput` compares: argv = variant, folder. Prints its port and secret, then serves."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sys
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods.base import TelegramMethod
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

import bot.run
from bot.app import build_core
from bot.delivery.outbox import Pace
from bot.receiving import webhook
from bot.run import Service
from bot.settings import Settings
from tests.benchmarks.throughput import SECRET, TOKEN

ME = {"id": 42, "is_bot": True, "first_name": "B", "username": "b_bot"}


class Stub(AiohttpSession):
    """Builds each request and parses a canned reply: everything but the network."""

    number = 0

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109  aiogram's signature
        self.build_form_data(bot=bot, method=method)
        result: Any = True
        if method.__api_method__ == "getMe":
            result = ME
        elif method.__api_method__ in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            Stub.number += 1
            chat = {"id": getattr(method, "chat_id", 1), "type": "private", "first_name": "Ann"}
            result = {"message_id": Stub.number, "date": 1_700_000_000, "chat": chat, "from": ME, "text": "x"}
        answer = json.dumps({"ok": True, "result": result})
        return self.check_response(bot=bot, method=method, status_code=200, content=answer).result

    async def close(self) -> None:
        """Nothing was opened."""


async def spent(_request: web.Request) -> web.Response:
    """CPU seconds this process has used."""
    times = os.times()
    return web.Response(text=str(times.user + times.system))


async def echo(port: int) -> None:
    """A bare aiogram echo: answers a press, edits; answers a text with a text. Keeps nothing."""
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
    handler = SimpleRequestHandler(
        dispatcher, Bot(TOKEN, session=Stub()), handle_in_background=False, secret_token=SECRET
    )
    handler.register(app, "/client")
    app.router.add_get("/spent", spent)
    app.router.add_get("/drained", spent)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(port, SECRET, flush=True)
    await asyncio.Event().wait()


async def intake(port: int, folder: Path) -> None:
    """The real service in webhook mode on a database of its own; only the network is stubbed."""
    settings = Settings(
        client_token=TOKEN,
        database=f"sqlite:///{folder / 'benchmark.db'}",
        webhook_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
        port=port,
    )
    unlimited = Pace(1e9, 1e9, 1e9, 1e9, 1e9, 1e9)
    service = Service(build_core(settings), pace=unlimited, make_bot=lambda token, _api: Bot(token, session=Stub()))
    plain_server = webhook.make_server

    async def drained(_request: web.Request) -> web.Response:
        await service.outbox.drained()
        return web.Response(text="ok")

    def server_with_figures(routes: Any) -> web.Application:
        app = plain_server(routes)
        app.router.add_get("/spent", spent)
        app.router.add_get("/drained", drained)
        return app

    # The figures are asked for on the same server; nothing of ours is changed but its routes.
    setattr(bot.run, "make_server", server_with_figures)  # noqa: B010  a module's name, changed for this process
    running = asyncio.ensure_future(service.run())
    await service.ready.wait()
    print(port, settings.webhook_secret_for("client"), flush=True)
    await running


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    variant, where = sys.argv[1], Path(sys.argv[2])
    asyncio.run(echo(free_port()) if variant == "echo" else intake(free_port(), where))
