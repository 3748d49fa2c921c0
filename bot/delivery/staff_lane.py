"""The staff group: cards before replies to commands before notes, of which everybody has a fair share; then what was
translated of these, and topics last.
"""

from __future__ import annotations

import itertools
from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.delivery.courier import Courier
from bot.delivery.lanes import Lane, Parcel, album, album_of, relayed_as_one, without
from bot.delivery.pace import Share
from bot.delivery.post import Post

# What is written about a client: by us, and by the client.
_NOTES = ("note", "relay")


class StaffLane(Lane):
    """The staff group: what was erased, cards, signs, replies to commands, then notes, in turn about everybody,
    translations, topics.

    Notes are also what clients write: none waits for a translation. A topic is called anew, and closed, when nothing
    else is to be done.
    """

    def __init__(self, name: tuple[str, str], courier: Courier) -> None:
        super().__init__(name)
        self.courier = courier
        self.erasures: deque[Post] = deque()
        self.cards: OrderedDict[str, list[Post]] = OrderedDict()
        self.signs: deque[Post] = deque()
        self.replies: deque[Post] = deque()
        self.notes: OrderedDict[str, deque[Post]] = OrderedDict()
        self.translations: deque[Post] = deque()
        self.topics: OrderedDict[str, list[Post]] = OrderedDict()

    def add(self, post: Post) -> Sequence[Post]:
        if post.kind == "card":
            return self._add_card(post)
        if post.kind in _NOTES:
            self.notes.setdefault(_whose(post), deque()).append(post)
            return self._without_translation(post)
        if post.kind == "erase":
            self.erasures.append(post)
        elif post.kind == "react":
            self.signs.append(post)
        elif post.kind == "translation":
            self.translations.append(post)
        elif post.kind == "topic":
            self.topics.setdefault(str(post.handle), []).append(post)
        else:
            self.replies.append(post)
        return ()

    def _without_translation(self, post: Post) -> Sequence[Post]:
        """Forget the translation of a message that is changed before it goes: it would bring the old text again.

        A message of several texts stays as it is.
        """
        if post.kind != "relay" or not post.payload["changes"]:
            return ()
        old = [one for one in self.translations if one.payload["copies"] == post.payload["copies"]]
        old = [one for one in old if not self.is_current(one)]
        for one in old:
            self.remove(one)
        return old

    def _add_card(self, post: Post) -> Sequence[Post]:
        """Only the newest state of a card is worth showing.

        What rings waits with it, so that it rings too; and one for a new topic, so that it goes there.
        """
        cards = self.cards.setdefault(str(post.handle), [])
        for entry in [e for e in self.aside.values() if e.parcel.post.handle == post.handle]:
            if entry.parcel is not self.current:
                del self.aside[entry.parcel.post.id]
                cards[:0] = entry.parcel.posts
        silent = [card for card in cards if not _matters(card) and not self.is_current(card)]
        for card in silent:
            cards.remove(card)
        cards.append(post)
        return silent

    def first(self) -> Parcel | None:
        if self.erasures:
            post = self.erasures[0]
            return Parcel(post, (post,), Share.CARD, is_new=True)
        if self.cards:
            # One that waits for room holds up none that only changes a message.
            return _newest(min(self.cards.values(), key=lambda cards: cards[-1].id in self.needs_room))
        if self.signs:
            return Parcel(self.signs[0], (self.signs[0],), Share.REPLY)
        if self.replies:
            post = self.replies[0]
            return Parcel(post, (post,), Share.REPLY, is_new=True)
        for notes in self.notes.values():
            return self._merged(notes)
        if self.translations:
            post = self.translations[0]
            return Parcel(post, (post,), Share.TRANSLATION)
        for topics in self.topics.values():
            return _as_it_is_now(topics)
        return None

    def _merged(self, notes: Sequence[Post]) -> Parcel:
        """As many notes about one person as one message holds, or all parts of an album."""
        head, together = notes[0], [notes[0]]
        if album_of(head):
            together = album(head, notes)
            return Parcel(relayed_as_one(together), together, Share.NOTE, is_new=True)
        if len(notes) > 1 and _is_plain(head):
            left = self.courier.room - self._size(head)
            for note in itertools.islice(notes, 1, None):
                if not _is_plain(note) or _kind_of_note(note) != _kind_of_note(head):
                    break
                left -= self._size(note)
                if left < 0:
                    break
                together.append(note)
        if len(together) == 1:
            return Parcel(head, (head,), Share.NOTE, is_new=True)
        if head.kind == "relay":
            return Parcel(relayed_as_one(together), together, Share.NOTE, is_new=True)
        lines = [line for note in together for line in note.payload["say"]["lines"]]
        # With the newest card and name of the topic, for the case that they must be made anew.
        payload = {**together[-1].payload, "say": {**head.payload["say"], "lines": lines}}
        return Parcel(replace(head, payload=payload, content=None), together, Share.NOTE, is_new=True)

    def _size(self, note: Post) -> int:
        """One that cannot be measured goes alone, so that what is wrong with it is its own matter."""
        try:
            return self.courier.size(note)
        except Exception:
            return self.courier.room + 1

    def in_line(self) -> Iterator[Post]:
        lists = (self.erasures, *self.cards.values(), self.signs, self.replies)
        return itertools.chain(*lists, *self.notes.values(), self.translations, *self.topics.values())

    def _take_out(self, post: Post) -> None:
        if post.kind in ("card", "topic"):
            lists = self.cards if post.kind == "card" else self.topics
            left = list(without(lists.get(str(post.handle), ()), post))
            if left:
                lists[str(post.handle)] = left
            else:
                lists.pop(str(post.handle), None)
        elif post.kind in _NOTES:
            whose = _whose(post)
            others = deque(without(self.notes.pop(whose, ()), post))
            if others:  # behind everybody else: their turn comes again
                self.notes[whose] = others
        elif post.kind == "erase":
            self.erasures = deque(without(self.erasures, post))
        elif post.kind == "react":
            self.signs = deque(without(self.signs, post))
        elif post.kind == "translation":
            self.translations = deque(without(self.translations, post))
        else:
            self.replies = deque(without(self.replies, post))


def _newest(cards: Sequence[Post]) -> Parcel:
    newest = cards[-1]
    if len(cards) > 1:
        kept = {name: True for name in ("ring", "anew") if any(card.payload.get(name) for card in cards)}
        newest = replace(newest, payload={**newest.payload, "ring": False, **kept})
    return Parcel(newest, tuple(cards), Share.CARD)


def _as_it_is_now(topics: Sequence[Post]) -> Parcel:
    """All changes of one topic as one: what it is called now, and whether it is closed."""
    closed = [post.payload["closed"] for post in topics if post.payload["closed"] is not None]
    payload = {**topics[-1].payload, "closed": closed[-1] if closed else None}
    return Parcel(replace(topics[-1], payload=payload), tuple(topics), Share.NOTE, is_new=True)


def _matters(card: Post) -> bool:
    """Whether a card is worth more than what it shows."""
    return bool(card.payload.get("ring") or card.payload.get("anew"))


def _whose(note: Post) -> str:
    return note.person or str(note.payload.get("lead"))


def _is_plain(note: Post) -> bool:
    """Whether a note is text alone."""
    say = note.payload.get("say")
    if say is None or note.payload.get("sheet") is not None or note.payload.get("alone") or _answers(note):
        return False
    if note.kind == "relay" and (note.payload["changes"] or note.payload["said"][0].get("media")):
        return False
    return not say.get("rows") and say.get("document") is None


def _answers(note: Post) -> bool:
    """Whether a note answers a message of its own."""
    return note.payload.get("answers") is not None or note.payload.get("answers_at") is not None


def _kind_of_note(note: Post) -> tuple[object, ...]:
    """What notes must have in common to be sent as one."""
    return note.kind, note.payload.get("lead"), bool(note.payload.get("ring")), note.payload["say"].get("language")


__all__ = ["StaffLane"]
