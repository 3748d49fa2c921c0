"""Telegram's HTML, entities and keyboards, without a server."""

from __future__ import annotations

from typing import Any

import pytest

from .entities import find_entities, trim
from .errors import ApiError
from .keyboards import check_markup
from .markup import parse_html


def kinds(source: str) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in parse_html(source)[1]]


def test_tags_become_entities_counted_in_utf_16() -> None:
    source = "😀 <b>bold <i>both</i></b> &lt;x&gt; &#12354;"
    assert parse_html(source)[0] == "😀 bold both <x> あ"
    assert kinds(source) == [("bold", 3, 9), ("italic", 8, 4)]


def test_every_tag_that_telegram_has() -> None:
    source = (
        "<strong>a</strong><em>b</em><u>c</u><ins>d</ins><s>e</s><strike>f</strike><del>g</del>"
        '<span class="tg-spoiler">h</span><tg-spoiler>i</tg-spoiler><a href="https://x.jp/?a=1&amp;b">j</a>'
        '<code>k</code><pre><code class="language-python">l</code></pre><blockquote>m</blockquote>'
        '<blockquote expandable>n</blockquote><tg-emoji emoji-id="5">👍</tg-emoji>'
    )
    text, entities = parse_html(source)
    assert text == "abcdefghijklmn👍"
    assert [e["type"] for e in entities] == [
        *("bold", "italic", "underline", "underline", *["strikethrough"] * 3, "spoiler", "spoiler"),
        *("text_link", "code", "pre", "blockquote", "expandable_blockquote", "custom_emoji"),
    ]
    assert entities[9]["url"] == "https://x.jp/?a=1&b"
    assert entities[11]["language"] == "python"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("あ<b>x</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a <br/>", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b ", "Unclosed start tag"),
        ("<b>x</b", "Unclosed end tag"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler"'),
        ("<a>x</a>", 'Tag "a" must have attribute "href"'),
        ('<b class="x">x</b>', 'Unsupported attribute "class"'),
        ("a &nbsp; b", "unsupported entity"),
        ("A & B", "Unescaped '&'"),
        ("A > B", "Unescaped '>'"),
        ("<code><b>x</b></code>", "isn't allowed inside"),
        ("<blockquote><blockquote>x</blockquote></blockquote>", "nested in itself"),
    ],
)
def test_a_mistake_is_named_in_the_servers_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description.startswith("Bad Request: can't parse entities: ")
    assert reason in caught.value.description
    assert caught.value.violation


def test_commands_and_mentions_are_found_but_not_inside_code() -> None:
    text, marked = parse_html("/start@client_bot see <code>/help</code> @someone a@b.jp")
    assert [(e["type"], e["offset"], e["length"]) for e in find_entities(text, marked)] == [
        ("bot_command", 0, 17),
        ("code", 22, 5),
        ("mention", 28, 8),
        ("email", 37, 6),
    ]


def test_white_space_at_the_ends_goes_and_entities_follow() -> None:
    assert trim("  ab \n", [{"type": "bold", "offset": 1, "length": 3}]) == (
        "ab",
        [{"type": "bold", "offset": 0, "length": 2}],
    )


def button(**kind: Any) -> dict[str, Any]:
    return {"text": "Yes"} | kind


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[button(callback_data="あ" * 22)]], "BUTTON_DATA_INVALID"),
        ([[button(callback_data="")]], "BUTTON_DATA_INVALID"),
        ([[button(text=" ", callback_data="x")]], "BUTTON_TEXT_INVALID"),
        ([[button()]], "Text buttons are unallowed"),
        ([[button(callback_data="x", url="https://x.jp")]], "BUTTON_TYPE_INVALID"),
        ([[button(url="javascript:x")]], "is invalid"),
        ([[button(callback_data="x")] * 9], "reply markup is too long"),
        ([[button(callback_data="x")]] * 101, "reply markup is too long"),
    ],
)
def test_a_keyboard_beyond_the_limits_is_refused(rows: list[list[dict[str, Any]]], reason: str) -> None:
    with pytest.raises(ApiError, match=reason):
        check_markup({"inline_keyboard": rows})


def test_a_keyboard_at_the_limits_is_accepted() -> None:
    rows = [[button(callback_data="x" * 64)] * 8] * 12 + [[button(callback_data="あ" * 21)] * 4, []]
    checked = check_markup({"inline_keyboard": rows})
    assert checked is not None
    assert len(checked["inline_keyboard"]) == 13
    assert check_markup({"inline_keyboard": []}) is None
