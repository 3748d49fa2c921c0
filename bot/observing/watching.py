"""What `intake run` has looking at it: names in the log, and figures where a port is set for them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.observing.lines import About
from bot.observing.observer import Observer
from bot.observing.pseudonyms import Pseudonyms
from bot.settings import Settings
from bot.storage.database import Database

if TYPE_CHECKING:
    from bot.observing.counted import CountingObserver


class NamingObserver(Observer):
    """Implements `Observer`: lines of the log say what they are about; what happens is counted, if it is to be."""

    def __init__(self, pseudonyms: Pseudonyms, counts: CountingObserver | None) -> None:
        self._pseudonyms = pseudonyms
        self.counts = counts
        if counts is not None:
            # Each turn calls these several times.
            self.add, self.measure = counts.add, counts.measure  # type: ignore[method-assign]

    def about(self, channel: str, chat: str = "", key: str = "", lead: str = "") -> AbstractContextManager[None]:
        """Name what a block is about."""
        return About(self._pseudonyms, channel, chat, key, lead)


def observing(settings: Settings, database: Database) -> Observer:
    """Return who looks at a process of these settings; nothing of figures is loaded where no port is set."""
    sealer = database.sealer
    pseudonyms = Pseudonyms(lambda label: sealer.fingerprint("log", label).encode(), Clock().now)
    if settings.metrics_port is None:
        return NamingObserver(pseudonyms, None)
    from bot.observing.counted import CountingObserver

    return NamingObserver(pseudonyms, CountingObserver())


__all__ = ["NamingObserver", "observing"]
