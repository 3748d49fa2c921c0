"""How python-telegram-bot reaches Telegram: over aiohttp, which the clients' bot has loaded anyway.

A call through the library's own client (httpx) costs several times the processor time. What an answer means, and which
error follows from it, is the library's business still.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.calls import NOT_CONNECTED, UPLOAD

_AS_JSON = {"Content-Type": "application/json"}
# What these say is meant for us (the token is refused, the group is closed) only where Telegram says it.
_REFUSALS = (400, 401, 403, 404, 409)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a connection, and for the next bytes of an answer."""

    connect: float
    read: float


class NotReached(NetworkError):
    """There was no connection, so that nothing can have been done."""


class Request(BaseRequest):
    """The library's request over one aiohttp session, which is opened when it is first needed."""

    __slots__ = ("_at_once", "_patience", "_session")

    def __init__(self, at_once: int, patience: Patience) -> None:
        self._at_once = at_once
        self._patience = patience
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long an answer may keep silent, in seconds."""
        return self._patience.read

    async def initialize(self) -> None:
        """Nothing has to be ready before the first call."""

    async def shutdown(self) -> None:
        """Close every connection; another call opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make a call; returns the code and the body. Of the timeouts, a longer one for the answer is heeded."""
        reads = float(read_timeout) if isinstance(read_timeout, int | float) else self._patience.read
        patience = ClientTimeout(total=None, connect=self._patience.connect, sock_read=reads)
        body, headers = _body(request_data)
        session = self._opened()
        call = session.get if method == "GET" else session.post
        try:
            async with call(url, data=body, headers=headers, timeout=patience) as reply:
                status, answer = reply.status, await reply.read()
        except NOT_CONNECTED as error:
            raise NotReached(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            # Its kind alone: the words could hold the address, and the token in it.
            raise NetworkError(type(error).__name__) from None
        if status in _REFUSALS and not _is_of_telegram(answer):
            raise NetworkError(f"{status} from a server in between")
        return status, answer

    async def upload(self, url: str, form: FormData) -> tuple[int, bytes]:
        """Make a call with files that are read while they are sent. Raises the errors of aiohttp."""
        async with self._opened().post(url, data=form, timeout=UPLOAD) as reply:
            return reply.status, await reply.read()

    def session(self) -> ClientSession:
        """The connections, for what is no call: fetching a file."""
        return self._opened()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer. Whatever is in Telegram's place (a proxy, a page to log in at) is no answer of Telegram's.

        The library would take any JSON for one, and log the whole of what is none.
        """
        answer = _read(payload)
        if answer is None:
            raise TelegramError("the answer is none of Telegram's")
        return answer

    def _opened(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=self._at_once)
            self._session = ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})
        return self._session


def _read(payload: bytes) -> dict[str, Any] | None:
    """An answer of the Bot API; None for anything else."""
    try:
        answer = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict):
        return None
    is_whole = "result" in answer if answer.get("ok") is True else answer.get("ok") is False
    return answer if is_whole else None


def _is_of_telegram(payload: bytes) -> bool:
    return _read(payload) is not None


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str] | None]:
    """What is sent along: the parameters, as a form of parts where files are among them."""
    if data is None:
        return None, None
    if not data.contains_files:
        return json.dumps(data.parameters, separators=(",", ":")).encode(), _AS_JSON
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None
