"""Sending, editing, deleting and pinning messages, and answering pressed buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from .bots import CallbackAnswer
from .content import read_caption, read_text, surroundings
from .context import Context, Handler
from .errors import ApiError, bad_request, broken_limit
from .keyboards import check_markup
from .messages import Chat, FakeDocument, FakeMessage, Json
from .schema import Upload

MAX_DOCUMENT = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
DELETABLE = timedelta(hours=48)
MAX_CALLBACK_ANSWERS = 2
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def send_message(ctx: Context) -> Json:
    """sendMessage."""
    chat = ctx.writable()
    return _post(ctx, chat, read_text(ctx) | surroundings(ctx, chat))


def send_document(ctx: Context) -> Json:
    """sendDocument."""
    chat = ctx.writable()
    document = _document(ctx, ctx.params["document"], "document", MAX_DOCUMENT)
    return _post(ctx, chat, read_caption(ctx) | surroundings(ctx, chat) | {"document": document})


def send_photo(ctx: Context) -> Json:
    """sendPhoto; of the picture only its size is kept."""
    chat = ctx.writable()
    photo = _document(ctx, ctx.params["photo"], "photo", MAX_PHOTO)
    size = {"file_id": photo.file_id, "file_unique_id": f"u{photo.file_id}", "width": 90, "height": 90}
    content = {"payload": {"photo": [size | {"file_size": len(photo.data)}]}}
    return _post(ctx, chat, read_caption(ctx) | surroundings(ctx, chat) | content)


def _post(ctx: Context, chat: Chat, content: dict[str, Any]) -> Json:
    ctx.world.rates.count(ctx.bot.id, chat.id)
    return chat.post(ctx.bot.user, ctx.now, **content).json()


def _document(ctx: Context, value: Upload | str, kind: str, limit: int) -> FakeDocument:
    if isinstance(value, str):
        if value.startswith("attach://"):
            raise broken_limit(f"{value} names no part of the request")
        for chat in ctx.world.chats_of(ctx.bot):
            for message in chat.all_messages:
                if message.document is not None and message.document.file_id == value:
                    return message.document
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not value.data:
        raise broken_limit("file must be non-empty")
    if len(value.data) > limit:
        raise ApiError(413, "Request Entity Too Large", violation=True)
    # The id carries the bot's number: file ids are of no use to another bot.
    file_id = f"{kind}-{ctx.bot.id}-{ctx.world.serial()}"
    return FakeDocument(value.filename, value.data, file_id, value.content_type)


# Editing.


def edit_message_text(ctx: Context) -> Json:
    """editMessageText; without `reply_markup` the buttons go, as with Telegram."""
    message = _editable(ctx)
    if message.is_media:
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
    return message.json()


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
    if not 1 <= len(numbers) <= 100:
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
    payload = {"pinned_message": message.json(with_reply=False)}
    if ctx.chat_id < 0:
        ctx.group().service(ctx.bot.user, message.thread_id, payload)
    else:
        notice = message.chat.post(ctx.bot.user, ctx.now, payload=payload, service=True)
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
    "sendDocument": send_document,
    "sendPhoto": send_photo,
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
