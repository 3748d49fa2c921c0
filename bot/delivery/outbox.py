"""Delivers outbox rows at least once, in order within a chat, at Telegram's pace; the only sender.

A lane is a chat. Each lane that has rows is worked by one task and forgotten when it is empty. A failure in one lane
(flood wait, block, network) holds up that lane alone. Knows no messenger: couriers do the sending.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import re
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from bot.delivery.post import Post
from bot.errors import IntakeError
from bot.turns.acts import CLIENT, OFFICE, Delivered
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writer

log = logging.getLogger(__name__)

# Only the newest of several edits of one message is worth sending; but what rings is sent, however old.
COLLAPSING = frozenset({"edit", "card", "strip"})
LONGEST_WAIT = 60.0
_QUOTED = re.compile(r'"[^"]*"')
CACHED_HANDLES = 10_000
# How often a row may fail in a way nobody foresaw before it is given up.
MOST_SURPRISES = 6


class DeliveryError(IntakeError):
    """A delivery did not succeed; the subclasses say what follows from it."""


class TryLater(DeliveryError):
    """A passing failure. `seconds` is how long this chat must wait, None for our own growing pause."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Blocked(DeliveryError):
    """The person cannot be written to until they come back."""


class Undeliverable(DeliveryError):
    """This row can never be delivered."""


class Erased(DeliveryError):
    """The row's person was erased while it was under way; what was made of it is taken back already."""


class Lookup(Protocol):
    """What Telegram calls our handles."""

    async def __call__(self, *names: str) -> Mapping[str, str]:
        """Message ids of those handles that were sent."""


class Courier(Protocol):
    """Sends the rows of one bot."""

    async def deliver(self, row: Post, known: Lookup) -> Mapping[str, str]:
        """Send a row; returns what Telegram calls the messages made. Raises a `DeliveryError`."""

    async def retract(self, row: Post, made: Mapping[str, str]) -> None:
        """Take back a message whose person was erased while it was under way."""


@dataclass
class Bucket:
    """A pace: `capacity` at once, refilled by `per_second`."""

    capacity: float
    per_second: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """Take one; returns how long to wait for it."""
        self.level = min(self.capacity, self.level + (now - self.at) * self.per_second)
        self.at = now
        self.level -= 1
        return max(0.0, -self.level / self.per_second)


@dataclass(frozen=True)
class Pace:
    """Telegram's published rates: about one a second in a chat, 20 a minute in a group, 30 a second for a bot."""

    chat_burst: float = 5
    chat_per_second: float = 1.0
    group_burst: float = 20
    group_per_second: float = 20 / 60
    bot_burst: float = 30
    bot_per_second: float = 30.0


class Outbox:
    """Feeds couriers from the rows the writer commits. `monotonic` and `sleep` are the clock, to be set by tests."""

    def __init__(
        self,
        writer: Writer,
        couriers: Mapping[str, Courier],
        *,
        wall: Callable[[], float],
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
        pace: Pace | None = None,
    ) -> None:
        self.writer = writer
        self.couriers = couriers
        self.wall = wall
        self.monotonic = monotonic
        self.sleep = sleep
        self.pace = pace or Pace()
        self._lanes: dict[tuple[str, str], deque[Post]] = {}
        self._paces: dict[tuple[str, str], Bucket] = {}
        self._bots: dict[str, Bucket] = {}
        self._known: set[str] = set()
        self._handles: OrderedDict[str, str] = OrderedDict()
        self._tasks: asyncio.TaskGroup | None = None
        self._idle = asyncio.Event()
        self._idle.set()
        self._stop = asyncio.Event()
        self._begun = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver what is left from before and everything that comes, until told to stop."""
        loop = asyncio.get_running_loop()
        self._stop = stop

        def committed(rows: Sequence[Post], erased: frozenset[str]) -> None:
            loop.call_soon_threadsafe(self.offer, rows, erased)

        def begin(batch: Batch) -> None:
            # Both at the writer's place in time, so that what is committed from now on comes behind what was left.
            loop.call_soon_threadsafe(self.offer, batch.tx.waiting(), frozenset())
            self.writer.ledger.committed = committed

        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            await self.writer.submit(Call(begin))
            self._begun.set()
            await stop.wait()
            self._tasks = None
            self.writer.ledger.committed = lambda rows, erased: None
            # A delivery under way is finished, so that it is not made again; nothing new is begun.
            for lane in self._lanes.values():
                lane.clear()

    async def drained(self) -> None:
        """Wait until nothing is waiting or under way, what was left from before included."""
        await self._begun.wait()
        await self._idle.wait()

    def offer(self, rows: Iterable[Post], erased: frozenset[str]) -> None:
        """Take rows to deliver; what waited for an erased person is dropped."""
        if erased:
            for lane in self._lanes.values():
                for row in [r for r in lane if r.person in erased]:
                    lane.remove(row)
                    self._known.discard(row.id)
        if self._tasks is None:
            return
        for row in rows:
            if row.bot not in self.couriers or row.id in self._known:
                continue
            self._known.add(row.id)
            name = (row.bot, row.lane)
            if name in self._lanes:
                self._lanes[name].append(row)
            else:
                self._lanes[name] = deque([row])
                self._idle.clear()
                self._tasks.create_task(self._work(name))

    async def _work(self, name: tuple[str, str]) -> None:
        """Deliver one lane's rows in order until there are none."""
        lane = self._lanes[name]
        try:
            while lane and not self._stop.is_set():
                row = lane[0]
                if (
                    row.kind in COLLAPSING
                    and not row.payload.get("ring")
                    and self._overtaken(row, itertools.islice(lane, 1, None))
                ):
                    await self._finish(row, {})
                else:
                    await self._deliver(name, row)
                if lane and lane[0] is row:
                    lane.popleft()
                self._known.discard(row.id)
        finally:
            del self._lanes[name]
            if not self._lanes:
                self._idle.set()

    @staticmethod
    def _overtaken(row: Post, later: Iterable[Post]) -> bool:
        """Whether a later row replaces what this one would show."""
        return any(r.handle == row.handle and (r.kind == row.kind or r.kind == "edit") for r in later)

    async def _deliver(self, name: tuple[str, str], row: Post) -> None:
        courier = self.couriers[row.bot]
        lane = self._lanes[name]
        for attempt in itertools.count():
            await self._keep_pace(name)
            if self._stop.is_set() or not lane or lane[0] is not row:
                # We are stopping, or the row's person was erased meanwhile.
                return
            try:
                made = await courier.deliver(row, self.lookup)
            except TryLater as trouble:
                wait = min(LONGEST_WAIT, 2.0**attempt) if trouble.seconds is None else trouble.seconds
                log.warning("%s: delivery waits %.0f s (%s)", row.bot, wait, trouble)
                await self._rest(wait)
            except Erased:
                return
            except Blocked:
                await self._hold(name, row)
                return
            except Undeliverable as trouble:
                # Telegram's own words, without what it quotes: that could be a client's.
                reason = _QUOTED.sub("…", str(trouble))
                log.error("%s: a %s can never be delivered (%s)", row.bot, row.kind, reason)
                await self._commit(Call(lambda batch: batch.tx.bury(row)))
                return
            except Exception as error:
                # Ours to mend. Until then it must neither stop the other chats nor come again for ever.
                log.error("%s: a %s failed in an unforeseen way (%s)", row.bot, row.kind, type(error).__name__)
                if attempt + 1 >= MOST_SURPRISES:
                    await self._commit(Call(lambda batch: batch.tx.bury(row)))
                    return
                await self._rest(min(LONGEST_WAIT, 2.0**attempt))
            else:
                if not await self._finish(row, made):
                    await courier.retract(row, made)
                return

    async def _keep_pace(self, name: tuple[str, str]) -> None:
        pace, now = self.pace, self.monotonic()
        bot = self._bots.setdefault(name[0], Bucket(pace.bot_burst, pace.bot_per_second, pace.bot_burst, now))
        if name[0] == OFFICE:
            fresh = Bucket(pace.group_burst, pace.group_per_second, pace.group_burst, now)
        else:
            fresh = Bucket(pace.chat_burst, pace.chat_per_second, pace.chat_burst, now)
        chat = self._paces.setdefault(name, fresh)
        wait = max(chat.take(now), bot.take(now))
        if wait > 0:
            await self._rest(wait)
        if len(self._paces) > CACHED_HANDLES:
            # A pace that has refilled says nothing any more.
            self._paces = {k: b for k, b in self._paces.items() if now - b.at < b.capacity / b.per_second}

    async def _rest(self, seconds: float) -> None:
        """Wait, but not longer than until we are told to stop."""
        sleeping: asyncio.Future[object] = asyncio.ensure_future(self.sleep(seconds))
        stopping: asyncio.Future[object] = asyncio.ensure_future(self._stop.wait())
        try:
            await asyncio.wait({sleeping, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            stopping.cancel()

    async def _finish(self, row: Post, made: Mapping[str, str]) -> bool:
        for handle, number in made.items():
            self._handles[handle] = number
            self._handles.move_to_end(handle)
        while len(self._handles) > CACHED_HANDLES:
            self._handles.popitem(last=False)
        delivered = Delivered(row, made, self.wall())
        await self._commit(Call(lambda batch: batch.tx.delivered(delivered)))
        return delivered.recorded

    async def _hold(self, name: tuple[str, str], row: Post) -> None:
        """Forget the lane: its rows are kept in the database until the person comes back."""
        moment = datetime.fromtimestamp(self.wall(), UTC)
        for waiting in self._lanes[name]:
            self._known.discard(waiting.id)
        self._lanes[name].clear()
        await self._commit(Call(lambda batch: batch.hold(row.lane, moment)))

    async def _commit(self, call: Call[object]) -> object:
        """Commit, and try again for as long as the database is in trouble: the message is out already."""
        for attempt in itertools.count():
            try:
                return await self.writer.submit(call)
            except Exception as error:
                log.error("a delivery could not be recorded (%s); trying again", type(error).__name__)
                await self._rest(min(LONGEST_WAIT, 2.0**attempt))
                if self._stop.is_set():
                    raise
        raise AssertionError  # the loop above has no end

    def forget_messages(self) -> None:
        """Forget the message ids in memory: the database knows which of them still hold."""
        self._handles.clear()

    async def lookup(self, *names: str) -> Mapping[str, str]:
        """Message ids of handles, from memory or the database."""
        found = {n: self._handles[n] for n in names if n in self._handles}
        missing = [n for n in names if n not in found]
        if missing:

            def read(batch: Batch) -> dict[str, str]:
                return batch.tx.message_ids(missing)

            found |= await self.writer.submit(Call(read))
        return found


__all__ = ["CLIENT", "OFFICE", "Blocked", "Courier", "Erased", "Lookup", "Outbox", "Pace", "TryLater", "Undeliverable"]
