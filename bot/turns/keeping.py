"""The daily look for what is kept for a time only. A clock that may be far ahead erases nobody.

Whoever's keeping days are over by the clock of this machine is erased for good; a clock a year ahead (a start without
the network's time) would erase everybody. So where it went much farther since the last look than looks are apart, it is
held against that of a messenger. Until that confirms it, nothing goes, and the look is taken again soon. A machine
that really was off for months erases what is due as soon as a messenger can be asked.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.outcomes import NotErased
from bot.turns.overdue import BEGINNING, Removed
from bot.turns.records import LookedUpTo
from bot.turns.writer import Writes

log = logging.getLogger(__name__)
LOOK_EVERY_SECONDS = 86_400.0
# How soon it is looked again where the database was in trouble, or the clock in doubt.
AGAIN_AFTER_SECONDS = 600.0
# How far the clock may have gone since the last look before it is asked whether that is right: a long weekend.
FARTHEST = timedelta(days=3)
# Keeping days are days: that much two clocks may differ.
AGREEMENT = timedelta(days=1)
# When it was last looked by a clock that was believed, and when one was not believed since, both by this machine.
LOOK_MEMO = "last_look"

# What a clock elsewhere says; None where it cannot be asked.
Witness = Callable[[], Awaitable[datetime | None]]


class Keeping:
    """Erases day by day what is due, piece by piece, so that nobody waits behind it.

    `backups` destroys the keys of backups whose time is over.
    """

    def __init__(
        self, writer: Writes, clock: Clock, witness: Witness, backups: Callable[[datetime], None] | None = None
    ) -> None:
        self.writer = writer
        self.clock = clock
        self.witness = witness
        self.backups = backups
        self._is_in_doubt = False
        # People who could not be erased: they keep nobody else.
        self._passed_over: set[str] = set()

    async def run(self) -> None:
        """Look every day, until cancelled."""
        while True:
            await self.clock.sleep(await self._look())

    async def _look(self) -> float:
        """Look once; returns how many seconds later it is looked again."""
        try:
            return LOOK_EVERY_SECONDS if await self._erased() else AGAIN_AFTER_SECONDS
        except StorageTrouble:  # told where turns meet it
            pass
        except Exception as error:  # nobody's turn may end with this
            log.error("what is kept for a time only could not be removed (%s); trying again", type(error).__name__)
        return AGAIN_AFTER_SECONDS

    async def _erased(self) -> bool:
        """Erase what is due; False, and nothing erased, where the clock is in doubt."""
        now = self.clock.now()
        memo = await self.writer.submit(Call(lambda batch: batch.tx.memo(LOOK_MEMO))) or {}
        doubt = await self._doubt(now, memo.get("at"))
        if doubt is not None:
            await self._note(memo.get("at"), now)
            if not self._is_in_doubt:
                log.warning("%s; until then nothing is erased because its keeping time is over", doubt)
            self._is_in_doubt = True
            return False
        people = Counter[str]()
        reached: LookedUpTo | None = BEGINNING
        while reached is not None:
            removed = await self._erased_some(now, reached)
            people.update(removed.people)
            # Rows are removed before anybody is looked at.
            reached = reached if removed.rows else removed.reached
        await self._prune_talk(now)
        if people:
            told = ", ".join(f"{count} {kind}" for kind, count in sorted(people.items()))
            log.info("erased because the keeping time is over: %s", told)
        last = memo.get("at") or 0.0
        # By a clock that is behind, backups of today were made on a day to come, and their time were over too soon.
        is_behind = now.timestamp() < last - AGREEMENT.total_seconds()
        if self.backups is not None and not is_behind:
            await asyncio.to_thread(self.backups, now)
        await self._note(max(now.timestamp(), last), None)
        if self._is_in_doubt:
            log.info("the clock is as the messenger's again; what is due is erased")
        self._is_in_doubt = False
        return True

    async def _erased_some(self, now: datetime, reached: LookedUpTo) -> Removed:
        """Erase some of what is due from where the look has come to; `Removed.reached` says how far that is."""
        but = frozenset(self._passed_over)
        try:
            removed: Removed = await self.writer.submit(Call(lambda batch: batch.prune(now, but, reached)))
        except NotErased as error:
            log.error("somebody whose keeping time is over cannot be erased, and is passed over until the next start")
            self._passed_over.add(error.person)
            return Removed(reached=reached)
        return removed

    async def _prune_talk(self, now: datetime) -> None:
        after: str | None = ""
        while after is not None:
            some = functools.partial(_talk_from, now, after)
            _, after = await self.writer.submit(Call(some))

    async def _doubt(self, now: datetime, last: float | None) -> str | None:
        """Why the clock may not be right, in half a sentence; None where it is believed."""
        # A clock that is behind erases less than it should, not more.
        if last is not None and now.timestamp() - last <= FARTHEST.total_seconds():
            return None
        told = await self.witness()
        says = f"the clock of this machine says {now:%Y-%m-%d %H:%M} (UTC)"
        if told is None:
            return f"{says}, and no messenger can be asked yet whether that is so"
        if abs(now - told) > AGREEMENT:
            return f"{says} and the messenger's {told:%Y-%m-%d %H:%M}: set it (use NTP)"
        return None

    async def _note(self, at: float | None, doubted: datetime | None) -> None:
        memo = {"at": at, "doubted": None if doubted is None else doubted.timestamp()}
        await self.writer.submit(Call(lambda batch: batch.tx.set_memo(LOOK_MEMO, memo)))


def _talk_from(now: datetime, after: str, batch: Batch) -> tuple[int, str | None]:
    return batch.overdue.prune_talk(now, after)
