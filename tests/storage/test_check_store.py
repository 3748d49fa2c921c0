"""What `intake doctor` says of the store: unfinished erasures, unread updates, a key being changed, posts in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import Core
from bot.checks.store import check_store
from bot.settings import Settings
from bot.storage.database import leave_traces, open_database
from bot.storage.keys import add_key, key_path_beside
from bot.storage.lock import RunLock
from bot.storage.tables import HEAD
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import LEFT_MEMO, UNWRITTEN_MEMO, StoredBooking
from bot.turns.translating import MISSING_MEMO
from dialogs.booking.booking import State
from tests.e2e.doctor.patient import said
from tests.storage.beside import with_all
from tests.storage.contract.bookings import a_booking
from tests.storage.test_migration import made_by_0_2_0
from tests.support import SettableClock, Talk


def lines(settings: Settings, clock: SettableClock) -> list[str]:
    return [f"{f.severity} {said(f.label)}: {said(f.says)}" for f in check_store(settings, clock()).findings]


def told(core: Core, clock: SettableClock, start: str) -> list[str]:
    return [line for line in lines(core.settings, clock) if line.startswith(start)]


def test_an_erasure_that_is_not_finished(core: Core, clock: SettableClock, tmp_path: Path) -> None:
    assert told(core, clock, "warning") == []
    with core.database.writing() as connection:
        leave_traces(connection)
    [line] = told(core, clock, "warning erasure")
    assert line.endswith("start `intake run`, which empties it")
    with RunLock(tmp_path / "intake.db"):
        [line] = told(core, clock, "warning erasure")
        assert "another program keeps reading the database" in line
    assert core.database.empty_log()
    assert told(core, clock, "warning") == []


def test_updates_that_could_not_be_read(core: Core, clock: SettableClock) -> None:

    def record(batch: Batch) -> None:
        for number, kind in enumerate(("message", "gift", "message")):
            batch.tx.record_unreadable("telegram", str(number), kind, clock())

    core.ledger.do(Call(record))
    [line] = told(core, clock, "note updates")
    assert "3 of the last seven days could not be read and were passed over (gift 1, message 2)" in line


def test_what_is_booked_and_what_is_due(core: Core, clock: SettableClock, tmp_path: Path) -> None:
    assert [*told(core, clock, "note bookings"), *told(core, clock, "note timers")] == [], "nothing where there is none"
    with_all(core, "1", "2", now=clock())
    waiting = a_booking(None, "", State.WAITING)
    core.ledger.do(Call(lambda batch: batch.tx.keep_booking(StoredBooking("somebody", waiting))))
    [line] = told(core, clock, "note bookings")
    assert line == "note bookings: 2 from now on, 1 waiting for a time to become free"
    assert told(core, clock, "note timers") == []
    clock.advance(timedelta(minutes=40))
    [line] = told(core, clock, "note timers")
    assert line == "note timers: 2 due for 30 minutes: `intake run` fires them when it is started"
    with RunLock(tmp_path / "intake.db"):
        [line] = told(core, clock, "warning timers")
        assert line.startswith("warning timers: 2 due for 30 minutes and not fired: the other lines here")


def test_what_staff_were_told_of_their_calendar(core: Core, clock: SettableClock) -> None:
    """That it refuses what is booked, and what of another one is theirs to delete as long as it is ahead."""
    now = int(clock().timestamp())

    def keep(batch: Batch) -> None:
        batch.tx.set_memo(UNWRITTEN_MEMO, now)
        batch.tx.set_memo(LEFT_MEMO, {"count": 3, "until": now + 60})

    core.ledger.do(Call(keep))
    refuses, left = told(core, clock, "warning calendar")
    assert "refuses what is booked" in refuses
    assert "3 entries of bookings stood in a calendar that is not there any more" in left
    assert "delete its entries there by hand" in left
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(UNWRITTEN_MEMO, None)))
    clock.advance(timedelta(minutes=2))
    assert told(core, clock, "warning calendar") == []


def test_a_key_that_is_being_changed(core: Core, clock: SettableClock, tmp_path: Path) -> None:
    add_key(key_path_beside(tmp_path / "intake.db"))
    assert [line for line in told(core, clock, "ok key") if "fits the database" in line]
    [line] = told(core, clock, "note key")
    assert "holds 2 keys: `intake keys rotate`" in line


def test_since_when_translations_are_missing(core: Core, clock: SettableClock) -> None:
    core.ledger.do(Call(lambda batch: batch.tx.set_memo(MISSING_MEMO, clock().timestamp())))
    assert told(core, clock, "warning translations") == [], "without a server none are"
    settings = replace(core.settings, translate_url="http://127.0.0.1:1")
    [line] = [line for line in lines(settings, clock) if line.startswith("warning translations")]
    assert f"{clock():%Y-%m-%d %H:%M} (UTC)" in line


def test_posts_in_doubt(core: Core, clock: SettableClock) -> None:
    Talk(core, clock=clock).command("start")
    core.ledger.do(Call(lambda batch: batch.tx.doubt(batch.tx.waiting()[0])))
    [line] = told(core, clock, "warning outbox")
    assert "1 message refused for a reason intake does not know" in line


def test_a_database_of_0_2_0_is_looked_at_and_left_alone(clock: SettableClock, tmp_path: Path) -> None:
    settings = made_by_0_2_0(tmp_path)
    before = (tmp_path / "intake.db").read_bytes()
    said = lines(settings, clock)
    told = f"warning database: has schema 0001, the newest is {HEAD}: run `intake migrate`"
    assert any(told in line for line in said)
    assert any(line.startswith("ok key: INTAKE_KEY fits the database") for line in said)
    assert (tmp_path / "intake.db").read_bytes() == before


@pytest.mark.parametrize("state", ["held", "dead"])
def test_counts_by_state(state: str, core: Core, clock: SettableClock) -> None:
    Talk(core, clock=clock).command("start")
    with core.database.writing() as connection:
        connection.exec_driver_sql("UPDATE outbox SET state = ?", (state,))
    [line] = [line for line in lines(core.settings, clock) if " outbox: " in line]
    assert line.startswith({"held": "note outbox: 1 message kept", "dead": "warning outbox: 1 message could"}[state])


def test_a_database_opens_beside_the_doctor(core: Core, clock: SettableClock) -> None:
    check_store(core.settings, clock())
    open_database(core.settings).close()
