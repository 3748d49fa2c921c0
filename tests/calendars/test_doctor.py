"""What `intake doctor` says of the office's calendar: it only looks, unless it is asked to write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.calendars import connection
from bot.calendars.caldav_client import ObjectChanged
from bot.calendars.sources import TroubleKind
from bot.checks.busy import check_busy
from bot.checks.calendar import check_calendar
from bot.checks.finding import Severity
from bot.checks.store import StoreFindings
from bot.settings import Settings
from bot.words.operator import saying
from dialogs.booking.rules import CalendarRule
from tests.calendars.fake import FakeClient, FakeServer
from tests.calendars.small_office import NOW, dialogue

SERVER = Settings(caldav_url="https://dav.example/", caldav_user="office")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> FakeServer:
    made = FakeServer(("private", "talks"))
    monkeypatch.setattr(connection, "connect_to", lambda _settings: made.connect)
    return made


async def found(
    settings: Settings | None = None, calendar: CalendarRule | None = None, *, write: bool = False, a: str | None = None
) -> list[tuple[Severity, str]]:
    """How bad each finding is, and what is said of it."""
    office = dialogue(calendar, a).around.office
    findings = await check_calendar(settings or Settings(), office, lambda: NOW, write=write)
    say = saying("en")
    return [(one.severity, say(one.says)) for one in findings]


async def test_it_names_the_calendars_and_the_one_that_bookings_are_written_to(server: FakeServer) -> None:
    said = "reached; calendars: private, talks. Bookings are written to: {}"
    assert await found() == [(Severity.OK, said.format("private"))]
    assert await found(calendar=CalendarRule(writes_to="talks")) == [(Severity.OK, said.format("talks"))]
    assert await found(a="talks") == [(Severity.OK, said.format("private, talks"))]
    server.read_only = frozenset({"private"})
    assert await found() == [(Severity.OK, said.format("talks"))]
    assert server.changes == 0, "it only looks"
    assert server.clients == 0


async def test_a_calendar_that_is_not_there_is_a_problem(server: FakeServer) -> None:
    [(severity, said)] = await found(calendar=CalendarRule(writes_to="talk"))
    assert severity is Severity.PROBLEM
    assert "there are: private, talks" in said
    [(severity, said)] = await found(a="nobody")
    assert "a)" in said or "for: " in said
    server.read_only = frozenset({"private", "talks"})
    [(severity, _)] = await found()
    assert severity is Severity.PROBLEM


@pytest.mark.parametrize("kind", TroubleKind)
async def test_each_trouble_says_what_to_do(kind: TroubleKind, server: FakeServer) -> None:
    server.trouble = kind
    [(severity, said)] = await found()
    assert severity is Severity.PROBLEM
    assert "INTAKE_CALDAV" in said or "elsewhere" in said
    assert server.clients == 0


async def test_asked_to_write_it_makes_an_entry_and_removes_it(server: FakeServer) -> None:
    [_, (severity, said)] = await found(write=True)
    assert (severity, said) == (Severity.OK, "a test entry was made in private and removed again")
    assert (server.changes, server.all) == (2, [])


@pytest.mark.parametrize(
    ("step", "severity", "says"),
    [("create", Severity.PROBLEM, "could not be made"), ("remove", Severity.WARNING, "is still there")],
)
@pytest.mark.parametrize("refused", [False, True])
async def test_what_cannot_be_written_or_removed_is_said(
    refused: bool, step: str, severity: Severity, says: str, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing(*_args: object) -> None:
        if refused:
            raise ObjectChanged

    monkeypatch.setattr(FakeClient, step, nothing)
    [_, (found_severity, said)] = await found(write=True)
    assert found_severity is severity
    assert says in said


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
async def test_a_password_that_cannot_be_read_stops_the_start_with_a_sentence(
    content: bytes | None, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    settings = replace(SERVER, caldav_password_file=file)
    [(severity, said)] = await found(settings)
    assert severity is Severity.PROBLEM
    assert said.startswith(f"The file {file} of INTAKE_CALDAV_PASSWORD_FILE ")


def test_the_password_is_the_file_without_its_last_line_break(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(" zq7 word \r\n", encoding="utf-8")
    assert connection.read_password(file) == " zq7 word "


async def test_of_a_missing_password_it_is_said_once() -> None:
    """Though the server is looked at twice: what is read there, and where bookings are written."""
    settings = replace(SERVER, caldav_password_file=Path("none"))
    assert await check_busy(settings, dialogue().around.office, StoreFindings(), NOW) == []
    assert len(await found(settings)) == 1
