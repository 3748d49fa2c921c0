"""One life of the service: the product wired by itself over simulated wires, writer and store, until its end."""

from __future__ import annotations

import asyncio
import math
import os
import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from aiohttp import ClientConnectionError

import bot.office.telegram.request as office_request
import bot.turns.writer
from bot.app import Core, build_core, build_runner
from bot.channels.registry import MESSENGERS
from bot.channels.telegram.channel import open_channel
from bot.clock import Clock
from bot.errors import IntakeError
from bot.run import Runner
from bot.storage import database, store
from bot.storage.database import open_database
from bot.storage.statements import Statements
from bot.storage.store import SqlStore
from bot.storage.traces import Traces
from bot.turns.ledger import Ledger
from bot.turns.news import News
from bot.turns.writer import Writer
from dialogs import following
from tests import shared
from tests.telegram import Call
from tests.telegram.schema import RawCall

from .faults import Fault, Place
from .loop import Died, SimLoop
from .storage import FAULTY, FaultyFile
from .wires import SimSession, sim_bot

if TYPE_CHECKING:
    from .universe import Universe

# How far away the messenger is, each way; how long a transaction takes.
WAY, BATCH = (0.01, 0.06), (0.0005, 0.004)
# Longer than this nobody waits for an answer.
PATIENCE = 60.0
# What waits for something on its way out is closed once more, so often.
MOST_CLOSINGS = 8
# How long the timers sleep while they know of nothing.
NAP, LONGEST_NAP = 60.0, 600.0


# Puts a fault into the product by its name; `planted` puts itself here.
planting: list[Callable[[str, pytest.MonkeyPatch], None]] = []


class _Thread:
    """Stands where the writer has a thread: what it does is done in the loop, some time later."""

    def __init__(self, writer: SimWriter) -> None:
        self._writer = writer

    def start(self) -> None:
        """Begin."""

    def join(self) -> None:
        """Do what is left."""
        self._writer.work()


class SimWriter(Writer):
    """The product's writer, whose thread takes its turns when the seed says so."""

    universe: Universe
    life: Life

    def __init__(self, ledger: Ledger, **more: Any) -> None:
        super().__init__(ledger, **more)
        self._none: Any = _Thread(self)
        self._thread: Any = self._none
        self._is_due = False
        self._is_busy_until = 0.0

    def _now(self) -> None:
        super()._now()
        if not self._is_due and not self._queue.empty():
            self._is_due = True
            loop = self.life.loop
            took = BATCH[0] + (BATCH[1] - BATCH[0]) * self.universe.lots.random()
            loop.call_at(max(loop.time() + took, self._is_busy_until), self.work)

    def work(self) -> None:
        """Do what waits, as the thread would."""
        self._is_due = False
        universe = self.universe
        waiting = None if self._queue.empty() else self._queue.get_nowait()
        if waiting is None:
            return
        fault = universe.faults.due(Place.STORE, universe.time.now)
        if fault is not None:
            universe.note(f"fault {fault.number} {fault.kind}")
        if fault is not None and fault.kind == "slow store":
            self._is_busy_until = universe.time.now + 40.0 * fault.size**2
            self._is_due = True
            self._queue.put(waiting)
            self.life.loop.call_at(self._is_busy_until, self.work)
            return
        FAULTY.disk.begin(fault)
        self._thread = threading.current_thread()
        try:
            self._round(waiting)
        finally:
            self._thread = self._none
            FAULTY.disk.begin(None)


class Life:
    """One process, from its start to its end."""

    def __init__(self, universe: Universe, number: int) -> None:
        self.universe, self.number = universe, number
        self.loop = SimLoop(universe.time, random.Random(f"{universe.seed}/loop/{number}"))
        self.lots = random.Random(f"{universe.seed}/wire/{number}")
        self.is_dead = False
        self.number_of_stops = 0
        self.gave_up: str | None = None
        self.runner: Runner | None = None
        self.core: Core | None = None

    # --- living and dying ---------------------------------------------------------------------------------------------

    def live(self, until: Callable[[], bool]) -> None:
        """Live until death, a stop, or `until`."""
        FAULTY.disk.dies, FAULTY.disk.is_dead = self.die, False
        SimWriter.universe, SimWriter.life = self.universe, self
        try:
            self.loop.live(self._main(), until)
        except IntakeError as error:
            # It says why and ends with 1; whoever runs it starts it again.
            self.gave_up = str(error)
        finally:
            self._bury()

    async def _main(self) -> None:
        core = self.core = self.universe.core_of(self)
        clock = Clock(now=self.universe.wall, monotonic=self.loop.time, sleep=asyncio.sleep)
        session = SimSession(self.exchange, self.universe.fake)
        telegram = replace(
            MESSENGERS["telegram"],
            open=lambda parts: open_channel(parts, make=lambda token, _: sim_bot(session, token)),
        )
        core = replace(core, messengers={"telegram": telegram})
        office_request.Request._opened = lambda _: session  # type: ignore[method-assign,assignment,return-value]
        runner = self.runner = build_runner(core, clock=clock, look_every=None)
        runner.looked_after.timers.clock = replace(clock, sleep=self._nap)
        self.universe.born(self, runner)
        await runner.run()

    def stop(self) -> None:
        """Ask it to stop, as whoever runs it does."""
        if self.runner is not None and not self.runner.stop.is_set():
            self.number_of_stops += 1
            self.loop.call_soon(self.runner.stop.set)

    def die(self) -> NoReturn:
        """Nothing of this life happens any more."""
        self.is_dead = FAULTY.disk.is_dead = True
        self.loop.end()
        raise Died

    def _bury(self) -> None:
        """Give back what a process that is gone does not hold any more."""
        self.is_dead = FAULTY.disk.is_dead = True
        self.loop.end()
        for task in list(asyncio.all_tasks(self.loop)):
            coroutine: Any = task.get_coro()
            for _ in range(MOST_CLOSINGS):
                if coroutine.cr_frame is None:
                    break
                with suppress(BaseException):
                    coroutine.close()
        if self.core is not None:
            with suppress(BaseException):
                self.core.database.let_go()
            with suppress(BaseException):
                self.core.database.close()
        self.loop.bury()
        following.forget()

    async def _nap(self, seconds: float) -> None:
        """The timers' sleep. They look every minute, which finds nothing unless one is due: such looks are left out."""
        if seconds < NAP:
            await asyncio.sleep(seconds)
            return
        begun, wall, disk = self.loop.time(), self.universe.wall, FAULTY.disk
        while True:
            disk.timers_changed = False
            due = self.universe.next_timer()
            ahead = LONGEST_NAP if due is None else min(max(due - wall().timestamp(), 0.0), LONGEST_NAP)
            minutes = max(1, math.ceil((self.loop.time() + ahead - begun) / NAP))
            disk.nap = self.loop.create_future()
            alarm = self.loop.call_at(begun + NAP * minutes, _wake, disk.nap)
            await disk.nap
            alarm.cancel()
            if due is not None and due <= wall().timestamp():
                return

    # --- the way to the messenger -------------------------------------------------------------------------------------

    async def exchange(self, token: str, method: str, raw: RawCall) -> tuple[int, str]:
        """Make a call; implements `wires.Exchange`."""
        if self.is_dead:
            await self.loop.create_future()
        if method == "getUpdates":
            return await self._poll(token, raw)
        universe = self.universe
        # Most of the way is there or back; which, decides what else happens meanwhile.
        way, is_there = WAY[0] + (WAY[1] - WAY[0]) * self.lots.random(), self.lots.random() < 0.5
        if is_there:
            await asyncio.sleep(way)
        if universe.is_cut():
            raise ClientConnectionError
        fault = universe.faults.due(Place.CALL, universe.time.now)
        kind = "" if fault is None else fault.kind
        if fault is not None:
            universe.note(f"fault {fault.number} {kind} at {method}")
            answer = await self._before(fault)
            if answer is not None:
                return answer
        call = Call(universe.fake.world.bots.get(token), method, {})
        unsure = kind in ("cut after", "no answer", "death after a call")
        status, text = await universe.called(call, raw, unsure=unsure)
        if kind == "cut after":
            raise ClientConnectionError
        if kind == "no answer":
            await asyncio.sleep(PATIENCE)
            raise TimeoutError
        if kind == "death after a call":
            self.die()
        if not is_there:
            await asyncio.sleep(way)
        return status, text

    async def _before(self, fault: Fault) -> tuple[int, str] | None:
        """What goes wrong before a call is made; the answer, where it is refused."""
        kind = fault.kind
        if kind == "cut before":
            raise ClientConnectionError
        if kind == "5xx":
            return (500, 502, 504)[int(fault.size * 1_000) % 3], "<html>Bad Gateway</html>"
        if kind == "429":
            seconds = 1 + int(fault.size**4 * 300)
            return 429, (
                f'{{"ok":false,"error_code":429,"description":"Too Many Requests: retry after {seconds}",'
                f'"parameters":{{"retry_after":{seconds}}}}}'
            )
        if kind == "slow":
            await asyncio.sleep(25 * fault.size)
        if kind == "death before a call":
            self.die()
        return None

    async def _poll(self, token: str, raw: RawCall) -> tuple[int, str]:
        """Get updates. An empty poll lasts for hours, and what comes ends it: nothing is told every 25 seconds."""
        universe = self.universe
        fault = universe.faults.due(Place.POLL, universe.time.now)
        if fault is not None:
            universe.note(f"fault {fault.number} {fault.kind}")
        kind = "" if fault is None else fault.kind
        if kind == "poll cut" or universe.is_cut():
            raise ClientConnectionError
        if kind == "poll 5xx":
            return 502, "<html>Bad Gateway</html>"
        bot = universe.fake.world.bots[token]
        fields = raw.fields
        seconds = int(fields["timeout"])
        allowed = fields["allowed_updates"]
        bot.allowed_updates = allowed if isinstance(allowed, list) else universe.parsed(allowed)
        offset, limit = int(fields.get("offset", 0)), int(fields["limit"])
        patience = universe.longest_poll if seconds else 0
        updates = await bot.poll(offset, limit, patience, alive=lambda: not self.is_dead)
        await asyncio.sleep(WAY[0])
        if kind == "poll lost" or universe.is_cut():
            raise ClientConnectionError
        return 200, universe.answered(updates)


# --- the product in a simulated process -------------------------------------------------------------------------------


def _wake(nap: asyncio.Future[None]) -> None:
    if not nap.done():
        nap.set_result(None)


@contextmanager
def simulated(universe: Universe) -> Iterator[None]:
    """Have the product use the simulated world: its writer, its store, its random bytes, what is read once."""
    with pytest.MonkeyPatch.context() as patch:
        shared.share(patch)
        patch.setattr(bot.turns.writer, "Writer", SimWriter)
        patch.setattr(office_request.Request, "_opened", None)
        patch.setattr(database, "SqliteFile", FaultyFile)
        patch.setattr(store, "Statements", _statements)
        # Whatever asks the system for random bytes gets those of the seed.
        patch.setattr(os, "urandom", universe.bytes_of)
        patch.setattr(random, "_urandom", universe.bytes_of)
        if universe.story.planted is not None:
            planting[0](universe.story.planted, patch)
        yield


@cache
def _compiled(_name: str) -> dict[str, Statements]:
    return {}


def _statements(dialect: Any, written: Any) -> Statements:
    """The statements of the simulated store, compiled once."""
    known = _compiled(written.name)
    if "simulated" not in known:
        known["simulated"] = Statements(dialect, written)
    return known["simulated"]


def first_core(universe: Universe) -> Core:
    """Everything that is the same in all lives, and a database."""
    return build_core(universe.settings)


def next_core(first: Core, universe: Universe) -> Core:
    """The same on the database as the last life left it."""
    opened = open_database(first.settings)
    traces, news = Traces(opened), News()
    channels = frozenset(first.messengers)
    ledger = Ledger(SqlStore(opened), first.dialogue, first.words, channels, news=news, traces=traces.left)
    return replace(first, database=opened, news=news, ledger=ledger, traces=traces)


__all__ = ["Life", "first_core", "next_core", "planting", "simulated"]
