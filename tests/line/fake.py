"""LINE, as far as a bot meets it: it takes calls and refuses what LINE refuses, and sends signed events to the webhook.

Whatever a call does that LINE would not stand is a violation, which `assert_clean` tells.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.line.schema import documents, misfits

SECRET, TOKEN = "line-secret-line-secret-00000000", "line-token-line-token-line-token"
BOT = "U" + "b" * 32
# So long a reply token is taken; a retry key is remembered for a day.
TOKEN_SECONDS, RETRY_KEPT = 60, timedelta(days=1)
OVER_QUOTA, TOO_FAST = "You have reached your monthly limit.", "The API rate limit has been exceeded. Try again later."
DEFAULT_NOW = datetime.fromisoformat("2026-11-24T10:00:00+09:00")


@dataclass
class Shown:
    """A message in somebody's chat, and by which call it came."""

    message: Mapping[str, Any]
    id: str
    by: str

    @property
    def text(self) -> str:
        """What it says; of a picture, where it is."""
        return str(self.message.get("text") or f"[picture {self.message['originalContentUrl']}]")


@dataclass
class LinePerson:
    """Somebody with LINE, at the other end."""

    fake: FakeLine
    id: str
    shown: list[Shown] = field(default_factory=list)
    has_blocked: bool = False

    @property
    def quick(self) -> dict[str, str]:
        """What can be tapped now: the quick replies of the last message, and of no other."""
        items = self.shown[-1].message.get("quickReply", {}).get("items", ()) if self.shown else ()
        return {item["action"]["label"]: item["action"]["data"] for item in items}

    def texts(self, since: int = 0) -> list[str]:
        """What was written to them."""
        return [one.text for one in self.shown[since:]]

    def event(self, kind: str, **about: Any) -> dict[str, Any]:
        """Something they do, as LINE tells of it; not sent yet."""
        return self.fake.event(kind, {"type": "user", "userId": self.id}, **about)

    def message(self, kind: str, **about: Any) -> dict[str, Any]:
        """A message they write; not sent yet."""
        told = {"id": self.fake.new_id(), "type": kind, **about}
        if kind in ("text", "image", "video", "sticker"):
            told.setdefault("quoteToken", "q")
        if kind in ("image", "video", "audio"):
            told.setdefault("contentProvider", {"type": "line"})
        return self.event("message", message=told)

    async def say(self, text: str) -> int:
        """Write a text; returns what the webhook answered."""
        return await self.fake.send(self.message("text", text=text))

    async def tap(self, label: str) -> int:
        """Tap a quick reply."""
        return await self.fake.send(self.event("postback", postback={"data": self.quick[label]}))


@dataclass
class Fault:
    """A mishap that is ordered: of which calls the next one meets it, and whether it has its effect all the same."""

    path: str
    code: int
    message: str
    after: bool


class FakeLine:
    """The server. `clock` is its own; the webhook is wherever the bot said, and only when it is switched on."""

    def __init__(self, clock: Callable[[], datetime] = lambda: DEFAULT_NOW) -> None:
        self.clock = clock
        self.people: dict[str, LinePerson] = {}
        self.limit: int | None = None
        self.used = 0
        self.webhook: str | None = None
        self.is_active = True
        self.chat_mode = "bot"
        self.token = TOKEN
        self.violations: list[str] = []
        self.calls: list[tuple[str, Any]] = []
        self.left: list[str] = []
        self.contents: dict[str, tuple[bytes, int]] = {}
        self.kept: list[dict[str, Any]] = []
        # Calls to this path have their effect, and nobody hears what becomes of them.
        self.unheard: str | None = None
        self._faults: list[Fault] = []
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._keys: dict[str, tuple[str, list[str], datetime]] = {}
        self._ids = count(500_000_000_000_000_001)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self.server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> FakeLine:
        await self.server.start_server()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.server.close()

    @property
    def base(self) -> str:
        """Where it is."""
        return str(self.server.make_url("")).rstrip("/")

    def person(self, number: int = 7) -> LinePerson:
        """Somebody, by a number of the test's."""
        name = f"U{number:032x}"
        return self.people.setdefault(name, LinePerson(self, name))

    def new_id(self) -> str:
        """A new number of a message."""
        return str(next(self._ids))

    def fail_next(self, path: str, code: int, message: str = "", *, after: bool = False) -> None:
        """Have the next call of a path meet a mishap; `after` it has had its effect, which nobody hears of."""
        self._faults.append(Fault(path, code, message, after))

    def assert_clean(self) -> None:
        """Fail for whatever LINE would not have stood."""
        assert not self.violations, self.violations
        assert not self._faults, f"ordered, but it never happened: {self._faults}"

    def calls_of(self, path: str) -> list[Any]:
        """The bodies of the calls of a path."""
        return [body for called, body in self.calls if called.endswith(path)]

    # --- events ---------------------------------------------------------------------------------------------------

    def event(self, kind: str, source: Mapping[str, Any], **about: Any) -> dict[str, Any]:
        """An event as LINE makes it; those that can be answered have a token."""
        made: dict[str, Any] = {
            "type": kind,
            "mode": "active",
            "timestamp": int(self.clock().timestamp() * 1000) + len(self.kept),
            "source": dict(source),
            "webhookEventId": secrets.token_hex(13).upper(),
            "deliveryContext": {"isRedelivery": False},
            **about,
        }
        if kind in ("message", "postback", "follow", "join"):
            made["replyToken"] = token = secrets.token_hex(16)
            self._tokens[token] = (str(source.get("userId")), self.clock())
        self.kept.append(made)
        return made

    async def send(self, *events: Mapping[str, Any], secret: str = SECRET, odd: bool = False) -> int:
        """Send events to the webhook, signed; returns what it answered. `odd` ones need not be LINE's."""
        body = {"destination": BOT, "events": list(events)}
        if not odd:
            wrong = misfits("webhook", "CallbackRequest", body)
            assert not wrong, f"the fake itself: {wrong}"
        return await self.post(json.dumps(body, ensure_ascii=False).encode(), secret=secret)

    async def again(self, *events: Mapping[str, Any]) -> int:
        """Send events that were sent before, as LINE does where it heard nothing good."""
        return await self.send(*({**event, "deliveryContext": {"isRedelivery": True}} for event in events))

    async def post(self, body: bytes, *, secret: str = SECRET, signature: str | None = None) -> int:
        """Post a body to the webhook."""
        assert self.webhook is not None, "nobody said where"
        if not self.is_active:
            return 0
        signed = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        headers = {"x-line-signature": signed if signature is None else signature, "Content-Type": "application/json"}
        sent = io.BytesIO(body)
        async with aiohttp.ClientSession() as session, session.post(self.webhook, data=sent, headers=headers) as reply:
            return reply.status

    # --- calls ----------------------------------------------------------------------------------------------------

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        path = f"/{request.match_info['path']}"
        read = json.loads(body) if body else None
        self.calls.append((path, read))
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            return _error(401, "Authentication failed. Confirm that the access token is valid.")
        fault = next((one for one in self._faults if path.endswith(one.path)), None)
        if fault is not None:
            self._faults.remove(fault)
            if not fault.after:
                return _error(fault.code, fault.message)
        answer = self._called(request, path, read)
        if self.unheard is not None and path.endswith(self.unheard):
            return _error(500, "")
        return answer if fault is None else _error(fault.code, fault.message)

    def _called(self, request: web.Request, path: str, body: Any) -> web.Response:
        template = self._template(path, request.method.lower())
        if template is None:
            self.violations.append(f"no such call: {request.method} {path}")
            return _error(404, "Not found")
        called = documents()["messaging"]["paths"][template][request.method.lower()]
        wanted = called.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if wanted is not None:
            wrong = misfits("messaging", wanted["$ref"].rsplit("/", 1)[1], body) or list(_beyond(body))
            if wrong:
                self.violations += [f"{path}: {one}" for one in wrong]
                return _error(400, f"The request body has {len(wrong)} error(s)")
        return self._do(request, template, path, body)

    @staticmethod
    def _template(path: str, method: str) -> str | None:
        for template, methods in documents()["messaging"]["paths"].items():
            wanted, given = template.split("/"), path.split("/")
            fits = len(wanted) == len(given) and all(
                a == b or a.startswith("{") for a, b in zip(wanted, given, strict=True)
            )
            if fits and method in methods:
                return str(template)
        return None

    def _do(self, request: web.Request, template: str, path: str, body: Any) -> web.Response:
        if template.endswith("/reply"):
            return self._reply(body)
        if template.endswith("/push"):
            return self._push(body, request.headers.get("X-Line-Retry-Key"))
        if template.endswith("/quota"):
            return web.json_response(
                {"type": "none"} if self.limit is None else {"type": "limited", "value": self.limit}
            )
        if template.endswith("/consumption"):
            return web.json_response({"totalUsage": self.used})
        if template.endswith("/info"):
            told = {"userId": BOT, "basicId": "@office", "displayName": "Office", "chatMode": self.chat_mode}
            return web.json_response({**told, "markAsReadMode": "auto"})
        if template.endswith("/leave"):
            self.left.append(path.split("/")[-2])
            return web.json_response({})
        if template.endswith("/content"):
            data, code = self.contents.get(path.split("/")[-2], (b"", 404))
            return web.Response(body=data, status=code)
        if request.method == "PUT":
            self.webhook = body["endpoint"]
            return web.json_response({})
        if self.webhook is None:
            return _error(404, "Webhook endpoint not found")
        return web.json_response({"endpoint": self.webhook, "active": self.is_active})

    def _reply(self, body: Any) -> web.Response:
        to, made = self._tokens.get(body["replyToken"], ("", self.clock()))
        if not to or self.clock() >= made + timedelta(seconds=TOKEN_SECONDS):
            return _error(400, "Invalid reply token")
        del self._tokens[body["replyToken"]]
        return web.json_response({"sentMessages": self._show(to, body["messages"], "reply")})

    def _push(self, body: Any, key: str | None) -> web.Response:
        if key is None:
            self.violations.append("a push without a retry key")
        elif misfits_of_key(key):
            self.violations.append(f"a retry key that is none: {key}")
        known = self._keys.get(key or "")
        if known is not None and self.clock() < known[2] + RETRY_KEPT:
            if known[0] != body["to"]:
                self.violations.append("a retry key that was used for somebody else")
            return _error(409, "The retry key is already accepted", known[1])
        if body["to"] not in self.people:
            return _error(400, "Failed to send messages")
        if self.limit is not None and self.used >= self.limit:
            return _error(429, OVER_QUOTA)
        self.used += 1
        sent = self._show(body["to"], body["messages"], "push")
        if key is not None:
            self._keys[key] = (body["to"], [one["id"] for one in sent], self.clock())
        return web.json_response({"sentMessages": sent})

    def _show(self, to: str, messages: list[Any], by: str) -> list[dict[str, str]]:
        person = self.people[to]
        sent = [{"id": self.new_id()} for _ in messages]
        if not person.has_blocked:
            person.shown += [Shown(one, told["id"], by) for one, told in zip(messages, sent, strict=True)]
        return sent


def misfits_of_key(key: str) -> bool:
    """Whether a retry key is no UUID."""
    parts = key.split("-")
    return [len(part) for part in parts] != [8, 4, 4, 4, 12] or not all(c in "0123456789abcdef-" for c in key)


def _beyond(body: Any) -> list[str]:
    """What the documents say in words alone: lengths of texts and labels, and that pictures are fetched encrypted."""
    wrong = []
    for message in body.get("messages", ()):
        if message["type"] == "text" and not 1 <= _units(message["text"]) <= 5_000:
            wrong.append("a text too long, or none")
        for name in ("originalContentUrl", "previewImageUrl"):
            address = message.get(name, "https://")
            if len(address) > 2_000 or not address.startswith(("https://", "http://127.0.0.1:")):
                wrong.append("a picture that is not encrypted")
        for item in message.get("quickReply", {}).get("items", ()):
            action = item["action"]
            if not 1 <= _units(action.get("label", "")) <= 20:
                wrong.append(f"a label too long, or none: {action.get('label')}")
            if _units(action.get("displayText", "x")) > 300 or not action.get("data"):
                wrong.append("what is shown is too long, or nothing comes back")
    return wrong


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _error(code: int, message: str, sent: list[str] | None = None) -> web.Response:
    body: dict[str, Any] = {"message": message}
    if sent is not None:
        body["sentMessages"] = [{"id": one} for one in sent]
    return web.json_response(body, status=code)


__all__ = ["BOT", "OVER_QUOTA", "SECRET", "TOKEN", "TOO_FAST", "FakeLine", "LinePerson"]
