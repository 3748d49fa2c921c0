"""The demo on our server: reads forms, does what they say, and leads back to the page. For this machine alone.

Whoever is on another page of the same browser can neither read it nor send anything to it: the names under which it is
reached and where a form comes from are looked at each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from urllib.parse import quote

from aiohttp import web

from bot.channels.web.forms import NotTaken, SentFile, file_of
from bot.demo import law
from bot.demo.page import DemoPages, Seen, headers
from bot.demo.rules import RulesPage, rule_of
from bot.demo.wiring import HOST, Demo
from bot.receiving.server import Endpoint
from dialogs.desk.ringing import rung_by
from dialogs.messages import Text

Fields = Mapping[str, str]
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
CHANGES_SECONDS = 20.0
LONGEST_TEXT = 4_000
# So many moments at which nobody is told anything are passed over at once: a few months.
MOST_LOOKS = 12
_STATIC = {"page.css": ("demo", "text/css"), "page.js": ("demo", "text/javascript")} | {
    "icon.svg": ("channels/web/static", "image/svg+xml")
}
# Files that the browser shows; all others it keeps.
_SHOWN = {b"\x89PNG": "image/png", b"%PDF": "application/pdf"}


@dataclass
class Seat:
    """Who sits before the page: language, who they are in the group, whose chat they see, what they are told next.

    `wanted` is whose chat they asked for and have not seen yet; "" for that of somebody new. `frame` counts these.
    """

    language: str
    member: int = 0
    chat: str = ""
    topic: int | None = None
    told: str = ""
    wanted: str | None = None
    frame: int = 0

    def afresh(self) -> Seat:
        """Before a demo that begins anew; the language stays."""
        return Seat(self.language, frame=self.frame + 1)


@dataclass
class DemoSite:
    """Implements `bot.receiving.server.Site`. `leave` is called to end this demo, with true to begin it anew."""

    demo: Demo
    seat: Seat
    leave: Callable[[bool], None]
    is_over: bool = False

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        found: dict[str, Endpoint] = {
            "/": self._front,
            "/demo/rules": self._rules,
            "/demo/changes": self._changes,
            "/demo/file/{number}": self._file,
        }
        for name in _STATIC:
            found[f"/demo/{name}"] = self._static
        return {path: self._guarded(answer) for path, answer in found.items()}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes forms."""
        acts: Mapping[str, Callable[[Fields], Awaitable[str]]] = {
            "/demo/press": self._press,
            "/demo/clock": self._move,
            "/demo/reset": self._reset,
            "/demo/language": self._speak,
            "/demo/member": self._become,
            "/demo/client": self._see,
        }
        return {path: self._guarded(_taking(do)) for path, do in acts.items()} | {
            "/demo/write": self._guarded(self._write)
        }

    def end(self) -> None:
        """Let nobody wait for changes any more."""
        self.is_over = True
        self.demo.board.changed()

    # --- what is read -----------------------------------------------------------------------------------------------

    def _written(self) -> DemoPages:
        return DemoPages(self.demo.core.words, self.seat.language, self.demo.core.office.zone)

    async def _front(self, request: web.Request) -> web.Response:
        seat, board = self.seat, self.demo.board
        wanted, answers = _number(request.query.get("topic")), _number(request.query.get("answers"))
        topic = wanted if wanted in board.topics else None
        told, seat.told = seat.told, ""
        members = self.demo.staff.all
        clients = await self.demo.chats.all()
        people = [one.to for one in clients]
        if topic is not None and topic != seat.topic and seat.wanted is None:
            # Whose topic is opened is whose phone is seen.
            whose = next((one.to for one in clients if one.person == board.topics[topic].person), seat.chat)
            if whose != seat.chat:
                seat.wanted, seat.frame = whose, seat.frame + 1
        seat.topic = topic
        given = await self._client(request, people)
        look = Seen(
            members[seat.member], topic, seat.chat, told, answers if answers in board.messages else None, seat.frame
        )
        html = self._written().group(board, self.demo.clock.moment(), look, members, people)
        response = web.Response(text=html, content_type="text/html", headers=headers())
        if given is not None:
            response.headers["Set-Cookie"] = given
        return response

    async def _client(self, request: web.Request, people: Sequence[str]) -> str | None:
        """See whose chat this browser shows, and let it be the one that was asked for; return the cookie for that."""
        seat, chats = self.seat, self.demo.chats
        who = await chats.signed_in(request)
        there = "" if who is None else who.session.to
        chat, seat.wanted = seat.wanted if seat.wanted is not None else there or seat.chat, None
        seat.chat = chat if chat in people else ""
        if not seat.chat:
            return chats.forgets(request)
        return None if there == seat.chat else await chats.becomes(seat.chat)

    async def _rules(self, request: web.Request) -> web.Response:
        """Show which leads would have rung by another rule."""
        now = self.demo.core.office.ringing
        other = rule_of(request.query, now) if request.query else now
        before, after = rung_by(self.demo.core.dialogue, await self.demo.leads(), [now, other])
        html = RulesPage(self._written()).page(before, after, self._here())
        return web.Response(text=html, content_type="text/html", headers=headers())

    async def _changes(self, request: web.Request) -> web.Response:
        """Answer as soon as there is something newer than what was seen, with nothing after a while."""
        seen = _number(request.query.get("seen"))
        try:
            async with asyncio.timeout(CHANGES_SECONDS):
                await self.demo.board.beyond(-1 if seen is None else seen)
        except TimeoutError:
            return web.Response(status=204, headers=headers())
        if self.is_over:
            return await self._later(request)
        return web.Response(text=str(self.demo.board.version), headers=headers())

    async def _file(self, request: web.Request) -> web.Response:
        shown = self.demo.board.messages.get(_number(request.match_info["number"]) or 0)
        if shown is None or shown.file is None:
            raise web.HTTPNotFound(text="404")
        name, content = shown.file
        kind = next((kind for start, kind in _SHOWN.items() if content.startswith(start)), None)
        how = "attachment" if kind is None else "inline"
        found = headers() | {"Content-Disposition": f"{how}; filename*=UTF-8''{quote(name)}"}
        return web.Response(body=content, content_type=kind or "application/octet-stream", headers=found)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.path.rpartition("/")[2]
        folder, kind = _STATIC[name]
        text = files("bot").joinpath(folder, name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=kind, headers=headers())

    # --- the group --------------------------------------------------------------------------------------------------

    async def _press(self, form: Fields) -> str:
        by = self.demo.staff.all[self.seat.member]
        told = await self.demo.desk.press(_number(form.get("message")) or 0, form.get("data", ""), by)
        self.seat.told = told or ""
        return await self._at(form)

    async def _write(self, request: web.Request) -> web.Response:
        """Take what is written in the group, with a file or without."""
        try:
            form, file = await file_of(request)
        except NotTaken as refused:
            self.seat.told = self._say(refused.key)
            return _to(self._here())
        await self._wrote(form, file)
        return _to(await self._at(form))

    async def _wrote(self, form: Fields, file: SentFile | None) -> None:
        by = self.demo.staff.all[self.seat.member]
        text, topic, answers = form.get("text", "")[:LONGEST_TEXT], _number(form.get("topic")), form.get("answers")
        await self.demo.desk.write(text, topic, by, _number(answers), file)

    async def _become(self, form: Fields) -> str:
        self.seat.member = min(max(0, _number(form.get("member")) or 0), len(self.demo.staff.all) - 1)
        return self._here()

    async def _at(self, form: Fields) -> str:
        """The topic of a form, when all that follows has arrived."""
        await self.demo.machine.settled()
        self.seat.topic = _number(form.get("topic"))
        return f"{self._here()}#last"

    def _here(self) -> str:
        """Where whoever sits here looked last."""
        topic = self.seat.topic
        return "/" if topic not in self.demo.board.topics else f"/?topic={topic}"

    # --- the clock and the whole --------------------------------------------------------------------------------------

    async def _move(self, form: Fields) -> str:
        machine, step = self.demo.machine, form.get("step", "")
        if step == "law":
            self.seat.told = self._say(
                await law.propose(self.demo.core, self.demo.runner.writer, self.demo.clock.clock)
            )
            await machine.settled()
            self.seat.topic = None
            return "/"
        to: datetime | None = None
        if step in _STEPS:
            to = self.demo.clock.moment() + _STEPS[step]
        elif step == "morning":
            to = machine.next_morning()
        elif step == "timer":
            await self._until_told()
            return self._here()
        elif step == "to":
            to = self._moment(form.get("day", ""))
        if to is None or to <= self.demo.clock.moment():
            self.seat.told = self._say("demo-no-such-time")
        else:
            await machine.go_to(to)
        return self._here()

    async def _until_told(self) -> None:
        """Go on until a client is reminded of something: who chose that is looked at ever so often without a word."""
        machine, site = self.demo.machine, self.demo.chats.site
        before = await site.looked(lambda tx: tx.newest_web_event())
        for _ in range(MOST_LOOKS):
            to = await machine.next_timer()
            if to is None:
                self.seat.told = self._say("demo-no-such-time")
                return
            await machine.go_to(max(to, self.demo.clock.moment()))
            if await site.looked(lambda tx: tx.newest_web_event()) != before:
                return
        self.seat.told = self._say("demo-no-reminder")

    def _moment(self, typed: str) -> datetime | None:
        """Nine in the morning at the office, on a day."""
        try:
            day = date.fromisoformat(typed)
            return datetime(day.year, day.month, day.day, 9, tzinfo=self.demo.core.office.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def _say(self, key: str) -> str:
        return self.demo.core.words.plain(self.seat.language, Text(key))

    async def _speak(self, form: Fields) -> str:
        if form.get("language") in self.demo.core.dialogue.around.languages:
            self.seat.language = form["language"]
        return self._here()

    async def _reset(self, _form: Fields) -> str:
        self.leave(True)
        return "/"

    # --- a client -----------------------------------------------------------------------------------------------------

    async def _see(self, form: Fields) -> str:
        """Have the browser show the chat of somebody beside their topic, or the first page to somebody new."""
        seat = self.seat
        seat.wanted = "" if form.get("new") else form.get("chat", "")
        seat.frame += 1
        if seat.wanted:
            who = next((one.person for one in await self.demo.chats.all() if one.to == seat.wanted), None)
            topics = self.demo.board.topics.values()
            seat.topic = next((one.number for one in topics if one.person == who), None)
        return self._here()

    async def _later(self, request: web.Request) -> web.Response:
        """Have it asked again: nothing of a demo that is over is shown any more."""
        if request.path == "/demo/changes":
            # No error, which a browser would show to whoever looks.
            return web.Response(status=205, headers=headers())
        return _to(request.path_qs if request.method == "GET" else "/")

    # --- who may ------------------------------------------------------------------------------------------------------

    def _guarded(self, answer: Endpoint) -> Endpoint:
        """Refuse what comes by another name, and forms of other pages."""
        port = self.demo.core.settings.port
        host, also = f"{HOST}:{port}", f"localhost:{port}"

        async def guarded(request: web.Request) -> web.StreamResponse:
            called = request.headers.get("Host")
            if called == also and request.method == "GET":
                # The website's chat knows one name of itself, by which it believes a form.
                return web.Response(status=302, headers=headers() | {"Location": f"http://{host}{request.path_qs}"})
            origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
            is_ours = origin == f"http://{host}" if origin is not None else site == "same-origin"
            if called != host or (request.method == "POST" and not is_ours):
                return web.Response(status=403, text="403: this page is for this machine alone", headers=headers())
            answered = await (self._later(request) if self.is_over else answer(request))
            if self.is_over and not answered.prepared:
                # What is asked next is asked of the demo that begins anew, by a connection of its own.
                answered.force_close()
            return answered

        return guarded


def _taking(do: Callable[[Fields], Awaitable[str]]) -> Endpoint:
    """Read a form, do what it says, and lead to where that is seen."""

    async def take(request: web.Request) -> web.Response:
        read = await request.post()
        return _to(await do({name: value for name, value in read.items() if isinstance(value, str)}))

    return take


def _to(path: str) -> web.Response:
    return web.Response(status=303, headers=headers() | {"Location": path})


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) <= 15 else None


__all__ = ["DemoSite", "Seat"]
