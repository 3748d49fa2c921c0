"""The look for leads that wait: when it comes again, and that no trouble ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Core
from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.turns.ledger import Call
from bot.turns.waiting import AGAIN_AFTER_SECONDS, LONGEST_SECONDS, Waiting
from bot.turns.writer import Writer
from dialogs.desk.card import topic_text
from dialogs.desk.matter import LeadRecord
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from dialogs.office import LeadRule
from tests.support import SettableClock, Talk, core_in, damage


class Stop(Exception):
    """Enough was seen."""


class Sleeps:
    """Notes how long it is slept, and lets something happen meanwhile; after so many times it is enough."""

    def __init__(self, *meanwhile: Callable[[], object]) -> None:
        self.meanwhile = list(meanwhile)
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if not self.meanwhile:
            raise Stop
        self.meanwhile.pop(0)()


def office_of(core: Core, hours: int | None) -> Core:
    """The same, at an office that shows a lead again after so many hours."""
    around = core.dialogue.around
    office = replace(around.office, leads=LeadRule(shown_again_after_hours=hours))
    core.ledger.dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)
    return core


def slept(core: Core, clock: SettableClock, *meanwhile: Callable[[], object]) -> list[float]:
    """How long the look sleeps each time, while these things happen."""
    sleeps = Sleeps(*meanwhile)

    async def run() -> None:
        writer = Writer(core.ledger)
        writer.start()
        try:
            await Waiting(writer, Clock(now=clock, sleep=sleeps)).run()
        except Stop:
            pass
        finally:
            await asyncio.to_thread(writer.stop)

    asyncio.run(run())
    return sleeps.seconds


def notes(core: Core) -> int:
    """How many leads were shown again."""
    posts = core.ledger.do(Call(lambda batch: batch.tx.waiting()))
    lines = [line["key"] for post in posts if post.kind == "note" for line in post.payload["say"]["lines"]]
    return lines.count("staff-waits")


def test_it_sleeps_until_the_next_lead_is_due_but_never_long(core: Core, clock: SettableClock) -> None:
    office_of(core, 2)
    clock.advance(timedelta(minutes=20))  # the hour in which it comes is over forty minutes later
    Talk(core, clock=clock).go_to("handed_off")
    wait = timedelta(hours=1, minutes=50)
    seconds = slept(core, clock, lambda: clock.advance(wait), lambda: clock.advance(timedelta(minutes=50)))
    assert seconds == [LONGEST_SECONDS, 50 * 60, LONGEST_SECONDS]
    assert notes(core) == 1


def test_it_ends_where_the_office_shows_none_again(core: Core, clock: SettableClock) -> None:
    office_of(core, None)
    Talk(core, clock=clock).go_to("handed_off")
    clock.advance(timedelta(days=9))
    assert slept(core, clock) == []
    assert notes(core) == 0


def test_many_are_shown_in_pieces(core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.turns.apply.MOST_SHOWN_AGAIN", 2)
    for chat in range(5):
        Talk(core, str(chat), clock=clock).go_to("handed_off")
    clock.advance(timedelta(days=1, hours=2))
    slept(core, clock)
    assert notes(core) == 5


@pytest.mark.parametrize("table", ["leads", "people"])
def test_a_damaged_row_holds_up_no_other_lead(
    table: str, tmp_path: Path, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    core = core_in(tmp_path)
    for chat in "12":
        Talk(core, chat, clock=clock).go_to("handed_off")
    damage(core, table, "rowid = 1")
    core.database.close()
    core = core_in(tmp_path)
    clock.advance(timedelta(days=1, hours=2))
    assert slept(core, clock, lambda: None) == [LONGEST_SECONDS] * 2, "it is not tried without end"
    assert notes(core) == 1
    assert "damaged" in caplog.text
    core.database.close()


@pytest.mark.parametrize("table", ["leads", "people"])
def test_as_many_damaged_rows_as_are_looked_at_hold_up_no_other_lead(
    table: str, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.turns.apply.MOST_SHOWN_AGAIN", 2)
    core = core_in(tmp_path)
    for chat in range(6):
        Talk(core, str(chat), clock=clock).go_to("handed_off")
    damage(core, table, f"rowid IN (SELECT rowid FROM {table} ORDER BY rowid LIMIT 5)")
    core.database.close()
    core = core_in(tmp_path)
    clock.advance(timedelta(days=1, hours=2))
    slept(core, clock, lambda: None)
    assert notes(core) == 1
    assert "damaged" in caplog.text
    core.database.close()


@pytest.mark.parametrize("damaged", [2, 4])
def test_as_many_damaged_people_as_are_looked_at_keep_nobody_from_being_erased(
    damaged: int, tmp_path: Path, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.overdue.MOST_PRUNED", 2)
    core = core_in(tmp_path)
    for chat in range(6):
        Talk(core, str(chat), clock=clock).go_to("handed_off")
    damage(core, "people", f"rowid IN (SELECT rowid FROM people ORDER BY rowid LIMIT {damaged})")
    core.database.close()
    core = core_in(tmp_path)
    clock.advance(timedelta(days=core.office.privacy.keep_days + 1))
    while core.ledger.do(Call(lambda batch: batch.prune(clock()))):
        pass
    with core.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM people").scalar_one() == damaged
    core.database.close()


def test_a_lead_that_cannot_be_shown_holds_up_no_other(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for chat in "123":
        Talk(core, chat, clock=clock).go_to("handed_off")
    clock.advance(timedelta(days=1, hours=2))

    def topic(record: LeadRecord) -> Text:
        if record.number == 1:
            raise ValueError("secret")
        return topic_text(record)

    monkeypatch.setattr("bot.turns.posting.topic_text", topic)
    assert slept(core, clock, lambda: None) == [LONGEST_SECONDS] * 2, "it is not tried without end"
    assert notes(core) == 2
    assert caplog.text.count("lead 1 cannot be shown again") == 1
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (StorageTrouble("error-database-rewritten"), False),
        (ValueError("secret"), True),
    ],
)
def test_trouble_ends_nothing_and_is_tried_again(
    core: Core,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    told: bool,
) -> None:
    Talk(core, clock=clock).go_to("handed_off")
    clock.advance(timedelta(days=1, hours=2))

    def broken(*_args: Any) -> int:
        raise trouble

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr("bot.turns.apply.Batch.show_waiting", broken)
        seconds = slept(core, clock, patched.undo)
    assert seconds == [AGAIN_AFTER_SECONDS, LONGEST_SECONDS]
    assert notes(core) == 1
    assert ("leads that wait could not be shown again (ValueError)" in caplog.text) is told
    assert "secret" not in caplog.text
