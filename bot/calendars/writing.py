"""Keeps the office's own calendar as the bookings are, and notices what staff do there. Nobody waits for it.

What is to be written waits in the table `entries`, and is done in order; a calendar that is down catches up later. What
was written is found again by its name (UID), so that a death at any point leaves no entry twice. Before an entry is
changed it is read, and only what is ours of it is changed (`entry_text`). An entry that staff moved or deleted is left
as they left it until they have said what is to become of the talk.
"""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.calendars.caldav_client import CaldavClient, DavCalendar, DavObject, ObjectChanged, is_anothers
from bot.calendars.connection import Connect, written_to
from bot.calendars.entry_text import UnreadableEntry, changed_text, new_text, times_in
from bot.calendars.sources import CalendarTrouble, TroubleKind
from bot.clock import Clock, growing_pause
from bot.errors import SettingsError, StorageTrouble
from bot.sheets.calendar import uid_of
from bot.turns.calendar import (
    EntryPlan,
    entries_ahead,
    entries_caught_up,
    entries_lost,
    entries_seen,
    entry_failed,
    entry_without_place,
    entry_written,
    plan_entry,
    want_missing,
)
from bot.turns.emptied import ask_about_all
from bot.turns.ledger import Call
from bot.turns.records import EntryKept, StoredEntry
from bot.turns.writer import Writes
from bot.words.clean import clean
from dialogs.booking.office_entry import GONE
from dialogs.office import Office

log = logging.getLogger(__name__)
# How long it sleeps at most: so late a booking is in the calendar (seconds).
LONGEST_SECONDS = 20.0
# How often it looks at what staff did (seconds).
LOOK_EVERY_SECONDS = 300.0
# How soon it tries again where the calendar is in trouble, and how seldom at last (seconds).
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 30.0, 900.0
# No entry waits for longer (seconds), but by a clock that was put back since.
LONGEST_WAIT_SECONDS = 7_200.0
MOST_AT_ONCE, MOST_STANDING = 20, 1_000
# How often an entry is read again that somebody else changes just then.
MOST_REFUSED = 5
# Of so many that are gone at one look, staff are asked in one message.
MANY_GONE = 3
# So many that fail one after the other, though the server answers, are its trouble and not their own.
MOST_FAILED = 5


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """What became of an entry: what is known of it now, None where it is gone; and where staff had put it meanwhile."""

    kept: EntryKept | None
    put: tuple[int, int] | None = None


class CalendarKeeping:
    """Writes what waits, and asks staff about what they changed. `connect` makes clients of the server."""

    def __init__(self, writer: Writes, clock: Clock, office: Office, connect: Connect) -> None:
        self.writer = writer
        self.clock = clock
        self.office = office
        self.connect = connect
        self._calendars: Sequence[DavCalendar] = ()
        self._has_all = False
        self._looked_at: float | None = None
        self._attempts = 0
        # When the calendar was last known to be as it should (seconds).
        self.written_at: float | None = None
        # Addresses of entries in calendars that were not there at the last look.
        self._without_home: frozenset[str] = frozenset()
        # Bookings about which staff cannot be asked, as the log knows it.
        self._unasked: set[int] = set()

    async def run(self) -> None:
        """Look whenever something waits, and now and then at the calendar, until cancelled."""
        while True:
            await self.clock.sleep(await self.look())

    async def look(self) -> float:
        """Look once; return how many seconds later to look again."""
        try:
            await self._look()
        except StorageTrouble:  # told where turns meet it
            return FIRST_PAUSE_SECONDS
        except (CalendarTrouble, SettingsError) as trouble:
            return self._paused(str(trouble))
        except Exception as error:  # nobody's booking may end with this
            return self._paused(type(error).__name__)
        if self._attempts:
            log.info("the office's calendar can be written to again")
            self._attempts = 0
        self.written_at = self.clock.now().timestamp()
        return LONGEST_SECONDS

    def _paused(self, why: str) -> float:
        """Say once what is wrong; return how long to leave the calendar alone."""
        if not self._attempts:
            log.warning("the office's calendar cannot be kept (%s); what is to be written there waits", why)
        self._attempts += 1
        self._calendars = ()
        return growing_pause(self._attempts - 1, first=FIRST_PAUSE_SECONDS, longest=LONGEST_PAUSE_SECONDS)

    async def _look(self) -> None:
        await self._want_all()
        due = await self._due()
        looks = self._is_time_to_look()
        if not due and not looks:
            return
        client = self.connect()
        try:
            if not self._calendars:
                self._calendars = await client.calendars()
            failed, wrote = 0, False
            while due:
                for stored in due:
                    is_kept = await self._is_kept(client, stored, may_fail=failed < MOST_FAILED)
                    failed, wrote = (0, True) if is_kept else (failed + 1, wrote)
                due = await self._due()
            if wrote:
                await self.writer.submit(Call(lambda batch: entries_caught_up(batch, self.clock.now())))
            if looks:
                await self._notice(client)
                self._looked_at = self.clock.monotonic()
        finally:
            await client.close()

    async def _want_all(self) -> None:
        """Once: have the calendar get what it never had."""
        after: int | None = int(self.clock.now().timestamp())
        while after is not None and not self._has_all:
            wants = functools.partial(want_missing, after=after, now=self.clock.now())
            after = await self.writer.submit(Call(wants))
        self._has_all = True

    async def _due(self) -> list[StoredEntry]:
        now = self.clock.now().timestamp()
        due: list[StoredEntry] = await self.writer.submit(
            Call(lambda batch: batch.tx.due_entries(now, now + LONGEST_WAIT_SECONDS, MOST_AT_ONCE))
        )
        return due

    def _is_time_to_look(self) -> bool:
        return self._looked_at is None or self.clock.monotonic() - self._looked_at >= LOOK_EVERY_SECONDS

    # --- what waits -----------------------------------------------------------------------------------------------

    async def _is_kept(self, client: CaldavClient, stored: StoredEntry, *, may_fail: bool) -> bool:
        """Have the calendar follow one booking; return whether it does. Where that one alone fails, others go on.

        Raises `CalendarTrouble` where the server does not answer at all, or where no more `may_fail`.
        """
        number = stored.booking
        try:
            await self._keep(client, number)
        except StorageTrouble:
            raise
        except CalendarTrouble as trouble:
            # Of all, or of this one alone? What is asked next is what every entry needs.
            self._calendars = await client.calendars()
            why = str(trouble)
            if not may_fail:
                await self.writer.submit(Call(lambda batch: entry_failed(batch, number, self.clock.now())))
                raise
        except Exception as error:
            why = type(error).__name__
        else:
            return True
        if not stored.kept.failures:
            log.error("the calendar's entry of booking %d cannot be written (%s); trying again", number, why)
        await self.writer.submit(Call(lambda batch: entry_failed(batch, number, self.clock.now())))
        return False

    async def _keep(self, client: CaldavClient, number: int) -> None:
        plan: EntryPlan | None = await self.writer.submit(Call(lambda batch: plan_entry(batch, number)))
        if plan is None:
            return
        written = await self._written(client, plan)
        await self.writer.submit(Call(lambda batch: entry_written(batch, plan, written.kept)))
        if written.put is not None and written.kept is not None:
            known = replace(plan.stored, written=plan.stored.wanted)
            seen = [(known, written.kept.href, written.put)]
            await self.writer.submit(Call(lambda batch: entries_seen(batch, seen, self.clock.now())))

    async def _written(self, client: CaldavClient, plan: EntryPlan) -> EntryOutcome:
        """Write one entry, or remove it; read it again as often as somebody else was faster."""
        for _ in range(MOST_REFUSED):
            try:
                if plan.wanted is None:
                    return await self._removed(client, plan)
                return await self._put(client, plan)
            except ObjectChanged:
                continue
        raise ObjectChanged("somebody changes it again and again")

    async def _removed(self, client: CaldavClient, plan: EntryPlan) -> EntryOutcome:
        # One in each calendar at most: a server that goes on showing what it removed is asked again later.
        for _ in range(len(self._calendars) + 1):
            found = await self._found(client, plan)
            if found is None:
                return EntryOutcome(None)
            await client.remove(found.href, found.tag)
        raise ObjectChanged("what was removed is still there")

    async def _put(self, client: CaldavClient, plan: EntryPlan) -> EntryOutcome:
        calendar, now = written_to(self._calendars, self.office, plan.staff), self.clock.now()
        assert plan.wanted is not None, "what is to go is removed"
        found = None if plan.is_new else await self._found(client, plan)
        if found is None and self._is_deleted(plan.stored):
            return EntryOutcome(self._kept(plan, plan.stored.kept.href), GONE)
        if found is None:
            try:
                made = await client.create(
                    calendar.url, f"{plan.uid.replace('@', '-')}.ics", new_text(plan.wanted, now)
                )
                return EntryOutcome(self._kept(plan, made.href))
            except ObjectChanged:
                found = await self._found(client, plan)
                if found is None:
                    raise
        put = times_in(found.text, plan.uid, self.office.zone)
        is_theirs = put not in plan.stored.kept.times
        text = changed_text(found.text, plan.wanted, plan.stored.kept, now, keeps_times=is_theirs)
        href = await self._placed(client, plan, calendar, found, text)
        return EntryOutcome(self._kept(plan, href), put if is_theirs else None)

    def _is_deleted(self, stored: StoredEntry) -> bool:
        """Whether it was staff who deleted an entry that is not found: its calendar is there, or they were asked."""
        return bool(stored.kept.href) and (stored.kept.put == GONE or self._home(stored.kept.href) is not None)

    def _lies_with(self, href: str) -> str:
        """Return the member of staff in whose own calendar an address is; empty where it is in nobody's."""
        home = self._home(href)
        mine = [one.id for one in self.office.staff if home is not None and one.writes_to == home.name]
        return mine[0] if len(mine) == 1 else ""

    def _home(self, href: str) -> DavCalendar | None:
        return next((one for one in self._calendars if href and href.startswith(one.url)), None)

    async def _placed(
        self, client: CaldavClient, plan: EntryPlan, calendar: DavCalendar, found: DavObject, text: str
    ) -> str:
        """Have the text in the calendar where it belongs, and the object that was found nowhere else."""
        if found.href.startswith(calendar.url) or not self._is_ours_to_move(found):
            if text != found.text:
                await client.change(found.href, text, found.tag)
            return found.href
        there = await client.find(calendar.url, plan.uid)
        if there is not None:
            # We died once it was made there.
            await client.remove(found.href, found.tag)
            return there.href if text == there.text else (await client.change(there.href, text, there.tag)).href
        href = await client.move(found, calendar.url)
        if href is None:
            return await self._copied(client, plan, calendar, found, text)
        lies = (await client.get(calendar.url, [href])).get(href)
        if lies is None:
            raise ObjectChanged("what was moved is not there")
        return href if text == lies.text else (await client.change(href, text, lies.tag)).href

    async def _copied(
        self, client: CaldavClient, plan: EntryPlan, calendar: DavCalendar, found: DavObject, text: str
    ) -> str:
        """Have an object in another calendar on a server that moves none."""
        name = found.href.rstrip("/").rpartition("/")[2]
        try:
            made = await client.create(calendar.url, name, text)
        except ObjectChanged:
            return await self._made_elsewhere(client, plan, calendar, found, text)
        await client.remove(found.href, found.tag)
        return made.href

    async def _made_elsewhere(
        self, client: CaldavClient, plan: EntryPlan, calendar: DavCalendar, found: DavObject, text: str
    ) -> str:
        """Have an object in another calendar where one name (UID) may lie in one alone: the old one goes first."""
        number, name = plan.stored.booking, found.href.rstrip("/").rpartition("/")[2]
        # Should nothing come after it, that was us and not staff: then it is made anew.
        await self.writer.submit(Call(lambda batch: entry_without_place(batch, number)))
        await client.remove(found.href, found.tag)
        try:
            return (await client.create(calendar.url, name, text)).href
        except (ObjectChanged, CalendarTrouble):
            # Rather where it was than nowhere: what staff added is in it.
            home = self._home(found.href)
            if home is not None:
                with contextlib.suppress(ObjectChanged, CalendarTrouble):
                    await client.create(home.url, name, found.text)
            raise CalendarTrouble(TroubleKind.UNREACHABLE) from None

    def _is_ours_to_move(self, found: DavObject) -> bool:
        """Whether an object lies where bookings of somebody else are written, and not where staff put it by hand."""
        home = self._home(found.href)
        places = {written_to(self._calendars, self.office, member.id).url for member in self.office.staff}
        return home is not None and home.url in places

    def _kept(self, plan: EntryPlan, href: str) -> EntryKept:
        assert plan.wanted is not None, "what is to go is not kept"
        # As it was written: the very letters that are looked for at the next change.
        line, place = (clean(text, lines=False) for text in (plan.wanted.summary, plan.wanted.place))
        return EntryKept(href, (plan.times,), line=line, place=place)

    async def _found(self, client: CaldavClient, plan: EntryPlan) -> DavObject | None:
        """Find an entry: where it was, else by its name in every calendar."""
        return await self._at(client, plan.uid, plan.stored.kept.href)

    async def _at(self, client: CaldavClient, uid: str, href: str) -> DavObject | None:
        home = self._home(href)
        if home is not None:
            found = (await client.get(home.url, [href])).get(href)
            # Something of staff's own may lie there now.
            if found is not None and not is_anothers(found.text, uid):
                return found
        for calendar in self._calendars:
            found = await client.find(calendar.url, uid)
            if found is not None:
                return found
        return None

    # --- what staff did -------------------------------------------------------------------------------------------

    async def _notice(self, client: CaldavClient) -> None:
        """Look where the entries of talks to come are, and have staff asked about those they moved or deleted."""
        now = self.clock.now()
        ahead = functools.partial(entries_ahead, now=now, most=MOST_STANDING)
        known: Sequence[StoredEntry] = await self.writer.submit(Call(ahead))
        if not known:
            return
        found: dict[str, DavObject] = {}
        for calendar in self._calendars:
            hrefs = [entry.kept.href for entry in known if entry.kept.href.startswith(calendar.url)]
            found |= await client.get(calendar.url, hrefs) if hrefs else {}
        seen, lost, without_home = [], [], self._without_home
        self._without_home = frozenset()
        for entry in known:
            uid = uid_of(entry.booking, self.office.key)
            lies = found.get(entry.kept.href)
            if lies is None or is_anothers(lies.text, uid):
                lies = await self._at(client, uid, "")
            if lies is None and not self._is_deleted(entry):
                # Its calendar is there no more: staff did not delete it. So it is where the office has another account,
                # or has removed a calendar; a server may leave one out once.
                self._without_home |= {entry.kept.href}
                lost += [entry] if entry.kept.href in without_home else []
                continue
            try:
                times = GONE if lies is None else times_in(lies.text, uid, self.office.zone)
            except UnreadableEntry:
                log.warning("the calendar's entry of booking %d cannot be read, and is left as it is", entry.booking)
                continue
            # Of one that staff are asked about it may be another matter by now what else is there.
            is_asked = entry.kept.put == times and times != GONE
            if is_asked or not entry.kept.is_as_known(times) or (lies is not None and lies.href != entry.kept.href):
                seen.append((entry, "" if lies is None else lies.href, times))
        if lost:
            await self.writer.submit(Call(lambda batch: entries_lost(batch, lost, now)))
        gone = [entry for entry, _, times in seen if times == GONE]
        together = len(gone) >= MANY_GONE
        if together:
            await self.writer.submit(Call(lambda batch: ask_about_all(batch, gone, now)))
        for entry, href, times in seen:
            await self._ask_about(entry, href, times, among_many=together and times == GONE)

    async def _ask_about(self, known: StoredEntry, href: str, times: tuple[int, int], *, among_many: bool) -> None:
        """Have staff asked about one entry; where that fails, such as of a damaged lead, the others are asked about."""
        asks = functools.partial(
            entries_seen,
            seen=[(known, href, times)],
            now=self.clock.now(),
            among_many=among_many,
            lies_with=self._lies_with(href),
        )
        try:
            await self.writer.submit(Call(asks))
        except StorageTrouble:
            raise
        except Exception as error:
            if known.booking not in self._unasked:
                log.error("staff cannot be asked about booking %d (%s)", known.booking, type(error).__name__)
            self._unasked.add(known.booking)
