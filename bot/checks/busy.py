"""Checks of the office's own calendars: whether each can be read now, and when `intake run` has read it last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.calendars.busy import window_at, within
from bot.calendars.listing import OfficeCalendar, calendars_of, rule_of
from bot.calendars.reading import sources_of
from bot.calendars.sources import CalendarSource, CalendarTrouble, TroubleKind
from bot.checks.finding import Finding, note, ok, problem, warning
from bot.checks.store import StoreFindings, duration
from bot.errors import SettingsError
from bot.settings import Settings
from bot.turns.records import StoredCalendar
from dialogs.booking.cells import MINUTE
from dialogs.messages import Text
from dialogs.office import Office

ABOUT = "calendar"
# So long may a calendar take to answer the doctor, whom somebody waits for.
PATIENCE_SECONDS = 20.0


async def check_busy(settings: Settings, office: Office, store: StoreFindings, now: datetime) -> list[Finding]:
    """Look at each calendar."""
    if office.booking is None:
        return [warning(ABOUT, "doctor-busy-no-booking")]
    try:
        calendars = calendars_of(settings, office)
    except SettingsError as error:
        return [problem(ABOUT, "doctor-error", sentence=error.text)]
    try:
        sources = sources_of(settings, office)
    except SettingsError:  # of the server's password: told where bookings are written
        return []
    findings: list[Finding] = []
    for calendar, source in zip(calendars, sources, strict=True):
        trouble = await _trouble(source, office, now)
        findings += _in_the_clear(calendar, source)
        findings += _found(calendar, trouble, store, office, now)
    return findings


async def _trouble(source: CalendarSource, office: Office, now: datetime) -> TroubleKind | None:
    """Return what is wrong with a calendar now; None where it can be read."""
    window, _ = window_at(office, now)
    try:
        async with within(PATIENCE_SECONDS, TroubleKind.SLOW):
            await source.read(window, {})
    except CalendarTrouble as trouble:
        return trouble.kind
    return None


def _found(
    calendar: OfficeCalendar, trouble: TroubleKind | None, store: StoreFindings, office: Office, now: datetime
) -> Iterator[Finding]:
    """Yield what is known of a calendar."""
    known, name = store.calendars.get(calendar.id), calendar.name
    if known is not None and known.where != calendar.where:
        known = None
    age = None if known is None or known.read_at is None else max(0.0, now.timestamp() - known.read_at)
    is_behind = age is None or age > rule_of(office).stale_minutes * MINUTE
    if store.running and is_behind and age is not None:
        why = Text("doctor-busy-log") if trouble is None else _why(trouble)
        yield warning(ABOUT, "doctor-busy-behind", name=name, age=duration(age), why=why)
    elif trouble is not None:
        yield warning(ABOUT, "doctor-busy-trouble", name=name, why=_why(trouble))
    elif age is None:
        yield note(ABOUT, "doctor-busy-not-yet", name=name)
    elif is_behind:
        yield note(ABOUT, "doctor-busy-rests", name=name, age=duration(age))
    else:
        yield ok(ABOUT, "doctor-busy-well", name=name, age=duration(age))
    yield from _broken(name, known)


def _broken(name: str, known: StoredCalendar | None) -> Iterator[Finding]:
    if known is not None and known.broken:
        yield warning(ABOUT, "doctor-busy-broken", name=name, count=known.broken)


def _in_the_clear(calendar: OfficeCalendar, source: CalendarSource) -> Iterator[Finding]:
    parts = urlsplit(source.where)
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        yield warning(ABOUT, "doctor-busy-in-the-clear", name=calendar.name)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _why(trouble: TroubleKind) -> Text:
    return Text("calendar-trouble", {"kind": str(trouble)})


__all__ = ["check_busy"]
