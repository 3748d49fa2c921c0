"""The keeper of busy times: reads the office's calendars every few minutes, and tells staff when one falls behind.

The chat never waits for it. What was read is kept with its age; as long as a calendar cannot be read, what is known of
it stays, and once that is too old the times that are offered must be approved (`book`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.calendars.events import BusyRead, busy_in
from bot.calendars.listing import OfficeCalendar, rule_of
from bot.calendars.sources import (
    LONGEST_READ_SECONDS,
    CalendarSource,
    CalendarTrouble,
    CalendarWindow,
    Fetched,
    TroubleKind,
    Unchanged,
)
from bot.calendars.telling import tell
from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.sheets.calendar import is_uid_of
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredCalendar
from bot.turns.writer import Writes
from dialogs.booking.cells import MINUTE
from dialogs.office import Office

log = logging.getLogger(__name__)
READ_EVERY_SECONDS = 300.0
_DAY = 24 * 60 * MINUTE
# Beyond the last day that is offered it is read so much further, so that a calendar that says that nothing of it has
# changed need not be read anew each day.
_FURTHER = 14 * _DAY


@dataclass(frozen=True, slots=True)
class CalendarOutcome:
    """What came of one read: busy times as far as before `until`, that nothing has changed, or what was wrong."""

    calendar: OfficeCalendar
    busy: BusyRead | None = None
    until: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)
    trouble: TroubleKind | None = None


class BusyKeeper:
    """Reads the calendars of an office with bookings; `sources` in the order of `calendars`."""

    def __init__(
        self,
        writer: Writes,
        clock: Clock,
        office: Office,
        calendars: Sequence[OfficeCalendar],
        sources: Sequence[CalendarSource],
    ) -> None:
        self.writer = writer
        self.clock = clock
        self.office = office
        self.calendars = calendars
        self.sources = sources
        # Calendars that are being counted, by their ids: one that takes too long is not counted twice at a time.
        self._counting: set[str] = set()
        # The library knows the zones that a calendar defines for all of us at once: no second one is counted meanwhile.
        self._counts = asyncio.Lock()
        # Calendars that were read whole since the start, by their ids: how they count may have changed before it.
        self._whole: set[str] = set()
        # What is wrong with calendars, by their ids, as the log knows it.
        self._logged: dict[str, TroubleKind] = {}

    async def run(self) -> None:
        """Read again and again, until cancelled."""
        while True:
            await self._look()
            await self.clock.sleep(READ_EVERY_SECONDS)

    async def _look(self) -> None:
        """Read every calendar once, and keep what came of it, together."""
        try:
            known = await self.writer.submit(Call(self._known))
            pairs = zip(self.calendars, self.sources, strict=True)
            outcomes = await asyncio.gather(*(self._read(*pair, known.get(pair[0].id)) for pair in pairs))
            self._log(outcomes)
            now = self.clock.now()
            if await self.writer.submit(Call(lambda batch: keep(batch, self.calendars, outcomes, now))):
                # Somebody may wait for what has become free. By itself: what goes wrong there undoes nothing kept.
                await self.writer.submit(Call(lambda batch: batch.serve_waiting(now)))
        except StorageTrouble:  # told where turns meet it
            return
        except Exception as error:  # nobody's turn may end with this
            log.error("what calendars say could not be kept (%s); trying again", type(error).__name__)

    def _log(self, outcomes: Sequence[CalendarOutcome]) -> None:
        """Log when trouble with a calendar begins, becomes another, and is over."""
        for outcome in outcomes:
            calendar_id, trouble = outcome.calendar.id, outcome.trouble
            if trouble is not None and self._logged.get(calendar_id) is not trouble:
                log.warning("the calendar %s cannot be read (%s); trying again", calendar_id, trouble)
                self._logged[calendar_id] = trouble
            elif trouble is None and self._logged.pop(calendar_id, None) is not None:
                log.info("the calendar %s can be read again", calendar_id)

    def _known(self, batch: Batch) -> Mapping[str, StoredCalendar]:
        kept = ((calendar, batch.tx.calendar(calendar.id)) for calendar in self.calendars)
        return {c.id: known for c, known in kept if known is not None and known.where == c.where}

    async def _read(
        self, calendar: OfficeCalendar, source: CalendarSource, known: StoredCalendar | None
    ) -> CalendarOutcome:
        """Read one calendar; whatever happens, the others are read as well."""
        try:
            return await self._asked(calendar, source, known)
        except CalendarTrouble as trouble:
            return CalendarOutcome(calendar, trouble=trouble.kind)
        except Exception as error:
            # Its text may hold the secret address.
            log.error("the calendar %s could not be read (%s)", calendar.id, type(error).__name__)
            return CalendarOutcome(calendar, trouble=TroubleKind.UNREACHABLE)

    async def _asked(
        self, calendar: OfficeCalendar, source: CalendarSource, known: StoredCalendar | None
    ) -> CalendarOutcome:
        window, needed = window_at(self.office, self.clock.now())
        reaches = known is not None and known.until >= needed and calendar.id in self._whole
        if calendar.id in self._counting:
            raise CalendarTrouble(TroubleKind.TOO_LARGE)
        async with within(LONGEST_READ_SECONDS, TroubleKind.SLOW):
            fetched = await source.read(window, known.marks if known is not None and reaches else {})
        if isinstance(fetched, Unchanged):
            return CalendarOutcome(calendar)
        async with self._counts, within(LONGEST_READ_SECONDS, TroubleKind.TOO_LARGE):
            self._counting.add(calendar.id)
            busy = await asyncio.to_thread(self._busy, calendar.id, fetched, window)
        self._whole.add(calendar.id)
        return CalendarOutcome(calendar, busy, window.end, fetched.marks)

    def _busy(self, calendar_id: str, fetched: Fetched, window: CalendarWindow) -> BusyRead:
        """Count busy times, in a thread of its own."""
        try:
            owners = fetched.owners | {owner.lower() for owner in rule_of(self.office).owners}
            is_ours = is_uid_of(self.office.key)
            return busy_in(fetched.texts, window.begin, window.end, self.office.zone, is_ours, owners)
        finally:
            self._counting.discard(calendar_id)


def window_at(office: Office, now: datetime) -> tuple[CalendarWindow, int]:
    """Return what is looked at of a calendar, and how far what is known of it must reach at least."""
    assert office.booking is not None, "an office without bookings reads no calendars"
    begin = int(now.timestamp()) - _DAY
    needed = begin + (office.booking.horizon_days + 3) * _DAY
    return CalendarWindow(begin, needed + _FURTHER), needed


@asynccontextmanager
async def within(seconds: float, else_is: TroubleKind) -> AsyncIterator[None]:
    """Let a block take so long. Raises `CalendarTrouble` where it takes longer."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise CalendarTrouble(else_is) from None


def keep(batch: Batch, calendars: Sequence[OfficeCalendar], outcomes: Sequence[CalendarOutcome], now: datetime) -> bool:
    """Keep what was read, and tell staff once what fell behind, and once that it is back.

    Return whether anybody is busy at other times than before.
    """
    batch.tx.drop_calendars([calendar.id for calendar in calendars])
    stale = rule_of(batch.dialogue.around.office).stale_minutes * MINUTE
    before_and_after = []
    for outcome in outcomes:
        before = batch.tx.calendar(outcome.calendar.id)
        after = _after(before, outcome, int(now.timestamp()), stale)
        before_and_after.append((outcome.calendar, before, batch.tx.keep_calendar(after)))
    tell(batch, before_and_after, now)
    return any(before is None or before.spans != after.spans for _, before, after in before_and_after)


def _after(before: StoredCalendar | None, outcome: CalendarOutcome, at: int, stale: int) -> StoredCalendar:
    """Return what is kept of a calendar from now on."""
    calendar, busy = outcome.calendar, outcome.busy
    known = StoredCalendar(calendar.id, calendar.where)
    if before is not None:
        known = before if before.where == calendar.where else replace(known, version=before.version, told=before.told)
    known = replace(known, tried_at=at)
    if outcome.trouble is not None:
        since = at if known.trouble_since is None else known.trouble_since
        is_behind = known.read_at is None or known.read_at < at - stale
        return replace(known, trouble=str(outcome.trouble), trouble_since=since, told=known.told or is_behind)
    known = replace(known, read_at=at, trouble=None, trouble_since=None, told=False)
    if busy is None:
        return known
    return replace(known, spans=busy.spans, broken=busy.broken, until=outcome.until, marks=outcome.marks)
