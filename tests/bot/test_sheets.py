"""Score card and worksheet: what they say, that all of it can be drawn and read, and that nothing leaves its place."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from importlib import resources
from io import BytesIO
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pytest
import uharfbuzz  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.office.cards import MOST_STEPS
from bot.sheets import paper as paper_module
from bot.sheets.as_json import sheet_from_json, to_json
from bot.sheets.card_text import card_text
from bot.sheets.data import MOST_HEIGHT_TO_WIDTH, CardData, CardStep, PictureLine, SheetData
from bot.sheets.fill import card_data, worksheet_data
from bot.sheets.fonts import STAND_IN, Family, Weight, advances, covered, drawable, runs, subset
from bot.sheets.layout import Box, Layout, Shape, Stroke, Writing, wrap
from bot.sheets.paper import HEIGHT as PAGE_HEIGHT
from bot.sheets.paper import WIDTH as PAGE_WIDTH
from bot.sheets.score_card import WIDTH, card_layout, score_card
from bot.sheets.worksheet import worksheet, worksheet_pages
from bot.words.digests import folder
from bot.words.words import Words, languages
from dialogs.messages import Text, Typed
from scoring import Category, CategoryScore, Status, Verdict, all_rulesets, read_profile, score
from tests.properties import examples
from tests.scoring.people import NOTHING, known_facts

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


def steps(count: int) -> list[tuple[date, int, Text]]:
    return [(date(2027 + n, 2, 28), (70, 65, 80)[n % 3], Text("cause-time")) for n in range(count)]


def card(person: str, language: str = "en", count: int = 0) -> CardData:
    return card_data(words(), language, entry(person), today=TODAY, table=TABLE, office=OFFICE, steps=steps(count))


def sheet(person: str = "a range", **changes: Any) -> SheetData:
    given_facts: dict[str, Any] = {"office": OFFICE, "lead_number": 12, "client": LONG_NAME, **changes}
    return worksheet_data(words(), entry(person), today=TODAY, table=TABLE, **given_facts)


def long_card() -> CardData:
    """More and longer than any real one: 22 lines, ten steps, every text long, a letter that cannot be drawn."""
    kinds = [(10, 10, Status.SCORED), (0, 20, Status.UNKNOWN), (5, 15, Status.UNKNOWN), (0, 0, Status.EXCLUDED)]
    lines = [
        PictureLine(
            f"A line with a long name that must be broken, number {n}", *kinds[n % 4], note="and a note of its own"
        )
        for n in range(22)
    ]
    return replace(
        card("a range"),
        office=LONG_NAME,
        verdict_text="非常に長い見込みの文章" * 8,
        total=105,
        least=65,
        greatest=190,
        lines=(*lines, PictureLine("สมชาย", 0, 0, Status.NONE)),
        steps=tuple(CardStep(f"A day with a long name {n}", 60 + 5 * n, "why, at length " * 6) for n in range(10)),
    )


# Made where they are asked for, and once: whoever only collects the tests does not wait for them.
CARDS: dict[str, Callable[[], CardData]] = {
    **{
        f"{person}, {language}, {count} steps": cache(partial(card, person, language, count))
        for (person, count), language in product(zip(PEOPLE, (3, 10, 0, 1, 0, 0), strict=True), languages())
    },
    "long": cache(long_card),
    "no lines": cache(lambda: replace(card("nothing"), lines=())),
}
SHEETS: dict[str, Callable[[], SheetData]] = {
    **{person: cache(partial(sheet, person)) for person in PEOPLE},
    "long": cache(lambda: sheet(client=LONG_NAME * 5, notes="来週の面談で成績証明書を確認。\n" * 60 + "สมชาย")),
}


# --- what can be drawn ----------------------------------------------------------------------------------------------


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


# --- lines ----------------------------------------------------------------------------------------------------------


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


# --- the card -------------------------------------------------------------------------------------------------------


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


def test_boxes_overlap_only_where_they_share_an_area() -> None:
    box = Box(0, 0, 10, 10)
    assert box.overlaps(Box(9, 9, 20, 20))
    assert box.overlaps(Box(2, 2, 3, 3))
    for beside in (Box(10, 0, 20, 10), Box(-5, 0, 0, 10), Box(0, 10, 10, 20), Box(0, -5, 10, 0)):
        assert not box.overlaps(beside)


@pytest.mark.parametrize("name", CARDS)
def test_nothing_on_a_card_overlaps_or_leaves_it(name: str) -> None:
    layout = card_layout(CARDS[name]())
    no_overlaps(layout, Box(59, 40, layout.width - 59, layout.height - 40))
    for mark in layout.marks:
        if isinstance(mark, Shape):
            assert mark.box.left >= 59
            assert mark.box.right <= layout.width - 59


@pytest.mark.parametrize("name", CARDS)
def test_everything_on_a_card_can_be_read(name: str) -> None:
    """WCAG AA for text of any size."""
    for writing in card_layout(CARDS[name]()).writings():
        assert contrast(writing.colour, writing.on) >= 4.5, writing
        assert writing.size >= 28, writing


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in ImageColor.getrgb(colour)[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_everything_and_its_text_says_the_same(name: str) -> None:
    data = CARDS[name]()
    drawn, said = texts(card_layout(data)), card_text(data)
    told = [data.title, data.office, data.verdict_text, data.needed, data.range_text, data.basis, data.disclaimer]
    told += [str(data.total), data.words.points, *(line.label for line in data.lines)]
    told += [text for step in data.steps for text in (step.day, str(step.total), step.label.strip())]
    for text in told:
        assert text in said, text
        assert re.sub(r"\s", "", drawable(text).text) in drawn, text
    for line in data.lines:
        if line.points or line.status is not Status.NONE:
            assert f"{line.label}: {line.points}" in said
            assert line.note in said
    assert ("\n\n\n" in said, said.startswith("\n"), said.endswith("\n")) == (False, False, False)


def test_points_that_are_not_known_are_told_with_the_most_they_can_be() -> None:
    drawn = [w.text for w in card_layout(card("a range")).writings()]
    row = drawn.index("Research")
    assert drawn[row + 1] == "0–15"
    assert "Research: 0 (not known yet, up to 15)" in card_text(card("a range"))


def test_points_that_staff_must_confirm_say_so() -> None:
    drawn = [w.text for w in card_layout(card("reached")).writings()]
    assert drawn[drawn.index("Listed university") : drawn.index("Listed university") + 2] == [
        "Listed university",
        "staff will confirm",
    ]


def test_points_that_could_be_lost_say_so() -> None:
    """N2 counted while the Japanese degree is not known: as many as it can be, and still not sure."""
    facts = {**NOTHING, "category": "b", "japanese": "n2"}
    del facts["japanese_degree"]
    result = score(read_profile(facts), as_of=TODAY).categories[0]
    data = card_data(words(), "en", result, today=TODAY, table=TABLE, office=OFFICE)
    line = next(line for line in data.lines if line.label == "Japanese N2")
    assert (line.points, line.most, line.status, line.note) == (10, 10, Status.UNKNOWN, "not known yet")
    drawn = [w.text for w in card_layout(data).writings()]
    row = drawn.index("Japanese N2")
    assert drawn[row : row + 3] == ["Japanese N2", "not known yet", "10"]


def test_an_excluded_line_is_told_apart_from_one_without_points() -> None:
    lines = {line.label: line for line in card("excluded").lines}
    assert lines["Japanese N2"].status is Status.EXCLUDED
    assert lines["Japanese N2"].note
    assert f"Japanese N2: 0 ({lines['Japanese N2'].note})" in card_text(card("excluded"))


def test_a_range_is_told_only_where_there_is_one() -> None:
    assert card("a range").range_text
    assert card("reached").range_text == ""
    # Blocked whatever the points: a range would promise something.
    blocked = score(read_profile({"category": "b", "salary_yen": 1_000_000}), as_of=TODAY).categories[0]
    assert blocked.verdict is Verdict.BLOCKED
    assert blocked.least != blocked.greatest
    assert card_data(words(), "en", blocked, today=TODAY, table=TABLE, office=OFFICE).range_text == ""


def shapes(data: CardData) -> list[object]:
    """Everything drawn but not written, without its colour."""
    plain: list[object] = []
    for mark in card_layout(data).marks:
        if isinstance(mark, Shape):
            plain.append((mark.box, bool(mark.fill), bool(mark.outline), mark.radius))
        elif not isinstance(mark, Writing):
            plain.append(mark.points)
    return plain


def test_colour_is_never_the_only_carrier() -> None:
    data = replace(card("reached"), verdict_text="the same")
    reached, open_, short = (
        shapes(replace(data, verdict=verdict)) for verdict in (Verdict.QUALIFIES, Verdict.UNDECIDED, Verdict.SHORT)
    )
    assert reached != open_ != short != reached
    line = PictureLine("the same", 10, 10, Status.SCORED)
    drawn = [
        shapes(replace(data, lines=(replace(line, points=points, status=status),)))
        for points, status in ((10, Status.SCORED), (0, Status.UNKNOWN), (0, Status.EXCLUDED), (5, Status.UNKNOWN))
    ]
    assert all(one != other for one, other in combinations(drawn, 2))


@pytest.mark.parametrize(
    ("verdict", "sign"),
    [
        (Verdict.QUALIFIES, "a tick"),
        (Verdict.UNDECIDED, "three dots"),
        (Verdict.SHORT, "a bar"),
        (Verdict.BLOCKED, "a bar"),
    ],
)
def test_each_verdict_has_its_sign(verdict: Verdict, sign: str) -> None:
    marks = card_layout(replace(card("reached"), verdict=verdict)).marks
    disc = next(mark for mark in marks if isinstance(mark, Shape) and mark.radius == 32)
    following = marks[marks.index(disc) + 1 :][:3]
    kinds = [f"{len(m.points)} points" if isinstance(m, Stroke) else type(m).__name__ for m in following]
    drawn = {"3 points": "a tick", "2 points": "a bar", "Shape": "three dots"}[kinds[0]]
    assert drawn == sign
    assert (kinds == ["Shape"] * 3) is (sign == "three dots")


def test_what_changes_is_told_with_its_sign() -> None:
    drawn = [writing.text for writing in card_layout(card("reached", count=3)).writings()]
    assert {"70", "65 (−5)", "80 (+15)"} <= set(drawn)
    same = replace(card("reached", count=1), steps=(CardStep("a day", 70, ""), CardStep("another", 70, "")))
    assert "(" not in texts(card_layout(same)).split("anotherday")[0].split("change")[-1]


def test_a_day_on_the_mark_is_reached_and_one_below_is_not() -> None:
    def beads(total: int) -> list[object]:
        return shapes(replace(card("reached"), steps=(CardStep("a day", total, ""),)))

    def filled(total: int) -> bool:
        data = replace(card("reached"), steps=(CardStep("a day", total, ""),))
        return [m.fill for m in card_layout(data).marks if isinstance(m, Shape) and m.radius == 13][0] != "#ffffff"

    assert len(beads(70)) == len(beads(69))
    assert (filled(70), filled(69)) == (True, False)


def test_a_card_that_leaves_out_a_letter_says_so() -> None:
    sentence = card("nothing").words.not_drawn
    for office, said in (("Иванов", False), ("สมชาย", True)):
        drawn = texts(card_layout(replace(card("nothing"), office=office)))
        assert (sentence.replace(" ", "") in drawn) is said
        assert drawn.startswith(STAND_IN) is said


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_a_small_picture_with_a_palette(name: str) -> None:
    file = score_card(CARDS[name]())
    image = Image.open(BytesIO(file))
    layout = card_layout(CARDS[name]())
    assert (image.format, image.mode, image.size) == ("PNG", "P", (layout.width, round(layout.height)))
    # The long one is beyond anything real.
    assert len(file) < (120_000 if name != "long" else 250_000)
    # What Telegram takes as a photo.
    assert image.width + image.height <= 10_000
    colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 16) or ()}
    assert {(255, 255, 255), ImageColor.getrgb("#1b2733"), ImageColor.getrgb("#eef3f7")} <= colours
    assert image.convert("RGB").getpixel((2, 2)) == (255, 255, 255)


@st.composite
def pictures(draw: st.DrawFn) -> CardData:
    """A card of anybody: whatever is known of them, with as many days ahead and as much said of the verdict as fits."""
    category, facts = draw(st.sampled_from("abc")), draw(known_facts)
    unknown = draw(st.sets(st.sampled_from(sorted(facts))))
    known = {name: value for name, value in facts.items() if name not in unknown}
    found = score(read_profile(known), as_of=TODAY).of(Category(category))
    why = Text("value-plain", {"text": "35歳の誕生日、職歴が満5年、告示の変更" * draw(st.integers(1, 2))})
    falls = Text("follows-firm-fall", {"now": 70, "total": 65, "day": TODAY, "last": TODAY})
    return card_data(
        words(),
        draw(st.sampled_from(languages())),
        found,
        today=TODAY,
        table=TABLE,
        office=OFFICE,
        steps=[(date(2027 + n, 2, 28), 60 + 5 * n, why) for n in range(draw(st.integers(0, MOST_STEPS)))],
        sure=[falls] * draw(st.integers(0, 2)),
    )


def all_open(language: str) -> CardData:
    """The tallest card that there is: nothing is known, everything may still come, and the most days are ahead."""
    found = score(read_profile({"category": "b", "degrees": ["master"]}), as_of=TODAY).categories[0]
    why = Text("value-plain", {"text": "35歳の誕生日、職歴が満5年、告示の変更" * 2})
    ahead = [(date(2027 + n, 2, 28), 60 + 5 * n, why) for n in range(MOST_STEPS)]
    return card_data(words(), language, found, today=TODAY, table=TABLE, office=OFFICE, steps=ahead)


@given(pictures())
@examples(60)
def test_every_card_is_shown_as_a_picture_and_can_be_read(data: CardData) -> None:
    is_a_picture_to_read(data)


@pytest.mark.parametrize("language", languages())
def test_the_tallest_card_is_shown_as_a_picture_and_can_be_read(language: str) -> None:
    is_a_picture_to_read(all_open(language))


def is_a_picture_to_read(data: CardData) -> None:
    layout = card_layout(data)
    assert round(layout.height) <= MOST_HEIGHT_TO_WIDTH * layout.width
    # On a phone, 65 millimetres wide, the smallest letters are as those of a newspaper.
    assert min(writing.size for writing in layout.writings()) / layout.width >= 1 / 46
    assert data.steps == () or data.steps[-1].day in [writing.text for writing in layout.writings()]


def test_a_card_is_as_wide_as_is_read_best_unless_it_would_be_too_tall() -> None:
    assert card_layout(card("reached")).width == WIDTH
    assert WIDTH < card_layout(all_open("ja")).width <= 1240
    assert card_layout(long_card()).height <= MOST_HEIGHT_TO_WIDTH * card_layout(long_card()).width


def test_equal_data_gives_equal_bytes() -> None:
    one, another = score_card(card("reached", "ja", 3)), worksheet(sheet())
    assert one == score_card(card("reached", "ja", 3)) != score_card(card("reached", "ja", 2))
    assert another == worksheet(sheet()) != worksheet(sheet(client="Maria"))


def test_what_is_written_is_drawn_where_the_layout_has_it() -> None:
    """Ink in the box of every writing, and of the widths that were measured."""
    data = card("reached", "ja")
    image = Image.open(BytesIO(score_card(data))).convert("L")
    for writing in card_layout(data).writings():
        box = writing.box
        area = image.crop((int(box.left), int(box.top), int(box.right) + 1, int(box.bottom) + 1))
        paper = ImageColor.getcolor(writing.on, "L")
        ink = area.point([255 if abs(level - int(str(paper))) > 60 else 0 for level in range(256)]).getbbox()
        assert ink is not None, writing
        assert ink[2] - ink[0] >= (box.right - box.left) * 0.6 - 4, writing


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_comes_back_as_it_was_queued(name: str) -> None:
    assert sheet_from_json(json.loads(json.dumps(to_json(SHEETS[name]())))) == SHEETS[name]()


def test_a_sheet_queued_before_rows_had_remarks_is_still_drawn() -> None:
    queued = to_json(SHEETS["a range"]())
    del queued["conditions"], queued["words"]["conditions"]
    for row in queued["rows"]:
        del row["remark"]
    read = sheet_from_json(queued)
    assert read.conditions == ()
    assert {row.remark for row in read.rows} == {""}
    assert worksheet_pages(read)


# --- the worksheet --------------------------------------------------------------------------------------------------


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
