"""How python-telegram-bot reaches Telegram: over aiohttp, which the clients' bot has loaded anyway.

A call through the library's own client (httpx) costs several times the processor time. What an answer means, and which
error follows from it, is the library's business still.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_AS_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a connection, and for the next bytes of an answer."""

    connect: float
    read: float


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
                return reply.status, await reply.read()
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            # Its kind alone: the words could hold the address, and the token in it.
            raise NetworkError(type(error).__name__) from None

    def _opened(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=self._at_once)
            self._session = ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})
        return self._session


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
