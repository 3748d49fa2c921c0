"""Rule files are read strictly, and the law of a day is the law of that day: never the nearest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from typing import Any

import pytest

from scoring import (
    Category,
    Confidence,
    Degree,
    NoRulesetForDate,
    Profile,
    RulesetError,
    ScoringError,
    all_rulesets,
    ruleset_for,
    score,
)
from scoring.bands import domain
from scoring.ruleset import complete, load_ruleset, pick
from tests.scoring.people import FIRST_DAYS, TODAY

HEAD = """
[head]
effective_from = 2030-01-01
title = "t"
change = "c"
reference = "r"
last_checked_on = 2030-01-02
"""
BASIS = """
[basis]
a = "イ"
b = "ロ"
c = "ハ"
"""
GATES = """
[gates.pass_mark]
points = 70
source = ["S4"]
confidence = "verified"
[gates.min_salary]
yen = 3_000_000
categories = ["b", "c"]
source = ["S4"]
confidence = "staff_confirms"
[gates.international_services]
excluded_from = ["b"]
source = ["S4"]
confidence = "verified"
"""
MARKS = """
[permanent_residence]
marks = [70, 80]
source = ["S4"]
confidence = "verified"
"""
J_SKIP = """
[j_skip]
reference = "x"
a = { min_salary_yen = 1, degrees = ["master"], min_years = 10 }
b = { min_salary_yen = 2, degrees = [], min_years = 9 }
c = { min_salary_yen = 3, degrees = [], min_years = 5 }
source = ["S4"]
confidence = "verified"
"""
CAREER = """
[rows.career]
column = "職歴"
a = [{ years = 7, points = 15 }, { years = 5, points = 10 }]
evidence = ["旅券"]
confidence = "verified"
source = ["S1"]
"""
SALARY = """
[rows.salary]
column = "年収"
bonus = "①"
a = [{ yen = 10, points = 40 }, { yen = 7, under_age = 40, points = 25 }]
c = [{ yen = 9, points = 1 }]
evidence = { a = ["年収見込証明書"], c = ["退職証明書(過去の勤務先)", "登記事項証明書"] }
confidence = "staff_confirms"
source = ["S1"]
"""
AGE = """
[rows.age]
column = "年齢"
sheet = "②"
bonus = "③"
note = "n"
a = [{ under = 30, points = 15 }, { under = 35, points = 10 }]
evidence = ["旅券"]
confidence = "verified"
source = ["S1"]
"""
POSITION = """
[rows.position]
column = "地位"
c = [{ position = "representative", points = 10 }, { position = "director", points = 5 }]
evidence = ["旅券"]
confidence = "verified"
source = ["S1"]
"""
RATIO = """
[rows.rd_ratio]
column = "特別加算"
over_ratio = 0.03
a = 5
evidence = ["旅券"]
confidence = "verified"
source = ["S1"]
"""
WHOLE = HEAD + BASIS + GATES + MARKS + J_SKIP + CAREER + SALARY + AGE + POSITION + RATIO
NAME = "2030-01-01.toml"


def refused(text: str, key: str, expected: str = "", name: str = NAME) -> None:
    with pytest.raises(RulesetError) as caught:
        load_ruleset(name, text)
    assert (caught.value.file, caught.value.key) == (name, key)
    assert str(caught.value).startswith(f"{name}: {key}: expected {expected}")
    assert isinstance(caught.value, ScoringError)


def changed(old: str, new: str) -> str:
    """The whole file with one thing changed."""
    assert WHOLE.count(old) >= 1
    return WHOLE.replace(old, new, 1)


def test_a_whole_file_is_read() -> None:
    rules = load_ruleset(NAME, WHOLE)
    assert (rules.id, rules.effective_from) == ("hsp-2030-01-01", date(2030, 1, 1))
    assert (rules.title, rules.change, rules.reference) == ("t", "c", "r")
    assert rules.last_checked_on == date(2030, 1, 2)
    assert rules.permanent_residence_marks == (70, 80)
    assert list(rules.categories) == list(Category)
    a, b, c = (rules.categories[category] for category in Category)
    assert [row.id for row in a.rows] == ["career", "salary", "age", "rd_ratio"]
    assert [row.id for row in b.rows] == []
    assert [row.id for row in c.rows] == ["salary", "position"]
    assert (a.pass_mark, a.min_salary_yen, b.min_salary_yen, c.min_salary_yen) == (70, None, 3_000_000, 3_000_000)
    services = [table.excludes_international_services for table in (a, b, c)]
    assert services == [False, True, False]
    assert a.gate_confidence == {
        "pass_mark": Confidence.VERIFIED,
        "min_salary": Confidence.STAFF_CONFIRMS,
        "international_services": Confidence.VERIFIED,
    }
    assert a.j_skip is not None
    assert (a.j_skip.min_salary_yen, a.j_skip.degrees, a.j_skip.min_years) == (1, frozenset({Degree.MASTER}), 10)
    assert a.j_skip.citation == "x"
    assert c.j_skip is not None
    assert (c.j_skip.min_salary_yen, c.j_skip.degrees, c.j_skip.min_years) == (3, frozenset(), 5)


def test_rows_are_read() -> None:
    rules = load_ruleset(NAME, WHOLE)
    a, c = rules.categories[Category.A], rules.categories[Category.C]
    career, salary, age, ratio = a.rows
    assert (career.citation, career.evidence, career.confidence) == ("イ「職歴」", ("旅券",), Confidence.VERIFIED)
    assert [(t.at, t.points, t.under_age) for t in career.tiers] == [(7, 15, None), (5, 10, None)]
    assert (career.points, career.most, career.over_ratio) == (0, 15, None)
    assert (salary.citation, salary.evidence) == ("イ「年収」(加算①)", ("年収見込証明書",))
    assert salary.confidence is Confidence.STAFF_CONFIRMS
    assert [(t.at, t.points, t.under_age) for t in salary.tiers] == [(10, 40, None), (7, 25, 40)]
    assert age.citation == "イ「年齢」(加算③・計算表②)"
    assert (ratio.points, ratio.most, ratio.tiers, ratio.over_ratio) == (5, 5, (), 0.03)
    assert (c.rows[0].citation, c.rows[0].evidence) == (
        "ハ「年収」(加算①)",
        ("退職証明書(過去の勤務先)", "登記事項証明書"),
    )
    assert [(t.at, t.points) for t in c.rows[1].tiers] == [("representative", 10), ("director", 5)]
    assert a.row("career") is career
    assert a.row("position") is None


def test_what_did_not_exist_yet_may_be_left_out() -> None:
    rules = load_ruleset(NAME, HEAD + BASIS + GATES + CAREER)
    assert rules.permanent_residence_marks == ()
    assert {table.j_skip for table in rules.categories.values()} == {None}


def _required() -> Iterator[tuple[str, str]]:
    """Each line of the file that gives one key, and the place that is told when it is gone."""
    table = ""
    for line in WHOLE.splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        elif "=" in line:
            yield line, f"{table}.{line.split(' ')[0]}"


OPTIONAL = {"rows.salary.bonus", "rows.age.sheet", "rows.age.bonus", "rows.age.note", "rows.salary.c"}


@pytest.mark.parametrize(("line", "place"), [pytest.param(*case, id=case[1]) for case in _required()])
def test_every_key_is_needed(line: str, place: str) -> None:
    table, key = place.rsplit(".", 1)
    head, rest = WHOLE.split(f"[{table}]\n", 1)
    without = f"{head}[{table}]\n" + rest.replace(line + "\n", "", 1)
    if place in OPTIONAL - {"rows.salary.c"}:
        assert load_ruleset(NAME, without).id == "hsp-2030-01-01"
    elif table.startswith("rows.") and key in "abc":
        # A row without a column does not exist in that table; a row without any is a mistake.
        told = "rows.salary.evidence.c" if place == "rows.salary.c" else table
        refused(without, told if place != "rows.salary.a" else "rows.salary.evidence.a")
    else:
        refused(without, place)


@pytest.mark.parametrize(
    "table", ["head", "basis", "gates.pass_mark", "gates.min_salary", "gates.international_services"]
)
def test_every_table_is_needed(table: str) -> None:
    head, rest = WHOLE.split(f"[{table}]", 1)
    refused(head + rest[rest.index("\n[") :], table, "a value here; the key is missing")


def test_rows_are_needed() -> None:
    refused(HEAD + BASIS + GATES, "rows", "a value here; the key is missing")


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("[head]", "[head]\nmore = 1", "head.more"),
        ("[basis]", "[basis]\nd = 1", "basis.d"),
        ("[gates.pass_mark]", "[gates.age]\n[gates.pass_mark]", "gates.age"),
        ("[gates.pass_mark]", "[gates.pass_mark]\nmore = 1", "gates.pass_mark.more"),
        ("[gates.min_salary]", "[gates.min_salary]\nmore = 1", "gates.min_salary.more"),
        ("[permanent_residence]", "[permanent_residence]\nmore = 1", "permanent_residence.more"),
        ("[j_skip]", "[j_skip]\nd = 1", "j_skip.d"),
        ("min_years = 9", "min_years = 9, more = 1", "j_skip.b.more"),
        ("[rows.career]", "[rows.career]\nover_ratio = 1.0", "rows.career.over_ratio"),
        ("[rows.career]", "[rows.career]\nd = 1", "rows.career.d"),
        ("years = 7", "years = 7, under_age = 40", "rows.career.a[0].under_age"),
        ("under_age = 40", "under_age = 40, more = 1", "rows.salary.a[1].more"),
        (
            '["退職証明書(過去の勤務先)", "登記事項証明書"]',
            '["退職証明書(過去の勤務先)"], b = []',
            "rows.salary.evidence.b",
        ),
    ],
)
def test_an_unknown_key_is_refused(old: str, new: str, key: str) -> None:
    refused(changed(old, new), key, "a known key")


def test_an_unknown_table_is_refused() -> None:
    """And a misspelt one is named itself, not the one that is missing because of it."""
    refused(changed("[j_skip]", "[j_skpi]"), "j_skpi", "a known key; did you mean j_skip?")
    refused(changed("evidence =", "evidense ="), "rows.career.evidense", "a known key; did you mean evidence?")
    refused(
        changed("[rows.career]", "[rows.carer]"),
        "rows.carer",
        "known rows in the order of the official table; did you mean career?",
    )
    refused(WHOLE + "[zebra]\n[more]\n", "more", "a known key")
    refused(HEAD + BASIS + GATES + CAREER + "[more]\n", "more", "a known key")


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("2030-01-01", '"2030-01-01"', "head.effective_from", "a date"),
        ("2030-01-02", '"2030-01-02"', "head.last_checked_on", "a date"),
        ("2030-01-02", "2030-01-02T00:00:00", "head.last_checked_on", "a date"),
        ('title = "t"', "title = 1", "head.title", "a text"),
        ('change = "c"', "change = []", "head.change", "a text"),
        ('reference = "r"', "reference = {}", "head.reference", "a text"),
        ('b = "ロ"', "b = 5", "basis.b", "a text"),
        ("points = 70", "points = 70.0", "gates.pass_mark.points", "a whole number"),
        ("points = 70", "points = true", "gates.pass_mark.points", "a whole number"),
        ("yen = 3_000_000", 'yen = "3000000"', "gates.min_salary.yen", "a whole number"),
        ('["b", "c"]', '"b"', "gates.min_salary.categories", "a list"),
        ('["b", "c"]', '["b", "d"]', "gates.min_salary.categories", "categories among a, b, c"),
        ('["b", "c"]', '["b", ["c"]]', "gates.min_salary.categories", "categories among a, b, c"),
        ('["b"]', "[1]", "gates.international_services.excluded_from", "categories among a, b, c"),
        ('"staff_confirms"', '"sure"', "gates.min_salary.confidence", '"verified" or "staff_confirms"'),
        ('"staff_confirms"', "1", "gates.min_salary.confidence", '"verified" or "staff_confirms"'),
        ("marks = [70, 80]", "marks = 70", "permanent_residence.marks", "a list"),
        ("marks = [70, 80]", 'marks = ["70"]', "permanent_residence.marks", "a whole number"),
        ("marks = [70, 80]", "marks = [0]", "permanent_residence.marks", "points above 0"),
        ('reference = "x"', "reference = 1", "j_skip.reference", "a text"),
        ("min_salary_yen = 1", "min_salary_yen = 1.5", "j_skip.a.min_salary_yen", "a whole number"),
        ("min_years = 9", "min_years = true", "j_skip.b.min_years", "a whole number"),
        ('["master"]', '"master"', "j_skip.a.degrees", "a list"),
        (
            '["master"]',
            '["phd"]',
            "j_skip.a.degrees",
            "levels among bachelor, master, professional, mba_mot, doctorate",
        ),
        ('["master"]', '[["master"]]', "j_skip.a.degrees", "levels among"),
        ('column = "職歴"', "column = 1", "rows.career.column", "a text"),
        ('bonus = "①"', "bonus = 1", "rows.salary.bonus", "a text"),
        ('sheet = "②"', "sheet = 2", "rows.age.sheet", "a text"),
        ('evidence = ["旅券"]', 'evidence = "旅券"', "rows.career.evidence", "a list"),
        ('evidence = ["旅券"]', "evidence = [1]", "rows.career.evidence", "a list of texts, none twice"),
        ('a = ["年収見込証明書"]', "a = 1", "rows.salary.evidence.a", "a list"),
        ('a = ["年収見込証明書"]', "a = [1]", "rows.salary.evidence.a", "a list of texts, none twice"),
        ('source = ["S1"]', 'source = "S1"', "rows.career.source", "a list"),
        (
            'confidence = "staff_confirms"\nsource',
            'confidence = "sure"\nsource',
            "rows.salary.confidence",
            '"verified" or',
        ),
        ("over_ratio = 0.03", "over_ratio = 1", "rows.rd_ratio.over_ratio", "a number with a point"),
        ("a = 5", "a = 5.0", "rows.rd_ratio.a", "a whole number"),
        ("a = 5", "a = 0", "rows.rd_ratio.a", "points from 1 to 60"),
        ("a = 5", "a = -5", "rows.rd_ratio.a", "points from 1 to 60"),
        ("a = 5", "a = 61", "rows.rd_ratio.a", "points from 1 to 60"),
        ("points = 40", "points = 400", "rows.salary.a[0].points", "points from 1 to 60"),
        ("points = 70", "points = -70", "gates.pass_mark.points", "a number above 0"),
        ("yen = 3_000_000", "yen = 0", "gates.min_salary.yen", "a number above 0"),
        ("min_years = 9", "min_years = 0", "j_skip.b.min_years", "a number above 0"),
        ("min_salary_yen = 2", "min_salary_yen = -2", "j_skip.b.min_salary_yen", "a number above 0"),
        ("yen = 7,", "yen = -7,", "rows.salary.a[1].yen", "a number above 0"),
        ("under_age = 40", "under_age = 0", "rows.salary.a[1].under_age", "a number above 0"),
        ("over_ratio = 0.03", "over_ratio = 3.0", "rows.rd_ratio.over_ratio", "a share above 0 and below 1"),
        ('column = "職歴"', 'column = "職暦"', "rows.career.column", "職歴, the column of the official table"),
        (
            'column = "特別加算"',
            'column = "年齢"',
            "rows.rd_ratio.column",
            "特別加算, the column of the official table",
        ),
        ('evidence = ["旅券"]', "evidence = []", "rows.career.evidence", "at least one text"),
        (
            'a = ["年収見込証明書"]',
            'a = ["年収見込み証明書"]',
            "rows.salary.evidence.a",
            "names of papers in papers.toml, not 「年収見込み証明書」; did you mean 年収見込証明書?",
        ),
        ('a = ["年収見込証明書"]', 'a = [" "]', "rows.salary.evidence.a", "texts that are not empty"),
        ('a = ["年収見込証明書"]', "a = []", "rows.salary.evidence.a", "at least one text"),
        ("points = 15 }, { years", "points = 0 }, { years", "rows.career.a[0].points", "points from 1 to 60"),
        ("a = [{ years = 7, points = 15 }, { years = 5, points = 10 }]", "a = 5", "rows.career.a", "a list"),
        ("{ years = 5, points = 10 }", "10", "rows.career.a[1]", "a table"),
        ("{ years = 5, points = 10 }", "{ years = 5 }", "rows.career.a[1].points", "a value here; the key is missing"),
        ("{ years = 5", "{ yen = 5", "rows.career.a[1].yen", "a known key; known here: points, years"),
        ("{ years = 5", '{ years = "5"', "rows.career.a[1].years", "a whole number"),
        ("under_age = 40", 'under_age = "40"', "rows.salary.a[1].under_age", "a whole number"),
        ('"director"', '"chief"', "rows.position.c[1].position", "a known position"),
        ('"director"', "1", "rows.position.c[1].position", "a text"),
    ],
)
def test_a_wrong_value_is_refused_by_place(old: str, new: str, key: str, expected: str) -> None:
    refused(changed(old, new), key, expected)


def test_a_degree_is_a_known_one() -> None:
    row = CAREER.replace("career", "academic").replace("years = 7", 'degree = "doctorate"').replace("職歴", "学歴")
    refused(
        HEAD + BASIS + GATES + row.replace("years = 5", 'degree = "phd"'), "rows.academic.a[1].degree", "a known degree"
    )
    good = load_ruleset(NAME, HEAD + BASIS + GATES + row.replace("years = 5", 'degree = "master"'))
    assert [t.at for t in good.categories[Category.A].rows[0].tiers] == ["doctorate", "master"]
    twice = row.replace("years = 5", 'degree = "doctorate"')
    refused(HEAD + BASIS + GATES + twice, "rows.academic.a[1].degree", "a degree that no step before has")


@pytest.mark.parametrize(
    ("old", "new", "key", "expected"),
    [
        ("{ years = 7, points = 15 }, { years = 5, points = 10 }", "", "rows.career.a", "at least one step"),
        ("{ years = 7, points = 15 }", "{ years = 7, points = 9 }", "rows.career.a[1].points", "9 or fewer: steps go"),
        ("{ years = 7, points = 15 }", "{ years = 4, points = 15 }", "rows.career.a[1].years", "less than 4, as in"),
        ("{ years = 7, points = 15 }", "{ years = 5, points = 15 }", "rows.career.a[1].years", "less than 5, as in"),
        ("{ under = 30, points = 15 }", "{ under = 36, points = 15 }", "rows.age.a[1].under", "more than 36, as in"),
        ("{ under = 30, points = 15 }", "{ under = 35, points = 15 }", "rows.age.a[1].under", "more than 35, as in"),
        (
            '{ position = "representative", points = 10 }',
            '{ position = "representative", points = 1 }',
            "rows.position.c[1].points",
            "1 or fewer",
        ),
        ('"director"', '"representative"', "rows.position.c[1].position", "a position that no step before has"),
    ],
)
def test_steps_go_from_most_to_least(old: str, new: str, key: str, expected: str) -> None:
    refused(changed(old, new), key, expected)


def test_two_steps_may_bring_the_same() -> None:
    same = changed("{ years = 5, points = 10 }", "{ years = 5, points = 15 }")
    assert [tier.points for tier in load_ruleset(NAME, same).categories[Category.A].rows[0].tiers] == [15, 15]


def test_rows_are_known_and_in_order() -> None:
    expected = "known rows in the order of the official table"
    refused(HEAD + BASIS + GATES + SALARY + CAREER, "rows.salary", expected)
    refused(HEAD + BASIS + GATES + CAREER + SALARY.replace("rows.salary", "rows.pay"), "rows.pay", expected)
    refused(HEAD + BASIS + GATES + CAREER + "[rows]\nsalary = 1\n", "rows.salary", "a table")
    none = CAREER.replace("a = [", "note = [")
    refused(HEAD + BASIS + GATES + none, "rows.career", "points for at least one of a, b, c")


def test_the_name_is_the_first_day() -> None:
    for name in ("2030-01-02.toml", "2030-1-1.toml", "2030-01-01", "x.toml"):
        refused(WHOLE, "head.effective_from", "the day that is the file's name", name)
    # With a time of day it is no day.
    refused(changed("2030-01-01", "2030-01-01T00:00:00"), "head.effective_from", "a date")


@pytest.mark.parametrize(
    "text", ["[head", "[head]\n[head]\n", "a = 1\na = 2\n", "a = 2030-02-30\n", "a = " + "[" * 3_000]
)
def test_bad_toml(text: str) -> None:
    refused(text, "the file", "valid TOML (")


def test_a_row_that_a_table_does_not_have_has_no_steps() -> None:
    """A mistake of the code, never a quiet zero."""
    without = load_ruleset(NAME, WHOLE).categories[Category.B]
    with pytest.raises(KeyError, match="career"):
        domain("experience_years", without)


# --- The version of a day ---


@pytest.mark.parametrize("first", FIRST_DAYS, ids=str)
def test_a_version_is_in_force_from_its_first_day(first: date) -> None:
    assert ruleset_for(first).id == f"hsp-{first.isoformat()}"
    assert score(Profile(), as_of=first).ruleset is ruleset_for(first)


@pytest.mark.parametrize(("first", "following"), list(zip(FIRST_DAYS, FIRST_DAYS[1:], strict=False)), ids=str)
def test_a_version_is_in_force_to_the_day_before_the_next(first: date, following: date) -> None:
    assert ruleset_for(following - timedelta(days=1)).effective_from == first


def test_the_last_version_has_no_end() -> None:
    newest = all_rulesets()[-1]
    assert ruleset_for(newest.effective_from) is ruleset_for(date.max) is newest
    assert score(Profile(), as_of=date.max).ruleset is newest


@pytest.mark.parametrize("day", [date(2013, 12, 23), date(2012, 5, 7), date.min], ids=str)
def test_before_the_first_version_there_is_no_answer(day: date) -> None:
    for ask in (lambda: ruleset_for(day), lambda: score(Profile(), as_of=day)):
        with pytest.raises(NoRulesetForDate) as caught:
            ask()
        assert (caught.value.as_of, caught.value.first) == (day, date(2013, 12, 24))
        assert isinstance(caught.value, ScoringError)
        assert str(caught.value) == f"as_of: fault-no-table day={day.isoformat()} first=2013-12-24"


def test_a_table_can_be_given() -> None:
    old = ruleset_for(date(2013, 12, 24))
    assert score(Profile(), as_of=TODAY, ruleset=old).ruleset is old
    assert score(Profile(), as_of=date(2000, 1, 1), ruleset=old).as_of == date(2000, 1, 1)


def test_without_any_version_there_is_no_answer() -> None:
    with pytest.raises(NoRulesetForDate) as caught:
        pick([], TODAY)
    assert caught.value.first == date.max


def test_picking_takes_the_last_that_has_begun() -> None:
    versions = all_rulesets()
    assert pick(versions[2:4], date(2018, 1, 1)) is versions[2]
    with pytest.raises(NoRulesetForDate) as caught:
        pick(versions[2:4], date(2017, 4, 25))
    assert caught.value.first == date(2017, 4, 26)


@pytest.mark.parametrize("category", Category)
def test_a_table_that_lost_a_row_is_refused(category: Category) -> None:
    """Nothing would be counted for it, and nobody would see that."""
    *earlier, newest = all_rulesets()
    table = newest.categories[category]
    for row in table.rows:
        short = replace(table, rows=tuple(other for other in table.rows if other.id != row.id))
        torn = replace(newest, categories={**newest.categories, category: short})
        if earlier[-1].categories[category].row(row.id) is None:
            assert complete([*earlier, torn])[-1] is torn, "new with this version"
            continue
        with pytest.raises(RulesetError, match=rf"rows\.{row.id}: expected points in \({category}\)"):
            complete([*earlier, torn])


def test_all_files_that_ship_are_read_oldest_first() -> None:
    folder: Any = resources.files("scoring") / "rules" / "hsp"
    names = sorted(entry.name for entry in folder.iterdir())
    assert [f"{rules.effective_from.isoformat()}.toml" for rules in all_rulesets()] == names
    assert all_rulesets() is all_rulesets()
