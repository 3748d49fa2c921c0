"""Answers by what they name: nouns denied, evidence counted, all but one, what is told on a page, what is put right.

Each kind has its counter-examples: another's facts, wishes, what is only part of it, what would be.
"""

from typing import Any

import pytest

from dialogs.understanding import ANY_ANSWER
from tests.dialogs.as_typed import candidates, kept, read

JA, PAGE = "ja", ""
IN_ORDER = ["tax", "pension", "insurance", "fines", "notified", "longest_period", "landing", "guarantor"]


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("employer_local_support", "支援とかないです", "no"),
        ("employer_local_support", "市から支援は受けてません", "no"),
        ("employer_innovation_support", "認定書あります", "yes"),
        ("foreign_qualification", "賞とかないです", "no"),
        ("investment_management", "金融じゃないです", "no"),
        ("designated_university", "名前がなかったです", "no"),
        ("international_services", "翻訳は関係ないです", "no"),
        ("growth_field", "そういう事業じゃないです", "no"),
    ],
)
def test_a_noun_of_the_question_denied_is_a_no_and_had_is_a_yes(asked: str, text: str, answer: str) -> None:
    assert kept(text, asked, JA) == answer


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("employer_local_support", "友達の会社は支援がないです"),
        ("employer_local_support", "支援があればいいのに"),
        ("designated_university", "リスト開けない"),
        ("designated_university", "まだ見てない"),
        ("employer_innovation_support", "補助金はわかりません"),
    ],
)
def test_a_noun_denied_of_others_or_of_what_was_seen_answers_nothing(asked: str, text: str) -> None:
    assert kept(text, asked, JA) is None


@pytest.mark.parametrize("text", ["社員12人です", "従業員二十人", "資本金1000万円", "私ふくめて4人", "50人"])
def test_who_counts_few_people_or_little_capital_is_small_in_every_trade(text: str) -> None:
    assert kept(text, "employer_sme", JA) == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "社員200人くらい",
        "社員51人",
        "連結で8000人",
        "友達の会社は10人",
        "以前は10人でした",
        "100人中50人が外国人です",
        "取引先は10人です",
    ],
)
def test_a_size_that_another_measure_or_trade_decides_is_not_taken(text: str) -> None:
    assert kept(text, "employer_sme", JA) is None


def test_a_large_staff_is_read_back() -> None:
    assert candidates("連結で8000人", "employer_sme", JA) == ("no",)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("ぜんぶあてはまります", IN_ORDER),
        ("全部です", IN_ORDER),
        ("保証人以外は全部", IN_ORDER[:-1]),
        ("年金以外ぜんぶ", [name for name in IN_ORDER if name != "pension"]),
    ],
)
def test_all_and_all_but_some_are_ticked(text: str, ticked: list[str]) -> None:
    assert kept(text, "in_order", JA) == ticked


@pytest.mark.parametrize("text", ["全部大丈夫です", "たぶん全部", "全部ではない", "年金は全部払っていません"])
def test_what_may_not_be_all_is_not_ticked(text: str) -> None:
    assert kept(text, "in_order", JA) is None


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("longest_trip_days", "2週間", 14),
        ("longest_trip_days", "二週間", 14),
        ("days_abroad_a_year", "3週間です", 21),
        ("longest_trip_days", "一回も出てない", 0),
        ("status_since", "2024年の4月から", "2024-04"),
        ("status_since", "技人国は2020年から、高度は2024年4月", "2024-04"),
        ("married_since", "同棲は2018年から、入籍は2021年3月", "2021-03"),
        ("married_since", "結婚してないです", "none"),
        ("salary_since", "去年の4月から", "2025-04"),
        ("work_begins", "来年4月からです", "2027-04"),
        ("household_income_yen", "夫婦で1100万", 11_000_000),
        ("salary_yen", "735万円（残業代ぬき）", 7_350_000),
        ("licences_before", "一つも", 0),
    ],
)
def test_a_figure_is_read_by_its_unit_and_by_the_noun_beside_it(asked: str, text: str, value: Any) -> None:
    assert kept(text, asked, JA) == value


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("longest_trip_days", "あと2週間"),
        ("longest_trip_days", "1か月"),
        ("status_since", "高度専門職を申請したのは2024年4月"),
        ("degrees_since", "大学に入学したのは2014年4月"),
        ("household_income_yen", "夫婦で600"),
    ],
)
def test_a_figure_of_something_else_is_not_taken(asked: str, text: str) -> None:
    assert kept(text, asked, JA) is None


@pytest.mark.parametrize("text", ["私600万、妻300万", "自分が600で妻が300", "自分600万＋妻300万", "妻300万、私600万"])
def test_the_pay_of_two_is_added_up(text: str) -> None:
    assert candidates(text, "household_income_yen", JA)[:1] == (9_000_000,)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("licences", "資格は2つあります", 2),
        ("designated_university", "大学は一覧に載ってませんでした", "no"),
        ("employer_local_support", "会社は自治体の支援を受けてます", "yes"),
        ("experience_years", "経験は3年じゃなくて5年です", 60),
        ("birth_date", "生年月日は1994年じゃなくて1995年6月1日です", "1995-06-01"),
        ("japanese", "N1じゃなくてN2でした", "n2"),
        ("employer_rd_ratio", "会社に確認したら中小企業で、研究開発費は売上の4%でした", "0.04"),
        ("stay_until", "在留期限をお伝えし忘れました。2027年2月28日です", "2027-02-28"),
        ("status_since", "高度専門職(2023年4月1日から)、永住したい", "2023-04-01"),
        ("residence", "今はHSPです", "hsp"),
        ("japanese", "兄弟はいません N1", "n1"),
    ],
)
def test_what_an_answer_would_be_is_understood_where_its_noun_is_named(question: str, text: str, value: Any) -> None:
    fact = read(text, PAGE, JA).of(question)
    assert fact is not None
    assert fact.candidates == (value,)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("licences", "妻の資格は2つあります"),
        ("designated_university", "大学は一覧に載っていますか"),
        ("married_since", "先月入籍しました"),
        ("employer_sme", "従業員は20人です"),
        ("experience_years", "経験があと2年あれば足ります"),
        ("japanese", "会社の条件はN1必須です"),
        ("invested_100m_yen", "1億円出資したら何点ですか"),
    ],
)
def test_what_is_anothers_asked_or_not_all_of_it_is_not_kept_on_a_page(question: str, text: str) -> None:
    fact = read(text, PAGE, JA).of(question)
    assert fact is None or not fact.settled


def test_who_needs_a_level_does_not_have_it() -> None:
    assert candidates("会社の条件はN1必須です", "japanese", JA) == ()


@pytest.mark.parametrize("text", ["ごめんなさい、ボーナスは業績でかわります", "賞与は業績次第です"])
def test_pay_that_depends_on_results_is_asked_again(text: str) -> None:
    assert read(text, PAGE, JA).denied == {"salary_yen": ANY_ANSWER}


@pytest.mark.parametrize(
    "text", ["ボーナスは業績次第ですか？", "妻のボーナスは業績次第です", "年収600万、業績賞与は別です"]
)
def test_a_question_or_anothers_bonus_asks_for_nothing_again(text: str) -> None:
    assert "salary_yen" not in read(text, PAGE, JA).denied


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("japanese_degree", "works at Keio", "en"),
        ("japanese_degree", "I teach at Waseda", "en"),
        ("pregnancy", "my visa is due in march", "en"),
        ("pregnancy", "my tax is due in march", "en"),
        ("employer_sme", "we hired 30 people this year", "en"),
        ("employer_sme", "12 people in my team", "en"),
        ("employer_sme", "今年30人採用しました", JA),
        ("employer_sme", "外国人は5人です", JA),
        ("birth_date", "I came in 2016", "en"),
        ("birth_date", "2016年に来ました", JA),
        ("experience_years", "01:15", "en"),
        ("experience_years", "8M was my cousin's pay", "en"),
        ("research", "no papers, but 2 patents soon", "en"),
        ("work_begins", "around July", "en"),
        ("work_begins", "December?", "en"),
        ("salary_before", "3年前は450万、去年は550万", JA),
    ],
)
def test_what_speaks_of_something_else_is_not_kept(asked: str, text: str, language: str) -> None:
    assert kept(text, asked, language) is None


@pytest.mark.parametrize(
    ("asked", "text"),
    [("birth_date", "2016年に来ました"), ("experience_years", "01:15"), ("experience_years", "8M was my cousin's pay")],
)
def test_what_speaks_of_something_else_is_not_even_offered(asked: str, text: str) -> None:
    assert candidates(text, asked, JA if asked == "birth_date" else "en") == ()


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("pregnancy", "my visa is due in march"),
        ("household_income_yen", "my household income is 5 million dollars"),
        ("salary_yen", "8Mはいとこの給料です"),
    ],
)
def test_what_speaks_of_something_else_is_nothing_on_a_page(question: str, text: str) -> None:
    assert read(text, PAGE, "en" if text.isascii() else JA).of(question) is None


@pytest.mark.parametrize(
    ("asked", "text", "answer", "language"),
    [
        ("degrees_in_different_fields_since", "2個目は2022年9月", "2022-09", JA),
        ("youngest_child", "下の子は2020年8月", "2020-08", JA),
        ("resident_since", "2020年の9月から定住者です", "2020-09", JA),
        ("research_since", "third paper was nov 2024", "2024-11", "en"),
        ("salary_before", "去年は450万", 4_500_000, JA),
        ("work_begins", "from january", "2027-01", "en"),
        ("plan_day", "3月", "2027-03", JA),
    ],
)
def test_a_figure_beside_what_is_asked_of_is_taken(asked: str, text: str, answer: Any, language: str) -> None:
    assert kept(text, asked, language) == answer


def test_the_pay_of_two_is_added_up_and_read_back() -> None:
    for text in ("me 6M and wife part time 90 man", "6M me, 900,000 wife", "6M + 900,000"):
        assert candidates(text, "household_income_yen", "en") == (6_900_000,)
        assert kept(text, "household_income_yen", "en") is None
