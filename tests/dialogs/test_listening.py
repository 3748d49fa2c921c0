"""What is typed is read for all it says: facts are confirmed with one tap, own words kept, questions answered."""

from __future__ import annotations

from itertools import permutations

import pytest

from dialogs.effects import NotUnderstood, TellStaff
from dialogs.own_words import OWN_WORDS, Remark
from dialogs.place import HANDED_OFF, OK, REFUSED
from tests.dialogs.reached import reached
from tests.dialogs.walker import TO_THE_POINTS, Walk

FIRST = "Hi, software engineer from India, master's, N2, 6.5 million, can I get HSP?"
UNDERSTOOD = {
    "goal": "hsp",
    "activity": "specialist",
    "salary_yen": 6_500_000,
    "degrees": ["master"],
    "japanese": "n2",
}


def agreed(language: str = "en") -> Walk:
    return Walk(language).presses(f"a:{language}", "a:agree")


def at(question_id: str) -> Walk:
    return Walk().answers(TO_THE_POINTS, until=question_id)


# --- before consent ---------------------------------------------------------------------------------------------------


def test_what_is_written_first_waits_for_consent_and_fills_the_answers_with_one_tap() -> None:
    walk = Walk(start=False).says(FIRST).asks("language")
    assert (walk.conversation.answers, walk.conversation.place.heard) == ({}, {})
    walk.presses("a:en", "a:agree").explains("understood")
    assert walk.conversation.place.heard == UNDERSTOOD
    walk.presses(OK).asks("residence")
    assert {name: walk.value(name) for name in UNDERSTOOD} == UNDERSTOOD
    assert not walk.conversation.place.waiting


def test_it_can_be_written_at_the_question_for_consent_too() -> None:
    walk = Walk().presses("a:en").says(FIRST).asks("consent").explains("read-after-consent")
    walk.presses("a:agree")
    assert walk.conversation.place.heard == UNDERSTOOD


def test_a_refusal_drops_what_was_written() -> None:
    walk = Walk(start=False).says(FIRST).presses("a:en").says("and I have N1").presses("a:refuse")
    assert walk.conversation.place.at == REFUSED
    assert not walk.conversation.place.waiting
    assert "India" not in str(walk.conversation.to_json())
    walk.commands("start").presses("a:en", "a:agree").asks("goal")


@pytest.mark.parametrize("typed", ["Agree?", "yes?", "yes, but why", "I agree that it is hot", "同意しますか"])
def test_a_question_or_more_words_agree_to_nothing(typed: str) -> None:
    walk = Walk().presses("a:en").says(typed).asks("consent")
    assert walk.conversation.consented_to is None


@pytest.mark.parametrize("typed", ["yes?", "send it to whom?", "yes but not my name"])
def test_a_question_or_more_words_send_nothing(typed: str) -> None:
    assert not reached("leave").says(typed).leads


# --- several facts at once --------------------------------------------------------------------------------------------


def test_two_lines_not_understood_rightly_are_both_taken_out_before_the_rest_is_kept() -> None:
    walk = agreed().says(FIRST).presses("fix:salary_yen").explains("understood-asked-next")
    assert walk.conversation.place.overlay == "understood"
    assert not {"salary_yen", "japanese"} & set(walk.conversation.answers), "nothing is kept before it is confirmed"
    walk.presses("fix:japanese", OK).asks("salary_yen").explains("asked-later")
    assert not {"salary_yen", "japanese"} & set(walk.conversation.answers)
    assert walk.value("degrees") == ["master"]
    assert not walk.conversation.place.mistaken


def test_the_only_line_not_understood_rightly_is_asked_at_once() -> None:
    walk = at("salary_yen").says("6,500,000").says("sorry, my salary is 7.5M").presses("fix:salary_yen")
    walk.asks("salary_yen")
    assert walk.conversation.place.overlay is None


def test_what_was_answered_before_and_is_taken_out_second_is_asked_again() -> None:
    walk = at("salary_yen").says("6,500,000").says("my salary is 7.5M and I was born in 1991 and have N1")
    walk.presses("fix:japanese", "fix:salary_yen").asks("japanese").explains("asked-later")
    assert walk.conversation.again == ["salary_yen"], "nothing is left to confirm: the rest is asked at once"


def test_what_is_said_again_is_to_be_confirmed_again() -> None:
    walk = agreed().says(FIRST).presses("fix:japanese").says("I have N1").presses(OK)
    assert walk.value("japanese") == "n1"
    assert not walk.conversation.place.mistaken


def test_nothing_is_kept_of_what_was_not_meant() -> None:
    walk = agreed().says(FIRST).presses("drop").asks("goal").explains("type-again")
    assert "degrees" not in walk.conversation.answers


def test_a_sentence_that_answers_and_says_more_counts_for_both() -> None:
    walk = at("salary_yen").says("6.5 million, and I have N1").explains("understood").presses(OK)
    assert (walk.value("salary_yen"), walk.value("japanese")) == (6_500_000, "n1")


def test_what_was_answered_before_is_corrected_by_saying_so() -> None:
    walk = at("salary_yen").says("6,500,000").says("sorry, my salary is 7.5M").explains("understood-changed-line")
    assert walk.presses(OK).value("salary_yen") == 7_500_000


def test_what_is_known_already_is_no_news() -> None:
    walk = at("salary_yen").says("6,500,000").asks("birth_date").says("my salary is 6.5 million, born 1994-05-01")
    assert walk.value("birth_date") == "1994-05-01"


def test_any_order_of_the_same_sentences_gives_the_same_answers() -> None:
    sentences = (
        "I am a software engineer.",
        "My salary is 6.5 million yen.",
        "I have a master's degree.",
        "I have N2.",
    )
    stood = set()
    for order in permutations(sentences):
        walk = agreed().says(" ".join(order)).presses(OK)
        stood.add(str(sorted((name, answer.value) for name, answer in walk.conversation.answers.items())))
        one_by_one = agreed()
        for sentence in order:
            one_by_one.says(sentence)
            if one_by_one.conversation.place.overlay == "understood":
                one_by_one.presses(OK)
        stood.add(str(sorted((name, answer.value) for name, answer in one_by_one.conversation.answers.items())))
    assert len(stood) == 1


# --- own words --------------------------------------------------------------------------------------------------------


def test_what_fits_no_question_is_kept_shown_and_reaches_the_card() -> None:
    walk = at("salary_yen").says("6.5M. my visa expires in March").explains("own-words-kept")
    kept = walk.value(OWN_WORDS)
    assert isinstance(kept, list)
    [remark] = map(Remark.of, kept)
    assert (remark.kind, (remark.day or "")[:7]) == ("expiry", "2027-03")
    sent = reached("leave").says("my visa expires in March").presses(OK)
    assert sent.value("stay_until") == "2027-03"
    sent.presses("yes")
    assert OWN_WORDS in sent.leads[-1].consented.answers


def test_own_words_are_no_fact_and_the_question_stays() -> None:
    walk = at("salary_yen").says("my application was refused last year").asks("salary_yen")
    assert walk.conversation.place.failures == 0


# --- questions, and what is not understood ----------------------------------------------------------------------------


def test_a_fact_and_a_question_are_both_taken_up() -> None:
    walk = at("salary_yen").says("6.5 million. does bonus count?")
    assert walk.value("salary_yen") == 6_500_000
    walk.explains("answer-title")


def test_an_age_told_in_a_first_message_is_said_to_be_asked_later_and_offered_at_its_question() -> None:
    walk = agreed().says("29-year-old software engineer, N2, 7M").explains("asked-later")
    assert walk.conversation.place.heard == {"activity": "specialist", "japanese": "n2", "salary_yen": 7_000_000}
    walk.presses(OK)
    walk.answers(TO_THE_POINTS, until="birth_date")
    walk.reads_back("1997", "1996")


def test_what_is_not_understood_is_counted_without_its_words() -> None:
    walk = at("salary_yen").says("xyzzy plugh")
    assert NotUnderstood("salary_yen", "en") in walk.effects
    assert "xyzzy" not in str(walk.effects)


def test_somebody_is_asked_for_in_words() -> None:
    assert at("salary_yen").says("I want to talk to a person").conversation.place.wants("human") == "yes"


def test_after_the_hand_off_news_reach_staff_and_can_be_counted() -> None:
    walk = reached(HANDED_OFF).copy().says("I passed N2!")
    assert TellStaff("I passed N2!") in walk.effects
    walk.explains("understood").presses(OK)
    assert walk.value("japanese") == "n2"


def test_on_a_page_a_fact_is_confirmed_and_counted_again() -> None:
    walk = reached("result").copy().says("sorry, my salary is 8 million").explains("understood")
    walk.presses(OK).leads_to("result" if walk.conversation.place.at == "result" else walk.conversation.place.at)
    assert walk.value("salary_yen") == 8_000_000
