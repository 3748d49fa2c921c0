"""What `bot.storage.memory` keeps of timers."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from bot.storage.records import by_the_minute
from bot.turns.records import Timer


class _Kept(Protocol):
    timers: dict[tuple[str, str], Timer]


class RememberedTimers:
    """The part of a transaction that is about them."""

    kept: _Kept

    def set_timer(self, timer: Timer) -> None:
        self.kept.timers[timer.subject, timer.kind] = by_the_minute(timer)

    def drop_timers(self, subject: str) -> None:
        self.kept.timers = {key: timer for key, timer in self.kept.timers.items() if timer.subject != subject}

    def take_timer(self, timer: Timer) -> bool:
        found = self.kept.timers.get((timer.subject, timer.kind))
        is_same = found is not None and (found.due, found.version) == (timer.due, timer.version)
        if is_same:
            del self.kept.timers[timer.subject, timer.kind]
        return is_same

    def due_timers(self, now: float, most: int) -> list[Timer]:
        return [timer for timer in self._timers() if timer.due <= now][:most]

    def next_timer(self) -> int | None:
        return next((timer.due for timer in self._timers()), None)

    def timer(self, kind: str, subject: str) -> Timer | None:
        return self.kept.timers.get((subject, kind))

    def timers_of(self, person_id: str) -> list[Timer]:
        return [timer for timer in self._timers() if timer.person == person_id]

    def set_timers_like(self, like: str, kind: str, due: int, version: int) -> None:
        for timer in [timer for timer in self.kept.timers.values() if timer.kind == like]:
            self.set_timer(replace(timer, kind=kind, due=due, version=version))

    def timers_left(self, kind: str) -> tuple[int, int | None]:
        found = [timer.due for timer in self._timers() if timer.kind == kind]
        return len(found), min(found, default=None)

    def _timers(self) -> list[Timer]:
        return sorted(self.kept.timers.values(), key=lambda timer: timer.due)
