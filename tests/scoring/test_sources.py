"""Sources: every rule comes from one, every code is known, and every source is cited."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources

import pytest

from scoring import RulesetError
from scoring.book import _all_cited, rules_on, sources
from scoring.proof.papers import load_papers
from scoring.rule_files import shipped_rules
from scoring.sources import FILE, Extent, SourceKind, all_sources, load_sources
from scoring.stay.residence_rules import load_residence
from scoring.ways.lever_costs import load_lever_costs
from tests.scoring.people import FIRST_DAYS, TODAY


@pytest.mark.parametrize("day", [*FIRST_DAYS, TODAY], ids=str)
def test_every_rule_comes_from_a_source(day: date) -> None:
    for rule in rules_on(day):
        assert rule.source, rule.id
        assert set(rule.source) <= set(sources()), rule.id


def test_a_rule_inside_another_comes_from_its_sources_unless_it_says_its_own() -> None:
    rules = {rule.id: rule for rule in rules_on(TODAY)}
    around = rules["residence.indefinite"]
    assert rules["residence.indefinite.others.conduct"].source == around.source
    card = rules["residence.indefinite.gives.card_own_date"]
    assert (card.source, card.since) == (("A3",), date(2026, 6, 14))
    # It has an end of its own too: the card of 7 years is gone.
    assert not rules["residence.indefinite.gives.card"].is_in_force(TODAY)


def test_no_rule_file_speaks_of_a_document_that_is_not_here() -> None:
    folder = resources.files("scoring") / "rules"
    paths = [*folder.iterdir(), *(folder / "hsp").iterdir()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".toml")}
    assert len(texts) > 10
    assert [name for name, text in texts.items() if "rulebook" in text.lower()] == []


def test_what_is_known_of_a_source() -> None:
    table, review = sources()["S1"], sources()["S20"]
    assert (table.kind, table.read, table.read_on) == (SourceKind.OFFICIAL, Extent.WHOLE, date(2026, 11, 22))
    assert table.addresses == ("https://www.moj.go.jp/isa/content/930001657.pdf",)
    assert (review.kind, review.read) == (SourceKind.SECONDARY, Extent.NOT_OPENED)
    assert sources()["A9"].addresses == ()
    assert sources()["K"].read is None


@pytest.mark.parametrize(
    ("load", "name", "old", "new", "message"),
    [
        (
            load_residence,
            "residence.toml",
            'source = ["S20", "A1"]',
            'source = ["S20", "A11x"]',
            'new_guideline.source: expected codes of sources.toml, not "A11x"; did you mean A11?',
        ),
        (load_papers, "papers.toml", 'source = ["own"]', 'source = ["ovn"]', 'not "ovn"; did you mean own?'),
        (load_lever_costs, "levers.toml", 'source = ["own"]', "source = []", "weights.source: expected at least one"),
        (
            load_papers,
            "papers.toml",
            'source = ["S9", "S16"]\n',
            "",
            "kind_of_degree.source: expected a value",
        ),
    ],
)
def test_a_code_of_no_source_is_refused_with_the_nearest(
    load: object, name: str, old: str, new: str, message: str
) -> None:
    text = shipped_rules(name)
    assert old in text
    assert callable(load)
    with pytest.raises(RulesetError, match=re.escape(message)):
        load(name, text.replace(old, new, 1))


def test_a_source_that_no_rule_cites_is_refused_by_name() -> None:
    codes = [rule.source for day in FIRST_DAYS for rule in rules_on(day)]
    cited = {code for one in codes for code in one}
    assert _all_cited(all_sources(), cited) is all_sources()
    with pytest.raises(RulesetError, match=r"sources\.toml: S1: expected a rule that cites it"):
        _all_cited(all_sources(), cited - {"S1"})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "official"', 'kind = "good"', 'S1.kind: expected "official" or'),
        ('read = "whole"', 'read = "half"', 'S1.read: expected "whole" or'),
        ("read_on = 2026-11-22", "", "S1.read_on: expected a value here"),
        ("[S1]", "[S1]\ncolour = 1", "S1.colour: expected a known key"),
        ("title =", "title = 1 #", "S1.title: expected a text"),
    ],
)
def test_the_file_of_sources_is_read_strictly(old: str, new: str, message: str) -> None:
    with pytest.raises(RulesetError, match=re.escape(message)):
        load_sources(FILE, shipped_rules(FILE).replace(old, new, 1))
