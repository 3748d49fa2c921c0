"""`intake bookings`: what stands, in words, as JSON and as a calendar; and `intake slots` beside it."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import load_settings
from bot.commands import bookings as bookings_command
from bot.commands import slots as slots_command
from bot.storage.database import open_database
from bot.storage.store import SqlStore
from bot.turns.records import StoredBooking
from dialogs.booking.booking import State
from tests.bot.test_slots_command import BOOKING
from tests.storage.contract.bookings import a_booking

EXAMPLE = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
# Friday morning in Japan; a talk on Monday at ten there.
NOW = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
MONDAY = int(datetime(2026, 11, 30, 1, 0, tzinfo=UTC).timestamp())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, with a profile that has bookings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "office.toml"
    path.write_text(EXAMPLE + BOOKING, encoding="utf-8")
    monkeypatch.setenv("INTAKE_OFFICE", str(path))
    for command in (slots_command, bookings_command):
        monkeypatch.setattr(command, "now", lambda: NOW)
    return tmp_path


def book() -> None:
    """Somebody has booked, somebody asked, and one talk is over."""
    database = open_database(load_settings())
    try:
        with SqlStore(database).transaction() as tx:
            booked = a_booking(MONDAY, room="https://meet.example/one", sequence=3)
            for booking in (booked, a_booking(MONDAY + 7200, state=State.REQUESTED), a_booking(MONDAY - 86_400 * 7)):
                person = tx.person_at("telegram", str(booking.start), NOW)
                person.touched = True
                tx.flush()
                tx.keep_booking(StoredBooking(person.id, replace(booking, zone="Europe/London")))
            tx.flush()
    finally:
        database.close()


def test_without_a_database_nothing_stands_and_none_is_made(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bookings"]) == 0
    assert capsys.readouterr().out == "Nothing is booked from today on.\n"
    assert not (folder / "intake.db").exists()


def test_what_stands_is_printed_soonest_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book()
    assert main(["bookings"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "Mon, November 30, 2026, 01:00 (your time), that is Mon, November 30, 2026, 10:00 (Japan time)" in first
    assert "booked" in first
    assert "to be approved" in second
    assert main(["bookings", "--json"]) == 0
    booked, asked = json.loads(capsys.readouterr().out)
    assert (booked["state"], booked["start"], booked["room"]) == (
        "booked",
        "2026-11-30T10:00:00+09:00",
        "https://meet.example/one",
    )
    assert (asked["state"], asked["lead"], asked["zone"]) == ("requested", None, "Europe/London")


def test_the_calendar_has_what_is_booked_and_no_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book()
    assert main(["bookings", "--ics", "talks.ics"]) == 0
    assert capsys.readouterr().out == ""
    written = (folder / "talks.ics").read_bytes().decode()
    assert written.count("BEGIN:VEVENT") == 1
    for line in ("METHOD:PUBLISH", "SEQUENCE:3", "DTSTART:20261130T010000Z", "STATUS:CONFIRMED"):
        assert f"{line}\r\n" in written
    assert "ATTENDEE" not in written
    assert main(["bookings", "--ics", str(folder)]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_what_is_stored_is_no_slot_any_more(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book()
    arguments = ["slots", "--way", "online", "--from", "2026-11-30", "--days", "1", "--json"]
    assert main(arguments) == 0
    starts = [slot["start"] for slot in json.loads(capsys.readouterr().out)]
    assert starts[0] == "2026-11-30T09:00:00+09:00"
    assert "2026-11-30T10:00:00+09:00" not in starts
