"""What Telegram, LINE and a translation server send us."""

from __future__ import annotations

import contextlib
import random
from typing import Any

from tests.fuzz import mutation
from tests.fuzz.mutation import Values, deep_bodies
from tests.fuzz.reader import FuzzedReader

_MARIA = {"id": 7, "is_bot": False, "first_name": "Maria", "language_code": "en"}
_PRIVATE = {"id": 7, "type": "private"}
_GROUP = {"id": -1001234, "type": "supergroup", "is_forum": True}
_ENTITY = [
    {"type": "bold", "offset": 0, "length": 3},
    {"type": "text_link", "offset": 4, "length": 2, "url": "https://a/"},
]
_FILE = {"file_id": "f", "file_unique_id": "u", "file_size": 9, "file_name": "a.pdf", "mime_type": "application/pdf"}
_SAID = {"message_id": 70, "from": _MARIA, "chat": _PRIVATE, "date": 1_790_000_000}
_IN_GROUP = {**_SAID, "chat": _GROUP, "is_topic_message": True, "message_thread_id": 9}
_OTHER = {"user_id": 7, "phone_number": "+819012345678", "first_name": "M"}
_BECAME = {"chat": _PRIVATE, "from": _MARIA, "date": 1, "new_chat_member": {"status": "member", "user": {"id": 1}}}
_PRESS = {"id": "17", "from": _MARIA, "chat_instance": "1", "data": "consent.3.a:agree", "message": _SAID}
UPDATES: tuple[dict[str, Any], ...] = (
    {"update_id": 5, "message": {**_SAID, "text": "Hello <b>there</b>", "entities": _ENTITY}},
    {"update_id": 6, "message": {**_SAID, "text": "/start flyer", "entities": []}},
    {"update_id": 7, "message": {**_SAID, "document": _FILE, "caption": "my card", "caption_entities": _ENTITY}},
    {"update_id": 8, "message": {**_SAID, "photo": [{**_FILE, "width": 9, "height": 9}], "media_group_id": "g"}},
    {"update_id": 9, "message": {**_SAID, "contact": _OTHER}},
    {"update_id": 10, "message": {**_SAID, "forward_origin": {"type": "user", "date": 1}, "text": "x"}},
    {"update_id": 11, "message": {**_SAID, "venue": {"location": {"latitude": 1.5, "longitude": 2}, "title": "a"}}},
    {"update_id": 12, "message": {**_SAID, "poll": {"id": "1", "question": "?", "options": [{"text": "a"}]}}},
    {"update_id": 13, "edited_message": {**_SAID, "text": "changed", "edit_date": 2}},
    {"update_id": 14, "callback_query": _PRESS},
    {"update_id": 15, "my_chat_member": {**_BECAME, "old_chat_member": {"status": "left", "user": {"id": 1}}}},
    {"update_id": 16, "message": {**_IN_GROUP, "text": "/set 1 8,000,000", "reply_to_message": _SAID}},
    {"update_id": 17, "message": {**_IN_GROUP, "text": "／ｆｉｎｄ マリア", "sender_chat": {"id": -1001234}}},
    {"update_id": 18, "message": {**_IN_GROUP, "text": "//note", "media_group_id": "g"}},
    {"update_id": 19, "message": {**_IN_GROUP, "migrate_to_chat_id": -1005}},
    {"update_id": 20, "callback_query": {**_PRESS, "data": "take:1", "message": _IN_GROUP}},
    {"update_id": 21, "message": {**_IN_GROUP, "video": {**_FILE, "duration": 3}, "caption": "Hello"}},
)


def _telegram() -> FuzzedReader:
    from bot.channels.telegram.pick import Slim, pick_client, pick_office
    from bot.channels.telegram.receive import _act_of, _own_message
    from bot.channels.telegram.webhook import read_update

    def read(body: bytes) -> None:
        update = read_update(body)
        if update is not None:
            picked = pick_client(update)
            if isinstance(picked, Slim) and picked.kind != "my_chat_member":
                _act_of(picked)
                _own_message(picked)
            pick_office(update)

    values = Values(UPDATES)
    return FuzzedReader(
        "telegram update", lambda dice: values.body(dice, 300_000), read, first=deep_bodies(), share=250
    )


def _polled() -> FuzzedReader:
    from bot.channels.telegram.polling import first_update_id, read_updates

    def read(body: bytes) -> None:
        read_updates(body)
        first_update_id(body)

    values = Values([{"ok": True, "result": list(UPDATES[:3])}])
    return FuzzedReader("telegram poll", lambda dice: values.body(dice, 300_000), read, first=deep_bodies(), share=120)


def _answered() -> FuzzedReader:
    from telegram.error import TelegramError

    from bot.channels.files import Unreachable
    from bot.channels.telegram.calls import result_of
    from bot.channels.telegram.errors import Refused
    from bot.office.telegram.request import Request

    sent = {"ok": True, "result": {"message_id": 5, "chat": _PRIVATE, "date": 1}}
    wait = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 3}}
    moved = {"ok": False, "error_code": 400, "description": "x", "parameters": {"migrate_to_chat_id": -1005}}
    values = Values([sent, wait, moved])

    def make(dice: random.Random) -> tuple[int, bytes]:
        return dice.choice((200, 200, 400, 429, 403, 502)), values.body(dice, 50_000)

    def read(given: tuple[int, bytes]) -> None:
        with contextlib.suppress(TelegramError):
            Request.parse_json_payload(given[1])
        result_of(*given)

    first = tuple((200, body) for body in deep_bodies())
    return FuzzedReader("Telegram's answers", make, read, (Unreachable, Refused), first=first, share=40)


def _launched() -> FuzzedReader:
    from datetime import UTC, datetime

    from bot.channels.telegram.launch import vouched
    from tests.e2e.website.launch import signed

    token, now = "100:client-secret-client-secret", datetime(2026, 11, 24, tzinfo=UTC)
    right = signed(token, 7, now)
    users = Values([{"id": 7, "first_name": "M", "language_code": "en"}])

    def make(dice: random.Random) -> str:
        if dice.random() < 0.5:
            return mutation.text(dice, (right,), 9_000)
        # What Telegram itself signs, whatever stands in it.
        user = users.body(dice, 5_000).decode("utf-8", "replace")
        return signed(token, 7, now, user=user, auth_date=dice.choice(("1795000000", "x", "٣", "9" * 40, "")))

    return FuzzedReader("launch data", make, lambda text: vouched(token, text, now), share=20)


_LINE_HEAD = {
    "mode": "active",
    "timestamp": 1_790_000_000_000,
    "webhookEventId": "01K",
    "source": {"type": "user", "userId": "U1"},
    "deliveryContext": {"isRedelivery": False},
    "replyToken": "t",
}


def _line_said(**message: Any) -> dict[str, Any]:
    return {**_LINE_HEAD, "type": "message", "message": {"id": "5", **message}}


LINE_EVENTS: tuple[dict[str, Any], ...] = (
    _line_said(type="text", text="Hello (smile)", emojis=[{"index": 6, "length": 7}], quotedMessageId="4"),
    _line_said(type="image", imageSet={"id": "S", "index": 1, "total": 2}, contentProvider={"type": "line"}),
    _line_said(type="file", fileName="a.pdf", fileSize=9),
    _line_said(type="audio", duration=900),
    _line_said(type="sticker", keywords=["happy", "yes"], packageId="1", stickerId="2"),
    _line_said(type="location", latitude=35.0, longitude=139, title="Office", address="Tokyo"),
    {**_LINE_HEAD, "type": "postback", "postback": {"data": "consent.3.a:agree"}},
    {**_LINE_HEAD, "type": "follow", "follow": {"isUnblocked": True}},
    {**_LINE_HEAD, "type": "unfollow"},
    {**_LINE_HEAD, "type": "unsend", "unsend": {"messageId": "5"}},
    {**_LINE_HEAD, "type": "join", "source": {"type": "group", "groupId": "C1", "userId": "U1"}},
)


def _line() -> FuzzedReader:
    from bot.channels.line.pick import key_of, pick
    from bot.channels.line.receive import _events_of

    def read(body: bytes) -> None:
        for event in _events_of(body) or ():
            key_of(event)
            pick(event)

    values = Values([{"destination": "U", "events": [event]} for event in LINE_EVENTS])
    return FuzzedReader("line events", lambda dice: values.body(dice, 300_000), read, first=deep_bodies(), share=250)


def _translated() -> FuzzedReader:
    from bot.translator.libretranslate import _json, _read
    from bot.translator.server import NotTranslated, ServerTrouble
    from bot.turns.translating import AUTO, Languages

    values = Values([{"translatedText": ["a", "b"], "detectedLanguage": [{"language": "en", "confidence": 90}] * 2}])

    codes = Languages(AUTO, "en")

    def read(body: bytes) -> None:
        answer = _json(200, body, body[:20].decode("latin-1"))
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError):  # as where it is called
            _read(answer, ("x", "y"), codes)

    return FuzzedReader(
        "translations",
        lambda dice: values.body(dice, 50_000),
        read,
        (NotTranslated, ServerTrouble),
        first=deep_bodies(),
        share=80,
    )


MAKERS = (
    _telegram,
    _polled,
    _answered,
    _launched,
    _line,
    _translated,
)

__all__ = ["MAKERS"]
