"""Timers: each fires once, in order, by what stands then; whatever the clock, a second process or a death does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from bot.app import Core
from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.turns.apply import Batch
from bot.turns.due import TIMERS, TimerRule
from bot.turns.ledger import Call
from bot.turns.records import StoredBooking, Timer
from bot.turns.timers import LONGEST_SECONDS, Timers
from bot.turns.writer import Writer
from dialogs.booking.booking import State
from dialogs.desk.bookings import LOOK, HoldEnded
from dialogs.dialogue import Dialogue
from tests.dialogs.booking.offices import RULE, member
from tests.storage.contract.bookings import SATO, TEN, a_booking, cells_at
from tests.support import SettableClock, Talk, core_in, damage

HOLD = timedelta(minutes=10)


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


def slept(core: Core, clock: SettableClock, *meanwhile: Callable[[], object]) -> list[float]:
    """How long it is slept each time, while these things happen."""
    sleeps = Sleeps(*meanwhile)

    async def run() -> None:
        writer = Writer(core.ledger)
        writer.start()
        try:
            await Timers(writer, Clock(now=clock, sleep=sleeps)).run()
        except Stop:
            pass
        finally:
            await asyncio.to_thread(writer.stop)

    asyncio.run(run())
    return sleeps.seconds


def hold(core: Core, clock: SettableClock, chat: str = "1", hour: int = 0) -> int:
    """Somebody holds a time for ten minutes; returns the number of the booking."""
    until = int((clock() + HOLD).timestamp())

    def keep(batch: Batch) -> int:
        person = batch.tx.person_at("telegram", chat, clock())
        person.touched = True
        booking = a_booking(TEN + hour * 3_600, state=State.HELD, until=until)
        kept = batch.tx.keep_booking(StoredBooking(person.id, booking))
        batch.tx.set_timer(Timer("hold", str(kept.booking.number), until, booking.sequence, person.id))
        return kept.booking.number

    return int(core.ledger.do(Call(keep)))


def states(core: Core) -> list[State]:
    """How the bookings stand, by their numbers."""
    numbers = range(1, 10)
    found = core.ledger.do(Call(lambda batch: [batch.tx.booking(number) for number in numbers]))
    return [kept.booking.state for kept in found if kept is not None]


def left(core: Core) -> list[Timer]:
    """The timers there are."""
    found: list[Timer] = core.ledger.do(Call(lambda batch: batch.tx.due_timers(9e9, 100)))
    return found


def taken(core: Core) -> int:
    """How many cells are taken of the day."""
    first, end = cells_at(TEN, 24 * 60)
    return core.ledger.do(Call(lambda batch: len(batch.tx.taken_cells([SATO], first, end, None)[SATO])))  # type: ignore[no-any-return]


@pytest.fixture
def fired(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, datetime]]:
    """The subjects of the timers that came to the desk, with the moments."""
    seen: list[tuple[str, datetime]] = []
    real = Batch.decide

    def decide(batch: Batch, person: Any, stored: Any, act: object, now: datetime) -> Any:
        if isinstance(act, HoldEnded):
            seen.append((str(act.number), now))
        return real(batch, person, stored, act, now)

    monkeypatch.setattr(Batch, "decide", decide)
    return seen


# --- when it looks ----------------------------------------------------------------------------------------------------


def test_it_sleeps_until_the_next_one_but_never_longer_than_a_minute(core: Core, clock: SettableClock) -> None:
    hold(core, clock)
    seconds = slept(core, clock, lambda: clock.advance(timedelta(minutes=9, seconds=20)), lambda: clock.advance(HOLD))
    assert seconds == [LONGEST_SECONDS, 40, LONGEST_SECONDS]
    assert states(core) == [State.EXPIRED]
    assert left(core) == []


def test_a_hold_that_is_over_frees_its_time(core: Core, clock: SettableClock) -> None:
    hold(core, clock)
    slept(core, clock)
    assert taken(core) == 12
    clock.advance(HOLD)
    slept(core, clock)
    assert taken(core) == 0


def test_one_that_is_set_meanwhile_is_noticed_within_a_minute(core: Core, clock: SettableClock) -> None:
    """By another process, which nobody hears of."""

    def another() -> None:
        hold(core, clock)
        clock.advance(HOLD)

    assert slept(core, clock, another) == [LONGEST_SECONDS] * 2
    assert states(core) == [State.EXPIRED]


@pytest.mark.parametrize("jump", [timedelta(days=400), -timedelta(days=400)])
def test_a_clock_that_jumps_fires_nothing_twice_and_loses_nothing(
    core: Core, clock: SettableClock, fired: list[tuple[str, datetime]], jump: timedelta
) -> None:
    hold(core, clock, "1")
    hold(core, clock, "2", hour=1)
    before = clock()
    slept(core, clock, lambda: clock.advance(jump), lambda: setattr(clock, "moment", before + HOLD), lambda: None)
    assert [subject for subject, _ in fired] == ["1", "2"]
    assert states(core) == [State.EXPIRED] * 2


# --- once and in order ------------------------------------------------------------------------------------------------


def test_overdue_ones_fire_once_and_in_the_order_in_which_they_were_due(
    core: Core, clock: SettableClock, fired: list[tuple[str, datetime]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In pieces, so that nobody's turn waits behind all of them."""
    monkeypatch.setattr("bot.turns.timers.MOST_AT_ONCE", 2)
    for number in range(5):
        clock.moment -= timedelta(minutes=1)
        hold(core, clock, str(number), hour=number)
    clock.advance(timedelta(days=2))
    slept(core, clock, lambda: None)
    assert [subject for subject, _ in fired] == ["5", "4", "3", "2", "1"]
    assert states(core) == [State.EXPIRED] * 5


def test_a_second_process_finds_it_gone(
    tmp_path: Path, clock: SettableClock, fired: list[tuple[str, datetime]]
) -> None:
    """Both have read what is due before either has fired it, and firing it changes nothing of the booking."""
    core, other = core_in(tmp_path), core_in(tmp_path)
    hold(core, clock)
    [timer] = left(core)
    early = replace(timer, due=int(clock().timestamp()))
    core.ledger.do(Call(lambda batch: batch.tx.set_timer(early)))
    both = [process.ledger.do(Call(lambda batch: batch.tx.due_timers(9e9, 9))) for process in (core, other)]
    results = [
        process.ledger.do(Call(lambda batch, due=due: batch.timer_due(due[0], clock())))  # type: ignore[misc]
        for process, due in zip((core, other), both, strict=True)
    ]
    assert results == [True, False]
    assert len(fired) == 1
    core.database.close()
    other.database.close()


def test_whoever_dies_before_it_is_kept_fires_it_again(
    tmp_path: Path, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    """What it is for and that it fired are kept together, or neither."""
    core = core_in(tmp_path)
    hold(core, clock)
    clock.advance(HOLD)
    [timer] = left(core)

    def dies(batch: Batch) -> None:
        assert batch.timer_due(timer, clock())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        core.ledger.do(Call(dies))
    core.database.close()
    core = core_in(tmp_path)
    assert (states(core), left(core)) == ([State.HELD], [timer])
    slept(core, clock)
    assert (states(core), left(core)) == ([State.EXPIRED], [])
    core.database.close()


# --- by what stands then ----------------------------------------------------------------------------------------------


def test_one_that_speaks_of_what_has_changed_since_is_dropped(
    core: Core, clock: SettableClock, fired: list[tuple[str, datetime]]
) -> None:
    number = hold(core, clock)

    def take(batch: Batch) -> None:
        kept = batch.tx.booking(number)
        assert kept is not None
        booking = replace(kept.booking, state=State.BOOKED, until=None, sequence=1)
        batch.tx.keep_booking(replace(kept, booking=booking))

    core.ledger.do(Call(take))
    clock.advance(HOLD)
    slept(core, clock)
    assert (states(core), left(core), fired) == ([State.BOOKED], [], [])


def test_a_look_for_who_waits_no_more_is_dropped(core: Core, clock: SettableClock) -> None:
    number = hold(core, clock)
    for subject, version in ((number, 3), (99, 0)):
        look = Timer(LOOK, str(subject), int(clock().timestamp()), version, left(core)[0].person)
        core.ledger.do(Call(lambda batch, look=look: batch.tx.set_timer(look)))  # type: ignore[misc]
        assert core.ledger.do(Call(lambda batch, look=look: batch.timer_due(look, clock()))) is False  # type: ignore[misc]
    assert [timer.kind for timer in left(core)] == ["hold"]


def test_one_that_was_set_anew_comes_at_its_new_time(
    core: Core, clock: SettableClock, fired: list[tuple[str, datetime]]
) -> None:
    number = hold(core, clock)
    [before] = left(core)
    later = int((clock() + 3 * HOLD).timestamp())

    def longer(batch: Batch) -> None:
        kept = batch.tx.booking(number)
        assert kept is not None
        batch.tx.keep_booking(replace(kept, booking=replace(kept.booking, until=later, sequence=1)))
        batch.tx.set_timer(replace(before, due=later, version=1))

    core.ledger.do(Call(longer))
    clock.advance(HOLD)
    assert core.ledger.do(Call(lambda batch: batch.timer_due(before, clock()))) is False, "it was read before"
    slept(core, clock)
    assert fired == []
    clock.advance(2 * HOLD)
    slept(core, clock)
    assert [subject for subject, _ in fired] == ["1"]


def test_one_of_somebody_who_was_erased_is_gone(core: Core, clock: SettableClock) -> None:
    talk = Talk(core, "1", clock=clock)
    talk.command("start")
    hold(core, clock)
    clock.advance(HOLD)
    [timer] = left(core)
    talk.command("forget")
    assert talk.press("forget").erased
    assert left(core) == []
    assert core.ledger.do(Call(lambda batch: batch.timer_due(timer, clock()))) is False
    assert slept(core, clock) == [LONGEST_SECONDS]


# --- trouble ----------------------------------------------------------------------------------------------------------


def test_one_that_fails_holds_up_no_other_and_is_tried_after_the_next_start(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for chat in "123":
        hold(core, clock, chat, hour=int(chat))
    clock.advance(HOLD)

    def broken(timer: Timer) -> HoldEnded:
        if timer.subject == "2":
            raise ValueError("secret")
        return HoldEnded(int(timer.subject))

    rules = MappingProxyType({**TIMERS, "hold": TimerRule(TIMERS["hold"].version, broken)})
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr("bot.turns.apply.TIMERS", rules)
        assert slept(core, clock, lambda: None) == [LONGEST_SECONDS] * 2, "it is not tried without end"
    assert states(core) == [State.EXPIRED, State.HELD, State.EXPIRED]
    assert caplog.text.count("a timer (hold) failed (ValueError) and is passed over") == 1
    assert not [line for line in caplog.messages if "secret" in line]
    slept(core, clock)
    assert states(core) == [State.EXPIRED] * 3


def test_a_kind_that_nobody_knows_is_told_and_holds_up_no_other(
    core: Core, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    """A later version set it, and an earlier one was put back."""
    due = int(clock().timestamp())
    core.ledger.do(Call(lambda batch: batch.tx.set_timer(Timer("digest", "office", due, 0))))
    hold(core, clock)
    clock.advance(HOLD)
    slept(core, clock)
    assert states(core) == [State.EXPIRED]
    assert "a timer (digest) failed (UnknownAct) and is passed over" in caplog.text
    assert [timer.kind for timer in left(core)] == ["digest"]


@pytest.mark.parametrize("table", ["bookings", "people"])
def test_a_damaged_row_holds_up_no_other(
    table: str, tmp_path: Path, clock: SettableClock, caplog: pytest.LogCaptureFixture
) -> None:
    core = core_in(tmp_path)
    for chat in "12":
        hold(core, clock, chat, hour=int(chat))
    damage(core, table, "rowid = 1")
    core.database.close()
    core = core_in(tmp_path)
    clock.advance(HOLD)
    assert slept(core, clock, lambda: None) == [LONGEST_SECONDS] * 2
    assert core.ledger.do(Call(lambda batch: batch.tx.booking(2))).booking.state is State.EXPIRED
    core.database.close()


@pytest.mark.parametrize(
    ("trouble", "told"), [(StorageTrouble("error-database-rewritten"), False), (ValueError("secret"), True)]
)
def test_trouble_ends_nothing_and_is_looked_at_again(
    core: Core,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    told: bool,
) -> None:
    hold(core, clock)
    clock.advance(HOLD)

    def broken(*_args: Any) -> int:
        raise trouble

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr("bot.storage.transaction.SqlTransaction.due_timers", broken)
        assert slept(core, clock, patched.undo) == [LONGEST_SECONDS] * 2
    assert states(core) == [State.EXPIRED]
    assert ("what is due could not be looked for (ValueError); trying again" in caplog.text) is told
    assert not [line for line in caplog.messages if "secret" in line]


def test_trouble_of_the_database_while_they_fire_passes_over_none(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(core, clock)
    clock.advance(HOLD)

    def broken(*_args: Any) -> bool:
        raise StorageTrouble("error-database-rewritten")

    with monkeypatch.context() as patched:
        patched.setattr("bot.turns.apply.Batch.timer_due", broken)
        slept(core, clock, patched.undo)
    assert states(core) == [State.EXPIRED]


def take_bookings(core: Core) -> None:
    """The office gives away times."""
    around = core.dialogue.around
    office = replace(around.office, booking=RULE, staff=(member("a"),))
    core.ledger.dialogue = Dialogue(core.dialogue.questionnaire, replace(around, office=office), core.words)


def booked(core: Core, clock: SettableClock, *starts: int) -> None:
    """So many talks were booked before there were timers, each with somebody else of the staff."""

    def keep(batch: Batch) -> None:
        for number, start in enumerate(starts):
            person = batch.tx.person_at("telegram", str(number), clock())
            person.touched = True
            batch.tx.keep_booking(StoredBooking(person.id, replace(a_booking(start), staff=f"s{number}")))

    core.ledger.do(Call(keep))


@pytest.mark.parametrize("damaged", [None, 1, 2, 3])
def test_all_get_theirs_though_some_begin_together_and_one_is_damaged(
    damaged: int | None, core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are looked at a few at a time: neither ends what comes after."""
    monkeypatch.setattr("bot.turns.timers.MOST_COMPLETED", 3)
    take_bookings(core)
    clock.moment = datetime.fromtimestamp(TEN, UTC) - timedelta(days=3)
    booked(core, clock, TEN, TEN + 7_200, TEN + 7_200, TEN + 9_000)
    if damaged is not None:
        damage(core, "bookings", f"number = {damaged}")
    slept(core, clock)
    assert {timer.subject for timer in left(core)} == {str(n) for n in range(1, 5) if n != damaged}


@pytest.mark.parametrize("trouble", [StorageTrouble("error-database-rewritten"), ValueError("secret")])
def test_trouble_where_timers_are_set_anew_keeps_none_from_firing(
    core: Core,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
) -> None:
    take_bookings(core)
    hold(core, clock)
    clock.advance(HOLD)

    def broken(*_args: Any) -> int:
        raise trouble

    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR):
        patched.setattr("bot.storage.transaction.SqlTransaction.bookings_from", broken)
        slept(core, clock)
    assert states(core) == [State.EXPIRED]
    told = "older bookings could not be given their timers (ValueError)" in caplog.text
    assert told is isinstance(trouble, ValueError)
    assert not [line for line in caplog.messages if "secret" in line]


def test_a_booking_made_before_there_were_timers_gets_its_own_at_the_next_start(
    core: Core, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.turns.timers.MOST_COMPLETED", 2)
    take_bookings(core)
    clock.moment = datetime.fromtimestamp(TEN, UTC) - timedelta(days=3)

    def keep(batch: Batch) -> None:
        for number in range(5):
            person = batch.tx.person_at("telegram", str(number), clock())
            person.touched = True
            kept = batch.tx.keep_booking(StoredBooking(person.id, a_booking(TEN + number * 7_200)))
            if number == 0:
                # One of them was put off, and stays so.
                later = Timer("talk", str(kept.booking.number), TEN - 60, kept.booking.sequence, person.id)
                batch.tx.set_timer(later)

    core.ledger.do(Call(keep))
    slept(core, clock)
    kinds = {(timer.subject, timer.kind) for timer in left(core)}
    assert kinds == {(str(n), kind) for n in range(1, 6) for kind in ("talk", "ended", "brief", "room")}
    assert [timer.due for timer in left(core) if (timer.subject, timer.kind) == ("1", "talk")] == [TEN - 60]
    before = left(core)
    slept(core, clock)
    assert left(core) == before, "a second start changes nothing"
