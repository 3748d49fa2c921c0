"""The trouble a bot has as a whole: nothing gets through, or all is too fast. Who tries again, and when."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict

from bot.clock import Clock, growing_pause
from bot.delivery.lanes import Lane

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 4.0
LONGEST_OF_ONE_CHAT = 60.0
SHUT_OUT_SECONDS = 60.0
# So many failures on end, and whoever comes new does not even try; so many chats told to wait, and all do.
MOST_IN_VAIN = 3
MOST_FLOODED = 3


class ChannelTrouble:
    """Whether the calls of one channel get through.

    When they do not, the lanes that failed wait here, and one of them tries at growing pauses; each time another one,
    since the trouble may be its own. Any call that gets through wakes them all.
    """

    def __init__(self, channel: str, clock: Clock) -> None:
        self.channel = channel
        self.clock = clock
        # Until when the whole bot rests, by Telegram's word to several chats at once.
        self.closed_until = 0.0
        self._successes = 0
        self._in_vain = 0
        self._pauses = 0
        self._waiting: OrderedDict[Lane, None] = OrderedDict()
        self._prober: Lane | None = None
        self._nap: asyncio.Future[object] | None = None
        self._floods: dict[tuple[str, str], float] = {}

    def may_try(self, lane: Lane) -> bool:
        """Whether a lane may call now. One that may not is woken when it may."""
        if lane is self._prober:
            return True
        if lane not in self._waiting:
            if self._in_vain < MOST_IN_VAIN:
                return True
            self._waiting[lane] = None
        if self._prober is None and self._nap is None:
            self._choose()
        return lane is self._prober

    def got_through(self, lane: Lane | None = None) -> None:
        """A call was answered, whatever the answer: all who waited may try."""
        self._successes += 1
        if lane is not None:
            lane.failures, lane.failed_at, lane.rests_until = 0, None, 0.0
        if not self._in_vain:
            return
        log.info("%s: calls get through again", self.channel)
        self._in_vain = self._pauses = 0
        self._prober = None
        if self._nap is not None:
            self._nap.cancel()
            self._nap = None
        woken = list(self._waiting)
        self._waiting.clear()
        for one in woken:
            one.ring()

    def delivered(self, lane: Lane) -> None:
        """A post was delivered: those told to wait until now were told so for their own chats, not for the bot."""
        self.got_through(lane)
        self._floods.clear()

    def failed(self, lane: Lane, reason: str) -> None:
        """A lane's call did not get through."""
        if lane.failed_at is not None and lane.failed_at < self._successes:
            # Others got through meanwhile: this chat has a trouble of its own, and holds up nobody.
            lane.failed_at = self._successes
            self.rest(lane, reason)
            return
        lane.failed_at = self._successes
        if not self._in_vain:
            log.warning("%s: calls do not get through (%s); trying until they do", self.channel, reason)
        self._in_vain += 1
        self._waiting[lane] = None
        self._waiting.move_to_end(lane)
        if lane is self._prober:
            self._prober = None
        if self._prober is None and self._nap is None:
            self._pause()

    def shut_out(self, lane: Lane, reason: str) -> None:
        """The bot may not write in a chat: it asks every minute, and whenever it is woken."""
        if not lane.rests_until:
            log.warning("%s: posts wait until the bot may write (%s)", self.channel, reason)
        self.got_through(lane)
        lane.rests_until = self.clock.monotonic() + SHUT_OUT_SECONDS

    def rest(self, lane: Lane, reason: str) -> None:
        """Let one lane alone wait, longer each time."""
        self.left(lane)
        lane.failures += 1
        pause = growing_pause(lane.failures, longest=LONGEST_OF_ONE_CHAT)
        lane.rests_until = self.clock.monotonic() + pause
        log.warning("%s: a chat waits %.0f s (%s)", self.channel, pause, reason)

    def flooded(self, lane: Lane, seconds: float, reason: str) -> None:
        """Telegram told a chat to wait; when several are told so and nothing gets through meanwhile, it means the bot.

        A few people who press as fast as they can have their own chats told to wait, and must not hold up all others.
        """
        self.got_through(lane)
        now = self.clock.monotonic()
        lane.flooded_until = now + seconds
        self._floods = {name: until for name, until in self._floods.items() if until > now}
        self._floods[lane.name] = lane.flooded_until
        log.warning("%s: a chat waits %.0f s (%s)", self.channel, seconds, reason)
        if len(self._floods) >= MOST_FLOODED:
            self.closed_until = min(self._floods.values())

    def left(self, lane: Lane) -> None:
        """A lane does not wait any more: if it was the one to try, another does."""
        self._waiting.pop(lane, None)
        if lane is self._prober:
            self._prober = None
            if self._waiting and self._nap is None:
                self._choose()

    def _pause(self) -> None:
        pause = growing_pause(self._pauses, first=FIRST_PAUSE, longest=LONGEST_PAUSE)
        self._pauses += 1
        nap: asyncio.Future[object] = asyncio.ensure_future(self.clock.sleep(pause))
        self._nap = nap
        nap.add_done_callback(self._is_over)

    def _is_over(self, nap: asyncio.Future[object]) -> None:
        if nap is self._nap:
            self._nap = None
            if self._prober is None:
                self._choose()

    def _choose(self) -> None:
        if self._waiting:
            self._prober, _ = self._waiting.popitem(last=False)
            self._prober.ring()

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self._nap is not None:
            self._nap.cancel()
            self._nap = None


__all__ = ["ChannelTrouble"]
