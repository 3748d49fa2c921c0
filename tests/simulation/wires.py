"""What the libraries of both bots hold for an HTTP session: it hands their calls to the fake, below all of their code.

On the way a call can be refused, broken off before or after it was done, slow, or the last thing that its process did.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from email.utils import format_datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import FormData

from tests.telegram import Call, FakeTelegram
from tests.telegram.schema import RawCall, Upload

API = "http://telegram.simulated"


class Exchange(Protocol):
    """One life's way to the messenger: makes a call, with whatever goes wrong on the way."""

    async def __call__(self, token: str, method: str, raw: RawCall) -> tuple[int, str]:
        """Return status and text of the answer."""


class _Answer:
    """An answer as aiohttp gives it."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str], data: bytes = b"") -> None:
        self.status, self._text, self.headers, self._data = status, text, headers, data

    @property
    def content(self) -> _Answer:
        """What is read piece by piece."""
        return self

    async def iter_chunked(self, size: int) -> AsyncIterator[bytes]:
        """The pieces."""
        for start in range(0, len(self._data), size):
            yield self._data[start : start + size]

    async def read(self) -> bytes:
        return self._text.encode()

    async def text(self) -> str:
        return self._text


class _Asked:
    """A request that is made once somebody waits for its answer."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    async def __aenter__(self) -> _Answer:
        answer: _Answer = await self._make()
        return answer

    async def __aexit__(self, *_: object) -> None:
        return


class SimSession:
    """Implements what both libraries use of `aiohttp.ClientSession`."""

    closed = False

    def __init__(self, exchange: Exchange, fake: FakeTelegram) -> None:
        self._exchange, self._fake = exchange, fake

    def post(self, url: str, *, data: Any = None, json: Any = None, **_: Any) -> _Asked:
        """Make a call."""
        return _Asked(lambda: self._made(str(url), data, json))

    def get(self, url: str, **_: Any) -> _Asked:
        """Make a call whose parameters stand in its address."""
        return _Asked(lambda: self._made(str(url), None, None))

    async def close(self) -> None:
        """Nothing is open."""

    async def _made(self, url: str, data: Any, typed: Any) -> _Answer:
        token, method, query = _parts_of(url)
        if not token:
            return await self._fetched(method)
        fields: dict[str, Any] = dict(parse_qsl(query)) if query else {}
        if typed is not None:
            raw = RawCall(fields | typed, typed=True)
        elif isinstance(data, bytes):
            raw = RawCall(fields | json.loads(data), typed=True)
        elif isinstance(data, FormData):
            raw = await _of_form(data, fields)
        else:
            raw = RawCall(fields)
        status, text = await self._exchange(token, self._fake.schema.named(method), raw)
        headers = {"Date": format_datetime(self._fake.date(), usegmt=True)} if method == "getMe" else {}
        return _Answer(status, text, headers)

    async def _fetched(self, path: str) -> _Answer:
        """A file that somebody sent; its way is as bad as that of any call."""
        _, _, token, rest = path.split("/", 3)
        bot = self._fake.world.bots[token.removeprefix("bot")]
        status, text = await self._exchange(bot.token, "getMe", RawCall())
        if status != 200:
            return _Answer(status, text, {})
        file = self._fake.world.files.behind_link(bot.id, rest)
        return _Answer(404, "", {}) if file is None else _Answer(200, "", {}, file.data)


def _parts_of(url: str) -> tuple[str, str, str]:
    """The token, the method and the parameters in an address; without a token the path of a file."""
    if (known := _known.get(url)) is not None:
        return known
    parts = urlsplit(url)
    if parts.path.startswith("/file/"):
        return "", parts.path, ""
    _, token, method = parts.path.split("/")
    found = token.removeprefix("bot"), method, parts.query
    if not parts.query:
        _known[url] = found
    return found


_known: dict[str, tuple[str, str, str]] = {}


async def _of_form(form: FormData, fields: dict[str, Any]) -> RawCall:
    """The parameters and files of a form; files are read as they would be on their way."""
    files: dict[str, Upload] = {}
    for options, headers, value in form._fields:
        name = options["name"]
        if "filename" not in options:
            fields[name] = value if isinstance(value, str) else value.decode()
            continue
        content = value if isinstance(value, bytes) else b"".join([piece async for piece in _pieces(value)])
        files[name] = Upload(options["filename"], headers.get("Content-Type", "application/octet-stream"), content)
    return RawCall(fields, files)


async def _pieces(value: Any) -> AsyncIterator[bytes]:
    if hasattr(value, "__aiter__"):
        async for piece in value:
            yield piece
    else:
        yield value.read()


class _BotSession(AiohttpSession):
    """aiogram's session over ours."""

    def __init__(self, session: SimSession) -> None:
        super().__init__(api=TelegramAPIServer.from_base(API))
        self._ours: Any = session

    async def create_session(self) -> Any:
        return self._ours

    async def close(self) -> None:
        return


def sim_bot(session: SimSession, token: str) -> Bot:
    """aiogram's bot over it."""
    return Bot(token, session=_BotSession(session))


__all__ = ["API", "Call", "Exchange", "SimSession", "sim_bot"]
