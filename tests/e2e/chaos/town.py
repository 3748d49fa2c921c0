"""An office of several real processes, people who come to it, and the faults that befall it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.clock import now as machine_now
from bot.settings import Settings
from tests import postgres
from tests.e2e.booking.offices import with_bookings
from tests.e2e.chaos.life import Dial, has_ended
from tests.e2e.chaos.people import Character, Client, Stuck
from tests.e2e.chaos.plan import Fault, Planned
from tests.e2e.chaos.watched import Mischief, Order, WatchedTelegram
from tests.e2e.crowd import wait_for
from tests.e2e.mother import Mother
from tests.e2e.nursery import ROOT
from tests.e2e.world import CLIENT_TOKEN, OFFICE_TOKEN, STAFF_CHAT, TUESDAY_MORNING, World
from tests.lossy import AtCommit, LossyLine
from tests.telegram import FakeBot, FakeClock, Update

MOVED_TO = -100777001234
HOUR_SECONDS, HOUR_STEPS = 3600.0, 6
FIRST_USER = 10_000
PROGRESS_SECONDS = 60.0
# What a process may write while its disk is full.
FULL_BYTES = 4096
_RIGHTS = {"can_manage_topics": True, "can_pin_messages": True, "can_delete_messages": True}


class MachineClock(FakeClock):
    """The machine's clock, begun at another day; it can be moved ahead."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start)
        self.offset = start - machine_now()

    def __call__(self) -> datetime:
        return machine_now() + self.offset

    def advance(self, by: timedelta) -> datetime:
        self.offset += by
        return self()


@dataclass
class Member:
    """One process of the office."""

    name: str
    role: str
    pid: int
    log: Path
    dial: Dial
    was_killed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may explain why a message came twice: when, what, and to which process (none: to all)."""

    at: float
    what: str
    member: str | None = None


@dataclass
class Town:
    """All of it. `turns` counts what people did, `done` the faults that befell."""

    seed: int
    world: World
    fake: WatchedTelegram
    mother: Mother
    environment: dict[str, str]
    roles: Sequence[str]
    line: LossyLine | None
    members: list[Member] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    ended: Counter[str] = field(default_factory=Counter)
    turns: int = 0
    # Nobody comes any more, and nothing more befalls anybody.
    is_quiet: bool = False
    _born: Iterator[int] = field(default_factory=itertools.count)
    _said: float = field(default_factory=time.monotonic)
    _told: int = 0
    _recent: list[tuple[FakeBot, Update]] = field(default_factory=list)
    _late: list[float] = field(default_factory=list)
    _pushed: asyncio.Event = field(default_factory=asyncio.Event)
    _is_over: bool = False
    _group: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.may_staff_act, self.may_send = asyncio.Event(), asyncio.Event()
        self.may_staff_act.set()
        self.may_send.set()

    # --- people -------------------------------------------------------------------------------------------------------

    def acted(self, what: str) -> None:
        """Somebody does something."""
        self.turns += 1
        self._pushed.set()

    async def people(self, turns: int, at_once: int, seconds: float) -> None:
        """Let people come until so much was done, or so long; whoever has begun goes on to the end."""
        numbers, end = itertools.count(), time.monotonic() + seconds

        async def one_after_another() -> None:
            while self.turns < turns and time.monotonic() < end:
                number = next(numbers)
                user = self.world.person(FIRST_USER + number, f"Maria{_letters(number)}")
                character = Character.of(self.seed, number)
                client = Client(self.world, user, character, self.acted, self.may_staff_act, self.may_send)
                self.clients.append(client)
                self.progress()
                try:
                    await client.live()
                except Stuck as stuck:
                    self.wrong.append(str(stuck))
                else:
                    client.is_content = True

        await asyncio.gather(*(one_after_another() for _ in range(at_once)))
        self.is_quiet = True

    def progress(self) -> None:
        """Say on standard error how far it has come, now and then."""
        if time.monotonic() - self._said > PROGRESS_SECONDS:
            self._said = time.monotonic()
            faults = self.done.total() + self.fake.met.total()
            told = f"{self.turns} turns, {faults} faults, {len(self.wrong)} wrong so far"
            print(f"{machine_now():%H:%M:%S} {told}", file=sys.stderr, flush=True)
            for line in self.wrong[self._told :][:3]:
                print("  ", line, file=sys.stderr, flush=True)
            self._told = len(self.wrong)

    # --- processes ----------------------------------------------------------------------------------------------------

    @property
    def offset(self) -> float:
        """By how much the clocks are off that are right."""
        clock = self.world.clock
        assert isinstance(clock, MachineClock)
        return clock.offset.total_seconds()

    def bear(self, role: str) -> Member:
        """Begin a process."""
        name = f"{next(self._born)}-{role}"
        dial, log = Dial(self.world.folder / f"{name}.dial"), self.world.folder / f"{name}.log"
        dial.set(self.offset)
        order = {
            **{"folder": str(self.world.folder), "role": role, "log": str(log), "environment": self.environment},
            **{"dial": str(dial.path), "member": name},
        }
        return Member(name, role, self.mother.bear(order), log, dial)

    async def watch(self) -> None:
        """As a supervisor does: begin again what ends."""
        while not self._is_over:
            for place, member in enumerate(self.members):
                if has_ended(member.pid) and not member.was_killed:
                    self.ended[member.role] += 1
                    self.note("ended by itself", member)
                    self.members[place] = self.bear(member.role)
            await asyncio.sleep(0.3)

    def note(self, what: str, member: Member | None = None) -> None:
        """Note what may explain that something came twice."""
        self.events.append(Event(time.monotonic(), what, None if member is None else member.name))

    async def end(self) -> None:
        """Stop all that live, as a platform does."""
        self._is_over = True
        for member in self.members:
            for sign in (signal.SIGCONT, signal.SIGTERM):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(member.pid, sign)
        await wait_for(lambda: all(has_ended(member.pid) for member in self.members))

    def kill_all(self) -> None:
        """Leave nobody behind."""
        self._is_over = True
        for member in self.members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(member.pid, signal.SIGKILL)

    # --- faults -------------------------------------------------------------------------------------------------------

    async def faults(self, planned: Sequence[Planned]) -> None:
        """Let each fault befall once so many turns were done."""
        async with asyncio.TaskGroup() as tasks:
            for one in planned:
                while self.turns < one.turn and not self.is_quiet:
                    self._pushed.clear()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._pushed.wait(), 1)
                if self.is_quiet:
                    return
                tasks.create_task(self._befall(one))

    async def _befall(self, one: Planned) -> None:
        if isinstance(one.fault, Mischief):
            self.fake.order(Order(one.fault, one.method, one.seconds))
            return
        member = self.members[one.whom % len(self.members)]
        match one.fault:
            case Fault.KILL:
                await self._kill(one.whom % len(self.members), one.seconds)
            case Fault.STOP:
                self.note("stopped", member)
                os.kill(member.pid, signal.SIGSTOP)
                await asyncio.sleep(one.seconds)
                self.note("continued", member)
                os.kill(member.pid, signal.SIGCONT)
            case Fault.TWICE:
                if not self._recent:
                    return
                bot, update = self._recent[-1 - one.whom % min(20, len(self._recent))]
                bot.redeliver(update)
            case Fault.LATE:
                self._late.append(one.seconds)
            case Fault.UNHEARD | Fault.NEVER_CAME | Fault.FULL | Fault.DATABASE_CUT | Fault.DATABASE_SLOW:
                await self._database(one, member)
            case Fault.DATABASE_RESTART:
                self.note("database restarted")
                await asyncio.to_thread(postgres.restart)
                self.note("database is back")
            case Fault.CLOCK:
                await self._jump([member], one)
            case Fault.CLOCKS:
                await self._jump(list(self.members), one)
            case Fault.HOUR:
                await self._hour()
            case _:
                async with self._group:
                    if not await self._in_the_group(one):
                        return
        self.done[one.fault] += 1

    async def _kill(self, place: int, seconds: float) -> None:
        member = self.members[place]
        if member.was_killed:
            return
        member.was_killed = True
        os.kill(member.pid, signal.SIGKILL)
        self.note("killed", member)
        await asyncio.sleep(seconds)
        self.members[place] = self.bear(member.role)

    async def _database(self, one: Planned, member: Member) -> None:
        line = self.line
        self.note(one.fault)
        if line is None:
            assert one.fault is Fault.FULL
            _, hard = resource.prlimit(member.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(member.pid, resource.RLIMIT_FSIZE, (FULL_BYTES, hard))
            await asyncio.sleep(one.seconds)
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(member.pid, resource.RLIMIT_FSIZE, (hard, hard))
            self.note("disk has room again")
        elif one.fault is Fault.DATABASE_CUT:
            line.cut()
        elif one.fault is Fault.DATABASE_SLOW:
            line.hold()
            await asyncio.sleep(one.seconds)
            line.release()
        else:
            line.at_next_commit(
                {
                    Fault.UNHEARD: AtCommit.UNHEARD,
                    Fault.NEVER_CAME: AtCommit.NEVER_CAME,
                    Fault.FULL: AtCommit.FULL,
                }[one.fault]  # type: ignore[index]
            )

    async def _jump(self, members: Sequence[Member], one: Planned) -> None:
        for member in members:
            member.dial.set(self.offset + one.hours * HOUR_SECONDS)
        await asyncio.sleep(1 + one.seconds)
        for member in members:
            member.dial.set(self.offset)

    async def _hour(self) -> None:
        """Let Telegram be gone for an hour by everybody's clock."""
        self.fake.cut_the_line()
        for _ in range(HOUR_STEPS):
            self.world.clock.advance(timedelta(seconds=HOUR_SECONDS / HOUR_STEPS))
            for member in self.members:
                member.dial.set(self.offset)
            await asyncio.sleep(0.5)
        self.fake.restore_the_line()

    async def _in_the_group(self, one: Planned) -> bool:
        """What befalls the staff group; False where it cannot."""
        group, office = self.world.group, self.world.office
        if one.fault is Fault.TOPIC:
            # One that staff have not taken yet goes on in the list of requests, which nobody here looks at.
            waited_for = [client.user.first_name for client in self.clients if client.is_waited_for]
            names = group.topics.items()
            topics = sorted(number for number, name in names if not any(one in name for one in waited_for))
            if not topics:
                return False
            await group.delete_topic(topics[one.whom % len(topics)])
            return True
        if one.fault is Fault.MIGRATED:
            # What staff have not taken yet they would have to look for in the old group's history.
            self.may_send.clear()
            await wait_for(lambda: not any(client.is_waited_for for client in self.clients))
            await group.migrate_to_supergroup(MOVED_TO)
            self.may_send.set()
            return True
        self.may_staff_act.clear()
        if one.fault is Fault.DEMOTED:
            group.set_bot_rights(office, admin=False)
            await asyncio.sleep(one.seconds)
            group.set_bot_rights(office, admin=True, **_RIGHTS)
        else:
            group.remove_bot(office)
            await asyncio.sleep(one.seconds)
            group.add_bot(office, admin=True)
        self.may_staff_act.set()
        return True

    # --- updates ------------------------------------------------------------------------------------------------------

    @contextmanager
    def updates_watched(self) -> Iterator[None]:
        """Note the updates as they are made, and let some come late."""
        enqueue = FakeBot._enqueue

        def late(bot: FakeBot, pending: Any) -> None:
            # By a number of its own: one below the offset would be swept away with an answer that is lost.
            pending.update["update_id"], bot.next_update_id = bot.next_update_id, bot.next_update_id + 1
            enqueue(bot, pending)

        def enqueued(bot: FakeBot, pending: Any) -> None:
            if pending.repeated:
                enqueue(bot, pending)
                return
            self._recent.append((bot, pending.update))
            del self._recent[:-20]
            if not self._late:
                enqueue(bot, pending)
                return
            asyncio.get_running_loop().call_later(self._late.pop(0), late, bot, pending)

        FakeBot._enqueue = enqueued  # type: ignore[method-assign,assignment]  # for as long as this lasts
        try:
            yield
        finally:
            FakeBot._enqueue = enqueue  # type: ignore[method-assign]


def _letters(number: int) -> str:
    """A number as it may stand in a name, always as long."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


@asynccontextmanager
async def open_town(
    folder: Path, seed: int, settings: Settings, mother: Mother, roles: Sequence[str], *, forum: bool
) -> AsyncIterator[Town]:
    """Found an office on a database; by a lossy line where it is on a server."""
    clock = MachineClock(TUESDAY_MORNING)
    line = LossyLine(settings.database) if settings.sqlite_path is None else None
    async with WatchedTelegram(clock) as fake:
        client = fake.add_bot(CLIENT_TOKEN, username="tsubakuro_bot")
        office = fake.add_bot(OFFICE_TOKEN, username="tsubakuro_office_bot")
        group = fake.add_group(STAFF_CHAT, title="相談", forum=forum, supergroup=forum)
        staff = fake.add_private_chat(900, first_name="五十嵐")
        group.add_member(staff, admin=True)
        group.add_bot(office, admin=True)
        environment = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_")} | {
            "INTAKE_CLIENT_TOKEN": CLIENT_TOKEN,
            "INTAKE_OFFICE_TOKEN": OFFICE_TOKEN,
            "INTAKE_OFFICE_CHAT": str(STAFF_CHAT),
            "INTAKE_OFFICE": str(with_bookings(folder)),
            "INTAKE_TELEGRAM_API": fake.base_url,
            "INTAKE_DATABASE": settings.database if line is None else line.settings(settings).database,
            "INTAKE_KEY": settings.key or "",
            "PYTHONPATH": str(ROOT),
        }
        world = World(fake, clock, folder, settings, client, office, group, staff)
        town = Town(seed, world, fake, mother, environment, roles, line)
        try:
            with town.updates_watched():
                town.members += [town.bear(role) for role in roles]
                yield town
        finally:
            town.kill_all()
            if line is not None:
                line.close()


__all__ = ["Event", "Member", "Town", "open_town"]
