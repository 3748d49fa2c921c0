"""A rule outside the points tables changes on a day: a file is added, old days keep the old rule, no case changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring import Category, Profile, RulesetError, book, dated_rules
from scoring.book import FILES, rule_on
from scoring.errors import NoRulesForDate
from scoring.every_file import READERS, read_every_file
from scoring.proof.fees import fee_rules, government_fee
from scoring.proof.papers import paper_rules
from scoring.proof.procedures import Procedure, procedure_rules
from scoring.rule_files import rules_folder
from scoring.stay.advice import manager_criteria
from scoring.stay.duties import duties, duty_rules
from scoring.stay.family import family, family_rules
from scoring.stay.indefinite import indefinite
from scoring.stay.residence_rules import residence_rules
from scoring.ways.lever_costs import lever_costs
from tests.scoring import test_family, test_fees, test_indefinite, test_papers, test_residence, test_whatif
from tests.scoring.test_next_year import _cases

DAY = date(2031, 4, 1)
EVE = DAY - timedelta(days=1)
FIRST = date(2013, 12, 24)

Rules = Callable[[date], Any]
# Each file, its reader, what changes in its text, the rule that changes, and what shows that it did.
CHANGES: list[tuple[str, Rules, str, str, str, Callable[[Any], object]]] = [
    ("family", family_rules, "income_yen = 8_000_000", "income_yen = 9_000_000", "family.benefits.parents",
     lambda rules: rules.benefits[0].income_yen),
    ("residence", residence_rules, "years = 3\nj_skip", "years = 4\nj_skip", "residence.indefinite",
     lambda rules: rules.indefinite.years),
    ("fees", fee_rules, "counter = 200_000", "counter = 300_000", "fees.tables.third",
     lambda rules: rules.tables[-1].permanent.counter),
    ("duties", duty_rules, "months = 6", "months = 5", "duties.duties.activity_second",
     lambda rules: rules[0].figures),
    ("papers", paper_rules, "about_days = 7", "about_days = 8", "",
     lambda rules: [paper.about_days for paper in rules.papers.values()]),
    ("procedures", procedure_rules, "within_months = 6", "within_months = 3", "procedures.photo",
     lambda rules: rules.photo.within_months),
    ("levers", lever_costs, "wait_months = 36", "wait_months = 48", "levers.limits", lambda rules: rules.wait_months),
    ("categories", manager_criteria, "capital_yen = 30_000_000", "capital_yen = 40_000_000",
     "categories.manager_criteria", lambda rules: rules.capital_yen),
]  # fmt: skip


def _forget() -> None:
    dated_rules.forget()
    for kept in (book._by_name, book._of_file, book._turns, book.rule_ids):
        kept.cache_clear()


@contextmanager
def folder_with(folder: Path, files: Mapping[str, str]) -> Iterator[None]:
    """Let everybody read the rule files that ship, and some more."""
    with pytest.MonkeyPatch.context() as patch:
        shutil.copytree(str(rules_folder()), folder)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        patch.setattr(dated_rules, "rules_folder", lambda: folder)
        _forget()
        yield
    _forget()


def _next(name: str, old: str, new: str, day: date = DAY) -> str:
    text = (rules_folder() / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    return text.replace(f"effective_from = {FIRST}", f"effective_from = {day}").replace(old, new, 1)


def test_every_file_of_rules_but_the_sources_has_dated_versions() -> None:
    assert {name for name, *_ in CHANGES} == set(FILES)
    assert set(READERS) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_fault_in_a_version_of_coming_years_is_found_at_start(tmp_path: Path, name: str) -> None:
    text = _next(name, "[head]", "[head]\nmore = 1")
    with (
        folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": text}),
        pytest.raises(RulesetError, match=f"{name}.{DAY}.toml: head.more: expected a known key"),
    ):
        read_every_file()


@pytest.mark.parametrize(("name", "rules", "old", "new", "rule", "look"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_version_is_added_beside_the_old_one(
    tmp_path: Path, name: str, rules: Rules, old: str, new: str, rule: str, look: Callable[[Any], object]
) -> None:
    before = look(rules(DAY))
    with folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": _next(name, old, new)}):
        assert look(rules(EVE)) == before
        assert look(rules(DAY)) != before
        if rule:
            # The book names the new reading since its day; what did not change keeps its days.
            was, now = rule_on(rule, EVE), rule_on(rule, DAY)
            assert was is not None
            assert now is not None
            assert was.reading != now.reading
            assert now.since == DAY
        with pytest.raises(NoRulesForDate, match=f"rules of {name}.toml for 2013-12-23: .* 2013-12-24"):
            rules(FIRST - timedelta(days=1))
    assert look(rules(DAY)) == before, "the one that ships is read again"


def test_what_did_not_change_keeps_its_days(tmp_path: Path) -> None:
    with folder_with(tmp_path / "rules", {f"family.{DAY}.toml": _next("family", "child_under = 7", "child_under = 8")}):
        same = rule_on("family.benefits.worker_j_skip", DAY)
        assert same is not None
        assert same.since == date(2023, 4, 21)
        changed = rule_on("family.benefits.parents", DAY)
        assert changed is not None
        assert changed.since == DAY


OLD_CASES: list[tuple[str, Callable[..., Any]]] = [
    ("family", test_family.test_case),
    ("residence", test_residence.test_case),
    ("residence", test_indefinite.test_case),
    ("fees", test_fees.test_case),
    ("papers", test_papers.test_smallest),
    ("levers", test_whatif.test_case),
]


@pytest.mark.parametrize(("name", "test"), OLD_CASES, ids=[test.__module__ for _, test in OLD_CASES])
def test_no_old_case_is_touched(tmp_path: Path, name: str, test: Callable[..., Any]) -> None:
    _, _, old, new, *_ = next(change for change in CHANGES if change[0] == name)
    cases = _cases(test)
    assert len(cases) > 5
    with folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": _next(name, old, new)}):
        for case in cases:
            test(case)


def test_what_is_said_to_people_follows_the_day(tmp_path: Path) -> None:
    facts = Profile(household_income_yen=8_500_000, pregnancy=True, status="hsp2")
    texts = {
        f"{name}.{DAY}.toml": _next(name, old, new)
        for name, _, old, new, *_ in CHANGES
        if name in ("family", "residence", "fees", "duties")
    }
    with folder_with(tmp_path / "rules", texts):
        parents = [family(facts, as_of=day, j_skip=False)[0].met for day in (EVE, DAY)]
        years = [indefinite(facts, Category.B, as_of=day).years for day in (EVE, DAY)]
        fees = [government_fee(Procedure.PERMANENT, day, None, online=False) for day in (EVE, DAY)]
        months = [duties("hsp2", day)[0].why.args["months"] for day in (EVE, DAY)]
    assert parents == [True, False]
    assert years == [3, 4]
    assert [fee.yen for fee in fees if fee] == [200_000, 300_000]
    assert months == [6, 5]


@pytest.mark.parametrize(
    ("file", "day", "message"),
    [
        (f"family.{EVE}.toml", DAY, "the day that is in the file's name"),
        (f"family.{FIRST}.toml", FIRST, "a day after 2013-12-24, on which the one before began"),
    ],
)
def test_a_version_of_the_wrong_day_is_refused_by_name(tmp_path: Path, file: str, day: date, message: str) -> None:
    text = _next("family", "child_under = 7", "child_under = 8", day)
    with (
        folder_with(tmp_path / "rules", {file: text}),
        pytest.raises(RulesetError, match=f"{file}: head.effective_from: expected {message}"),
    ):
        family_rules(DAY)
