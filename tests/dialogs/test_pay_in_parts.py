"""Pay that is told in parts: a bonus behind it is added or asked for, and what several employers pay is never added."""

import pytest

from dialogs.parsing import AnswerProblem, read_yen
from tests.dialogs.as_typed import candidates, kept, read

SEVERAL = AnswerProblem("problem-yen-several")


@pytest.mark.parametrize(
    ("text", "language", "total"),
    [
        ("33 man x 12 and bonus 2 month", "en", 4_620_000),
        ("salary 400,000 a month and bonus 2 months", "en", 5_600_000),
        ("月給38万円、賞与2ヶ月", "ja", 5_320_000),
        ("年収500万、賞与100万", "ja", 6_000_000),
    ],
)
@pytest.mark.parametrize("asked", ["", "salary_yen", "goal"])
def test_a_bonus_behind_the_pay_is_added_wherever_it_is_told(text: str, language: str, total: int, asked: str) -> None:
    fact = read(text, asked, language).of("salary_yen")
    assert fact is not None
    assert fact.candidates == (total,)
    assert not fact.settled


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("money 1 month 38 man. bonus 2 time", "en"),
        ("5 million salary with bonus 5.7", "en"),
        ("1か月38万。ボーナス2回", "ja"),
    ],
)
def test_beside_a_bonus_of_unknown_size_the_pay_alone_is_not_kept(text: str, language: str) -> None:
    assert candidates(text, "", language) == ()
    assert read(text, "", language).of("salary_yen") is None
    assert read(text, "salary_yen", language).problem == AnswerProblem("problem-yen-bonus")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("salary 6M. bonus 5000 USD", "en"),
        ("6M salary, master, bonus 3000 dollars", "en"),
        ("年収600万、ボーナス50万ドル", "ja"),
    ],
)
@pytest.mark.parametrize("asked", ["", "degrees"])
def test_beside_a_bonus_in_another_currency_the_pay_alone_is_not_kept(text: str, language: str, asked: str) -> None:
    assert read(text, asked, language).of("salary_yen") is None


@pytest.mark.parametrize(
    ("text", "language", "pay"),
    [
        ("my salary is 6M, no bonus", "en", 6_000_000),
        ("salary 6M including bonus, N2", "en", 6_000_000),
        ("年収600万円、ボーナスなし", "ja", 6_000_000),
        ("年収600万円（賞与込み）、N2", "ja", 6_000_000),
    ],
)
def test_no_bonus_and_one_that_is_in_the_figure_change_nothing(text: str, language: str, pay: int) -> None:
    fact = read(text, "", language).of("salary_yen")
    assert fact is not None
    assert fact.candidates == (pay,)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("each one pays about 2 million", "en"),
        ("each university pays 2 million", "en"),
        ("each university pays 2 million, 3 universities so 6 million total", "en"),
        ("6M from two jobs", "en"),
        ("大学3校でそれぞれ200万円", "ja"),
        ("各大学から200万円ずつ", "ja"),
        ("掛け持ちで600万円", "ja"),
    ],
)
def test_what_several_employers_pay_is_asked_of_the_main_one(text: str, language: str) -> None:
    assert read_yen(text) == SEVERAL
    found = read(text, "salary_yen", language)
    assert found.problem == SEVERAL
    assert candidates(text, "salary_yen", language) == ()
    assert read(text, "", language).of("salary_yen") is None


@pytest.mark.parametrize(
    ("text", "language"), [("300 man and 400 man from two companies, N2", "en"), ("2社から300万と400万、N2です", "ja")]
)
def test_what_is_told_beside_the_pay_of_several_is_kept(text: str, language: str) -> None:
    found = read(text, "salary_yen", language)
    assert found.problem == SEVERAL
    assert candidates(text, "salary_yen", language) == ()
    japanese = found.of("japanese")
    assert japanese is not None
    assert japanese.candidates == ("n2",)


@pytest.mark.parametrize(
    ("text", "language", "pay"),
    [
        ("the university pays 6 million", "en", 6_000_000),
        ("大学から600万円", "ja", 6_000_000),
    ],
)
def test_what_one_employer_pays_is_read(text: str, language: str, pay: int) -> None:
    assert candidates(text, "salary_yen", language) == (pay,)


def test_a_bonus_that_comes_twice_is_no_pay_of_several() -> None:
    assert kept("6.5M", "salary_yen", "en") == 6_500_000
    assert candidates("月給40万円、賞与年2回 各50万円", "salary_yen", "ja") == (5_800_000,)


def test_a_bonus_read_with_the_pay_stays_in_it_whatever_else_is_told() -> None:
    fact = read("offer 8.5M base + 1.2M bonus + RSU 3M per yr. im 31, btech + 7 yrs exp", "", "en").of("salary_yen")
    assert fact is not None
    assert fact.candidates == (9_700_000,)
