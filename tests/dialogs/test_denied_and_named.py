"""What is denied, counted or named of one thing is no answer to another; what stands is not emptied by a word of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogs.as_typed import candidates, kept, read
from tests.dialogs.reached import reached
from tests.dialogs.walker import Answers

# Whoever has no 70 points yet is asked on.
NOT_ENOUGH: Answers = {"salary_yen": "4,000,000", "japanese": "a:none", "thorough": "a:go_on"}


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "N2 no", "goal"),
        ("en", "N2 no", "experience_years"),
        ("en", "N2 no, but my company in Germany", "position"),
        ("en", "no N1, N2 failed", "goal"),
        ("en", "N2 didn't pass", "goal"),
        ("en", "N2 nope", "goal"),
        ("ja", "N2はありません", "goal"),
        ("ja", "N1はないです", "experience_years"),
    ],
)
def test_a_denied_level_is_neither_held_nor_an_answer(language: str, text: str, asked: str) -> None:
    heard = read(text, asked, language)
    assert not any(fact.candidates for fact in heard.facts)
    assert "japanese" in heard.denied


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("en", "N2 no problem", "n2"),
        ("en", "no, I have N2", "n2"),
        ("en", "N1 no, N2 yes", "n2"),
        ("ja", "N1はないけどN2あります", "n2"),
    ],
)
def test_a_level_beside_a_no_of_something_else_is_held(language: str, text: str, level: str) -> None:
    assert candidates(text, "japanese", language) == (level,)


@pytest.mark.parametrize(("language", "text"), [("en", "N2 no"), ("en", "I have no N2"), ("ja", "N2はありません")])
def test_where_a_level_is_denied_none_is_read_back(language: str, text: str) -> None:
    walk = reached("salary_yen", {"language": f"a:{language}"}).says(text).leads_to("understood over salary_yen")
    assert walk.conversation.place.heard["japanese"] == "none"
    walk = reached("japanese", {"language": f"a:{language}"}).says(text).reads_back("none")


@pytest.mark.parametrize(("language", "text"), [("en", "no N1"), ("ja", "N1はありません")])
def test_where_the_highest_level_is_denied_both_others_are_offered(language: str, text: str) -> None:
    reached("japanese", {"language": f"a:{language}"}).says(text).reads_back("n2", "none")


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("ja", "10がつ", "experience_years"),
        ("ja", "10がつ5にち", "experience_years"),
        ("ja", "10にち", "experience_years"),
        ("ja", "5にん", "experience_years"),
        ("ja", "特許3件", "experience_years"),
        ("ja", "論文3本", "experience_years"),
        ("ja", "5ねん", "salary_yen"),
        ("ja", "5がつ", "salary_yen"),
        ("en", "papers 3", "experience_years"),
        ("en", "patents 3", "experience_years"),
        ("en", "papers 3", "salary_yen"),
        ("en", "kids 2", "experience_years"),
        ("en", "October", "experience_years"),
    ],
)
def test_what_counts_something_else_is_no_length_and_no_pay(language: str, text: str, asked: str) -> None:
    assert candidates(text, asked, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "asked", "value"),
    [
        ("ja", "5ねん", "experience_years", 60),
        ("ja", "3かげつ", "experience_years", 3),
        ("ja", "10ねん", "experience_years", 120),
        ("ja", "500まん", "salary_yen", 5_000_000),
        ("en", "experience 3", "experience_years", 36),
        ("en", "salary 5000000", "salary_yen", 5_000_000),
    ],
)
def test_what_counts_what_is_asked_is_taken(language: str, text: str, asked: str, value: Any) -> None:
    assert candidates(text, asked, language)[:1] == (value,)


def test_having_none_of_something_else_is_no_zero() -> None:
    assert kept("I have no degree", "experience_years", "en") is None
    assert kept("I have no experience", "experience_years", "en") == 0


@pytest.mark.parametrize("asked", ["", "experience_years", "degrees", "japanese_degree"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "日本の学位はありません"),
        ("ja", "日本の大学は出ていません"),
        ("en", "No, I have no degree from Japan"),
        ("en", "no degree from a Japanese university"),
    ],
)
def test_no_degree_from_japan_is_not_no_degree(language: str, text: str, asked: str) -> None:
    heard = read(text, asked, language)
    degree = heard.of("japanese_degree")
    assert degree is not None
    assert degree.candidates == ("no",)
    assert all(fact.question == "japanese_degree" or not fact.candidates for fact in heard.facts)


@pytest.mark.parametrize(("language", "text"), [("ja", "学位はありません"), ("en", "no degree")])
def test_no_degree_at_all_stays_that(language: str, text: str) -> None:
    assert kept(text, "degrees", language) == []


@pytest.mark.parametrize("text", ["まだ働いていません", "働いていません"])
def test_not_working_is_no_degree(text: str) -> None:
    assert candidates(text, "degrees", "ja") == ()


def test_not_working_yet_is_no_experience() -> None:
    assert kept("まだ働いていません", "experience_years", "ja") == 0


def test_a_graduate_school_opens_no_degree_that_was_given() -> None:
    walk = reached("japanese", {"language": "a:ja"}).says("東京の大学院です")
    assert walk.value("degrees") == ["master"]
    assert "degrees" not in walk.conversation.place.offers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yes, send it"),
        ("en", "No, do not send"),
        ("en", "yes send it please"),
        ("ja", "はい、送ります"),
        ("ja", "いいえ、送りません"),
    ],
)
@pytest.mark.parametrize("asked", ["japanese_degree", "degrees", "experience_years"])
def test_the_words_of_another_screens_button_answer_nothing(language: str, text: str, asked: str) -> None:
    walk = reached(asked, NOT_ENOUGH, {"language": f"a:{language}"}).says(text).asks(asked).explains("use-buttons")
    assert asked not in walk.situation.answers


@pytest.mark.parametrize(("language", "text", "value"), [("en", "Yes", "yes"), ("ja", "いいえ", "no")])
def test_a_mere_yes_or_no_still_answers(language: str, text: str, value: str) -> None:
    walk = reached("japanese_degree", NOT_ENOUGH, {"language": f"a:{language}"}).says(text)
    assert walk.value("japanese_degree") == value


@pytest.mark.parametrize(
    ("language", "text", "goal"),
    [
        ("en", "I also have HSP as goal", "hsp"),
        ("en", "I also have HSP as goal. my dependent card expires 15 January 2027", "hsp"),
        ("en", "my goal is permanent residence", "pr"),
        ("ja", "高度専門職も目標です", "hsp"),
        ("ja", "永住が目標です", "pr"),
    ],
)
def test_a_goal_is_no_status(language: str, text: str, goal: str) -> None:
    heard = read(text, "", language)
    wanted = heard.of("goal")
    assert wanted is not None
    assert wanted.candidates == (goal,)
    assert heard.of("residence") is None


@pytest.mark.parametrize("asked", ["", "goal"])
def test_a_no_that_answers_denies_no_status_behind_it(asked: str) -> None:
    status = read("no my visa is dependent not HSP", asked, "en").of("residence")
    assert status is not None
    assert status.candidates == ("dependent",)


@pytest.mark.parametrize(
    ("asked", "text"),
    [("japanese", "No I don't have N1"), ("activity", "no I'm not engineer"), ("residence", "no I am not on HSP")],
)
def test_a_no_that_goes_on_to_deny_does(asked: str, text: str) -> None:
    assert candidates(text, asked, "en") == ()


@pytest.mark.parametrize("text", ["N1 no N2 yes", "N2 no N1"])
def test_a_no_between_two_levels_may_be_of_either(text: str) -> None:
    assert kept(text, "japanese", "en") is None


def test_a_status_that_is_held_is_one() -> None:
    status = read("I have HSP", "", "en").of("residence")
    assert status is not None
    assert status.candidates == ("hsp",)


@pytest.mark.parametrize("text", ["N1まだ", "N2まだ"])
def test_a_level_that_is_still_to_come_is_not_held(text: str) -> None:
    assert candidates(text, "japanese", "ja") == ("n2", "none")
    assert candidates(text, "goal", "ja") == ()
    beside = read(text, "goal", "ja").of("japanese")
    assert beside is None or not beside.settled
