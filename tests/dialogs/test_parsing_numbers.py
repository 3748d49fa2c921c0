"""Counts, lengths of time and percentages in every documented spelling; and properties that hold for any text."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import (
    MAX_LENGTH,
    PROBLEM_KEYS,
    Ambiguous,
    AnswerProblem,
    Certain,
    Reading,
    read_percent,
    read_whole,
    read_years,
    read_yen,
)

# Characters the readers give meaning to: arbitrary Unicode alone would rarely get past the first token.
MEANINGFUL = st.lists(
    st.sampled_from(
        [*"0123456789 .,'-~/+%¥円万億千百十一二三五〇年月半約以上本件はのm", "year", "month", "man", "M", "million"]
        + [
            "and",
            "half",
            "to",
            "or",
            "per",
            "about",
            "less than",
            "から",
            "か月",
            "percent",
            "three",
            "½",
            "²",
            "\u200e",
        ]
    ),
    max_size=14,
).map("".join)
ANYTHING = st.text(max_size=MAX_LENGTH + 20) | MEANINGFUL


def assert_is_reading(reading: Reading[int] | Reading[Decimal], kind: type[int] | type[Decimal]) -> None:
    if isinstance(reading, AnswerProblem):
        assert set(reading.args) == PROBLEM_KEYS[reading.key]
        return
    values = (reading.value,) if isinstance(reading, Certain) else reading.candidates
    assert all(type(value) is kind and value >= 0 for value in values)
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    "text", ["3", "３", "三", "three", "3 papers", "3件", "3本", "三つ", "論文3本です", "I have 3 papers", "3.0"]
)
@pytest.mark.parametrize("hedge", ["{}", "{} or more", "{}+", "{}以上", "at least {}"])
def test_count_has_one_meaning(text: str, hedge: str) -> None:
    assert read_whole(hedge.format(text), 0, 10) == Certain(3)


@pytest.mark.parametrize(
    "text", ["none", "no", "No.", "なし", "0", "zero", "ゼロ", "no papers", "0件", "特になし", "ありません"]
)
def test_count_of_nothing(text: str) -> None:
    assert read_whole(text, 0, 10) == Certain(0)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("2-3", (2, 3)),
        ("2〜3本", (2, 3)),
        ("two or three papers", (2, 3)),
        ("二、三件", (2, 3)),
        ("二三件", (2, 3)),
        ("2,3", (2, 3)),
        ("2-4", (2, 3, 4)),
        ("2-9", (2, 9)),
        ("8-12", (8,)),
        ("about 3", (3,)),
        ("more than 3", (4, 3)),
        ("less than 3", (3, 2)),
        ("almost 3", (3,)),
        ("more than 0", (1, 0)),
    ],
)
def test_count_is_read_back(text: str, candidates: tuple[int, ...]) -> None:
    assert read_whole(text, 0, 10) == Ambiguous(candidates)


@pytest.mark.parametrize("text", ["11", "-1", "3,000", "20-30", "9" * 150, "twenty-five"])
def test_count_out_of_bounds(text: str) -> None:
    assert read_whole(text, 0, 10) == AnswerProblem("problem-whole-range", {"low": 0, "high": 10})


@pytest.mark.parametrize(
    "text", ["", "many", "3.5", "1/2", "3 million", "3²", "3は500", "3-2", "3 4", "- 3", "1" * 201]
)
def test_count_is_refused(text: str) -> None:
    assert read_whole(text, 0, 10) == AnswerProblem("problem-whole")


def test_count_bounds_decide_what_a_separator_means() -> None:
    assert read_whole("1,200", 0, 5000) == Certain(1200)
    assert read_whole("2,000", 0, 5000) == Certain(2000)


@given(st.integers(0, 9_999))
def test_written_count_is_read_as_written(count: int) -> None:
    for spelling in (f"{count}", f"{count} papers", f"{count}件", f"{count}+", f"{count}以上"):
        assert read_whole(spelling, 0, 9_999) == Certain(count)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        *(
            (text, 60)
            for text in ("5", "5 years", "５年", "五年", "5年間", "5ヵ年", "five years", "about 5 years", "約5年")
        ),
        *((text, 60) for text in ("実務経験5年", "5 years of experience", "5 years' experience", "5-year")),
        *(
            (text, 66)
            for text in ("5.5", "5,5 years", "5.5年", "五・五年", "5年半", "5 and a half years", "5 1/2", "5½")
        ),
        *((text, 66) for text in ("5 years and a half", "five and a half years", "5½ years", "5.5y")),
        *(
            (text, 54)
            for text in ("4年6か月", "4年6ヶ月", "4年6カ月", "4年6ヵ月", "4年6ケ月", "4年6月", "4y6m", "4yrs 6mos")
        ),
        *((text, 54) for text in ("4 years 6 months", "4 years, 6 months", "4 years and 6 months", "４年と６か月")),
        *((text, 18) for text in ("18 months", "18か月", "1 year 6 months", "a year and a half", "1年半")),
        *((text, 6) for text in ("半年", "half a year", "half year", "a half year", "0.5", "6m")),
        *((text, 120) for text in ("10+ years", "10年以上", "more than 10 years", "ten years", "十年")),
        *(
            (text, 0)
            for text in ("less than a year", "under 1 year", "1年未満", "6か月未満", "none", "0", "no", "なし")
        ),
        *((text, 0) for text in ("no experience", "経験なし", "未経験", "zero")),
        # Whole months only, rounded down.
        ("4.25", 51),
        ("1.99 years", 23),
        ("0.05 years", 0),
        ("18.5 months", 18),
        ("1か月半", 1),
        ("60", 720),
        ("720 months", 720),
    ],
)
def test_length_has_one_meaning(text: str, months: int) -> None:
    assert read_years(text) == Certain(months)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("5-6 years", (60, 72)),
        ("5〜6年", (60, 72)),
        ("五、六年", (60, 72)),
        ("5 or 6 years", (60, 72)),
        ("6-12 months", (6, 12)),
        ("半年から1年", (6, 12)),
        ("5,6", (67, 60, 72)),
        ("72", (72,)),
        ("90.5", (90,)),
        ("4.10", (58, 49)),
        ("4.11 years", (59, 49)),
        ("3+ years", (36,)),
        ("3年以上", (36,)),
        ("over 5 years", (60,)),
        ("over 0 years", (0,)),
        ("almost 5 years", (59, 60)),
    ],
)
def test_length_is_read_back(text: str, candidates: tuple[int, ...]) -> None:
    assert read_years(text) == Ambiguous(candidates)


@pytest.mark.parametrize(
    "text",
    ["since 2019", "2019年から", "二〇一九年から", "2019", "2015-2020", "since April", "平成30年から", "4月から"],
)
def test_length_given_as_a_start(text: str) -> None:
    assert read_years(text) == AnswerProblem("problem-years-since")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "long",
        "-5",
        "61 years",
        "721 months",
        "721",
        "4y6",
        "5/6",
        "1/0",
        "5 1/0",
        "5 7/2",
        "2 and",
        "5, years",
        "4 years 18 months",
        "5.5 years 6 months",
        "5 6 years",
        "5,000",
        "6月",
    ]
    + ["6 months 4 years", "6-5 years", "1-2-3", "years", "32 years old", "9" * 150, "1" * 201],
)
def test_length_is_refused(text: str) -> None:
    assert read_years(text) == AnswerProblem("problem-years")


@given(st.integers(1, 59), st.integers(1, 11))
def test_written_length_is_read_as_written(years: int, months: int) -> None:
    total = Certain(years * 12 + months)
    both = [f"{years}年{months}か月", f"{years}y{months}m", f"{years} years {months} months", f"{total.value} months"]
    assert {read_years(spelling) for spelling in both} == {total}
    whole = [f"{years}", f"{years} years", f"{years}年", f"about {years} years"]
    assert {read_years(spelling) for spelling in whole} == {Certain(years * 12)}
    half = [f"{years}.5", f"{years}年半", f"{years} and a half years", f"{years} 1/2", f"{years}½"]
    assert {read_years(spelling) for spelling in half} == {Certain(years * 12 + 6)}


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        *((text, "0.031") for text in ("3.1%", "３．１％", "3,1 %", "3.1 percent", "3.1 per cent", "3.10%")),
        *((text, "0.03") for text in ("3パーセント", "３ﾊﾟｰｾﾝﾄ", "三パーセント", "three percent")),
        *((text, "0") for text in ("0", "0%", "none", "なし")),
        ("3.125%", "0.03125"),
        ("3,125%", "0.03125"),
        (".5%", "0.005"),
        ("100%", "1"),
    ],
)
def test_percentage_has_one_meaning(text: str, ratio: str) -> None:
    assert read_percent(text) == Certain(Decimal(ratio))


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("3.1", ("0.031",)),
        ("0.031", ("0.031", "0.00031")),
        (".031", ("0.031", "0.00031")),
        ("1", ("0.01",)),
        ("3-4%", ("0.03", "0.04")),
        ("3%〜4%", ("0.03", "0.04")),
        ("3%以上", ("0.03",)),
        ("about 3%", ("0.03",)),
        ("1,000%", ("10", "0.01")),
        ("more than 0%", ("0",)),
        ("150%", ("1.5",)),
    ],
)
def test_percentage_is_read_back(text: str, candidates: tuple[str, ...]) -> None:
    assert read_percent(text) == Ambiguous(tuple(Decimal(candidate) for candidate in candidates))


@pytest.mark.parametrize(
    "text", ["", "-3%", "−3.1", "3分", "3割", "a lot", "5000%", "3.1%%", "031%", "4-3%", "1" * 40 + "%", "1" * 201]
)
def test_percentage_is_refused(text: str) -> None:
    assert read_percent(text) == AnswerProblem("problem-percent")


@given(st.decimals(0, 100, places=3))
def test_written_percentage_is_read_as_written(percent: Decimal) -> None:
    expected = Certain(percent / 100)
    for spelling in (f"{percent}%", f"{percent} percent", f"{percent}％".replace(".", "．"), f"{percent}パーセント"):
        assert read_percent(spelling) == expected


@given(ANYTHING)
def test_any_text_gets_a_reading(text: str) -> None:
    assert_is_reading(read_yen(text), int)
    assert_is_reading(read_whole(text, 0, 100), int)
    assert_is_reading(read_years(text), int)
    assert_is_reading(read_percent(text), Decimal)


@given(ANYTHING)
def test_what_is_certain_stays_certain_in_its_plain_form(text: str) -> None:
    yen, count, months, ratio = read_yen(text), read_whole(text, 0, 100), read_years(text), read_percent(text)
    if isinstance(yen, Certain):
        assert read_yen(f"{yen.value}円") == yen
    if isinstance(count, Certain):
        assert read_whole(str(count.value), 0, 100) == count
    if isinstance(months, Certain):
        assert read_years(f"{months.value} months") == months
    if isinstance(ratio, Certain):
        assert read_percent(f"{ratio.value * 100:f}%") == ratio


@pytest.mark.parametrize(
    "piece", ["1", "1,", "1.", " 1", "~", "千", "1千", "year ", "半", "-", "'1", "1/2 ", "a ", "ﷺ", "1 000"]
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    started = time.process_time()
    for tail in ("", "x"):
        for read in (read_yen, read_years, read_percent):
            read(text[:-1] + tail)
        read_whole(text[:-1] + tail, 0, 10)
    assert time.process_time() - started < 1  # a catastrophic pattern would take years
