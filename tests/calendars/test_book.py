"""What a turn knows of busy times: in memory, by the version of what is kept, with the buffers of a talk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.calendars.book import BusyBook
from bot.calendars.listing import OfficeCalendar
from bot.calendars.spans import cut, merged
from bot.turns.records import StoredCalendar
from dialogs.booking.cells import cells_between, cells_of
from dialogs.booking.rules import CalendarRule
from tests.calendars.ics import seconds
from tests.dialogs.booking.offices import RULE, member, office

TEN, ELEVEN = seconds("2026-12-01 10:00"), seconds("2026-12-01 11:00")
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
BUFFERS = replace(RULE, before_minutes=10, after_minutes=5)


@dataclass
class Shelf:
    """What is kept, and how often it was opened."""

    kept: dict[str, StoredCalendar] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    def calendar_versions(self, calendars: Collection[str]) -> dict[str, int]:
        """The versions of some calendars."""
        return {name: known.version for name, known in self.kept.items() if name in calendars}

    def calendar(self, calendar_id: str) -> StoredCalendar | None:
        """What is kept of a calendar."""
        self.opened.append(calendar_id)
        return self.kept.get(calendar_id)


def book(*calendars: OfficeCalendar, **rule: int) -> BusyBook:
    made = replace(office(BUFFERS, member("a"), member("b")), calendar=CalendarRule(**rule))  # type: ignore[arg-type]
    return BusyBook(made, BUFFERS, calendars)


def calendar(name: str, *staff: str) -> OfficeCalendar:
    return OfficeCalendar(name, name, f"at {name}", frozenset(staff))


def stored(name: str, *spans: tuple[int, int], **more: object) -> StoredCalendar:
    return replace(StoredCalendar(name, f"at {name}", spans, read_at=AT, version=1), **more)  # type: ignore[arg-type]


def test_nothing_is_opened_twice_of_one_version() -> None:
    shelf, both = (
        Shelf({"x": stored("x", (TEN, ELEVEN)), "y": stored("y")}),
        book(calendar("x", "a"), calendar("y", "b")),
    )
    for _ in range(3):
        both.cells(shelf, 0, 1)
        both.behind(shelf, NOW)
    assert shelf.opened == ["x", "y"]
    shelf.kept["y"] = stored("y", (TEN, ELEVEN), version=2)
    for _ in range(3):
        assert both.cells(shelf, TEN // 300, TEN // 300 + 1) == {"a": {TEN // 300}, "b": {TEN // 300}}
    assert shelf.opened == ["x", "y", "y"]


def test_around_an_appointment_stays_free_what_stays_free_around_a_talk() -> None:
    """As between two talks: after the one, and before the next."""
    shelf, one = Shelf({"x": stored("x", (TEN, ELEVEN))}), book(calendar("x", "a"))
    busy = one.cells(shelf, 0, 10**9)["a"]
    assert busy == set(cells_between(TEN, ELEVEN, BUFFERS)) == set(cells_of(TEN, 60, BUFFERS))
    assert busy.isdisjoint(cells_of(ELEVEN + 15 * 60, 60, BUFFERS))
    assert not busy.isdisjoint(cells_of(ELEVEN + 10 * 60, 60, BUFFERS))
    assert busy.isdisjoint(cells_of(TEN - 75 * 60, 60, BUFFERS))
    assert not busy.isdisjoint(cells_of(TEN - 70 * 60, 60, BUFFERS))


def test_only_what_lies_in_the_stretch_is_given() -> None:
    shelf, one = Shelf({"x": stored("x", (TEN, ELEVEN))}), book(calendar("x", "a"))
    cell = TEN // 300
    assert one.cells(shelf, cell, cell + 3) == {"a": {cell, cell + 1, cell + 2}}
    assert one.cells(shelf, cell + 100, cell + 200) == {"a": frozenset()}


def test_whoever_has_several_calendars_is_busy_in_each() -> None:
    """Of several calendars one was looked at (cal.diy#28686)."""
    shelf = Shelf({"x": stored("x", (TEN, TEN + 300)), "y": stored("y", (TEN + 600, TEN + 900))})
    one = replace(BUFFERS, before_minutes=0, after_minutes=0)
    both = BusyBook(office(one, member("a"), member("b")), one, (calendar("x", "a", "b"), calendar("y", "a")))
    cell = TEN // 300
    assert both.cells(shelf, cell, cell + 12) == {"a": {cell, cell + 2}, "b": {cell}}


def test_whoever_has_one_calendar_that_is_behind_is_behind() -> None:
    both = book(calendar("x", "a", "b"), calendar("y", "b"), stale_minutes=20)
    shelf = Shelf({"x": stored("x"), "y": stored("y", read_at=AT - 20 * 60)})
    assert both.behind(shelf, NOW) == set()
    assert both.behind(shelf, datetime.fromtimestamp(AT + 1, UTC)) == {"b"}
    assert both.behind(shelf, datetime.fromtimestamp(AT + 20 * 60 + 1, UTC)) == {"a", "b"}
    assert both.behind(Shelf({"x": stored("x")}), NOW) == {"b"}
    assert both.behind(Shelf({"x": stored("x"), "y": stored("y", where="at z")}), NOW) == {"b"}, "it was another one"


def test_stretches_that_touch_are_one() -> None:
    assert [*merged([(5, 6), (1, 2), (2, 4), (3, 3), (9, 9), (3, 5)])] == [(1, 6)]
    assert [*merged([(1, 2), (4, 5)])] == [(1, 2), (4, 5)]
    assert [*cut([(1, 5), (6, 9), (9, 12)], 3, 9)] == [(3, 5), (6, 9)]
