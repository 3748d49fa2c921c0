"""Staff ask in their language, the client answers in theirs: the card and the answers follow, with who and when."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dialogs.asks import OURS, can_be_asked, heard
from dialogs.conversation import Conversation
from dialogs.desk.decision import Decision, RelayToStaff, ShowCard, WriteToClient, WriteToStaff
from dialogs.desk.desk import Desk
from dialogs.desk.matter import DONE, NEW, TAKEN, LeadRecord, Matter
from dialogs.desk.rights import EVERYTHING
from dialogs.desk.staff import StaffAct
from dialogs.dialogue import Dialogue
from dialogs.effects import AnswerOffice, TellStaff
from dialogs.kinds import ManyOf
from dialogs.messages import Act, ActKind, Text
from dialogs.office import OfficeOption, OfficeQuestion
from dialogs.questionnaires.hsp import HSP
from dialogs.situation import Surroundings
from dialogs.talk import Talk, Utterance
from tests.dialogs.desk.matters import SATO, SUZUKI, file, later, matter, now, record_of, snapshot, walked
from tests.dialogs.walker import real_dialogue, real_words

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069"))
OWN = (
    OfficeQuestion(id="tax", kind="yes_no", text={"ja": "住民税を納めていますか？", "en": "Have you paid your tax?"}),
    OfficeQuestion(
        id="home",
        kind="choices",
        text={"ja": "お住まいは？", "en": "How do you live?"},
        choices=(
            OfficeOption(id="rented", label={"ja": "賃貸", "en": "Rented"}),
            OfficeOption(id="owned", label={"ja": "持ち家", "en": "Owned"}),
        ),
    ),
    OfficeQuestion(id="wish", kind="text", text={"ja": "ご希望は？", "en": "What do you wish?"}),
    OfficeQuestion(id="flight", kind="day", text={"ja": "帰国日は？", "en": "When do you fly?"}),
)


@cache
def dialogue() -> Dialogue:
    """The interview at an office with questions of its own."""
    around = real_dialogue().around
    return Dialogue(
        HSP, Surroundings(replace(around.office, questions=OWN), around.holiday, around.languages), real_words()
    )


def does(before: Matter, act: object, **later_by: int) -> Decision:
    """One act at the desk; what was given to it is unchanged."""
    kept = snapshot(before)
    decision = Desk(dialogue()).handle(before, act, later(**later_by))
    assert snapshot(before) == kept, "the desk changed what it was given"
    return decision


def staff(before: Matter, name: str, row: str = "", by: Any = SATO) -> Decision:
    return does(before, StaffAct(name, by, row, rights=EVERYTHING))


def asked(key: str, before: Matter | None = None) -> Decision:
    """Staff have asked this, from whichever page it stands on."""
    at = staff(matter(TAKEN, taken_by=SATO) if before is None else before, "ask").matter
    while key not in dict(menu(at)):
        [onward] = [row for row, label in menu(at) if label.key == "staff-ask-next"]
        at = staff(at, "ask_this", onward).matter
    return staff(at, "ask_this", key)


def menu(of: Matter) -> Any:
    found = record_of(of).menu
    assert found is not None
    return found.rows


def turn(of: Matter, act: Act) -> tuple[Any, Decision | None]:
    """What the client does, and what the desk makes of it."""
    kept = Conversation.from_json(json.loads(json.dumps(of.conversation.to_json())))
    result = dialogue().handle(kept, act, later(minutes=5))
    answers = [effect for effect in result.effects if isinstance(effect, AnswerOffice)]
    decision = does(replace(of, conversation=kept), answers[0], minutes=5) if answers else None
    return result, decision


def presses(of: Matter, action: str, number: int = 1) -> Decision:
    result, decision = turn(of, Act(ActKind.PRESS, data=f"a/{number}.0.{action}", message="55"))
    assert decision is not None, result
    assert not result.screens, "the answer is told by what the desk decides"
    return decision


def types(of: Matter, text: str) -> Decision:
    _, decision = turn(of, Act(ActKind.TEXT, text=text, said=Utterance(text, id="9")))
    assert decision is not None
    return decision


def told(decision: Decision, language: str = "en") -> str:
    [order] = [order for order in decision.orders if isinstance(order, WriteToClient)]
    return real_words().plain(language, order.text).translate(ISOLATES)


def buttons(decision: Decision, language: str = "en") -> dict[str, str]:
    [order] = [order for order in decision.orders if isinstance(order, WriteToClient)]
    return {b.action: real_words().plain(language, b.label).translate(ISOLATES) for row in order.rows for b in row}


def rung(decision: Decision) -> str:
    [order] = [order for order in decision.orders if isinstance(order, WriteToStaff)]
    return real_words().plain("ja", order.text).translate(ISOLATES)


def card(of: Matter | Decision) -> str:
    lines = Desk(dialogue()).card(record_of(of)).lines
    return "\n".join(real_words().plain("ja", line) for line in lines).translate(ISOLATES)


def card_actions(of: Matter | Decision) -> list[str]:
    return [button.action for row in Desk(dialogue()).card(record_of(of)).rows for button in row]


# --- asking -----------------------------------------------------------------------------------------------------------


def test_staff_find_their_own_questions_first_then_those_of_the_interview_page_by_page() -> None:
    at, found = staff(matter(TAKEN, taken_by=SATO), "ask").matter, []
    while True:
        rows = menu(at)
        assert len(rows) <= 10
        found += [row for row, _ in rows if not row.startswith("page_")]
        onward = [row for row, label in rows if label.key == "staff-ask-next"]
        if not onward:
            break
        at = staff(at, "ask_this", onward[0]).matter
    situation = dialogue().situation(at.conversation, now())
    assert found == [*(f"{OURS}{one.id}" for one in OWN), *(q.id for q in can_be_asked(situation))]
    assert {"salary_yen", "degrees", "name"} <= set(found)
    assert not {"language", "consent", "thorough", "own_words", "papers_in_hand", "half_days"} & set(found)
    back = [row for row, label in menu(at) if label.key == "staff-ask-before"]
    assert dict(menu(staff(at, "ask_this", back[0]).matter))


def test_a_question_reaches_the_client_in_their_language_with_its_buttons() -> None:
    decision = asked("japanese")
    assert buttons(decision)["v:n2"].startswith("JLPT N2")
    assert buttons(decision)["unknown"] == "I don't know"
    assert "asks you" in told(decision)
    theirs = asked(f"{OURS}home", replace(matter(TAKEN), conversation=replace(matter().conversation, language="ja")))
    assert "お住まいは？" in told(theirs, "ja")
    assert list(buttons(theirs, "ja").values())[:2] == ["賃貸", "持ち家"]
    assert decision.recorded is not None
    assert (decision.recorded.act, decision.recorded.row) == ("ask_this", "japanese")


def test_an_own_question_is_asked_in_the_clients_language_and_answered_onto_the_card_in_japanese() -> None:
    at = asked(f"{OURS}home")
    assert "How do you live?" in told(at)
    assert "質問中・未回答：お住まいは？" in card(at)
    done = presses(at.matter, "v:rented")
    assert "Rented" in told(done)
    assert "お住まいは？ 賃貸" in rung(done)
    assert "回答：お住まいは？ 賃貸" in card(done)
    assert "質問：佐藤" in card(done)
    assert "質問中" not in card(done)
    assert done.matter.conversation.asked == {}
    [kept] = record_of(done).asks
    assert (kept.value, kept.by, kept.answered) == ("rented", SATO, later(minutes=5).timestamp())
    assert done.matter.conversation.answers_kept() == at.matter.conversation.answers_kept(), "no fact of the interview"


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (f"{OURS}tax", "Yes", "yes"),
        (f"{OURS}home", "owned", "owned"),
        (f"{OURS}wish", "A window seat & <b>tea</b>", "A window seat & <b>tea</b>"),
        (f"{OURS}flight", "24 December 2026", "2026-12-24"),
        ("japanese", "N2", "n2"),
        ("salary_yen", "8,000,000 yen", 8_000_000),
    ],
)
def test_a_typed_answer_is_read_as_that_of_the_question(key: str, text: str, value: object) -> None:
    done = types(asked(key).matter, text)
    [kept] = record_of(done).asks
    assert (kept.value, kept.answered is None) == (value, False)
    markup = "".join(real_words().html("ja", line) for line in Desk(dialogue()).card(record_of(done)).lines)
    assert "<b>tea" not in markup


def test_an_answer_to_the_interview_stands_and_both_are_told_what_it_moved() -> None:
    at = asked("japanese")
    done = presses(at.matter, "v:n2")
    before, after = (dialogue().situation(of.conversation, now()) for of in (at.matter, done.matter))
    assert (before.value("japanese"), after.value("japanese")) == ("n1", "n2")
    old, new = before.score.most_promising.total, after.score.most_promising.total
    assert new < old
    assert f"{old} → {new}" in told(done)
    assert f"{old}点→{new}点" in rung(done)
    assert record_of(done).consented.value("japanese") == "n2"
    assert record_of(done).consented.summary.total == new
    assert f"{new}点" in card(done)
    assert "N1" in card(done).split("回答：")[1]
    assert "→" in card(done).split("回答：")[1].split("\n")[0], "what the client had said before"
    assert done.matter.conversation.revision > at.matter.conversation.revision, "an older screen shows older points"


def test_papers_seen_for_another_answer_prove_nothing_any_more() -> None:
    before = matter(TAKEN, taken_by=SATO, confirmed=("n1", "age"))
    before = replace(before, conversation=replace(before.conversation, confirmed=["n1", "age"]))
    done = presses(asked("japanese", before).matter, "v:n2")
    assert record_of(done).confirmed == ("age",)
    assert done.matter.conversation.confirmed == ["age"]


def test_the_same_answer_moves_nothing_and_says_so() -> None:
    done = presses(asked("japanese").matter, "v:n1")
    assert "Your points stay at" in told(done)
    assert "点のままです" in rung(done)


def test_several_things_are_ticked_in_the_message_itself_and_sent_with_done() -> None:
    at = asked("degrees")
    assert isinstance(HSP["degrees"].kind, ManyOf)
    ticked = presses(at.matter, "on:bachelor")
    [order] = ticked.orders
    assert isinstance(order, WriteToClient)
    assert order.at == "55", "the pressed message changes"
    assert "off:bachelor" in buttons(ticked)
    assert presses(ticked.matter, "on:bachelor").orders == (), "pressed twice"
    both = presses(ticked.matter, "on:master")
    done = presses(both.matter, "done")
    assert record_of(done).consented.value("degrees") == ["bachelor", "master"]
    nothing = presses(at.matter, "done")
    assert record_of(nothing).consented.value("degrees") == []


def test_an_answer_that_may_mean_several_things_is_asked_back() -> None:
    at = asked(f"{OURS}flight")
    back = types(at.matter, "04/05/2027")
    assert len(buttons(back)) == 2
    assert record_of(back).asks[0].is_open
    done = presses(back.matter, "is:1")
    assert record_of(done).asks[0].value in ("2027-04-05", "2027-05-04")
    assert not record_of(done).asks[0].is_open


# --- while staff have the word ----------------------------------------------------------------------------------------


def talking(of: Matter) -> Matter:
    moment = now().timestamp()
    record = replace(record_of(of), talking=True)
    conversation = replace(of.conversation, talk=Talk(moment, moment, told=True, told_opening=""))
    return replace(of, record=record, conversation=conversation)


def test_while_staff_have_the_word_an_answer_counts_and_is_passed_on_as_it_was_written() -> None:
    at = talking(asked("japanese").matter)
    result, decision = turn(at, Act(ActKind.TEXT, text="N2", said=Utterance("N2", id="9")))
    assert decision is not None
    assert record_of(decision).consented.value("japanese") == "n2"
    passed = [effect for effect in result.effects if isinstance(effect, TellStaff)]
    assert [effect.text for effect in passed] == ["N2"]
    assert isinstance(does(at, passed[0]).orders[0], RelayToStaff)
    assert decision.matter.conversation.talk.is_silent, "the bot stays silent"
    unknown = presses(at, "unknown")
    assert record_of(unknown).consented.answers["japanese"][0] is None
    assert "不明" in card(unknown)


@pytest.mark.parametrize(("text", "answers"), [("9,000,000", False), ("A window seat", True)])
def test_what_answers_the_question_of_the_interview_answers_none_of_staff(text: str, answers: bool) -> None:
    walk = walked().answers(until="handed_off").commands("recheck").presses("changed:salary_yen").asks("salary_yen")
    at = asked(f"{OURS}wish", replace(matter(TAKEN, taken_by=SATO), conversation=walk.conversation)).matter
    _, decision = turn(at, Act(ActKind.TEXT, text=text, said=Utterance(text, id="9")))
    assert (decision is not None) is answers


@pytest.mark.parametrize("text", ["How long does it take?", "My dog is old"])
def test_what_answers_no_question_goes_to_staff_alone(text: str) -> None:
    at = talking(asked("japanese").matter)
    result, decision = turn(at, Act(ActKind.TEXT, text=text, said=Utterance(text, id="9")))
    assert decision is None
    assert [effect.text for effect in result.effects if isinstance(effect, TellStaff)] == [text]


@pytest.mark.parametrize(("text", "answers"), [("Thank you so much", False), ("Hello", False), ("Thanks, a dog", True)])
def test_thanks_are_no_answer_where_any_words_are_one(text: str, answers: bool) -> None:
    at = asked(f"{OURS}wish").matter
    assert (heard(dialogue().situation(at.conversation, now()), text, real_words()) is not None) is answers


# --- once, late, taken back -------------------------------------------------------------------------------------------


def test_the_same_question_is_asked_once_while_it_waits_and_may_be_asked_again_later() -> None:
    at = asked("japanese")
    again = staff(staff(at.matter, "ask").matter, "ask_this", f"{OURS}tax").matter
    twice = staff(again, "ask_this", "japanese", SUZUKI)
    assert twice.refused is not None
    assert twice.orders == ()
    assert f"{now():%Y-%m-%d}" in real_words().plain("ja", twice.refused)
    done = presses(again, "v:n2").matter
    anew = asked("japanese", done)
    assert [(one.key, one.number) for one in record_of(anew).asks] == [(f"{OURS}tax", 2), ("japanese", 3)]


def test_staff_take_a_question_back_with_one_tap_and_an_answer_that_comes_late_says_so() -> None:
    at = asked(f"{OURS}tax")
    assert "unask:12:1" in card_actions(at)
    back = staff(at.matter, "unask", "1")
    assert "does not need your answer any more" in told(back)
    assert "質問中" not in card(back)
    assert back.matter.conversation.asked == {}
    assert staff(back.matter, "unask", "1").orders == (), "pressed twice"
    result, decision = turn(back.matter, Act(ActKind.PRESS, data="a/1.0.v:yes", message="55"))
    assert decision is None
    assert [line.key for screen in result.screens for line in screen.lines] == ["office-ask-over"]
    late = does(back.matter, AnswerOffice("1", "v:yes"))
    assert "needs no answer any more" in told(late)
    answered = presses(at.matter, "v:yes").matter
    assert staff(answered, "unask", "1").refused is not None


def test_a_button_pressed_twice_answers_once() -> None:
    done = presses(asked(f"{OURS}tax").matter, "v:yes")
    result, decision = turn(done.matter, Act(ActKind.PRESS, data="a/1.0.v:no", message="55"))
    assert decision is None
    assert result.stray, "its buttons are taken away"
    assert record_of(done).asks[0].value == "yes"


@pytest.mark.parametrize("action", ["v:nonsense", "is:7", "is:", "on:master", "x", "v:", "done", "unknown2"])
def test_a_forged_button_answers_nothing(action: str) -> None:
    at = asked(f"{OURS}tax").matter
    result, decision = turn(at, Act(ActKind.PRESS, data=f"a/1.0.{action}", message="55"))
    assert decision is None or record_of(decision).asks[0].is_open
    assert record_of(at).asks[0].is_open


def test_a_question_that_is_laid_out_no_more_is_not_asked() -> None:
    before = matter(TAKEN, taken_by=SATO)
    opened = staff(before, "ask").matter
    of_today = Desk(real_dialogue()).handle(opened, StaffAct("ask_this", SATO, f"{OURS}tax", rights=EVERYTHING), now())
    for decision, same in (
        (staff(before, "ask_this", f"{OURS}tax"), before),
        (staff(opened, "ask_this", "nonsense"), opened),
        (of_today, opened),
    ):
        assert (decision.matter, decision.refused) == (same, Text("staff-menu-gone"))


def test_the_words_of_a_button_tick_it_and_are_the_answer() -> None:
    done = types(asked("degrees").matter, "Master's")
    assert record_of(done).consented.value("degrees") == ["master"]


def test_a_text_answers_the_question_that_is_still_asked_beside_one_that_the_profile_has_no_more() -> None:
    at = asked(f"{OURS}wish", asked("salary_yen").matter).matter
    text = "8,000,000 yen"
    kept = replace(at.conversation)
    assert heard(dialogue().situation(kept, now()), text, real_words()) == ("2", f"{OURS}wish")
    assert heard(real_dialogue().situation(kept, now()), text, real_words()) == ("1", "salary_yen")


def test_whoever_asks_of_a_lead_that_nobody_has_takes_it_and_a_closed_one_has_no_open_questions() -> None:
    at = asked(f"{OURS}tax", matter(NEW))
    assert (record_of(at).state, record_of(at).taken_by) == (TAKEN, SATO)
    done = staff(at.matter, "done").matter
    assert (record_of(done).state, record_of(done).asks, done.conversation.asked) == (DONE, (), {})
    assert not [action for action in card_actions(done) if action.startswith(("ask", "unask"))]


def test_a_client_who_blocked_the_bot_is_named_to_staff() -> None:
    decision = asked(f"{OURS}tax", replace(matter(TAKEN, taken_by=SATO), reachable=False))
    assert [order.text.key for order in decision.orders if isinstance(order, WriteToStaff)] == ["staff-held-back"]


def test_a_question_that_the_profile_has_no_more_is_answered_kindly() -> None:
    at = asked(f"{OURS}tax").matter
    decision = Desk(real_dialogue()).handle(at, AnswerOffice("1", "v:yes"), now())
    assert "needs no answer any more" in told(decision)
    assert Desk(real_dialogue()).card(record_of(at)).lines


def test_what_was_asked_survives_storing_and_a_new_card_of_the_client() -> None:
    done = presses(asked("salary_yen", asked(f"{OURS}tax").matter).matter, "v:yes").matter
    stored = json.loads(json.dumps(record_of(done).to_json()))
    assert LeadRecord.from_json(stored) == record_of(done)
    assert Conversation.from_json(json.loads(json.dumps(done.conversation.to_json()))) == done.conversation
    again = file(done)
    assert record_of(again).asks == record_of(done).asks
    assert isinstance(again.orders[0], ShowCard)
