"""A rule outside the points tables changes on a day: a file is added, old days keep the old rule, no case changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring import Category, Profile, RulesetError, book, dated_rules
from scoring.book import FILES, rule_on
from scoring.dated_rules import texts_of
from scoring.errors import NoRulesForDate
from scoring.every_file import READERS, read_every_file
from scoring.proof.fees import fee_rules, government_fee
from scoring.proof.papers import paper_rules
from scoring.proof.procedures import Procedure, procedure_rules
from scoring.rule_files import rules_folder
from scoring.stay.duties import duties, duty_rules
from scoring.stay.family import family, family_rules
from scoring.stay.indefinite import indefinite
from scoring.stay.manager import manager_criteria
from scoring.stay.residence_rules import residence_rules
from scoring.ways.lever_costs import lever_costs
from tests.scoring import test_family, test_fees, test_indefinite, test_papers, test_residence, test_whatif
from tests.scoring.test_next_year import _cases

# After every version that ships, whichever comes next.
DAY = date(max(2031, *(day.year + 1 for name in FILES for day in texts_of(name))), 4, 1)
EVE = DAY - timedelta(days=1)
FIRST = date(2013, 12, 24)

Rules = Callable[[date], Any]
# Each file, its reader, the number of it that changes, the rule that changes, and what shows that it did.
CHANGES: list[tuple[str, Rules, str, str, Callable[[Any], Any]]] = [
    ("family", family_rules, "income_yen", "family.benefits.parents", lambda rules: rules.benefits[0].income_yen),
    ("residence", residence_rules, "years", "residence.indefinite", lambda rules: rules.indefinite.years),
    ("fees", fee_rules, "counter", "fees.tables.third", lambda rules: rules.tables[-1].permanent.counter),
    ("duties", duty_rules, "months", "duties.duties.activity_second", lambda rules: dict(rules[0].figures)["months"]),
    ("papers", paper_rules, "about_days", "",
     lambda rules: sum(paper.about_days for paper in rules.papers.values())),
    ("procedures", procedure_rules, "within_months", "procedures.photo", lambda rules: rules.photo.within_months),
    ("levers", lever_costs, "wait_months", "levers.limits", lambda rules: rules.wait_months),
    ("categories", manager_criteria, "capital_yen", "categories.manager_criteria", lambda rules: rules.capital_yen),
]  # fmt: skip
# The table of a file in which the number stands; without one it is the first in the file.
TABLES = {"residence": "indefinite", "fees": "tables.third.permanent"}


def _forget() -> None:
    dated_rules.forget()
    for kept in (book._by_name, book._of_file, book._first_days, book.rule_ids):
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


def _newest(name: str, day: date = DAY) -> str:
    """The newest version of a file that ships, as if it began on a day."""
    first, (_, text) = max(texts_of(name).items())
    assert text.count(f"effective_from = {first}") == 1
    return text.replace(f"effective_from = {first}", f"effective_from = {day}")


def _next(name: str, key: str) -> str:
    """The same with one number greater by a quarter, and by one at least."""
    before, heading, table = _newest(name).partition(f"[{TABLES.get(name, 'head')}]")
    assert heading
    found = re.search(rf"^{key} = ([\d_]+)", table, re.MULTILINE)
    assert found is not None
    number = int(found[1])
    changed = number + max(1, number // 4)
    return f"{before}{heading}{table[: found.start(1)]}{changed}{table[found.end(1) :]}"


def test_every_file_of_rules_but_the_sources_has_dated_versions() -> None:
    assert {name for name, *_ in CHANGES} == set(FILES)
    assert set(READERS) == set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_fault_in_a_version_of_coming_years_is_found_at_start(tmp_path: Path, name: str) -> None:
    text = _newest(name).replace("[head]", "[head]\nmore = 1")
    with (
        folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": text}),
        pytest.raises(RulesetError, match=f"{name}.{DAY}.toml: head.more: expected a known key"),
    ):
        read_every_file()


@pytest.mark.parametrize(("name", "rules", "key", "rule", "look"), CHANGES, ids=[c[0] for c in CHANGES])
def test_a_version_is_added_beside_the_old_one(
    tmp_path: Path, name: str, rules: Rules, key: str, rule: str, look: Callable[[Any], Any]
) -> None:
    before = look(rules(DAY))
    with folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": _next(name, key)}):
        assert look(rules(EVE)) == before
        assert look(rules(DAY)) > before
        if rule:
            # The book names the new reading since its day; what did not change keeps its days.
            was, now = rule_on(rule, EVE), rule_on(rule, DAY)
            assert was is not None
            assert now is not None
            assert was.wording != now.wording
            assert now.since == DAY
        with pytest.raises(NoRulesForDate, match=f"file={name}.toml day=2013-12-23 first=2013-12-24"):
            rules(FIRST - timedelta(days=1))
    assert look(rules(DAY)) == before, "the one that ships is read again"


def test_what_did_not_change_keeps_its_days(tmp_path: Path) -> None:
    with folder_with(tmp_path / "rules", {f"family.{DAY}.toml": _next("family", "child_under")}):
        was, same = (rule_on("family.benefits.worker_j_skip", day) for day in (EVE, DAY))
        assert was is not None
        assert same is not None
        assert same.since == was.since
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
    _, _, key, *_ = next(change for change in CHANGES if change[0] == name)
    cases = _cases(test)
    assert len(cases) > 5
    with folder_with(tmp_path / "rules", {f"{name}.{DAY}.toml": _next(name, key)}):
        for case in cases:
            test(case)


def test_what_is_said_to_people_follows_the_day(tmp_path: Path) -> None:
    names = ("family", "residence", "fees", "duties")
    before = {name: look(rules(EVE)) for name, rules, _, _, look in CHANGES if name in names}
    facts = Profile(household_income_yen=before["family"], pregnancy=True, status="hsp2")
    texts = {f"{name}.{DAY}.toml": _next(name, key) for name, _, key, *_ in CHANGES if name in names}
    with folder_with(tmp_path / "rules", texts):
        parents = [family(facts, as_of=day, j_skip=False)[0].met for day in (EVE, DAY)]
        years = [indefinite(facts, Category.B, as_of=day).years for day in (EVE, DAY)]
        fees = [government_fee(Procedure.PERMANENT, day, None, online=False) for day in (EVE, DAY)]
        months = [duties("hsp2", day)[0].why.args["months"] for day in (EVE, DAY)]
        after = {name: look(rules(DAY)) for name, rules, _, _, look in CHANGES if name in names}
    assert parents == [True, False]
    assert years == [before["residence"], after["residence"]]
    assert [fee.yen for fee in fees if fee] == [before["fees"], after["fees"]]
    assert months == [before["duties"], after["duties"]]
    assert all(after[name] > before[name] for name in names)


@pytest.mark.parametrize(
    ("file", "day", "message"),
    [
        (f"family.{EVE}.toml", DAY, "the day that is in the file's name"),
        (f"family.{FIRST}.toml", FIRST, "a day after 2013-12-24, on which the one before began"),
    ],
)
def test_a_version_of_the_wrong_day_is_refused_by_name(tmp_path: Path, file: str, day: date, message: str) -> None:
    with (
        folder_with(tmp_path / "rules", {file: _newest("family", day)}),
        pytest.raises(RulesetError, match=f"{file}: head.effective_from: expected {message}"),
    ):
        family_rules(DAY)
