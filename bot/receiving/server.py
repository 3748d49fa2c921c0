"""One aiohttp server for all that is sent to us: each channel answers at paths of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from bot.errors import IntakeError, reason_of

LARGEST_BODY = 1 << 20
# Answers one request.
Endpoint = Callable[[web.Request], Awaitable[web.Response]]


def make_server(endpoints: Mapping[str, Endpoint]) -> web.Application:
    """Return the server, with what answers at each path."""
    server = web.Application(client_max_size=LARGEST_BODY)
    for path, answer in endpoints.items():
        server.router.add_post(path, answer)
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


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok")
