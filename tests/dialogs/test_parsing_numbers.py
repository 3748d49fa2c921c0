"""Counts, lengths of time and percentages in every documented spelling; and properties that hold for any text."""

import time
from datetime import date
from decimal import Decimal
from functools import cache

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
    WorkedOut,
    read_age,
    read_day,
    read_percent,
    read_whole,
    read_years,
    read_yen,
)
from dialogs.parsing.lexicon import lexicon

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
    assert all(isinstance(value, kind) and value >= 0 for value in values)
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
        ("5 years, or 6", (60, 72)),
        ("5年か6年", (60, 72)),
        ("5年または6年", (60, 72)),
        ("5年、いや6年かも", (60, 72)),
        ("5か月か6か月", (5, 6)),
        ("3年か3年半", (36, 42)),
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
        ("1割", "0.1"),
        ("二割", "0.2"),
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
    "text",
    ["", "-3%", "−3.1", "3分", "割", "割合", "a lot", "5000%", "3.1%%", "031%", "4-3%", "1" * 40 + "%", "1" * 201],
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


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *(
            (text, 1)
            for text in ("1 exam", "FE", "FE exam", "I passed FE", "基本情報", "基本情報技術者試験に合格しました")
        ),
        *(
            (text, 1)
            for text in ("FE, FE", "基本情報(FE)", "FE だけ", "1 (FE)", "registered information security specialist")
        ),
        *(
            (text, 2)
            for text in (
                "FE and AP",
                "2 (FE, AP)",
                "応用情報と基本情報",
                "2つ(基本情報、応用情報)",
                "FE & AP",
                "I have 2 exams",
            )
        ),
        *(
            (text, 0)
            for text in ("I don't have any", "ないです", "持っていません", "no licences", "none of them", "not yet")
        ),
    ],
)
def test_examinations_are_counted_by_name(text: str, count: int) -> None:
    assert read_whole(text, 0, 50) == Certain(count)


@pytest.mark.parametrize(
    ("text", "count"),
    [("AWS certified", 0), ("Java silver", 0), ("ITパスポート", 0), ("運転免許", 0), ("JLPT N1", 0), ("FE and AWS", 1)]
    + [("1 (AWS)", 0), ("2 (FE, AWS)", 1), ("AWS solutions architect", 0), ("TOEIC、簿記", 0)],
)
def test_certificates_that_do_not_count_are_named_in_what_is_read_back(text: str, count: int) -> None:
    reading = read_whole(text, 0, 50)
    assert reading == Ambiguous((count,))
    assert isinstance(reading, Ambiguous)
    [counted] = reading.candidates
    assert isinstance(counted, WorkedOut)
    assert counted.left_out == ("unlisted",)


@pytest.mark.parametrize("text", ["宅建", "弁護士", "CPA", "基本情報と宅建", "1(宅建)", "I am a nurse", "二級建築士"])
def test_a_licence_is_asked_whether_the_work_needs_it(text: str) -> None:
    assert read_whole(text, 0, 50) == AnswerProblem("problem-whole-related")


@pytest.mark.parametrize(
    "text",
    [
        "Not FE",
        "I failed FE",
        "FE next year",
        "no FE",
        "FEは持っていない",
        "基本情報 勉強中",
        "FE or AP",
        "3 FE 2",
    ],
)
def test_an_examination_that_is_not_passed_counts_nothing(text: str) -> None:
    assert read_whole(text, 0, 50) == AnswerProblem("problem-whole")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("a decade", 120),
        ("2 decades", 240),
        ("(1 Year)", 12),
        ("5 years as a software engineer", 60),
        ("about 7 years as an accountant", 84),
        ("エンジニアとして5年", 60),
        ("experience: 6 yrs", 72),
        ("5年働いています", 60),
        ("5 years 6 mos", 66),
        *(
            (text, 0)
            for text in ("fresh graduate", "新卒", "新卒です", "未経験", "new grad", "just graduated", "経験なし")
        ),
    ],
)
def test_length_in_everyday_words(text: str, months: int) -> None:
    assert read_years(text, TODAY) == Certain(months)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("インドで5年、日本で2年", (84,)),
        ("5 years in India and 2 years in Japan", (84,)),
        ("2 years 6 months at Sony + 3 years at IBM", (66,)),
        ("5 years in IT", (60,)),
        ("5 years as a student", (60,)),
        ("maybe 5 years", (60,)),
        ("エンジニア歴5年", (60,)),
        ("since April 2019", (91,)),
        ("2019年4月から", (91,)),
        ("2019年4月〜現在", (91,)),
        ("April 2019 to present", (91,)),
        ("from 2019/04", (91,)),
        ("平成31年4月から", (91,)),
        ("since 2019-11-23", (83,)),
        ("since 2019-11-22", (84,)),
        ("Since last April", (7, 19)),
        ("5 years ago", (60,)),
        ("5年前から", (60,)),
        ("April 2018 to March 2023", (60,)),
        ("2018年4月から2023年3月まで", (60,)),
        ("April 2018 until March 2023", (60,)),
        ("1 April 2018 to 31 March 2023", (59,)),
    ],
)
def test_what_is_counted_or_added_up_is_read_back(text: str, candidates: tuple[int, ...]) -> None:
    assert read_years(text, TODAY) == Ambiguous(candidates)


@pytest.mark.parametrize(
    ("problem", "texts"),
    [
        (
            "since",
            [
                "2018 to 2023",
                "2018年から",
                "since 2019",
                "2015-2020",
                "since 2030",
                "since my graduation",
                "since May 2023 to 2021",
            ],
        ),
        (
            "about",
            ["3年未満", "less than 5 years", "half a decade", "数年", "a few years", "under 3 years in IT"],
        ),
    ],
)
def test_what_a_length_lacks_is_named(problem: str, texts: list[str]) -> None:
    assert {t: read_years(t, TODAY) for t in texts} == dict.fromkeys(texts, AnswerProblem(f"problem-years-{problem}"))


@pytest.mark.parametrize(
    "text",
    [
        "not 5 years as an engineer",
        "5年はありません",
        "5 years left",
        "I am 32 years old",
        "30 years old engineer",
    ]
    + [
        "no 5 years",
        "7 years, sorry 8 years",
        "妻は10年です",
        "5年じゃなくて6年です",
        "engineer 5",
        "5 years of 3",
        "1000 years as a king",
    ],
)
def test_words_that_deny_a_length_leave_it_unread(text: str) -> None:
    assert read_years(text, TODAY) == AnswerProblem("problem-years")


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("売上の3%", "0.03"), ("3.5% of sales", "0.035"), ("R&D ratio is 3.1%", "0.031"), ("売上高比3.1%です", "0.031")],
)
def test_a_percentage_with_what_it_is_of(text: str, ratio: str) -> None:
    assert read_percent(text) == Certain(Decimal(ratio))


@pytest.mark.parametrize("text", ["high", "3% of profit", "3% of employees", "not 3%", "30M yen", "3 of 100"])
def test_a_share_of_something_else_is_refused(text: str) -> None:
    assert read_percent(text) == AnswerProblem("problem-percent")


@cache
def every_word() -> list[str]:
    """Return the words of all tables with what stands between them: the readers know each of them."""
    words = {word for keys in lexicon().tables.values() for key in keys.values() for word in key}
    return [*sorted(words), *"0123456789 +,.、()x×-~", " ", "5", "12", "650", "2019", "FE"]


@given(st.lists(st.deferred(lambda: st.sampled_from(every_word())), max_size=12).map(" ".join))
def test_words_in_any_order_get_a_reading(text: str) -> None:
    for reading in (read_yen(text), read_whole(text, 0, 50), read_years(text, TODAY)):
        if isinstance(reading, AnswerProblem):
            assert set(reading.args) == PROBLEM_KEYS[reading.key]
            continue
        values = (reading.value,) if isinstance(reading, Certain) else reading.candidates
        assert all(value >= 0 for value in values)
        # What was put together is always read back.
        assert not (isinstance(reading, Certain) and isinstance(reading.value, WorkedOut))


@given(st.deferred(lambda: st.sampled_from(every_word())), st.booleans())
def test_no_word_said_over_and_over_takes_long(word: str, spaced: bool) -> None:
    text = ((word + " " * spaced) * MAX_LENGTH)[: MAX_LENGTH - 1] + "x"
    started = time.process_time()
    read_yen(text)
    read_years(text, TODAY)
    read_whole(text, 0, 50)
    read_percent(text)
    read_age(text)
    read_day(text, earliest=date(1926, 1, 1), latest=TODAY, today=TODAY)
    assert time.process_time() - started < 1  # a catastrophic pattern would take years
