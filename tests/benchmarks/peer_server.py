"""One intake (a first word, eight presses, a number) as other libraries do it: argv = which one, and what it keeps in.

What is kept in is the address of a Redis, the path of a file, or `-`. It sends just above the HTTP client, as all
servers of `peers`. Prints its port and secret, then serves. aiogram-dialog and redis are no dependencies of ours.
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import sys
import time
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.benchmarks.canned import TOKEN, answer, cut_the_wire

SECRET = "benchmark-secret-of-a-peer"
QUESTIONS = 8
LAST = "Enter a number"
Feed = Callable[[dict[str, Any]], Awaitable[object]]


def question(number: int) -> str:
    """What is asked."""
    return f"Question {number + 1} of 9: please choose one of the options below."


def choices(number: int) -> list[tuple[str, str]]:
    """What can be pressed below it: labels and data."""
    return [(f"Option {n}", f"q{number}:{n}") for n in range(4)]


def script() -> list[tuple[str, str]]:
    """What each person does."""
    return [("text", "/start"), *(("press", f"q{n}:1") for n in range(QUESTIONS)), ("text", "42")]


# --- aiogram ----------------------------------------------------------------------------------------------------------


def _states() -> list[Any]:
    from aiogram.fsm.state import State, StatesGroup

    names = [f"q{number}" for number in range(QUESTIONS + 1)]
    group: Any = type("Form", (StatesGroup,), {name: State() for name in names})
    return [getattr(group, name) for name in names]


def _storage(kept: str) -> Any:
    if kept == "-":
        from aiogram.fsm.storage.memory import MemoryStorage

        return MemoryStorage()
    module = importlib.import_module("aiogram.fsm.storage.redis")
    return module.RedisStorage.from_url(kept, key_builder=module.DefaultKeyBuilder(with_destiny=True))


def fsm(kept: str) -> Feed:
    """Aiogram's own states and data."""
    from aiogram import Bot, Dispatcher, F
    from aiogram.filters import CommandStart
    from aiogram.fsm.context import FSMContext
    from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

    bot, dispatcher, states = Bot(TOKEN), Dispatcher(storage=_storage(kept)), _states()

    def keyboard(number: int) -> Any:
        buttons = [InlineKeyboardButton(text=label, callback_data=data) for label, data in choices(number)]
        return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])

    @dispatcher.message(CommandStart())
    async def begin(message: Message, state: FSMContext) -> None:
        await state.clear()
        await state.set_state(states[0])
        await message.answer(question(0), reply_markup=keyboard(0))

    def ask(number: int) -> None:
        @dispatcher.callback_query(states[number], F.data.startswith(f"q{number}:"))
        async def pressed(query: CallbackQuery, state: FSMContext) -> None:
            await state.update_data({f"q{number}": query.data})
            await state.set_state(states[number + 1])
            await query.answer()
            assert isinstance(query.message, Message)
            if number + 1 < QUESTIONS:
                await query.message.edit_text(question(number + 1), reply_markup=keyboard(number + 1))
            else:
                await query.message.edit_text(LAST)

    for number in range(QUESTIONS):
        ask(number)

    @dispatcher.message(states[-1], F.text.isdigit())
    async def done(message: Message, state: FSMContext) -> None:
        await state.update_data(number=int(message.text or 0))
        found = await state.get_data()
        await state.set_state(None)
        assert len(found) == QUESTIONS + 1
        await message.answer(f"Done, {len(found)} answers")

    async def feed(update: dict[str, Any]) -> None:
        await dispatcher.feed_raw_update(bot, update)

    return feed


def dialog(kept: str) -> Feed:
    """aiogram-dialog, whose buttons carry data of its own: a press of the script is made one of the last screen's."""
    from aiogram import Bot, Dispatcher
    from aiogram.filters import CommandStart

    library, text = (importlib.import_module(f"aiogram_dialog{part}") for part in ("", ".widgets.text"))
    keys, inputs = (importlib.import_module(f"aiogram_dialog.widgets.{part}") for part in ("kbd", "input"))
    bot, dispatcher, states = Bot(TOKEN), Dispatcher(storage=_storage(kept)), _states()
    shown: dict[Any, str] = {}
    send = bot.session.make_request

    async def heard(of: Any, method: Any, *more: Any, **others: Any) -> Any:
        rows = getattr(getattr(method, "reply_markup", None), "inline_keyboard", None)
        if rows:
            shown[method.chat_id] = rows[0][0].callback_data
        return await send(of, method, *more, **others)

    setattr(bot.session, "make_request", heard)  # noqa: B010  a method of a library, changed for this process

    async def pressed(_query: Any, button: Any, manager: Any) -> None:
        at = states.index(manager.current_context().state)
        manager.dialog_data[f"q{at}"] = button.widget_id
        await manager.switch_to(states[at + 1])

    async def number(message: Any, _widget: Any, manager: Any) -> None:
        manager.dialog_data["number"] = int(message.text)
        found = len(manager.dialog_data)
        assert found == QUESTIONS + 1
        await manager.done()
        await message.answer(f"Done, {found} answers")

    def window(at: int) -> Any:
        buttons = (keys.Button(text.Const(f"Option {n}"), id=f"o{n}", on_click=pressed) for n in range(4))
        return library.Window(text.Const(question(at)), keys.Column(*buttons), state=states[at])

    last = library.Window(text.Const(LAST), inputs.MessageInput(number), state=states[-1])

    async def begin(_message: Any, dialog_manager: Any) -> None:
        await dialog_manager.start(states[0], mode=library.StartMode.RESET_STACK)

    dispatcher.message.register(begin, CommandStart())
    dispatcher.include_router(library.Dialog(*(window(at) for at in range(QUESTIONS)), last))
    library.setup_dialogs(dispatcher)

    async def feed(update: dict[str, Any]) -> None:
        press = update.get("callback_query")
        if press is not None:
            press["data"] = shown[press["message"]["chat"]["id"]]
        await dispatcher.feed_raw_update(bot, update)

    return feed


# --- python-telegram-bot ----------------------------------------------------------------------------------------------


def ptb(kept: str) -> Feed:
    """Its ConversationHandler; with a file PicklePersistence, which is saved before a turn ends."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
    from telegram.ext import (
        ApplicationBuilder,
        CallbackQueryHandler,
        CommandHandler,
        ConversationHandler,
        MessageHandler,
        PicklePersistence,
        filters,
    )
    from telegram.request import BaseRequest

    class Cut(BaseRequest):
        @property
        def read_timeout(self) -> float:
            return 5

        async def initialize(self) -> None:
            return None

        async def shutdown(self) -> None:
            return None

        async def do_request(self, url: str, *_: Any, **__: Any) -> tuple[int, bytes]:
            return 200, answer(url.rpartition("/")[2]).encode()

    def keyboard(number: int) -> Any:
        buttons = [InlineKeyboardButton(label, callback_data=data) for label, data in choices(number)]
        return InlineKeyboardMarkup([[button] for button in buttons])

    async def begin(update: Any, context: Any) -> int:
        context.user_data.clear()
        await update.message.reply_text(question(0), reply_markup=keyboard(0))
        return 0

    def ask(number: int) -> Any:
        async def pressed(update: Any, context: Any) -> int:
            query = update.callback_query
            context.user_data[f"q{number}"] = query.data
            await query.answer()
            if number + 1 < QUESTIONS:
                await query.edit_message_text(question(number + 1), reply_markup=keyboard(number + 1))
            else:
                await query.edit_message_text(LAST)
            return number + 1

        return pressed

    async def done(update: Any, context: Any) -> int:
        context.user_data["number"] = int(update.message.text)
        assert len(context.user_data) == QUESTIONS + 1
        await update.message.reply_text(f"Done, {len(context.user_data)} answers")
        return ConversationHandler.END

    builder: Any = ApplicationBuilder().token(TOKEN).request(Cut()).get_updates_request(Cut())
    builder = builder.updater(None).job_queue(None)
    if kept != "-":
        builder = builder.persistence(PicklePersistence(kept))
    application = builder.build()
    asked = {n: [CallbackQueryHandler(ask(n), pattern=f"^q{n}:")] for n in range(QUESTIONS)}
    states: Any = {**asked, QUESTIONS: [MessageHandler(filters.Regex(r"^\d+$"), done)]}
    start: Any = [CommandHandler("start", begin)]
    handler = ConversationHandler(start, states, start, name="i", persistent=kept != "-", allow_reentry=True)
    application.add_handler(handler)
    ready: list[bool] = []

    async def feed(update: dict[str, Any]) -> None:
        if not ready:
            ready.append(True)
            await application.initialize()
        await application.process_update(Update.de_json(update, application.bot))
        if kept != "-":
            await application.update_persistence()

    return feed


# --- serving ----------------------------------------------------------------------------------------------------------

PEERS = {"fsm": fsm, "dialog": dialog, "ptb": ptb}


async def serve(feed: Feed) -> None:
    """Serve until killed; an update is acknowledged when the library is done with it."""

    async def take(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != SECRET:
            return web.Response(status=401)
        await feed(await request.json())
        return web.Response()

    async def spent(_request: web.Request) -> web.Response:
        return web.Response(text=str(time.process_time()))

    app = web.Application()
    app.router.add_post("/client", take)
    app.router.add_get("/spent", spent)
    app.router.add_get("/drained", spent)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], SECRET, flush=True)
    await asyncio.Event().wait()


async def _main(name: str, kept: str) -> None:
    await serve(PEERS[name](kept))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    cut_the_wire()
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
