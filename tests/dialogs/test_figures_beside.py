"""Figures with something beside them that changes what they say: remarks, allowances, ends before beginnings."""

from typing import Any

import pytest

from dialogs.parsing import Ambiguous, AnswerProblem, Certain, Reading, read_whole, read_years, read_yen
from tests.answers.report import Today
from tests.dialogs.as_typed import candidates, kept, read


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("2 (FE, AP)", Certain(2)),
        ("1 (FE, AP)", Ambiguous((1, 2))),
        ("3 (FE, AP)", Ambiguous((3, 2))),
        ("2 (my wife)", Ambiguous((2,))),
    ],
)
def test_a_count_and_what_is_named_beside_it_must_agree_to_be_taken(text: str, reading: Reading[int]) -> None:
    assert read_whole(text, 0, 100) == reading


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("年収650万円（株式報酬込み）", "problem-yen-included"),
        ("月給30万円 役職手当", "problem-yen"),
        ("monthly 300,000 plus position allowance", "problem-yen"),
        ("月給9億円 賞与2ヶ月", "problem-yen-too-large"),
        ("monthly 900 million + bonus 2 months", "problem-yen-too-large"),
        ("300,000 x 12 + bonus 100,000 x 20", "problem-yen-bonus"),
    ],
)
def test_parts_of_pay_that_make_no_sum_are_asked_for(text: str, key: str) -> None:
    assert read_yen(text) == AnswerProblem(key)


def test_what_makes_a_sum_beside_them_does() -> None:
    assert read_yen("月給30万円、役職手当2万円") == Ambiguous((3_840_000,))
    assert read_yen("300,000 x 12 + bonus 100,000 x 2") == Ambiguous((3_800_000,))


@pytest.mark.parametrize(
    "text", ["from April 2015 to April 2010", "since April 2015 until March 2010", "2015年4月から2010年3月まで"]
)
def test_work_that_ends_before_it_begins_is_no_length(text: str) -> None:
    assert read_years(text, Today().today) == AnswerProblem("problem-years-since")


@pytest.mark.parametrize("text", ["ゼロです", "ゼロ", "zero"])
def test_no_experience_is_none_and_not_unknown(text: str) -> None:
    assert read_years(text) == Certain(0)


def test_so_many_years_are_an_age_where_the_birth_date_is_asked() -> None:
    assert candidates("N2, 30 yr", "birth_date", "en") == ("1996", "1995")
    assert candidates("N2, 7 yr", "birth_date", "en") == ()


def test_what_a_household_has_needs_money_to_be_read() -> None:
    assert read("household income 900", "", "en").of("household_income_yen") is None
    assert candidates("household income 9 million", "household_income_yen", "en") == (9_000_000,)


@pytest.mark.parametrize(
    ("text", "language"),
    [("me 1990-02-11, wife 1992-08-30", "en"), ("私は35歳、妻は33歳です", "ja")],
)
def test_dates_and_ages_of_a_couple_are_no_sum_of_their_pay(text: str, language: str) -> None:
    assert candidates(text, "household_income_yen", language) == ()
    assert candidates("me 7.1M, wife 900,000", "household_income_yen", "en") == (8_000_000,)


def test_both_pay_of_a_couple_by_the_month_is_not_summed_up_as_a_year() -> None:
    assert 800_000 not in candidates("me 50 man, wife 30 man", "household_income_yen", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("me 6M, wife 200k a month", "en"),
        ("I earn 6M or my wife 3M", "en"),
        ("me 6M and wife $30k", "en"),
        ("自分600万、妻は月20万", "ja"),
        ("私600万と妻3万ドル", "ja"),
    ],
)
def test_pay_of_two_that_is_counted_otherwise_or_left_open_is_no_sum(text: str, language: str) -> None:
    assert not {6_200_000, 8_400_000, 9_000_000, 6_030_000} & set(candidates(text, "household_income_yen", language))
    assert kept(text, "household_income_yen", language) is None


@pytest.mark.parametrize(
    ("text", "asked", "language", "own"),
    [
        ("1993/11/30 妻は1995/1/2", "birth_date", "ja", ("1993-11-30",)),
        ("650 妻は200", "salary_yen", "ja", (6_500_000,)),
        ("600 妻は300", "household_income_yen", "ja", (9_000_000,)),
    ],
)
def test_of_two_figures_the_one_behind_somebody_else_is_theirs(
    text: str, asked: str, language: str, own: tuple[Any, ...]
) -> None:
    assert candidates(text, asked, language) == own


def test_a_bracket_from_one_day_to_another_is_no_beginning_and_leaves_the_word_before_it_as_it_is() -> None:
    text = "技人国(2019年4月1日~2023年3月31日)です"
    assert kept(text, "residence", "ja") == "work"
    assert kept(text, "status_since", "ja") is None
    assert kept("高度専門職(2019年4月1日)", "status_since", "ja") == "2019-04-01"


@pytest.mark.parametrize(
    ("text", "asked", "day"),
    [
        ("N2, HSP since the first of October 2023", "status_since", "2023-10-01"),
        ("I changed on the fifth of the October 2023, N2", "status_since", "2023-10-05"),
        ("my birthday is the twelfth of May 1990, N2", "", "1990-05-12"),
    ],
)
def test_a_day_in_words_is_read_beside_what_else_is_told(text: str, asked: str, day: str) -> None:
    assert candidates(text, asked or "birth_date", "en") == (day,)
    beside = read(text, asked, "en").of("japanese")
    assert beside is not None
    assert beside.candidates == ("n2",)


@pytest.mark.parametrize("text", ["convocation was Oct 2022", "I moved house Oct 2022"])
def test_a_day_beside_words_that_no_list_knows_is_offered_and_not_kept(text: str) -> None:
    assert candidates(text, "degrees_since", "en") == ("2022-10",)
    assert kept(text, "degrees_since", "en") is None


@pytest.mark.parametrize("text", ["engineer for years", "engineer at 3 companies for years"])
def test_years_without_a_number_are_no_length_of_work(text: str) -> None:
    assert read(text, "", "en").of("experience_years") is None


def test_what_stands_two_sentences_behind_a_noun_is_not_said_of_it() -> None:
    assert read("business trip abroad. 5 days", "", "en").of("longest_trip_days") is not None
    assert read("business trip abroad. hm. well. 5 days", "", "en").of("longest_trip_days") is None


@pytest.mark.parametrize(("text", "language"), [("日本に5年住んでいます", "ja"), ("I came to Japan in 2016", "en")])
def test_the_day_somebody_came_is_never_taken_for_the_day_of_their_birth(text: str, language: str) -> None:
    assert kept(text, "birth_date", language) is None


@pytest.mark.parametrize(
    ("text", "language"), [("my wife has 5 years", "en"), ("8M was my cousin's pay", "en"), ("妻は5年です", "ja")]
)
def test_the_years_of_somebody_else_are_never_taken(text: str, language: str) -> None:
    assert kept(text, "experience_years", language) is None
    assert kept("5 years", "experience_years", "en") == 60


@pytest.mark.parametrize(
    ("text", "language", "offered"), [("早稲田ではない", "ja", ()), ("not from a university in Japan", "en", ("no",))]
)
def test_a_university_that_is_denied_is_no_degree_from_japan(
    text: str, language: str, offered: tuple[Any, ...]
) -> None:
    assert candidates(text, "japanese_degree", language) == offered
    assert candidates("早稲田", "japanese_degree", "ja") == ("yes",)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("my visa expires this year", "en", "2026"),
        ("今月末でビザが切れます", "ja", "2026-11"),
        ("my visa expires this month", "en", "2026-11"),
        ("my visa expires next year", "en", "2027"),
    ],
)
def test_an_end_that_is_named_from_today_is_as_exact_as_it_was_said(text: str, language: str, day: str) -> None:
    fact = read(text, "", language).of("stay_until")
    assert fact is not None
    assert fact.candidates == (day,)


@pytest.mark.parametrize("text", ["I was born in India, N2", "大学四年生でも申請できる？"])
def test_a_birth_without_a_day_is_no_date(text: str) -> None:
    assert read(text, "", "ja").of("birth_date") is None


@pytest.mark.parametrize(
    ("text", "offered"),
    [("5 years and 3 years", (96, 60, 36)), ("3 years at Rakuten then 2 at Sony", (60,)), ("5 years", (60,))],
)
def test_of_several_lengths_of_work_their_sum_is_offered_first(text: str, offered: tuple[int, ...]) -> None:
    assert candidates(text, "experience_years", "en") == offered


def test_years_of_study_and_of_work_together_are_no_experience() -> None:
    assert read("2015年から2018年留学、2020年から仕事", "", "ja").of("experience_years") is None
