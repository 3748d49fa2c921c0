"""The part of a transaction on SQL tables that is about people and their addresses."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot import chance
from bot.errors import SealError
from bot.storage.acquainted import Acquainted, Written, reads_back
from bot.storage.posts import Posts
from bot.storage.records import (
    address_values,
    check_finder,
    finder_of,
    open_address,
    open_person,
    person_content,
    person_values,
)
from bot.storage.seal import Sealer
from bot.storage.statements import Statements
from bot.turns.ports import Stale
from bot.turns.records import Address, Person, Sent, Whose, newcomer

log = logging.getLogger(__name__)


class SqlPeople:
    """Finds people by their addresses, and writes them. `acquainted` are those of the transactions before."""

    connection: Connection
    sealer: Sealer
    sql: Statements
    acquainted: Acquainted
    _posts: Posts

    def _begin_people(self) -> None:
        self._people: dict[str, Person] = {}
        # Whose an address is, and the address, by its channel and chat.
        self._at: dict[tuple[str, str], tuple[Person, Address]] = {}
        self._sought: set[tuple[str, str]] = set()
        # Of each address that has a record: its finder, what is sealed of it, and the language that says.
        self._addresses: dict[str, tuple[str, bytes, str]] = {}
        # Who was written, as it was.
        self.written: dict[str, Written] = {}
        self._erased: set[str] = set()
        self._joined: dict[str, str] = {}

    def _finders(self, channel: str, to: str) -> tuple[str, ...]:
        return self.sealer.fingerprints("person", channel, to)

    def _lock(
        self, finders: Sequence[str], numbers: Sequence[int], people: Collection[str], messages: Collection[str]
    ) -> None:
        """Lock those who act, and others a batch is about, together: in two goes two processes could wait for each
        other.
        """
        ids = {record.id for record in self.sql.people_at.run(self.connection, finders)} | set(people)
        ids |= {record.person for record in self.sql.whose_messages.run(self.connection, messages)}
        ids |= {record.person for record in self.sql.leads_numbered.run(self.connection, numbers)}
        self.sql.lock_people.run(self.connection, sorted(ids))

    def _load(self, finders: Sequence[str]) -> list[Person]:
        """Load people who are about to act, whom no other process changes until the end of this transaction."""
        return [self._keep(record) for record in self.sql.people_to_change.run(self.connection, finders)]

    def _keep(self, record: Any) -> Person:
        """Know a person, and one of their addresses; they stay at the one at which they acted last."""
        known = self._people.get(record.id)
        if known is not None and record.address in self._addresses:
            return known
        written = self.acquainted.take(record) if known is None else None
        if written is not None:
            person, to, language = written.person, written.person.address.to, written.language
        else:
            where = open_address(self.sealer, record.address, record.id, record.sealed_address)
            to, language = where["to"], where["language"]
            check_finder(self.sealer, record, to)
            person = known or open_person(self.sealer, record, where)
        self._addresses[record.address] = (record.finder, record.sealed_address, language)
        address = Address(record.address, record.channel, to, bool(record.reachable))
        self._at[record.channel, to] = (person, address)
        if known is None:
            person.address, person.left = address, None
            self._people[record.id] = person
            if record.channel in person.acted:
                self._go_home(person)
        return person

    def _go_home(self, person: Person) -> None:
        """Put a person who was found by another of their addresses where they acted last."""
        found = self._all_addresses(person)
        home = next((one for one in found if one.channel not in person.acted), None)
        if home is None:
            person.acted.pop(person.address.channel)
        else:
            person.address = home

    def _all_addresses(self, person: Person) -> list[Address]:
        for record in self.sql.person.run(self.connection, {"person": person.id}):
            self._keep(record)
        return [address for owner, address in self._at.values() if owner is person]

    def addresses_of(self, person: Person) -> list[Address]:
        return self._all_addresses(person) if person.acted else [person.address]

    def person_at(self, channel: str, to: str, now: datetime) -> Person:
        if (channel, to) not in self._at and (channel, to) not in self._sought:
            self._sought.add((channel, to))
            self._load(self._finders(channel, to))
        if (channel, to) in self._at:
            person, address = self._at[channel, to]
            person.act_at(address)
            return person
        # Whoever is erased and begins anew has the same lane again: what is said in one chat keeps its order.
        address = Address(finder_of(self.sealer, channel, to), channel, to)
        person = newcomer(chance.token_hex(16), address, now.timestamp())
        self._people[person.id] = person
        self._at[channel, to] = (person, address)
        return person

    def whose(self, channel: str, to: str) -> Whose | None:
        for record in self.sql.people_at.run(self.connection, self._finders(channel, to)):
            if record.id not in self._erased:
                address = Address(record.address, channel, to, bool(record.reachable))
                return Whose(record.id, address, self._is_at(record, to))
        return None

    def _is_at(self, record: Any, to: str) -> bool:
        """Whether the record of an address opens and says that it is this one."""
        try:
            where = open_address(self.sealer, record.address, record.id, record.sealed_address)
            check_finder(self.sealer, record, to)
        except SealError:
            return False
        return bool(where["to"] == to)

    def person(self, person_id: str) -> Person | None:
        if person_id in self._people:
            return self._people[person_id]
        if person_id in self._erased:
            return None
        found = self.sql.person.run(self.connection, {"person": person_id}).records
        if not found:
            return None
        last = self.sealer.open_json("people", person_id, found[0].sealed, owner=person_id, version=found[0].version)
        return self._keep(next((record for record in found if record.address == last.get("address")), found[0]))

    def whole_person(self, person_id: str) -> Person | None:
        try:
            return self.person(person_id)
        except SealError:
            log.error("the record of somebody cannot be opened (damaged), and is passed over")
            return None

    def at_lane(self, lane: str) -> Person | None:
        for person, address in self._at.values():
            if address.id == lane:
                return person
        record = self.sql.person_at_lane.run(self.connection, {"lane": lane}).first()
        return None if record is None or record.id in self._erased else self._keep(record)

    def forget_newcomer(self, person: Person) -> None:
        self._forget(person.id)

    def _forget(self, person_id: str) -> None:
        self._people.pop(person_id, None)
        gone = [where for where, (person, _) in self._at.items() if person.id == person_id]
        for where in gone:
            # Whoever begins anew in this very batch has the same address, and no record of it yet.
            self._addresses.pop(self._at.pop(where)[1].id, None)

    def attach(self, person: Person, address: Address) -> None:
        one = replace(address)
        values = address_values(self.sealer, person, one)
        self.sql.add_addresses.many(self.connection, [values])
        self._addresses[one.id] = (values["finder"], values["sealed"], person.conversation.language)
        self._at[one.channel, one.to] = (person, one)
        person.acted = {**person.acted, one.channel: 0.0}
        person.touched = True

    def detach(self, person: Person, address: Address) -> list[Sent]:
        self.sql.drop_address.run(self.connection, {"lane": address.id, "person": person.id})
        self._addresses.pop(address.id, None)
        self._at.pop((address.channel, address.to), None)
        self._sought.add((address.channel, address.to))
        person.acted = {channel: at for channel, at in person.acted.items() if channel != address.channel}
        person.touched = True
        # Records that were opened once stand beside those that were removed.
        self.acquainted.forget()
        return self._posts.forget_sent(person.id, address.channel)

    def set_reachable(self, address: Address, reachable: bool) -> None:
        address.reachable = reachable
        self.sql.reach.run(self.connection, {"lane": address.id, "reachable": reachable})
        self._posts.set_reachable(address.id, reachable)

    def _write_people(self) -> None:
        touched = [person for person in self._people.values() if person.touched]
        new = sorted((person for person in touched if person.version == 0), key=lambda person: person.address.id)
        old = sorted((person for person in touched if person.version > 0), key=lambda person: person.id)
        for person in touched:
            person.version += 1
            person.touched = False
        contents = {person.id: person_content(person) for person in touched}
        records = {person.id: person_values(self.sealer, person, contents[person.id]) for person in touched}
        moved = [p for p in touched if self._language_at(p.address) != p.conversation.language]
        addresses = {person.id: address_values(self.sealer, person) for person in moved}
        if new:
            # Where another process met them first, an address is there already, which is `Stale`.
            self.sql.add_people.many(self.connection, [records[person.id] for person in new])
            self.sql.add_addresses.many(self.connection, [addresses[person.id] for person in new])
        if old:
            changed = [{**records[person.id], "who": person.id, "read": person.version - 1} for person in old]
            if self.sql.change_people.many(self.connection, changed).written != len(changed):
                raise Stale
        spoken = [{**addresses[p.id], "lane": p.address.id} for p in old if p.id in addresses]
        if spoken:
            self.sql.change_addresses.many(self.connection, spoken)
        for person in moved:
            record = addresses[person.id]
            self._addresses[person.address.id] = (record["finder"], record["sealed"], person.conversation.language)
        for person in touched:
            if reads_back(contents[person.id]):
                finder, sealed, language = self._addresses[person.address.id]
                self.written[person.id] = Written(person, records[person.id]["sealed"], sealed, finder, language)

    def _language_at(self, address: Address) -> str | None:
        """The language that the record of an address says; None where there is no record yet."""
        known = self._addresses.get(address.id)
        return None if known is None else known[2]
