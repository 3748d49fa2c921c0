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
