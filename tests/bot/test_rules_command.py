"""`intake rules`: every rule by name, what staff must confirm first, examples as counted, and the same on paper."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from bot.__main__ import main
from bot.office_profile.profile import load_office, office_from
from bot.rulebook.contents import rule_book, unchecked
from bot.rulebook.data import BookArticle, BookChapter, BookStep, RuleBook
from bot.rulebook.lines import lines_of
from bot.sheets import rule_pages as drawn
from bot.sheets.layout import Box
from bot.sheets.paper import HEIGHT, WIDTH
from bot.sheets.rule_pages import rule_pages
from bot.terminal import Style, width
from bot.words.words import Words, languages
from dialogs.office import Checked, Office
from scoring import Confidence
from scoring.book import rule_on, rules_on, sources
from tests.bot.sheets import no_overlaps
from tests.scoring.people import FIRST_DAYS, TODAY

EXAMPLE = files("bot").joinpath("offices", "tsubakuro.toml").read_text(encoding="utf-8")
LOCAL = "hsp.rows.local_gov"
MOST_PAGES = 60


@dataclass
class Ran:
    code: int
    out: str
    err: str


Rules = Callable[..., Ran]


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Rules:
    """Run the command in a folder of its own, with none of this machine's settings."""
    for name in [name for name in os.environ if name.startswith("INTAKE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(*argv: str) -> Ran:
        code = main(["rules", *argv])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give the office a profile with something more at its end."""

    def give(more: str) -> None:
        path = tmp_path / "office.toml"
        path.write_text(EXAMPLE + more, encoding="utf-8")
        monkeypatch.setenv("INTAKE_OFFICE", str(path))

    return give


@cache
def words() -> Words:
    return Words()


@cache
def book(day: date = TODAY, language: str = "ja", checked: frozenset[Checked] = frozenset()) -> RuleBook:
    return rule_book(words(), language, _office(checked), day, TODAY)


def _office(checked: frozenset[Checked] = frozenset()) -> Office:
    entries = [{"rule": c.rule, "day": c.day, "initials": c.initials, "reading": c.wording} for c in checked]
    data: dict[str, Any] = tomllib.loads(EXAMPLE) | ({"checked": entries} if entries else {})
    return office_from(data, "a test")


def check(rule_id: str, wording: str | None = None, day: date = TODAY) -> Checked:
    rule = rule_on(rule_id, TODAY)
    assert rule is not None
    return Checked(rule=rule_id, day=day, initials="T.I.", wording=wording or rule.wording)


def entry(rule_id: str, of: RuleBook, *, last: bool = False) -> Any:
    found = [e for chapter in of.chapters for e in chapter.articles if e.id == rule_id]
    return found[-1 if last else 0]


# --- what it says ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("day", [*FIRST_DAYS, TODAY, date(2027, 4, 1)], ids=str)
def test_every_rule_of_every_file_is_there_on_every_day(day: date, language: str) -> None:
    printed = "\n".join(lines_of(book(day, language), 100, Style()))
    named = set(re.findall(r"\[([a-z_]+\.[\w.-]+)\]", printed))
    assert named == {rule.id for rule in rules_on(day)}
    assert "{" not in printed


@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_the_points_of_an_example_are_those_of_its_step(day: date) -> None:
    steps = [step for chapter in book(day).chapters for e in chapter.articles for step in e.steps]
    assert len(steps) > 60
    for step in steps:
        worked = re.search(r"→ (\d+点)", step.example)
        assert worked is not None, step
        assert worked[1] == step.points


def test_a_row_says_all_a_lawyer_looks_for() -> None:
    n2 = entry("hsp.rows.n2", book())
    said = "\n".join((n2.title, *n2.lines, *n2.about))
    for what in (
        "特別加算",
        "日本の学位の項目で点数が付くときは加算しない",
        "高度専門職省令(平成26年法務省令第37号)第1条第1項第1号の表「特別加算」(加算⑨・計算表⑮)",
        "日本語能力試験N2合格証明書又はBJT成績証明書(400点以上)",
        "確かさ：確認済みの資料による",
        "2017年4月26日",
        "2015年4月1日施行の表までは、この項目なし",
        "S1、S10",
    ):
        assert what in said


def test_a_row_that_changed_says_how_it_read_before() -> None:
    academic = entry("hsp.rows.academic", book())
    before = next(line for line in academic.about if line.startswith("前の内容"))
    # (a) had no points for a bachelor's degree until 2017-04-26.
    assert "修士 20点" in before
    assert "学士" not in before
    assert "2015年4月1日施行の表" in before
    assert not any(line.startswith("前の内容") for line in entry("hsp.rows.age", book()).about)


def test_what_is_for_staff_stands_first() -> None:
    first = book().chapters[0]
    in_force = [rule for rule in rules_on(TODAY) if rule.is_in_force(TODAY)]
    marked = [rule.id for rule in in_force if rule.confidence is Confidence.STAFF_CONFIRMS]
    assert [e.id for e in first.articles] == marked
    assert f"全{len(marked)}件のうち未確認{len(marked)}件" in first.title
    assert all("未確認" in e.about[0] for e in first.articles)


def test_rules_that_do_not_stand_on_the_day_stand_apart() -> None:
    out = book(date(2025, 3, 31)).chapters[-2]
    assert out.title == "この日には適用されない規則"
    assert [(e.id, e.title) for e in out.articles if e.id.startswith("fees")] == [
        ("fees.tables.second", "手数料（第2期）（2025年4月1日から）"),
        ("fees.tables.third", "手数料（第3期）（2026年10月1日から）"),
    ]
    assert "2025年3月31日まで" in "".join(e.title for e in book().chapters[-2].articles)


def test_nothing_is_wider_than_the_terminal_but_names_and_what_is_pasted() -> None:
    for cells in (40, 60, 100):
        wide = [line for line in lines_of(book(), cells, Style()) if width(line) > cells]
        addresses = {address for source in sources().values() for address in source.addresses}
        kept = [line for line in wide if "[" not in line and " = " not in line and "http" not in line]
        assert [line for line in kept if line.strip() not in addresses] == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("day", [*FIRST_DAYS, TODAY], ids=str)
def test_every_code_of_a_source_is_resolved_at_the_end(day: date, language: str) -> None:
    told = book(day, language).chapters[-1]
    assert {e.id for e in told.articles} == {code for rule in rules_on(day) for code in rule.source}
    for e in told.articles:
        source = sources()[e.id]
        assert e.title == source.title
        assert source.publisher in e.about[0]
        assert e.about[1:] == source.addresses or not source.addresses


def test_a_source_says_what_it_is_and_how_it_was_read() -> None:
    by_code = {e.id: e.about for e in book().chapters[-1].articles}
    assert by_code["S1"] == (
        "公的資料／出入国在留管理庁／2026年11月22日に全文を閲覧",
        "https://www.moj.go.jp/isa/content/930001657.pdf",
    )
    assert by_code["A9"] == (
        "事務所、報道、公開プログラムなど／2つの事務所／2026年11月25日に一部を閲覧",
        "アドレスの記録なし",
    )
    assert by_code["own"][0].startswith("実務上の判断")


# --- the command ----------------------------------------------------------------------------------------------------


def test_it_prints_the_book_of_the_day_asked_for(rules: Rules) -> None:
    ran = rules("--as-of", "2017-04-26", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "in force since April 26, 2017 (hsp-2017-04-26)" in ran.out
    assert "[hsp.rows.invest_mgmt]" not in ran.out


def test_without_a_day_it_is_today_and_japanese(rules: Rules) -> None:
    ran = rules()
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith("に適用される規則")


def test_a_day_before_the_first_table_is_one_sentence(rules: Rules) -> None:
    ran = rules("--as-of", "2013-12-23")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "intake: there is no points table for 2013-12-23: the first one known here took effect on 2013-12-24; "
        "use that day or a later one\n"
    )


@pytest.mark.parametrize("argv", [["--as-of", "tomorrow"], ["--lang", "xx"], ["--csv", "a.csv"], ["more"]])
def test_wrong_flags_end_it_with_two(rules: Rules, argv: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        rules(*argv)
    assert left.value.code == 2


def test_help_has_an_example(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        rules("--help")
    assert "intake rules --as-of 2026-11-22 --lang ja" in capsys.readouterr().out


# --- what the office has checked ------------------------------------------------------------------------------------


def test_a_checked_rule_names_who_and_when(rules: Rules, office: Callable[[str], None]) -> None:
    made = check(LOCAL)
    office(f'\n[[checked]]\nrule = "{LOCAL}"\nday = 2026-11-20\ninitials = "T.I."\nreading = "{made.wording}"\n')
    ran = rules("--as-of", "2026-11-22")
    assert ran.code == 0
    assert f"[{LOCAL}]  2026年11月20日に確認済み（T.I.）" in ran.out
    assert "確かさ：事務所が確認します（2026年11月20日に確認済み（T.I.））" in ran.out
    assert f'rule = "{LOCAL}"' not in ran.out


def test_a_rule_that_changed_since_asks_anew() -> None:
    changed = book(checked=frozenset({check(LOCAL, "00000000")}))
    assert "確認（T.I.）の後に内容が変わりました" in entry(LOCAL, changed).about[0]
    assert f'rule = "{LOCAL}"' in changed.record
    assert LOCAL in {rule.id for rule in unchecked(frozenset({check(LOCAL, "00000000")}), TODAY)}


def test_a_verified_rule_may_be_checked_too() -> None:
    checked = book(checked=frozenset({check("hsp.rows.salary")}))
    assert "確認済み（T.I.）" in entry("hsp.rows.salary", checked).about[0]
    assert "確認済みの資料による（2026年11月22日に確認済み（T.I.））" in "".join(
        entry("hsp.rows.salary", checked, last=True).about
    )


def test_what_is_to_be_pasted_is_taken_once_it_has_initials(tmp_path: Path) -> None:
    pasted = "\n".join(book().record)
    path = tmp_path / "office.toml"
    path.write_text(f"{EXAMPLE}\n{pasted}\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"checked\[0\].initials: expected the initials"):
        load_office(path)
    path.write_text(f"{EXAMPLE}\n{pasted}\n".replace('initials = ""', 'initials = "T.I."'), encoding="utf-8")
    checked = load_office(path).checked
    assert len(checked) == len(unchecked(frozenset(), TODAY))
    assert unchecked(checked, TODAY) == []
    assert "未確認0件" in book(checked=checked).chapters[0].title
    assert book(checked=checked).record == ()


def test_an_unknown_rule_stops_the_start_and_names_the_nearest(rules: Rules, office: Callable[[str], None]) -> None:
    office('\n[[checked]]\nrule = "hsp.rows.local_gvo"\nday = 2026-11-20\ninitials = "T"\nreading = "01234567"\n')
    ran = rules()
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "checked[0].rule" in ran.err
    assert ran.err.endswith("found 'hsp.rows.local_gvo'; did you mean 'hsp.rows.local_gov'?\n")


# --- on paper -------------------------------------------------------------------------------------------------------


def _text(path: Path) -> tuple[str, int]:
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf), len(pdf)


@pytest.fixture
def in_short(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Have nothing but the end of the book drawn from now on, by whoever is not about what stands in it."""

    def pages(of: RuleBook) -> Any:
        return rule_pages(replace(of, chapters=of.chapters[-1:]))

    return lambda: monkeypatch.setattr(drawn, "rule_pages", pages)


@pytest.mark.parametrize("language", languages())
def test_the_pdf_has_every_rule_on_a_bounded_number_of_pages(
    rules: Rules, tmp_path: Path, in_short: Callable[[], None], language: str
) -> None:
    path = tmp_path / "rules.pdf"
    ran = rules("--as-of", "2026-11-22", "--lang", language, "--pdf", str(path))
    assert (ran.code, ran.err) == (0, "")
    said, pages = _text(path)
    assert [rule.id for rule in rules_on(TODAY) if rule.id not in said] == []
    assert pages <= MOST_PAGES
    assert str(pages) in ran.out
    assert str(path) in ran.out
    in_short()
    again = rules("--as-of", "2026-11-22", "--lang", language, "--pdf", str(path))
    assert {"ja": "置き換えました", "en": "replacing"}[language] in again.out
    assert {"ja": "置き換えました", "en": "replacing"}[language] not in ran.out
    assert _text(path)[1] < pages, "the file is the new one"


def test_a_pdf_that_cannot_be_written_is_one_sentence(
    rules: Rules, tmp_path: Path, in_short: Callable[[], None]
) -> None:
    in_short()
    ran = rules("--pdf", str(tmp_path / "nowhere" / "rules.pdf"))
    assert (ran.code, ran.out) == (1, "")
    assert re.fullmatch(r"intake: cannot write .*rules\.pdf \(.*\); give a file that you may write\n", ran.err)


def test_pages_that_leave_out_a_letter_say_so() -> None:
    def said(of: RuleBook) -> str:
        return "".join(writing.text for page in rule_pages(of) for writing in page.writings())

    small = replace(book(), chapters=book().chapters[-1:])
    assert small.not_drawn not in said(small)
    assert small.not_drawn in said(replace(small, title="สมชาย"))


@pytest.mark.parametrize("language", languages())
def test_nothing_on_the_pages_overlaps_or_leaves_them(language: str) -> None:
    pages = rule_pages(book(TODAY, language))
    for page in pages:
        assert (page.width, page.height) == (WIDTH, HEIGHT)
        no_overlaps(page, Box(47.9, 24, WIDTH - 35.9, HEIGHT - 14))
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in [writing.text for writing in page.writings()]


def test_a_rule_that_is_longer_than_a_page_goes_on_on_the_next_and_no_step_is_cut_in_two() -> None:
    steps = tuple(BookStep(f"condition {n}", f"{n} points", f"example {n}", "by age") for n in range(1, 81))
    long = BookArticle("a.long.rule", "A long rule", steps, tuple(f"line {n}" for n in range(1, 121)))
    pages = rule_pages(replace(book(), chapters=(BookChapter("Made up", (), (long,)),)))
    assert len(pages) >= 4
    place: dict[str, int] = {}
    for number, page in enumerate(pages):
        no_overlaps(page, Box(47.9, 24, WIDTH - 35.9, HEIGHT - 14))
        place |= {writing.text: number for writing in page.writings()}
    for n in range(1, 81):
        assert place[f"condition {n}"] == place[f"{n} points"] == place[f"example {n}"]
    assert [place[f"line {n}"] for n in range(1, 121)] == sorted(place[f"line {n}"] for n in range(1, 121))
    assert place["condition 1"] < place["condition 80"] <= place["line 1"] < place["line 120"]


def test_ways_without_points_and_time_abroad_have_examples_as_counted() -> None:
    english = book(TODAY, "en")
    spouse = "\n".join(entry("residence.own_routes.spouse", english, last=True).lines)
    assert "3 years of real marriage and 1 year in Japan" in spouse
    assert (
        "Example: married since November 22, 2024, in Japan since November 22, 2025 → from November 22, 2027" in spouse
    )
    resident = "\n".join(entry("residence.own_routes.long_term", english, last=True).lines)
    assert "Example: with this status since November 22, 2022 → from November 22, 2027" in resident
    abroad = "\n".join(entry("residence.absence", english, last=True).lines)
    assert "89 days abroad at once, 99 in a year → the years go on" in abroad
    assert "90 days abroad at once, 0 in a year → a case for staff" in abroad
    assert "0 days abroad at once, 100 in a year → a case for staff" in abroad
