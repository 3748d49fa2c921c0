"""What LINE's events are, taken apart and checked: nothing else of one is looked at, and nothing of it is logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bot.receiving.update import Ignored, Unreadable
from bot.receiving.values import Odd, fields_of, number_of, short, text_of, whole
from dialogs.marks import LONGEST
from dialogs.messages import LONGEST_TYPED
from dialogs.talk import LOCATION, STICKER, VENUE, Media, Utterance

LONGEST_ID = 64
# People write more in one message of LINE than answers are read in.
LONGEST_SAID = 10_000
MOST_KEYWORDS, LONGEST_NAME = 3, 200
_KINDS = {"image": "photo", "video": "video", "audio": "audio", "file": "document"}
_OURS = ("message", "postback", "follow", "unfollow", "unsend", "join")
# What counts also while another module of the account has the word: what we hold of it goes all the same.
_ALWAYS = ("unsend", "unfollow")


class Did(Enum):
    """What somebody did."""

    TEXT = "text"
    PRESS = "press"
    OTHER = "other"
    UNSENT = "unsent"
    FOLLOWED = "followed"
    CAME_BACK = "came_back"
    LEFT = "left"
    IN_A_GROUP = "group"


@dataclass(frozen=True, slots=True)
class LineEvent:
    """One event: `key` is LINE's own, `to` whose chat it is, `token` what it may be answered with.

    `at` is when it happened (milliseconds), `again` says that LINE sends it anew. `detail` is what a text, a press, a
    message that was taken back, or another kind of message is.
    """

    key: str
    did: Did
    to: str
    token: str = ""
    at: int = 0
    again: bool = False
    detail: str = ""
    said: Utterance | None = None
    album: str = ""
    unreadable: str = ""
    query: str = ""

    @property
    def chat(self) -> str:
        """Whose it is."""
        return self.to


def key_of(event: Mapping[str, Any]) -> str:
    """Return LINE's own key of an event; "" where it has none."""
    return short(event.get("webhookEventId"), LONGEST_ID)


def pick(event: Mapping[str, Any]) -> LineEvent | Ignored | Unreadable:
    """Return what an event is, as far as it concerns us."""
    key = key_of(event)
    kind, source = event.get("type"), event.get("source")
    if not key:
        return Unreadable("", "no key")
    if kind not in _OURS or (event.get("mode") == "standby" and kind not in _ALWAYS):
        return Ignored(key)
    try:
        where = fields_of(source)
        if where.get("type") in ("group", "room"):
            return _in_a_group(key, where)
        to = short(where.get("userId"), LONGEST_ID)
        if not to:
            return Unreadable(key, f"{kind} of nobody")
        return _of_a_person(key, str(kind), to, event)
    except Odd:
        sender = short(source.get("userId"), LONGEST_ID) if isinstance(source, dict) else ""
        return Unreadable(key, f"odd {kind}", sender=sender or None)


def _in_a_group(key: str, where: Mapping[str, Any]) -> LineEvent:
    kind = str(where["type"])
    group = short(where.get(f"{kind}Id"), LONGEST_ID)
    if not group:
        raise Odd
    return LineEvent(key, Did.IN_A_GROUP, group, detail=kind)


def _of_a_person(key: str, kind: str, to: str, event: Mapping[str, Any]) -> LineEvent | Ignored | Unreadable:
    told = event.get("deliveryContext")
    again = isinstance(told, dict) and told.get("isRedelivery") is True
    token, at = short(event.get("replyToken"), 256), number_of(event.get("timestamp"))
    head = LineEvent(key, Did.OTHER, to, token, at, again)
    if kind == "message":
        return _message(head, fields_of(event.get("message")))
    if kind == "postback":
        data = short(fields_of(event.get("postback")).get("data"), LONGEST)
        return replace(head, did=Did.PRESS, detail=data) if data else Unreadable(key, "postback", sender=to)
    if kind == "follow":
        follow = event.get("follow")
        back = isinstance(follow, dict) and follow.get("isUnblocked") is True
        return replace(head, did=Did.CAME_BACK if back else Did.FOLLOWED)
    if kind == "unfollow":
        return replace(head, did=Did.LEFT)
    if kind == "unsend":
        return replace(head, did=Did.UNSENT, detail=text_of(fields_of(event.get("unsend")).get("messageId"), 64))
    return Ignored(key)


def _message(head: LineEvent, message: Mapping[str, Any]) -> LineEvent | Unreadable:
    kind, name = text_of(message.get("type"), LONGEST_ID), text_of(message.get("id"), LONGEST_ID)
    answers = short(message.get("quotedMessageId"), LONGEST_ID)
    if kind == "text":
        text = text_of(message.get("text"), LONGEST_SAID)
        said = Utterance(text, id=name, reply_to=answers)
        return replace(head, did=Did.TEXT, detail=whole(text, LONGEST_TYPED), said=said)
    if kind in _KINDS:
        return _file(head, message, name, answers)
    if kind == "location":
        return _location(head, message, name)
    if kind == "sticker":
        words = message.get("keywords")
        told = [whole(word, 30) for word in words[:MOST_KEYWORDS]] if isinstance(words, list) else []
        text = whole(message.get("text"), 100) or ", ".join(filter(None, told))
        said = Utterance(f"[{text}]" if text else "[🙂]", id=name, reply_to=answers)
        return replace(head, did=Did.OTHER, detail=STICKER, said=said)
    return Unreadable(head.key, f"message {short(kind, 40) or '?'}", sender=head.to)


def _file(head: LineEvent, message: Mapping[str, Any], name: str, answers: str) -> LineEvent | Unreadable:
    kind = _KINDS[str(message["type"])]
    provider = message.get("contentProvider")
    if isinstance(provider, dict) and provider.get("type") == "external":
        # It lies somewhere else, and no address that we are given is fetched.
        return Unreadable(head.key, "external file", sender=head.to)
    size = message.get("fileSize")
    about: dict[str, str] = {}
    duration = message.get("duration")
    if type(duration) is int and duration >= 0:
        about["duration"] = str(duration // 1000)
    called = whole(message.get("fileName"), LONGEST_NAME)
    if kind == "audio" and not called:
        called = "audio.m4a"
    media = Media(kind, name, called, size if type(size) is int and size >= 0 else None, about, same=name)
    part = message.get("imageSet")
    album = short(part.get("id"), LONGEST_ID) if isinstance(part, dict) else ""
    said = Utterance(media=media, id=name, reply_to=answers, album=album)
    return replace(head, did=Did.OTHER, detail=kind, said=said, album=album)


def _location(head: LineEvent, message: Mapping[str, Any], name: str) -> LineEvent:
    about = {}
    for side in ("latitude", "longitude"):
        value = message.get(side)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Odd
        about[side] = str(float(value))
    named = {part: whole(message.get(part), LONGEST_NAME) for part in ("title", "address")}
    kind = VENUE if any(named.values()) else LOCATION
    media = Media(kind, about=about | (named if kind == VENUE else {}))
    return replace(head, did=Did.OTHER, detail=kind, said=Utterance(media=media, id=name))


__all__ = ["Did", "LineEvent", "key_of", "pick"]
