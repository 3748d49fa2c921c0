"""One transaction on SQL tables: what is loaded, what is queued, what was delivered, and how it is all written, at most
one statement for each table. Decides nothing about people; `bot.turns.apply` does.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.delivery.post import Post
from bot.storage.records import load_rows, message_ids, open_lead, open_person
from bot.storage.seal import Sealer
from bot.storage.tables import facts, handles, leads, outbox, people, runs, updates
from bot.turns.acts import CLIENT, OFFICE, ClientTurn, Delivered, OfficeTurn
from bot.turns.records import Address, Erased, Person, Sent, StoredLead
from dialogs.conversation import Conversation


class SqlStore:
    """Implements `bot.turns.ports.Store`."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self.engine = engine
        self.sealer = sealer

    @contextmanager
    def transaction(self) -> Iterator[SqlTransaction]:
        """A transaction, committed at its end."""
        with self.engine.begin() as connection:
            yield SqlTransaction(connection, self.sealer)


class SqlTransaction:
    """Implements `bot.turns.ports.Transaction`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self.connection = connection
        self.sealer = sealer
        self.seen: set[tuple[str, str]] = set()
        self.looked: set[tuple[str, str]] = set()
        self.fresh_updates: list[dict[str, Any]] = []
        self.people: dict[str, Person] = {}
        self.sought: set[str] = set()
        self.rows: list[dict[str, Any]] = []
        self.clear: dict[str, Post] = {}
        self.new_runs: list[dict[str, Any]] = []
        self.done: list[Delivered] = []
        self.erased: set[str] = set()
        self.traces = False

    # --- updates --------------------------------------------------------------------------------------------------

    def prepare(self, turns: Sequence[ClientTurn | OfficeTurn]) -> None:
        keys = [(t.channel if isinstance(t, ClientTurn) else OFFICE, t.update_key) for t in turns]
        if keys:
            where = tuple_(updates.c.bot, updates.c.update_key).in_(keys)
            found = self.connection.execute(select(updates.c.bot, updates.c.update_key).where(where))
            self.seen |= {(row.bot, row.update_key) for row in found}
            self.looked |= set(keys)
        finders = {self._finder(t.channel, t.chat) for t in turns if isinstance(t, ClientTurn)}
        self.sought |= finders
        if finders:
            for row in self.connection.execute(select(people).where(people.c.finder.in_(finders))):
                self._keep(row)

    def first_time(self, channel: str, update_key: str, now: datetime) -> bool:
        key = (channel, update_key)
        if key not in self.looked:
            where = (updates.c.bot == channel) & (updates.c.update_key == update_key)
            if self.connection.execute(select(updates.c.bot).where(where)).one_or_none() is not None:
                self.seen.add(key)
            self.looked.add(key)
        if key in self.seen:
            return False
        self.seen.add(key)
        self.fresh_updates.append({"bot": channel, "update_key": update_key, "seen_at": now.timestamp()})
        return True

    def record_unreadable(self, channel: str, update_key: str, kind: str, now: datetime) -> None:
        raise AssertionError("comes with the next schema")

    # --- people ---------------------------------------------------------------------------------------------------

    def _finder(self, channel: str, to: str) -> str:
        return self.sealer.fingerprint("person", channel, to)

    def person_at(self, channel: str, to: str, now: datetime) -> Person:
        finder = self._finder(channel, to)
        found = self.people.get(finder)
        if found is None:
            if finder not in self.sought:
                row = self.connection.execute(select(people).where(people.c.finder == finder)).one_or_none()
                if row is not None:
                    return self._keep(row)
            identity, moment = secrets.token_hex(16), now.timestamp()
            address = Address(finder, channel, to)
            found = Person(identity, address, Conversation(identity, channel), [], 0, moment, moment, touched=False)
            self.people[finder] = found
        return found

    def person(self, person_id: str) -> Person | None:
        for known in self.people.values():
            if known.id == person_id:
                return known
        if person_id in self.erased:
            return None
        row = self.connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
        return None if row is None else self._keep(row)

    def at_lane(self, lane: str) -> Person | None:
        if lane in self.people:
            return self.people[lane]
        row = self.connection.execute(select(people).where(people.c.finder == lane)).one_or_none()
        return None if row is None or row.id in self.erased else self._keep(row)

    def forget_newcomer(self, person: Person) -> None:
        del self.people[person.address.id]

    def set_reachable(self, person: Person, reachable: bool) -> None:
        person.address.reachable = reachable
        lane = person.address.id
        old, new = ("held", "queued") if reachable else ("queued", "held")
        where = (outbox.c.lane == lane) & (outbox.c.state == old)
        self.connection.execute(update(outbox).where(where).values(state=new))
        unwritten = [row for row in self.rows if row["lane"] == lane]  # of earlier turns of this transaction
        for waiting in unwritten:
            waiting["state"] = new
            self.clear.pop(waiting["id"], None)
        if reachable:
            for row in load_rows(self.connection, self.sealer, lane=lane):
                self.clear[row.id] = row
            for waiting in unwritten:
                payload = self.sealer.open_json("outbox", waiting["id"], waiting["sealed"])
                told = {name: waiting[name] for name in ("id", "bot", "lane", "kind", "handle", "person")}
                self.clear[waiting["id"]] = Post(0, **told, payload=payload)

    def erase(self, person: Person) -> Erased:
        self._write_delivered()  # by earlier jobs of this transaction: what was sent a moment ago goes as well
        lead = self.lead_of(person.id)
        found = self.connection.execute(select(handles).where(handles.c.person == person.id)).all()
        sent = [Sent(h.id, h.bot, str(h.message_id), h.sent_at) for h in found]
        for table, column in ((outbox, outbox.c.person), (handles, handles.c.person), (runs, runs.c.person)):
            self.connection.execute(delete(table).where(column == person.id))
        self.connection.execute(delete(leads).where(leads.c.person == person.id))
        self.connection.execute(delete(people).where(people.c.id == person.id))
        self.rows = [row for row in self.rows if row["person"] != person.id]
        self.clear = {k: row for k, row in self.clear.items() if row.person != person.id}
        self.new_runs = [run for run in self.new_runs if run["person"] != person.id]
        self.people.pop(person.address.id, None)
        self.erased.add(person.id)
        return Erased(sent, [], lead)

    def overdue(self, updated_before: float, most: int) -> list[Person]:
        over = select(people).where(people.c.updated_at < updated_before).limit(most)
        return [open_person(self.sealer, row) for row in self.connection.execute(over)]

    # --- leads, runs, facts ---------------------------------------------------------------------------------------

    def lead_of(self, person_id: str) -> StoredLead | None:
        row = self.connection.execute(select(leads).where(leads.c.person == person_id)).one_or_none()
        return None if row is None else open_lead(self.sealer, row)

    def lead_numbered(self, number: int) -> StoredLead | None:
        row = self.connection.execute(select(leads).where(leads.c.number == number)).one_or_none()
        return None if row is None else open_lead(self.sealer, row)

    def newest_leads(self, most: int) -> tuple[list[StoredLead], int]:
        order = (leads.c.updated_at.desc(), leads.c.number.desc())
        found = [open_lead(self.sealer, row) for row in self.connection.execute(select(leads).order_by(*order))]
        return found[:most], len(found)

    def add_lead(self, stored: StoredLead) -> StoredLead:
        values = {
            "id": stored.id,
            "person": stored.person,
            "created_at": stored.created_at,
            **self._lead_values(stored),
        }
        made = self.connection.execute(insert(leads).values(values))
        stored.number = int((made.inserted_primary_key or (0,))[0])
        return stored

    def save_lead(self, stored: StoredLead) -> None:
        stored.version += 1
        self.connection.execute(update(leads).where(leads.c.id == stored.id).values(**self._lead_values(stored)))

    def _lead_values(self, stored: StoredLead) -> dict[str, Any]:
        content = {
            "lead": stored.lead.to_json(),
            "taken_by": stored.taken_by,
            "taken_by_id": stored.taken_by_id,
            "checking": stored.checking,
            "confirmed": stored.confirmed,
        }
        return {
            "state": stored.state,
            "rings": stored.lead.rings,
            "version": stored.version,
            "updated_at": stored.updated_at,
            "sealed": self.sealer.seal_json("leads", stored.id, content),
        }

    def keep_run(self, person_id: str, made_at: float, run: Mapping[str, Any]) -> None:
        run_id = secrets.token_hex(16)
        sealed = self.sealer.seal_json("runs", run_id, run)
        self.new_runs.append({"id": run_id, "person": person_id, "made_at": made_at, "sealed": sealed})

    def runs_of(self, person_id: str) -> list[Any]:
        if self.new_runs:  # kept by earlier turns of this transaction
            self.connection.execute(insert(runs), self.new_runs)
            self.new_runs = []
        kept = self.connection.execute(select(runs).where(runs.c.person == person_id).order_by(runs.c.made_at))
        return [self.sealer.open_json("runs", r.id, r.sealed) for r in kept]

    def fact(self, name: str) -> Any:
        sealed = self.connection.execute(select(facts.c.sealed).where(facts.c.name == name)).scalar_one_or_none()
        return None if sealed is None else self.sealer.open_json("facts", name, sealed)

    def set_fact(self, name: str, value: object) -> None:
        sealed = self.sealer.seal_json("facts", name, value)
        statement = upsert(facts).values(name=name, sealed=sealed)
        self.connection.execute(statement.on_conflict_do_update(index_elements=[facts.c.name], set_={"sealed": sealed}))

    # --- what is to be sent ---------------------------------------------------------------------------------------

    def queue(
        self,
        bot: str,
        lane: str,
        kind: str,
        handle: str | None,
        person: str | None,
        payload: Mapping[str, Any],
        now: datetime,
        *,
        held: bool = False,
        about: Collection[str] = (),
    ) -> None:
        row_id = secrets.token_hex(16)
        state = "held" if held else "queued"
        row = {"id": row_id, "bot": bot, "lane": lane, "kind": kind, "handle": handle, "person": person}
        sealed = self.sealer.seal_json("outbox", row_id, payload)
        self.rows.append({**row, "state": state, "created_at": now.timestamp(), "sealed": sealed})
        if not held:
            self.clear[row_id] = Post(0, row_id, bot, lane, kind, handle, person, dict(payload))

    def is_under_way(self, person_id: str, kind: str, payload: Mapping[str, Any]) -> bool:
        wanted = json.loads(json.dumps(payload))
        where = (outbox.c.person == person_id) & (outbox.c.kind == kind) & outbox.c.state.in_(("queued", "held"))
        found = self.connection.execute(select(outbox.c.id, outbox.c.sealed).where(where))
        waiting = [(row.id, row.sealed) for row in found]
        waiting += [(r["id"], r["sealed"]) for r in self.rows if (r["person"], r["kind"]) == (person_id, kind)]
        return any(self.sealer.open_json("outbox", row_id, sealed) == wanted for row_id, sealed in waiting)

    def waiting(self, lane: str | None = None) -> list[Post]:
        return load_rows(self.connection, self.sealer, lane=lane)

    def is_waiting(self, post: Post) -> bool:
        return self.connection.execute(select(outbox.c.id).where(outbox.c.id == post.id)).one_or_none() is not None

    def delivered(self, entry: Delivered) -> None:
        self.done.append(entry)

    def remember(self, entry: Delivered) -> bool:
        waits = self.is_waiting(entry.row)
        if waits:
            self._write_handles([entry])
        return waits

    def message_ids(self, names: Collection[str]) -> dict[str, str]:
        return {name: str(number) for name, number in message_ids(self.connection, names).items()}

    def forget_messages(self, channel: str) -> None:
        self._write_delivered()
        self.connection.execute(delete(handles).where(handles.c.bot == channel))

    def bury(self, post: Post) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == post.id).values(state="dead"))

    def doubt(self, post: Post) -> None:
        self.connection.execute(update(outbox).where(outbox.c.id == post.id).values(state="doubtful"))

    def drop_lane(self, lane: str) -> None:
        self.connection.execute(delete(outbox).where(outbox.c.lane == lane))
        self.traces = True

    def prune(self, *, updates_before: float, dead_before: float) -> None:
        self.connection.execute(delete(updates).where(updates.c.seen_at < updates_before))
        dead = (outbox.c.state == "dead") & (outbox.c.created_at < dead_before)
        self.connection.execute(delete(outbox).where(dead))

    def _write_delivered(self) -> None:
        if not self.done:
            return
        self.traces |= any(d.row.kind == "erase" or (d.row.bot == CLIENT and not d.row.handle) for d in self.done)
        gone_now = delete(outbox).where(outbox.c.id.in_([d.row.id for d in self.done])).returning(outbox.c.id)
        gone = set(self.connection.execute(gone_now).scalars())
        for entry in self.done:
            entry.recorded = entry.row.id in gone
        self._write_handles([entry for entry in self.done if entry.recorded])
        self.done = []

    def _write_handles(self, entries: Sequence[Delivered]) -> None:
        made = [
            {"id": name, "person": d.row.person, "bot": d.row.bot, "message_id": int(number), "sent_at": d.at}
            for d in entries
            for name, number in d.message_ids.items()
            if d.row.person is not None
        ]
        if made:
            statement = upsert(handles)
            newer = {"message_id": statement.excluded.message_id, "sent_at": statement.excluded.sent_at}
            self.connection.execute(statement.on_conflict_do_update(index_elements=[handles.c.id], set_=newer), made)

    # --- the end --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        if self.fresh_updates:
            self.connection.execute(insert(updates), self.fresh_updates)
        changed = [self._row_of(person) for person in self.people.values() if person.touched]
        if changed:
            statement = upsert(people)
            columns = ("sealed", "version", "reachable", "updated_at")
            self.connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[people.c.id], set_={name: getattr(statement.excluded, name) for name in columns}
                ),
                changed,
            )
        if self.new_runs:
            self.connection.execute(insert(runs), self.new_runs)
        if self.rows:
            self.connection.execute(insert(outbox), self.rows)
        self._write_delivered()

    def new_posts(self) -> list[Post]:
        return list(self.clear.values())

    @property
    def erased_people(self) -> frozenset[str]:
        return frozenset(self.erased)

    @property
    def leaves_traces(self) -> bool:
        return self.traces or bool(self.erased)

    def _row_of(self, person: Person) -> dict[str, Any]:
        person.version += 1
        content = {"chat": person.address.to, "conversation": person.conversation.to_json(), "inbox": person.inbox}
        return {
            "id": person.id,
            "finder": person.address.id,
            "sealed": self.sealer.seal_json("people", person.id, content),
            "version": person.version,
            "reachable": person.address.reachable,
            "created_at": person.created_at,
            "updated_at": person.updated_at,
        }

    def _keep(self, row: Any) -> Person:
        person = open_person(self.sealer, row)
        return self.people.setdefault(person.address.id, person)
