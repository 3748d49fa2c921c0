"""One transaction's work on the tables: what is loaded, what is queued, what was delivered, and how it is all written,
at most one statement for each table. Decides nothing about people; `bot.turns.apply` does.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from bot.delivery.post import Post
from bot.storage.records import Person, StoredLead, open_lead, open_person
from bot.storage.seal import Sealer
from bot.storage.tables import handles, leads, outbox, people, runs, updates
from bot.turns.acts import CLIENT, OFFICE, ClientTurn, Delivered, OfficeTurn
from bot.words.words import Words
from dialogs.conversation import Conversation
from dialogs.dialogue import Dialogue
from dialogs.lead import Lead

OFFICE_LANE = "office"


class Work:
    """The tables' side of the unit of work."""

    def __init__(
        self, connection: Connection, sealer: Sealer, dialogue: Dialogue, words: Words, office_channels: frozenset[str]
    ) -> None:
        self.connection = connection
        self.sealer = sealer
        self.dialogue = dialogue
        self.words = words
        self.office_channels = office_channels
        self.seen: set[tuple[str, str]] = set()
        self.fresh_updates: list[dict[str, Any]] = []
        self.people: dict[str, Person] = {}
        self.rows: list[dict[str, Any]] = []
        self.clear: dict[str, Post] = {}
        self.new_runs: list[dict[str, Any]] = []
        self.delivered: list[Delivered] = []
        self.erased_people: set[str] = set()
        # Whether the last that was kept of somebody erased (whom to send the receipt to) goes with this transaction.
        self.traces = False

    def prepare(self, turns: Sequence[ClientTurn | OfficeTurn]) -> None:
        """Load, in two statements whatever their number, the updates seen and the people of the turns."""
        keys = [self.update_of(turn) for turn in turns]
        if keys:
            where = tuple_(updates.c.bot, updates.c.update_key).in_(keys)
            found = self.connection.execute(select(updates.c.bot, updates.c.update_key).where(where))
            self.seen = {(row.bot, row.update_key) for row in found}
        finders = {self.finder_of(t.channel, t.chat) for t in turns if isinstance(t, ClientTurn)}
        if finders:
            for row in self.connection.execute(select(people).where(people.c.finder.in_(finders))):
                self._keep(row)

    def finder_of(self, channel: str, chat: str) -> str:
        """The keyed hash a person is found by."""
        return self.sealer.fingerprint("person", channel, chat)

    @staticmethod
    def update_of(turn: ClientTurn | OfficeTurn) -> tuple[str, str]:
        """Which update a turn answers: the bot (or channel) it came by, and its key there."""
        return (turn.channel if isinstance(turn, ClientTurn) else OFFICE, turn.update_key)

    def is_repeated(self, turn: ClientTurn | OfficeTurn) -> bool:
        """Whether the update was handled before; else remembers that it is now."""
        key = self.update_of(turn)
        if key in self.seen:
            return True
        self.seen.add(key)
        self.fresh_updates.append({"bot": key[0], "update_key": key[1], "seen_at": turn.now.timestamp()})
        return False

    def first_time(self, bot: str, update_key: str, now: datetime) -> bool:
        """Whether an update outside the prepared turns is new; remembers it."""
        where = (updates.c.bot == bot) & (updates.c.update_key == update_key)
        found = self.connection.execute(select(updates.c.bot).where(where)).one_or_none()
        if found is not None or (bot, update_key) in self.seen:
            return False
        self.seen.add((bot, update_key))
        self.fresh_updates.append({"bot": bot, "update_key": update_key, "seen_at": now.timestamp()})
        return True

    def person(self, turn: ClientTurn) -> Person:
        """The person of a turn, made if new."""
        finder = self.finder_of(turn.channel, turn.chat)
        found = self.people.get(finder)
        if found is None:
            identity = secrets.token_hex(16)
            conversation, moment = Conversation(identity, turn.channel), turn.now.timestamp()
            found = Person(identity, finder, turn.chat, conversation, [], 0, True, moment, moment)
            self.people[finder] = found
        return found

    def _is_under_way(self, person: Person, kind: str, payload: dict[str, Any]) -> bool:
        """Whether the same waits to be sent to a person already."""
        wanted = json.loads(json.dumps({**payload, "chat": person.chat}))
        where = (outbox.c.person == person.id) & (outbox.c.kind == kind) & outbox.c.state.in_(("queued", "held"))
        found = self.connection.execute(select(outbox.c.id, outbox.c.sealed).where(where))
        waiting = [(row.id, row.sealed) for row in found]
        waiting += [(r["id"], r["sealed"]) for r in self.rows if (r["person"], r["kind"]) == (person.id, kind)]
        return any(self.sealer.open_json("outbox", row_id, sealed) == wanted for row_id, sealed in waiting)

    @staticmethod
    def handle_of(person: Person, number: int) -> str:
        """Our name of a message in a person's chat."""
        return f"c:{person.id}:{number}"

    def queue(
        self, bot: str, person: Person, kind: str, handle: str | None, payload: dict[str, Any], now: datetime
    ) -> None:
        """Add an outbox row. Rows of a terminal conversation are never sent: its screens are printed."""
        if person.conversation.channel not in self.office_channels:
            return
        lane = person.finder if bot == CLIENT else OFFICE_LANE
        if bot == CLIENT:
            payload = {**payload, "chat": person.chat}
        state = "queued" if bot == OFFICE or person.reachable else "held"
        self._add_row(bot, lane, kind, handle, person.id, payload, now, state)

    def reply_to_staff(self, html: str, thread: int | None, now: datetime, keyboard: object = ()) -> None:
        """Queue an answer to a command of staff, in the topic it was given in."""
        payload = {"text": html, "thread": thread, "keyboard": keyboard, "ring": False}
        self._add_row(OFFICE, OFFICE_LANE, "reply", None, None, payload, now, "queued")

    def _add_row(
        self,
        bot: str,
        lane: str,
        kind: str,
        handle: str | None,
        person: str | None,
        payload: dict[str, Any],
        now: datetime,
        state: str,
    ) -> None:
        row_id = secrets.token_hex(16)
        self.rows.append(
            {
                "id": row_id,
                "bot": bot,
                "lane": lane,
                "kind": kind,
                "handle": handle,
                "person": person,
                "state": state,
                "created_at": now.timestamp(),
                "sealed": self.sealer.seal_json("outbox", row_id, payload),
            }
        )
        if state == "queued":
            self.clear[row_id] = Post(0, row_id, bot, lane, kind, handle, person, payload)

    def save_lead(self, stored: StoredLead, now: datetime) -> None:
        """Write a changed lead."""
        stored.updated_at = now.timestamp()
        stored.version += 1
        self.connection.execute(
            update(leads)
            .where(leads.c.id == stored.id)
            .values(
                state=stored.state,
                rings=stored.lead.rings,
                version=stored.version,
                updated_at=stored.updated_at,
                sealed=self._seal_lead(stored.id, stored.lead, stored.taken_by, stored.checking, stored.confirmed),
            )
        )

    def lead_of(self, person_id: str) -> StoredLead | None:
        """The lead of a person, if there is one."""
        row = self.connection.execute(select(leads).where(leads.c.person == person_id)).one_or_none()
        return None if row is None else open_lead(self.sealer, row)

    def person_by_id(self, person_id: str) -> Person | None:
        """A stored person by our own id."""
        for known in self.people.values():
            if known.id == person_id:
                return known
        row = self.connection.execute(select(people).where(people.c.id == person_id)).one_or_none()
        return None if row is None else self._keep(row)

    def mark(self, delivered: Delivered) -> None:
        """A row was delivered; `delivered.recorded` says after the commit whether that was still wanted."""
        self.delivered.append(delivered)

    def remember(self, aside: Delivered) -> bool:
        """Keep a handle made on the way, beside a row that is still to be delivered; False when that row is gone."""
        waits = self.waits(aside.row)
        if waits:
            self._write_handles([aside])
        return waits

    def forget_messages(self, bot: str) -> None:
        """Forget what Telegram calls the messages of a bot: in another chat the same numbers mean other messages."""
        if self.delivered:
            self._write_delivered()
            self.delivered = []
        self.connection.execute(delete(handles).where(handles.c.bot == bot))

    def waits(self, row: Post) -> bool:
        """Whether a row is still to be delivered: not if its person was erased meanwhile."""
        return self.connection.execute(select(outbox.c.id).where(outbox.c.id == row.id)).one_or_none() is not None

    def bury(self, row: Post) -> None:
        """A row that can never be delivered: kept, marked, for `doctor` to tell."""
        self.connection.execute(update(outbox).where(outbox.c.id == row.id).values(state="dead"))

    def _write_delivered(self) -> None:
        self.traces |= any(d.row.kind == "erase" or (d.row.bot == CLIENT and not d.row.handle) for d in self.delivered)
        done = delete(outbox).where(outbox.c.id.in_([d.row.id for d in self.delivered])).returning(outbox.c.id)
        gone = set(self.connection.execute(done).scalars())
        for entry in self.delivered:
            entry.recorded = entry.row.id in gone
        self._write_handles([entry for entry in self.delivered if entry.recorded])

    def _write_handles(self, entries: Sequence[Delivered]) -> None:
        made = [
            {"id": name, "person": d.row.person, "bot": d.row.bot, "message_id": number, "sent_at": d.at}
            for d in entries
            for name, number in d.message_ids.items()
            if d.row.person is not None
        ]
        if made:
            statement = upsert(handles)
            newer = {"message_id": statement.excluded.message_id, "sent_at": statement.excluded.sent_at}
            self.connection.execute(statement.on_conflict_do_update(index_elements=[handles.c.id], set_=newer), made)

    def flush(self) -> None:
        """Write everything the turns changed; at most one statement for each table."""
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
        if self.delivered:
            self._write_delivered()

    def new_rows(self) -> list[Post]:
        """The outbox rows this transaction added, in order, for the sender."""
        return list(self.clear.values())

    def _row_of(self, person: Person) -> dict[str, Any]:
        person.version += 1
        content = {"chat": person.chat, "conversation": person.conversation.to_json(), "inbox": person.inbox}
        return {
            "id": person.id,
            "finder": person.finder,
            "sealed": self.sealer.seal_json("people", person.id, content),
            "version": person.version,
            "reachable": person.reachable,
            "created_at": person.created_at,
            "updated_at": person.updated_at,
        }

    def _keep(self, row: Any) -> Person:
        person = open_person(self.sealer, row)
        self.people[person.finder] = person
        return person

    def _seal_lead(
        self, lead_id: str, lead: Lead, taken_by: str | None, checking: bool, confirmed: Sequence[str]
    ) -> bytes:
        content = {"lead": lead.to_json(), "taken_by": taken_by, "checking": checking, "confirmed": confirmed}
        return self.sealer.seal_json("leads", lead_id, content)
