"""Every sentence scoring can ask for: a literal catalogue of keys and arguments, all of it reached, nothing beside it.

Whoever writes the words finds here what can come out and what comes with it. Also the answer as JSON, key by key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import Category, Confidence, Profile, Reason, Score, Status, as_json, read_profile, score
from tests.properties import examples
from tests.scoring.people import (
    EDGE_DAYS,
    FIRST_DAYS,
    NOTHING,
    TODAY,
    UNKNOWN,
    days,
    known_facts,
    partly_known,
    scored,
    table,
)

# Each key with the names of its arguments.
CATALOGUE: dict[str, str] = {
    # Points counted.
    "why-academic": "points level",
    "why-multi_degree": "points",
    "why-career": "points years months_count need",
    "why-salary": "points salary_yen need_yen",
    "why-age": "points age limit",
    "why-research": "points kinds",
    "why-research-recognised": "points kinds",
    "why-licence": "points count",
    "why-position": "points position",
    "why-innovation": "points",
    "why-innovation_sme": "points",
    "why-local_gov": "points",
    "why-rd_ratio": "points",
    "why-foreign_qual": "points",
    "why-jp_degree": "points",
    "why-n1": "points",
    "why-n2": "points",
    "why-growth": "points",
    "why-designated_univ": "points",
    "why-jica": "points",
    "why-invest100m": "points",
    "why-invest_mgmt": "points",
    # No points, and why not.
    "why-academic-none": "points level",
    "why-multi_degree-none": "points",
    "why-multi_degree-no-graduate": "points",
    "why-career-none": "points years months_count need",
    "why-salary-none": "points salary_yen need_yen",
    "why-salary-too-old": "points salary_yen need_yen",
    "why-age-none": "points age limit",
    "why-research-none": "points kinds",
    "why-licence-none": "points count",
    "why-position-none": "points position",
    "why-innovation-none": "points",
    "why-innovation_sme-none": "points",
    "why-innovation_sme-alone": "points",
    "why-local_gov-none": "points",
    "why-rd_ratio-none": "points",
    "why-rd_ratio-no-sme": "points",
    "why-rd_ratio-at-limit": "points",
    "why-foreign_qual-none": "points",
    "why-jp_degree-none": "points",
    "why-n1-none": "points",
    "why-n2-none": "points",
    "why-n2-covered": "points",
    "why-n2-excluded": "points",
    "why-growth-none": "points",
    "why-designated_univ-none": "points",
    "why-jica-none": "points",
    "why-jica-excluded": "points",
    "why-invest100m-none": "points",
    "why-invest_mgmt-none": "points",
    # Still open.
    "why-unknown": "most",
    "why-salary-age-unknown": "salary_yen most",
    "why-n2-unless": "points most",
    "why-jica-unless": "points most",
    "why-research-more": "points most",
    # Gates.
    "why-pass-mark": "mark least greatest",
    "why-pass-mark-none": "mark least greatest",
    "why-pass-mark-unknown": "mark least greatest",
    "why-min-salary": "need_yen",
    "why-min-salary-none": "need_yen",
    "why-min-salary-unknown": "need_yen",
    "why-international-services": "",
    "why-international-services-none": "",
    "why-international-services-unknown": "",
    # J-Skip.
    "why-j-skip": "salary_yen years degree",
    "why-j-skip-none": "salary_yen years degree",
    "why-j-skip-unknown": "salary_yen years degree",
    "why-j-skip-services": "",
    "why-j-skip-before": "",
    # Notices.
    "notice-birthday": "age day now after category",
    "notice-day-before-birthday": "age day now after category",
    "notice-career-threshold": "years now after category",
    "notice-japanese-degree-without-degree": "",
    "notice-university-without-degree": "",
    "notice-major-without-degree": "",
    "notice-fields-without-graduate-degree": "",
    "notice-training-place-without-training": "",
    "notice-career-longer-than-adult-life": "",
    "notice-doctorate-very-young": "",
    "notice-table-not-checked": "day",
}


def reasons(result: Score) -> Iterator[Reason]:
    """Every reason of an answer."""
    yield result.j_skip.why
    yield from (notice.why for notice in result.notices)
    for entry in result.categories:
        yield entry.j_skip.why
        yield from (gate.why for gate in entry.gates)
        yield from (item.why for item in entry.items)


def check(result: Score) -> None:
    for reason in reasons(result):
        assert set(reason.args) == set(CATALOGUE[reason.key].split())
        for name, value in reason.args.items():
            # Exactly these: a bool is no number to count, and an enum no text.
            assert type(value) in (str, int, Decimal, date), (reason.key, name)
            if name.endswith("_yen") or name in ("points", "most", "now", "after", "age", "need", "mark"):
                assert type(value) is int


ALL = {
    "degrees": ["master"],
    "degrees_in_different_fields": True,
    "experience_years": 10,
    "salary_yen": 20_000_000,
    "age": 25,
    "patents": 1,
    "licences": 1,
    "position": "director",
    "employer_innovation_support": True,
    "employer_sme": True,
    "employer_rd_ratio": 0.04,
    "employer_local_support": True,
    "foreign_qualification": True,
    "japanese_degree": True,
    "japanese": "n1",
    "designated_training": True,
    "designated_training_at_japanese_university": False,
    "growth_field": True,
    "designated_university": True,
    "invested_100m_yen": True,
    "investment_management": True,
    "international_services": False,
}

DIRECTED: list[tuple[dict[str, Any], date]] = [
    ({}, TODAY),
    (NOTHING, TODAY),
    (NOTHING, date(2023, 4, 20)),
    (ALL, TODAY),
    (NOTHING | {"international_services": True, "salary_yen": 5_000_000}, TODAY),
    (NOTHING | {"degrees": ["bachelor"], "degrees_in_different_fields": True}, TODAY),
    (NOTHING | {"degrees": ["master"], "degrees_in_different_fields": False}, TODAY),
    (NOTHING | {"other_research_recognised": True}, TODAY),
    (NOTHING | {"patents": 1, "papers": None}, TODAY),
    (NOTHING | {"employer_sme": True, "employer_rd_ratio": 0.03}, TODAY),
    (NOTHING | {"employer_sme": True, "employer_rd_ratio": 0.01}, TODAY),
    (NOTHING | {"employer_sme": False, "employer_rd_ratio": 0.9}, TODAY),
    (NOTHING | {"japanese": "n2"}, TODAY),
    (NOTHING | {"japanese": "n2", "japanese_degree": True}, TODAY),
    (NOTHING | {"japanese": "n2", "japanese_degree": None}, TODAY),
    (NOTHING | {"japanese": "japanese_major_abroad"}, TODAY),
    (NOTHING | {"japanese": "n1", "japanese_degree": True, "designated_university": True}, TODAY),
    (NOTHING | {"designated_training": True, "japanese_degree": None} | {"japanese": None}, TODAY),
    (
        NOTHING
        | {
            "designated_training": True,
            "japanese_degree": True,
            "designated_training_at_japanese_university": None,
        },
        TODAY,
    ),
    (
        NOTHING
        | {
            "designated_training": True,
            "japanese_degree": True,
            "designated_training_at_japanese_university": True,
        },
        TODAY,
    ),
    (NOTHING | {"designated_training_at_japanese_university": True}, TODAY),
    (NOTHING | {"salary_yen": 5_000_000, "age": None}, TODAY),
    (NOTHING | {"salary_yen": 5_000_000, "age": 50}, TODAY),
    (NOTHING | {"age": None, "birth_date": "1996-11-23"}, TODAY),
    (NOTHING | {"experience_years": 2.9, "age": 10, "degrees": ["doctorate"]}, TODAY),
    (NOTHING | {"pregnancy": True}, date(2027, 11, 22)),
]


@pytest.fixture(scope="module")
def directed() -> list[Score]:
    return [score(read_profile(facts, as_of=day)) for facts, day in DIRECTED]


def test_every_key_of_the_catalogue_is_reached(directed: list[Score]) -> None:
    reached = {reason.key for result in directed for reason in reasons(result)}
    assert reached == set(CATALOGUE)


def test_directed_reasons_carry_what_their_sentences_need(directed: list[Score]) -> None:
    for result in directed:
        check(result)


@examples(80)
@given(partly_known(most_unknown=12, most_cases=10**9), days, st.booleans())
def test_nothing_is_said_beside_the_catalogue(person: tuple[str, dict[str, Any]], day: date, one: bool) -> None:
    category, facts = person
    profile = read_profile(facts | {"category": category if one else None}, as_of=day)
    check(score(profile))


@examples(50)
@given(known_facts, days, st.dates(date(1950, 1, 1), date(2010, 1, 1)))
def test_nothing_is_said_beside_the_catalogue_of_people_with_a_birth_date(
    facts: dict[str, Any], day: date, birth: date
) -> None:
    check(score(read_profile(facts | {"age": None, "birth_date": birth.isoformat()}, as_of=day)))


# --- Which sentence, and with what ---


def why(facts: dict[str, Any], row: str, category: str = "a", day: date = TODAY) -> tuple[str, dict[str, Any]]:
    reason = scored(NOTHING | facts, category, day).item(row).why
    return reason.key, dict(reason.args)


def test_points_counted_are_told_with_their_facts() -> None:
    assert why({"degrees": ["doctorate", "mba_mot"]}, "academic", "b") == (
        "why-academic",
        {"points": 30, "level": "doctorate"},
    )
    assert why({"degrees": ["doctorate", "mba_mot"]}, "academic", "c") == (
        "why-academic",
        {"points": 25, "level": "mba_mot"},
    )
    assert why({"experience_years": 7.5}, "career") == (
        "why-career",
        {"points": 15, "years": 7, "months_count": 6, "need": 3},
    )
    assert why({"salary_yen": 9_500_000}, "salary") == (
        "why-salary",
        {"points": 35, "salary_yen": 9_500_000, "need_yen": 8_000_000},
    )
    assert why({"age": 31}, "age") == ("why-age", {"points": 10, "age": 31, "limit": 40})
    assert why({"patents": 1, "papers": 3}, "research") == ("why-research", {"points": 25, "kinds": 2})
    assert why({"licences": 3}, "licence", "b") == ("why-licence", {"points": 10, "count": 3})
    assert why({"position": "director"}, "position", "c") == (
        "why-position",
        {"points": 5, "position": "director"},
    )


@pytest.mark.parametrize(
    ("years", "shown"), [(2.999, (2, 11)), (35 / 12, (2, 11)), (103 / 12, (8, 7)), (3, (3, 0)), (0.04, (0, 0))]
)
def test_nobody_reads_more_time_than_they_worked_and_no_month_less(years: float, shown: tuple[int, int]) -> None:
    args = why({"experience_years": years}, "career")[1]
    assert (args["years"], args["months_count"]) == shown


def test_a_known_zero_is_told_with_what_would_score() -> None:
    assert why({"degrees": []}, "academic") == ("why-academic-none", {"points": 0, "level": "none"})
    assert why({"degrees": ["bachelor"]}, "academic", "a", date(2017, 4, 25)) == (
        "why-academic-none",
        {"points": 0, "level": "none"},
    )
    assert why({"experience_years": 2.5}, "career", "c") == (
        "why-career-none",
        {"points": 0, "years": 2, "months_count": 6, "need": 3},
    )
    assert why({"age": 40}, "age") == ("why-age-none", {"points": 0, "age": 40, "limit": 40})
    assert why({"position": "none"}, "position", "c") == ("why-position-none", {"points": 0, "position": "none"})
    assert why({"licences": 0}, "licence", "b") == ("why-licence-none", {"points": 0, "count": 0})
    assert why({"papers": 2}, "research") == ("why-research-none", {"points": 0, "kinds": 0})


@pytest.mark.parametrize(
    ("pay", "age", "key", "need"),
    [
        (3_999_999, 29, "why-salary-none", 4_000_000),
        (3_999_999, 30, "why-salary-none", 5_000_000),
        (4_000_000, 30, "why-salary-too-old", 5_000_000),
        (5_999_999, 35, "why-salary-too-old", 6_000_000),
        (7_999_999, 40, "why-salary-too-old", 8_000_000),
        (3_999_999, None, "why-salary-none", 8_000_000),
    ],
)
def test_pay_too_low_or_too_low_for_the_age(pay: int, age: int | None, key: str, need: int) -> None:
    assert why({"salary_yen": pay, "age": age}, "salary") == (
        key,
        {"points": 0, "salary_yen": pay, "need_yen": need},
    )


def test_pay_too_low_in_c() -> None:
    assert why({"salary_yen": 9_999_999}, "salary", "c") == (
        "why-salary-none",
        {"points": 0, "salary_yen": 9_999_999, "need_yen": 10_000_000},
    )


@pytest.mark.parametrize(
    ("facts", "row", "key"),
    [
        ({"degrees": [], "degrees_in_different_fields": True}, "multi_degree", "no-graduate"),
        ({"degrees": ["bachelor"], "degrees_in_different_fields": None}, "multi_degree", "no-graduate"),
        ({"degrees": ["master"], "degrees_in_different_fields": False}, "multi_degree", "none"),
        # Levels not known: nobody said there is no graduate degree.
        ({"degrees": None, "degrees_in_different_fields": False}, "multi_degree", "none"),
        ({"employer_sme": True}, "innovation_sme", "alone"),
        ({"employer_sme": False}, "innovation_sme", "none"),
        ({"employer_sme": None}, "innovation_sme", "none"),
        ({"employer_sme": False, "employer_rd_ratio": 0.03}, "rd_ratio", "no-sme"),
        ({"employer_sme": True, "employer_rd_ratio": 0.03}, "rd_ratio", "at-limit"),
        ({"employer_sme": True, "employer_rd_ratio": 0.02}, "rd_ratio", "none"),
        ({"employer_sme": None, "employer_rd_ratio": 0.02}, "rd_ratio", "none"),
        ({"japanese": "n1"}, "n2", "covered"),
        ({"japanese": "japanese_major_abroad", "japanese_degree": True}, "n2", "covered"),
        ({"japanese": "n2", "japanese_degree": True}, "n2", "excluded"),
        ({"japanese": "none"}, "n2", "none"),
        ({"japanese": "n2"}, "n1", "none"),
    ],
)
def test_why_there_are_no_points(facts: dict[str, Any], row: str, key: str) -> None:
    assert why(facts, row) == (f"why-{row}-{key}", {"points": 0})
    assert scored(NOTHING | facts, "a").item(row).status == ("excluded" if key == "excluded" else "none")


def test_what_is_still_open_is_told_with_the_most_it_brings() -> None:
    assert why({"degrees": None}, "academic") == ("why-unknown", {"most": 30})
    assert why({"salary_yen": None, "age": 35}, "salary") == ("why-unknown", {"most": 40})
    assert why({"salary_yen": 5_000_000, "age": None}, "salary") == (
        "why-salary-age-unknown",
        {"salary_yen": 5_000_000, "most": 15},
    )
    assert why({"patents": 1, "papers": None}, "research") == ("why-research-more", {"points": 20, "most": 25})
    assert why({"japanese": "n2", "japanese_degree": None}, "n2") == ("why-n2-unless", {"points": 10, "most": 10})
    assert why({"designated_training": True, "japanese_degree": None} | _THERE, "jica") == (
        "why-jica-unless",
        {"points": 5, "most": 5},
    )


_THERE = {"designated_training_at_japanese_university": True}


def test_gates_are_told() -> None:
    entry = scored(UNKNOWN | {"salary_yen": 3_000_000}, "b")
    told = {gate.id: (gate.why.key, dict(gate.why.args)) for gate in entry.gates}
    assert told == {
        "pass_mark": ("why-pass-mark-unknown", {"mark": 70, "least": 0, "greatest": 195}),
        "min_salary": ("why-min-salary", {"need_yen": 3_000_000}),
        "international_services": ("why-international-services-unknown", {}),
    }
    entry = scored(ALL | {"salary_yen": 0, "international_services": True}, "b")
    assert [gate.why.key for gate in entry.gates] == [
        "why-pass-mark",
        "why-min-salary-none",
        "why-international-services-none",
    ]
    entry = scored(NOTHING | {"salary_yen": None}, "b")
    assert [gate.why.key for gate in entry.gates] == [
        "why-pass-mark-none",
        "why-min-salary-unknown",
        "why-international-services",
    ]


def test_j_skip_is_told_with_its_limits() -> None:
    told = {c: scored(NOTHING, c).j_skip.why for c in "abc"}
    assert {reason.key for reason in told.values()} == {"why-j-skip-none"}
    assert dict(told["a"].args) == {"salary_yen": 20_000_000, "years": 10, "degree": "yes"}
    assert dict(told["c"].args) == {"salary_yen": 40_000_000, "years": 5, "degree": "no"}
    assert scored(ALL, "b").j_skip.why.key == "why-j-skip"
    assert scored(UNKNOWN, "b").j_skip.why.key == "why-j-skip-unknown"
    assert scored(ALL | {"international_services": True}, "b").j_skip.why.key == "why-j-skip-services"
    assert scored(ALL | {"international_services": True}, "a").j_skip.why.key == "why-j-skip"
    before = scored(ALL, "a", date(2023, 4, 20)).j_skip
    assert (before.met, before.why) == (False, Reason("why-j-skip-before"))


@pytest.mark.parametrize(
    ("facts", "category", "key", "confidence"),
    [
        ({"other_research_recognised": True}, "a", "why-research-recognised", "staff_confirms"),
        ({"other_research_recognised": True}, "b", "why-research-recognised", "staff_confirms"),
        ({"other_research_recognised": True, "patents": 1}, "a", "why-research-recognised", "staff_confirms"),
        # In (b) one patent is enough, and three kinds are no more than two in (a): nothing rests on the Minister.
        ({"other_research_recognised": True, "patents": 1}, "b", "why-research", "verified"),
        ({"other_research_recognised": True, "patents": 1, "papers": 3}, "a", "why-research", "verified"),
        ({"other_research_recognised": True, "patents": None}, "a", "why-research-more", "staff_confirms"),
        ({"other_research_recognised": None, "patents": 1}, "a", "why-research-more", "verified"),
        ({"other_research_recognised": False, "patents": 1}, "a", "why-research", "verified"),
        ({"other_research_recognised": False}, "a", "why-research-none", "verified"),
    ],
)
def test_points_that_rest_on_the_minister(facts: dict[str, Any], category: str, key: str, confidence: str) -> None:
    item = scored(NOTHING | facts, category).item("research")
    assert (item.why.key, item.confidence) == (key, confidence)


def test_reasons_of_every_row_and_day_are_in_the_catalogue() -> None:
    for day in EDGE_DAYS:
        for facts in (NOTHING, UNKNOWN, ALL):
            check(score(read_profile(facts, as_of=day)))


# --- The answer as JSON ---


def say(reason: Reason) -> str:
    return f"<{reason.key}>"


J_SKIP = "令和5年法務省令第25号"


def test_the_answer_has_the_keys_of_the_contract() -> None:
    facts = ALL | {"age": None, "birth_date": "1996-11-23"}
    answer = as_json(score(read_profile(facts, as_of=TODAY)), say)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert list(answer) == ["as_of", "ruleset", "notices", "j_skip", "categories"]
    assert answer["as_of"] == "2026-11-22"
    assert answer["ruleset"] == {
        "id": "hsp-2023-04-21",
        "effective_from": "2023-04-21",
        "last_checked_on": "2026-11-22",
    }
    assert answer["j_skip"] == {"met": True, "why": "<why-j-skip>", "citation": J_SKIP}
    assert answer["notices"] == [
        {"id": "birthday", "why": "<notice-birthday>", "category": "a"},
        {"id": "day_before_birthday", "why": "<notice-day-before-birthday>", "category": "a"},
        {"id": "birthday", "why": "<notice-birthday>", "category": "b"},
        {"id": "day_before_birthday", "why": "<notice-day-before-birthday>", "category": "b"},
    ]
    assert list(answer["categories"]) == ["a", "b", "c"]
    for entry in answer["categories"].values():
        assert list(entry) == ["total", "range", "short_by", "verdict", "decided_by", "gates", "items", "j_skip"]
        assert all(list(gate) == ["id", "met", "why", "citation", "confidence"] for gate in entry["gates"])
        assert all(
            list(item) == ["id", "points", "most", "status", "why", "citation", "evidence", "confidence"]
            for item in entry["items"]
        )
        assert list(entry["j_skip"]) == ["met", "why", "citation"]


def test_the_answer_has_the_values_of_the_score() -> None:
    result = score(read_profile(NOTHING | {"category": "b", "japanese": None}, as_of=TODAY))
    entry = result.of(Category.B)
    told = as_json(result, say)["categories"]
    assert list(told) == ["b"]
    of_b = {"citation": "高度専門職省令(平成26年法務省令第37号)第1条第1項第2号", "confidence": "verified"}
    assert told["b"] == {
        "total": 0,
        "range": [0, 15],
        "short_by": 70,
        "verdict": "blocked",
        "decided_by": [],
        "gates": [
            {"id": "pass_mark", "met": False, "why": "<why-pass-mark-none>"} | of_b,
            {"id": "min_salary", "met": False, "why": "<why-min-salary-none>"} | of_b,
            {"id": "international_services", "met": True, "why": "<why-international-services>"} | of_b,
        ],
        "items": [
            {
                "id": item.id,
                "points": item.points,
                "most": item.most,
                "status": str(item.status),
                "why": f"<{item.why.key}>",
                "citation": item.citation,
                "evidence": list(item.evidence),
                "confidence": str(item.confidence),
            }
            for item in entry.items
        ],
        "j_skip": {"met": False, "why": "<why-j-skip-none>", "citation": J_SKIP},
    }
    n1 = told["b"]["items"][[item.id for item in entry.items].index("n1")]
    assert n1 == {
        "id": "n1",
        "points": 0,
        "most": 15,
        "status": "unknown",
        "why": "<why-unknown>",
        "citation": "高度専門職省令(平成26年法務省令第37号)第1条第1項第2号の表「特別加算」(加算⑧・計算表⑮)",
        "evidence": ["日本語能力試験N1合格証明書又はBJT成績証明書(480点以上)", "卒業証明書(日本語専攻)"],
        "confidence": "verified",
    }


def test_what_is_open_is_null_and_what_decides_is_named() -> None:
    facts = {"degrees": ["master"], "salary_yen": 7_000_000, "age": 31, "japanese_degree": True}
    answer = as_json(score(read_profile(NOTHING | facts | {"experience_years": None}, as_of=TODAY)), say)
    entry = answer["categories"]["b"]
    assert entry["gates"][0] == {
        "id": "pass_mark",
        "met": None,
        "why": "<why-pass-mark-unknown>",
        "citation": "高度専門職省令(平成26年法務省令第37号)第1条第1項第2号",
        "confidence": "verified",
    }
    assert (entry["verdict"], entry["decided_by"]) == ("undecided", ["experience_years"])
    assert as_json(score(Profile(), as_of=TODAY), say)["j_skip"] == {
        "met": None,
        "why": "<why-j-skip-unknown>",
        "citation": J_SKIP,
    }


@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_each_gate_and_j_skip_cite_the_law_of_the_day(day: date) -> None:
    result = score(Profile(), as_of=day)
    for entry in result.categories:
        table = result.ruleset.categories[entry.category]
        for gate in entry.gates:
            # The article, or before 2015 the notice, in which the table of the category stands.
            assert entry.items[0].citation.startswith(gate.citation)
            assert "の表" not in gate.citation
            assert gate.citation.startswith("高度")
        assert (entry.j_skip.citation is None) is (table.j_skip is None)
    assert (result.j_skip.citation is None) is (day < date(2023, 4, 21))
    assert as_json(result, say)["j_skip"]["citation"] == result.j_skip.citation


def test_an_answer_is_the_same_every_time() -> None:
    profile = read_profile(ALL, as_of=TODAY)
    assert as_json(score(profile), say) == as_json(score(profile), say)


def test_what_a_row_brings_at_most() -> None:
    mosts = {row.id: row.most for row in table("b").rows}
    assert (mosts["academic"], mosts["salary"], mosts["n1"], mosts["licence"]) == (30, 40, 15, 10)


def test_statuses_and_confidences_are_those_of_the_contract() -> None:
    assert {str(status) for status in Status} == {"scored", "none", "unknown", "excluded"}
    assert {str(confidence) for confidence in Confidence} == {"verified", "staff_confirms"}
