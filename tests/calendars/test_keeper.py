"""The keeper of busy times: what is kept of calendars, when staff are told, and that nothing is waited for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build_core
from bot.calendars import busy as keeper
from bot.calendars.busy import READ_EVERY_SECONDS
from bot.calendars.events import busy_in
from bot.calendars.sources import Fetched, TroubleKind, Unchanged
from bot.errors import StorageTrouble
from dialogs.booking.cells import cells_between
from tests.calendars.ics import calendar, event, seconds
from tests.calendars.office import FRIDAY_TEN, RULE, SECOND, STAFF, CalendarOffice, calendar_office, settings_with
from tests.support import SettableClock, damage

FRIDAY = ((seconds("2026-11-27 10:00"), seconds("2026-11-27 11:00")),)
FIVE = timedelta(minutes=5)


@pytest.fixture
def office(tmp_path: Path, clock: SettableClock) -> Iterator[CalendarOffice]:
    made = calendar_office(tmp_path, clock)
    yield made
    made.core.database.close()


def busy_on_friday(office: CalendarOffice) -> dict[str, bool]:
    """Whether each member is busy on Friday from ten to eleven, as a turn would see it."""
    assert office.core.busy is not None
    book, rule = office.core.busy, office.core.office.booking
    assert rule is not None
    wanted = cells_between(*FRIDAY[0], rule)
    cells = office.do(lambda batch: book.cells(batch.tx, wanted.start, wanted.stop))
    return {who: cells[who] == frozenset(wanted) for who in ("a", "b")}


def behind(office: CalendarOffice) -> set[str]:
    """Whose calendars are behind, as a turn would see it."""
    assert office.core.busy is not None
    book = office.core.busy
    return set(office.do(lambda batch: book.behind(batch.tx, office.clock())))


def test_what_is_read_is_kept_and_makes_everybody_busy(office: CalendarOffice) -> None:
    assert behind(office) == {"a", "b"}, "nothing is known yet"
    office.sources[0].answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})
    assert office.looks() == [READ_EVERY_SECONDS]
    kept = office.kept()
    assert (kept.spans, kept.marks, kept.read_at) == (FRIDAY, {"ETag": "x"}, int(office.clock().timestamp()))
    assert office.kept(2).spans == ()
    assert busy_on_friday(office) == {"a": True, "b": True}
    assert behind(office) == set()
    assert office.told() == []


def test_a_member_who_names_calendars_is_made_busy_by_those_alone(tmp_path: Path, clock: SettableClock) -> None:
    names = '[calendar]\nnames = ["igarashi", "sato"]\n'
    office = calendar_office(tmp_path, clock, RULE, STAFF + 'calendars = ["igarashi"]\n', SECOND, names)
    office.sources[0].answer = Fetched((FRIDAY_TEN,))
    office.sources[1].answer = TroubleKind.REFUSED
    office.looks()
    assert busy_on_friday(office) == {"a": True, "b": True}, "who names none is busy by all of them"
    assert behind(office) == {"b"}
    office.sources[0].answer, office.sources[1].answer = Fetched((calendar(),)), Fetched((FRIDAY_TEN,))
    office.looks()
    assert busy_on_friday(office) == {"a": False, "b": True}
    office.core.database.close()


def test_a_calendar_that_has_not_changed_keeps_what_is_known_and_its_age_begins_anew(office: CalendarOffice) -> None:
    source = office.sources[0]
    source.answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})

    def later() -> None:
        office.clock.advance(FIVE)
        source.answer = Unchanged()

    office.looks(later)
    assert source.asked == [{}, {"ETag": "x"}]
    assert (office.kept().spans, office.kept().read_at) == (FRIDAY, int(office.clock().timestamp()))


def test_once_what_is_known_does_not_reach_far_enough_it_is_read_whole(office: CalendarOffice) -> None:
    """A series comes further into sight each day, though its calendar has not changed."""
    source = office.sources[0]
    source.answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})

    def passes(days: int) -> None:
        office.clock.advance(timedelta(days=days))
        source.answer = Unchanged()

    office.looks(lambda: passes(13), lambda: passes(2))
    assert source.asked == [{}, {"ETag": "x"}, {}]


def test_staff_are_told_once_that_a_calendar_is_behind_and_once_that_it_is_back(office: CalendarOffice) -> None:
    source = office.sources[0]
    source.answer = Fetched((FRIDAY_TEN,))

    def fails() -> None:
        office.clock.advance(FIVE)
        source.answer = TroubleKind.SLOW

    def passes() -> None:
        office.clock.advance(FIVE)

    # Read at 10:00; half an hour it may be old.
    office.looks(fails, *[passes] * 5)
    assert office.told() == []
    assert behind(office) == set()
    office.looks(*[passes] * 4)
    [told] = office.told()
    assert told.splitlines() == [
        "📅 Calendar behind since Tue 24 Nov 10:00: one.example (1). It takes too long to answer. intake keeps trying; "
        "if it lasts, see whether the calendar itself can be opened.",
        "Until it can be read again, clients ask for times instead of booking them. Before you approve one, please "
        "look into the calendar.",
    ]
    assert behind(office) == {"a", "b"}
    assert busy_on_friday(office) == {"a": True, "b": True}, "what was known stays"
    assert office.kept().trouble_since == seconds("2026-11-24 10:05")
    source.answer = Fetched((calendar(),))
    office.looks(passes)
    told, back = office.told()
    assert back.startswith("📅 The calendar can be read again: one.example (1). Clients book at once as before.")
    assert behind(office) == set()
    assert busy_on_friday(office) == {"a": False, "b": False}


def test_the_log_says_when_trouble_begins_and_when_it_is_over(
    office: CalendarOffice, caplog: pytest.LogCaptureFixture
) -> None:
    source = office.sources[0]
    answers = iter((TroubleKind.SLOW, TroubleKind.REFUSED, Fetched((calendar(),)), Unchanged()))
    source.answer = TroubleKind.SLOW

    def next_one() -> None:
        source.answer = next(answers)

    with caplog.at_level(logging.INFO, "bot.calendars"):
        office.looks(*[next_one] * 4)
    assert [record.getMessage() for record in caplog.records if record.name == "bot.calendars.busy"] == [
        "the calendar address-1 cannot be read (slow); trying again",
        "the calendar address-1 cannot be read (refused); trying again",
        "the calendar address-1 can be read again",
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (TroubleKind.UNREACHABLE, "It cannot be reached"),
        (TroubleKind.SLOW, "It takes too long"),
        (TroubleKind.REFUSED, "has to set the new address"),
        (TroubleKind.NO_CALENDAR, "is no calendar"),
        (TroubleKind.TOO_LARGE, "Take out old appointments"),
    ],
)
def test_a_calendar_that_was_never_read_is_told_at_once(office: CalendarOffice, kind: TroubleKind, words: str) -> None:
    office.sources[0].answer = kind
    office.looks(lambda: None)
    [told] = office.told()
    assert told.startswith("📅 This calendar cannot be read: one.example (1).")
    assert words in told


def test_what_staff_know_is_not_told_again_after_a_restart(office: CalendarOffice, tmp_path: Path) -> None:
    office.sources[0].answer = TroubleKind.REFUSED
    office.looks()
    office.core.database.close()
    again = calendar_office(tmp_path, office.clock)
    again.sources[0].answer = TroubleKind.SLOW
    again.looks(lambda: again.clock.advance(timedelta(hours=3)))
    assert len(again.told()) == 1
    again.core.database.close()


def test_several_that_fall_behind_together_are_told_in_one_message(office: CalendarOffice) -> None:
    for source in office.sources:
        source.answer = TroubleKind.UNREACHABLE
    office.looks()
    [told] = office.told()
    assert ("one.example (1)" in told, "two.example (2)" in told) == (True, True)
    for source in office.sources:
        source.answer = Fetched((calendar(),))
    office.looks()
    assert len(office.told()) == 2


def test_one_that_fails_keeps_none_of_the_others_from_being_read(
    office: CalendarOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.sources[0].answer = ValueError("https://one.example/zq7secret.ics")
    office.sources[1].answer = Fetched((FRIDAY_TEN,))
    office.looks()
    assert office.kept(1).trouble == "unreachable"
    assert office.kept(2).spans == FRIDAY
    assert "the calendar address-1 could not be read (ValueError)" in caplog.text
    assert "zq7secret" not in caplog.text


def test_nothing_that_stands_in_a_calendar_is_kept_but_times(office: CalendarOffice, tmp_path: Path) -> None:
    titled = event("DTSTART:20261127T010000Z", "DURATION:PT1H", "SUMMARY:zq7title", "LOCATION:zq7place", uid="zq7uid")
    office.sources[0].answer = Fetched((calendar(titled),))
    office.looks()
    assert office.kept().spans == FRIDAY
    assert "zq7" not in str(office.kept().to_json())
    here = b"".join(path.read_bytes() for path in tmp_path.glob("intake.db*"))
    assert (b"zq7" in here, b"one.example" in here) == (False, False)


def test_a_broken_entry_is_counted(office: CalendarOffice) -> None:
    office.sources[0].answer = Fetched((FRIDAY_TEN + calendar(event("DTSTART:never", uid="b")),))
    office.looks()
    assert (office.kept().broken, office.kept().spans) == (1, FRIDAY)


def test_one_that_takes_too_long_to_count_is_not_counted_twice_at_a_time(
    office: CalendarOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, counted = threading.Event(), []
    really = busy_in

    def slowly(*args: object) -> object:
        counted.append(1)
        go_on.wait(60)
        return really(*args)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(keeper, "LONGEST_READ_SECONDS", 0.02)
    monkeypatch.setattr(keeper, "busy_in", slowly)
    office.sources[1].answer = TroubleKind.SLOW
    seen = []

    def looked() -> None:
        seen.append((office.kept().trouble, len(counted)))
        if len(seen) == 2:
            go_on.set()

    office.looks(looked, looked)
    assert seen == [("too-large", 1), ("too-large", 1)]


def test_calendars_are_counted_one_after_the_other(office: CalendarOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library knows the zones that calendars define for all of them at once: two at a time, one's would be the
    other's.
    """
    second, seen = threading.Event(), []
    really = busy_in

    def watched(*args: object) -> object:
        seen.append("begins")
        # Were another counted meanwhile, it would say so; nothing is waited for where it does not.
        second.wait(0.0 if len(seen) > 1 else 0.05)
        second.set()
        found = really(*args)  # type: ignore[arg-type]  # handed through
        seen.append("ends")
        return found

    monkeypatch.setattr(keeper, "busy_in", watched)
    office.looks()
    assert seen == ["begins", "ends"] * 2


def test_after_a_start_a_calendar_is_read_whole_once(office: CalendarOffice) -> None:
    """Which zone the office has, and whose mail addresses are its own, may have become others meanwhile."""
    source = office.sources[0]
    source.answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})
    office.looks(lambda: None)
    office.looks(lambda: None)
    assert source.asked == [{}, {"ETag": "x"}] * 2


def test_a_restart_knows_what_was_read_and_how_old_it_is(
    office: CalendarOffice, tmp_path: Path, clock: SettableClock
) -> None:
    office.sources[0].answer = Fetched((FRIDAY_TEN,))
    office.looks()
    office.core.database.close()
    clock.advance(timedelta(minutes=30))
    again = replace(office, core=build_core(settings_with(tmp_path)))
    assert busy_on_friday(again) == {"a": True, "b": True}
    assert behind(again) == set()
    clock.advance(timedelta(seconds=1))
    assert behind(again) == {"a", "b"}
    again.core.database.close()


def test_another_address_is_another_calendar(office: CalendarOffice, tmp_path: Path) -> None:
    """What was read at the old one says nothing of it, not even by its marks."""
    office.sources[0].answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})
    office.looks()
    office.core.database.close()
    moved = calendar_office(tmp_path, office.clock, addresses="https://three.example/x.ics")
    assert busy_on_friday(moved) == {"a": False, "b": False}
    assert behind(moved) == {"a", "b"}
    moved.sources[0].answer = TroubleKind.REFUSED
    moved.looks()
    assert moved.sources[0].asked == [{}]
    assert moved.kept().spans == ()
    assert moved.do(lambda batch: batch.tx.calendar("address-2")) is None, "of a calendar that is gone nothing is kept"
    moved.core.database.close()


def test_a_damaged_record_is_read_anew(office: CalendarOffice, caplog: pytest.LogCaptureFixture) -> None:
    office.sources[0].answer = Fetched((FRIDAY_TEN,), {"ETag": "x"})
    office.looks()
    damage(office.core, "calendars", "id = 'address-1'")
    office.looks()
    assert office.sources[0].asked == [{}, {}]
    assert office.kept().spans == FRIDAY


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RuntimeError("zq7"), ["what calendars say could not be kept (RuntimeError); trying again"]),
        # That is told where turns meet it.
        (StorageTrouble("error-database-held"), []),
    ],
    ids=["mistake", "database"],
)
def test_what_cannot_be_kept_is_tried_again(
    office: CalendarOffice, caplog: pytest.LogCaptureFixture, error: Exception, said: list[str]
) -> None:
    office.sources[0].answer = Fetched((FRIDAY_TEN,))
    store = office.core.ledger.store

    def broken() -> None:
        raise error

    def mends() -> None:
        office.core.ledger.store = store

    class Broken:
        """A store that nothing comes of."""

        transaction = staticmethod(broken)

    office.core.ledger.store = Broken()  # type: ignore[assignment]  # for a while
    office.looks(mends)
    assert [r.getMessage() for r in caplog.records if r.name == "bot.calendars.busy"] == said
    assert office.kept().spans == FRIDAY
