"""What is typed between the questions of the interview: help, an answer, two answers to choose from, or a note."""

import pytest

from dialogs.answer_bank.lines import COURTESIES
from dialogs.answer_bank.matching import AnswerBank
from dialogs.pages import PAGES
from dialogs.place import HANDED_OFF
from tests.dialogs.walker import TO_THE_CARD, TO_THE_POINTS, Walk, real_words


def at_salary() -> Walk:
    """Return a walk that stands at the question about pay."""
    return Walk().answers(TO_THE_POINTS, until="salary_yen")


@pytest.mark.parametrize("text", ["I don't understand", "why do you ask my salary?", "monthly or yearly?"])
def test_a_question_about_the_question_opens_its_help_and_is_no_failure(text: str) -> None:
    walk = at_salary().says(text)
    assert walk.conversation.place.at == "salary_yen"
    assert walk.conversation.place.failures == 0
    assert "q-salary_yen.help" in walk.all_keys
    assert "salary_yen" not in walk.conversation.answers


@pytest.mark.parametrize(
    ("text", "entry"),
    [("what does SME mean?", "term-sme"), ("Is it ok to work until the result comes?", "work-while-waiting")],
)
def test_a_word_or_a_common_question_is_answered_and_the_question_stays(text: str, entry: str) -> None:
    walk = at_salary().says(text)
    assert walk.conversation.place.at == "salary_yen"
    assert walk.conversation.place.overlay is None
    assert walk.conversation.place.failures == 0
    assert f"answer-{entry}" in walk.all_keys


@pytest.mark.parametrize(("text", "entry"), [("hello", "greeting"), ("thank you so much", "thanks")])
def test_courtesy_is_returned_with_the_question_and_no_apology(text: str, entry: str) -> None:
    walk = at_salary().says(text)
    assert walk.all_keys[0] == f"answer-{entry}"
    assert "q-salary_yen" in walk.all_keys
    assert not any(key.startswith("problem") for key in walk.all_keys)
    assert walk.conversation.place.failures == 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((text, "points-come") for text in ("how many points do i have?", "how many points??", "私は何点ですか")),
        *(
            (text, "points-come")
            for text in (
                "HSP 70 points can i",
                "am i eligible",
                "70点いくか知りたい",
                "高度専門職になれますか",
                "do i qualify?",
            )
        ),
        *((text, "no-result-yet") for text in ("just tell me the result", "result please")),
        *(
            (text, "how-long")
            for text in ("how many more questions?", "How long is this?", "あと何問ありますか", "Can I continue later?")
        ),
        *((text, "is-free") for text in ("is this free?", "これは無料ですか")),
        *((text, "who-asks") for text in ("who are you", "どちら様ですか")),
    ],
)
def test_what_is_asked_of_the_interview_itself_is_answered_and_no_note_for_the_office(text: str, key: str) -> None:
    walk = at_salary().says(text)
    assert key in walk.all_keys
    assert walk.conversation.place.at == "salary_yen"
    assert walk.conversation.place.failures == 0
    assert "own_words" not in walk.conversation.answers


def test_two_answers_as_near_are_offered_by_name_and_the_question_stays() -> None:
    walk = at_salary().says("How much does it cost?")
    assert "which-answer" in walk.all_keys
    assert [button.action for row in walk.screen.rows for button in row] == [
        "answer:office-fee",
        "answer:government-fees",
        "neither",
    ]
    walk.presses("answer:government-fees")
    assert walk.conversation.place.overlay is None
    assert walk.conversation.place.candidates == []
    assert walk.conversation.place.at == "salary_yen"
    assert "answer-government-fees" in walk.all_keys
    assert "q-salary_yen" in walk.all_keys


def test_neither_of_two_answers_leaves_the_question_to_staff() -> None:
    walk = at_salary().says("How much does it cost?").presses("neither")
    assert walk.conversation.place.overlay is None
    assert "question-for-staff" in walk.all_keys
    assert walk.conversation.place.at == "salary_yen"


def test_one_answer_that_is_not_sure_is_offered_by_name() -> None:
    walk = at_salary().says("is HSP 2 difficult to get?")
    assert "which-answer-one" in walk.all_keys
    assert [button.action for row in walk.screen.rows for button in row] == ["answer:hsp2", "neither"]
    walk.presses("neither")
    assert "question-for-staff" in walk.all_keys
    assert walk.conversation.place.at == "salary_yen"


def test_typing_on_where_two_answers_are_offered_is_heard_by_the_question() -> None:
    walk = at_salary().says("How much does it cost?").says("6,500,000")
    assert walk.conversation.place.overlay is None
    assert walk.conversation.answers["salary_yen"].value == 6_500_000


def test_the_subject_of_an_answer_may_be_typed() -> None:
    walk = at_salary().says("How much does it cost?").says("Fees at immigration")
    assert "answer-government-fees" in walk.all_keys


def test_where_nothing_can_be_laid_over_the_screen_both_are_told() -> None:
    to_the_end = {**TO_THE_POINTS, "goal": "a:other", "note": "Help"}
    walk = Walk().answers(to_the_end, TO_THE_CARD, until=HANDED_OFF).says("How much does it cost?")
    assert walk.conversation.place.overlay is None
    assert {"answer-office-fee", "answer-government-fees", "passed-on"} <= set(walk.all_keys)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_entry_has_a_name_to_be_offered_by(language: str) -> None:
    for entry in AnswerBank.load().entries:
        assert real_words().has(language, f"answer-{entry}.title") or entry in COURTESIES


def test_the_page_is_found_by_itself() -> None:
    assert PAGES["which_answer"].overlay
