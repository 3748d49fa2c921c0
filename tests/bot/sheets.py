"""Cards and worksheets of people made up, and how drawn boxes are looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial
from itertools import combinations
from typing import Any

from PIL import ImageColor

from bot.sheets.data import SheetData
from bot.sheets.fill import worksheet_data
from bot.sheets.layout import Box, Layout
from bot.words.words import Words
from scoring import CategoryScore, read_profile, score
from tests.scoring.people import NOTHING

TODAY, TABLE = date(2026, 11, 22), date(2023, 4, 21)
OFFICE = "Tsubakuro Gyoseishoshi Office 行政書士事務所つばくろ"
LONG_NAME = "Maximiliano Wolfeschlegelsteinhausen III"
ENGINEER = {"birth_date": "1994-05-01", "degrees": ["master"], "salary_yen": 7_200_000, "japanese": "n1"}
SURE = {"international_services": False, "experience_years": 5, "designated_university": True}
PEOPLE: dict[str, dict[str, Any]] = {
    "a range": {"category": "b", **ENGINEER},
    "reached": {**NOTHING, "category": "b", **SURE, "age": None, **ENGINEER},
    "nothing": {**NOTHING, "category": "c"},
    "little": {**NOTHING, "category": "a"},
    "excluded": {**NOTHING, "category": "b", "degrees": ["master"], "japanese_degree": True, "japanese": "n2"},
    "nothing known": {"category": "a"},
}


@cache
def words() -> Words:
    return Words()


@cache
def entry(person: str) -> CategoryScore:
    facts = {name: value for name, value in PEOPLE[person].items() if value is not None}
    return score(read_profile(facts), as_of=TODAY).categories[0]


def sheet(person: str = "a range", **changes: Any) -> SheetData:
    given_facts: dict[str, Any] = {"office": OFFICE, "lead_number": 12, "client": LONG_NAME, **changes}
    return worksheet_data(words(), entry(person), today=TODAY, table=TABLE, **given_facts)


SHEETS: dict[str, Callable[[], SheetData]] = {
    **{person: cache(partial(sheet, person)) for person in PEOPLE},
    "long": cache(lambda: sheet(client=LONG_NAME * 5, notes="来週の面談で成績証明書を確認。\n" * 60 + "สมชาย")),
}


def texts(layout: Layout) -> str:
    """All that is written, in order, without the breaks between lines."""
    return "".join(writing.text.replace(" ", "") for writing in layout.writings())


def no_overlaps(layout: Layout, inside: Box) -> None:
    writings = list(layout.writings())
    for one in writings:
        assert inside.left <= one.box.left, one
        assert one.box.right <= inside.right, one
        assert inside.top <= one.box.top, one
        assert one.box.bottom <= inside.bottom, one
    touching = [(a.text, b.text) for a, b in combinations(writings, 2) if a.box.overlaps(b.box)]
    assert touching == []


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
