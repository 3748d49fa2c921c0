"""What lies in the file tells what `tables` says and no more, and nobody who writes to the file can move it about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Core
from bot.errors import SealError
from bot.storage.tables import HOUR, MINUTE, PADDED, audit, entries, metadata, timers, whole
from bot.turns.acts import Delivered, OfficeTurn
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import THEIRS, FeedKind
from dialogs.desk.rights import EVERYTHING
from dialogs.messages import Text
from tests.storage.beside import with_all
from tests.support import ANSWERS, NAME, PHONE, SettableClock, Talk


@contextmanager
def tampering(folder: Path) -> Iterator[sqlite3.Connection]:
    """Somebody with the file and without the key."""
    with closing(sqlite3.connect(folder / "intake.db")) as connection:
        yield connection
        connection.commit()


@pytest.fixture
def two(core: Core, clock: SettableClock) -> tuple[Talk, Talk]:
    """Two people with a lead each, some messages sent, some waiting; not at a whole hour."""
    clock.advance(timedelta(minutes=41, seconds=17.5))
    maria, li = Talk(core, "7001001", clock=clock), Talk(core, "7001002", clock=clock)
    maria.go_to("handed_off")
    li.go_to("handed_off", {**ANSWERS, "name": "Li Wei", "note": "Nobody else may read this"})

    def send(batch: Batch) -> None:
        for number, post in enumerate(batch.tx.waiting()[:8]):
            made = {post.handle: str(number)} if post.handle else {}
            batch.tx.delivered(Delivered(post, made, clock().timestamp()))

    core.ledger.do(Call(send))
    core.ledger.do(OfficeTurn("1", 1, "take", "佐藤", clock(), rights=EVERYTHING))
    core.ledger.do(Call(lambda batch: batch.tx.record_unreadable("telegram", "5", "message", clock())))
    with_all(core, maria.chat, li.chat, now=clock())
    return maria, li


def test_leads_changed_for_each_other_do_not_open(core: Core, two: tuple[Talk, Talk], tmp_path: Path) -> None:
    """Shown by 0.2.0: it put one person's note into the other's /mydata."""
    with tampering(tmp_path) as connection:
        [(one, first), (other, second)] = connection.execute("SELECT id, person FROM leads ORDER BY number").fetchall()
        connection.execute("UPDATE leads SET person = 'nobody' WHERE id = ?", (one,))
        connection.execute("UPDATE leads SET person = ? WHERE id = ?", (first, other))
        connection.execute("UPDATE leads SET person = ? WHERE id = ?", (second, one))
    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(2)))
    turned = two[0].command("mydata")
    assert "Nobody else may read this" not in str(turned.screens)


def test_posts_given_to_somebody_else_are_not_sent(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """They hold up nobody else's."""
    with tampering(tmp_path) as connection:
        [first, second] = [row[0] for row in connection.execute("SELECT person FROM leads ORDER BY number")]
        own = connection.execute("SELECT id FROM outbox WHERE person = ?", (second,)).fetchall()
        connection.execute("UPDATE outbox SET person = ? WHERE person = ?", (second, first))
    waiting = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    assert [post.id for post in waiting] == [row[0] for row in own]
    assert "cannot be opened" in caplog.text


def exchange(connection: sqlite3.Connection, table: str, column: str, between: object) -> None:
    """Let the first two rows of a table have each other's value in a column; `between` is nobody's."""
    [first, second] = [row[0] for row in connection.execute(f"SELECT {column} FROM {table} LIMIT 2")]
    for value, now in ((between, first), (first, second), (second, between)):
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (value, now))


def test_leads_that_changed_numbers_do_not_open(core: Core, two: tuple[Talk, Talk], tmp_path: Path) -> None:
    """`intake forget 1`, or a press on the first card, would reach the other person."""
    with tampering(tmp_path) as connection:
        exchange(connection, "leads", "number", 99)
    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(2)))
    assert core.ledger.do(Call(lambda batch: batch.tx.newest_leads(10))) == ([], 2)
    turned = two[0].command("mydata")
    assert "Nobody else may read this" not in str(turned.screens)


def test_addresses_that_changed_finders_do_not_open(core: Core, two: tuple[Talk, Talk], tmp_path: Path) -> None:
    """Whoever writes from the one chat would read, change and erase what the other said."""
    with tampering(tmp_path) as connection:
        exchange(connection, "addresses", "finder", "nobody's")

    def find(batch: Batch) -> Any:
        return batch.tx.person_at("telegram", two[0].chat, two[0].clock())

    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(find))
    for command in ("mydata", "forget"):
        turned = two[0].command(command)
        assert turned.refused == Text("unopened-call", {"phone": core.office.phone})
        assert (turned.screens, turned.erased) == ([], False)
    assert core.ledger.do(Call(lambda batch: batch.tx.newest_leads(10)))[1] == 2


@pytest.mark.parametrize("table", ["runs", "addresses"])
def test_rows_given_to_somebody_else_do_not_open(
    table: str, core: Core, two: tuple[Talk, Talk], tmp_path: Path
) -> None:
    with tampering(tmp_path) as connection:
        [first, second] = [row[0] for row in connection.execute("SELECT person FROM leads ORDER BY number")]
        connection.execute(f"UPDATE {table} SET person = ? WHERE person = ?", (second, first))

    if table == "runs":
        own = len(core.ledger.do(Call(lambda batch: batch.tx.runs_of(second))))
        with tampering(tmp_path) as connection:
            [(there,)] = connection.execute("SELECT count(*) FROM runs WHERE person = ?", (second,))
        assert 0 < own < there, "what is somebody else's is passed over"
        return
    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", two[0].chat, two[0].clock())))


@pytest.mark.parametrize(("table", "keep"), [("people", "id"), ("leads", "id")])
def test_an_older_version_put_back_does_not_open(
    table: str, keep: str, core: Core, two: tuple[Talk, Talk], tmp_path: Path
) -> None:
    with tampering(tmp_path) as connection:
        old = connection.execute(f"SELECT sealed, {keep} FROM {table}").fetchall()
    two[0].say("Please call me in the morning")
    core.ledger.do(OfficeTurn("2", 1, "done", "佐藤", two[0].clock(), rights=EVERYTHING))
    with tampering(tmp_path) as connection:
        connection.executemany(f"UPDATE {table} SET sealed = ? WHERE {keep} = ?", old)

    def read(batch: Batch) -> Any:
        person = batch.tx.person_at("telegram", two[0].chat, two[0].clock())
        return batch.tx.lead_of(person.id)

    with pytest.raises(SealError, match="belongs to another row"):
        core.ledger.do(Call(read))


@pytest.mark.parametrize(
    "change",
    ["person = (SELECT person FROM leads WHERE number = 2)", "starts = starts + 3600", "staff = 'b2'", "staff = NULL"],
)
def test_a_booking_that_was_changed_outside_is_passed_over(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It would be somebody else's, or be found at another time than was agreed."""
    with tampering(tmp_path) as connection:
        connection.execute(f"UPDATE bookings SET {change} WHERE number = 1")
    assert core.ledger.do(Call(lambda batch: batch.tx.booking(1))) is None
    left = core.ledger.do(Call(lambda batch: batch.tx.bookings_from(0, 10)))
    assert [kept.booking.number for kept in left] == [2], "the other one stands"
    assert "booking 1 cannot be opened (damaged)" in caplog.text


@pytest.mark.parametrize("change", ["owner = (SELECT person FROM leads WHERE number = 2)", "kind = 'staff'"])
def test_an_address_that_was_given_to_somebody_else_shows_nothing(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path, change: str
) -> None:
    """Whoever has the one person's address would read the other's talks."""
    person = core.ledger.do(Call(lambda batch: batch.tx.lead_owner(1)))
    feed = core.ledger.do(Call(lambda batch: batch.tx.feed_of(FeedKind.CLIENT, person)))
    with tampering(tmp_path) as connection:
        connection.execute(f"UPDATE feeds SET {change} WHERE id = ?", (feed.id,))
    assert core.ledger.do(Call(lambda batch: batch.tx.feed(feed.id))) is None


def test_an_entry_that_was_changed_outside_is_looked_for_again(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Ours would be written over somebody else's entry in the calendar."""
    with tampering(tmp_path) as connection:
        connection.execute("UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE booking = 2)")
    found = core.ledger.do(Call(lambda batch: batch.tx.due_entries(now := two[0].clock().timestamp(), now, 9)))
    assert [(stored.booking, stored.kept.href) for stored in found] == [(1, ""), (2, "/calendar/1.ics")]
    assert "the entry of booking 1 cannot be opened (damaged)" in caplog.text


def test_messages_of_a_talk_changed_for_each_other_are_not_taken(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path
) -> None:
    """An answer would go to another message than it was meant for."""
    with tampering(tmp_path) as connection:
        connection.execute("UPDATE talk SET theirs = '8' WHERE id = 'pair-1'")
    person = core.ledger.do(Call(lambda batch: batch.tx.lead_owner(1)))
    assert core.ledger.do(Call(lambda batch: batch.tx.counterparts(person, THEIRS, "8"))) == []


def test_what_stands_outside_the_seal_says_nothing_about_anybody(
    core: Core, two: tuple[Talk, Talk], tmp_path: Path
) -> None:
    words = [NAME, PHONE, "Li Wei", "佐藤", "taken", "qualifies", "specialist", "Please", "held", "online", "Asia"]
    words += ["7001001", "7001002", "meet.example", "said", "member"]
    with core.database.reading() as connection:
        for table in metadata.sorted_tables:
            plain = [column for column in table.c if column.name != "sealed"]
            for row in connection.execute(select(*plain)):
                assert [word for word in words if any(word in str(value) for value in row)] == [], table.name


def test_moments_outside_the_seal_are_coarse(core: Core, two: tuple[Talk, Talk]) -> None:
    steps = {"updated_at": HOUR, "sent_at": HOUR, "seen_at": HOUR, "made_at": HOUR, "created_at": MINUTE}
    met = set()
    with core.database.reading() as connection:
        for table in metadata.sorted_tables:
            for column in table.c:
                # A lease is a process's, not a person's.
                if column.name.endswith("_at") and table.name != "leases":
                    moments = list(connection.execute(select(column)).scalars())
                    assert moments, f"{table.name}.{column.name}"
                    assert {moment % steps[column.name] for moment in moments} == {0}
                    met.add((table.name, column.name))
    assert met == {
        ("people", "updated_at"),
        ("handles", "sent_at"),
        ("talk", "sent_at"),
        ("updates", "seen_at"),
        ("unreadable", "seen_at"),
        ("outbox", "created_at"),
        ("web_sessions", "made_at"),
        ("web_files", "made_at"),
        ("desk_sessions", "made_at"),
    }
    assert whole(7_199.9, HOUR) == 3600
    with core.database.reading() as connection:
        # Of what does not end in "_at": the moment of an act, and when a timer is due.
        assert {at % HOUR for at in connection.execute(select(audit.c.at)).scalars()} == {0}
        assert {due % MINUTE for due in connection.execute(select(timers.c.due)).scalars()} == {0}
        assert {due % MINUTE for due in connection.execute(select(entries.c.next_try)).scalars()} == {0}


def test_exact_moments_come_back_out_of_the_seal(core: Core, two: tuple[Talk, Talk]) -> None:
    moment = two[0].clock().timestamp()
    assert moment % 60
    person = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", two[0].chat, two[0].clock())))
    assert (person.created_at, person.updated_at) == (moment, moment)
    lead = core.ledger.do(Call(lambda batch: batch.tx.lead_numbered(1)))
    assert (lead.created_at, lead.updated_at) == (moment, moment)


def test_lengths_say_little(core: Core, two: tuple[Talk, Talk]) -> None:
    with core.database.reading() as connection:
        for name, step in PADDED.items():
            table = metadata.tables[name]
            sizes = {len(sealed) - 37 for sealed in connection.execute(select(table.c.sealed)).scalars()}
            assert sizes, name
            assert {size % step for size in sizes} == {0}
            assert min(sizes) >= step
    sealed = {table.name for table in metadata.sorted_tables if "sealed" in table.c}
    assert sealed - set(PADDED) == {"facts"}, "which hold nothing personal"


def test_ids_are_random_and_belong_to_nobody(core: Core, two: tuple[Talk, Talk]) -> None:
    """A person erased who begins anew has nothing in common with before but the hash of the chat."""
    before = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", two[0].chat, two[0].clock())))
    two[0].command("forget")
    two[0].press("forget")
    two[0].command("start")
    after = core.ledger.do(Call(lambda batch: batch.tx.person_at("telegram", two[0].chat, two[0].clock())))
    assert before.id != after.id
    assert before.address.id == after.address.id
