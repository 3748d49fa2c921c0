"""Facts that a text dates, pay that was and will be, money that is no pay, and what follows from what is told."""

import pytest

from dialogs.questionnaires.hsp import HSP
from tests.answers.report import Today, reader


def heard(text: str, asked: str = "") -> dict[str, tuple[object, ...]]:
    """Return what is heard beside the asked question, or in a first message; none of it is taken without a yes."""
    language = "en" if text.isascii() else "ja"
    read = reader().read(text, HSP.by_id[asked] if asked else None, language, Today())
    return {fact.question: fact.candidates for fact in read.facts}


def settled(text: str, asked: str = "") -> set[str]:
    language = "en" if text.isascii() else "ja"
    read = reader().read(text, HSP.by_id[asked] if asked else None, language, Today())
    return {fact.question for fact in read.facts if fact.settled}


@pytest.mark.parametrize(
    ("text", "yen", "day"),
    [
        ("from April I'll earn 8M", 8_000_000, "2027-04"),
        ("raise to 9M next April", 9_000_000, "2027-04"),
        ("my salary will go up to 8.5M in April", 8_500_000, "2027-04"),
        ("4月から年収800万になります", 8_000_000, "2027-04"),
        ("来年4月から800万", 8_000_000, "2027-04"),
    ],
)
def test_pay_that_is_to_come_is_a_plan_and_not_what_is_earned(text: str, yen: int, day: str) -> None:
    found = heard(text)
    assert (found["plan"], found["plan_salary"], found["plan_day"]) == (("raise",), (yen,), (day,))
    assert "salary_yen" not in found
    assert not settled(text)


@pytest.mark.parametrize(
    ("text", "now", "then"),
    [
        ("now 6M, from april 8M", 6_000_000, 8_000_000),
        ("salary become 8M from april, now 7.2M", 7_200_000, 8_000_000),
        ("今の年収は600万ですが、4月から750万になります", 6_000_000, 7_500_000),
    ],
)
@pytest.mark.parametrize("asked", ["", "salary_yen"])
def test_beside_pay_that_is_to_come_the_pay_of_today_is_read_back(text: str, now: int, then: int, asked: str) -> None:
    found = heard(text, asked)
    assert (found["salary_yen"], found["plan_salary"]) == ((now,), (then,))
    assert "salary_yen" not in settled(text, asked)


@pytest.mark.parametrize(
    ("text", "now", "before", "since"),
    [
        ("my pay is 8M since april 2025, before that 6M", 8_000_000, 6_000_000, "2025-04"),
        ("salary was 5.5M till 2024, 7M since Jan 2025", 7_000_000, 5_500_000, "2025-01"),
        ("my pay went from 6M to 8M in april 2025", 8_000_000, 6_000_000, "2025-04"),
        ("was 7M now 8M", 8_000_000, 7_000_000, None),
        ("i earned 6m until march, now 7.5m", 7_500_000, 6_000_000, None),
        ("転職して去年の10月から年収800万です。その前は650万でした", 8_000_000, 6_500_000, "2025-10"),
        ("年収は去年まで600万で、今年4月から700万です", 7_000_000, 6_000_000, "2026-04"),
    ],
)
def test_pay_before_and_since_when_it_is_as_it_is(text: str, now: int, before: int, since: str | None) -> None:
    found = heard(text)
    assert found["salary_yen"] == (now,)
    assert found["salary_before"] == (before,)
    assert found.get("salary_since") == (None if since is None else (since,))
    assert not {"salary_before", "salary_since"} & settled(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I graduated with a master in March 2020, N1 passed Dec 2022, 8M", ("2020-03", "2022-12")),
        ("N1 (2022), master (2020)", ("2020", "2022")),
        ("bachelor in 2014 and master 2016", ("2016", None)),
        ("修士は2020年3月、N1は2022年12月", ("2020-03", "2022-12")),
        ("N1、2020年に合格", (None, "2020")),
        ("master next March, N1 in December", (None, None)),
        ("my wife got N1 in 2020", (None, None)),
    ],
)
def test_since_when_a_degree_and_a_level_are_held(text: str, days: tuple[str | None, str | None]) -> None:
    found = heard(text)
    assert tuple((found.get(name) or (None,))[0] for name in ("degrees_since", "japanese_since")) == days


@pytest.mark.parametrize(
    "text",
    [
        "50 million capital", "budget 5M", "company profit 20M", "i have 5 million in bank", "my house loan is 30M",
        "we got funding of 100M", "scholarship 150k per month", "資本金5000万", "予算500万", "利益2000万", "保険料3万",
        "仕送り10万", "学費100万",
    ],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["", "salary_yen"])
def test_money_that_nobody_is_paid_is_no_pay(text: str, asked: str) -> None:
    assert heard(text, asked).get("salary_yen", ()) == ()


@pytest.mark.parametrize(
    ("text", "asked"), [("8m or 9m?", "salary_yen"), ("800万か900万？", "salary_yen"), ("8m or 9m", "")]
)
def test_of_two_sums_both_are_asked(text: str, asked: str) -> None:
    assert heard(text, asked)["salary_yen"] == (8_000_000, 9_000_000)


@pytest.mark.parametrize(
    ("text", "asked", "question", "value"),
    [
        ("H5.11.30 妻はH7", "birth_date", "birth_date", "1993-11-30"),
        ("wife 1993 me 1991-03-21", "birth_date", "birth_date", "1991-03-21"),
        ("うちの主人なら1985年です、わたしは平成元年10月1日", "birth_date", "birth_date", "1989-10-01"),
        ("daughter 12 nov 2023, son 2019", "youngest_child", "youngest_child", "2023-11-12"),
        ("wife 4M me 6M", "salary_yen", "salary_yen", 6_000_000),
        ("wife 4M me 6M", "salary_yen", "household_income_yen", 10_000_000),
        ("changed from student to engineer in april 2024", "residence", "residence", "work"),
        ("my first day there was oct 5th", "new_employer_since", "new_employer_since", "2026-10-05"),
        ("HSP from 15th jan last year", "status_since", "status_since", "2025-01-15"),
        ("二年前の三月に修了", "degrees_since", "degrees_since", "2024-03"),
        ("landed narita 3rd sept 2018 never left long", "in_japan_since", "in_japan_since", "2018-09-03"),
    ],
)
def test_whose_and_of_when_a_figure_is(text: str, asked: str, question: str, value: object) -> None:
    assert heard(text, asked)[question] == (value,)


@pytest.mark.parametrize(
    ("text", "asked", "question", "value"),
    [
        ("7.2M, N2, 31, visa expires 2027-03", "salary_yen", "stay_until", "2027-03"),
        ("gijinkoku until 2027-08, master", "", "stay_until", "2027-08"),
        ("在留期限が来月10日です", "", "stay_until", "2026-12-10"),
        ("joining April 2027", "", "work_begins", "2027-04"),
        ("HSP 1b, got it in June 2024", "", "status_since", "2024-06"),
        ("定住者です。2022年から。", "", "resident_since", "2022"),
        ("they fired me in may, HSP visa", "", "residence", "hsp"),
        ("技人国から高度にかえたいです", "", "residence", "work"),
        ("子ども1人（2022年生まれ）", "", "youngest_child", "2022"),
        ("N2です。12月にN1を受けます", "japanese", "plan_day", "2026-12"),
        ("特許1件、論文5本", "", "research", ["patents", "papers"]),
        ("8M, company has 5000 employees", "salary_yen", "employer_sme", "no"),
        ("yes joining another firm on 1 Feb", "employer_change", "new_employer_since", "2027-02-01"),
        ("im doing QA testing of car software", "activity", "work_field", "technical"),
        ("majored japanese in Dalian, no jlpt", "japanese", "japanese_degree", "no"),
        ("i dont have bachelor but 11 years network engineer", "", "degrees", []),
    ],
)
def test_a_fact_beside_others_is_heard_and_read_back(text: str, asked: str, question: str, value: object) -> None:
    assert heard(text, asked)[question] == (value,)
    assert question not in settled(text, asked) or question == "work_field"


def test_a_year_that_a_level_counts_is_no_level() -> None:
    assert heard("なし、来日1年", "japanese")["japanese"] == ("none",)
    assert "research" not in heard("my papers are ready")


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("unemployed since october", "job_lost", "2026-10"),
        ("they fired me in may", "job_lost", "2026-05"),
        ("去年の10月に転職しました", "job_changed", "2025-10"),
    ],
)
def test_what_happened_is_dated_in_the_past(text: str, kind: str, day: str) -> None:
    language = "en" if text.isascii() else "ja"
    remarks = reader().read(text, None, language, Today()).remarks
    assert [remark.day for remark in remarks if remark.kind == kind] == [day]
