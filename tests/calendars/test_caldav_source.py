"""The calendars of a CalDAV server as sources of busy times: which are read together, and whom each makes busy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import caldav_source, connection
from bot.calendars.caldav_source import CaldavSource
from bot.calendars.events import busy_in
from bot.calendars.listing import calendars_of, server_id
from bot.calendars.reading import sources_of
from bot.calendars.sources import CalendarTrouble, CalendarWindow, Fetched, TroubleKind, Unchanged
from bot.errors import SettingsError
from bot.settings import Settings
from dialogs.booking.rules import CalendarRule
from tests.calendars.fake import BASE, FakeServer
from tests.calendars.small_office import FRIDAY, HOUR, dialogue
from tests.calendars.test_contract import text_of

WINDOW = CalendarWindow(FRIDAY - 24 * HOUR, FRIDAY + 24 * HOUR)
SERVER = Settings(caldav_url="https://dav.example/", caldav_user="office", caldav_password_file=Path("nowhere"))


@pytest.fixture
def server() -> FakeServer:
    made = FakeServer(("shared", "sato"))
    for name in made.names:
        made.put(f"{BASE}{name}/{name}.ics", text_of(name))
    made.put(f"{BASE}sato/old.ics", text_of("old", begins="20200101T000000Z", ends="20200101T010000Z"))
    return made


async def read(source: CaldavSource, marks: dict[str, str] | None = None) -> set[str] | None:
    """The names of what stands in a source; None where nothing has changed."""
    found = await source.read(WINDOW, marks or {})
    if isinstance(found, Unchanged):
        return None
    return {line for text in found.texts for line in text.decode().splitlines() if line.startswith("UID:")}


async def test_what_stands_in_the_stretch_is_read_of_all_or_of_one(server: FakeServer) -> None:
    everything = CaldavSource("s", "w", server.connect)
    assert await read(everything) == {"UID:shared", "UID:sato"}
    assert await read(CaldavSource("s", "w", server.connect, but=("sato",))) == {"UID:shared"}
    assert await read(CaldavSource("s", "w", server.connect, only="sato")) == {"UID:sato"}
    with pytest.raises(CalendarTrouble) as trouble:
        await read(CaldavSource("s", "w", server.connect, only="nobody"))
    assert trouble.value.kind is TroubleKind.NO_CALENDAR
    assert server.clients == 0


async def test_calendars_that_are_too_large_together_are_not_read(
    server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [len(one.text) for one in server.all if "old" not in one.href]
    for most, is_read in ((sum(sizes), True), (sum(sizes) - 1, False)):
        monkeypatch.setattr(caldav_source, "MOST_BYTES", most)
        source = CaldavSource("s", "w", server.connect)
        if is_read:
            assert await read(source) == {"UID:shared", "UID:sato"}
            continue
        with pytest.raises(CalendarTrouble) as trouble:
            await read(source)
        assert trouble.value.kind is TroubleKind.TOO_LARGE
    assert server.clients == 0


async def test_the_password_is_read_anew_for_each_client(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("one\n", encoding="utf-8")
    connect = connection.connect_to(replace(SERVER, caldav_password_file=file))
    client = connect()
    assert client.url == SERVER.caldav_url
    await client.close()
    file.unlink()
    with pytest.raises(SettingsError):
        connect()


async def test_what_whoever_owns_the_account_declined_makes_nobody_busy(server: FakeServer) -> None:
    """Their address says the server; of a calendar there, no entry and no name does."""
    invited = (
        "ORGANIZER:mailto:boss@example.jp",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:Sato@Example.jp",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boss@example.jp",
    )
    server.objects.clear()
    server.put(f"{BASE}sato/a.ics", text_of("a", *invited))
    for server.addresses, spans in ((frozenset(), 1), (frozenset({"sato@example.jp"}), 0)):
        found = await CaldavSource("s", "w", server.connect).read(WINDOW, {})
        assert isinstance(found, Fetched)
        read = busy_in(found.texts, WINDOW.begin, WINDOW.end, ZoneInfo("Asia/Tokyo"), lambda _: False, found.owners)
        assert len(read.spans) == spans


async def test_what_has_not_changed_is_not_read_again(server: FakeServer) -> None:
    source = CaldavSource("s", "w", server.connect)
    found = await source.read(WINDOW, {})
    assert isinstance(found, Fetched)
    assert await read(source, dict(found.marks)) is None
    server.put(f"{BASE}shared/new.ics", text_of("new"))
    assert await read(source, dict(found.marks)) == {"UID:shared", "UID:sato", "UID:new"}


def test_a_member_s_own_calendar_makes_them_busy_and_nobody_else() -> None:
    office = dialogue(CalendarRule(writes_to="shared"), a_writes="sato").around.office
    listed = [(one.id, one.name, one.staff) for one in calendars_of(SERVER, office)]
    assert listed == [
        (server_id(0), "dav.example", frozenset({"a", "b"})),
        (server_id(1), "sato", frozenset({"a"})),
    ]


def test_the_sources_are_those_that_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that what is kept of one is not taken for another."""
    office = dialogue(a_writes="sato", b_writes="suzuki").around.office
    monkeypatch.setattr(connection, "connect_to", lambda _settings: FakeServer().connect)
    settings = replace(SERVER, busy_ics=("https://a.example/x.ics",))
    listed, sources = calendars_of(settings, office), sources_of(settings, office)
    assert [one.id for one in listed] == [one.id for one in sources]
    assert len({one.where for one in sources}) == len(sources) == 4


@pytest.mark.parametrize(
    ("calendar", "a", "key"),
    [(CalendarRule(writes_to="x"), None, "calendar.writes_to"), (None, "x", "staff[0].writes_to")],
)
def test_a_calendar_to_write_to_needs_a_server(calendar: CalendarRule | None, a: str | None, key: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        calendars_of(Settings(), dialogue(calendar, a).around.office)
    assert str(wrong.value).startswith(
        f"{key} in the office profile names a calendar to write to, and INTAKE_CALDAV_URL"
    )
