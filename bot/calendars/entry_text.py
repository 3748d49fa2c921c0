"""The text of a booking's entry in the office's calendar: made once, and from then on changed where it is ours.

Ours are its times, that it stands, and what it is called as long as staff leave that; what they add (a description,
alarms, categories, guests) stays as it is, whatever becomes of the booking.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event
from icalendar.parser import Contentline
from icalendar.timezone.tzp import TZP

from bot.errors import OwnError
from bot.sheets.calendar import PRODUCT, CalendarEntry
from bot.turns.records import EntryKept
from bot.words.clean import clean
from dialogs.booking.office_entry import GONE


class UnreadableEntry(OwnError):
    """What staff or their program made of an entry cannot be read: it is left alone."""


_content_line: Any = Contentline
_LINE_ENDS, _FOLD = re.compile(r"\r?\n"), re.compile(r"\r?\n[ \t]")
_EVENT_ENDS = re.compile(r"^END:VEVENT", re.MULTILINE)
# What takes longer than this is no talk: an entry that was made one of a whole day, or of a week.
_LONGEST = timedelta(hours=12)


def new_text(entry: CalendarEntry, made_at: datetime) -> str:
    """Return the text of a new object for a calendar on a server, where nothing is published (no METHOD)."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("created", made_at.astimezone(UTC))
    event.add("summary", clean(entry.summary, lines=False))
    event.add("status", "CONFIRMED")
    event.add("sequence", entry.sequence)
    if entry.place:
        event.add("location", clean(entry.place, lines=False))
    _set_times(event, entry)
    made.add_component(event)
    return _text(made)


def changed_text(text: str, entry: CalendarEntry, kept: EntryKept, made_at: datetime, *, keeps_times: bool) -> str:
    """Return the text of an object with what is ours as it is to be; the same text where it is so already.

    `keeps_times` leaves its times as staff set them. Raises `UnreadableEntry`.
    """
    whole = _read(text)
    event = _event(whole, entry.uid)
    if event is None:
        raise UnreadableEntry("the entry is not in its object")
    before = event.to_ical()
    if not keeps_times and _times(whole, event, UTC) != (entry.begins.timestamp(), entry.ends.timestamp()):
        for name in ("DTSTART", "DTEND", "DURATION"):
            event.pop(name, None)
        _set_times(event, entry)
    if str(event.get("STATUS", "")).upper() == "CANCELLED" and not keeps_times:
        _set(event, "status", "CONFIRMED")
    summary, line = str(event.get("SUMMARY", "")), clean(entry.summary, lines=False)
    if not summary or (kept.line and kept.line in summary):
        _set(event, "summary", summary.replace(kept.line, line, 1) if summary else line)
    if str(event.get("LOCATION", "")) == kept.place and kept.place != entry.place:
        _set(event, "location", clean(entry.place, lines=False))
    if event.to_ical() == before:
        return text
    _set(event, "sequence", max(_number(event.get("SEQUENCE", 0)) + 1, entry.sequence))
    event.pop("DTSTAMP", None)
    event.add("dtstamp", made_at.astimezone(UTC))
    if "LAST-MODIFIED" in event:
        event.pop("LAST-MODIFIED")
        event.add("last-modified", made_at.astimezone(UTC))
    after = _text(whole)
    for place in range(len(whole.walk("VEVENT"))):
        after = _with_lines(after, place, _unread(text, place))
    return after


def times_in(text: str, uid: str, zone: ZoneInfo) -> tuple[int, int]:
    """Return when an entry begins and ends (seconds), as staff see it in their calendar.

    Twice the same moment where it has no hour any more; `GONE` where it was cancelled, or is not there. `zone` is the
    office's, for whole days and times without a zone. Raises `UnreadableEntry`.
    """
    whole = _read(text)
    event = _event(whole, uid)
    if event is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return GONE
    begins, ends = _times(whole, event, zone)
    return int(begins), int(ends)


def _read(text: str) -> Any:
    try:
        return Calendar.from_ical(text)
    except Exception:  # of whatever kind: others wrote it
        raise UnreadableEntry("an object cannot be read") from None


def _times(whole: Any, event: Any, zone: Any) -> tuple[float, float]:
    try:
        return _stretch(event, _zones_in(whole), zone)
    except Exception:
        raise UnreadableEntry("an entry has no times") from None


def _zones_in(whole: Any) -> Mapping[str, Any]:
    """Return the zones that an object defines. The library would know one by what another calendar calls the same."""
    found = {}
    for defined in whole.walk("VTIMEZONE"):
        # One that cannot be read: its name may say which one is meant.
        with contextlib.suppress(Exception):
            found[str(defined["TZID"])] = defined.to_tz(TZP())
    return found


def _stretch(event: Any, zones: Mapping[str, Any], zone: Any) -> tuple[float, float]:
    begins = event["DTSTART"].dt
    first = _moment(event["DTSTART"], zones, zone)
    if not isinstance(begins, datetime):
        return first, first
    if "DTEND" in event:
        last = _moment(event["DTEND"], zones, zone)
    else:
        last = first + (event["DURATION"].dt.total_seconds() if "DURATION" in event else 0.0)
    return (first, last) if 0 < last - first <= _LONGEST.total_seconds() else (first, first)


def _moment(said: Any, zones: Mapping[str, Any], zone: Any) -> float:
    when: date = said.dt
    whole = when if isinstance(when, datetime) else datetime.combine(when, time())
    defined = zones.get(str(said.params.get("TZID", "")))
    if defined is not None:
        whole = whole.replace(tzinfo=defined)
    return (whole if whole.tzinfo is not None else whole.replace(tzinfo=zone)).timestamp()


def _event(whole: Any, uid: str) -> Any:
    """Return the entry itself: not what was changed of a repetition that staff made of it."""
    found = [one for one in whole.walk("VEVENT") if str(one.get("UID", "")) == uid]
    return next((one for one in found if "RECURRENCE-ID" not in one), found[0] if found else None)


def _set_times(event: Any, entry: CalendarEntry) -> None:
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))


def _number(value: Any) -> int:
    """Return a number that others wrote; 0 for what is none."""
    try:
        return int(value)
    except ValueError:
        return 0


def _set(event: Any, name: str, value: object) -> None:
    event.pop(name.upper(), None)
    if value != "":
        event.add(name, value)


def _unread(text: str, place: int) -> list[str]:
    """Return the lines of the entry at a place in an object that the library cannot read, and so leaves out.

    Some programs write guests so. What staff see there is theirs, whether we can read it or not.
    """
    found, number = [], -1
    for line in _LINE_ENDS.split(_FOLD.sub("", text)):
        number += line.strip().upper() == "BEGIN:VEVENT"
        if number == place and line.strip() and not _is_read(line):
            found.append(line)
    return found


def _is_read(line: str) -> bool:
    try:
        _content_line(line).parts()
    except ValueError:
        return False
    return True


def _with_lines(text: str, place: int, lines: Sequence[str]) -> str:
    """Return a text of ours with more lines at the end of the entry at a place in it."""
    ends = [found.start() for found in _EVENT_ENDS.finditer(text)][place]
    more = "".join(f"{_content_line(line).to_ical().decode()}\r\n" for line in lines)
    return text[:ends] + more + text[ends:]


def _text(whole: Any) -> str:
    written: bytes = whole.to_ical()
    return written.decode("utf-8")
