"""Which of two should apply: the partner is counted by what is told of them, and nothing of it is an answer."""

import pytest

from dialogs.messages import Text
from dialogs.parsing.couples import read_compared
from tests.dialogs.reached import reached
from tests.dialogs.walker import Walk


def asks(text: str, language: str = "en", at: str = "result") -> Walk:
    """Return the engineer of 75 points, who types something."""
    walk = reached(at)
    walk.conversation.language = walk.hint = language
    return walk.says(text)


def said(walk: Walk, key: str) -> list[Text]:
    return [line for screen in walk.last.screens for line in screen.lines if line.key == key]


@pytest.mark.parametrize(
    ("text", "language", "total"),
    [
        ("my wife has a PhD, 29, earns 6M: who should apply?", "en", 65),
        ("my husband is 31, master's, N1, 9M. Should he apply instead?", "en", 80),
        ("妻は博士で29歳、年収600万です。どちらが申請すべきですか？", "ja", 65),
    ],
)
def test_a_partner_is_counted_by_what_is_told_and_what_is_missing_is_named(
    text: str, language: str, total: int
) -> None:
    before = reached("result")
    walk = asks(text, language).leads_to("result")
    assert {line.args["total"] for line in said(walk, "couple-points-in-line")} == {total}
    assert [line.args["total"] for line in said(walk, "couple-yours-line")] == [75]
    assert {"couple-missing-line", "couple-line", "own-words-family"} <= set(walk.all_keys)
    answers = {name: kept for name, kept in walk.conversation.answers.items() if name != "own_words"}
    assert answers == before.conversation.answers
    # The points were not printed again, and the way on is there.
    assert "result-qualifies" not in walk.all_keys
    assert "ok" in walk.offered


@pytest.mark.parametrize(("text", "language"), [("which of us should apply?", "en"), ("夫と私のどちらが申請？", "ja")])
def test_who_tells_nothing_of_the_partner_is_told_how(text: str, language: str) -> None:
    walk = asks(text, language).leads_to("result")
    assert {"couple-line", "couple-tell-line"} <= set(walk.all_keys)
    assert "own_words" not in walk.conversation.answers


def test_the_partners_words_reach_the_card() -> None:
    walk = asks("my wife has a PhD, 29, earns 6M: who should apply?").presses("ok").to_the_card()
    assert any("PhD" in str(line) for line in walk.conversation.answers["own_words"].value)  # type: ignore[union-attr]


def test_before_the_result_it_is_said_that_it_comes_later() -> None:
    asks("which of us should apply?", at="review").leads_to("review").explains("couple-later")


@pytest.mark.parametrize("text", ["who decides?", "my wife has a PhD", "妻は働けますか", "how do I apply?", ""])
def test_other_questions_compare_nobody(text: str) -> None:
    assert read_compared(text) is None


def test_a_warning_is_said_though_the_result_is_not_shown_again() -> None:
    walk = reached("result", {"goal": "a:pr"}).says("I was abroad for a long time")
    assert "result-qualifies" not in walk.all_keys
    assert "absence-told" in walk.all_keys
