"""What happens at the desk because time has passed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.office_profile.holidays_jp import is_japanese_holiday
from dialogs.booking.booking import State
from dialogs.desk.clock import DayBegan, Waited, kept_since, next_look
from dialogs.desk.decision import Decision, EraseEverything, WriteToStaff
from dialogs.desk.desk import ACTS, Desk
from dialogs.desk.matter import DECLINED, DONE, TAKEN, Matter
from dialogs.dialogue import Dialogue
from dialogs.messages import Text
from dialogs.office import LeadRule
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import a_booking
from tests.dialogs.desk.matters import SATO, desk, file, later, matter, no_lead, now, press, record_of
from tests.dialogs.walker import real_dialogue, real_words


def test_a_person_is_erased_silently_when_their_keeping_time_is_over() -> None:
    days = real_dialogue().around.office.privacy.keep_days
    person = no_lead()
    kept = later(days=days)
    assert desk().handle(person, DayBegan(), kept) == Decision(person), "to the very moment"
    over = desk().handle(person, DayBegan(), kept + timedelta(seconds=1))
    assert over.orders == (EraseEverything("staff-erased-overdue", asked=False),)
    assert kept_since(real_dialogue().around.office, kept) == now().timestamp()
    came_back = replace(person, acted_at=later(days=1).timestamp())
    assert desk().handle(came_back, DayBegan(), kept + timedelta(seconds=1)) == Decision(came_back)


# --- leads that wait --------------------------------------------------------------------------------------------------


def patient(hours: int | None) -> Desk:
    """The desk of an office that shows a lead again after so many hours."""
    dialogue = real_dialogue()
    office = replace(dialogue.around.office, leads=LeadRule(shown_again_after_hours=hours))
    around = Surroundings(office, is_japanese_holiday, dialogue.around.languages)
    return Desk(Dialogue(dialogue.questionnaire, around, dialogue.words))


def waits(desk: Desk, matter: Matter, **step: int) -> Decision:
    return desk.handle(matter, Waited(), later(**step))


def note(waited: str, count: int) -> WriteToStaff:
    text = Text("staff-waits", {"number": "12", "waited": Text(f"staff-waited-{waited}", {"count": count})})
    return WriteToStaff(text, ring=True)


def waiting() -> Matter:
    return matter(waits_since=now().timestamp())


def test_a_lead_nobody_takes_is_shown_again_once() -> None:
    desk = patient(24)
    assert waits(desk, waiting(), hours=23, minutes=59) == Decision(waiting())
    shown = waits(desk, waiting(), hours=24)
    assert shown.orders == (note("hours", 24),)
    assert record_of(shown) == record_of(matter()), "that it was shown is no act of staff, and it is still new"
    assert waits(desk, shown.matter, days=30) == Decision(shown.matter)
    assert waits(patient(None), waiting(), days=30) == Decision(waiting()), "an office may not want it"
    assert waits(desk, no_lead(), days=30) == Decision(no_lead())


def test_a_wait_is_told_in_whole_hours_and_from_two_days_on_in_days() -> None:
    # Ten in the morning on a Tuesday: the same on Thursday, and a Friday evening.
    assert waits(patient(2), waiting(), hours=2, minutes=59).orders == (note("hours", 2),)
    assert waits(patient(24), waiting(), hours=48).orders == (note("days", 2),)
    assert waits(patient(24), waiting(), days=3, hours=8).orders == (note("days", 3),)
    [order] = waits(patient(24), waiting(), days=3).orders
    assert isinstance(order, WriteToStaff)
    assert real_words().plain("ja", order.text) == "⏰ ご相談 #12 は、届いてから3日たちますが、まだ担当者がいません。"
    assert real_words().plain("en", order.text) == "⏰ Request #12 came 3 days ago, and nobody has taken it yet."


def test_a_lead_is_shown_again_while_somebody_is_there_to_see_it() -> None:
    desk = patient(10)
    assert waits(desk, waiting(), hours=10) == Decision(waiting()), "at eight in the evening"
    assert waits(desk, waiting(), hours=22, minutes=59) == Decision(waiting())
    assert waits(desk, waiting(), hours=23).orders == (note("hours", 23),), "at nine in the morning"


def test_only_a_lead_that_is_new_waits() -> None:
    assert record_of(file(no_lead())).waits_since == now().timestamp()
    for act in ("take", "done", "decline"):
        assert record_of(press(waiting(), act)).waits_since is None
    shown = waits(patient(24), waiting(), hours=24).matter
    assert record_of(file(shown)).waits_since is None, "sent again, it is not new again"
    assert record_of(file(waiting())).waits_since == now().timestamp()
    for state in (DONE, DECLINED):
        assert record_of(file(matter(state, taken_by=SATO))).waits_since == now().timestamp(), "it opens again"
    assert record_of(file(matter(TAKEN, taken_by=SATO))).waits_since is None


def test_the_next_look_is_when_the_longest_wait_is_over_and_the_office_is_open() -> None:
    around = patient(6).dialogue.around
    ten = now()
    assert next_look(patient(None).dialogue.around, None, ten) is None
    assert next_look(around, None, ten) == later(hours=6), "one that comes now"
    assert next_look(around, later(hours=-2).timestamp(), ten) == later(hours=4)
    assert next_look(around, later(hours=-9).timestamp(), ten) == ten, "due already"
    nine = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert next_look(around, later(hours=5).timestamp(), later(hours=6)) == nine, "the next morning"
    assert next_look(around, later(days=-9).timestamp(), later(hours=12)) == nine
    shut = replace(around.office, hours=((),) * 7)
    assert next_look(Surroundings(shut, is_japanese_holiday, ()), None, ten) == later(hours=30), "and a day later again"


# --- one more act -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MonthBegan:
    """An act of the clock that the product does not have."""


def test_an_act_of_the_clock_is_added_by_one_entry() -> None:
    help_them = WriteToStaff(Text("staff-help"), ring=False)
    larger = Desk(
        real_dialogue(),
        acts={**ACTS, MonthBegan: lambda _dialogue, before, _act, _now: Decision(before, (help_them,))},
    )
    assert larger.handle(matter(), MonthBegan(), now()).orders == (help_them,)
    assert larger.handle(no_lead(), DayBegan(), now()) == Decision(no_lead())


@pytest.mark.parametrize("state", ["requested", "booked", "kept", "missed"])
def test_whoever_has_a_talk_or_had_one_is_not_called_out(state: str) -> None:
    with_talk = replace(waiting(), bookings=(a_booking(5, number=7, state=State(state)),))
    decision = waits(patient(24), with_talk, hours=24)
    assert decision.orders == ()
    assert record_of(decision).waits_since is None, "and holds up nobody else"
    gone = replace(waiting(), bookings=(a_booking(5, number=7, state=State.CANCELLED),))
    assert waits(patient(24), gone, hours=24).orders == (note("hours", 24),)
