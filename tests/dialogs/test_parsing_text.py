"""What the readers stand on: the plain form of a text, figures, the result types and partial dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import Ambiguous, AnswerProblem, PartialDate
from dialogs.parsing.figures import figure_readings
from dialogs.parsing.text import normalise
from dialogs.parsing.words import digits_for_words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  ５ – 6\u00a0Years. ", "5 - 6 years"),
        ("平成六年", "平成6年"),
        ("二千二十四", "2024"),
        ("千五", "1005"),
        ("二〇一九", "2019"),
        ("百百", "百百"),
        ("千05", "千05"),
        ("百〇五", "百〇五"),
        ("5½", "5 1/2"),
        ("5²", "5^"),
        ("1\u200f2\u200b3", "123"),
        ("", ""),
        ("ﷺ" * 20, ""),
    ],
)
def test_plain_form(text: str, plain: str) -> None:
    assert normalise(text) == plain


def test_number_words() -> None:
    assert digits_for_words("twenty-five, seven and thirty one") == "25, 7 and 31"
    assert digits_for_words("someone attended") == "someone attended"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("6500", ["6500"]),
        ("6,500", ["6500", "6.5"]),
        ("0,500", ["0.500"]),
        ("650,000", ["650000", "650.000"]),
        ("6 500", ["6500"]),
        ("1,23,456", ["123456"]),
        ("1.234,5", ["1234.5"]),
        ("1,2,3", []),
        ("12,34.5", []),
    ],
)
def test_figures(text: str, values: list[str]) -> None:
    assert figure_readings(text) == tuple(Decimal(value) for value in values)


@pytest.mark.parametrize("count", [0, 4])
def test_ambiguous_carries_one_to_three_candidates(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 3 candidates"):
        Ambiguous(tuple(range(count)))


def test_problems_are_values() -> None:
    assert hash(AnswerProblem("problem-yen")) == hash(AnswerProblem("problem-yen"))
    assert AnswerProblem("problem-whole-range", {"low": 0}) != AnswerProblem("problem-whole-range", {"low": 1})


def test_partial_date_bounds() -> None:
    assert (PartialDate(1994).first(), PartialDate(1994).last()) == (date(1994, 1, 1), date(1994, 12, 31))
    assert (PartialDate(1996, 2).first(), PartialDate(1996, 2).last()) == (date(1996, 2, 1), date(1996, 2, 29))
    assert PartialDate(1994, 5, 1).first() == PartialDate(1994, 5, 1).last() == date(1994, 5, 1)


def test_partial_dates_are_ordered() -> None:
    days = ["1993-12-31", "1994", "1994-05", "1994-05-01", "1994-05-02", "1994-06"]
    assert [day.isoformat() for day in sorted(PartialDate.parse_iso(iso) for iso in reversed(days))] == days
    assert PartialDate(1994) <= PartialDate(1994) < PartialDate(1994, 1)
    assert PartialDate(1994).__lt__("1995") is NotImplemented


@pytest.mark.parametrize(
    "iso", ["", "94", "1994-5", "1994-05-1", "1994-13", "1994-02-30", "0000", "1994-05-01 ", "１９９４"]
)
def test_partial_date_refuses_other_texts(iso: str) -> None:
    with pytest.raises(ValueError, match=r"PartialDate|month|day|year"):
        PartialDate.parse_iso(iso)


def test_partial_date_needs_a_month_for_its_day() -> None:
    with pytest.raises(ValueError, match="needs its month"):
        PartialDate(1994, None, 5)


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_partial_date_survives_its_iso_form(day: date, length: int) -> None:
    iso = day.isoformat()[:length]
    assert PartialDate.parse_iso(iso).isoformat() == iso
