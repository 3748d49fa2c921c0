"""A Bot API server that answers every call at once with canned words; `throughput --http` has both bots talk to it."""

from __future__ import annotations

import asyncio
import socket

from aiohttp import web

from tests.benchmarks.canned import answer


async def call(request: web.Request) -> web.Response:
    """Any method of any bot."""
    await request.read()
    return web.Response(text=answer(request.match_info["method"]), content_type="application/json")


async def main() -> None:
    """Print the port, then serve until killed."""
    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/bot{token}/{method}", call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
