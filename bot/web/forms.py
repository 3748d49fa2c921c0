"""Forms that browsers post: read up to a size and in a time, and never more."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import web

from bot.receiving.values import whole

LARGEST_FORM = 64 * 1024
FORM_SECONDS = 15.0
MOST_FIELDS = 16


class NotTaken(Exception):
    """What was posted is not taken: with which status, and what to say (`web-...`)."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


async def form_of(request: web.Request, most_fields: int = MOST_FIELDS) -> Mapping[str, str]:
    """Return the fields of a form, line ends as ours. Raises `NotTaken`."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise NotTaken(415, "web-not-a-form")
    body = await _body(request, LARGEST_FORM, FORM_SECONDS)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most_fields, errors="strict")
    except ValueError:
        raise NotTaken(400, "web-not-a-form") from None
    return {name: lines(value) for name, value in fields}


async def _body(request: web.Request, most: int, seconds: float) -> bytes:
    if (request.content_length or 0) > most:
        raise NotTaken(413, "web-too-large")
    content = request.content
    if content.is_eof():
        # It came with the head, as most do.
        whole_body = content.read_nowait()
        if len(whole_body) > most:
            raise NotTaken(413, "web-too-large")
        return whole_body
    pieces: list[bytes] = []
    try:
        async with asyncio.timeout(seconds):
            size = 0
            async for piece in content.iter_any():
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise NotTaken(413, "web-too-large")
    except TimeoutError:
        raise NotTaken(408, "web-too-slow") from None
    return b"".join(pieces)


def lines(value: str) -> str:
    """A field as it was typed: browsers send other line ends, and half a pair of surrogates is no letter."""
    return whole(value.replace("\r\n", "\n").replace("\r", "\n"), len(value))


__all__ = ["NotTaken", "form_of", "lines"]
