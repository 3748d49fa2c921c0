"""Slots narrowed by what was typed: on the client's clock, or on the office's where they say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.booking.shown import PartOfDay, part_of
from dialogs.booking.slots import Slot, TakenByWeek, offered
from dialogs.booking.wish import days_offered, pressed, read_wish, wished
from dialogs.office import Office
from dialogs.parsing.times import TimesMeant
from tests.dialogs.booking.offices import RULE, Book, member, moment, never, office, seconds, week
from tests.dialogs.booking.zones import CHANGES
from tests.properties import examples

OFFICE = office(RULE, member("a"), hours=week("09:00-21:00"))
# A Thursday.
NOW = moment("2026-11-26T08:00")
TOKYO = ZoneInfo("Asia/Tokyo")
LONDON = ZoneInfo("Europe/London")


def wish(text: str, zone: ZoneInfo = TOKYO, now: datetime = NOW) -> TimesMeant:
    found = read_wish(text, now, zone)
    assert found is not None
    return found


def first(text: str, zone: ZoneInfo = TOKYO, most: int = 3, book: Book | None = None) -> list[str]:
    found = islice(every(wish(text, zone), zone, book), most)
    return [datetime.fromtimestamp(slot.start, zone).strftime("%m-%d %H:%M") for slot in found]


def every(meant: TimesMeant, zone: ZoneInfo, book: Book | None = None, of: Office = OFFICE) -> Iterator[Slot]:
    known = book or Book()
    return wished(of, never, "online", NOW, TakenByWeek(of, known.taken, known.counted), meant, zone)


def test_a_typed_wish_narrows() -> None:
    assert first("Tuesday after 6pm") == ["12-01 18:00", "12-01 18:30", "12-01 19:00"]
    assert first("来週の火曜午後") == ["12-01 12:00", "12-01 12:30", "12-01 13:00"]
    assert first("Dec 3 until 11") == ["12-03 09:00", "12-03 09:30", "12-03 10:00"]
    assert first("Tuesday after 6pm", most=99)[-1] == "01-19 20:00"


def test_nothing_fits_what_nobody_offers() -> None:
    assert first("tomorrow at 3am") == []
    assert first("next week after 21:00") == []


def test_hours_are_those_of_the_client_and_days_too() -> None:
    """In London it is nine hours earlier: a morning there is an evening at the office."""
    assert first("mornings", LONDON, 2) == ["11-27 00:00", "11-27 00:30"]
    assert first("after 8 in the morning", LONDON, 2) == ["11-27 08:00", "11-27 08:30"]
    assert first("monday", LONDON, 1) == ["11-30 00:00"]
    assert first("10:00 Japan time", LONDON, 1) == ["11-27 00:30"]


def test_today_is_the_day_where_the_client_is() -> None:
    new_york = ZoneInfo("America/New_York")
    meant = wish("tomorrow", new_york)
    assert str(meant.windows[0].ranges[0].first) == "2026-11-26", "it is still the 25th there"


def test_a_wish_for_a_later_day_loads_no_week_before_it() -> None:
    book = Book()
    assert first("Dec 22", book=book, most=1) == ["12-22 09:00"]
    assert len(book.asked) == 1
    assert first("Dec 22", book=book, most=999)[-1] == "12-22 20:00"
    assert len(book.asked) <= 3


def test_a_wish_that_nothing_fits_loads_nothing() -> None:
    book = Book()
    assert first("every day at 3am", book=book) == []
    assert book.asked == []


def test_later_ones_and_those_with_one_member_are_asked_for_as_without_a_wish() -> None:
    of = office(RULE, member("a"), member("b"), hours=week("09:00-21:00"))
    taken = TakenByWeek(of, Book().taken, Book().counted)
    meant, after = wish("Tuesday"), seconds("2026-12-01T12:00")
    found = wished(of, never, "online", NOW, taken, meant, TOKYO, staff="b", but_after=after)
    slot = next(found)
    assert (slot.start, slot.staff) == (after + 1800, "b")
    assert list(wished(of, never, "gone", NOW, taken, meant, TOKYO)) == []
    assert list(wished(replace(of, booking=None), never, "online", NOW, taken, meant, TOKYO)) == []


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/London", "America/Sao_Paulo"])
def test_the_days_offered_are_those_of_the_client_on_which_anything_is(zone: str) -> None:
    client, book = ZoneInfo(zone), Book()
    # One whole day of the office is taken.
    book.cells["a"] = set(range(seconds("2026-11-30T00:00") // 300, seconds("2026-12-01T00:00") // 300))
    taken = TakenByWeek(OFFICE, book.taken, book.counted)
    slots = list(offered(OFFICE, never, "online", NOW, taken))
    days = list(dict.fromkeys(datetime.fromtimestamp(slot.start, client).date() for slot in slots))
    assert list(days_offered(OFFICE, never, "online", NOW, taken, client)) == days
    assert list(days_offered(OFFICE, never, "online", NOW, taken, client, since=days[9])) == days[9:]
    before = days[9] - timedelta(days=1)
    assert list(days_offered(OFFICE, never, "online", NOW, taken, client, since=before))[-1] == days[-1]


def test_few_days_load_few_weeks() -> None:
    book = Book()
    taken = TakenByWeek(OFFICE, book.taken, book.counted)
    assert len(list(islice(days_offered(OFFICE, never, "online", NOW, taken, TOKYO), 7))) == 7
    assert len(book.asked) == 1


def test_a_pressed_day_and_part_narrow_as_typed_ones_do() -> None:
    tuesday = date(2026, 12, 1)
    assert list(every(pressed(tuesday), TOKYO)) == list(every(wish("Dec 1"), TOKYO))
    afternoon = list(every(pressed(tuesday, PartOfDay.AFTERNOON), TOKYO))
    assert {part_of(slot.start, TOKYO) for slot in afternoon} == {PartOfDay.AFTERNOON}
    assert len(afternoon) == 10
    evenings = list(every(pressed(part=PartOfDay.EVENING), LONDON))
    assert evenings == []
    nights = list(every(pressed(part=PartOfDay.NIGHT), LONDON))
    assert len({datetime.fromtimestamp(slot.start, LONDON).date() for slot in nights}) > 50


@examples(40)
@given(
    st.sampled_from([*CHANGES, "Asia/Tokyo"]),
    st.sampled_from(["tomorrow", "next week after 1", "Nov 28 or Dec 3", "Friday", "not mornings", "12/1 10-12"]),
)
def test_what_is_searched_for_is_all_that_fits(zone: str, text: str) -> None:
    client = ZoneInfo(zone)
    meant = wish(text, client)
    fitting = []
    for slot in offered(OFFICE, never, "online", NOW, TakenByWeek(OFFICE, Book().taken, Book().counted)):
        begins = datetime.fromtimestamp(slot.start, client)
        minute = begins.hour * 60 + begins.minute
        if any(window.suits(begins.date(), minute, minute + 60) for window in meant.windows):
            fitting.append(slot)
    assert list(every(meant, client)) == fitting


def test_a_week_of_the_client_ends_where_their_clock_says() -> None:
    open_all_day = office(RULE, member("a"), hours=week("00:00-23:55"))
    *_, last = every(wish("this week", LONDON), LONDON, of=open_all_day)
    assert last.start == seconds("2026-11-29T23:30", "Europe/London"), "half past eight on Monday at the office"
