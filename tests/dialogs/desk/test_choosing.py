"""What lies behind one button of the card: passing on, the outcome of a talk, erasing. Each list asks once."""

from __future__ import annotations

import pytest

from dialogs.desk.choosing import OUTCOMES
from dialogs.desk.decision import Decision, EraseEverything, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import DECLINED, DONE, NEW, STATES, TAKEN, LeadRecord, Matter, Member
from dialogs.desk.rights import ADMIN, Rights
from dialogs.desk.staff import STAFF_ACTS, StaffAct, read_press
from dialogs.messages import Text
from dialogs.talk import Utterance
from tests.dialogs.desk.matters import NUMBER, SATO, SUZUKI, desk, matter, now, press, pressed, record_of
from tests.dialogs.walker import real_words

HEAD = Member("900", "五十嵐")
TEAM = Rights(ADMIN, colleagues=(HEAD, SATO, SUZUKI))


def does(before: Matter, name: str, row: str = "", by: Member = HEAD, rights: Rights = TEAM) -> Decision:
    return desk().handle(before, StaffAct(name, by, row, rights=rights), now())


def offered(record: LeadRecord) -> list[str]:
    return [button.action.removesuffix(f":{NUMBER}") for row in desk().card(record).rows for button in row]


# --- the list of lists ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        (NEW, ["pass", "fix", "erase"]),
        (TAKEN, ["pass", "outcome", "fix", "erase"]),
        (DONE, ["outcome", "fix", "erase"]),
        (DECLINED, ["fix", "erase"]),
    ],
)
def test_more_lays_out_what_makes_sense_and_closes_again(state: str, acts: list[str]) -> None:
    opened = pressed(matter(state), ("more", ""))
    shown = offered(record_of(opened))
    assert [act for act in shown if act in ("pass", "outcome", "fix", "erase")] == acts
    assert "more" not in shown
    assert offered(record_of(pressed(opened, ("close", "")))) == offered(record_of(matter(state)))
    assert press(opened, "close").recorded is None, "only buttons were laid out"


@pytest.mark.parametrize("name", ["pass_to", "ended", "fix_line", "fix_to", "fix_why", "erase_sure"])
@pytest.mark.parametrize("state", STATES)
def test_a_press_on_a_list_that_was_closed_changes_nothing_and_says_so(name: str, state: str) -> None:
    for before in (matter(state), pressed(matter(state), ("more", ""))):
        decision = does(before, name, "902")
        assert decision.matter == before
        assert decision.refused == Text("staff-menu-gone")
        assert decision.recorded is None


def test_what_changes_nothing_and_what_is_written_leave_the_list_open() -> None:
    """Whoever lays it out may write meanwhile; only what was done from it closes it."""
    opened = does(matter(TAKEN, taken_by=HEAD), "more").matter
    assert does(opened, "take") == Decision(opened), "the lead is theirs already"
    written = desk().handle(opened, StaffAct("write", HEAD, said=Utterance("Hello", id="7"), rights=TEAM), now())
    assert record_of(written).menu == record_of(opened).menu
    assert record_of(does(opened, "done")).menu is None


# --- passing on -------------------------------------------------------------------------------------------------------


def test_a_lead_is_passed_on_by_name_and_the_other_is_told() -> None:
    taken = matter(TAKEN, taken_by=HEAD)
    opened = does(does(taken, "more").matter, "pass").matter
    assert [action for action in offered(record_of(opened)) if action.startswith("pass_to")] == [
        f"pass_to:{NUMBER}:901",
        f"pass_to:{NUMBER}:902",
    ], "not to whoever has it"
    decision = does(opened, "pass_to", "902")
    assert (record_of(decision).state, record_of(decision).taken_by, record_of(decision).menu) == (TAKEN, SUZUKI, None)
    card, told = decision.orders
    assert card == ShowCard()
    assert isinstance(told, WriteToStaff)
    assert (told.text.key, told.text.args["name"], told.ring) == ("staff-passed", "鈴木", True)
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row, decision.recorded.by) == ("pass_to", "902", HEAD)


def test_who_passes_on_what_nobody_had_takes_it_for_the_colleague() -> None:
    opened = does(does(matter(NEW), "more").matter, "pass").matter
    decision = does(opened, "pass_to", "901")
    assert [type(order) for order in decision.orders] == [ShowCard, WriteToStaff, WriteToClient]
    assert record_of(decision).taken_by == SATO


def test_a_colleague_who_left_meanwhile_gets_nothing() -> None:
    opened = does(does(matter(TAKEN, taken_by=HEAD), "more").matter, "pass").matter
    decision = does(opened, "pass_to", "902", rights=Rights(ADMIN, colleagues=(HEAD, SATO)))
    assert (decision.matter, decision.refused) == (opened, Text("staff-colleague-gone"))
    alone = does(does(matter(TAKEN, taken_by=HEAD), "more").matter, "pass", rights=Rights(ADMIN, colleagues=(HEAD,)))
    assert alone.refused == Text("staff-no-colleagues")


def test_two_who_pass_on_at_once_do_it_once() -> None:
    opened = does(does(matter(TAKEN, taken_by=HEAD), "more").matter, "pass").matter
    once = does(opened, "pass_to", "902").matter
    assert does(once, "pass_to", "902") == Decision(once), "pressed twice"
    again = does(once, "pass_to", "901", SATO)
    assert (again.matter, again.refused) == (once, Text("staff-menu-gone"))


# --- the outcome ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_an_outcome_stands_on_the_card_until_another_takes_its_place(outcome: str) -> None:
    before = pressed(matter(TAKEN, taken_by=SATO), ("more", ""), ("outcome", ""))
    decision = press(before, "ended", row=outcome)
    assert decision.orders == (ShowCard(),), "the client is told nothing by it"
    assert (record_of(decision).outcome, record_of(decision).state) == (outcome, TAKEN)
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row) == ("ended", outcome)
    said = "\n".join(real_words().plain("ja", line) for line in desk().card(record_of(decision)).lines)
    assert real_words().plain("ja", Text(f"staff-ended-{outcome}")) in said
    assert LeadRecord.from_json(record_of(decision).to_json()) == record_of(decision)
    assert press(decision.matter, "ended", row=outcome) == Decision(decision.matter), "pressed twice"
    assert press(before, "ended", row="rich").refused == Text("staff-menu-gone")


# --- erasing ----------------------------------------------------------------------------------------------------------


def test_erasing_is_asked_once_more_and_recorded() -> None:
    asked = pressed(matter(TAKEN, taken_by=SATO), ("more", ""), ("erase", ""))
    assert "erase_sure:12" in [button.action for row in desk().card(record_of(asked)).rows for button in row]
    assert any(line.key == "staff-menu-erase" for line in desk().card(record_of(asked)).lines)
    decision = press(asked, "erase_sure")
    assert decision.orders == (EraseEverything("staff-erased-here", asked=True),)
    assert decision.recorded is not None


# --- buttons ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", [("pass",), ("outcome",), ("fix",), ("fix", "fix_line"), ("erase",)])
def test_every_button_of_a_list_fits_and_reads_back(way: tuple[str, ...]) -> None:
    before = does(matter(TAKEN, taken_by=HEAD), "more").matter
    for name in way:
        before = does(before, name, "degrees" if name == "fix_line" else "").matter
    rows = Desk(desk().dialogue).card(record_of(before)).rows
    for button in (button for row in rows for button in row):
        assert len(button.action.encode()) <= 64
        found = read_press(button.action, STAFF_ACTS)
        assert found is not None
        assert found[1] == NUMBER
    assert sum(len(row) for row in rows) <= 100
