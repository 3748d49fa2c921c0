"""Birth dates: every documented spelling, the borders of the eras, and properties over the rest."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.parsing import (
    MAX_LENGTH,
    PROBLEM_KEYS,
    Age,
    Ambiguous,
    AnswerProblem,
    Certain,
    PartialDate,
    Reading,
    read_age,
    read_day,
)
from dialogs.parsing.eras import ERAS

EARLIEST = date(1900, 1, 1)
LATEST = date(2020, 6, 30)

MEANINGFUL = st.lists(
    st.sampled_from(
        [
            *"0123456789 .,'-/年月日歳元才半hs",
            "1994",
            "昭和",
            "平成",
            "may",
            "Agust",
            "born",
            "st",
            "十",
            "五",
            "\u200e",
        ]
    ),
    max_size=12,
).map("".join)
ANYTHING = st.text(max_size=MAX_LENGTH + 20) | MEANINGFUL
DAYS = st.dates(EARLIEST, LATEST)
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
MONTHS += ["September", "October", "November", "December"]


def read(text: str, earliest: date = EARLIEST, latest: date = LATEST) -> Reading[PartialDate]:
    return read_day(text, earliest=earliest, latest=latest)


def certain(iso: str) -> Certain[PartialDate]:
    return Certain(PartialDate.parse_iso(iso))


def ambiguous(*isos: str) -> Ambiguous[PartialDate]:
    return Ambiguous(tuple(PartialDate.parse_iso(iso) for iso in isos))


@pytest.mark.parametrize(
    "text",
    [
        "1994-05-01",
        "1994/5/1",
        "1994.5.1",
        "1994 5 1",
        "1994年5月1日",
        "1994年05月01日",
        "19940501",
        "１９９４年５月１日",
    ]
    + ["１９９４－０５－０１", "１９９４／５／１", "1994‐05‐01", "一九九四年五月一日", "1994년 5월 1일", "5月1日1994年"]
    + ["1 May 1994", "1st of May, 1994", "May 1, 1994", "1994 May 1", "1-May-1994", "1may1994", "MAY 1ST, 1994"]
    + [
        "平成6年5月1日",
        "平成６年５月１日",
        "平成六年五月一日",
        "平成 6.5.1",
        "Heisei 6.5.1",
        "H6.5.1",
        "Ｈ６．５．１",
        "h060501",
    ]
    + [
        "I was born on May 1st 1994",
        "生年月日 1994年5月1日",
        "1994年5月1日生まれです",
        "平成6年5月1日生",
        "DOB: 1994-05-01",
    ],
)
def test_day_has_one_meaning(text: str) -> None:
    assert read(text) == certain("1994-05-01")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        *(
            (text, "1994-05")
            for text in ("May 1994", "1994 May", "1994年5月", "1994-05", "05/1994", "5.1994", "平成6年5月")
        ),
        *((text, "1994") for text in ("1994", "1994年", "平成6年", "born in 1994", "1994年生まれ", "H6", "１９９４")),
        ("令和元年5月1日", "2019-05-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("S60/3/4", "1985-03-04"),
        ("Ｓ６０／３／４", "1985-03-04"),
        ("25.12.1994", "1994-12-25"),
        ("12/25/1994", "1994-12-25"),
        ("5.5.1994", "1994-05-05"),
        ("Sept. 1, 1994", "1994-09-01"),
        ("December 25th, 1990", "1990-12-25"),
        ("二〇〇一年十二月二十五日", "2001-12-25"),
        ("29 Feb 1996", "1996-02-29"),
    ],
)
def test_other_days_and_parts_of_them(text: str, iso: str) -> None:
    assert read(text) == certain(iso)


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("1.5.1994", ("1994-05-01", "1994-01-05")),
        ("05/01/1994", ("1994-01-05", "1994-05-01")),
        ("1-5-1994", ("1994-05-01", "1994-01-05")),
        ("01051994", ("1994-05-01", "1994-01-05")),
        ("1.5.94", ("1994-05-01", "1994-01-05")),
        ("25.12.94", ("1994-12-25",)),
        ("94/5/1", ("1994-05-01",)),
        ("01/02/03", ("2003-02-01", "1903-02-01", "2003-01-02")),
        ("'94", ("1994",)),
        ("’05", ("2005", "1905")),
        ("94年", ("1994",)),
        ("60年", ("1960", "1985")),
        ("60年3月4日", ("1960-03-04", "1985-03-04")),
        ("940501", ("1994-05-01",)),
        ("199405", ("1994-05",)),
        ("1-May-94", ("1994-05-01",)),
        ("May '94", ("1994-05",)),
        ("May 94", ("1994-05",)),
        ("1994/25/12", ("1994-12-25",)),
        ("Agust 1 1994", ("1994-08-01",)),
        ("1 Febuary 1994", ("1994-02-01",)),
        ("Setember 1994", ("1994-09",)),
        ("ma 1994", ("1994-05", "1994-03")),
    ],
)
def test_day_is_read_back(text: str, isos: tuple[str, ...]) -> None:
    assert read(text) == ambiguous(*isos)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("平成31年6月", "2019-06"),
        ("平成31年5月1日", "2019-05-01"),
        ("平成32年", "2020"),
        ("令和元年4月30日", "2019-04-30"),
        ("昭和64年2月", "1989-02"),
        ("昭和64年1月8日", "1989-01-08"),
        ("平成元年1月7日", "1989-01-07"),
        ("昭和元年12月24日", "1926-12-24"),
        ("大正15年12月26日", "1926-12-26"),
        ("明治45年7月31日", "1912-07-31"),
    ],
)
def test_day_outside_its_era_is_read_back(text: str, iso: str) -> None:
    assert read(text) == ambiguous(iso)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("平成31年4月30日", "2019-04-30"),
        ("平成31年", "2019"),
        ("平成元年1月8日", "1989-01-08"),
        ("平成元年1月", "1989-01"),
        ("昭和元年12月25日", "1926-12-25"),
        ("大正15年12月25日", "1926-12-25"),
        ("大正元年7月30日", "1912-07-30"),
        ("明治45年7月30日", "1912-07-30"),
    ],
)
def test_borders_of_the_eras(text: str, iso: str) -> None:
    assert read(text) == certain(iso)


@pytest.mark.parametrize(
    "text",
    ["32", "３２", "三十二", "32歳", "32才", "満32歳です", "I'm 32", "I am 32 years old", "32 years", "age 32", "5"],
)
def test_age_instead_of_a_day(text: str) -> None:
    assert read(text) == AnswerProblem("problem-day-age")


@pytest.mark.parametrize(
    "text",
    [
        "1994-02-30",
        "1995年2月29日",
        "30 February 1994",
        "31.4.1994",
        "1994-13",
        "1994-00",
        "13/13/1994",
        "平成6年2月30日",
        "0000",
    ]
    + ["1994-05-00", "13131994"],
)
def test_impossible_day(text: str) -> None:
    assert read(text) == AnswerProblem("problem-day-impossible")


@pytest.mark.parametrize(
    "text", ["1899", "1899-12-31", "2020-07-01", "2020年7月", "2021", "明治30年", "令和9年", "30991231", "2537"]
)
def test_day_out_of_bounds(text: str) -> None:
    assert read(text) == AnswerProblem("problem-day-range", {"earliest": EARLIEST, "latest": LATEST})


def test_bounds_count_themselves_and_vague_dates_that_touch_them() -> None:
    assert read("1900-01-01") == certain("1900-01-01")
    assert read("2020-06-30") == certain("2020-06-30")
    assert read("2020") == certain("2020")
    assert read("2020-06", latest=date(2020, 6, 1)) == certain("2020-06")


def test_a_reading_outside_the_bounds_still_counts_as_doubt() -> None:
    assert read("05/01/2008", latest=date(2008, 3, 1)) == ambiguous("2008-01-05")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "May",
        "May 12",
        "5月1日",
        "1 2",
        "12345",
        "1994-05-01T00:00",
        "1994-5-1-2",
        "tomorrow",
        "平成",
        "平成0年5月",
        "元年",
    ]
    + ["winter 2019 or 2020", "2019年度と2020年度"]
    + ["5 May June 1994", "1 Xyz 1994", "199²", "1-1994-5", "昭和五六年", "may 1 2 3", "1" * 201],
)
def test_day_is_refused(text: str) -> None:
    assert read(text) == AnswerProblem("problem-day")


@given(DAYS)
def test_written_day_is_read_as_written(day: date) -> None:
    year, month, name = day.year, day.month, MONTHS[day.month - 1]
    spellings = [
        day.isoformat(),
        f"{year}/{month}/{day.day}",
        f"{year}.{month}.{day.day}",
        f"{year}年{month}月{day.day}日",
    ]
    spellings += [f"{day.day} {name} {year}", f"{name} {day.day}, {year}", f"{name[:3]} {day.day} {year}"]
    assert {read(spelling) for spelling in spellings} == {certain(day.isoformat())}
    vague = [f"{year}-{month:02}", f"{year}年{month}月", f"{month:02}/{year}", f"{name} {year}"]
    assert {read(spelling) for spelling in vague} == {certain(f"{year}-{month:02}")}


@given(DAYS)
def test_day_by_era_is_read_as_written(day: date) -> None:
    for era in ERAS:
        if not era.covers(day, day):
            continue
        number = day.year - era.begins.year + 1
        for name in (era.name, era.letter.upper(), era.latin.title()):
            assert read(f"{name}{number}.{day.month}.{day.day}") == certain(day.isoformat())
        assert read(f"{era.name}{'元' if number == 1 else number}年{day.month}月{day.day}日") == certain(
            day.isoformat()
        )


@given(DAYS)
def test_day_and_month_are_never_guessed(day: date) -> None:
    meant, seen = PartialDate(day.year, day.month, day.day), read(f"{day.day}/{day.month}/{day.year}")
    if day.day > 12 or day.day == day.month:
        assert seen == Certain(meant)
    else:
        assert isinstance(seen, Ambiguous)
        assert seen.candidates[0] == meant


@given(ANYTHING)
def test_any_text_gets_a_reading(text: str) -> None:
    reading = read(text)
    if isinstance(reading, AnswerProblem):
        assert set(reading.args) == PROBLEM_KEYS[reading.key]
        return
    days = (reading.value,) if isinstance(reading, Certain) else reading.candidates
    assert all(day.first() <= LATEST and day.last() >= EARLIEST for day in days)
    assert len(set(days)) == len(days)
    if isinstance(reading, Certain):
        assert read(reading.value.isoformat()) == reading


@pytest.mark.parametrize("piece", ["1", "1-", "1 ", "年", "1年", "may", "a ", "born ", "'1", "十", "1st", "平成"])
def test_no_text_takes_long(piece: str) -> None:
    started = time.process_time()
    read((piece * MAX_LENGTH)[:MAX_LENGTH])
    assert time.process_time() - started < 1  # a catastrophic pattern would take years


def test_eras_follow_each_other() -> None:
    for earlier, later in zip(ERAS, ERAS[1:], strict=False):
        assert earlier.ends is not None
        assert later.begins - earlier.ends in {timedelta(0), timedelta(days=1)}
    assert ERAS[-1].ends is None


TODAY = date(2026, 11, 22)


def since(text: str, today: date = TODAY) -> Reading[PartialDate]:
    """A day that lies behind, such as the begin of a job."""
    return read_day(text, earliest=date(today.year - 60, 1, 1), latest=today, today=today)


def ahead(text: str, today: date = TODAY) -> Reading[PartialDate]:
    """A day that is planned."""
    return read_day(text, earliest=today, latest=date(today.year + 5, 12, 31), today=today, ahead=True)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Jan 2020 to date", "2020-01"),
        ("since April 2021", "2021-04"),
        ("from 2021/04", "2021-04"),
        ("started in April 2021", "2021-04"),
        ("2021年4月から", "2021-04"),
        ("2021年4月〜現在", "2021-04"),
        ("2021年4月1日入社", "2021-04-01"),
        ("2021年4月入社(現職)", "2021-04"),
        ("joined April 1, 2021", "2021-04-01"),
        ("I came to Japan in 2018", "2018"),
        ("2018年に来日しました", "2018"),
        ("end of March 2022", "2022-03"),
        ("2022年3月末", "2022-03"),
        ("2019年4月頃", "2019-04"),
        ("令和3年4月から", "2021-04"),
        ("last year", "2025"),
        ("去年4月", "2025-04"),
        ("昨年の4月", "2025-04"),
        ("一昨年4月", "2024-04"),
        ("last month", "2026-10"),
        ("先月", "2026-10"),
        ("today", "2026-11-22"),
        ("yesterday", "2026-11-21"),
    ],
)
def test_a_beginning_in_the_words_of_its_question(text: str, iso: str) -> None:
    assert since(text) == certain(iso)


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Jan '22 - Present", ("2022-01",)),
        ("5 years ago", ("2021-11",)),
        ("five years ago", ("2021-11",)),
        ("2年前", ("2024-11",)),
        ("2年前から", ("2024-11",)),
        ("半年前", ("2026-05",)),
        ("half a year ago", ("2026-05",)),
        ("10 months ago", ("2026-01",)),
        ("3か月前", ("2026-08",)),
        ("1年半前", ("2025-05",)),
        ("April", ("2026-04",)),
        ("4月から", ("2026-04",)),
        ("December", ("2025-12",)),
        ("last April", ("2026-04", "2025-04")),
        ("last December", ("2025-12",)),
        ("November", ("2026-11", "2025-11")),
        ("maybe April 2018", ("2018-04",)),
        ("2018年4月だったかも", ()),
    ],
)
def test_a_beginning_that_follows_from_today_is_read_back(text: str, isos: tuple[str, ...]) -> None:
    assert since(text) == (ambiguous(*isos) if isos else AnswerProblem("problem-day"))


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("this July", ("2027-07",)),
        ("this December", ("2026-12", "2027-12")),
        ("November", ("2026-11", "2027-11")),
        ("in 2 years", ("2028-11",)),
        ("2年後", ("2028-11",)),
        ("6 months from now", ("2027-05",)),
        ("半年後", ("2027-05",)),
    ],
)
def test_a_plan_that_follows_from_today_is_read_back(text: str, isos: tuple[str, ...]) -> None:
    assert ahead(text) == ambiguous(*isos)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("December", "2026-12"),
        ("in December", "2026-12"),
        ("12月", "2026-12"),
        ("12月6日", "2026-12-06"),
        ("Dec 6", "2026-12-06"),
        ("next April", "2027-04"),
        ("from next April", "2027-04"),
        ("July", "2027-07"),
    ],
)
def test_a_month_to_come_has_one_year_where_nothing_else_is_asked(text: str, iso: str) -> None:
    assert ahead(text) == certain(iso)


def test_a_month_to_come_that_is_doubted_is_read_back() -> None:
    assert ahead("maybe in December") == ambiguous("2026-12")


@pytest.mark.parametrize(
    ("text", "iso"),
    [("来年4月", "2027-04"), ("April next year", "2027-04"), ("next year", "2027"), ("再来年", "2028")]
    + [("next month", "2026-12"), ("来月", "2026-12"), ("今年12月", "2026-12"), ("December 2027", "2027-12")],
)
def test_a_plan_whose_year_is_said_is_certain(text: str, iso: str) -> None:
    assert ahead(text) == certain(iso)


def test_next_april_can_be_two_before_april() -> None:
    assert ahead("next April", date(2026, 2, 10)) == ambiguous("2026-04", "2027-04")
    assert since("last April", date(2026, 2, 10)) == ambiguous("2025-04")


@pytest.mark.parametrize(
    "text", ["until 2023", "before 2018", "5 weeks", "in spring", "soon", "ago", "next", "this", "年前"]
)
def test_what_names_no_day_is_refused(text: str) -> None:
    assert since(text) == AnswerProblem("problem-day")


def test_a_day_from_today_lies_within_the_bounds() -> None:
    assert isinstance(ahead("5 years ago"), AnswerProblem)
    # How long a stay was granted for is no day on which it ends; what is left of it is.
    assert [ahead(text) for text in ("1 yr", "3年半", "5年間")] == [AnswerProblem("problem-day")] * 3
    assert ahead("6 months left") == ambiguous("2027-05")
    assert isinstance(since("in 2 years"), AnswerProblem)
    assert since("last year") == certain("2025")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1994年5月1日(日)", "1994-05-01"),
        ("1994年5月1日日曜日", "1994-05-01"),
        ("Sunday, May 1, 1994", "1994-05-01"),
        ("01/05/1994 (DD/MM/YYYY)", "1994-05-01"),
        ("01/05/1994 dd/mm/yyyy", "1994-05-01"),
        ("05/01/1994 (mm/dd/yyyy)", "1994-05-01"),
        ("1.5.1994 (day first)", "1994-05-01"),
        ("05/01/1994 American style", "1994-05-01"),
        ("1994/05/01 (yyyy/mm/dd)", "1994-05-01"),
        ("25/12/1994 (DD/MM/YYYY)", "1994-12-25"),
        ("1994ねん 5がつ 1にち", "1994-05-01"),
        ("へいせい6ねん5がつ1にち", "1994-05-01"),
        ("平6.5.1", "1994-05-01"),
        ("昭60.3.4", "1985-03-04"),
    ],
)
def test_a_remark_beside_a_day_is_set_aside_and_may_settle_the_order(text: str, iso: str) -> None:
    assert read(text) == certain(iso)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        *(
            (text, Age(32))
            for text in ("32", "I am 32", "32歳", "満32歳です", "32 years old", "thirty-two", "I'm 32 now")
        ),
        ("I am 32, turning 33 in December", Age(32, 12)),
        ("turning 33 in December", Age(32, 12)),
        ("I'll be 33 in May", Age(32, 5)),
        ("32歳、12月で33歳になります", Age(32, 12)),
        ("my wife is 32 years old", Age(32, alone=False)),
        ("I am 32, my wife is 28", Age(32, alone=False)),
        ("32 years old, came at 25", Age(32)),
        ("永遠の17歳", Age(17, alone=False)),
        ("1994", None),
        ("May 1994", None),
        ("1994年5月1日 32歳", None),
        ("hello", None),
        ("", None),
    ],
)
def test_ages(text: str, age: Age | None) -> None:
    assert read_age(text) == age


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from(MONTHS))
def test_a_month_alone_lies_where_the_question_looks(today: date, month: str) -> None:
    number = MONTHS.index(month) + 1
    for text in (month, f"{number}月"):
        behind, to_come = since(text, today), ahead(text, today)
        assert isinstance(behind, Ambiguous)
        assert not isinstance(to_come, AnswerProblem)
        coming = (to_come.value,) if isinstance(to_come, Certain) else to_come.candidates
        # Of this very month it may be the next one that is meant.
        assert isinstance(to_come, Certain) == (number != today.month)
        assert all(day.month == number and day.first() <= today for day in behind.candidates)
        assert all(day.month == number and day.last() >= today for day in coming)
        # No other such month lies nearer.
        assert (today - behind.candidates[0].first()).days < 366
        assert (coming[0].last() - today).days < 397


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 50))
def test_so_many_years_ago_is_that_year(today: date, years: int) -> None:
    for text in (f"{years} years ago", f"{years}年前", f"{years}年前から"):
        assert since(text, today) == ambiguous(f"{today.year - years}-{today.month:02}")


@given(ANYTHING, st.booleans())
def test_any_text_gets_a_reading_from_today_too(text: str, ahead_of_today: bool) -> None:
    reading = (ahead if ahead_of_today else since)(text)
    if isinstance(reading, AnswerProblem):
        assert set(reading.args) == PROBLEM_KEYS[reading.key]
