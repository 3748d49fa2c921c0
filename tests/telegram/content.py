"""What a bot writes: text and captions through their limits, and the keyboard, thread and reply around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .context import Context
from .entities import Entity, find_entities, trim, units
from .errors import ApiError, bad_request, broken_limit
from .keyboards import check_markup
from .markup import parse_html
from .messages import Chat
from .replies import elsewhere, read_reply

MAX_TEXT = 4096
MAX_CAPTION = 1024


def read_text(ctx: Context) -> dict[str, Any]:
    """The text of a message: 1-4096 characters after entity parsing.

    Counted in UTF-16 units, the stricter of the two readings that "characters" allows.
    """
    source = ctx.get("text", "")
    text, entities = _parsed(ctx.params, source, "entities")
    if not text:
        raise broken_limit("message text is empty")
    if units(text) > MAX_TEXT:
        raise broken_limit("message is too long")
    return {"text": text, "html": source, "entities": find_entities(text, entities)}


def read_caption(ctx: Context) -> dict[str, Any]:
    """The caption of a file: up to 1024 characters after entity parsing."""
    return caption_of(ctx.params)


def caption_of(params: Mapping[str, Any]) -> dict[str, Any]:
    """The caption among the fields of a call, or of one item of an album."""
    source = params.get("caption", "")
    text, entities = _parsed(params, source, "caption_entities")
    if units(text) > MAX_CAPTION:
        raise broken_limit("message caption is too long")
    return {"text": text, "html": source, "entities": find_entities(text, entities)}


def _parsed(params: Mapping[str, Any], source: str, entities_name: str) -> tuple[str, list[Entity]]:
    mode = params.get("parse_mode")
    if not mode:
        given = params.get(entities_name, [])
        size = units(source)
        if any(e["offset"] < 0 or e["length"] < 1 or e["offset"] + e["length"] > size for e in given):
            raise broken_limit("entity beginning or end is out of the text")
        return trim(source, given)
    if params.get(entities_name):
        raise broken_limit("parse_mode and entities exclude each other")
    if mode.lower() != "html":
        raise ApiError(400, f"Bad Request: parse mode {mode!r} is not implemented in the fake", violation=True)
    return trim(*parse_html(source))


def surroundings(ctx: Context, chat: Chat) -> dict[str, Any]:
    """Keyboard, thread, answered message and silence of a message about to be sent."""
    if ctx.chat_id < 0 and ctx.group().members[ctx.bot.id].status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    thread_id: int | None = ctx.get("message_thread_id")
    reply = read_reply(ctx, chat)
    answered = chat.find(reply["reply_to"] or 0)
    if answered is not None and thread_id is None:
        thread_id = answered.thread_id
    _check_thread(ctx, thread_id)
    if answered is not None and answered.thread_id != thread_id:
        reply = {"reply_to": None, "quote": reply["quote"], "external_reply": elsewhere(answered)}
    return {
        "markup": check_markup(ctx.get("reply_markup")),
        "thread_id": None if _is_ignored(ctx, thread_id) else thread_id,
        "silent": bool(ctx.get("disable_notification", False)),
        **reply,
    }


def _is_ignored(ctx: Context, thread_id: int | None) -> bool:
    return ctx.chat_id < 0 and thread_id is not None and ctx.group().threads[thread_id].ignored


def _check_thread(ctx: Context, thread_id: int | None) -> None:
    if thread_id is None:
        if ctx.chat_id < 0 and ctx.group().chat.forum and ctx.group().general.closed:
            # Bots have met this as administrators too, so the fake makes no exception for them.
            raise bad_request("TOPIC_CLOSED")
        return
    topic = ctx.group().threads.get(thread_id) if ctx.chat_id < 0 else None
    if topic is None or topic.deleted or topic.lost:
        # The General topic, number 1, is no thread to Telegram either: it is written to without a number.
        raise bad_request("message thread not found")
    if topic.closed and not ctx.may("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
