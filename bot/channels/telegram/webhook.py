"""Where Telegram sends a bot's updates to: the secret is checked first, and 200 is said after the commit.

The answer to a press goes back in the reply, so that it costs no call of its own.
"""

from __future__ import annotations

import asyncio
import hmac
import itertools
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from bot.channels.telegram.pick import update_id_of
from bot.channels.telegram.polling import UNPARSED
from bot.clock import growing_pause, pause_unless
from bot.errors import StorageTrouble
from bot.receiving.server import Endpoint, body_of
from bot.receiving.values import parsed
from bot.settings import Settings

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# How long at most before a registration is tried again.
LONGEST_PAUSE_SECONDS = 60.0
# Returns once the update is durable, with a call for the reply, if any; raises when it must come again.
Handle = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any] | None]]
# Telegram writes the number before all else.
_OWN_ID = re.compile(rb'\s*\{\s*"update_id"\s*:\s*(\d{1,18})\b')


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address of one bot's updates: the path on our server, the whole address outside, and the bot's secret."""

    path: str
    url: str
    secret: str


def webhook_of(settings: Settings, bot: Literal["client", "office"]) -> Webhook | None:
    """Return where a bot's updates are sent to; None where we fetch them."""
    if settings.webhook_url is None:
        return None
    return Webhook(f"/{bot}", f"{settings.webhook_url}/{bot}", settings.webhook_secret_for(bot))


async def register(
    webhook: Webhook,
    tell: Callable[[str, str], Awaitable[bool]],
    stop: asyncio.Event,
    sleep: Callable[[float], Awaitable[None]],
) -> None:
    """Have Telegram told where to send updates, tried until it is done or everything stops; return at the stop."""
    for attempt in itertools.count():
        if await tell(webhook.url, webhook.secret):
            break
        await pause_unless(stop, growing_pause(attempt, longest=LONGEST_PAUSE_SECONDS), sleep)
        if stop.is_set():
            return
    await stop.wait()


def endpoint(secret: str, handle: Handle) -> Endpoint:
    """Return what answers Telegram's requests for one bot."""
    expected = secret.encode()

    async def post(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401)
        try:
            update = read_update(await body_of(request))
        except TimeoutError:
            return web.Response(status=408)
        if update is None:
            return web.Response(status=400)
        try:
            reply = await handle(update)
        except StorageTrouble:
            # The storage itself says what is wrong, once; Telegram sends the update again.
            return web.Response(status=500)
        except Exception as error:
            log.warning("an update was not kept (%s); Telegram will send it again", type(error).__name__)
            return web.Response(status=500)
        return web.Response() if reply is None else web.json_response(reply)

    return post


def read_update(body: bytes) -> Mapping[str, Any] | None:
    """The update of a request; of one that cannot be parsed its number alone. None for what is no update."""
    update = parsed(body)
    if update is None:
        found = _OWN_ID.match(body)
        return None if found is None else {"update_id": int(found[1]), UNPARSED: True}
    return update if update_id_of(update) is not None else None
