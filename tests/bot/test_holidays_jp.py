"""Japanese public holidays: known days, and the years nobody can speak for."""

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from bot.office_profile.holidays_jp import holiday_name, is_japanese_holiday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 21), "敬老の日"),
        (date(2026, 9, 22), "国民の休日"),  # an ordinary day between two holidays
        (date(2026, 9, 23), "秋分の日"),
        (date(2027, 1, 1), "元日"),
        (date(2026, 5, 6), "振替休日"),  # Constitution Day fell on a Sunday, and two holidays followed it
        (date(2027, 3, 22), "振替休日"),
        (date(2026, 11, 23), "勤労感謝の日"),
    ],
)
def test_names_public_holidays(day: date, name: str) -> None:
    assert holiday_name(day) == name
    assert is_japanese_holiday(day)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 9, 24),
        date(2026, 5, 7),
        date(2026, 11, 22),  # a Sunday is no public holiday by itself
        date(2026, 12, 31),  # banks close, the public holiday is 1 January alone
        date(2027, 1, 2),
    ],
)
def test_other_days_are_none(day: date) -> None:
    assert holiday_name(day) is None
    assert not is_japanese_holiday(day)


def test_looking_at_one_year_leaves_the_others_right() -> None:
    assert [is_japanese_holiday(date(year, 1, 1)) for year in (2028, 2026, 2027, 2028)] == [True] * 4


@pytest.mark.parametrize("year", [1948, 2100])
def test_refuses_years_without_data(year: int) -> None:
    with pytest.raises(ValueError, match=f"1949 to 2099, not for {year}"):
        is_japanese_holiday(date(year, 1, 1))


def test_refuses_a_datetime_which_would_never_match() -> None:
    with pytest.raises(TypeError, match="found a datetime"):
        is_japanese_holiday(datetime(2027, 1, 1, tzinfo=UTC))


def test_the_package_is_imported_only_when_asked() -> None:
    program = "import sys, bot.office_profile.holidays_jp; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
