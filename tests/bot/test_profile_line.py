"""The table of the profile that says what is paid for in LINE."""

from __future__ import annotations

import pytest

from bot.office_profile.profile import office_from
from dialogs.office import LineRule
from tests.bot.test_office_profile import full, refused


def test_all_of_it_may_be_left_out() -> None:
    data = full()
    assert office_from(data, "x.toml").line == LineRule(monthly_limit=200, important=("staff", "reminders"))
    data["line"] = {}
    assert office_from(data, "x.toml").line == LineRule()
    del data["line"]
    assert office_from(data, "x.toml").line is None


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ({"monthly_limit": -1}, "line.monthly_limit"),
        ({"monthly_limit": "many"}, "line.monthly_limit"),
        ({"important": ["everything"]}, "line.important[0]"),
        ({"important": ["staff", "staff"]}, "line.important"),
        ({"limit": 1}, "line"),
    ],
)
def test_what_is_none_of_it_is_named(table: dict[str, object], named: str) -> None:
    data = full()
    data["line"] = table
    assert named in refused(data)
