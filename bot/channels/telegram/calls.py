"""The calls both bots make, as plain values: what a wire carries, and how a message and a deletion look on it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError, FormData

from bot.channels.telegram.errors import Meaning, Refused, Repair, Unreachable
from bot.channels.telegram.render import Keyboard
from bot.receiving.door import PressAnswer

MOST_DELETED = 100
# How long the two servers may keep silent while a file goes from one to the other.
UPLOAD = ClientTimeout(total=None, sock_connect=10, sock_read=60)
_NO_PREVIEW = {"is_disabled": True}
# What says that there was no connection, so that nothing can have been done.
NOT_CONNECTED = (ClientConnectorError, ConnectionTimeoutError)


class Wire(Protocol):
    """One bot's way to Telegram. Both methods return the result, and raise `Refused` or `Unreachable`."""

    async def call(self, method: str, params: Mapping[str, object]) -> Any:
        """Make a call whose parameters are plain JSON values."""

    async def send_file(self, kind: str, name: str, content: bytes, params: Mapping[str, Any]) -> Any:
        """Send a file, `kind` being "document" or "photo"."""

    async def upload(self, method: str, params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Any:
        """Make a call that sends files along as they come in, each under the name of its part."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: its name, and the pieces it comes in."""

    name: str
    pieces: AsyncIterator[bytes]
    content_type: str = "application/octet-stream"


def unreachable(error: BaseException) -> Unreachable:
    """What an error of aiohttp means for a call."""
    return Unreachable(type(error).__name__, in_doubt=not isinstance(error, NOT_CONNECTED))


def form_of(params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> FormData:
    """A call with files as a form of parts; the files are read while they are sent."""
    form = FormData(quote_fields=False)
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value, separators=(",", ":")))
    for name, upload in uploads.items():
        form.add_field(name, upload.pieces, filename=_quotable(upload.name), content_type=upload.content_type)
    return form


def _quotable(name: str) -> str:
    """A file's name as it may stand in the head of a part."""
    plain = "".join(letter for letter in name if letter.isprintable() and letter not in '"\\/')
    return plain if plain.strip(" .") else "file"


def result_of(code: int, body: bytes) -> Any:
    """The result in Telegram's reply; raises what the reply says."""
    try:
        reply = json.loads(body)
        if code < 300 and reply["ok"]:
            return reply["result"]
        parameters = reply.get("parameters") or {}
        moved = parameters.get("migrate_to_chat_id")
        refused = Refused(
            code,
            str(reply.get("description", "")),
            retry_after=parameters.get("retry_after"),
            moved_to=None if moved is None else str(moved),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # A page of some machine in between.
        raise Refused(code, "") if code >= 400 else Unreachable("unreadable reply") from None
    raise refused


def press_params(answer: PressAnswer) -> dict[str, object]:
    """The parameters of answerCallbackQuery."""
    return {"callback_query_id": answer.query} | ({"text": answer.text, "show_alert": True} if answer.text else {})


def press_reply(answer: PressAnswer) -> dict[str, object]:
    """The same call as a webhook's reply may carry it."""
    return {"method": "answerCallbackQuery", **press_params(answer)}


def keyboard(rows: Keyboard) -> dict[str, object]:
    """Rows of (label, data) as Telegram's inline keyboard."""
    return {"inline_keyboard": [[{"text": label, "callback_data": data} for label, data in row] for row in rows]}


def text_params(chat: int, html: str, rows: Keyboard = ()) -> dict[str, object]:
    """The parameters that say a text, in a new message or in place of an old one."""
    params: dict[str, object] = {
        "chat_id": chat,
        "text": html,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if rows:
        params["reply_markup"] = keyboard(rows)
    return params


async def delete_many(wire: Wire, chat: int, numbers: Sequence[int]) -> list[int]:
    """Delete messages, a hundred at a time, or one by one where Telegram will not take the hundred.

    Returns those that stay: older than 48 hours, mostly. What is gone already does not count.
    """
    stay: list[int] = []
    for start in range(0, len(numbers), MOST_DELETED):
        part = list(numbers[start : start + MOST_DELETED])
        if not await _deleted(wire, "deleteMessages", {"chat_id": chat, "message_ids": part}):
            stay += [number for number in part if not await delete_one(wire, chat, number)]
    return stay


async def delete_one(wire: Wire, chat: int, number: int) -> bool:
    """Whether a message is gone now; some a bot may not delete."""
    return await _deleted(wire, "deleteMessage", {"chat_id": chat, "message_id": number})


async def _deleted(wire: Wire, method: str, params: Mapping[str, object]) -> bool:
    try:
        await wire.call(method, params)
    except Refused as refused:
        if refused.diagnosis.meaning in (Meaning.WAIT, Meaning.BLOCKED) or refused.asks_for(Repair.CHAT_MOVED):
            raise
        return refused.asks_for(Repair.NOTHING_TO_DO)
    return True
