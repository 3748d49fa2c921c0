"""How posts become things on a person's page, and the shelf on which most are put within the turn that says them.

Nothing leaves this machine: what is kept on the page is where its person sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.channels.web.kept import ReadyPages
from bot.channels.web.streams import Streams
from bot.delivery.post import Content, Post
from bot.turns.ports import Transaction
from bot.turns.shelf import Tell
from bot.turns.website import WebEvent
from dialogs.marks import read_press

# What stays of a question that was answered, for as long as the page does.
ANSWERED = "/"


class WebShelf:
    """Implements `bot.turns.shelf.Shelf`. What brings a file, or comes from staff, goes by the courier."""

    def __init__(self, streams: Streams, kept: ReadyPages) -> None:
        self.streams = streams
        self.kept = kept

    def put(self, tx: Transaction, post: Post) -> Mapping[str, str] | None:
        """Put a post on its person's page."""
        person = post.person or ""
        if post.kind not in ("screen", "picture", "strip") or not tx.has_web_session(person, str(post.payload["to"])):
            return None
        # It is there once the turn is: nobody asks whether it was put there before.
        return put(tx, person, post, "")

    def changed(self, people: Collection[str], tell: Tell) -> None:
        """Have pages that are open look; nobody is woken where none is."""
        loop = self.streams.loop
        if loop is not None and (heard := [person for person in people if self.streams.is_heard(person)]):
            tell(loop, partial(self._tell, heard))

    def forget(self) -> None:
        """Keep no page that was shown."""
        self.kept.forget()

    def _tell(self, people: Collection[str]) -> None:
        for person in people:
            self.streams.tell(person)


def put(tx: Transaction, person: str, post: Post, event_id: str) -> Mapping[str, str]:
    """Put a screen or a picture on a page that was not put there before, or take buttons away.

    `event_id` is that of what is put there, "" where it cannot come again. Returns what its messages are called from
    now on, where that is new.
    """
    if post.kind == "strip":
        return _strip(tx, person, post, event_id)
    if post.kind == "picture":
        shown = {name: post.payload[name] for name in ("picture", "language")}
        return named(tx.add_web_event(WebEvent(event_id, person, "picture", shown, post.handle)))
    return _screen(tx, person, post, event_id)


def named(event: WebEvent) -> Mapping[str, str]:
    """Return what something on a page is called, by our own name of it."""
    return {} if event.handle is None else {event.handle: str(event.place)}


def _screen(tx: Transaction, person: str, post: Post, event_id: str) -> Mapping[str, str]:
    """Put a screen on a page: in place of what it replaces where that is the same question, else below it."""
    say = post.payload["say"]
    at, name = post.payload.get("at"), post.payload.get("replaces")
    old = tx.web_event_at(person, int(at)) if at is not None else None
    if old is None and name is not None:
        old = tx.web_event(person, name)
    event = WebEvent(event_id, person, "screen", {"say": say}, post.handle, content=post.content)
    if old is not None and _question_of(old.payload["say"]) in (_question_of(say), None):
        tx.change_web_event(old, event)
        return {} if old.handle == post.handle else named(replace(event, place=old.place))
    if old is not None and old.handle is not None:
        _answered(tx, old)
    return named(tx.add_web_event(event))


def _question_of(say: Mapping[str, Any]) -> str | None:
    """What the choices of a screen belong to; None of one without any."""
    for row in say.get("rows", ()):
        for _, data in row:
            press = read_press(data)
            return data if press is None else press.place
    return None


def _answered(tx: Transaction, old: WebEvent) -> None:
    """Let a question stand as it was answered: it cannot be answered there any more."""
    handle = f"{old.handle}{ANSWERED}{old.seq}"
    tx.change_web_event(old, _without_choices(old, "", handle))


def _without_choices(old: WebEvent, event_id: str, handle: str | None) -> WebEvent:
    say = {name: value for name, value in old.payload["say"].items() if name != "rows"}
    says = old.content
    content = None if says is None else Content(says.language, says.lines, document=says.document)
    return WebEvent(event_id, old.person, old.kind, {**old.payload, "say": say}, handle, content=content)


def _strip(tx: Transaction, person: str, post: Post, event_id: str) -> Mapping[str, str]:
    at = post.payload.get("at")
    old = tx.web_event_at(person, int(at)) if at is not None else None
    if old is None and post.handle is not None:
        old = tx.web_event(person, post.handle)
    if old is not None and old.payload.get("say", {}).get("rows"):
        tx.change_web_event(old, _without_choices(old, event_id, old.handle))
    return {}


__all__ = ["WebShelf", "named", "put"]
