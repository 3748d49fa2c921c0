"""What a bot writes: text and captions through their limits, and the keyboard, thread and reply around them."""

from __future__ import annotations

from typing import Any

from .context import Context
from .entities import Entity, find_entities, trim, units
from .errors import ApiError, bad_request, broken_limit
from .keyboards import check_markup
from .markup import parse_html
from .messages import Chat

MAX_TEXT = 4096
MAX_CAPTION = 1024


def read_text(ctx: Context) -> dict[str, Any]:
    """The text of a message: 1-4096 characters after entity parsing.

    Counted in UTF-16 units, the stricter of the two readings that "characters" allows.
    """
    source = ctx.get("text", "")
    text, entities = _parsed(ctx, source, "entities")
    if not text:
        raise broken_limit("message text is empty")
    if units(text) > MAX_TEXT:
        raise broken_limit("message is too long")
    return {"text": text, "html": source, "entities": find_entities(text, entities)}


def read_caption(ctx: Context) -> dict[str, Any]:
    """The caption of a file: up to 1024 characters after entity parsing."""
    source = ctx.get("caption", "")
    text, entities = _parsed(ctx, source, "caption_entities")
    if units(text) > MAX_CAPTION:
        raise broken_limit("message caption is too long")
    return {"text": text, "html": source, "entities": find_entities(text, entities)}


def _parsed(ctx: Context, source: str, entities_name: str) -> tuple[str, list[Entity]]:
    mode = ctx.get("parse_mode")
    if not mode:
        given = ctx.get(entities_name, [])
        size = units(source)
        if any(e["offset"] < 0 or e["length"] < 1 or e["offset"] + e["length"] > size for e in given):
            raise broken_limit("entity beginning or end is out of the text")
        return trim(source, given)
    if ctx.get(entities_name):
        raise broken_limit("parse_mode and entities exclude each other")
    if mode.lower() != "html":
        raise ApiError(400, f"Bad Request: parse mode {mode!r} is not implemented in the fake", violation=True)
    return trim(*parse_html(source))


def surroundings(ctx: Context, chat: Chat) -> dict[str, Any]:
    """Keyboard, thread, answered message and silence of a message about to be sent."""
    thread_id = _thread(ctx)
    reply_to = _answered(ctx, chat)
    if reply_to is not None and thread_id is None:
        answered = chat.find(reply_to)
        thread_id = answered.thread_id if answered is not None else None
    return {
        "markup": check_markup(ctx.get("reply_markup")),
        "thread_id": thread_id,
        "reply_to": reply_to,
        "silent": bool(ctx.get("disable_notification", False)),
    }


def _thread(ctx: Context) -> int | None:
    thread_id: int | None = ctx.get("message_thread_id")
    if thread_id is None:
        if ctx.chat_id < 0 and ctx.group().chat.forum and ctx.group().general.closed:
            # Bots have met this as administrators too, so the fake makes no exception for them.
            raise bad_request("TOPIC_CLOSED")
        return None
    topic = ctx.group().threads.get(thread_id) if ctx.chat_id < 0 else None
    if topic is None or topic.deleted:
        # The General topic, number 1, is no thread to Telegram either: it is written to without a number.
        raise bad_request("message thread not found")
    if topic.closed and not ctx.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def _answered(ctx: Context, chat: Chat) -> int | None:
    reply = ctx.get("reply_parameters") or {}
    message_id: int | None = reply.get("message_id")
    if message_id is None:
        return None
    if chat.find(message_id) is None:
        if reply.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return message_id
