"""What the door needs to know of an update, whatever the channel picked it from, and the two kinds that are no news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Update(Protocol):
    """Something to handle: a channel's own reading of an update."""

    @property
    def key(self) -> str:
        """What tells it from every other update of its channel, also when it comes again."""

    @property
    def chat(self) -> str:
        """Whose updates must stay in order."""

    @property
    def query(self) -> str:
        """The press that waits for an answer, if it is one."""

    @property
    def unreadable(self) -> str:
        """The kind of what nobody can read in it, if there is such a thing."""


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing for us: what messengers tell each other, other chats' things. A press among them has its `query`."""

    key: str
    chat: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What cannot be read: of what kind, and who sent it (a person's chat), where that is known.

    `query` is set where a button was pressed: its press can be answered all the same.
    """

    key: str
    kind: str
    sender: str | None = None
    query: str = ""

    @property
    def chat(self) -> str:
        """Whose updates must stay in order."""
        return self.sender or ""


__all__ = ["Ignored", "Unreadable", "Update"]
