"""An outbox with nothing real around it: time that is moved, a courier that takes notes, a ledger kept in memory."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from bot.clock import Clock
from bot.delivery.courier import Dispatch
from bot.delivery.outbox import Outbox, Pace
from bot.delivery.post import Post
from bot.turns.acts import OFFICE, Delivered
from bot.turns.ledger import Call
from bot.turns.news import News
from bot.turns.writer import Writer
from tests.patience import PATIENCE_SECONDS
from tests.support import CLIENT, TUESDAY_MORNING

UNHURRIED = Pace(10_000, 10_000, 10_000, 10_000, 10_000, 10_000)
Trouble = Callable[[], Exception]
_ids = itertools.count(1)


class Timer:
    """Time whose sleepers wake when it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.naps: list[float] = []
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []
        self.clock = Clock(lambda: TUESDAY_MORNING + timedelta(seconds=self.seconds), lambda: self.seconds, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.seconds + seconds, future))
        await future

    @property
    def sleeping(self) -> int:
        return sum(not future.done() for _, future in self._sleepers)

    @property
    def next_due(self) -> float | None:
        return min((due for due, future in self._sleepers if not future.done()), default=None)

    def advance(self, seconds: float) -> None:
        self.seconds += seconds
        for due, future in self._sleepers:
            if due <= self.seconds + 1e-9 and not future.done():
                future.set_result(None)
        self._sleepers = [(due, future) for due, future in self._sleepers if not future.done()]


def screen(
    text: str,
    handle: str | None = None,
    *,
    lane: str = "maria",
    person: str | None = None,
    rows: bool = False,
    **more: Any,
) -> Post:
    """A screen for a person; whose lane it is, theirs it is."""
    say: dict[str, Any] = {"language": "en", "lines": [text]}
    if rows:
        say["rows"] = [[["Yes", "q.1.a:yes"]]]
    payload = {"to": lane, "say": say, "replaces": None, "at": None, **more}
    return Post(0, f"{next(_ids)}", CLIENT, lane, "screen", handle, lane, payload)


def strip(handle: str | None, *, lane: str = "maria", at: str | None = None) -> Post:
    """Old buttons to be taken away."""
    return Post(0, f"{next(_ids)}", CLIENT, lane, "strip", handle, lane, {"to": lane, "at": at})


def staff(kind: str, text: str, person: str | None = "maria", *, ring: bool = False, **more: Any) -> Post:
    """Something for the staff group: a card, a note, a reply, an erasure."""
    number = f"{next(_ids)}"
    handle = {"card": f"l:{person}", "note": f"n:{person}:{number}", "reply": f"r:{number}"}.get(kind)
    payload = {"lead": person, "ring": ring, "say": {"language": "ja", "lines": [text]}, **more}
    return Post(0, number, OFFICE, "office", kind, handle, person, payload)


def words(post: Post) -> str:
    """What a post says, in short."""
    if "say" in post.payload:
        return "+".join(line if isinstance(line, str) else line["key"] for line in post.payload["say"]["lines"])
    return f"{post.kind} {post.payload.get('at') or post.handle}" if post.kind == "strip" else post.kind


@dataclass
class PaperCourier:
    """Notes what it is given. `troubles` come first, one a try; a closed gate holds a lane.

    What has no message yet, and no `replaces` that has one, is a new message: it waits until it may be sent.
    """

    timer: Timer
    begun: list[Post] = field(default_factory=list)
    sent: list[tuple[float, Post]] = field(default_factory=list)
    retracted: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    troubles: defaultdict[str, list[Trouble]] = field(default_factory=lambda: defaultdict(list))
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    broken: Callable[[Post], Exception | None] = lambda _post: None
    room: int = 0
    number: int = 100

    def size(self, post: Post) -> int:
        return sum(len(line) + 1 for line in post.payload["say"]["lines"])

    async def deliver(self, post: Post, dispatch: Dispatch) -> Mapping[str, str]:
        self.begun.append(post)
        old = post.payload.get("at") or await self._sent_before(post, dispatch)
        if old is None and post.kind != "strip":
            await dispatch.may_send()
        if post.lane in self.gates:
            await self.gates[post.lane].wait()
        if self.troubles[post.lane]:
            raise self.troubles[post.lane].pop(0)()
        if (error := self.broken(post)) is not None:
            raise error
        self.sent.append((self.timer.seconds, post))
        if post.handle is None or post.kind == "strip":
            return {}
        if old is None:
            self.number += 1
            old = str(self.number)
        return {post.handle: old}

    async def _sent_before(self, post: Post, dispatch: Dispatch) -> str | None:
        name = post.payload.get("replaces") if post.kind == "screen" else post.handle
        if name is None or post.kind not in ("screen", "strip", "card"):
            return None
        return (await dispatch.known(name)).get(name)

    async def retract(self, post: Post, made: Mapping[str, str]) -> None:
        self.retracted.append((post.id, dict(made)))

    @property
    def texts(self) -> list[str]:
        return [words(post) for _, post in self.sent]


class PaperWriter:
    """A writer and its ledger in memory. What may be done later is done at the next turn of the loop.

    While `trouble` is set nothing can be kept; while `is_slow` what may be done later waits for `submit`.
    """

    def __init__(self) -> None:
        self.news = News()
        self.posts: dict[str, Post] = {}
        self.states: dict[str, str] = {}
        self.handles: dict[str, str] = {}
        self.owners: dict[str, str | None] = {}
        self.trouble: Exception | None = None
        self.is_slow = False
        self.came_back: set[str] = set()
        self.transactions = 0
        self._later: list[tuple[Call[Any], asyncio.Future[Any]]] = []
        self.tx = self

    def tell(self, loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
        loop.call_soon(call)

    async def submit(self, call: Call[Any]) -> Any:
        self.flush()
        self.transactions += 1
        if self.trouble is not None:
            raise self.trouble
        return call.do(cast(Any, self))

    def later(self, call: Call[Any]) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._later.append((call, future))
        if not self.is_slow:
            loop.call_soon(self.flush)
        return future

    def flush(self) -> None:
        waiting, self._later = self._later, []
        self.transactions += bool(waiting)
        for call, future in waiting:
            if self.trouble is not None:
                future.set_exception(self.trouble)
            else:
                future.set_result(call.do(cast(Any, self)))

    def commit(self, posts: Iterable[Post], erased: Iterable[str] = ()) -> None:
        """As a turn does: posts are kept and offered, what concerns the erased is gone."""
        self.flush()
        gone = frozenset(erased)
        for post in list(self.posts.values()):
            if post.person in gone or post.id in gone:
                del self.posts[post.id]
        self.handles = {name: i for name, i in self.handles.items() if self.owners.get(name) not in gone}
        new = list(posts)
        self.posts.update({post.id: post for post in new})
        self.states.update({post.id: "queued" for post in new})
        self.news.tell(new, gone, None)

    # --- as a batch and its transaction -------------------------------------------------------------------------------

    def waiting(self) -> list[Post]:
        return [post for post in self.posts.values() if self.states[post.id] in ("queued", "doubtful")]

    def delivered(self, entry: Delivered) -> None:
        entry.recorded = self.remember(entry)
        self.posts.pop(entry.post.id, None)

    def remember(self, entry: Delivered, _now: object = None) -> bool:
        if entry.post.id in self.posts:
            self.handles.update(entry.message_ids)
            self.owners.update(dict.fromkeys(entry.message_ids, entry.post.person))
        return entry.post.id in self.posts

    def message_ids(self, names: Sequence[str]) -> dict[str, str]:
        return {name: self.handles[name] for name in names if name in self.handles}

    def bury(self, post: Post, _now: object) -> None:
        self.states[post.id] = "dead"

    def doubt(self, post: Post, _now: object) -> None:
        self.states[post.id] = "doubtful"

    def hold(self, lane: str, _now: object, _since: object) -> list[Post]:
        if lane in self.came_back:
            self.came_back.remove(lane)
            return [post for post in self.waiting() if post.lane == lane]
        for post in self.posts.values():
            if post.lane == lane:
                self.states[post.id] = "held"
        return []

    def left(self) -> list[tuple[str, str]]:
        """What is still kept: words and state."""
        return [(words(post), self.states[post.id]) for post in self.posts.values()]


class PaperOffice:
    """An outbox at work, and the hand that fills it."""

    def __init__(self, pace: Pace, writer: PaperWriter | None = None) -> None:
        self.timer = Timer()
        self.courier = PaperCourier(self.timer)
        self.writer = writer or PaperWriter()
        self.stop = asyncio.Event()
        self.outbox = Outbox(
            cast(Writer, self.writer),
            self.writer.news,
            dict.fromkeys((CLIENT, OFFICE), self.courier),
            clock=self.timer.clock,
            pace=pace,
        )
        self.running = asyncio.ensure_future(self.outbox.run(self.stop))

    def add(self, *posts: Post) -> None:
        """Commit posts, in one transaction."""
        self.writer.commit(posts)

    async def turns(self) -> None:
        """A turn for everybody, and for who follows from it."""
        for _ in range(12):
            await asyncio.sleep(0)

    async def until(self, done: Callable[[], object]) -> None:
        """Let everybody have their turn until something is so."""
        for _ in range(400):
            if done():
                return
            await asyncio.sleep(0)
        raise AssertionError("it never came to that")

    async def pass_time(self, seconds: float) -> None:
        """Move the time on, from one sleeper's end to the next."""
        end = self.timer.seconds + seconds
        await self.turns()
        while (due := self.timer.next_due) is not None and due <= end:
            self.timer.advance(max(0.0, due - self.timer.seconds))
            await self.turns()
        self.timer.advance(end - self.timer.seconds)
        await self.turns()

    async def quiet(self) -> None:
        """Nothing waits and nothing is under way."""
        await self.turns()
        await asyncio.wait_for(self.outbox.drained(), PATIENCE_SECONDS)

    async def end(self) -> None:
        """Stop as a service does."""
        self.stop.set()
        await asyncio.wait_for(self.running, PATIENCE_SECONDS)


@asynccontextmanager
async def paper_office(pace: Pace = UNHURRIED, writer: PaperWriter | None = None) -> AsyncIterator[PaperOffice]:
    office = PaperOffice(pace, writer)
    await office.turns()
    try:
        yield office
    finally:
        if not office.running.done():
            await office.end()
