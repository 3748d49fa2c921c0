"""One aiohttp server for both bots' webhooks: the secret is checked first, and 200 is said after the commit."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from bot.errors import IntakeError

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1 << 20
Handle = Callable[[dict[str, Any]], Awaitable[None]]


def make_server(routes: Mapping[str, tuple[str, Handle]]) -> web.Application:
    """The server: path -> (secret, handler). A handler returns once the update is durable."""
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
            reason = error.strerror or type(error).__name__
            raise IntakeError(
                f"INTAKE_HOST and INTAKE_PORT: cannot listen on {host}:{port} ({reason}); "
                "free that address or choose another one"
            ) from None
        await stop.wait()
    finally:
        await runner.cleanup()


def _endpoint(secret: str, handle: Handle) -> Callable[[web.Request], Awaitable[web.Response]]:
    expected = secret.encode()

    async def post(request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, expected):
            return web.Response(status=401)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        try:
            await handle(update)
        except Exception as error:
            log.warning("an update was not kept (%s); Telegram will send it again", type(error).__name__)
            return web.Response(status=500)
        return web.Response()

    return post


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
