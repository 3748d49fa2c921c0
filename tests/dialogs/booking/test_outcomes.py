"""What staff say became of a talk, and what follows for the client, the card and the lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.booking.booking import Booking, State
from dialogs.booking.slots import Slot
from dialogs.desk.bookings import BRIEF, ENDED, PROPOSED, TALK, ProposalEnded, TalkEnded, due
from dialogs.desk.choosing import MORE, NO_SHOW, OUTCOMES
from dialogs.desk.decision import Decision, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import TAKEN, Matter, Menu
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.dialogue import Dialogue
from dialogs.situation import Surroundings
from tests.dialogs.booking.offices import RULE, a_booking, member
from tests.dialogs.desk.matters import SATO, matter, no_lead, now, record_of
from tests.dialogs.walker import real_dialogue, real_words

DAY = 86_400
SOON = Slot(int(now().timestamp()) + 2 * DAY, 60, "online", "a", False)
AFTER = now() + timedelta(hours=25)


def desk() -> Desk:
    """The desk of an office with bookings."""
    around = real_dialogue().around
    office = replace(around.office, booking=RULE, staff=(member("a"),))
    surroundings = Surroundings(office, around.holiday, around.languages)
    return Desk(Dialogue(real_dialogue().questionnaire, surroundings, real_words()))


def booked(number: int = 1, **changed: object) -> Booking:
    """A talk a day from now."""
    start = int(now().timestamp()) + DAY
    return a_booking(start, **{"number": number, "cells": (start // 300, start // 300 + 12), **changed})


def of(*bookings: Booking, free: tuple[Slot, ...] = (SOON,)) -> Matter:
    """A matter with these bookings."""
    return replace(matter(), bookings=bookings, free=free)


def press(before: Matter, name: str, row: str = "1") -> Decision:
    """One act of staff after the talk."""
    return desk().handle(before, StaffAct(name, SATO, row, rights=EVERYTHING), AFTER)


def noting(before: Matter, **changed: object) -> Matter:
    """The same matter with something else on its lead."""
    assert before.record is not None
    return replace(before, record=replace(before.record, **changed))  # type: ignore[arg-type]  # tests name real fields


def told(decision: Decision) -> list[WriteToClient]:
    """What the client is told."""
    return [order for order in decision.orders if isinstance(order, WriteToClient)]


def test_who_came_is_recorded_and_told_nothing() -> None:
    decision = press(of(booked(ended=True)), "came")
    [kept] = decision.matter.bookings
    assert (kept.state, kept.sequence) == (State.KEPT, 1)
    assert decision.orders == (ShowCard(),)
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row, decision.recorded.by) == ("came", "1", SATO)
    assert record_of(decision).missed == 0


def test_no_card_says_both_that_they_came_and_that_they_did_not() -> None:
    """Of a booked talk the booking says whether they came; what was noted of a talk before it is not so of this one."""
    held = of(booked(ended=True))
    assert record_of(press(noting(held, outcome="no_show"), "came")).outcome == ""
    assert record_of(press(noting(held, outcome="engaged"), "came")).outcome == "engaged"
    for bookings, offered in ((held.bookings, OUTCOMES[:-1]), ((), OUTCOMES)):
        opened = press(replace(noting(held, state=TAKEN, menu=Menu(MORE)), bookings=bookings), "outcome", row="")
        assert tuple(name for name, _ in (record_of(opened).menu or Menu("")).rows) == (*offered, "none")
    assert OUTCOMES[-1] == NO_SHOW


def test_who_did_not_come_is_written_to_kindly_with_one_time_and_the_lead_is_marked() -> None:
    decision = press(of(booked(ended=True), free=(SOON, replace(SOON, start=SOON.start + 3600))), "missed")
    assert decision.matter.bookings[0].state is State.MISSED
    assert record_of(decision).missed == 1
    assert decision.recorded is not None
    assert decision.recorded.act == "missed"
    [said] = told(decision)
    assert said.text.key == "booking-missed"
    assert [button.action for row in said.rows for button in row] == [f"s:{SOON.start}", "show"]
    assert said.mark == "k/1.1"


def test_a_second_press_tells_nobody_twice() -> None:
    once = press(of(booked(ended=True)), "missed")
    twice = press(replace(once.matter, free=(SOON,)), "missed")
    assert twice.refused is not None
    assert (twice.refused.key, told(twice), twice.recorded) == ("booking-decided", [], None)
    assert twice.matter == replace(once.matter, free=(SOON,))


@pytest.mark.parametrize(
    ("others", "free", "key"),
    [
        ((), (), "booking-missed-no-time"),
        ((booked(2, state=State.MISSED, start=5, ended=True),), (SOON,), "booking-missed-again"),
        ((booked(2, start=SOON.start),), (SOON,), "booking-missed-again"),
        ((booked(2, state=State.KEPT, start=5, ended=True),), (SOON,), "booking-missed"),
    ],
    ids=["nothing free", "missed before", "has another time", "came before"],
)
def test_one_time_is_offered_once_and_only_where_it_can_be_taken(
    others: tuple[Booking, ...], free: tuple[Slot, ...], key: str
) -> None:
    decision = press(of(booked(ended=True), *others, free=free), "missed")
    assert [said.text.key for said in told(decision)] == [key]
    assert bool(told(decision)[0].rows) == (key == "booking-missed")


def test_a_wrong_outcome_is_corrected_and_the_client_hears_of_it_where_they_were_told() -> None:
    missed = press(of(booked(ended=True)), "missed")
    corrected = press(missed.matter, "came")
    assert corrected.matter.bookings[0].state is State.KEPT
    assert [said.text.key for said in told(corrected)] == ["booking-came-after-all"]
    assert record_of(corrected).missed == 0


def test_no_outcome_before_the_talk_has_begun() -> None:
    for name in ("came", "missed"):
        decision = desk().handle(of(booked()), StaffAct(name, SATO, "1", rights=EVERYTHING), now())
        assert decision.refused is not None
        assert (decision.refused.key, decision.matter.bookings) == ("booking-not-yet", (booked(),))


def test_once_a_talk_is_over_the_card_asks_and_a_late_timer_finds_nothing_to_ask() -> None:
    asked = desk().handle(of(booked(desk="propose", options=(5,))), TalkEnded(1), AFTER)
    [over] = asked.matter.bookings
    assert (over.ended, over.desk, over.options, over.sequence) == (True, "", (), 0)
    assert asked.orders == (ShowCard(),)
    for before in (of(over), of(booked(state=State.CANCELLED)), of(booked(start=SOON.start)), of()):
        assert desk().handle(before, TalkEnded(1), AFTER) == Decision(before)
    assert desk().handle(replace(no_lead(), bookings=(booked(),)), TalkEnded(1), AFTER).orders == ()


def test_the_card_has_the_buttons_that_make_sense() -> None:
    def buttons(*bookings: Booking) -> list[str]:
        record = matter().record
        assert record is not None
        screen = desk().card(record, bookings)
        return [b.action.split(":")[0] for row in screen.rows for b in row if b.action.count(":") == 2]

    assert buttons(booked()) == ["propose", "move_talk", "cancel_talk"]
    assert buttons(booked(proposed=(5,))) == ["propose", "move_talk", "withdraw_times"], "the rest is behind one more"
    assert buttons(booked(ended=True)) == ["came", "missed"]
    assert buttons(booked(ended=True, state=State.KEPT)) == ["missed"]
    assert buttons(booked(ended=True, state=State.MISSED)) == ["came"]
    both = buttons(booked(ended=True), booked(2, start=SOON.start))
    assert both == ["propose", "came", "missed"]


def test_a_proposal_that_is_over_is_told_to_both_and_the_booking_stands() -> None:
    until = int(AFTER.timestamp())
    before = of(booked(start=SOON.start, proposed=(5,), proposed_cells=((1, 2),), proposed_until=until))
    ended = desk().handle(before, ProposalEnded(1), AFTER)
    [stands] = ended.matter.bookings
    assert (stands.state, stands.start, stands.proposed, stands.owned) == (
        State.BOOKED,
        SOON.start,
        (),
        booked().owned,
    )
    assert [said.text.key for said in told(ended)] == ["booking-proposal-over"]
    assert WriteToStaff in map(type, ended.orders)
    assert desk().handle(before, ProposalEnded(1), now()) == Decision(before)
    assert desk().handle(ended.matter, ProposalEnded(1), AFTER) == Decision(ended.matter)


def test_the_timers_of_a_booking_follow_from_it() -> None:
    office = desk().dialogue.around.office
    start = booked().start or 0
    standing = {ENDED: start + 3600, BRIEF: start - 1800}
    assert dict(due(office, booked(room="x"))) == {**standing, TALK: start - DAY}
    told = booked(room="x", reminded=("day", "hour"))
    assert dict(due(office, told)) == standing
    assert dict(due(office, replace(told, ended=True))) == {}
    assert dict(due(office, replace(told, proposed_until=7))) == {PROPOSED: 7, **standing}
    kept = replace(told, state=State.KEPT, ended=True)
    assert dict(due(office, kept)) == {TALK: start + 2 * 3600}, "they are thanked an hour after it"
    assert dict(due(office, replace(kept, reminded=("thanks",)))) == {}
    assert dict(due(office, booked(state=State.MISSED, ended=True))) == {}
