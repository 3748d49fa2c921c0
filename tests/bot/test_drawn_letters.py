"""What sheets are drawn with: letters that can be drawn, families, and lines broken where they may be."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
import uharfbuzz  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.fonts import Family, Weight, advances, covered, drawable, runs, subset
from bot.sheets.layout import wrap
from bot.words.digests import folder
from bot.words.words import languages
from scoring import all_rulesets

# --- what can be drawn ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_every_letter_of_every_text_can_be_drawn(language: str) -> None:
    """Pictures and papers use texts of several files; only signs that are decoration in the chat have no outline."""
    for file in folder(language).glob("*.ftl"):
        missing = drawable(file.read_text(encoding="utf-8")).missing
        assert {c for c in missing if unicodedata.category(c) != "So"} == set(), file.name
        if file.name in ("sheets.ftl", "scoring.ftl"):
            assert missing == (), file.name


def test_every_paper_of_every_table_can_be_drawn() -> None:
    rows = [row for rules in all_rulesets() for table in rules.categories.values() for row in table.rows]
    assert rows
    assert drawable("".join(name for row in rows for name in (*row.evidence, row.citation))).missing == ()


@pytest.mark.parametrize(
    ("text", "drawn", "missing"),
    [
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh", ()),
        ("Nguye\u0302\u0303n", "Nguyễn", ()),
        ("Иванов Şebnem Łukasz Ωμέγα", "Иванов Şebnem Łukasz Ωμέγα", ()),
        ("张伟 張偉 김철수 髙﨑 𠮷野", "张伟 張偉 김철수 髙﨑 𠮷野", ()),
        ("สมชาย ใจดี", "〓 〓", tuple(dict.fromkeys("สมชายใจดี"))),
        ("Ali محمد", "Ali 〓", tuple("محد")),
        ("राम", "〓", ("र", "ा", "म")),
        ("ok 😀!", "ok 〓!", ("😀",)),
        ("👨‍👩‍👧", "〓", ("👨", "👩", "👧")),
        ("\u2068Maria\u2069", "Maria", ()),
        ("葛\U000e0100城", "葛城", ()),
        ("7\u202f200\u00a0000\t円", "7 200 000 円", ()),
        ("東京\u3000都\n港区", "東京\u3000都\n港区", ()),
        ("a\ud800b", "a〓b", ("\ud800",)),
        ("a\x00\x07b", "ab", ()),
        ("", "", ()),
    ],
)
def test_a_letter_without_outline_is_never_silent(text: str, drawn: str, missing: tuple[str, ...]) -> None:
    assert drawable(text).text == drawn
    assert drawable(text).missing == missing


@given(text=st.text())
def test_runs_put_a_drawable_text_together_again(text: str) -> None:
    drawn = drawable(text).text
    assert "".join(part for _, part in runs(drawn)) == drawn
    for family, part in runs(drawn):
        assert {ord(c) for c in part} - {0x0A} <= covered(family)


def test_a_word_is_of_one_family_where_one_has_all_of_it() -> None:
    assert runs("Şebnem Kaya") == [(Family.LATIN, "Şebnem"), (Family.CJK, " Kaya")]
    assert runs("名前Şebnem") == [(Family.CJK, "名前"), (Family.LATIN, "Ş"), (Family.CJK, "ebnem")]
    assert runs("") == []


def test_a_subset_has_what_is_asked_for_and_little_else() -> None:
    for family, weight in product(Family, Weight):
        small = subset(family, weight, "aàНЖ")
        assert small == subset(family, weight, ["Ж", "Н", "à", "a", "a"])
        assert {ord(c) for c in "aàНЖ"} <= set(uharfbuzz.Face(uharfbuzz.Blob(small)).unicodes)
        assert len(small) < 20_000


def test_bold_is_wider_and_kanji_are_square() -> None:
    assert advances(Family.CJK, Weight.REGULAR)("漢字") == 2
    for family in Family:
        assert advances(family, Weight.BOLD)("mmm") > advances(family, Weight.REGULAR)("mmm") > 0


# --- lines ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("ab abcdefgh", 3, ["ab", "abc", "def", "gh"]),
        ("日本語能力。", 5, ["日本語能", "力。"]),
        ("日本語能力。", 6, ["日本語能力。"]),
        ("年収「見込み」", 3, ["年収", "「見込", "み」"]),
        ("N1合格者", 3, ["N1合", "格者"]),
        ("a\nb", 9, ["a", "b"]),
        ("a\n\nb", 9, ["a", "", "b"]),
        ("", 9, [""]),
        ("漢字", 0.5, ["漢", "字"]),
    ],
)
def test_lines_are_broken_where_they_may_be(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, len) == lines


@given(text=st.text(alphabet="ab 日本（）。、「」ーN1-", max_size=60), width=st.integers(1, 20))
def test_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = wrap(text, width, len)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_as_long_as_a_message_is_no_hard_work() -> None:
    measured = []

    def measure(text: str) -> float:
        measured.append(text)
        return len(text)

    assert wrap("W" * 1_000, 90, measure) == [*["W" * 90] * 11, "W" * 10]
    assert len(measured) < 200
