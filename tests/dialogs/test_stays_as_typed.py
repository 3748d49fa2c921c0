"""Until when and since when somebody stays, as people type it: what is kept at once, offered back, asked.

Each kind has its plain variants, counter-examples that look like it, and texts that would be guessed wrongly.
"""

from collections.abc import Mapping

import pytest

from tests.answers import LANGUAGES
from tests.dialogs.as_typed import Asked, Offered, Taken, candidates, kept, read

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
        "来年の3月いっぱいまで": "2027-03",
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
        "next",
        "13/13",
    ),
    (STAY, "ja"): ("5年", "5年ビザ", "残りわずか", "来世まで", "99月", "ビザが切れる", "いっぱい"),
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
    "experience_years",
    "birth_date",
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


@pytest.mark.parametrize(("language", "text"), [("en", "permanent, no expiry"), ("ja", "無期限")])
def test_a_stay_without_an_end_is_asked_about(language: str, text: str) -> None:
    """The answer that there is no such day is of whoever has no residence card."""
    assert (candidates(text, STAY, language), kept(text, STAY, language)) == ((), None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("only 3 weeks left please help", "deadline"), ("only 3 weeks left on my visa please help", "expiry")],
)
def test_what_is_asked_for_beside_an_end_hides_no_end(text: str, kind: str) -> None:
    assert [(remark.kind, remark.day) for remark in read(text, "", "en").remarks] == [(kind, "2026-12-13")]


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
