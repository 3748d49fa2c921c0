"""One aiohttp server for all that is sent to us and read from us: each channel, and each wing, at paths of its own.

Whatever is sent to it ends in an answer: no error of ours is shown or raised, and nothing of a request is logged, since
addresses and what is posted may be secrets.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from aiohttp import web

from bot.errors import IntakeError, StorageTrouble, reason_of
from bot.receiving.places import Networks
from bot.receiving.watch import Watch

log = logging.getLogger(__name__)
LARGEST_BODY = 1 << 20
# For so long a connection may say nothing, or not come to the end of its first request: longer than proxies keep theirs
# open, since whoever closes first must not be us.
IDLE_SECONDS = 150.0
# For so long what a messenger sends may take to come.
BODY_SECONDS = 15.0
RETRY_SECONDS = 120
# For so long requests under way may still take when all is to stop: whoever is not answered asks again.
FINISH_SECONDS = 4.0
# What we call ourselves, and what is said to what is no request.
NAME, UNREAD = "intake", "this cannot be read"
# What answers whatever nobody else does, by whichever method.
REST = "/{rest:.*}"
# Answers one request.
Endpoint = Callable[[web.Request], Awaitable[web.StreamResponse]]
_NOTHING: Mapping[str, Endpoint] = MappingProxyType({})


class Site(Protocol):
    """What a wing has on our server, by its paths."""

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read there."""

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes what is sent there."""


def make_server(
    endpoints: Mapping[str, Endpoint],
    pages: Mapping[str, Endpoint] = _NOTHING,
    *,
    is_alive: Callable[[], bool] = lambda: True,
) -> web.Application:
    """Return the server, with what takes what is sent to each path, and what can be read at each.

    That we live says `/healthz`, as long as `is_alive`.
    """
    server = web.Application(client_max_size=LARGEST_BODY)
    for path, answer in endpoints.items():
        server.router.add_post(path, _kindly(answer))
    for path, answer in pages.items():
        if path != REST:
            server.router.add_get(path, _kindly(answer))  # and HEAD
    server.router.add_get("/healthz", _healthy(is_alive))
    if REST in pages:
        # Behind all others, whoever brought them: the first that fits answers.
        server.router.add_route("*", REST, _kindly(pages[REST]))
    server.on_response_prepare.append(_unnamed)
    return server


async def serve(
    server: web.Application,
    host: str,
    port: int,
    stop: asyncio.Event,
    *,
    idle_seconds: float = IDLE_SECONDS,
    listener: socket.socket | None = None,
    proxies: Networks = (),
    unread: str = UNREAD,
    named: str = "INTAKE_PORT",
    at_open: Callable[[], object] = lambda: None,
) -> None:
    """Serve until told to stop; requests under way are finished. A `listener` that is open already is used as it is.

    `named` is the setting of the port, `at_open` is called once somebody can connect.
    `proxies` stand before us, and bring everybody's connections. `unread` is said to what is no request.
    """
    # What is sent packed is not unpacked: nobody who writes to us packs anything, and little becomes very much.
    runner = _Runner(
        server,
        unread,
        access_log=None,
        handle_signals=False,
        keepalive_timeout=idle_seconds,
        logger=_Terse(__name__),
        auto_decompress=False,
        shutdown_timeout=FINISH_SECONDS,
    )
    await runner.setup()
    try:
        try:
            await (web.TCPSite(runner, host, port) if listener is None else web.SockSite(runner, listener)).start()
        except OSError as error:
            raise IntakeError(
                "error-not-listening", place=f"{host}:{port}", setting=named, reason=reason_of(error)
            ) from None
        at_open()
        assert runner.server is not None
        await Watch(runner.server, proxies).run(stop)
    finally:
        await runner.cleanup()


class _Runner(web.AppRunner):
    """Runs a server whose connections are ours."""

    def __init__(self, server: web.Application, unread: str, **options: Any) -> None:
        super().__init__(server, **options)
        self.unread = unread

    async def _make_server(self) -> web.Server:
        made = await super()._make_server()
        return _Server(self.unread, made)


class _Server(web.Server):
    """Makes a connection of each that is opened. What reads its requests is as it was `made`."""

    def __init__(self, unread: str, made: web.Server) -> None:
        super().__init__(made.request_handler, request_factory=made.request_factory, **made._kwargs)
        self.unread = unread

    def __call__(self) -> web.RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


class _Connection(web.RequestHandler):
    """A connection that quotes nothing of what it cannot read, and names no versions."""

    __slots__ = ("_unread",)

    def __init__(self, manager: _Server, **options: Any) -> None:
        super().__init__(manager, **options)
        self._unread = manager.unread

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is no request, or has a head that is too long."""
        answer = super().handle_error(request, status, exc, None)
        answer.headers["Server"] = NAME
        answer.headers["X-Content-Type-Options"] = "nosniff"
        if isinstance(answer, web.Response):
            answer.text = f"{status}: {self._unread}"
        return answer


class _Terse(logging.Logger):
    """What the library says of requests that it cannot read, without what it quotes of them."""

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Say what kind of trouble it was; anybody can make it, so that it is nobody's to look after."""
        log.debug("a request could not be read (%s)", type(kwargs.get("exc_info")).__name__)


async def body_of(request: web.Request) -> bytes:
    """Return what a messenger sends us. Raises `TimeoutError` where that takes too long; too large is answered so."""
    if request.content.is_eof():
        return await request.read()  # it came with the head, as most do
    async with asyncio.timeout(BODY_SECONDS):
        return await request.read()


def _kindly(answer: Endpoint) -> Endpoint:
    """Answer trouble of ours with a word and when to come again."""

    # Not as a middleware: that costs each request, and each page that stays open, more than all of this.
    async def kindly(request: web.Request) -> web.StreamResponse:
        try:
            return await answer(request)
        except web.HTTPException:
            raise
        except StorageTrouble:
            pass  # told where the turns meet it, once
        except Exception as error:
            if isinstance(error, ConnectionError) and request.transport is None:
                raise  # who asked is gone, amid what they sent: no trouble of ours
            log.error("a request could not be answered (%s)", type(error).__name__)
        return web.Response(status=503, text="503: try again later", headers={"Retry-After": str(RETRY_SECONDS)})

    return kindly


async def _unnamed(_request: web.Request, answer: web.StreamResponse) -> None:
    """Tell nobody which versions of what we run."""
    answer.headers["Server"] = NAME


def _healthy(is_alive: Callable[[], bool]) -> Endpoint:
    async def healthy(_request: web.Request) -> web.Response:
        """That it is answered at all says that the event loop turns."""
        return web.Response(text="ok") if is_alive() else web.Response(status=503, text="503: what writes has ended")

    return healthy
