"""How `bot.storage.memory` gives one person's records to another."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.turns.records import FeedKind, Person

if TYPE_CHECKING:
    from bot.storage.memory import MemoryTransaction


def code_marks(code: str) -> tuple[str, ...]:
    """What a code is found by."""
    return (hashlib.sha256(f"elsewhere/{code}".encode()).hexdigest(),)


def adopt(tx: MemoryTransaction, person: str, by: Person, *, with_lead: bool) -> None:
    """Give everything of a person to another, but for the conversation and the addresses."""
    kept, new = tx.kept, by.id
    kept.runs = [(new if owner == person else owner, *rest) for owner, *rest in kept.runs]  # type: ignore[misc]
    kept.audit = [(new if owner == person else owner, lead, text) for owner, lead, text in kept.audit]
    kept.bookings = {
        number: (version, new if owner == person else owner, waits, text)
        for number, (version, owner, waits, text) in kept.bookings.items()
    }
    for number, entry in kept.entries.items():
        if entry.person == person:
            kept.entries[number] = replace(entry, person=new)
    for name, pair in kept.talk.items():
        if pair.person == person:
            kept.talk[name] = replace(pair, person=new)
    for name, feed in kept.feeds.items():
        if (feed.kind, feed.owner) == (FeedKind.CLIENT, person):
            kept.feeds[name] = replace(feed, owner=new)
    kept.sessions = {
        name: replace(one, person=new) if one.person == person else one for name, one in kept.sessions.items()
    }
    kept.events = {seq: replace(one, person=new) if one.person == person else one for seq, one in kept.events.items()}
    kept.pieces = {name: (new if one[0] == person else one[0], *one[1:]) for name, one in kept.pieces.items()}
    kept.handles = {name: (new if owner == person else owner, sent) for name, (owner, sent) in kept.handles.items()}
    kept.about = {ref: frozenset(new if one == person else one for one in people) for ref, people in kept.about.items()}
    timers = list(kept.timers.values())
    mine = {timer.kind for timer in timers if timer.subject == new}
    timers = [timer for timer in timers if timer.subject != person or timer.kind not in mine]
    timers = [replace(timer, subject=new) if timer.subject == person else timer for timer in timers]
    timers = [replace(timer, person=new) if timer.person == person else timer for timer in timers]
    kept.timers = {(timer.subject, timer.kind): timer for timer in timers}
    for name, (version, text) in kept.leads.items():
        content = json.loads(text)
        if with_lead and content["person"] == person:
            kept.leads[name] = (version, json.dumps({**content, "person": new}))


__all__ = ["adopt", "code_marks"]
