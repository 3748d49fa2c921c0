"""`intake slots`: what the chat would offer, in words and as JSON, and what is said of an unknown way or zone."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from bot import app
from bot.__main__ import main
from bot.calendars.listing import hashed
from bot.commands import slots as slots_command
from bot.settings import Settings
from bot.turns.apply import Batch
from bot.turns.ledger import Call
from bot.turns.records import StoredCalendar
from dialogs.booking.cells import cells_of
from dialogs.booking.slots import TakenByWeek
from dialogs.office import Office

EXAMPLE = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
BOOKING = """
[booking]
minutes = { online = 60, office = 60, visit = 90 }
notice_hours = 24
horizon_days = 60
change_until_hours = 24
most_changes = 2

[booking.on_request]
sat = ["10:00-12:00"]

[[staff]]
id = "sato"
telegram = 1
role = "admin"
names = { ja = "佐藤", en = "Sato" }

[[staff]]
id = "suzuki"
telegram = 2
role = "member"
names = { ja = "鈴木", en = "Suzuki" }
ways = ["visit"]
"""
# Friday morning in Japan.
NOW = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)


@dataclass
class Ran:
    code: int
    out: str
    err: str


Slots = Callable[..., Ran]


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
    monkeypatch.setattr(slots_command, "now", lambda: NOW)
    return tmp_path


@pytest.fixture
def slots(folder: Path, capsys: pytest.CaptureFixture[str]) -> Slots:
    """Run the command."""

    def run(*argv: str) -> Ran:
        code = main(["slots", *argv])
        return Ran(code, *capsys.readouterr())

    return run


def test_it_prints_the_words_of_the_chats_buttons_by_way(slots: Slots) -> None:
    ran = slots("--days", "4")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:4] == [
        "Online (Google Meet) (online), 60 minutes",
        "  Sat 28 Nov 10:00 (on request)  sato",
        "  Sat 28 Nov 10:30 (on request)  sato",
        "  Sat 28 Nov 11:00 (on request)  sato",
    ]
    assert "  Mon 30 Nov 09:00               sato" in lines
    assert "At a place you choose (visit), 90 minutes" in lines


def test_as_json_programs_get_every_field(slots: Slots) -> None:
    ran = slots("--way", "visit", "--zone", "America/New_York", "--from", "2026-11-30", "--days", "1", "--json")
    found = json.loads(ran.out)
    assert ran.code == 0
    assert found[0] == {
        "way": "visit",
        "staff": "sato",
        "start": "2026-11-30T09:00:00+09:00",
        "end": "2026-11-30T10:30:00+09:00",
        "minutes": 90,
        "on_request": False,
        "there": "2026-11-29T19:00:00-05:00",
    }
    assert {slot["start"][:10] for slot in found} == {"2026-11-30"}
    assert found[-1]["end"] == "2026-11-30T18:30:00+09:00"
    assert {slot["there"] for slot in json.loads(slots("--json").out)} == {None}


def test_a_zone_shows_both_clocks(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Sun 29 Nov 19:00 · Japan Mon 30 Nov 09:00" in slots("--zone", "America/New_York").out
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    ran = slots("--zone", "America/New_York")
    assert "11月29日(日)19:00・日本11月30日(月)09:00" in ran.out
    assert "オンライン相談(Google Meet)（online）、60分" in ran.out


def test_days_are_those_of_the_office_and_none_before_today(slots: Slots) -> None:
    days = {slot["start"][:10] for slot in json.loads(slots("--from", "2020-01-01", "--json").out)}
    assert min(days) == "2026-11-28"
    assert max(days) == "2026-12-10"
    two = json.loads(slots("--from", "2026-12-01", "--days", "2", "--json").out)
    assert {slot["start"][:10] for slot in two} == {"2026-12-01", "2026-12-02"}


def test_where_nothing_is_free_it_says_so(slots: Slots) -> None:
    ran = slots("--way", "online", "--from", "2026-11-29", "--days", "1")
    assert ran.code == 0
    assert "Nothing is free from November 29, 2026 to November 29, 2026." in ran.out
    assert json.loads(slots("--from", "2029-01-01", "--json").out) == []


def test_holidays_are_those_of_japan(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots_command, "now", lambda: datetime(2026, 9, 18, tzinfo=UTC))
    days = {slot["start"][:10] for slot in json.loads(slots("--way", "online", "--json").out)}
    assert not days & {"2026-09-21", "2026-09-22", "2026-09-23"}
    assert "2026-09-24" in days


def test_what_is_taken_is_not_printed(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def taken(_settings: Settings, office: Office) -> Iterator[TakenByWeek]:
        assert office.booking is not None
        start = int(datetime(2026, 11, 30, 0, 0, tzinfo=UTC).timestamp())
        cells = frozenset(cells_of(start, 60, office.booking))
        yield TakenByWeek(office, lambda *_: {"sato": cells}, lambda *_: {"sato": (1,) * 7})

    monkeypatch.setattr(slots_command, "taken_in", taken)
    monday = [s["start"] for s in json.loads(slots("--way", "online", "--from", "2026-11-30", "--json").out)]
    assert monday[0] == "2026-11-30T10:00:00+09:00"


def test_a_calendar_that_was_never_read_makes_every_time_a_request(
    slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_BUSY_ICS", "https://a.example/zq7.ics")
    found = json.loads(slots("--way", "online", "--days", "5", "--json").out)
    assert {slot["on_request"] for slot in found} == {True}


def test_calendars_take_times_and_make_requests_as_in_the_chat(
    folder: Path, slots: Slots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One member is busy on Monday morning; the other's calendar is behind."""
    addresses = "https://a.example/zq7.ics,https://b.example/zq7.ics"
    monkeypatch.setenv("INTAKE_BUSY_ICS", addresses)
    mine = BOOKING.replace('role = "admin"', 'role = "admin"\ncalendars = ["one"]')
    theirs = mine.replace('ways = ["visit"]', 'ways = ["visit"]\ncalendars = ["two"]')
    names = '[calendar]\nnames = ["one", "two"]\nstale_minutes = 20\n'
    (folder / "office.toml").write_text(EXAMPLE + theirs + names, encoding="utf-8")
    core = app.build_core(Settings.load(os.environ, folder))
    nine, at = int(datetime(2026, 11, 30, 0, 0, tzinfo=UTC).timestamp()), int(NOW.timestamp())
    one, two = (hashed(address) for address in addresses.split(","))

    def keep(batch: Batch) -> None:
        spans = ((nine, nine + 3 * 3_600),)
        batch.tx.keep_calendar(StoredCalendar("address-1", one, spans, read_at=at - 20 * 60))
        batch.tx.keep_calendar(StoredCalendar("address-2", two, read_at=at - 20 * 60 - 1))

    core.ledger.do(Call(keep))
    core.database.close()
    monday = ("--from", "2026-11-30", "--days", "1", "--json")
    online = json.loads(slots("--way", "online", *monday).out)
    assert (online[0]["start"], online[0]["on_request"]) == ("2026-11-30T12:00:00+09:00", False)
    visits = json.loads(slots("--way", "visit", *monday).out)
    assert [(v["staff"], v["on_request"]) for v in (visits[0], visits[-1])] == [("suzuki", True), ("sato", False)]


@pytest.mark.parametrize(
    ("typed", "nearest"), [("onlin", "online"), ("VISIT", "visit"), ("xyz", "online|office|visit")]
)
def test_an_unknown_way_names_the_nearest(slots: Slots, typed: str, nearest: str) -> None:
    ran = slots("--way", typed)
    assert (ran.code, ran.out) == (1, "")
    said = ran.err.partition("did you mean ")[2].partition("?")[0]
    assert said in nearest.split("|")
    assert ran.err.endswith("Known: online, office, visit\n")


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("new york", "America/New_York"),
        ("London", "Europe/London"),
        ("europe/lodnon", "Europe/London"),
        ("Asia/Tokio", "Asia/Tokyo"),
        ("America/Sao_Paolo", "America/Sao_Paulo"),
        ("ニューヨーク", "America/New_York"),
        ("asia/kathmandu", "Asia/Kathmandu"),
        ("santiago", "America/Santiago"),
    ],
)
def test_an_unknown_zone_names_the_nearest(slots: Slots, typed: str, nearest: str) -> None:
    ran = slots("--zone", typed)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"intake: there is no such time zone; did you mean {nearest}?\n"


@pytest.mark.parametrize("typed", ["", "qqq", "../etc/passwd", "東"])
def test_any_zone_gets_one_sentence(slots: Slots, typed: str) -> None:
    ran = slots("--zone", typed)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "did you mean" in ran.err


def test_a_profile_without_bookings_says_how_to_have_them(slots: Slots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTAKE_OFFICE")
    ran = slots()
    assert (ran.code, ran.out) == (1, "")
    assert "[booking]" in ran.err
    assert "did you mean online?" in slots("--way", "onlin").err


@pytest.mark.parametrize("argv", [["--days", "0"], ["--days", "x"], ["--from", "tomorrow"], ["--csv", "a"], ["more"]])
def test_wrong_flags_end_it_with_two(slots: Slots, argv: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        slots(*argv)
    assert left.value.code == 2


def test_help_has_an_example(slots: Slots, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        slots("--help")
    assert "intake slots --way online --zone America/New_York" in capsys.readouterr().out
