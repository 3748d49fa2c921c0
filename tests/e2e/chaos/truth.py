"""What must be so when all is over: nothing lost, nothing twice that need not be, everything in order, nobody stuck."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
from sqlalchemy import text

from bot.settings import Settings
from bot.storage.acquainted import Acquainted
from bot.storage.database import Database, open_database
from bot.storage.transaction import SqlTransaction
from bot.turns.records import Person
from dialogs.booking.booking import OCCUPYING, State
from tests.e2e.chaos.people import Client
from tests.e2e.chaos.town import Event, Town
from tests.e2e.chaos.watched import Made
from tests.shared import statements_of

# Everything that is queued, beside the product: what was sent is gone from its own table.
_TABLE = "CREATE TABLE chaos_posts (id TEXT, seq BIGINT, lane TEXT, kind TEXT, handle TEXT, person TEXT)"
_NOTE = "INSERT INTO chaos_posts VALUES (NEW.id, NEW.seq, NEW.lane, NEW.kind, NEW.handle, NEW.person)"
_ON_POSTGRESQL = (
    _TABLE,
    f"CREATE FUNCTION chaos_note() RETURNS trigger AS $$ BEGIN {_NOTE}; RETURN NEW; END $$ LANGUAGE plpgsql",
    "CREATE TRIGGER chaos_queued AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION chaos_note()",
)
_ON_SQLITE = (_TABLE, f"CREATE TRIGGER chaos_queued AFTER INSERT ON outbox BEGIN {_NOTE}; END")
# How soon after a send its maker must have met something for the send to come again: until then it is not recorded,
# or cannot be, since the database is away. A stop that lasts longer than a lease ends in another's hands.
WINDOW_SECONDS = 4.0
# How long what was sent may wait to be recorded while the database is away.
TROUBLED_SECONDS = 15.0
_TROUBLES = ("database", "commit", "disk")
_IN_ORDER = frozenset({"screen", "picture", "relay", "entry"})
_REMINDS = "⏰"


@dataclass(frozen=True, slots=True)
class Queued:
    """A post as it was queued."""

    seq: int
    lane: str
    kind: str
    handle: str | None
    person: str | None


@dataclass
class Verdict:
    """What came of it: `explained` doubles by what explains them, and all that is wrong, a line each."""

    explained: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    leads: int = 0
    booked: int = 0
    reminders: int = 0
    messages: int = 0


def note_what_is_queued(settings: Settings) -> None:
    """Have the database note every post; made before anybody works on it."""
    database = open_database(settings, migrating=True)
    with database.engine.begin() as connection:
        for statement in _ON_SQLITE if settings.sqlite_path is not None else _ON_POSTGRESQL:
            connection.execute(text(statement))
    database.close()


def judge(town: Town, expected: Mapping[str, Any]) -> Verdict:
    """Look at what is stored, and at what was sent."""
    verdict = Verdict(wrong=list(town.wrong), messages=len(town.fake.made))
    database = open_database(town.world.settings)
    try:
        with database.reading() as connection:
            found = connection.execute(text("SELECT id, seq, lane, kind, handle, person FROM chaos_posts")).all()
            queued = {row[0]: Queued(*row[1:]) for row in found}
            left = connection.execute(text("SELECT kind, state, lane FROM outbox ORDER BY seq")).all()
        verdict.wrong += [f"left in the outbox: a {kind}, {state}, in {lane}" for kind, state, lane in left]
        verdict.wrong += out_of_order(town.fake.made, queued)
        _doubles(town, queued, verdict)
        _people(town, database, expected, verdict)
    finally:
        database.close()
    verdict.wrong += _words(town)
    verdict.wrong += _timers(town.fake.made, verdict)
    verdict.wrong += town.fake.violations
    verdict.wrong += _logs(town)
    return verdict


def story(database: Database, client: Client) -> dict[str, Any]:
    """What is stored of a person, fit to be compared with another's."""
    with _looking(database) as tx:
        person = _person(tx, client)
    if person is None:
        return {"stored": False}
    return _story(client, person)


def _story(client: Client, person: Person) -> dict[str, Any]:
    return {
        "answers": {k: a.value for k, a in person.conversation.answers.items() if k != "name"},
        "name": person.conversation.answers["name"].value == client.user.first_name,
    }


@contextmanager
def _looking(database: Database) -> Iterator[SqlTransaction]:
    """A transaction that could write, since who is looked for is locked; nobody else is there any more."""
    with database.writing() as connection:
        statements = statements_of(database.backend.dialect, connection.dialect)
        yield SqlTransaction(connection, database.sealer, statements, Acquainted())


def _person(tx: SqlTransaction, client: Client) -> Person | None:
    found = tx.person_at("telegram", str(client.user.id), datetime.fromtimestamp(0, UTC))
    return found if found.version else None


# --- what is stored ---------------------------------------------------------------------------------------------------


def _people(town: Town, database: Database, expected: Mapping[str, Any], verdict: Verdict) -> None:
    cells: Counter[tuple[str, int]] = Counter()
    with _looking(database) as tx:
        leads = defaultdict(list)
        for stored in tx.newest_leads(len(town.clients) + 10)[0]:
            leads[stored.person].append(stored)
        for client in town.clients:
            person = _person(tx, client)
            if person is None:
                verdict.wrong.append(f"{client.user}: nothing is stored\n{client.history()}")
                continue
            bookings = [stored.booking for stored in tx.bookings_of(person.id)]
            occupying = [one for one in bookings if one.state in OCCUPYING]
            for one in occupying:
                cells.update((one.staff, cell) for cell in range(*(one.cells or (0, 0))))
            verdict.booked += sum(one.state is State.BOOKED for one in bookings)
            if not client.is_content:
                continue
            verdict.leads += 1
            verdict.wrong += _differences(client, _story(client, person), expected)
            mine = [(one.record.state, one.record.taken_by and one.record.taken_by.name) for one in leads[person.id]]
            if mine != [("taken", town.world.staff.first_name)]:
                verdict.wrong.append(f"{client.user}: their leads are {mine}")
            if client.has_booked != (len(occupying) == 1) or len(occupying) > 1:
                states = [str(one.state) for one in bookings]
                verdict.wrong.append(
                    f"{client.user}: booked {client.has_booked}, kept are {states}\n{client.history()}"
                )
    verdict.wrong += [f"{staff}: cell {cell} was given to {n}" for (staff, cell), n in cells.items() if n > 1]


def _differences(client: Client, mine: Mapping[str, Any], expected: Mapping[str, Any]) -> Iterator[str]:
    for part, value in expected.items():
        if mine.get(part) != value:
            yield f"{client.user}, {part}: {mine.get(part)} and not {value}\n{client.history()}"


# --- what was sent ----------------------------------------------------------------------------------------------------


def out_of_order(made: Sequence[Made], queued: Mapping[str, Queued]) -> Iterator[str]:
    """What was sent for the first time behind something that was queued later, in a chat or about a person."""
    newest: dict[tuple[str, str], tuple[int, Made]] = {}
    seen: set[str] = set()
    for one in made:
        first = queued.get(one.posts[0])
        if first is None or one.posts[0] in seen or one.method == "createForumTopic":
            continue
        seen.update(one.posts)
        if first.lane == "office":
            if first.kind not in ("note", "relay"):
                continue
            where = ("office", str(first.person))
        elif first.kind not in _IN_ORDER:
            continue
        else:
            where = (first.lane, "")
        before = newest.get(where)
        last = max(queued[post].seq for post in one.posts if post in queued)
        if before is not None and before[0] > first.seq:
            what = f"{_short(one)} ({first.kind}, queued as {first.seq}) after {_short(before[1])} ({before[0]})"
            yield f"out of order in {one.chat} by {one.member}, {one.at - before[1].at:.1f} s later: {what}"
        newest[where] = (max(last, before[0] if before else 0), one)


def _short(made: Made) -> str:
    """The ends of what was said, in one line."""
    words = re.sub(r"<[^>]*>|\s+", " ", made.text)
    return repr(words if len(words) < 80 else f"{words[:40]}…{words[-35:]}")


def _doubles(town: Town, queued: Mapping[str, Queued], verdict: Verdict) -> None:
    """Tell doubles apart: those that something explains, and the others, which are wrong."""
    by_post: dict[str, list[Made]] = defaultdict(list)
    for one in town.fake.made:
        if one.method != "createForumTopic":
            for post in one.posts:
                by_post[post].append(one)
    counted: set[tuple[int, int]] = set()
    for sends in by_post.values():
        for before, again in zip(sends, sends[1:], strict=False):
            # A long text takes several messages.
            is_part = before.posts == again.posts and before.text != again.text and before.member == again.member
            if is_part or (id(before), id(again)) in counted:
                continue
            counted.add((id(before), id(again)))
            why = why_twice(before, again, town.events)
            if why is not None:
                verdict.explained[why] += 1
                continue
            apart = f"{again.at - before.at:.1f} s later by {again.member}, first by {before.member}"
            near = [f"{e.what} {e.member or ''} {e.at - before.at:+.1f}" for e in town.events]
            near = [line for line, e in zip(near, town.events, strict=True) if -5 < e.at - before.at < 20]
            verdict.wrong.append(f"came twice without need in {again.chat}, {apart}: {again.text[:70]!r}; {near}")


def why_twice(before: Made, again: Made, events: Sequence[Event]) -> str | None:
    """What explains that something was sent again; None for nothing."""
    if not before.was_heard:
        return "the answer to the first was not heard"
    for event in events:
        passed = event.at - before.at
        if event.at > again.at or event.member not in (None, before.member):
            continue
        # What a process had sent when it died may take effect a moment later.
        if event.what in ("killed", "ended by itself") and passed <= WINDOW_SECONDS:
            return "its process died before that was recorded"
        if event.what in ("stopped", "continued") and -WINDOW_SECONDS <= passed <= WINDOW_SECONDS:
            return "its process stood still before that was recorded"
        if event.what.startswith(_TROUBLES) and -TROUBLED_SECONDS <= passed <= TROUBLED_SECONDS:
            return "the database was in trouble as that was to be recorded"
    return None


def _words(town: Town) -> Iterator[str]:
    """What clients and staff wrote to each other and did not arrive."""
    said: dict[str, int] = Counter()
    for one in town.fake.made:
        said.update(set(re.findall(r"\[[cs]\d+-\d+\]", one.text)))
    for client in town.clients:
        if client.is_content:
            missing = [mark for mark in (*client.marks, *client.staff_marks) if mark not in said]
            if missing:
                yield f"{client.user}: never arrived: {missing}\n{client.history()}"


def _timers(made: Sequence[Made], verdict: Verdict) -> Iterator[str]:
    """What the clock brought twice: the same words of a reminder, by two posts."""
    reminders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in made:
        if one.text.startswith((_REMINDS, f"<b>{_REMINDS}")):
            reminders[one.chat, one.text].update(one.posts[:1])
    verdict.reminders = len(reminders)
    for (chat, words), posts in reminders.items():
        if len(posts) > 1:
            yield f"a timer came {len(posts)} times in {chat}: {words[:60]!r}"


def _logs(town: Town) -> Iterator[str]:
    """What no process may say, whatever befalls it."""
    for log in sorted(town.world.folder.glob("*.log")):
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if "Traceback" in line or "a turn failed" in line or "can never be delivered" in line:
                yield f"{log.stem} says: {line[:200]}"
                break


def deadlocks(settings: Settings) -> int:
    """How many deadlocks the server counted in the database; none on a file."""
    if settings.sqlite_path is not None:
        return 0
    with psycopg.connect(settings.database, autocommit=True) as connection:
        question = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        found = connection.execute(question).fetchone()
    return 0 if found is None else int(found[0])


__all__ = ["Queued", "Verdict", "deadlocks", "judge", "note_what_is_queued", "out_of_order", "story", "why_twice"]
