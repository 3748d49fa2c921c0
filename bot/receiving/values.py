"""Reading one value of raw JSON: of the kind and size we take, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]

LONGEST_TEXT = 4096  # Telegram's own limit of a message; whatever is longer did not come from there
BOUND = 1 << 63
CHATS = ("private", "group", "supergroup", "channel")


class Odd(Exception):
    """A field that should be there is missing or of another type."""


def fields_of(value: object) -> Json:
    if not isinstance(value, dict):
        raise Odd
    return value


def number_of(value: object) -> int:
    """A whole number that a database can hold."""
    if type(value) is not int or not -BOUND <= value < BOUND:
        raise Odd
    return value


def chat_of(event: Json) -> tuple[int, bool]:
    """The chat of an event, and whether it is a private one."""
    chat = fields_of(event.get("chat"))
    kind = chat.get("type")
    if kind not in CHATS:
        raise Odd
    return number_of(chat.get("id")), kind == "private"


def text_of(value: object) -> str:
    if not isinstance(value, str):
        raise Odd
    return whole(value)


def whole(value: object) -> str:
    """A text no longer than Telegram's; half a pair of surrogates could be kept, but never sent."""
    if not isinstance(value, str):
        return ""
    cut = value[:LONGEST_TEXT]
    if cut.isascii():
        return cut
    return cut.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def short(value: object, most: int) -> str:
    """A short text in plain signs, or "" for anything else."""
    return value if isinstance(value, str) and len(value) <= most and value.isascii() else ""
