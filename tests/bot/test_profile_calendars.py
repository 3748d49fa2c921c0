"""What an office profile says of the office's own calendars."""

from __future__ import annotations

import re
import tomllib

import pytest

from bot.office_profile.profile import office_from
from dialogs.booking.rules import CalendarRule
from tests.bot.test_office_profile import EXAMPLE, full, refused


def test_calendars_are_read() -> None:
    given = CalendarRule(
        names=("sato", "office"),
        stale_minutes=45,
        owners=("sato@example.jp",),
        writes_to="ご相談 予約",
        shows_names=True,
    )
    office = office_from(full(), "x.toml")
    assert office.calendar == given
    assert [member.writes_to for member in office.staff] == [None, "鈴木"]
    assert office_from(full() | {"calendar": {}}, "x.toml").calendar == CalendarRule(stale_minutes=30)


def test_a_member_names_calendars_that_the_office_names() -> None:
    data = full()
    data["staff"][0]["calendars"] = ["sato"]
    assert office_from(data, "x.toml").staff[0].calendars == ("sato",)
    data["staff"][0]["calendars"] = ["sato", "suzuki"]
    wrong = "office.toml: staff[0].calendars[1]: expected a calendar that calendar.names names, found 'suzuki'"
    assert refused(data).startswith(wrong)
    del data["calendar"]
    assert "staff[0].calendars[0]: expected a calendar that calendar.names names" in refused(data)
    data = full()
    data["staff"][0]["calendars"] = ["sato", "sato"]
    assert "expected each only once" in refused(data)


def test_the_bookings_and_calendars_that_the_example_writes_in_comments_are_accepted() -> None:
    _, begin, rest = EXAMPLE.partition("# [booking]\n")
    block, end, _ = rest.partition("\n\n")
    lines = (begin + block).splitlines()
    written = "\n".join(line.removeprefix("# ") for line in lines if re.match(r"# (\[|[a-z_]+ = )", line))
    office = office_from(tomllib.loads(EXAMPLE) | tomllib.loads(written), "x.toml")
    assert end
    assert office.booking is not None
    assert office.booking.minutes["visit"] == 90
    assert [member.id for member in office.staff] == ["a"]
    assert office.rooms is not None
    assert len(office.rooms.pool) == 2
    assert office.calendar is not None
    assert office.staff[0].calendars == office.calendar.names[:1]


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("stale_minutes", 9),
        ("stale_minutes", 10_081),
        ("names", ["a, b"]),
        ("names", []),
        ("names", "sato"),
        ("owners", ["sato"]),
        ("writes_to", " talks"),
        ("shows_names", "no"),
    ],
)
def test_impossible_values_of_calendars_are_named(key: str, wrong: object) -> None:
    data = full()
    data["calendar"][key] = wrong
    assert re.match(rf"office\.toml: calendar\.{key}(\[0\])?: expected ", refused(data))
