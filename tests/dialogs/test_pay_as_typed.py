"""Pay, and figures that are no choice, as people type them: what is kept at once, offered back, asked.

Each kind has its plain variants, counter-examples that look like it, and texts that would be guessed wrongly.
"""

from collections.abc import Mapping

import pytest

from tests.answers import LANGUAGES
from tests.dialogs.as_typed import Offered, Taken, candidates, kept, read

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
