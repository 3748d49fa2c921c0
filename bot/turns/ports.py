"""What the turns need of storage. The core owns these; `bot.storage` has one implementation on SQL, one in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.delivery.post import Content, Post
from bot.turns.acts import ClientTurn, Delivered, OfficeTurn
from bot.turns.counting import KeptFigures
from bot.turns.desk import KeptDesk
from bot.turns.leases import Lease
from bot.turns.news import KnownPosts
from bot.turns.records import (
    Address,
    Erased,
    Feed,
    FeedKind,
    Glimpse,
    Idle,
    LookedUpTo,
    Pair,
    Person,
    Sent,
    StoredBooking,
    StoredCalendar,
    StoredEntry,
    StoredLead,
    Timer,
    Undelivered,
    Whose,
)
from bot.turns.website import KeptWebsite
from dialogs.desk.matter import Recorded
from dialogs.saved import SavedText


class Stale(Exception):
    """A row was written by somebody else since it was read: the batch must be done again from the beginning."""


class KeptCalendars(Protocol):
    """What is kept of the office's own calendars."""

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        """The versions of some of the office's calendars, by their ids; without those of which nothing is kept."""

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        """What is kept of a calendar; None where nothing is, or it is damaged."""


class Transaction(KeptCalendars, KeptWebsite, KeptDesk, KeptFigures, Protocol):
    """What one batch reads and writes: all of it is kept, or nothing. Not shared between threads.

    Writing methods may wait for `flush`; reading ones see what was written before them in the same transaction.
    """

    # --- updates --------------------------------------------------------------------------------------------------

    def prepare(
        self, turns: Sequence[ClientTurn | OfficeTurn], people: Collection[str] = (), messages: Collection[str] = ()
    ) -> None:
        """Load the updates seen and the people of the turns, in as many statements whatever their number.

        Other processes wait for these, for `people`, and for those to whom `messages` of the staff group lead.
        """

    def first_time(self, channel: str, update_key: str, now: datetime) -> bool:
        """Whether an update is new; it is remembered from now on."""

    def was_seen(self, channel: str, update_key: str) -> bool:
        """Whether an update was handled before; it is not marked."""

    def record_unreadable(self, channel: str, update_key: str, kind: str, now: datetime) -> None:
        """Remember that an update could not be read: its id and kind, nothing of what it says."""

    # --- people ---------------------------------------------------------------------------------------------------

    def person_at(self, channel: str, to: str, now: datetime) -> Person:
        """The person of an address, who acts there from now on; made, not stored yet (version 0), if there is none."""

    def addresses_of(self, person: Person) -> list[Address]:
        """All addresses of a person, the one they are at among them."""

    def attach(self, person: Person, address: Address) -> None:
        """Give a stored person an address more, of another channel than they have. Raises `Stale` where it is taken."""

    def detach(self, person: Person, address: Address) -> list[Sent]:
        """Take an address from a person that is not the one they are at; return what was sent there.

        None of that is known any more.
        """

    def person(self, person_id: str) -> Person | None:
        """A person by our own id."""

    def whose(self, channel: str, to: str) -> Whose | None:
        """Whose an address is; nothing that is kept of them is opened."""

    def whole_person(self, person_id: str) -> Person | None:
        """A person by our own id; None also where their record is damaged: that must hold up nobody else."""

    def at_lane(self, lane: str) -> Person | None:
        """The person whose address has this id; they need not be there now."""

    def forget_newcomer(self, person: Person) -> None:
        """Do not store somebody of version 0 after all."""

    def set_reachable(self, address: Address, reachable: bool) -> None:
        """Note whether an address can be written to; what waits for it is held, or let go."""

    def erase(self, person_id: str, into: str | None = None) -> Erased:
        """Remove every row about a person, also those of this transaction, and return what must be taken back.

        Nothing of them is opened, so that what is damaged goes as well. `into` is whom they became part of.
        """

    def code_marks(self, code: str) -> tuple[str, ...]:
        """What a code is kept by instead of itself, the one to keep it by first."""

    def adopt(self, person: Person, by: Person, *, with_lead: bool) -> None:
        """Let all that is kept of a person be another's who is the same, `with_lead` or without.

        But for the conversation and the addresses. What is under way goes on under the other's name; what is to be
        looked at about both is looked at when it was for the one who stays.
        """

    def idle(self, acted_before: float, reached: LookedUpTo, most: int) -> list[Idle]:
        """Some of the people who have not acted since a moment, or its hour, whoever is longest idle first.

        It goes on from where an earlier look has come to; nothing of them is opened.
        """

    def unsent_since(self, person_id: str) -> float | None:
        """When (seconds) the newest message to a person was queued that waits to be sent; None where none does.

        What is to be told to staff about them does not count.
        """

    # --- leads, runs, memos ---------------------------------------------------------------------------------------

    def lead_of(self, person_id: str) -> StoredLead | None:
        """The lead of a person."""

    def lead_numbered(self, number: int) -> StoredLead | None:
        """A lead by the number staff call it."""

    def lead_owner(self, number: int) -> str | None:
        """Return our own id of the person of a lead, which is not opened."""

    def newest_leads(self, most: int) -> tuple[list[StoredLead], int]:
        """The leads changed last, newest first, and how many there are."""

    def lead_numbers(self) -> list[int]:
        """The numbers of all leads, newest change first; nothing is opened."""

    def leads_numbered(self, numbers: Collection[int]) -> list[StoredLead]:
        """The leads of these numbers in their order, without those that are gone or damaged."""

    def add_lead(self, stored: StoredLead) -> StoredLead:
        """Store a new lead (version 1) and return it with its number."""

    def save_lead(self, stored: StoredLead) -> None:
        """Write a changed lead; its version grows."""

    def waiting_leads(self, before: float, most: int) -> list[tuple[Person, StoredLead]]:
        """The leads that came in an hour over by a moment, and wait for staff since; longest first, a few at a time."""

    def longest_waiting(self) -> float | None:
        """Since when the lead waits that waits longest: the end of that hour; None where none waits."""

    def keep_wishes(self, lead: str, half_days: Collection[str]) -> None:
        """Keep which half-days a lead wishes for, instead of those it wished for before."""

    def wished(self, half_days: Collection[str], but: str) -> dict[str, int]:
        """How many leads wish for each of some half-days, but not of one lead; nobody's are left out."""

    def keep_run(self, person_id: str, made_at: float, run: Mapping[str, Any]) -> None:
        """Keep a scoring that was shown."""

    def runs_of(self, person_id: str) -> list[Any]:
        """The scorings of a person, oldest first."""

    def drop_from_runs(self, person_id: str, answers: Collection[str]) -> None:
        """Keep the scorings of a person without some of the answers that they were made of."""

    def add_audit(self, person_id: str, lead: int, recorded: Recorded) -> None:
        """Keep what staff did with the lead of this number, a person's; that they erased it, of nobody ("")."""

    def audit_of(self, person_id: str) -> list[Recorded]:
        """What staff did with the lead of a person, oldest first."""

    def audit_of_erased(self, lead: int) -> list[Recorded]:
        """Who erased the lead of this number."""

    def memo(self, name: str) -> Any:
        """A memo about this installation, None when not known."""

    def set_memo(self, name: str, value: object) -> None:
        """Remember a memo about this installation."""

    def saved_texts(self) -> list[SavedText]:
        """The texts that staff keep to answer with, by their names."""

    def keep_saved(self, saved: SavedText) -> None:
        """Keep a text to answer with, in place of the one of this id."""

    def drop_saved(self, saved_id: str) -> None:
        """Keep a text no more."""

    # --- bookings -------------------------------------------------------------------------------------------------

    def booking(self, number: int) -> StoredBooking | None:
        """A booking by its number; None also where it is damaged."""

    def bookings_of(self, person_id: str) -> list[StoredBooking]:
        """The bookings of a person by their numbers, without those that are damaged."""

    def keep_booking(self, stored: StoredBooking) -> StoredBooking:
        """Keep a booking, and return it with its number, its version and its place on the waiting list.

        As long as it occupies time its cells are its own, and free again after that: where somebody else has one of
        them, this raises `Stale`. Those of the booking that it `replaces` stay with that one until it moves or ends.
        """

    def taken_cells(self, staff: Collection[str], first: int, end: int, but: int | None) -> dict[str, frozenset[int]]:
        """Which of the cells from `first` to before `end` each of some members of staff has given away.

        Those of the booking `but` do not count: whoever moves it is not in their own way.
        """

    def busy_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> dict[str, tuple[int, ...]]:
        """How many bookings take or took the time of each of some members of staff, day by day.

        `edges` are the moments (seconds) at which the days begin, and at last the end; `but` does not count.
        """

    def bookings_from(self, start: int, most: int, staff: str | None = None) -> list[StoredBooking]:
        """The bookings that take or took time, in the order of their starts from a moment (seconds) on.

        With `staff`, those of one member. Without those that are damaged.
        """

    def waiting_list(self, most: int) -> list[StoredBooking]:
        """The bookings that wait for a time to become free, in the order in which they came, without damaged ones."""

    def bookings_without_time(self, most: int) -> list[StoredBooking]:
        """The bookings that take no time (any more), the latest made first, without those that are damaged."""

    def lead_numbers_of(self, people: Collection[str]) -> dict[str, int]:
        """The number of the lead of each of some people; nothing is opened."""

    # --- feeds ----------------------------------------------------------------------------------------------------

    def feed(self, feed_id: str) -> Feed | None:
        """The feed of an id."""

    def feed_of(self, kind: FeedKind, owner: str) -> Feed | None:
        """The feed of a person or a member of staff; each has one at most."""

    def keep_feed(self, feed: Feed) -> None:
        """Keep a feed instead of the one that its owner had."""

    def drop_feed(self, kind: FeedKind, owner: str) -> None:
        """Keep the feed of somebody no more, if they have one."""

    # --- calendars ------------------------------------------------------------------------------------------------

    def keep_calendar(self, stored: StoredCalendar) -> StoredCalendar:
        """Keep what is known of a calendar, and return it with its version.

        Raises `Stale` where somebody else has kept it since it was read.
        """

    def drop_calendars(self, but: Collection[str]) -> int:
        """Remove what is kept of calendars that are not among these; return of how many."""

    def entry(self, booking: int) -> StoredEntry | None:
        """The entry of a booking in the office's calendar; None also where its record is damaged."""

    def keep_entry(self, stored: StoredEntry) -> None:
        """Keep an entry, in place of what was kept of it; its next try by the minute."""

    def drop_entry(self, booking: int) -> None:
        """Keep an entry no more: the calendar has nothing of the booking."""

    def due_entries(self, now: float, beyond: float, most: int) -> list[StoredEntry]:
        """The entries to be changed in the calendar at a moment (seconds), in order, a few at a time.

        None waits for a moment `beyond`: the clock was put back since.
        """

    def standing_entries(self, since: float, most: int) -> list[StoredEntry]:
        """The entries that wait for nothing, of bookings that take time and begin after a moment, soonest first."""

    # --- timers ---------------------------------------------------------------------------------------------------

    def set_timer(self, timer: Timer) -> None:
        """Set a timer, instead of one of the same kind and subject."""

    def drop_timers(self, subject: str) -> None:
        """Remove the timers of a subject."""

    def take_timer(self, timer: Timer) -> bool:
        """Remove this very timer; False where it is gone already, or was set anew."""

    def due_timers(self, now: float, most: int) -> list[Timer]:
        """The timers that are due at a moment (seconds), in order, a few at a time."""

    def next_timer(self) -> int | None:
        """When the next timer is due (seconds); None without any."""

    def timer(self, kind: str, subject: str) -> Timer | None:
        """The timer of a kind that a subject has."""

    def timers_of(self, person_id: str) -> list[Timer]:
        """The timers of a person, in order."""

    def set_timers_like(self, like: str, kind: str, due: int, version: int) -> None:
        """Set a timer of a kind for each subject that has one of another kind (`like`), instead of one it had."""

    def timers_left(self, kind: str) -> tuple[int, int | None]:
        """How many timers of a kind there are, and when the first of them is due (seconds); None without any."""

    # --- talk -----------------------------------------------------------------------------------------------------

    def pair(self, pair: Pair) -> None:
        """Keep which message of a talk is which, instead of what was kept under the same id."""

    def paired(self, pair: str) -> Pair | None:
        """A message of a talk by our own id of it."""

    def counterparts(self, person_id: str, side: str, message_id: str) -> list[Pair]:
        """The pairs of a person that have this message on this side, in the order in which they were written."""

    def talk_of(self, person_id: str) -> list[Pair]:
        """All pairs of a person, in the order in which they were written."""

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
        """Add a post. `person` is whose it is; `about` are the people a message that lists several speaks of.

        `content` is what the payload's "say" was made of, if it says something.
        """

    def is_clear(self, lane: str) -> bool:
        """Whether nothing waits in a lane, neither to be sent nor for its person."""

    def shelved(self, post: Post, made: Mapping[str, str], now: datetime) -> None:
        """A post is where its person sees it, and was never queued: what its messages are called is kept."""

    def is_under_way(self, person_id: str, kind: str, payload: Mapping[str, Any]) -> bool:
        """Whether the same waits to be sent to a person already."""

    def waiting(self, lane: str | None = None) -> list[Post]:
        """Posts to be sent, in order: all of them, or those of one lane."""

    def held(self, lane: str) -> list[Post]:
        """Posts of a lane that wait until its person can be written to, in order."""

    def withdraw(self, posts: Sequence[Post]) -> None:
        """Send some posts no more: others stand in their place, or they are not wanted any more."""

    def is_waiting(self, post: Post) -> bool:
        """Whether a post is still to be sent: not if its person was erased meanwhile."""

    def owner_of(self, post: Post) -> str | None:
        """Return whose a post is now that is still to be sent; None for one that is gone, or speaks of several."""

    def delivered(self, delivery: Delivered) -> None:
        """A post was delivered; `delivery.recorded` says after the commit whether that was still wanted."""

    def remember(self, delivery: Delivered) -> bool:
        """Keep a handle made on the way, beside a post that still waits; False when that post is gone."""

    def message_ids(self, handles: Collection[str]) -> dict[str, str]:
        """What the channel calls our handles, for those that were sent."""

    def sent_by(self, handles: Collection[str]) -> dict[str, str]:
        """By which channel messages went that were sent, by our handles of them."""

    def handles_of(self, channel: str, message_id: str, person: str | None = None) -> dict[str, str | None]:
        """Our handles of a message or topic of a channel, each with our own id of the person it is about.

        With `person` of those in their chat: another chat may have the same number.
        """

    def forget_messages(self, channel: str) -> None:
        """Forget the messages of a channel: in another group the same numbers mean other messages.

        Of the staff group's, talks as well.
        """

    def bury(self, post: Post) -> None:
        """Mark a post that can never be delivered: it is kept for `doctor` to show."""

    def doubt(self, post: Post) -> None:
        """Mark a post whose error nobody knows: it still waits to be sent, and `doctor` shows it."""

    def not_delivered(self, most: int) -> list[Undelivered]:
        """Posts that were given up, or whose error nobody knows, the newest first; nothing is opened."""

    def drop_lane(self, lane: str) -> None:
        """Remove what waits for an address that is nobody's any more."""

    def prune_talk(self, before: float, after: str, most: int) -> tuple[int, str | None]:
        """Remove, of some pairs of talks, those that were written before a moment.

        Returns how many went and the pair from which on to go on, None where that were the last.
        """

    def prune(
        self,
        *,
        updates_before: float,
        dead_before: float,
        wishes_before: str,
        audits_before: float = 0.0,
        acts_before: float = 0.0,
    ) -> int:
        """Remove some of what is only kept for a time: updates seen, unreadable ones, dead posts, wishes for half-days
        that are over, who erased whom, and what staff did before `acts_before`; returns how many.
        """

    # --- the end --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Write what has waited. Raises `Stale` where somebody else was faster."""

    def is_held(self, lease: Lease) -> bool:
        """Whether a lease is still whose it was; if so, nobody takes it over until the end of this transaction."""

    def pick_up(self, known: Collection[str]) -> None:
        """Count among the new posts what other processes queued: all that wait but those `known` already."""

    def hand_over(self, known: KnownPosts | None) -> None:
        """See to it, after `flush`, that new posts go out behind those of other processes for the same chats.

        Whoever delivers in this process says what is known there already; where nobody does, the process is called
        that does.
        """

    def new_posts(self) -> list[Post]:
        """The posts this transaction added, let go or picked up, in order, for the outbox."""

    @property
    def others_wrote(self) -> bool:
        """Whether another process wrote since the last transaction, where only a transaction finds that out."""

    @property
    def all_waiting(self) -> frozenset[str] | None:
        """The ids of all posts that wait but for the new ones, where it was looked for them: no others may be sent.

        It was, if `others_wrote`.
        """

    @property
    def erased_people(self) -> frozenset[str]:
        """The people this transaction erased."""

    @property
    def joined_people(self) -> Mapping[str, str]:
        """Whom each of the people became part of who were not erased for good, but brought together with another."""

    @property
    def dropped_posts(self) -> frozenset[str]:
        """The ids of posts that waited and must not be sent any more, since they speak of somebody erased."""

    @property
    def leaves_traces(self) -> bool:
        """Whether what this transaction removed must also go from the database's log."""


class BusyTimes(Protocol):
    """When members of staff are busy by the office's own calendars, as it stands in a transaction."""

    def cells(self, kept: KeptCalendars, first: int, end: int) -> Mapping[str, Set[int]]:
        """The cells of a stretch in which each is busy."""

    def behind(self, kept: KeptCalendars, now: datetime) -> Set[str]:
        """Those of whose calendars it is not known whether they are still as they were."""

    def late(self, kept: KeptCalendars, now: datetime) -> Sequence[tuple[str, int | None]]:
        """The calendars that were not read for too long: what each is called, and when it was read last, if ever."""


class PeopleReader(Protocol):
    """What is read beside the turns, each part as it stands at one moment: nobody's turn waits for it."""

    def people_after(self, person_id: str, most: int) -> list[Glimpse]:
        """Some people in the order of our own ids, those after one of them; a damaged one is among them, closed."""


class KeepsErasures(Protocol):
    """Keeps outside the database who was erased, so that no backup brings them back."""

    def keep(self, folder: str, erased: Collection[str], joined: Mapping[str, str]) -> None:
        """Keep who is about to be erased, or to become part of another, in the folder of this name.

        Raises `ErasureNotKept`.
        """


class Store(Protocol):
    """Where everything is kept."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction, committed at its end; raises `StorageTrouble` where the database is in trouble."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """A transaction for reading alone: it sees one moment, waits for nobody, and what it writes is not kept.

        Raises `StorageTrouble` where the database is in trouble.
        """


__all__ = ["Address", "KeepsErasures", "PeopleReader", "Stale", "Store", "Transaction"]
