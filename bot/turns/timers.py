"""The look for what is due: each timer fires once, in order, and the desk decides by what stands then.

Nothing is kept of a timer but its row: it is removed in the transaction that does what it is for. So it comes again
after a death in between, and a second process that read it as well finds it gone. It sleeps until the next one is due,
and no longer than a minute: another process may have set one that comes sooner, a clock may have been put on, or a
machine may have slept.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.turns.apply import Batch
from bot.turns.bookkeeping import starts_after
from bot.turns.ledger import Call
from bot.turns.records import Timer
from bot.turns.writer import Writes

log = logging.getLogger(__name__)
# How long it sleeps at most; so soon it is looked again where the database was in trouble, too.
LONGEST_SECONDS = 60.0
# How many fire together, so that nobody's turn waits behind them.
MOST_AT_ONCE = 20
# Of so many bookings the timers are looked at together, from those of so many seconds ago on.
MOST_COMPLETED, LONGEST_AGO = 50, 30 * 86_400


class Timers:
    """Fires what is due, piece by piece."""

    def __init__(self, writer: Writes, clock: Clock) -> None:
        self.writer = writer
        self.clock = clock
        # Timers that failed: they hold up no other, and are tried again after the next start.
        self._passed_over: set[Timer] = set()

    async def run(self) -> None:
        """Give every booking its timers, then look whenever one is due, until cancelled."""
        await self._complete()
        while True:
            await self.clock.sleep(await self._look())

    async def _complete(self) -> None:
        """Set the timers of bookings that were made by a version which knew of less; once a start, piece by piece."""
        after = int(self.clock.now().timestamp()) - LONGEST_AGO
        try:
            while (following := await self.writer.submit(Call(partial(_completed, after=after)))) is not None:
                after = following
        except StorageTrouble:  # told where turns meet it; the next start does it
            pass
        except Exception as error:  # nobody's turn may end with this
            log.error("older bookings could not be given their timers (%s)", type(error).__name__)

    async def _look(self) -> float:
        """Look once; return how many seconds later to look again."""
        try:
            while await self._fire_some():
                pass
            due: int | None = await self.writer.submit(Call(lambda batch: batch.tx.next_timer()))
        except StorageTrouble:  # told where turns meet it
            return LONGEST_SECONDS
        except Exception as error:  # nobody's turn may end with this
            log.error("what is due could not be looked for (%s); trying again", type(error).__name__)
            return LONGEST_SECONDS
        ahead = LONGEST_SECONDS if due is None else due - self.clock.now().timestamp()
        # What is due by now was passed over, and will not do any better for being tried at once.
        return ahead if 0 < ahead < LONGEST_SECONDS else LONGEST_SECONDS

    async def _fire_some(self) -> bool:
        """Fire some of the timers that are due; return whether there may be more."""
        most = MOST_AT_ONCE + len(self._passed_over)
        now = self.clock.now().timestamp()
        due: list[Timer] = await self.writer.submit(Call(lambda batch: batch.tx.due_timers(now, most)))
        firing = [timer for timer in due if timer not in self._passed_over]
        # The writer does them in this order, in one transaction where it can.
        results = await asyncio.gather(*map(self._fire, firing), return_exceptions=True)
        for timer, result in zip(firing, results, strict=True):
            if isinstance(result, StorageTrouble):
                raise result
            if isinstance(result, BaseException):
                log.error("a timer (%s) failed (%s) and is passed over", timer.kind, type(result).__name__)
                self._passed_over.add(timer)
        return bool(firing)

    async def _fire(self, timer: Timer) -> bool:
        whose = () if timer.person is None else (timer.person,)
        fired: bool = await self.writer.submit(
            Call(lambda batch: batch.timer_due(timer, self.clock.now()), people=whose)
        )
        return fired


def _completed(batch: Batch, after: int) -> int | None:
    """Complete the timers of some bookings from a moment on; return from where on to go on, None at the end."""
    office = batch.dialogue.around.office
    if office.booking is None:
        return None
    found = batch.tx.bookings_from(after, MOST_COMPLETED)
    for kept in found:
        batch.bookkeeping.complete_timers(kept)
    return starts_after(found, after)
