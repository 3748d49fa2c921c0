"""The staff group of the demo: topics and messages in memory, as a messenger would show them."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

ButtonRows = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(slots=True)
class Shown:
    """One message: `html` in the few tags that our words know, buttons as (label, data), perhaps a file.

    `topic` is None in the group itself, `by` "" for the bot. `answers` is the message it answers, `sign` stands under
    it, `rings` says that it makes a sound.
    """

    number: int
    topic: int | None
    html: str
    at: datetime
    by: str = ""
    rows: ButtonRows = ()
    file: tuple[str, bytes] | None = None
    answers: int | None = None
    sign: str = ""
    rings: bool = False
    is_changed: bool = False


@dataclass(slots=True)
class ClientTopic:
    """A client's topic; `person` is our own id of them."""

    number: int
    name: str
    is_closed: bool = False
    person: str = ""


@dataclass
class GroupBoard:
    """Everything in the group. `version` grows with each change, and whoever waits for one is woken.

    It begins anywhere, so that a page of a demo that is over knows nothing of this one.

    While it `is_out` nothing can be posted, as when a messenger does not answer; it comes once it does again.
    """

    topics: dict[int, ClientTopic] = field(default_factory=dict)
    messages: dict[int, Shown] = field(default_factory=dict)
    version: int = field(default_factory=lambda: secrets.randbelow(10**9))
    is_out: bool = False
    _numbers: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def number(self) -> int:
        """The number of the next thing in the group."""
        self._numbers += 1
        return self._numbers

    def changed(self) -> None:
        """Wake whoever waits for a change."""
        self.version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def beyond(self, version: int) -> None:
        """Wait until there is another version than that."""
        while self.version == version:
            await self._changed.wait()

    def open_topic(self, name: str, person: str = "") -> int:
        """A new topic."""
        number = self.number()
        self.topics[number] = ClientTopic(number, name, person=person)
        self.changed()
        return number

    def post(
        self,
        html: str,
        at: datetime,
        *,
        topic: int | None,
        rows: ButtonRows = (),
        by: str = "",
        file: tuple[str, bytes] | None = None,
        answers: int | None = None,
        rings: bool = False,
    ) -> int:
        """Write a message; into a closed topic as well, which opens it."""
        where = None if topic is None else self.topics[topic]
        if where is not None:
            where.is_closed = False
        number = self.number()
        self.messages[number] = Shown(number, topic, html, at, by, rows, file, answers, rings=rings)
        self.changed()
        return number

    def edit(self, number: int, html: str, rows: ButtonRows) -> bool:
        """Let a message say this; False where it is gone."""
        shown = self.messages.get(number)
        if shown is None:
            return False
        if (shown.html, shown.rows) != (html, rows):
            shown.html, shown.rows, shown.is_changed = html, rows, True
            self.changed()
        return True

    def react(self, number: int, sign: str) -> None:
        """Put a sign under a message."""
        if number in self.messages:
            self.messages[number].sign = sign
            self.changed()

    def shape(self, topic: int, name: str, closed: bool | None) -> None:
        """Call a topic by a name, and close or open it."""
        if topic in self.topics:
            where = self.topics[topic]
            where.name, where.is_closed = name, where.is_closed if closed is None else closed
            self.changed()

    def remove(self, messages: Iterable[int], topics: Collection[int] = ()) -> None:
        """Take messages away, and topics with all that is in them."""
        for number in [*messages, *(one.number for one in self.messages.values() if one.topic in topics)]:
            self.messages.pop(number, None)
        for topic in topics:
            self.topics.pop(topic, None)
        self.changed()

    def within(self, topic: int | None) -> Sequence[Shown]:
        """The messages of a topic, or of the group itself, in order."""
        return [one for one in self.messages.values() if one.topic == topic]

    # --- kept from one day to another -------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain JSON values."""
        messages = [
            {**asdict(one), "at": one.at.isoformat(), "file": _packed(one.file)} for one in self.messages.values()
        ]
        return {"numbers": self._numbers, "topics": [asdict(one) for one in self.topics.values()], "messages": messages}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> GroupBoard:
        """Return a group that was kept."""
        messages = [
            Shown(
                **{**one, "at": datetime.fromisoformat(one["at"]), "file": _unpacked(one["file"])}
                | {"rows": tuple(tuple((label, data) for label, data in row) for row in one["rows"])}
            )
            for one in kept["messages"]
        ]
        topics = [ClientTopic(**one) for one in kept["topics"]]
        board = cls({one.number: one for one in topics}, {one.number: one for one in messages})
        board._numbers = kept["numbers"]
        return board


def _packed(file: tuple[str, bytes] | None) -> list[str] | None:
    return None if file is None else [file[0], base64.b64encode(file[1]).decode()]


def _unpacked(kept: Sequence[str] | None) -> tuple[str, bytes] | None:
    return None if kept is None else (kept[0], base64.b64decode(kept[1]))


__all__ = ["GroupBoard", "ButtonRows", "Shown", "ClientTopic"]
