"""Calls to LINE: plain JSON over aiohttp. What LINE refuses is told apart here.

The token is in a header of each call, and in no address and no error.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from bot.channels.files import Unreachable
from bot.receiving.values import parsed

API, DATA_API = "https://api.line.me", "https://api-data.line.me"
PATIENCE = ClientTimeout(total=10)
# How long LINE may keep silent while a file comes.
SILENCE = ClientTimeout(total=None, sock_connect=10, sock_read=30)
RETRY_KEY = "X-Line-Retry-Key"
ANSWER_BYTES = 1 << 20


class LineRefused(Exception):
    """LINE refused a call. `str()` is safe to log: no more than the code and what kind of refusal it is.

    `sent` is what LINE says it had sent under a retry key that was used before.
    """

    def __init__(self, code: int, body: Any = None) -> None:
        told = body.get("message", "") if isinstance(body, dict) else ""
        self.said = told if isinstance(told, str) else ""
        self.code = code
        self.sent = _ids(body)
        super().__init__(f"{code} {self.kind}")

    @property
    def kind(self) -> str:
        """What kind of refusal it is."""
        said = self.said.lower()
        if self.code == 429:
            return "quota" if "monthly limit" in said else "rate"
        if self.code == 409:
            return "done before"
        if self.code == 400 and "reply token" in said:
            return "reply token"
        if self.code == 400 and "failed to send" in said:
            return "nobody there"
        if self.code in (401, 403):
            return "token"
        return "trouble" if self.code >= 500 else "fault"


class LineWire:
    """Makes calls. `api` and `data_api` are where; LINE's own but in tests."""

    def __init__(self, token: str, api: str = API, data_api: str = DATA_API) -> None:
        self._headers = {"Authorization": f"Bearer {token}"}
        self._api = api
        self._data_api = data_api
        self._session: ClientSession | None = None

    def session(self) -> ClientSession:
        """Return the connections, opened at first use."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(headers=self._headers)
        return self._session

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, retry_key: str | None = None
    ) -> Any:
        """Make a call and return what was answered. Raises `LineRefused`, and `Unreachable` without an answer."""
        code, found, _ = await self.answered(method, path, body, retry_key)
        if code != 200:
            raise LineRefused(code, found)
        return found

    async def answered(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, retry_key: str | None = None
    ) -> tuple[int, Any, Mapping[str, str]]:
        """Make a call; return code, answer and its head. Raises `Unreachable` where none comes."""
        headers = {"Content-Type": "application/json"} | ({RETRY_KEY: retry_key} if retry_key else {})
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            async with self.session().request(
                method, f"{self._api}{path}", data=data, headers=headers, timeout=PATIENCE, allow_redirects=False
            ) as reply:
                answer = await _all_of(reply)
                return reply.status, parsed(answer) if answer else {}, reply.headers
        except (ClientError, OSError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from None

    @asynccontextmanager
    async def content(self, message: str) -> AsyncIterator[ClientResponse]:
        """Begin to read a file that somebody sent. Raises `Unreachable`."""
        address = f"{self._data_api}/v2/bot/message/{quote(message, safe='')}/content"
        try:
            async with self.session().get(address, timeout=SILENCE, allow_redirects=False) as reply:
                yield reply
        except (ClientError, OSError, TimeoutError) as error:
            raise Unreachable(type(error).__name__) from None


async def _all_of(reply: ClientResponse) -> bytes:
    """What was answered, in however many pieces it comes; nothing where it is more than LINE ever says."""
    answer = bytearray()
    async for piece in reply.content.iter_any():
        answer += piece
        if len(answer) > ANSWER_BYTES:
            return b""
    return bytes(answer)


def _ids(body: Any) -> list[str]:
    sent = body.get("sentMessages") if isinstance(body, dict) else None
    return [str(one["id"]) for one in sent or () if isinstance(one, dict) and "id" in one]


def sent_ids(body: Any) -> list[str]:
    """Return what LINE calls the messages it has sent."""
    return _ids(body)


__all__ = ["API", "DATA_API", "LineRefused", "LineWire", "sent_ids"]
