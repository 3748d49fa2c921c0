"""The same promises as `bot.storage.transaction`, kept in this process alone: for tests, and to try things out.

What is stored is kept as text, as a database would, so that nobody changes it by holding on to an object.
"""

from __future__ import annotations

import copy
import json
import pickle
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.delivery.post import NOTICE, Content, Post
from bot.storage.bookings import by_day
from bot.storage.counters import KeptCounters, MemoryCounters
from bot.storage.desk import KeptAtDesk, MemoryDesk
from bot.storage.feeds import KeptFeeds, MemoryFeeds
from bot.storage.memory_adopting import adopt, code_marks
from bot.storage.memory_calendars import RememberedCalendars
from bot.storage.memory_entries import RememberedEntries
from bot.storage.memory_people import RememberedPeople
from bot.storage.memory_pruning import RememberedForATime
from bot.storage.memory_timers import RememberedTimers
from bot.storage.records import FAILED, WAITING, stands_at, waits, waits_since, without
from bot.storage.website import KeptPages, MemoryWebsite
from bot.turns.acts import OFFICE, ClientTurn, Delivered, OfficeTurn
from bot.turns.leases import Lease
from bot.turns.news import KnownPosts
from bot.turns.ports import Stale
from bot.turns.records import (
    OURS,
    Address,
    Erased,
    FeedKind,
    Pair,
    Person,
    Sent,
    StoredBooking,
    StoredEntry,
    StoredLead,
    Timer,
    Undelivered,
)
from dialogs.desk.matter import LeadRecord, Recorded
from dialogs.saved import SavedText


@dataclass
class _Kept(KeptFeeds, KeptPages, KeptAtDesk, KeptCounters):
    """Everything there is. People and leads by id, as (version, text)."""

    people: dict[str, tuple[int, str]] = field(default_factory=dict)
    addresses: dict[str, tuple[str, Address]] = field(default_factory=dict)
    leads: dict[str, tuple[int, str]] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    wishes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    runs: list[tuple[str, float, str]] = field(default_factory=list)
    audit: list[tuple[str, int, str]] = field(default_factory=list)
    # By number, as (version, whose it is, place on the waiting list, text).
    bookings: dict[int, tuple[int, str, int | None, str]] = field(default_factory=dict)
    cells: dict[tuple[str, int], int] = field(default_factory=dict)
    entries: dict[int, StoredEntry] = field(default_factory=dict)
    # By id, as (version, text).
    calendars: dict[str, tuple[int, str]] = field(default_factory=dict)
    timers: dict[tuple[str, str], Timer] = field(default_factory=dict)
    talk: dict[str, Pair] = field(default_factory=dict)
    memos: dict[str, str] = field(default_factory=dict)
    saved: dict[str, str] = field(default_factory=dict)
    updates: dict[tuple[str, str], float] = field(default_factory=dict)
    unreadable: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)
    # By id: the post, its state, when it was made, and whom it speaks of.
    posts: dict[str, tuple[Post, str, float, frozenset[str]]] = field(default_factory=dict)
    handles: dict[str, tuple[str | None, Sent]] = field(default_factory=dict)
    about: dict[str, frozenset[str]] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)

    def next(self, name: str) -> int:
        """The next number of a series; none comes twice."""
        self.counters[name] = self.counters.get(name, 0) + 1
        return self.counters[name]

    def __deepcopy__(self, _memo: object) -> _Kept:
        """All of it anew, in a fifth of the time that `copy` takes: every transaction begins with one."""
        anew: _Kept = pickle.loads(pickle.dumps(self, pickle.HIGHEST_PROTOCOL))
        return anew


class MemoryStore:
    """Implements `bot.turns.ports.Store`."""

    def __init__(self) -> None:
        self.kept = _Kept()

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        """A transaction, kept at its end."""
        kept = copy.deepcopy(self.kept)
        yield MemoryTransaction(kept)
        self.kept = kept

    @contextmanager
    def reading(self) -> Iterator[MemoryTransaction]:
        """A transaction of which nothing is kept."""
        yield MemoryTransaction(copy.deepcopy(self.kept))


class MemoryTransaction(
    RememberedPeople,
    MemoryFeeds,
    RememberedCalendars,
    RememberedEntries,
    RememberedTimers,
    RememberedForATime,
    MemoryWebsite,
    MemoryDesk,
    MemoryCounters,
):
    """Implements `bot.turns.ports.Transaction`."""

    kept: _Kept

    def __init__(self, kept: _Kept) -> None:
        self.kept = kept
        self._people: dict[str, Person] = {}
        self._clear: dict[str, Post] = {}
        self._erased: set[str] = set()
        self._joined: dict[str, str] = {}
        self._dropped: set[str] = set()
        self._done: list[Delivered] = []
        self._traces = False
        self._touched_pages: set[str] = set()

    # --- updates --------------------------------------------------------------------------------------------------

    def prepare(
        self, turns: Sequence[ClientTurn | OfficeTurn], people: Collection[str] = (), messages: Collection[str] = ()
    ) -> None:
        """Nothing needs to be loaded."""

    def first_time(self, channel: str, update_key: str, now: datetime) -> bool:
        if (channel, update_key) in self.kept.updates:
            return False
        self.kept.updates[channel, update_key] = now.timestamp()
        return True

    def was_seen(self, channel: str, update_key: str) -> bool:
        return (channel, update_key) in self.kept.updates

    def record_unreadable(self, channel: str, update_key: str, kind: str, now: datetime) -> None:
        self.kept.unreadable.setdefault((channel, update_key), (kind, now.timestamp()))

    # --- people ---------------------------------------------------------------------------------------------------

    def erase(self, person_id: str, into: str | None = None) -> Erased:
        self._write_delivered()
        lead = self.lead_of(person_id)
        kept = self.kept
        sent = [message for owner, message in kept.handles.values() if owner == person_id]
        refs = [ref for ref, people in kept.about.items() if person_id in people]
        shared = [
            m for name, (_, m) in kept.handles.items() if any(name == r or name.startswith(f"{r}/") for r in refs)
        ]
        for post, _state, _moment, about in list(kept.posts.values()):
            if post.person == person_id or person_id in about:
                del kept.posts[post.id]
                self._dropped.add(post.id)
        for message in (*sent, *shared):
            kept.handles.pop(message.handle, None)
        kept.about = {ref: people for ref, people in kept.about.items() if ref not in refs}
        kept.runs = [run for run in kept.runs if run[0] != person_id]
        for number in [number for number, (_, owner, _, _) in kept.bookings.items() if owner == person_id]:
            self._free(number)
            del kept.bookings[number]
        self.erase_entries(person_id)
        kept.timers = {key: timer for key, timer in kept.timers.items() if timer.person != person_id}
        kept.talk = {name: pair for name, pair in kept.talk.items() if pair.person != person_id}
        kept.audit = [entry for entry in kept.audit if entry[0] != person_id]
        self.drop_feed(FeedKind.CLIENT, person_id)
        self.erase_website(person_id)
        kept.addresses = {lane: entry for lane, entry in kept.addresses.items() if entry[0] != person_id}
        kept.people.pop(person_id, None)
        if lead is not None:
            del kept.leads[lead.id], kept.changed[lead.id]
            kept.wishes.pop(lead.id, None)
            kept.parts.pop(lead.record.number, None)
        self._people.pop(person_id, None)
        self._clear = {name: post for name, post in self._clear.items() if name not in self._dropped}
        self._erased.add(person_id)
        if into is not None:
            self._joined[person_id] = into
        return Erased(sent, shared, None if lead is None else lead.record.number)

    def code_marks(self, code: str) -> tuple[str, ...]:
        return code_marks(code)

    def adopt(self, person: Person, by: Person, *, with_lead: bool) -> None:
        self._write_delivered()
        adopt(self, person.id, by, with_lead=with_lead)
        theirs = [entry for entry in self.kept.posts.values() if entry[0].person == person.id]
        for post, state, moment, about in sorted(theirs, key=lambda entry: entry[0].seq):
            mine = replace(post, person=by.id)
            self.kept.posts[post.id] = (mine, state, moment, about)
            self._clear.pop(post.id, None)
            if state in WAITING:
                self._clear[post.id] = mine

    # --- leads, runs, memos ---------------------------------------------------------------------------------------

    def _version_of(self, person_id: str) -> int:
        version, _ = self.kept.people.get(person_id, (0, ""))
        return version

    def lead_of(self, person_id: str) -> StoredLead | None:
        return next((lead for lead in self._leads() if lead.person == person_id), None)

    def lead_numbered(self, number: int) -> StoredLead | None:
        return next((lead for lead in self._leads() if lead.record.number == number), None)

    def lead_owner(self, number: int) -> str | None:
        return next((lead.person for lead in self._leads() if lead.record.number == number), None)

    def newest_leads(self, most: int) -> tuple[list[StoredLead], int]:
        order = sorted(self._leads(), key=lambda lead: -self.kept.changed[lead.id])
        return order[:most], len(order)

    def lead_numbers(self) -> list[int]:
        return [lead.record.number for lead in self.newest_leads(len(self.kept.leads))[0]]

    def leads_numbered(self, numbers: Collection[int]) -> list[StoredLead]:
        found = {lead.record.number: lead for lead in self._leads()}
        return [found[number] for number in numbers if number in found]

    def _leads(self) -> Iterator[StoredLead]:
        for version, text in self.kept.leads.values():
            content = json.loads(text)
            yield StoredLead(**{**content, "record": LeadRecord.from_json(content["record"]), "version": version})

    def add_lead(self, stored: StoredLead) -> StoredLead:
        stored.record = replace(stored.record, number=self.kept.next("leads"))
        self._write_lead(stored)
        return stored

    def save_lead(self, stored: StoredLead) -> None:
        version, _ = self.kept.leads.get(stored.id, (0, ""))
        if version != stored.version:
            raise Stale
        stored.version += 1
        self._write_lead(stored)

    def _write_lead(self, stored: StoredLead) -> None:
        names = [name for name in stored.__dataclass_fields__ if name not in ("record", "version")]
        content = {**{name: getattr(stored, name) for name in names}, "record": stored.record.to_json()}
        self.kept.leads[stored.id] = (stored.version, json.dumps(content))
        self.kept.changed[stored.id] = self.kept.next("changed")

    def waiting_leads(self, before: float, most: int) -> list[tuple[Person, StoredLead]]:
        waiting = [(since, lead) for lead in self._leads() if (since := waits_since(lead)) is not None]
        due = [lead for since, lead in sorted(waiting, key=lambda entry: entry[0]) if since <= before][:most]
        return [(person, lead) for lead in due if (person := self.person(lead.person)) is not None]

    def longest_waiting(self) -> float | None:
        return min((since for lead in self._leads() if (since := waits_since(lead)) is not None), default=None)

    def keep_wishes(self, lead: str, half_days: Collection[str]) -> None:
        self.kept.wishes[lead] = tuple(dict.fromkeys(half_days))

    def wished(self, half_days: Collection[str], but: str) -> dict[str, int]:
        others = [wish for lead, wishes in self.kept.wishes.items() if lead != but for wish in wishes]
        return {half_day: others.count(half_day) for half_day in half_days if half_day in others}

    def keep_run(self, person_id: str, made_at: float, run: Mapping[str, Any]) -> None:
        self.kept.runs.append((person_id, made_at, json.dumps(dict(run))))

    def runs_of(self, person_id: str) -> list[Any]:
        mine = sorted((run for run in self.kept.runs if run[0] == person_id), key=lambda run: run[1])
        return [json.loads(text) for _, _, text in mine]

    def drop_from_runs(self, person_id: str, answers: Collection[str]) -> None:
        kept = [(owner, at, json.loads(text)) for owner, at, text in self.kept.runs]
        self.kept.runs = [
            (owner, at, json.dumps(without(run, answers) if owner == person_id else run)) for owner, at, run in kept
        ]

    def add_audit(self, person_id: str, lead: int, recorded: Recorded) -> None:
        self.kept.audit.append((person_id, lead, json.dumps(recorded.to_json())))

    def audit_of(self, person_id: str) -> list[Recorded]:
        return [Recorded.from_json(json.loads(text)) for owner, _, text in self.kept.audit if owner == person_id]

    def audit_of_erased(self, lead: int) -> list[Recorded]:
        return [
            Recorded.from_json(json.loads(text))
            for owner, number, text in self.kept.audit
            if not owner and number == lead
        ]

    def memo(self, name: str) -> Any:
        return json.loads(self.kept.memos[name]) if name in self.kept.memos else None

    def set_memo(self, name: str, value: object) -> None:
        self.kept.memos[name] = json.dumps(value)

    def saved_texts(self) -> list[SavedText]:
        found = [SavedText.from_json(name, json.loads(text)) for name, text in self.kept.saved.items()]
        return sorted(found, key=lambda saved: saved.name)

    def keep_saved(self, saved: SavedText) -> None:
        self.kept.saved[saved.id] = json.dumps(saved.to_json())

    def drop_saved(self, saved_id: str) -> None:
        self.kept.saved.pop(saved_id, None)

    # --- bookings -------------------------------------------------------------------------------------------------

    def booking(self, number: int) -> StoredBooking | None:
        return next((stored for stored in self._bookings() if stored.booking.number == number), None)

    def bookings_of(self, person_id: str) -> list[StoredBooking]:
        return [stored for stored in self._bookings() if stored.person == person_id]

    def _bookings(self) -> Iterator[StoredBooking]:
        from dialogs.booking.booking import Booking

        for version, person, waiting, text in self.kept.bookings.values():
            yield StoredBooking(person, Booking.from_json(json.loads(text)), version, waiting)

    def keep_booking(self, stored: StoredBooking) -> StoredBooking:
        number = stored.booking.number
        version = self.kept.bookings[number][0] if number in self.kept.bookings else 0
        if version != stored.version:
            raise Stale
        stored.version += 1
        if not number:
            number = self.kept.next("bookings")
            stored.booking = replace(stored.booking, number=number)
        waiting = [place for _, _, place, _ in self.kept.bookings.values() if place is not None]
        stored.waits = (stored.waits or max(waiting, default=0) + 1) if waits(stored.booking) else None
        text = json.dumps(stored.booking.to_json())
        self.kept.bookings[number] = (stored.version, stored.person, stored.waits, text)
        self._free(number)
        booking = stored.booking
        mine = [(booking.staff, cell) for cell in booking.owned]
        if booking.replaces:
            mine = [place for place in mine if self.kept.cells.get(place) != booking.replaces]
        if any(place in self.kept.cells for place in mine):
            raise Stale
        self.kept.cells |= dict.fromkeys(mine, number)
        return stored

    def _free(self, number: int) -> None:
        self.kept.cells = {place: owner for place, owner in self.kept.cells.items() if owner != number}

    def taken_cells(self, staff: Collection[str], first: int, end: int, but: int | None) -> dict[str, frozenset[int]]:
        taken = [place for place, owner in self.kept.cells.items() if owner != but and first <= place[1] < end]
        return {name: frozenset(cell for owner, cell in taken if owner == name) for name in staff}

    def busy_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> dict[str, tuple[int, ...]]:
        standing = [
            (owner, start)
            for stored in self._bookings()
            for owner, start in [stands_at(stored.booking)]
            if start is not None and edges[0] <= start < edges[-1] and stored.booking.number != but
        ]
        return {name: by_day((start for owner, start in standing if owner == name), edges) for name in staff}

    def bookings_from(self, start: int, most: int, staff: str | None = None) -> list[StoredBooking]:
        begun = [(at, stored) for stored in self._bookings() if (at := stands_at(stored.booking)[1]) is not None]
        later = [(at, stored) for at, stored in begun if at >= start and staff in (None, stored.booking.staff)]
        return [stored for _, stored in sorted(later, key=lambda entry: (entry[0], entry[1].booking.number))][:most]

    def waiting_list(self, most: int) -> list[StoredBooking]:
        waiting = [(stored.waits, stored) for stored in self._bookings() if stored.waits is not None]
        return [stored for _, stored in sorted(waiting, key=lambda entry: entry[0])][:most]

    def bookings_without_time(self, most: int) -> list[StoredBooking]:
        return [stored for stored in reversed([*self._bookings()]) if stands_at(stored.booking)[1] is None][:most]

    # --- talk -----------------------------------------------------------------------------------------------------

    def pair(self, pair: Pair) -> None:
        self.kept.talk[pair.id] = replace(pair, kept=json.loads(json.dumps(dict(pair.kept))))

    def paired(self, pair: str) -> Pair | None:
        return self.kept.talk.get(pair)

    def counterparts(self, person_id: str, side: str, message_id: str) -> list[Pair]:
        return [pair for pair in self.talk_of(person_id) if (pair.ours if side == OURS else pair.theirs) == message_id]

    def talk_of(self, person_id: str) -> list[Pair]:
        mine = (pair for pair in self.kept.talk.values() if pair.person == person_id)
        return sorted(mine, key=lambda pair: pair.sent_at)

    # --- what is to be sent ---------------------------------------------------------------------------------------

    def queue(
        self,
        channel: str,
        lane: str,
        kind: str,
        handle: str | None,
        person: str | None,
        payload: Mapping[str, Any],
        now: datetime,
        *,
        held: bool = False,
        about: Collection[str] = (),
        content: Content | None = None,
    ) -> None:
        text = json.loads(json.dumps(dict(payload)))
        post = Post(self.kept.next("posts"), secrets.token_hex(16), channel, lane, kind, handle, person, text)
        self.kept.posts[post.id] = (post, "held" if held else "queued", now.timestamp(), frozenset(about))
        if handle is not None and about:
            self.kept.about[handle] = self.kept.about.get(handle, frozenset()) | frozenset(about)
        if not held:
            self._clear[post.id] = replace(post, content=content)

    def is_clear(self, lane: str) -> bool:
        return not any(post.lane == lane and state != "dead" for post, state, *_ in self.kept.posts.values())

    def shelved(self, post: Post, made: Mapping[str, str], now: datetime) -> None:
        self._write_handles(Delivered(post, made, now.timestamp()), post.person)

    def is_under_way(self, person_id: str, kind: str, payload: Mapping[str, Any]) -> bool:
        wanted = json.loads(json.dumps(dict(payload)))
        posts = (post for post, state, _, _ in self.kept.posts.values() if state != "dead")
        return any((p.person, p.kind, p.payload) == (person_id, kind, wanted) for p in posts)

    def waiting(self, lane: str | None = None) -> list[Post]:
        posts = (post for post, state, _, _ in self.kept.posts.values() if state in WAITING)
        return sorted((p for p in posts if lane is None or p.lane == lane), key=lambda post: post.seq)

    def held(self, lane: str) -> list[Post]:
        posts = (post for post, state, _, _ in self.kept.posts.values() if state == "held" and post.lane == lane)
        return sorted(posts, key=lambda post: post.seq)

    def withdraw(self, posts: Sequence[Post]) -> None:
        for post in posts:
            self.kept.posts.pop(post.id, None)
            self._clear.pop(post.id, None)
            self._dropped.add(post.id)

    def is_waiting(self, post: Post) -> bool:
        return post.id in self.kept.posts

    def owner_of(self, post: Post) -> str | None:
        return self.kept.posts[post.id][0].person if self.is_waiting(post) else None

    def delivered(self, delivery: Delivered) -> None:
        self._done.append(delivery)

    def remember(self, delivery: Delivered) -> bool:
        waits = self.is_waiting(delivery.post)
        if waits:
            self._write_handles(delivery, self.owner_of(delivery.post))
        return waits

    def message_ids(self, handles: Collection[str]) -> dict[str, str]:
        return {name: self.kept.handles[name][1].message_id for name in handles if name in self.kept.handles}

    def sent_by(self, handles: Collection[str]) -> dict[str, str]:
        self._write_delivered()
        return {name: self.kept.handles[name][1].channel for name in handles if name in self.kept.handles}

    def handles_of(self, channel: str, message_id: str, person: str | None = None) -> dict[str, str | None]:
        self._write_delivered()
        found = {}
        for name, (owner, message) in self.kept.handles.items():
            if (message.channel, message.message_id) == (channel, message_id) and person in (None, owner):
                found[name] = owner
        return found

    def forget_messages(self, channel: str) -> None:
        self._write_delivered()
        gone = [name for name, (_, message) in self.kept.handles.items() if message.channel == channel]
        for name in gone:
            del self.kept.handles[name]
            self.kept.about.pop(name, None)
        if channel == OFFICE:
            self.kept.talk.clear()

    def bury(self, post: Post) -> None:
        self._mark(post, "dead")

    def doubt(self, post: Post) -> None:
        self._mark(post, "doubtful")

    def _mark(self, post: Post, state: str) -> None:
        if post.id in self.kept.posts:
            found, _, moment, about = self.kept.posts[post.id]
            self.kept.posts[post.id] = (found, state, moment, about)

    def not_delivered(self, most: int) -> list[Undelivered]:
        found = [
            (post.seq, Undelivered(post.id, post.person, state == "dead"))
            for post, state, _, _ in self.kept.posts.values()
            if state in FAILED
        ]
        return [one for _, one in sorted(found, key=lambda entry: -entry[0])[:most]]

    def drop_lane(self, lane: str) -> None:
        self.kept.posts = {name: entry for name, entry in self.kept.posts.items() if entry[0].lane != lane}
        self._traces = True

    def _write_delivered(self) -> None:
        done, self._done = self._done, []
        for delivery in done:
            self._traces |= delivery.post.kind == "erase" or (
                delivery.post.channel != OFFICE and not delivery.post.handle
            )
            owner = self.owner_of(delivery.post)
            waited = self.kept.posts.pop(delivery.post.id, None) is not None
            known = self.message_ids(list(delivery.message_ids))
            delivery.recorded = waited or any(known.get(n) == str(i) for n, i in delivery.message_ids.items())
            if waited:
                self._write_handles(delivery, owner)
                if delivery.post.handle is not None and not delivery.message_ids:
                    self.kept.about.pop(delivery.post.handle, None)

    def _write_handles(self, delivery: Delivered, owner: str | None) -> None:
        """Keep what messages are called. Whose they are may be another who is the same since they were under way."""
        post = delivery.post
        if post.person is None and post.handle not in self.kept.about and post.kind != NOTICE:
            return
        for name, number in delivery.message_ids.items():
            self.kept.handles[name] = (owner, Sent(name, post.channel, str(number), delivery.at))

    # --- the end --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        self._write_people()
        self._write_delivered()

    def new_posts(self) -> list[Post]:
        return list(self._clear.values())

    def is_held(self, lease: Lease) -> bool:
        return True

    def pick_up(self, known: Collection[str]) -> None:
        self._clear |= {post.id: post for post in self.waiting() if post.id not in known}

    def hand_over(self, known: KnownPosts | None) -> None:
        """Nobody else is there."""

    @property
    def others_wrote(self) -> bool:
        return False

    @property
    def all_waiting(self) -> frozenset[str] | None:
        return None

    @property
    def erased_people(self) -> frozenset[str]:
        return frozenset(self._erased)

    @property
    def joined_people(self) -> Mapping[str, str]:
        return self._joined

    @property
    def dropped_posts(self) -> frozenset[str]:
        return frozenset(self._dropped)

    @property
    def leaves_traces(self) -> bool:
        return self._traces or bool(self._erased)
