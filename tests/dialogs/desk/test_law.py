"""A change of law at the desk: the card that staff decide over, their rights, and the one word to who agreed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.words.words import languages
from dialogs.desk.decision import Decision, LookAgain, WriteToClient
from dialogs.desk.desk import Desk
from dialogs.desk.law import DONE as TOLD
from dialogs.desk.law import (
    DROPPED,
    LAW,
    LAW_ACTS,
    OPEN,
    SEND,
    SENDING,
    LawChanged,
    LawProposal,
    MarkCount,
    decide,
    proposal_screen,
)
from dialogs.desk.matter import Matter
from dialogs.desk.rights import EVERYTHING, NOBODY, Rights
from scoring import Ruleset
from tests.dialogs.booking.offices import moment
from tests.dialogs.desk.matters import SATO, SUZUKI
from tests.dialogs.desk.test_people import ISOLATES
from tests.dialogs.test_rescoring import at_the_result
from tests.dialogs.walker import Walk, keys_in, real_dialogue, real_words
from tests.scoring.drafts import (
    EVEN_LESS_FOR_N1,
    HIGHER_MARK,
    LESS_FOR_N1,
    MORE_FOR_GROWTH,
    MORE_FOR_N1,
    MORE_FOR_N2,
    MORE_PAY,
    NEWEST,
    draft,
)

FOLDER = Path(__file__).resolve().parents[2] / "transcripts" / "law"
DESK = Desk(real_dialogue())
DAY, NIGHT = "2026-11-25T10:00", "2026-11-25T22:30"
PROPOSAL = LawProposal(
    number=3,
    ruleset="hsp-2027-04-01",
    against=NEWEST.id,
    title=NEWEST.title,
    first_day="2027-04-01",
    day="2027-04-01",
    is_draft=True,
    scored=412,
    agreed=12,
    others=19,
    perhaps=40,
    marks=(MarkCount(70, 70, reached=2, lost=25), MarkCount(80, 80, reached=0, lost=4)),
)


def agreed(walk: Walk) -> Walk:
    """The same, who wants to hear of changes of their points."""
    return walk.presses("remind", "on:points", "close")


def matter_of(walk: Walk, *, reachable: bool = True) -> Matter:
    return Matter(walk.conversation, reachable, walk.now.timestamp())


def told(before: Matter, after: Ruleset, at: str = DAY) -> Decision:
    return DESK.handle(before, LawChanged(NEWEST, after, 3), moment(at))


def said(decision: Decision) -> WriteToClient:
    """The one word to the client; it can be said in every language."""
    [order] = [order for order in decision.orders if isinstance(order, WriteToClient)]
    for language in languages():
        assert real_words().html(language, order.text)
    return order


# --- the client -------------------------------------------------------------------------------------------------------


def test_who_agreed_and_crosses_is_told_what_moved_and_why_and_how_to_look() -> None:
    decision = told(matter_of(agreed(at_the_result())), draft(LESS_FOR_N1))
    order = said(decision)
    shown = real_words().plain("en", order.text).translate(ISOLATES)
    assert "From April 1, 2027 another points table applies." in shown
    assert "75 points by the table of before, and 65 points by the new one" in shown
    assert "no longer reach 70 points" in shown
    assert "15 → 5 (高度専門職省令(平成26年法務省令第37号)第1条第1項第2号の表「特別加算」(加算⑧・計算表⑮))" in shown
    assert "/result" in shown
    assert "between 65 and" in shown, "the engineer left lines open"
    assert [button.action for row in order.rows for button in row] == ["stop", "list"]
    assert order.mark == "m/points.0"
    assert list(decision.matter.conversation.laws_told) == ["hsp-2027-04-01"]


def words_of(before: Ruleset, after: Ruleset, **answers: str) -> set[str]:
    """What an engineer who agreed is told, by the names of the texts."""
    matter = matter_of(agreed(at_the_result(**answers)))
    return set(keys_in(said(DESK.handle(matter, LawChanged(before, after, 3), moment(DAY))).text))


def test_marks_reached_are_told_as_well() -> None:
    assert "law-reached" in words_of(NEWEST, draft(MORE_FOR_N1))


@pytest.mark.parametrize("opens", [False, True])
def test_of_a_condition_that_decides_it_is_not_said_that_the_points_do(opens: bool) -> None:
    """75 points by both tables: nobody reads that they lose 70."""
    harder = draft(MORE_PAY, first_day=date(2027, 3, 1))
    keys = words_of(harder, draft()) if opens else words_of(NEWEST, harder)
    assert {"law-moved-gate", "law-opened" if opens else "law-closed"} <= keys
    assert not keys & {"law-lost", "law-reached"}


def test_a_mark_that_the_law_moves_is_told_with_what_it_was() -> None:
    walk = agreed(at_the_result(salary_yen="5,500,000"))
    order = said(told(matter_of(walk), draft(HIGHER_MARK)))
    assert "no longer reach 75 points (until now: 70) by" in real_words().plain("en", order.text).translate(ISOLATES)
    assert "75点（これまでは70点）に届かなくなります" in real_words().plain("ja", order.text).translate(ISOLATES)


def test_open_answers_are_no_certain_loss() -> None:
    """The engineer left lines open, by which 70 may still be reached."""
    order = said(told(matter_of(agreed(at_the_result())), draft(LESS_FOR_N1)))
    assert "By what you have told so far, you no longer reach 70" in real_words().plain("en", order.text)
    assert "これまでのお答えでは" in real_words().plain("ja", order.text)


def test_of_a_line_that_is_open_it_is_said_that_it_changes_and_no_points_are_named() -> None:
    order = said(told(matter_of(agreed(at_the_result())), draft(LESS_FOR_N1, MORE_FOR_GROWTH)))
    shown = real_words().plain("en", order.text).translate(ISOLATES)
    assert "One more line changes that you left open." in shown
    assert "15 → 5" in shown
    assert "10 → 12" not in shown
    assert "0 → 0" not in shown


def test_of_who_begins_to_work_later_the_day_is_that_of_the_work() -> None:
    walk = agreed(at_the_result(residence="a:student", birth_date="1994-05-01", work_begins="2027-06-01"))
    shown = real_words().plain("en", said(told(matter_of(walk), draft(LESS_FOR_N1))).text)
    assert "From April 1, 2027" in shown
    assert "(counted for June 1, 2027)" in shown


def test_who_needs_no_points_hears_that_as_well() -> None:
    assert "law-j-skip" in words_of(NEWEST, draft(HIGHER_MARK), salary_yen="20,000,000", birth_date="1970-05-01")
    assert "law-j-skip" not in words_of(NEWEST, draft(LESS_FOR_N1))


def test_an_age_on_the_eve_of_a_birthday_is_for_staff_to_confirm() -> None:
    """By the law on ages whoever is born on 2 April may be a year older on 1 April."""
    less = draft(LESS_FOR_N1)
    assert "law-staff-confirms" in words_of(NEWEST, less, birth_date="1992-04-02")
    assert "law-staff-confirms" not in words_of(NEWEST, less, birth_date="1992-04-03")


def test_only_of_a_draft_staff_are_asked_to_look_whether_it_is_law() -> None:
    asked = [{line.key for line in proposal_screen(replace(PROPOSAL, is_draft=draft)).lines} for draft in (True, False)]
    assert ["staff-law-draft" in keys for keys in asked] == [True, False]


def test_nobody_is_told_twice_of_one_table() -> None:
    once = told(matter_of(agreed(at_the_result())), draft(LESS_FOR_N1))
    again = told(once.matter, draft(LESS_FOR_N1))
    assert again == Decision(once.matter)


def corrected(*changes: tuple[str, str], **answers: str) -> Decision:
    """What somebody hears of a table that they were told of, and that then was corrected."""
    once = told(matter_of(agreed(at_the_result(**answers))), draft(LESS_FOR_N1))
    assert once.orders
    return told(once.matter, draft(*changes))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (EVEN_LESS_FOR_N1, {"law-lost", "law-total"}),
        (MORE_FOR_N1, {"law-reached", "law-total"}),
        (MORE_FOR_N2, {"law-moves-nothing"}),
    ],
    ids=["other points", "the other way", "nothing any more"],
)
def test_of_a_table_that_was_corrected_they_hear_once_more_if_it_comes_out_otherwise(
    change: tuple[str, str], says: set[str]
) -> None:
    decision = corrected(change)
    order = said(decision)
    assert order.text.key == "law-corrected"
    keys = set(keys_in(order.text))
    assert says <= keys
    assert ("law-total" in keys) is ("law-total" in says)
    assert "takes the place of the one before" in real_words().plain("en", order.text)
    assert [button.action for row in order.rows for button in row] == ["stop", "list"]
    assert told(decision.matter, draft(change)) == Decision(decision.matter), "and not again"


def test_of_a_correction_that_changes_nothing_for_them_they_hear_nothing() -> None:
    assert corrected(LESS_FOR_N1, MORE_FOR_N2).orders == ()
    assert corrected(LESS_FOR_N1, (r'(\[head\].*?title = ")', r"\g<1>X")).orders == (), (
        "what it is called counts nothing"
    )


@pytest.mark.parametrize("why", ["stopped", "refused", "blocked", "kind of work unknown"])
def test_nobody_hears_of_a_correction_who_would_hear_of_nothing(why: str) -> None:
    walk = agreed(at_the_result())
    walk.conversation = told(matter_of(walk), draft(LESS_FOR_N1)).matter.conversation
    if why == "stopped":
        walk.presses("remind", "off:points")
    if why == "refused":
        walk.conversation.keep("consent", "refuse", walk.now.date())
    if why == "kind of work unknown":
        walk.conversation.drop("activity")
    before = matter_of(walk, reachable=why != "blocked")
    assert told(before, draft(MORE_FOR_N1)) == Decision(before)


def test_of_a_correction_that_depends_on_open_answers_it_is_said() -> None:
    for change, is_open in ((MORE_FOR_GROWTH, True), (MORE_FOR_N2, False)):
        shown = real_words().plain("en", said(corrected(change)).text)
        assert "the same as by the table of before" in shown
        assert ("Your open answers can change this." in shown) is is_open


def test_what_is_their_own_change_is_called_no_correction() -> None:
    walk = agreed(at_the_result())
    walk.conversation = told(matter_of(walk), draft(LESS_FOR_N1)).matter.conversation
    walk.commands("recheck").presses("changed:salary_yen").says("9,500,000")
    assert told(matter_of(walk), draft(LESS_FOR_N1)).orders == ()


def test_at_night_it_waits_for_the_morning_where_they_are() -> None:
    before = matter_of(agreed(at_the_result()))
    decision = told(before, draft(LESS_FOR_N1), NIGHT)
    assert decision == Decision(before, (LookAgain(LAW, moment("2026-11-26T08:00"), version=3),))


def test_what_they_changed_since_counts() -> None:
    walk = agreed(at_the_result())
    walk.commands("recheck").presses("changed:salary_yen").says("9,500,000")
    assert told(matter_of(walk), draft(LESS_FOR_N1)).orders == ()


@pytest.mark.parametrize("why", ["never asked", "other kinds", "stopped", "blocked", "refused", "not touched"])
def test_nobody_else_hears_of_it(why: str) -> None:
    walk, after = at_the_result(), draft(LESS_FOR_N1)
    if why == "other kinds":
        walk.presses("remind", "on:stay", "close")
    elif why != "never asked":
        agreed(walk)
    if why == "stopped":
        walk.presses("remind", "off:points", "close")
    if why == "refused":
        walk.conversation.keep("consent", "refuse", walk.now.date())
    before = matter_of(walk, reachable=why != "blocked")
    assert told(before, draft() if why == "not touched" else after) == Decision(before)


# --- staff ------------------------------------------------------------------------------------------------------------


def at() -> datetime:
    return moment(DAY)


@pytest.mark.parametrize("state", [OPEN, SENDING, TOLD, DROPPED, "replaced"])
def test_the_card_is_as_staff_read_it(state: str, refresh: bool) -> None:
    """`tests/transcripts/law/`; after reading the difference: `--refresh-transcripts`."""
    screen = proposal_screen(replace(PROPOSAL, state=state, sent=10, by="" if state == OPEN else "佐藤"))
    lines = [real_words().plain("ja", line) for line in screen.lines]
    lines += [f"[{real_words().plain('ja', button.label)}]" for row in screen.rows for button in row]
    shown, file = "\n".join(lines).translate(ISOLATES) + "\n", FOLDER / f"{state}.txt"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


def test_what_an_operator_wrote_into_a_draft_is_no_markup() -> None:
    title = proposal_screen(replace(PROPOSAL, title="<b>Z & Y</b>")).lines[1]
    assert "&lt;b&gt;Z &amp; Y&lt;/b&gt;" in real_words().html("ja", title)


def test_buttons_are_there_only_while_it_is_open() -> None:
    assert [button.action for row in proposal_screen(PROPOSAL).rows for button in row] == ["law_send:3", "law_drop:3"]
    assert proposal_screen(replace(PROPOSAL, state=SENDING)).rows == ()


@pytest.mark.parametrize("act", LAW_ACTS)
@pytest.mark.parametrize("rights", [NOBODY, Rights("member", leads=("佐藤",))], ids=["nobody", "member"])
def test_only_who_leads_decides(act: str, rights: Rights) -> None:
    decision = decide(PROPOSAL, act, SUZUKI, rights, at())
    assert (decision.proposal, decision.recorded) == (PROPOSAL, None)
    assert decision.refused is not None
    assert decision.refused.key in ("staff-not-of-staff", "staff-needs-lead")


@pytest.mark.parametrize(("act", "state"), [("law_send", SENDING), ("law_drop", DROPPED)])
def test_the_first_press_decides_and_is_recorded(act: str, state: str) -> None:
    decision = decide(PROPOSAL, act, SATO, Rights("lead"), at())
    assert (decision.proposal.state, decision.proposal.by, decision.refused) == (state, "佐藤", None)
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row, decision.recorded.by) == (act, "hsp-2027-04-01", SATO)
    second = decide(decision.proposal, SEND, SUZUKI, EVERYTHING, at())
    assert (second.proposal, second.recorded) == (decision.proposal, None)
    assert second.refused is not None
    assert "佐藤" in real_words().plain("ja", second.refused)


def test_a_proposal_comes_back_as_it_was_kept() -> None:
    assert LawProposal.from_json(json.loads(json.dumps(PROPOSAL.to_json()))) == PROPOSAL
