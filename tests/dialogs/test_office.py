"""The office's hours and half-days, on fixed days; nothing here asks what day it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dialogs.office import (
    SEARCH_DAYS,
    Closure,
    HalfDay,
    HalfDayRule,
    IsHoliday,
    MeetingWay,
    Office,
    Privacy,
    RingRule,
    Service,
    Span,
    after_open_hours,
    half_days,
    hours_on,
    is_open,
    next_opening,
    typical_reply,
)
from tests.properties import examples

TOKYO = ZoneInfo("Asia/Tokyo")
TEXT = {"ja": "文", "en": "text"}
DAY = (Span(time(9), time(18, 30)),)
NEW_YEAR = Closure(first_day=date(2026, 12, 29), last_day=date(2027, 1, 3), note=TEXT)
HOLIDAYS = {date(2026, 11, 23), date(2027, 1, 1), date(2027, 1, 11)}

OFFICE = Office(
    key="test",
    example=True,
    names={"ja": "事務所", "en": "Office", "zh": "事务所"},
    practitioner="行政書士",
    languages=("ja",),
    languages_note=TEXT,
    address=TEXT,
    access=TEXT,
    phone="03-0000-0000",
    contact_form_note=TEXT,
    regions=TEXT,
    timezone="Asia/Tokyo",
    hours=(DAY, DAY, DAY, DAY, DAY, (), ()),
    closed_on_holidays=True,
    closures=(NEW_YEAR,),
    outside_hours=TEXT,
    by_appointment=TEXT,
    half_days=HalfDayRule(morning_until=time(12), afternoon_from=time(13), at_least_hours=2),
    consultation_ways=(MeetingWay(id="online", kind="online", tool="Google Meet", label=TEXT),),
    services=(Service(id="hsp", label=TEXT),),
    ringing=RingRule(qualifies=True, j_skip=True, asks_for_human=True, undecided_from_total=55),
    privacy=Privacy(controller=TEXT, contact=TEXT, keep_days=365),
)


def holiday(day: date) -> bool:
    return day in HOLIDAYS


def tokyo(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=TOKYO)


def with_hours(*spans: tuple[str, str]) -> Office:
    """The office, open so on every day of the week."""
    day = tuple(Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans)
    return replace(OFFICE, hours=(day,) * 7)


def ids(office: Office, now: datetime, limit: int = 12) -> list[str]:
    return [half_day.id for half_day in half_days(office, now, holiday, limit=limit)]


# Texts


@pytest.mark.parametrize(
    ("language", "name"),
    [("ja", "事務所"), ("en", "Office"), ("zh", "事务所"), ("zh-Hans", "事务所"), ("uk", "Office"), ("", "Office")],
)
def test_text_falls_back_to_the_base_language_and_english(language: str, name: str) -> None:
    assert OFFICE.in_language(OFFICE.names, language) == name


def test_text_falls_back_to_japanese_last() -> None:
    assert OFFICE.in_language({"ja": "事務所"}, "en") == "事務所"


def test_ways_and_services_are_found_by_id() -> None:
    assert OFFICE.way("online") is OFFICE.consultation_ways[0]
    assert OFFICE.service("hsp") is OFFICE.services[0]
    assert OFFICE.way("gone") is None
    assert OFFICE.service("gone") is None


# Open or closed


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (tokyo(2026, 11, 24, 8, 59), False),
        (tokyo(2026, 11, 24, 9, 0), True),
        (tokyo(2026, 11, 24, 18, 29), True),
        (tokyo(2026, 11, 24, 18, 30), False),
        (tokyo(2026, 11, 22, 10, 0), False),  # Sunday
        (tokyo(2026, 11, 23, 10, 0), False),  # Labour Thanksgiving Day, a Monday
        (tokyo(2026, 12, 28, 10, 0), True),
        (tokyo(2026, 12, 29, 10, 0), False),  # first day of the closure
        (tokyo(2027, 1, 3, 10, 0), False),
        (tokyo(2027, 1, 4, 10, 0), True),
        (datetime(2026, 11, 24, 0, 0, tzinfo=UTC), True),  # 09:00 in Tokyo
        (datetime(2026, 11, 23, 23, 59, tzinfo=UTC), False),  # 08:59 on the 24th in Tokyo
    ],
)
def test_is_open(at: datetime, expected: bool) -> None:
    assert is_open(OFFICE, at, holiday) is expected


def test_the_last_second_of_opening_is_open() -> None:
    assert is_open(OFFICE, tokyo(2026, 11, 24, 18, 29).replace(second=59, microsecond=999_999), holiday)


def test_closed_over_lunch() -> None:
    office = with_hours(("09:00", "12:00"), ("13:00", "18:00"))
    opened = [is_open(office, tokyo(2026, 11, 24, hour), holiday) for hour in (11, 12, 13, 18)]
    assert opened == [True, False, True, False]


def test_holidays_count_only_where_the_office_closes_on_them() -> None:
    office = replace(OFFICE, closed_on_holidays=False)
    assert is_open(office, tokyo(2026, 11, 23, 10), holiday)
    assert hours_on(office, date(2026, 11, 23), holiday) == DAY
    assert hours_on(OFFICE, date(2026, 11, 23), holiday) == ()


@pytest.mark.parametrize("ask", [is_open, next_opening, typical_reply, half_days])
def test_a_moment_without_a_time_zone_is_refused(ask: object) -> None:
    naive = tokyo(2026, 11, 24, 9).replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        ask(OFFICE, naive, holiday)  # type: ignore[operator]  # any of four functions with one shape


# The next opening


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        (tokyo(2026, 11, 24, 8, 59), tokyo(2026, 11, 24, 9)),
        (tokyo(2026, 11, 24, 9, 0), tokyo(2026, 11, 24, 9)),
        (tokyo(2026, 11, 24, 9, 1), tokyo(2026, 11, 25, 9)),
        (tokyo(2026, 11, 20, 19, 0), tokyo(2026, 11, 24, 9)),  # Friday evening, a weekend and a holiday
        (tokyo(2026, 12, 28, 18, 30), tokyo(2027, 1, 4, 9)),  # across the New Year closure
        (tokyo(2027, 1, 8, 18, 30), tokyo(2027, 1, 12, 9)),  # Coming of Age Day
        (datetime(2026, 11, 22, 20, 0, tzinfo=UTC), tokyo(2026, 11, 24, 9)),
    ],
)
def test_next_opening(at: datetime, opening: datetime) -> None:
    found = next_opening(OFFICE, at, holiday)
    assert found == opening
    assert found is not None
    assert found.utcoffset() == timedelta(hours=9)


def test_next_opening_after_lunch_is_the_same_day() -> None:
    office = with_hours(("09:00", "12:00"), ("13:00", "18:00"))
    assert next_opening(office, tokyo(2026, 11, 24, 10), holiday) == tokyo(2026, 11, 24, 13)


@pytest.mark.parametrize(
    ("at", "hours", "end"),
    [
        (tokyo(2026, 11, 24, 10), 3, tokyo(2026, 11, 24, 14)),
        (tokyo(2026, 11, 24, 12, 30), 2, tokyo(2026, 11, 24, 15)),
        (tokyo(2026, 11, 24, 17), 2, tokyo(2026, 11, 25, 10)),
        (tokyo(2026, 11, 22, 20), 8, tokyo(2026, 11, 24, 18)),
        (tokyo(2026, 12, 28, 18), 1, tokyo(2027, 1, 4, 10)),
    ],
    ids=["over lunch", "from lunch", "over night", "over a holiday", "over a closure"],
)
def test_hours_of_opening_pass_while_the_office_is_open_alone(at: datetime, hours: int, end: datetime) -> None:
    """Elsewhere neither lunch nor holidays were known, and deadlines went by the wall clock."""
    office = with_hours(("09:00", "12:00"), ("13:00", "18:00"))
    assert after_open_hours(office, at, hours, holiday) == end


def test_hours_of_opening_of_an_office_that_never_opens_end_with_the_days_looked_at() -> None:
    at = tokyo(2026, 11, 24, 10)
    assert after_open_hours(with_hours(), at, 1, holiday) == at + timedelta(days=SEARCH_DAYS)


def test_next_opening_looks_sixty_days_ahead_and_no_further() -> None:
    at = tokyo(2026, 2, 1, 20)
    reopening = at.date() + timedelta(days=SEARCH_DAYS)
    closed_until = Closure(first_day=at.date(), last_day=reopening - timedelta(days=1), note=TEXT)
    office = replace(with_hours(("09:00", "17:00")), closures=(closed_until,))
    assert next_opening(office, at, holiday) == datetime.combine(reopening, time(9), tzinfo=TOKYO)
    longer = replace(office, closures=(replace(closed_until, last_day=reopening),))
    assert next_opening(longer, at, holiday) is None
    assert typical_reply(longer, at, holiday) is None
    assert half_days(longer, at, holiday) == ()


def test_typical_reply_is_now_while_open_and_the_next_opening_otherwise() -> None:
    now = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    assert typical_reply(OFFICE, now, holiday) == now
    assert typical_reply(OFFICE, tokyo(2026, 11, 24, 18, 30), holiday) == tokyo(2026, 11, 25, 9)


# Where clocks are put back and on: New York, 2026-11-01 at 02:00 and 2027-03-14 at 02:00

NEW_YORK = ZoneInfo("America/New_York")


def in_new_york(*spans: tuple[str, str]) -> Office:
    return replace(with_hours(*spans), timezone="America/New_York")


@pytest.mark.parametrize(
    ("utc", "opened", "opening"),
    [
        ("05:29", False, "01T01:30-04:00"),
        ("05:30", True, "01T01:30-04:00"),
        ("05:59", True, "02T01:30-05:00"),
        ("06:00", True, "02T01:30-05:00"),  # the clock shows 01:00 again, and nobody has gone home
        ("06:15", True, "02T01:30-05:00"),
        ("06:30", True, "02T01:30-05:00"),  # 01:30 again, which opens nothing a second time
        ("07:44", True, "02T01:30-05:00"),
        ("07:45", False, "02T01:30-05:00"),
    ],
)
def test_an_hour_that_comes_twice_opens_once(utc: str, opened: bool, opening: str) -> None:
    office = in_new_york(("01:30", "02:45"))
    for zone in (UTC, TOKYO, NEW_YORK):
        at = datetime.fromisoformat(f"2026-11-01T{utc}+00:00").astimezone(zone)
        assert is_open(office, at, holiday) is opened
        found = next_opening(office, at, holiday)
        assert found is not None
        assert found.isoformat(timespec="minutes") == f"2026-11-{opening}"
        reply = typical_reply(office, at, holiday)
        assert reply is not None
        assert reply.timestamp() == (at if opened else found).timestamp()


@pytest.mark.parametrize("utc", ["05:45", "06:00", "06:29", "06:30", "06:45"])
def test_what_closed_does_not_open_again_when_the_clock_is_put_back(utc: str) -> None:
    at = datetime.fromisoformat(f"2026-11-01T{utc}+00:00").astimezone(NEW_YORK)
    assert not is_open(in_new_york(("01:15", "01:45")), at, holiday)


@pytest.mark.parametrize(
    ("spans", "opened"),
    [
        ([("01:30", "03:30")], ["06:30", "06:45", "07:00", "07:15"]),
        ([("02:15", "02:45")], ["07:15", "07:30"]),  # 03:15 of the new time
        ([("02:30", "03:00")], []),  # over before it began
    ],
)
def test_an_hour_that_is_skipped(spans: list[tuple[str, str]], opened: list[str]) -> None:
    office = in_new_york(*spans)
    night = datetime(2027, 3, 14, 5, tzinfo=UTC)
    quarters = [(night + timedelta(minutes=15 * count)).astimezone(NEW_YORK) for count in range(20)]
    found = [q.astimezone(UTC) for q in quarters if is_open(office, q, holiday)]
    assert [f"{q:%H:%M}" for q in found] == opened
    opening = next_opening(office, night, holiday)
    assert opening is not None
    if opened:
        assert opening.astimezone(UTC) == found[0]
        # A clock in the office shows it.
        assert opening.isoformat() == found[0].astimezone(NEW_YORK).isoformat()
    else:
        assert opening.date() == date(2027, 3, 15)


# Half-days


def test_half_days_begin_with_the_next_working_day_after_today() -> None:
    first_four = ["20261124am", "20261124pm", "20261125am", "20261125pm"]
    assert ids(OFFICE, tokyo(2026, 11, 20, 9), 4) == first_four  # Friday; then a weekend and a holiday
    assert ids(OFFICE, tokyo(2026, 11, 23, 23, 59), 4) == first_four
    assert ids(OFFICE, tokyo(2026, 11, 24, 0, 0), 1) == ["20261125am"]


def test_today_is_the_office_s_today() -> None:
    assert ids(OFFICE, datetime(2026, 11, 23, 14, 59, tzinfo=UTC), 1) == ["20261124am"]
    assert ids(OFFICE, datetime(2026, 11, 23, 15, 0, tzinfo=UTC), 1) == ["20261125am"]


def test_half_days_step_over_the_new_year_closure() -> None:
    assert ids(OFFICE, tokyo(2026, 12, 27, 10), 3) == ["20261228am", "20261228pm", "20270104am"]


@pytest.mark.parametrize("limit", [-1, 0, 1, 3, 12])
def test_half_days_are_no_more_than_asked_for(limit: int) -> None:
    assert len(ids(OFFICE, tokyo(2026, 11, 24), limit)) == max(limit, 0)


def test_half_days_are_twelve_unless_told() -> None:
    assert len(half_days(OFFICE, tokyo(2026, 11, 24), holiday)) == 12


@pytest.mark.parametrize(
    ("spans", "parts"),
    [
        ([("10:00", "15:00")], ["am", "pm"]),
        ([("10:01", "14:59")], []),
        ([("10:01", "15:00")], ["pm"]),
        ([("10:00", "14:59")], ["am"]),
        ([("11:00", "14:00")], []),
        ([("08:00", "09:00"), ("11:00", "12:00")], ["am"]),  # two hours altogether
        ([("14:00", "16:00")], ["pm"]),
        ([("12:00", "13:00")], []),
        ([("06:00", "08:00"), ("20:00", "22:00")], ["am", "pm"]),
    ],
)
def test_a_half_needs_two_hours_of_opening(spans: list[tuple[str, str]], parts: list[str]) -> None:
    found = half_days(with_hours(*spans), tokyo(2026, 11, 24), holiday)
    assert [half_day.part for half_day in found if half_day.day == date(2026, 11, 25)] == parts


def test_half_day_ids_are_short_and_read_back() -> None:
    half_day = HalfDay(date(2026, 11, 24), "am")
    assert half_day.id == "20261124am"
    assert HalfDay.parse("20261124am") == half_day
    assert HalfDay(date(2026, 11, 24), "am") < HalfDay(date(2026, 11, 24), "pm") < HalfDay(date(2026, 11, 25), "am")


@pytest.mark.parametrize(
    "text",
    ["", "20261124", "20261124AM", "20261124xx", "20261324am", "20260229am", "00000101am", "2026W471am"]
    + ["2026-11-24am", " 20261124am", "20261124am\n", "２０２６１１２４am", "20261124ampm"],
)
def test_what_is_no_half_day_reads_as_none(text: str) -> None:
    assert HalfDay.parse(text) is None


@given(st.dates(), st.sampled_from(["am", "pm"]))
def test_every_half_day_reads_back(day: date, part: str) -> None:
    half_day = HalfDay(day, "am" if part == "am" else "pm")
    assert HalfDay.parse(half_day.id) == half_day
    assert len(half_day.id.encode("ascii")) <= 12


# Properties over made-up offices

DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 28))
MOMENTS = st.datetimes(
    datetime(2026, 11, 1),  # noqa: DTZ001  (hypothesis wants naive bounds and adds the zone itself)
    datetime(2027, 1, 31),  # noqa: DTZ001
    timezones=st.sampled_from([TOKYO, UTC, NEW_YORK, ZoneInfo("Asia/Kolkata")]),
)


@st.composite
def opening_of_a_day(draw: st.DrawFn) -> tuple[Span, ...]:
    quarters = sorted(draw(st.sets(st.integers(0, 95), max_size=6)))
    clocks = [time(quarter // 4, quarter % 4 * 15) for quarter in quarters]
    return tuple(Span(opens, closes) for opens, closes in zip(clocks[::2], clocks[1::2], strict=False))


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    first = draw(DAYS)
    return Closure(first_day=first, last_day=first + timedelta(days=draw(st.integers(0, 20))), note=TEXT)


OFFICES = st.builds(
    replace,
    st.just(OFFICE),
    timezone=st.sampled_from(["Asia/Tokyo", "America/New_York"]),
    hours=st.tuples(*[opening_of_a_day()] * 7),
    closed_on_holidays=st.booleans(),
    closures=st.lists(closures(), max_size=3).map(tuple),
)


def quarters_of(office: Office, day: date) -> Iterator[datetime]:
    """Every quarter of an hour of a day at the office, in UTC: it has 96 of them, or four more or fewer."""
    midnight = datetime.combine(day, time(), tzinfo=office.zone).astimezone(UTC)
    quarters = (midnight + timedelta(minutes=15 * count) for count in range(100))
    return (quarter for quarter in quarters if quarter.astimezone(office.zone).date() == day)


# Both count quarters of an hour the slow way.
@given(OFFICES, MOMENTS, st.frozensets(DAYS, max_size=30), st.integers(0, 40))
def test_no_half_day_is_ever_on_a_closed_day(office: Office, now: datetime, off: frozenset[date], limit: int) -> None:
    found = half_days(office, now, off.__contains__, limit=limit)
    assert len(found) <= limit
    assert list(found) == sorted(set(found))
    today = now.astimezone(office.zone).date()
    for half_day in found:
        assert today < half_day.day <= today + timedelta(days=SEARCH_DAYS)
        assert office.hours[half_day.day.weekday()]
        assert not (office.closed_on_holidays and half_day.day in off)
        assert not any(closure.first_day <= half_day.day <= closure.last_day for closure in office.closures)
        opened = [q for q in quarters_of(office, half_day.day) if is_open(office, q, off.__contains__)]
        clocks = [q.astimezone(office.zone).hour for q in opened]
        in_half = [hour for hour in clocks if (hour < 12 if half_day.part == "am" else hour >= 13)]
        assert len(in_half) >= 8  # two hours in quarters, counted the slow way


@examples(50)
@given(OFFICES, MOMENTS, st.frozensets(DAYS, max_size=30))
@example(  # a moment in the hour that comes twice is equal to none of another zone, so instants are compared in UTC
    replace(OFFICE, hours=((Span(time(0), time(23, 45)),),) * 7),
    datetime(2026, 11, 1, 1, 0, tzinfo=NEW_YORK),
    frozenset(),
)
@example(  # 01:00 for the second time, an hour after the opening
    in_new_york(("01:15", "01:45")), datetime(2026, 11, 1, 1, 0, fold=1, tzinfo=NEW_YORK), frozenset()
)
def test_the_next_opening_opens_and_nothing_opens_before_it(office: Office, at: datetime, off: frozenset[date]) -> None:
    opening = _utc(next_opening(office, at, off.__contains__))
    first, moment = at.astimezone(office.zone).date(), at.astimezone(UTC)
    days = (first + timedelta(days=ahead) for ahead in range(SEARCH_DAYS + 1))
    ahead = (q for day in days for q in quarters_of(office, day) if q >= moment)
    slow = next((q for q in ahead if _just_opened(office, q, off.__contains__)), None)
    assert opening == slow
    reply = _utc(typical_reply(office, at, off.__contains__))
    assert reply == (moment if is_open(office, at, off.__contains__) else opening)


def _just_opened(office: Office, at: datetime, off: IsHoliday) -> bool:
    # Stretches of opening never touch here.
    return is_open(office, at, off) and not is_open(office, at - timedelta(minutes=1), off)


def _utc(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC)
