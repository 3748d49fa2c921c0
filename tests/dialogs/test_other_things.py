"""What concerns another thing than the stay alarms nobody: a passport, another country's visa, a colleague's baby."""

from __future__ import annotations

import pytest

from tests.dialogs.as_typed import kept, read


def kinds(text: str, language: str) -> set[str]:
    return {remark.kind for remark in read(text, "", language).remarks}


@pytest.mark.parametrize(
    ("language", "text", "alarm"),
    [
        ("en", "failed the visa interview for usa", "refusal"),
        ("en", "my us visa was refused", "refusal"),
        ("en", "canada rejected my visa", "refusal"),
        ("en", "my loan was rejected", "refusal"),
        ("ja", "アメリカのビザ落ちた", "refusal"),
        ("ja", "ローンの審査に落ちた", "refusal"),
        ("en", "passport expires 2027 march", "expiry"),
        ("en", "my license expires in march", "expiry"),
        ("en", "insurance expires may 2027", "expiry"),
        ("ja", "パスポートの期限が2027年3月", "expiry"),
        ("ja", "免許が3月に切れる", "expiry"),
        ("ja", "契約が来月で切れる", "expiry"),
        ("en", "contract end march 2028", "job_lost"),
        ("ja", "雇用契約が2028年3月に切れる", "job_lost"),
        ("en", "coworker is pregnant", "pregnancy"),
        ("ja", "同僚が妊娠してる", "pregnancy"),
    ],
)
def test_another_thing_is_kept_as_words_alone(language: str, text: str, alarm: str) -> None:
    heard = read(text, "", language)
    assert alarm not in kinds(text, language)
    assert heard.remarks, "what was said is not lost"
    assert heard.of("stay_until") is None
    assert heard.of("pregnancy") is None


@pytest.mark.parametrize(
    ("language", "text", "alarm"),
    [
        ("en", "my visa and passport expire in march", "expiry"),
        ("ja", "パスポートとビザが3月に切れます", "expiry"),
        ("ja", "ビザが3月に切れる", "expiry"),
        ("en", "PR was denied because i paid insurance late", "refusal"),
        ("ja", "保険未納で不許可になった", "refusal"),
        ("en", "japanese embassy in hanoi refused my visa", "refusal"),
        ("en", "my contract ends next month", "job_lost"),
        ("ja", "契約が来月で切れる", "job_lost"),
        ("en", "my wife is pregnant", "pregnancy"),
        ("ja", "妻が妊娠してる", "pregnancy"),
    ],
)
def test_the_stay_beside_another_thing_is_heard(language: str, text: str, alarm: str) -> None:
    assert alarm in kinds(text, language)


# --- lengths and days in words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "since 4 yrs", 48),
        ("en", "since four years", 48),
        ("en", "five year half", 66),
        ("en", "year and a half", 18),
        ("en", "two and half year", 30),
        ("en", "dozen years", 144),
        ("ja", "ごねん", 60),
        ("ja", "さんねんはん", 42),
    ],
)
def test_a_length_in_words_is_a_length(language: str, text: str, months: int) -> None:
    assert kept(text, "experience_years", language) == months


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [("ja", "猫の日に", "2027-02-22"), ("ja", "クリスマス", "2026-12-25"), ("en", "xmas", "2026-12-25")],
)
def test_a_named_day_is_that_day(language: str, text: str, day: str) -> None:
    assert kept(text, "plan_day", language) == day


@pytest.mark.parametrize(
    ("language", "text", "month"),
    [
        ("en", "just before golden week", "2027-04"),
        ("ja", "ゴールデンウィーク明け", "2027-05"),
        ("ja", "お盆", "2027-08"),
    ],
)
def test_days_about_a_holiday_are_read_back(language: str, text: str, month: str) -> None:
    fact = read(text, "plan_day", language).of("plan_day")
    assert fact is not None
    assert (fact.candidates, fact.settled) == ((month,), False)


@pytest.mark.parametrize(("text", "year"), [("れいわ3ねん", "2021"), ("へいせい30ねん", "2018")])
def test_an_era_in_kana_is_a_year_and_no_length(text: str, year: str) -> None:
    assert kept(text, "in_japan_since", "ja") == year


@pytest.mark.parametrize(("language", "text"), [("en", "engineer, born 1991, N2"), ("ja", "1991年生まれ、N2")])
def test_a_year_of_birth_among_facts_is_read_back(language: str, text: str) -> None:
    fact = read(text, "", language).of("birth_date")
    assert fact is not None
    assert (fact.candidates, fact.settled) == (("1991",), False)


def test_a_married_person_s_day_of_birth_is_not_theirs() -> None:
    fact = read("H5.11.30 妻はH7", "birth_date", "ja").of("birth_date")
    assert fact is not None
    assert fact.candidates == ("1993-11-30",)
