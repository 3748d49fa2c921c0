"""What waits to be sent, in the clear and in no messenger's terms: what storage, outbox and channels all know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dialogs.messages import Text

# The kind of a post to staff that is about no client: it is changed in place.
NOTICE = "notice"
# Where the payload of a screen tells, for channels whose buttons do not stay, whether its choices are typed by number;
# the letter before the numbers of one beside what is asked; and that nothing is to be chosen any more.
NUMBERED, LETTER, OVER = "numbered", "letter", "over"
# The kind of a post that stands for several, which its payload has under `POSTS`; only while they are under way.
SEVERAL, POSTS = "several", "posts"
# Where the payload of what is passed on tells how often it was changed; only where a machine translates it.
VERSION = "version"


class PostButton(NamedTuple):
    """A button in no messenger's terms: what it says, and the data that comes back when it is pressed."""

    label: Text
    data: str


@dataclass(frozen=True, slots=True)
class Content:
    """What one message says: text keys with their arguments, choices, and perhaps a file (name and text).

    The channel renders it when it is delivered, in `language`.
    """

    language: str
    lines: tuple[Text, ...]
    rows: tuple[tuple[PostButton, ...], ...] = ()
    document: tuple[str, str] | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, for the outbox."""
        data: dict[str, Any] = {"language": self.language, "lines": [line.to_json() for line in self.lines]}
        if self.rows:
            data["rows"] = [[[choice.label.to_json(), choice.data] for choice in row] for row in self.rows]
        if self.document is not None:
            data["document"] = list(self.document)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """The reverse of `to_json`."""
        rows = tuple(
            tuple(PostButton(Text.from_json(label), pressed) for label, pressed in row) for row in data.get("rows", ())
        )
        document = data.get("document")
        return cls(
            data["language"],
            tuple(Text.from_json(line) for line in data["lines"]),
            rows,
            None if document is None else (document[0], document[1]),
        )


@dataclass(frozen=True, slots=True)
class Post:
    """One row of the outbox, as the outbox and the couriers work with it.

    `channel` is what it leaves by, `lane` the chat whose order it keeps, `handle` our own name of the message it
    makes or changes. What stands in `payload` goes by `kind`; see `bot.turns.posting`. `content` is what "say" there
    means, of a post made in this process: it does not have to be read again.
    """

    seq: int
    id: str
    channel: str
    lane: str
    kind: str
    handle: str | None
    person: str | None
    payload: dict[str, Any]
    content: Content | None = field(default=None, compare=False)

    @property
    def says(self) -> Content:
        """What it says, of a post that says something."""
        return self.content or Content.from_json(self.payload["say"])
