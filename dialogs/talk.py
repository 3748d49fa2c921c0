"""What client and staff write to each other: plain values, of which a channel sends what it can. Knows no messenger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

NOTHING: Mapping[str, str] = MappingProxyType({})

# How words may be marked. Whatever else a messenger knows is plain text here.
BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER = "bold", "italic", "underline", "strikethrough", "spoiler"
CODE, PRE, QUOTE, LINK = "code", "pre", "blockquote", "text_link"
MARKS = (BOLD, ITALIC, UNDERLINE, STRIKE, SPOILER, CODE, PRE, QUOTE, LINK)
# What is no file, but says something by itself.
CONTACT, LOCATION, VENUE = "contact", "location", "venue"
STICKER = "sticker"
FILES = ("photo", "document", "voice", "video_note", "video", "audio", "animation", STICKER)
MEDIA = (*FILES, CONTACT, LOCATION, VENUE)
# What somebody else wrote, passed on.
FORWARD = "forward"
# What comes after words that were written later.
LATE = "late"
# What may be words alone.
WORDS_ALONE = (FORWARD, LATE, STICKER)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How some of a text is marked: which letters (counted as Python does), and where a link leads."""

    kind: str
    offset: int
    length: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """What is sent beside words: a file, which has the channel's own id there, or the data of a contact or place.

    `size` is in bytes, None where the channel does not say. `about` tells what goes with the kind. `same` is alike in
    all messages with this very file, whatever its id there; "" where the channel does not say.
    """

    kind: str
    file: str = ""
    name: str = ""
    size: int | None = None
    about: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    same: str = field(default="", compare=False)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        kept: dict[str, Any] = {"kind": self.kind, "file": self.file, "name": self.name, "size": self.size}
        return kept | ({"about": dict(self.about)} if self.about else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        return cls(data["kind"], data["file"], data["name"], data["size"], data.get("about", NOTHING))


@dataclass(frozen=True, slots=True)
class Utterance:
    """One message as somebody wrote it, or as they changed it.

    `text` is also what stands beneath a picture or file. `id` is what the channel calls the message, `reply_to` the
    one it answers, `album` the name of the album it is a part of; "" where there is none.
    """

    text: str = ""
    marks: tuple[Emphasis, ...] = ()
    media: Media | None = None
    id: str = ""
    reply_to: str = ""
    album: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values, for what waits to be sent: what it says, not where it came from."""
        data: dict[str, Any] = {"text": self.text}
        if self.marks:
            data["marks"] = [[m.kind, m.offset, m.length, m.link] for m in self.marks]
        if self.media is not None:
            data["media"] = self.media.to_json()
        if self.album:
            data["album"] = self.album
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        media = data.get("media")
        return cls(
            data["text"],
            tuple(Emphasis(*mark) for mark in data.get("marks", ())),
            None if media is None else Media.from_json(media),
            album=data.get("album", ""),
        )


@dataclass(frozen=True, slots=True)
class Talk:
    """How a talk between a client and staff stands; kept with the conversation.

    `silent_since` (seconds) is set while a person of the office has the word: then the bot leaves what the client
    writes to them. `last_word` (seconds) is when one of the two wrote last. `told` says that the client knows that
    what they write goes to staff, `told_opening` for which opening they were told when an answer may be expected.
    """

    silent_since: float | None = None
    last_word: float = 0.0
    told: bool = False
    told_opening: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether a person of the office has the word."""
        return self.silent_since is not None

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "silent_since": self.silent_since,
            "last_word": self.last_word,
            "told": self.told,
            "told_opening": self.told_opening,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the reverse of `to_json`."""
        return cls(**{name: data[name] for name in ("silent_since", "last_word", "told", "told_opening")})


NO_TALK = Talk()
