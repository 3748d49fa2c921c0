"""The part of a transaction on SQL tables that is about timers."""

from __future__ import annotations

from bot.storage.bookings import Diary
from bot.turns.records import Timer


class SqlTimers:
    """Sets and takes timers; `bot.storage.bookings` writes them."""

    _diary: Diary

    def set_timer(self, timer: Timer) -> None:
        self._diary.set_timer(timer)

    def drop_timers(self, subject: str) -> None:
        self._diary.drop_timers(subject)

    def take_timer(self, timer: Timer) -> bool:
        return self._diary.take_timer(timer)

    def due_timers(self, now: float, most: int) -> list[Timer]:
        return self._diary.due_timers(now, most)

    def next_timer(self) -> int | None:
        return self._diary.next_timer()

    def timer(self, kind: str, subject: str) -> Timer | None:
        return self._diary.timer(kind, subject)

    def timers_of(self, person_id: str) -> list[Timer]:
        return self._diary.timers_of(person_id)

    def set_timers_like(self, like: str, kind: str, due: int, version: int) -> None:
        self._diary.set_timers_like(like, kind, due, version)

    def timers_left(self, kind: str) -> tuple[int, int | None]:
        return self._diary.timers_left(kind)
