"""Dates, lengths, money and ages as people type them: what is kept at once, what is offered back, what is asked.

Each kind has its plain variants, counter-examples that look like it, and texts that would be guessed wrongly. Today is
the day of the labelled texts, 2026-11-22.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from dialogs.questionnaires.hsp import HSP
from dialogs.understanding import Understood
from tests.answers import LANGUAGES
from tests.answers.report import Today, reader

# By question and language: what is kept at once, what is offered (the likeliest first), and what is asked again.
Taken = Mapping[tuple[str, str], Mapping[str, Any]]
Offered = Mapping[tuple[str, str], Mapping[str, Sequence[Any]]]
Asked = Mapping[tuple[str, str], Sequence[str]]


def read(text: str, asked: str, language: str) -> Understood:
    """Return what the reader that ships understands."""
    return reader().read(text, HSP.by_id[asked] if asked else None, language, Today())


def candidates(text: str, asked: str, language: str) -> tuple[Any, ...]:
    """Return what is offered for the asked question."""
    fact = read(text, asked, language).of(asked)
    return () if fact is None else fact.candidates


def kept(text: str, asked: str, language: str) -> Any:
    """Return what is kept at once for the asked question; None where it is read back or asked."""
    fact = read(text, asked, language).of(asked)
    return fact.candidates[0] if fact is not None and fact.settled else None


# --- length of work -----------------------------------------------------------------------------

WORK = "experience_years"
LENGTHS: Taken = {
    (WORK, "en"): {
        "5": 60,
        "ten": 120,
        "10 years": 120,
        "over 10 years": 120,
        "a decade": 120,
        "3 and a half": 42,
        "three and a half years": 42,
        "3.5": 42,
        "1,5 years": 18,
        "4 yrs 6 mo": 54,
        "4y6m": 54,
        "18 months": 18,
        "exactly 5": 60,
        "precisely 5 years": 60,
        "5 full years": 60,
        "five (5)": 60,
        "about 7": 84,
        "10+ yrs exp": 120,
        "fifteen": 180,
        "6 1/2": 78,
    },
    (WORK, "ja"): {
        "五年": 60,
        "ごねん": 60,
        "じゅうねん": 120,
        "いちねん": 12,
        "にねん": 24,
        "よねん": 48,
        "しちねん": 84,
        "ななねん": 84,
        "きゅうねん": 108,
        "じゅうごねん": 180,
        "にじゅうねん": 240,
        "さんねんはん": 42,
        "ごねんかん": 60,
        "ゴネン": 60,
        "はんとし": 6,
        "丸5年": 60,
        "まる五年": 60,
        "満5年": 60,
        "約5年": 60,
        "5年くらい": 60,
        "10年間": 120,
        "10年超": 120,
        "今年で10年": 120,
        "３年半": 42,
        "五年六か月": 66,
    },
}
LENGTHS_OFFERED: Offered = {
    (WORK, "en"): {
        "almost 5": (59, 60),
        "nearly 10 years": (119, 120),
        "5+": (60,),
        "5+ years": (60,),
        "more than 5": (60,),
        "7-8": (84, 96),
        "7 or 8 years": (84, 96),
        # The year somebody is in is not done.
        "7th year": (72,),
        "my 7th year": (72,),
        "in my 7th year": (72,),
        "seventh year": (72,),
        "first year": (0,),
        "2nd year now": (12,),
        "since April 2019": (91,),
        "since 2018-04": (103,),
        "Apr 2015 - Mar 2020": (60,),
        "from 04/2015 to 03/2020": (60,),
        "Jan 2015 to Dec 2017 and Apr 2019 until now": (127,),
        "Jan 2015 - Dec 2017, Apr 2019 - now": (127,),
        # What overlaps counts once.
        "Jan 2015 to Dec 2018 and Jan 2017 to Dec 2020": (72,),
        # Only the years are known, and the least they can be is more than any table asks for.
        "since 2010": (190,),
    },
    (WORK, "ja"): {
        "7年目": (72,),
        "七年目": (72,),
        "ななねんめ": (72,),
        "入社7年目": (72,),
        "社会人7年目です": (72,),
        "今7年目": (72,),
        "1年目": (0,),
        "もうすぐ5年": (59, 60),
        "5年弱": (59, 60),
        "5年近く": (59, 60),
        "5年以上": (60,),
        "三〜四年": (36, 48),
        "令和元年5月から": (90,),
        "2018年4月入社": (103,),
        "2015年4月から2020年3月まで": (60,),
        "2015年4月から2018年3月、2019年4月から現在": (127,),
        "2015年4月〜2018年3月と2017年4月〜2020年3月": (60,),
        "2010年から": (190,),
        "平成27年から": (130,),
        "インドで3年、日本で2年": (60,),
        "5年程度": (60,),
    },
}
LENGTHS_ASKED: Asked = {
    (WORK, "en"): (
        "since 2019",
        "2015 to 2020",
        "2015-2018 and 2020-now",
        "2015-2018 and 2017-2020",
        "2012-2016 bank, 2016-now IT",
        "since 2015, except 2018",
        "since 2015 with a gap of 1 year",
        "since April 2015 with a break of one year",
        "10 yrs with 1 year gap",
        "I started in 2015 but took 2 years off",
        "6 years minus parental leave of 1 year",
        "less than 3",
        "not yet 3 years",
        "99 years",
        "-5",
        "5e1",
        "April 2015, April 2018",
        "Jan 2015 to Dec 2017 and since 2019",
        "17 days left",
        "permit ends 2027.03.01",
        "7th grade",
    ),
    (WORK, "ja"): (
        "2019年から",
        "2015年から2020年",
        "2015年〜2018年と2020年〜現在",
        "ブランク1年を除いて5年",
        "5年、うち1年は休職",
        "2015年4月から、途中で1年休みました",
        "2年未満",
        "来年で5年",
        "数年",
        "しねん",
        "かごねん",
        "3月いっぱい",
        "あと17日",
        "7年目ではありません",
        "妻は7年目",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_of_work_is_taken_as_it_is_typed(language: str) -> None:
    expected = LENGTHS[WORK, language]
    assert {text: kept(text, WORK, language) for text in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_that_is_worked_out_is_offered(language: str) -> None:
    expected = LENGTHS_OFFERED[WORK, language]
    assert {text: candidates(text, WORK, language) for text in expected} == expected
    assert [text for text in expected if kept(text, WORK, language) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_length_with_a_gap_or_without_its_months_is_asked(language: str) -> None:
    texts = LENGTHS_ASKED[WORK, language]
    assert {text: candidates(text, WORK, language) for text in texts} == dict.fromkeys(texts, ())


# --- ages and birthdays -------------------------------------------------------------------------

BORN = "birth_date"
BIRTHS: Taken = {
    (BORN, "en"): {
        "1993": "1993",
        "born in 1993": "1993",
        "March 1993": "1993-03",
        "1993-03-12": "1993-03-12",
        "DOB: 12 Mar 1993": "1993-03-12",
        "12th of March, 1993": "1993-03-12",
        "1993 March 12": "1993-03-12",
        "13/03/1993": "1993-03-13",
        "03/13/1993": "1993-03-13",
        "12/03/1993 (day first)": "1993-03-12",
        "19930312": "1993-03-12",
        "May 5, 1993": "1993-05-05",
    },
    (BORN, "ja"): {
        "平成5年": "1993",
        "平成五年": "1993",
        "へいせい5ねん": "1993",
        "H5": "1993",
        "平5": "1993",
        "S60": "1985",
        "平成5年3月12日": "1993-03-12",
        "一九九三年": "1993",
        "1993.3.12生": "1993-03-12",
        "1993年3月12日生まれ": "1993-03-12",
        "せんきゅうひゃくきゅうじゅうさんねん": "1993",
        "平成5年さんがつじゅうににち": "1993-03-12",
    },
}
BIRTHS_OFFERED: Offered = {
    (BORN, "en"): {
        "32": ("1994", "1993"),
        "I'm 32": ("1994", "1993"),
        "thirty two": ("1994", "1993"),
        "32 yo": ("1994", "1993"),
        "just turned 32": ("1994", "1993"),
        # The age that is to come, with its month.
        "32, turning 33 in december": ("1993-12",),
        "32 (33 in December)": ("1993-12",),
        "33 in December": ("1993-12",),
        "33 this December": ("1993-12",),
        "I will be 33 in March": ("1994-03",),
        "I turned 32 in March": ("1994-03",),
        "32 since March": ("1994-03",),
        "turning 33 this year": ("1993",),
        "turning 33 next month": ("1994", "1993"),
        "almost 33": ("1994", "1993"),
        "32 going on 33": ("1994", "1993"),
        # Two readings are both there.
        "12/03/1993": ("1993-03-12", "1993-12-03"),
        "12.03.1993": ("1993-03-12", "1993-12-03"),
        "12-03-93": ("1993-03-12", "1993-12-03"),
        "born '93": ("1993",),
        "'93": ("1993",),
        "93": ("1993",),
        "March 12th 93": ("1993-03-12",),
        "12 March 93": ("1993-03-12",),
        "May 93": ("1993-05",),
        "born 1993, 33 years old": ("1993",),
        "born March 1993, 33": ("1993-03",),
        "born 1993, 40 years old": ("1993", "1986", "1985"),
    },
    (BORN, "ja"): {
        "90年生まれ": ("1990",),
        "93年": ("1993",),
        "93年3月": ("1993-03",),
        "32歳": ("1994", "1993"),
        "三十二歳": ("1994", "1993"),
        "さんじゅうにさい": ("1994", "1993"),
        "サンジュウニサイ": ("1994", "1993"),
        "さんじゅうよんさい": (),
        "はたち": ("2006", "2005"),
        "満32歳": ("1994", "1993"),
        "もうすぐ33歳": ("1994", "1993"),
        "来月33歳になります": ("1994", "1993"),
        "今年33になります": ("1993",),
        "今年で33歳": ("1993",),
        "12月で33歳": ("1993-12",),
        "32歳、12月に33歳": ("1993-12",),
        "12月に33になる": ("1993-12",),
        "3月に32歳になりました": ("1994-03",),
        "五年": ("2005", "1993", "1930"),
        "12/03/1993": ("1993-03-12", "1993-12-03"),
        "93/3/12": ("1993-03-12",),
        "昭和70年": ("1995",),
    },
}
BIRTHS_ASKED: Asked = {
    # Near a border of the age bands, or no age at all.
    (BORN, "en"): (
        "29",
        "about 30",
        "early thirties",
        "30s",
        "90s kid",
        "32.5",
        "33 at Christmas",
        "2093",
        "1893",
        "12 may",
        "Feb 30 1993",
        "turning 30 next month",
        "I am 32 weeks pregnant",
        "my son was born in 2020",
        "17 days left",
        "visa until 3/1",
        "HSP since 2023-04-01",
    ),
    (BORN, "ja"): (
        "29才",
        "にじゅうきゅうさい",
        "三十代",
        "90年代",
        "33歳(12月生まれ)",
        "来年40歳",
        "くさい",
        "早生まれ",
        "平成35年",
        "あと17日",
        "3月いっぱい",
        "妊娠32週",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_of_birth_with_one_reading_is_taken(language: str) -> None:
    expected = BIRTHS[BORN, language]
    assert {text: kept(text, BORN, language) for text in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_age_or_a_date_with_two_readings_is_offered(language: str) -> None:
    expected = BIRTHS_OFFERED[BORN, language]
    assert {text: candidates(text, BORN, language) for text in expected} == expected
    assert [text for text in expected if kept(text, BORN, language) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_age_that_does_not_settle_the_band_is_asked(language: str) -> None:
    texts = BIRTHS_ASKED[BORN, language]
    assert {text: candidates(text, BORN, language) for text in texts} == dict.fromkeys(texts, ())


# --- until when somebody may stay ---------------------------------------------------------------

STAY = "stay_until"
ENDS: Taken = {
    (STAY, "en"): {
        "2027-03-01": "2027-03-01",
        "2027.3.1": "2027-03-01",
        "permit ends 2027.03.01": "2027-03-01",
        "valid till 2027/3/1": "2027-03-01",
        "valid until 15.08.2028": "2028-08-15",
        "my residence card expires on 2027-03-01": "2027-03-01",
        "my visa expires 1 March 2027": "2027-03-01",
        "until 2029": "2029",
        "March 2027": "2027-03",
        "until March 2027": "2027-03",
        "end of March 2027": "2027-03",
        "end of the month": "2026-11",
        "tomorrow": "2026-11-23",
        "it expired yesterday": "2026-11-21",
    },
    (STAY, "ja"): {
        "在留期限は2027年3月1日": "2027-03-01",
        "2027年3月1日まで": "2027-03-01",
        "2027年3月まで": "2027-03",
        "2027年3月いっぱい": "2027-03",
        "令和9年3月1日": "2027-03-01",
        "R9.3.1": "2027-03-01",
        "2027.03.01": "2027-03-01",
        "今月末": "2026-11",
        "来月末": "2026-12",
        "来月末まで": "2026-12",
        "明日まで": "2026-11-23",
        "二〇二七年三月一日": "2027-03-01",
    },
}
ENDS_OFFERED: Offered = {
    (STAY, "en"): {
        "17 days left": ("2026-12-09",),
        "17 days": ("2026-12-09",),
        "only 17 days": ("2026-12-09",),
        "seventeen days left": ("2026-12-09",),
        "in 3 weeks": ("2026-12-13",),
        "3 weeks": ("2026-12-13",),
        "in two weeks": ("2026-12-06",),
        "2 months left": ("2027-01",),
        "expires end of March": ("2027-03",),
        "until March": ("2027-03",),
        "March 1": ("2027-03-01",),
        "permit valid thru March 1st": ("2027-03-01",),
        "until the end of the year": ("2026-12",),
        "by 3/15": ("2027-03-15",),
        "12/12": ("2026-12-12",),
        # Day and month, or month and day.
        "visa until 3/1": ("2027-03-01", "2027-01-03"),
        "3/1": ("2027-03-01", "2027-01-03"),
        "visa until 3/1/2027": ("2027-01-03", "2027-03-01"),
        "1.3.2027": ("2027-03-01", "2027-01-03"),
        "03/27": ("2027-03-27", "2027-03"),
    },
    (STAY, "ja"): {
        "あと17日": ("2026-12-09",),
        "あと17日です": ("2026-12-09",),
        "あと十七日": ("2026-12-09",),
        "残り17日": ("2026-12-09",),
        "17日しかない": ("2026-12-09",),
        "ビザあと17日": ("2026-12-09",),
        "17日": ("2026-12-09", "2026-12-17"),
        "あと2週間": ("2026-12-06",),
        "あと三週間": ("2026-12-13",),
        "さんしゅうかん": ("2026-12-13",),
        "あと2ヶ月": ("2027-01",),
        "あと1ヶ月半": ("2026-12",),
        "半年後": ("2027-05",),
        "3月いっぱい": ("2027-03",),
        "3月末まで": ("2027-03",),
        "在留期限3月いっぱい": ("2027-03",),
        "来年の3月いっぱいまで": ("2027-03",),
        "年内": ("2026-12",),
        "年末まで": ("2026-12",),
        "3月1日まで": ("2027-03-01",),
        "3/1まで": ("2027-03-01", "2027-01-03"),
        "じゅうにがつ": ("2026-12",),
    },
}
ENDS_ASKED: Asked = {
    (STAY, "en"): (
        "17",
        "0 days left",
        "5 years",
        "visa valid 5 years",
        "expired",
        "permanent, no expiry",
        "next",
        "13/13",
    ),
    (STAY, "ja"): ("5年", "5年ビザ", "無期限", "残りわずか", "来世まで", "99月", "ビザが切れる", "いっぱい"),
}
# What is left, or until when, is understood whatever is asked; it answers no other question.
ANYWHERE: Mapping[str, Mapping[str, tuple[str, str | None]]] = {
    "en": {
        "17 days left": ("deadline", "2026-12-09"),
        "2 weeks to go": ("deadline", "2026-12-06"),
        "2 months left": ("deadline", "2027-01"),
        "until March": ("deadline", "2027-03"),
        "until the end of the year": ("deadline", "2026-12"),
        "visa: 17 days left": ("expiry", "2026-12-09"),
        "permit ends 2027.03.01": ("expiry", "2027-03-01"),
        "valid until 15.08.2028": ("expiry", "2028-08-15"),
        "visa expires end of March": ("expiry", "2027-03"),
        "my visa expires next week": ("expiry", "2026-11-23"),
        "visa until 3/1": ("expiry", None),
        "visa until 12/12": ("expiry", "2026-12-12"),
        "work visa (engineer) until 2027-08-31": ("expiry", "2027-08-31"),
    },
    "ja": {
        "あと17日": ("deadline", "2026-12-09"),
        "あと十七日": ("deadline", "2026-12-09"),
        "あと2週間です": ("deadline", "2026-12-06"),
        "残り17日": ("deadline", "2026-12-09"),
        "3月いっぱい": ("deadline", "2027-03"),
        "3月末まで": ("deadline", "2027-03"),
        "来月末まで": ("deadline", "2026-12"),
        "ビザは来月末まで": ("expiry", "2026-12"),
        "ビザあと17日": ("expiry", "2026-12-09"),
        "在留期限3月いっぱい": ("expiry", "2027-03"),
        "在留期限は2027.3.1": ("expiry", "2027-03-01"),
    },
}
NO_ENDING = {
    "en": ("5 years until now", "worked until March 2020", "17 days ago", "2 more years", "until I die", "by train"),
    "ja": ("2020年3月まで働きました", "17日前", "いっぱいあります", "今まで5年", "あと2点", "最後まで"),
}
ELSEWHERE = (
    "goal",
    "salary_yen",
    WORK,
    BORN,
    "in_japan_since",
    "licences",
    "japanese",
    "longest_trip_days",
    "residence",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_end_of_a_stay_is_taken_as_it_is_typed(language: str) -> None:
    expected = ENDS[STAY, language]
    assert {text: kept(text, STAY, language) for text in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_end_that_is_counted_from_today_or_can_be_two_days_is_offered(language: str) -> None:
    expected = ENDS_OFFERED[STAY, language]
    assert {text: candidates(text, STAY, language) for text in expected} == expected
    assert [text for text in expected if kept(text, STAY, language) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_names_no_end_is_asked(language: str) -> None:
    texts = ENDS_ASKED[STAY, language]
    assert {text: candidates(text, STAY, language) for text in texts} == dict.fromkeys(texts, ())


@pytest.mark.parametrize("asked", ELSEWHERE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_end_is_understood_at_any_question_and_answers_no_other(language: str, asked: str) -> None:
    for text, (kind, day) in ANYWHERE[language].items():
        said = read(text, asked, language)
        assert (kind, day) in [(remark.kind, remark.day) for remark in said.remarks], text
        fact = said.of(asked)
        assert fact is None or not any(isinstance(value, int) for value in fact.candidates), text
        assert asked in ("goal", "residence") or fact is None or fact.candidates == (), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_or_counts_something_else_is_no_deadline(language: str) -> None:
    for text in NO_ENDING[language]:
        kinds = {remark.kind for remark in read(text, "", language).remarks}
        assert not kinds & {"deadline", "expiry"}, text


def test_a_stay_that_can_end_on_two_days_is_offered_with_both() -> None:
    fact = read("visa until 3/1", "salary_yen", "en").of(STAY)
    assert fact is not None
    assert fact.candidates == ("2027-03-01", "2027-01-03")


# --- since when somebody is in Japan ------------------------------------------------------------

JAPAN = "in_japan_since"
ARRIVALS: Taken = {
    (JAPAN, "en"): {
        "2019": "2019",
        "since 2019": "2019",
        "from 2019": "2019",
        "since April 2019": "2019-04",
        "April 2019": "2019-04",
        "03/2020": "2020-03",
        "I arrived on 3 April 2019": "2019-04-03",
        "came in 2019": "2019",
        "came 2019": "2019",
        "moved here in April 2020": "2020-04",
        "since reiwa 2": "2020",
        "end of 2019": "2019",
    },
    (JAPAN, "ja"): {
        "2020年来日": "2020",
        "2020年4月に来日しました": "2020-04",
        "2020年から": "2020",
        "2020から": "2020",
        "令和2年から": "2020",
        "令和二年から": "2020",
        "R2から": "2020",
        "R2.4": "2020-04",
        "平成30年から": "2018",
        "二〇二〇年から": "2020",
        "二〇二〇年四月一日": "2020-04-01",
        "にせんじゅうきゅうねん": "2019",
        "おととしの4月": "2024-04",
    },
}
# The stay of today began with the last return; whether a break was one, only the person knows.
ARRIVALS_OFFERED: Offered = {
    (JAPAN, "en"): {
        "came 2019, left 2021, back 2022": ("2022", "2019"),
        "came 2019 left 2021 back 2022": ("2022", "2019"),
        "came in 2019, left in 2021, came back in 2022": ("2022", "2019"),
        "2019 came, 2021 left, 2022 back": ("2022", "2019"),
        "back in 2022, first came 2019, left 2021": ("2022", "2019"),
        "2019-2021 and since 2022": ("2022", "2019"),
        "2015-2018, then 2020 until now": ("2020", "2015"),
        "2014 to 2016 as a student, and again from 2019": ("2019", "2014"),
        "came in 2019, back in 2022": ("2022", "2019"),
        "I came in 2016 but went home in 2018, back since April 2020": ("2020-04", "2016"),
        "came to Japan in 2017, returned to India 2019, came back to Japan in March 2023": ("2023-03", "2017"),
        "not in japan 2021-2022, otherwise since 2015": ("2022", "2015"),
        "came back 2022": ("2022",),
        "re-entered in 2022": ("2022",),
        "2022 again": ("2022",),
        "moved here in spring 2020": ("2020",),
        "spring 2020": ("2020",),
        "summer of 2021": ("2021",),
        "winter 2019": ("2019", "2020"),
        "2019/2020": ("2019", "2020"),
        "2019 or 2020": ("2019", "2020"),
        "2019?": ("2019",),
        "5 years": ("2021-11",),
        "I've been here for 6 years": ("2020-11",),
        "about 5 years ago": ("2021-11",),
        "3/4/2020": ("2020-04-03", "2020-03-04"),
    },
    (JAPAN, "ja"): {
        "2019年に来て、2021年に帰国、2022年に再来日": ("2022", "2019"),
        "2019年来日、2021年帰国、2022年再来日": ("2022", "2019"),
        "2019年に来日して2021年に一度帰国し、2022年4月に戻りました": ("2022-04", "2019"),
        "2015年から2018年留学、2020年から仕事": ("2020", "2015"),
        "2019年〜2021年、2022年〜現在": ("2022", "2019"),
        "2019年から2021年まで、2022年に再入国": ("2022", "2019"),
        "平成30年に来て令和3年に帰国、令和4年に戻った": ("2022", "2018"),
        "一度帰国して2022年に戻った": ("2022",),
        "2022年再入国": ("2022",),
        "2020年春": ("2020",),
        "2020年の春に来ました": ("2020",),
        "2020年春に来日": ("2020",),
        "2019年度": ("2019", "2020"),
        "2019年か2020年": ("2019", "2020"),
        "2020年ごろ": ("2020",),
        "5年": ("2021-11",),
        "ごねん": ("2021-11",),
        "5年前から": ("2021-11",),
    },
}
ARRIVALS_ASKED: Asked = {
    (JAPAN, "en"): (
        "Left in 2021",
        "came 2019, left 2021",
        "2015-2018",
        "I was here 2015 to 2018 and went home",
        "my wife came 2019",
        "since I was 5",
        "born in japan",
        "HSP since 2023-04-01",
        "visa until 3/1",
        "my visa expires 2027-03-01",
        "17 days left",
        "will come in 2027",
    ),
    (JAPAN, "ja"): (
        "2021年に帰国しました",
        "2019年来日、2021年帰国",
        "妻は2019年来日",
        "2015年から2018年",
        "2023年4月1日から高度専門職",
        "生まれてからずっと",
        "あと17日",
        "ビザは来月末まで",
        "在留期限は2027年3月1日",
        "来年来日予定",
    ),
}
HELD_SINCE = {
    "en": (
        "HSP since 2023-04-01",
        "I have HSP since 1 April 2023",
        "hsp visa since 2023/4/1",
        "on hsp since 1 April 2023",
    ),
    "ja": (
        "2023年4月1日から高度専門職",
        "高度専門職2023-04-01から",
        "令和5年4月1日から高度専門職です",
        "高度専門職は2023年4月1日からです",
    ),
}
ALL_ELSEWHERE = (*ELSEWHERE, STAY, "degrees", "employer_rd_ratio", "activity", "married_since", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_arrival_is_taken_as_it_is_typed(language: str) -> None:
    expected = ARRIVALS[JAPAN, language]
    assert {text: kept(text, JAPAN, language) for text in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_several_stays_that_of_today_is_offered_first(language: str) -> None:
    expected = ARRIVALS_OFFERED[JAPAN, language]
    assert {text: candidates(text, JAPAN, language) for text in expected} == expected
    assert [text for text in expected if kept(text, JAPAN, language) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_left_is_in_no_stay_and_other_days_begin_none(language: str) -> None:
    texts = ARRIVALS_ASKED[JAPAN, language]
    assert {text: candidates(text, JAPAN, language) for text in texts} == dict.fromkeys(texts, ())


@pytest.mark.parametrize("asked", ALL_ELSEWHERE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_since_when_a_status_is_held_keeps_its_day_at_any_question(language: str, asked: str) -> None:
    for text in HELD_SINCE[language]:
        said = read(text, asked, language)
        held = said.of("status_since")
        assert held is not None, text
        assert held.candidates == ("2023-04-01",), text
        fact = said.of(asked)
        assert fact is None or asked in ("residence", "goal") or not fact.candidates, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_since_when_a_status_is_held_is_taken_at_its_question(language: str) -> None:
    for text in HELD_SINCE[language]:
        assert candidates(text, "status_since", language) == ("2023-04-01",), text


# --- pay ----------------------------------------------------------------------------------------

PAY = "salary_yen"
AMOUNTS: Taken = {
    (PAY, "en"): dict.fromkeys(
        (
            *(
                "6500000",
                "6,500,000",
                "6.500.000",
                "6 500 000",
                "6'500'000",
                "6,500,000 yen",
                "65,00,000",
                "6.500.000,00",
            ),
            *(
                "６，５００，０００",
                "6،500،000",
                "¥6,500,000",
                "JPY 6,500,000-",
                "6,500,000.-",
                "6.5M",
                "6,5M",
                "6,5 million",
            ),
            *(
                "6.5-million",
                "6.5 mil yen gross",
                "6.5milyen",
                "6.5 mn",
                "6500k yen",
                "650 man",
                "650-man",
                "650manyen",
            ),
            *("650 man-yen", "six and a half million", "6 and a half million", "six point five million"),
            *("six million five hundred thousand", "6 million 500 thousand", "six hundred fifty man", "salary: 6.5M"),
            *("6.5M/year", "6.5m pa", "I make 6.5M"),
        ),
        6_500_000,
    ),
    (PAY, "ja"): dict.fromkeys(
        (
            *(
                "650万",
                "650万円",
                "六百五十万",
                "六百五十万円",
                "六五〇万",
                "６５０万",
                "650萬",
                "650まん",
                "650マンエン",
            ),
            *(
                "650万えん",
                "650まんえん",
                "ろっぴゃくごじゅうまん",
                "ろっぴゃくごじゅうまんえん",
                "ろくひゃくごじゅうまん",
            ),
            *("6.5百万", "6百50万", "6.5ミリオン", "6,500千円", "年収650万円", "額面650万円", "税込650万", "約650万"),
            *("650万円ぐらい", "年収650万(税込)", "6,500,000円", "￥650万", "650 万 円"),
        ),
        6_500_000,
    ),
}
AMOUNTS_OFFERED: Offered = {
    (PAY, "en"): {
        # A unit, or the months, are missing.
        "650": (6_500_000,),
        "about 7": (7_000_000,),
        "7ish": (7_000_000,),
        "45": (45_000_000, 5_400_000),
        "6500": (65_000_000, 6_500_000),
        "6.500": (65_000_000, 6_500_000),
        "450k": (5_400_000, 450_000),
        "45 man": (5_400_000, 450_000),
        "450,000": (5_400_000, 450_000),
        "450k a month": (5_400_000,),
        "7-8M": (7_000_000, 8_000_000),
        "7 million or 8 million": (7_000_000, 8_000_000),
        "not less than 6M": (6_000_000,),
        "up to 8M": (8_000_000,),
        "6.5M?": (6_500_000,),
        "6-500-000": (6_500_000,),
        "6_500_000": (6_500_000,),
        # Misspelt.
        "6.5 milion": (6_500_000,),
        "6.5 millon": (6_500_000,),
        "6.5 miliion": (6_500_000,),
        "6.5 mllion": (6_500_000,),
        "6.5 milloin": (6_500_000,),
        "6500 thousnd": (6_500_000,),
        # Put together.
        "540k x 12 + 2 months": (7_560_000,),
        "540k × 12 + 2 months bonus": (7_560_000,),
        "(540k x 12) + 2 months": (7_560_000,),
        "12 x 500000": (6_000_000,),
        "400000*12+1400000": (6_200_000,),
        "450k/mo + 2 months bonus": (6_300_000,),
    },
    (PAY, "ja"): {
        "650": (6_500_000,),
        "六百五十": (6_500_000,),
        "だいたい7": (7_000_000,),
        "45": (45_000_000, 5_400_000),
        "45万": (5_400_000, 450_000),
        "45万円": (5_400_000, 450_000),
        "月45万": (5_400_000,),
        "月給45": (5_400_000,),
        "650千円": (7_800_000, 650_000),
        "700〜800万": (7_000_000, 8_000_000),
        "五百万〜六百万": (5_000_000, 6_000_000),
        "650万か700万": (6_500_000, 7_000_000),
        "650万以上": (6_500_000,),
        "700万弱": (7_000_000,),
        "650万?": (6_500_000,),
        "月給45万×12＋賞与4ヶ月": (7_200_000,),
        "月給45万円×12+賞与4か月": (7_200_000,),
        "45万×12＋4ヶ月": (7_200_000,),
        "45万×16": (7_200_000,),
        "月45万、ボーナス4ヶ月": (7_200_000,),
        "45万×12+ボーナス180万": (7_200_000,),
    },
}
# What is asked for, and by which words.
AMOUNTS_ASKED: Mapping[str, Mapping[str, str | None]] = {
    "en": {
        "net 5M": "problem-yen-net",
        "5M after tax": "problem-yen-net",
        "60k USD": "problem-yen-currency",
        "$60k": "problem-yen-currency",
        "S$100k": "problem-yen-currency",
        "5 lakh": "problem-yen-currency",
        "dollars": "problem-yen-currency",
        "3000/h": "problem-yen-hourly",
        "8M with overtime": "problem-yen-overtime",
        "8M excluding bonus": "problem-yen-bonus",
        "-6.5M": None,
        "1.2.3": None,
        "6.5 trillion": None,
        "6m5": None,
        "7 figures": None,
        "4 months": None,
        "2023-04-01": None,
        "HSP since 2023-04-01": None,
        "17 days left": None,
        "visa until 3/1": None,
    },
    "ja": {
        "手取り": "problem-yen-net",
        "手取り400万": "problem-yen-net",
        "手取り月30万": "problem-yen-net",
        "ドル": "problem-yen-currency",
        "6万ドル": "problem-yen-currency",
        "米ドル10万": "problem-yen-currency",
        "60万ルピー": "problem-yen-currency",
        "時給3000円": "problem-yen-hourly",
        "日給2万": "problem-yen-hourly",
        "残業込み600万": "problem-yen-overtime",
        "賞与別で500万": "problem-yen-bonus",
        "ボーナスは4ヶ月": "problem-yen-bonus",
        "未定": "problem-yen-undecided",
        "30万+5万": None,
        "600万+100万": None,
        "45万×12+4": None,
        "4ヶ月": None,
        "2023年4月1日": None,
        "2023年4月1日から高度専門職": None,
        "3月いっぱい": None,
        "あと17日": None,
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pay_that_is_written_out_is_taken(language: str) -> None:
    expected = AMOUNTS[PAY, language]
    doubted = {text for text in expected if kept(text, PAY, language) != 6_500_000}
    assert doubted == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pay_that_lacks_something_or_is_worked_out_is_offered(language: str) -> None:
    expected = AMOUNTS_OFFERED[PAY, language]
    assert {text: candidates(text, PAY, language) for text in expected} == expected
    assert [text for text in expected if kept(text, PAY, language) is not None] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pay_that_is_none_or_cannot_be_reckoned_with_is_asked_for_by_name(language: str) -> None:
    expected = AMOUNTS_ASKED[language]
    assert {text: candidates(text, PAY, language) for text in expected} == dict.fromkeys(expected, ())
    told = {text: read(text, PAY, language).problem for text in expected}
    named = {text: key for text, key in expected.items() if key is not None}
    assert {text: problem.key for text in named if (problem := told[text]) is not None} == named


# --- figures that are no choice -----------------------------------------------------------------

NO_CHOICE = {
    "en": ("joined 2021/10/1", "my visa ran out 2 weeks ago", "2 weeks to go", "visa until 3/1", "1 day left"),
    "ja": ("2025/4/1 昇給", "入社は来月1日です。", "4月1日に入社", "あと2週間", "ビザは3/1まで"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figure_of_a_day_is_no_level_and_no_count(language: str) -> None:
    for text in NO_CHOICE[language]:
        for asked in ("japanese", "licences", "longest_trip_days", "experience_years"):
            assert kept(text, asked, language) is None, (text, asked)


@pytest.mark.parametrize("asked", ["plan_day", "work_begins"])
def test_the_day_on_which_a_stay_ends_is_no_other_day_ahead(asked: str) -> None:
    for text in ("it expires in March 2027", "work visa, expires 15 Feb 2027", "permit ends 2027.03.01"):
        assert candidates(text, asked, "en") == (), text
    for text in ("在留期限が来月です", "来月で期限が切れます", "在留期限は2027年3月1日"):
        assert candidates(text, asked, "ja") == (), text
    assert candidates("until March 2027", asked, "en") == ("2027-03",)
