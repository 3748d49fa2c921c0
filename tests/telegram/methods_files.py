"""Sending files and albums of them, and fetching what people sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .content import caption_of, surroundings
from .context import Context, Handler
from .enclosures import STICKER, photo_file
from .errors import ApiError, bad_request, broken_limit
from .files import FakeFile
from .messages import CAPTIONED, Json
from .methods_messages import post
from .pictures import dimensions, fits
from .schema import Upload

MAX_ALBUM = 10
_ATTACH = "attach://"
# Telegram's names of the kinds, as its refusals have them.
_NAMES = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "animation": "Animation",
    "sticker": "Sticker",
}
# Albums of these hold nothing else.
_AMONG_THEMSELVES = frozenset({"document", "audio"})
# What Telegram tells of an uploaded file where the bot told nothing.
_ABOUT: dict[str, Json] = {
    "video": {"width": 640, "height": 360, "duration": 1},
    "audio": {"duration": 1},
    "voice": {"duration": 1},
    "video_note": {"length": 240, "duration": 1},
    "animation": {"width": 320, "height": 240, "duration": 1},
    "sticker": STICKER,
}
_TOLD = ("width", "height", "duration", "length", "title", "performer", "emoji")


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp"


def _is_sound(data: bytes) -> bool:
    return data.startswith((b"ID3", b"\xff\xfb")) or _is_mp4(data)


# What a file must be to be shown as its kind; any other is shown as a plain document.
_LOOKS: dict[str, Callable[[bytes], bool]] = {
    "voice": lambda data: data.startswith(b"OggS") or _is_sound(data),
    "audio": _is_sound,
    "video": _is_mp4,
    "video_note": _is_mp4,
    "animation": lambda data: data.startswith(b"GIF8") or _is_mp4(data),
}


def _sender(kind: str) -> Handler:
    """sendPhoto, sendDocument and so on."""

    def handler(ctx: Context) -> Json:
        chat = ctx.writable()
        file = _arrived(ctx, kind, ctx.params[kind], ctx.params)
        _check_will(ctx, file)
        words = caption_of(ctx.params) if kind in CAPTIONED else {}
        return post(ctx, chat, words | surroundings(ctx, chat) | {"file": file})

    return handler


def send_media_group(ctx: Context) -> list[Json]:
    """sendMediaGroup: whole or not at all. (Telegram takes an album of one as well; its documentation does not.)"""
    chat = ctx.writable()
    items: list[Json] = ctx.params["media"]
    if not items:
        raise broken_limit("there are no messages to send")
    if len(items) == 1:
        raise broken_limit("an album must include 2-10 items")
    if len(items) > MAX_ALBUM:
        raise broken_limit("too many messages to send as an album")
    _check_kinds([item["type"] for item in items])
    around = surroundings(ctx, chat)
    contents = [_item(ctx, number, item) for number, item in enumerate(items, 1)]
    ctx.world.rates.count(ctx.bot.id, chat.id, len(items))
    album = {"payload": {"media_group_id": ctx.world.new_album()}}
    return [chat.post(ctx.bot.user, ctx.now, **(c | around | album)).json(ctx.bot.id) for c in contents]


def _check_kinds(kinds: list[str]) -> None:
    if "live_photo" in kinds:
        raise ApiError(400, "Bad Request: live photos are not implemented in the fake", violation=True)
    for kind in kinds:
        if kind in _AMONG_THEMSELVES and len(set(kinds)) > 1:
            raise broken_limit(f"{kind} can't be mixed with other media types")


def _item(ctx: Context, number: int, item: Json) -> dict[str, Any]:
    try:
        file = _arrived(ctx, item["type"], item["media"], item)
    except ApiError as error:
        if error.code != 400:
            raise
        reason = error.description.removeprefix("Bad Request: ")
        reason = f'failed to send message #{number} with the error message "{reason[:1].upper()}{reason[1:]}"'
        raise ApiError(400, f"Bad Request: {reason}", violation=error.violation) from error
    return caption_of(item) | {"file": file}


def _check_will(ctx: Context, file: FakeFile) -> None:
    """Refuse voices and round films to a person who has switched them off."""
    if ctx.chat_id > 0 and ctx.private().user.refuses_voice:
        if file.kind == "voice":
            raise bad_request("user restricted receiving of voice note messages")
        if file.kind == "video_note":
            raise bad_request("user restricted receiving of video note messages")


def _arrived(ctx: Context, kind: str, value: Upload | str, told: Mapping[str, Any]) -> FakeFile:
    """The file of a call: one that comes with it, or one that this bot has met before."""
    if isinstance(value, str):
        if value.startswith(_ATTACH):
            return _uploaded(ctx, kind, _part(ctx, value), told)
        if "://" in value:
            raise ApiError(400, "Bad Request: files by address are not implemented in the fake", violation=True)
        return _known(ctx, kind, value)
    return _uploaded(ctx, kind, value, told)


def _part(ctx: Context, value: str) -> Upload:
    part = ctx.parts.get(value.removeprefix(_ATTACH))
    if part is None:
        raise broken_limit(f"{value} names no part of the request")
    return part


def _known(ctx: Context, kind: str, file_id: str) -> FakeFile:
    """A file by its id. Its kind stays what it is; a photo is never anything else, and nothing else is a photo."""
    file = ctx.world.files.find(ctx.bot.id, file_id)
    if "photo" in (kind, file.kind) and kind != file.kind:
        raise bad_request(f"can't use file of type {_NAMES[file.kind]} as {_NAMES[kind]}")
    return file


def _uploaded(ctx: Context, kind: str, upload: Upload, told: Mapping[str, Any]) -> FakeFile:
    files, data = ctx.world.files, upload.data
    if not data:
        raise broken_limit("file must be non-empty")
    if len(data) > files.sizes.upload:
        raise ApiError(413, "Request Entity Too Large", violation=True)
    if kind == "photo":
        _check_photo(ctx, data)
        return photo_file(files, data, upload.filename)
    if not _LOOKS.get(kind, bool)(data):
        kind = "document"
    about = _ABOUT.get(kind, {})
    about = about | {name: told[name] for name in _TOLD if told.get(name) is not None} if about else {}
    return files.keep(kind, data, filename=upload.filename, content_type=upload.content_type, about=about)


def _check_photo(ctx: Context, data: bytes) -> None:
    most = ctx.world.files.sizes.photo
    if len(data) > most:
        raise broken_limit(f"file of size {len(data)} bytes is too big for a photo; the maximum size is {most} bytes")
    shape = dimensions(data)
    if shape is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if not fits(*shape):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


# Fetching.


def get_file(ctx: Context) -> Json:
    """getFile: a link for an hour, for a file that is not too large."""
    files = ctx.world.files
    file = files.find(ctx.bot.id, ctx.params["file_id"], "wrong file_id or the file is temporarily unavailable")
    if file.size > files.sizes.download:
        raise bad_request("file is too big")
    names = ("file_id", "file_unique_id", "file_size")
    told = {name: value for name, value in file.json(ctx.bot.id).items() if name in names}
    return told | {"file_path": files.open_link(ctx.bot.id, file)}


HANDLERS: dict[str, Handler] = {
    "sendPhoto": _sender("photo"),
    "sendDocument": _sender("document"),
    "sendVideo": _sender("video"),
    "sendAudio": _sender("audio"),
    "sendVoice": _sender("voice"),
    "sendVideoNote": _sender("video_note"),
    "sendAnimation": _sender("animation"),
    "sendSticker": _sender("sticker"),
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
