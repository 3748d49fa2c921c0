"""When members of staff are busy, in memory: cells by member, made anew once another version of a calendar is kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from bot.calendars.listing import OfficeCalendar, calendars_of, rule_of
from bot.settings import Settings
from bot.turns.ports import KeptCalendars
from bot.turns.records import StoredCalendar
from dialogs.booking.cells import MINUTE, cells_between
from dialogs.booking.rules import BookingRule
from dialogs.office import Office


def busy_book(settings: Settings, office: Office) -> BusyBook | None:
    """Return what is known of an office's calendars; None where it has none, or where nothing is booked.

    Raises `SettingsError` where settings and profile do not agree on them.
    """
    calendars = calendars_of(settings, office)
    return BusyBook(office, office.booking, calendars) if calendars and office.booking is not None else None


class BusyBook:
    """Implements `bot.turns.ports.BusyTimes`. The office has bookings.

    A turn that asks costs one small statement; a calendar is opened once for each version of it.
    """

    def __init__(self, office: Office, rule: BookingRule, calendars: Sequence[OfficeCalendar]) -> None:
        self.calendars = calendars
        self._rule = rule
        self._stale_seconds = rule_of(office).stale_minutes * MINUTE
        self._ids = [calendar.id for calendar in calendars]
        self.staff = frozenset[str]().union(*(calendar.staff for calendar in calendars))
        self._versions: Mapping[str, int] = {}
        self._known: dict[str, StoredCalendar] = {}
        self._cells: dict[str, list[int]] = {}

    def cells(self, kept: KeptCalendars, first: int, end: int) -> Mapping[str, Set[int]]:
        """Return in which cells of a stretch each member is busy."""
        self._follow(kept)
        return {who: frozenset(_between(cells, first, end)) for who, cells in self._cells.items()}

    def behind(self, kept: KeptCalendars, now: datetime) -> Set[str]:
        """Return the members one of whose calendars was not read for too long, or never."""
        self._follow(kept)
        oldest = now.timestamp() - self._stale_seconds
        late = (calendar.staff for calendar in self.calendars if self._is_behind(calendar, oldest))
        return frozenset[str]().union(*late)

    def late(self, kept: KeptCalendars, now: datetime) -> Sequence[tuple[str, int | None]]:
        """Return what the calendars that were not read for too long are called, and when each was read last."""
        self._follow(kept)
        oldest = now.timestamp() - self._stale_seconds
        late = [calendar for calendar in self.calendars if self._is_behind(calendar, oldest)]
        return [(each.name, self._known[each.id].read_at if each.id in self._known else None) for each in late]

    def _is_behind(self, calendar: OfficeCalendar, oldest: float) -> bool:
        known = self._known.get(calendar.id)
        return known is None or known.read_at is None or known.read_at < oldest

    def _follow(self, kept: KeptCalendars) -> None:
        """Learn what was kept since."""
        versions = kept.calendar_versions(self._ids)
        if versions == self._versions:
            return
        found = {calendar.id: self._found(kept, calendar, versions) for calendar in self.calendars}
        self._known = {name: known for name, known in found.items() if known is not None}
        self._cells = {who: self._cells_of(who) for who in self.staff}
        self._versions = versions

    def _found(
        self, kept: KeptCalendars, calendar: OfficeCalendar, versions: Mapping[str, int]
    ) -> StoredCalendar | None:
        known = self._known.get(calendar.id)
        if known is None or versions.get(calendar.id) != known.version:
            known = kept.calendar(calendar.id)
        # What was read at another address is another calendar.
        return known if known is not None and known.where == calendar.where else None

    def _cells_of(self, who: str) -> list[int]:
        mine = (self._known[c.id] for c in self.calendars if who in c.staff and c.id in self._known)
        spans = (span for known in mine for span in known.spans)
        return sorted({cell for begins, ends in spans for cell in cells_between(begins, ends, self._rule)})


def _between(cells: Sequence[int], first: int, end: int) -> Sequence[int]:
    return cells[bisect_left(cells, first) : bisect_left(cells, end)]
