"""A file passed on piece by piece: without its body to who asks for its head alone, and never half taken for whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping

from aiohttp import web

log = logging.getLogger(__name__)
# Whoever takes one piece for longer is cut.
WRITE_SECONDS = 10.0


async def streamed(
    request: web.Request, headers: Mapping[str, str], pieces: AsyncIterator[bytes]
) -> web.StreamResponse:
    """Send pieces as they are read. Raises what reading raises as long as nothing was sent."""
    if request.method == "HEAD":
        return web.Response(headers=headers)
    piece = await anext(pieces, b"")
    answer = web.StreamResponse(headers=headers)
    try:
        await answer.prepare(request)
        while piece:
            async with asyncio.timeout(WRITE_SECONDS):
                await answer.write(piece)
            piece = await anext(pieces, b"")
        await answer.write_eof()
    except Exception as error:
        log.warning("a file broke off on its way (%s)", type(error).__name__)
        # An orderly end would say that this was all of it.
        if request.transport is not None:
            request.transport.abort()
    return answer


__all__ = ["WRITE_SECONDS", "streamed"]
