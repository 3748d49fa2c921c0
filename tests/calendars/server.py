"""A server with a calendar at a secret address, on loopback, which answers as tests say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

SECRET = "private-zq7secret"
PATH = f"/calendar/ical/igarashi%40example.jp/{SECRET}/basic.ics"


@dataclass
class CalendarServer:
    """What is at the address now, and what was asked for. While it `rests`, nothing is answered at all."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    port: int = 0
    asked: list[Mapping[str, str]] = field(default_factory=list)
    rests: asyncio.Event | None = None

    @property
    def address(self) -> str:
        """The secret address of the calendar."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        self.asked.append(dict(request.headers))
        if self.rests is not None:
            await self.rests.wait()
        if request.path.startswith("/around"):
            raise web.HTTPFound("/around")
        if self.etag is not None and request.headers.get("If-None-Match") == self.etag and self.status == 200:
            return web.Response(status=304)
        headers = {**self.headers, **({} if self.etag is None else {"ETag": self.etag})}
        return web.Response(status=self.status, body=self.body, headers=headers)


@asynccontextmanager
async def calendar_server(body: bytes = b"", **more: object) -> AsyncIterator[CalendarServer]:
    """A server that runs until the block ends."""
    server = CalendarServer(body, **more)  # type: ignore[arg-type]  # tests name real fields
    app = web.Application()
    app.router.add_get("/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    [(_, server.port, *_)] = runner.addresses
    try:
        yield server
    finally:
        if server.rests is not None:
            server.rests.set()
        await runner.cleanup()
