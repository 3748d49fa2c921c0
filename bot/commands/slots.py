"""`intake slots`: the times that the chat would offer, for each way of holding a consultation.

As JSON, a list: way by way, soonest first. Other programs rely on the names:

- `way`, `staff` (its id in the profile), `start`, `end`, `minutes`, `on_request` (whether the office must approve);
- `there` is the start on the clock of `--zone`, null without it;
- moments are in the office's time zone, with how far it is from UTC.
"""

from __future__ import annotations

import difflib
import json
import os
from argparse import Namespace
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

from bot.clock import now
from bot.errors import IntakeError
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.storage.bookings import Diary
from bot.storage.calendars import Calendars
from bot.storage.database import opened_if_there
from bot.storage.statements import Statements
from bot.terminal import Style, pad, width
from bot.words.operator import OperatorWords, language_of, saying
from dialogs.booking.shown import local, slot_label
from dialogs.booking.slots import Slot, Taken, TakenByWeek, offered, with_busy
from dialogs.messages import Text
from dialogs.office import Office, first_shown, today
from dialogs.whereabouts import zone_named

if TYPE_CHECKING:
    from bot.calendars.book import BusyBook

_DAY = timedelta(days=1)


def run(args: Namespace) -> int:
    """Print the slots. Returns the exit code; raises `IntakeError` for an unknown way or zone."""
    settings = Settings.load(os.environ, Path())
    office = load_office(settings.office)
    zone = None if args.zone is None else ZoneInfo(_known_zone(args.zone))
    ways = tuple(way.id for way in office.consultation_ways)
    if args.way is not None:
        ways = (_known_way(args.way, ways),)
    if office.booking is None:
        raise IntakeError("error-slots-no-booking")
    with taken_in(settings, office) as taken:
        listing = _Listing(office, taken, now(), args.since, args.days)
        if args.json:
            slots = [_fields(slot, office, zone) for way in ways for slot in listing.of(way)]
            print(json.dumps(slots, ensure_ascii=False, indent=2))
        else:
            for line in _lines(listing, ways, zone or office.zone, saying()):
                print(line)
    return 0


@contextmanager
def taken_in(settings: Settings, office: Office) -> Iterator[Taken]:
    """What is taken of the members of staff, as it is stored now; nothing where there is no database yet."""
    busy = _busy_book(settings, office)
    with opened_if_there(settings) as database:
        if database is None:
            # Nothing is known of calendars yet either.
            unknown = frozenset[str]() if busy is None else busy.staff
            yield TakenByWeek(office, _nothing_taken, _no_talks, lambda _now: unknown)
            return
        with database.reading() as connection:
            statements = Statements(database.backend.dialect, database.engine.dialect)
            diary = Diary(connection, database.sealer, statements)
            kept = Calendars(connection, database.sealer, statements)

            def taken(staff: Collection[str], first: int, end: int) -> Mapping[str, Set[int]]:
                mine = diary.taken_cells(staff, first, end, None)
                return mine if busy is None else with_busy(mine, busy.cells(kept, first, end))

            yield TakenByWeek(
                office,
                taken,
                lambda staff, edges: diary.busy_days(staff, edges, None),
                lambda now: frozenset() if busy is None else busy.behind(kept, now),
            )


def _busy_book(settings: Settings, office: Office) -> BusyBook | None:
    if not settings.has_calendars and office.calendar is None:
        return None
    from bot.calendars.book import busy_book

    return busy_book(settings, office)


def _nothing_taken(_staff: Collection[str], _first: int, _end: int) -> Mapping[str, Set[int]]:
    return {}


def _no_talks(_staff: Collection[str], _edges: Sequence[int]) -> Mapping[str, Sequence[int]]:
    return {}


@dataclass(frozen=True, slots=True)
class _Listing:
    """The slots of some days, as they are offered now."""

    office: Office
    taken: Taken
    at: datetime
    since: date | None
    days: int

    @property
    def first(self) -> date:
        """The first of the days."""
        here = today(self.office, self.at)
        return here if self.since is None else max(self.since, here)

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.first + (self.days - 1) * _DAY

    def of(self, way: str) -> Iterator[Slot]:
        """Yield those of one way."""
        begins, ends = map(self._midnight, (self.first, self.last + _DAY))
        return offered(self.office, is_japanese_holiday, way, self.at, self.taken, but_after=begins - 1, before=ends)

    def _midnight(self, day: date) -> int:
        return int(first_shown(self.office, day, time()).timestamp())


def _fields(slot: Slot, office: Office, zone: ZoneInfo | None) -> dict[str, Any]:
    """Return a slot as programs get it."""
    return {
        "way": slot.way,
        "staff": slot.staff,
        "start": local(slot.start, office.zone).isoformat(),
        "end": local(slot.end, office.zone).isoformat(),
        "minutes": slot.minutes,
        "on_request": slot.on_request,
        "there": None if zone is None else local(slot.start, zone).isoformat(),
    }


def _lines(listing: _Listing, ways: Iterable[str], zone: ZoneInfo, say: OperatorWords) -> Iterator[str]:
    """Yield what people read: the words of the chat's buttons, with whom."""
    office, style = listing.office, Style()
    assert office.booking is not None
    for way in ways:
        found = office.way(way)
        label = way if found is None else office.in_language(found.label, language_of(os.environ))
        yield style.bold(say(Text("slots-way", {"way": way, "label": label, "count": office.booking.minutes[way]})))
        rows = [(say(slot_label(slot, office, zone)), slot.staff) for slot in listing.of(way)]
        if not rows:
            yield f"  {say(Text('slots-none', {'first': listing.first, 'last': listing.last}))}"
        cells = max((width(label) for label, _ in rows), default=0)
        yield from (f"  {pad(label, cells)}  {staff}" for label, staff in rows)


def _known_way(way: str, known: Sequence[str]) -> str:
    if way in known:
        return way
    nearest = difflib.get_close_matches(way.lower(), known, n=1, cutoff=0)
    raise IntakeError("error-slots-way", nearest=nearest[0], known=", ".join(known))


def _known_zone(zone: str) -> str:
    """Return the name of a zone. Of a place, or a name that is misspelt, the nearest name is told."""
    known = available_timezones()
    if zone not in known:
        raise IntakeError("error-slots-zone", nearest=zone_named(zone) or _nearest_zone(zone.strip().lower(), known))
    return zone


def _nearest_zone(typed: str, known: Collection[str]) -> str:
    """Return the nearest name: of a whole one, else of its city, else of anything."""
    names = {name.lower(): name for name in sorted(known)}
    cities = {name.rpartition("/")[2].replace("_", " "): whole for name, whole in names.items()}
    city = typed.rpartition("/")[2].replace("_", " ")
    for wanted, among, least in ((typed, names, 0.8), (city, cities, 0.7)):
        near = difflib.get_close_matches(wanted, among, n=1, cutoff=least)
        if near:
            return among[near[0]]
    return names[difflib.get_close_matches(typed, names, n=1, cutoff=0)[0]]
