"""Answers to messages: which one, the words they are about, and what Telegram refuses of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .entities import units
from .errors import ApiError, bad_request, broken_limit
from .markup import parse_html
from .messages import Chat, FakeMessage, Json

if TYPE_CHECKING:
    from .context import Context

MAX_QUOTE = 1024


def quoted(answered: FakeMessage | None, words: str | None) -> Json | None:
    """Return Telegram's `TextQuote` of words that a person picked out of a message."""
    if words is None:
        return None
    found = None if answered is None else _quote(answered, words)
    if found is None:
        raise AssertionError(f"{words!r} does not stand in {answered}")
    return found


def read_reply(ctx: Context, chat: Chat) -> dict[str, Any]:
    """The message a bot answers, with the words it quotes; nothing where it may do without and the message is gone."""
    reply = ctx.get("reply_parameters") or {}
    number: int | None = reply.get("message_id")
    if number is None:
        return {"reply_to": None}
    if str(reply.get("chat_id", chat.id)) != str(chat.id):
        raise ApiError(400, "Bad Request: replies across chats are not implemented in the fake", violation=True)
    answered = chat.find(number)
    if answered is None:
        if reply.get("allow_sending_without_reply"):
            return {"reply_to": None}
        raise bad_request("message to be replied not found")
    words = _quoted_words(reply)
    quote = _quote(answered, words) if words else None
    if words and quote is None:
        # The message was edited meanwhile, or the words were never in it.
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"reply_to": number, "quote": quote}


def elsewhere(answered: FakeMessage) -> Json:
    """Return Telegram's `ExternalReplyInfo`: how an answer names a message of another topic."""
    stamp = int(answered.date.timestamp())
    origin = {"type": "user", "sender_user": answered.sender, "date": stamp}
    return {"origin": origin, "chat": answered.chat.json(), "message_id": answered.message_id}


def _quoted_words(reply: Json) -> str:
    words: str = reply.get("quote", "")
    mode = reply.get("quote_parse_mode")
    if mode:
        if mode.lower() != "html":
            raise ApiError(400, f"Bad Request: parse mode {mode!r} is not implemented in the fake", violation=True)
        words, _ = parse_html(words)
    if units(words) > MAX_QUOTE:
        raise broken_limit("QUOTE_TEXT_INVALID")
    return words


def _quote(answered: FakeMessage, words: str) -> Json | None:
    if words not in answered.text:
        return None
    return {"text": words, "position": units(answered.text[: answered.text.index(words)]), "is_manual": True}
