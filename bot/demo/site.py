"""The demo on our server: reads forms, does what they say, and leads back to the page. For this machine alone.

Whoever is on another page of the same browser can neither read it nor send anything to it: the names under which it is
reached and where a form comes from are looked at each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from urllib.parse import quote

from aiohttp import web

from bot.demo.group import GroupBoard
from bot.demo.page import DemoPages, Seen, headers
from bot.demo.wiring import Demo
from bot.receiving.server import Endpoint
from dialogs.messages import Text

Form = Mapping[str, str]
CHANGES_SECONDS = 20.0
LONGEST_TEXT = 4_000
LONGEST_NAME = 40
_STATIC = {"page.css": "text/css", "page.js": "text/javascript"}
_PICTURE, _PDF = b"\x89PNG", b"%PDF"


@dataclass
class Seat:
    """Who sits before the page: language, who they are in the group, whose chat they see, what they are told next."""

    language: str
    member: int = 0
    chat: str = ""
    topic: int | None = None
    told: str = ""


@dataclass
class DemoSite:
    """Implements `bot.receiving.server.Site`. `leave` is called to end this demo, with true to begin it anew."""

    demo: Demo
    seat: Seat
    leave: Callable[[bool], None]
    is_over: bool = False
    _people: int = field(default=0)

    @property
    def pages(self) -> Mapping[str, Endpoint]:
        """What can be read."""
        found: dict[str, Endpoint] = {
            "/": self._front,
            "/demo/chat": self._chat,
            "/demo/changes": self._changes,
            "/demo/file/{where}/{number}": self._file,
        }
        for name in _STATIC:
            found[f"/demo/{name}"] = self._static
        return {path: self._guarded(answer) for path, answer in found.items()}

    @property
    def endpoints(self) -> Mapping[str, Endpoint]:
        """What takes forms."""
        acts: Mapping[str, Callable[[Form], Awaitable[str]]] = {
            "/demo/press": self._press,
            "/demo/write": self._write,
            "/demo/clock": self._move,
            "/demo/reset": self._reset,
            "/demo/language": self._speak,
            "/demo/member": self._become,
            "/demo/client": self._see,
            "/demo/chat/press": self._chat_press,
            "/demo/chat/write": self._chat_write,
        }
        return {path: self._guarded(_taking(do)) for path, do in acts.items()}

    def end(self) -> None:
        """Let nobody wait for changes any more."""
        self.is_over = True
        self.demo.board.changed()

    # --- what is read -----------------------------------------------------------------------------------------------

    def _written(self) -> DemoPages:
        return DemoPages(self.demo.core.words, self.seat.language, self.demo.core.office.zone)

    async def _front(self, request: web.Request) -> web.Response:
        wanted = _number(request.query.get("topic"))
        self.seat.topic = topic = wanted if wanted in self.demo.board.topics else None
        chat = self.seat.chat or next(iter(self.demo.chats.all), "")
        told, self.seat.told = self.seat.told, ""
        members = self.demo.staff.all
        look = Seen(members[self.seat.member], topic, chat, told)
        frame = f"/demo/chat?chat={quote(chat)}"
        now = self.demo.clock.moment()
        html = self._written().group(self.demo.board, now, look, members, self.demo.chats.all, frame)
        return web.Response(text=html, content_type="text/html", headers=headers())

    async def _chat(self, request: web.Request) -> web.Response:
        name = request.query.get("chat", "")
        known = self.demo.chats.all.get(name)
        board = GroupBoard() if known is None else known.board
        spoken = self.seat.language if known is None else known.language or self.seat.language
        html = self._written().chat(name, board, self.demo.board.version, spoken)
        return web.Response(text=html, content_type="text/html", headers=headers(ancestors="'self'"))

    async def _changes(self, request: web.Request) -> web.Response:
        """Answer as soon as there is something newer than what was seen, with nothing after a while."""
        seen = _number(request.query.get("seen"))
        try:
            async with asyncio.timeout(CHANGES_SECONDS):
                if not self.is_over:
                    await self.demo.board.beyond(-1 if seen is None else seen)
        except TimeoutError:
            return web.Response(status=204, headers=headers())
        answer = web.Response(text=str(self.demo.board.version), status=503 if self.is_over else 200, headers=headers())
        if self.is_over:
            answer.force_close()
        return answer

    async def _file(self, request: web.Request) -> web.Response:
        where, number = request.match_info["where"], _number(request.match_info["number"])
        known = self.demo.chats.all.get(where)
        board = self.demo.board if where == "staff" else GroupBoard() if known is None else known.board
        shown = board.messages.get(number or 0)
        if shown is None or shown.file is None:
            raise web.HTTPNotFound(text="404")
        name, content = shown.file
        kinds = {_PICTURE: "image/png", _PDF: "application/pdf"}
        kind = next((kind for start, kind in kinds.items() if content.startswith(start)), "application/octet-stream")
        found = headers() | {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
        if kind == "application/octet-stream":
            found["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return web.Response(body=content, content_type=kind, headers=found)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.path.rpartition("/")[2]
        text = files("bot.demo").joinpath(name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=_STATIC[name], headers=headers())

    # --- the group --------------------------------------------------------------------------------------------------

    async def _press(self, form: Form) -> str:
        by = self.demo.staff.all[self.seat.member]
        told = await self.demo.desk.press(_number(form.get("message")) or 0, form.get("data", ""), by)
        self.seat.told = told or ""
        return await self._at(form)

    async def _write(self, form: Form) -> str:
        by = self.demo.staff.all[self.seat.member]
        await self.demo.desk.write(form.get("text", "")[:LONGEST_TEXT], _number(form.get("topic")), by)
        return await self._at(form)

    async def _become(self, form: Form) -> str:
        self.seat.member = min(max(0, _number(form.get("member")) or 0), len(self.demo.staff.all) - 1)
        return self._here()

    async def _at(self, form: Form) -> str:
        """The topic of a form, when all that follows has arrived."""
        await self.demo.machine.settled()
        self.seat.topic = _number(form.get("topic"))
        return self._here()

    def _here(self) -> str:
        """Where whoever sits here looked last."""
        topic = self.seat.topic
        return "/" if topic not in self.demo.board.topics else f"/?topic={topic}"

    # --- the clock and the whole --------------------------------------------------------------------------------------

    async def _move(self, form: Form) -> str:
        machine, now = self.demo.machine, self.demo.clock.moment()
        step, to = form.get("step"), None
        if step == "hour":
            to = now + timedelta(hours=1)
        elif step == "day":
            to = now + timedelta(days=1)
        elif step == "morning":
            to = machine.next_morning()
        elif step == "timer":
            to = await machine.next_timer()
        elif step == "to":
            to = self._moment(form.get("day", ""))
        if to is None or to <= now:
            self.seat.told = self._say("demo-no-such-time")
        else:
            await machine.go_to(to)
        return self._here()

    def _moment(self, typed: str) -> datetime | None:
        """Nine in the morning at the office, on a day."""
        try:
            day = date.fromisoformat(typed)
            return datetime(day.year, day.month, day.day, 9, tzinfo=self.demo.core.office.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            return None

    def _say(self, key: str) -> str:
        return self.demo.core.words.plain(self.seat.language, Text(key))

    async def _speak(self, form: Form) -> str:
        if form.get("language") in self.demo.core.dialogue.around.languages:
            self.seat.language = form["language"]
        return self._here()

    async def _reset(self, _form: Form) -> str:
        self.leave(True)
        return "/"

    # --- a client -----------------------------------------------------------------------------------------------------

    async def _see(self, form: Form) -> str:
        name = form.get("chat", "")
        if form.get("new"):
            self._people += 1
            name = f"{self._say('demo-person')} {self._people}"
            self.demo.chats.chat(name, self.seat.language)
            await self.demo.clients.write(name, "/start")
            await self.demo.machine.settled()
        if name in self.demo.chats.all:
            self.seat.chat = name
        return self._here()

    async def _chat_press(self, form: Form) -> str:
        name = form.get("chat", "")
        if name in self.demo.chats.all:
            await self.demo.clients.press(name, _number(form.get("message")) or 0, form.get("data", ""))
        return await self._in_chat(name)

    async def _chat_write(self, form: Form) -> str:
        name = form.get("chat", "")
        if name in self.demo.chats.all:
            await self.demo.clients.write(name, form.get("text", "")[:LONGEST_TEXT])
        return await self._in_chat(name)

    async def _in_chat(self, name: str) -> str:
        await self.demo.machine.settled()
        return f"/demo/chat?chat={quote(name)}"

    # --- who may ------------------------------------------------------------------------------------------------------

    def _guarded(self, answer: Endpoint) -> Endpoint:
        """Refuse what comes by another name, and forms of other pages."""
        port = self.demo.core.settings.port
        hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

        async def guarded(request: web.Request) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            is_ours = origin is None or origin in {f"http://{host}" for host in hosts}
            if request.method == "POST" and origin is None:
                is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
            if request.headers.get("Host") not in hosts or not is_ours:
                return web.Response(status=403, text="403: this page is for this machine alone", headers=headers())
            return await answer(request)

        return guarded


def _taking(do: Callable[[Form], Awaitable[str]]) -> Endpoint:
    """Read a form, do what it says, and lead to where that is seen."""

    async def take(request: web.Request) -> web.Response:
        read = await request.post()
        form = {name: value for name, value in read.items() if isinstance(value, str)}
        return web.Response(status=303, headers=headers() | {"Location": await do(form)})

    return take


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isascii() and typed.isdecimal() and len(typed) <= 15 else None


__all__ = ["DemoSite", "Seat"]
