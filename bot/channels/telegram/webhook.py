"""One aiohttp server for both bots' webhooks: the secret is checked first, and 200 is said after the commit.

The answer to a press goes back in the reply, so that it costs no call of its own.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.channels.telegram.pick import update_id_of
from bot.channels.telegram.polling import UNPARSED
from bot.errors import IntakeError, StorageTrouble, reason_of
from bot.receiving.values import parsed

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1 << 20
# Returns once the update is durable, with a call for the reply, if any; raises when it must come again.
Handle = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any] | None]]
# Telegram writes the number before all else.
_OWN_ID = re.compile(rb'\s*\{\s*"update_id"\s*:\s*(\d{1,18})\b')


def make_server(routes: Mapping[str, tuple[str, Handle]]) -> web.Application:
    """The server: path -> (secret, handler)."""
    server = web.Application(client_max_size=LARGEST_UPDATE)
    for path, (secret, handle) in routes.items():
        server.router.add_post(path, _endpoint(secret, handle))
    server.router.add_get("/healthz", _healthy)
    return server


async def serve(server: web.Application, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve until told to stop; requests under way are finished."""
    runner = web.AppRunner(server, access_log=None, handle_signals=False)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise IntakeError("error-not-listening", place=f"{host}:{port}", reason=reason_of(error)) from None
        await stop.wait()
    finally:
        await runner.cleanup()


def _endpoint(secret: str, handle: Handle) -> Callable[[web.Request], Awaitable[web.Response]]:
    expected = secret.encode()

    async def post(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401)
        update = read_update(await request.read())
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


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
