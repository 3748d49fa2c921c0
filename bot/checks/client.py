"""Checks of the client bot, through the library and the door that it really uses."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from aiohttp import TraceConfig

from bot.channels.telegram.errors import TOKEN_REFUSED, Refused
from bot.channels.telegram.send import MakeBot, TelegramAPIError, make_bot
from bot.channels.telegram.wire import as_refusal
from bot.checks.finding import Finding, ok, problem, warning
from bot.checks.wire import TIMEOUT_SECONDS, ClockWatch, check_webhook
from bot.settings import Settings

ABOUT = "client bot"


async def check_client(
    settings: Settings,
    token: str,
    running: bool,
    clock: ClockWatch,
    now: Callable[[], datetime],
    make: MakeBot = make_bot,
) -> tuple[int | None, list[Finding]]:
    """Who the bot is (None if Telegram would not say), and what is to be said about it."""
    bot = make(token, settings.telegram_api)
    bot.session.timeout = TIMEOUT_SECONDS
    try:
        await _listen(bot, clock, now)
        me = await bot.get_me()
        return me.id, [finding async for finding in _check(bot, me, settings, running)]
    except TelegramAPIError as error:
        return None, [_refused(error)]
    finally:
        await bot.session.close()


async def _check(bot: Any, me: Any, settings: Settings, running: bool) -> AsyncIterator[Finding]:
    yield ok(ABOUT, "doctor-client-is", title=me.full_name, username=str(me.username))
    if me.can_join_groups:
        yield warning(ABOUT, "doctor-client-joins-groups")
    for finding in check_webhook(f"{ABOUT} updates", "client", await bot.get_webhook_info(), settings, running):
        yield finding


async def _listen(bot: Any, clock: ClockWatch, now: Callable[[], datetime]) -> None:
    """Read the Date header of the answers, which the library does not pass on."""

    async def answered(_session: object, _context: object, what: Any) -> None:
        clock.seen(what.response.headers.get("Date"), now())

    trace = TraceConfig()
    trace.on_request_end.append(answered)
    trace.freeze()
    session = await bot.session.create_session()
    session.trace_configs.append(trace)


def _refused(error: TelegramAPIError) -> Finding:
    refused = as_refusal(error)
    if isinstance(refused, Refused) and refused.code in TOKEN_REFUSED:
        return problem(ABOUT, "doctor-token-refused", setting="INTAKE_CLIENT_TOKEN")
    return problem(ABOUT, "doctor-telegram-unreachable", error=type(error).__name__)


__all__ = ["check_client"]
