"""Where nobody can say whether a send was done: on which side we err with each kind of post, why, and how often.

A call that was cut may have been done or not, and Telegram can be asked neither then nor later. What may have come
twice is counted; what is done again without anybody noticing is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from bot.delivery.post import NOTICE, SEVERAL, Post
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.turns.acts import OFFICE, TRANSLATOR


class Errs(StrEnum):
    """What becomes of an act of which nobody knows whether it was done."""

    TWICE = "twice"
    """It is done again, and may be there twice."""
    SAME = "same"
    """It is done again, and changes nothing where it was done already."""
    NEVER = "never"
    """It is not done again, and may not be there at all."""


class Why(StrEnum):
    """Why nobody knows it."""

    UNANSWERED = "unanswered"
    """The call was not answered, or with an error of the server's own."""
    TAKEN_OVER = "taken over"
    """Whoever sent before us may have died between the send and its record: one message of each chat, at most."""


class Side(NamedTuple):
    """On which side we err with something, and why there."""

    errs: Errs
    why: str


_GONE_ONCE = "what is deleted already stays deleted"
_SAME_MESSAGE = "the same message is changed to the same words"

TO_CLIENTS: Mapping[str, Side] = MappingProxyType(
    {
        "screen": Side(Errs.TWICE, "who never gets the next question waits for good; of two copies both count as one"),
        "picture": Side(Errs.TWICE, "somebody asked for it and waits"),
        "entry": Side(Errs.TWICE, "a calendar takes the same entry only once, by its own name"),
        "relay": Side(Errs.TWICE, "a word of staff that is lost is a client left alone; read twice it does no harm"),
        "translation": Side(Errs.TWICE, "it changes its message; where it is an answer of its own, it is read twice"),
        "strip": Side(Errs.SAME, "buttons that are gone stay gone"),
        "erase": Side(Errs.SAME, _GONE_ONCE),
        "unsend": Side(Errs.SAME, _GONE_ONCE),
        # Left waiting by version 0.2.0.
        "send": Side(Errs.TWICE, "as a screen"),
        "edit": Side(Errs.TWICE, "as a screen, where the message cannot be changed any more"),
    }
)
TO_STAFF: Mapping[str, Side] = MappingProxyType(
    {
        "card": Side(Errs.TWICE, "a lead that nobody sees is a client lost; the later copy is the one that is changed"),
        "note": Side(Errs.TWICE, "staff act on it; read twice it is still one fact"),
        "reply": Side(Errs.TWICE, "somebody of staff asked and waits"),
        "relay": Side(Errs.TWICE, "a client's word must reach staff; read twice it does no harm"),
        NOTICE: Side(Errs.TWICE, "staff are to act on it; the later copy is the one that is changed"),
        "erase": Side(Errs.TWICE, "what is deleted stays deleted; that staff are asked to delete theirs must be read"),
        "translation": Side(Errs.TWICE, "it changes its message; where it is an answer of its own, it is read twice"),
        "react": Side(Errs.SAME, "one sign of ours is under a message, however often it is put there"),
        "topic": Side(Errs.SAME, "a topic is called and closed as it was to be"),
    }
)
# What is done beside posts.
BESIDE: Mapping[str, Side] = MappingProxyType(
    {
        "press": Side(Errs.NEVER, "the sign on a pressed button goes out by itself; what it led to is a post"),
        "retract": Side(Errs.NEVER, "tried once for somebody erased meanwhile; the log asks to delete it by hand"),
        "new topic": Side(Errs.TWICE, "an empty topic more is seen and deleted; without one there is no place to talk"),
        "calendar": Side(Errs.SAME, "an entry of ours has a name made of its booking, and is asked for by it"),
    }
)


def side_of(post: Post) -> Side:
    """On which side we err with a post."""
    return (TO_STAFF if post.channel == OFFICE else TO_CLIENTS)[post.kind]


@dataclass
class UnsureSends:
    """Counts messages that may have come twice, since this process began: by channel, kind of post, and why.

    All three are words of this program, of which there are few. Channels that `tell` are asked, and not in doubt.
    """

    tell: Collection[str] = ()
    observer: Observer = NOBODY_LOOKS
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    # The chats in which somebody before us left something waiting, and the posts that were left.
    _left: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def left(self, posts: Sequence[Post]) -> None:
        """Note what was left waiting by whoever sent before us."""
        self._left = {}
        for post in posts:
            # Of a text to be translated it does not matter: asked again, the machine says the same.
            if post.channel not in self.tell and post.channel != TRANSLATOR:
                self._left.setdefault((post.channel, post.lane), set()).add(post.id)

    def unanswered(self, post: Post) -> None:
        """A new message may have been sent, or not, and will be sent again."""
        self._count(post, Why.UNANSWERED)

    def sent(self, post: Post) -> None:
        """A new message was sent. The first that was left waiting in its chat may have been there already."""
        left = self._left.get((post.channel, post.lane))
        if left is not None and post.id in left:
            del self._left[post.channel, post.lane]
            self._count(post, Why.TAKEN_OVER)

    def _count(self, post: Post, why: Why) -> None:
        # One that stands for several goes by a name of its own.
        if post.kind == SEVERAL or side_of(post).errs is Errs.TWICE:
            self.counts[post.channel, post.kind, str(why)] += 1
            self.observer.add(metrics.UNSURE, post.channel, post.kind, str(why))


__all__ = ["BESIDE", "TO_CLIENTS", "TO_STAFF", "Errs", "Side", "UnsureSends", "Why", "side_of"]
