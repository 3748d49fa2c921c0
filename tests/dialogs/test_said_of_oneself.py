"""What people say of themselves beside a question: that they study, are not married, hold a licence, were away."""

from typing import Any

import pytest

from dialogs.kinds import NONE
from dialogs.understanding import Certainty
from tests.dialogs.as_typed import candidates, kept, read


@pytest.mark.parametrize(
    ("text", "asked", "language"),
    [
        ("student", "goal", "en"),
        ("I am student", "goal", "en"),
        ("student", "work_begins", "en"),
        ("0 years, only research as student", "work_begins", "en"),
        ("PhD student at Univ of Tokyo", "", "en"),
        ("学生です", "goal", "ja"),
        ("学生です", "work_begins", "ja"),
    ],
)
def test_who_studies_names_a_status_and_no_kind_of_work(text: str, asked: str, language: str) -> None:
    found = read(text, asked, language)
    assert found.of("activity") is None
    status = found.of("residence")
    assert status is not None
    assert status.candidates == ("student",)


def test_where_the_work_is_asked_a_student_does_no_listed_one() -> None:
    assert kept("student", "activity", "en") == "other"


@pytest.mark.parametrize("text", ["student", "PhD student at Univ of Tokyo"])
def test_a_status_that_studies_only_suggest_is_read_back(text: str) -> None:
    fact = read(text, "", "en").of("residence")
    assert fact is not None
    assert fact.certainty is Certainty.READ_BACK


@pytest.mark.parametrize("text", ["when I was a student", "I came as a student"])
def test_who_was_a_student_is_none_now(text: str) -> None:
    assert candidates(text, "residence", "en") in ((), ("student",))
    assert kept(text, "", "en") is None
    assert read(text, "", "en").of("residence") is None


@pytest.mark.parametrize(
    ("text", "asked", "language"),
    [
        ("no not married", "married_since", "en"),
        ("not married", "married_since", "en"),
        ("I am not married!", "", "en"),
        ("why? I am not married", "", "en"),
        ("I'm not married", "goal", "en"),
        ("結婚していません", "married_since", "ja"),
        ("結婚していません", "", "ja"),
        ("独身です", "", "ja"),
    ],
)
def test_who_is_not_married_says_so_and_no_marriage_is_noted(text: str, asked: str, language: str) -> None:
    found = read(text, asked, language)
    fact = found.of("married_since")
    assert fact is not None
    assert fact.candidates == (NONE,)
    assert not found.remarks
    assert [unsaid.kind for unsaid in found.unsaid] == ["married"]


@pytest.mark.parametrize(
    ("text", "asked", "language"),
    [
        ("まだ結婚していませんが来年結婚します", "married_since", "ja"),
        ("my brother is not married", "", "en"),
        ("I am married since 2019", "", "en"),
    ],
)
def test_a_marriage_to_come_or_of_others_answers_no_no(text: str, asked: str, language: str) -> None:
    fact = read(text, asked, language).of("married_since")
    assert fact is None or NONE not in fact.candidates


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("看護師免許があります", "ja"),
        ("看護師免許とN1", "ja"),
        ("看護師の免許があります", "ja"),
        ("I have a nurse license", "en"),
        ("nursing licence and N1", "en"),
    ],
)
def test_a_nurses_licence_is_heard_of_as_a_licence_and_not_as_work(text: str, language: str) -> None:
    found = read(text, "", language)
    assert found.of("activity") is None
    licences = found.of("licences")
    assert licences is not None
    assert licences.candidates == (0, 1)


@pytest.mark.parametrize(
    ("text", "language"), [("看護師です", "ja"), ("I am a nurse", "en"), ("運転免許があります", "ja")]
)
def test_work_and_licences_to_drive_are_no_such_licence(text: str, language: str) -> None:
    assert read(text, "", language).of("licences") is None


@pytest.mark.parametrize(
    ("text", "asked", "language"),
    [
        ("去年4か月海外出張", "", "ja"),
        ("出張で海外にいました", "residence", "ja"),
        ("last year 4 months business trip abroad", "", "en"),
        ("business trip", "", "en"),
    ],
)
def test_a_trip_is_no_status_and_no_home(text: str, asked: str, language: str) -> None:
    assert candidates(text, asked or "residence", language) == () or not asked
    fact = read(text, asked, language).of("residence")
    assert fact is None or not fact.candidates


@pytest.mark.parametrize(("text", "months"), [("けいけん5ねん", 60), ("経験5年", 60)])
def test_experience_is_heard_in_kana(text: str, months: Any) -> None:
    assert candidates(text, "experience_years", "ja") == (months,)
    fact = read(text, "", "ja").of("experience_years")
    assert fact is not None
    assert fact.candidates == (months,)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my husband is 34, engineer, 7 million, he wants HSP too", "en"),
        ("夫は34歳、エンジニア、年収700万です", "ja"),
    ],
)
def test_what_is_told_of_a_spouse_is_kept_to_the_end_of_its_sentence(text: str, language: str) -> None:
    found = read(text, "", language)
    assert not found.facts
    assert [(remark.kind, remark.words) for remark in found.remarks] == [("family", text)]


def test_what_follows_of_oneself_is_no_part_of_it() -> None:
    found = read("my wife has N1, I have N2", "", "en")
    assert [remark.words for remark in found.remarks] == ["my wife has N1"]
    assert candidates("my wife has N1, I have N2", "japanese", "en") == ("n2",)


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("3 first author papers", "research", ["papers"]),
        ("i have visa 3 year, card finish 2027 may", "stay_until", "2027-05"),
    ],
)
def test_papers_and_the_end_of_a_card_are_heard_in_a_first_message(text: str, question: str, value: Any) -> None:
    fact = read(text, "", "en").of(question)
    assert fact is not None
    assert fact.candidates == (value,)


@pytest.mark.parametrize("text", ["no published papers", "my boss has 3 first author papers", "2 first author papers"])
def test_papers_that_are_denied_of_others_or_too_few_are_none(text: str) -> None:
    assert read(text, "", "en").of("research") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("去年4か月海外出張", "ja"), ("last year 4 months business trip abroad", "en")],
)
def test_how_long_somebody_was_away_is_kept_for_the_office(text: str, language: str) -> None:
    assert [(remark.kind, remark.words) for remark in read(text, "", language).remarks] == [("other", text)]
    assert not read("海外出張が多い会社です", "", "ja").remarks
