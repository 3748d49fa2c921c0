"""What the clock does to remind: by what stands then, by day, once, and only to whom it makes sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from bot.words.words import languages
from dialogs.abilities import Abilities, HowReached
from dialogs.booking.booking import Booking, State
from dialogs.desk.bookings import TALK
from dialogs.desk.card import card_screen
from dialogs.desk.decision import Decision, LookAgain, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import Matter
from dialogs.desk.papers import lead_shown
from dialogs.desk.reminders import TalkNears
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF, ReminderRule
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import RULE, a_booking, member, moment, seconds
from tests.dialogs.desk.matters import matter
from tests.dialogs.walker import keys_in, real_dialogue, real_words

START = seconds("2026-11-27T10:00")
NEARS = TalkNears(7)


@cache
def shop(*, mood: bool = False) -> Dialogue:
    """The interview at an office that books, and asks how talks were or does not."""
    around = real_dialogue().around
    rule = replace(RULE, minutes={"online": 60, "office": 60})
    office = replace(around.office, booking=rule, staff=(member("a"),), reminders=ReminderRule(mood=mood))
    return Dialogue(HSP, Surroundings(office, around.holiday, around.languages), real_words())


def booked(**more: object) -> Booking:
    """A talk that is booked."""
    return a_booking(START, **{"number": 7, "sequence": 2, **more})


def of(*bookings: Booking, reachable: bool = True) -> Matter:
    """The engineer's matter with these bookings."""
    return replace(matter(), bookings=bookings, reachable=reachable)


def nears(before: Matter, text: str, *, mood: bool = False, act: TalkNears = NEARS) -> Decision:
    """What follows once the timer fires at a moment."""
    return Desk(shop(mood=mood)).handle(before, act, moment(text))


def told(decision: Decision) -> list[WriteToClient]:
    """What the client is told; it can be said in every language."""
    found = [order for order in decision.orders if isinstance(order, WriteToClient)]
    for language in languages():
        for order in found:
            assert real_words().html(language, order.text)
            assert all(real_words().plain(language, button.label) for row in order.rows for button in row)
    return found


def only(decision: Decision) -> Booking:
    """The booking after a decision."""
    [booking] = decision.matter.bookings
    return booking


def test_a_day_before_it_says_when_where_and_what_to_have_ready() -> None:
    decision = nears(of(booked(room="https://meet.example/one")), "2026-11-26T10:00")
    [said] = told(decision)
    keys = set(keys_in(said.text))
    assert {"reminder-talk", "slot-here", "booking-link", "reminder-papers", "reminder-paper-line"} <= keys
    assert said.mark == "k/7.2"
    assert [button.action for row in said.rows for button in row] == ["coming", "move", "cancel"]
    assert any(isinstance(order, ShowCard) for order in decision.orders)
    after = only(decision)
    assert (after.reminded, after.reminded_at, after.sequence) == (("day",), seconds("2026-11-26T10:00"), 2)


def test_of_a_talk_at_the_office_it_says_the_way_there() -> None:
    [said] = told(nears(of(booked(way="office")), "2026-11-26T10:00"))
    assert "booking-map" in set(keys_in(said.text)) or "value-plain" in set(keys_in(said.text))
    assert "booking-link" not in set(keys_in(said.text))


def test_both_clocks_are_shown_to_who_is_elsewhere() -> None:
    start = seconds("2026-11-27T20:00", "America/New_York")
    [said] = told(nears(of(booked(zone="America/New_York", start=start)), "2026-11-27T10:00"))
    assert "slot-there-and-here" in set(keys_in(said.text))


def on_channels(*names: str) -> Dialogue:
    """The same office, reached by a page of the website and by a messenger."""
    around = replace(shop().around, channels={"web": Abilities(reached=HowReached.PAGE), "telegram": Abilities()})
    assert set(names) <= set(around.channels)
    return Dialogue(HSP, around, real_words())


@pytest.mark.parametrize(
    ("channels", "away", "rings"),
    [
        (("web",), timedelta(hours=3), True),
        (("web",), timedelta(hours=1), False),
        (("telegram",), timedelta(hours=3), False),
        (("web", "telegram"), timedelta(hours=3), False),
    ],
    ids=["page", "just there", "messenger", "both"],
)
def test_staff_hear_that_a_reminder_waits_on_a_page(channels: tuple[str, ...], away: timedelta, rings: bool) -> None:
    now = moment("2026-11-26T10:00")
    before = of(booked())
    assert before.record is not None
    record = replace(before.record, channels=channels)
    before = replace(before, record=record, acted_at=(now - away).timestamp())
    desk = Desk(on_channels(*channels))
    decision = desk.handle(before, NEARS, now)
    assert told(decision)
    notes = [order.text for order in decision.orders if isinstance(order, WriteToStaff)]
    assert [text.key for text in notes] == ["staff-reminded-on-a-page"] * rings
    assert all(real_words().html(language, text) for language in languages() for text in notes)
    assert ("card-on-a-page" in [line.key for line in desk.card(record).lines]) is (channels == ("web",))


def test_who_has_said_yes_is_not_asked_again() -> None:
    before = booked(reminded=("day",), answered="yes", answered_at=5)
    [said] = told(nears(of(before), "2026-11-27T09:00"))
    assert said.text.key == "reminder-talk-again"
    assert [button.action for row in said.rows for button in row] == ["show"]


def test_an_hour_before_no_papers_are_asked_for_any_more() -> None:
    [said] = told(nears(of(booked(reminded=("day",))), "2026-11-27T09:00"))
    assert "reminder-paper-line" not in set(keys_in(said.text))
    assert "booking-link-comes" in set(keys_in(said.text))


def test_of_two_that_are_overdue_one_is_told() -> None:
    decision = nears(of(booked()), "2026-11-27T09:30")
    assert len(told(decision)) == 1
    assert only(decision).reminded == ("day", "hour")


@pytest.mark.parametrize(
    ("booking", "text"),
    [
        (booked(), "2026-11-26T09:00"),  # not due yet
        (booked(), "2026-11-27T10:00"),  # it has begun
        (booked(), "2027-11-27T10:00"),  # the clock jumped
        (booked(state=State.CANCELLED), "2026-11-26T10:00"),
        (booked(state=State.MOVED), "2026-11-26T10:00"),
        (booked(state=State.MISSED), "2026-11-28T10:00"),
        (booked(state=State.REQUESTED), "2026-11-26T10:00"),
        (booked(reminded=("day",)), "2026-11-26T10:30"),  # told already
        (booked(answered="no", reminded=("day",)), "2026-11-27T09:00"),  # they do not come
        (booked(number=8), "2026-11-26T10:00"),  # another's timer
    ],
)
def test_nothing_is_told_where_it_makes_no_sense(booking: Booking, text: str) -> None:
    decision = nears(of(booking), text)
    assert told(decision) == []
    assert not [order for order in decision.orders if isinstance(order, LookAgain)]


def test_who_cannot_be_written_to_is_passed_over() -> None:
    decision = nears(of(booked(), reachable=False), "2026-11-26T10:00")
    assert told(decision) == []
    assert only(decision).reminded == ("day",)


@pytest.mark.parametrize(
    ("text", "again"),
    [("2026-11-26T23:00", "2026-11-27T08:00"), ("2026-11-27T07:59", "2026-11-27T08:00")],
)
def test_one_that_is_late_and_comes_at_night_waits_for_the_morning(text: str, again: str) -> None:
    before = booked()
    decision = nears(of(before), text)
    assert decision.orders == (LookAgain(TALK, moment(again).astimezone(UTC), before),)
    assert only(decision) == before
    assert len(told(nears(of(before), again))) == 1


def test_one_whose_morning_is_after_the_talk_is_dropped() -> None:
    early = booked(start=seconds("2026-11-27T07:30"))
    decision = nears(of(early), "2026-11-27T05:00")
    assert decision.orders == ()
    assert only(decision).reminded == ("day", "hour")


def test_thanks_name_the_next_step_and_ask_nothing_unless_the_office_wants() -> None:
    kept = booked(state=State.KEPT, reminded=("day", "hour"))
    [said] = told(nears(of(kept), "2026-11-27T12:00"))
    assert said.text.key == "reminder-thanks"
    assert said.rows == ()
    [asked] = told(nears(of(kept), "2026-11-27T12:00", mood=True))
    assert asked.text.key == "reminder-thanks-mood"
    assert [button.action for row in asked.rows for button in row] == ["mood:good", "mood:fair", "mood:poor"]
    assert told(nears(of(replace(kept, reminded=("day", "hour", "thanks"))), "2026-11-27T12:30")) == []


@pytest.mark.parametrize(
    ("outcome", "words"),
    [("engaged", "glad to work for you"), ("thinking", "Take the time"), ("elsewhere", "right help"), ("", "/book")],
)
def test_thanks_say_what_comes_of_it_as_staff_noted_it(outcome: str, words: str) -> None:
    before = of(booked(state=State.KEPT))
    assert before.record is not None
    noted = replace(before, record=replace(before.record, outcome=outcome))
    [said] = told(nears(noted, "2026-11-27T12:00"))
    assert words in real_words().plain("en", said.text)
    no_show = replace(before, record=replace(before.record, outcome="no_show"))
    assert told(nears(no_show, "2026-11-27T12:00")) == [], "nobody is thanked for a talk they did not come to"


def test_thanks_for_a_talk_late_in_the_day_come_in_the_morning() -> None:
    kept = booked(state=State.KEPT)
    [look] = nears(of(kept), "2026-11-27T22:00").orders
    assert isinstance(look, LookAgain)
    assert look.due == moment("2026-11-28T08:00")


def test_the_card_says_in_few_signs_what_was_answered() -> None:
    record = matter().record
    assert record is not None
    office = shop().around.office

    def lines(booking: Booking) -> list[Text]:
        screen = card_screen(office, record, lead_shown(shop(), record), {}, (booking,))
        return [line for line in screen.lines if line.key in ("card-reminded", "card-mood")]

    asked = seconds("2026-11-26T10:00")
    assert lines(booked()) == []
    [silent] = lines(booked(reminded_at=asked))
    assert (silent.args["answer"], silent.args["time"]) == ("none", "10:00")
    [answered] = lines(booked(reminded_at=asked, answered="yes", answered_at=asked + 1_200))
    assert real_words().plain(LANGUAGE_OF_STAFF, answered) == "🔔 来る（11月26日(木) 10:20）"
    [mood] = lines(booked(state=State.KEPT, mood="poor"))
    assert real_words().plain(LANGUAGE_OF_STAFF, mood) == "💭 🙁"


def test_a_look_at_the_same_moment_twice_tells_once() -> None:
    """A doubled timer finds what the first one noted."""
    first = nears(of(booked()), "2026-11-26T10:00")
    assert told(nears(first.matter, "2026-11-26T10:00")) == []


def test_an_office_that_books_no_more_tells_nothing() -> None:
    decision = Desk(real_dialogue()).handle(of(), NEARS, datetime(2026, 11, 26, 1, tzinfo=UTC) + timedelta(days=1))
    assert decision.orders == ()
