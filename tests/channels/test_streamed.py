"""A file on its way to somebody: heads without a body, and what breaks off is never taken for whole."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.files import FileLost
from bot.receiving.server import make_server
from bot.receiving.streamed import streamed


async def pieces(breaks_after: int | None = None) -> AsyncIterator[bytes]:
    """Three pieces, or fewer where reading breaks off."""
    for number in range(3):
        if number == breaks_after:
            raise FileLost("gone")
        yield b"%d" % number * 8


async def answer(request: web.Request) -> web.StreamResponse:
    """A file; one that breaks off where the address says so."""
    broken = {"never": 0, "early": 1}.get(request.match_info["name"])
    try:
        return await streamed(request, {"Content-Type": "image/jpeg"}, pieces(broken))
    except FileLost:
        return web.Response(status=404)


async def test_heads_have_no_body_and_what_breaks_off_is_not_whole() -> None:
    served = TestServer(make_server({}, {"/{name}": answer}), host="127.0.0.1")
    async with served as server, aiohttp.ClientSession() as session:
        for method, size in (("HEAD", 0), ("GET", 24), ("HEAD", 0), ("GET", 24)):
            # One connection: a body that nobody asked for would be taken for the next answer.
            async with session.request(method, server.make_url("/whole")) as reply:
                assert (reply.status, reply.content_type) == (200, "image/jpeg")
                assert len(await reply.read()) == size
        async with session.get(server.make_url("/never")) as reply:
            assert reply.status == 404
        with pytest.raises(aiohttp.ClientError):
            async with session.get(server.make_url("/early")) as reply:
                await reply.read()
