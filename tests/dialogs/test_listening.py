"""What is typed is read for all it says: facts are confirmed with one tap, own words kept, questions answered."""

from __future__ import annotations

from itertools import permutations

import pytest

from dialogs.effects import NotUnderstood, TellStaff
from dialogs.own_words import OWN_WORDS, Remark
from dialogs.place import HANDED_OFF, OK, REFUSED, YES, Wish
from tests.dialogs.reached import reached
from tests.dialogs.walker import ENGINEER, TO_THE_POINTS, Walk, keys_in

FIRST = "Hi, software engineer from India, master's, N2, 6.5 million, can I get HSP?"
# What a software engineer does, and in which field.
ENGINEERS = {"activity": "specialist", "work_field": "technical"}
UNDERSTOOD = {
    "goal": "hsp",
    **ENGINEERS,
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


def test_a_greeting_before_the_facts_is_no_question_with_two_answers() -> None:
    walk = Walk().presses("a:en").says("hi, software engineer, masters, N1, 9 million, want HSP").asks("consent")
    assert walk.conversation.place.overlay is None
    walk.presses("a:agree").explains("understood")
    assert {"salary_yen", "degrees", "japanese"} <= set(walk.conversation.place.heard)
    thanks = at("salary_yen").says("thanks, what is HSP?").explains("answer-title")
    assert thanks.conversation.place.overlay is None
    assert at("salary_yen").says("hello").keys[0] == "answer-greeting"


def test_it_can_be_written_at_the_question_for_consent_too() -> None:
    walk = Walk().presses("a:en").says(FIRST).asks("consent").explains("read-after-consent")
    walk.presses("a:agree")
    assert walk.conversation.place.heard == UNDERSTOOD


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("hi i am 29 software engineer from india, masters in CS, N2, 6.5 million, can i get HSP?", "en"),
        ("english teacher 5 years, N1, 4.8M, bachelor, ok for points?", "en"),
        ("29歳のITエンジニアです。修士、N2、年収650万円。高度専門職とれますか？", "ja"),
    ],
)
def test_a_word_in_what_tells_a_life_is_no_question_of_its_own(typed: str, language: str) -> None:
    walk = Walk().presses(f"a:{language}").says(typed).asks("consent")
    assert walk.conversation.place.overlay is None
    walk.presses("a:agree").explains("understood")


def test_a_refusal_drops_what_was_written() -> None:
    walk = Walk(start=False).says(FIRST).presses("a:en").says("and I have N1").presses("a:refuse")
    assert walk.conversation.place.at == REFUSED
    assert not walk.conversation.place.waiting
    assert "India" not in str(walk.conversation.to_json())
    walk.commands("start").presses("a:en", "a:agree").asks("goal")


@pytest.mark.parametrize(
    "typed", ["Agree?", "yes?", "ok", "sure", "y", "yes, but why", "I agree that it is hot", "同意しますか"]
)
def test_a_question_or_more_words_agree_to_nothing(typed: str) -> None:
    walk = Walk().presses("a:en").says(typed).asks("consent")
    assert walk.conversation.consented_to is None


@pytest.mark.parametrize("typed", ["yes?", "ok", "sure", "send it to whom?", "yes but not my name"])
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


def test_own_words_stand_in_the_review_and_can_be_taken_back() -> None:
    walk = Walk().answers(ENGINEER, until="review").says("I lost my job").leads_to("review")
    walk.commands("start")
    assert "q-own_words.short" in {key for line in walk.screen.lines for key in keys_in(line)}
    walk.presses("unsay").explains("taken-back")
    assert OWN_WORDS not in walk.conversation.answers
    assert "unsay" not in walk.offered


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
    assert walk.conversation.place.heard == {**ENGINEERS, "japanese": "n2", "salary_yen": 7_000_000}
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


# --- a confirmation that lies open ------------------------------------------------------------------------------------


def test_what_is_typed_over_a_confirmation_is_shown_before_it_is_taken() -> None:
    walk = at("salary_yen").says("my salary is 9 million and I have N2").explains("understood")
    earlier = walk.data(OK)
    # There is something to say beside the facts: when the age will be asked for.
    walk.says("I'm 34 and N1").explains("asked-later", "understood")
    assert walk.conversation.place.heard["japanese"] == "n1"
    walk.presses_data(earlier).explains("old-button")
    assert "japanese" not in walk.conversation.answers
    walk.presses(OK)
    assert walk.value("japanese") == "n1"


def test_correcting_one_answer_reads_back_no_other_question_there() -> None:
    walk = agreed().presses("a:hsp", "a:abroad", "a:research")
    walk.says("I'm 34, software engineer, master's, JLPT N1, 9 million yen").explains("understood")
    walk.presses("fix:activity", OK).asks("activity")
    # What the age may mean waits for its own question.
    assert set(walk.conversation.place.offers) == {"birth_date"}
    assert not walk.conversation.place.candidates


@pytest.mark.parametrize("until", ["salary_yen", "review", "result"])
def test_the_end_of_a_stay_is_corrected_in_its_turn(until: str) -> None:
    walk = Walk().answers(ENGINEER, until=until).says("my visa expires 2027-03-01").presses(OK)
    walk.says("my visa expires 2027-04-01").explains("understood").presses("fix:stay_until").explains("asked-later")
    assert walk.answers(ENGINEER, until="stay_until").where == "stay_until"


@pytest.mark.parametrize("typed", ["my visa expires on 1 March 2027", "my card is valid until 3 March 2027"])
def test_the_day_on_which_a_stay_ends_is_no_pay(typed: str) -> None:
    place = at("salary_yen").says(typed).conversation.place
    assert place.heard.keys() == {"stay_until"}
    assert not place.offers


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("I don't have N1", "japanese"),
        ("no N1", "japanese"),
        ("N1じゃない", "japanese"),
        ("I do not have a master's degree", "degrees"),
        ("I dropped out of my master's", "degrees"),
        ("I am not an engineer", "activity"),
    ],
)
@pytest.mark.parametrize("until", ["review", "result"])
def test_an_answer_that_is_denied_is_asked_again_wherever_that_is_typed(until: str, typed: str, question: str) -> None:
    walk = Walk().answers(ENGINEER, until=until)
    walk.says(typed).asks(question).explains("ask-again")


@pytest.mark.parametrize("typed", ["I don't have N2", "Do I need N1?", "my wife doesn't have N1", "I don't have a car"])
def test_a_denial_of_something_else_moves_nobody(typed: str) -> None:
    walk = Walk().answers(ENGINEER, until="result")
    assert "japanese" not in walk.says(typed).where


def test_what_is_denied_over_a_confirmation_is_taken_out_of_it() -> None:
    walk = at("salary_yen").says("my salary is 9 million and I have N1").explains("understood")
    walk.says("I don't have N1").explains("asked-later", "understood")
    assert walk.conversation.place.heard == {"salary_yen": 9_000_000}
    walk.presses(OK)
    assert "japanese" not in walk.conversation.answers


@pytest.mark.parametrize("typed", ["I'm on spouse visa, N2, bachelor, 5M", "N2, master, 6M, want to change job"])
def test_facts_beside_a_visa_or_a_new_job_are_no_other_business(typed: str) -> None:
    walk = agreed().says(typed).explains("understood")
    assert "goal" not in walk.conversation.place.heard
    walk.presses(OK).asks("goal")


def test_the_way_back_does_not_lead_ahead_to_what_the_office_asks() -> None:
    walk = Walk().answers(ENGINEER, until="review").presses("change:activity", "a:research")
    assert walk.conversation.place.trail == ["activity"]
    asked = walk.where
    walk.says("my visa expires 2027-03-01").presses(OK).asks(asked).presses("back").asks("activity")


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("I earn 9M", "understood over name"),
        ("I don't have N1", "japanese"),
        ("Mark Three", "contact_way"),
        ("John Smith 3rd", "contact_way"),
        ("April May", "contact_way"),
        ("call me Maria", "contact_way"),
    ],
)
def test_facts_typed_where_a_name_is_asked_are_no_name(typed: str, where: str) -> None:
    assert Walk().answers(ENGINEER, until="name").says(typed).where == where


def test_who_wants_a_person_is_given_no_such_name() -> None:
    walk = Walk().answers(ENGINEER, until="name").says("I want to talk to a person")
    assert "name" not in walk.conversation.answers
    assert walk.offered


def test_a_message_to_the_office_is_passed_on_over_a_confirmation_too() -> None:
    walk = Walk().to_the_hand_off(ENGINEER).says("actually my salary is 4 million").explains("understood")
    for message in ("Please call me tomorrow, it is urgent", "and my salary is 5 million"):
        walk.says(message).explains("passed-on")
        assert TellStaff(message) in walk.effects
    walk.presses(OK)
    assert walk.value("salary_yen") == 5_000_000


@pytest.mark.parametrize("until", ["review", "result"])
def test_what_may_change_an_answer_is_settled_before_the_answer_counts_again(until: str) -> None:
    walk = Walk().answers(ENGINEER, until=until).says("offer of 9M from Google, currently 6M")
    walk.reads_back(9_000_000, 6_000_000).presses("is:1")
    assert walk.value("salary_yen") == 6_000_000


def test_it_is_settled_after_what_was_confirmed_with_it() -> None:
    walk = Walk().answers(ENGINEER, until="result").says("N2, offer of 9M from Google, currently 6M")
    walk.explains("asked-later", "understood").presses(OK)
    walk.reads_back(9_000_000, 6_000_000)


@pytest.mark.parametrize(
    ("texts", "heard"),
    [
        (("N1, 7M", "I don't have N1"), {"salary_yen": 7_000_000}),
        (("N2, 7M", "sorry, N1, 8M"), {"japanese": "n1", "salary_yen": 8_000_000}),
    ],
)
def test_of_what_waited_for_consent_the_later_word_stands(texts: tuple[str, ...], heard: dict[str, object]) -> None:
    walk = Walk(start=False)
    for text in texts:
        walk.says(text)
    walk.presses("a:en", "a:agree").explains("understood")
    assert walk.conversation.place.heard == heard


def test_facts_beside_a_question_answered_before_consent_are_read_after_it() -> None:
    walk = Walk().presses("a:en").says("engineer 8M N1, what is the fee?").presses("neither", "a:agree")
    assert walk.conversation.place.heard == {**ENGINEERS, "japanese": "n1", "salary_yen": 8_000_000}
    assert "question-for-staff" not in walk.keys


def test_who_asks_for_a_person_on_the_page_of_the_result_comes_to_the_hand_off() -> None:
    walk = Walk().answers(ENGINEER, until="result").says("I want to talk to a person")
    assert walk.situation.place.wants(Wish.HUMAN) == YES
    walk.asks("note")


@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [("en", "result", "use-buttons"), ("en", "show my result", "read-after-consent"), ("ja", "結果", "use-buttons")],
)
def test_before_consent_there_is_no_result_to_show(language: str, typed: str, told: str) -> None:
    walk = Walk(language).presses(f"a:{language}").says(typed).asks("consent").explains(told)
    assert walk.conversation.consented_to is None
    walk.presses("a:agree").asks("goal")


@pytest.mark.parametrize(
    ("language", "typed", "more"), [("en", "stop", "N1, 9M"), ("ja", "やめたい", "N1、年収900万円")]
)
def test_stop_leaves_what_lies_over_the_screen(language: str, typed: str, more: str) -> None:
    for walk in (
        Walk(language).answers(TO_THE_POINTS, language=f"a:{language}", until="salary_yen").commands("language"),
        Walk(language).answers(TO_THE_POINTS, language=f"a:{language}", until="salary_yen").says(more),
    ):
        assert walk.conversation.place.overlay is not None
        walk.says(typed).asks("salary_yen").explains("cancelled")
        assert "stopped" not in walk.keys


def test_what_is_typed_where_consent_was_given_before_is_no_answer_and_the_third_time_the_telephone_is_named() -> None:
    walk = agreed().presses("back").asks("consent")
    for typed in ("I earn 9M", "xyzzy"):
        walk.says(typed).asks("consent").explains("use-buttons")
        assert "consent-first" not in walk.keys
    walk.says("qwe").asks("consent").explains("consent-first")
    assert not walk.conversation.place.heard
    assert walk.conversation.consented_to is not None
    walk.says("yes").asks("goal")


def test_the_end_of_a_stay_is_no_status_before_it_is_confirmed_to_be_the_words_of_the_card() -> None:
    typed = "my visa expires in March"
    walk = reached("status_as_on_card").says(typed).reads_back(typed)
    assert "status_as_on_card" not in walk.conversation.answers
    assert walk.presses("is:0").value("status_as_on_card") == typed


def test_a_line_marked_as_wrong_that_wants_a_yes_or_no_is_asked_and_not_answered_over_the_list() -> None:
    walk = at("salary_yen").says("my salary is 9M, N2, I am pregnant").presses("fix:pregnancy")
    walk.says("hmm").leads_to("understood over salary_yen")
    assert walk.conversation.place.heard == {"salary_yen": 9_000_000, "japanese": "n2"}
    walk.presses(OK).asks("pregnancy")


def test_for_whom_somebody_asks_may_be_said_after_the_facts() -> None:
    walk = at("salary_yen").says("my salary is 9M and I have N2").says("asking on behalf of my husband")
    walk.explains("understood-for-other")
    assert walk.presses(OK).value("salary_yen") == 9_000_000
    result = reached("result").says("asking on behalf of my husband").explains("for-who-applies")
    assert not result.conversation.place.for_other


def test_before_consent_a_text_moves_nothing_and_the_third_time_the_telephone_is_named() -> None:
    walk = Walk().answers({"language": "a:en"}, until="consent")
    for said in ("xyzzy", "qwe"):
        walk.says(said).asks("consent").explains("use-buttons")
        assert "consent-first" not in walk.keys
    walk.says("asd").asks("consent").explains("consent-first")


# --- what is asked, and not told --------------------------------------------------------------------------------------


def test_a_question_that_may_look_like_a_wish_is_answered_and_read_back() -> None:
    asked = at("goal").says("can my wife work?").explains("readback")
    assert asked.keys[:2] == ["answer-title", "answer-spouse"]
    assert "goal" not in asked.conversation.answers
    # A wish that is plain is answered by what it leads to.
    assert "answer-title" not in at("goal").says("can I get PR?").keys


def test_whoever_speaks_of_the_screen_is_told_of_that_and_of_no_fee() -> None:
    assert at("salary_yen").says("what is this question, which money u mean").keys[0] == "q-salary_yen.help"
    assert at("salary_yen").says("この質問なに？どのお金のこと").keys[0] == "q-salary_yen.help"


def test_not_to_know_how_much_one_will_earn_asks_for_no_fee() -> None:
    told = at("salary_yen").says("8 million but i dont know how much it will be this year")
    assert told.conversation.place.overlay is None
    assert not [key for key in told.keys if key.startswith("answer-")]
