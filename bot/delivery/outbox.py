"""Delivers posts at least once, in each chat's order, at the messenger's pace; the only sender.

Each lane (a chat) that has posts is worked by one task and forgotten when it is empty. What a failure means for the
post, the chat or the bot stands in `bot.delivery.courier`; a trouble in one lane holds up that lane alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.delivery.book import Book
from bot.delivery.courier import (
    Blocked,
    Courier,
    DeliveryError,
    ErasedMeanwhile,
    OneByOne,
    ShutOut,
    TooLate,
    TryLater,
    Undeliverable,
    Withdrawn,
)
from bot.delivery.handles import Handles
from bot.delivery.lanes import MOST_IN_ALBUM, Lane, Parcel, album_of
from bot.delivery.pace import Meter, Pace, Share
from bot.delivery.person_lane import PersonLane
from bot.delivery.post import SEVERAL, Content, Post
from bot.delivery.staff_lane import StaffLane
from bot.delivery.trouble import ChannelTrouble
from bot.delivery.unsure import UnsureSends
from bot.errors import StorageTrouble
from bot.observing import metrics
from bot.observing.observer import NOBODY_LOOKS, Observer
from bot.turns.acts import OFFICE, Delivered
from bot.turns.news import News
from bot.turns.writer import Writes
from dialogs.abilities import Abilities

log = logging.getLogger(__name__)

# What each failure is counted as; what is none of these was foreseen by nobody.
_REASONS: Mapping[type[Exception], str] = {
    TryLater: "no_answer",
    ShutOut: "shut_out",
    Blocked: "blocked",
    TooLate: "too_late",
    Undeliverable: "impossible",
    StorageTrouble: "database",
    ErasedMeanwhile: "other",
    OneByOne: "other",
}
_QUOTED = re.compile(r'"[^"]*"')
# How long the next part of an album may be in coming.
ALBUM_SECONDS = 0.7
# How often it is looked for what other processes queued, at the latest.
LOOK_EVERY_SECONDS = 1.0
# How soon it is tried again where another process may have taken over.
UNSURE_SECONDS = 0.25
# How long taking old buttons away may still take once something new is to be shown.
GIVES_WAY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Counts:
    """How the outbox stands: posts waiting, seconds since the oldest came, posts set aside, buried since the start."""

    waiting: int
    oldest: float
    set_aside: int
    buried: int


class Outbox:
    """Feeds couriers, one for each channel, from the posts that the writer commits and `news` tells of."""

    def __init__(
        self,
        writer: Writes,
        news: News,
        couriers: Mapping[str, Courier],
        handles: Handles | None = None,
        *,
        clock: Clock | None = None,
        pace: Pace | None = None,
        abilities: Mapping[str, Abilities] | None = None,
        may_send: Callable[[], bool] = lambda: True,
        called: asyncio.Event | None = None,
        observer: Observer = NOBODY_LOOKS,
    ) -> None:
        self.observer = observer
        self.couriers = couriers
        self.may_send, self.called = may_send, called
        self._together = {channel: can.together for channel, can in (abilities or {}).items()}
        self.clock = clock or Clock()
        self._writer, self._news = writer, news
        self.meter = Meter(pace or Pace())
        self.handles = handles or Handles()
        self._buried = 0
        tell = {channel for channel, can in (abilities or {}).items() if can.tells}
        self.unsure = UnsureSends(tell, observer)
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Know of nothing yet."""
        self.book = Book(self._writer, self._news, self.clock, self._recorded)
        self.is_stopping = False
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._troubles = {channel: ChannelTrouble(channel, self.clock) for channel in self.couriers}
        # Every post that waits or is not recorded yet, and when it came.
        self._known: dict[str, float] = {}
        # The new message of each lane that is sent and not recorded yet: if we die now, it comes again, but it alone.
        self._unrecorded: dict[tuple[str, str], str] = {}
        self._tasks: asyncio.TaskGroup | None = None
        self._retracting: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._begun = asyncio.Event()
        self._has_taken_over = False

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver what is left from before and everything that comes, until told to stop.

        Whoever is overtaken by another process is cancelled, and may run again later.
        """
        if self._tasks is not None:
            # What was known when another process took over is not so any more.
            self._begin_anew()
            self.handles.forget()
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                beginning = tasks.create_task(self._begin())
                looking = None if self.called is None else tasks.create_task(self._look_out(self.called, beginning))
                await stop.wait()
                if looking is not None:
                    looking.cancel()
                # A delivery under way is finished, so that it is not made again; nothing new is begun.
                self.is_stopping = True
                self.book.stop()
                for lane in self._lanes.values():
                    lane.ring()
                for trouble in self._troubles.values():
                    trouble.stop()
                await self._begun.wait()
                await self._idle.wait()
                await self.book.close()
        finally:
            self.book.leave()

    async def _begin(self) -> None:
        # Asked in the writer's thread: made in one go, whatever happens here meanwhile.
        await self.book.open(self._take_over, lambda: frozenset(self._known))
        self._begun.set()

    def _take_over(
        self, posts: Sequence[Post], erased: frozenset[str], all_waiting: frozenset[str] | None = None
    ) -> None:
        """Take what is offered; the first time, that is what somebody before us left."""
        if not self._has_taken_over:
            self._has_taken_over = True
            self.unsure.left(posts)
        self.offer(posts, erased, all_waiting)

    async def _look_out(self, called: asyncio.Event, beginning: asyncio.Task[None]) -> None:
        """Look for what other processes queued: when one of them calls, and every second at the latest."""
        await beginning
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY_SECONDS):
                    await called.wait()
            called.clear()
            await self.book.look(frozenset(self._known))

    async def drained(self) -> None:
        """Wait until nothing waits or is under way, what was left from before included, and all is recorded."""
        await self._begun.wait()
        while not self._idle.is_set() or self._retracting or not self.book.all_recorded.is_set():
            await self._idle.wait()
            await self.book.settle()
            await asyncio.gather(*self._retracting)

    def offer(self, posts: Sequence[Post], erased: frozenset[str], all_waiting: frozenset[str] | None = None) -> None:
        """Take posts to deliver. What waits for or about somebody erased is dropped: `erased` names people, posts or
        handles. What is neither among the posts nor `all_waiting`, where that is known, was erased by another process.
        """
        if all_waiting is not None:
            stored = all_waiting | {post.id for post in posts}
            erased |= {post.id for lane in self._lanes.values() for post in lane.all() if post.id not in stored}
        if erased:
            given = {post.id for post in posts}
            for lane in self._lanes.values():
                for post in lane.drop(erased, given):
                    self._known.pop(post.id, None)
                lane.ring()
        if self._tasks is None or self.is_stopping:
            return
        now = self.clock.monotonic()
        for post in posts:
            if post.channel in self.couriers and post.id not in self._known:
                self._known[post.id] = now
                self._add(post, self._tasks)

    def _add(self, post: Post, tasks: asyncio.TaskGroup) -> None:
        name = (post.channel, post.lane)
        lane = self._lanes.get(name)
        if lane is None:
            if post.channel == OFFICE:
                lane = StaffLane(name, self.couriers[post.channel])
            else:
                lane = PersonLane(name, self._together.get(post.channel, 1))
            lane.add(post)
            self._lanes[name] = lane
            self._idle.clear()
            tasks.create_task(self._work(lane))
            return
        self._finish(lane.add(post))
        if lane.hears_news:
            lane.ring()
        if lane.limit is not None and lane.gives_way(post):
            lane.hurry(asyncio.get_running_loop().time() + GIVES_WAY_SECONDS)

    def wake(self, channel: str) -> None:
        """Try again at once what rests as a channel is in passing trouble: its calls get through, or it may write.

        For who receives: after a change of membership, and when updates come again after a trouble.
        """
        if channel in self._troubles:
            self._troubles[channel].got_through()
        for lane in self._lanes.values():
            if lane.name[0] == channel and lane.rests_until:
                lane.rests_until, lane.failures = 0.0, 0
                lane.ring()

    def counts(self) -> Counts:
        """How it stands now."""
        oldest = next(iter(self._known.values()), None)
        set_aside = sum(len(lane.aside) for lane in self._lanes.values())
        seconds = 0.0 if oldest is None else self.clock.monotonic() - oldest
        return Counts(len(self._known), seconds, set_aside, self._buried)

    # --- a lane -------------------------------------------------------------------------------------------------------

    async def _work(self, lane: Lane) -> None:
        """Deliver one lane's posts until there are none."""
        trouble = self._troubles[lane.name[0]]
        try:
            while not self.is_stopping:
                now = self.clock.monotonic()
                closed_until = max(lane.flooded_until, lane.rests_until, trouble.closed_until)
                if closed_until > now:
                    await self.rest(lane, closed_until - now)
                    continue
                if not self.may_send():
                    await self.rest(lane, UNSURE_SECONDS)
                    continue
                parcel = lane.next(now)
                if parcel is None:
                    if lane.next_due is None:
                        break
                    await self.rest(lane, lane.next_due - now, hears_news=True)
                elif not trouble.may_try(lane):
                    await self.rest(lane, None)
                elif (gathering := self._gathers(parcel, now)) > 0:
                    await self.rest(lane, gathering, hears_news=True)
                elif parcel.is_new and lane.name in self._unrecorded:
                    await self._catch_up(lane)
                elif (wait := self._wait_for_room(lane, parcel, now)) > 0:
                    await self.rest(lane, wait, hears_news=True)
                else:
                    await self._deliver(lane, parcel, trouble)
        finally:
            trouble.left(lane)
            del self._lanes[lane.name]
            if not self._lanes:
                self._idle.set()

    def _gathers(self, parcel: Parcel, now: float) -> float:
        """How long to wait for more parts of an album: they come one by one, and go together."""
        if not album_of(parcel.post) or len(parcel.posts) >= MOST_IN_ALBUM:
            return 0.0
        newest = max((self._known[post.id] for post in parcel.posts if post.id in self._known), default=0.0)
        return newest + ALBUM_SECONDS - now

    def _wait_for_room(self, lane: Lane, parcel: Parcel, now: float) -> float:
        messages = lane.needs_room.get(parcel.post.id) or int(parcel.is_new)
        return self.meter.wait(lane.name, parcel.share, now, messages) if messages else 0.0

    async def _catch_up(self, lane: Lane) -> None:
        """Have the lane's last new message recorded before the next one, so that two never come again together."""
        # Most often it is committed by now, with the turn that brought the next one, and only has to be heard of.
        await asyncio.sleep(0)
        if lane.name in self._unrecorded:
            await self.book.catch_up()
            self._unrecorded.pop(lane.name, None)

    async def rest(self, lane: Lane, seconds: float | None, *, hears_news: bool = False) -> None:
        """Let a lane wait until it is rung, for so many seconds at most."""
        bell = lane.bell = asyncio.get_running_loop().create_future()
        lane.hears_news = hears_news
        nap = None if seconds is None else asyncio.ensure_future(self.clock.sleep(seconds))
        try:
            if nap is not None:
                nap.add_done_callback(lambda _nap: None if bell.done() else bell.set_result(None))
            await bell
        finally:
            lane.bell, lane.hears_news = None, False
            if nap is not None:
                nap.cancel()

    async def _deliver(self, lane: Lane, parcel: Parcel, trouble: ChannelTrouble) -> None:
        with self.observer.about(lane.name[0], str(parcel.post.payload.get("to", ""))):
            await self._hand_over(lane, parcel, trouble)

    async def _hand_over(self, lane: Lane, parcel: Parcel, trouble: ChannelTrouble) -> None:
        lane.current, lane.is_gone = parcel, False
        post, under_way = parcel.post, _UnderWay(self, lane, parcel)
        began = self.clock.now()
        try:
            if post.kind == "strip":
                made = await self._take_buttons_away(lane, parcel)
            else:
                made = await self.couriers[post.channel].deliver(post, under_way)
        except Exception as error:
            lane.current = None
            if under_way.is_granted and isinstance(error, TryLater) and error.in_doubt:
                self.unsure.unanswered(post)
            await self._failed(lane, parcel, trouble, error, began)
        else:
            lane.current = None
            self.observer.add(metrics.SENT, post.channel, post.kind)
            if under_way.is_granted:
                self.unsure.sent(post)
            trouble.delivered(lane)
            lane.done(parcel, made)
            self._finish(parcel.posts, post, made, is_new=parcel.is_new)

    async def _take_buttons_away(self, lane: Lane, parcel: Parcel) -> Mapping[str, str]:
        """Do what nobody waits for; raises `Withdrawn` where it takes long and something new is to be shown first."""
        lane.limit = limit = asyncio.timeout(None)
        try:
            async with limit:
                if await self._has_buttons_anew(lane, parcel.post):
                    return {}
                return await self.couriers[lane.name[0]].deliver(parcel.post, _UnderWay(self, lane, parcel))
        except TimeoutError:
            if limit.expired():
                raise Withdrawn("what is new goes first") from None
            raise
        finally:
            lane.limit = None

    async def _has_buttons_anew(self, lane: Lane, strip: Post) -> bool:
        """Whether a message was given buttons after it was to lose its old ones."""
        shown = lane.shown_since(strip)
        if not shown:
            return False
        at = strip.payload.get("at")
        if at is None and strip.handle is not None:
            at = (await self.lookup(strip.handle)).get(strip.handle)
        return at in shown

    # --- what follows from a delivery ---------------------------------------------------------------------------------

    async def _failed(
        self, lane: Lane, parcel: Parcel, trouble: ChannelTrouble, error: Exception, began: datetime
    ) -> None:
        if not isinstance(error, Withdrawn):
            self._tell_observer(lane.name[0], error)
            self._tell_trouble(lane, trouble, error)
        if lane.is_gone or isinstance(error, ErasedMeanwhile):
            lane.done(parcel, {})
            self._forget(parcel.posts)
        elif isinstance(error, Blocked) and isinstance(lane, PersonLane):
            self._forget(lane.clear())
            if back := await self.book.hold(lane.name[1], began):
                # They came back before it was known that they had gone.
                trouble.rest(lane, "somebody has come back")
                self.offer(back, frozenset())
        elif isinstance(error, TooLate) and isinstance(lane, PersonLane):
            lane.done(parcel, {})
            self._forget(parcel.posts)
            for post in parcel.posts:
                await self.book.too_late(post, quiet=error.quiet)
        elif isinstance(error, Withdrawn | TryLater | ShutOut | Blocked | StorageTrouble):
            self._finish(lane.give_back(parcel))
        elif len(parcel.posts) > 1 and (parcel.share is Share.NOTE or parcel.post.kind == SEVERAL):
            lane.split(parcel)
        elif isinstance(error, Undeliverable):
            await self._bury(lane, parcel, error)
        else:
            await self._set_aside(lane, parcel, error)

    def _tell_observer(self, channel: str, error: Exception) -> None:
        named = next((name for kind, name in _REASONS.items() if isinstance(error, kind)), "unknown")
        if isinstance(error, TryLater) and error.seconds:
            named = "too_many"
            self.observer.add(metrics.THROTTLED, channel)
            self.observer.add(metrics.THROTTLED_SECONDS, channel, by=error.seconds)
        self.observer.add(metrics.SEND_FAILURES, channel, named)

    @staticmethod
    def _tell_trouble(lane: Lane, trouble: ChannelTrouble, error: Exception) -> None:
        """What an error says about the chat and the bot."""
        if isinstance(error, TryLater) and error.seconds is None:
            trouble.failed(lane, str(error))
        elif isinstance(error, TryLater):
            trouble.flooded(lane, error.seconds or 0.0, str(error))
        elif isinstance(error, ShutOut) or (isinstance(error, Blocked) and not isinstance(lane, PersonLane)):
            trouble.shut_out(lane, str(error))
        elif isinstance(error, StorageTrouble):
            trouble.rest(lane, "the database is in trouble")
        elif isinstance(error, DeliveryError):
            trouble.got_through(lane)
        else:
            trouble.left(lane)

    async def _bury(self, lane: Lane, parcel: Parcel, error: Undeliverable) -> None:
        lane.done(parcel, {})
        if parcel.post.kind == "strip":  # old buttons that stay are answered kindly
            self._finish(parcel.posts)
            return
        log.error("%s: a %s can never be delivered (%s)", lane.name[0], parcel.post.kind, _in_short(error))
        for post in parcel.posts:
            await self.book.bury(post)
        self._buried += len(parcel.posts)
        self._forget(parcel.posts)

    async def _set_aside(self, lane: Lane, parcel: Parcel, error: Exception) -> None:
        """An error that nobody foresaw: it is kept and tried again, told once, and holds up nothing else."""
        pointless = lane.give_back(parcel)
        if pointless:
            self._finish(pointless)
        elif lane.set_aside(parcel, self.clock.monotonic()):
            channel, kind = lane.name[0], parcel.post.kind
            log.error("%s: a %s met an unknown error and is tried again later (%s)", channel, kind, _in_short(error))
            for post in parcel.posts:
                await self.book.doubt(post)

    def _finish(
        self,
        posts: Sequence[Post],
        sent: Post | None = None,
        made: Mapping[str, str] | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        """Posts are done; `sent` of them was, and made or changed these messages."""
        if not posts:
            return
        at = self.clock.now().timestamp()
        new = self.handles.keep(made) if made else {}
        if is_new and made:
            # What arrived first of several is remembered already, and is news all the same.
            handles = (post.handle for post in posts)
            new |= {name: made[name] for name in handles if name is not None and name in made}
        if sent is not None and made:
            self._unrecorded[sent.channel, sent.lane] = sent.id
        # Of several that went as one each has its own; whatever else was made belongs to the one that was sent.
        own = {post.handle for post in posts if sent is not None and post.id != sent.id}
        is_one = sent is not None and sent.kind != SEVERAL
        together = posts if is_one and len(posts) > 1 else ()
        for post in posts:
            if sent is not None and post.id == sent.id:
                mine = {name: number for name, number in new.items() if name not in own}
            else:
                mine = {name: number for name, number in new.items() if name == post.handle}
            self.book.record(Delivered(post, mine, at, together=together, was_sent=sent is not None))

    def _recorded(self, deliveries: Sequence[Delivered]) -> None:
        for delivery in deliveries:
            self._known.pop(delivery.post.id, None)
            where = (delivery.post.channel, delivery.post.lane)
            if self._unrecorded.get(where) == delivery.post.id:
                del self._unrecorded[where]
            if delivery.recorded or not delivery.message_ids:
                continue
            # Its person was erased while it was under way.
            self.handles.drop(delivery.message_ids)
            if self._tasks is not None:
                task = self._tasks.create_task(self._retract(delivery))
                self._retracting.add(task)
                task.add_done_callback(self._retracting.discard)

    async def _retract(self, delivery: Delivered) -> None:
        try:
            await self.couriers[delivery.post.channel].retract(delivery.post, delivery.message_ids)
        except Exception as error:
            log.error("%s: a message of somebody erased stays (%s)", delivery.post.channel, _in_short(error))

    def _forget(self, posts: Iterable[Post]) -> None:
        for post in posts:
            self._known.pop(post.id, None)

    # --- what messages are called -------------------------------------------------------------------------------------

    async def lookup(self, *names: str) -> Mapping[str, str]:
        """Message ids of those handles that were sent, from memory or the database. Raises `StorageTrouble`."""
        found = self.handles.known(names)
        missing = [name for name in names if name not in found]
        return {**found, **await self.book.ids(missing)} if missing else found

    async def remember(self, post: Post, name: str, message_id: str) -> bool:
        """Keep a handle made on the way; False when the post's person was erased meanwhile."""
        kept = await self.book.remember(Delivered(post, {name: message_id}, self.clock.now().timestamp()))
        if kept:
            self.handles.keep({name: message_id})
        return kept


class _UnderWay:
    """One delivery, as its courier sees it: a `Dispatch`. `is_granted`: a new message may be on its way."""

    __slots__ = ("_lane", "_outbox", "_parcel", "is_granted")

    def __init__(self, outbox: Outbox, lane: Lane, parcel: Parcel) -> None:
        self._outbox = outbox
        self._lane = lane
        self._parcel = parcel
        self.is_granted = False

    async def known(self, *names: str) -> Mapping[str, str]:
        return await self._outbox.lookup(*names)

    async def remember(self, name: str, message_id: str) -> bool:
        return await self._outbox.remember(self._parcel.post, name, message_id)

    async def lost(self, names: Sequence[tuple[str, str]]) -> None:
        await self._outbox.book.lost(self._parcel.post, names)

    def may_come_twice(self) -> None:
        self._outbox.unsure.unanswered(self._parcel.post)

    async def calendar_file(self, *, as_file: bool, of: Post | None = None) -> Content | None:
        outbox = self._outbox
        file = await outbox.book.entry(of or self._parcel.post)
        # In a thread: what writes calendars takes a moment to load.
        made_at = outbox.clock.now()
        return None if file is None else await asyncio.to_thread(lambda: file.content(made_at, as_file=as_file))

    async def may_send(self, messages: int = 1) -> None:
        outbox, lane, share = self._outbox, self._lane, self._parcel.share
        self._check()
        while (wait := outbox.meter.wait(lane.name, share, outbox.clock.monotonic(), messages)) > 0:
            if not self.is_granted:
                # Others may go meanwhile: those that only change a message.
                lane.needs_room[self._parcel.post.id] = messages
                raise Withdrawn("it comes again when there is room")
            if outbox.is_stopping:
                break  # what has begun is finished
            await outbox.rest(lane, wait)
        wait = outbox.meter.take(lane.name, share, outbox.clock.monotonic(), messages)
        end = outbox.clock.monotonic() + wait
        while (wait := end - outbox.clock.monotonic()) > 0 and not outbox.is_stopping:
            await outbox.rest(lane, wait)
            self._check()
        self.is_granted = True

    def _check(self) -> None:
        outbox = self._outbox
        if not self.is_granted and (outbox.is_stopping or self._lane.is_gone or not outbox.may_send()):
            raise Withdrawn("nothing is begun any more")


def _in_short(error: Exception) -> str:
    """The messenger's own words, without what it quotes: that could be a client's. Of our mistakes only the kind."""
    return _QUOTED.sub("…", str(error)) if isinstance(error, DeliveryError) else type(error).__name__


__all__ = ["Counts", "Courier", "Outbox", "Pace"]
