"""What `bot.storage.memory` keeps of the office's own calendars."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from typing import Protocol

from bot.turns.ports import Stale
from bot.turns.records import StoredCalendar


class _Kept(Protocol):
    # By id, as (version, text).
    calendars: dict[str, tuple[int, str]]


class RememberedCalendars:
    """The part of a transaction that is about calendars."""

    kept: _Kept

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        return {name: version for name, (version, _) in self.kept.calendars.items() if name in calendars}

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        if calendar_id not in self.kept.calendars:
            return None
        version, text = self.kept.calendars[calendar_id]
        return StoredCalendar.from_json(calendar_id, json.loads(text), version)

    def keep_calendar(self, stored: StoredCalendar) -> StoredCalendar:
        version, _ = self.kept.calendars.get(stored.id, (0, ""))
        if version != stored.version:
            raise Stale
        self.kept.calendars[stored.id] = (version + 1, json.dumps(stored.to_json()))
        return replace(stored, version=version + 1)

    def drop_calendars(self, but: Collection[str]) -> int:
        gone = [name for name in self.kept.calendars if name not in but]
        for name in gone:
            del self.kept.calendars[name]
        return len(gone)
