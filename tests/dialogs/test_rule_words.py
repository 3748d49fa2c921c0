"""What rule files name has words in every language, or intake does not start: no client meets a missing text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.words.words import languages
from dialogs.dialogue import Dialogue
from dialogs.errors import RuleWordsError
from dialogs.questionnaires.hsp import HSP
from dialogs.rule_words import missing_rule_texts, needed_rule_texts
from scoring.rule_files import shipped_rules
from tests.dialogs.walker import real_dialogue, real_words
from tests.scoring.test_dated_rules import folder_with

# The file, what is misspelt in it, and what is said of it.
MISSPELT: list[tuple[str, str, str, str]] = [
    ("procedures", '"collect", ', '"collectq", ',
     "procedures.coe.steps: 'collectq' has no text 'procedure-step-collectq'"),
    ("procedures", "photo", "phota", "papers: 'phota' has no text 'procedure-paper-phota'"),
    ("family", '"lives_together"', '"lives_togetherq"',
     "benefits.parents.also: 'lives_togetherq' has no text 'follows-also-lives-togetherq'"),
    ("family", 'also_staff = ["worker_pay"', 'also_staff = ["worker_payq"',
     "benefits.worker_investment.also_staff: 'worker_payq' has no text 'follows-also-worker-payq'"),
    ("family", "[benefits.parents]", "[benefits.parentsq]",
     "benefits: 'parentsq' has no text 'follows-family-parentsq'"),
    ("duties", "[duties.renewal]", "[duties.renewalq]", "duties: 'renewalq' has no text 'follows-duty-renewalq'"),
    ("duties", "years = 7\n", "years = 7\nbegins = 2027-04-01\n",
     "duties: 'card' has no text 'follows-duty-card-now'"),
    ("residence", "[routes.j_skip]", "[routes.j_skipq]", "routes: 'j_skipq' has no text 'follows-route-j-skipq'"),
    ("residence", "[own_routes.spouse]", "[own_routes.spouseq]",
     "own_routes: 'spouseq' has no text 'follows-notice-own-route-spouseq'"),
    ("residence", "[conditions.tax]", "[conditions.taxq]", "conditions: 'taxq' has no text 'follows-condition-taxq'"),
    ("residence", "any_work = {", "any_workq = {",
     "permanent.gives: 'any_workq' has no text 'follows-permanent-gives-any-workq'"),
    ("residence", "revoked = {", "revokedq = {",
     "permanent.ends: 'revokedq' has no text 'follows-permanent-ends-revokedq'"),
    ("residence", "conduct =", "conductq =", "indefinite.others: 'conductq' has no text 'follows-hsp2-other-conductq'"),
    ("residence", "activities.confidence", "activitiesq.confidence",
     "indefinite.gives: 'activitiesq' has no text 'follows-hsp2-gives-activitiesq'"),
    ("papers", "fresh", "freshq", "pitfalls: 'freshq' has no text 'paper-pitfall-freshq'"),
    ("papers", 'where = "', 'where = "q', "has no text 'paper-where-q"),
]  # fmt: skip
DAY = date(2031, 4, 1)


def misspelt(name: str, old: str, new: str) -> str:
    text = shipped_rules(f"{name}.toml")
    assert old in text
    return text.replace(old, new) if old in ("photo", "fresh") else text.replace(old, new, 1)


@pytest.mark.parametrize(("name", "old", "new", "sentence"), MISSPELT, ids=[case[2] for case in MISSPELT])
def test_a_name_without_words_is_refused_by_name(tmp_path: Path, name: str, old: str, new: str, sentence: str) -> None:
    with folder_with(tmp_path / "rules", {f"{name}.toml": misspelt(name, old, new)}):
        faults = list(missing_rule_texts(real_words(), languages()))
    [first, *_] = [fault for fault in faults if sentence in fault]
    assert first.startswith(f"{name}.toml, ")
    assert first.endswith(f" in {languages()[0]!r}")


def test_a_version_of_coming_years_is_refused_at_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = misspelt("duties", "[duties.renewal]", "[duties.renewalq]")
    text = text.replace("effective_from = 2013-12-24", f"effective_from = {DAY}")
    sentence = f"duties.{DAY}.toml, duties: 'renewalq' has no text 'follows-duty-renewalq' in 'en'"
    monkeypatch.chdir(tmp_path)
    with folder_with(tmp_path / "rules", {f"duties.{DAY}.toml": text}):
        with pytest.raises(RuleWordsError, match=sentence):
            Dialogue(HSP, real_dialogue().around, real_words())
        assert main(["chat"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("intake: intake's own files are not as they should be (")
    assert f"({sentence})" in said


def test_what_ships_has_all_its_words() -> None:
    assert list(missing_rule_texts(real_words(), languages())) == []
    assert len({named.key for named in needed_rule_texts()}) > 80
