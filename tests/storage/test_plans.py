"""No statement walks through a whole table: every one the product issues is explained on a hundred thousand rows."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.app import Core
from bot.checks import store as store_checks
from bot.commands import forget
from bot.delivery.handles import Handles
from bot.office.commands import Asked
from bot.office.desk import OfficeDesk
from bot.office.group import StaffChat
from bot.office.roster import NoBook, Roster
from bot.storage.constant import ForValues
from bot.storage.database import open_database
from bot.storage.keys import key_file_of
from bot.storage.reader import SqlReader
from bot.storage.records import lead_numbers, leads_numbered
from bot.storage.rotation import Rotation
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from bot.turns.acts import Delivered, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.counting import ProfileChange
from bot.turns.desk import DeskSession
from bot.turns.ledger import Call
from bot.turns.records import OURS, THEIRS, FeedKind, Pair, StoredBooking, StoredCalendar
from bot.turns.writer import Writer
from dialogs.booking.booking import State
from dialogs.desk.matter import Member
from dialogs.desk.rights import EVERYTHING
from dialogs.happenings import BEGUN, OPENED, Happening
from dialogs.messages import Act, ActKind
from dialogs.saved import SavedText
from tests.storage.beside import keep_beside
from tests.support import Talk, settings_in, statements

# SQLite is given no statistics: it plans for a large table, however many rows there are.
ROWS = 1_000
_updates = count(9000)
Seen = dict[str, Any]
# What a table holds of these is a number, whatever stands in it.
NUMBERS = frozenset({"number", "changed", "version", "booking"})


@contextmanager
def watched(*engines: Engine) -> Iterator[Seen]:
    """Every statement and its parameters while the block runs."""
    seen: Seen = {}

    def statement(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.setdefault(sql, parameters[0] if many else parameters)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", statement)
    with statements(seen.setdefault):
        yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", statement)


def deliver_all(core: Core) -> None:
    """Everything that waits is sent."""

    def mark(batch: Batch) -> None:
        for number, post in enumerate(batch.tx.waiting()):
            made = {post.handle: str(number)} if post.handle else {}
            if post.kind == "card":
                batch.tx.remember(Delivered(post, {f"t:{number}": "7"}, 0.0))
            batch.tx.delivered(Delivered(post, made, 0.0))

    core.ledger.do(Call(mark))


async def staff_ask(core: Core, *, moved: bool = False) -> None:
    """Staff ask for the list, for a lead, and may move their group."""
    writer = Writer(core.ledger)
    writer.start()
    now = partial(datetime.now, UTC)
    desk = OfficeDesk(writer, core.words, StaffChat(-1001), Handles(), Roster((), NoBook(), now))
    await desk.load()
    for command, text in (
        *(("leads", ""), ("leads", "changes"), ("lead", "1"), ("find", "maria"), ("today", ""), ("stats", "")),
        *(("audit", "1"), ("audit", "99")),
    ):
        await desk.answer(command, Asked(next(_updates), None, text, Member("5", "佐藤"), EVERYTHING))
    if moved:
        await desk.moved(-1002)
    await asyncio.to_thread(writer.stop)


def by_hand(batch: Batch, now: datetime) -> None:
    """What the life above does not come by."""
    tx = batch.tx
    tx.newest_leads(1)
    person = tx.person_at("telegram", "2", now)
    person.conversation.language, person.touched = "ja", True
    tx.queue("telegram", person.address.id, "strip", None, person.id, {}, now)
    tx.is_under_way(person.id, "picture", {})
    tx.keep_wishes("some-lead", ["20261125am"])
    tx.wished(["20261125am"], "another-lead")
    tx.flush()
    tx.doubt(tx.waiting(person.address.id)[0])
    tx.pair(Pair("old", person.id, OURS, "1", None, 0.0))
    tx.prune_talk(now.timestamp() + 9e9, "", 10)
    tx.prune(updates_before=0, dead_before=0, wishes_before="", acts_before=1.0)
    tx.bury(tx.waiting(person.address.id)[0])
    tx.not_delivered(10)
    tx.held(person.address.id)
    tx.sent_by(["c:1"])
    tx.timer("hold", "7")
    other = replace(person.address, id="another", channel="pager")
    tx.attach(person, other)
    tx.detach(person, other)
    tx.queue("telegram", "a-lane", "strip", None, "nobody", {}, now)
    tx.adopt(replace(person, id="nobody"), person, with_lead=True)
    batch.hold("nobody", now)
    desk_by_hand(batch)
    count_by_hand(batch)
    book_by_hand(batch, now)


def desk_by_hand(batch: Batch) -> None:
    """Who is signed in on the staff's page, and what leads are found by."""
    tx = batch.tx
    session = DeskSession("a-session", Member("5", "佐藤"), 0, 0)
    tx.keep_desk_session(session)
    assert tx.desk_session(session.id) == session
    assert session in tx.desk_sessions()
    tx.drop_desk_session(session.id)
    tx.prune_desk(0.0)
    tx.keep_parts(1, ["ma"])
    assert 1 in tx.leads_with_parts(["ma"])


def count_by_hand(batch: Batch) -> None:
    """Figures, and what staff changed in the profile."""
    tx = batch.tx
    opened = Happening("2026-11", OPENED, "en", "flyer")
    for _ in range(5):
        tx.count(opened._replace(name=BEGUN))
    tx.count(opened)
    assert tx.counted(["2026-11"])[opened._replace(name=BEGUN)] >= 5
    tx.prune_counters("2024-01")
    change = ProfileChange(0.0, Member("5", "佐藤"), "hours", "+mon = []", "a digest")
    tx.add_profile_change(change)
    assert tx.profile_changes(5)[0].diff == change.diff


def page_by_hand(batch: Batch, person: str, moment: int) -> None:
    """A page on the website."""
    tx = batch.tx
    [session] = tx.web_sessions_of(person)
    assert tx.web_session(session.id) == session
    assert tx.web_glance(session.id) is not None
    tx.living_web_sessions([session.id, "nobody's"])
    tx.drop_web_session("nobody's")
    [event], _ = tx.web_page(person, None, 9)
    assert tx.web_event_at(person, event.place) == tx.web_event(person, event.handle or "") == event
    assert tx.web_events_after(person, 0, 9) == [event]
    assert person in tx.people_with_web_events(event.seq - 1)
    assert tx.newest_web_event() == event.seq
    kept = tx.bookings_of(person)[0]
    assert tx.web_piece(f"file-{kept.booking.number}", 0) == b""
    assert tx.is_clear("a lane of nobody's")
    first = tx.add_web_event(replace(event, id="first", handle="another"))
    tx.change_web_event(first, replace(first, id="again"))
    tx.web_session("nobody's")
    tx.show_web_event(replace(event, id="again and again"))
    tx.drop_web_event(person, event.place)


def book_by_hand(batch: Batch, now: datetime) -> None:
    """Bookings, timers and talk, which no chat comes by yet."""
    tx, moment = batch.tx, int(now.timestamp())
    keep_beside(batch, "2", now)
    person = tx.person_at("telegram", "2", now)
    [kept] = tx.bookings_of(person.id)
    tx.keep_booking(kept)
    booking = tx.booking(kept.booking.number)
    assert booking is not None
    tx.taken_cells(["a1", "b2"], *(booking.booking.cells or (0, 0)), None)
    tx.busy_days(["a1", "b2"], [moment, moment + 86_400], kept.booking.number)
    tx.bookings_from(moment, 10)
    tx.keep_booking(StoredBooking(person.id, replace(kept.booking, number=0, replaces=kept.booking.number)))
    waiting = replace(kept.booking, number=0, state=State.WAITING, start=None, cells=None)
    tx.keep_booking(StoredBooking(person.id, waiting))
    tx.waiting_list(10)
    tx.bookings_from(moment, 10, "a1")
    tx.bookings_without_time(10)
    tx.lead_numbers_of([person.id, "nobody"])
    page_by_hand(batch, person.id, moment)
    feed = tx.feed_of(FeedKind.CLIENT, person.id)
    assert feed is not None
    assert tx.feed(feed.id) == feed
    entry = tx.entry(kept.booking.number)
    assert entry is not None
    tx.due_entries(moment, moment, 10)
    tx.standing_entries(moment, 10)
    tx.drop_entry(99)
    [timer] = tx.due_timers(moment + 3_600, 10)
    assert tx.next_timer() == timer.due
    assert batch.timer_due(timer, now + timedelta(hours=1))
    tx.set_timers_like("hold", "law", moment, 1)
    tx.timers_left("law")
    tx.drop_timers("7")
    tx.keep_saved(SavedText("s1", "Papers", {"ja": "書類"}))
    assert [saved.id for saved in tx.saved_texts()] == ["s1"]
    tx.drop_saved("s1")
    read_calendars_by_hand(batch)
    tx.counterparts(person.id, OURS, "70")
    tx.counterparts(person.id, THEIRS, "7")
    tx.paired("b")
    tx.handles_of("office", "70")
    tx.handles_of("telegram", "7", person.id)


def read_calendars_by_hand(batch: Batch) -> None:
    """The office's own calendars, of which this office has none."""
    tx = batch.tx
    kept = tx.keep_calendar(StoredCalendar("address-1", "a hash"))
    assert tx.keep_calendar(kept).version == 2
    assert tx.calendar_versions(["address-1", "address-2"]) == {"address-1": 2}
    assert tx.drop_calendars(["address-2"]) == 1


def lived(core: Core, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """The statements of a life: people, staff, delivery, blocks, erasures, pruning, readers, the doctor, a new key."""
    database = core.database
    with watched(database.engine, database.reader) as seen:
        talks = [Talk(core, str(number)) for number in range(3)]
        for talk in talks:
            talk.go_to("handed_off")
        talks[0].command("result")
        talks[0].press("picture")
        talks[0].command("mydata")
        talks[0].command("language")
        core.ledger.batch([talk.turn(Act(ActKind.TEXT, "Please call")) for talk in talks])
        for key, act in (("1", "take"), ("2", "check"), ("3", "sheet"), ("4", "done")):
            core.ledger.do(OfficeTurn(f"o{key}", 1, act, "佐藤", talks[0].clock(), rights=EVERYTHING))
        asyncio.run(staff_ask(core, moved=True))
        deliver_all(core)
        core.ledger.do(Call(lambda batch: batch.tx.record_unreadable("telegram", "77", "message", talks[0].clock())))
        lane = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", "1", talks[0].clock()).address.id))
        core.ledger.do(Call(lambda batch: batch.hold(lane, talks[0].clock())))
        talks[1].say("here again")
        asyncio.run(staff_ask(core))
        deliver_all(core)  # the answers about several people are sent, and taken back with the first who is erased
        asyncio.run(staff_ask(core))
        core.ledger.do(Call(lambda batch: by_hand(batch, talks[0].clock())))
        theirs = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", "0", talks[0].clock()).id))
        core.ledger.do(Call(lambda batch: batch.tx.drop_from_runs(theirs, ["salary_yen"])))
        talks[0].command("forget")
        assert talks[0].press("forget").erased
        core.ledger.do(Call(lambda batch: forget._erase(batch, 2)))
        core.ledger.do(Call(lambda batch: batch.tx.message_ids(["c:1", "l:1"])))
        core.ledger.do(Call(lambda batch: batch.tx.is_waiting(batch.tx.waiting()[0])))
        assert core.ledger.do(Call(lambda batch: batch.show_waiting(talks[0].clock() + timedelta(days=1)))) == 1
        core.ledger.do(Call(lambda batch: batch.next_look(talks[0].clock())))
        core.ledger.do(Call(lambda batch: batch.prune(talks[0].clock() + timedelta(days=5000))))
        with database.reading() as connection:
            leads_numbered(connection, database.sealer, lead_numbers(connection))
        SqlReader(database).people_after("", 10)
        Talk(core, "9").go_to("goal")
        Rotation(database, key_file_of(core.settings)).run()
        database.has_traces()
        seen |= examined(core, monkeypatch)
    return seen


def examined(core: Core, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """The statements of the doctor, which reads by itself."""
    seen: Seen = {}
    really = store_checks._open

    def traced(path: Path) -> sqlite3.Connection:
        connection = really(path)
        connection.set_trace_callback(lambda sql: seen.setdefault(sql, ()))
        return connection

    monkeypatch.setattr(store_checks, "_open", traced)
    store_checks.check_store(core.settings, Talk(core).clock())
    return seen


def fill(path: Path) -> None:
    """Rows in every table; what is in them matters to no plan."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {ROWS}) "
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for table in metadata.sorted_tables:
            names = [column.name for column in table.c if column.name != "seq"]
            values = ", ".join("i" if name in NUMBERS else "'x' || i" for name in names)
            target = f"{table.name} ({', '.join(names)})"
            connection.execute(f"{numbers} INSERT OR IGNORE INTO {target} SELECT {values} FROM n")
        connection.execute("COMMIT")


@pytest.fixture
def explained(core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, list[str]]]]:
    """Every statement with its plan."""
    seen = lived(core, monkeypatch)
    (tmp_path / "large").mkdir()
    settings = settings_in(tmp_path / "large")
    open_database(settings).close()
    assert settings.sqlite_path is not None
    fill(settings.sqlite_path)
    with closing(sqlite3.connect(settings.sqlite_path)) as connection:
        for table in metadata.sorted_tables:
            [count] = connection.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone()
            assert count >= ROWS, table.name
        yield [
            (sql, [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)])
            for sql, parameters in seen.items()
            if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE)", sql) and "sqlite_master" not in sql
        ]


def test_no_statement_scans_a_table(explained: list[tuple[str, list[str]]]) -> None:
    tables = "|".join(table.name for table in metadata.sorted_tables)
    scans = [(sql, line) for sql, plan in explained for line in plan if re.match(rf"SCAN ({tables})\b", line)]
    # Whether there is anybody at all is seen at the first row.
    assert {sql for sql, _ in scans} <= {"SELECT people.id \nFROM people\n LIMIT 1 OFFSET 0"}


# What is asked where several processes share the work alone, or where another one changes what is read.
SHARED = {"lease", "lock_people", "people_at", "posts", "waiting_ids", "waiting_ids_in", "whose_messages"}


def test_the_life_meets_every_statement(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that none is passed over without a word."""
    seen = lived(core, monkeypatch)
    store = core.ledger.store
    assert isinstance(store, SqlStore)
    met: set[str] = set()
    missed: set[str] = set()
    for name, value in vars(store.statements).items():
        for one in value if isinstance(value, tuple) else (value,):
            texts = [made.sql for made in one.made.values()] if isinstance(one, ForValues) else [one.sql]
            (met if set(texts) & set(seen) else missed).add(name)
    assert missed == SHARED
    assert len(met) > 40
