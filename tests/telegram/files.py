"""Files as Telegram keeps them: the same for everybody, under an id of its own for each bot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from .clock import Clock
from .errors import bad_request

Json = dict[str, Any]

_MB = 1024 * 1024
LINK_LIFE = timedelta(hours=1)
_ID = re.compile(r"([a-z_]+)-(\d+)-(\d+)")
WRONG_FILE = "wrong file identifier/HTTP URL specified"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many bytes a file may have: what a bot fetches, what it sends, and a photo. A test may make them small."""

    download: int = 20 * _MB
    upload: int = 50 * _MB
    photo: int = 10 * _MB


@dataclass(frozen=True, slots=True)
class FakeFile:
    """A file of a message. `size` is what Telegram tells of it, which for a file too large to fetch is all there is."""

    kind: str
    number: int
    data: bytes
    size: int
    filename: str = ""
    content_type: str = ""
    # What goes with the kind: width, duration, the emoji of a sticker.
    about: Json = field(default_factory=dict)
    # A photo is kept in two sizes, each a file of its own.
    small: FakeFile | None = None

    def file_id(self, bot_id: int | None) -> str:
        """Return the name that one bot has for it; to another bot the name means nothing."""
        return f"{self.kind}-{bot_id or 0}-{self.number}"

    def json(self, bot_id: int | None) -> Json:
        """Telegram's `Document`, `Video` and so on, or one `PhotoSize`, as one bot is told of it."""
        named = {"file_name": self.filename, "mime_type": self.content_type}
        return {
            "file_id": self.file_id(bot_id),
            "file_unique_id": f"u{self.kind}{self.number}",
            "file_size": self.size,
            **self.about,
            **{k: v for k, v in named.items() if v and k in _NAMED.get(self.kind, ())},
        }

    def fields(self, bot_id: int | None) -> Json:
        """Return the field of a message that holds it."""
        if self.small is not None:
            return {self.kind: [self.small.json(bot_id), self.json(bot_id)]}
        own = {self.kind: self.json(bot_id)}
        # An animation is told of twice, for bots that know documents only.
        return own | ({"document": own["animation"]} if self.kind == "animation" else {})


_NAMED = {
    **dict.fromkeys(("document", "video", "audio", "animation"), ("file_name", "mime_type")),
    "voice": ("mime_type",),
}
_FOLDERS = {"photo": "photos", "voice": "voice", "video": "videos", "video_note": "video_notes", "audio": "music"}


@dataclass(slots=True)
class _Link:
    file: FakeFile
    until: datetime


class Files:
    """Every file there is, and the links under which bots fetch them for a while."""

    def __init__(self, clock: Clock) -> None:
        self.sizes = Sizes()
        self._clock = clock
        self._kept: dict[int, FakeFile] = {}
        self._links: dict[tuple[int, str], _Link] = {}

    def keep(
        self,
        kind: str,
        data: bytes,
        *,
        size: int | None = None,
        filename: str = "",
        content_type: str = "",
        about: Json | None = None,
        small: FakeFile | None = None,
    ) -> FakeFile:
        """Take a file in. Only of a file too large to be fetched the size alone will do."""
        if size is not None and size <= self.sizes.download:
            raise AssertionError(f"a file of {size} bytes can be fetched, so its bytes are needed")
        number = len(self._kept) + 1
        real = len(data) if size is None else size
        file = FakeFile(kind, number, data, real, filename, content_type, about or {}, small)
        self._kept[number] = file
        return file

    def find(self, bot_id: int, file_id: str, refusal: str = WRONG_FILE) -> FakeFile:
        """Return the file that a bot means by an id; refuse what is no id, and an id of another bot's."""
        match = _ID.fullmatch(file_id)
        if match is None:
            raise bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
        file = self._kept.get(int(match[3]))
        if file is None or file.file_id(bot_id) != file_id:
            raise bad_request(refusal)
        return file

    def open_link(self, bot_id: int, file: FakeFile) -> str:
        """Make a file fetchable for an hour from now; return its path."""
        suffix = PurePosixPath(file.filename).suffix or (".jpg" if file.kind == "photo" else "")
        path = f"{_FOLDERS.get(file.kind, 'documents')}/file_{file.number}{suffix}"
        self._links[bot_id, path] = _Link(file, self._clock() + LINK_LIFE)
        return path

    def behind_link(self, bot_id: int, path: str) -> FakeFile | None:
        """Return the file at a path that this bot was given, unless the hour is over."""
        link = self._links.get((bot_id, path))
        return link.file if link is not None and self._clock() < link.until else None
