"""What staff do: who has a lead, what the client is told, the papers, the audit, and the buttons of the card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from dialogs.consented import Summary
from dialogs.desk.card import plain_screen
from dialogs.desk.decision import Decision, SendSheet, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import (
    DECLINED,
    DONE,
    NEW,
    STATES,
    TAKEN,
    LeadRecord,
    Matter,
    Member,
    Recorded,
)
from dialogs.desk.papers import lead_shown
from dialogs.desk.rights import EVERYTHING, MEMBER
from dialogs.desk.staff import STAFF_ACTS, StaffAct, StaffRule, read_press
from dialogs.dialogue import Dialogue
from dialogs.errors import UnknownAct
from dialogs.messages import Text, Typed
from dialogs.questionnaires.hsp import HSP
from tests.dialogs.desk.matters import (
    NUMBER,
    SATO,
    SUZUKI,
    desk,
    later,
    matter,
    now,
    press,
    pressed,
    record_of,
    walked,
)
from tests.dialogs.walker import ENGINEER, real_dialogue, real_words

MOVES = {"take": (TAKEN, "taken"), "done": (DONE, "done-told"), "decline": (DECLINED, "declined-told")}


# --- what is no act ---------------------------------------------------------------------------------------------------


def test_an_act_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(
        UnknownAct, match="staff have no act 'tkae'; did you mean take\\?; known: take, done, decline, "
    ):
        desk().handle(matter(NEW), StaffAct("tkae", SATO, rights=EVERYTHING), now())
    with pytest.raises(UnknownAct, match="staff can do 'take' with a lead alone, and this person sent none"):
        desk().handle(replace(matter(NEW), record=None), StaffAct("take", SATO, rights=EVERYTHING), now())
    with pytest.raises(
        UnknownAct, match="the desk has no rule for a str; known acts: FileLead, TellStaff, .*, StaffAct"
    ):
        desk().handle(matter(NEW), "take", now())


# --- who has the lead -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", MOVES)
def test_a_lead_goes_where_staff_send_it_and_its_client_is_told(act: str, state: str) -> None:
    before = matter(state, taken_by=None if state == NEW else SATO)
    decision = press(before, act)
    wanted, told = MOVES[act]
    if state == wanted:
        assert decision == Decision(before), "nothing was done"
        return
    if act != "take" and state in (DONE, DECLINED):
        # Two pressed at once: the client has been told what the first one said, and must not be told the opposite.
        closed = Text(f"card-state-{state}", {"name": Typed("佐藤")})
        assert decision == Decision(before, refused=closed)
        return
    card, client = decision.orders
    assert card == ShowCard(ring=False)
    assert isinstance(client, WriteToClient)
    office = real_dialogue().around.office
    assert client.text == Text(told, {"name": office.names["en"], "phone": office.phone}), "no name of a messenger"
    assert (record_of(decision).state, record_of(decision).taken_by) == (wanted, SATO)
    assert decision.refused is None


def test_the_client_reads_the_name_that_the_office_chose() -> None:
    around = real_dialogue().around
    office = replace(around.office, desk_name={"ja": "相談窓口", "en": "The consultation desk"})
    named = Desk(Dialogue(HSP, replace(around, office=office), real_words()))
    decision = named.handle(matter(NEW), StaffAct("take", SATO, rights=EVERYTHING), now())
    told = [order.text for order in decision.orders if isinstance(order, WriteToClient)]
    assert [text.args["name"] for text in told] == ["The consultation desk"]


def test_who_finishes_a_lead_of_another_does_not_take_it_over() -> None:
    taken = matter(TAKEN, taken_by=SATO)
    for act in ("done", "decline"):
        decision = press(taken, act, SUZUKI)
        assert record_of(decision).taken_by == SATO
        assert isinstance(decision.orders[1], WriteToClient)
        assert "鈴木" not in str(decision.orders[1].text)
    assert record_of(press(matter(DONE, taken_by=SATO), "take", SUZUKI)).taken_by == SUZUKI


@pytest.mark.parametrize(
    ("has_it", "presses", "refused"),
    [
        (SATO, SATO, False),
        (SATO, SUZUKI, True),
        (SATO, Member("903", "佐藤"), True),  # two of one name
        (SATO, Member("901", "佐藤 花子"), False),  # one who changed their name
        (Member(None, "佐藤"), SATO, False),  # known by name alone
        (Member(None, "佐藤"), SUZUKI, True),
        (SATO, Member(None, "佐藤"), False),
    ],
)
def test_a_lead_is_taken_by_one_member(has_it: Member, presses: Member, refused: bool) -> None:
    before = matter(TAKEN, taken_by=has_it)
    decision = press(before, "take", presses)
    wanted = Text("staff-already-taken", {"name": has_it.name}) if refused else None
    assert decision == Decision(before, refused=wanted)


# --- the papers -------------------------------------------------------------------------------------------------------


def test_the_worksheet_is_of_what_was_sent_and_needs_a_score() -> None:
    assert press(matter(), "sheet").orders == (SendSheet(),)
    unscored = replace(walked().leads[-1].consented, summary=Summary())
    assert press(matter(consented=unscored), "sheet").orders == (WriteToStaff(Text("staff-no-sheet"), ring=False),)


def confirmed_total(of: Matter) -> str | None:
    """What the card says of the papers that were confirmed; None where it says nothing."""
    lines = [text for text in desk().card(record_of(of)).lines if text.key == "paper-card"]
    if not lines:
        return None
    [line] = lines
    said = line.args["confirmed"]
    assert isinstance(said, Text)
    return str(said.args["points"])


def test_ticks_are_seen_by_the_client_as_long_as_they_say_the_same() -> None:
    checking = pressed(matter(), ("check", ""))
    assert record_of(checking).checking
    ticked = pressed(checking, ("ok", "salary"), ("ok", "academic"))
    assert record_of(ticked).confirmed == ("salary", "academic")
    assert ticked.conversation.confirmed == ["salary", "academic"]
    points = dict(lead_shown(real_dialogue(), record_of(ticked)).points)
    assert confirmed_total(checking) is None
    assert confirmed_total(pressed(checking, ("ok", "academic"))) == str(points["academic"])
    back = pressed(ticked, ("ok", "salary"))
    assert (record_of(back).confirmed, back.conversation.confirmed) == (("academic",), ["academic"])
    assert not record_of(pressed(back, ("checked", ""))).checking


def test_papers_prove_nothing_said_since() -> None:
    walk = walked().commands("recheck").presses("changed:salary_yen").says("10,000,000")
    said_more = replace(pressed(matter(), ("check", "")), conversation=walk.conversation)
    ticked = pressed(said_more, ("ok", "salary"), ("ok", "academic"))
    assert record_of(ticked).confirmed == ("salary", "academic"), "staff saw both"
    assert ticked.conversation.confirmed == ["academic"], "the papers were for another salary"


def test_papers_of_another_job_are_not_told_to_prove_the_same_pay() -> None:
    walk = walked().later(days=20).commands("recheck").presses("changed:new_job").answers(ENGINEER, until="result")
    said_again = replace(pressed(matter(), ("check", "")), conversation=walk.conversation)
    ticked = pressed(said_again, ("ok", "salary"), ("ok", "academic"))
    assert record_of(ticked).confirmed == ("salary", "academic")
    assert ticked.conversation.confirmed == ["academic"]


@pytest.mark.parametrize("row", ["no_such_row", "invest100m"])
def test_a_row_that_is_not_on_the_card_is_not_ticked(row: str) -> None:
    checking = pressed(matter(), ("check", ""))
    assert press(checking, "ok", row=row) == Decision(checking)
    assert press(matter(), "ok", row="salary") == Decision(matter()), "nobody is going through its papers"


# --- the audit --------------------------------------------------------------------------------------------------------


def test_every_act_is_recorded_with_who_did_it_and_when() -> None:
    after, recorded = matter(), []
    acts = [("take", "", SATO), ("check", "", SATO), ("ok", "salary", SUZUKI), ("ok", "salary", SUZUKI)]
    acts += [("checked", "", SATO), ("sheet", "", SUZUKI), ("done", "", SATO), ("take", "", SUZUKI)]
    for minutes, (name, row, by) in enumerate(acts):
        decision = press(after, name, by, row, minutes=minutes)
        after = decision.matter
        recorded.append(decision.recorded)
    at = [later(minutes=minutes).timestamp() for minutes in range(len(acts))]
    names = ["take", "check", "ok", "not_ok", "checked", "sheet", "done", "take"]
    done = [Recorded(moment, name, row, by) for moment, name, (_, row, by) in zip(at, names, acts, strict=True)]
    assert recorded == done
    assert [Recorded.from_json(one.to_json()) for one in done] == done
    stored = record_of(after).to_json()
    assert LeadRecord.from_json(stored) == record_of(after)


def test_what_did_nothing_is_not_recorded() -> None:
    taken = pressed(matter(), ("take", ""))
    assert press(taken, "take", SUZUKI).recorded is None, "refused"
    assert press(taken, "take").recorded is None, "taken already"
    assert press(taken, "ok", row="salary").recorded is None, "not on the card"


def test_a_lead_of_an_earlier_version_lacks_some_of_it() -> None:
    stored = record_of(matter(TAKEN, taken_by=Member(None, "佐藤"))).to_json()
    for name in ("taken_by_id", "checking", "confirmed"):
        del stored[name]
    assert LeadRecord.from_json(stored) == record_of(matter(TAKEN, taken_by=Member(None, "佐藤")))


# --- the buttons ------------------------------------------------------------------------------------------------------


def actions(record: LeadRecord) -> list[list[str]]:
    return [[button.action for button in row] for row in desk().card(record).rows]


@pytest.mark.parametrize(
    ("state", "offered"),
    [(NEW, ["take", "done", "decline"]), (TAKEN, ["done", "decline"]), (DONE, ["take"]), (DECLINED, ["take"])],
)
def test_a_card_offers_what_makes_sense(state: str, offered: list[str]) -> None:
    record = record_of(matter(state))
    words = [] if state in (DONE, DECLINED) else [["ask:12", "saved:12"]]
    assert actions(record) == [[f"{act}:12" for act in offered], ["sheet:12", "check:12"], *words, ["more:12"]]
    unscored = replace(record, consented=replace(record.consented, summary=Summary()))
    assert actions(unscored) == [[f"{act}:12" for act in offered], *words, ["more:12"]]
    assert desk().card(record, buttons=False).rows == ()


def test_while_papers_are_checked_the_card_has_a_tick_for_each_row_that_brings_points() -> None:
    record = record_of(pressed(matter(), ("check", ""), ("ok", "salary")))
    *ticks, last = actions(record)
    assert last == ["checked:12"], "and nothing else, until they are through"
    assert [row for line in ticks for row in line] == [
        f"ok:12:{row}" for row, _ in lead_shown(real_dialogue(), record).points
    ]
    assert all(len(line) <= 2 for line in ticks)
    labels = {button.action: button.label.key for line in desk().card(record).rows for button in line}
    assert {labels[action] for line in ticks for action in line if action != "ok:12:salary"} == {"unticked"}
    assert labels["ok:12:salary"] == "ticked"


def test_the_salary_without_the_age_is_explained_while_papers_are_checked() -> None:
    def explained(record: LeadRecord) -> bool:
        return "staff-check-age" in [line.key for line in desk().card(record).lines]

    checking = pressed(matter(), ("check", ""))
    assert not explained(record_of(checking))
    salary = pressed(checking, ("ok", "salary"))
    assert explained(record_of(salary))
    assert not explained(record_of(pressed(salary, ("ok", "age"))))
    assert not explained(record_of(pressed(salary, ("checked", ""))))


def test_every_button_of_a_card_reads_back_as_its_act() -> None:
    record = record_of(pressed(matter(), ("check", "")))
    for row in (*actions(record), *actions(record_of(matter()))):
        for action in row:
            name, number, what = read_press(action, STAFF_ACTS) or ("", 0, "")
            assert (name in STAFF_ACTS, number, bool(what)) == (True, NUMBER, name == "ok")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "take",
        "take:",
        "take:x",
        "take:1:salary",
        "ok:1",
        "ok:1:",
        "ok:1:SALARY",
        "nothing:1",
        "take:1234567890123456",
    ],
)
def test_what_is_no_button_of_ours_is_none(data: str) -> None:
    assert read_press(data, STAFF_ACTS) is None


# --- one more act -----------------------------------------------------------------------------------------------------


def call_back(_dialogue: Dialogue, matter: Matter, _record: LeadRecord, _act: StaffAct, _now: datetime) -> Decision:
    return Decision(matter, (WriteToClient(Text("passed-on")),))


def test_an_act_of_staff_is_added_by_one_entry() -> None:
    acts = {
        **STAFF_ACTS,
        "call": StaffRule(call_back, lambda record: record.state == TAKEN, MEMBER, label="staff-sheet-button"),
    }
    larger = Desk(real_dialogue(), acts)
    taken = matter(TAKEN, taken_by=SATO)
    buttons = [button.action for button in larger.card(record_of(taken)).rows[0]]
    assert buttons == ["done:12", "decline:12", "call:12"]
    assert "call:12" not in [b.action for row in larger.card(record_of(matter())).rows for b in row]
    assert read_press("call:12", acts) == ("call", 12, "")
    decision = larger.handle(taken, StaffAct("call", SUZUKI, rights=EVERYTHING), now())
    assert decision.orders == (WriteToClient(Text("passed-on")),)
    assert decision.recorded == Recorded(now().timestamp(), "call", "", SUZUKI)


@pytest.mark.parametrize("name", STAFF_ACTS)
def test_every_act_has_its_words(name: str) -> None:
    rule = STAFF_ACTS[name]
    if rule.rows is None:
        assert real_words().has("ja", rule.label or f"staff-{name}")


def test_a_card_that_cannot_be_made_offers_what_names_no_row() -> None:
    record = record_of(pressed(matter(), ("check", "")))
    offered = [
        button.action for row in plain_screen(desk().dialogue.around.office, record, STAFF_ACTS).rows for button in row
    ]
    assert offered == [action for row in actions(record) for action in row if not action.startswith("ok:")]
    assert "checked:12" in offered
