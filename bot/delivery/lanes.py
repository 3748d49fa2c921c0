"""What waits for one chat, and what of it goes next.

A person's chat keeps its order: answers first, old buttons taken away last, and nothing sent that a later post has
overtaken. In the staff group cards go before replies to commands, and those before notes, of which everybody gets a
fair share. Knows no messenger and no clock.
"""

from __future__ import annotations

import abc
import asyncio
import itertools
from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.delivery.courier import Courier
from bot.delivery.pace import Share
from bot.delivery.post import Post

LONGEST_ASIDE = 600.0


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
        # What the outbox knows of this chat's troubles.
        self.closed_until = 0.0
        self.shut_out = False
        self.failures = 0
        self.failed_at: float | None = None
        self.bell: asyncio.Future[None] | None = None
        self.hears_news = False

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
    def prefers_other(self, parcel: Parcel) -> bool:
        """Whether a parcel, not sent yet, should stand back for what came meanwhile."""

    @abc.abstractmethod
    def _take_out(self, post: Post) -> None:
        """Forget a post that stands in line."""

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
        for key, entry in self.aside.items():
            if any(mine.id == post.id for mine in entry.parcel.posts):
                entry.parcel.posts = [mine for mine in entry.parcel.posts if mine.id != post.id]
                if not entry.parcel.posts:
                    del self.aside[key]
                return
        self._take_out(post)

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
        entry.due = now + min(LONGEST_ASIDE, 2.0**entry.tries)
        return entry.tries == 1

    @property
    def next_due(self) -> float | None:
        """When the first of what was set aside is tried again."""
        return min((entry.due for entry in self.aside.values()), default=None)

    def drop(self, erased: Collection[str]) -> list[Post]:
        """Forget what is for or about somebody erased: named by person, by post or by handle."""

        def concerned(post: Post) -> bool:
            return post.person in erased or post.id in erased or post.handle in erased

        gone = [post for post in self.waiting() if concerned(post)]
        for post in gone:
            self.remove(post)
        if self.current is not None:
            self.is_gone |= any(map(concerned, self.current.posts))
        return gone

    def clear(self) -> list[Post]:
        """Forget everything that waits, and return it."""
        left = list(self.waiting())
        for post in left:
            self.remove(post)
        return left

    def ring(self) -> None:
        """Wake whoever works this lane from a rest."""
        if self.bell is not None and not self.bell.done():
            self.bell.set_result(None)


# --- a person's chat --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Strip:
    """Buttons to be taken away when nothing better is to be done.

    `before` are the posts that came before it; `shown` the messages to which later ones gave buttons.
    """

    post: Post
    before: Collection[str]
    shown: set[str] = field(default_factory=set)


class PersonLane(Lane):
    """A person's chat, in order; taking old buttons away comes last."""

    def __init__(self, name: tuple[str, str]) -> None:
        super().__init__(name)
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

    def first(self) -> Parcel | None:
        if self.posts:
            post = self.posts[0]
            return Parcel(post, (post,), is_new=_is_new(post))
        if self.strips:
            post = self.strips[0].post
            return Parcel(post, (post,))
        return None

    def in_line(self) -> Iterator[Post]:
        return itertools.chain(self.posts, (strip.post for strip in self.strips))

    def prefers_other(self, parcel: Parcel) -> bool:
        return any(_overtakes(post, parcel.post) for post in self.waiting() if post.id != parcel.post.id)

    def give_back(self, parcel: Parcel) -> Sequence[Post]:
        if not self.prefers_other(parcel):
            return ()
        self.remove(parcel.post)
        return parcel.posts

    def done(self, parcel: Parcel, made: Mapping[str, str]) -> None:
        for strip in self.strips:
            if made and parcel.post.id not in strip.before:
                strip.shown.update(made.values())
        super().done(parcel, made)

    def is_pointless(self, post: Post, message_id: str | None) -> bool:
        """Whether the message whose buttons a strip would take away has got new ones since."""
        return any(strip.post.id == post.id and message_id in strip.shown for strip in self.strips)

    def _take_out(self, post: Post) -> None:
        if self.posts and self.posts[0].id == post.id:
            self.posts.popleft()
        elif post.kind == "strip":
            self.strips = [strip for strip in self.strips if strip.post.id != post.id]
        else:
            self.posts = deque(_without(self.posts, post))


def _is_new(post: Post) -> bool:
    if post.kind == "screen":
        return post.payload.get("replaces") is None and post.payload.get("at") is None
    return post.kind == "picture"


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


def _without(posts: Iterable[Post], gone: Post) -> Iterator[Post]:
    return (post for post in posts if post.id != gone.id)


# --- the staff group --------------------------------------------------------------------------------------------------


class StaffLane(Lane):
    """The staff group: what was erased, cards, replies to commands, then notes, in turn about everybody."""

    def __init__(self, name: tuple[str, str], courier: Courier) -> None:
        super().__init__(name)
        self.courier = courier
        self.erasures: deque[Post] = deque()
        self.cards: OrderedDict[str, list[Post]] = OrderedDict()
        self.replies: deque[Post] = deque()
        self.notes: OrderedDict[str, deque[Post]] = OrderedDict()

    def add(self, post: Post) -> Sequence[Post]:
        if post.kind == "card":
            return self._add_card(post)
        if post.kind == "note":
            self.notes.setdefault(_whose(post), deque()).append(post)
        elif post.kind == "erase":
            self.erasures.append(post)
        else:
            self.replies.append(post)
        return ()

    def _add_card(self, post: Post) -> Sequence[Post]:
        """Only the newest state of a card is worth showing. What rings waits with it, so that it rings too."""
        cards = self.cards.setdefault(str(post.handle), [])
        for entry in [e for e in self.aside.values() if e.parcel.post.handle == post.handle]:
            if entry.parcel is not self.current:
                del self.aside[entry.parcel.post.id]
                cards[:0] = entry.parcel.posts
        silent = [card for card in cards if not card.payload.get("ring") and not self.is_current(card)]
        for card in silent:
            cards.remove(card)
        cards.append(post)
        return silent

    def first(self) -> Parcel | None:
        if self.erasures:
            post = self.erasures[0]
            return Parcel(post, (post,), Share.CARD, is_new=True)
        for cards in self.cards.values():
            return _newest(cards)
        if self.replies:
            post = self.replies[0]
            return Parcel(post, (post,), Share.REPLY, is_new=True)
        for notes in self.notes.values():
            return self._merged(notes)
        return None

    def _merged(self, notes: Sequence[Post]) -> Parcel:
        """As many notes about one person as one message holds."""
        head, together = notes[0], [notes[0]]
        if len(notes) > 1 and _is_plain(head):
            left = self.courier.room - self.courier.size(head)
            for note in itertools.islice(notes, 1, None):
                if not _is_plain(note) or _kind_of_note(note) != _kind_of_note(head):
                    break
                left -= self.courier.size(note)
                if left < 0:
                    break
                together.append(note)
        if len(together) == 1:
            return Parcel(head, (head,), Share.NOTE, is_new=True)
        lines = [line for note in together for line in note.payload["say"]["lines"]]
        # With the newest card and name of the topic, for the case that they must be made anew.
        payload = {**together[-1].payload, "say": {**head.payload["say"], "lines": lines}}
        return Parcel(replace(head, payload=payload), together, Share.NOTE, is_new=True)

    def in_line(self) -> Iterator[Post]:
        lists = (self.erasures, *self.cards.values(), self.replies, *self.notes.values())
        return itertools.chain.from_iterable(lists)

    def prefers_other(self, parcel: Parcel) -> bool:
        if parcel.share is Share.CARD:
            return False
        urgent = bool(self.erasures or self.cards)
        return urgent or (parcel.share is Share.NOTE and bool(self.replies))

    def _take_out(self, post: Post) -> None:
        if post.kind == "card":
            left = list(_without(self.cards.get(str(post.handle), ()), post))
            if left:
                self.cards[str(post.handle)] = left
            else:
                self.cards.pop(str(post.handle), None)
        elif post.kind == "note":
            whose = _whose(post)
            others = deque(_without(self.notes.pop(whose, ()), post))
            if others:  # behind everybody else: their turn comes again
                self.notes[whose] = others
        elif post.kind == "erase":
            self.erasures = deque(_without(self.erasures, post))
        else:
            self.replies = deque(_without(self.replies, post))


def _newest(cards: Sequence[Post]) -> Parcel:
    newest = cards[-1]
    if len(cards) > 1:
        rings = any(card.payload.get("ring") for card in cards)
        newest = replace(newest, payload={**newest.payload, "ring": rings})
    return Parcel(newest, tuple(cards), Share.CARD)


def _whose(note: Post) -> str:
    return note.person or str(note.payload.get("lead"))


def _is_plain(note: Post) -> bool:
    """Whether a note is text alone."""
    say = note.payload["say"]
    return note.payload.get("sheet") is None and not say.get("rows") and say.get("document") is None


def _kind_of_note(note: Post) -> tuple[object, ...]:
    """What notes must have in common to be sent as one."""
    return note.payload.get("lead"), bool(note.payload.get("ring")), note.payload["say"].get("language")


__all__ = ["Lane", "Parcel", "PersonLane", "StaffLane"]
