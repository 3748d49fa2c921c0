"""A running service between a fake Telegram and a database: what every end-to-end test stands on.

A world is strict. At its end it fails for whatever went wrong and was not announced with `expects`: an error in any
log, a row that is dead in the outbox, a press nobody answered, a call that Telegram would not stand, a mishap that was
ordered and never happened.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import sqlite3
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.app import Core, build_core, build_runner
from bot.channels.channel import Messenger
from bot.channels.registry import MESSENGERS
from bot.channels.telegram.channel import open_channel
from bot.clock import Clock
from bot.delivery.outbox import Pace
from bot.logs import told
from bot.observing.watching import observing
from bot.receiving.budget import Allowance
from bot.run import Runner
from bot.settings import Settings
from bot.turns.records import StoredLead
from bot.turns.writer import Writer
from dialogs.desk.matter import LeadRecord
from tests.e2e import peek
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeBot, FakeClock, FakeGroup, FakeMessage, FakeTelegram, FakeUser
from tests.telegram.clients import QuickSession
from tests.telegram.signals import Signal
from tests.telegram.virtual import LoopClock, VirtualLoop

CLIENT_TOKEN = "100:client-secret-client-secret"
OFFICE_TOKEN = "200:office-secret-office-secret"
STAFF_CHAT = -1001234
# 10:00 in Japan on a working day: the office is open.
TUESDAY_MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
# Tests are not about Telegram's patience unless they say so.
UNHURRIED = Pace(10_000, 10_000, 10_000, 10_000, 10_000, 10_000)
# Nor about ours: their people say everything in the same second.
UNLIMITED = Allowance(at_once=1_000_000)
# Pauses from here on are timers' (ten minutes, a day): they must not make the days fly past.
DAILY = 600
# So many turns of the loop lie between a ring and whoever it wakes, and a few more.
TURNS_TO_WAKE = 10


class Log(logging.Handler):
    """What was logged while a world stood, by whichever logger."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.records: list[logging.LogRecord] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.records.append(record)

    @property
    def text(self) -> str:
        """Everything, tracebacks included."""
        return "\n".join(map(self.format, self.records))

    @property
    def printed(self) -> str:
        """What the product's own log would show of all this, libraries included that it would not even hear."""
        return "\n".join(f"{record.levelname} {record.name}: {told(record)}" for record in self.records)

    @property
    def errors(self) -> list[str]:
        """The records of level ERROR and above."""
        return [self.format(record) for record in self.records if record.levelno >= logging.ERROR]


@dataclass
class Expected:
    """What a test announced. Each text must stand in an error that was logged, and no error may be without one."""

    errors: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    dead: int = 0
    unanswered: int = 0
    undue: bool = False


def quick_bot(token: str, api: str | None) -> Bot:
    """aiogram's bot without the pause it takes on closing."""
    assert api is not None
    return Bot(token, session=QuickSession(api=TelegramAPIServer.from_base(api)))


# The messengers that ship, closed without a pause.
QUICKLY: Mapping[str, Messenger] = {
    **MESSENGERS,
    "telegram": replace(MESSENGERS["telegram"], open=partial(open_channel, make=quick_bot)),
}


@dataclass
class World:
    """A fake Telegram with both bots, a staff group, and the settings of a service in `folder`."""

    fake: FakeTelegram
    clock: FakeClock | LoopClock
    folder: Path
    settings: Settings
    client: FakeBot
    office: FakeBot
    group: FakeGroup
    staff: FakeUser
    naps: list[float] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    expected: Expected = field(default_factory=Expected)
    _days: Signal = field(default_factory=Signal)
    _daily: int = 0
    _timers: int = 2

    # --- what may go wrong ----------------------------------------------------------------------------------------

    def expects(self, *errors: str, dead: int = 0, unanswered: int = 0, undue: bool = False) -> None:
        """Announce texts of errors that will be logged, rows that will be dead and presses that stay unanswered.

        `undue`: mishaps may be left over that were ordered and did not happen.
        """
        self.expected.errors.extend(errors)
        self.expected.dead += dead
        self.expected.unanswered += unanswered
        self.expected.undue |= undue

    def allows(self, *errors: str) -> None:
        """Announce texts of errors that may be logged, or not."""
        self.expected.allowed.extend(errors)

    def check(self) -> None:
        """Fail for whatever went wrong and was not announced."""
        announced = self.expected.errors + self.expected.allowed
        wrong = [e for e in self.log.errors if not any(re.search(text, e) for text in announced)]
        wrong += [f"announced, but not logged: {text}" for text in self.expected.errors if not self._logged(text)]
        if len(dead := self.dead()) != self.expected.dead:
            wrong.append(f"dead in the outbox: {dead}, announced were {self.expected.dead}")
        if len(presses := self.unanswered()) != self.expected.unanswered:
            wrong.append(f"presses nobody answered: {presses}, announced were {self.expected.unanswered}")
        wrong += [
            f"a secret is in the log: {name}" for name, secret in self.settings.secrets if secret in self.log.printed
        ]
        wrong += self.fake.violations
        wrong += (
            [] if self.expected.undue else [f"ordered, but it never happened: {f}" for f in self.fake.undue_faults()]
        )
        if wrong:
            raise AssertionError("what nobody announced:\n  " + "\n  ".join(wrong))

    def _logged(self, text: str) -> bool:
        return any(re.search(text, error) for error in self.log.errors)

    def dead(self) -> list[str]:
        """The kinds of the rows that can never be delivered."""
        path = self.folder / "intake.db"
        if not path.exists() or not path.stat().st_size:
            return []
        with contextlib.closing(sqlite3.connect(path)) as connection:
            try:
                return [row[0] for row in connection.execute("SELECT kind FROM outbox WHERE state = 'dead'")]
            except sqlite3.DatabaseError:
                return []  # a test made it something else

    def unanswered(self) -> list[str]:
        """Presses that a bot was handed and never tried to answer."""
        tried = {str(c.params.get("callback_query_id")) for c in self.fake.calls_of("answerCallbackQuery")}
        waiting = {u["callback_query"]["id"] for b in self._bots for u in b.pending if "callback_query" in u}
        return [query for b in self._bots for query in b.queries if query not in tried | waiting]

    @property
    def _bots(self) -> tuple[FakeBot, FakeBot]:
        return self.client, self.office

    # --- time -----------------------------------------------------------------------------------------------------

    async def nap(self, seconds: float) -> None:
        """Time passes at once: the clock moves on and everybody else gets a turn."""
        self.naps.append(seconds)
        self.clock.advance(timedelta(seconds=seconds))
        # Whoever waits for a nap hears of it, also while no call reaches Telegram.
        self.fake.world.notify()
        await asyncio.sleep(0)

    @asynccontextmanager
    async def service(
        self,
        *,
        pace: Pace | None = None,
        allowance: Allowance | None = None,
        messengers: Mapping[str, Messenger] | None = None,
    ) -> AsyncIterator[Runner]:
        """A running service; it is stopped cleanly at the end.

        It does not hurry and naps pass at once; in a virtual loop time is real, and so is Telegram's pace.
        """
        looks = () if self.settings.metrics_port is None else (observing,)
        core = build_core(self.settings, messengers or QUICKLY, *looks)
        if self.is_virtual:
            loop = asyncio.get_running_loop()
            clock = Clock(now=self.clock, monotonic=loop.time, sleep=asyncio.sleep)
            pace, allowance = pace or Pace(), allowance or Allowance()
        else:
            clock = Clock(now=self.clock, monotonic=lambda: self.clock().timestamp(), sleep=self._sleep)
        service = build_runner(
            core,
            clock=clock,
            pace=pace or UNHURRIED,
            allowance=allowance or UNLIMITED,
            # Tests look into the database beside it, by the same connection.
            look_every=None,
        )
        if not self.is_virtual:
            self.slow_down(service, clock)
        leads = core.office.leads
        has_morning = leads.morning_digest and service.looked_after.morning.has_group()
        keepers = sum(keeper is not None for keeper in (service.looked_after.busy, service.looked_after.calendar))
        self._timers = 2 + (leads.shown_again_after is not None) + has_morning + keepers
        with self._counted_writer():
            async with self._run(core, service):
                yield service

    def slow_down(self, service: Runner, clock: Clock) -> None:
        """Have the timers of a service wait until days go by: time would fly if their minutes passed at once."""
        service.looked_after.timers.clock = service.looked_after.morning.clock = replace(clock, sleep=self._wait)
        # Nobody else decides anything, and each look would let seconds pass.
        service.following = None
        if service.looked_after.busy is not None:
            service.looked_after.busy.clock = service.looked_after.timers.clock
        if service.looked_after.calendar is not None:
            service.looked_after.calendar.clock = service.looked_after.timers.clock

    @asynccontextmanager
    async def _run(self, core: Core, service: Runner) -> AsyncIterator[None]:
        running = asyncio.ensure_future(service.run())
        ready = asyncio.ensure_future(service.ready.wait())
        try:
            await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if running.done():
                running.result()
            yield
        finally:
            service.stop.set()
            await asyncio.wait_for(running, PATIENCE_SECONDS)
            ready.cancel()
            core.database.close()

    @property
    def is_virtual(self) -> bool:
        """Whether time passes only while nobody has anything to do."""
        return isinstance(self.clock, LoopClock)

    @contextmanager
    def _counted_writer(self) -> Iterator[None]:
        """In a virtual loop no time passes while the writer's thread is at work."""
        loop, submit = asyncio.get_running_loop(), Writer.submit
        if not isinstance(loop, VirtualLoop):
            yield
            return

        async def counted(writer: Writer, *args: Any) -> Any:
            loop.outside += 1
            try:
                return await submit(writer, *args)
            finally:
                loop.outside -= 1

        with patch.object(Writer, "submit", counted):
            yield

    async def _sleep(self, seconds: float) -> None:
        await (self.nap(seconds) if seconds < DAILY else self._wait(seconds))

    async def _wait(self, seconds: float) -> None:
        """Wait until days go by."""
        end = self.clock() + timedelta(seconds=seconds)
        self._daily += 1
        self.fake.world.notify()
        try:
            while self.clock() < end:
                await self._days.heard()
        finally:
            self._daily -= 1

    async def days_pass(self, service: Runner, days: int = 1) -> None:
        """Let days go by one after another, and the daily timers do their work on each."""
        await self.settled(service)  # Telegram keeps an update for one day only
        await self.looked()
        for _ in range(days):
            self.clock.advance(timedelta(days=1, seconds=1))
            self._days.ring()
            await asyncio.sleep(0)
            await self.looked()
        await self.settled(service)

    async def pass_quietly(self, time: timedelta, *, surely: bool = False) -> None:
        """Let time go by, and the timers do their work, without a word being said meanwhile.

        `surely` waits until that work is done, whether or not anybody is told anything by it.
        """
        await self.looked()
        self.clock.advance(time)
        self._days.ring()
        # Whoever is woken is at work only some turns of the loop later: before that `looked` may find them asleep.
        for _ in range(TURNS_TO_WAKE if surely else 1):
            await asyncio.sleep(0)
        await self.looked()

    async def looked(self) -> None:
        """The looks have been taken, or left for later: the daily one, for leads that wait, for timers that are due."""
        await self.fake.wait_for(lambda: self._daily >= self._timers)

    async def settled(self, service: Runner, patience: float = PATIENCE_SECONDS) -> None:
        """Everything said has been handled, and every answer to it delivered."""
        await self.client.drained(patience)
        await self.office.drained(patience)
        for connection in service.connections:
            await asyncio.wait_for(connection.aside.drained(), patience)
        await asyncio.wait_for(service.outbox.drained(), patience)

    def leads(self, service: Runner) -> list[LeadRecord]:
        """The leads as the desk keeps them."""
        return [stored.record for stored in self.stored_leads(service)]

    def stored_leads(self, service: Runner) -> list[StoredLead]:
        """The leads with whose they are."""
        with service.core.ledger.store.transaction() as tx:
            return tx.newest_leads(1_000)[0]

    def person(self, number: int, name: str = "Maria", *, language: str = "en") -> FakeUser:
        """Somebody new."""
        return self.fake.add_private_chat(number, first_name=name, language_code=language)


@asynccontextmanager
async def make_world(folder: Path, *, forum: bool = True, **changes: object) -> AsyncIterator[World]:
    """A world with a staff group (a forum unless said otherwise) that holds the office bot and one member of staff."""
    virtual = isinstance(asyncio.get_running_loop(), VirtualLoop)
    clock = LoopClock(TUESDAY_MORNING) if virtual else FakeClock(TUESDAY_MORNING)
    async with FakeTelegram(clock) as fake:
        client = fake.add_bot(CLIENT_TOKEN, username="tsubakuro_bot")
        office = fake.add_bot(OFFICE_TOKEN, username="tsubakuro_office_bot")
        group = fake.add_group(STAFF_CHAT, title="相談", forum=forum)
        staff = fake.add_private_chat(900, first_name="五十嵐")
        group.add_member(staff, admin=True)
        group.add_bot(office, admin=True, can_manage_topics=True, can_delete_messages=True)
        settings = Settings(
            client_token=CLIENT_TOKEN,
            office_token=OFFICE_TOKEN,
            office_chat=STAFF_CHAT,
            telegram_api=fake.base_url,
            database=f"sqlite:///{folder / 'intake.db'}",
        )
        settings = replace(settings, **changes)  # type: ignore[arg-type]  # tests name real fields
        world = World(fake, clock, folder, settings, client, office, group, staff)
        with recorded(world.log):
            yield world
        world.check()


@contextmanager
def recorded(log: Log) -> Iterator[None]:
    """Let a log hear everything that passes the levels of the loggers."""
    root = logging.getLogger()
    root.addHandler(log)
    try:
        yield
    finally:
        root.removeHandler(log)


@dataclass(frozen=True)
class At:
    """An act at one question, by its id: whatever is asked before it is left open.

    So a script says what it is about, and one more question on the way does not break it.
    """

    question: str
    act: str


# What a person asks the office for, from their name on.
HERE = (At("name", "Maria Santos"), At("contact_way", "[In this chat]"))
SENT = (At("leave", "[Yes, send it]"),)
NO_DAY = (At("consultation", "[Google Meet]"), At("half_days", "[None of these fits]"))


async def talk(world: World, service: Runner, user: FakeUser, *acts: str | At) -> FakeMessage:
    """Let a person act: a text is typed; `[Label]` presses the newest button whose label holds these words.

    Returns the last message; a file for a calendar stands beside it.
    """
    await world.settled(service)
    for act in acts:
        while isinstance(act, At) and peek.conversation(service, user).place.at != act.question:
            await leave_open(world, user, act.question)
            await world.settled(service)
        await does(world, user, act.act if isinstance(act, At) else act)
        await world.settled(service)
    last = next((m for m in reversed(user.messages(world.client)) if m.from_bot and not is_entry(m)), None)
    assert last is not None, "the bot never wrote"
    return last


def is_entry(message: FakeMessage) -> bool:
    """Whether a message is a file for a client's calendar."""
    return message.document is not None and message.document.filename.endswith(".ics")


async def does(world: World, user: FakeUser, act: str) -> None:
    """Type a text, or press the newest button named in `[...]`."""
    if act.startswith("[") and act.endswith("]"):
        await press(world, user, act[1:-1])
    else:
        await user.send(world.client, act)


async def leave_open(world: World, user: FakeUser, question: str) -> None:
    """Leave open what is asked now; a page, or a question that must be answered, is not passed over."""
    message = next(m for m in reversed(user.messages(world.client)) if m.buttons)
    unknown = _unknown_of(message)
    if not unknown:
        raise AssertionError(f"{question} was never asked; now it is: {message.text}")
    await user.press(world.client, message, unknown[0])


def asked(message: FakeMessage) -> str | None:
    """The question or page whose buttons a message has; None without buttons."""
    return next((str(data).split(".")[0] for row in message.buttons for _, data in row), None)


def asked_now(world: World, user: FakeUser, place: str) -> FakeMessage | None:
    """The newest of the last messages that has the buttons of a question or page."""
    newest = [m for m in user.messages(world.client) if m.from_bot][-8:]
    return next((m for m in reversed(newest) if asked(m) == place), None)


async def pass_over(
    world: World, user: FakeUser, place: str, scripted: Collection[str], patience: float = PATIENCE_SECONDS
) -> FakeMessage:
    """Wait until a script's next question or page is there; leave open what is asked meanwhile by no script."""

    def unscripted() -> FakeMessage | None:
        newest = [m for m in user.messages(world.client) if m.from_bot and m.buttons][-8:]
        # After a death a question may stand there twice, and go on in the upper copy.
        message = max(reversed(newest), key=_revision, default=None)
        return message if message and asked(message) not in scripted and _unknown_of(message) else None

    def moved(before: str | None) -> bool:
        message = unscripted()
        return message is None or asked(message) != before

    while True:
        await world.fake.wait_for(lambda: asked_now(world, user, place) or unscripted(), patience)
        if message := unscripted():
            await user.press(world.client, message, _unknown_of(message)[0])
            await world.fake.wait_for(partial(moved, asked(message)), patience)
        elif found := asked_now(world, user, place):
            return found


def _revision(message: FakeMessage) -> int:
    """The revision of the answers that a message's buttons were made for."""
    marks = [str(data).split(".") for row in message.buttons for _, data in row]
    return max((int(mark[1]) for mark in marks if len(mark) > 2), default=0)


def _unknown_of(message: FakeMessage) -> list[str]:
    """The button that leaves a question open, if it has one."""
    return [str(data) for row in message.buttons for _, data in row if str(data).endswith(".unknown")]


async def press(world: World, user: FakeUser, words: str) -> None:
    """Press the newest button whose label holds these words."""
    for message in reversed(user.messages(world.client)):
        for row in message.buttons:
            for label, data in row:
                if words in label and not message.deleted:
                    await user.press(world.client, message, str(data))
                    return
    raise AssertionError(f"no button says {words!r}")


__all__ = [
    "HERE",
    "NO_DAY",
    "SENT",
    "At",
    "Core",
    "Log",
    "World",
    "asked",
    "asked_now",
    "make_world",
    "pass_over",
    "press",
    "talk",
]
