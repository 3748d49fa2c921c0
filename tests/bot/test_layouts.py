"""Where everything stands on a card and on a worksheet, mark by mark: nothing moves without somebody having looked.

The texts are made up, so that a better wording changes nothing here. Draw them anew and read the difference with
`pytest tests/bot/test_layouts.py --refresh-transcripts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from bot.sheets.data import CardData, CardStep, CardWords, PictureLine, SheetData, SheetPaper, SheetRow, SheetWords
from bot.sheets.layout import Layout, Shape, Stroke, Writing
from bot.sheets.score_card import card_layout
from bot.sheets.worksheet import worksheet_pages
from scoring import Status, Verdict

FOLDER = Path(__file__).parent / "layouts"

CARD = CardData(
    title="A title of a card",
    office="行政書士 An Office",
    verdict=Verdict.QUALIFIES,
    verdict_text="What became of it, in a sentence that needs more than one line of the card",
    total=75,
    mark=70,
    least=70,
    greatest=95,
    needed="70 of them are needed",
    range_text="between 70 and 95",
    lines=(
        PictureLine("Scored", 25, 25, Status.SCORED),
        PictureLine("Open", 0, 15, Status.UNKNOWN, "not known yet"),
        PictureLine("May be lost", 10, 10, Status.UNKNOWN, "may be lost"),
        PictureLine("May rise", 5, 15, Status.SCORED, "a note"),
        PictureLine("Excluded", 0, 0, Status.EXCLUDED, "beside another"),
        PictureLine("年齢がとても長い名前の行", 15, 15, Status.SCORED),
        *(PictureLine(f"Nothing {n}", 0, 0, Status.NONE) for n in range(7)),
    ),
    steps=(
        CardStep("Apr 1, 2027", 80, "time"),
        CardStep("May 1, 2029", 65, "a birthday, and a reason that goes on in the next line of the card"),
    ),
    basis="Counted for a day",
    disclaimer="An estimate, not a decision, and a few words more so that it is broken",
    words=CardWords(**{field.name: f"{field.name} " for field in fields(CardWords)}),
)
SHEET = SheetData(
    office="行政書士 An Office",
    lead_number="#12",
    client="Maria Santos-Quintana",
    category="(b)",
    day="2026-11-24",
    table="hsp",
    rows=(
        SheetRow("学歴", "①", "A degree", 20, 20, None, (SheetPaper("卒業証明書", "12"), SheetPaper("成績証明書"))),
        SheetRow(
            "職歴", "②", "Work, by an item whose name is long enough", 10, None, None, (SheetPaper("在職証明書"),)
        ),
        SheetRow("ボーナス", "③〜⑤", "Extra", None, None, 5, ()),
        # Each once the tallest of its row: the column, the number, the papers.
        SheetRow("とても長い名前の列の見出し", "⑥", "A", 1, 1, 1, ()),
        SheetRow("列", "⑦又は⑧又は⑨又は⑩", "B", 2, 2, 2, ()),
        SheetRow("列", "⑪", "C", 3, 3, 3, tuple(SheetPaper(f"書類{n}") for n in range(4))),
    ),
    totals=(30, 20, None),
    needed="70",
    notes="A note of the office",
    disclaimer="An estimate",
    made_on=date(2026, 11, 24),
    words=SheetWords(**{field.name: field.name for field in fields(SheetWords)}),
)
PAGES: dict[str, Callable[[], tuple[Layout, ...]]] = {
    "card-reached": lambda: (card_layout(CARD),),
    "card-open": lambda: (card_layout(replace(CARD, verdict=Verdict.UNDECIDED, total=60, least=40, greatest=140)),),
    "card-short": lambda: (
        card_layout(replace(CARD, verdict=Verdict.SHORT, total=0, least=0, greatest=0, range_text="", steps=())),
    ),
    "card-above": lambda: (card_layout(replace(CARD, total=130, least=130, greatest=130, range_text="", lines=())),),
    "sheet": lambda: worksheet_pages(SHEET),
    "sheet-of-two-pages": lambda: worksheet_pages(replace(SHEET, rows=SHEET.rows * 9, notes="A note.\n" * 9)),
}


def described(pages: tuple[Layout, ...]) -> Iterator[str]:
    """Each mark in a line of its own, to the tenth of a unit."""
    for page in pages:
        yield f"page {page.width:.1f} x {page.height:.1f}"
        for mark in page.marks:
            if isinstance(mark, Writing):
                place = _places(mark.left, mark.baseline, mark.box.top, mark.box.bottom)
                yield f"{place} {mark.size} {mark.weight.name} {mark.colour} on {mark.on}: {mark.text}"
            elif isinstance(mark, Stroke):
                points = " ".join(_places(*point) for point in mark.points)
                yield f"stroke {points} {mark.colour} {mark.width}"
            else:
                yield _shape(mark)


def _shape(mark: Shape) -> str:
    box = _places(mark.box.left, mark.box.top, mark.box.right, mark.box.bottom)
    return f"shape {box} {mark.fill} {mark.outline} {mark.width} {mark.radius}"


def _places(*numbers: float) -> str:
    return ",".join(f"{number:.1f}" for number in numbers)


@pytest.mark.parametrize("name", PAGES)
def test_every_mark_stands_where_it_was_last_looked_at(name: str, refresh: bool) -> None:
    drawn = "".join(f"{line}\n" for line in described(PAGES[name]()))
    file = FOLDER / f"{name}.txt"
    if refresh:
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8"), "look at the difference, then: pytest --refresh-transcripts"
