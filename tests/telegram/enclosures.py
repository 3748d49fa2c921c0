"""What people send beside plain text: files, albums, places and cards, as the content of a message."""

from __future__ import annotations

import html as html_module
from typing import Any

from .entities import Entity, find_entities
from .files import FakeFile, Files
from .markup import parse_html
from .messages import Json, plain
from .pictures import dimensions, png

_SMALL = 90
# The first bytes by which Telegram tells what a file is.
OGG, MP4, MP3, WEBP = b"OggS", b"\0\0\0\x18ftypmp42", b"ID3", b"RIFF\0\0\0\0WEBPVP8 "


def formatted(html: str) -> Json:
    """Make the content of a message somebody wrote with letters in bold and the like; offsets are in UTF-16 units."""
    text, entities = parse_html(html)
    return {"text": text, "html": html, "entities": find_entities(text, entities)}


def with_entities(text: str, entities: list[Entity]) -> Json:
    """Make the content of a message with just these entities, such as the mention of somebody without a username."""
    return {"text": text, "html": html_module.escape(text, quote=False), "entities": entities}


def photo(
    files: Files, caption: str | Json = "", *, data: bytes | None = None, album: str | None = None
) -> dict[str, Any]:
    """Make the content of a picture; Telegram keeps it in two sizes."""
    return _content(photo_file(files, png() if data is None else data), caption, album)


def photo_file(files: Files, data: bytes, filename: str = "") -> FakeFile:
    """Keep a picture in two sizes, the larger one last as Telegram lists them."""
    width, height = dimensions(data) or (_SMALL, _SMALL)
    share = min(1.0, _SMALL / max(width, height))
    least = max(1, round(width * share)), max(1, round(height * share))
    small = files.keep("photo", png(*least), about={"width": least[0], "height": least[1]})
    about = {"width": width, "height": height}
    return files.keep("photo", data, filename=filename, about=about, small=small)


def document(
    files: Files,
    filename: str = "scan.pdf",
    data: bytes = b"%PDF-1.7",
    *,
    caption: str | Json = "",
    content_type: str = "application/pdf",
    size: int | None = None,
    album: str | None = None,
) -> dict[str, Any]:
    """Make the content of a file; of one too large to fetch the `size` is enough."""
    file = files.keep("document", data, size=size, filename=filename, content_type=content_type)
    return _content(file, caption, album)


def voice(files: Files, data: bytes = OGG, *, duration: int = 3, caption: str | Json = "") -> dict[str, Any]:
    """Make the content of a voice message."""
    return _content(files.keep("voice", data, content_type="audio/ogg", about={"duration": duration}), caption)


def audio(
    files: Files, filename: str = "song.mp3", data: bytes = MP3, *, caption: str | Json = "", album: str | None = None
) -> dict[str, Any]:
    """Make the content of a piece of music."""
    file = files.keep("audio", data, filename=filename, content_type="audio/mpeg", about={"duration": 60})
    return _content(file, caption, album)


def video(
    files: Files,
    filename: str = "clip.mp4",
    data: bytes = MP4,
    *,
    caption: str | Json = "",
    size: int | None = None,
    album: str | None = None,
) -> dict[str, Any]:
    """Make the content of a film."""
    about = {"width": 640, "height": 360, "duration": 5}
    file = files.keep("video", data, size=size, filename=filename, content_type="video/mp4", about=about)
    return _content(file, caption, album)


def video_note(files: Files, data: bytes = MP4) -> dict[str, Any]:
    """Make the content of a round film, which has no caption."""
    return _content(files.keep("video_note", data, about={"length": 384, "duration": 5}))


def animation(
    files: Files, filename: str = "wave.mp4", data: bytes = MP4, *, caption: str | Json = ""
) -> dict[str, Any]:
    """Make the content of a film without sound that runs by itself."""
    about = {"width": 320, "height": 240, "duration": 2}
    file = files.keep("animation", data, filename=filename, content_type="video/mp4", about=about)
    return _content(file, caption)


def sticker(files: Files, emoji: str = "👍", data: bytes = WEBP) -> dict[str, Any]:
    """Make the content of a sticker, which has no caption."""
    return _content(files.keep("sticker", data, about={**STICKER, "emoji": emoji}))


STICKER: Json = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}


def contact(
    first_name: str, phone_number: str = "+819000000000", *, user_id: int | None = None, last_name: str | None = None
) -> dict[str, Any]:
    """Make the content of a card with somebody's number."""
    card = {"phone_number": phone_number, "first_name": first_name, "last_name": last_name, "user_id": user_id}
    return {"payload": {"contact": {k: v for k, v in card.items() if v is not None}}}


def location(latitude: float = 35.68, longitude: float = 139.76) -> dict[str, Any]:
    """Make the content of a place."""
    return {"payload": {"location": {"latitude": latitude, "longitude": longitude}}}


def venue(title: str, address: str, latitude: float = 35.68, longitude: float = 139.76) -> dict[str, Any]:
    """Make the content of a place with a name; it is told of as a place without one as well."""
    place = {"latitude": latitude, "longitude": longitude}
    return {"payload": {"venue": {"location": place, "title": title, "address": address}, "location": place}}


def _content(file: FakeFile, caption: str | Json = "", album: str | None = None) -> dict[str, Any]:
    words = plain(caption) if isinstance(caption, str) else caption
    return {**words, "file": file, "payload": {"media_group_id": album} if album else {}}
