"""The page that staff get half an hour before a talk: as they read it, in time, once, and of what was sent alone.

`tests/transcripts/briefs/` holds the pages. After reading the difference:
`pytest tests/dialogs/desk/test_brief.py --refresh-transcripts`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.consented import Consented
from dialogs.desk.bookings import BRIEF, RoomMissing, due
from dialogs.desk.bookings import ROOM as ROOM_TIMER
from dialogs.desk.brief import BriefDue
from dialogs.desk.decision import Decision, LookAgain, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import TAKEN, LeadRecord, Matter
from dialogs.messages import Text
from tests.dialogs.booking.offices import moment, seconds
from tests.dialogs.desk.matters import SATO, matter, no_lead
from tests.dialogs.desk.test_people import ISOLATES, PEOPLE, record_of
from tests.dialogs.desk.test_reminders import START, booked, of, only, shop
from tests.dialogs.walker import keys_in, real_words

FOLDER = Path(__file__).resolve().parents[2] / "transcripts" / "briefs"
NEARS = BriefDue(7)
IN_TIME = "2026-11-27T09:30"
ROOM = "https://meet.example/one"
MOST_LINES = 20
FAR_AWAY = {"abroad-with-interpreter": "Asia/Kolkata", "abroad-in-a-wide-country": "America/New_York"}


def nears(before: Matter, at: str = IN_TIME) -> Decision:
    return Desk(shop()).handle(before, NEARS, moment(at))


def page(decision: Decision) -> Text:
    [said] = [order for order in decision.orders if isinstance(order, WriteToStaff)]
    assert said.ring
    return said.text


def read(record: LeadRecord, booking: Booking) -> str:
    before = replace(of(booking), record=record)
    return real_words().plain("ja", page(nears(before))).translate(ISOLATES)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_page_is_as_staff_read_it(name: str, refresh: bool) -> None:
    booking = booked(room=ROOM, zone=FAR_AWAY.get(name, "Asia/Tokyo"), answered="yes", answered_at=5)
    shown, file = read(record_of(name), booking) + "\n", FOLDER / f"{name}.txt"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")
    assert shown.count("\n") <= MOST_LINES


def test_no_page_stands_there_that_nobody_has() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(PEOPLE)


def test_the_fullest_page_is_one_page() -> None:
    """Papers ticked and vouched for, a long note, a talk at the office."""
    record = record_of("refused-before")
    note = (" \n".join(["word"] * 200), "2026-11-24")
    consented = replace(record.consented, answers={**record.consented.answers, "note": note})
    full = replace(record, consented=consented, confirmed=("salary", "academic", "age"), state=TAKEN, taken_by=SATO)
    shown = read(full, booked(way="office", zone="America/New_York", answered="no"))
    assert shown.count("\n") + 1 <= MOST_LINES
    assert "書類を確認済み" in shown
    assert "…" in shown


def test_an_interpreter_and_the_other_clock_are_there() -> None:
    before = replace(of(booked(zone="Asia/Kolkata")), record=record_of("abroad-with-interpreter"))
    keys = set(keys_in(page(nears(before))))
    assert {"card-talk-interpreter", "brief-zone", "slot-here-and-there", "booking-link-comes"} <= keys


def test_of_what_was_told_since_nothing_is_in_it() -> None:
    before = of(booked(room=ROOM))
    conversation = replace(before.conversation, answers={})
    assert page(nears(replace(before, conversation=conversation))) == page(nears(before))


def test_a_stay_that_ran_out_since_is_told_as_it_is_on_the_day_of_the_talk() -> None:
    late = booked(start=seconds("2026-12-15T10:00"))
    before = replace(of(late), record=record_of("near-the-deadline"))
    shown = real_words().plain("ja", page(nears(before, "2026-12-15T09:30")))
    assert "4日" in shown
    assert "あと17日" not in shown


def test_a_lead_of_the_first_version_has_its_page() -> None:
    before = of(booked())
    assert before.record is not None
    earlier = {"name": "Maria", "goal": "hsp", "points": [], "mark": 70}
    consented: Consented = replace(before.record.consented, answers={}, earlier=earlier)
    shown = real_words().plain("ja", page(nears(replace(before, record=replace(before.record, consented=consented)))))
    assert "Maria" in shown


# --- when -------------------------------------------------------------------------------------------------------------


def test_it_comes_once_and_again_where_the_talk_moved() -> None:
    first = nears(of(booked()))
    assert only(first).briefed == START
    assert nears(first.matter).orders == ()
    moved = replace(only(first), start=START + 86_400)
    assert page(nears(replace(first.matter, bookings=(moved,)), "2026-11-28T09:30")).key


@pytest.mark.parametrize(
    ("booking", "at"),
    [
        (booked(state=State.CANCELLED), IN_TIME),
        (booked(state=State.REQUESTED), IN_TIME),
        (booked(state=State.KEPT), IN_TIME),
        (booked(number=8), IN_TIME),
    ],
)
def test_of_what_is_no_talk_ahead_nothing_is_written(booking: Booking, at: str) -> None:
    before = of(booking)
    assert nears(before, at) == Decision(before)


def test_a_timer_that_comes_too_early_comes_again() -> None:
    [again] = nears(of(booked()), "2026-11-27T09:29").orders
    assert again == LookAgain(BRIEF, moment(IN_TIME), booked())


@pytest.mark.parametrize(
    ("before", "at"),
    [(of(booked()), "2026-11-27T11:00"), (replace(no_lead(), bookings=(booked(),)), IN_TIME)],
    ids=["it is over", "no lead was sent"],
)
def test_what_cannot_be_written_any_more_is_done_with(before: Matter, at: str) -> None:
    decision = nears(before, at)
    assert decision.orders == ()
    assert only(decision).briefed == START


def test_a_machine_that_slept_writes_it_while_the_talk_goes_on() -> None:
    assert page(nears(of(booked()), "2026-11-27T10:20")).key


def test_the_timer_follows_from_the_booking() -> None:
    office = shop().around.office
    assert dict(due(office, booked()))[BRIEF] == seconds(IN_TIME)
    assert BRIEF not in dict(due(office, booked(briefed=START)))
    assert BRIEF not in dict(due(office, booked(ended=True)))
    assert BRIEF not in dict(due(office, booked(state=State.REQUESTED, until=5)))
    assert dict(due(office, booked(briefed=START - 60)))[BRIEF] == seconds(IN_TIME), "it was moved"


def test_what_was_put_right_by_the_office_stands_in_it() -> None:
    before = matter()
    assert before.record is not None
    assert Booking.from_json(booked(briefed=START).to_json()).briefed == START


def test_a_link_is_asked_for_once_whatever_else_changes() -> None:
    office = shop().around.office
    assert dict(due(office, booked()))[ROOM_TIMER] == START - 3_600
    asked = Desk(shop()).handle(of(booked()), RoomMissing(7), moment("2026-11-27T09:00"))
    assert [order.text.key for order in asked.orders if isinstance(order, WriteToStaff)] == ["staff-booking-no-room"]
    assert ROOM_TIMER not in dict(due(office, only(asked)))
    assert Desk(shop()).handle(asked.matter, RoomMissing(7), moment("2026-11-27T09:10")).orders == ()
    moved = replace(only(asked), start=START + 86_400)
    assert ROOM_TIMER in dict(due(office, moved))
