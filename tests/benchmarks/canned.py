"""Telegram's answers without Telegram: what both servers of `throughput` send into, just above the HTTP client.

Imports nothing of ours, so that the bare echo does not carry the product along.
"""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import aiohttp

# When it is in every benchmark: the numbers in buttons are counted from the minute somebody begins.
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TOKEN = "42:benchmark-benchmark-benchmark"
ME = {"id": 42, "is_bot": True, "first_name": "B", "username": "b_bot"}
_numbers = itertools.count(1)
_MAKING = ("sendmessage", "editmessagetext", "senddocument", "sendphoto")


def answer(method: str, chat: object = 1) -> str:
    """What Telegram says to a call, as the text of its JSON."""
    result: Any = True
    method = method.lower()  # Telegram takes any case
    if method == "getme":
        result = ME
    elif method == "getchat":
        result = {"id": -100, "type": "supergroup", "title": "x", "is_forum": True, "accent_color_id": 0}
        result |= {"max_reaction_count": 1, "accepted_gift_types": _NO_GIFTS}
    elif method == "createforumtopic":
        result = {"message_thread_id": next(_numbers), "name": "x", "icon_color": 0}
    elif method in _MAKING:
        where = {"id": chat, "type": "private", "first_name": "Ann"}
        result = {"message_id": next(_numbers), "date": 1_700_000_000, "chat": where, "from": ME, "text": "x"}
    return json.dumps({"ok": True, "result": result})


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


class _Reply:
    """As much of aiohttp's response as a client reads."""

    status = 200
    headers: dict[str, str] = {}

    def __init__(self, body: str) -> None:
        self._body = body

    async def text(self, *_: object, **__: object) -> str:
        return self._body

    async def read(self) -> bytes:
        return self._body.encode()

    async def json(self, *_: object, **__: object) -> Any:
        return json.loads(self._body)

    async def __aenter__(self) -> _Reply:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def cut_the_wire() -> None:
    """From now on requests of this process are built and their canned answers parsed, and nothing leaves."""

    def post(_session: aiohttp.ClientSession, url: object, **_: object) -> _Reply:
        return _Reply(answer(str(url).rpartition("/")[2]))

    setattr(aiohttp.ClientSession, "post", post)  # noqa: B010  a method of a library, changed for this process
