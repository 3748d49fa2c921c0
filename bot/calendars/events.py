"""When a calendar makes somebody busy, as a person would say: of iCalendar texts the moments, and nothing else of them.

A calendar comes from outside, and anybody's invitation may stand in it. So it is taken apart by lines first: only those
that say when something is, and whether it counts, are read at all. No title, no place and no guest leaves this module.
Each entry is read by itself, so that one that is broken spoils no other, and none may repeat itself without end.

It takes processor time, so whoever calls it does so beside the event loop.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.rrule import rrulestr
from icalendar import Calendar
from icalendar.timezone import tzp

from bot.calendars.free_busy import periods
from bot.calendars.spans import cut, merged

# So much longer than asked for is looked at, on both sides: a time without a zone may lie a day elsewhere.
_MARGIN = timedelta(days=2)
_DAY = timedelta(days=1)
# How many steps a repetition may take from its first time to the end of what is looked at. A talk of each day takes as
# many in five hundred years; one of each hour in twenty.
MOST_STEPS = 200_000
# How many all repetitions of a reading may take together: some seconds of work. Those that take least come first.
MOST_STEPS_IN_ALL = 1_000_000
# How many times one entry may come within what is looked at.
MOST_TIMES = 5_000
# How long what an entry says of its time may be, and how many entries are looked at.
MOST_LETTERS, MOST_ENTRIES, MOST_ZONES = 200_000, 20_000, 200
# What an entry says of when it is, and of whether it makes anybody busy.
_SAYS_WHEN = frozenset(
    {
        *("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "SEQUENCE"),
        *("STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE", "ORGANIZER"),
    }
)
_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT_BEGINS = re.compile(rb"^BEGIN:VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)
_EVENT_ENDS = re.compile(rb"^END:VEVENT[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ZONE_BEGINS = re.compile(rb"^BEGIN:VTIMEZONE[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ZONE_ENDS = re.compile(rb"^END:VTIMEZONE[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ZONE_TEXT = b"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE%sEND:VTIMEZONE\r\nEND:VCALENDAR"
_NAME = re.compile(r"[A-Za-z0-9-]+")
_REPEATS = re.compile(rb"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE | re.IGNORECASE)
_BEGINS = re.compile(rb"^DTSTART\b[^\n]*?:(\d{8})", re.MULTILINE | re.IGNORECASE)
_ENDS = re.compile(rb"^DTEND\b[^\n]*?:(\d{8})", re.MULTILINE | re.IGNORECASE)
# Anything but some hours and minutes.
_LASTS_LONG = re.compile(
    rb"^DURATION\b[^\n]*?:(?!PT(?:[0-3]?\dH)?(?:\d{1,3}M)?(?:\d{1,3}S)?[ \t]*$)", re.MULTILINE | re.IGNORECASE
)
_OWNER = re.compile(r"^X-WR-CALNAME[^:\n]*:[ \t]*([^\s@]{1,100}@[^\s@]{1,100})[ \t]*$", re.MULTILINE | re.IGNORECASE)
# A leap year; every combination of days of months and of the week comes from then on.
_LAST_YEARS = datetime(9960, 1, 1)  # noqa: DTZ001 - compared with nothing
_STEP_SECONDS = {
    "SECONDLY": 1,
    "MINUTELY": 60,
    "HOURLY": 3_600,
    "DAILY": 86_400,
    "WEEKLY": 7 * 86_400,
    "MONTHLY": 30 * 86_400,
    "YEARLY": 365 * 86_400,
}


@dataclass(frozen=True, slots=True)
class BusyRead:
    """What was read: when somebody is busy, in seconds, in order and apart; and how many entries could not be read."""

    spans: tuple[tuple[int, int], ...]
    broken: int


def is_calendar(text: bytes) -> bool:
    """Return whether a text is a whole calendar: neither a page that a server sends in its place, nor a part of one."""
    whole = text.removeprefix(b"\xef\xbb\xbf").strip()
    return whole[:15].upper() == b"BEGIN:VCALENDAR" and whole[-13:].upper() == b"END:VCALENDAR"


def busy_in(
    texts: Iterable[bytes],
    begin: int,
    end: int,
    zone: ZoneInfo,
    is_ours: Callable[[str], bool],
    owners: Collection[str] = (),
) -> BusyRead:
    """Return when the entries of some calendars make their owner busy, from a moment on and before another (seconds).

    `zone` is that of the office: whole days, and times without a zone, are on its clock. Entries whose UID `is_ours`
    do not count: bookings own their time by themselves. Nor does what is marked as free, cancelled, or was declined by
    one of the `owners` (mail addresses).
    """
    window = _Window(datetime.fromtimestamp(begin, UTC), datetime.fromtimestamp(end, UTC), zone)
    spans: list[tuple[int, int]] = []
    broken, left = 0, float(MOST_STEPS_IN_ALL)
    for text in texts:
        found = _Text(text, frozenset(owner.lower() for owner in owners), window)
        broken += found.broken
        spans += found.said_busy
        entries = [(_steps_of(events, window), events) for uid, events in found.by_uid().items() if not is_ours(uid)]
        for steps, events in sorted(entries, key=lambda entry: entry[0]):
            if steps > left:
                # Few can be so many by accident, and nobody else's appointments wait for them.
                broken += 1
                continue
            left -= steps
            try:
                spans += _spans_of(events, found, window)
            except Exception:  # a library's own, of any kind: what stands in the entry decides
                broken += 1
    return BusyRead(tuple(merged(cut(spans, begin, end))), broken)


@dataclass(frozen=True, slots=True)
class _Window:
    begin: datetime
    end: datetime
    zone: ZoneInfo

    @property
    def first(self) -> datetime:
        return self.begin - _MARGIN

    @property
    def last(self) -> datetime:
        return self.end + _MARGIN

    def may_hold(self, event: bytes) -> bool:
        """Return whether the text of an entry can be about a time of ours, as far as that is seen without reading it.

        Of years of appointments most cannot.
        """
        if _REPEATS.search(event):
            return True
        begins, ends = (None if found is None else found[1] for found in (_BEGINS.search(event), _ENDS.search(event)))
        is_later = begins is not None and begins > f"{self.last:%Y%m%d}".encode()
        if ends is None and not _LASTS_LONG.search(event):
            ends = begins
        # What lasts for some hours ends within the margin.
        return not (is_later or (ends is not None and ends < f"{self.first - _MARGIN:%Y%m%d}".encode()))


# --- taking a text apart ----------------------------------------------------------------------------------------------


class _Text:
    """A text taken apart into what it says of zones, of entries, and of when somebody is busy without saying why."""

    def __init__(self, text: bytes, owners: frozenset[str], window: _Window) -> None:
        whole = _FOLD.sub(b"", text).replace(b"\r", b"")
        head, *pieces = _EVENT_BEGINS.split(whole)
        self.owners = owners | {owner.lower() for owner in _OWNER.findall(head.decode(errors="replace"))}
        self.broken = 0
        self._events: list[_Event] = []
        for piece in filter(window.may_hold, pieces):
            ends = _EVENT_ENDS.search(piece)
            event = None if ends is None else _event(piece[: ends.start()].decode(errors="replace"))
            if event is None or len(self._events) >= MOST_ENTRIES:
                self.broken += 1
            else:
                self._events.append(event)
        self._know_zones(_ZONE_BEGINS.split(whole)[1:])
        told = list(periods(whole, window.zone))
        self.said_busy = [span for span in told if span is not None]
        self.broken += len(told) - len(self.said_busy)

    def _know_zones(self, zones: Iterable[bytes]) -> None:
        """Let the library know the zones that this text defines, and none of the text before it."""
        tzp.use_zoneinfo()
        for zone in islice(zones, MOST_ZONES):
            ends = _ZONE_ENDS.search(zone)
            if ends is None or ends.start() > MOST_LETTERS:
                continue
            try:
                Calendar.from_ical(_ZONE_TEXT % zone[: ends.start()])
            except Exception:  # a zone that cannot be read: its name may say which one is meant
                continue

    def by_uid(self) -> Mapping[str, list[_Event]]:
        """Return the entries, those of one UID together: a series and what was changed of it."""
        found: dict[str, list[_Event]] = defaultdict(list)
        for number, event in enumerate(self._events):
            # What has no UID is by itself.
            found[event.first("UID") or f" {number}"].append(event)
        return found


@dataclass(frozen=True, slots=True)
class _Event:
    """The lines of an entry that say when it is, by their names."""

    said: Mapping[str, list[str]]

    def first(self, name: str) -> str:
        """Return the value of the first line of this name, empty without one."""
        return self.said[name][0].rpartition(":")[2].strip() if name in self.said else ""

    def text(self) -> str:
        """Return it as a calendar has it."""
        return "\r\n".join(["BEGIN:VEVENT", *(one for several in self.said.values() for one in several), "END:VEVENT"])


def _event(text: str) -> _Event | None:
    """Return what an entry says of its time; None where it cannot be one."""
    said: dict[str, list[str]] = defaultdict(list)
    inside = 0
    for one in text.split("\n"):
        name = found[0].upper() if (found := _NAME.match(one)) else ""
        # What is within an entry, such as an alarm, has times of its own.
        inside += (name == "BEGIN") - (name == "END")
        if not inside and name in _SAYS_WHEN:
            said[name].append(one)
    whole = sum(len(one) for several in said.values() for one in several)
    is_one = "DTSTART" in said or "RECURRENCE-ID" in said
    return _Event(said) if is_one and whole <= MOST_LETTERS else None


# --- when it is -------------------------------------------------------------------------------------------------------


def _spans_of(events: Iterable[_Event], text: _Text, window: _Window) -> list[tuple[int, int]]:
    """Return when the entries of one UID make anybody busy. Raises anything where they cannot be read."""
    events = list(events)
    whole = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *(event.text() for event in events), "END:VCALENDAR"])
    with warnings.catch_warnings():
        # Of a zone that is only nearly named as it should be.
        warnings.simplefilter("ignore")
        calendar = Calendar.from_ical(whole)
        _refuse_broken(calendar, len(events))
        times = recurring_ical_events.of(calendar).between(window.first, window.last)
        return [_span(found, window.zone) for found in times if _counts(found, text.owners)]


def _refuse_broken(calendar: Any, count: int) -> None:
    """Raise `ValueError` where the library left out what it could not read: it would be somewhere else, or nowhere."""
    events = calendar.walk("VEVENT")
    if len(events) != count or any(event.errors for event in events):
        raise ValueError("an entry cannot be read")


def _steps_of(events: Iterable[_Event], window: _Window) -> float:
    """Return how many steps the repetitions of one UID take; without end where they may not be counted at all."""
    try:
        rules = [(rule, event.first("DTSTART")) for event in events for rule in event.said.get("RRULE", ())]
        return sum(_steps(rule, begins, window) for rule, begins in rules)
    except Exception:  # of any kind: what stands in the rule decides
        return inf


def _steps(rule: str, begins: str, window: _Window) -> float:
    """Return how many steps a repetition takes. Raises `ValueError` for one of too many, or that never comes."""
    parts = dict(part.partition("=")[::2] for part in rule.rpartition(":")[2].upper().strip().split(";") if part)
    step = _STEP_SECONDS[parts.get("FREQ", "")] * max(1, int(parts.get("INTERVAL", "1")))
    # Of each step, several times may be meant.
    several = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        several *= 1 + parts.get(name, "").count(",")
    first = datetime.strptime(begins[:8], "%Y%m%d").replace(tzinfo=UTC)
    from_first = (window.last - first).total_seconds() / step * several
    within = (window.last - window.first).total_seconds() / step * several
    if from_first > MOST_STEPS or within > MOST_TIMES:
        raise ValueError("an entry comes too often")
    if any(name.startswith("BY") for name in parts) and _never_comes(parts):
        raise ValueError("an entry never comes")
    return max(from_first, 0.0)


def _never_comes(parts: Mapping[str, str]) -> bool:
    """Return whether a rule contradicts itself, as one of each 30 February does: it would be counted to the last year
    there is. So it is tried on the last years there are.
    """
    whole = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL"))
    return next(iter(rrulestr(whole, dtstart=_LAST_YEARS)), None) is None


def _counts(found: Any, owners: Collection[str]) -> bool:
    """Return whether an entry makes its owner busy."""
    is_free = str(found.get("TRANSP", "")).strip().upper() == "TRANSPARENT"
    is_free |= str(found.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).strip().upper() == "FREE"
    return not (is_free or str(found.get("STATUS", "")).strip().upper() == "CANCELLED" or _is_declined(found, owners))


def _is_declined(found: Any, owners: Collection[str]) -> bool:
    """Return whether the owner of the calendar said that they do not come. Where nobody knows who that is, who is alone
    among the guests is meant.
    """
    asked = found.get("ATTENDEE", [])
    guests = {_mail(guest): guest for guest in (asked if isinstance(asked, list) else [asked])}
    mine = [guest for mail, guest in guests.items() if mail in owners]
    if not mine and len(guests) == 1 and _mail(found.get("ORGANIZER", "")) not in guests:
        mine = list(guests.values())
    return bool(mine) and all(str(guest.params.get("PARTSTAT", "")).upper() == "DECLINED" for guest in mine)


def _mail(guest: Any) -> str:
    return str(guest).strip().lower().removeprefix("mailto:")


def _span(found: Any, zone: ZoneInfo) -> tuple[int, int]:
    """Return from when to when an entry is; whole days are those of the office's clock."""
    begins, ends = found["DTSTART"].dt, found["DTEND"].dt
    if not isinstance(begins, datetime) and not isinstance(ends, datetime):
        # Some write the same day twice, and mean that one.
        ends = max(ends, begins + _DAY)
    first, last = _in_zone(begins, zone), _in_zone(ends, zone)
    start, end = int(first.timestamp()), int(last.timestamp())
    if isinstance(begins, datetime) and datetime.fromtimestamp(start, first.tzinfo) != first:
        # Its clock skips the beginning: all of it is later. A day ends with the day whenever it begins.
        end = start + int((last - first).total_seconds())
    return start, end


def _in_zone(when: date, zone: ZoneInfo) -> datetime:
    # A time that the clock skips is read on a clock that was not put on; one that comes twice is the first.
    whole = when if isinstance(when, datetime) else datetime.combine(when, time(), zone)
    return whole if whole.tzinfo is not None else whole.replace(tzinfo=zone)
