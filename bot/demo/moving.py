"""Moves the demo's clock as time would have gone: by each moment at which something is due, and everybody has acted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.delivery.outbox import Outbox
from bot.demo.clock import MovingClock
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.writer import Writer
from dialogs.office import next_opening
from dialogs.situation import Surroundings

# What is kept for a time only is looked for day by day.
LONGEST_STEP = timedelta(days=1)
# Nobody waits longer than that (real time) for those who act at one moment.
PATIENCE_SECONDS = 10.0
# While something cannot be delivered all the same, they only get to it.
IMPATIENCE_SECONDS = 0.2
# Where the clock stands, for a demo that is kept.
CLOCK_MEMO = "demo_clock"
FARTHEST = timedelta(days=3 * 366)


class TimeMachine:
    """Puts the clock on, and waits at each stop until all that is due there is done and delivered."""

    def __init__(
        self,
        clock: MovingClock,
        writer: Writer,
        outbox: Outbox,
        around: Surroundings,
        is_held_up: Callable[[], bool] = lambda: False,
    ) -> None:
        self.clock = clock
        self.writer = writer
        self.outbox = outbox
        self.around = around
        self.is_held_up = is_held_up
        self._one = asyncio.Lock()

    async def go_on(self, by: timedelta) -> None:
        """Go on by a time, and no farther than a few years at once."""
        async with self._one:
            until = self.clock.moment() + min(by, FARTHEST)
            while (now := self.clock.moment()) < until:
                due = await self.next_due(now)
                stops = [until, now + LONGEST_STEP, *([due] if due is not None and due > now else [])]
                self.clock.put_on(min(stops))
                await self.settled()
            stands = self.clock.moment().isoformat()
            await self.writer.submit(Call(lambda batch: batch.tx.set_memo(CLOCK_MEMO, stands)))

    def wind(self, kept: object) -> None:
        """Let the clock begin where it stood in a demo that was kept, so that time never goes back."""
        if isinstance(kept, str):
            self.clock.put_on(datetime.fromisoformat(kept))

    async def go_to(self, moment: datetime) -> None:
        """Go on to a moment; one that is over changes nothing."""
        await self.go_on(moment - self.clock.moment())

    def next_morning(self) -> datetime | None:
        """When the office opens next."""
        opens = next_opening(self.around.office, self.clock.moment() + timedelta(seconds=1), self.around.holiday)
        return None if opens is None else opens.astimezone(UTC)

    async def next_timer(self) -> datetime | None:
        """When something happens next that was set for a client or a talk."""
        timer = await self.writer.submit(Call(lambda batch: batch.tx.next_timer()))
        return None if timer is None else datetime.fromtimestamp(timer, UTC)

    async def next_due(self, now: datetime) -> datetime | None:
        """The next moment at which something happens by itself."""

        def look(batch: Batch) -> list[datetime | None]:
            timer = batch.tx.next_timer()
            return [None if timer is None else datetime.fromtimestamp(timer, UTC), batch.next_look(now)]

        found = [*await self.writer.submit(Call(look)), self.next_morning()]
        ahead = [moment.astimezone(UTC) for moment in found if moment is not None and moment > now]
        return min(ahead, default=None)

    async def settled(self) -> None:
        """Wait until nobody acts any more, and everything is delivered that can be."""
        try:
            async with asyncio.timeout(IMPATIENCE_SECONDS if self.is_held_up() else PATIENCE_SECONDS):
                await self.clock.quiet()
                await self.outbox.drained()
        except TimeoutError:  # a delivery that rests; it comes when it comes
            pass


__all__ = ["TimeMachine"]
