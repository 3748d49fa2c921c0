"""Whoever waits for a time, and many do: each free time is offered once, and looking for them costs little."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.storage.memory import MemoryStore, MemoryTransaction
from bot.turns.apply import Batch
from bot.turns.records import StoredBooking
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import cells_of
from dialogs.booking.rules import BookingRule
from dialogs.desk.bookings import LOOK
from dialogs.dialogue import Dialogue
from dialogs.office import ReminderRule, Span
from tests.dialogs.booking.offices import member, span, week
from tests.dialogs.walker import real_dialogue, real_words
from tests.support import CLIENT

# Ten in the morning in Japan; of the times at the office, 9:00 and 10:00, those of tomorrow can be booked.
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NINE, TEN = (int(datetime(2026, 11, 25, hour, tzinfo=UTC).timestamp()) for hour in (0, 1))
RULE = BookingRule(
    minutes={"online": 60, "office": 60},
    notice_hours=1,
    horizon_days=1,
    change_until_hours=1,
    most_changes=2,
    step_minutes=60,
)
WAYS = ("online", "office")
DAY = 86_400


@cache
def dialogue(awake: Span) -> Dialogue:
    """The interview at an office with two times a day that writes to people in some hours."""
    around = real_dialogue().around
    office = replace(
        around.office,
        booking=RULE,
        staff=(member("a", hours=week("09:00-11:00")),),
        reminders=ReminderRule(hours=awake),
        closed_on_holidays=False,
    )
    return Dialogue(real_dialogue().questionnaire, replace(around, office=office), real_words())


class Waiting:
    """An office at which some people wait."""

    def __init__(self, people: int, *, awake: str = "08:00-21:00") -> None:
        self.store, self.dialogue = MemoryStore(), dialogue(span(awake))
        with self.store.transaction() as tx:
            for number in range(people):
                self._keep(tx, f"w{number}", State.WAITING, None, WAYS[number % 2])

    def _keep(self, tx: MemoryTransaction, chat: str, state: State, start: int | None, way: str = "online") -> None:
        person = tx.person_at(CLIENT, chat, NOW)
        person.touched = True
        taken = None if start is None else cells_of(start, 60, RULE)
        booking = Booking(
            state=state,
            way=way,
            staff="" if start is None else "a",
            start=start,
            minutes=60,
            cells=None if taken is None else (taken.start, taken.stop),
            zone="Asia/Tokyo",
            asked_at=0,
        )
        self._batch(tx).bookkeeping.keep(person, (), (booking,), NOW)
        tx.flush()

    def _batch(self, tx: MemoryTransaction) -> Batch:
        return Batch(tx, self.dialogue, real_words(), frozenset({CLIENT}))

    def books(self, *starts: int) -> None:
        """Others have these times."""
        with self.store.transaction() as tx:
            for start in starts:
                self._keep(tx, f"b{start}", State.BOOKED, start)

    def serves(self, now: datetime = NOW) -> None:
        """Those who wait are looked at."""
        with self.store.transaction() as tx:
            self._batch(tx).serve_waiting(now)
            tx.flush()

    def morning(self, now: datetime) -> None:
        """Those whose night is over are looked at, in one transaction."""
        with self.store.transaction() as tx:
            batch = self._batch(tx)
            for timer in tx.due_timers(now.timestamp(), 99):
                if timer.kind == LOOK:
                    batch.timer_due(timer, now)
            tx.flush()

    def offered(self) -> list[int | None]:
        """What is held for those who wait, in the order of their coming."""
        with self.store.transaction() as tx:
            people = [tx.person_at(CLIENT, f"w{number}", NOW).id for number in range(9)]
            return [kept.booking.start for who in people for kept in tx.bookings_of(who)]

    def told(self) -> int:
        """How many messages were made."""
        return sum("say" in post.payload for post, *_ in self.store.kept.posts.values())


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The stretches of which it was asked what is taken."""
    found: list[int] = []
    ask = MemoryTransaction.taken_cells

    def counted(
        self: MemoryTransaction, staff: Collection[str], first: int, end: int, but: int | None
    ) -> dict[str, frozenset[int]]:
        found.append(first)
        return ask(self, staff, first, end, but)

    monkeypatch.setattr(MemoryTransaction, "taken_cells", counted)
    return found


def test_each_free_time_is_offered_to_one_and_the_others_wait_on() -> None:
    waiting = Waiting(4)
    waiting.serves()
    assert waiting.offered() == [NINE, TEN, None, None]
    assert waiting.told() == 2
    waiting.serves()
    assert waiting.told() == 2


def test_looking_for_many_costs_no_more_than_for_one_of_each_way(looks: list[int]) -> None:
    for people in (2, 30):
        waiting = Waiting(people)
        waiting.books(NINE, TEN)
        del looks[:]
        waiting.serves()
        assert len(looks) == len(WAYS)


def test_what_one_has_let_go_is_the_next_ones() -> None:
    waiting = Waiting(3)
    waiting.books(TEN)
    with waiting.store.transaction() as tx:
        [kept] = tx.bookings_of(tx.person_at(CLIENT, "w0", NOW).id)
        tx.keep_booking(StoredBooking(kept.person, replace(kept.booking, passed=(NINE,)), kept.version, kept.waits))
        tx.flush()
    waiting.serves()
    assert waiting.offered() == [None, NINE, None]


def test_in_the_morning_of_many_they_are_looked_at_once(looks: list[int]) -> None:
    waiting = Waiting(30)
    waiting.books(NINE, TEN, NINE + DAY, TEN + DAY)
    del looks[:]
    waiting.morning(NOW.replace(hour=23))
    assert len(looks) == len(WAYS)


def test_nobody_is_offered_a_time_outside_the_hours_in_which_the_office_writes() -> None:
    waiting = Waiting(1, awake="11:00-20:00")
    waiting.serves()
    assert waiting.offered() == [None]
    waiting.morning(NOW + timedelta(hours=1))
    assert waiting.offered() == [NINE]
