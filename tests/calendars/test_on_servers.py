"""A talk's whole life on both real servers: what `test_keeping` looks at closely in memory holds there as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import build_core, build_runner
from bot.calendars.caldav_client import CaldavClient
from bot.errors import SettingsError
from bot.settings import Settings
from dialogs.booking.booking import State
from tests.calendars.servers import PASSWORD, USER, CalendarServer
from tests.calendars.small_office import FRIDAY, HOUR, SmallOffice, dialogue, moved_text, times_of

CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}


def entry_in(server: CalendarServer, name: str) -> str | None:
    """The text of the first booking's entry as a calendar has it."""
    status, _, text = server.ask("GET", f"{server.home}{name}/booking-1-tsubakuro.ics")
    return text if status == 200 else None


@pytest.mark.long
async def test_a_talk_lives_in_the_calendar(server: CalendarServer) -> None:
    """Booked, annotated, given to somebody else, moved by hand and followed, deleted and made again, cancelled."""
    office = SmallOffice(lambda: CaldavClient(server.url, USER, PASSWORD), dialogue(a_writes="work", b_writes="suzuki"))
    number = office.books()
    await office.looks()
    text = entry_in(server, "work")
    assert text is not None
    noted = text.replace("END:VEVENT", "DESCRIPTION:bring the form\r\nEND:VEVENT")
    server.ask("PUT", f"{server.home}work/booking-1-tsubakuro.ics", noted, CALENDAR)
    office.moves(number, FRIDAY + HOUR, staff="b")
    await office.looks()
    assert entry_in(server, "work") is None
    text = entry_in(server, "suzuki")
    assert text is not None
    assert "DESCRIPTION:bring the form" in text
    assert times_of(text) == (FRIDAY + HOUR, FRIDAY + 2 * HOUR)
    place = f"{server.home}suzuki/booking-1-tsubakuro.ics"
    server.ask("PUT", place, moved_text(text, FRIDAY + 5 * HOUR), CALENDAR)
    await office.looks()
    office.presses("follow_entry")
    assert office.booking(number).start == FRIDAY + 5 * HOUR
    await office.looks()
    assert office.asks() == []
    server.stop()
    await office.looks()
    server.start()
    server.ask("DELETE", place)
    for _ in range(2):
        await office.looks()
    assert office.asks() == ["cancel_entry", "restore_entry"]
    office.presses("restore_entry")
    await office.looks()
    text = entry_in(server, "suzuki")
    assert text is not None
    assert times_of(text) == (FRIDAY + 5 * HOUR, FRIDAY + 6 * HOUR)
    office.cancels(number)
    await office.looks()
    assert office.booking(number).state is State.CANCELLED
    assert entry_in(server, "suzuki") is None
    assert office.store.kept.entries == {}


def test_a_password_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    settings = Settings(
        client_token="100:client-secret-client-secret",
        database=f"sqlite:///{tmp_path}/intake.db",
        caldav_url="https://dav.example/",
        caldav_user="office",
        caldav_password_file=tmp_path / "none",
    )
    core = build_core(settings, {})
    with pytest.raises(SettingsError, match="INTAKE_CALDAV_PASSWORD_FILE cannot be read") as stopped:
        build_runner(core)
    assert "\n" not in str(stopped.value)
    core.database.close()
