"""A person's chat: answers in order, old buttons taken away last, nothing sent that a later post has overtaken."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.delivery.lanes import Lane, Parcel, album, album_of, relayed_as_one, several_as_one, without
from bot.delivery.post import Post

# What may go in one call with what comes after it.
_ALONG = ("screen", "picture", "entry", "relay", "translation")


@dataclass(slots=True)
class _Strip:
    """Buttons to be taken away when nothing better is to be done.

    `before` are the posts that came before it; `shown` the messages to which later ones gave buttons.
    """

    post: Post
    before: Collection[str]
    shown: set[str] = field(default_factory=set)


class PersonLane(Lane):
    """A person's chat, in order; taking old buttons away comes last. So many posts at most go `together`."""

    def __init__(self, name: tuple[str, str], together: int = 1) -> None:
        super().__init__(name)
        self.together = together
        self.posts: deque[Post] = deque()
        self.strips: list[_Strip] = []

    def add(self, post: Post) -> Sequence[Post]:
        if post.kind == "strip":
            pointless = [s.post for s in self.strips if _target(s.post) == _target(post)]
        elif post.kind == "screen" and (self.posts or self.aside or self.strips):
            waiting = [p for p in self.waiting() if p.kind == "screen"]
            if any(_says_the_same(post, other) for other in waiting):
                return [post]
            pointless = [p for p in waiting if _overtakes(post, p)]
            pointless += [s.post for s in self.strips if _brings_buttons(post, s.post)]
        elif post.kind == "unsend" and (unsent := self._unsent(post)):
            # What is taken back before it went is never seen.
            for old in unsent:
                self.remove(old)
            return [*unsent, post]
        else:
            pointless = []
        pointless = [p for p in pointless if not self.is_current(p)]
        for old in pointless:
            self.remove(old)
        if post.kind == "strip":
            self.strips.append(_Strip(post, [p.id for p in self.posts]))
        else:
            self.posts.append(post)
        return pointless

    def _unsent(self, post: Post) -> list[Post]:
        """What a post takes back, with its changes, if that has not gone yet, and not a part of it."""
        copy = [post.payload["copy"]]
        mine = [p for p in self.waiting() if p.kind == "relay" and p.payload["copies"] == copy]
        return mine if any(not p.payload["changes"] for p in mine) else []

    def first(self) -> Parcel | None:
        if self.posts:
            post = self.posts[0]
            if len(along := self._along()) > 1:
                return Parcel(several_as_one(along), along, is_new=True)
            together = album(post, self.posts)
            return Parcel(relayed_as_one(together), together, is_new=_is_new(post))
        if self.strips:
            post = self.strips[0].post
            return Parcel(post, (post,))
        return None

    def _along(self) -> Sequence[Post]:
        """What goes in one call from the first on."""
        fit = itertools.takewhile(lambda post: post.kind in _ALONG and not album_of(post), self.posts)
        return list(itertools.islice(fit, self.together))

    def in_line(self) -> Iterator[Post]:
        return itertools.chain(self.posts, (strip.post for strip in self.strips))

    def give_back(self, parcel: Parcel) -> Sequence[Post]:
        if not any(_overtakes(post, parcel.post) for post in self.waiting() if post.id != parcel.post.id):
            return ()
        self.remove(parcel.post)
        return parcel.posts

    def done(self, parcel: Parcel, made: Mapping[str, str]) -> None:
        for strip in self.strips:
            if made and parcel.post.id not in strip.before:
                strip.shown.update(made.values())
        super().done(parcel, made)

    def shown_since(self, post: Post) -> Collection[str]:
        return next((strip.shown for strip in self.strips if strip.post.id == post.id), ())

    def gives_way(self, post: Post) -> bool:
        # Not to buttons for the same message: broken off, it could still arrive after them.
        under_way = None if self.current is None else self.current.post
        return under_way is not None and post.kind != "strip" and not _brings_buttons(post, under_way)

    def _take_out(self, post: Post) -> None:
        if self.posts and self.posts[0].id == post.id:
            self.posts.popleft()
        elif post.kind == "strip":
            self.strips = [strip for strip in self.strips if strip.post.id != post.id]
        else:
            self.posts = deque(without(self.posts, post))


def _is_new(post: Post) -> bool:
    if post.kind == "screen":
        return post.payload.get("replaces") is None and post.payload.get("at") is None
    return post.kind in ("picture", "entry") or (post.kind == "relay" and not post.payload["changes"])


def _overtakes(newer: Post, older: Post) -> bool:
    """Whether nobody needs an older screen because of a newer one: the next question, or the same message."""
    if older.kind != "screen" or newer.kind != "screen" or older.payload.get("keep"):
        return False
    if older.payload["say"].get("document") is not None:
        return False
    return bool(newer.payload["say"].get("rows")) or (newer.handle is not None and newer.handle == older.handle)


def _says_the_same(post: Post, other: Post) -> bool:
    """Whether two screens are the same lone reply: no buttons, no file, the same words."""
    say: Mapping[str, object] = post.payload["say"]
    if say.get("rows") or say.get("document") is not None or not _is_new(post):
        return False
    return bool(other.payload["say"] == say) and _is_new(other)


def _brings_buttons(screen: Post, strip: Post) -> bool:
    """Whether a screen goes into the very message whose buttons a strip would take away."""
    at, handle = strip.payload.get("at"), strip.handle
    if at is not None:
        return bool(at == screen.payload.get("at"))
    return handle is not None and handle in (screen.handle, screen.payload.get("replaces"))


def _target(strip: Post) -> tuple[str | None, str | None]:
    at = strip.payload.get("at")
    return (None, at) if at is not None else (strip.handle, None)


__all__ = ["PersonLane"]
