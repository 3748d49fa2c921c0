"""Nobody is written to at night where they are, whatever their clock does in it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.office import AWAKE, Span
from dialogs.reminding.quiet import awake_from, awake_until, clock_of, is_quiet, next_morning
from tests.dialogs.booking.zones import CHANGES, NAMES, NIGHTS

FEWER = Span(time(9), time(20))
HOUR = 3_600


def hours_around(zone: str, day: object) -> list[int]:
    """Each half an hour of the three days around a change of clocks."""
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo(zone)).timestamp()
    return [int(noon) + half * HOUR // 2 for half in range(-72, 72)]


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
@pytest.mark.parametrize("awake", [AWAKE, FEWER])
def test_a_moment_is_moved_out_of_the_night_by_no_more_than_the_night(zone: str, day: object, awake: Span) -> None:
    clock = ZoneInfo(zone)
    for moment in hours_around(zone, day):
        later, sooner = awake_from(moment, clock, awake), awake_until(moment, clock, awake)
        quiet = is_quiet(datetime.fromtimestamp(moment, UTC), clock, awake)
        assert (later, sooner) == (moment, moment) or quiet
        for moved in (later, sooner):
            assert not is_quiet(datetime.fromtimestamp(moved, UTC), clock, awake)
        assert moment <= later <= moment + 14 * HOUR
        assert moment - 15 * HOUR <= sooner <= moment
        if quiet:
            shown = datetime.fromtimestamp(later, clock).time()
            assert shown == awake.opens, "the next allowed minute"
            assert not any(
                not is_quiet(datetime.fromtimestamp(between, UTC), clock, awake) for between in range(moment, later, 60)
            )


@pytest.mark.parametrize("zone", CHANGES)
def test_the_morning_is_after_now(zone: str) -> None:
    clock = ZoneInfo(zone)
    now = datetime(2026, 11, 24, tzinfo=UTC)
    for step in range(48):
        at = now + timedelta(hours=step)
        morning = next_morning(at, clock)
        assert at.timestamp() < morning <= at.timestamp() + 25 * HOUR


def test_a_zone_that_is_not_known_here_is_the_offices() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert clock_of("Mars/Olympus", tokyo) is tokyo
    assert clock_of(None, tokyo) is tokyo
    assert clock_of("../etc/passwd", tokyo) is tokyo
    assert clock_of("Asia/Kathmandu", tokyo) == ZoneInfo("Asia/Kathmandu")
