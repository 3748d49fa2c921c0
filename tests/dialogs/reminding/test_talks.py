"""When a talk is spoken of: a day and an hour before, never at night, never for a time that is not its own any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.desk.bookings import TALK, due
from dialogs.office import Office
from dialogs.reminding.quiet import is_quiet
from dialogs.reminding.talks import DAY, HOUR_BEFORE, THANKS, moments, next_due, overdue, renewed
from tests.dialogs.booking.offices import a_booking, moment, office, seconds
from tests.dialogs.booking.zones import CHANGES, NAMES, NIGHTS

HOUR = 3_600
START = seconds("2026-11-27T10:00")


def booked(start: int = START, zone: str = "Asia/Tokyo", **more: object) -> Booking:
    """A talk that is booked."""
    return a_booking(start, **{"way": "visit", "zone": zone, **more})


def at(text: str, zone: str) -> int:
    """A moment on the clock of a zone."""
    return seconds(text, zone)


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
def test_each_comes_before_the_talk_in_order_and_by_day(zone: str, day: object) -> None:
    """Whatever hour a talk is at, on the three days around a change of clocks."""
    noon = at(f"{day}T12:00", zone)
    for half in range(-72, 72):
        talk = booked(noon + half * HOUR // 2, zone)
        found = moments(office(), talk)
        assert list(found) == [DAY, HOUR_BEFORE]
        assert found[DAY] <= found[HOUR_BEFORE] < (talk.start or 0)
        for when in found.values():
            assert not is_quiet(datetime.fromtimestamp(when, UTC), ZoneInfo(zone))
        assert 12 * HOUR <= (talk.start or 0) - found[DAY] <= 24 * HOUR
        assert HOUR <= (talk.start or 0) - found[HOUR_BEFORE] <= 14 * HOUR


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("2026-11-27T10:00", "2026-11-26T10:00", "2026-11-27T09:00"),
        # An hour before an early talk is night: the evening before.
        ("2026-11-27T08:30", "2026-11-26T08:30", "2026-11-26T20:45"),
        ("2026-11-27T06:00", "2026-11-26T08:00", "2026-11-26T20:45"),
        ("2026-11-27T09:00", "2026-11-26T09:00", "2026-11-27T08:00"),
        # So is one late in the evening, as many have it abroad.
        ("2026-11-27T22:30", "2026-11-27T08:00", "2026-11-27T20:45"),
        ("2026-11-27T21:59", "2026-11-27T08:00", "2026-11-27T20:59"),
        ("2026-11-27T03:00", "2026-11-26T08:00", "2026-11-26T20:45"),
    ],
)
@pytest.mark.parametrize("zone", CHANGES)
def test_it_is_moved_out_of_the_night(zone: str, start: str, day: str, hour: str) -> None:
    found = moments(office(), booked(at(start, zone), zone))
    assert found == {DAY: at(day, zone), HOUR_BEFORE: at(hour, zone)}


def test_the_office_may_write_at_fewer_hours() -> None:
    from dialogs.office import ReminderRule
    from tests.dialogs.booking.offices import span

    late = replace(office(), reminders=ReminderRule(hours=span("10:00-19:00")))
    found = moments(late, booked(seconds("2026-11-27T09:30")))
    assert found == {DAY: seconds("2026-11-26T10:00"), HOUR_BEFORE: seconds("2026-11-26T18:45")}


@pytest.mark.parametrize("state", [state for state in State if state not in (State.BOOKED, State.KEPT)])
def test_what_does_not_stand_reminds_of_nothing(state: State) -> None:
    talk = booked(state=state)
    assert next_due(office(), talk) is None
    assert TALK not in [kind for kind, _ in due(office(), talk)]


def test_thanks_come_once_a_talk_took_place() -> None:
    kept = booked(state=State.KEPT, reminded=(DAY, HOUR_BEFORE))
    assert overdue(office(), kept, moment("2026-11-27T11:59")) == ()
    assert overdue(office(), kept, moment("2026-11-27T12:00")) == (THANKS,)
    assert (TALK, START + 2 * HOUR) in due(office(), kept)
    assert next_due(office(), replace(kept, reminded=(*kept.reminded, THANKS))) is None


def test_what_is_past_when_a_time_is_agreed_is_not_told() -> None:
    """Who books for tomorrow morning needs no word about tomorrow."""
    held = booked(state=State.HELD)
    for text, reminded in (
        ("2026-11-24T10:00", ()),
        ("2026-11-26T10:00", (DAY,)),
        ("2026-11-26T18:00", (DAY,)),
        ("2026-11-27T09:30", (DAY, HOUR_BEFORE)),
    ):
        assert renewed(office(), held, booked(), moment(text)).reminded == reminded
        assert renewed(office(), None, booked(), moment(text)).reminded == reminded


def test_another_time_is_spoken_of_anew_and_what_was_said_of_the_old_one_is_gone() -> None:
    told = booked(reminded=(DAY,), reminded_at=5, answered="yes", answered_at=6)
    moved = replace(told, start=START + 72 * HOUR)
    fresh = renewed(office(), told, moved, moment("2026-11-26T12:00"))
    assert (fresh.reminded, fresh.reminded_at, fresh.answered, fresh.answered_at) == ((), None, None, None)


def test_a_change_that_is_none_of_its_time_keeps_what_was_told() -> None:
    told = booked(reminded=(DAY,), reminded_at=5, answered="yes", answered_at=6)
    with_link = replace(told, room="https://meet.example/one", sequence=9)
    assert renewed(office(), told, with_link, moment("2026-11-26T12:00")) == with_link


def test_the_timer_is_that_of_the_next_one() -> None:
    def next_timer(shop: Office, talk: Booking) -> int | None:
        return dict(due(shop, talk)).get(TALK)

    assert next_timer(office(), booked()) == START - 24 * HOUR
    assert next_timer(office(), booked(reminded=(DAY,))) == START - HOUR
    assert next_timer(office(), booked(reminded=(DAY, HOUR_BEFORE))) is None
    assert overdue(office(), booked(), moment("2026-11-27T09:30")) == (DAY, HOUR_BEFORE)
    assert overdue(office(), booked(), moment("2026-11-26T09:59")) == ()


def test_no_kind_of_timers_says_what_it_is_of() -> None:
    """Their kinds stand in the clear."""
    from bot.turns.due import TIMERS
    from dialogs.desk.reminders import PROFILE

    assert {TALK, PROFILE} <= set(TIMERS)
    told = ("day", "hour", "stay", "point", "perman", "resid", "job", "expir", "mark", "birth", "coming", "mood")
    assert [kind for kind in TIMERS if any(word in kind for word in told)] == []


def test_a_day_on_the_clock_is_counted_in_hours() -> None:
    """Twenty-four hours before, also where a night has one more or fewer; it is shown in the client's own time."""
    for zone, day in NIGHTS:
        start = at(f"{day}T15:00", zone)
        assert moments(office(), booked(start, zone))[DAY] == start - int(timedelta(days=1).total_seconds())
