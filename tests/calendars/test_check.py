"""What `intake doctor` finds of the office's calendars: whether they can be read, how old they are, and no secret."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.calendars.listing import hashed
from bot.calendars.sources import MOST_BYTES
from bot.checks import busy
from bot.checks.busy import check_busy
from bot.checks.store import StoreFindings
from bot.office_profile.profile import load_office
from bot.settings import Settings
from bot.turns.records import StoredCalendar
from tests.calendars.ics import calendar
from tests.calendars.office import settings_with
from tests.calendars.server import SECRET, CalendarServer, calendar_server
from tests.e2e.booking.offices import RULE, STAFF
from tests.e2e.doctor.patient import only, said
from tests.support import TUESDAY_MORNING

MINUTE = 60
WHERE = r"127.0.0.1 \(1\)"


@dataclass
class Looked:
    """An installation whose calendars are looked at."""

    settings: Settings
    server: CalendarServer
    store: StoreFindings

    async def lines(self) -> list[str]:
        """What is found, as "level about: text"."""
        office = load_office(self.settings.office)
        found = await check_busy(self.settings, office, self.store, TUESDAY_MORNING)
        lines = [f"{f.severity} {said(f.label)}: {said(f.says)}" for f in found]
        assert not any(SECRET in line or "/ical/" in line for line in lines)
        return lines

    def known(self, minutes: int, *, broken: int = 0) -> None:
        """The calendar was read so many minutes ago."""
        at = int(TUESDAY_MORNING.timestamp()) - minutes * MINUTE
        where = hashed(self.server.address)
        self.store.calendars["address-1"] = StoredCalendar("address-1", where, read_at=at, broken=broken)


@pytest.fixture
async def looked(tmp_path: Path) -> AsyncIterator[Looked]:
    async with calendar_server(calendar()) as server:
        settings = settings_with(tmp_path, RULE, STAFF, addresses=server.address)
        yield Looked(settings, server, StoreFindings())


async def test_one_that_was_not_read_yet(looked: Looked) -> None:
    only(await looked.lines(), f"note calendar: {WHERE}: not read yet; `intake run` reads it as soon as it starts")


async def test_one_that_is_up_to_date(looked: Looked) -> None:
    looked.known(3)
    only(await looked.lines(), f"ok calendar: {WHERE}: read 3 minutes ago")


async def test_one_that_is_behind(looked: Looked) -> None:
    looked.known(130)
    only(await looked.lines(), f"note calendar: {WHERE}: read 2 hours ago; `intake run` reads it as soon as it starts")
    looked.store.running = True
    behind = f"warning calendar: {WHERE}: not read for 2 hours, so clients can only ask for times."
    only(await looked.lines(), f"{behind} The log of `intake run` says why")
    looked.server.status = 500
    only(await looked.lines(), f"{behind} It cannot be reached")


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, b"", "lets nobody in at the address that is set"),
        (500, b"", "cannot be reached, or answers with an error"),
        (200, b"<html>Please sign in</html>", "is no calendar"),
        (200, b"x" * (MOST_BYTES + 1), "There is too much in it"),
    ],
    ids=["401", "500", "page", "too large"],
)
async def test_one_in_trouble(looked: Looked, status: int, body: bytes, words: str) -> None:
    looked.server.status, looked.server.body = status, body
    looked.known(3)
    only(await looked.lines(), f"warning calendar: {WHERE}: .*{words}")


async def test_one_that_does_not_answer(looked: Looked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "PATIENCE_SECONDS", 0.05)
    looked.server.rests = asyncio.Event()
    only(await looked.lines(), f"warning calendar: {WHERE}: It takes too long to answer")


async def test_one_whose_secret_goes_over_the_wire_in_the_clear(looked: Looked) -> None:
    looked.settings = replace(looked.settings, busy_ics=(f"http://0.0.0.0:1/{SECRET}", f"http://localhost:1/{SECRET}"))
    clear, *others = await looked.lines()
    only([clear], r"warning calendar: 0.0.0.0 \(1\): its address begins with http://")
    assert [line for line in others if "http://" in line] == []


async def test_broken_appointments_are_told(looked: Looked) -> None:
    looked.known(3, broken=2)
    _, broken = await looked.lines()
    assert broken.startswith("warning calendar: 127.0.0.1 (1): 2 appointments in it cannot be read")


async def test_what_was_read_at_another_address_is_not_spoken_of(looked: Looked) -> None:
    looked.known(3, broken=2)
    looked.settings = replace(looked.settings, busy_ics=(f"{looked.server.address}?x=1",))
    only(await looked.lines(), "note calendar: .*not read yet")


async def test_a_name_without_an_address_is_a_problem(looked: Looked, tmp_path: Path) -> None:
    names = '[calendar]\nnames = ["a", "b"]\n'
    looked.settings = settings_with(tmp_path, RULE, STAFF, names, addresses=looked.server.address)
    only(
        await looked.lines(),
        "problem calendar: calendar.names in the office profile names 2 calendars, and INTAKE_BUSY_ICS has 1 address",
    )


async def test_calendars_of_an_office_without_bookings_are_for_nothing(looked: Looked) -> None:
    looked.settings = replace(looked.settings, office=None)
    only(
        await looked.lines(),
        r"warning calendar: INTAKE_BUSY_ICS or INTAKE_CALDAV_URL is set, but the office profile has no \[booking\]",
    )
    assert looked.server.asked == []
