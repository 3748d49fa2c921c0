"""A small office with a calendar of its own: what clients and staff do there, and what the calendar then has."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from icalendar import Calendar

from bot.calendars.writing import CalendarKeeping
from bot.clock import Clock
from bot.delivery.post import Post
from bot.storage.memory import MemoryStore
from bot.turns.acts import OfficeTurn, Turned
from bot.turns.apply import Batch
from bot.turns.ledger import Call, Ledger
from bot.turns.records import Person
from dialogs.booking.booking import Booking, State
from dialogs.booking.policy import NotDone, cancel, cells_at, move
from dialogs.booking.rules import BookingRule, CalendarRule
from dialogs.booking.slots import Slot
from dialogs.desk.desk import Desk
from dialogs.desk.rights import EVERYTHING, Rights
from dialogs.dialogue import Dialogue
from dialogs.effects import ChangeBookings
from dialogs.messages import Button
from tests.dialogs.booking.offices import member, week
from tests.dialogs.walker import real_dialogue, real_words
from tests.support import SettableClock
from tests.turns.test_bookings_stateful import sends_the_card

TELEGRAM = "telegram"
# 10:00 in Japan on a Tuesday, and on the Friday after it.
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FRIDAY = int(datetime(2026, 11, 27, 1, 0, tzinfo=UTC).timestamp())
HOUR = 3_600
RULE = BookingRule(
    minutes={"online": 60, "office": 60, "visit": 60},
    notice_hours=1,
    horizon_days=30,
    change_until_hours=2,
    most_changes=9,
)


@cache
def dialogue(
    calendar: CalendarRule | None = None, a_writes: str | None = None, b_writes: str | None = None
) -> Dialogue:
    """The interview at an office where two take talks."""
    real = real_dialogue()
    staff = tuple(
        replace(member(name, hours=week("09:00-18:00")), telegram=number, writes_to=writes)
        for name, number, writes in (("a", 1, a_writes), ("b", 2, b_writes))
    )
    office = replace(real.around.office, booking=RULE, staff=staff, calendar=calendar, closures=())
    return Dialogue(real.questionnaire, replace(real.around, office=office), real_words())


@cache
def _prepared() -> MemoryStore:
    store = MemoryStore()
    for chat in ("1", "2"):
        sends_the_card(store, chat, NOW, 0)
    return store


class _Directly:
    """Does at once what others hand to a writer; the process may die before a commit, or after it."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.dies: Callable[[], bool] = lambda: False

    async def submit(self, job: Any) -> Any:
        if self.dies():
            raise Died
        return self.ledger.do(job)


class Died(BaseException):
    """The process is no more."""


class SmallOffice:
    """Two clients who have sent the card, two members of staff, and a calendar somewhere (`connect` asks it)."""

    def __init__(self, connect: Callable[[], Any], interview: Dialogue | None = None) -> None:
        self.dialogue = interview or dialogue()
        self.store = MemoryStore()
        self.store.kept = deepcopy(_prepared().kept)
        self.store.kept.posts.clear()
        self.clock = SettableClock(NOW)
        self.ledger = Ledger(self.store, self.dialogue, real_words(), frozenset({TELEGRAM}), writes_calendar=True)
        self.writer = _Directly(self.ledger)
        self.connect = connect
        self.keeping = self.started()
        self.updates = 0

    def started(self) -> CalendarKeeping:
        """What keeps the calendar, as after a start."""
        clock = Clock(self.clock, lambda: self.clock().timestamp())
        writer: Any = self.writer
        return CalendarKeeping(writer, clock, self.dialogue.around.office, self.connect)

    def do(self, act: Callable[[Batch], Any]) -> Any:
        """Do something in a transaction."""
        return self.ledger.do(Call(act))

    # --- clients --------------------------------------------------------------------------------------------------

    def books(self, start: int = FRIDAY, *, chat: str = "1", staff: str = "a", way: str = "online") -> int:
        """A client books; returns the number."""
        booking = Booking(
            state=State.BOOKED,
            way=way,
            staff=staff,
            start=start,
            minutes=60,
            cells=cells_at(start, 60, RULE),
            zone="Asia/Tokyo",
            asked_at=0,
        )
        self.changes(chat, lambda mine: (*mine, booking))
        return self.of(chat)[-1].number

    def moves(self, number: int, start: int, *, staff: str | None = None) -> None:
        """The booking of a number is moved, perhaps to another member of staff."""

        def moved(mine: tuple[Booking, ...]) -> Any:
            before = next(booking for booking in mine if booking.number == number)
            return move(mine, number, Slot(start, 60, before.way, staff or before.staff, False), RULE, self.clock())

        self.changes(self.whose(number), moved)

    def cancels(self, number: int) -> None:
        """The booking of a number is cancelled."""
        self.changes(self.whose(number), lambda mine: cancel(mine, number, RULE, self.clock(), by_staff=True))

    def forgets(self, chat: str = "1") -> None:
        """A client is erased."""
        self.do(lambda batch: batch.erase(self._person(batch, chat), self.clock()))

    def changes(self, chat: str, change: Callable[[tuple[Booking, ...]], Any]) -> None:
        """A client changes what they have booked."""

        def act(batch: Batch) -> None:
            person = self._person(batch, chat)
            mine = tuple(kept.booking for kept in batch.tx.bookings_of(person.id))
            after = change(mine)
            assert not isinstance(after, NotDone), after
            batch.decide(person, batch.tx.lead_of(person.id), ChangeBookings(after), self.clock())

        self.do(act)

    def of(self, chat: str) -> list[Booking]:
        """The bookings of a client."""
        found: list[Booking] = self.do(
            lambda batch: [kept.booking for kept in batch.tx.bookings_of(self._person(batch, chat).id)]
        )
        return found

    def booking(self, number: int) -> Booking:
        """A booking by its number."""
        return next(booking for chat in ("1", "2") for booking in self.of(chat) if booking.number == number)

    def whose(self, number: int) -> str:
        """Whose chat a booking is of."""
        return next(chat for chat in ("1", "2") if number in {booking.number for booking in self.of(chat)})

    def _person(self, batch: Batch, chat: str) -> Person:
        return batch.tx.person_at(TELEGRAM, chat, self.clock())

    # --- staff ----------------------------------------------------------------------------------------------------

    def buttons(self, chat: str = "1") -> list[Button]:
        """The buttons that the card of a client has."""

        def look(batch: Batch) -> list[Button]:
            person = self._person(batch, chat)
            stored = batch.tx.lead_of(person.id)
            assert stored is not None
            card = Desk(self.dialogue).card(stored.record, [kept.booking for kept in batch.tx.bookings_of(person.id)])
            return [button for row in card.rows for button in row]

        found: list[Button] = self.do(look)
        return found

    def asks(self, chat: str = "1") -> list[str]:
        """The acts about the calendar that the card offers."""
        return [b.action.partition(":")[0] for b in self.buttons(chat) if b.action.partition(":")[0].endswith("_entry")]

    def presses(self, name: str, chat: str = "1", rights: Rights = EVERYTHING, by: str = "1") -> Turned:
        """A member of staff presses the button of this act on the card."""
        return self.presses_old(next(b.action for b in self.buttons(chat) if b.action.startswith(name)), rights, by)

    def presses_old(self, data: str, rights: Rights = EVERYTHING, by: str = "1") -> Turned:
        """A member of staff presses a button that may be on the card no more."""
        self.updates += 1
        name, number, row = data.split(":")
        turn = OfficeTurn(f"o{self.updates}", int(number), name, "佐藤", self.clock(), row, by, rights)
        turned: Turned = self.ledger.do(turn)
        return turned

    # --- the calendar ---------------------------------------------------------------------------------------------

    async def looks(self) -> float:
        """Five minutes later the calendar is looked at; returns when it will be again."""
        self.clock.advance(timedelta(minutes=6))
        return await self.keeping.look()

    def posts(self) -> list[Post]:
        """What was to be said since this was asked last."""
        found = [post for post, *_ in self.store.kept.posts.values()]
        self.store.kept.posts.clear()
        return found

    def said(self) -> list[str]:
        """The keys of what was to be said since this was asked last: to clients, and below the card."""
        found = [post for post in self.posts() if post.kind != "card" and "say" in post.payload]
        return [text.key for post in found for text in post.says.lines]


def event_in(text: str) -> Any:
    """The one entry of an object."""
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


def times_of(text: str) -> tuple[int, int]:
    """From when to when the one entry of an object is."""
    event = event_in(text)
    return int(event["DTSTART"].dt.timestamp()), int(event["DTEND"].dt.timestamp())


def moved_text(text: str, start: int, minutes: int = 60) -> str:
    """An object as staff's own program writes it after they dragged the entry somewhere else."""
    whole = Calendar.from_ical(text)
    [event] = whole.walk("VEVENT")
    for name, moment in (("dtstart", start), ("dtend", start + 60 * minutes)):
        event.pop(name.upper())
        event.add(name, datetime.fromtimestamp(moment, UTC))
    return str(whole.to_ical().decode())
