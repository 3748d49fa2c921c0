"""What a batch does with bookings beside the desk's decisions: keeps them with their rooms and timers, finds free
times, and looks who waits for one. An office without bookings loads nothing of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice, tee
from typing import TYPE_CHECKING

from bot.turns.ports import BusyTimes, Transaction
from bot.turns.reaching import reachable
from bot.turns.records import EntryKept, Person, StoredBooking, StoredEntry, Timer
from bot.turns.world import Answering
from dialogs.desk.booking_acts import named_in
from dialogs.desk.bookings import LOOK, HoldEnded, RoomGiven, SlotFree, WordDue, due, next_online
from dialogs.desk.calendar import EntryChanged
from dialogs.desk.staff import STAFF_ACTS, StaffAct
from dialogs.dialogue import Dialogue
from dialogs.messages import Text

if TYPE_CHECKING:
    from dialogs.booking.booking import Booking
    from dialogs.booking.entry import EntryNews
    from dialogs.booking.slots import Slot

# Of the waiting list so many are looked at when a time is free, and of bookings near another, for their rooms.
MOST_WAITING, MOST_NEAR = 100, 500
HALF_A_DAY = 12 * 3_600
# How many times an act may propose, and how many a client is told of who was refused one.
MOST_LAID_OUT, MOST_NEAREST = 6, 3
# So long is a part of an address that nobody guesses.
SECRET_BYTES = 12


def starts_after(found: Sequence[StoredBooking], after: int) -> int | None:
    """Return the moment (seconds) from which on the next bookings begin, once some `after` another were found; None at
    the end.

    Those of one moment may be cut off, and so come again; more of them than are looked at together there are not. That
    fewer are found is no end: those that are damaged are left out.
    """
    last = max((kept.booking.start or 0 for kept in found), default=after)
    return last if last > after else None


class Bookkeeping:
    """The bookings of one transaction.

    `busy` knows the office's own calendars; `writes_calendar` says whether one of them is to show what is booked.
    """

    def __init__(
        self, tx: Transaction, dialogue: Dialogue, busy: BusyTimes | None = None, *, writes_calendar: bool = False
    ) -> None:
        self.tx = tx
        self.busy = busy
        self.dialogue = dialogue
        self.writes_calendar = writes_calendar
        self.office = dialogue.around.office
        # Whether those who wait are being looked at, and whether they were since the transaction began.
        self._is_serving = self.has_served = False

    # --- keeping --------------------------------------------------------------------------------------------------

    def keep(
        self, person: Person, booked: Sequence[StoredBooking], becomes: Sequence[Booking], now: datetime
    ) -> list[Text | EntryNews]:
        """Keep what the desk changed of a person's bookings, and new ones: first those that free their time.

        Each gets the room and the timers that it has from now on. Returns what the client is to be told of the rooms,
        and what their calendar is to hear.
        """
        from dialogs.booking.entry import news_of

        before = {kept.booking.number: kept for kept in booked}
        told: list[Text | EntryNews] = []
        entries: list[EntryNews | None] = []
        laid: set[int] = set()
        for booking in sorted(becomes, key=lambda booking: (booking.occupies, booking.replaces is not None)):
            kept = before.get(booking.number, StoredBooking(person.id, booking))
            # What would move another has its own cells less those of the other: laid out anew once these are others.
            if kept.booking == booking and kept.version and not (booking.is_open and booking.replaces in laid):
                continue
            laid.add(booking.number)
            whole = self._renewed(kept, self._with_room(booking), now)
            if whole.room is not None and whole.room != kept.booking.room:
                told.append(Text("booking-link", {"link": whole.room}))
            elif whole.room is None and booking.room is not None:
                # The screen was made with the room of before, which is another talk's at the new time.
                told.append(Text("booking-link-over"))
            stored = self.tx.keep_booking(replace(kept, booking=whole))
            self._set_timers(person, stored.booking, now)
            was = kept.booking if kept.version else None
            # What the calendar has must follow once it is there again, should its setting be gone for a while.
            if self.writes_calendar or (was is not None and self.tx.entry(was.number) is not None):
                self._want_entry(person, was, stored.booking, now)
            entries.append(news_of(was, stored.booking))
        return [*told, *filter(None, entries)]

    def _want_entry(self, person: Person, before: Booking | None, after: Booking, now: datetime) -> None:
        """Have the office's calendar follow, where it shows the booking or is to show it from now on."""
        from dialogs.booking.office_entry import GONE, changes, is_settled, is_shown

        if not changes(before, after):
            return
        stored = self.tx.entry(after.number)
        if stored is None and not is_shown(after):
            return
        stored = stored or StoredEntry(after.number, person.id)
        kept = stored.kept
        if before is not None and before.elsewhere is not None and is_settled(before, after):
            # What staff did to it is decided about: from now on it is ours again, or made anew.
            put = before.elsewhere
            kept = EntryKept(times=(GONE,)) if put == GONE else replace(kept, times=(*kept.times, put), put=None)
        moment = int(now.timestamp())
        self.tx.keep_entry(replace(stored, wanted=stored.wanted + 1, next_try=moment, kept=kept))

    def _set_timers(self, person: Person, booking: Booking, now: datetime) -> None:
        """Set the timers of a booking: they follow from it as it stands, so that none of before is left."""
        subject = str(booking.number)
        self.tx.drop_timers(subject)
        for kind, moment in due(self.office, booking):
            self.tx.set_timer(Timer(kind, subject, moment, booking.sequence, person.id))
        if str(booking.state) == "waiting":
            self.look_again(person, booking, now)

    def complete_timers(self, kept: StoredBooking) -> None:
        """Set the timers that a booking should have and has not: of kinds that it was made before."""
        subject = str(kept.booking.number)
        known = {timer.kind for timer in self.tx.timers_of(kept.person) if timer.subject == subject}
        missing = [entry for entry in due(self.office, kept.booking) if entry[0] not in known]
        for kind, moment in missing:
            self.tx.set_timer(Timer(kind, subject, moment, kept.booking.sequence, kept.person))

    def _renewed(self, kept: StoredBooking, booking: Booking, now: datetime) -> Booking:
        """Return a booking with the reminders that it has from now on, where its time was just agreed."""
        from dialogs.reminding.talks import renewed

        return renewed(self.office, kept.booking if kept.version else None, booking, now)

    def _with_room(self, booking: Booking) -> Booking:
        """Return a booking with its room, if it takes one."""
        if booking.start is None or not booking.occupies:
            return booking
        from dialogs.booking.rooms import with_room

        return with_room(self.office, booking, self._near(booking.start), secrets.token_urlsafe(SECRET_BYTES))

    def _near(self, start: int) -> Iterator[Booking]:
        """Yield what is booked near a moment, by whomever."""
        return (kept.booking for kept in self.tx.bookings_from(start - HALF_A_DAY, MOST_NEAR))

    def near(self, act: object, bookings: Sequence[Booking], now: datetime) -> tuple[Booking, ...]:
        """Return what is booked near the talk that is given a room, by whomever: theirs may be the same."""
        talk = next_online(self.office, bookings, now) if isinstance(act, RoomGiven) else None
        return () if talk is None or talk.start is None else tuple(self._near(talk.start))

    # --- finding --------------------------------------------------------------------------------------------------

    def free(self, person: Person, act: object, bookings: Sequence[Booking], now: datetime) -> tuple[Slot, ...]:
        """Return the times that an act may propose instead of the one of the booking it is about."""
        rule = STAFF_ACTS.get(act.name) if isinstance(act, StaffAct) else None
        if isinstance(act, HoldEnded | WordDue):
            number, looks = act.number, "client"
        elif isinstance(act, EntryChanged):
            number, looks = act.number, "calendar"
        elif isinstance(act, StaffAct) and rule is not None and rule.times is not None:
            number, looks = named_in(act.row)[0], rule.times
        else:
            return ()
        from dialogs.booking.booking import State
        from dialogs.booking.own import AfterChange, numbered, taken_in
        from dialogs.booking.slots import nearest, offered, slot_at

        booking = numbered(bookings, number)
        of = (State.REQUESTED, State.BOOKED, State.KEPT, *((State.EXPIRED,) if isinstance(act, WordDue) else ()))
        if booking is None or booking.start is None or booking.state not in of:
            return ()
        if looks == "calendar":
            there = act.times if isinstance(act, EntryChanged) else booking.elsewhere
            return () if there is None else self._where_put(booking, bookings, *there)
        but = booking.number if booking.replaces is None else booking.replaces
        # What is kept for the talk, also of times proposed for it, may be proposed again.
        others = tuple(b for b in bookings if b.number not in (booking.number, but))
        taken = taken_in(AfterChange(self.world(person), others), self.office, but)
        holiday = self.dialogue.around.holiday
        if looks == "ticked":
            looked_at = (
                slot_at(self.office, holiday, booking.way, now, taken, start, staff=booking.staff, for_staff=True)
                for start in booking.ticked
            )
            return tuple(slot for slot in looked_at if slot is not None)
        if looks == "client":
            staff, most = None if booking.replaces is None else booking.staff, MOST_NEAREST + 1
            around = nearest(self.office, holiday, booking.way, now, taken, booking.start, staff=staff, most=most)
            return tuple(slot for slot in around if slot.start != booking.start)[:MOST_NEAREST]
        if looks == "around":
            near, most = (self.office, holiday, booking.way, now, taken, booking.start), MOST_LAID_OUT + 1
            around = nearest(*near, staff=booking.staff, most=most, for_staff=True)
            return tuple(slot for slot in around if slot.start != booking.start)[:MOST_LAID_OUT]
        chosen = named_in(act.row)[1] if isinstance(act, StaffAct) and looks == "chosen" else None
        after = int(now.timestamp()) if chosen is None else chosen - 1
        if looks == "later":
            after = max(booking.options, default=after)
        found = offered(
            self.office,
            holiday,
            booking.way,
            now,
            taken,
            staff=booking.staff,
            but_after=after,
            for_staff=True,
            wanted=lambda start: start != booking.start,
        )
        return tuple(islice(found, MOST_LAID_OUT))

    def _where_put(self, booking: Booking, bookings: Sequence[Booking], start: int, end: int) -> tuple[Slot, ...]:
        """Return the time that staff gave a talk in their calendar, unless they have another talk then.

        Nothing else binds them there, neither their hours nor what else the calendar has.
        """
        from dialogs.booking.cells import MINUTE, cells_of
        from dialogs.booking.slots import Slot

        rule, minutes = self.office.booking, (end - start) // MINUTE
        if rule is None or minutes <= 0:
            return ()
        needed = cells_of(start, minutes, rule)
        taken = self.tx.taken_cells([booking.staff], needed.start, needed.stop, booking.number)[booking.staff]
        # What would move this very talk ends when staff move it.
        own = {cell for other in bookings if other.replaces == booking.number for cell in other.owned}
        return () if taken - own else (Slot(start, minutes, booking.way, booking.staff, False),)

    def is_busy(self, staff: str, begins: int, ends: int) -> bool:
        """Return whether a member of staff has an appointment between two moments, by the office's own calendars."""
        from dialogs.booking.cells import CELL_SECONDS

        if self.busy is None or ends <= begins:
            return False
        return bool(self.busy.cells(self.tx, begins // CELL_SECONDS, -(-ends // CELL_SECONDS)).get(staff))

    def world(self, person: Person) -> Answering:
        """Return what a turn of a person may look up."""
        return Answering(self.tx, person, self.office.half_days.most_wishes, self.busy)

    # --- the waiting list -----------------------------------------------------------------------------------------

    def for_waiting(self, now: datetime) -> Iterator[tuple[Person, SlotFree]]:
        """Yield who is to be offered which free time: first whose stay ends first, then who came first.

        Whoever has night is passed over: they are looked at again in their morning. Each time that is yielded must be
        held before the next one is looked for; that change needs no look of its own.
        """
        if self.office.booking is None or self._is_serving:
            return
        self._is_serving = True
        try:
            yield from self._for_each_who_waits(now)
        finally:
            self._is_serving = False
        self.has_served = True

    def _for_each_who_waits(self, now: datetime) -> Iterator[tuple[Person, SlotFree]]:
        waiting = [(kept, person) for kept in self.tx.waiting_list(MOST_WAITING) if (person := self._awake(kept, now))]
        waiting.sort(key=lambda entry: (self._stays_until(entry[1], now), entry[0].waits or 0))
        # What is free of each way, soonest first: looked for once for all who want it, until one of them gets a time.
        free: dict[str, Iterator[Slot]] = {}
        for kept, person in waiting:
            way, passed = kept.booking.way, kept.booking.passed
            if way not in free:
                free[way] = self._offered(person, way, now)
            free[way], slots = tee(free[way])
            slot = next((slot for slot in slots if slot.start not in passed), None)
            if slot is not None:
                yield person, SlotFree(kept.booking.number, slot)
                free.clear()

    def _offered(self, person: Person, way: str, now: datetime) -> Iterator[Slot]:
        """Yield what anybody could book of a way."""
        from dialogs.booking.own import taken_in
        from dialogs.booking.slots import offered

        taken = taken_in(self.world(person), self.office, None)
        return offered(self.office, self.dialogue.around.holiday, way, now, taken)

    def _awake(self, kept: StoredBooking, now: datetime) -> Person | None:
        """Return whose place on the list it is, if they can be written to now."""
        from dialogs.booking.shown import zone_of
        from dialogs.reminding.quiet import is_quiet

        if is_quiet(now, zone_of(kept.booking.zone, self.office), self.office.reminders.hours):
            return None
        person = self.tx.whole_person(kept.person)
        return person if person is not None and reachable(self.tx, person) else None

    def _stays_until(self, person: Person, now: datetime) -> str:
        """Return the last day of a person's stay, to be compared; of whoever named none, one after all others."""
        value = self.dialogue.situation(person.conversation, now).value("stay_until")
        return str(value) if value is not None and str(value)[:1].isdigit() else "~"

    def look_again(self, person: Person, booking: Booking, now: datetime) -> None:
        """Set the timer by which somebody who waits is looked at in their next morning."""
        from dialogs.booking.shown import zone_of
        from dialogs.reminding.quiet import next_morning

        moment = next_morning(now, zone_of(booking.zone, self.office), self.office.reminders.hours)
        self.tx.set_timer(Timer(LOOK, str(booking.number), moment, booking.sequence, person.id))
