"""What waits for one chat, and what of it goes next: what a person's chat and the staff group have in common.

Knows no messenger and no clock.
"""

from __future__ import annotations

import abc
import asyncio
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.clock import growing_pause
from bot.delivery.pace import Share
from bot.delivery.post import POSTS, SEVERAL, Post

LONGEST_ASIDE = 600.0
MOST_IN_ALBUM = 10


@dataclass(slots=True)
class Parcel:
    """What is delivered in one go: a post, and the posts that are done with it (itself, or those it was made of).

    `is_new` says that it makes a new message for certain; an edit may turn out to.
    """

    post: Post
    posts: Sequence[Post]
    share: Share = Share.CHAT
    is_new: bool = False


@dataclass(slots=True)
class _Aside:
    """A parcel that met an error nobody knows, until it is tried again."""

    parcel: Parcel
    due: float
    tries: int


class Lane(abc.ABC):
    """What waits for one chat. The `current` parcel is under way and not touched by what comes meanwhile."""

    def __init__(self, name: tuple[str, str]) -> None:
        self.name = name
        self.current: Parcel | None = None
        # The person of the current parcel was erased while it was under way.
        self.is_gone = False
        self.aside: dict[str, _Aside] = {}
        # How many new messages a post makes, where that was found out when it was to be sent.
        self.needs_room: dict[str, int] = {}
        # The troubles of this chat alone; see `bot.delivery.trouble`.
        self.flooded_until = 0.0
        self.rests_until = 0.0
        self.failures = 0
        self.failed_at: int | None = None
        # Who works this lane rests until it rings; new posts ring it where they may change what goes next.
        self.bell: asyncio.Future[None] | None = None
        self.hears_news = False
        # The limit of a delivery that gives way to what comes meanwhile.
        self.limit: asyncio.Timeout | None = None

    @abc.abstractmethod
    def add(self, post: Post) -> Sequence[Post]:
        """Take a post; returns those that need not be sent any more, perhaps this one."""

    @abc.abstractmethod
    def first(self) -> Parcel | None:
        """What goes next of what is not set aside."""

    @abc.abstractmethod
    def in_line(self) -> Iterator[Post]:
        """Everything that waits or is under way, but for what is set aside."""

    @abc.abstractmethod
    def _take_out(self, post: Post) -> None:
        """Forget a post that stands in line."""

    def shown_since(self, post: Post) -> Collection[str]:
        """The messages that were given buttons after a strip was queued: it must not take those away."""
        return ()

    def gives_way(self, post: Post) -> bool:
        """Whether what is under way may be broken off and done later, so that a new post goes first."""
        return False

    def split(self, parcel: Parcel) -> None:
        """Let posts that went together go one by one: one of them alone may be the cause of a trouble."""
        for post in parcel.posts:
            self.remove(post)
            self.aside[post.id] = _Aside(Parcel(post, (post,), parcel.share, parcel.is_new), 0.0, 0)

    def next(self, now: float) -> Parcel | None:
        """What goes next: what was set aside when its time has come, else the first in line."""
        for entry in self.aside.values():
            if entry.due <= now:
                return entry.parcel
        return self.first()

    def give_back(self, parcel: Parcel) -> Sequence[Post]:
        """A parcel could not be sent for now; returns what of it need not be sent any more."""
        return ()

    def done(self, parcel: Parcel, made: Mapping[str, str]) -> None:
        """A parcel needs no more sending; `made` are the messages it made or changed."""
        for post in parcel.posts:
            self.remove(post)

    def remove(self, post: Post) -> None:
        """Forget a post, wherever it waits."""
        self.needs_room.pop(post.id, None)
        for key, entry in self.aside.items():
            left = [mine for mine in entry.parcel.posts if mine.id != post.id]
            if len(left) < len(entry.parcel.posts):
                entry.parcel = replace(entry.parcel, posts=left)
                if not left:
                    del self.aside[key]
                return
        self._take_out(post)

    def all(self) -> Iterator[Post]:
        """Everything that waits or is under way."""
        return itertools.chain(self.waiting(), self.current.posts if self.current is not None else ())

    def waiting(self) -> Iterator[Post]:
        """Everything that waits, without what is under way."""
        kept = (post for entry in self.aside.values() for post in entry.parcel.posts)
        return (post for post in itertools.chain(kept, self.in_line()) if not self.is_current(post))

    def is_current(self, post: Post) -> bool:
        """Whether a post is under way."""
        return self.current is not None and any(mine.id == post.id for mine in self.current.posts)

    def set_aside(self, parcel: Parcel, now: float) -> bool:
        """Let the others go on without a parcel, for a time that grows; True the first time."""
        entry = self.aside.get(parcel.post.id)
        if entry is None:
            for post in parcel.posts:
                self._take_out(post)
            entry = self.aside[parcel.post.id] = _Aside(parcel, now, 0)
        entry.tries += 1
        entry.due = now + growing_pause(entry.tries, longest=LONGEST_ASIDE)
        return entry.tries == 1

    @property
    def next_due(self) -> float | None:
        """When the first of what was set aside is tried again."""
        return min((entry.due for entry in self.aside.values()), default=None)

    def drop(self, erased: Collection[str], given: Collection[str] = ()) -> list[Post]:
        """Forget what is for or about somebody erased: named by person, by post or by handle.

        Of the posts `given` to somebody else meanwhile, which come again as theirs, one under way goes on.
        """

        def concerned(post: Post) -> bool:
            return post.person in erased or post.id in erased or post.handle in erased

        gone = [post for post in self.waiting() if concerned(post)]
        for post in gone:
            self.remove(post)
        if self.current is not None:
            self.is_gone |= any(concerned(post) for post in self.current.posts if post.id not in given)
        return gone

    def clear(self) -> list[Post]:
        """Forget everything that waits, and return it."""
        left = list(self.waiting())
        for post in left:
            self.remove(post)
        return left

    def hurry(self, until: float) -> None:
        """Break off what gives way, if it is not done by a moment of the event loop."""
        if self.limit is not None and self.limit.when() is None:
            self.limit.reschedule(until)

    def ring(self) -> None:
        """Wake who works this lane."""
        if self.bell is not None and not self.bell.done():
            self.bell.set_result(None)


def album_of(post: Post) -> str:
    """The album that a post is a part of; "" where it is none."""
    if post.kind != "relay" or post.payload["changes"]:
        return ""
    return str(post.payload["said"][0].get("album", ""))


def album(head: Post, posts: Iterable[Post]) -> list[Post]:
    """The parts of the album that a post is one of, as far as they wait."""
    name = album_of(head)
    return [post for post in posts if album_of(post) == name][:MOST_IN_ALBUM] if name else [head]


def relayed_as_one(posts: Sequence[Post]) -> Post:
    """What several posts pass on, as one post."""
    head = posts[0]
    if len(posts) == 1:
        return head
    joined = {name: [one for post in posts for one in post.payload[name]] for name in ("said", "copies", "of")}
    return replace(head, payload={**head.payload, **joined})


def several_as_one(posts: Sequence[Post]) -> Post:
    """Several posts that go in one call, as one post."""
    return replace(posts[0], kind=SEVERAL, payload={"to": posts[0].payload.get("to"), POSTS: tuple(posts)})


def without(posts: Iterable[Post], gone: Post) -> Iterator[Post]:
    """Posts but for one."""
    return (post for post in posts if post.id != gone.id)


__all__ = ["Lane", "Parcel", "without"]
