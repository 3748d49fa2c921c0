"""What a page gets beside itself: what is new as it comes, pictures, and files; each to its person alone."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from urllib.parse import quote

from aiohttp import web

from bot.channels.channel import ChannelParts
from bot.channels.files import FileLost, Files
from bot.channels.web.acting import new_key
from bot.channels.web.forms import NotTaken
from bot.channels.web.guard import SANDBOXED, Guard
from bot.channels.web.pages import Templates
from bot.channels.web.sessions import SignedIn
from bot.channels.web.streams import Stream, Streams
from bot.channels.web.view import Changes, View
from bot.delivery.drawing import Drawing, NotDrawn
from bot.receiving.streamed import WRITE_SECONDS, streamed
from bot.turns.ports import Transaction
from bot.turns.website import WebEvent
from dialogs.talk import Utterance

log = logging.getLogger(__name__)
# How long a page waits before it comes back, at random between these: a thousand pages come one after the other.
LEAST_RETRY_MS, MOST_RETRY_MS = 2_000, 6_000
MOST_DRAWN = 16
# Less than this the system takes without waiting for whoever reads it, where nothing waits before it.
AT_ONCE = 32 * 1024
STREAMED = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store, no-transform",
    "Content-Security-Policy": SANDBOXED,
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    # A proxy that gathers what passes by would hold it back.
    "X-Accel-Buffering": "no",
}
LARGEST_FILE = 20 * 1024 * 1024
_TYPES = {"ics": "text/calendar", "json": "application/json", "pdf": "application/pdf"}


class _Look(Protocol):
    """Reads beside the turns."""

    def __call__(self, look: Callable[[Transaction], Any]) -> Awaitable[Any]:
        """Return what was read."""


class Live:
    """Sends what is beside a page."""

    def __init__(
        self, parts: ChannelParts, guard: Guard, streams: Streams, view: View, templates: Templates, looked: _Look
    ) -> None:
        self.guard = guard
        self.streams = streams
        self.view = view
        self.templates = templates
        self.looked = looked
        self.drawing = Drawing()
        # Of each channel by its name, where its files are read.
        self.files: dict[str, Files] = {}
        self._drawn: OrderedDict[str, bytes] = OrderedDict()

    # --- what is new ----------------------------------------------------------------------------------------------

    async def changes(self, person: str, after: int, *, framed: bool) -> str:
        """Return what changed on a page after a number, as it is sent; "{}" where nobody is there any more."""
        changes = await self.looked(lambda tx: self._changed(tx, person, after))
        return "{}" if changes is None else self.told(person, changes, after, framed=framed)

    def told(self, person: str, changes: Changes, after: int, *, framed: bool) -> str:
        """Return what changed on a page after a number, as it is sent; pages that are open are sent the same."""
        page = self.view.shown(changes)
        text = json.dumps(self.templates.parts(page, new_key(), framed=framed), ensure_ascii=False)
        self.streams.give(person, after, page.last, text, framed=framed)
        return text

    def _changed(self, tx: Transaction, person_id: str, after: int) -> Changes | None:
        person = tx.whole_person(person_id)
        return None if person is None else self.view.changes(tx, person, after)

    async def events(self, request: web.Request, stream: Stream) -> web.StreamResponse:
        """Send what is new as it comes, until the page is closed or everything stops."""
        if request.method == "HEAD":
            return web.Response(headers=STREAMED)
        stream.transport = request.transport
        if not self.streams.open(stream):
            raise NotTaken(429, "web-too-many")
        answer = web.StreamResponse(headers=STREAMED)
        try:
            await answer.prepare(request)
            # What was sent does not have to be held for as long as the page is open.
            answer.headers.clear()
            await self._begin(request, answer, stream)
            while not (stream.is_over or stream.is_replaced or self.streams.is_closing):
                if stream.news:
                    await self._send_news(request, answer, stream)
                elif stream.beats:
                    stream.beats = False
                    await _write(request, answer, ":\n\n")
                else:
                    await stream.rest()
            if stream.is_over:
                await _write(request, answer, "event: over\ndata: {}\n\n")
        except (TimeoutError, ConnectionError):
            pass  # nobody reads it any more, or too slowly
        finally:
            self.streams.close(stream)
        return answer

    async def over(self, request: web.Request) -> web.StreamResponse:
        """Tell a page whose browser may not act any more that it is over, so that nothing of it stays on a screen."""
        return web.Response(text="event: over\ndata: {}\n\n", headers=STREAMED)

    async def _begin(self, request: web.Request, answer: web.StreamResponse, stream: Stream) -> None:
        """Say when to come back, and learn up to which number the page has all."""
        after = _after(request)
        retry = LEAST_RETRY_MS + secrets.randbelow(MOST_RETRY_MS - LEAST_RETRY_MS)
        await _write(request, answer, f"retry: {retry}\n\n")
        newest = await self.looked(lambda tx: tx.newest_web_event())
        if after is None or after > newest:
            # A number that is not ours, or of a database that was put back: the page is to be loaded anew.
            await _write(request, answer, f"id: {newest}\nevent: again\ndata: {{}}\n\n")
            after = newest
        stream.after = after

    async def _send_news(self, request: web.Request, answer: web.StreamResponse, stream: Stream) -> None:
        """Send what changed after what the page has. Nothing of it is held as long as the page is open."""
        news, stream.news = stream.news, 0
        ready, stream.ready = stream.ready, None
        if ready is not None and news == 1 and ready[0] > stream.after:
            last, text = ready
        else:
            changes: Changes | None = await self.looked(lambda tx: self._changed(tx, stream.person, stream.after))
            if changes is None:
                stream.is_over = True
                return
            last = changes.last
            if last <= stream.after:
                return
            page = self.view.shown(changes)
            text = json.dumps(self.templates.parts(page, new_key(), framed=stream.framed), ensure_ascii=False)
            # There may be more of it than is read at once.
            stream.news += 1
        stream.after = last
        await _write(request, answer, f"id: {last}\ndata: {text}\n\n")

    # --- pictures and files ---------------------------------------------------------------------------------------

    async def _event(self, who: SignedIn, place: int, kind: str) -> WebEvent:
        found = await self.looked(lambda tx: tx.web_event_at(who.person.id, place))
        if found is None or found.kind != kind:
            raise NotTaken(404, "web-gone")
        event: WebEvent = found
        return event

    async def picture(self, who: SignedIn, place: int) -> web.Response:
        """Draw a score card, or take the one drawn before."""
        event = await self._event(who, place, "picture")
        png = self._drawn.pop(event.id, None)
        if png is None:
            try:
                png = await self.drawing.picture(event.payload["picture"])
            except NotDrawn as error:
                log.error("a picture could not be drawn (%s); its words are on the page", error)
                raise NotTaken(503, "web-trouble") from None
        self._drawn[event.id] = png
        while len(self._drawn) > MOST_DRAWN:
            self._drawn.popitem(last=False)
        return web.Response(body=png, content_type="image/png", headers=self.guard.headers_of_a_file())

    async def document(self, who: SignedIn, place: int) -> web.Response:
        """Send a file that a message brought: a copy of what is kept, or a talk for the calendar."""
        event = await self._event(who, place, "screen")
        document = event.payload["say"].get("document")
        if document is None:
            raise NotTaken(404, "web-gone")
        name, text = document
        kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        headers = self.guard.headers_of_a_file() | _attached(name)
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)

    async def file(self, request: web.Request, who: SignedIn, place: int) -> web.StreamResponse:
        """Pass on a file that staff sent; it is read where they sent it, and kept nowhere."""
        event = await self._event(who, place, "relay")
        media = Utterance.from_json(event.payload["said"]).media
        files = self.files.get(event.payload["source"])
        if media is None or not media.file or files is None:
            raise NotTaken(404, "web-gone")
        headers = self.guard.headers_of_a_file() | _attached(media.name or f"{media.kind}")
        headers["Content-Type"] = "application/octet-stream"
        try:
            async with files.open(media.file, LARGEST_FILE) as pieces:
                return await streamed(request, headers, pieces)
        except FileLost as lost:
            raise NotTaken(410, f"web-file-lost-{lost.reason}") from None
        except Exception as error:
            log.warning("a file of staff could not be passed on (%s)", type(error).__name__)
            raise NotTaken(503, "web-trouble") from None


def _after(request: web.Request) -> int | None:
    """The number of the last thing a page has; None where that is none of ours."""
    given = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


async def _write(request: web.Request, answer: web.StreamResponse, text: str) -> None:
    """Send something to a page, in a time. Raises `TimeoutError` for one that takes nothing."""
    content, transport = text.encode(), request.transport
    if transport is not None and len(content) < AT_ONCE and not transport.get_write_buffer_size():
        # All before it was taken, and this waits for nobody. An alarm would be held long after it was put off.
        await answer.write(content)
        return
    async with asyncio.timeout(WRITE_SECONDS):
        await answer.write(content)


def _attached(name: str) -> dict[str, str]:
    """Have a browser keep a file, and never show it as a page of ours."""
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}


__all__ = ["Live"]
