"""Contents as Telegram's messages: never too long, never cut inside a tag, and no name that notifies its owner."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.render import (
    MOST_CHARACTERS,
    DataTooLong,
    card,
    cut,
    finished,
    hushed,
    keyboard_of,
    pages,
    paginate,
    shortened,
    units,
)
from bot.delivery.post import Content, PostButton
from bot.words.words import Words, plain
from dialogs.messages import Text, Typed
from scoring import read_profile, score
from tests.telegram.content import MAX_TEXT
from tests.telegram.entities import find_entities
from tests.telegram.markup import parse_html

QUOTED = Text("staff-note", {"text": Typed("first line\nsecond line")})
TITLE = {"name": "Maria", "goal": "–", "day": "–"}


def shown(html: str) -> str:
    """The text a person sees; refuses what Telegram would."""
    text, _ = parse_html(html)
    assert units(text) <= MAX_TEXT
    return text


def test_a_screen_that_fits_is_one_message_with_its_buttons(words: Words) -> None:
    content = Content(
        "en", (Text("erased", {"channel": "telegram", "there": ()}),), ((PostButton(Text("staff-take"), "take:1"),), ())
    )
    [message] = pages(words, content)
    assert message.keyboard == [[("Take", "take:1")]]
    assert message.document is None


def test_the_buttons_and_the_file_stand_with_the_last_of_several(words: Words) -> None:
    lines = tuple(Text("staff-note", {"text": Typed(letter * 3_000)}) for letter in "abc")
    messages = pages(words, Content("en", lines, ((PostButton(Text("staff-take"), "take:1"),),), ("a.json", "{}")))
    assert [bool(m.keyboard) for m in messages] == [False, False, True]
    assert [m.document for m in messages] == [None, None, ("a.json", b"{}")]
    assert ["aaa" in messages[0].html, "bbb" in messages[1].html, "ccc" in messages[2].html] == [True] * 3


@pytest.mark.parametrize("text", ["word " * 3_000, "<&>" * 3_000, "😀" * 5_000, "a line\n" * 2_000])
def test_a_long_note_stays_a_quotation_on_every_page(words: Words, text: str) -> None:
    messages = pages(words, Content("ja", (Text("staff-note", {"text": Typed(text)}),)), hush=True)
    assert len(messages) > 1
    for number, message in enumerate(messages):
        html = message.html.partition("</b>")[2].strip() if number == 0 else message.html
        assert html.startswith("<blockquote>")
        assert html.endswith("</blockquote>")
        shown(message.html)
    said = "".join(shown(m.html) for m in messages)
    assert said.count("😀") == text.count("😀")
    assert said.count("&") == text.count("&")
    assert said.count("word") == text.count("word")


def test_it_is_cut_between_lines_where_there_are_any() -> None:
    head, rest = cut("<b>one\ntwo\nthree</b>", 18)
    assert (head, rest) == ("<b>one\ntwo</b>", "<b>three</b>")


def test_it_is_cut_anywhere_where_there_are_none_but_not_inside_a_sign() -> None:
    assert cut("&lt;&amp;&gt;", 6) == ("&lt;", "&amp;&gt;")
    assert cut("😀😀😀", 3) == ("😀", "😀😀")
    assert cut("a<b>bc</b>", 9) == ("a<b>b</b>", "<b>c</b>")
    assert cut("abc", 1) == ("a", "bc")


def _tagged(pair: tuple[str, str]) -> str:
    return f"<{pair[0]}>{pair[1]}</{pair[0]}>"


@given(
    st.recursive(
        st.text(alphabet="ab \n😀", max_size=12) | st.just("&lt;") | st.just("&amp;"),
        lambda inner: st.lists(inner | st.tuples(st.sampled_from(["b", "i", "blockquote"]), inner).map(_tagged)).map(
            "".join
        ),
        max_leaves=12,
    ),
    st.integers(60, 90),
)
def test_pages_hold_the_whole_text_and_are_sound(html: str, most: int) -> None:
    if re.search(r"<blockquote>(?:(?!</blockquote>).)*<blockquote>", html, re.DOTALL):
        return  # Telegram has no quotation inside a quotation
    result = paginate([html], most)
    assert all(units(page) <= most for page in result)
    assert re.sub(r"\s", "", "".join(shown(page) for page in result)) == re.sub(r"\s", "", plain(html))


def test_a_text_of_nothing_makes_one_message() -> None:
    assert paginate([]) == [""]
    assert paginate(["<b></b>", "\n\nhello"], 8) == ["hello"]


@pytest.mark.parametrize("letter", ["<", "&", "😀", "W", "\n", "@a "])
def test_a_card_keeps_every_line_whatever_one_of_them_holds(words: Words, letter: str) -> None:
    note = Text("card-note", {"value": Typed(letter * 4_100)})
    lines = (
        Text("card-title", {"number": " #1", **TITLE}),
        note,
        Text("card-source", {"value": Typed("+81 90")}),
    )
    message = card(words, Content("ja", lines))
    assert units(message.html) <= MOST_CHARACTERS
    text = shown(message.html)
    assert "+81 90" in text
    assert "#1" in text
    assert "…" in text or letter == "\n"


def test_a_note_is_a_quotation_that_cannot_pass_for_our_words(words: Words) -> None:
    for text in (QUOTED, Text("card-note", {"value": Typed("✅ <b>Points: 80</b>\nTaken by: Tom")})):
        [message] = pages(words, Content("en", (text,)), hush=True)
        plain_text, entities = parse_html(message.html)
        [quote] = [e for e in entities if e["type"] == "blockquote"]
        end = quote["offset"] + quote["length"]
        assert end == units(plain_text), "everything typed is inside"
        assert len([e for e in entities if e["type"] == "bold"]) == 1, "our own heading alone"


@pytest.mark.parametrize("text", ["@tanaka look", "hi @tanaka", "(@tanaka)", "a\n@tanaka", "@tanaka@suzuki"])
def test_no_name_notifies(words: Words, text: str) -> None:
    [message] = pages(words, Content("ja", (Text("staff-note", {"text": Typed(text)}),)), hush=True)
    found = find_entities(*parse_html(message.html))
    assert not [e for e in found if e["type"] == "mention"]
    assert "tanaka" in message.html


def test_an_address_stays_one_that_can_be_used(words: Words) -> None:
    assert hushed("maria@example.com") == "maria@example.com"
    [message] = pages(words, Content("ja", (Text("staff-note", {"text": Typed("to maria@example.com")}),)), hush=True)
    assert "email" in {e["type"] for e in find_entities(*parse_html(message.html))}


def test_the_card_a_person_is_shown_before_it_is_sent_is_one_quotation(words: Words) -> None:
    own = (
        Text("card-title", {"number": "", **TITLE}),
        Text("card-note", {"value": Typed("look")}),
        Text("card-not-scored"),
    )
    [message] = pages(words, Content("en", (Text("in-japanese", {"lines": own}), *(own[1],) * 2)))
    _, entities = parse_html(message.html)
    assert [e["type"] for e in entities].count("blockquote") == 3


def test_merged_notes_are_one_message_of_several_quotations(words: Words) -> None:
    lines = tuple(Text("staff-note", {"text": Typed(text)}) for text in ("first", "second"))
    [message] = pages(words, Content("ja", lines), hush=True)
    assert message.html.count("<blockquote>") == 2


def test_a_button_with_too_much_data_is_refused_here(words: Words) -> None:
    def buttons(data: str) -> Content:
        return Content("en", (), ((PostButton(Text("staff-take"), data),),))

    assert keyboard_of(words, buttons("x" * 64))
    for data in ("x" * 65, "あ" * 22):
        with pytest.raises(DataTooLong):
            keyboard_of(words, buttons(data))


def test_every_button_of_the_office_has_room(words: Words) -> None:
    everything = score(read_profile({}), as_of=date(2026, 11, 22))
    rows = [item.id for category in everything.categories for item in category.items]
    assert "designated_univ" in rows
    for row in rows:
        content = Content("ja", (), ((PostButton(Text("staff-take"), f"ok:{10**15 - 1}:{row}"),),))
        assert keyboard_of(words, content)


def test_rows_of_version_0_2_0_are_sent_as_they_were_written() -> None:
    old = finished({"text": "<b>hi</b>", "keyboard": [[["Yes", "1.2.a:yes"]]], "document": ["a.json", "{}"]})
    assert old is not None
    assert (old.html, old.keyboard, old.document) == ("<b>hi</b>", [[("Yes", "1.2.a:yes")]], ("a.json", b"{}"))
    assert finished({"say": {}}) is None


def test_a_caption_keeps_whole_lines() -> None:
    assert shortened("one\ntwo\nthree", 8) == "one\ntwo"
    assert shortened("😀😀\n😀", 4) == "😀😀"
