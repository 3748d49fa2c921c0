"""What LINE and its people fetch from us: pictures and files at addresses of a random name, for a day.

Kept is the hash of a name and, sealed, what is to be fetched there: it goes with its person, and with time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.channels.files import FileLost, Files, Unreachable
from bot.channels.line.abilities import ABILITIES
from bot.clock import Clock
from bot.delivery.drawing import Drawing, NotDrawn
from bot.receiving.reception import Hands
from bot.receiving.streamed import streamed
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Store

log = logging.getLogger(__name__)
HANDED_FOR = timedelta(days=1)
PICTURE, DOCUMENT, RELAYED = "picture", "document", "relayed"
PATH = "/line/file/{name}"
# What lies at an address lies among the files of the website, under names that none of those has.
_PREFIX = "line/"
_NAME = re.compile(r"[0-9a-f]{40}")
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
# What is shown as it is, by how it begins; all else is saved, as LINE draws no other pictures.
_SHOWN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class Handed:
    """Makes addresses, and answers at them. `files` are read where they were sent to, by the name of that channel."""

    def __init__(self, base: str, writer: Hands, store: Store, clock: Clock) -> None:
        self._base = base
        self._writer = writer
        self._store = store
        self._clock = clock
        self._drawing = Drawing()
        self.files: dict[str, Files] = {}

    async def give(self, person: str | None, about: Mapping[str, Any]) -> str:
        """Keep what is to be had for a day, and return where. Raises `StorageTrouble`."""
        name = secrets.token_hex(20)
        made_at = self._clock.now().timestamp()
        piece = json.dumps({**about, "at": int(made_at)}, ensure_ascii=False).encode("utf-8", "replace")

        def keep(batch: Batch) -> None:
            batch.tx.keep_web_piece(person or "", _kept_as(name), 0, piece, made_at)

        await self._writer.submit(Call(keep))
        return f"{self._base}/line/file/{name}"

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Send what is at an address; whatever is wrong with one, it is the same answer."""
        name = request.match_info["name"]
        about = await asyncio.to_thread(self._about, name) if _NAME.fullmatch(name) else None
        if about is None:
            return _gone()
        if about["kind"] == PICTURE:
            return await self._picture(about)
        if about["kind"] == DOCUMENT:
            body = str(about["text"]).encode("utf-8", "replace")
            return web.Response(body=body, headers=_saved_as(str(about["name"]), "text/plain; charset=utf-8"))
        return await self._relayed(request, about)

    def _about(self, name: str) -> Mapping[str, Any] | None:
        with self._store.reading() as tx:
            piece = tx.web_piece(_kept_as(name), 0)
        about: Mapping[str, Any] | None = None if piece is None else json.loads(piece)
        if about is None or self._clock.now().timestamp() >= about["at"] + HANDED_FOR.total_seconds():
            return None
        return about

    async def _picture(self, about: Mapping[str, Any]) -> web.StreamResponse:
        try:
            drawn = await self._drawing.picture(about["picture"])
        except NotDrawn as error:
            log.error("a picture could not be drawn (%s)", error)
            return _gone()
        return web.Response(body=drawn, headers={**_HEADERS, "Content-Type": "image/png"})

    async def _relayed(self, request: web.Request, about: Mapping[str, Any]) -> web.StreamResponse:
        files = self.files.get(str(about["source"]))
        if files is None:
            return _gone()
        try:
            async with files.open(str(about["file"]), ABILITIES.largest_file) as pieces:
                first = await anext(pieces, b"")
                return await streamed(request, _headers_of(about, first), _chained(first, pieces))
        except (FileLost, Unreachable):
            return _gone()


async def _chained(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for piece in pieces:
        yield piece


def _headers_of(about: Mapping[str, Any], first: bytes) -> dict[str, str]:
    shown = next((kind for begins, kind in _SHOWN.items() if first.startswith(begins)), None)
    if shown is not None and about["media"] == "photo":
        return {**_HEADERS, "Content-Type": shown}
    return _saved_as(str(about["name"]) or "file", "application/octet-stream")


def _saved_as(name: str, kind: str) -> dict[str, str]:
    called = quote(name, safe="")
    return {**_HEADERS, "Content-Type": kind, "Content-Disposition": f"attachment; filename*=UTF-8''{called}"}


def _gone() -> web.Response:
    return web.Response(status=404, text="404", headers=_HEADERS)


def _kept_as(name: str) -> str:
    return _PREFIX + hashlib.sha256(name.encode()).hexdigest()


__all__ = ["DOCUMENT", "PATH", "PICTURE", "RELAYED", "Handed"]
