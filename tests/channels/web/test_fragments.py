"""The parts of a page that are made without a template: nothing anybody wrote becomes a tag or leaves its attribute."""

import re
from html.parser import HTMLParser

import pytest

from bot.channels.web.choices import ShownRow, WebButton
from bot.channels.web.fragments import Fragments
from bot.channels.web.still import key_of
from bot.channels.web.view import LiveQuestion, TypedField, View, WebItem, WebPage, _asks
from bot.web.markup import Markup, safe, typed
from bot.words.words import Words
from dialogs.messages import Text, Typed

HOSTILE = "</p></li><script>x</script><img src=x onerror=\"x\" a='b'>&"
ROWS = (ShownRow([WebButton(HOSTILE, HOSTILE, before=HOSTILE)], day=HOSTILE, count=HOSTILE),)
ITEMS = (
    WebItem(3, "ours", HOSTILE, [typed(HOSTILE)], above=HOSTILE, buttons=ROWS, chosen=HOSTILE, document=HOSTILE),
    WebItem(4, "theirs", "en", [safe(HOSTILE)], files=[(0, HOSTILE), (1, HOSTILE)], translation=[typed(HOSTILE)]),
    WebItem(5, "staff", "ja", picture=True, words=HOSTILE),
)
ASKED = LiveQuestion(3, HOSTILE, typed(HOSTILE), [typed(HOSTILE)], [typed(HOSTILE)], ROWS)
FIELDS = (TypedField(), TypedField(HOSTILE, HOSTILE), TypedField(multiline=True))


class Tags(HTMLParser):
    """Gathers what a browser would make of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("img", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends: the one that began last."""
        assert self.open.pop() == tag


def made(*, framed: bool) -> list[str]:
    """All that can be made, of what somebody hostile wrote in every place."""
    it = Fragments(lambda key: f"{key} {HOSTILE}", "/base", "?framed=1" if framed else "", framed=framed)
    pages = [WebPage("en", asked=asked, field=field) for asked in (None, ASKED) for field in FIELDS]
    return [*(it.in_log(item, HOSTILE) for item in ITEMS), *(it.below_log(page, HOSTILE, HOSTILE) for page in pages)]


@pytest.mark.parametrize("framed", [False, True])
def test_whatever_is_put_in_is_escaped(framed: bool) -> None:
    for html in made(framed=framed):
        tags = Tags(html)
        assert tags.open == [], html
        assert "script" not in tags.names
        assert not {name for name in tags.attributes if name.startswith("on") or name == "a"}
        assert "<script" not in html
        assert html.count("&lt;script&gt;") >= html.count("<fieldset") + html.count("<li")


def test_what_is_safe_already_is_not_escaped_again() -> None:
    it = Fragments(lambda key: key, "", "", framed=False)
    assert "<p><b>yes</b></p>" in it.in_log(WebItem(1, "ours", "en", [Markup("<b>yes</b>")]), "k")
    assert re.search(r'<li id="m1" class="ours" data-at="1" lang="en">', it.in_log(WebItem(1, "ours", "en"), "k"))


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("<b>What?</b> You get it.", ("<b>What?</b>", "You get it.\n")),
        ("<b>何ですか。</b>これです。\n次", ("<b>何ですか。</b>", "これです。\n次")),
        ("<b>When?</b>\nPress.", ("<b>When?</b>", "Press.")),
        ("<b>These prove 70</b> (they prove 80):\nA", ("<b>These prove 70</b> (they prove 80):", "A")),
        ("Just write.", ("Just write.", "")),
        ("✅ <b>Booked.</b> At ten.", ("✅ <b>Booked.</b>", "At ten.\n")),
    ],
)
def test_what_is_asked_stands_by_itself(text: str, parted: tuple[str, str]) -> None:
    assert _asks(text) == parted


class Lines(Words):
    """Words that are given."""

    def html(self, language: str, text: Text) -> str:
        return text.key


def test_of_what_asks_nothing_the_line_that_stands_out_is_the_question() -> None:
    view = View(Lines())
    lines = [Text("A good question."), Text("<b>You</b>: 3"), Text("<b>Next:</b>"), Text("🔔 <b>What shall we do?</b>")]
    assert view._asking("en", lines) == 3
    assert view._asking("en", [*lines, Text("q-goal")]) == 4
    assert view._asking("en", lines[:3]) == 0


def test_what_is_no_question_takes_a_message() -> None:
    it = Fragments(lambda key: key, "", "", framed=False)
    asked = LiveQuestion(1, "en", Markup("Result"))
    for answers, label in ((True, "web-your-answer"), (False, "web-your-message")):
        page = WebPage("en", asked=asked, field=TypedField(answers=answers))
        assert f'<label for="text">{label}</label>' in it.below_log(page, "k")


def test_only_what_says_nothing_of_anybody_is_held() -> None:
    assert key_of(Text("a")) is not None
    assert key_of(Text("a", {"step": 3, "of": Text("b", {"n": 23})})) is not None
    for told in (Typed("Maria"), "Maria", 8_000_000, -1, True, Text("b", {"name": Typed("Maria")})):
        assert key_of(Text("a", {"step": 3, "told": told})) is None, told


def test_texts_that_differ_are_held_apart() -> None:
    differ = [
        Text("a"),
        Text("a", language="ja"),
        Text("a", {"n": 3}),
        Text("a", {"n": 4}),
        Text("a", {"whose": "employer"}),
        Text("a", {"whose": "either"}),
        Text("a", {"of": Text("n")}),
        Text("a", {"of": Text("n", language="ja")}),
        Text("a", {"of": Text("n", {"n": 3})}),
    ]
    assert len({key_of(text) for text in differ}) == len(differ)
