"""What a person puts right on a page becomes the very answer it was of, read back; what was wrong is taken nowhere."""

from __future__ import annotations

import pytest

from dialogs.conversation import Value
from tests.dialogs.as_typed import kept, read
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk


def told_on_the_result(text: str, language: str) -> Walk:
    return reached("result", {"language": f"a:{language}"}).says(text)


# The walk's person has five years of experience, 6.5 million yen, N1, and was born on 1994-05-01.
@pytest.mark.parametrize(
    ("language", "text", "question", "value"),
    [
        ("en", "sorry i wrote 5 yr but its 7", "experience_years", 84),
        ("en", "i said 5 years, should be 7", "experience_years", 84),
        ("en", "exp 7 not 5", "experience_years", 84),
        ("ja", "5年じゃなくて7年", "experience_years", 84),
        ("ja", "経験5年と書きましたが7年です", "experience_years", 84),
        ("en", "salary was 7.2 not 6.5", "salary_yen", 7_200_000),
        ("en", "salary is not 6.5m it is 8.6m since october", "salary_yen", 8_600_000),
        ("en", "change my salary to 8.2m", "salary_yen", 8_200_000),
        ("en", "with bonus it is 9.1m", "salary_yen", 9_100_000),
        ("ja", "650じゃなくて690です", "salary_yen", 6_900_000),
        ("ja", "650って言ったけど690でした", "salary_yen", 6_900_000),
        ("ja", "ボーナスいれて910まん", "salary_yen", 9_100_000),
        ("en", "wrong birthday, its 1991 not 1994", "birth_date", "1991-05-01"),
        ("ja", "1994年じゃなくて1991年です", "birth_date", "1991-05-01"),
        ("en", "actually N2 not N1", "japanese", "n2"),
        ("en", "no N1 only N2", "japanese", "n2"),
        ("ja", "N1って書いたけどN2でした", "japanese", "n2"),
    ],
)
def test_what_is_put_right_is_read_back(language: str, text: str, question: str, value: Value) -> None:
    walk = told_on_the_result(text, language)
    assert walk.conversation.place.overlay == "understood"
    assert walk.conversation.place.heard[question] == value
    assert walk.presses("ok").value(question) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "i wrote 9 years but its 12"), ("ja", "9年じゃなくて12年"), ("en", "exp 12 not 9")],
)
def test_an_old_value_that_was_never_told_puts_nothing_right(language: str, text: str) -> None:
    walk = told_on_the_result(text, language)
    assert "experience_years" not in walk.conversation.place.heard
    assert walk.value("experience_years") == 60


@pytest.mark.parametrize(
    ("language", "text", "question", "wrong"),
    [
        ("ja", "N1って書いたけどN2でした", "japanese", "n1"),
        ("ja", "経験5年と書きましたが7年です", "experience_years", 60),
        ("en", "i said bachelor but it is master", "degrees", ["bachelor"]),
        ("en", "i dont have N1 i have N2", "japanese", "n1"),
    ],
)
def test_what_was_wrong_is_taken_nowhere(language: str, text: str, question: str, wrong: Value) -> None:
    fact = read(text, "", language).of(question)
    assert fact is not None
    assert wrong not in fact.candidates


def test_what_was_only_said_before_stands() -> None:
    assert kept("i said PhD and N2", "degrees", "en") == ["doctorate"]
    assert read("i said PhD and N2", "", "en").of("japanese") is not None


# --- where any words are an answer ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "at", "text", "question", "value"),
    [
        ("ja", "lives_in", "経験7年", "experience_years", 84),
        ("en", "lives_in", "N2 passed", "japanese", "n2"),
        ("en", "name", "N2 passed", "japanese", "n2"),
        ("ja", "name", "経験9年", "experience_years", 108),
    ],
)
def test_another_fact_is_no_home_and_no_name(language: str, at: str, text: str, question: str, value: Value) -> None:
    walk = reached(at, {"language": f"a:{language}"}).says(text)
    assert walk.conversation.place.heard == {question: value}
    assert at not in walk.conversation.answers


@pytest.mark.parametrize(("language", "text"), [("ja", "経験5年"), ("en", "experience 5 years")])
def test_a_fact_said_again_is_no_home(language: str, text: str) -> None:
    walk = reached("lives_in", {"language": f"a:{language}"}).says(text).asks("lives_in")
    assert "already-so" in walk.keys
    assert "lives_in" not in walk.conversation.answers


@pytest.mark.parametrize(
    ("language", "text", "home"), [("en", "Osaka, N2 passed", "Osaka"), ("ja", "大阪、N2です", "大阪")]
)
def test_a_home_beside_another_fact_counts_for_both(language: str, text: str, home: str) -> None:
    walk = reached("lives_in", {"language": f"a:{language}"}).says(text)
    assert walk.value("lives_in") == ["Asia/Tokyo", home]
    assert walk.conversation.place.heard == {"japanese": "n2"}
