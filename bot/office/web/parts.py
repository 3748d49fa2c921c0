"""What the pages of the desk work with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.clock import Clock
from bot.delivery.drawing import Drawing
from bot.office.desk import OfficeDesk
from bot.office.settings import Proposed, taken_up
from bot.office.web.searches import Searches
from bot.turns.apply import Batch
from bot.turns.ports import Store
from bot.turns.writer import Writer
from bot.words.words import Words
from dialogs.dialogue import Dialogue
from dialogs.office import Office

if TYPE_CHECKING:
    # An office without calendars loads nothing of them.
    from bot.calendars.listing import OfficeCalendar

T = TypeVar("T")
# So many pages are read at the same time.
MOST_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class DeskParts:
    """Everything that the pages are given. `base` is what the addresses that we hand out begin with.

    `calendars` are those of the office that are looked at. `profile` is the file of the office's profile, None where
    the example that ships (`example`) is in use. `renew` has everybody work with the office as it is from now on;
    without it changes hold after the next start, and so do those of the parts `after_start`.
    """

    desk: OfficeDesk
    store: Store
    writer: Writer
    dialogue: Dialogue
    words: Words
    clock: Clock
    base: str
    channels: frozenset[str] = frozenset()
    calendars: Sequence[OfficeCalendar] = ()
    profile: Path | None = None
    renew: Callable[[Office], None] | None = None
    after_start: frozenset[str] = frozenset()
    drawing: Drawing = field(default_factory=Drawing)
    searches: Searches = field(default_factory=Searches)
    at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    @property
    def office(self) -> Office:
        """The office."""
        return self.dialogue.around.office

    @property
    def example(self) -> Path:
        """The profile that ships."""
        return Path(__file__).parents[2] / "offices" / "tsubakuro.toml"

    def can_take_up(self, part: str) -> bool:
        """Whether a change of a part of the settings holds at once."""
        return self.renew is not None and part not in self.after_start

    def take_up(self, change: Proposed) -> bool:
        """Have everybody work with what was changed, between two turns; False where it holds after the next start."""
        if self.renew is None or not self.can_take_up(change.part):
            return False
        self.renew(taken_up(self.office, change.office, change.part))
        return True

    async def looked(self, look: Callable[[Batch], T]) -> T:
        """Read in a thread of its own, beside the turns; nothing of it is kept."""

        def read() -> T:
            with self.store.reading() as tx:
                return look(Batch(tx, self.dialogue, self.words, self.channels))

        async with self.at_once:
            return await asyncio.to_thread(read)


__all__ = ["DeskParts"]
