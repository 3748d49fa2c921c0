"""One transaction on SQL tables: what is loaded, what is queued, what was delivered, and how it is all written, in a
few statements whatever the number of turns. Decides nothing about people; `bot.turns.apply` does.
"""

from __future__ import annotations

import itertools
import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.delivery.post import Content, Post
from bot.errors import SealError
from bot.storage.acquainted import Acquainted
from bot.storage.adopting import SqlAdoption
from bot.storage.bookings import Diary
from bot.storage.calendars import Calendars
from bot.storage.constant import Constant
from bot.storage.counters import SqlCounters
from bot.storage.database import TRACES_MEMO
from bot.storage.desk import SqlDesk
from bot.storage.dialect import Calling
from bot.storage.entries import OfficeEntries
from bot.storage.feeds import SqlFeeds
from bot.storage.people import SqlPeople
from bot.storage.posts import Posts, new_post
from bot.storage.records import (
    audit_values,
    lead_values,
    open_audit,
    open_lead,
    open_run,
    open_saved,
    run_values,
    saved_values,
    waits_since,
    without,
)
from bot.storage.seal import Sealer
from bot.storage.sql_timers import SqlTimers
from bot.storage.statements import Statements
from bot.storage.tables import HOUR, whole
from bot.storage.website import SqlWebsite
from bot.turns.acts import OFFICE, ClientTurn, Delivered, OfficeTurn
from bot.turns.leases import Lease
from bot.turns.news import ERASED, POSTS, KnownPosts
from bot.turns.ports import Stale
from bot.turns.records import (
    Erased,
    FeedKind,
    Idle,
    LookedUpTo,
    Pair,
    Person,
    StoredBooking,
    StoredCalendar,
    StoredLead,
    Undelivered,
)
from dialogs.desk.matter import Recorded
from dialogs.saved import SavedText

log = logging.getLogger(__name__)
T = TypeVar("T")
# So many of what staff did are removed at once.
MOST_ACTS = 500


class SqlTransaction(SqlPeople, SqlWebsite, SqlAdoption, SqlFeeds, OfficeEntries, SqlTimers, SqlDesk, SqlCounters):
    """Implements `bot.turns.ports.Transaction`. `acquainted` are the people of the transactions before.

    Where several processes share the work, `calls` is how they call each other.
    """

    def __init__(
        self,
        connection: Connection,
        sealer: Sealer,
        statements: Statements,
        acquainted: Acquainted,
        calls: Calling | None = None,
    ) -> None:
        self.connection = connection
        self.sealer = sealer
        self.sql = statements
        self.acquainted = acquainted
        self._seen: set[tuple[str, str]] = set()
        self._looked: set[tuple[str, str]] = set()
        self._fresh_updates: list[dict[str, Any]] = []
        self._unreadable: list[dict[str, Any]] = []
        self._begin_people()
        self._begin_website()
        self._clear_lanes: set[str] = set()
        self._begin_counters()
        self._posts = Posts(connection, sealer, statements)
        self._diary = Diary(connection, sealer, statements)
        self._calendars = Calendars(connection, sealer, statements)
        self._new_runs: list[dict[str, Any]] = []
        self._calls = calls
        self._held: dict[Lease, bool] = {}

    # --- updates --------------------------------------------------------------------------------------------------

    def prepare(
        self, turns: Sequence[ClientTurn | OfficeTurn], people: Collection[str] = (), messages: Collection[str] = ()
    ) -> None:
        by_channel: dict[str, list[str]] = {}
        for turn in turns:
            channel = turn.channel if isinstance(turn, ClientTurn) else OFFICE
            by_channel.setdefault(channel, []).append(turn.update_key)
        for channel, keys in by_channel.items():
            self._look(channel, keys)
        chats = dict.fromkeys((t.channel, t.chat) for t in turns if isinstance(t, ClientTurn))
        self._sought.update(chats)
        finders = [finder for chat in chats for finder in self._finders(*chat)]
        numbers = [t.number for t in turns if isinstance(t, OfficeTurn)]
        if self._calls is not None and (numbers or people or messages):
            self._lock(finders, numbers, people, messages)
        self._load(finders)

    def _look(self, channel: str, keys: Sequence[str]) -> None:
        found = self.sql.seen.run(self.connection, keys, {"channel": channel})
        self._seen.update((channel, record.update_key) for record in found)
        self._looked.update((channel, key) for key in keys)

    def was_seen(self, channel: str, update_key: str) -> bool:
        if (channel, update_key) not in self._looked:
            self._look(channel, [update_key])
        return (channel, update_key) in self._seen

    def first_time(self, channel: str, update_key: str, now: datetime) -> bool:
        if self.was_seen(channel, update_key):
            return False
        self._seen.add((channel, update_key))
        seen_at = whole(now.timestamp(), HOUR)
        self._fresh_updates.append({"channel": channel, "update_key": update_key, "seen_at": seen_at})
        return True

    def record_unreadable(self, channel: str, update_key: str, kind: str, now: datetime) -> None:
        seen_at = whole(now.timestamp(), HOUR)
        self._unreadable.append({"channel": channel, "update_key": update_key, "kind": kind, "seen_at": seen_at})

    # --- people ---------------------------------------------------------------------------------------------------

    def erase(self, person_id: str, into: str | None = None) -> Erased:
        # Nothing is opened, neither the person nor their lead: what is damaged must go as well.
        self._forget_pages()
        lead = self.sql.lead_of.run(self.connection, {"person": person_id}).first()
        sent, shared = self._posts.erase(person_id)
        self.sql.erase_wishes.run(self.connection, {"person": person_id})
        self.sql.erase_parts.run(self.connection, {"person": person_id})
        self._diary.erase(person_id)
        self.drop_feed(FeedKind.CLIENT, person_id)
        self.erase_entries(person_id)
        for statement in self.sql.erase:
            statement.run(self.connection, {"person": person_id})
        self._new_runs = [run for run in self._new_runs if run["person"] != person_id]
        self.acquainted.forget()
        # Whoever begins anew in this very batch has the same address, and no record of it yet.
        self._forget(person_id)
        self._erased.add(person_id)
        if into is not None:
            self._joined[person_id] = into
        return Erased(sent, shared, None if lead is None else lead.number)

    def idle(self, acted_before: float, reached: LookedUpTo, most: int) -> list[Idle]:
        which = {"before": acted_before, "since": reached.at, "skip": reached.passed, "most": most}
        found = self.sql.idle.run(self.connection, which)
        return [Idle(one.id, one.updated_at, bool(one.has_lead), bool(one.has_result)) for one in found]

    def unsent_since(self, person_id: str) -> float | None:
        newest: float | None = self.sql.newest_unsent.run(
            self.connection, {"person": person_id, "office": OFFICE}
        ).value()
        return newest

    def _pages(self, statement: Constant, before: float, most: int) -> Iterator[Any]:
        """Yield the records that are due, a page at a time: damaged ones must not stand in the place of whole ones."""
        for skip in itertools.count(0, most):
            found = statement.run(self.connection, {"before": before, "most": most, "skip": skip}).records
            yield from found
            if len(found) < most:
                return

    # --- leads, runs, memos ---------------------------------------------------------------------------------------

    def lead_of(self, person_id: str) -> StoredLead | None:
        record = self.sql.lead_of.run(self.connection, {"person": person_id}).first()
        return None if record is None else open_lead(self.sealer, record)

    def lead_numbered(self, number: int) -> StoredLead | None:
        record = self.sql.lead_numbered.run(self.connection, {"number": number}).first()
        return None if record is None else open_lead(self.sealer, record)

    def lead_owner(self, number: int) -> str | None:
        record = self.sql.lead_owner.run(self.connection, {"number": number}).first()
        return None if record is None else str(record.person)

    def newest_leads(self, most: int) -> tuple[list[StoredLead], int]:
        found = self.sql.newest_leads.run(self.connection, {"most": most}).records
        count = len(found)
        if count == most:
            count = self.sql.count_leads.run(self.connection).value()
        return [lead for record in found if (lead := self._whole_lead(record)) is not None], count

    def lead_numbers(self) -> list[int]:
        return [record.number for record in self.sql.lead_numbers.run(self.connection)]

    def leads_numbered(self, numbers: Collection[int]) -> list[StoredLead]:
        found = {record.number: record for record in self.sql.leads_numbered.run(self.connection, numbers)}
        whole = (self._whole_lead(found[number]) for number in numbers if number in found)
        return [lead for lead in whole if lead is not None]

    def _whole_lead(self, record: Any) -> StoredLead | None:
        """A lead; None where its record is damaged: staff must see the others."""
        try:
            return open_lead(self.sealer, record)
        except SealError:
            log.error("lead %d cannot be opened (damaged), and is passed over", record.number)
            return None

    def add_lead(self, stored: StoredLead) -> StoredLead:
        place = {
            "id": stored.id,
            "person": stored.person,
            "version": stored.version,
            "waits_since": waits_since(stored),
        }
        number = self.sql.add_lead.run(self.connection, place).value()
        stored.record = replace(stored.record, number=number)
        sealed = lead_values(self.sealer, stored)["sealed"]
        self.sql.seal_lead.run(self.connection, {"which": stored.id, "sealed": sealed})
        return stored

    def save_lead(self, stored: StoredLead) -> None:
        read, stored.version = stored.version, stored.version + 1
        values = lead_values(self.sealer, stored)
        changed = self.sql.change_lead.run(self.connection, {**values, "which": stored.id, "read": read})
        if changed.written != 1:
            raise Stale

    def waiting_leads(self, before: float, most: int) -> list[tuple[Person, StoredLead]]:
        records = self._pages(self.sql.waiting_leads, before, most)
        leads = (lead for record in records if (lead := self._whole_lead(record)) is not None)
        due = ((person, lead) for lead in leads if (person := self.whole_person(lead.person)) is not None)
        return list(itertools.islice(due, most))

    def longest_waiting(self) -> float | None:
        since: float | None = self.sql.longest_waiting.run(self.connection).value()
        return since

    def keep_wishes(self, lead: str, half_days: Collection[str]) -> None:
        self.sql.drop_wishes.run(self.connection, {"lead": lead})
        if half_days:
            records = [{"half_day": half_day, "lead": lead} for half_day in dict.fromkeys(half_days)]
            self.sql.add_wishes.many(self.connection, records)

    def wished(self, half_days: Collection[str], but: str) -> dict[str, int]:
        found = self.sql.wished.run(self.connection, half_days, {"lead": but})
        return {record.half_day: record.wishes for record in found}

    def keep_run(self, person_id: str, made_at: float, run: Mapping[str, Any]) -> None:
        self._new_runs.append(run_values(self.sealer, secrets.token_hex(16), person_id, made_at, run))

    def runs_of(self, person_id: str) -> list[Any]:
        self._write_runs()  # kept by earlier turns of this transaction
        kept = self.sql.runs_of.run(self.connection, {"person": person_id})
        found = self._whole("a scoring", kept, open_run)
        return [run for _, run in sorted(found, key=lambda entry: entry[0])]

    def drop_from_runs(self, person_id: str, answers: Collection[str]) -> None:
        if not answers:
            return
        self._write_runs()
        for record in self.sql.runs_of.run(self.connection, {"person": person_id}).records:
            for made_at, run in self._whole("a scoring", [record], open_run):
                if (less := without(run, answers)) != run:
                    values = run_values(self.sealer, record.id, person_id, made_at, less)
                    self.sql.put_run.run(self.connection, {"which": record.id, "content": values["sealed"]})

    def add_audit(self, person_id: str, lead: int, recorded: Recorded) -> None:
        values = audit_values(self.sealer, secrets.token_hex(16), person_id, lead, recorded)
        self.sql.add_audit.run(self.connection, values)

    def audit_of(self, person_id: str) -> list[Recorded]:
        found = self.sql.audit_of.run(self.connection, {"person": person_id})
        return self._whole("staff act", found, open_audit)

    def audit_of_erased(self, lead: int) -> list[Recorded]:
        found = self.sql.audit_of_erased.run(self.connection, {"person": "", "lead": lead})
        return self._whole("staff act", found, open_audit)

    def _whole(self, what: str, found: Iterable[Any], opened: Callable[[Sealer, Any], T]) -> list[T]:
        """What can be opened of what was found: a damaged record must not keep the others from being read."""
        whole = []
        for record in found:
            try:
                whole.append(opened(self.sealer, record))
            except SealError:
                log.error("%s cannot be opened (damaged), and is passed over", what)
        return whole

    def memo(self, name: str) -> Any:
        sealed = self.sql.memo.run(self.connection, {"name": name}).value()
        try:
            return None if sealed is None else self.sealer.open_json("facts", name, sealed)
        except SealError:
            log.error("the memo %s cannot be opened (damaged), and counts as not known", name)
            return None

    def set_memo(self, name: str, value: object) -> None:
        self.sql.set_memo.run(self.connection, {"name": name, "sealed": self.sealer.seal_json("facts", name, value)})

    def saved_texts(self) -> list[SavedText]:
        found = [open_saved(self.sealer, record) for record in self.sql.saved_texts.run(self.connection, {})]
        return sorted(found, key=lambda saved: saved.name)

    def keep_saved(self, saved: SavedText) -> None:
        self.sql.keep_saved.run(self.connection, saved_values(self.sealer, saved))

    def drop_saved(self, saved_id: str) -> None:
        self.sql.drop_saved.run(self.connection, {"id": saved_id})

    # --- bookings, timers, talk -----------------------------------------------------------------------------------

    def booking(self, number: int) -> StoredBooking | None:
        return self._diary.numbered(number)

    def bookings_of(self, person_id: str) -> list[StoredBooking]:
        return self._diary.of_person(person_id)

    def keep_booking(self, stored: StoredBooking) -> StoredBooking:
        return self._diary.keep(stored)

    def taken_cells(self, staff: Collection[str], first: int, end: int, but: int | None) -> dict[str, frozenset[int]]:
        return self._diary.taken_cells(staff, first, end, but)

    def busy_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> dict[str, tuple[int, ...]]:
        return self._diary.busy_days(staff, edges, but)

    def bookings_from(self, start: int, most: int, staff: str | None = None) -> list[StoredBooking]:
        return self._diary.beginning(start, most, staff)

    def waiting_list(self, most: int) -> list[StoredBooking]:
        return self._diary.waiting(most)

    def bookings_without_time(self, most: int) -> list[StoredBooking]:
        return self._diary.without_time(most)

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        return self._calendars.calendar_versions(calendars)

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        return self._calendars.calendar(calendar_id)

    def keep_calendar(self, stored: StoredCalendar) -> StoredCalendar:
        return self._calendars.keep(stored)

    def drop_calendars(self, but: Collection[str]) -> int:
        return self._calendars.drop(but)

    def pair(self, pair: Pair) -> None:
        self._diary.pair(pair)

    def paired(self, pair: str) -> Pair | None:
        return self._diary.paired(pair)

    def counterparts(self, person_id: str, side: str, message_id: str) -> list[Pair]:
        return self._diary.counterparts(person_id, side, message_id)

    def talk_of(self, person_id: str) -> list[Pair]:
        return self._diary.talk_of(person_id)

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
        self.acquainted.clear.discard(lane)
        self._clear_lanes.discard(lane)
        self._posts.queue(new_post(channel, lane, kind, handle, person, payload, content), now, held=held, about=about)

    def is_clear(self, lane: str) -> bool:
        if lane in self.acquainted.clear:
            return True
        is_clear = self._posts.is_clear(lane)
        if is_clear:
            self._clear_lanes.add(lane)
        return is_clear

    def shelved(self, post: Post, made: Mapping[str, str], now: datetime) -> None:
        self._posts.shelved(Delivered(post, made, now.timestamp()))

    def is_under_way(self, person_id: str, kind: str, payload: Mapping[str, Any]) -> bool:
        return self._posts.is_under_way(person_id, kind, payload)

    def waiting(self, lane: str | None = None) -> list[Post]:
        return self._posts.waiting(lane)

    def held(self, lane: str) -> list[Post]:
        return self._posts.held(lane)

    def withdraw(self, posts: Sequence[Post]) -> None:
        self._posts.withdraw(posts)

    def is_waiting(self, post: Post) -> bool:
        return self._posts.is_waiting(post)

    def owner_of(self, post: Post) -> str | None:
        return self._posts.owner_of(post)

    def delivered(self, delivery: Delivered) -> None:
        self._posts.delivered(delivery)

    def remember(self, delivery: Delivered) -> bool:
        return self._posts.remember(delivery)

    def message_ids(self, handles: Collection[str]) -> dict[str, str]:
        return self._posts.message_ids(handles)

    def sent_by(self, handles: Collection[str]) -> dict[str, str]:
        return self._posts.sent_by(handles)

    def handles_of(self, channel: str, message_id: str, person: str | None = None) -> dict[str, str | None]:
        return self._posts.handles_of(channel, message_id, person)

    def forget_messages(self, channel: str) -> None:
        self._posts.forget_messages(channel)
        if channel == OFFICE:
            self._diary.forget_talk()

    def bury(self, post: Post) -> None:
        self._posts.mark(post, "dead")

    def doubt(self, post: Post) -> None:
        self._posts.mark(post, "doubtful")

    def not_delivered(self, most: int) -> list[Undelivered]:
        return self._posts.not_delivered(most)

    def drop_lane(self, lane: str) -> None:
        self._posts.drop_lane(lane)

    def prune_talk(self, before: float, after: str, most: int) -> tuple[int, str | None]:
        return self._diary.prune_talk(before, after, most)

    def prune(
        self,
        *,
        updates_before: float,
        dead_before: float,
        wishes_before: str,
        audits_before: float = 0.0,
        acts_before: float = 0.0,
    ) -> int:
        # A record tells the beginning of its hour; only when that is over for all of it does it go.
        before = {"before": updates_before - HOUR}
        hourly = (self.sql.prune_updates, self.sql.prune_unreadable)
        records = sum(statement.run(self.connection, before).written for statement in hourly)
        records += self.sql.prune_wishes.run(self.connection, {"before": wishes_before}).written
        records += self.sql.prune_audit.run(self.connection, {"person": "", "before": audits_before - HOUR}).written
        if acts_before:
            which = {"before": acts_before - HOUR, "most": MOST_ACTS}
            records += self.sql.prune_acts.run(self.connection, which).written
        return records + self._posts.prune_dead(dead_before)

    # --- the end --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        # Tables in one order, and the records of each too: two processes never wait for each other crosswise.
        if self._fresh_updates:
            in_order = sorted(self._fresh_updates, key=lambda record: (record["channel"], record["update_key"]))
            self.sql.add_updates.many(self.connection, in_order)
        if self._unreadable:
            self.sql.add_unreadable.many(self.connection, self._unreadable)
        self._fresh_updates, self._unreadable = [], []
        self._write_people()
        self._write_runs()
        self._write_pages()
        self._write_counters()
        self._posts.flush()
        if self.leaves_traces:
            self.sql.set_memo.run(self.connection, {"name": TRACES_MEMO, "sealed": secrets.token_bytes(8)})

    def _write_runs(self) -> None:
        if self._new_runs:
            self.sql.add_runs.many(self.connection, self._new_runs)
            self._new_runs = []

    def is_held(self, lease: Lease) -> bool:
        if lease not in self._held:
            which = {"name": lease.name, "owner": lease.owner, "fence": lease.fence}
            self._held[lease] = self.sql.lease.run(self.connection, which).first() is not None
        return self._held[lease]

    def pick_up(self, known: Collection[str] = ()) -> None:
        self._posts.pick_up(known)

    def hand_over(self, known: KnownPosts | None) -> None:
        if self._calls is None:
            return
        if self._erased:
            self._calls.call(self.connection, ERASED)
        if known is not None:
            self._posts.pick_up_before(known)
        elif self._posts.clear or self._posts.dropped or self._erased:
            self._calls.call(self.connection, POSTS)

    def new_posts(self) -> list[Post]:
        return list(self._posts.clear.values())

    @property
    def others_wrote(self) -> bool:
        return self._calls is None and self._posts.all_waiting is not None

    @property
    def all_waiting(self) -> frozenset[str] | None:
        return self._posts.all_waiting

    @property
    def erased_people(self) -> frozenset[str]:
        return frozenset(self._erased)

    @property
    def joined_people(self) -> Mapping[str, str]:
        return self._joined

    @property
    def dropped_posts(self) -> frozenset[str]:
        return frozenset(self._posts.dropped)

    @property
    def leaves_traces(self) -> bool:
        return self._posts.traces or bool(self._erased)
