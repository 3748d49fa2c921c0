"""A time as people read it: on the client's clock and on the office's together where they differ, both with their day.

Hours are counted to 24 in every language, so that no morning is taken for an evening.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from dialogs.booking.booking import Booking
from dialogs.booking.slots import Slot
from dialogs.messages import Arg, Text
from dialogs.office import Office
from dialogs.situation import WEEKDAYS
from dialogs.telling import MONTHS
from dialogs.whereabouts import JAPAN


class PartOfDay(StrEnum):
    """A part of a day, by which times are chosen."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


# From which hour and before which one each part is.
HOURS_OF_PART = {
    PartOfDay.NIGHT: (0, 6),
    PartOfDay.MORNING: (6, 12),
    PartOfDay.AFTERNOON: (12, 17),
    PartOfDay.EVENING: (17, 24),
}
_PART_AT = tuple(part for part, (begins, before) in HOURS_OF_PART.items() for _ in range(begins, before))


def zone_of(name: str | None, office: Office) -> ZoneInfo:
    """Return a client's zone by its name; the office's for one that is not known, or not on this machine."""
    try:
        return ZoneInfo(name) if name else office.zone
    except (KeyError, ValueError, OSError):
        return office.zone


def local(start: int, zone: ZoneInfo) -> datetime:
    """Return a moment on the clock of a zone, to be shown or to give a day."""
    return datetime.fromtimestamp(start, zone)


def part_of(start: int, zone: ZoneInfo) -> PartOfDay:
    """Return which part of the day a moment is where the client is."""
    return _PART_AT[local(start, zone).hour]


def differ(start: int, office: Office, zone: ZoneInfo) -> bool:
    """Return whether the client's clock and the office's show another time at a moment."""
    return local(start, zone).utcoffset() != local(start, office.zone).utcoffset()


def time_shown(start: int, office: Office, zone: ZoneInfo, *, for_staff: bool = False) -> Text:
    """Return a time in full: weekday, date and hour, by the client's clock and the office's, the reader's first.

    Staff know whose clock it is, as long as there is only one.
    """
    here: dict[str, Arg] = {"here": _in_full(start, office.zone), "office": _whose(office)}
    if not differ(start, office, zone):
        return _in_full(start, office.zone) if for_staff else Text("slot-here", here)
    return Text("slot-here-and-there" if for_staff else "slot-there-and-here", {"there": _in_full(start, zone), **here})


def slot_label(slot: Slot, office: Office, zone: ZoneInfo, *, for_staff: bool = False) -> Text:
    """Return a slot in the words of a button, with both times where they differ; first that of the reader."""
    here = _in_short(slot.start, office.zone)
    label = here
    if differ(slot.start, office, zone):
        there = _in_short(slot.start, zone)
        both: dict[str, Arg] = {"there": there, "here": here, "office": _whose(office)}
        label = Text("slot-short-for-staff" if for_staff else "slot-short-both", both)
    return Text("slot-on-request", {"slot": label}) if slot.on_request else label


def moment_label(start: int, office: Office) -> Text:
    """Return a moment on the office's clock, in the words of a button."""
    return _in_short(start, office.zone)


def day_label(day: date) -> Text:
    """Return a day in the words of a button."""
    return Text("slot-day", _named(day))


def part_label(part: PartOfDay) -> Text:
    """Return a part of the day in the words of a button."""
    return Text("slot-part", {"part": str(part)})


def where(office: Office, booking: Booking, language: str) -> Iterator[Text]:
    """Yield where a talk is held."""
    way = office.way(booking.way)
    if way is None:
        return
    if way.kind == "online":
        yield Text("booking-link", {"link": booking.room}) if booking.room else Text("booking-link-comes")
        return
    texts = (office.address, office.access) if way.kind == "office" else filter(None, (way.note,))
    yield from (Text("value-plain", {"text": office.in_language(text, language)}) for text in texts)
    if way.kind == "office" and office.map_link:
        yield Text("booking-map", {"link": office.map_link})


def _in_full(start: int, zone: ZoneInfo) -> Text:
    shown = local(start, zone)
    return Text("slot-full", {"weekday": WEEKDAYS[shown.weekday()], "day": shown.date(), "time": f"{shown:%H:%M}"})


def _in_short(start: int, zone: ZoneInfo) -> Text:
    shown = local(start, zone)
    return Text("slot-short", {**_named(shown.date()), "time": f"{shown:%H:%M}"})


def _named(day: date) -> dict[str, str]:
    return {"weekday": WEEKDAYS[day.weekday()], "date": str(day.day), "month": MONTHS[day.month - 1]}


def _whose(office: Office) -> str:
    return "japan" if office.timezone == JAPAN else "other"
