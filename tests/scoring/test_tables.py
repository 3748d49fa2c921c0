"""Every cell of every table since 2013-12-24, against a transcription made apart from `scoring/rules`.

`rulebook.json` is a trimmed copy of the project's rulebook: one entry per item and period, with its confidence.
Each row is tried on both sides of each of its boundaries, on the first and the last day of each period.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from scoring import Category, Ruleset, as_json, ruleset_for, score
from tests.scoring.people import EDGE_DAYS, LEVELS, NOTHING, TODAY, UNKNOWN, read, scored

RULEBOOK: dict[str, Any] = json.loads((Path(__file__).parent / "rulebook.json").read_text(encoding="utf-8"))
# The order of the official table.
ORDER = (
    *("academic", "multi_degree", "career", "salary", "age", "research", "licence", "position", "innovation"),
    *("innovation_sme", "local_gov", "rd_ratio", "foreign_qual", "jp_degree", "n1", "n2", "growth"),
    *("designated_univ", "jica", "invest100m", "invest_mgmt"),
)
GATES = ("pass_mark", "min_salary")
ORDINANCE = date(2015, 4, 1)
NUMBERED_FORM = date(2023, 4, 1)


def _first(entry: dict[str, Any]) -> date:
    return date.fromisoformat(entry["effective_from"])


def _last(entry: dict[str, Any]) -> date:
    return date.fromisoformat(entry.get("effective_to", "9999-12-31"))


def _edge_days() -> list[date]:
    """First and last days of every period in the rulebook, the days before them, and the days of our own files."""
    edges = set(EDGE_DAYS)
    for entry in RULEBOOK["items"]:
        edges |= {_first(entry), _first(entry) - timedelta(days=1), _last(entry)}
        if _last(entry) < TODAY:
            edges.add(_last(entry) + timedelta(days=1))
    return sorted(day for day in edges if date(2013, 12, 24) <= day <= TODAY)


DAYS = _edge_days()


def entries(category: str, day: date) -> dict[str, dict[str, Any]]:
    """The rulebook's items in force on a day in one category, by row; two at once would be a mistake in the copy."""
    found: dict[str, dict[str, Any]] = {}
    for entry in RULEBOOK["items"]:
        if category in entry["categories"] and _first(entry) <= day <= _last(entry):
            assert entry["item"] not in found
            found[entry["item"]] = entry
    return found


# --- How each row is tried: facts, and the points the rulebook's entry gives for them ---

Probes = Iterator[tuple[dict[str, Any], int]]


def _degrees(entry: dict[str, Any], category: str) -> Probes:
    worth = {tier["key"]: tier["points"] for tier in entry["tiers"]}
    # Contract levels in the rulebook's words; where no tier of its own exists an MBA is any professional degree.
    points = {
        "doctorate": worth["doctor"],
        "mba_mot": worth.get("mba_mot", worth["master"]),
        "master": worth["master"],
        "professional": worth["master"],
        "bachelor": worth.get("bachelor", 0),
    }
    for n in range(len(LEVELS) + 1):
        for held in combinations(LEVELS, n):
            yield {"degrees": list(held)}, max((points[level] for level in held), default=0)


def _fields(entry: dict[str, Any], category: str) -> Probes:
    for n in range(len(LEVELS) + 1):
        for held in combinations(LEVELS, n):
            graduate = bool(set(held) - {"bachelor"})
            points = entry["points"] if graduate else 0
            yield {"degrees": list(held), "degrees_in_different_fields": True}, points
    yield {"degrees": ["master", "doctorate"], "degrees_in_different_fields": False}, 0


def _years(entry: dict[str, Any], category: str) -> Probes:
    tiers = [(tier["min_years"], tier["points"]) for tier in entry["tiers"]]
    for months in (0, 35, 36, 37, 59, 60, 83, 84, 119, 120, 600):
        met = [points for years, points in tiers if months >= years * 12]
        yield {"experience_years": months / 12}, max(met, default=0)
    for years, _ in tiers:  # one month short in every category's own object too
        short = {other: years if other != category else years - 1 / 12 for other in "abc"}
        below = [points for least, points in tiers if least < years]
        yield {"experience_years": short}, max(below, default=0)


def _pay_by_age(entry: dict[str, Any], category: str) -> Probes:
    tiers = [(t["min_jpy"], t["points"], t.get("max_age_exclusive")) for t in entry["tiers"]]
    pays = {0, 3_000_000, 100_000_000} | {pay + step for pay, _, _ in tiers for step in (-1, 0)}
    ages = (29, 30, 34, 35, 39, 40) if category != "c" else (29, 40)
    for pay, age in product(sorted(pays), ages):
        points = next((p for least, p, limit in tiers if pay >= least and (limit is None or age < limit)), 0)
        yield {"salary_yen": pay, "age": age}, points


def _age(entry: dict[str, Any], category: str) -> Probes:
    for age in (0, 18, 29, 30, 31, 34, 35, 36, 39, 40, 41, 130):
        yield {"age": age}, next((t["points"] for t in entry["tiers"] if age < t["max_age_exclusive"]), 0)


def _kinds(entry: dict[str, Any], category: str) -> Probes:
    for patents, grants, papers, recognised in product((0, 1), (2, 3), (2, 3), (False, True)):
        kinds = (patents >= 1) + (grants >= 3) + (papers >= 3) + recognised
        facts = {
            "patents": patents,
            "foreign_grants": grants,
            "papers": papers,
            "other_research_recognised": recognised,
        }
        yield facts, next((t["points"] for t in entry["tiers"] if kinds >= t["min_count"]), 0)


def _licences(entry: dict[str, Any], category: str) -> Probes:
    for count in (0, 1, 2, 3, 50):
        yield {"licences": count}, next((t["points"] for t in entry["tiers"] if count >= t["min_count"]), 0)


def _position(entry: dict[str, Any], category: str) -> Probes:
    worth = {tier["key"]: tier["points"] for tier in entry["tiers"]}
    for office in ("representative", "director", "none"):
        yield {"position": office}, worth.get(office, 0)


def _yes_no(field: str) -> Callable[[dict[str, Any], str], Probes]:
    def probes(entry: dict[str, Any], category: str) -> Probes:
        yield {field: True}, entry["points"]
        yield {field: False}, 0

    return probes


def _sme(entry: dict[str, Any], category: str) -> Probes:
    for support, small in product((True, False), repeat=2):
        facts = {"employer_innovation_support": support, "employer_sme": small}
        yield facts, entry["points"] if support and small else 0


def _ratio(entry: dict[str, Any], category: str) -> Probes:
    just_above = math.nextafter(0.03, 1)
    for small, ratio in product((True, False), (0, 0.0299999, 0.03, just_above, 0.031, 1, 1.5)):
        yield {"employer_sme": small, "employer_rd_ratio": ratio}, entry["points"] if small and ratio > 0.03 else 0


def _japan(row: str) -> Callable[[dict[str, Any], str], Probes]:
    def probes(entry: dict[str, Any], category: str) -> Probes:
        languages = ("n1", "n2", "japanese_major_abroad", "none")
        for degree, level, trained, there in product((True, False), languages, (True, False), (True, False)):
            holds = {"jp_degree": degree, "n1": level in ("n1", "japanese_major_abroad"), "n2": level == "n2"}
            blocked = any(holds.get(other, False) for other in entry.get("exclusive_with", ()) if row == "n2")
            if row == "jica":
                holds["jica"] = trained
                blocked = degree and there
            facts = {
                "japanese_degree": degree,
                "japanese": level,
                "designated_training": trained,
                "designated_training_at_japanese_university": there,
            }
            yield facts, entry["points"] if holds[row] and not blocked else 0

    return probes


PROBES: dict[str, Callable[[dict[str, Any], str], Probes]] = {
    "academic": _degrees,
    "multi_degree": _fields,
    "career": _years,
    "salary": _pay_by_age,
    "age": _age,
    "research": _kinds,
    "licence": _licences,
    "position": _position,
    "innovation": _yes_no("employer_innovation_support"),
    "innovation_sme": _sme,
    "local_gov": _yes_no("employer_local_support"),
    "rd_ratio": _ratio,
    "foreign_qual": _yes_no("foreign_qualification"),
    "jp_degree": _japan("jp_degree"),
    "n1": _japan("n1"),
    "n2": _japan("n2"),
    "growth": _yes_no("growth_field"),
    "designated_univ": _yes_no("designated_university"),
    "jica": _japan("jica"),
    "invest100m": _yes_no("invested_100m_yen"),
    "invest_mgmt": _yes_no("investment_management"),
}


@cache
def _probed(version: Ruleset, category: str, facts: str) -> dict[str, int]:
    """What the engine gives (rows that stand together are tried together, and days under one version are one run)."""
    entry = scored(NOTHING | json.loads(facts), category, version.effective_from)
    return {item.id: item.points for item in entry.items}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_every_cell(category: str, day: date) -> None:
    in_force = entries(category, day)
    for row in ORDER:
        for facts, points in PROBES[row](in_force[row], category) if row in in_force else ():
            given = _probed(ruleset_for(day), category, json.dumps(facts))
            assert given[row] == points, f"{row} for {facts}"


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_rows_are_those_of_the_day_in_the_order_of_the_table(category: str, day: date) -> None:
    in_force = entries(category, day)
    assert set(in_force) - set(GATES) <= set(ORDER)
    entry = score(read(UNKNOWN, day, category)).of(Category(category))
    assert [item.id for item in entry.items] == [row for row in ORDER if row in in_force]
    assert entry.pass_mark == in_force["pass_mark"]["points"]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_what_rests_on_knowledge_alone_is_for_staff_to_confirm(category: str, day: date) -> None:
    """ "verified" asks for a source for the value and for the day; a list not stored is no proof either."""
    entry = scored(UNKNOWN, category, day)
    for item in entry.items:
        source = entries(category, day)[item.id]
        doubts = f"{source['confidence']} {source['date_confidence']}".lower()
        doubtful = "knowledge" in doubts or "unverified" in doubts
        if item.id == "licence" and day >= date(2017, 4, 26):
            doubtful = False  # "historic only"
        assert item.confidence == ("staff_confirms" if doubtful else "verified"), item.id
    assert {gate.confidence for gate in entry.gates} == {"verified"}


COLUMNS = {
    "academic": "学歴",
    "multi_degree": "学歴",
    "career": "職歴",
    "salary": "年収",
    "age": "年齢",
    "research": "研究実績",
    "licence": "資格",
    "position": "地位",
}
EVIDENCE = {
    "academic": "学位取得の証明書",
    "multi_degree": "学位記",
    "career": "在職証明書",
    "age": "旅券",
    "research": "特許証",
    "licence": "合格証明書",
    "position": "登記事項証明書",
    "innovation": "補助金交付決定通知書",
    "innovation_sme": "登記事項証明書",
    "local_gov": "地方公共団体",
    "rd_ratio": "財務諸表",
    "foreign_qual": "表彰状",
    "jp_degree": "卒業証明書",
    "n1": "N1合格証明書",
    "n2": "N2合格証明書",
    "growth": "関係省庁",
    "designated_univ": "一覧",
    "jica": "JICA",
    "invest100m": "出資",
    "invest_mgmt": "金融商品取引業の登録済通知書",
}


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_every_line_cites_its_place_and_names_its_evidence(category: str, day: date) -> None:
    number = "abc".index(category) + 1
    ordinance = f"高度専門職省令(平成26年法務省令第37号)第1条第1項第{number}号の表"
    notice = f"高度人材告示(平成25年改正後)の表{'イロハ'[number - 1]}"
    basis = ordinance if day >= ORDINANCE else notice
    in_force = entries(category, day)
    for item in scored(UNKNOWN, category, day).items:
        bonus = in_force[item.id].get("official_table_bonus_no", "").split(" ")[0]
        sheet = in_force[item.id].get("calc_sheet_no", "").split(" ")[0]
        marks = [f"加算{bonus}"] * bool(bonus) + [f"計算表{sheet}"] * bool(sheet)
        numbers = f"({'・'.join(marks)})" if marks and day >= NUMBERED_FORM else ""
        assert item.citation == f"{basis}「{COLUMNS.get(item.id, '特別加算')}」{numbers}"
        wanted = EVIDENCE.get(item.id) or {"a": "年収見込証明書", "b": "雇用契約書", "c": "株主総会議事録"}[category]
        assert any(wanted in name for name in item.evidence), item.id
    if category == "c":
        assert any("経営" in name for name in scored(UNKNOWN, "c", day).item("career").evidence)


# --- Gates ---


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_floor_under_the_pay(day: date) -> None:
    for category in "abc":
        in_force = entries(category, day)
        for pay, met in ((0, False), (2_999_999, False), (3_000_000, True), (3_000_001, True), (None, None)):
            entry = scored(NOTHING | {"salary_yen": pay}, category, day)
            found = {gate.id: gate.met for gate in entry.gates}
            if "min_salary" not in in_force:
                assert category == "a"
                assert "min_salary" not in found
            else:
                assert in_force["min_salary"]["tiers"] == [{"min_jpy": 3_000_000}]
                assert found["min_salary"] is met
            # A failed gate leaves the points as they are.
            assert entry.total == 0


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(("services", "met"), [(True, False), (False, True), (None, None)])
def test_international_services_shut_b_alone(day: date, services: bool | None, met: bool | None) -> None:
    facts = NOTHING | {"international_services": services, "degrees": ["doctorate"]}
    for category in "abc":
        entry = scored(facts, category, day)
        found = {gate.id: gate.met for gate in entry.gates}
        assert ("international_services" in found) == (category == "b")
        assert found.get("international_services", met) is met
        assert entry.total == {"a": 30, "b": 30, "c": 20}[category]


def test_gates_stand_in_a_fixed_order() -> None:
    gates = {c: [gate.id for gate in scored(UNKNOWN, c).gates] for c in "abc"}
    assert gates == {
        "a": ["pass_mark"],
        "b": ["pass_mark", "min_salary", "international_services"],
        "c": ["pass_mark", "min_salary"],
    }


@pytest.mark.parametrize(("years", "verdict", "short_by"), [(4.99, "short", 5), (5, "qualifies", 0)])
def test_the_pass_mark_is_seventy(years: float, verdict: str, short_by: int) -> None:
    facts = NOTHING | {"degrees": ["master"], "salary_yen": 8_000_000, "age": 34, "experience_years": years}
    entry = scored(facts, "b")
    assert (entry.total, entry.verdict, entry.short_by) == (70 - short_by, verdict, short_by)


# --- J-Skip ---


@pytest.mark.parametrize("day", [day for day in DAYS if day >= NUMBERED_FORM], ids=str)
@pytest.mark.parametrize("category", ["a", "b", "c"])
def test_j_skip_on_both_sides_of_each_limit(category: str, day: date) -> None:
    rule = RULEBOOK["j_skip"]
    begun = day >= date.fromisoformat(rule["effective_from"])
    levels = {"doctor": ["doctorate"], "master": ["master"], "professional": ["professional", "mba_mot"]}
    opening = {level for name in rule["degrees"][category] for level in levels[name]}
    need = rule["years"][category]
    for pay, held, years in product(
        (rule[category] - 1, rule[category]), [[], *([level] for level in LEVELS)], (need - 1 / 12, need)
    ):
        facts = NOTHING | {"salary_yen": pay, "degrees": held, "experience_years": years}
        met = begun and pay >= rule[category] and (years >= need or bool(opening & set(held)))
        assert scored(facts, category, day).j_skip.met is met


# --- The versions ---


def test_versions_begin_on_the_days_something_begins() -> None:
    """Each first day is in the rulebook, or is the day the table moved into the ministerial order or J-Skip began."""
    starts = {_first(entry) for entry in RULEBOOK["items"]} | {ORDINANCE, date(2023, 4, 21)}
    ends = {_last(entry) + timedelta(days=1) for entry in RULEBOOK["items"] if _last(entry) < TODAY}
    relevant = {day for day in starts | ends if day >= date(2013, 12, 24)}
    assert {ruleset_for(day).effective_from for day in DAYS} == relevant


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_version_names_its_law(day: date) -> None:
    rules = ruleset_for(day)
    answer = as_json(score(read(UNKNOWN, day)), lambda reason: reason.key)
    assert answer["ruleset"]["id"] == f"hsp-{rules.effective_from.isoformat()}"
    assert answer["ruleset"]["effective_from"] == rules.effective_from.isoformat()
    assert rules.last_checked_on == date(2026, 11, 22)
    assert rules.title.startswith("高度専門職ポイント計算表")
    assert "https://" in rules.reference or "省令" in rules.reference
    assert rules.change


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_marks_of_the_fast_routes_to_permanent_residence(day: date) -> None:
    assert ruleset_for(day).permanent_residence_marks == ((70, 80) if day >= date(2017, 4, 26) else ())
