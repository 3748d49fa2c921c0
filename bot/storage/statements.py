"""The statements of a turn, compiled once for a database: constant SQL, so that no turn pays for building it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect as SqlDialect
from sqlalchemy import (
    LargeBinary,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.expression import ClauseElement

from bot.storage.constant import Constant, ForValues, MadeOfList
from bot.storage.dialect import Dialect
from bot.storage.records import FAILED, PEOPLE, WAITING
from bot.storage.tables import (
    addresses,
    audit,
    bookings,
    calendars,
    cells,
    concerns,
    counters,
    desk_sessions,
    entries,
    feeds,
    handles,
    lead_parts,
    leads,
    leases,
    memos,
    outbox,
    people,
    profile_changes,
    runs,
    saved_texts,
    talk,
    timers,
    unreadable,
    updates,
    web_events,
    web_files,
    web_sessions,
    wishes,
)
from bot.turns.acts import OFFICE

_given = bindparam
# In the place of what is sealed once its number is known.
NOTHING = literal(b"", LargeBinary)
_One = Callable[[ClauseElement], Constant]
_Upsert = Callable[[Table], Any]
_OfList = Callable[[MadeOfList], ForValues]


class Statements:
    """Every statement of a transaction, for one kind of database; `written` is what SQLAlchemy calls its dialect."""

    def __init__(self, dialect: Dialect, written: SqlDialect) -> None:
        upsert = dialect.upsert

        def one(statement: ClauseElement) -> Constant:
            return Constant(statement, dialect, written)

        def listed(make: MadeOfList) -> ForValues:
            return ForValues(make, dialect, written)

        self._make_updates(one, listed, upsert)
        self._make_people(one, listed)
        self._make_leads(one, listed)
        self._make_history(one, upsert)
        self._make_bookings(one, listed)
        self._make_feeds(one)
        self._make_website(one, listed, upsert)
        self._make_desk(one, listed, upsert)
        self._make_counters(one, listed, upsert)
        self._make_entries(one, upsert)
        self._make_calendars(one, listed, upsert)
        self._make_timers(one, upsert)
        self._make_talk(one, upsert)
        self._make_posts(one, listed, upsert)
        self._make_handles(one, listed, upsert)
        self._make_erasing(one)
        self._make_pruning(one, listed)

    def _make_updates(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what knows an update again."""
        self.seen = listed(
            lambda keys: select(updates.c.update_key).where(
                updates.c.channel == _given("channel"), updates.c.update_key.in_(keys)
            )
        )
        self.add_updates = one(insert(updates))
        self.add_unreadable = one(upsert(unreadable).on_conflict_do_nothing())

    def _make_people(self, one: _One, listed: _OfList) -> None:
        """Make what finds and keeps people and their addresses."""
        self.people_at = listed(lambda finders: PEOPLE.where(addresses.c.finder.in_(finders)))
        # Locked where several processes write, always in this order, so that turns of one person come one after the
        # other and no two processes wait for each other. SQLite has one who writes anyway.
        self.people_to_change = listed(
            lambda finders: (
                PEOPLE.where(addresses.c.finder.in_(finders)).order_by(people.c.id).with_for_update(of=people)
            )
        )
        self.lock_people = listed(
            lambda ids: select(people.c.id).where(people.c.id.in_(ids)).order_by(people.c.id).with_for_update()
        )
        self.person = one(PEOPLE.where(addresses.c.person == _given("person")))
        self.person_at_lane = one(PEOPLE.where(addresses.c.id == _given("lane")))
        self.add_people = one(insert(people))
        self.change_people = one(
            update(people)
            .where(people.c.id == _given("who"), people.c.version == _given("read"))
            .values(version=_given("version"), updated_at=_given("updated_at"), sealed=_given("sealed"))
        )
        # Which of them sent a lead, or saw a result, is told without opening anything.
        has_lead = exists(select(leads.c.number).where(leads.c.person == people.c.id))
        has_result = exists(select(runs.c.id).where(runs.c.person == people.c.id))
        self.idle = one(
            select(people.c.id, people.c.updated_at, has_lead.label("has_lead"), has_result.label("has_result"))
            .where(people.c.updated_at <= _given("before"), people.c.updated_at >= _given("since"))
            .order_by(people.c.updated_at)
            .limit(_given("most"))
            .offset(_given("skip"))
        )
        self.add_addresses = one(insert(addresses))
        self.change_addresses = one(
            update(addresses).where(addresses.c.id == _given("lane")).values(sealed=_given("sealed"))
        )
        self.drop_address = one(
            delete(addresses).where(addresses.c.id == _given("lane"), addresses.c.person == _given("person"))
        )
        self.reach = one(
            update(addresses).where(addresses.c.id == _given("lane")).values(reachable=_given("reachable"))
        )

    def _make_leads(self, one: _One, listed: _OfList) -> None:
        """Make what finds and keeps leads, and which half-days they wish for."""
        self.lead_of = one(select(leads).where(leads.c.person == _given("person")))
        self.lead_owner = one(select(leads.c.person).where(leads.c.number == _given("number")))
        self.lead_numbered = one(select(leads).where(leads.c.number == _given("number")))
        self.newest_leads = one(
            select(leads).where(leads.c.changed > 0).order_by(leads.c.changed.desc()).limit(_given("most"))
        )
        # Read from the index alone: some milliseconds for a hundred thousand.
        self.lead_numbers = one(select(leads.c.number).where(leads.c.changed > 0).order_by(leads.c.changed.desc()))
        self.leads_numbered = listed(lambda numbers: select(leads).where(leads.c.number.in_(numbers)))
        self.numbers_of = listed(lambda ids: select(leads.c.person, leads.c.number).where(leads.c.person.in_(ids)))
        self.count_leads = one(select(func.count()).select_from(leads).where(leads.c.changed > 0))
        # One more than the greatest, which the index knows.
        newest = select(func.coalesce(func.max(leads.c.changed), 0) + 1).scalar_subquery()
        names = ("id", "person", "version", "waits_since")
        # Its number is sealed with it, and known only then.
        unsealed = {**{n: _given(n) for n in names}, "changed": newest, "sealed": NOTHING}
        self.add_lead = one(insert(leads).values(unsealed).returning(leads.c.number))
        self.seal_lead = one(update(leads).where(leads.c.id == _given("which")).values(sealed=_given("sealed")))
        self.change_lead = one(
            update(leads)
            .where(leads.c.id == _given("which"), leads.c.version == _given("read"))
            .values(
                version=_given("version"), waits_since=_given("waits_since"), sealed=_given("sealed"), changed=newest
            )
        )
        self.waiting_leads = one(
            select(leads)
            .where(leads.c.waits_since <= _given("before"))
            .order_by(leads.c.waits_since)
            .limit(_given("most"))
            .offset(_given("skip"))
        )
        self.longest_waiting = one(select(func.min(leads.c.waits_since)))
        self.drop_wishes = one(delete(wishes).where(wishes.c.lead == _given("lead")))
        self.add_wishes = one(insert(wishes))
        self.wished = listed(
            lambda half_days: (
                select(wishes.c.half_day, func.count().label("wishes"))
                .where(wishes.c.half_day.in_(half_days), wishes.c.lead != _given("lead"))
                .group_by(wishes.c.half_day)
            )
        )

    def _make_history(self, one: _One, upsert: _Upsert) -> None:
        """Make what keeps runs, what staff did, the texts they answer with, and memos."""
        self.add_runs = one(insert(runs))
        self.put_run = one(update(runs).where(runs.c.id == _given("which")).values(sealed=_given("content")))
        self.runs_of = one(select(runs).where(runs.c.person == _given("person")))
        self.add_audit = one(insert(audit).values(_all_given(audit, but="seq")))
        self.audit_of = one(select(audit).where(audit.c.person == _given("person")).order_by(audit.c.seq))
        of_nobody = (audit.c.person == _given("person"), audit.c.lead == _given("lead"))
        self.audit_of_erased = one(select(audit).where(*of_nobody).order_by(audit.c.seq))
        self.memo = one(select(memos.c.sealed).where(memos.c.name == _given("name")))
        # What a transaction must know before anything else: which key seals, whether the office is here, and whether
        # this version of the product may still go on.
        known = (memos.c.name == _given(name) for name in ("key", "mark", "oldest"))
        self.first_looked_at = one(select(memos.c.name, memos.c.sealed).where(or_(*known)))
        # An office keeps few (`dialogs.saved.MOST_SAVED`); read along the key, no more than can be meant.
        self.saved_texts = one(select(saved_texts).where(saved_texts.c.id > "").order_by(saved_texts.c.id).limit(1_000))
        keep_saved = upsert(saved_texts)
        self.keep_saved = one(
            keep_saved.on_conflict_do_update(
                index_elements=[saved_texts.c.id], set_={"sealed": keep_saved.excluded.sealed}
            )
        )
        self.drop_saved = one(delete(saved_texts).where(saved_texts.c.id == _given("id")))
        # Whoever takes a lease over waits until the end of the transaction; whoever renews it does not.
        mine = (leases.c.name == _given("name"), leases.c.owner == _given("owner"), leases.c.fence == _given("fence"))
        self.lease = one(select(leases.c.fence).where(*mine).with_for_update(read=True, key_share=True))
        set_memo = upsert(memos)
        self.set_memo = one(
            set_memo.on_conflict_do_update(index_elements=[memos.c.name], set_={"sealed": set_memo.excluded.sealed})
        )

    def _make_bookings(self, one: _One, listed: _OfList) -> None:
        """Make what finds and keeps bookings, and whose time is whose."""
        number, starts = bookings.c.number, bookings.c.starts
        self.booking = one(select(bookings).where(number == _given("number")))
        self.bookings_of = one(select(bookings).where(bookings.c.person == _given("person")).order_by(number))
        begun = select(bookings).where(starts >= _given("start")).order_by(starts, number)
        self.bookings_from = one(begun.limit(_given("most")))
        self.bookings_of_staff = one(begun.where(bookings.c.staff == _given("staff")).limit(_given("most")))
        self.without_time = one(select(bookings).where(starts.is_(None)).order_by(number.desc()).limit(_given("most")))
        # What is empty is less than any number.
        waiting = select(bookings).where(bookings.c.waits > 0).order_by(bookings.c.waits)
        self.waiting_list = one(waiting.limit(_given("most")))
        self.next_waiting = one(select(func.coalesce(func.max(bookings.c.waits), 0) + 1))
        names = ("person", "version", "staff", "starts", "waits")
        unsealed: dict[str, ClauseElement] = {**{n: _given(n) for n in names}, "sealed": NOTHING}
        self.add_booking = one(insert(bookings).values(unsealed).returning(number))
        self.seal_booking = one(update(bookings).where(number == _given("which")).values(sealed=_given("sealed")))
        self.change_booking = one(
            update(bookings)
            .where(number == _given("which"), bookings.c.version == _given("read"))
            .values({n: _given(n) for n in (*names, "sealed") if n != "person"})
        )
        self.add_cells = one(insert(cells))
        self.drop_cells = one(delete(cells).where(cells.c.booking == _given("booking")))
        self.cells_of = one(select(cells.c.staff, cells.c.cell).where(cells.c.booking == _given("booking")))
        self.taken_cells = listed(
            lambda staff: select(cells.c.staff, cells.c.cell).where(
                cells.c.staff.in_(staff),
                cells.c.cell >= _given("first"),
                cells.c.cell < _given("end"),
                cells.c.booking != _given("but"),
            )
        )
        self.starts = listed(
            lambda staff: select(bookings.c.staff, starts).where(
                bookings.c.staff.in_(staff), starts >= _given("first"), starts < _given("end"), number != _given("but")
            )
        )

    def _make_feeds(self, one: _One) -> None:
        """Make what keeps the addresses at which talks can be subscribed to."""
        of_owner = (feeds.c.kind == _given("kind"), feeds.c.owner == _given("owner"))
        self.feed = one(select(feeds).where(feeds.c.id == _given("id")))
        self.feed_of = one(select(feeds).where(*of_owner))
        self.add_feed = one(insert(feeds))
        self.drop_feed = one(delete(feeds).where(*of_owner))

    def _make_desk(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what keeps who is signed in on the desk's page, and by what leads are found."""
        session, lead = desk_sessions.c.id, lead_parts.c.lead
        self.desk_session = one(select(desk_sessions).where(session == _given("id")))
        self.desk_sessions = one(select(desk_sessions).where(session > "").order_by(session).limit(1_000))
        keep = upsert(desk_sessions)
        changed = {name: keep.excluded[name] for name in ("made_at", "sealed")}
        self.keep_desk_session = one(keep.on_conflict_do_update(index_elements=[session], set_=changed))
        self.drop_desk_session = one(delete(desk_sessions).where(session == _given("id")))
        self.old_desk_sessions = one(delete(desk_sessions).where(desk_sessions.c.made_at < _given("before")))
        self.drop_parts = one(delete(lead_parts).where(lead == _given("lead")))
        self.add_parts = one(insert(lead_parts))
        self.with_parts = listed(lambda parts: select(lead).where(lead_parts.c.part.in_(parts)))

    def _make_website(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what keeps chats on the website."""
        session, seq = web_sessions.c.id, web_events.c.seq
        self.web_session = one(select(web_sessions).where(session == _given("id")))
        newest = select(func.max(seq)).where(web_events.c.person == web_sessions.c.person).scalar_subquery()
        seen = select(web_sessions.c.person, web_sessions.c.sealed, people.c.version, newest.label("newest"))
        beside = web_sessions.join(people, people.c.id == web_sessions.c.person)
        self.web_glance = one(seen.select_from(beside).where(session == _given("id")))
        self.web_sessions_of = one(select(web_sessions).where(web_sessions.c.person == _given("person")))
        self.living_web_sessions = listed(lambda ids: select(session).where(session.in_(ids)))
        keep = upsert(web_sessions)
        changed = {name: keep.excluded[name] for name in ("person", "made_at", "sealed")}
        self.keep_web_session = one(keep.on_conflict_do_update(index_elements=[session], set_=changed))
        self.drop_web_session = one(delete(web_sessions).where(session == _given("id")))
        self.old_web_sessions = one(delete(web_sessions).where(web_sessions.c.made_at < _given("before")))
        mine = web_events.c.person == _given("person")
        place, is_shown = func.coalesce(web_events.c.place, seq), web_events.c.kind != _given("gone")
        of_person = select(web_events).where(mine)
        self.web_events_after = one(of_person.where(seq > _given("after")).order_by(seq).limit(_given("most")))
        self.web_event = one(of_person.where(web_events.c.handle == _given("handle")))
        self.web_event_at = one(of_person.where(place == _given("at"), is_shown))
        places = select(seq, place.label("place")).where(mine, is_shown)
        self.web_places = one(places.where(place < _given("before")))
        self.web_events = listed(lambda numbers: select(web_events).where(seq.in_(numbers)))
        self.shown_web_events = listed(lambda ids: select(web_events.c.id).where(web_events.c.id.in_(ids)))
        self.add_web_event = one(insert(web_events).values(_all_given(web_events, but="seq")).returning(seq))
        self.put_web_event = one(insert(web_events))
        self.drop_web_event = one(delete(web_events).where(seq == _given("seq")))
        self.drop_web_events = listed(lambda numbers: delete(web_events).where(seq.in_(numbers)))
        self.newest_web_event = one(select(func.max(seq)))
        self.people_with_web_events = one(select(web_events.c.person, seq).where(seq > _given("after")).order_by(seq))
        piece = upsert(web_files)
        again = {name: piece.excluded[name] for name in ("person", "made_at", "sealed")}
        self.add_web_piece = one(piece.on_conflict_do_update(index_elements=[web_files.c.id], set_=again))
        self.web_piece = one(select(web_files).where(web_files.c.id == _given("id")))
        to_staff = outbox.c.channel == _given("office")
        is_waiting = select(outbox.c.seq).where(outbox.c.person == web_files.c.person, to_staff).exists()
        self.old_web_files = one(delete(web_files).where(web_files.c.made_at < _given("before"), ~is_waiting))

    def _make_counters(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what counts, and what keeps the changes of the profile."""
        own, n = counters.c.id, counters.c.n
        add = upsert(counters)
        self.add_counts = one(add.on_conflict_do_update(index_elements=[own], set_={"n": n + add.excluded.n}))
        self.count_of = one(select(n).where(own == _given("which")))
        self.name_count = one(update(counters).where(own == _given("which")).values(sealed=_given("sealed")))
        self.counted = listed(lambda months: select(counters).where(counters.c.month.in_(months)))
        old = (counters.c.month > "", counters.c.month < _given("before"))
        self.prune_counters = one(delete(counters).where(*old))
        seq = profile_changes.c.seq
        self.add_profile_change = one(insert(profile_changes).values(_all_given(profile_changes, but="seq")))
        newest = select(profile_changes).where(seq > 0).order_by(seq.desc())
        self.profile_changes = one(newest.limit(_given("most")))

    def _make_entries(self, one: _One, upsert: _Upsert) -> None:
        """Make what keeps the entries in the office's calendar."""
        number = entries.c.booking
        self.entry = one(select(entries).where(number == _given("booking")))
        self.entries_of = one(select(entries).where(entries.c.person == _given("person")))
        keep = upsert(entries)
        changed = {name: keep.excluded[name] for name in ("person", "wanted", "written", "next_try", "sealed")}
        self.keep_entry = one(keep.on_conflict_do_update(index_elements=[number], set_=changed))
        self.drop_entry = one(delete(entries).where(number == _given("booking")))
        waiting = select(entries).order_by(entries.c.next_try, number).limit(_given("most"))
        self.due_entries = one(waiting.where(entries.c.next_try <= _given("before")))
        self.entries_beyond = one(waiting.where(entries.c.next_try > _given("beyond")))
        begun = bookings.c.starts >= _given("since")
        standing = (
            select(entries).join(bookings, bookings.c.number == number).where(begun, entries.c.next_try.is_(None))
        )
        self.standing_entries = one(standing.order_by(bookings.c.starts, number).limit(_given("most")))

    def _make_calendars(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what keeps the office's own calendars."""
        own, version = calendars.c.id, calendars.c.version
        self.calendar_versions = listed(lambda ids: select(own, version).where(own.in_(ids)))
        self.calendar = one(select(calendars).where(own == _given("id")))
        # An office has few; read along the key, no more than can be meant.
        self.calendar_ids = one(select(own).where(own > "").order_by(own).limit(1_000))
        self.add_calendar = one(upsert(calendars).on_conflict_do_nothing())
        self.change_calendar = one(
            update(calendars)
            .where(own == _given("which"), version == _given("read"))
            .values(version=_given("version"), sealed=_given("sealed"))
        )
        self.drop_calendars = listed(lambda ids: delete(calendars).where(own.in_(ids)).returning(own))

    def _make_timers(self, one: _One, upsert: _Upsert) -> None:
        """Make what sets and takes timers."""
        set_timer = upsert(timers).values(_all_given(timers, but="seq"))
        self.set_timer = one(
            set_timer.on_conflict_do_update(
                index_elements=[timers.c.subject, timers.c.kind],
                set_={name: set_timer.excluded[name] for name in ("person", "due", "version")},
            )
        )
        self.drop_timers = one(delete(timers).where(timers.c.subject == _given("subject")))
        same = (timers.c.kind == _given("kind"), timers.c.subject == _given("subject"))
        self.take_timer = one(
            delete(timers).where(*same, timers.c.due == _given("due"), timers.c.version == _given("version"))
        )
        in_order = select(timers).order_by(timers.c.due, timers.c.seq)
        self.due_timers = one(in_order.where(timers.c.due <= _given("before")).limit(_given("most")))
        self.next_timer = one(select(func.min(timers.c.due)))
        self.timer = one(select(timers).where(*same))
        self.timers_of = one(in_order.where(timers.c.person == _given("person")))
        # Both read along the key: once for each change of law, then once a minute until all were told.
        kept = timers.c.seq > 0
        given = {name: _given(name, type_=timers.c[name].type) for name in ("kind", "due", "version")}
        beside = select(timers.c.person, timers.c.subject, *(given[name].label(name) for name in given))
        set_like = upsert(timers).from_select(
            ["person", "subject", *given], beside.where(kept, timers.c.kind == _given("like")).order_by(timers.c.seq)
        )
        self.set_timers_like = one(
            set_like.on_conflict_do_update(
                index_elements=[timers.c.subject, timers.c.kind],
                set_={name: set_like.excluded[name] for name in ("person", "due", "version")},
            )
        )
        counted = select(func.count().label("number"), func.min(timers.c.due).label("due"))
        self.timers_left = one(counted.where(kept, timers.c.kind == _given("kind")))

    def _make_talk(self, one: _One, upsert: _Upsert) -> None:
        """Make what tells which message of a talk is which."""
        keep_pair = upsert(talk)
        changed = {name: keep_pair.excluded[name] for name in ("ours", "theirs", "sent_at", "sealed")}
        self.keep_pair = one(keep_pair.on_conflict_do_update(index_elements=[talk.c.id], set_=changed))
        of_person = select(talk).where(talk.c.person == _given("person"))
        self.talk_of = one(of_person)
        self.paired = one(select(talk).where(talk.c.id == _given("id")))
        self.pairs_of_ours = one(of_person.where(talk.c.ours == _given("message")))
        self.pairs_of_theirs = one(of_person.where(talk.c.theirs == _given("message")))
        self.forget_talk = one(delete(talk))

    def _make_posts(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what keeps posts, and whom they are about."""
        self.add_posts = one(insert(outbox).values(_all_given(outbox, but="seq")))
        self.add_concerns = one(upsert(concerns).on_conflict_do_nothing())
        self.concerned = listed(lambda refs: select(concerns.c.ref).where(concerns.c.ref.in_(refs)).distinct())
        self.refs_about = one(select(concerns.c.ref).where(concerns.c.person == _given("person")))
        to_be_sent = outbox.c.state.in_([literal_column(f"'{state}'") for state in WAITING])
        self.waiting = one(select(outbox).where(to_be_sent).order_by(outbox.c.seq))
        self.waiting_ids = one(select(outbox.c.id).where(to_be_sent).order_by(outbox.c.seq))
        self.waiting_ids_in = listed(
            lambda lanes: select(outbox.c.id).where(outbox.c.lane.in_(lanes), to_be_sent).order_by(outbox.c.seq)
        )
        self.posts = listed(lambda ids: select(outbox).where(outbox.c.id.in_(ids), to_be_sent).order_by(outbox.c.seq))
        of_person = outbox.c.person == _given("person")
        to_them = outbox.c.channel != _given("office")
        self.newest_unsent = one(select(func.max(outbox.c.created_at)).where(of_person, to_be_sent, to_them))
        is_failed = outbox.c.state.in_([literal_column(f"'{state}'") for state in FAILED])
        failed = select(outbox).where(is_failed).order_by(outbox.c.seq.desc())
        self.not_delivered = one(failed.limit(_given("most")))
        in_lane = outbox.c.lane == _given("lane")
        self.waiting_in = one(select(outbox).where(in_lane, to_be_sent).order_by(outbox.c.seq))
        states = outbox.c.state.in_([literal_column(f"'{state}'") for state in (*WAITING, "held")])
        self.any_in = one(select(outbox.c.seq).where(in_lane, states).limit(1))
        self.held_in = one(select(outbox).where(in_lane, outbox.c.state == "held").order_by(outbox.c.seq))
        self.same_waiting = one(
            select(outbox).where(
                outbox.c.person == _given("person"), outbox.c.kind == _given("kind"), outbox.c.state != "dead"
            )
        )
        self.posts_of = one(select(outbox).where(outbox.c.person == _given("person")).order_by(outbox.c.seq))
        given = update(outbox).where(outbox.c.id == _given("post"))
        self.give_post = one(given.values(person=_given("whose"), sealed=_given("content")))
        self.hold = one(update(outbox).where(in_lane, to_be_sent).values(state="held"))
        self.let_go = one(update(outbox).where(in_lane, outbox.c.state == "held").values(state="queued"))
        self.post = one(select(outbox.c.id, outbox.c.person).where(outbox.c.id == _given("post")))
        self.mark = one(update(outbox).where(outbox.c.id == _given("post")).values(state=_given("becomes")))
        self.drop_lane = one(delete(outbox).where(outbox.c.lane == _given("lane")))
        self.drop_posts = listed(
            lambda ids: delete(outbox).where(outbox.c.id.in_(ids)).returning(outbox.c.id, outbox.c.person)
        )
        self.drop_handled = listed(
            lambda names: delete(outbox).where(outbox.c.handle.in_(names)).returning(outbox.c.id)
        )

    def _make_handles(self, one: _One, listed: _OfList, upsert: _Upsert) -> None:
        """Make what keeps which message is which."""
        set_handle = upsert(handles)
        self.set_handles = one(
            set_handle.on_conflict_do_update(
                index_elements=[handles.c.id],
                set_={"message_id": set_handle.excluded.message_id, "sent_at": set_handle.excluded.sent_at},
            )
        )
        self.message_ids = listed(
            lambda names: select(handles.c.id, handles.c.message_id).where(handles.c.id.in_(names))
        )
        self.sent_by = listed(lambda names: select(handles.c.id, handles.c.channel).where(handles.c.id.in_(names)))
        called = select(handles.c.id, handles.c.person).where(
            handles.c.channel == _given("channel"), handles.c.message_id == _given("message")
        )
        self.handles_of = one(called)
        self.whose_messages = listed(
            lambda numbers: select(handles.c.person).where(
                handles.c.channel == literal_column(f"'{OFFICE}'"),
                handles.c.message_id.in_(numbers),
                handles.c.person.is_not(None),
            )
        )
        # Numbers of messages in one person's chat may be others' as well: looked for among the person's own, whatever
        # index a database would rather take.
        self.handles_of_person = one(
            select(handles.c.id, handles.c.person).where(
                handles.c.person == _given("person"),
                handles.c.message_id == _given("message"),
                handles.c.channel.concat("") == _given("channel"),
            )
        )
        self.sent_to = one(select(handles).where(handles.c.person == _given("person")))
        # A message in several parts has a handle for each: "r:1/1", "r:1/2" and "r:1" for the last.
        self.sent_as = one(
            select(handles).where(
                (handles.c.id == _given("ref")) | ((handles.c.id > _given("first")) & (handles.c.id < _given("last")))
            )
        )
        self.drop_handles = listed(lambda names: delete(handles).where(handles.c.id.in_(names)))
        in_channel = select(handles.c.id).where(handles.c.channel == _given("channel"))
        self.drop_refs_of_channel = one(delete(concerns).where(concerns.c.ref.in_(in_channel)))
        self.drop_channel = one(delete(handles).where(handles.c.channel == _given("channel")))
        self.drop_refs = listed(lambda refs: delete(concerns).where(concerns.c.ref.in_(refs)))

    def _make_erasing(self, one: _One) -> None:
        """Make what removes all of a person."""
        of_person = select(leads.c.id).where(leads.c.person == _given("person"))
        numbers = select(leads.c.number).where(leads.c.person == _given("person"))
        self.erase_parts = one(delete(lead_parts).where(lead_parts.c.lead.in_(numbers)))
        self.erase_wishes = one(delete(wishes).where(wishes.c.lead.in_(of_person)))
        self.erase = tuple(
            one(delete(table).where(column == _given("person")))
            for table, column in (
                (handles, handles.c.person),
                (runs, runs.c.person),
                (leads, leads.c.person),
                (audit, audit.c.person),
                (addresses, addresses.c.person),
                (concerns, concerns.c.person),
                *((table, table.c.person) for table in (web_sessions, web_events, web_files)),
                (people, people.c.id),
            )
        )
        booked = select(bookings.c.number).where(bookings.c.person == _given("person"))
        self.erase_bookings = (
            one(delete(cells).where(cells.c.booking.in_(booked))),
            *(one(delete(table).where(table.c.person == _given("person"))) for table in (bookings, timers, talk)),
        )
        self.erase_posts = one(delete(outbox).where(outbox.c.person == _given("person")).returning(outbox.c.id))

    def _make_pruning(self, one: _One, listed: _OfList) -> None:
        """Make what removes that which is kept for a time only."""
        # The oldest whole hour at a time: moments are rounded to it, and nobody waits for a month's worth.
        self.prune_updates = one(_oldest(updates))
        self.prune_unreadable = one(_oldest(unreadable))
        self.prune_audit = one(delete(audit).where(audit.c.person == _given("person"), audit.c.at < _given("before")))
        # In the order in which it came, so that what is oldest stands first.
        first = select(audit.c.seq).where(audit.c.seq > 0).order_by(audit.c.seq).limit(_given("most"))
        self.prune_acts = one(delete(audit).where(audit.c.seq.in_(first), audit.c.at < _given("before")))
        self.some_pairs = one(
            select(talk.c.id, talk.c.sent_at)
            .where(talk.c.id > _given("after"))
            .order_by(talk.c.id)
            .limit(_given("most"))
        )
        self.drop_pairs = listed(lambda ids: delete(talk).where(talk.c.id.in_(ids)))
        self.prune_wishes = one(delete(wishes).where(wishes.c.half_day < _given("before")))
        dead = select(outbox.c.id).where(outbox.c.state == "dead", outbox.c.created_at < _given("before"))
        some = dead.limit(_given("most"))
        self.prune_dead = one(delete(outbox).where(outbox.c.id.in_(some)).returning(outbox.c.handle))


def _all_given(table: Table, *, but: str) -> dict[str, ClauseElement]:
    """A parameter for each column of a table but one, which the database fills in."""
    return {column.name: _given(column.name) for column in table.c if column.name != but}


def _oldest(table: Table) -> ClauseElement:
    """A DELETE of the records of one hour, the oldest, if that is before a moment."""
    oldest = select(func.min(table.c.seen_at)).where(table.c.seen_at < _given("before")).scalar_subquery()
    return delete(table).where(table.c.seen_at == oldest)
