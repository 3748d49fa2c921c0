"""An office with calendars, and what is kept of them: a core whose sources answer as tests say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import Core, build_core
from bot.calendars.busy import BusyKeeper
from bot.calendars.sources import CalendarTrouble, CalendarWindow, Fetched, TroubleKind, Unchanged
from bot.clock import Clock
from bot.settings import Settings
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredCalendar
from bot.turns.writer import Writer
from dialogs.messages import Text
from tests.calendars.ics import calendar, event
from tests.e2e.booking.offices import RULE, STAFF, with_bookings
from tests.support import SettableClock

BOTH = "https://one.example/zq7secret.ics, https://two.example/zq7secret.ics"
SECOND = """
[[staff]]
id = "b"
telegram = 901
role = "member"
names = { ja = "佐藤", en = "Sato" }
"""
# Friday 27 November, from ten to eleven in Japan.
FRIDAY_TEN = calendar(event("DTSTART:20261127T010000Z", "DTEND:20261127T020000Z"))


def settings_with(folder: Path, *sections: str, addresses: str = BOTH) -> Settings:
    """The settings of an office with bookings, these sections in its profile, and calendars at these addresses."""
    office = with_bookings(folder, *(sections or (RULE, STAFF, SECOND)))
    given = {"INTAKE_DATABASE": f"sqlite:///{folder}/intake.db", "INTAKE_OFFICE": str(office)}
    return Settings.load(given | ({"INTAKE_BUSY_ICS": addresses} if addresses else {}), folder)


@dataclass
class ScriptedCalendar:
    """A calendar that answers as it is told, and notes what it was asked with."""

    id: str
    where: str
    answer: Fetched | Unchanged | TroubleKind | Exception = field(default_factory=lambda: Fetched((calendar(),)))
    asked: list[Mapping[str, str]] = field(default_factory=list)

    async def read(self, window: CalendarWindow, marks: Mapping[str, str]) -> Fetched | Unchanged:
        """Answer."""
        self.asked.append(dict(marks))
        if isinstance(self.answer, TroubleKind):
            raise CalendarTrouble(self.answer)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Stop(BaseException):
    """Enough was seen."""


@dataclass
class CalendarOffice:
    """A core with its keeper of busy times."""

    core: Core
    clock: SettableClock
    sources: tuple[ScriptedCalendar, ...]

    def looks(self, *meanwhile: Callable[[], object]) -> list[float]:
        """Read the calendars, and again after each of these; returns how long it slept."""
        left, slept = list(meanwhile), []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            if not left:
                raise Stop
            left.pop(0)()

        async def run() -> None:
            writer = Writer(self.core.ledger)
            writer.start()
            assert self.core.busy is not None
            clock = Clock(now=self.clock, sleep=sleep)
            try:
                await BusyKeeper(writer, clock, self.core.office, self.core.busy.calendars, self.sources).run()
            except Stop:
                pass
            finally:
                await asyncio.to_thread(writer.stop)

        asyncio.run(run())
        return slept

    def do(self, call: Callable[[Batch], Any]) -> Any:
        """Do something in a transaction."""
        return self.core.ledger.do(Call(call))

    def kept(self, number: int = 1) -> StoredCalendar:
        """What is kept of a calendar."""
        found: StoredCalendar | None = self.do(lambda batch: batch.tx.calendar(f"address-{number}"))
        assert found is not None
        return found

    def told(self) -> list[str]:
        """What staff were told, in English."""
        posts = [post for post in self.do(lambda batch: batch.tx.waiting()) if post.kind == "reply"]
        lines = [[Text.from_json(line) for line in post.payload["say"]["lines"]] for post in posts]
        return ["\n".join(self.core.words.plain("en", line) for line in several) for several in lines]


def calendar_office(folder: Path, clock: SettableClock, *sections: str, addresses: str = BOTH) -> CalendarOffice:
    """An office whose calendars are empty at first."""
    settings = settings_with(folder, *sections, addresses=addresses)
    core = build_core(settings)
    where = settings.busy_ics
    sources = tuple(ScriptedCalendar(f"address-{number}", at) for number, at in enumerate(where, start=1))
    return CalendarOffice(core, clock, sources)


__all__ = ["RULE", "SECOND", "STAFF", "CalendarOffice", "ScriptedCalendar", "calendar_office", "settings_with"]
