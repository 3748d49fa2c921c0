"""Which slots are offered: by hours, notice, horizon, buffers, days and holidays, and around changes of clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.office_profile.holidays_jp import is_japanese_holiday
from dialogs.booking import slots
from dialogs.booking.booking import Booking, State
from dialogs.booking.cells import cells_of
from dialogs.booking.own import AfterChange, taken_in
from dialogs.booking.rules import BookingRule
from dialogs.booking.slots import Slot, TakenByWeek, latest_day, nearest, offered, slot_at, with_busy
from dialogs.office import Closure, IsHoliday, Office, is_open
from dialogs.ports import NothingFull
from tests.dialogs.booking.offices import RULE, Book, a_booking, member, moment, never, office, seconds, span, week
from tests.dialogs.booking.zones import NAMES, NIGHTS, length_of
from tests.dialogs.test_office import TEXT
from tests.properties import examples

TOKYO = ZoneInfo("Asia/Tokyo")
# A Tuesday.
NOW = moment("2026-11-24T08:00")
NINE_TO_ONE = week("09:00-13:00")
A_WEEK_OF_CELLS = 7 * 24 * 12


def taken_by(book: Book, of: Office) -> TakenByWeek:
    return TakenByWeek(of, book.taken, book.counted)


def found(
    of: Office,
    book: Book | None = None,
    *,
    way: str = "online",
    now: datetime = NOW,
    holiday: IsHoliday = never,
    staff: str | None = None,
    but_after: int | None = None,
    for_staff: bool = False,
) -> Iterator[Slot]:
    taken = taken_by(book or Book(), of)
    return offered(of, holiday, way, now, taken, staff=staff, but_after=but_after, for_staff=for_staff)


def shown(slots: Iterator[Slot], of: Office, most: int | None = None) -> list[str]:
    return [datetime.fromtimestamp(s.start, of.zone).strftime("%m-%d %H:%M") for s in islice(slots, most)]


def rule(**changed: object) -> BookingRule:
    return replace(RULE, **changed)  # type: ignore[arg-type]  # any fields of a rule


# Hours


def test_starts_are_counted_from_the_opening_of_each_stretch_and_end_within_it() -> None:
    of = office(hours=week("09:15-11:00", "13:00-14:00"))
    assert shown(found(of), of, 3) == ["11-25 09:15", "11-25 09:45", "11-25 13:00"]


def test_a_way_takes_as_long_as_the_profile_says() -> None:
    of = office(hours=week("09:00-11:00"))
    assert shown(found(of, way="visit"), of, 2) == ["11-25 09:00", "11-25 09:30"]
    assert {slot.minutes for slot in islice(found(of, way="visit"), 5)} == {90}
    assert list(found(of, way="gone")) == []


def test_an_office_without_bookings_offers_nothing() -> None:
    of = replace(office(), booking=None)
    assert list(found(of)) == []
    assert slot_at(of, never, "online", NOW, taken_by(Book(), of), seconds("2026-11-25T09:00")) is None


def test_closed_days_and_closures_offer_nothing() -> None:
    closed = Closure(first_day=date(2026, 11, 25), last_day=date(2026, 11, 26), note=TEXT)
    of = replace(office(), closures=(closed,))
    assert shown(found(of), of, 1) == ["11-27 09:00"]
    assert not [s for s in shown(found(of), of) if s[:5] in ("11-28", "11-29")], "a weekend"


@pytest.mark.parametrize("day", [date(2026, 5, 6), date(2026, 9, 22), date(2027, 3, 22)])
def test_substitute_and_sandwiched_holidays_offer_nothing(day: date) -> None:
    of = office()
    now = datetime.combine(day - timedelta(days=3), time(8), TOKYO)
    days = {datetime.fromtimestamp(s.start, TOKYO).date() for s in found(of, now=now, holiday=is_japanese_holiday)}
    assert day not in days
    assert day in {datetime.fromtimestamp(s.start, TOKYO).date() for s in found(of, now=now)}


def test_hours_on_request_lie_beside_the_usual_ones_and_a_usual_hour_needs_no_approval() -> None:
    asked = ((), (), (span("12:00-15:00"),), (), (), (), ())
    of = office(rule(on_request=asked, step_minutes=60), hours=NINE_TO_ONE)
    wednesday = [s for s in found(of) if s.start < seconds("2026-11-26T00:00")]
    assert shown(iter(wednesday), of) == [f"11-25 {hour}:00" for hour in ("09", "10", "11", "12", "13", "14")]
    assert [s.on_request for s in wednesday] == [False, False, False, False, True, True]


def test_hours_on_request_stand_on_a_holiday_and_not_in_a_closure() -> None:
    asked = ((), (), (span("14:00-15:00"),), (), (), (), ())
    of = office(rule(on_request=asked))
    wednesday = date(2026, 11, 25)
    [first] = islice(found(of, holiday=lambda day: day == wednesday), 1)
    assert (shown(iter([first]), of), first.on_request) == (["11-25 14:00"], True)
    closed = replace(of, closures=(Closure(first_day=wednesday, last_day=wednesday, note=TEXT),))
    assert shown(found(closed), closed, 1) == ["11-26 09:00"]


# Notice and horizon


def test_a_slot_at_the_very_end_of_the_notice_is_offered() -> None:
    of = office(rule(notice_hours=24))
    assert shown(found(of, now=moment("2026-11-24T10:00")), of, 1) == ["11-25 10:00"]
    assert shown(found(of, now=moment("2026-11-24T10:00:01")), of, 1) == ["11-25 10:30"]


def test_the_horizon_is_counted_in_days_of_the_office() -> None:
    of = office(rule(horizon_days=3, notice_hours=0))
    last = shown(found(of, now=moment("2026-11-24T23:59")), of)[-1]
    assert last == "11-27 17:30"
    assert latest_day(of, RULE, NOW) == date(2027, 1, 23)


def test_a_notice_that_reaches_the_last_day_leaves_what_is_left_of_it() -> None:
    """The profile refuses a notice beyond the horizon; one that nearly reaches it is no fault."""
    of = office(rule(horizon_days=2, notice_hours=48))
    assert shown(found(of, now=moment("2026-11-24T16:00")), of) == [
        "11-26 16:00",
        "11-26 16:30",
        "11-26 17:00",
        "11-26 17:30",
    ]


def test_notice_ends_after_its_hours_on_the_day_of_a_change_too() -> None:
    """From 09:00 the day before, 24 hours are over at 10:00 where the clock was put on, and at 08:00 where put back."""
    for day, first in (("2026-03-07", "03-08 10:00"), ("2026-10-31", "11-01 08:00")):
        of = office(RULE, zone="America/New_York", hours=week("08:00-18:00"))
        now = moment(f"{day}T09:00", "America/New_York")
        assert shown(found(of, now=now), of, 1) == [first]


def test_notice_binds_clients_and_not_staff() -> None:
    of = office(rule(notice_hours=100))
    assert shown(found(of, for_staff=True), of, 1) == ["11-24 09:00"]
    taken = taken_by(Book(), of)
    start = seconds("2026-11-24T09:00")
    assert slot_at(of, never, "online", NOW, taken, start) is None
    assert slot_at(of, never, "online", NOW, taken, start, for_staff=True) == Slot(start, 60, "online", "a", False)
    past = seconds("2026-11-24T07:30")
    assert slot_at(office(hours=week("07:00-10:00")), never, "online", NOW, taken, past, for_staff=True) is None


# What is taken


def test_what_is_taken_is_not_offered_and_buffers_stay_free_on_both_sides() -> None:
    of = office(rule(before_minutes=10, after_minutes=20), hours=week("09:00-15:00"))
    booked = cells_of(seconds("2026-11-25T11:00"), 60, of.booking or RULE)
    book = Book({"a": set(booked)})
    wednesday = [s for s in shown(found(of, book), of) if s.startswith("11-25")]
    # 10:50 to 12:20 is taken; a talk needs 10 minutes before it and 20 after it.
    assert wednesday == ["11-25 09:00", "11-25 09:30", "11-25 12:30", "11-25 13:00", "11-25 13:30", "11-25 14:00"]


def test_a_buffer_is_respected_at_booking_as_it_is_on_the_page() -> None:
    """A pressed slot is looked up by the same cells: one that a buffer reaches meanwhile is gone."""
    of = office(rule(after_minutes=30), hours=NINE_TO_ONE)
    start = seconds("2026-11-25T10:00")
    assert slot_at(of, never, "online", NOW, taken_by(Book(), of), start) is not None
    before = cells_of(seconds("2026-11-25T09:00"), 60, of.booking or RULE)
    assert slot_at(of, never, "online", NOW, taken_by(Book({"a": set(before)}), of), start) is None


def test_most_a_day_closes_the_day_of_one_member() -> None:
    of = office(rule(most_a_day=2), member("a"), member("b"))
    wednesday = date(2026, 11, 25)
    full = Book(days={("a", wednesday): 2, ("b", wednesday): 1})
    first = list(islice(found(of, full), 3))
    assert {s.staff for s in first} == {"b"}
    full.days["b", wednesday] = 2
    assert shown(found(of, full), of, 1) == ["11-26 09:00"]


def test_instead_of_one_just_taken_the_nearest_three_are_offered() -> None:
    of = office()
    start = seconds("2026-11-26T10:00")
    book = Book({"a": set(cells_of(start, 60, RULE))})

    def near(at: int) -> list[str]:
        return shown(iter(nearest(of, never, "online", NOW, taken_by(book, of), at)), of)

    assert near(start) == ["11-26 09:00", "11-26 11:00", "11-26 11:30"]
    book.cells["a"] |= set(range(start // 300 - 12, start // 300 + 120))
    assert near(start) == ["11-25 16:30", "11-25 17:00", "11-25 17:30"]
    assert near(seconds("2026-11-24T10:00")) == ["11-25 09:00", "11-25 09:30", "11-25 10:00"]
    assert near(seconds("2027-01-22T18:00")) == ["01-22 16:30", "01-22 17:00", "01-22 17:30"]
    assert near(seconds("2027-06-01T10:00")) == []
    two = office(RULE, member("a"), member("b"))
    same, *_ = nearest(two, never, "online", NOW, taken_by(book, two), start, most=1)
    assert (same.start, same.staff) == (start, "b")


# Staff


def test_of_several_it_is_the_one_with_the_least_to_do_then_the_first() -> None:
    of = office(RULE, member("a"), member("b"), member("c"))
    book = Book(days={("a", date(2026, 11, 25)): 1})
    slots = list(found(of, book))
    by_day = {
        day: {s.staff for s in slots if datetime.fromtimestamp(s.start, TOKYO).date() == day}
        for day in (date(2026, 11, 25), date(2026, 11, 26))
    }
    assert by_day == {date(2026, 11, 25): {"b"}, date(2026, 11, 26): {"a"}}
    assert len({s.start for s in slots}) == len(slots), "one slot for each start"


def test_whoever_works_then_comes_before_whoever_must_be_asked() -> None:
    asked = (NINE_TO_ONE[0],) * 7
    of = office(rule(on_request=asked), member("a", hours=((),) * 7), member("b", hours=NINE_TO_ONE))
    book = Book(days={("b", date(2026, 11, 25)): 5})
    [first] = islice(found(of, book), 1)
    assert (first.staff, first.on_request) == ("b", False)


def test_a_member_takes_their_own_ways_in_their_own_hours() -> None:
    of = office(RULE, member("a", ways=("visit",)), member("b", hours=week("20:00-21:00")))
    assert shown(found(of), of, 2) == ["11-25 20:00", "11-26 20:00"]
    assert {s.staff for s in found(of, way="visit")} == {"a"}


def test_a_moved_booking_stays_with_the_same_member() -> None:
    of = office(RULE, member("a"), member("b"))
    assert {s.staff for s in islice(found(of, staff="b"), 20)} == {"b"}
    assert list(found(of, staff="gone")) == []
    start = seconds("2026-11-25T09:00")
    assert slot_at(of, never, "online", NOW, taken_by(Book(), of), start, staff="b") == Slot(
        start, 60, "online", "b", False
    )


# How much is read


def test_the_first_slots_of_a_long_horizon_load_one_week() -> None:
    of = office(RULE, member("a"), member("b"), member("c"))
    book = Book()
    assert len(list(islice(found(of, book), 3))) == 3
    [(first, end)] = book.asked
    assert end - first <= A_WEEK_OF_CELLS + 12


def test_later_slots_load_only_the_weeks_looked_through() -> None:
    of = office(RULE, member("a"), member("b"))
    book = Book()
    later = found(of, book, but_after=seconds("2026-12-24T12:00"))
    assert book.asked == [], "nothing is read before somebody looks"
    assert shown(later, of, 3) == ["12-24 12:30", "12-24 13:00", "12-24 13:30"]
    assert len(book.asked) == 1
    whole = Book()
    assert len(list(found(of, whole))) > 500
    assert len(whole.asked) == 9


def test_weeks_without_hours_load_nothing() -> None:
    closed = Closure(first_day=date(2026, 11, 25), last_day=date(2026, 12, 31), note=TEXT)
    of = replace(office(), closures=(closed,))
    book = Book()
    assert shown(found(of, book), of, 1) == ["01-01 09:00"]
    assert len(book.asked) == 1


def test_a_pressed_slot_loads_one_day() -> None:
    of = office()
    book = Book()
    assert slot_at(of, never, "online", NOW, taken_by(book, of), seconds("2026-12-24T12:00"))
    [(first, end)] = book.asked
    assert end - first <= A_WEEK_OF_CELLS / 7 + 12


def test_a_pressed_slot_beyond_the_horizon_is_gone() -> None:
    of = office(rule(horizon_days=3))
    taken = taken_by(Book(), of)
    assert slot_at(of, never, "online", NOW, taken, seconds("2026-11-27T17:30")) is not None
    assert slot_at(of, never, "online", NOW, taken, seconds("2026-11-30T09:00")) is None


@pytest.mark.parametrize("days", range(1, 9))
def test_what_is_taken_after_midnight_is_seen_on_any_day_of_a_week(days: int) -> None:
    of = office(rule(after_minutes=60), hours=week("22:00-23:55"))
    day = date(2026, 11, 24) + timedelta(days=days)
    midnight = seconds(f"{day + timedelta(days=1)}T00:00") // 300
    book = Book({"a": {midnight + 11}})
    starts = [s for s in shown(found(of, book), of) if s.startswith(f"{day:%m-%d}")]
    # A talk at 22:30 ends at 23:30 and wants the hour until 00:30; the taken cell begins at 00:55.
    assert starts == [f"{day:%m-%d} 22:00", f"{day:%m-%d} 22:30"]
    book.cells["a"] = {midnight + 5}
    assert [s for s in shown(found(of, book), of) if s.startswith(f"{day:%m-%d}")] == starts[:1]
    assert slot_at(of, never, "online", NOW, taken_by(book, of), seconds(f"{day}T22:30")) is None


# Clocks that change


@pytest.mark.parametrize(("zone", "day"), NIGHTS, ids=NAMES)
def test_the_nights_listed_are_those_on_which_clocks_change(zone: str, day: date) -> None:
    assert length_of(zone, day) != timedelta(days=1)


def reference(of: Office, way: str, day: date) -> list[int]:
    """The starts of a day, found the slow way: minute by minute on the clock that the office looks at."""
    assert of.booking is not None
    minutes = of.booking.minutes[way]
    begins = int(datetime.combine(day, time(), UTC).timestamp()) - 15 * 3600
    seen: set[str] = set()
    found: list[int] = []
    for at in range(begins, begins + 54 * 3600, 300):
        local = datetime.fromtimestamp(at, of.zone)
        clock = local.strftime("%H:%M")
        if local.date() != day or clock in seen:
            continue
        seen.add(clock)
        in_step = any(
            span.opens <= local.time() < span.closes
            and (_minute(local.time()) - _minute(span.opens)) % of.booking.step_minutes == 0
            for span in of.hours[day.weekday()]
        )
        inside = all(is_open(of, datetime.fromtimestamp(m, UTC), never) for m in range(at, at + minutes * 60, 300))
        if in_step and inside:
            found.append(at)
    return found


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


CLOCKS = st.integers(0, 24 * 12 - 1).map(lambda n: time(n // 12, n % 12 * 5))


@st.composite
def offices(draw: st.DrawFn) -> tuple[Office, date]:
    """An office open at some hours in a zone, and a day near a change of its clock."""
    zone, day = draw(st.sampled_from(NIGHTS))
    clocks = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=4, unique=True)))
    spans = [f"{a:%H:%M}-{b:%H:%M}" for a, b in zip(clocks[::2], clocks[1::2], strict=False)]
    minutes = draw(st.integers(1, 24)) * 5
    kept = replace(
        RULE,
        minutes={"online": minutes},
        step_minutes=draw(st.integers(1, 12)) * 5,
        before_minutes=draw(st.integers(0, 6)) * 5,
        after_minutes=draw(st.integers(0, 6)) * 5,
        notice_hours=0,
        horizon_days=6,
    )
    of = office(kept, member("a"), member("b"), zone=zone, hours=week(*spans))
    return of, day + timedelta(days=draw(st.integers(-1, 1)))


@examples(60)
@given(offices())
def test_around_a_change_the_starts_are_those_that_the_clock_on_the_wall_shows(made: tuple[Office, date]) -> None:
    of, day = made
    now = datetime.combine(day, time(), UTC) - timedelta(days=2)
    starts = [s.start for s in found(of, now=now) if datetime.fromtimestamp(s.start, of.zone).date() == day]
    assert starts == reference(of, "online", day)


@examples(60)
@given(offices(), st.data())
def test_no_slot_of_a_member_touches_what_is_taken_of_them(made: tuple[Office, date], data: st.DataObject) -> None:
    of, day = made
    assert of.booking is not None
    now = datetime.combine(day, time(), UTC) - timedelta(days=2)
    first = int(now.timestamp()) // 300
    some = st.lists(st.integers(first, first + 5 * 288), max_size=60)
    book = Book({who: set(data.draw(some)) for who in ("a", "b")})
    free = list(found(of, now=now))
    for slot in islice(found(of, book, now=now), 400):
        assert book.cells[slot.staff].isdisjoint(cells_of(slot.start, slot.minutes, of.booking))
        assert slot.start in {other.start for other in free}


@examples(40)
@given(offices(), st.randoms(use_true_random=False))
def test_whatever_is_booked_in_any_order_no_two_talks_of_a_member_share_a_cell(
    made: tuple[Office, date], luck: object
) -> None:
    of, day = made
    assert of.booking is not None
    now = datetime.combine(day, time(), UTC) - timedelta(days=1)
    book = Book()
    for _ in range(12):
        slots = list(islice(found(of, book, now=now), 30))
        if not slots:
            break
        chosen = luck.choice(slots)  # type: ignore[attr-defined]  # hypothesis gives a Random
        needed = set(cells_of(chosen.start, chosen.minutes, of.booking))
        assert book.cells.setdefault(chosen.staff, set()).isdisjoint(needed)
        assert slot_at(of, never, "online", now, taken_by(book, of), chosen.start) == chosen
        book.cells[chosen.staff] |= needed
        again = slot_at(of, never, "online", now, taken_by(book, of), chosen.start)
        assert again is None or again.staff != chosen.staff


def test_a_start_that_the_clock_skips_is_not_offered_and_one_that_comes_twice_is_offered_once() -> None:
    nights = office(replace(RULE, minutes={"online": 30}), zone="America/New_York", hours=week("00:30-04:00"))
    on = moment("2026-03-06T12:00", "America/New_York")
    skipped = [s for s in shown(found(nights, now=on), nights) if s.startswith("03-08")]
    assert skipped == [f"03-08 {clock}" for clock in ("00:30", "01:00", "01:30", "03:00", "03:30")]
    back = moment("2026-10-30T12:00", "America/New_York")
    twice = [s for s in shown(found(nights, now=back), nights) if s.startswith("11-01")]
    assert twice == [f"11-01 {clock}" for clock in ("00:30", "01:00", "01:30", "02:00", "02:30", "03:00", "03:30")]


# The office's own calendars


def test_what_somebody_is_busy_with_is_not_offered_like_what_is_booked() -> None:
    of = office(RULE, member("a"), member("b"), hours=NINE_TO_ONE)
    nine = seconds("2026-11-25T09:00")
    cells = frozenset(cells_of(nine, 60, RULE))
    assert with_busy({"a": frozenset({1})}, {}) == {"a": {1}}
    assert with_busy({"a": frozenset({1})}, {"a": frozenset({2}), "b": cells}) == {"a": {1, 2}, "b": cells}
    taken = TakenByWeek(of, lambda *_: with_busy({}, {"a": cells}), Book().counted)
    first = next(offered(of, never, "online", NOW, taken))
    assert (first.start, first.staff) == (nine, "b")
    assert slot_at(of, never, "online", NOW, taken, nine, staff="a") is None
    assert slot_at(of, never, "online", NOW, taken, nine, staff="a", for_staff=True) is None, "nor by staff"


def test_with_whose_calendar_is_behind_there_are_only_requests() -> None:
    of = office(RULE, member("a"), member("b"), hours=NINE_TO_ONE)
    behind = {"a"}
    taken = TakenByWeek(of, Book().taken, Book().counted, lambda _now: behind)
    first = next(offered(of, never, "online", NOW, taken))
    assert (first.staff, first.on_request) == ("b", False), "who is known to be free goes before"
    assert next(offered(of, never, "online", NOW, taken, staff="a")).on_request
    behind.add("b")
    assert {slot.on_request for slot in islice(offered(of, never, "online", NOW, taken), 20)} == {True}


def test_what_a_turn_frees_is_not_free_where_the_calendar_is_busy() -> None:
    """Else the time would be shown once more, and be gone when it is pressed."""
    mine = a_booking(seconds("2026-11-25T09:00"), state=State.HELD, cells=(10, 22))

    class World(NothingFull):
        def bookings(self) -> tuple[Booking, ...]:
            return (mine,)

        def taken(self, staff: object, first: int, end: int, but: int | None) -> dict[str, frozenset[int]]:
            return {"a": mine.owned}

        def busy(self, first: int, end: int) -> dict[str, frozenset[int]]:
            return {"a": frozenset({11, 12})}

    freed = taken_in(AfterChange(World(), ()), office(), None)
    assert freed.cells("a", 0, 100) == {11, 12}


def test_what_is_remembered_of_days_stays_little_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    of = office()
    usual = shown(found(of), of)
    known: dict[tuple[str, date], int] = {}
    monkeypatch.setattr(slots, "_BEGAN", known)
    monkeypatch.setattr(slots, "_MOST_BEGAN", 3)
    assert shown(found(of), of) == usual
    assert 0 < len(known) <= 3
