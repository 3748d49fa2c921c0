"""What a running process tells of itself: nothing, unless somebody looks (`bot.observing.watching`)."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.observing.counted import CountingObserver
    from bot.observing.metrics import Metric

_NOTHING: AbstractContextManager[None] = nullcontext()


class Observer:
    """Is told what happens, by whoever does it, in any thread; this one keeps nothing of it.

    `counts` is what keeps the figures, where something does.
    """

    counts: CountingObserver | None = None

    def add(self, metric: Metric, *labels: str, by: float = 1) -> None:
        """Count something that happened."""

    def measure(self, metric: Metric, value: float, *labels: str) -> None:
        """Note how much something was, or how long it took."""

    def about(self, channel: str, chat: str = "", key: str = "", lead: str = "") -> AbstractContextManager[None]:
        """Have each log line of a block say, by pseudonyms, which chat, update or lead it is about."""
        return _NOTHING


NOBODY_LOOKS = Observer()

__all__ = ["NOBODY_LOOKS", "Observer"]
