"""`intake bookings`: what stands from today on, and what is asked for, with whom and where.

As JSON, a list, soonest first. Other programs rely on the names:

- `number`, `lead` (the number of the lead), `state` ("held", "requested", "booked", "kept", "missed"), `way`, `staff`;
- `start`, `end` in the office's time zone, `minutes`, `zone` (the client's), `until` (when a hold or a request ends);
- `room` (null without one), `moves`, `sequence`.

`--ics FILE` writes what is booked as a calendar, which bears the number of the lead and the way, and no name.
"""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from bot.clock import now
from bot.errors import IntakeError, reason_of
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.sheets.calendar import CalendarEntry, calendar, uid_of
from bot.storage.bookings import Diary
from bot.storage.database import opened_if_there
from bot.storage.records import numbers_of
from bot.storage.statements import Statements
from bot.terminal import Style
from bot.words.operator import language_of, saying
from dialogs.booking.booking import Booking, State
from dialogs.booking.shown import local, time_shown, zone_of
from dialogs.messages import Text
from dialogs.office import Office, first_shown, today

# More than an office has ahead of it.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """A booking, and the number of its person's lead."""

    booking: Booking
    lead: int | None


def run(args: Namespace) -> int:
    """Print what stands. Returns the exit code; raises `IntakeError` where the file cannot be written."""
    settings = Settings.load(os.environ, Path())
    office = load_office(settings.office)
    kept = list(_kept(settings, office))
    if args.ics is not None:
        _save(Path(args.ics), office, kept)
    if args.json:
        print(json.dumps([_fields(one, office) for one in kept], ensure_ascii=False, indent=2))
    elif args.ics is None:
        for line in _lines(kept, office):
            print(line)
    return 0


def _kept(settings: Settings, office: Office) -> Iterator[_Kept]:
    """Yield the bookings that take time from the beginning of today at the office on."""
    begins = int(first_shown(office, today(office, now()), time()).timestamp())
    with opened_if_there(settings) as database:
        if database is None:
            return
        with database.reading() as connection:
            diary = Diary(connection, database.sealer, Statements(database.backend.dialect, database.engine.dialect))
            found = diary.beginning(begins, MOST)
            leads = numbers_of(connection, {stored.person for stored in found})
        yield from (_Kept(stored.booking, leads.get(stored.person)) for stored in found)


def _fields(kept: _Kept, office: Office) -> dict[str, Any]:
    """Return a booking as programs get it."""
    booking = kept.booking
    return {
        "number": booking.number,
        "lead": kept.lead,
        "state": str(booking.state),
        "way": booking.way,
        "staff": booking.staff,
        "start": _moment(booking.start, office),
        "end": _moment(booking.end, office),
        "minutes": booking.minutes,
        "zone": booking.zone,
        "until": _moment(booking.until, office),
        "room": booking.room,
        "moves": booking.moves,
        "sequence": booking.sequence,
    }


def _moment(seconds: int | None, office: Office) -> str | None:
    return None if seconds is None else local(seconds, office.zone).isoformat()


def _lines(kept: Sequence[_Kept], office: Office) -> Iterator[str]:
    """Yield what people read."""
    say, style = saying(), Style()
    if not kept:
        yield say(Text("bookings-none"))
    for one in kept:
        booking = one.booking
        time = time_shown(booking.start or 0, office, zone_of(booking.zone, office))
        state = Text("bookings-state", {"state": str(booking.state)})
        lead = "-" if one.lead is None else str(one.lead)
        where = {"way": booking.way, "staff": booking.staff, "lead": lead}
        yield f"{style.bold(say(time))}  {say(Text('bookings-line', {**where, 'state': state}))}"


def _save(path: Path, office: Office, kept: Sequence[_Kept]) -> None:
    """Write what is booked as a calendar."""
    booked = [one for one in kept if one.booking.state is State.BOOKED]
    text = calendar([_entry(one, office) for one in booked], now())
    try:
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise IntakeError("error-bookings-file", path=str(path), reason=reason_of(error)) from None


def _entry(kept: _Kept, office: Office) -> CalendarEntry:
    booking, way = kept.booking, office.way(kept.booking.way)
    label = booking.way if way is None else office.in_language(way.label, language_of(os.environ))
    lead = "" if kept.lead is None else f"#{kept.lead} "
    return CalendarEntry(
        uid=uid_of(booking.number, office.key),
        sequence=booking.sequence,
        begins=_utc(booking.start),
        ends=_utc(booking.end),
        summary=f"{lead}{label}",
        place=booking.room or "",
    )


def _utc(seconds: int | None) -> datetime:
    return datetime.fromtimestamp(seconds or 0, UTC)
