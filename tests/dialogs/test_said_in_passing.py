"""What is said in passing: a year in words, sums left open, what came later, how somebody is called, days of others."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dialogs.as_typed import kept, read


@pytest.mark.parametrize(
    ("text", "language", "question", "day"),
    [
        ("My visa expires in the coming year", "en", "stay_until", "2027"),
        ("I will get a master in the coming year", "en", "plan_day", "2027"),
        ("来年度から年収900万", "ja", "plan_day", "2027"),
        ("My visa ends later this year", "en", "stay_until", "2026"),
    ],
)
def test_a_year_named_in_words_alone_is_that_year(text: str, language: str, question: str, day: str) -> None:
    fact = read(text, "", language).of(question)
    assert fact is not None
    assert (fact.candidates, fact.settled) == ((day,), False)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("salary 8M or 9M", (8_000_000, 9_000_000)),
        ("salary 8M or 8M", (8_000_000,)),
        ("my salary is 8M or about that", (8_000_000,)),
        ("my salary is not 8M or 9M", ()),
    ],
)
def test_only_between_several_sums_pay_is_left_open(text: str, sums: tuple[int, ...]) -> None:
    fact = read(text, "", "en").of("salary_yen")
    assert (() if fact is None else fact.candidates) == sums


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("bachelor, the master came after", "degrees_before", ["bachelor"]),
        ("bachelor, master later", "degrees_before", ["bachelor"]),
        ("N2, N1 came later", "japanese_before", "n2"),
    ],
)
def test_what_came_later_was_not_held_on_the_earlier_day(text: str, asked: str, value: Any) -> None:
    assert kept(text, asked, "en") == value


@pytest.mark.parametrize(("text", "asked"), [("Ms. Li here, N2", ""), ("Ms Chen", "degrees"), ("Ms. L", "degrees")])
def test_how_somebody_is_called_is_no_degree(text: str, asked: str) -> None:
    fact = read(text, asked, "en").of("degrees")
    assert fact is None or fact.candidates == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("yes. My wife's visa ends in March 2027", "en"),
        ("yes, if they agree in March 2027", "en"),
        ("yes. Should I have told them in May?", "en"),
        ("はい。妻の在留期限は2027年3月です", "ja"),
    ],
)
def test_a_day_of_something_else_is_not_since_when_somebody_works_at_a_new_employer(text: str, language: str) -> None:
    heard = read(text, "employer_change", language)
    assert heard.of("new_employer_since") is None
