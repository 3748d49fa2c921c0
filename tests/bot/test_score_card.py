"""The score card: what it says, that all of it can be drawn and read, and that nothing leaves its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from io import BytesIO
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor

from bot.office.cards import MOST_STEPS
from bot.sheets.as_json import sheet_from_json, to_json
from bot.sheets.card_text import card_text
from bot.sheets.data import MOST_HEIGHT_TO_WIDTH, CardData, CardStep, PictureLine
from bot.sheets.fill import card_data
from bot.sheets.fonts import STAND_IN, drawable
from bot.sheets.layout import Box, Shape, Stroke, Writing
from bot.sheets.score_card import WIDTH, card_layout, score_card
from bot.sheets.worksheet import worksheet, worksheet_pages
from bot.words.words import languages
from dialogs.messages import Text
from scoring import Category, Status, Verdict, read_profile, score
from tests.bot.sheets import (
    LONG_NAME,
    OFFICE,
    PEOPLE,
    SHEETS,
    TABLE,
    TODAY,
    contrast,
    entry,
    no_overlaps,
    sheet,
    texts,
    words,
)
from tests.properties import examples
from tests.scoring.people import NOTHING, known_facts


def steps(count: int) -> list[tuple[date, int, Text]]:
    return [(date(2027 + n, 2, 28), (70, 65, 80)[n % 3], Text("cause-time")) for n in range(count)]


def card(person: str, language: str = "en", count: int = 0) -> CardData:
    return card_data(words(), language, entry(person), today=TODAY, table=TABLE, office=OFFICE, steps=steps(count))


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
        told="What was told beside the points, at length. " * 5,
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
    "a deadline, and a way of one's own": cache(
        lambda: replace(card("a range"), deadlines="Your stay ends: " * 9, own_way="No points are needed. " * 9)
    ),
    "no lines": cache(lambda: replace(card("nothing"), lines=())),
}


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


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_everything_and_its_text_says_the_same(name: str) -> None:
    data = CARDS[name]()
    drawn, said = texts(card_layout(data)), card_text(data)
    told = [data.title, data.office, data.verdict_text, data.needed, data.range_text, data.told.strip()]
    told += [data.basis, data.disclaimer]
    told += [data.deadlines.strip(), data.own_way.strip()]
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
