"""Staff confirm an answer or put it right: the client's answers, the card and the points follow, with who and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dialogs.conversation import Conversation
from dialogs.desk.correcting import REASONS
from dialogs.desk.decision import Decision, ShowCard, WriteToClient
from dialogs.desk.employer import EmployerAnswered
from dialogs.desk.matter import TAKEN, Correction, LeadRecord, Matter
from dialogs.desk.papers import lead_shown, sent
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.employer_form import EmployerTold
from dialogs.kinds import ManyOf
from dialogs.messages import Text
from dialogs.questionnaires.hsp import HSP
from dialogs.talk import Utterance
from tests.dialogs.desk.matters import SATO, desk, file, later, matter, now, press, pressed, record_of, walked
from tests.dialogs.walker import real_dialogue, real_words

# The row of the table that the answer about Japanese brings.
ROW = "n1"
ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))


def at(question: str) -> Matter:
    """The engineer's matter, where it is asked what this answer really is."""
    return pressed(matter(TAKEN, taken_by=SATO), ("more", ""), ("fix", ""), ("fix_line", question))


def typed(before: Matter, text: str) -> Any:
    return desk().handle(before, StaffAct("fix_typed", SATO, said=Utterance(text), rights=EVERYTHING), now())


def put_right(before: Matter, value: str, why: str = "papers") -> Any:
    return press(press(before, "fix_to", row=value).matter, "fix_why", row=why)


def told(decision: Any, language: str = "en") -> str:
    [order] = [order for order in decision.orders if isinstance(order, WriteToClient)]
    return real_words().plain(language, order.text).translate(ISOLATES)


def card(of: Any) -> str:
    lines = desk().card(record_of(of)).lines
    return "\n".join(real_words().plain("ja", line) for line in lines).translate(ISOLATES)


def total(conversation: Conversation) -> int:
    return real_dialogue().situation(conversation, now()).score.most_promising.total


# --- putting right ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["same", "7,000,000"])
def test_what_the_employer_says_otherwise_stands_on_the_card_until_staff_settle_it(value: str) -> None:
    before = matter(TAKEN, taken_by=SATO)
    said = EmployerTold(values={"salary_yen": 6_000_000})
    contradicted = desk().handle(before, EmployerAnswered(said), now()).matter
    assert "ご本人と勤務先の回答が違います" in card(contradicted)
    asked = pressed(contradicted, ("more", ""), ("fix", ""), ("fix_line", "salary_yen"))
    chosen = press(asked, "fix_to", row=value) if value == "same" else typed(asked, value)
    settled = press(chosen.matter, "fix_why", row="papers").matter
    assert "違います" not in card(settled)
    assert settled.conversation.employer_said == {}
    assert record_of(settled).consented.value("salary_yen") == (6_000_000 if value == "same" else 7_000_000)


def test_what_is_put_right_moves_the_client_the_lead_and_the_points() -> None:
    before = at("japanese")
    assert before.conversation.answers["japanese"].value == "n1"
    decision = put_right(before, "n2")
    after = decision.matter
    assert after.conversation.answers["japanese"].value == "n2"
    assert after.conversation.vouched["japanese"] == ["n2", "papers", now().date().isoformat()]
    assert after.conversation.revision > before.conversation.revision, "an older screen shows the older points"
    assert record_of(after).consented.value("japanese") == "n2"
    assert record_of(after).consented.summary.total == total(after.conversation) == total(before.conversation) - 5
    assert lead_shown(real_dialogue(), record_of(after)).total == total(after.conversation)
    assert decision.orders[0] == ShowCard()
    assert "事務所で訂正：" in card(after)
    assert "佐藤、書類で確認" in card(after)
    said = told(decision)
    assert "from your papers" in said
    assert f"{total(before.conversation)} → {total(after.conversation)}" in said
    assert "佐藤" not in said, "what a messenger calls staff is theirs"
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row) == ("corrected", "japanese")
    assert record_of(after).menu is None


def test_what_is_confirmed_stays_and_says_who_confirmed_it() -> None:
    before = at("japanese")
    decision = put_right(before, "same", "employer")
    assert decision.matter.conversation.answers["japanese"].value == "n1"
    assert decision.matter.conversation.vouched["japanese"][:2] == ["n1", "employer"]
    assert total(decision.matter.conversation) == total(before.conversation)
    assert "事務所確認済み：" in card(decision)
    assert decision.recorded is not None
    assert decision.recorded.act == "confirmed"
    assert "stay at" in told(decision)


def test_a_value_is_typed_where_no_button_says_it() -> None:
    before = at("salary_yen")
    decision = typed(before, "1,000万円")
    assert decision.refused is None
    after = press(decision.matter, "fix_why", row="employer")
    assert after.matter.conversation.answers["salary_yen"].value == 10_000_000
    assert after.recorded is not None
    assert typed(before, "たくさん").refused == Text("staff-fix-not-read", {"what": Text("q-salary_yen.short")})
    assert typed(before, "650").refused == Text("staff-fix-not-sure", {"what": Text("q-salary_yen.short")})
    assert typed(matter(), "1000万円").refused == Text("staff-fix-how")
    assert typed(at("japanese"), "n2").refused == Text("staff-fix-press")


def test_what_the_client_left_open_is_added_and_they_are_told_so() -> None:
    decision = put_right(at("growth_field"), "yes", "employer")
    assert "has added Growth-field project: Yes (from your employer)" in told(decision)
    assert decision.matter.conversation.answers["growth_field"].value == "yes"
    assert record_of(decision).corrections[-1].before is None


def test_several_choices_are_ticked_and_then_taken() -> None:
    before = at("degrees")
    kept = before.conversation.answers["degrees"].value
    assert isinstance(kept, list)
    wanted = [*kept, "doctorate"]
    ticked = press(before, "fix_to", row="doctorate")
    assert ticked.recorded is None
    decision = put_right(ticked.matter, "ticked")
    assert decision.matter.conversation.answers["degrees"].value == wanted
    assert before.conversation.answers["degrees"].value == kept


@pytest.mark.parametrize("why", REASONS)
def test_each_reason_has_its_words_for_both(why: str) -> None:
    for language in ("en", "ja"):
        assert told(put_right(at("japanese"), "n2", why), language)
    assert put_right(at("japanese"), "n2", "rumour").refused == Text("staff-menu-gone")


@pytest.mark.parametrize("question", [question.id for question in HSP.scored()])
def test_every_line_that_can_be_chosen_has_a_value_for_each_button(question: str) -> None:
    opened = pressed(matter(TAKEN, taken_by=SATO), ("more", ""), ("fix", ""))
    menu = record_of(opened).menu
    assert menu is not None
    if question not in dict(menu.rows):
        assert press(opened, "fix_line", row=question).refused == Text("staff-menu-gone")
        return
    at_it = press(opened, "fix_line", row=question).matter
    shown = record_of(at_it).menu
    assert shown is not None
    situation = sent(real_dialogue(), record_of(at_it), at_it.conversation)
    for value, label in shown.rows:
        assert real_words().plain("ja", label)
        chosen = press(at_it, "fix_to", row=value).matter
        then = record_of(chosen).menu
        assert then is not None
        assert HSP[question].kind.accepts(then.value, situation) or isinstance(HSP[question].kind, ManyOf)


# --- what becomes of it -----------------------------------------------------------------------------------------------


def test_papers_prove_the_older_value_no_more_unless_they_prove_the_new_one() -> None:
    ticked = pressed(matter(TAKEN, taken_by=SATO), ("check", ""), ("ok", ROW), ("checked", ""))
    assert record_of(ticked).confirmed == (ROW,)
    at_it = pressed(ticked, ("more", ""), ("fix", ""), ("fix_line", "japanese"))
    by_word = put_right(at_it, "n2", "person")
    assert (record_of(by_word).confirmed, by_word.matter.conversation.confirmed) == ((), [])
    by_papers = put_right(at_it, "n2", "papers")
    assert record_of(by_papers).confirmed == (ROW,)


def test_another_answer_of_the_client_takes_the_place_of_the_offices() -> None:
    after = put_right(at("japanese"), "n2").matter
    conversation = Conversation.from_json(after.conversation.to_json())
    assert conversation.vouched == after.conversation.vouched
    conversation.keep("japanese", "n2", later(days=3).date())
    assert "japanese" in conversation.vouched, "said again it is still what the office knows"
    conversation.keep("japanese", "none", later(days=3).date())
    assert conversation.vouched == {}
    resent = replace(after, record=replace(record_of(after), menu=None))
    assert "事務所で訂正" not in card(file(resent)), "what the client sends anew is theirs"


def test_a_client_who_goes_on_sees_the_new_points() -> None:
    walk = walked()
    walk.conversation = put_right(at("japanese"), "n2").matter.conversation
    assert total(walk.conversation) == total(matter().conversation) - 5
    walk.commands("result")
    assert walk.conversation.answers["japanese"].value == "n2"


def test_it_is_kept_with_the_lead() -> None:
    record = record_of(put_right(at("japanese"), "n2"))
    assert record.corrections == (Correction("japanese", "n1", "n2", "papers", SATO),)
    assert LeadRecord.from_json(record.to_json()) == record
    again = pressed(matter(TAKEN), ("more", ""), ("fix", ""), ("fix_line", "salary_yen"))
    assert LeadRecord.from_json(record_of(again).to_json()) == record_of(again)


def test_a_lead_that_was_never_scored_has_nothing_to_put_right() -> None:
    record = record_of(pressed(matter(), ("more", "")))
    bare = replace(record, consented=replace(record.consented, summary=type(record.consented.summary)()))
    assert "fix:12" not in [button.action for row in desk().card(bare).rows for button in row]


# --- pressed twice, and at odds ---------------------------------------------------------------------------------------


def test_a_double_press_does_it_once_without_a_word() -> None:
    at_it = at("japanese")
    assert press(at_it, "fix_line", row="japanese") == Decision(at_it)
    chosen = press(at_it, "fix_to", row="n2").matter
    once = press(chosen, "fix_why", row="papers").matter
    assert press(once, "fix_why", row="papers") == Decision(once)


def test_a_client_who_meanwhile_said_otherwise_reads_what_they_said() -> None:
    before = at("japanese")
    before.conversation.keep("japanese", "none", now().date())
    decision = put_right(before, "n2")
    assert real_words().plain("en", Text("c-japanese-none")).split()[0] in told(decision)
    assert decision.matter.conversation.answers["japanese"].value == "n2"


def test_a_lead_of_version_0_1_has_no_answers_to_put_right() -> None:
    old = replace(record_of(matter(TAKEN)).consented, earlier={"name": "Li"})
    before = matter(TAKEN, consented=old)
    assert press(before, "fix").refused == Text("staff-menu-gone")
