"""What was written as Telegram's HTML again, call by call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.relay import html_of, sendings
from bot.channels.telegram.render import units
from bot.delivery.post import Content
from bot.office.telegram.courier import OfficeCourier
from bot.words.words import Words
from dialogs.messages import Text
from dialogs.talk import BOLD, CODE, ITALIC, LINK, QUOTE, Emphasis, Media, Utterance
from tests.channels.dispatch import PaperDispatch, post
from tests.channels.office_posts import LEAD, the_card, written
from tests.properties import examples
from tests.telegram import FakeGroup
from tests.telegram.markup import parse_html

KINDS = (BOLD, CODE, ITALIC, LINK, QUOTE)


def relayed(*said: Utterance) -> list[tuple[int, str]]:
    """The calls that pass these on: how many messages each makes, and its text."""
    above = Content("en", (Text("from-office", {"name": "Office"}),)).to_json()
    payload = {"say": above, "said": [one.to_json() for one in said], "copies": [f"k:{n}" for n in range(len(said))]}
    return [(call.messages, call.html) for call in sendings(Words(), post("relay", payload))]


@pytest.mark.parametrize(
    ("said", "html"),
    [
        (Utterance("a<b>&c"), "a&lt;b&gt;&amp;c"),
        (Utterance("abc", (Emphasis(BOLD, 0, 3), Emphasis(ITALIC, 1, 1))), "<b>a<i>b</i>c</b>"),
        (Utterance("abc", (Emphasis(BOLD, 0, 2), Emphasis(ITALIC, 1, 2))), "<b>a<i>b</i></b><i>c</i>"),
        (Utterance("abc", (Emphasis(LINK, 1, 1, 'https://x/?"&'),)), 'a<a href="https://x/?&quot;&amp;">b</a>c'),
        (Utterance("abc", (Emphasis(CODE, 0, 99),)), "abc"),
        (Utterance("ab", (Emphasis(QUOTE, 0, 2), Emphasis(QUOTE, 1, 1))), "<blockquote>ab</blockquote>"),
        (Utterance(""), ""),
    ],
)
def test_formatting_is_nested_as_telegram_wants_it(said: Utterance, html: str) -> None:
    assert html_of(said) == html


@given(
    st.text(alphabet="ab<👍&\n", max_size=12),
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(0, 12), st.integers(1, 12)),
        max_size=5,
    ),
)
@examples(100)
def test_whatever_is_marked_the_words_stay(text: str, marks: list[tuple[str, int, int]]) -> None:
    said = Utterance(text, tuple(Emphasis(kind, at, size, "https://x") for kind, at, size in marks))
    assert parse_html(html_of(said))[0] == text


def test_names_in_the_staff_group_notify_nobody_and_links_stay_whole() -> None:
    said = Utterance("@maria see", (Emphasis(LINK, 7, 3, "https://t.me/@x"),))
    assert html_of(said, hush=True) == '@\u2060maria <a href="https://t.me/@x">see</a>'


def test_several_texts_go_as_one_and_a_long_one_as_several() -> None:
    [(messages, html)] = relayed(Utterance("one"), Utterance("two"))
    assert messages == 1
    assert html.endswith("one\n\ntwo")
    assert len(relayed(Utterance("x" * 9000))) == 3


@pytest.mark.parametrize("media", [None, Media("photo", "a")])
def test_each_message_of_a_long_text_says_who_wrote_it(media: Media | None) -> None:
    """What stands alone in one of them may be made to look like a word of the bot's."""
    said = Utterance("x" * 4090 + "\n🆕 done by staff", (Emphasis("bold", 10, 4090),), media)
    texts = [html for messages, html in relayed(said) if html]
    assert len(texts) > 1
    assert all(html.startswith(texts[0].partition("\n")[0] + "\n") and units(html) <= 4096 for html in texts)


def test_pictures_and_films_go_together_and_other_files_among_themselves() -> None:
    kinds = ["photo", "document", "video", "audio", "document"]
    found = relayed(*(Utterance(media=Media(kind, kind)) for kind in kinds))
    assert [messages for messages, _ in found] == [2, 2, 1]


def test_words_that_do_not_fit_beneath_a_file_come_after_it() -> None:
    found = relayed(Utterance("x" * 2000, media=Media("photo", "a")))
    assert [messages for messages, _ in found] == [1, 1]
    assert "x" * 2000 in found[1][1]


async def test_a_change_of_one_of_several_texts_in_one_message_leaves_the_others_alone(
    forum: FakeGroup, office: OfficeCourier, dispatch: PaperDispatch
) -> None:
    await dispatch.deliver(office, the_card())
    above = Content("ja", (Text("staff-relay"),)).to_json()
    common = {**LEAD, "say": above, "ring": True, "source": "telegram"}
    both = {
        "said": [Utterance("one").to_json(), Utterance("two").to_json()],
        "copies": ["k:1", "k:2"],
        "of": ["1", "2"],
    }
    made = await dispatch.deliver(office, post("relay", {**common, **both, "changes": False}, "k:1", channel="office"))
    assert made["k:1"] == made["k:2"]
    one = {"said": [Utterance("two, mended").to_json()], "copies": ["k:2"], "of": ["2"], "changes": True}
    await dispatch.deliver(office, post("relay", {**common, **one}, "k:2", channel="office"))
    first, second = written(forum)[-2:]
    assert first.text.endswith("one\n\ntwo")
    assert second.text.endswith("two, mended")
    assert second.reply_to == first.message_id
