"""The website's courier: posts become things on a person's page, kept before anybody is told that they arrived.

Nothing leaves this machine here. Pages that are open hear of it, others show it when they are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from bot.channels.web.shelf import named, put
from bot.delivery.courier import Blocked, Dispatch, TryLater
from bot.delivery.post import Post
from bot.errors import StorageTrouble
from bot.receiving.reception import Hands
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.ports import Transaction
from bot.turns.website import GONE, WebEvent


class Ears(Protocol):
    """Who hears that a chat is over; that a page changed is heard from the commit."""

    def end(self, to: str) -> None:
        """Close the pages of a chat that are open: nobody may see them any more."""


class WebCourier:
    """Sends the posts of the website. Nothing is merged, and nothing is too fast."""

    room = 0

    def __init__(self, channel: str, writer: Hands, ears: Ears) -> None:
        self.channel = channel
        self.writer = writer
        self.ears = ears

    def size(self, post: Post) -> int:
        """Nothing is merged here."""
        return 1

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        """Put a post on the page of its person."""
        entry = None
        if post.kind == "entry":
            content = await dispatch.calendar_file(as_file=True)
            if content is None:
                return {}
            entry = content.to_json()
        try:
            person, made = await self.writer.submit(Call(lambda batch: self._keep(batch, post, entry)))
        except StorageTrouble:
            raise TryLater("the database is in trouble") from None
        if person is None:
            if post.kind == "erase":
                self.ears.end(str(post.payload["to"]))
                return {}
            if made is None:
                raise Blocked("no browser is signed in")
            return {}
        return made or {}

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        """Take off what was put on the page of somebody erased: with the person it went already."""
        places = [int(number) for number in made.values()]
        await self.writer.submit(Call(lambda batch: self._take_off(batch.tx, str(post.payload["to"]), post.id, places)))

    def _keep(
        self, batch: Batch, post: Post, entry: dict[str, Any] | None
    ) -> tuple[str | None, Mapping[str, str] | None]:
        """Whose page it is now on, and what is called how; nobody's where it is nobody's any more.

        None for both where the person is there and no browser of theirs.
        """
        tx = batch.tx
        person, to = post.person or "", str(post.payload["to"])
        if not tx.has_web_session(person, to):
            # Erased, or somebody else by now, or nobody is there who could read it.
            whose = tx.whose(self.channel, to)
            if whose is None:
                return None, {}
            person = whose.person
            if not tx.has_web_session(person, to):
                return None, None
        acts: Mapping[str, Callable[[Transaction, str, Post], Mapping[str, str]]] = {
            "erase": self._erase,
            "unsend": _unsend,
            "translation": _translate,
            "relay": _relay,
        }
        if post.kind in acts:
            return person, acts[post.kind](tx, person, post)
        if entry is not None:
            return person, _shown(tx, WebEvent(post.id, person, "screen", {"say": entry}, post.handle))
        if tx.shown_web_events([post.id]):
            # It was put there, and comes again since that could not be recorded.
            kept = None if post.handle is None else tx.web_event(person, post.handle)
            return person, {} if kept is None else named(kept)
        return person, put(tx, person, post, post.id)

    def _erase(self, tx: Transaction, person: str, post: Post) -> Mapping[str, str]:
        for number in post.payload["messages"]:
            _take_off(tx, person, f"{post.id}/{number}", int(number))
        return {}

    def _take_off(self, tx: Transaction, to: str, name: str, places: list[int]) -> None:
        whose = tx.whose(self.channel, to)
        for place in places if whose is not None else ():
            _take_off(tx, whose.person if whose is not None else "", f"{name}/{place}", place)


def _relay(tx: Transaction, person: str, post: Post) -> Mapping[str, str]:
    """Show what staff wrote, each message of an album by itself; a change comes in place."""
    payload, made = post.payload, {}
    for number, (one, copy) in enumerate(zip(payload["said"], payload["copies"], strict=True)):
        shown = {name: payload[name] for name in ("say", "source", "changes")} | {"said": one}
        name = post.id if not number else f"{post.id}/{number}"
        kept = tx.show_web_event(WebEvent(name, person, "relay", shown, copy))
        kept = kept or tx.web_event(person, copy)
        if kept is not None:
            made[copy] = str(kept.place)
    return made


def _translate(tx: Transaction, person: str, post: Post) -> Mapping[str, str]:
    """Show a translation beneath what it translates; by itself where that is gone."""
    copy = post.payload["copies"][0]
    old = tx.web_event(person, copy)
    if old is None:
        event = WebEvent(post.id, person, "screen", {"say": post.payload["say"]}, post.handle)
        return _shown(tx, event)
    shown = replace(old, id=post.id, payload={**old.payload, "translation": post.payload["say"]})
    tx.show_web_event(shown)
    return {} if post.handle is None else {post.handle: str(old.place)}


def _unsend(tx: Transaction, person: str, post: Post) -> Mapping[str, str]:
    old = tx.web_event(person, post.payload["copy"])
    if old is not None:
        _take_off(tx, person, post.id, old.place)
    return {}


def _take_off(tx: Transaction, person: str, event_id: str, place: int) -> None:
    """Take something off a page, and have pages that are open do so, too."""
    if tx.drop_web_event(person, place):
        tx.show_web_event(WebEvent(event_id, person, GONE, {}, None, place=place))


def _shown(tx: Transaction, event: WebEvent) -> Mapping[str, str]:
    """Put something on a page; what was put there before, and is delivered again, keeps its place."""
    kept = tx.show_web_event(event)
    if kept is None and event.handle is not None:
        kept = tx.web_event(event.person, event.handle)
    return {} if kept is None else named(kept)


__all__ = ["WebCourier"]
