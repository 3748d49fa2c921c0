"""A LibreTranslate server on loopback, as strict as the real one, which can fail in every way that was seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

LANGUAGES = {"en": ["ja", "de"], "ja": ["en", "de"], "de": ["ja", "en"]}
HTML = "<html><body>502 Bad Gateway: Hello! I earn 9M</body></html>"


@dataclass
class FakeLibreTranslate:
    """What it was asked, what it answers, and how it fails.

    `known` are translations by their texts; any other text is put behind its target. `found` is what it takes the
    language of a text for, where it is to find out. `trouble` answers in place of a translation, as long as it is set;
    `fails_on` is a text it cannot translate; `gate` holds every translation until it is opened.
    """

    url: str = ""
    languages: Mapping[str, list[str]] = field(default_factory=lambda: LANGUAGES)
    known: dict[str, str] = field(default_factory=dict)
    found: str = "en"
    trouble: Callable[[web.Request], web.StreamResponse] | None = None
    fails_on: str = ""
    gate: asyncio.Event | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    asked_languages: int = 0
    waiting: int = 0

    @property
    def texts(self) -> list[str]:
        """All texts it was sent."""
        return [text for one in self.asked for text in one["q"]]

    async def list(self, _request: web.Request) -> web.StreamResponse:
        """`/languages`."""
        self.asked_languages += 1
        if self.trouble is not None:
            return self.trouble(_request)
        return web.json_response([{"code": c, "name": c, "targets": t} for c, t in self.languages.items()])

    async def translate(self, request: web.Request) -> web.StreamResponse:
        """`/translate`."""
        if self.trouble is not None:
            return self.trouble(request)
        asked = await request.json()
        assert set(asked) == {"q", "source", "target", "format"}
        assert asked["format"] == "text"
        source = self.found if asked["source"] == "auto" else asked["source"]
        if asked["target"] not in {"ja", *self.languages.get(source, [])}:
            return web.json_response({"error": f"{source} is not supported"}, status=400)
        self.asked.append(asked)
        if self.fails_on in asked["q"]:
            return web.json_response({"error": f"Cannot translate text: {self.fails_on}"}, status=500)
        if self.gate is not None:
            self.waiting += 1
            await self.gate.wait()
        answer: dict[str, Any] = {"translatedText": [self.known.get(q, f"[{asked['target']}] {q}") for q in asked["q"]]}
        if asked["source"] == "auto":
            answer["detectedLanguage"] = [{"confidence": 90.0, "language": source}] * len(asked["q"])
        return web.json_response(answer)


def answers(status: int, body: str = "", **headers: str) -> Callable[[web.Request], web.StreamResponse]:
    """A trouble: an answer with this status and text."""
    return lambda _request: web.Response(status=status, text=body, headers=headers)


def drops(request: web.Request) -> web.StreamResponse:
    """A trouble: the connection breaks."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@asynccontextmanager
async def fake_translator() -> AsyncIterator[FakeLibreTranslate]:
    """A server that translates, on a free port."""
    made = FakeLibreTranslate()
    app = web.Application()
    app.router.add_get("/languages", made.list)
    app.router.add_post("/translate", made.translate)
    runner = web.AppRunner(app, shutdown_timeout=0.01, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    made.url = f"http://{host}:{port}"
    try:
        yield made
    finally:
        if made.gate is not None:
            made.gate.set()
        await runner.cleanup()
