"""What `bot.storage.memory` keeps of people and their addresses."""

from __future__ import annotations

import json
import secrets
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.delivery.post import Post
from bot.storage.records import WAITING, person_content
from bot.turns.ports import Stale
from bot.turns.records import Address, Person, Sent, Whose, newcomer
from dialogs.conversation import Conversation


class _Kept(Protocol):
    people: dict[str, tuple[int, str]]
    addresses: dict[str, tuple[str, Address]]
    posts: dict[str, tuple[Post, str, float, frozenset[str]]]
    handles: dict[str, tuple[str | None, Sent]]


class RememberedPeople(ABC):
    """The part of a transaction that is about them."""

    kept: _Kept
    _people: dict[str, Person]
    _clear: dict[str, Post]
    _erased: set[str]

    def person_at(self, channel: str, to: str, now: datetime) -> Person:
        for person in self._people.values():
            if (person.address.channel, person.address.to) == (channel, to):
                person.left = None
                return person
        lane = f"{channel}:{to}"
        if lane in self.kept.addresses:
            owner, address = self.kept.addresses[lane]
            found = self.person(owner)
            assert found is not None
            found.act_at(replace(address))
            return found
        person = newcomer(secrets.token_hex(16), Address(lane, channel, to), now.timestamp())
        self._people[person.id] = person
        return person

    def addresses_of(self, person: Person) -> list[Address]:
        mine = (replace(at) for owner, at in self.kept.addresses.values() if owner == person.id)
        return [person.address, *(address for address in mine if address.id != person.address.id)]

    def attach(self, person: Person, address: Address) -> None:
        if address.id in self.kept.addresses:
            raise Stale
        self.kept.addresses[address.id] = (person.id, replace(address))
        person.acted = {**person.acted, address.channel: 0.0}
        person.touched = True

    def detach(self, person: Person, address: Address) -> list[Sent]:
        del self.kept.addresses[address.id]
        person.acted = {channel: at for channel, at in person.acted.items() if channel != address.channel}
        person.touched = True
        self._write_delivered()
        entries = [(name, owner, message) for name, (owner, message) in self.kept.handles.items()]
        mine = {name: sent for name, owner, sent in entries if (owner, sent.channel) == (person.id, address.channel)}
        for name in mine:
            del self.kept.handles[name]
        return list(mine.values())

    @abstractmethod
    def _write_delivered(self) -> None:
        """Keep the handles of what was delivered in this transaction."""

    def person(self, person_id: str) -> Person | None:
        if person_id in self._people:
            return self._people[person_id]
        if person_id not in self.kept.people:
            return None
        version, text = self.kept.people[person_id]
        content = json.loads(text)
        _, address = self.kept.addresses[content["address"]]
        conversation = Conversation.from_json(content["conversation"])
        moments = content["created_at"], content["updated_at"]
        person = Person(person_id, replace(address), conversation, content["inbox"], version, *moments)
        person.acted, person.withheld = content.get("acted", {}), content.get("withheld", False)
        person.beside, person.given = content.get("beside", []), content.get("given", [])
        person.compared = content.get("compared", [])
        self._people[person_id] = person
        return person

    def whose(self, channel: str, to: str) -> Whose | None:
        found = (entry for entry in self.kept.addresses.values() if (entry[1].channel, entry[1].to) == (channel, to))
        return next((Whose(owner, replace(at), True) for owner, at in found if owner not in self._erased), None)

    def whole_person(self, person_id: str) -> Person | None:
        return self.person(person_id)

    def at_lane(self, lane: str) -> Person | None:
        for person in self._people.values():
            if person.address.id == lane:
                return person
        return self.person(self.kept.addresses[lane][0]) if lane in self.kept.addresses else None

    def forget_newcomer(self, person: Person) -> None:
        del self._people[person.id]

    def set_reachable(self, address: Address, reachable: bool) -> None:
        address.reachable = reachable
        if address.id in self.kept.addresses:
            self.kept.addresses[address.id] = (self.kept.addresses[address.id][0], replace(address))
        was, becomes = (("held",), "queued") if reachable else (WAITING, "held")
        for post, state, moment, about in list(self.kept.posts.values()):
            if post.lane == address.id and state in was:
                self.kept.posts[post.id] = (post, becomes, moment, about)
                self._clear.pop(post.id, None)
                if reachable:
                    self._clear[post.id] = post

    def _write_people(self) -> None:
        for person in self._people.values():
            if not person.touched:
                continue
            version, _ = self.kept.people.get(person.id, (0, ""))
            if version != person.version:
                raise Stale
            person.version += 1
            person.touched = False
            self.kept.people[person.id] = (person.version, json.dumps(person_content(person)))
            self.kept.addresses[person.address.id] = (person.id, replace(person.address))
