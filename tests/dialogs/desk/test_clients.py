"""What clients do that concerns the desk: they send their lead, write on, leave, come back, ask to be forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.desk.decision import Decision, EraseEverything, ShowCard, WriteToStaff
from dialogs.desk.matter import DECLINED, DONE, NEW, TAKEN
from dialogs.effects import Erase, FileLead, Reach, TellStaff
from dialogs.messages import Text, Typed
from tests.dialogs.desk.matters import NUMBER, SATO, desk, file, matter, no_lead, now, record_of, snapshot, walked

RING = WriteToStaff(Text("staff-ring", {"number": str(NUMBER)}), ring=True)


@pytest.mark.parametrize("rings", [True, False])
def test_the_first_lead_is_new_and_its_card_rings_by_the_rule_of_the_office(rings: bool) -> None:
    decision = file(no_lead(), rings=rings)
    assert decision.orders == (ShowCard(ring=rings),)
    record = record_of(decision)
    assert (record.number, record.state, record.taken_by) == (0, NEW, None)
    assert record.consented.name == "Maria Santos"


@pytest.mark.parametrize("state", [NEW, TAKEN])
@pytest.mark.parametrize(("before", "after", "rings"), [(False, True, True), (True, True, False), (True, False, False)])
def test_a_lead_sent_again_rings_only_where_it_did_not_before(
    state: str, before: bool, after: bool, rings: bool
) -> None:
    sent = matter(state, taken_by=SATO, consented=replace(walked().leads[-1].consented, rings=before))
    decision = file(sent, rings=after, source="flyer")
    assert decision.orders == (ShowCard(), *([RING] if rings else []))
    record = record_of(decision)
    assert (record.state, record.taken_by, record.consented.source) == (state, SATO, "flyer")


@pytest.mark.parametrize("state", [DONE, DECLINED])
@pytest.mark.parametrize("rings", [True, False])
def test_a_closed_lead_opens_again(state: str, rings: bool) -> None:
    decision = file(matter(state, taken_by=SATO), rings=rings)
    record = record_of(decision)
    assert (record.state, record.taken_by, record.number) == (NEW, None, NUMBER)
    assert decision.orders == (ShowCard(), *([RING] if rings else []))


def test_a_lead_sent_again_has_the_papers_that_still_prove_it() -> None:
    sent = matter(confirmed=("salary", "academic"))
    still = replace(sent, conversation=replace(sent.conversation, confirmed=["academic"]))
    assert record_of(file(still)).confirmed == ("academic",)


def test_choosing_when_to_meet_changes_nothing_else_of_what_was_sent() -> None:
    sent = matter(confirmed=("salary", "academic"))
    before = record_of(sent).consented
    lead = walked().leads[-1]
    answers = {
        **lead.consented.answers,
        "consultation": ("visit", "2027-03-01"),
        "salary_yen": (9_900_000, "2027-03-01"),
    }
    later = replace(lead.consented, day="2027-03-01", answers=answers)
    act = FileLead(replace(lead, consented=later), ("consultation", "half_days"))
    after = record_of(desk().handle(sent, act, now()))
    assert after.consented.answers == {**before.answers, "consultation": ("visit", "2027-03-01")}
    assert replace(after.consented, answers=before.answers) == before
    assert after.confirmed == ("salary", "academic"), "papers that staff have seen prove what was sent"


def test_a_lead_of_the_first_version_takes_another_time_too() -> None:
    sent = matter(
        consented=replace(walked().leads[-1].consented, answers={}, earlier={"name": "Maria", "way": "online"})
    )
    lead = walked().leads[-1]
    later = replace(lead.consented, answers={"consultation": ("visit", "2027-03-01")})
    after = record_of(desk().handle(sent, FileLead(replace(lead, consented=later), ("consultation",)), now()))
    assert after.consented.earlier == {"name": "Maria", "way": "visit"}


def test_what_a_client_writes_reaches_staff_once_there_is_a_lead() -> None:
    note = desk().handle(matter(), TellStaff("<b>please"), now())
    assert note.orders == (WriteToStaff(Text("staff-note", {"text": Typed("<b>please")}), ring=True),)
    assert isinstance(note.orders[0].text.args["text"], Typed)
    assert desk().handle(no_lead(), TellStaff("please"), now()) == Decision(no_lead())


@pytest.mark.parametrize("reachable", [True, False])
def test_staff_hear_once_and_without_a_sound_who_can_be_written_to(reachable: bool) -> None:
    before = replace(matter(), reachable=not reachable)
    kept = snapshot(before)
    decision = desk().handle(before, Reach(reachable), now())
    told = Text("staff-reachable" if reachable else "staff-unreachable")
    assert decision == Decision(replace(before, reachable=reachable), (WriteToStaff(told, ring=False),))
    assert snapshot(before) == kept
    assert desk().handle(decision.matter, Reach(reachable), now()) == Decision(decision.matter)
    nobody = replace(before, record=None)
    assert desk().handle(nobody, Reach(reachable), now()) == Decision(replace(nobody, reachable=reachable))


def test_who_asks_to_be_forgotten_is_and_everybody_is_told() -> None:
    assert desk().handle(no_lead(), Erase(), now()).orders == (EraseEverything("staff-erased", asked=True),)


def test_of_what_the_first_version_sent_nothing_is_told_to_have_changed() -> None:
    consented = walked().leads[-1].consented
    sent = matter(consented=replace(consented, answers={}, earlier={"name": "Maria"}))
    assert record_of(file(sent)).before == {}
    told = matter(consented=replace(consented, answers={**consented.answers, "japanese": ("n2", "2026-11-24")}))
    assert record_of(file(told)).before == {"japanese": "n2"}
