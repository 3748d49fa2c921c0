"""`intake doctor` looks at the office's own calendars, by the address that is set and by what `intake run` has kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.calendars import connection
from bot.calendars.listing import hashed
from bot.checks.finding import Severity
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.lock import RunLock
from bot.storage.store import SqlStore
from bot.turns.records import StoredCalendar
from tests.calendars.fake import FakeServer
from tests.calendars.ics import calendar
from tests.calendars.server import SECRET, calendar_server
from tests.e2e.booking.offices import RULE, STAFF
from tests.e2e.doctor.patient import Patient, execute, only

TWO_HOURS = 130 * 60


def with_bookings(patient: Patient) -> None:
    """More of the office."""
    profile = Path(patient.environ["INTAKE_OFFICE"])
    profile.write_text(profile.read_text(encoding="utf-8") + RULE + STAFF, encoding="utf-8")


def keep(patient: Patient, where: str, read_at: int) -> None:
    """What `intake run` has kept."""
    database = open_database(Settings.load(patient.environ, patient.folder))
    with closing(database), SqlStore(database).transaction() as tx:
        tx.keep_calendar(StoredCalendar("address-1", hashed(where), read_at=read_at))


async def test_the_doctor_looks_at_calendars(patient: Patient) -> None:
    with_bookings(patient)
    async with calendar_server(calendar()) as server:
        patient.environ["INTAKE_BUSY_ICS"] = server.address
        keep(patient, server.address, int(patient.world.clock().timestamp()) - TWO_HOURS)
        server.status = 401
        with RunLock(patient.database):
            only(await patient.complaints(), "warning calendar: .*not read for 2 hours.* lets nobody in at the address")
        assert not any(SECRET in line for line in await patient.lines())
        execute(patient, "UPDATE calendars SET sealed = zeroblob(60)")
        server.status = 200
        assert [line for line in await patient.lines(Severity.NOTE) if "not read yet" in line], "a damaged one"


@pytest.fixture
def server(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    """A CalDAV server, as the settings name it."""
    made = FakeServer(("talks",))
    monkeypatch.setattr(connection, "connect_to", lambda _settings: made.connect)
    password = patient.folder / "password"
    password.write_text("zq7", encoding="utf-8")
    patient.environ |= {
        "INTAKE_CALDAV_URL": "https://dav.example/",
        "INTAKE_CALDAV_USER": "office",
        "INTAKE_CALDAV_PASSWORD_FILE": str(password),
    }
    return made


async def test_the_calendar_that_bookings_are_written_to_is_looked_at(patient: Patient, server: FakeServer) -> None:
    with_bookings(patient)
    only([line for line in await patient.lines() if "Bookings are" in line], "ok calendar: .*are written to: talks")
    patient.environ["INTAKE_OFFICE"] = "nowhere.toml"
    assert [line for line in await patient.lines() if "Bookings are" in line], "whatever the profile is"
    only(await patient.complaints(), "problem office profile: ")
    assert server.changes == 0
    del patient.environ["INTAKE_CALDAV_USER"]
    assert not [line for line in await patient.lines() if "Bookings are" in line], "what else is missing is told alone"


async def test_checks_that_stop_are_told_and_stop_no_other(
    patient: Patient, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_bookings(patient)
    patient.environ["INTAKE_TRANSLATE_URL"] = "http://127.0.0.1:1"

    def stops(*_args: object, **_more: object) -> None:
        raise RuntimeError("zq7")

    for check in ("bot.commands.doctor.check_calendar", "bot.checks.busy.check_busy"):
        monkeypatch.setattr(check, stops)
    monkeypatch.setattr("bot.checks.translations.check_translations", stops)
    found = await patient.complaints()
    stopped = [line for line in found if "could not be looked at (RuntimeError)" in line]
    assert [line.partition(":")[0] for line in stopped] == ["problem calendar"] * 2 + ["problem translations"]
    assert found == stopped
    assert [line for line in await patient.lines() if line.startswith("ok texts")], "what comes after is looked at"


async def test_a_profile_that_cannot_be_used_is_told_once(patient: Patient) -> None:
    patient.environ["INTAKE_BUSY_ICS"] = f"http://127.0.0.1:1/{SECRET}"
    patient.environ["INTAKE_OFFICE"] = "nowhere.toml"
    only(await patient.complaints(), "problem office profile: ")
