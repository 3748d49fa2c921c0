"""A calendar as a file that other programs read (RFC 5545): UTC times, no attendee, one entry a talk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.words.clean import clean

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//intake//bookings//EN"
FILE_NAME = "consultation.ics"
GOOGLE = "https://calendar.google.com/calendar/render?"
# A link stands in a message with other words, and a letter of Japanese takes nine places in it.
LONGEST_LINK = 500
# How often whoever subscribed is asked to look; several look when they please.
READ_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One talk. `uid` stays the same whatever becomes of it; `sequence` is raised by each change."""

    uid: str
    sequence: int
    begins: datetime
    ends: datetime
    summary: str
    place: str = ""
    details: str = ""
    is_cancelled: bool = False


def uid_of(number: int, office: str) -> str:
    """Return the name of a booking's entry in whatever calendar it stands; `office` is the key of the office."""
    return f"booking-{number}@{office}"


def is_uid_of(office: str) -> Callable[[str], bool]:
    """Return what says of a UID whether it is one of ours; `office` is the key of the office."""
    ours = re.compile(rf"booking-[0-9]+@{re.escape(office)}")
    return lambda uid: ours.fullmatch(uid.strip()) is not None


def calendar(entries: Iterable[CalendarEntry], made_at: datetime, *, name: str = "") -> str:
    """Return the text of a calendar. It is published: nobody is asked to answer.

    One to subscribe to has a `name`, and says how often it is worth a look.
    """
    # Takes a tenth of a second to load, and only who writes a calendar needs it.
    from icalendar import Calendar, vDuration

    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("method", "PUBLISH")
    if name:
        # Programs know one or the other.
        made.add("name", clean(name, lines=False))
        made.add("x-wr-calname", clean(name, lines=False))
        made.add("refresh-interval", vDuration(READ_EVERY), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", vDuration(READ_EVERY))
    for entry in entries:
        made.add_component(_event(entry, made_at))
    written: bytes = made.to_ical()
    return written.decode("utf-8")


def google_link(entry: CalendarEntry) -> str:
    """Return the address at which Google's calendar offers to add an entry, without its place where that is long."""
    told = {"action": "TEMPLATE", "dates": f"{_moment(entry.begins)}/{_moment(entry.ends)}", "text": entry.summary}
    whole = _google({**told, "location": entry.place})
    if entry.place and len(whole) <= LONGEST_LINK:
        return whole
    told["text"] = told["text"][:LONGEST_LINK]
    while len(_google(told)) > LONGEST_LINK:
        told["text"] = f"{told['text'][:-2]}…"
    return _google(told)


def _event(entry: CalendarEntry, made_at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", entry.begins.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", clean(entry.summary, lines=False))
    if entry.place:
        event.add("location", clean(entry.place, lines=False))
    if entry.details:
        event.add("description", clean(entry.details))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _google(told: Mapping[str, str]) -> str:
    return GOOGLE + urlencode(told, safe="/")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
