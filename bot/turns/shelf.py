"""What a channel does with what is said to people where their page lies with us: it is put there in the turn's own
transaction, and nothing has to be sent.

Nobody here knows which channel that is. What a shelf does not take waits in the outbox, as for any other channel.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from bot.delivery.post import Post
    from bot.turns.ports import Transaction
    from bot.turns.records import Person
    from dialogs.messages import Act

# Has something called on an event loop.
Tell = Callable[[asyncio.AbstractEventLoop, Callable[[], object]], None]


class Shelf(Protocol):
    """Where a channel keeps what was said to people."""

    def put(self, tx: Transaction, post: Post) -> Mapping[str, str] | None:
        """Put a post where its person sees it, and return what its messages are called from now on.

        None where it has to be delivered: it is none of those that are put, or nobody is there to see it.
        """

    def changed(self, people: Collection[str], tell: Tell) -> None:
        """What some people see has changed, and is committed; called in the thread that commits."""

    def forget(self) -> None:
        """Somebody was erased, or may have been: nothing of anybody is held any more beside what is kept."""


class Scene(Protocol):
    """What a channel has done around a turn in its own transaction; perhaps more than once, where that is redone."""

    def begins(self, tx: Transaction, person: Person, act: Act, *, is_new: bool) -> Act | None:
        """Show what a person did before anything comes of it, if it `is_new`.

        Return the act to take, None where they may not act.
        """

    def ends(self, tx: Transaction) -> Any:
        """Return what came of the turn, as the channel is to show it."""


class Shelves:
    """The shelves of the channels that have one."""

    def __init__(self) -> None:
        self._shelves: dict[str, Shelf] = {}
        self._tell: Tell = _tell

    def add(self, channel: str, shelf: Shelf) -> None:
        """Have what is said by a channel put on its shelf."""
        self._shelves[channel] = shelf

    def tell_by(self, tell: Tell) -> None:
        """Have pages told by the writer's own way, once there is one: with the results of the batch."""
        self._tell = tell

    def of(self, channel: str) -> Shelf | None:
        """Return the shelf of a channel, if it has one."""
        return self._shelves.get(channel)

    def changed(self, people: Collection[str]) -> None:
        """What some people see has changed."""
        for shelf in self._shelves.values():
            shelf.changed(people, self._tell)

    def forget(self) -> None:
        """Have nothing of anybody held beside what is kept."""
        for shelf in self._shelves.values():
            shelf.forget()


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
    loop.call_soon_threadsafe(call)


__all__ = ["Scene", "Shelf", "Shelves", "Tell"]
