"""How each paper is asked for in Japanese: the right name, how many, polite, and the same in the reader's language."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.words.words import Words, languages
from dialogs.messages import Text
from dialogs.parts import papers
from scoring.proof.papers import Paper, paper_rules
from scoring.proof.procedures import Procedure, procedure_rules
from tests.dialogs.test_papers import engineer

TODAY = date(2026, 11, 24)
PAPERS = tuple(paper_rules(TODAY).papers.values())
ASKED = [paper for paper in PAPERS if paper.where not in papers.NOBODY_IS_ASKED]
# What stands between the names of papers in the points tables, and what is no part of a name.
_BETWEEN = re.compile(r"又は|[・()、]|その他の|等?の写し|等$|を示す")
# Those whose name in the tables says what they show, not what they are called.
OTHERWISE_NAMED = {
    "two_fields": "学位証明書",
    "growth_project": "書面",
    "japanese_major": "卒業証明書",
    "n1": "N1合格証明書",
    "investment": "出資を示す資料",
}
HOW_MANY = re.compile(r"1[通部]")


def asked(words: Words, paper: Paper, language: str) -> str:
    return words.plain(language, papers.asking(paper.id, paper.where, language))


def say(words: Words, paper: Paper) -> str:
    said = papers.asking(paper.id, paper.where, "en").args["say"]
    assert isinstance(said, Text)
    return words.plain("en", said)


@pytest.fixture(scope="module")
def words() -> Words:
    return Words()


@pytest.mark.parametrize("paper", ASKED, ids=lambda paper: str(paper.id))
def test_the_sentence_names_the_paper_and_how_many_and_is_polite(words: Words, paper: Paper) -> None:
    sentence = say(words, paper)
    named = OTHERWISE_NAMED.get(paper.id)
    pieces = [piece for name in paper.names for piece in _BETWEEN.split(name) if len(piece) > 2]
    assert named in sentence if named else [piece for piece in pieces if piece in sentence], (sentence, pieces)
    assert HOW_MANY.search(sentence), sentence
    assert re.search(r"(いただけますでしょうか|お願いいたします)。", sentence)
    assert sentence.endswith("よろしくお願いいたします。")
    assert "入国在留管理" in sentence
    # Nothing but Japanese, and the names of examinations.
    assert set(re.findall(r"[A-Za-z]+", sentence)) <= {"N", "BJT", "JICA"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: str(paper.id))
def test_every_paper_has_its_sentence_and_its_meaning(words: Words, paper: Paper, language: str) -> None:
    shown = asked(words, paper, language)
    if paper in ASKED:
        assert say(words, paper) in shown
        assert language == "ja" or re.search("[Pp]lease", shown)
    else:
        assert "よろしく" not in shown


@pytest.mark.parametrize("paper", ["accounts", "accountant_letter"])
def test_accounts_are_asked_for_of_the_year_that_the_rule_means(words: Words, paper: str) -> None:
    """The rule itself stands in what often goes wrong with these papers."""
    sentence = say(words, paper_rules(date(2026, 11, 24)).papers[paper])
    rule = words.plain("ja", Text("paper-pitfall-ratio"))
    for said in ("申請の直前の事業年度", "2か月以内", "その前の事業年度"):
        assert said in sentence
        assert said in rule


@pytest.mark.parametrize(("paper", "points"), [("n1", "480"), ("n2", "400")])
def test_results_are_asked_for_with_the_points_that_the_tables_want(words: Words, paper: str, points: str) -> None:
    known = paper_rules(date(2026, 11, 24)).papers[paper]
    assert points in known.names[0]
    assert f"{points}点以上" in say(words, known)


def test_where_no_set_is_enough_what_proves_a_line_is_asked_for() -> None:
    below = engineer(salary_yen=3_200_000, degrees=["bachelor"], japanese="none", experience_years=12)
    assert papers.missing(below) == ((), False)
    lines = list(papers.asked_for(below))
    assert len(lines) > 2
    assert len(lines) - 2 == len(papers.checklist(below))


def test_only_what_is_missing_is_asked_for() -> None:
    lines = list(papers.asked_for(engineer()))
    wanted = [paper for paper, _, _ in papers.checklist(engineer())]
    assert lines[0].key == "paper-say-title"
    assert len(lines) > 3
    one_less = list(papers.asked_for(engineer(papers_in_hand=wanted[:1])))
    assert len(one_less) == len(lines) - 1
    none_left = papers.asked_for(engineer(papers_in_hand=wanted))
    assert [line.key for line in none_left] == ["paper-say-title", "paper-say-nothing"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("salary", "years"), [(3_900_000, "3年分"), (10_000_000, "1年分")])
def test_whoever_applies_for_permanent_residence_asks_at_counters_for_the_years_that_the_mark_wants(
    words: Words, language: str, salary: int, years: str
) -> None:
    applies = engineer(goal="pr", japanese="none", salary_yen=salary)
    applies.conversation.language = language
    shown = [words.plain(language, line) for line in papers.asked_for(applies)]
    [household] = [line for line in shown if "世帯全員の住民票の写しを1通" in line]
    [resident] = [line for line in shown if "住民税の課税証明書と納税証明書を、直近" in line]
    [national] = [line for line in shown if "国税の納税証明書（その3）を1通" in line]
    assert years in resident
    for line in (household, resident, national):
        assert "すみません。出入国在留管理局での申請に必要です。" in line
        assert language == "ja" or "Please give me" in line
    # Nobody else is sent to a counter for them, nor whoever reaches no mark.
    for other in (engineer(salary_yen=salary), engineer(goal="pr", salary_yen=3_200_000, degrees=["bachelor"])):
        assert not [line for line in papers.asked_for(other) if "住民税" in words.plain("ja", line)]


def test_every_paper_that_permanent_residence_wants_from_a_counter_is_one_of_its_papers() -> None:
    wanted = {paper.id for paper in procedure_rules(TODAY).procedures[Procedure.PERMANENT].papers}
    assert set(papers.FOR_PERMANENT) <= wanted
