"""Sending, editing, deleting and pinning messages, and answering pressed buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .bots import CallbackAnswer
from .content import read_caption, read_text, surroundings
from .context import Context, Handler
from .errors import ApiError, bad_request, broken_limit
from .keyboards import check_markup
from .messages import Chat, FakeMessage, Json
from .schema import reaction_emoji

MAX_AT_ONCE = 100
MAX_REACTIONS = 1
MAX_VCARD = 2048
DELETABLE = timedelta(hours=48)
MAX_CALLBACK_ANSWERS = 2
_COPIED = ("contact", "location", "venue", "dice", "poll")
_NEVER_COPIED = frozenset({"paid_media", "giveaway", "giveaway_winners", "invoice"})
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(ctx: Context) -> Json:
    """sendMessage."""
    chat = ctx.writable()
    return post(ctx, chat, read_text(ctx) | surroundings(ctx, chat))


def send_contact(ctx: Context) -> Json:
    """sendContact."""
    chat = ctx.writable()
    card = {name: ctx.params[name] for name in ("phone_number", "first_name", "last_name", "vcard") if ctx.get(name)}
    if not card.get("phone_number", "").strip():
        raise broken_limit("PHONE_NUMBER_INVALID")
    if not card.get("first_name", "").strip():
        raise broken_limit("contact first name must be non-empty")
    if len(card.get("vcard", "").encode()) > MAX_VCARD:
        raise broken_limit("CONTACT_VCARD_INVALID")
    return post(ctx, chat, surroundings(ctx, chat) | {"payload": {"contact": card}})


def send_location(ctx: Context) -> Json:
    """sendLocation: a place that stays where it is."""
    chat = ctx.writable()
    if ctx.get("live_period") is not None:
        raise ApiError(400, "Bad Request: live locations are not implemented in the fake", violation=True)
    return post(ctx, chat, surroundings(ctx, chat) | {"payload": {"location": _place(ctx)}})


def send_venue(ctx: Context) -> Json:
    """sendVenue; the message tells of the place without its name as well."""
    chat = ctx.writable()
    place = _place(ctx)
    for name in ("title", "address"):
        if not ctx.params[name].strip():
            raise broken_limit(f"VENUE_{name.upper()}_EMPTY")
    venue = {"location": place, "title": ctx.params["title"], "address": ctx.params["address"]}
    return post(ctx, chat, surroundings(ctx, chat) | {"payload": {"venue": venue, "location": place}})


def _place(ctx: Context) -> Json:
    latitude, longitude = ctx.params["latitude"], ctx.params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise broken_limit("invalid location specified")
    return {"latitude": latitude, "longitude": longitude}


def post(ctx: Context, chat: Chat, content: dict[str, Any]) -> Json:
    """Put one message into a chat and count it; return Telegram's `Message`."""
    ctx.world.rates.count(ctx.bot.id, chat.id)
    return chat.post(ctx.bot.user, ctx.now, **content).json(ctx.bot.id)


# Copying.


def copy_message(ctx: Context) -> Json:
    """copyMessage: of what stands in a chat this bot is in, under the number it has there for this bot."""
    message = ctx.source().find(ctx.params["message_id"])
    chat = ctx.writable()
    if message is None:
        raise bad_request("message to copy not found")
    if not _copyable(message):
        raise bad_request("can't copy message")
    content = _copied(message) | surroundings(ctx, chat)
    if message.is_media and ctx.get("caption") is not None:
        content |= read_caption(ctx)
    return {"message_id": post(ctx, chat, content)["message_id"]}


def copy_messages(ctx: Context) -> list[Json]:
    """copyMessages: in order, albums kept together; what is not there, or cannot be copied, is skipped."""
    numbers: list[int] = ctx.params["message_ids"]
    if not 1 <= len(numbers) <= MAX_AT_ONCE:
        raise broken_limit(
            "too many message identifiers specified" if numbers else "message identifiers are not specified"
        )
    if numbers != sorted(set(numbers)):
        raise broken_limit("message identifiers must be in a strictly increasing order")
    source, chat = ctx.source(), ctx.writable()
    found = [m for number in numbers if (m := source.find(number)) is not None and _copyable(m)]
    if not found:
        raise bad_request("there are no messages to copy")
    around = surroundings(ctx, chat)
    albums = {m.album: ctx.world.new_album() for m in found if m.album is not None}
    ctx.world.rates.count(ctx.bot.id, chat.id, len(found))
    result: list[Json] = []
    for message in found:
        content = _copied(message) | around
        if message.is_media and ctx.get("remove_caption"):
            content |= {"text": "", "html": "", "entities": []}
        if message.album is not None:
            content["payload"] = content["payload"] | {"media_group_id": albums[message.album]}
        result.append({"message_id": chat.post(ctx.bot.user, ctx.now, **content).message_id})
    return result


def _copyable(message: FakeMessage) -> bool:
    return not message.service and not _NEVER_COPIED & message.payload.keys()


def _copied(message: FakeMessage) -> dict[str, Any]:
    payload = {name: message.payload[name] for name in _COPIED if name in message.payload}
    words = {"text": message.text, "html": message.html, "entities": message.entities}
    return words | {"file": message.file, "payload": payload}


# Reacting.


def set_message_reaction(ctx: Context) -> bool:
    """setMessageReaction: one emoji of those Telegram has, and in a group of those it allows."""
    chat = ctx.writable()
    message = chat.find(ctx.params["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    wanted: list[Json] = ctx.get("reaction", [])
    if len(wanted) > MAX_REACTIONS:
        raise broken_limit("REACTIONS_TOO_MANY")
    if message.album is not None:
        # Telegram shows it under the first part that is still there.
        message = next(m for m in chat.visible() if m.album == message.album)
    for reaction in wanted:
        _check_reaction(ctx, message, reaction)
    message.reactions.pop(ctx.bot.id, None)
    if wanted:
        message.reactions[ctx.bot.id] = wanted
    return True


def _check_reaction(ctx: Context, message: FakeMessage, reaction: Json) -> None:
    if reaction["type"] != "emoji":
        # A custom emoji is let pass where somebody put it under the message already; a paid one never.
        if not any(reaction in others for others in message.reactions.values()):
            raise broken_limit("REACTION_INVALID")
        return
    if reaction["emoji"] not in reaction_emoji():
        raise broken_limit("REACTION_INVALID")
    allowed = ctx.group().available_reactions if ctx.chat_id < 0 else None
    if message.service or (allowed is not None and reaction["emoji"] not in allowed):
        raise bad_request("REACTION_INVALID")


# Editing.


def edit_message_text(ctx: Context) -> Json:
    """editMessageText; without `reply_markup` the buttons go, as with Telegram."""
    message = _editable(ctx)
    if not message.is_text:
        raise bad_request("there is no text in the message to edit")
    content = read_text(ctx)
    markup = check_markup(ctx.get("reply_markup"))
    before = (message.text, message.entities, message.markup)
    if before == (content["text"], content["entities"], markup):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.html, message.entities = content["text"], content["html"], content["entities"]
    return _edited(ctx, message, markup)


def edit_message_caption(ctx: Context) -> Json:
    """editMessageCaption."""
    message = _editable(ctx)
    if not message.is_media:
        raise bad_request("there is no caption in the message to edit")
    content = read_caption(ctx)
    markup = check_markup(ctx.get("reply_markup"))
    before = (message.text, message.entities, message.markup)
    if before == (content["text"], content["entities"], markup):
        raise bad_request(_NOT_MODIFIED)
    message.text, message.html, message.entities = content["text"], content["html"], content["entities"]
    return _edited(ctx, message, markup)


def edit_message_reply_markup(ctx: Context) -> Json:
    """editMessageReplyMarkup."""
    message = _editable(ctx)
    markup = check_markup(ctx.get("reply_markup"))
    if message.markup == markup:
        raise bad_request(_NOT_MODIFIED)
    return _edited(ctx, message, markup)


def _editable(ctx: Context) -> FakeMessage:
    if ctx.get("inline_message_id") is not None or ctx.get("rich_message") is not None:
        raise ApiError(400, "Bad Request: this kind of edit is not implemented in the fake", violation=True)
    chat = ctx.writable()
    message = chat.find(ctx.get("message_id", 0))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender["id"] != ctx.bot.id or message.service or message.frozen:
        raise bad_request("message can't be edited")
    ctx.world.rates.count_edit(ctx.bot.id, message.chat.id)
    return message


def _edited(ctx: Context, message: FakeMessage, markup: Json | None) -> Json:
    message.markup = markup
    message.edited = True
    message.edit_date = ctx.now
    return message.json(ctx.bot.id)


# Deleting.


def delete_message(ctx: Context) -> bool:
    """deleteMessage."""
    chat = ctx.writable()
    message = chat.find(ctx.params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _check_deletable(ctx, message)
    message.deleted = True
    return True


def delete_messages(ctx: Context) -> bool:
    """deleteMessages: what is not there is skipped."""
    numbers = ctx.params["message_ids"]
    if not 1 <= len(numbers) <= MAX_AT_ONCE:
        raise broken_limit("too many message identifiers specified" if numbers else "message_ids is empty")
    chat = ctx.writable()
    found = [m for number in numbers if (m := chat.find(number)) is not None]
    for message in found:
        _check_deletable(ctx, message)
    for message in found:
        message.deleted = True
    return True


def _check_deletable(ctx: Context, message: FakeMessage) -> None:
    if ctx.now - message.date >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    announces_chat = {"forum_topic_created", "migrate_to_chat_id", "migrate_from_chat_id"}
    if message.service and announces_chat & message.payload.keys():
        raise bad_request("message can't be deleted")
    own = message.sender["id"] == ctx.bot.id
    if ctx.chat_id < 0 and not own and not ctx.may("can_delete_messages"):
        raise bad_request("message can't be deleted")


# Pinning.


def pin_chat_message(ctx: Context) -> bool:
    """pinChatMessage, with the service message it leaves behind."""
    message = _pinnable(ctx, "message to pin not found")
    if message.pinned:
        return True
    message.pinned = True
    if ctx.chat_id < 0:
        ctx.group().service(ctx.bot.user, message.thread_id, pins=message)
    else:
        notice = message.chat.post(ctx.bot.user, ctx.now, pins=message, service=True)
        ctx.bot.push("message", notice.json())
    return True


def unpin_chat_message(ctx: Context) -> bool:
    """unpinChatMessage: that message, or the one pinned last."""
    if ctx.get("message_id") is not None:
        _pinnable(ctx, "message to unpin not found").pinned = False
        return True
    chat = ctx.writable()
    _check_pin_right(ctx)
    pinned = [m for m in chat.visible() if m.pinned]
    if not pinned:
        raise bad_request("message to unpin not found")
    pinned[-1].pinned = False
    return True


def _pinnable(ctx: Context, absent: str) -> FakeMessage:
    chat = ctx.writable()
    _check_pin_right(ctx)
    message = chat.find(ctx.params["message_id"])
    if message is None:
        raise bad_request(absent)
    if message.service:
        raise bad_request("message can't be pinned")
    return message


def _check_pin_right(ctx: Context) -> None:
    if ctx.chat_id < 0 and not ctx.may("can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")


# Buttons.


def answer_callback_query(ctx: Context) -> bool:
    """answerCallbackQuery: in time, and not over and over."""
    text = ctx.get("text", "")
    if len(text) > 200:
        raise broken_limit("MESSAGE_TOO_LONG")
    query = ctx.bot.queries.get(ctx.params["callback_query_id"])
    if query is None or ctx.now - query.asked > ctx.world.callback_life or len(query.answers) >= MAX_CALLBACK_ANSWERS:
        raise bad_request(_TOO_OLD)
    query.answers.append(CallbackAnswer(text, bool(ctx.get("show_alert", False)), ctx.get("url")))
    return True


def send_chat_action(ctx: Context) -> bool:
    """sendChatAction: nothing remains of it but the call."""
    ctx.writable()
    return True


HANDLERS: dict[str, Handler] = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "setMessageReaction": set_message_reaction,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "answerCallbackQuery": answer_callback_query,
    "sendChatAction": send_chat_action,
}
