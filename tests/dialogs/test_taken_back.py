"""What a person said in their own words and takes back stands nowhere any more; what is only denied never did."""

from __future__ import annotations

import pytest

from dialogs.deadline import STAY_UNTIL
from dialogs.desk.clients import file_lead
from dialogs.desk.matter import Matter
from dialogs.effects import FileLead, TellStaff
from dialogs.kinds import NONE
from dialogs.own_words import OWN_WORDS
from dialogs.place import HANDED_OFF, NO, OK, YES
from dialogs.understanding import Understood
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk, keys_in, real_dialogue


def at(question_id: str, language: str = "en") -> Walk:
    return Walk(language).answers({**TO_THE_POINTS, "language": f"a:{language}"}, until=question_id)


def read(text: str, language: str) -> Understood:
    walk = Walk(language)
    context = real_dialogue().situation(walk.conversation, walk.now)
    return real_dialogue().reader.read(text, None, language, context)


# --- the reader -------------------------------------------------------------------------------------------------------

DENIED = [
    ("en", "I was not fired", "job_lost"),
    ("en", "no, I was not fired", "job_lost"),
    ("en", "I did not lose my job", "job_lost"),
    ("en", "I have never been laid off", "job_lost"),
    ("en", "I never overstayed", "expiry"),
    ("en", "I have not overstayed", "expiry"),
    ("en", "I'm not pregnant", "pregnancy"),
    ("en", "no baby", "pregnancy"),
    ("en", "my application was not rejected", "refusal"),
    ("en", "I never had a refusal", "refusal"),
    ("en", "no refusal", "refusal"),
    ("en", "I'm not married", "married"),
    ("en", "no longer married", "married"),
    ("en", "I didn't change jobs", "job_changed"),
    ("en", "there is no deadline", "deadline"),
    ("en", "forget the expiry", "expiry"),
    ("en", "please delete the deadline", "deadline"),
    ("en", "ignore what I said about being fired", "job_lost"),
    ("en", "it was my friend who got fired", "job_lost"),
    ("en", "my wife isn't Japanese", "married"),
    ("en", "nobody fired me", "job_lost"),
    ("en", "I did not resign", "job_lost"),
    ("en", "the refusal was a mistake", "refusal"),
    ("en", "the thing about being fired is wrong", "job_lost"),
    ("en", "the deadline is gone", "deadline"),
    ("ja", "さっきのクビの話は間違い", "job_lost"),
    ("ja", "クビの件は取り消します", "job_lost"),
    ("ja", "クビになったわけじゃない", "job_lost"),
    ("ja", "転職の予定はありません", "job_changed"),
    ("ja", "退職はしません", "job_lost"),
    ("ja", "内定はもらっていません", "job_changed"),
    ("ja", "クビになってません", "job_lost"),
    ("ja", "失業していません", "job_lost"),
    ("ja", "解雇されていません", "job_lost"),
    ("ja", "会社を辞めていません", "job_lost"),
    ("ja", "オーバーステイしたことはない", "expiry"),
    ("ja", "妊娠していません", "pregnancy"),
    ("ja", "不許可になったことはありません", "refusal"),
    ("ja", "結婚していません", "married"),
    ("ja", "妻は日本人ではありません", "married"),
    ("ja", "離婚していません", "family"),
    ("ja", "転職していません", "job_changed"),
    ("ja", "締め切りはありません", "deadline"),
    ("ja", "急いでいません", "deadline"),
    ("ja", "期限の話は忘れてください", "expiry"),
]


@pytest.mark.parametrize(("language", "text", "kind"), DENIED)
def test_what_is_denied_is_no_remark_and_is_told_by_its_kind(language: str, text: str, kind: str) -> None:
    understood = read(text, language)
    assert kind in understood.denied_topics
    assert understood.remarks == ()


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "no, I was fired", "job_lost"),
        ("en", "no I was fired last week", "job_lost"),
        ("en", "I can't miss the deadline", "deadline"),
        ("en", "don't forget my deadline", "deadline"),
        ("en", "I forgot the deadline", "deadline"),
        ("ja", "期限が近くて時間がありません", "deadline"),
        ("ja", "いいえ、クビになりました", "job_lost"),
    ],
)
def test_a_no_to_something_else_denies_no_remark(language: str, text: str, kind: str) -> None:
    understood = read(text, language)
    assert kind not in understood.denied_topics
    assert kind in {remark.kind for remark in understood.remarks}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I don't want to lose my job"),
        ("en", "was I not refused?"),
        ("en", "if I'm not refused"),
        ("en", "my friend was not fired"),
        ("ja", "失業したくない"),
        ("ja", "期限を忘れていました"),
    ],
)
def test_what_is_feared_asked_or_of_others_denies_nothing(language: str, text: str) -> None:
    assert read(text, language).unsaid == ()


@pytest.mark.parametrize(
    ("language", "text", "takes_back"),
    [
        ("en", "sorry, that was my friend", True),
        ("en", "sorry I meant my wife", True),
        ("en", "that was a mistake", True),
        ("en", "forget what I said", True),
        ("en", "never mind", True),
        ("en", "cancel that", True),
        ("en", "that's about my brother", True),
        ("ja", "書き間違えました", True),
        ("ja", "私ではなく友達の話です", True),
        ("ja", "それは間違い", True),
        ("ja", "さっきのは取り消してください", True),
        ("ja", "それは友達の話です", True),
        # It tells what is right instead, or nothing is taken back.
        ("en", "my mistake, 7.5M", False),
        ("en", "is that a mistake?", False),
        ("en", "my friend has a cat", False),
        ("ja", "間違いありません", False),
        ("ja", "すみません、N1です", False),
    ],
)
def test_what_was_said_last_is_taken_back_without_naming_it(language: str, text: str, takes_back: bool) -> None:
    assert read(text, language).takes_back is takes_back


# --- the talk ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said", "back"),
    [
        ("en", "I was fired", "no, I was not fired"),
        ("en", "I was fired", "sorry, that was my friend"),
        ("en", "I lost my job last week", "that was a mistake"),
        ("en", "my application was refused", "it was not refused"),
        ("en", "I need it by next month, urgent", "forget the deadline"),
        ("en", "I changed jobs", "I did not change jobs"),
        ("ja", "クビになりました", "クビになってません"),
        ("ja", "クビになりました", "それは間違い"),
        ("ja", "不許可になりました", "不許可にはなっていません"),
        ("ja", "失業しました", "それは友達の話です"),
        ("ja", "転職しました", "転職の話は忘れてください"),
    ],
)
@pytest.mark.parametrize("where", ["salary_yen", "international_services"])
def test_it_is_taken_out_and_the_person_is_told(language: str, said: str, back: str, where: str) -> None:
    walk = at(where, language).says(said)
    assert walk.value(OWN_WORDS)
    walk.says(back).explains("taken-back").asks(where)
    assert OWN_WORDS not in walk.conversation.answers


@pytest.mark.parametrize(
    ("language", "said", "back"),
    [("en", "just married", "I'm not married"), ("ja", "結婚しました", "結婚していません")],
)
def test_who_is_not_married_after_all_answers_that_question_too(language: str, said: str, back: str) -> None:
    walk = at("salary_yen", language).says(said)
    walk.says(back).explains("taken-back")
    assert OWN_WORDS not in walk.conversation.answers
    assert walk.conversation.place.heard["married_since"] == NONE
    assert walk.presses(OK).value("married_since") == NONE


def test_none_of_this_takes_out_the_own_words_of_the_same_text() -> None:
    walk = (
        at("salary_yen")
        .says("I have kids? no. just married")
        .says("I was fired last week, N2, my visa expires in March")
    )
    walk.presses("drop").explains("taken-back", "type-again")
    assert [line.partition("|")[0] for line in walk.conversation.answers[OWN_WORDS].value] == ["married"]  # type: ignore[union-attr]
    assert STAY_UNTIL not in walk.conversation.place.heard


def test_the_end_of_a_stay_goes_with_the_words_that_told_it() -> None:
    walk = at("salary_yen").says("my visa expires in March").presses(OK)
    assert walk.value(STAY_UNTIL) == "2027-03"
    walk.says("forget the expiry").explains("taken-back")
    assert not {OWN_WORDS, STAY_UNTIL} & set(walk.conversation.answers)


def test_a_stay_that_was_never_overstayed_still_has_its_day() -> None:
    walk = (
        at("salary_yen").says("my visa expires in March").presses(OK).says("I never overstayed").explains("not-noted")
    )
    assert walk.value(STAY_UNTIL) == "2027-03"
    assert walk.value(OWN_WORDS)


def test_who_was_led_to_a_person_by_a_refusal_is_asked_for_the_goal_again_and_the_note_is_gone() -> None:
    walk = Walk().presses("a:en", "a:agree").says("my application was refused").presses(OK).leads_to("stay_until")
    walk.says("sorry, I was not refused").explains("taken-back").asks("goal")
    assert not {OWN_WORDS, "note"} & set(walk.conversation.answers)


def test_a_change_of_employer_that_is_taken_back_is_asked_again() -> None:
    walk = Walk().presses("a:en", "a:agree", "a:hsp").says("I have HSP and changed employers, started Nov 9")
    walk.presses(OK).says("no, I did not change employers").asks("employer_change")


def test_where_it_is_not_clear_what_is_meant_all_are_named() -> None:
    walk = at("salary_yen").says("I was fired").says("just married").says("5.5M").says("that was a mistake")
    walk.explains("unsay-which")
    assert len(walk.conversation.answers[OWN_WORDS].value) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I never overstayed"),
        ("en", "I did not lose my job"),
        ("en", "my visa was never refused"),
        ("ja", "オーバーステイしたことはない"),
        ("ja", "失業していません"),
    ],
)
@pytest.mark.parametrize("where", ["salary_yen", "review"])
def test_what_is_only_denied_gets_no_answer_as_if_it_were_so(language: str, text: str, where: str) -> None:
    walk = Walk(language).answers({**ENGINEER, "language": f"a:{language}"}, until=where).says(text)
    walk.explains("not-noted")
    assert not [key for key in keys_in(walk.screen.lines) if key.startswith("answer-")]
    assert OWN_WORDS not in walk.conversation.answers


@pytest.mark.parametrize(
    ("language", "said", "back"),
    [
        ("en", "my salary is 9 million and I have N2", "sorry, that was a mistake"),
        ("en", "my salary is 9 million and I have N2", "that was my friend"),
        ("ja", "年収は900万円、N2です", "それは間違い"),
    ],
)
def test_what_was_to_be_confirmed_is_dropped_where_a_text_takes_back_all(language: str, said: str, back: str) -> None:
    walk = at("international_services", language).says(said).explains("understood").presses("fix:japanese")
    walk.says(back).asks("international_services").explains("type-again")
    assert not walk.conversation.place.heard
    assert not walk.conversation.place.mistaken
    assert "salary_yen" not in walk.conversation.answers
    of_another = at("salary_yen").says("my salary is 9 million and I have N2, asking for my friend")
    of_another.says("that was a mistake").explains("for-who-applies").asks("salary_yen")
    assert not of_another.conversation.place.for_other


def test_of_several_answers_to_be_confirmed_only_what_the_words_gave_is_dropped_with_them() -> None:
    walk = at("salary_yen").says("I'm pregnant and have N2")
    assert walk.conversation.place.heard == {"pregnancy": YES, "japanese": "n2"}
    walk.says("I'm not pregnant").explains("taken-back", "understood")
    assert walk.conversation.place.heard == {"pregnancy": NO, "japanese": "n2"}


def test_a_pressing_message_that_is_not_so_leaves_no_note_and_no_list() -> None:
    walk = Walk().presses("a:en", "a:agree").says("my application was refused").explains("pressing", "understood")
    walk.says("sorry, I was not refused").explains("taken-back").asks("goal")
    assert not walk.conversation.place.heard
    assert not {OWN_WORDS, "note", "goal"} & set(walk.conversation.answers)


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_deadline_that_is_forgotten_may_be_the_end_of_a_stay(confirmed: bool) -> None:
    walk = at("salary_yen").says("my visa expires in March")
    walk = walk.presses(OK) if confirmed else walk
    walk.says("forget the deadline").explains("taken-back").asks("salary_yen")
    assert not {OWN_WORDS, STAY_UNTIL} & set(walk.conversation.answers)
    assert not walk.conversation.place.heard


@pytest.mark.parametrize(("text", "denies"), [("pregnant no", True), ("pregnant not", True), ("fired no", True)])
def test_a_no_right_behind_a_word_denies_it(text: str, denies: bool) -> None:
    told = read(text, "en")
    assert bool(told.unsaid) is denies
    assert bool(told.remarks) is not denies


def test_a_no_behind_a_sentence_or_far_before_a_word_denies_nothing_of_it() -> None:
    assert [remark.kind for remark in read("I was fired no", "en").remarks] == ["job_lost"]
    assert read(f"I was not {'ever ' * 11}fired", "en").unsaid
    assert not read(f"I was not {'ever ' * 13}fired", "en").unsaid


# --- once the office has the lead -------------------------------------------------------------------------------------


def sent() -> Walk:
    said = "my application was refused last week, my visa expires 2026-12-20"
    return Walk().answers(ENGINEER, until="salary_yen").says(said).presses(OK).to_the_hand_off(ENGINEER)


def filed(walk: Walk) -> list[FileLead]:
    return [effect for effect in walk.effects if isinstance(effect, FileLead)]


def test_what_is_taken_back_after_the_hand_off_stands_on_the_card_no_more() -> None:
    walk = sent()
    matter = Matter(walk.conversation, True, walk.now.timestamp())
    for effect in filed(walk):
        matter = file_lead(matter, effect, walk.now).matter
    assert matter.record is not None
    assert {"refusal", "deadline"} <= set(matter.record.consented.summary.flags)
    walk.says("I was not refused").explains("taken-back", "passed-on")
    walk.says("forget the expiry").explains("taken-back")
    assert TellStaff("I was not refused") in walk.effects
    for effect in filed(walk)[-2:]:
        assert set(effect.only) <= {OWN_WORDS, STAY_UNTIL}
        matter = file_lead(matter, effect, walk.now).matter
    assert matter.record is not None
    assert not {"refusal", "deadline"} & set(matter.record.consented.summary.flags)
    assert not {OWN_WORDS, STAY_UNTIL} & set(matter.record.consented.answers)


def test_an_answer_denied_after_the_hand_off_is_asked_again() -> None:
    walk = reached(HANDED_OFF).copy().says("I don't have N1").asks("japanese")
    assert TellStaff("I don't have N1") in walk.effects
