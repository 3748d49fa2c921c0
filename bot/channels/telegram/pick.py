"""What an update of Telegram is, in one place: of the raw JSON we take the fields we use, checked, and nothing else.

Everything typed behind this sees the slim event made here, so what Telegram adds later, or sends broken, reaches
nobody. Pure: no library, no network; any JSON value goes in, and nothing is raised.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from bot.channels.telegram.fields import CONTENT, ENVELOPE, KINDS, SERVICE
from bot.channels.telegram.said import LONGEST_TEXT, said_in
from bot.office.typed import COMMAND, as_meant, is_slashed, stays_inside
from bot.receiving.update import Ignored, Unreadable
from bot.receiving.values import BOUND, Json, Odd, fields_of, number_of, short, text_of, whole
from dialogs.talk import FILES, FORWARD, Utterance

LONGEST_NAME = 64
LONGEST_DATA = 64
LONGEST_ID = 128
# Telegram writes messages of administrators who hide their name under this account.
ANONYMOUS_ADMIN = 1087968824
_KIND = re.compile(r"[a-z][a-z_]{0,39}")
_CHATS = ("private", "group", "supergroup", "channel")
_INSIDE = ("member", "administrator", "creator", "restricted")
_OUTSIDE = ("left", "kicked")


class What(StrEnum):
    """What somebody did."""

    TEXT = "text"
    COMMAND = "command"
    EDIT = "edit"
    PRESS = "press"
    MEDIA = "media"
    CONTACT = "contact"
    JOINED = "joined"
    LEFT = "left"
    MIGRATED = "migrated"


@dataclass(frozen=True, slots=True)
class Slim:
    """An update that means something to us. `event` holds the fields we use, under Telegram's names.

    `chat` is whose updates must stay in order. `detail` is a command's name or the kind of media, `argument` what
    stands behind a command. `message` is the message itself or the one whose button was pressed. `unreadable` names
    content that nobody knows here. `said` is what somebody wrote, for whom it is passed on to.
    """

    key: str
    chat: str
    kind: str
    event: dict[str, Any]
    what: What
    detail: str = ""
    argument: str = ""
    message: int | None = None
    album: str = ""
    query: str = ""
    unreadable: str = ""
    said: Utterance | None = field(default=None, compare=False)


Picked: TypeAlias = Slim | Ignored | Unreadable


def update_id_of(raw: object) -> int | None:
    """The number of an update; None for what is no update."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int and 0 <= number < BOUND else None


def key_of(raw: object) -> str:
    """The key of an update; "0" for what is no update."""
    return str(update_id_of(raw) or 0)


def pick_client(raw: Json) -> Picked:
    """An update of the clients' bot: private chats only."""
    return _pick(raw, _OF_CLIENT)


def pick_office(raw: Json) -> Picked:
    """An update of the office bot: what staff write, commands, presses, and what happens to the group."""
    return _pick(raw, _OF_OFFICE)


_Reader: TypeAlias = Callable[[str, Json], Picked]


def _pick(raw: Json, readers: Mapping[str, _Reader]) -> Picked:
    key = key_of(raw)
    for kind, read in readers.items():
        event = raw.get(kind)
        if event is None:
            continue
        if not isinstance(event, dict):
            return Unreadable(key, kind)
        try:
            return read(key, event)
        except Odd:
            return Unreadable(key, kind, _private_chat(event), _query_id(event))
    names = [name for name in raw if name != "update_id"]
    if any(name in KINDS for name in names):
        return Ignored(key)
    return Unreadable(key, _kind(names[0] if names else ""))


# --- the clients' bot -------------------------------------------------------------------------------------------------


def _message(key: str, message: Json) -> Picked:
    chat, private = chat_of(message)
    if not private:
        return Ignored(key)
    sender = fields_of(message.get("from"))
    number = number_of(message.get("message_id"))
    person = number_of(sender.get("id"))
    if sender.get("is_bot") is True:
        return Ignored(key)
    event: dict[str, Any] = {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": "private"},
        "from": _client_user(person, sender),
    }
    forwarded = "forward_origin" in message or "forward_date" in message
    if "text" in message and not forwarded:
        text = event["text"] = text_of(message["text"], LONGEST_TEXT)
        if not text.startswith("/"):
            return Slim(key, str(chat), "message", event, What.TEXT, message=number, said=said_in(message))
        name, argument = _command(text)
        return Slim(key, str(chat), "message", event, What.COMMAND, name, argument, number)
    detail, unknown = (FORWARD, "") if forwarded else _content(message)
    if not detail:
        return Ignored(key)
    what = What.MEDIA
    phone = _own_phone(message.get("contact"), person) if detail == "contact" else ""
    if phone:
        what = What.CONTACT
        event["contact"] = {"phone_number": phone, "first_name": "", "user_id": person}
    album = short(message.get("media_group_id"), LONGEST_ID)
    said = said_in(message)
    return Slim(key, str(chat), "message", event, what, detail, "", number, album, unreadable=unknown, said=said)


def _edited(key: str, message: Json) -> Picked:
    """A text of one's own that was edited is news, and what stands beneath a file: places that move are no speech."""
    picked = _message(key, message)
    if not isinstance(picked, Slim):
        return picked
    said = picked.said if picked.what is not What.COMMAND else said_in(message)
    is_file = said is not None and said.media is not None and said.media.kind in FILES
    if picked.what not in (What.TEXT, What.COMMAND) and not is_file:
        return Ignored(key)
    return Slim(key, picked.chat, "edited_message", picked.event, What.EDIT, message=picked.message, said=said)


def _press(key: str, query: Json) -> Picked:
    sender, number = fields_of(query.get("from")), _query_id(query)
    person = number_of(sender.get("id"))
    if not number:
        raise Odd
    message = query.get("message")
    pressed = None
    if message is not None:
        _, private = chat_of(fields_of(message))
        if not private:
            return Ignored(key, query=number)
        pressed = number_of(message.get("message_id"))
    event = {"id": number, "from": _client_user(person, sender), "chat_instance": "", "data": _data(query)}
    return Slim(key, str(person), "callback_query", event, What.PRESS, message=pressed, query=number)


def _membership(key: str, change: Json) -> Picked:
    chat, private = chat_of(change)
    inside = _is_inside(change)
    user = {"id": number_of(fields_of(change.get("from")).get("id")), "is_bot": False, "first_name": ""}
    member = {"status": "member" if inside else "left", "user": user}
    event = {
        "chat": {"id": chat, "type": "private" if private else "group"},
        "from": user,
        "date": 0,
        "old_chat_member": {"status": "left", "user": user},
        "new_chat_member": member,
    }
    return Slim(key, str(chat), "my_chat_member", event, What.JOINED if inside else What.LEFT)


def _content(message: Json) -> tuple[str, str]:
    """The kind of what a message holds besides words, "" for service traffic; and the name nobody knows, if any."""
    content, unknown = "", ""
    for name in message:
        if name in ENVELOPE:
            continue
        if name in SERVICE:
            return "", ""
        if name in CONTENT:
            content = content or name
        else:
            unknown = unknown or _kind(name)
    if content:
        return content, ""
    return "unknown", unknown or "message"


def _own_phone(contact: object, person: int) -> str:
    """The number of a contact, if it is the sender's own."""
    if not isinstance(contact, dict) or contact.get("user_id") != person:
        return ""
    return short(contact.get("phone_number"), LONGEST_NAME)


def _client_user(person: int, sender: Json) -> dict[str, Any]:
    user: dict[str, Any] = {"id": person, "is_bot": False, "first_name": ""}
    language = short(sender.get("language_code"), 16)
    if language:
        user["language_code"] = language
    return user


# --- the office bot ---------------------------------------------------------------------------------------------------


def _staff_message(key: str, message: Json) -> Picked:
    """Commands, the group becoming another one, and what staff write where a client may be meant."""
    moves = {name: message[name] for name in ("migrate_to_chat_id", "migrate_from_chat_id") if name in message}
    text = message.get("text")
    command = _is_slashed(text) and "forward_origin" not in message
    if not moves and (not command or _stays_inside(text)):
        return _staff_said(key, message, "message")
    chat, private = chat_of(message)
    number = number_of(message.get("message_id"))
    event: dict[str, Any] = {
        "message_id": number,
        "date": 0,
        "chat": {"id": chat, "type": "private" if private else "supergroup"},
    }
    if moves:
        event |= {name: number_of(value) for name, value in moves.items()}
        return Slim(key, str(chat), "message", event, What.MIGRATED, message=number)
    text = event["text"] = as_meant(text_of(text, LONGEST_TEXT))
    found = COMMAND.match(text)
    if found is None:
        # No name of a command, and not for a client either.
        return _staff_said(key, message, "message")
    event["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
    event["from"] = _staff_user(fields_of(message.get("from")))
    if "sender_chat" in message:
        # Who writes as a chat: the group itself (an administrator without a name) or a channel.
        event["sender_chat"] = {"id": number_of(fields_of(message["sender_chat"]).get("id")), "type": "channel"}
    if message.get("is_topic_message") is True:
        event |= {"is_topic_message": True, "message_thread_id": number_of(message.get("message_thread_id"))}
    answered = message.get("reply_to_message")
    if isinstance(answered, dict) and "message_id" in answered:
        answer = {"message_id": number_of(answered["message_id"]), "date": 0, "chat": event["chat"]}
        event["reply_to_message"] = answer
    argument = text[found.end() :].strip()
    said = said_in(message)
    return Slim(key, str(chat), "message", event, What.COMMAND, found[1].lower(), argument, number, said=said)


def _staff_edited(key: str, message: Json) -> Picked:
    """What was changed of words, also beneath a file: a place that moves, or votes in a poll, are no speech."""
    if "text" not in message and not any(kind in message for kind in FILES):
        return Ignored(key)
    return _staff_said(key, message, "edited_message")


def _staff_said(key: str, message: Json, kind: str) -> Picked:
    """What staff write in a topic, or in a group without topics as an answer; not what is to stay among them."""
    topic = message.get("message_thread_id") if message.get("is_topic_message") is True else None
    answered = message.get("reply_to_message")
    if topic is None and (not isinstance(answered, dict) or fields_of(message.get("chat")).get("is_forum") is True):
        return Ignored(key)
    # Of a note among staff nothing is taken along but what else it holds back: its album, or what it was before.
    slashed = _is_slashed(message.get("text")) and "forward_origin" not in message
    inside = _stays_inside(message.get("text") or message.get("caption")) or (slashed and kind == "edited_message")
    if inside and kind == "message" and not message.get("media_group_id"):
        return Ignored(key)
    detail = "" if "text" in message else _content(message)[0]
    sender = fields_of(message.get("from"))
    if ("text" not in message and not detail) or (sender.get("is_bot") is True and sender.get("id") != ANONYMOUS_ADMIN):
        return Ignored(key)
    chat, _ = chat_of(message)
    number = number_of(message.get("message_id"))
    event: dict[str, Any] = {"chat": chat, "thread": None if topic is None else number_of(topic)}
    event |= {"from": _staff_user(sender), "wrote_as": None, "inside": inside}
    event["slashed"] = slashed and not inside
    if "sender_chat" in message:
        event["wrote_as"] = number_of(fields_of(message["sender_chat"]).get("id"))
    what = What.EDIT if kind == "edited_message" else What.MEDIA if detail else What.TEXT
    said = said_in(message)
    if inside:
        said = Utterance(id=said.id, album=said.album)
    return Slim(key, str(chat), kind, event, what, detail, message=number, said=said)


def _is_slashed(text: object) -> bool:
    """Whether something looks like a command, also with the slash of a Japanese keyboard."""
    return isinstance(text, str) and is_slashed(text)


def _stays_inside(text: object) -> bool:
    """Whether staff write this to each other alone."""
    return isinstance(text, str) and stays_inside(text)


def _staff_press(key: str, query: Json) -> Picked:
    number = _query_id(query)
    if not number:
        raise Odd
    user = _staff_user(fields_of(query.get("from")))
    event = {"id": number, "from": user, "chat_instance": "", "data": _data(query)}
    chat = pressed = None
    if query.get("message") is not None:
        message = fields_of(query["message"])
        chat, private = chat_of(message)
        pressed = number_of(message.get("message_id"))
        kind = "private" if private else "supergroup"
        event["message"] = {"message_id": pressed, "date": 0, "chat": {"id": chat, "type": kind}}
    return Slim(key, str(chat or user["id"]), "callback_query", event, What.PRESS, message=pressed, query=number)


def _staff_user(sender: Json) -> dict[str, Any]:
    user: dict[str, Any] = {"id": number_of(sender.get("id")), "is_bot": sender.get("is_bot") is True}
    user["first_name"] = whole(sender.get("first_name"), LONGEST_NAME)
    last = whole(sender.get("last_name"), LONGEST_NAME)
    if last:
        user["last_name"] = last
    return user


_OF_CLIENT: Mapping[str, _Reader] = {
    "message": _message,
    "callback_query": _press,
    "edited_message": _edited,
    "my_chat_member": _membership,
}
_OF_OFFICE: Mapping[str, _Reader] = {
    "message": _staff_message,
    "edited_message": _staff_edited,
    "callback_query": _staff_press,
    "my_chat_member": _membership,
}
# Asked for in full every time: Telegram keeps the old list where it is left out.
CLIENT_UPDATES, OFFICE_UPDATES = list(_OF_CLIENT), list(_OF_OFFICE)


# --- fields -----------------------------------------------------------------------------------------------------------


def chat_of(event: Json) -> tuple[int, bool]:
    """The chat of an event, and whether it is a private one."""
    chat = fields_of(event.get("chat"))
    kind = chat.get("type")
    if kind not in _CHATS:
        raise Odd
    return number_of(chat.get("id")), kind == "private"


def _data(query: Json) -> str:
    return short(query.get("data"), LONGEST_DATA)


def _command(text: str) -> tuple[str, str]:
    """A command's name and what stands behind it; also of a word that only looks like a command."""
    found = COMMAND.match(text)
    if found is not None:
        return found[1].lower(), text[found.end() :].strip()
    name, *rest = text[1:].split(None, 1) or [""]
    return name.lower(), "".join(rest).strip()


def _is_inside(change: Json) -> bool:
    member = fields_of(change.get("new_chat_member"))
    status = member.get("status")
    if status not in _INSIDE and status not in _OUTSIDE:
        raise Odd
    return status in _INSIDE and not (status == "restricted" and member.get("is_member") is False)


def _kind(name: str) -> str:
    """A field's name fit for a record: Telegram's own are; anything else is nobody's business."""
    return name if _KIND.fullmatch(name) else "unknown"


def _private_chat(event: Json) -> str | None:
    """The private chat that an odd event belongs to, if that much is clear."""
    message = event.get("message")
    for holder in (event, message if isinstance(message, dict) else {}):
        try:
            chat, private = chat_of(holder)
        except Odd:
            continue
        return str(chat) if private else None
    return None


def _query_id(event: Json) -> str:
    return short(event.get("id"), LONGEST_ID)
