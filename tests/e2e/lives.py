"""A service that dies, in the process of the test, and lives again on the same files: abandoned, never shut down."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.app import Core, build_core, build_runner
from bot.channels.telegram.send import ClientCourier
from bot.clock import Clock
from bot.delivery.courier import Dispatch
from bot.delivery.post import Post
from bot.office.telegram.courier import OfficeCourier
from bot.run import Runner
from bot.storage.database import open_database
from bot.storage.store import SqlStore
from bot.storage.traces import Traces
from bot.turns.acts import Delivered
from bot.turns.ledger import Call, Ledger
from bot.turns.news import News
from bot.turns.ports import Store, Transaction
from tests.e2e import peek
from tests.e2e.world import QUICKLY, UNHURRIED, UNLIMITED, At, World, does, leave_open
from tests.patience import PATIENCE_SECONDS
from tests.telegram import FakeUser

# Kinds of rows that make a message; an edit makes one when there is nothing left to edit.
MAKING = frozenset({"screen", "card", "note", "relay", "reply", "erase", "picture", "entry"})


class Killed(BaseException):
    """Death, at a place where nothing can be tidied up."""


class Seen:
    """A transaction, and what it had to do with people: updates handled, posts queued, posts delivered."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self.updates = 0
        self.queued = 0
        self.delivered_ids: list[str] = []

    def first_time(self, channel: str, update_key: str, now: datetime) -> bool:
        """Count the update if it is new."""
        first = self._tx.first_time(channel, update_key, now)
        self.updates += first
        return first

    def queue(self, *args: Any, **kwargs: Any) -> None:
        """Count the post."""
        self.queued += 1
        self._tx.queue(*args, **kwargs)

    def delivered(self, entry: Delivered) -> None:
        """Remember the post."""
        self.delivered_ids.append(entry.post.id)
        self._tx.delivered(entry)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


class MortalStore:
    """A store whose owner may die before or after any commit, and who does nothing more once dead."""

    def __init__(self, store: Store, made: Lives) -> None:
        self._store = store
        self._made = made
        self.life: Life | None = None

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """A transaction of the living."""
        self._check("begin", None)
        with self._store.transaction() as tx:
            seen = Seen(tx)
            yield seen
            self._check("before commit", seen)
        if self.life is not None:
            for row_id in seen.delivered_ids:
                self.life.under_way.pop(row_id, None)
        self._check("after commit", seen)

    def reading(self) -> AbstractContextManager[Any]:
        """A transaction for reading alone: nobody dies of that."""
        return self._store.reading()

    def _check(self, place: str, seen: Seen | None) -> None:
        life = self.life
        if life is None:
            return
        if life.dead:
            raise Killed(place)
        if seen is not None and self._made.seam(place, seen):
            life.die()
            raise Killed(place)


@dataclass
class Life:
    """One run of the service. `dead` forbids it everything; `under_way` are rows handed to a courier, not recorded."""

    core: Core
    service: Runner
    running: asyncio.Future[None]
    loop: asyncio.AbstractEventLoop
    dead: bool = False
    died: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: dict[str, Post] = field(default_factory=dict)

    def die(self) -> None:
        """From now on nothing is committed any more."""
        self.dead = True
        self.loop.call_soon_threadsafe(self.died.set)


@dataclass
class Lives:
    """One world, one service after another. `seam(place, seen)` says whether to die there."""

    world: World
    seam: Callable[[str, Seen], bool]
    life: Life | None = None
    deaths: int = 0
    # Messages that were perhaps accepted and not recorded when we died: these alone may come twice.
    window: list[Post] = field(default_factory=list)
    first: Core | None = None
    closed: set[Engine] = field(default_factory=set)

    @property
    def service(self) -> Runner:
        """The service that lives now."""
        assert self.life is not None
        return self.life.service

    async def begin(self) -> None:
        """Start a service on the files of the last one."""
        # Words and rules are the same in every life; only what lies on the disk is opened again.
        first = self.first = self.first or build_core(self.world.settings, QUICKLY)
        database = first.database if first.database.engine not in self.closed else open_database(first.settings)
        store = MortalStore(SqlStore(database), self)
        traces, news = Traces(database), News()
        ledger = Ledger(store, first.dialogue, first.words, frozenset(first.messengers), news=news, traces=traces.left)
        core = replace(first, database=database, news=news, ledger=ledger, traces=traces)
        clock = Clock(now=self.world.clock, monotonic=lambda: self.world.clock().timestamp(), sleep=self.world._sleep)
        service = build_runner(core, clock=clock, pace=UNHURRIED, allowance=UNLIMITED, look_every=None)
        self.world.slow_down(service, clock)
        loop = asyncio.get_running_loop()
        self.life = Life(core, service, asyncio.ensure_future(service.run()), loop)
        store.life = self.life
        ready: asyncio.Future[object] = asyncio.ensure_future(service.ready.wait())
        running: asyncio.Future[object] = asyncio.ensure_future(asyncio.wait({self.life.running}))
        await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        running.cancel()
        with contextlib.suppress(Killed):
            # The outbox has loaded what was left once the writer comes to this.
            await service.writer.submit(Call(lambda _batch: None))

    async def abandon(self) -> None:
        """The end: what was under way is dropped where it stands."""
        life = self.life
        assert life is not None
        life.dead = True
        self.deaths += 1
        life.running.cancel()
        await asyncio.gather(life.running, return_exceptions=True)
        # Cancelled at its very end it waits neither for its thread, which must be done before the next life begins, nor
        # for its connections; a process that dies has none.
        await asyncio.to_thread(life.service.writer.stop)
        for connection in life.service.connections:
            await connection.close()
        self.window += [row for row in life.under_way.values() if row.kind in MAKING]
        life.core.database.close()
        self.closed.add(life.core.database.engine)
        self.life = None

    async def restart(self) -> None:
        """Die now, and live again."""
        await self.abandon()
        await self.begin()

    async def end(self) -> None:
        """A clean stop."""
        life = self.life
        if life is None:
            return
        life.service.stop.set()
        await asyncio.wait_for(life.running, PATIENCE_SECONDS)
        life.core.database.close()

    async def settled(self) -> None:
        """Everything is handled and answered, however many lives it takes."""
        while True:
            life = self.life
            assert life is not None
            settling = asyncio.ensure_future(self.world.settled(life.service))
            dying = asyncio.ensure_future(life.died.wait())
            await asyncio.wait({settling, dying}, return_when=asyncio.FIRST_COMPLETED)
            dying.cancel()
            if not life.dead:
                settling.result()
                return
            settling.cancel()
            await asyncio.gather(settling, return_exceptions=True)
            await self.restart()

    async def act(self, user: FakeUser, *acts: str | At) -> None:
        """What a person does, one thing after the other, as `talk` has it."""
        for act in acts:
            while isinstance(act, At) and peek.conversation(self.service, user).place.at != act.question:
                await leave_open(self.world, user, act.question)
                await self.settled()
            await does(self.world, user, act.act if isinstance(act, At) else act)
            await self.settled()


def _never(_place: str, _seen: Seen) -> bool:
    return False


@asynccontextmanager
async def lives(
    world: World, monkeypatch: pytest.MonkeyPatch, seam: Callable[[str, Seen], bool] = _never
) -> AsyncIterator[Lives]:
    """A mortal service in a world."""
    made = Lives(world, seam)
    # What a process had in hand when it died.
    world.allows(r"could not be recorded \(Killed\)")
    with monkeypatch.context() as patch:
        for courier in (ClientCourier, OfficeCourier):
            patch.setattr(courier, "deliver", _watched(courier, made))
        await made.begin()
        try:
            yield made
        finally:
            await made.end()


def _watched(courier: Any, made: Lives) -> Any:
    deliver = courier.deliver

    async def watched(self: Any, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        assert made.life is not None
        made.life.under_way[post.id] = post
        result: Mapping[str, str] = await deliver(self, post, dispatch)
        return result

    return watched
