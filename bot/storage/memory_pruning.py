"""The part of a transaction in memory that is about what is kept for a time only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.storage.records import WAITING
from bot.storage.tables import HOUR, whole
from bot.turns.acts import OFFICE
from bot.turns.records import Idle, LookedUpTo, StoredLead

if TYPE_CHECKING:
    from bot.turns.acts import OFFICE
from bot.turns.records import Person


class RememberedForATime:
    """Finds what is kept for a time only, and removes it."""

    kept: Any
    _traces: bool

    if TYPE_CHECKING:

        def person(self, person_id: str) -> Person | None: ...

        def lead_of(self, person_id: str) -> StoredLead | None: ...

    def idle(self, acted_before: float, reached: LookedUpTo, most: int) -> list[Idle]:
        people = [self.person(person_id) for person_id in list(self.kept.people)]
        scored = {run[0] for run in self.kept.runs}
        over = [
            Idle(one.id, whole(one.updated_at, HOUR), self.lead_of(one.id) is not None, one.id in scored)
            for one in people
            if one is not None and reached.at <= whole(one.updated_at, HOUR) <= acted_before
        ]
        return sorted(over, key=lambda one: one.acted_at)[reached.passed : reached.passed + most]

    def unsent_since(self, person_id: str) -> float | None:
        mine = (
            at
            for post, state, at, _ in self.kept.posts.values()
            if post.person == person_id and state in WAITING and post.channel != OFFICE
        )
        return max(mine, default=None)

    def prune_talk(self, before: float, after: str, most: int) -> tuple[int, str | None]:
        some = sorted(name for name in self.kept.talk if name > after)[:most]
        old = [name for name in some if whole(self.kept.talk[name].sent_at, HOUR) < before - HOUR]
        for name in old:
            del self.kept.talk[name]
        return len(old), some[-1] if len(some) == most else None

    def prune(
        self,
        *,
        updates_before: float,
        dead_before: float,
        wishes_before: str,
        audits_before: float = 0.0,
        acts_before: float = 0.0,
    ) -> int:
        old = [key for key, moment in self.kept.updates.items() if moment < updates_before]
        unread = [key for key, (_, moment) in self.kept.unreadable.items() if moment < updates_before]
        dead = [name for name, (_, state, at, _) in self.kept.posts.items() if state == "dead" and at < dead_before]
        for key in old:
            del self.kept.updates[key]
        for key in unread:
            del self.kept.unreadable[key]
        for name in dead:
            post = self.kept.posts.pop(name)[0]
            self.kept.about.pop(post.handle or "", None)
        self._traces |= bool(dead)
        past = sum(wish < wishes_before for wishes in self.kept.wishes.values() for wish in wishes)
        self.kept.wishes = {
            lead: tuple(wish for wish in wishes if wish >= wishes_before) for lead, wishes in self.kept.wishes.items()
        }
        over = [
            entry
            for entry in self.kept.audit
            if json.loads(entry[2])["at"] < (acts_before if entry[0] else max(audits_before, acts_before)) - HOUR
        ]
        self.kept.audit = [entry for entry in self.kept.audit if entry not in over]
        gone: int = len(old) + len(unread) + len(dead) + past + len(over)
        return gone
