"""What becomes of bookings in the office's own calendar, within a transaction: what is to be written there, what was,
and what staff did to it there. Whoever talks with the calendar (`bot.calendars.writing`) does so between two of these.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.clock import growing_pause
from bot.delivery.post import Content
from bot.errors import SealError
from bot.sheets.calendar import CalendarEntry, uid_of
from bot.turns.apply import Batch
from bot.turns.bookkeeping import starts_after
from bot.turns.records import LEFT_MEMO, UNWRITTEN_MEMO, EntryKept, StoredBooking, StoredEntry
from bot.words.clean import clean
from dialogs.desk.calendar import EntryChanged
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF
from dialogs.telling import listed

if TYPE_CHECKING:
    from dialogs.booking.office_entry import OfficeEntry

log = logging.getLogger(__name__)
# How soon what could not be written alone is tried again, and how seldom at last (seconds).
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 3_600.0
# After so many tries, in about half an hour, staff are told that the calendar does not have what is booked.
TOLD_AFTER_FAILURES = 6
# Later than anything waits (seconds), and a whole number: for databases that know no other.
_EVER = 2**60
# How many bookings are looked at for whether the calendar has them, at a time.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What is to be done about an entry: `wanted` is how it is to be, None where it is to go.

    `stored` is what is known of it; the times of `wanted` are among its own from now on. `staff` is the member whose
    booking it is. `is_new` says that it was never written, as far as we can know.
    """

    stored: StoredEntry
    uid: str
    wanted: CalendarEntry | None
    staff: str
    is_new: bool

    @property
    def times(self) -> tuple[int, int]:
        """The begin and the end that the entry is to have (seconds)."""
        assert self.wanted is not None, "what is to go has no times"
        return int(self.wanted.begins.timestamp()), int(self.wanted.ends.timestamp())


def plan_entry(batch: Batch, number: int) -> EntryPlan | None:
    """Return what is to be done about the entry of a booking; None where nothing is, or it cannot be known."""
    tx, office = batch.tx, batch.dialogue.around.office
    stored = tx.entry(number)
    if stored is None or not stored.waits:
        return None
    uid, is_new = uid_of(number, office.key), not (stored.kept.times or stored.kept.href or stored.written)
    if not stored.person:
        # Whose it was is erased: all that is left to do is to have it gone.
        return EntryPlan(stored, uid, None, "", False)
    booked = tx.booking(number)
    if booked is None:
        log.error("the entry of booking %d stays as it is: the booking cannot be opened (damaged)", number)
        tx.keep_entry(replace(stored, written=stored.wanted, next_try=None))
        return None
    wanted = _wanted(batch, booked)
    if wanted is None:
        return EntryPlan(stored, uid, None, booked.booking.staff, is_new)
    # Kept before the calendar is told: should we die in between, we know our own hand in it.
    times = tuple(dict.fromkeys((*stored.kept.times, wanted.times)))
    stored = replace(stored, kept=replace(stored.kept, times=times))
    tx.keep_entry(stored)
    begins, ends = (datetime.fromtimestamp(moment, UTC) for moment in wanted.times)
    line = batch.words.plain(LANGUAGE_OF_STAFF, wanted.line)
    entry = CalendarEntry(uid=uid, sequence=wanted.sequence, begins=begins, ends=ends, summary=line, place=wanted.place)
    return EntryPlan(stored, uid, entry, wanted.staff, is_new)


def _wanted(batch: Batch, booked: StoredBooking) -> OfficeEntry | None:
    """Return how the calendar is to have a booking; None where not at all."""
    from dialogs.booking.office_entry import office_entry

    office, lead = batch.dialogue.around.office, batch.tx.lead_of(booked.person)
    shows_name = office.calendar is not None and office.calendar.shows_names
    name = lead.record.consented.name if shows_name and lead is not None else None
    return office_entry(office, booked.booking, 0 if lead is None else lead.record.number, name)


def entry_written(batch: Batch, plan: EntryPlan, kept: EntryKept | None) -> None:
    """Keep that an entry is in the calendar as it was planned, or that it is gone from there (None)."""
    stored = batch.tx.entry(plan.stored.booking)
    if stored is None:
        return
    is_last = stored.wanted == plan.stored.wanted
    if kept is None and is_last:
        batch.tx.drop_entry(stored.booking)
        return
    known = kept or EntryKept()
    if not is_last:
        # What was decided meanwhile about times in the calendar is still to be done. Without an address it is looked
        # for by its name.
        times = tuple(dict.fromkeys((*known.times, *stored.kept.times)))
        known = replace(known, times=times) if stored.kept.href else stored.kept
    next_try = None if is_last else stored.next_try
    batch.tx.keep_entry(replace(stored, written=plan.stored.wanted, next_try=next_try, kept=known))


def entry_failed(batch: Batch, number: int, now: datetime) -> None:
    """Have an entry that cannot be written alone wait, longer each time; others go on meanwhile."""
    stored = batch.tx.entry(number)
    if stored is None or not stored.waits:
        return
    failures = stored.kept.failures + 1
    pause = growing_pause(failures - 1, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)
    next_try = int(now.timestamp() + pause)
    batch.tx.keep_entry(replace(stored, next_try=next_try, kept=replace(stored.kept, failures=failures)))
    if failures >= TOLD_AFTER_FAILURES and not batch.tx.memo(UNWRITTEN_MEMO):
        batch.tx.set_memo(UNWRITTEN_MEMO, int(now.timestamp()))
        _say(batch, Text("staff-entries-unwritten", {"whose": _whose(batch, _refused(batch))}), now)


def entries_caught_up(batch: Batch, now: datetime) -> None:
    """Tell staff once that what the calendar refused for long is there, if they were told that it was not."""
    if batch.tx.memo(UNWRITTEN_MEMO) and not _refused(batch):
        batch.tx.set_memo(UNWRITTEN_MEMO, None)
        _say(batch, Text("staff-entries-written"), now)


def _refused(batch: Batch) -> Sequence[StoredEntry]:
    """Return what the calendar was to have and refused, as far as it waits still."""
    waiting = batch.tx.due_entries(_EVER, _EVER, MOST_AT_ONCE)
    return [entry for entry in waiting if entry.waits and entry.kept.failures]


def _whose(batch: Batch, entries: Sequence[StoredEntry]) -> Text:
    """Return the numbers of the leads of some entries; those of people who are erased have none."""
    numbers = batch.tx.lead_numbers_of({entry.person for entry in entries if entry.person})
    named = [Text("value-plain", {"text": f"#{number}"}) for number in sorted(numbers.values())]
    erased = any(not entry.person for entry in entries)
    return listed([*named, *([Text("staff-entries-of-erased")] if erased else [])])


def _say(batch: Batch, text: Text, now: datetime) -> None:
    batch.posting.reply_to_staff(Content(LANGUAGE_OF_STAFF, (text,)), None, now, ring=True)


def entries_seen(
    batch: Batch,
    seen: Iterable[tuple[StoredEntry, str, tuple[int, int]]],
    now: datetime,
    *,
    among_many: bool = False,
    lies_with: str = "",
) -> int:
    """Let staff be asked about entries that they moved or deleted in their calendar.

    Of each it is told what was known of it before the calendar was asked, its address and its times there. What was
    decided meanwhile is not asked about. Returns how many questions there are. `among_many` says that they are asked
    about all of them in one message elsewhere (`bot.turns.emptied`): then the cards alone say it. `lies_with` is the
    member of staff whose own calendar they lie in.
    """
    asked = 0
    for known, href, times in seen:
        stored = batch.tx.entry(known.booking)
        if stored is None or stored.waits or stored.written != known.written or not stored.person:
            continue
        put = None if times in stored.kept.times else times
        batch.tx.keep_entry(replace(stored, kept=replace(stored.kept, href=href or stored.kept.href, put=put)))
        person = batch.tx.whole_person(stored.person)
        if person is None:
            continue
        booked = batch.tx.booking(stored.booking)
        is_busy = booked is not None and batch.bookkeeping.is_busy(booked.booking.staff, *times)
        was_put = bool(href) and href != stored.kept.href
        act = EntryChanged(stored.booking, times, is_busy, among_many, lies_with if was_put else "")
        decision, _ = batch.decide(person, batch.tx.lead_of(person.id), act, now)
        asked += bool(decision.orders)
    return asked


def entries_lost(batch: Batch, known: Sequence[StoredEntry], now: datetime) -> None:
    """Have entries made anew that vanished with their whole calendar, unless they were decided about meanwhile.

    Staff are told: should that calendar exist elsewhere, what stands there is theirs to delete.
    """
    until, lost = 0, 0
    for entry in known:
        stored = batch.tx.entry(entry.booking)
        if stored is None or stored.waits or stored.written != entry.written or not stored.person:
            continue
        kept = replace(stored.kept, href="", put=None)
        batch.tx.keep_entry(replace(stored, wanted=stored.wanted + 1, next_try=int(now.timestamp()), kept=kept))
        lost, until = lost + 1, max([until, *(end for _, end in entry.kept.times)])
    if not lost:
        return
    before = batch.tx.memo(LEFT_MEMO) or {"count": 0, "until": 0}
    stood = before["count"] if before["until"] > now.timestamp() else 0
    batch.tx.set_memo(LEFT_MEMO, {"count": stood + lost, "until": max(until, before["until"])})
    _say(batch, Text("staff-entries-left", {"count": lost}), now)


def entry_without_place(batch: Batch, number: int) -> None:
    """Keep that an entry may lie nowhere from now on, and by our own hand."""
    stored = batch.tx.entry(number)
    if stored is not None:
        batch.tx.keep_entry(replace(stored, kept=replace(stored.kept, href="")))


def want_missing(batch: Batch, after: int, now: datetime) -> int | None:
    """Have the calendar get bookings that it never had, such as those made before there was one, and call others as the
    profile says now: without the name of who comes, where it may stand there no more.

    Looks at some that begin from a moment on; returns from which one on to go on, None at the end.
    """
    from dialogs.booking.office_entry import is_shown

    found = batch.tx.bookings_from(after, MOST_AT_ONCE)
    for kept in found:
        stored = batch.tx.entry(kept.booking.number) or StoredEntry(kept.booking.number, kept.person)
        if is_shown(kept.booking) and (not stored.wanted or _is_called_otherwise(batch, kept, stored)):
            batch.tx.keep_entry(replace(stored, wanted=stored.wanted + 1, next_try=int(now.timestamp())))
    return starts_after(found, after)


def _is_called_otherwise(batch: Batch, booked: StoredBooking, stored: StoredEntry) -> bool:
    """Return whether an entry that waits for nothing has another line than it would be given now."""
    if stored.waits or not stored.person or not stored.kept.line or stored.kept.put is not None:
        return False
    try:
        wanted = _wanted(batch, booked)
    except SealError:  # of a lead that is damaged
        return False
    return (
        wanted is not None and clean(batch.words.plain(LANGUAGE_OF_STAFF, wanted.line), lines=False) != stored.kept.line
    )


def entries_ahead(batch: Batch, now: datetime, most: int) -> Sequence[StoredEntry]:
    """Return what the calendar should have of talks that are to come."""
    return batch.tx.standing_entries(now.timestamp(), most)
