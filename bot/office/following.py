"""Follows what another process decided and this one keeps in memory: where the staff group went, and what was changed
of the office's profile on the staff page.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import OfficeProfileError, StorageTrouble
from bot.turns.counting import ProfileChange
from bot.turns.ledger import Call
from bot.turns.writer import Writes
from dialogs.office import Office

if TYPE_CHECKING:
    from bot.office.desk import OfficeDesk

log = logging.getLogger(__name__)
EVERY_SECONDS = 5.0
# More than are made in the time between two looks.
MOST_CHANGES = 20


class DecidedElsewhere:
    """Looks every few seconds; `desk` is there where this process knows the group.

    `renew` has everybody here work with an office, called by the writer between two turns. Changes of the parts
    `after_start` hold after the next start.
    """

    def __init__(
        self,
        writer: Writes,
        desk: OfficeDesk | None,
        profile: Path | None,
        office: Callable[[], Office],
        renew: Callable[[Office], None],
        after_start: Collection[str],
    ) -> None:
        self.writer, self.desk = writer, desk
        self.profile, self.office, self.renew, self.after_start = profile, office, renew, after_start
        # The newest change that holds here; None until it was looked.
        self._newest: int | None = None

    async def run(self, sleep: Callable[[float], Awaitable[None]]) -> None:
        """Look until cancelled."""
        while True:
            with suppress(StorageTrouble):  # told where turns meet it
                await self.look()
            await sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Look once."""
        if self.desk is not None:
            await self.desk.follow()
        changes: Sequence[ProfileChange] = await self.writer.submit(
            Call(lambda batch: batch.tx.profile_changes(MOST_CHANGES))
        )
        newest = max((change.number for change in changes), default=0)
        if self._newest is not None and newest > self._newest:
            await self._take_up(changes[0], [change.about for change in changes if change.number > self._newest])
        self._newest = newest

    async def _take_up(self, last: ProfileChange, changed: Sequence[str]) -> None:
        """Have what was changed hold here as well, where the file is here."""
        # Loaded where something was changed on the staff page.
        from bot.office.settings import UNDO, taken_up
        from bot.office_profile.editing import read_profile
        from bot.office_profile.profile import load_office

        parts = {about.removeprefix(f"{UNDO}.") for about in changed} - {*self.after_start}
        try:
            there = None if self.profile is None else await asyncio.to_thread(read_profile, self.profile)
            if there is None or there.digest != last.digest:
                log.warning("the office's profile was changed on another machine: copy the file here, and start anew")
                return
            office = await asyncio.to_thread(load_office, self.profile)
        except OfficeProfileError as error:
            log.warning("the office's profile was changed by another process, and cannot be read here: %s", error)
            return

        def renew(_batch: object) -> None:
            for part in sorted(parts):
                self.renew(taken_up(self.office(), office, part))

        await self.writer.submit(Call(renew))


__all__ = ["DecidedElsewhere"]
