"""Lengths of work, ages and birthdays as people type them: what is kept at once, offered back, asked.

Each kind has its plain variants, counter-examples that look like it, and texts that would be guessed wrongly.
"""

import pytest

from tests.answers import LANGUAGES
from tests.dialogs.as_typed import Asked, Offered, Taken, candidates, kept

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
        "March 12th 93": "1993-03-12",
        "12 March 93": "1993-03-12",
        "May 93": "1993-05",
    },
    (BORN, "ja"): {
        "平成5年": "1993",
        "93年3月": "1993-03",
        "93/3/12": "1993-03-12",
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
        "turning 33 next month": ("1993-12",),
        "almost 33": ("1994", "1993"),
        "32 going on 33": ("1994", "1993"),
        # Two readings are both there.
        "12/03/1993": ("1993-03-12", "1993-12-03"),
        "12.03.1993": ("1993-03-12", "1993-12-03"),
        "12-03-93": ("1993-03-12", "1993-12-03"),
        "born '93": ("1993",),
        "'93": ("1993",),
        "93": ("1993",),
        "born 1993, 33 years old": ("1993",),
        "born March 1993, 33": ("1993-03",),
        "born 1993, 40 years old": ("1993", "1986", "1985"),
    },
    (BORN, "ja"): {
        "90年生まれ": ("1990",),
        "93年": ("1993",),
        "32歳": ("1994", "1993"),
        "三十二歳": ("1994", "1993"),
        "さんじゅうにさい": ("1994", "1993"),
        "サンジュウニサイ": ("1994", "1993"),
        "さんじゅうよんさい": (),
        "はたち": ("2006", "2005"),
        "満32歳": ("1994", "1993"),
        "もうすぐ33歳": ("1994", "1993"),
        "来月33歳になります": ("1993-12",),
        "今年33になります": ("1993",),
        "今年で33歳": ("1993",),
        "12月で33歳": ("1993-12",),
        "32歳、12月に33歳": ("1993-12",),
        "12月に33になる": ("1993-12",),
        "3月に32歳になりました": ("1994-03",),
        "12/03/1993": ("1993-03-12", "1993-12-03"),
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
        "五年",
        "12年",
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
