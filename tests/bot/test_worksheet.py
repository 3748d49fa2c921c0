"""The worksheet: what it says, that all of it can be drawn and read, and that nothing leaves its place."""

from __future__ import annotations

import re
import sys
import tempfile
import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest

from bot.sheets import paper as paper_module
from bot.sheets.data import SheetData
from bot.sheets.fill import worksheet_data
from bot.sheets.fonts import STAND_IN, drawable
from bot.sheets.layout import Box, Layout
from bot.sheets.paper import HEIGHT as PAGE_HEIGHT
from bot.sheets.paper import WIDTH as PAGE_WIDTH
from bot.sheets.worksheet import worksheet, worksheet_pages
from dialogs.messages import Typed
from scoring import Category, all_rulesets, read_profile, score
from tests.bot.sheets import OFFICE, SHEETS, TABLE, TODAY, contrast, entry, no_overlaps, sheet, texts, words


@cache
def drawn_sheet(name: str) -> bytes:
    return worksheet(SHEETS[name]())


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_on_a_worksheet_overlaps_or_leaves_it(name: str) -> None:
    for page in worksheet_pages(SHEETS[name]()):
        assert (page.width, page.height) == (PAGE_WIDTH, PAGE_HEIGHT)
        no_overlaps(page, Box(47.9, 24, PAGE_WIDTH - 35.9, PAGE_HEIGHT - 14))
        for writing in page.writings():
            assert contrast(writing.colour, writing.on) >= 4.5, writing


@pytest.mark.parametrize("name", SHEETS)
def test_a_worksheet_says_everything(name: str) -> None:
    data = SHEETS[name]()
    file = pypdfium2.PdfDocument(drawn_sheet(name))
    read = "".join(page.get_textpage().get_text_range() for page in file)
    found = re.sub(r"\s", "", read)
    told = [data.words.title, data.office, data.lead_number, data.client, data.category, data.day, data.table]
    told += [data.needed, data.disclaimer, data.words.checked_by, data.words.checked_on, data.words.legend]
    told += [text for row in data.rows for text in (row.column, row.form_number, row.label)]
    told += [paper.name for row in data.rows for paper in row.papers]
    for text in told:
        assert re.sub(r"\s", "", drawable(text).text) in found, text
    assert f"1/{len(file)}" in found
    assert f"{len(file)}/{len(file)}" in found


@pytest.mark.parametrize("name", SHEETS)
def test_a_worksheet_is_a4_small_and_carries_its_outlines(name: str) -> None:
    content = drawn_sheet(name)
    assert len(content) < 300_000
    file = pypdfium2.PdfDocument(content)
    fonts = set()
    for page in file:
        assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.01)
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            font = item.get_font()
            assert font.is_embedded
            fonts.add(font.get_base_name())
    # Six capitals and a plus: a subset.
    assert {name[:7] for name in fonts} == {"MPDFAA+"}
    assert {name[7:] for name in fonts} <= {"NotoSansCJKJP", "NotoSansCJKJPBold"}


def test_a_name_in_other_letters_is_on_the_paper() -> None:
    data = sheet(client=str(Typed("\u2068Şebnem Łukasz Иванов 张伟\u2069")))
    page = pypdfium2.PdfDocument(worksheet(data))[0]
    assert "Şebnem Łukasz Иванов 张伟" in page.get_textpage().get_text_range()
    fonts = [item.get_font() for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
    assert all(font.is_embedded for font in fonts)
    assert {font.get_base_name() for font in fonts} >= {"MPDFAA+NotoSans"}
    assert data.words.not_drawn not in "".join(map(texts, worksheet_pages(data)))


@pytest.mark.parametrize("place", ["client", "notes", "office"])
def test_a_worksheet_that_leaves_out_a_letter_says_so(place: str) -> None:
    drawn = "".join(map(texts, worksheet_pages(sheet(**{place: "สมชาย"}))))
    assert STAND_IN in drawn
    assert sheet().words.not_drawn in drawn


def test_the_file_tells_nothing_about_the_client_but_on_its_pages() -> None:
    content = worksheet(sheet(client="Maria Santos", notes="Maria Santos"))
    metadata = pypdfium2.PdfDocument(content).get_metadata_dict(skip_empty=True)
    assert metadata == {
        "Title": "高度専門職ポイント計算 確認シート ご相談 #12",
        "CreationDate": "D:20261122000000Z",
    }
    for encoding in ("ascii", "utf-16-be"):
        assert "Maria".encode(encoding) not in content


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    drawing: list[Path] = []
    draw = paper_module._draw

    def watched(pdf: Any, page: Layout) -> None:
        drawing.extend(path for path in tmp_path.rglob("*") if path.is_file())
        draw(pdf, page)

    monkeypatch.setattr(paper_module, "_draw", watched)
    worksheet(sheet())
    assert list(tmp_path.iterdir()) == []
    assert drawing == [] or sys.platform == "win32", "nor would it be, were we killed"


def row_texts(data: SheetData, label: str) -> list[str]:
    """What stands beside an item, from left to right, on its first line."""
    for page in worksheet_pages(data):
        # A row may be called as its column is; the item is right of it.
        for one in sorted(page.writings(), key=lambda w: -w.left):
            if one.text == label:
                beside = [w for w in page.writings() if abs(w.box.top - one.box.top) < 1 and w.left > one.left]
                return [w.text for w in sorted(beside, key=lambda w: w.left)]
    raise AssertionError(label)


def test_not_known_is_never_zero() -> None:
    data = sheet("a range", documented={"academic": 20, "age": 0}, confirmed={"academic": 20})
    assert row_texts(data, "学歴") == ["20", "20", "20", "卒業証明書"]
    assert row_texts(data, "年齢") == ["10", "0", "旅券"]
    # Not asked: nothing claimed, nothing proved, nothing confirmed, and no zero.
    assert row_texts(data, "研究実績")[0] == "未確認"
    assert row_texts(sheet("nothing"), "年収")[0] == "0"
    assert data.totals == (entry("a range").total, 20, 20)
    assert sheet("a range").totals == (entry("a range").total, None, None)


def test_papers_carry_the_numbers_of_the_file() -> None:
    data = sheet(paper_numbers={"academic": ["3"], "age": ["4"]})
    assert [(p.name, p.number) for p in data.rows[0].papers] == [("卒業証明書", "3"), ("学位取得の証明書", "")]
    drawn = "".join(map(texts, worksheet_pages(data)))
    assert "卒業証明書[3]" in drawn
    assert "旅券[4]" in drawn
    assert "学位取得の証明書[" not in drawn


def test_the_rows_are_in_the_order_of_the_form() -> None:
    """Columns as the official table has them; the form's own numbers are those of the rule files."""
    for category in Category:
        result = score(read_profile({"category": category}), as_of=TODAY).categories[0]
        rows = worksheet_data(words(), result, today=TODAY, table=TABLE, office=OFFICE, lead_number=1, client="").rows
        columns = list(dict.fromkeys(row.column for row in rows))
        assert columns == [
            column
            for column in ("学歴", "職歴", "年収", "年齢", "研究実績", "資格", "地位", "特別加算")
            if column in columns
        ]
        assert [row.column for row in rows] == sorted((row.column for row in rows), key=columns.index)


@pytest.mark.parametrize("rules", all_rulesets(), ids=lambda rules: rules.id)
def test_numbers_and_columns_are_those_of_the_rule_file(rules: Any) -> None:
    name = f"{rules.effective_from.isoformat()}.toml"
    text = (resources.files("scoring") / "rules" / "hsp" / name).read_text(encoding="utf-8")
    rows = tomllib.loads(text)["rows"]
    for table in rules.categories.values():
        for row in table.rows:
            assert row.form_number == rows[row.id].get("sheet", ""), row.id
            assert row.column == rows[row.id]["column"], row.id


def test_long_notes_go_on_over_the_page_and_the_boxes_to_sign_stay_whole() -> None:
    pages = worksheet_pages(SHEETS["long"]())
    assert len(pages) > len(worksheet_pages(SHEETS["a range"]()))
    assert sum(texts(page).count("来週の面談で成績証明書を確認。") for page in pages) == 60
    for count in range(40, 62):
        last = worksheet_pages(sheet(notes="一行\n" * count))[-1]
        assert {"確認者", "確認日"} <= {w.text for w in last.writings()}


def test_the_heading_is_on_every_page_of_the_table() -> None:
    data = sheet("nothing known")
    data = replace(data, rows=data.rows * 3)
    pages = worksheet_pages(data)
    assert len(pages) >= 4
    for page in pages:
        written = [w.text for w in page.writings()]
        assert "ご相談 #12" in written
        if any(row.label in written for row in data.rows):
            assert "疎明資料" in written


@pytest.mark.parametrize("count", range(1, 40))
def test_the_totals_are_whole_wherever_the_table_ends(count: int) -> None:
    data = sheet("nothing known")
    pages = worksheet_pages(replace(data, rows=(data.rows * 3)[:count]))
    written = [w for page in pages for w in page.writings() if w.text in ("合計", data.needed)]
    assert len(written) == 2
    assert all(w.box.bottom < PAGE_HEIGHT - 36 for w in written)
