"""A delivery as a courier sees it, on paper: handles in a dictionary, and leave to send at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.delivery.courier import Courier
from bot.delivery.post import Content, Post, PostButton
from dialogs.messages import Text

_serial = count(1)


@dataclass
class PaperDispatch:
    """Keeps what was made. `erased` says that the post's person is gone; `asked` is for how many messages at a time.

    `left_out` are the files that could not be passed on, `twice` how often one may have come twice. A post for a
    calendar says one of `entry_as_file` and `entry_in_words`.
    """

    handles: dict[str, str] = field(default_factory=dict)
    erased: bool = False
    asked: list[int] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    twice: int = 0
    entry_as_file: Content | None = None
    entry_in_words: Content | None = None

    async def known(self, *names: str) -> Mapping[str, str]:
        return {name: self.handles[name] for name in names if name in self.handles}

    async def lost(self, names: Sequence[tuple[str, str]]) -> None:
        self.left_out += names

    async def calendar_file(self, *, as_file: bool, of: Post | None = None) -> Content | None:
        return self.entry_as_file if as_file else self.entry_in_words

    async def may_send(self, messages: int = 1) -> None:
        self.asked.append(messages)

    def may_come_twice(self) -> None:
        self.twice += 1

    async def remember(self, name: str, message_id: str) -> bool:
        if not self.erased:
            self.handles[name] = message_id
        return not self.erased

    async def deliver(self, courier: Courier, post: Post) -> Mapping[str, str]:
        """Have a post sent, and keep what was made of it as the outbox does."""
        made = await courier.deliver(post, self)
        self.handles |= made
        return made


def post(kind: str, payload: Mapping[str, Any], handle: str | None = None, *, channel: str = "telegram") -> Post:
    """A post nobody has seen yet."""
    number = next(_serial)
    return Post(number, f"post-{number}", channel, "lane", kind, handle, "person", dict(payload))


def says(
    key: str, *, language: str = "en", rows: tuple[tuple[PostButton, ...], ...] = (), **args: Any
) -> dict[str, Any]:
    """A content of one line, as JSON."""
    return Content(language, (Text(key, args),), rows).to_json()


def screen(to: str, say: Mapping[str, Any], handle: str = "c:p:1", **more: Any) -> Post:
    """A screen for a client."""
    return post("screen", {"to": to, "say": say, "replaces": None, "at": None, "keep": False, **more}, handle)
