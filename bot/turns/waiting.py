"""The look for leads that wait for staff: each is shown again once, when its time has come and the office is open.

It sleeps until the next one is due. It wakes up now and then all the same: a clock that was put on, or a machine that
slept, must not leave a client waiting.
"""

from __future__ import annotations

import logging
from datetime import datetime

from bot.clock import Clock
from bot.errors import StorageTrouble
from bot.turns.ledger import Call
from bot.turns.outcomes import NotShown
from bot.turns.writer import Writes

log = logging.getLogger(__name__)
# How long it sleeps at most.
LONGEST_SECONDS = 3_600.0
# How soon it is looked again where the database was in trouble.
AGAIN_AFTER_SECONDS = 600.0


class Waiting:
    """Shows staff the leads that nobody has taken, piece by piece, so that nobody's turn waits behind it."""

    def __init__(self, writer: Writes, clock: Clock) -> None:
        self.writer = writer
        self.clock = clock
        # Leads that could not be shown: they hold up no other, and are tried again after the next start.
        self._passed_over: set[str] = set()

    async def run(self) -> None:
        """Look whenever a lead is due, until cancelled; return at once where the office shows none again."""
        while (pause := await self._look()) is not None:
            await self.clock.sleep(pause)

    async def _show_some(self) -> bool:
        """Show some of the leads that are due; return whether there may be more."""
        but = frozenset(self._passed_over)
        try:
            return bool(await self.writer.submit(Call(lambda batch: batch.show_waiting(self.clock.now(), but))))
        except NotShown as error:
            log.error("lead %d cannot be shown again and is passed over; look at it with /lead", error.number)
            self._passed_over.add(error.lead)
            return True

    async def _look(self) -> float | None:
        """Look once; return how many seconds later to look again, None for never."""
        try:
            while await self._show_some():
                pass
            due: datetime | None = await self.writer.submit(Call(lambda batch: batch.next_look(self.clock.now())))
        except StorageTrouble:  # told where turns meet it
            return AGAIN_AFTER_SECONDS
        except Exception as error:  # nobody's turn may end with this
            log.error("leads that wait could not be shown again (%s); trying again", type(error).__name__)
            return AGAIN_AFTER_SECONDS
        if due is None:
            return None
        ahead = (due - self.clock.now()).total_seconds()
        # What is due by now could not be shown (a damaged row), and will not be any sooner for being tried at once.
        return ahead if 0 < ahead < LONGEST_SECONDS else LONGEST_SECONDS
