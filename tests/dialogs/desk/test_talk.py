"""Who has the word in a client's chat: from the first message of staff until it is given back, by press or by time."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.desk.decision import LookAgain, RelayToClient, RelayToStaff, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.matter import DONE, NEW, TAKEN, Member
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.desk.talk import QUIET, WentQuiet
from dialogs.effects import TellStaff
from dialogs.talk import Utterance
from tests.dialogs.desk.matters import desk, matter, no_lead, now

TOKYO = ZoneInfo("Asia/Tokyo")
HANA = Member("900", "Hana")
SAID = Utterance("Hello", id="7")
WRITES = StaffAct("write", HANA, said=SAID, rights=EVERYTHING)


def test_the_first_word_takes_the_lead_silences_the_bot_and_sets_a_look() -> None:
    decision = desk().handle(matter(), WRITES, now())
    record, talk = decision.matter.record, decision.matter.conversation.talk
    assert record is not None
    assert (record.state, record.taken_by, record.talking, talk.is_silent) == (TAKEN, HANA, True, True)
    passed_on, look, card = decision.orders
    assert (passed_on, card) == (RelayToClient(SAID), ShowCard())
    assert isinstance(look, LookAgain)
    assert look.kind == QUIET
    assert look.due is not None
    assert look.due > now()
    again = desk().handle(decision.matter, WRITES, now())
    assert again.orders == (RelayToClient(SAID),), "the next word changes nothing"
    assert matter().record != record, "nothing given is changed"


def test_who_has_the_lead_keeps_it_when_another_writes() -> None:
    first = desk().handle(matter(), WRITES, now()).matter
    second = desk().handle(first, StaffAct("write", Member("901", "Ken"), said=SAID, rights=EVERYTHING), now()).matter
    assert second.record is not None
    assert second.record.taken_by == HANA


def test_a_press_that_only_looks_like_writing_does_nothing() -> None:
    assert desk().handle(matter(), StaffAct("write", HANA, rights=EVERYTHING), now()).orders == ()


@pytest.mark.parametrize("act", ["hand_back", "done", "decline"])
def test_giving_the_word_back_is_told_to_the_client(act: str) -> None:
    talking = desk().handle(matter(), WRITES, now()).matter
    decision = desk().handle(talking, StaffAct(act, HANA, rights=EVERYTHING), now())
    assert not decision.matter.conversation.talk.is_silent
    assert decision.matter.record is not None
    assert not decision.matter.record.talking
    assert any(isinstance(order, WriteToClient) for order in decision.orders)
    assert desk().handle(matter(), StaffAct("hand_back", HANA, rights=EVERYTHING), now()).orders == ()


def test_a_look_gives_the_word_back_only_after_hours_of_opening_without_a_word() -> None:
    talking = desk().handle(matter(), WRITES, now()).matter
    orders = desk().handle(matter(), WRITES, now()).orders
    [due] = [order.due for order in orders if isinstance(order, LookAgain) and order.due]
    talk = replace(talking.conversation.talk, last_word=now().timestamp() + 3600)
    later = replace(talking, conversation=replace(talking.conversation, talk=talk))
    [again] = desk().handle(later, WentQuiet(), due).orders
    assert isinstance(again, LookAgain)
    assert again.due is not None
    assert again.due > due
    ended = desk().handle(later, WentQuiet(), again.due)
    assert not ended.matter.conversation.talk.is_silent
    assert {type(order) for order in ended.orders} == {ShowCard, WriteToClient, WriteToStaff}
    assert desk().handle(ended.matter, WentQuiet(), again.due).orders == ()
    assert desk().handle(no_lead(), WentQuiet(), due).orders == ()


def test_nobody_is_told_at_night_that_the_bot_answers_again() -> None:
    """A machine that slept, or a client far away: the word is given back in their morning."""
    talking = desk().handle(matter(), WRITES, now()).matter
    [due] = [order.due for order in desk().handle(matter(), WRITES, now()).orders if isinstance(order, LookAgain)]
    assert due is not None
    night = due.astimezone(TOKYO).replace(hour=23)
    [again] = desk().handle(talking, WentQuiet(), night).orders
    assert again == LookAgain(QUIET, (night + timedelta(hours=9)).astimezone(UTC))
    assert desk().handle(talking, WentQuiet(), night + timedelta(hours=9)).orders[1:]
    abroad = deepcopy(talking)
    abroad.conversation.keep("lives_in", ["America/New_York", "New York"], now().date())
    [again] = desk().handle(abroad, WentQuiet(), due).orders
    assert isinstance(again, LookAgain)
    assert again.due is not None
    assert again.due.astimezone(ZoneInfo("America/New_York")).hour == 8


def test_a_word_to_somebody_who_blocked_the_bot_is_told_to_wait() -> None:
    away = replace(matter(), reachable=False)
    assert any(isinstance(order, WriteToStaff) for order in desk().handle(away, WRITES, now()).orders)


def test_what_a_client_writes_is_passed_on_as_it_is() -> None:
    assert desk().handle(matter(), TellStaff("Hello", SAID), now()).orders == (RelayToStaff(SAID),)


def test_a_closed_lead_stays_closed_while_staff_write() -> None:
    before = matter()
    assert before.record is not None
    closed = replace(before, record=replace(before.record, state=DONE))
    after = desk().handle(closed, WRITES, now()).matter
    assert after.record is not None
    assert (after.record.state, after.record.talking) == (DONE, True)
    assert before.record.state == NEW
