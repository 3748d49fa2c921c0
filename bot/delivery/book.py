"""What the outbox asks of the ledger: what is left to send, what messages are called, and that something was sent."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from bot.clock import Clock, growing_pause
from bot.delivery.post import Post
from bot.turns.acts import TRANSLATOR, Delivered
from bot.turns.apply import Batch
from bot.turns.entries import EntryFile, entry_file
from bot.turns.ledger import Call
from bot.turns.news import Hear, KnownPosts, News
from bot.turns.writer import Writes

T = TypeVar("T")
log = logging.getLogger(__name__)
LONGEST_PAUSE = 60.0


class _Page:
    """Deliveries recorded in one transaction: more are added until the writer comes to it."""

    def __init__(self) -> None:
        self.deliveries: list[Delivered] = []
        self.failures = 0
        self._is_closed = False
        self._adding = threading.Lock()

    def add(self, delivery: Delivered) -> bool:
        """Add a delivery; False where the writer has begun."""
        with self._adding:
            if not self._is_closed:
                self.deliveries.append(delivery)
            return not self._is_closed

    def write(self, batch: Batch) -> None:
        """Put it into a transaction; in the writer's thread, perhaps more than once."""
        with self._adding:
            self._is_closed = True
        for delivery in self.deliveries:
            batch.delivered(delivery)


def _left_waiting(batch: Batch, now: datetime) -> list[Post]:
    """What was left to be sent from before; what nobody is there any more to translate is dropped."""
    left = batch.tx.waiting()
    gone = [post for post in left if post.channel == TRANSLATOR and not batch.dialogue.around.translates]
    for post in gone:
        batch.tx.delivered(Delivered(post, {}, now.timestamp()))
    return [post for post in left if post not in gone]


class Book:
    """The outbox's side of the writer. `recorded` hears of deliveries once they are committed.

    Trouble of the database is outlasted: what was sent is sent, and is recorded as often as it takes.
    """

    def __init__(
        self, writer: Writes, news: News, clock: Clock, recorded: Callable[[Sequence[Delivered]], None]
    ) -> None:
        self.writer = writer
        self.news = news
        self.clock = clock
        self.recorded = recorded
        self.all_recorded = asyncio.Event()
        self.all_recorded.set()
        self._page: _Page | None = None
        self._unrecorded: set[_Page] = set()
        self._naps: set[asyncio.Future[object]] = set()
        self._is_stopping = self._is_left = False

    async def open(self, offer: Hear, known: KnownPosts) -> None:
        """Offer what was left from before, and from then on whatever is committed; `known` is what is there by then."""
        loop = asyncio.get_running_loop()

        def committed(posts: Sequence[Post], erased: frozenset[str], all_waiting: frozenset[str] | None) -> None:
            self.writer.tell(loop, lambda: offer(posts, erased, all_waiting))

        def begin(batch: Batch) -> None:
            # Both at the writer's place in time, so that what is committed from now on comes behind what was left.
            committed(_left_waiting(batch, self.clock.now()), frozenset(), None)
            self.news.listen(committed, known)
            if self._is_left:
                self.news.stop_listening()

        await self._commit(Call(begin))

    async def look(self, known: Collection[str]) -> None:
        """Offer what other processes queued, but for what is known. In trouble of the database it is looked later."""
        with contextlib.suppress(Exception):  # told where turns meet it
            await self.writer.submit(Call(lambda batch: batch.tx.pick_up(known)))

    def stop(self) -> None:
        """Outlast no more trouble: what cannot be kept now is not."""
        self._is_stopping = True
        for nap in list(self._naps):
            nap.cancel()

    async def close(self) -> None:
        """Hear of no more commits, and record what was delivered, if the database is not in trouble."""
        self.leave()
        await self.settle()

    def leave(self) -> None:
        """Hear of no more commits: what comes from now on is another's to deliver."""
        self._is_left = True
        self.news.stop_listening()

    async def settle(self) -> None:
        """Record now what was delivered, and wait for it."""
        if self._unrecorded:
            with contextlib.suppress(Exception):  # whoever waits for the page hears of it
                await self.writer.submit(Call(lambda batch: None))
        await self.all_recorded.wait()

    async def catch_up(self) -> None:
        """Have what was delivered up to now recorded at once; in trouble of the database it goes on being tried."""
        with contextlib.suppress(Exception):  # told where the recording itself fails
            await self.writer.submit(Call(lambda batch: None))

    def record(self, delivery: Delivered) -> None:
        """Record a delivery with the next transaction, a twentieth of a second from now at the latest."""
        if self._page is None or not self._page.add(delivery):
            self._page = page = _Page()
            page.add(delivery)
            self._unrecorded.add(page)
            self.all_recorded.clear()
            self._hand_over(page)

    def _hand_over(self, page: _Page) -> None:
        self.writer.later(Call(page.write)).add_done_callback(lambda future: self._answered(page, future))

    def _answered(self, page: _Page, future: asyncio.Future[object]) -> None:
        error = future.exception()
        if error is None:
            self._forget(page)
            self.recorded(page.deliveries)
            return
        if self._is_stopping:
            log.error("deliveries could not be recorded (%s); they are made again after a start", type(error).__name__)
            self._forget(page)
            return
        log.error("a delivery could not be recorded (%s); trying again", type(error).__name__)
        page.failures += 1
        self._nap(page.failures).add_done_callback(lambda _nap: self._hand_over(page))

    def _nap(self, failures: int) -> asyncio.Future[object]:
        """A pause that grows; `stop` ends it early."""
        pause = growing_pause(failures - 1, longest=LONGEST_PAUSE)
        nap: asyncio.Future[object] = asyncio.ensure_future(self.clock.sleep(pause))
        self._naps.add(nap)
        nap.add_done_callback(self._naps.discard)
        return nap

    def _forget(self, page: _Page) -> None:
        self._unrecorded.discard(page)
        if not self._unrecorded:
            self.all_recorded.set()

    async def ids(self, names: Sequence[str]) -> Mapping[str, str]:
        """What messages are called, for those of our handles that were sent. Raises `StorageTrouble`."""
        found: Mapping[str, str] = await self.writer.submit(Call(lambda batch: batch.tx.message_ids(names)))
        return found

    async def remember(self, delivery: Delivered) -> bool:
        """Keep a handle beside a post that is under way; False when the post is gone. Raises `StorageTrouble`."""
        now = self.clock.now()
        return bool(await self.writer.submit(Call(lambda batch: batch.remember(delivery, now))))

    async def entry(self, post: Post) -> EntryFile | None:
        """What a post for a calendar stands for now. Raises `StorageTrouble`."""
        now = self.clock.now()

        def read(batch: Batch) -> EntryFile | None:
            return entry_file(batch.tx, batch.words, batch.dialogue.around.office, post.payload, now)

        found: EntryFile | None = await self.writer.submit(Call(read))
        return found

    async def bury(self, post: Post) -> None:
        """A post can never be delivered."""
        await self._commit(Call(lambda batch: batch.bury(post, self.clock.now())))

    async def too_late(self, post: Post, *, quiet: bool = False) -> None:
        """The channel of a post takes nothing for its person for now; staff are told, but `quiet`."""
        await self._commit(Call(lambda batch: batch.too_late(post, self.clock.now(), quiet=quiet)))

    async def doubt(self, post: Post) -> None:
        """A post met an error nobody knows: it still waits, and `doctor` shows it."""
        await self._commit(Call(lambda batch: batch.doubt(post, self.clock.now())))

    async def lost(self, post: Post, names: Sequence[tuple[str, str]]) -> None:
        """Some files of a post could not be passed on: what each is called, and why."""
        await self._commit(Call(lambda batch: batch.lost(post, names, self.clock.now())))

    async def hold(self, lane: str, since: datetime) -> Sequence[Post]:
        """The person of a lane cannot be written to; return what to send to one who came back `since` it was tried."""
        return await self._commit(Call(lambda batch: batch.hold(lane, self.clock.now(), since))) or ()

    async def _commit(self, call: Call[T]) -> T | None:
        """Do something as often as it takes; return what became of it, None where we stop before."""
        for failures in itertools.count(1):
            try:
                done: T = await self.writer.submit(call)
                return done
            except Exception as error:
                log.error("the outbox cannot reach what is stored (%s); trying again", type(error).__name__)
                if self._is_stopping:
                    break
                await asyncio.wait({self._nap(failures)})
        return None


__all__ = ["Book"]
