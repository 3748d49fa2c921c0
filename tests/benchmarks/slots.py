"""How long a screen of slots takes, against a turn of a plain question, both in one run.

`python -m tests.benchmarks.slots [people]` prints p50 and p99 in milliseconds of processor time and the ratio of the
medians: of the three soonest slots, the next three, those that fit a typed wish, days, a pressed one, and, for
comparison, everything in the horizon. 60 days, three members of staff, 50 bookings, and 300 appointments in calendars
of their own, as `intake run` knows them in memory. A screen may cost 1.5 turns: of a pressed answer, and what was
typed, of a typed one. Then whole turns on the booking page, from what is pressed or typed there to the screen, with
what is booked found in an index in memory. At last what calendars cost besides: asking a store for their versions,
which each turn does that looks for times, and learning those that were read again, which is every five minutes.
"""

from __future__ import annotations

import random
import sys
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice, pairwise
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.calendars.book import BusyBook
from bot.calendars.listing import OfficeCalendar
from bot.calendars.spans import merged
from bot.office_profile.holidays_jp import is_japanese_holiday
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.store import SqlStore
from bot.turns.records import StoredCalendar
from dialogs.booking.cells import MINUTE, cells_of
from dialogs.booking.shown import slot_label, time_shown
from dialogs.booking.slots import Slot, TakenByWeek, offered, slot_at, with_busy
from dialogs.booking.wish import days_offered, read_wish, wished
from dialogs.dialogue import Dialogue
from dialogs.kinds.choices import OneOf
from dialogs.messages import Act, ActKind
from dialogs.office import Office
from dialogs.ports import NothingFull
from dialogs.questionnaires.hsp import HSP
from tests.benchmarks.turn import WARM_UP, one_person, timed, told
from tests.dialogs.booking.offices import RULE, member, office
from tests.dialogs.walker import ENGINEER, TO_THE_CARD, Walk, real_dialogue, real_words

PEOPLE = 40
EVENTS, BOOKINGS, DAYS = 300, 50, 60
STAFF = ("a", "b", "c")
OFFICE = office(RULE, *map(member, STAFF))
CLIENT = ZoneInfo("America/New_York")
TYPED = "three that fit a typed wish"


class Calendar:
    """What is taken, found by member and cell, of a stretch alone, as an index of a store has it.

    What members are busy with besides stands in calendars of their own, which their book knows.
    """

    def __init__(self, chance: random.Random, now: datetime) -> None:
        self.cells: dict[str, list[int]] = {who: [] for who in STAFF}
        self.starts: dict[str, list[int]] = {who: [] for who in STAFF}
        spans: dict[str, list[tuple[int, int]]] = {who: [] for who in STAFF}
        for number in range(EVENTS + BOOKINGS):
            who = chance.choice(STAFF)
            day = now + timedelta(days=chance.randrange(DAYS))
            start = day.replace(hour=9, minute=0, second=0) + timedelta(minutes=30 * chance.randrange(18))
            begins, minutes = int(start.timestamp()), 30 * chance.randrange(1, 5)
            if number < EVENTS:
                spans[who].append((begins, begins + minutes * MINUTE))
            else:
                self.cells[who] = sorted({*self.cells[who], *cells_of(begins, minutes, RULE)})
                self.starts[who] = sorted([*self.starts[who], begins])
        at = int(now.timestamp())
        self.kept = {who: StoredCalendar(who, who, tuple(merged(spans[who])), read_at=at, version=1) for who in STAFF}
        self.book = BusyBook(OFFICE, RULE, [OfficeCalendar(who, who, who, frozenset({who})) for who in STAFF])

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        """The versions of some calendars."""
        return {name: self.kept[name].version for name in calendars}

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        """What is kept of a calendar."""
        return self.kept[calendar_id]

    def reads_again(self) -> None:
        """Every calendar was read again."""
        self.kept = {name: replace(known, version=known.version + 1) for name, known in self.kept.items()}

    def booked(self, staff: Collection[str], first: int, end: int) -> Mapping[str, Set[int]]:
        """The cells of a stretch that are booked."""
        cells = self.cells
        return {who: set(cells[who][bisect_left(cells[who], first) : bisect_left(cells[who], end)]) for who in staff}

    def taken(self, staff: Collection[str], first: int, end: int) -> Mapping[str, Set[int]]:
        """The cells of a stretch that are booked, or in which somebody is busy."""
        return with_busy(self.booked(staff, first, end), self.book.cells(self, first, end))

    def behind(self, now: datetime) -> Set[str]:
        """The members whose calendars are behind."""
        return self.book.behind(self, now)

    def counted(self, staff: Collection[str], edges: Sequence[int]) -> Mapping[str, Sequence[int]]:
        """The talks of a stretch, day by day."""
        until = {who: [bisect_left(self.starts[who], edge) for edge in edges] for who in staff}
        return {who: [later - sooner for sooner, later in pairwise(counts)] for who, counts in until.items()}


def screens(calendar: Calendar, now: datetime) -> Mapping[str, Callable[[], object]]:
    """What is measured, by name; each begins with nothing loaded, as a turn does."""

    def free(but_after: int | None = None) -> Iterator[Slot]:
        taken = TakenByWeek(OFFICE, calendar.taken, calendar.counted, calendar.behind)
        return offered(OFFICE, is_japanese_holiday, "online", now, taken, but_after=but_after)

    def screen(slots: Iterator[Slot]) -> object:
        chosen = list(islice(slots, 3))
        return [slot_label(s, OFFICE, CLIENT) for s in chosen], [time_shown(s.start, OFFICE, CLIENT) for s in chosen]

    def typed() -> object:
        meant = read_wish("next week, Tuesday or Thursday after 6pm", now, CLIENT)
        assert meant is not None
        taken = TakenByWeek(OFFICE, calendar.taken, calendar.counted, calendar.behind)
        return screen(wished(OFFICE, is_japanese_holiday, "online", now, taken, meant, CLIENT))

    def days() -> object:
        taken = TakenByWeek(OFFICE, calendar.taken, calendar.counted, calendar.behind)
        return list(islice(days_offered(OFFICE, is_japanese_holiday, "online", now, taken, CLIENT), 12))

    def pressed() -> object:
        taken = TakenByWeek(OFFICE, calendar.taken, calendar.counted, calendar.behind)
        return slot_at(OFFICE, is_japanese_holiday, "online", now, taken, third.start)

    *_, third = islice(free(), 3)
    return {
        "the three soonest": lambda: screen(free()),
        "the three after them": lambda: screen(free(third.start)),
        TYPED: typed,
        "twelve days with anything": days,
        "a pressed one, looked up": pressed,
        "all of the horizon": lambda: list(free()),
    }


class Busy(NothingFull):
    """A world in which the calendar says what is taken."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def taken(self, staff: Collection[str], first: int, end: int, but: int | None) -> Mapping[str, frozenset[int]]:
        """The cells of a stretch."""
        return {who: frozenset(cells) for who, cells in self.calendar.booked(staff, first, end).items()}

    def busy(self, first: int, end: int) -> Mapping[str, Set[int]]:
        """The cells of a stretch."""
        return self.calendar.book.cells(self.calendar, first, end)

    def behind(self, now: datetime) -> Set[str]:
        """The members whose calendars are behind."""
        return self.calendar.behind(now)

    def on_days(self, staff: Collection[str], edges: Sequence[int], but: int | None) -> Mapping[str, Sequence[int]]:
        """The talks of a stretch."""
        return self.calendar.counted(staff, edges)


PRESSED = ("later", "days", "parts", "s")


def page(world: Busy) -> Mapping[str, Callable[[], Callable[[], object]]]:
    """Whole turns on the booking page, by name; each is made ready before it is measured."""
    around = real_dialogue().around
    dialogue = Dialogue(HSP, replace(around, office=booking_office(around.office)), real_words())
    abroad = {"residence": "a:abroad", "lives_in": "New York"}
    walk = Walk(dialogue=dialogue).answers({**ENGINEER, **abroad}, until="result").presses("ok")
    walk.world = world
    walk.answers(TO_THE_CARD, abroad, until="leave").presses("yes")

    def ready(act: Act) -> Callable[[], object]:
        conversation = deepcopy(walk.conversation)
        return lambda: dialogue.handle(conversation, act, walk.now, world)

    actions = {name: next(a for a in walk.offered if a.partition(":")[0] == name) for name in PRESSED}
    acts = {f"a press on {name!r}": Act(ActKind.PRESS, data=walk.data(actions[name])) for name in PRESSED}
    acts["/book"] = Act(ActKind.COMMAND, command="book")
    acts[TYPED] = Act(ActKind.TEXT, "next week, Tuesday or Thursday after 6pm")
    return {f"turn: {name}": partial(ready, act) for name, act in acts.items()}


def besides(calendar: Calendar, store: SqlStore) -> Mapping[str, Callable[[], object]]:
    """What calendars cost besides, by name."""

    def learn() -> object:
        calendar.reads_again()
        return calendar.book.cells(calendar, 0, 0)

    def ask() -> object:
        with store.transaction() as tx:
            tx.calendar_versions(STAFF)
            return timed(lambda: tx.calendar_versions(STAFF))

    return {"versions of calendars, asked of a store": ask, "calendars that were read again": learn}


def booking_office(of: Office) -> Office:
    """The example office with what is measured."""
    rule = replace(RULE, minutes={"online": 60})
    return replace(of, booking=rule, staff=tuple(map(member, STAFF)))


def main(people: int) -> None:
    """Measure and print."""
    chance = random.Random(20_261_127)
    dialogue, now = real_dialogue(), Walk(start=False).now
    world = Busy(Calendar(random.Random(1), now))
    turned = page(world)
    names = [*screens(world.calendar, now), *turned]
    turns: dict[ActKind, list[float]] = {ActKind.PRESS: [], ActKind.TEXT: []}
    costs: dict[str, list[float]] = {name: [] for name in names}
    for number in range(people + WARM_UP):
        world.calendar = Calendar(chance, now)
        measured = screens(world.calendar, now)
        for conversation, act in one_person(chance):
            asked = dialogue.questionnaire.by_id.get(conversation.place.at)
            if asked is None or not (isinstance(asked.kind, OneOf) or act.kind is ActKind.TEXT):
                continue
            turn = timed(lambda c=conversation, i=act: dialogue.handle(c, i, now))  # type: ignore[misc]  # the loop's own
            screen = {name: timed(measure) for name, measure in measured.items()}
            screen |= {name: timed(ready()) for name, ready in turned.items()}
            if number >= WARM_UP:
                turns[act.kind].append(turn)
                for name, cost in screen.items():
                    costs[name].append(cost)
    for kind, figures in turns.items():
        told(f"a turn of a plain question, {kind}", figures)
    with TemporaryDirectory() as folder:
        database = open_database(Settings(database=f"sqlite:///{folder}/intake.db"))
        ask, learn = besides(world.calendar, SqlStore(database)).items()
        costs[ask[0]] = [float(str(ask[1]())) for _ in range(500)]
        costs[learn[0]] = [timed(learn[1]) for _ in range(500)]
        database.close()
    for name, figures in costs.items():
        told(name, figures)
        kind = ActKind.TEXT if name.endswith(TYPED) else ActKind.PRESS
        print(f"{'':<44} {median(figures) / median(turns[kind]):.2f} turns")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
