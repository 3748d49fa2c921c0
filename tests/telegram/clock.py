"""The time as the fake server and the bots under test see it: it moves only when a test moves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]

# A Monday, 10:00 in Tokyo: office hours, so that nothing about opening times gets in the way by accident.
START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


class FakeClock:
    """A clock to be called for the present moment (aware, UTC) and advanced by hand."""

    def __init__(self, start: datetime = START) -> None:
        self._now = self._checked(start)

    def __call__(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> datetime:
        """Move forward and return the new moment."""
        if by < timedelta(0):
            raise ValueError(f"the clock does not run backwards, asked to advance by {by}")
        self._now += by
        return self._now

    def set(self, moment: datetime) -> None:
        """Jump to a moment, forwards or backwards."""
        self._now = self._checked(moment)

    @staticmethod
    def _checked(moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"an aware moment is needed, not {moment!r}")
        return moment.astimezone(UTC)
