"""The worksheet of a lead says whatever its card says, line by line and fact by fact, in the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from bot.office.cards import IN_FIELDS, picture_of, sheet_of
from bot.sheets.card_text import card_text
from bot.sheets.data import SheetData
from bot.sheets.fill import _printed
from bot.sheets.fonts import drawable
from bot.sheets.score_card import card_layout
from bot.sheets.worksheet import worksheet_pages
from bot.words.words import languages
from dialogs.card_lines import CARD, card_by_lines
from dialogs.desk.matter import NEW, LeadRecord
from dialogs.desk.papers import lead_shown
from dialogs.effects import FileLead
from dialogs.messages import Text
from dialogs.office import LANGUAGE_OF_STAFF
from tests.dialogs.desk.test_people import MARIA, PEOPLE, sent
from tests.dialogs.test_goal_leads import SPOUSE
from tests.dialogs.test_manager import FOUNDER
from tests.dialogs.walker import Answers, Walk, real_words

STUDENT: Answers = {**MARIA, "residence": "a:student", "work_begins": "2027-06-01", "stay_until": "2027-03-31"}
HOLDER: Answers = {
    **MARIA,
    "goal": "a:pr",
    "residence": "a:hsp",
    "hsp_kind": "a:hsp1b",
    "status_since": "2023-05-01",
    "employer_change": "a:yes",
    "new_employer_since": "2027-01-04",
    "married_since": "a:none",
    "contact_way": "a:email",
    "contact": "maria@example.com",
    "talk_language": "a:interpreter",
}
EVERYBODY: Mapping[str, Callable[[], Walk]] = {
    **PEOPLE,
    "founder": lambda: sent(Walk(), {**MARIA, **FOUNDER, "lives_in": "Pune, India; evenings", "contact_way": "a:here"}),
    "gap": lambda: sent(Walk(), STUDENT),
    "holder": lambda: sent(Walk(), HOLDER, said="I was abroad for 5 months in 2025. I was refused in 2024."),
    "any way, any time": lambda: sent(Walk(), {**MARIA, "contact_way": "a:any"}).answers(
        {"half_days": "a:any"}, until="handed_off"
    ),
    "asks HR": lambda: sent(Walk(), {**MARIA, "thorough": "a:go_on", "work_field": "a:finance"}),
}


@cache
def filed(name: str) -> tuple[Walk, LeadRecord, SheetData]:
    walk = EVERYBODY[name]()
    lead = [effect for effect in walk.effects if isinstance(effect, FileLead)][-1].lead
    record = LeadRecord(12, NEW, lead.consented)
    return walk, record, sheet_of(real_words(), walk.dialogue, record, walk.conversation)


def told(name: str) -> Mapping[str, tuple[Text, ...]]:
    walk, record, _ = filed(name)
    office = walk.dialogue.around.office
    return card_by_lines(lead_shown(walk.dialogue, record), office, LANGUAGE_OF_STAFF, number=record.number)


def said(text: Text) -> str:
    return _printed(real_words().plain(LANGUAGE_OF_STAFF, text))


def values_in(text: Text) -> Iterator[str]:
    """Each thing that a line lists, or the line itself."""
    items = text.args.get("items")
    yield from map(said, items) if isinstance(items, tuple) else (said(text),)


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_line_of_the_card_stands_on_the_sheet(name: str) -> None:
    _, record, data = filed(name)
    lines = told(name)
    others = [said(text) for line, texts in lines.items() if line not in IN_FIELDS for text in texts]
    assert list(data.card) == others
    assert data.deadline == "".join(map(said, lines.get("first", ())))
    assert data.contact == "".join(map(said, lines["reach"]))
    assert data.notes == (record.consented.text("note") or "")
    listed = [inner for text in lines.get("values", ()) for inner in text.args.values() if isinstance(inner, Text)]
    for value in (value for inner in listed for value in values_in(inner)):
        assert value in data.facts, value


@pytest.mark.parametrize("name", EVERYBODY)
def test_all_of_it_is_drawn(name: str) -> None:
    _, _, data = filed(name)
    written = re.sub(r"\s", "", "".join(mark.text for page in worksheet_pages(data) for mark in page.writings()))
    for text in (data.deadline, data.facts, data.contact, data.day, *data.card, *data.conditions):
        printed = drawable(text)
        assert re.sub(r"\s", "", printed.text) in written, text


def test_together_these_people_have_every_line_that_a_lead_can_have() -> None:
    found = {line for name in EVERYBODY for line in told(name)}
    # Bookings and own questions are an office's that has them; the others come with a link,
    # a second run, long words, ticked papers.
    assert {line.id for line in CARD} - found <= {"bookings", "source", "runs", "remarks", "told", "papers"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gap", "空白"),
        ("gap", "就労開始"),
        ("holder", "1号ロ"),
        ("holder", "maria@example.com"),
        ("holder", "5 months"),
        ("any way, any time", "どの方法でも可"),
        ("any way, any time", "いつでもよい"),
        ("near-the-deadline", "2026年12月"),
        ("founder", "資本金"),
    ],
)
def test_newer_facts_are_there_in_words(name: str, words: str) -> None:
    _, _, data = filed(name)
    assert words in "\n".join((data.deadline, data.facts, data.contact, *data.card)), data


@pytest.mark.parametrize("name", ["gap", "holder"])
def test_no_sign_of_the_card_is_left_that_paper_cannot_show(name: str) -> None:
    _, _, data = filed(name)
    for text in (data.deadline, data.contact, *data.card):
        assert not drawable(text).missing, text


ONE_TERM = {"en": "Counted for", "ja": "計算の基準日"}


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["gap", "holder"])
def test_the_day_counted_for_has_one_name_on_picture_card_and_sheet(name: str, language: str) -> None:
    walk, _, data = filed(name)
    term, words = ONE_TERM[language], real_words()
    walk.conversation.language = language
    picture = picture_of(words, walk.dialogue, walk.conversation, walk.now)
    assert term in picture.basis
    assert term in card_text(picture)
    [as_of] = told(name)["as_of"]
    assert words.plain(language, as_of).startswith(term)
    assert words.plain(language, Text("sheets-day")) == term
    # The same day, too: that on which the work begins, where it is yet to begin.
    day = words.plain(LANGUAGE_OF_STAFF, Text("sheets-step-day", {"day": walk.situation.counted_for}))
    assert data.day.startswith(day)
    assert ("就労開始" in data.day) is (walk.situation.counted_for != walk.situation.today)


def test_the_picture_has_what_a_route_hangs_on_and_nothing_to_reach_anybody_by() -> None:
    walk, _, _ = filed("holder")
    walk.conversation.language = "en"
    picture = picture_of(real_words(), walk.dialogue, walk.conversation, walk.now)
    assert "HSP (i) b" in picture.told
    # A picture is passed on: it names nobody.
    assert not {"maria@example.com", "Maria"} & set(re.findall(r"[\w@.]+", card_text(picture)))


@pytest.mark.parametrize(
    ("language", "due", "stay", "own_way"),
    [
        ("en", "Your deadline: ", "Your stay ends: ", "Permanent residence without points"),
        ("ja", "期日：", "在留期限：", "点数によらない永住"),
    ],
)
def test_the_picture_says_by_when_something_must_be_done_and_names_the_way_without_points(
    language: str, due: str, stay: str, own_way: str
) -> None:
    said = "My deadline is 10 December 2026."
    walk = sent(Walk(), {**MARIA, **SPOUSE, "stay_until": "2026-12-12"}, said=said)
    walk.conversation.language = language
    picture = picture_of(real_words(), walk.dialogue, walk.conversation, walk.now)
    # Of two days the sooner stands first.
    assert 0 == picture.deadlines.index(due) < picture.deadlines.index(stay)
    assert picture.own_way.lstrip("○ ").startswith(own_way)
    drawn = "".join(writing.text for writing in card_layout(picture).writings())
    for text in (picture.deadlines, picture.own_way):
        assert text in card_text(picture)
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", drawn)
        assert not drawable(text).missing
    # Whoever told neither reads of neither.
    other = sent(Walk(), {**MARIA, "stay_until": "unknown"})
    plain = picture_of(real_words(), other.dialogue, other.conversation, other.now)
    assert (plain.deadlines, plain.own_way) == ("", "")
