"""Checks of what is kept: schema, key, erasures, posts, bookings. The same questions on every kind of database, and
none that writes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, inspect, select, text

from bot.checks.backups import check_backups
from bot.checks.finding import Finding, note, ok, problem, warning
from bot.errors import SealError, StorageError
from bot.settings import Settings
from bot.storage.database import RESTORING_MEMO, may_use
from bot.storage.dialect import Backend
from bot.storage.keys import check_key, key_path_beside, load_sealer
from bot.storage.rotation import SEALED, is_old, named_rows, opens
from bot.storage.seal import Sealer
from bot.storage.tables import HEAD
from bot.turns.acts import TRANSLATOR
from bot.turns.records import LEFT_MEMO, UNWRITTEN_MEMO, StoredCalendar
from bot.turns.stuck import STUCK_MEMO, most_often
from dialogs.messages import Arg, Text

WAITS_TOO_LONG_SECONDS = 600
SHOWN_STUCK = 5


@dataclass
class StoreFindings:
    """What the database tells the other checks: whether `intake run` works on it, and where the staff group went."""

    findings: list[Finding] = field(default_factory=list)
    running: bool = False
    moved: tuple[int, int] | None = None
    """The staff group's id of the setting, and the one that it has since its migration."""
    calendars: dict[str, StoredCalendar] = field(default_factory=dict)
    """What is kept of the office's own calendars, by their ids."""


def check_stored(
    settings: Settings, connection: Connection, backend: Backend, now: datetime, store: StoreFindings
) -> Iterator[Finding]:
    """Look at everything that is kept in a database, whichever kind it is."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        yield problem("database", "doctor-database-of-others")
        return
    [version] = _ask(connection, "SELECT version_num FROM alembic_version") or [(None,)]
    version = version[0]
    if version == HEAD:
        yield ok("database", "doctor-database-well", path=backend.place, newest=HEAD)
    elif version is None or version < HEAD:
        # Where one process does everything, its start migrates.
        if backend.calls is None:
            yield warning("database", "doctor-schema-old", schema=str(version), newest=HEAD)
        else:
            yield problem("database", "doctor-schema-behind", schema=str(version), newest=HEAD)
    elif may_use(connection, version):
        yield note("database", "doctor-schema-newer-too", path=backend.place, schema=str(version), newest=HEAD)
    else:
        yield problem("database", "doctor-schema-new", schema=str(version), newest=HEAD)
        return
    if version is None or version < HEAD or {"facts", "outbox", "unreadable"} - tables:
        # What else is asked is asked of the newest schema.
        stored = _stored_key(connection) if "facts" in tables else None
        yield from check_key_fits(settings, stored)[1]
        return
    if _ask(connection, "SELECT 1 FROM facts WHERE name = :name", name=RESTORING_MEMO):
        half = StorageError("error-database-half-restored", path=backend.place)
        yield problem("database", "doctor-error", sentence=half.text)
        return
    sealer, findings = check_key_fits(settings, _stored_key(connection))
    yield from findings
    yield from _traces(connection, store)
    if sealer is not None:
        yield from _several_keys(connection, sealer)
        store.moved = _moved(connection, sealer)
        yield from _keeping(connection, sealer)
        yield from check_backups(settings, connection, sealer, now)
        yield from _not_understood(connection, sealer)
        store.calendars = _calendars(connection, sealer)
        yield from _of_calendar(connection, sealer, now)
        if settings.translate_url is not None:
            yield from _translated(connection, sealer)
    if store.running:
        yield ok("service", "doctor-service-runs")
    else:
        yield note("service", "doctor-service-rests")
    yield from _outbox(settings, connection, now, store)
    yield from _booked(connection, now, store)
    yield from _unreadable(connection, now)


def _ask(connection: Connection, sql: str, **values: object) -> list[Any]:
    return list(connection.execute(text(sql), values))


def _stored_key(connection: Connection) -> str | None:
    [(stored,)] = _ask(connection, "SELECT sealed FROM facts WHERE name = 'key'") or [(None,)]
    return None if stored is None else bytes(stored).decode("ascii", "replace")


def _traces(connection: Connection, store: StoreFindings) -> Iterator[Finding]:
    if _ask(connection, "SELECT 1 FROM facts WHERE name = 'traces'"):
        yield warning("erasure", "doctor-traces", running="yes" if store.running else "no")


def _unreadable(connection: Connection, now: datetime) -> Iterator[Finding]:
    since = now.timestamp() - 7 * 86_400
    counted = "SELECT kind, COUNT(*) FROM unreadable WHERE seen_at > :since GROUP BY kind ORDER BY kind"
    found = _ask(connection, counted, since=since)
    if found:
        count = sum(number for _, number in found)
        kinds = ", ".join(f"{kind} {number}" for kind, number in found)
        yield note("updates", "doctor-unreadable", count=count, kinds=kinds)


def check_key_fits(settings: Settings, stored_key_id: str | None) -> tuple[Sealer | None, list[Finding]]:
    """Return the sealer, where there is one that fits the key the database names, and what is to be said of it."""
    try:
        # "database_exists" also keeps it from making a key.
        sealer = load_sealer(settings, database_exists=True)
        check_key(sealer, stored_key_id)
    except SealError as error:
        return None, [problem("key", "doctor-error", sentence=error.text)]
    if settings.key is not None:
        place = "INTAKE_KEY"
    elif settings.key_file is not None:
        place = str(settings.key_file)
    else:
        place = str(key_path_beside(settings.sqlite_path or Path()))
    return sealer, [ok("key", "doctor-key-usable" if stored_key_id is None else "doctor-key-fits", place=place)]


def _several_keys(connection: Connection, sealer: Sealer) -> Iterator[Finding]:
    """Whether old keys are still needed, and for what: for what was not sealed again yet, or what no key opens."""
    if len(sealer.key_ids) == 1:
        return
    left, damaged = 0, []
    for table in SEALED:
        for place, row in _with_places(connection, table):
            if is_old(sealer, table, place, row.sealed):
                left += 1
                if not opens(sealer, table, row):
                    damaged.append((table.name, str(place)))
    keys = len(sealer.key_ids)
    if left > len(damaged) or not left:
        yield note("key", "doctor-keys-several", count=keys)
    if damaged:
        yield warning("key", "doctor-keys-damaged", count=keys, rows=named_rows(damaged))


def _with_places(connection: Connection, table: Table) -> Iterator[tuple[Any, Any]]:
    """The rows of a table in order, each with its own key before it."""
    [key] = table.primary_key.columns
    for row in connection.execute(select(table).order_by(key)):
        yield getattr(row, key.name), row


def _moved(connection: Connection, sealer: Sealer) -> tuple[int, int] | None:
    memo = _memo(connection, sealer, "office_chat")
    try:
        return None if memo is None else (int(memo["setting"]), int(memo["chat"]))
    except (KeyError, TypeError, ValueError):
        return None


def _keeping(connection: Connection, sealer: Sealer) -> Iterator[Finding]:
    doubted = (_memo(connection, sealer, "last_look") or {}).get("doubted")
    if doubted is not None:
        yield warning("erasure", "doctor-clock-doubted", moment=_utc(doubted))


def _not_understood(connection: Connection, sealer: Sealer) -> Iterator[Finding]:
    """Say where people get stuck, so that the office can help or have the words mended."""
    memo = _memo(connection, sealer, STUCK_MEMO)
    if memo:
        most = ", ".join(f"{place} {count}" for place, count in most_often(memo, SHOWN_STUCK))
        yield note("understanding", "doctor-not-understood", since=memo["since"], most=most)


def _calendars(connection: Connection, sealer: Sealer) -> dict[str, StoredCalendar]:
    found: dict[str, StoredCalendar] = {}
    for name, version, sealed in _ask(connection, "SELECT id, version, sealed FROM calendars WHERE id > ''"):
        with suppress(SealError):  # a damaged one is read anew
            content = sealer.open_json("calendars", name, bytes(sealed), version=version)
            found[name] = StoredCalendar.from_json(name, content, version)
    return found


def _of_calendar(connection: Connection, sealer: Sealer, now: datetime) -> Iterator[Finding]:
    """Say what staff were told of the office's own calendar: that it refuses what is booked, and what is left where."""
    since = _memo(connection, sealer, UNWRITTEN_MEMO)
    if since is not None:
        yield warning("calendar", "doctor-calendar-refuses", moment=_utc(since))
    left = _memo(connection, sealer, LEFT_MEMO)
    if left is not None and left["until"] > now.timestamp():
        yield warning("calendar", "doctor-calendar-left", count=left["count"])


def _translated(connection: Connection, sealer: Sealer) -> Iterator[Finding]:
    """Say since when translations are missing, as staff were told."""
    since = _memo(connection, sealer, "translations_missing")
    if since is not None:
        yield warning("translations", "doctor-translations-missing", moment=_utc(since))


def _utc(moment: float) -> str:
    return f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d %H:%M} (UTC)"


def _memo(connection: Connection, sealer: Sealer, name: str) -> Any:
    """A memo about this installation; None where it is not known, or cannot be opened."""
    found = _ask(connection, "SELECT sealed FROM facts WHERE name = :name", name=name)
    try:
        return sealer.open_json("facts", name, bytes(found[0][0])) if found else None
    except SealError:
        return None


def _outbox(settings: Settings, connection: Connection, now: datetime, store: StoreFindings) -> Iterator[Finding]:
    of_state = "SELECT channel, COUNT(*), MIN(created_at) FROM outbox WHERE state = :state GROUP BY channel"
    rows = [
        (state, *row)
        for state in ("queued", "doubtful", "held", "dead")
        for row in _ask(connection, of_state, state=state)
    ]
    counts = {(state, channel): count for state, channel, count, _ in rows}
    has_office = settings.office_token is not None and settings.office_chat is not None
    due = [
        (count, oldest)
        for state, channel, count, oldest in rows
        # A request for a translation waits as long as it takes; the check of the server says more of that.
        if state == "queued" and channel != TRANSLATOR and (channel != "office" or has_office)
    ]
    for_later = 0 if has_office else counts.get(("queued", "office"), 0)
    if due:
        waiting, age = sum(count for count, _ in due), now.timestamp() - min(oldest for _, oldest in due)
        stands: dict[str, Arg] = {"count": waiting, "age": duration(age)}
        if age <= WAITS_TOO_LONG_SECONDS:
            yield ok("outbox", "doctor-outbox-waits", **stands)
        elif store.running:
            yield warning("outbox", "doctor-outbox-stuck", **stands)
        else:
            yield warning("outbox", "doctor-outbox-rests", **stands)
    if for_later:
        yield note("outbox", "doctor-outbox-for-later", count=for_later)
    if held := sum(count for (state, _), count in counts.items() if state == "held"):
        yield note("outbox", "doctor-outbox-held", count=held)
    if doubtful := sum(count for (state, _), count in counts.items() if state == "doubtful"):
        yield warning("outbox", "doctor-outbox-doubtful", count=doubtful)
    if dead := sum(count for (state, _), count in counts.items() if state == "dead"):
        yield warning("outbox", "doctor-outbox-dead", count=dead)
    if not rows:
        yield ok("outbox", "doctor-outbox-empty")


def _booked(connection: Connection, now: datetime, store: StoreFindings) -> Iterator[Finding]:
    """How many bookings stand and wait, and whether anything is due that was not done; nothing where there is none."""
    moment = int(now.timestamp())
    [(standing,)] = _ask(connection, "SELECT COUNT(*) FROM bookings WHERE starts >= :moment", moment=moment)
    # What is empty is less than any number.
    [(waiting,)] = _ask(connection, "SELECT COUNT(*) FROM bookings WHERE waits > 0")
    if standing or waiting:
        yield note("bookings", "doctor-bookings", standing=standing, waiting=waiting)
    yield from _behind(connection, moment, store)
    late = moment - WAITS_TOO_LONG_SECONDS
    [(count, first)] = _ask(connection, "SELECT COUNT(*), MIN(due) FROM timers WHERE due < :late", late=late)
    if count:
        stands: dict[str, Arg] = {"count": count, "age": duration(moment - first)}
        if store.running:
            yield warning("timers", "doctor-timers-late", **stands)
        else:
            yield note("timers", "doctor-timers-rest", **stands)


def _behind(connection: Connection, moment: int, store: StoreFindings) -> Iterator[Finding]:
    """How many bookings the office's own calendar is to follow, and does not yet."""
    # What is empty is less than any number.
    [(count,)] = _ask(connection, "SELECT COUNT(*) FROM entries WHERE next_try >= 0")
    if count:
        yield note("calendar", "doctor-calendar-waits", count=count, running="yes" if store.running else "no")


def duration(seconds: float) -> Text:
    """Return how long that is, in words."""
    for length, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * length:
            return Text(f"doctor-{unit}", {"count": int(seconds // length)})
    return Text("doctor-seconds", {"count": max(0, int(seconds))})


__all__ = ["StoreFindings", "check_key_fits", "check_stored", "duration"]
