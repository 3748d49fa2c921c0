"""What bots are sent that their libraries do not know: kinds made after them, and shapes nobody promised.

Every builder takes a marker, a text that must never come back in a log, and puts it wherever a text fits.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from .bots import FakeBot, Update
from .messages import Json
from .people import FakeUser

_DATE = 1_790_000_000
_USER: Json = {"id": 42, "is_bot": False, "first_name": "Someone"}


def rich(depth: int, marker: str = "x") -> Json:
    """A rich message whose blocks stand in one another so deep."""
    block: Json = {"type": "paragraph", "text": marker}
    for _ in range(depth):
        block = {"type": "blockquote", "blocks": [block]}
    return {"blocks": [block]}


def _gift(marker: str) -> Json:
    sticker = {"file_id": "s", "file_unique_id": "us", "type": "regular", "width": 1, "height": 1}
    # The number of stars it costs is missing.
    return {"gift": {"gift": {"id": marker, "sticker": sticker | {"is_animated": False, "is_video": False}}}}


# Fields of a message beside those which every message has; the second value is a text that goes with them.
MESSAGES: Mapping[str, Callable[[str], tuple[Json, str]]] = {
    "a forward of an unknown kind": lambda m: ({"forward_origin": {"type": "dream", "date": _DATE, "who": m}}, m),
    "a forward without the sender's name": lambda m: ({"forward_origin": {"type": "hidden_user", "date": _DATE}}, m),
    "a forward without a date": lambda m: ({"forward_origin": {"type": "user", "sender_user": _USER}}, m),
    "paid media of a new kind": lambda m: (
        {"paid_media": {"star_count": 1, "paid_media": [{"type": "hologram", "title": m}]}},
        "",
    ),
    "a gift that lacks a field": lambda m: (_gift(m), ""),
    "a checklist": lambda m: ({"checklist": {"title": m, "tasks": [{"id": 1, "text": m, "completed_by": 7}]}}, ""),
    "a story": lambda m: ({"story": {"chat": {"id": 9, "type": "dream", "title": m}, "id": 1}}, ""),
    "a kind nobody knows": lambda m: ({"thought_bubble": {"words": [m] * 3}}, ""),
    "a photo that is no list": lambda m: ({"photo": {"file_id": m}}, ""),
    "an entity of an unknown kind": lambda m: ({"entities": [{"type": "aura", "offset": "x", "length": None}]}, m),
    "a rich message, deep": lambda m: ({"rich_message": rich(5, m)}, ""),
    "a chat background of a new kind": lambda m: ({"chat_background_set": {"type": {"type": "plasma", "n": m}}}, ""),
}


def _member(user: FakeUser, bot: FakeBot, status: str, marker: str) -> Json:
    return {
        "chat": user.chat(bot).json(),
        "from": user.json(),
        "date": _DATE,
        "old_chat_member": {"status": "member", "user": bot.user},
        "new_chat_member": {"status": status, "user": bot.user, "reason": marker},
    }


def _press(user: FakeUser, bot: FakeBot, marker: str, **changes: object) -> Json:
    query: Json = {
        "id": str(5_000_000_000 + user.world.serial()),
        "from": user.json(),
        "message": {"chat": user.chat(bot).json(), "message_id": 1, "date": _DATE, "text": marker},
        "chat_instance": "1",
        "data": "1.1.x",
    }
    return {k: v for k, v in (query | changes).items() if v is not None}


def _said(user: FakeUser, bot: FakeBot, marker: str, **changes: object) -> Json:
    chat = user.chat(bot)
    chat.started = True
    message = chat.post(user.json(), user.world.clock(), text=marker).json()
    return {k: v for k, v in (message | changes).items() if v is not None}


# Whole updates, pushed as they are whatever the bot asked for.
UPDATES: Mapping[str, Callable[[FakeUser, FakeBot, str], dict[str, Json]]] = {
    "an update of an unknown kind": lambda u, b, m: {"dream": {"from": u.json(), "text": m}},
    "an update without anything": lambda u, b, m: {},
    "a new member status": lambda u, b, m: {"my_chat_member": _member(u, b, "ghost", m)},
    "a membership without a status": lambda u, b, m: {
        "my_chat_member": _member(u, b, "x", m) | {"new_chat_member": {}}
    },
    "a press without a sender": lambda u, b, m: {"callback_query": _press(u, b, m, **{"from": None})},
    "a press without a message": lambda u, b, m: {"callback_query": _press(u, b, m, message=None)},
    "a press whose sender has no name": lambda u, b, m: {"callback_query": _press(u, b, m, **{"from": {"id": u.id}})},
    "a press on a message of an odd shape": lambda u, b, m: {"callback_query": _press(u, b, m, message=[m])},
    "a press without data": lambda u, b, m: {"callback_query": _press(u, b, m, data=None)},
    "a message without a sender": lambda u, b, m: {"message": _said(u, b, m, **{"from": None})},
    "a message without a date": lambda u, b, m: {"message": _said(u, b, m, date=None)},
    "a text that is a number": lambda u, b, m: {"message": _said(u, b, m, text=12)},
    "a chat of an unknown kind": lambda u, b, m: {"message": _said(u, b, m, chat={"id": u.id, "type": "dream"})},
    "a chat without an id": lambda u, b, m: {"message": _said(u, b, m, chat={"type": "private"})},
    "an edit without a date": lambda u, b, m: {"edited_message": _said(u, b, m, date=None)},
    "a message that is a list": lambda u, b, m: {"message": [m]},  # type: ignore[dict-item]  # the very point
}


def push(user: FakeUser, bot: FakeBot, name: str, marker: str) -> Update:
    """Send a bot one of `UPDATES`."""
    return bot.push_any(**UPDATES[name](user, bot, marker))


def _around(user: FakeUser, bot: FakeBot, marker: str, field: str) -> str:
    """A message as text, with one field more."""
    body = json.dumps(_said(user, bot, marker), ensure_ascii=False)
    return f'{{"update_id": UPDATE_ID, "message": {body[:-1]}, {field}}}}}'


# Bodies that are JSON to some readers and not to others, or dangerous to read.
BODIES: Mapping[str, Callable[[FakeUser, FakeBot, str], str]] = {
    "not a number": lambda u, b, m: _around(u, b, m, '"effect": NaN'),
    "infinite": lambda u, b, m: _around(u, b, m, '"effect": -Infinity'),
    "5,000 digits": lambda u, b, m: _around(u, b, m, f'"effect": {"9" * 5_000}'),
    "an exponent beyond all bounds": lambda u, b, m: _around(u, b, m, '"effect": 1e999999'),
    "nested 20,000 deep": lambda u, b, m: _around(u, b, m, f'"effect": {"[" * 20_000}{"]" * 20_000}'),
    "half a pair of surrogates": lambda u, b, m: _around(u, b, m, '"effect": "\\ud83d"'),
    "the same name twice": lambda u, b, m: _around(u, b, m, '"text": "second", "text": "third"'),
}
