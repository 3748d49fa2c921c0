"""Two questions in one text are both answered, or the one that cannot be is said to go to staff: none is dropped."""

from __future__ import annotations

import pytest

from dialogs.answer_bank import AnswerBank
from dialogs.answer_bank.several import MOST_QUESTIONS, found_for_each, questions_in
from dialogs.effects import NotUnderstood, TellStaff
from dialogs.place import HANDED_OFF, RESULT
from dialogs.turn import WHICH_ANSWER
from tests.dialogs.reached import reached
from tests.dialogs.test_questions import at

FOR_STAFF = "other-questions-for-staff"


@pytest.mark.parametrize(
    ("text", "language", "answers"),
    [
        ("What documents do I need? Can my wife work?", "en", ("documents", "spouse")),
        ("how long does it take and what documents do I need?", "en", ("duration", "documents")),
        ("do you speak English, where are you", "en", ("languages-spoken", "location")),
        ("妻は働けますか？親は呼べますか？", "ja", ("spouse", "parents")),
        ("書類は何が必要ですか、あと期間はどのくらいですか", "ja", ("documents", "duration")),
    ],
)
def test_two_questions_are_both_answered(text: str, language: str, answers: tuple[str, ...]) -> None:
    walk = at("salary_yen", language).says(text)
    walk.explains(*(f"answer-{entry}.title" for entry in answers)).asks("salary_yen")
    assert FOR_STAFF not in walk.all_keys


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Can my wife work? Can I bring my dog?", "en"),
        ("can I bring my dog? and can my wife work?", "en"),
        ("妻は働けますか？犬は連れて行けますか？", "ja"),
    ],
)
def test_of_two_questions_the_one_that_nobody_here_can_answer_is_said_to_go_to_staff(text: str, language: str) -> None:
    walk = at("salary_yen", language).says(text).explains("answer-spouse.title", FOR_STAFF)
    assert NotUnderstood("salary_yen", language) in walk.effects


@pytest.mark.parametrize(
    ("text", "language", "answer"),
    [
        ("PR or HSP (ii)? which is better for me", "en", "pr-or-hsp2"),
        ("永住と高度専門職2号？どちらがいいですか？", "ja", "pr-or-hsp2"),
        ("is this bot AI? who reads this", "en", "privacy"),
    ],
)
def test_what_is_asked_in_two_pieces_is_one_question_where_only_the_whole_is_answered(
    text: str, language: str, answer: str
) -> None:
    at("goal", language).says(text).explains(f"answer-{answer}.title")


def test_beside_an_answer_told_what_can_mean_two_things_is_offered_by_name() -> None:
    walk = at("salary_yen").says("how long does it take? and what does it cost?").explains("answer-duration.title")
    assert walk.conversation.place.overlay == WHICH_ANSWER
    assert walk.conversation.place.candidates == ["office-fee", "government-fees"]


@pytest.mark.parametrize(
    ("asked", "text", "language", "value", "answers"),
    [
        ("salary_yen", "650万です。ボーナスは含みますか？", "ja", 6_500_000, ("salary",)),
        ("salary_yen", "6.5M. is bonus included? and how long does it take?", "en", 6_500_000, ("salary", "duration")),
        ("salary_yen", "650万です。妻は働けますか？親は呼べますか？", "ja", 6_500_000, ("spouse", "parents")),
        ("japanese", "N2. can my wife work? where are you?", "en", "n2", ("spouse", "location")),
    ],
)
def test_beside_a_fact_that_counts_every_question_is_answered(
    asked: str, text: str, language: str, value: object, answers: tuple[str, ...]
) -> None:
    walk = at(asked, language).says(text)
    assert walk.value(asked) == value
    walk.explains(*(f"answer-{entry}.title" for entry in answers))


def test_beside_a_fact_a_question_about_that_alone_is_not_taken_for_another() -> None:
    walk = at("japanese").says("N2. does it expire? can my wife work?").explains("answer-spouse.title", FOR_STAFF)
    assert walk.value("japanese") == "n2"
    assert "answer-overstay" not in walk.all_keys


@pytest.mark.parametrize("where", [RESULT, HANDED_OFF])
def test_on_a_page_and_after_the_hand_off_both_are_answered_as_well(where: str) -> None:
    walk = reached(where).copy().says("how long does it take? what documents do I need?")
    walk.explains("answer-duration.title", "answer-documents.title")
    assert (where == HANDED_OFF) is any(isinstance(effect, TellStaff) for effect in walk.effects)


def test_a_curt_question_behind_another_is_about_the_same_thing() -> None:
    bank = AnswerBank.load()
    assert found_for_each(bank, "I lost my job, can I stay? How long?", "en") == ()
    unknown = found_for_each(bank, "Can my dog come? How long?", "en")
    assert [found for _, found in unknown] == [None, None]


def test_one_question_and_a_story_are_not_parted() -> None:
    assert questions_in("Can my wife and my mother come?") == ()
    assert questions_in("How much is it? " * (MOST_QUESTIONS + 1)) == ()
    assert questions_in("How much is it? " * 200) == ()
    assert found_for_each(AnswerBank.load(), "Can my mother come? Really?", "en") == ()


def test_of_many_questions_a_page_of_answers_is_told_and_the_rest_left_to_staff() -> None:
    walk = at("salary_yen").says(
        "do you speak English? where are you? what is your phone number? what documents do I need? can my wife work?"
    )
    walk.explains("answer-languages-spoken.title", "answer-location.title", "answer-contact.title", FOR_STAFF)
    assert "answer-spouse" not in walk.all_keys
