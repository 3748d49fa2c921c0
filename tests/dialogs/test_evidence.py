"""What people say instead of yes, no or a name: evidence, all but one, counts, sums and days in words."""

from typing import Any

import pytest

from tests.dialogs.as_typed import candidates, kept, read

ALL = ["tax", "pension", "insurance", "fines", "notified", "longest_period", "landing", "guarantor"]


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("employer_change", "i switched", "yes"),
        ("employer_change", "same boss", "no"),
        ("has_children", "two girls", "yes"),
        ("has_children", "only cats", "no"),
        ("designated_university", "my school is not there", "no"),
        ("designated_training_at_japanese_university", "only in a company", "no"),
        ("pregnancy", "20 weeks", "yes"),
        ("hsp_kind", "the research one", "hsp1a"),
        ("thorough", "keep asking", "go_on"),
        ("japanese", "neither n1 nor n2", "none"),
        ("position", "i represent the company", "representative"),
    ],
)
def test_evidence_answers_as_the_word_does(asked: str, text: str, value: str) -> None:
    assert kept(text, asked, "en") == value


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("employer_change", "i switched my phone company", "yes"),
        ("designated_university", "it appears on the pdf of my prefecture", "yes"),
        ("pregnancy", "weeks pass by, 20 of them", "yes"),
    ],
)
def test_likely_evidence_is_read_back_beside_other_words(asked: str, text: str, value: str) -> None:
    assert kept(text, asked, "en") is None
    assert value in candidates(text, asked, "en")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("everything except guarantor", {"guarantor"}),
        ("all but the guarantor", {"guarantor"}),
        ("all except tax and pension", {"tax", "pension"}),
        ("everything is fine", set()),
    ],
)
def test_all_but_what_is_named_is_read_back(text: str, missing: set[str]) -> None:
    assert candidates(text, "in_order", "en") == ([name for name in ALL if name not in missing],)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45 employees", "yes"),
        ("we are only 8", "yes"),
        ("12 of us", "yes"),
        ("120 people", None),
        ("3000 staff", None),
    ],
)
def test_a_head_count_tells_a_small_company(text: str, value: str | None) -> None:
    assert kept(text, "employer_sme", "en") == value


def test_a_great_head_count_is_read_back() -> None:
    assert candidates("we are 3000", "employer_sme", "en") == ("no",)


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("resident_since", "first of july 2019", "2019-07-01"),
        ("status_since", "on the fifth of October 2023", "2023-10-05"),
        ("status_since", "october the fifth, 2023", "2023-10-05"),
        ("status_since", "from april two thousand twenty four", "2024-04"),
        ("resident_since", "nineteen ninety", "1990"),
        ("salary_since", "since april this year", "2026-04"),
        ("position_since", "appointed april 2022", "2022-04"),
        ("longest_trip_days", "two weeks", 14),
        ("days_abroad_a_year", "3 wks", 21),
        ("experience_years", "3 and half year", 42),
    ],
)
def test_days_and_lengths_in_words_are_taken(asked: str, text: str, value: Any) -> None:
    assert kept(text, asked, "en") == value


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("household_income_yen", "me 6m wife 3m", 9_000_000),
        ("household_income_yen", "6M + 3M", 9_000_000),
        ("experience_years", "6 years in vietnam and 4 in japan", 120),
        ("longest_trip_days", "a month", 30),
    ],
)
def test_what_is_worked_out_is_read_back(asked: str, text: str, value: Any) -> None:
    assert kept(text, asked, "en") is None
    assert candidates(text, asked, "en")[0] == value


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("I have N1 and my wife has N2", "japanese", "n1"),
        ("I'm making 8M since April", "salary_yen", 8_000_000),
        ("I switched to HSP visa", "residence", "hsp"),
        ("HSP since April 1, 2023", "status_since", "2023-04-01"),
        ("my visa is HSP 1 b", "hsp_kind", "hsp1b"),
        ("my son was born on 3 may 2023", "youngest_child", "2023-05-03"),
        ("my title is now representative director since 2026/10/01", "position_since", "2026-10-01"),
        ("I'm 40 now, N2", "birth_date", "1986"),
        ("forgot: i graduated from Keio", "japanese_degree", "yes"),
        ("consultant. 9,200,000. N2", "salary_yen", 9_200_000),
    ],
)
def test_a_message_tells_it_as_an_answer_does(text: str, question: str, value: Any) -> None:
    fact = read(text, "", "en").of(question)
    assert fact is not None
    assert fact.candidates[0] == value


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Company requires N1", "japanese"),
        ("our sales target 9M", "salary_yen"),
        ("our team has 50 years", "experience_years"),
        ("not in japan 2021-2022, otherwise since 2015", "residence"),
        ("first 2018, second 2021", "goal"),
    ],
)
def test_what_is_told_of_something_else_is_no_fact(text: str, question: str) -> None:
    fact = read(text, "", "en").of(question)
    assert fact is None or not fact.settled


def test_what_adds_to_a_correction_does_not_drop_what_was_said() -> None:
    assert kept("bachelor wait no, master also", "degrees", "en") is None
